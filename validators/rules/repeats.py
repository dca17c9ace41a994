"""Rows about the same person, household or collective that say the same twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from validators.people import ByBirth, Identity, Likeness, compare, identity
from validators.records import Nomination, PastAward, Registration

Row = TypeVar("Row", Registration, Nomination, PastAward)

IDENTITY = frozenset({"name", "birth", "unit", "year", "title", "form", "movement"})
"""Fields that tell whether two rows repeat each other; unreadable, they leave it open."""


def repeats(rows: Iterable[Row], alike: Callable[[Row], Hashable]) -> Iterator[tuple[Row, Row]]:
    """Each row with the first earlier one of the same object for which `alike` is equal."""
    firsts: dict[Hashable, ByBirth[tuple[Identity, Row]]] = defaultdict(ByBirth)
    for row in rows:
        if not row.name or row.unreadable & IDENTITY:
            continue
        who = identity(row)
        namesakes = firsts[who.name, alike(row)]
        same = (
            earlier
            for each, earlier in namesakes.agreeing(who.birth)
            if compare(each, who).likeness is Likeness.SAME
        )
        first = min(same, key=lambda earlier: earlier.row, default=None)
        if first is None:
            namesakes.add(who.birth, (who, row))
        else:
            yield row, first
