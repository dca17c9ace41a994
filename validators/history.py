"""What a register knows of one person, household or collective, year by year.

Earlier years come from tblLichSu, the register's own year from tblDeNghi: titles and forms that
are not refused or returned, and ratings whatever became of the nomination.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from validators.catalogue import (
    CLOSED,
    CommendationKind,
    Completion,
    Form,
    Level,
    Title,
)
from validators.people import Identity, Named, Roll, called, identity
from validators.records import Nomination, PastAward, Registration
from validators.regimes import Provision, regime_on

Reached = Title | Form | Completion
"""What can be counted by years: a title, a form of commendation, a rating."""

Row = PastAward | Nomination

COUNTED = frozenset({"year", "title", "form", "completion"})
"""Fields that the counting of years needs; unreadable, they leave it open."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row about somebody; `doubt` says why it may be about somebody else."""

    row: Row
    doubt: str = ""


def shows(row: Row, wanted: Collection[Reached], without: Collection[CommendationKind]) -> bool:
    """Whether a row shows one of the wanted; forms of the kinds `without` do not count.

    The kind of commendation is a form's: a title in the same row counts whatever it is.
    """
    if row.completion in wanted:
        return True
    if isinstance(row, PastAward):
        return row.title in wanted or row.form in wanted
    if row.outcome in CLOSED:
        return False
    return row.title in wanted or (row.form in wanted and row.commendation_kind not in without)


def wrong_level(row: Row, wanted: Collection[Reached]) -> str:
    """Why a row counts only if staff confirm the level of its decision; empty where it counts."""
    if isinstance(row, PastAward) and row.completion not in wanted:
        for award, right, _ in wrong_levels(row):
            if award in wanted:
                return f"Cấp quyết định ghi “{row.level}”, đúng thẩm quyền là “{right}”"
    return ""


def wrong_levels(row: PastAward) -> Iterator[tuple[Title | Form, Level, Provision]]:
    """Awards of a past row that, by the law of its day, another level than the one typed decides.

    A ministry may have decided what a province or a district decides for its own people.
    """
    if row.level is None or row.level is Level.MINISTRY or row.year is None:
        return
    law = regime_on(row.decided or date(row.year, 12, 31))
    for award in (row.title, row.form):
        decider = law.decider(award) if award else None
        if award and decider and decider[0] is not row.level:
            yield award, *decider


def lost_during_year(row: PastAward, award: Title | Form) -> date | None:
    """The day in its year on which the typed level lost an award; None if the row tells its day."""
    if row.decided or row.year is None:
        return None
    before, after = (regime_on(date(row.year, *day)) for day in ((1, 1), (12, 31)))
    decider = before.decider(award)
    return after.start if decider and decider[0] is row.level else None


class Group:
    """The rows of one table that tell the same particulars; many careers may share them."""

    def __init__(self, who: Identity, rows: Sequence[Row]) -> None:
        self.who = who
        self.rows = rows
        self._reached: dict[object, dict[int, str]] = {}

    @cached_property
    def called(self) -> str:
        """Whom the rows are about, as messages name him; rows in any order give one name."""
        return min(called(row) for row in self.rows)

    @cached_property
    def is_unreadable(self) -> bool:
        """Whether a row cannot be read where it tells what was reached in which year."""
        return any(row.unreadable & COUNTED for row in self.rows)

    def reached(
        self, wanted: tuple[Reached, ...], without: tuple[CommendationKind, ...]
    ) -> dict[int, str]:
        """The years in which one of the wanted was reached, each with the doubt about it."""
        if (wanted, without) not in self._reached:
            self._reached[wanted, without] = _surest(
                (row.year, wrong_level(row, wanted))
                for row in self.rows
                if row.year and shows(row, wanted, without)
            )
        return self._reached[wanted, without]


def _surest(years: Iterable[tuple[int, str]]) -> dict[int, str]:
    """The years, each with its least doubt: none is the least."""
    found: dict[int, str] = {}
    for year, doubt in years:
        found[year] = min(found.get(year, doubt), doubt)
    return found


class Career:
    """What the register knows of one object: rows that are surely its own, and possible ones."""

    def __init__(self, careers: Careers, who: Identity) -> None:
        self._careers = careers
        self._who = who
        self._reached: dict[object, dict[int, str]] = {}

    @cached_property
    def _sure(self) -> tuple[tuple[Group, str], ...]:
        """Rows of the same object; with a doubt where namesakes cannot be told apart."""
        past, here = self._careers.past_groups, self._careers.here_groups
        return (
            *(
                (past[each], self._mix_up(past[each]))
                for each in self._careers.past.same_identities(self._who)
            ),
            *((here[each], "") for each in self._careers.here.same_identities(self._who)),
        )

    def _mix_up(self, group: Group) -> str:
        other = group.who
        if (other.birth and self._who.birth) or (other.unit and other.unit == self._who.unit):
            return ""
        if not self._careers.is_shared(other.name):
            return ""
        return f"sổ có nhiều người tên {group.called}, không đủ ngày sinh để phân biệt"

    @cached_property
    def _possible(self) -> tuple[tuple[Group, str], ...]:
        """Rows whose name or birth date is only nearly the same."""
        past, here = self._careers.past_groups, self._careers.here_groups
        return tuple(
            (group, f"{group.called}: {evidence}")
            for roll, groups in ((self._careers.past, past), (self._careers.here, here))
            for who, evidence in roll.possible(self._who)
            for group in [groups[who]]
        )

    @cached_property
    def is_unreadable(self) -> bool:
        """Whether a row cannot be read where it tells what was reached in which year."""
        return any(group.is_unreadable for group, _ in self._sure)

    def entries(self) -> Iterator[Entry]:
        """Every row, sure or not."""
        for group, doubt in (*self._sure, *self._possible):
            for row in group.rows:
                yield Entry(row, doubt or wrong_level(row, (*Title, *Form)))

    def years(self, *wanted: Reached, without: tuple[CommendationKind, ...] = ()) -> frozenset[int]:
        """The years in which one of the wanted was surely reached."""
        found = self._known(self._sure, wanted, without)
        return frozenset(year for year, doubt in found.items() if not doubt)

    def doubts(
        self, *wanted: Reached, without: tuple[CommendationKind, ...] = ()
    ) -> dict[int, str]:
        """Years that count only if staff confirm it, each with the reason."""
        found = self._known((*self._sure, *self._possible), wanted, without)
        return {year: found[year] for year in sorted(found) if found[year]}

    def _known(
        self,
        groups: tuple[tuple[Group, str], ...],
        wanted: tuple[Reached, ...],
        without: tuple[CommendationKind, ...],
    ) -> dict[int, str]:
        key = len(groups), wanted, without
        if key not in self._reached:
            self._reached[key] = _surest(
                (year, doubt or level)
                for group, doubt in groups
                for year, level in group.reached(wanted, without).items()
            )
        return self._reached[key]


class Careers:
    """The careers of everybody in a register, each put together once."""

    def __init__(
        self, past: Roll[PastAward], here: Roll[Nomination], registered: Roll[Registration]
    ) -> None:
        self.past, self.here, self.registered = past, here, registered
        self._of: dict[Identity, Career] = {}
        self._shared: dict[str, bool] = {}

    def of(self, record: Named) -> Career:
        """The career of the object that a row is about."""
        return self.of_identity(identity(record))

    def of_identity(self, who: Identity) -> Career:
        """The career of whoever these particulars describe."""
        if who not in self._of:
            self._of[who] = Career(self, who)
        return self._of[who]

    @cached_property
    def past_groups(self) -> dict[Identity, Group]:
        """The rows of tblLichSu by what they tell of whom they are about."""
        return {who: Group(who, rows) for who, rows in self.past.rows.items()}

    @cached_property
    def here_groups(self) -> dict[Identity, Group]:
        """The rows of tblDeNghi by what they tell of whom they are about."""
        return {who: Group(who, rows) for who, rows in self.here.rows.items()}

    def is_shared(self, name: str) -> bool:
        """Whether people of different years of birth bear a name (`people.name_key`)."""
        if name not in self._shared:
            rolls: tuple[Roll[PastAward] | Roll[Nomination] | Roll[Registration], ...]
            rolls = (self.past, self.here, self.registered)
            years = {who.birth_year for roll in rolls for who in roll.bearers(name) if who.birth}
            self._shared[name] = len(years) > 1
        return self._shared[name]


def runs(years: Collection[int]) -> list[range]:
    """Consecutive years put together: 2016, 2018, 2019 → 2016–2016, 2018–2019."""
    found: list[range] = []
    for year in sorted(years):
        if found and found[-1].stop == year:
            found[-1] = range(found[-1].start, year + 1)
        else:
            found.append(range(year, year + 1))
    return found
