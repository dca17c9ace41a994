"""Rows about the same person, household or collective that say the same twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

from validators.people import Identity, Likeness, compare, identity
from validators.records import Nomination, PastAward, Registration

Row = TypeVar("Row", Registration, Nomination, PastAward)

IDENTITY = frozenset({"name", "birth", "unit", "year", "title", "form", "movement"})
"""Fields that tell whether two rows repeat each other; unreadable, they leave it open."""


def repeats(rows: Iterable[Row], alike: Callable[[Row], Hashable]) -> Iterator[tuple[Row, Row]]:
    """Each row with the first earlier one of the same object for which `alike` is equal."""
    firsts: dict[Hashable, _Namesakes[Row]] = defaultdict(_Namesakes)
    for row in rows:
        if not row.name or row.unreadable & IDENTITY:
            continue
        who = identity(row)
        namesakes = firsts[who.name, alike(row)]
        first = namesakes.first(who)
        if first is None:
            namesakes.add(who, row)
        else:
            yield row, first


class _Namesakes(Generic[Row]):
    """The first row of each bearer of one name, by year of birth: thousands may share a name."""

    def __init__(self) -> None:
        self._by_year: dict[int | None, list[tuple[Identity, Row]]] = defaultdict(list)

    def add(self, who: Identity, row: Row) -> None:
        self._by_year[who.birth_year].append((who, row))

    def first(self, who: Identity) -> Row | None:
        years = list(self._by_year) if who.birth is None else [who.birth_year, None]
        found = (
            row
            for year in years
            for each, row in self._by_year.get(year, ())
            if compare(each, who).likeness is Likeness.SAME
        )
        return min(found, key=lambda row: row.row, default=None)
