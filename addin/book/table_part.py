"""A table part: where the table stands, its filter and its columns (ECMA-376 part 1, 18.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from addin.book.package import CellRange
from addin.book.part_xml import (
    ATTRIBUTES,
    TABLE_ORDER,
    PartXml,
    attribute,
    encoded,
    plain_text,
    start_tag,
    with_attribute,
    with_root_attribute,
)
from validators.blocks import column_letter

_COLUMN = re.compile(
    rb"<(?:\w+:)?tableColumn\b(%b)(?:/>|>(.*?)</(?:\w+:)?tableColumn\s*>)" % ATTRIBUTES, re.DOTALL
)
_CALCULATED = re.compile(rb"<(?:\w+:)?calculatedColumnFormula\b[^>]*>([^<]*)<")


def range_text(cells: CellRange) -> str:
    """The range as a reference such as "A5:T44"."""
    top_left = f"{column_letter(cells.first_column)}{cells.first_row}"
    return f"{top_left}:{column_letter(cells.last_column)}{cells.last_row}"


class TablePart(PartXml):
    """A table part that can be given other rows and columns."""

    def __init__(self, xml: bytes) -> None:
        super().__init__(xml, TABLE_ORDER)

    def resize(self, cells: CellRange, totals_rows: int) -> None:
        """Put the table, heading and totals rows included, over other cells."""
        self.root = with_attribute(self.root, "ref", range_text(cells))
        filtered = self.get("autoFilter")
        if filtered:
            data = CellRange(
                cells.first_row,
                cells.first_column,
                cells.last_row - totals_rows,
                cells.last_column,
            )
            self.put("autoFilter", with_root_attribute(filtered, "ref", range_text(data)))

    def forget_filter(self) -> None:
        """Show all rows in their order: what was hidden or sorted is no longer there."""
        filtered = self.get("autoFilter")
        if filtered:
            tag = start_tag(filtered)
            self.put("autoFilter", tag.removesuffix(b"/>").removesuffix(b">") + b"/>")
        self.put("sortState", b"")

    def forget_totals(self) -> None:
        """Take the totals row away."""
        self.root = with_attribute(self.root, "totalsRowCount", None)

    def set_headings(self, headings: Sequence[str]) -> None:
        """Replace the columns."""
        x = self.prefix
        columns = "".join(
            f"<{x}tableColumn id={quoteattr(str(number))} name={quoteattr(encoded(heading))}/>"
            for number, heading in enumerate(headings, start=1)
        )
        self.put(
            "tableColumns",
            f'<{x}tableColumns count="{len(headings)}">{columns}</{x}tableColumns>'.encode(),
        )

    def calculated(self) -> dict[str, str]:
        """Formulas that fill whole columns, by heading."""
        return {
            attribute(tag, "name") or "": plain_text(found[1])
            for tag, content in _COLUMN.findall(self.get("tableColumns"))
            if (found := _CALCULATED.search(content))
        }
