"""A worksheet part: its rows and cells, and how a value is written into a cell.

Elements by ECMA-376 part 1: sheetData 18.3.1.80, row 18.3.1.73, c 18.3.1.4, is 18.3.1.53.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from addin.book.package import column_number
from addin.book.part_xml import (
    WORKSHEET_ORDER,
    MalformedError,
    PartXml,
    attribute,
    escape_text,
    integer,
    plain_text,
    start_tag,
    with_attribute,
    with_root_attribute,
)
from validators.blocks import Raw, column_letter

LONGEST_TEXT = 32_767
"""Characters that a cell holds, counted in UTF-16 as Excel does."""

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c\s*>)", re.DOTALL)
_ADDRESS = re.compile(rb"""\br=["']([A-Z]+)""")
_KIND = re.compile(rb"""\bt=["'](\w+)""")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)<")
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*(?<!/)>([^<]*)<")
_PHONETIC = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh\s*>", re.DOTALL)
_FORMULA_CELL = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\sr=["']([A-Z]+\d+)["'][^>]*>\s*<(?:\w+:)?f[\s/>]"""
)
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)</(?:\w+:)?f\s*>)")
_RESULT = re.compile(rb"<(?:\w+:)?v\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?v\s*>)")


def texts_in(xml: bytes) -> str:
    """The text of an <is> or <si>: plain or rich, without readings of East Asian words."""
    return "".join(map(plain_text, _TEXT.findall(_PHONETIC.sub(b"", xml))))


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell as the part holds it.

    `content` is what stands between its tags, `start` its place in the XML of its row.
    """

    column: int
    xml: bytes
    content: bytes = b""
    start: int = 0

    @property
    def style(self) -> int:
        """Index of its format in the workbook's styles."""
        return integer(start_tag(self.xml), "s", 0)

    @property
    def kind(self) -> str:
        """Its type (ST_CellType): n, b, d, e, s, str or inlineStr."""
        kind = _KIND.search(start_tag(self.xml))
        return kind[1].decode() if kind else "n"

    @property
    def has_formula(self) -> bool:
        """Whether a formula computes its value."""
        return _FORMULA.search(self.content) is not None

    @property
    def formula(self) -> tuple[str, str]:
        """Its formula without "=", and the number of the group that shares it, each or ""."""
        found = _FORMULA.search(self.content)
        if found is None:
            return "", ""
        shared = attribute(found[0], "si") if b"shared" in found[1] else ""
        return plain_text(found[2] or b""), shared or ""

    def with_formula(self, formula: str) -> StoredCell:
        """The cell with its address and style, and a formula whose result is not known."""
        tag = with_attribute(start_tag(self.xml), "t", None).removesuffix(b">").removesuffix(b"/")
        name = tag[1:].split(maxsplit=1)[0]
        prefix = name[:-1].decode()
        content = f"<{prefix}f>{escape_text(formula)}</{prefix}f>".encode()
        return StoredCell(self.column, b"%b>%b</%b>" % (tag, content, name), content)

    def with_result(self, result: str | int) -> StoredCell:
        """The formula's cell with another cached result and nothing else touched."""
        tag = start_tag(self.xml)
        name = tag[1:].split(maxsplit=1)[0]
        prefix = name[:-1]  # "c", or "x:c"
        text = escape_text(result) if isinstance(result, str) else str(result)
        value = b"<%bv>%b</%bv>" % (prefix, text.encode(), prefix)
        body = _RESULT.sub(b"", self.xml[len(tag) :], count=1)
        formula = _FORMULA.search(body)
        assert formula
        tag = with_attribute(tag, "t", "str" if isinstance(result, str) else None)
        body = body[: formula.end()] + value + body[formula.end() :]
        return StoredCell(self.column, tag + body, body.removesuffix(b"</%b>" % name), self.start)

    def value(self, shared_texts: Sequence[str]) -> str | float | None:
        """Its text or number (dates and booleans too), None if empty or an error value."""
        kind = self.kind
        if kind == "inlineStr":
            return texts_in(self.content) or None
        found = _VALUE.search(self.content)
        text = plain_text(found[1]) if found else ""
        if not text or kind == "e":
            return None
        if kind in ("str", "d"):
            return text
        try:
            return (shared_texts[int(text)] or None) if kind == "s" else float(text)
        except (ValueError, IndexError) as error:
            raise MalformedError from error


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as the part holds it, with any space that follows."""

    number: int
    xml: bytes

    def cells(self) -> list[StoredCell]:
        """Its cells from left to right; one without an address follows the one before."""
        cells, column = [], 0
        for match in _CELL.finditer(self.xml):
            address = _ADDRESS.search(match[1])
            column = column_number(address[1].decode()) if address else column + 1
            cells.append(StoredCell(column, match[0], match[2] or b"", match.start()))
        return cells

    def cell(self, column: int) -> StoredCell | None:
        """One of its cells, found without looking at the others where its address is stated."""
        place = self.xml.find(b' r="%b%d"' % (column_letter(column).encode(), self.number))
        match = _CELL.match(self.xml, self.xml.rfind(b"<", 0, place)) if place > 0 else None
        if match and place < match.end(1):
            return StoredCell(column, match[0], match[2] or b"", match.start())
        return next((cell for cell in self.cells() if cell.column == column), None)

    def with_cell_xml(self, cell: StoredCell, xml: bytes) -> StoredRow:
        """The row with the XML of one of its cells replaced and nothing else touched."""
        end = cell.start + len(cell.xml)
        return StoredRow(self.number, self.xml[: cell.start] + xml + self.xml[end:])

    def with_cells(self, cells: Iterable[StoredCell]) -> StoredRow:
        """The row with the same attributes and other cells."""
        tag = start_tag(self.xml).removesuffix(b">").removesuffix(b"/")
        name = re.split(rb"\s", tag[1:], maxsplit=1)[0]
        content = b"".join(cell.xml for cell in sorted(cells, key=lambda cell: cell.column))
        return StoredRow(self.number, tag.rstrip() + b">" + content + b"</" + name + b">")


class SheetPart(PartXml):
    """A worksheet part cut into its elements, and on demand into rows."""

    def __init__(self, xml: bytes, date1904: bool = False) -> None:
        super().__init__(xml, WORKSHEET_ORDER)
        self.date1904 = date1904
        if not self.get("sheetData"):
            raise MalformedError

    def rows(self) -> list[StoredRow]:
        """The rows in the order of the part; one without a number follows the one before."""
        data = self.get("sheetData")
        starts = list(_ROW.finditer(data))
        ends = [*(each.start() for each in starts), data.rfind(b"</")][1:]
        rows, number = [], 0
        for match, end in zip(starts, ends, strict=True):
            stated = _NUMBER.search(match[0])
            number = int(stated[1]) if stated else number + 1
            rows.append(StoredRow(number, data[match.start() : end]))
        return rows

    def set_rows(self, rows: Iterable[StoredRow]) -> None:
        """Replace the rows."""
        data = self.get("sheetData")
        tag = start_tag(data).removesuffix(b">").removesuffix(b"/").rstrip() + b">"
        first = _ROW.search(data)
        lead = data[len(start_tag(data)) : first.start()] if first else b""
        content = b"".join(row.xml for row in rows)
        self.put("sheetData", tag + lead + content + f"</{self.prefix}sheetData>".encode())

    def formula_cells(self) -> set[str]:
        """Addresses of the cells that hold a formula."""
        return {address.decode() for address in _FORMULA_CELL.findall(self.get("sheetData"))}

    def column_style(self, column: int) -> int:
        """Style that a column gives to cells which the part does not have (18.3.1.13)."""
        for tag in _COLUMN.findall(self.get("cols")):
            if integer(tag, "min", 0) <= column <= integer(tag, "max", 0):
                return integer(tag, "style", 0)
        return 0

    def set_dimension(self, reference: str) -> None:
        """Correct the used range, where the sheet states one."""
        stated = self.get("dimension")
        if stated:
            self.put("dimension", with_root_attribute(stated, "ref", reference))

    def cell(self, row: int, column: int, value: Raw, style: int) -> StoredCell:
        """A cell that holds a value; text stays text even where it begins with "=".

        An inline text is no formula for Excel; only somebody who edits the very cell and leaves
        it as it is would make it one.
        """
        _, content = _content(value, self.prefix, self.date1904)
        xml = self._cell_xml(row, column, value, style)
        return StoredCell(column, xml.encode(), content.encode())

    def row(
        self, number: int, values: Sequence[Raw], styles: Sequence[int], points: float = 0
    ) -> StoredRow:
        """A new row of values from the first column on; 0 points leave it as high as usual."""
        x = self.prefix
        cells = [
            self._cell_xml(number, column, value, style)
            for column, (value, style) in enumerate(zip(values, styles, strict=True), start=1)
        ]
        height = f' ht="{points:g}" customHeight="1"' if points else ""
        row = f'<{x}row r="{number}"{height}>{"".join(cells)}</{x}row>'
        return StoredRow(number, row.encode())

    def _cell_xml(self, row: int, column: int, value: Raw, style: int) -> str:
        x = self.prefix
        kind, content = _content(value, x, self.date1904)
        tag = f'<{x}c r="{column_letter(column)}{row}"'
        if style:
            tag += f' s="{style}"'
        if kind:
            tag += f' t="{kind}"'
        return f"{tag}>{content}</{x}c>" if content else f"{tag}/>"


# A bool is equal to a number, so types count; the same few values stand in thousands of cells.
@lru_cache(maxsize=1 << 10, typed=True)
def _content(value: Raw, prefix: str, date1904: bool) -> tuple[str, str]:
    """Type and content of the cell that holds a value."""
    number = _number(value, date1904)
    if number is not None:
        kind = "b" if isinstance(value, bool) else ""
        return kind, f"<{prefix}v>{number}</{prefix}v>"
    if isinstance(value, date):
        value = f"{value:%d/%m/%Y}"
    if value is None or value == "":
        return "", ""
    text = f'<{prefix}t xml:space="preserve">{escape_text(clipped(str(value)))}</{prefix}t>'
    return "inlineStr", f"<{prefix}is>{text}</{prefix}is>"


def _number(value: Raw, date1904: bool) -> str | None:
    """The number that stands for a value in the file, None for text and nothing."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a cell cannot hold an infinite number")
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date | time):
        days = serial(value, date1904)
        return None if days is None else repr(days)
    return None


def serial(value: date | time, date1904: bool) -> int | float | None:
    """Days since the workbook's day 0 (ECMA-376 part 1, 18.17.4), None before it."""
    if isinstance(value, time):
        return timedelta(hours=value.hour, minutes=value.minute, seconds=value.second) / timedelta(
            days=1
        )
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    days = (moment.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1)
    if date1904:
        days -= 1462
    elif days < 61:
        days -= 1  # Excel's calendar has a 29 February 1900.
    if days < (0 if date1904 else 1):
        return None
    return int(days) if days.is_integer() else days


def clipped(text: str) -> str:
    """The text cut to what a cell can hold."""
    if len(text) <= LONGEST_TEXT // 2:
        return text
    if len(text.encode("utf-16-le", "surrogatepass")) <= 2 * LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * (LONGEST_TEXT - 1)]
    return units.decode("utf-16-le", "ignore") + "…"
