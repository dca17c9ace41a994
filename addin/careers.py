"""What a register knows of one person, household or collective, for reading and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from addin.refusal import Refusal
from validators.catalogue import Completion, Form, Title
from validators.history import Career, Reached, runs
from validators.people import Identity, Likeness, Named, Roll, born, compare, identity, name_key
from validators.records import Nomination, PastAward, Registration
from validators.register import Register
from validators.rules.spans import GOOD
from validators.text import closest, fold

GOOD_OR_BETTER = f"{Completion.GOOD} trở lên"


@dataclass(frozen=True)
class Origin:
    """Where a row of a ledger stands, in words, and the year that it tells of."""

    words: str
    year: int | None


@dataclass(frozen=True)
class Row:
    """A row about somebody; `evidence` says why it is, `doubt` why it may not be."""

    record: Named
    evidence: str
    doubt: str = ""
    origin: Origin | None = None
    """Of a row that comes from a ledger and not from the register in hand."""

    @property
    def year(self) -> int | None:
        """The year that the row tells of; None for a registration, which is the register's."""
        if self.origin:
            return self.origin.year
        return None if isinstance(self.record, Registration) else self.record.year

    def as_json(self) -> dict[str, Any]:
        """The row with every field that bears on the question."""
        fields = {
            field: _plain(getattr(self.record, field, None))
            for field in (
                "name", "birth", "unit", "year", "title", "form", "completion", "level",
                "registered_on", "outcome", "decision_number", "decided",
            )
        }  # fmt: skip
        place: dict[str, Any] = {"sheet": self.record.sheet, "row": self.record.row}
        if self.origin:
            place = {"sheet": self.record.sheet, "origin": self.origin.words}
            fields["year"] = self.origin.year
        return place | fields | {"evidence": self.evidence, "doubt": self.doubt or None}

    def line(self) -> str:
        """The row in words."""
        record = self.record
        told = [str(each) for each in (record.title, record.form) if each]
        if isinstance(record, Registration):
            told += _dated("đăng ký", record.registered_on)
        else:
            told += [str(record.completion)] if record.completion else []
            told += [f"cấp {record.level}"] if record.level else []
            told += [str(record.decision_number)] if record.decision_number else []
            told += _dated("quyết định", record.decided)
        if isinstance(record, Nomination):
            told.append(str(record.outcome or "chưa có kết quả"))
        where = self.origin.words if self.origin else f"{record.sheet} dòng {record.row}"
        return f"{self.year or '    '}  {where}: {'; '.join(told)} [{self.doubt or self.evidence}]"


def _dated(what: str, day: date | None) -> list[str]:
    return [f"{what} ngày {day:%d/%m/%Y}"] if day else []


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True)
class Person:
    """One bearer of a name: the rows that are surely and possibly his, and the years counted."""

    name: str
    who: Identity
    unit: str | None
    sure: tuple[Row, ...]
    doubtful: tuple[Row, ...]
    years: dict[str, tuple[int, ...]]

    def as_json(self) -> dict[str, Any]:
        """The shape of `history --format json`."""
        return {
            "name": self.name,
            "birth": _plain(self.who.birth),
            "unit": self.unit,
            "object": self.who.kind,
            "rows": [row.as_json() for row in (*self.sure, *self.doubtful)],
            "years": [
                {
                    "reached": reached,
                    "years": list(years),
                    "runs": [
                        {"first": run[0], "last": run[-1], "length": len(run)}
                        for run in runs(years)
                    ],
                }
                for reached, years in self.years.items()
            ],
        }

    def lines(self) -> Iterator[str]:
        """The same for reading."""
        yield f"{self.name}{born(self.who.birth)}" + (f", {self.unit}" if self.unit else "")
        yield from (f"  {row.line()}" for row in self.sure)
        if self.doubtful:
            yield "  Cần xác nhận, chưa tính vào các năm dưới đây:"
            yield from (f"  {row.line()}" for row in self.doubtful)
        if self.years:
            yield "  Các năm được tính, kể cả đề nghị chưa có kết quả:"
        for reached, years in self.years.items():
            spans = ", ".join(
                f"{run[0]}–{run[-1]} ({len(run)} năm liên tục)" if len(run) > 1 else f"{run[0]}"
                for run in runs(years)
            )
            yield f"    {reached}: {spans}"


def people_named(register: Register, name: str) -> list[Person]:
    """Everybody who bears a name, however it is typed; of one name only, without accents too.

    Refusal, with the name that comes nearest, if nobody does.
    """
    spelt: dict[str, str] = {}
    for roll in _rolls(register):
        for rows in roll.rows.values():
            spelt.setdefault(name_key(rows[0].name or ""), rows[0].name or "")
    key = name_key(name)
    if key not in spelt:
        unaccented = [each for each in spelt if fold(each) == fold(key)]
        if len(unaccented) != 1:
            near = ", ".join(f"“{spelt[each]}”" for each in unaccented) or _nearest(name, spelt)
            advice = f". Có phải là {near}?" if near else ": hãy gõ đủ họ tên, có dấu."
            raise Refusal(f"Sổ không có ai tên “{name}”{advice}")
        (key,) = unaccented
    return [_person(register, who, spelt[key]) for who in _apart(register, key)]


def _rolls(register: Register) -> tuple[Roll[Any], ...]:
    return tuple(register.roll(model) for model in (Registration, Nomination, PastAward))


def _nearest(name: str, spelt: dict[str, str]) -> str:
    near = closest(name, spelt.values())
    return f"“{near}”" if near else ""


def _apart(register: Register, key: str) -> list[Identity]:
    """The bearers of a name that are different people, each by the fullest particulars."""
    bearers = dict.fromkeys(who for roll in _rolls(register) for who in roll.bearers(key))
    found: list[Identity] = []
    for who in sorted(bearers, key=_fullest_first):
        # Particulars that fit somebody found already are shown with him, in doubt if need be.
        if all(compare(each, who, True).likeness is not Likeness.SAME for each in found):
            found.append(who)
    return found


def _fullest_first(who: Identity) -> tuple[bool, bool, bool, bool, str, str]:
    exact = isinstance(who.birth, date)
    return not exact, who.birth is None, not who.unit, not who.kind, str(who.birth), who.unit


def _person(register: Register, who: Identity, name: str) -> Person:
    career = register.careers.of_identity(who)
    entries = sorted(career.entries(), key=lambda each: _order(each.row))
    graded = [_row(who, each.row, each.doubt) for each in entries]
    registered = [_row(who, row) for row in register.roll(Registration).same(who)]
    sure = (*registered, *(row for row in graded if not row.doubt))
    units = [row.record.unit for row in (*sure, *graded) if row.record.unit]
    return Person(
        name, who, units[0] if units else None, sure,
        tuple(row for row in graded if row.doubt), dict(_years(career, (row for row in sure))),
    )  # fmt: skip


def _row(who: Identity, record: Named, doubt: str = "") -> Row:
    apart = isinstance(record, PastAward)
    return Row(record, compare(who, identity(record), apart).evidence, doubt)


def _order(record: Named) -> tuple[int, str, int]:
    year = 0 if isinstance(record, Registration) else record.year or 0
    return year, record.table, record.row


def _years(career: Career, rows: Iterable[Row]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The years counted for everything that the rows show, in the order of the lists."""
    shown: set[Reached | None] = set()
    for row in rows:
        if not isinstance(row.record, Registration):
            shown |= {row.record.title, row.record.form, row.record.completion}
    wanted: list[tuple[str, tuple[Reached, ...]]] = [
        (str(each), (each,)) for each in (*Title, *Form, Completion.EXCELLENT) if each in shown
    ]
    for label, reached in [*wanted, (GOOD_OR_BETTER, GOOD)]:
        if years := career.years(*reached):
            yield label, tuple(sorted(years))
