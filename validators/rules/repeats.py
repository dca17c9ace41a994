"""Rows about the same person, household or collective that say the same twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from validators.records import Nomination, Registration
from validators.register import compatible
from validators.text import match_key

Row = TypeVar("Row", Registration, Nomination)

IDENTITY = frozenset({"name", "birth", "unit", "year", "title", "form", "movement"})
"""Fields that tell whether two rows repeat each other; unreadable, they leave it open."""


def repeats(rows: Iterable[Row], alike: Callable[[Row], Hashable]) -> Iterator[tuple[Row, Row]]:
    """Each row with the first earlier one of the same object for which `alike` is equal."""
    firsts: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        if not row.name or row.unreadable & IDENTITY:
            continue
        bearers = firsts[match_key(row.name), alike(row)]
        first = next((each for each in bearers if compatible(each, row)), None)
        if first is None:
            bearers.append(row)
        else:
            yield row, first
