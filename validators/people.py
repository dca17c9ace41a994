"""Whether two rows are about the same person, household or collective, and on what evidence.

One function decides: `compare`. A `Roll` finds by the same function, without going through every
row, whom a table speaks of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from validators.catalogue import (
    COLLECTIVE_TITLES,
    HOUSEHOLD_TITLES,
    INDIVIDUAL_TITLES,
    ObjectKind,
)
from validators.records import Nomination, PastAward, Registration
from validators.text import fold, match_key

Named = Registration | Nomination | PastAward
"""Records about a person, a household or a collective."""

N = TypeVar("N", bound=Named)
T = TypeVar("T")

_FAMILY_OF = re.compile(r"(?:gia đình|hộ)\s+")
# Only in front of at least two more words: "Ông" and "Y" are also family names.
_ADDRESS = re.compile(
    r"(?:(?:ông|bà|cụ|anh|chị|thầy giáo|thầy|cô giáo|cô|nhà giáo|đồng chí|bác sĩ|y sĩ|dược sĩ|kỹ sư"
    r"|cử nhân|thạc sĩ|tiến sĩ)\s+|(?:đ/c|đc|bs|ths|ts|ks|cn|pgs|gs)(?:\.\s*|:\s*|\s+))"
    r"(?=\S+\s+\S)"
)


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """A name as it is compared: case, spaces, tone placement and forms of address aside.

    "Đ/c ThS. Nguyễn Thị Hoà" and "nguyễn thị hòa" have one key, and so has the household
    "Gia đình bà Nguyễn Thị Hòa".
    """
    key = match_key(name)
    if found := _FAMILY_OF.match(key):
        key = key[found.end() :]
    while found := _ADDRESS.match(key):
        key = key[found.end() :]
    return key


def is_family(name: str) -> bool:
    """Whether a name says that a household is meant: "Gia đình ông …", "Hộ bà …"."""
    return _FAMILY_OF.match(match_key(name)) is not None


class Identity(NamedTuple):
    """What is told of somebody in a row: rows that agree in all of it speak of one object.

    `name` and `unit` are comparison keys, empty where nothing was entered.
    """

    name: str
    birth: date | int | None
    unit: str
    kind: ObjectKind | None

    @property
    def birth_year(self) -> int | None:
        """The year of birth, as far as it is known."""
        return self.birth.year if isinstance(self.birth, date) else self.birth


def identity(record: Named) -> Identity:
    """What a row tells of whom it is about."""
    name = record.name or ""
    return Identity(name_key(name), record.birth, match_key(record.unit or ""), _kind(record, name))


_KIND_OF_TITLE = {
    title: kind
    for kind, titles in (
        (ObjectKind.INDIVIDUAL, INDIVIDUAL_TITLES),
        (ObjectKind.HOUSEHOLD, HOUSEHOLD_TITLES),
        (ObjectKind.COLLECTIVE, COLLECTIVE_TITLES),
    )
    for title in titles
}


def _kind(record: Named, name: str) -> ObjectKind | None:
    if not isinstance(record, PastAward):
        return record.object_kind
    if is_family(name):
        return ObjectKind.HOUSEHOLD
    return _KIND_OF_TITLE[record.title] if record.title else None


class Likeness(Enum):
    """How sure it is that two rows are about the same object."""

    SAME = "cùng một đối tượng"
    POSSIBLE = "có thể cùng một đối tượng"
    DIFFERENT = "khác đối tượng"


class Verdict(NamedTuple):
    """A likeness and the evidence for it, in words: "cùng họ tên, cùng năm sinh"."""

    likeness: Likeness
    evidence: str


def compare(one: Identity, other: Identity, years_apart: bool = False) -> Verdict:
    """Whether two rows are about the same object.

    Equal names are the same object where the birth dates agree (a year agrees with every day of
    it), or where one is missing and the units agree. Between rows of different years
    (`years_apart`) another unit is no evidence: people move. Possibly the same are equal names
    whose birth dates differ in one part or have day and month swapped, and names that differ in
    one letter or in accents with the same birth date (with the year alone: in the same unit).
    """
    if one.kind and other.kind and one.kind is not other.kind:
        return Verdict(Likeness.DIFFERENT, f"một bên là {one.kind}, một bên là {other.kind}")
    if one.name == other.name:
        return _namesakes(one, other, years_apart)
    births = _births(one, other)
    same_unit = bool(one.unit) and one.unit == other.unit
    likely = births == _SAME_DAY or (births == _SAME_YEAR and same_unit)
    if likely and (spelling := _spelling(one.name, other.name)):
        unit = ", cùng đơn vị" if same_unit else ""
        return Verdict(Likeness.POSSIBLE, f"{spelling}, {births}{unit}")
    return Verdict(Likeness.DIFFERENT, "khác họ tên")


_SAME_DAY, _SAME_YEAR = "cùng ngày sinh", "cùng năm sinh"
_UNKNOWN = "không đủ ngày sinh để so"
_SWAPPED = "ngày sinh đảo ngày và tháng"
_ONE_PART = "ngày sinh chỉ khác ngày", "ngày sinh chỉ khác tháng", "ngày sinh chỉ khác năm"
_OTHER_BIRTH = "khác ngày sinh"


def _namesakes(one: Identity, other: Identity, years_apart: bool) -> Verdict:
    births = _births(one, other)
    other_unit = bool(one.unit and other.unit) and one.unit != other.unit
    units = "khác đơn vị" if other_unit else "cùng đơn vị" if one.unit and other.unit else ""
    collective = one.kind is other.kind is ObjectKind.COLLECTIVE
    evidence = _in_words("" if collective else births, units)
    if births in {_SAME_DAY, _SAME_YEAR}:
        return Verdict(Likeness.SAME, evidence)
    if births == _UNKNOWN:
        apart = other_unit and not years_apart
        return Verdict(Likeness.DIFFERENT if apart else Likeness.SAME, evidence)
    near = births != _OTHER_BIRTH and not other_unit
    return Verdict(Likeness.POSSIBLE if near else Likeness.DIFFERENT, evidence)


@lru_cache
def _in_words(births: str, units: str) -> str:
    return ", ".join(filter(None, ["cùng họ tên", births, units]))


def _births(one: Identity, other: Identity) -> str:
    """How two birth dates stand to each other, as the evidence says it."""
    if one.birth is None or other.birth is None:
        return _UNKNOWN
    if not (isinstance(one.birth, date) and isinstance(other.birth, date)):
        return _SAME_YEAR if one.birth_year == other.birth_year else _OTHER_BIRTH
    first, second = one.birth, other.birth
    if first == second:
        return _SAME_DAY
    same = first.day == second.day, first.month == second.month, first.year == second.year
    if sum(same) == 2:
        return _ONE_PART[same.index(False)]
    swapped = first.year == second.year and first.day == second.month
    return _SWAPPED if swapped and first.month == second.day else _OTHER_BIRTH


@lru_cache(maxsize=1 << 16)
def _spelling(one: str, other: str) -> str:
    """How two names that are not equal are still alike; empty where they are not."""
    first, second = fold(one), fold(other)
    if first == second:
        return "họ tên chỉ khác dấu"
    # "Tổ 1" and "Tổ 2" are two groups, not one misspelt.
    if _one_letter_apart(first, second) and not any(map(str.isdigit, first + second)):
        return "họ tên chỉ khác một chữ cái"
    return ""


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter is another, too many, missing, or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = one[start:], other[start:]
    swapped = a[:2] == b[1::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped


class ByBirth(Generic[T]):
    """Things told of the bearers of one name, by birth date: thousands may share a name."""

    def __init__(self) -> None:
        self._found: dict[date | int | None, list[T]] = defaultdict(list)
        self._dates: dict[int, list[date]] = defaultdict(list)

    def add(self, birth: date | int | None, thing: T) -> None:
        """Keep a thing under a birth date, a year of birth, or None."""
        if isinstance(birth, date) and birth not in self._found:
            self._dates[birth.year].append(birth)
        self._found[birth].append(thing)

    def agreeing(self, birth: date | int | None) -> Iterator[T]:
        """Everything under a birth date that does not contradict this one."""
        if birth is None:
            keys: Iterable[date | int | None] = tuple(self._found)
        elif isinstance(birth, date):
            keys = (birth, birth.year, None)
        else:
            keys = (*self._dates.get(birth, ()), birth, None)
        return (thing for key in keys for thing in self._found.get(key, ()))


def _near_births(who: Identity) -> Iterator[Hashable]:
    """Keys of which two bearers of one name share one if their birth dates nearly agree."""
    if isinstance(who.birth, date):
        day, month, year = who.birth.day, who.birth.month, who.birth.year
        yield "day and month", day, month
        yield "day and year", day, year
        yield "month and year", month, year
        yield "swapped", frozenset((day, month)), year


_ANY_UNIT = None


def _births_kept(who: Identity) -> Iterator[Hashable]:
    """Keys under which one of many bearers of a name is kept: another unit speaks against him."""
    return ((near, unit) for near in _near_births(who) for unit in (who.unit, _ANY_UNIT))


def _births_sought(who: Identity) -> Iterator[Hashable]:
    units = (who.unit, "") if who.unit else (_ANY_UNIT,)
    return ((near, unit) for near in _near_births(who) for unit in units)


def _near_names(who: Identity) -> Iterator[str]:
    """Keys of which two people share one if their names are nearly the same.

    Whatever one letter sets two names apart, what is left without it is in both.
    """
    name = fold(who.name)
    yield name
    yield from (name[:i] + name[i + 1 :] for i in range(len(name)))


Keys = Callable[[Identity], Iterable[Hashable]]

LARGE_GROUP = 16
"""Members from which on a group is parted before everybody in it is compared."""


class _Groups:
    """People who share a name or a birth date, in the order of the table."""

    def __init__(self, kept: Keys, sought: Keys) -> None:
        """A large group is parted by the keys `kept`, and searched under the keys `sought`."""
        self._kept, self._sought = kept, sought
        self.members: dict[Hashable, list[Identity]] = defaultdict(list)
        self._parts: dict[Hashable, dict[Hashable, list[Identity]]] = {}

    def near(self, group: Hashable, who: Identity) -> Iterable[list[Identity]]:
        """Lists of members; everybody is in one who is possibly the same as `who`."""
        members = self.members.get(group, [])
        if len(members) < LARGE_GROUP:
            return (members,)
        if group not in self._parts:
            self._parts[group] = defaultdict(list)
            for each in members:
                for key in self._kept(each):
                    self._parts[group][key].append(each)
        return (self._parts[group].get(key, []) for key in self._sought(who))


def told(records: Iterable[N]) -> Iterator[tuple[Identity, N]]:
    """The records that name somebody, each with what it tells of him."""
    return ((identity(record), record) for record in records if record.name)


class Roll(Generic[N]):
    """The rows of a table, found by whom they are about."""

    def __init__(self, rows: Iterable[tuple[Identity, N]], years_apart: bool = False) -> None:
        """`years_apart`: the rows are of other years than those that are looked up."""
        self._years_apart = years_apart
        self.told = list(rows)
        self.rows: dict[Identity, list[N]] = defaultdict(list)
        for who, row in self.told:
            self.rows[who].append(row)
        self._found: dict[Identity, list[N]] = {}
        self._by_birth: dict[str, ByBirth[Identity]] = {}

    def bearers(self, name: str) -> list[Identity]:
        """Who bears a name (`name_key`)."""
        return self._namesakes.members.get(name, [])

    @cached_property
    def _namesakes(self) -> _Groups:
        found = _Groups(_births_kept, _births_sought)
        for who in self.rows:
            found.members[who.name].append(who)
        return found

    @cached_property
    def _born_alike(self) -> _Groups:
        """By birth date; where only the year is known, by year and unit."""
        found = _Groups(_near_names, _near_names)
        for who in self.rows:
            if isinstance(who.birth, date):
                found.members[who.birth].append(who)
            elif who.birth and who.unit:
                found.members[who.birth, who.unit].append(who)
        return found

    @cached_property
    def _of_one_year(self) -> _Groups:
        """By year of birth and unit, whether the day is known or not."""
        found = _Groups(_near_names, _near_names)
        for who in self.rows:
            if who.birth and who.unit:
                found.members[who.birth_year, who.unit].append(who)
        return found

    def same_identities(self, who: Identity) -> Iterator[Identity]:
        """The particulars in this table that are those of this very object."""
        for each in self._agreeing(who):
            if compare(who, each, self._years_apart).likeness is Likeness.SAME:
                yield each

    def _agreeing(self, who: Identity) -> Iterable[Identity]:
        """Bearers of the name; of many, those whose birth date does not contradict."""
        bearers = self.bearers(who.name)
        if len(bearers) < LARGE_GROUP:
            return bearers
        if who.name not in self._by_birth:
            self._by_birth[who.name] = ByBirth()
            for each in bearers:
                self._by_birth[who.name].add(each.birth, each)
        return self._by_birth[who.name].agreeing(who.birth)

    def same(self, who: Identity) -> list[N]:
        """The rows that are about this very object."""
        if who not in self._found:
            self._found[who] = [
                row for each in self.same_identities(who) for row in self.rows[each]
            ]
        return self._found[who]

    def possible(self, who: Identity) -> Iterator[tuple[Identity, str]]:
        """Who else is possibly the same object, with the evidence; each once."""
        for each in dict.fromkeys(each for near in self._near(who) for each in near):
            if evidence := self._doubt(who, each):
                yield each, evidence

    def first_possible(self, who: Identity) -> tuple[Identity, str] | None:
        """The first above `who`, who stands in this table, that is possibly the same object."""
        found = []
        for near in self._near(who):
            for each in near:
                if each == who:
                    break
                if evidence := self._doubt(who, each):
                    found.append((self._places[each], each, evidence))
                    break
        place, other, evidence = min(found, default=(self._places[who], who, ""))
        return (other, evidence) if place < self._places[who] else None

    def _doubt(self, who: Identity, other: Identity) -> str:
        """The evidence that two are possibly the same object; empty where that is no question."""
        if who.name == other.name and who.birth == other.birth:
            return ""
        likeness, evidence = compare(who, other, self._years_apart)
        return evidence if likeness is Likeness.POSSIBLE else ""

    @cached_property
    def _places(self) -> dict[Identity, int]:
        return {who: place for place, who in enumerate(self.rows)}

    def _near(self, who: Identity) -> Iterator[list[Identity]]:
        """Lists, in the order of the table, of those who may be possibly the same object."""
        if isinstance(who.birth, date):
            yield from self._namesakes.near(who.name, who)
            yield from self._born_alike.near(who.birth, who)
            yield from self._born_alike.near((who.birth.year, who.unit), who)
        elif who.birth and who.unit:
            yield from self._of_one_year.near((who.birth, who.unit), who)


def born(birth: date | int | None) -> str:
    """A birth date behind a name: " sinh 05/02/1980", " sinh 1980", or nothing."""
    if birth is None:
        return ""
    return f" sinh {birth:%d/%m/%Y}" if isinstance(birth, date) else f" sinh {birth}"


def called(record: Named) -> str:
    """Whom a row is about, as messages name him: "“Nguyễn Thị Hòa” sinh 1980"."""
    return f"“{record.name}”{born(record.birth)}"
