"""What a register knows of one person, household or collective, year by year.

Earlier years come from tblLichSu, the register's own year from tblDeNghi: titles and forms that
are not refused or returned, and ratings whatever became of the nomination.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
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

    def shows(self, wanted: Collection[Reached], without: Collection[CommendationKind]) -> bool:
        """Whether the row shows one of the wanted; awards of the kinds `without` do not count."""
        row = self.row
        if row.completion in wanted:
            return True
        if isinstance(row, Nomination) and (
            row.outcome in CLOSED or row.commendation_kind in without
        ):
            return False
        return row.title in wanted or row.form in wanted

    def why_not(self, wanted: Collection[Reached]) -> str:
        """Why the row counts only if staff confirm it; empty where it counts."""
        if self.doubt:
            return self.doubt
        if isinstance(self.row, PastAward) and self.row.completion not in wanted:
            for award, right, _ in wrong_levels(self.row):
                if award in wanted:
                    return f"Cấp quyết định ghi “{self.row.level}”, đúng thẩm quyền là “{right}”"
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


class Career:
    """What the register knows of one object: rows that are surely its own, and possible ones."""

    def __init__(self, careers: Careers, who: Identity) -> None:
        self._careers = careers
        self._who = who
        self._years: dict[object, frozenset[int]] = {}

    @cached_property
    def sure(self) -> tuple[Entry, ...]:
        """Rows of the same object; with a doubt where namesakes cannot be told apart."""
        crowded = self._careers.is_shared(self._who.name)
        past = (
            Entry(row, self._mix_up(row) if crowded else "")
            for row in self._careers.past.same(self._who)
        )
        return (*past, *(Entry(row) for row in self._careers.here.same(self._who)))

    def _mix_up(self, row: PastAward) -> str:
        other = identity(row)
        if (other.birth and self._who.birth) or (other.unit and other.unit == self._who.unit):
            return ""
        return f"sổ có nhiều người tên {called(row)}, không đủ ngày sinh để phân biệt"

    @cached_property
    def possible(self) -> tuple[Entry, ...]:
        """Rows whose name or birth date is only nearly the same."""
        return tuple(
            Entry(row, f"{called(row)}: {evidence}")
            for roll in (self._careers.past, self._careers.here)
            for who, evidence in roll.possible(self._who)
            for row in roll.rows[who]
        )

    @cached_property
    def is_unreadable(self) -> bool:
        """Whether a row cannot be read where it tells what was reached in which year."""
        return any(entry.row.unreadable & COUNTED for entry in self.sure)

    def years(
        self,
        *wanted: Reached,
        doubtful: bool = False,
        without: Collection[CommendationKind] = (),
    ) -> frozenset[int]:
        """The years in which one of the wanted was reached; `doubtful` counts every doubt too."""
        key = wanted, doubtful, tuple(without)
        if key not in self._years:
            entries = (*self.sure, *self.possible) if doubtful else self.sure
            self._years[key] = frozenset(
                entry.row.year
                for entry in entries
                if entry.row.year
                and entry.shows(wanted, without)
                and (doubtful or not entry.why_not(wanted))
            )
        return self._years[key]

    def doubts(self, *wanted: Reached) -> dict[int, str]:
        """Years that count only if staff confirm it, each with the reason."""
        sure, reasons = self.years(*wanted), defaultdict[int, set[str]](set)
        for entry in (*self.sure, *self.possible):
            year = entry.row.year
            if year and year not in sure and entry.shows(wanted, ()):
                reasons[year].add(entry.why_not(wanted))
        return {year: min(reasons[year]) for year in sorted(reasons)}


class Careers:
    """The careers of everybody in a register, each put together once."""

    def __init__(
        self, past: Roll[PastAward], here: Roll[Nomination], registered: Roll[Registration]
    ) -> None:
        self.past, self.here, self.registered = past, here, registered
        self._of: dict[Identity, Career] = {}

    def of(self, record: Named) -> Career:
        """The career of the object that a row is about."""
        return self.of_identity(identity(record))

    def of_identity(self, who: Identity) -> Career:
        """The career of whoever these particulars describe."""
        if who not in self._of:
            self._of[who] = Career(self, who)
        return self._of[who]

    def is_shared(self, name: str) -> bool:
        """Whether people of different years of birth bear a name (`people.name_key`)."""
        rolls: tuple[Roll[PastAward] | Roll[Nomination] | Roll[Registration], ...]
        rolls = (self.past, self.here, self.registered)
        years = {year for roll in rolls for year in roll.named.get(name, ())}
        return len(years - {None}) > 1


def runs(years: Collection[int]) -> list[range]:
    """Consecutive years put together: 2016, 2018, 2019 → 2016–2016, 2018–2019."""
    found: list[range] = []
    for year in sorted(years):
        if found and found[-1].stop == year:
            found[-1] = range(found[-1].start, year + 1)
        else:
            found.append(range(year, year + 1))
    return found
