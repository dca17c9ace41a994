"""A view of one of the program's own sheets written into the sheet's part.

Content is replaced whole; what makes the sheet look and print as it does stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from addin.book.layout import DIGIT_PIXELS
from addin.book.package import CellRange
from addin.book.part_xml import (
    encoded,
    integer,
    with_attribute,
)
from addin.book.port import Cell, SheetView
from addin.book.sheet_part import SheetPart, StoredRow, clipped
from addin.book.table_part import range_text
from validators.blocks import Raw, column_letter

_MOST_LINKS = 65_530
"""Hyperlinks that Excel opens in a sheet; it repairs a file with more."""

_CHARACTER_PADDING = 5 / DIGIT_PIXELS
"""What a stored width has over its characters: 5 pixels (18.3.1.13)."""

_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")


def show_view(part: SheetPart, view: SheetView, styles: Mapping[str, int]) -> None:
    """Replace a sheet's rows, merged cells, links and, where given, heights and widths."""
    numbers = sorted(view.rows.keys() | view.heights.keys())
    part.set_rows([_row(part, view, number, styles) for number in numbers])
    widest = max((len(row) for row in view.rows.values()), default=0)
    part.set_dimension(range_text(CellRange(1, 1, max([1, *numbers]), max(1, widest))))
    part.put("mergeCells", _merges(part, view))
    part.put("hyperlinks", _links(part, view))
    if view.widths:
        part.put("cols", _widths(part, view.widths))


def _row(part: SheetPart, view: SheetView, number: int, styles: Mapping[str, int]) -> StoredRow:
    height = view.heights.get(number)
    # Not as a custom height: the row still grows when staff type more into it.
    sized = f' ht="{height:g}"' if height is not None else ""
    row = StoredRow(number, f'<{part.prefix}row r="{number}"{sized}>'.encode())
    return row.with_cells(
        part.cell(number, column, _fitting(cell), styles.get(cell.style, 0))
        for column, cell in enumerate(view.rows.get(number, ()), start=1)
        if cell is not None
    )


def _fitting(cell: Cell) -> Raw:
    return clipped(cell.value) if isinstance(cell.value, str) else cell.value


def _merges(part: SheetPart, view: SheetView) -> bytes:
    x = part.prefix
    merges = "".join(f'<{x}mergeCell ref="{each}"/>' for each in view.merges)
    if not merges:
        return b""
    return f'<{x}mergeCells count="{len(view.merges)}">{merges}</{x}mergeCells>'.encode()


def _links(part: SheetPart, view: SheetView) -> bytes:
    x = part.prefix
    links = [
        f'<{x}hyperlink ref="{column_letter(column)}{number}" '
        f"location={quoteattr(encoded(cell.link))}/>"
        for number, cells in sorted(view.rows.items())
        for column, cell in enumerate(cells, start=1)
        if cell is not None and cell.link
    ]
    shown = "".join(links[:_MOST_LINKS])
    return f"<{x}hyperlinks>{shown}</{x}hyperlinks>".encode() if shown else b""


def _widths(part: SheetPart, widths: Mapping[int, float]) -> bytes:
    """The columns with new widths; whether a column is hidden and how it is formatted stays."""
    spans = [
        (integer(tag, "min", 1), integer(tag, "max", 1), tag)
        for tag in _COLUMN.findall(part.get("cols"))
    ]
    new = f"<{part.prefix}col/>".encode()
    for column, characters in widths.items():
        around = next((span for span in spans if span[0] <= column <= span[1]), None)
        first, last, tag = around or (column, column, new)
        if around:
            spans.remove(around)
        sized = with_attribute(tag, "width", f"{characters + _CHARACTER_PADDING:.8g}")
        spans += [
            each
            for each in (
                (first, column - 1, tag),
                (column, column, with_attribute(sized, "customWidth", "1")),
                (column + 1, last, tag),
            )
            if each[0] <= each[1]
        ]
    columns = (
        with_attribute(with_attribute(tag, "min", str(first)), "max", str(last))
        for first, last, tag in sorted(spans)
    )
    return b"".join([f"<{part.prefix}cols>".encode(), *columns, f"</{part.prefix}cols>".encode()])
