"""Years that the law counts: what a person or collective reached up to the year under review."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from validators.catalogue import CommendationKind, Completion, Title
from validators.finding import Severity
from validators.history import Reached
from validators.records import Nomination
from validators.regimes import Provision, Regime
from validators.register import Register

GOOD = (
    Completion.GOOD,
    Completion.EXCELLENT,
    Title.ADVANCED_WORKER,
    Title.GRASSROOTS_FIGHTER,
    Title.PROVINCIAL_FIGHTER,
    Title.NATIONAL_FIGHTER,
)
"""What shows that a person did the year's work well: the titles demand it."""

EXCELLENT = (Completion.EXCELLENT,)
EXCELLENT_COLLECTIVE = (Completion.EXCELLENT, Title.EXCELLENT_COLLECTIVE)


def no_base(law: Regime) -> tuple[CommendationKind, ...]:
    """Kinds of commendation that are no base for one by merit (provision X14)."""
    if law.provision("X14") is None:
        return ()
    return CommendationKind.EXTRAORDINARY, CommendationKind.MOVEMENT


@dataclass(frozen=True)
class Reach:
    """What a nomination's object has reached; `doubtful` counts rows that staff must confirm."""

    register: Register
    row: Nomination
    last: int
    doubtful: bool = False

    def years(self, *wanted: Reached, since: int | None = None) -> set[int]:
        """The years up to the last one (and from `since` on) in which one was reached."""
        career = self.register.careers.of(self.row)
        without = no_base(self.register.law_of(self.row))
        found = set(career.years(*wanted, without=without))
        if self.doubtful:
            found |= career.doubts(*wanted, without=without).keys()
        return {year for year in found if (since is None or year >= since) and year <= self.last}

    def gaps(self, length: int, *wanted: Reached) -> list[int]:
        """The years that lack for so many consecutive ones up to the last."""
        return sorted(set(self.window(length)) - self.years(*wanted))

    def window(self, length: int) -> range:
        """So many consecutive years up to the last."""
        return range(self.last - length + 1, self.last + 1)


@dataclass(frozen=True)
class Shortfall:
    """What a nomination lacks, in words, and how grave that is."""

    missing: str
    severity: Severity


def shortfall(
    register: Register,
    row: Nomination,
    provision: Provision,
    missing: Callable[[Reach], list[str]],
    counted: Collection[Reached],
) -> Shortfall | None:
    """What `missing` finds wanting, with the years of `counted` that staff should confirm.

    None where nothing is, or where a row that counts cannot be read. Where the doubtful rows would
    suffice, nothing blocks.
    """
    career = register.careers.of(row)
    if row.year is None or career.is_unreadable:
        return None
    lacking = missing(Reach(register, row, row.year))
    if not lacking:
        return None
    doubts = [f"{year} ({why})" for year, why in career.doubts(*counted).items()]
    words = "; ".join(lacking) + (f"; cần xác nhận: {', '.join(doubts)}" if doubts else "")
    enough = doubts and not missing(Reach(register, row, row.year, doubtful=True))
    softened = enough and provision.severity is Severity.ERROR
    return Shortfall(words, Severity.QUERY if softened else provision.severity)


def listed(years: Collection[int]) -> str:
    """Years as a list: "2018, 2019"; "chưa có năm nào" where there are none."""
    return ", ".join(map(str, sorted(years))) or "chưa có năm nào"
