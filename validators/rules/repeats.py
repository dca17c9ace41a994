"""Rows about the same person, household or collective that say the same twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from validators.people import ByBirth, Identity, Likeness, compare, identity, name_key
from validators.records import Nomination, PastAward, Registration

Row = TypeVar("Row", Registration, Nomination, PastAward)

IDENTITY = frozenset({"name", "birth", "unit", "year", "title", "form", "movement"})
"""Fields that tell whether two rows repeat each other; unreadable, they leave it open."""


def repeats(rows: Iterable[Row], alike: Callable[[Row], Hashable]) -> Iterator[tuple[Row, Row]]:
    """Each row with the first earlier one of the same object for which `alike` is equal."""
    namesakes: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        if row.name and IDENTITY.isdisjoint(row.unreadable):
            namesakes[name_key(row.name), alike(row)].append(row)
    for first, *others in namesakes.values():
        if others:
            yield from _of_one_object([first, *others])


def _of_one_object(namesakes: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    firsts: ByBirth[tuple[Identity, Row]] = ByBirth()
    for row in namesakes:
        who = identity(row)
        same = (
            earlier
            for each, earlier in firsts.agreeing(who.birth)
            if compare(each, who).likeness is Likeness.SAME
        )
        first = min(same, key=lambda earlier: earlier.row, default=None)
        if first is None:
            firsts.add(who.birth, (who, row))
        else:
            yield row, first
