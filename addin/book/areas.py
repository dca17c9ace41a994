"""Areas of cells as validations and conditional formats name them: "C5:Q6 D7 C8:Q2006"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from addin.book.package import CellRange, parse_range
from addin.book.part_xml import MalformedError
from addin.book.table_part import range_text


def parse_areas(text: str) -> list[CellRange]:
    """The areas of an attribute `sqref` (ECMA-376 part 1, 18.18.76). Raises MalformedError."""
    areas = [parse_range(each) for each in text.split()]
    if None in areas:
        raise MalformedError
    return [each for each in areas if each]


def areas_text(areas: Iterable[CellRange]) -> str:
    """The areas as they are written; a single cell without a colon."""
    texts = (range_text(each).split(":") for each in areas)
    return " ".join(first if first == last else f"{first}:{last}" for first, last in texts)


def meet(one: CellRange, other: CellRange) -> bool:
    """Whether two areas share a cell."""
    return (
        one.first_row <= other.last_row
        and other.first_row <= one.last_row
        and one.first_column <= other.last_column
        and other.first_column <= one.last_column
    )


def covered(area: CellRange, by: Iterable[CellRange]) -> bool:
    """Whether every cell of an area that is one column wide lies in one of the others."""
    reach = area.first_row - 1
    for each in sorted((each for each in by if meet(each, area)), key=lambda e: e.first_row):
        if each.first_row > reach + 1:
            return False
        reach = max(reach, each.last_row)
    return reach >= area.last_row


def without(areas: Sequence[CellRange], gone: CellRange) -> list[CellRange]:
    """What is left of some areas when one is cut out of them."""
    return [rest for each in areas for rest in _without(each, gone)]


def _without(area: CellRange, gone: CellRange) -> list[CellRange]:
    if not meet(area, gone):
        return [area]
    top, bottom = max(area.first_row, gone.first_row), min(area.last_row, gone.last_row)
    rests = [
        CellRange(area.first_row, area.first_column, gone.first_row - 1, area.last_column),
        CellRange(top, area.first_column, bottom, gone.first_column - 1),
        CellRange(top, gone.last_column + 1, bottom, area.last_column),
        CellRange(gone.last_row + 1, area.first_column, area.last_row, area.last_column),
    ]
    return [
        each
        for each in rests
        if each.first_row <= each.last_row and each.first_column <= each.last_column
    ]
