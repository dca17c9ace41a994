"""The rows of a sheet's XML, cut out of it as bytes in the form in which Excel writes them.

A sheet can be wide or long without holding much (one cell at XFD1048576), and readers pay for
the rectangle. So only the rows of the tables go on to the reader, and only near columns.
Form of the elements: ECMA-376 part 1, 18.3.1.73 (row) and 18.3.1.4 (c).
"""

from __future__ import annotations

import io
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice
from operator import lt
from xml.sax.saxutils import escape

from lxml import etree

from addin.book.package import CellRange, column_number
from validators.blocks import column_letter

_MOST_ROWS = 60_000
_MOST_ODD_CELLS = 500_000
_WIDEST = 78
# A rectangle of _MOST_ROWS by _WIDEST takes a reader about 120 MB.
# Not in regular form to its end (a second address would count), or beyond column BZ or
# row 99,999, which is further than a register goes.
_ODD_CELL = re.compile(rb'<c(?! r="[AB]?[A-Z]\d{1,5}"(?: s="\d+")?(?: t="\w+")?/?>)')
# One letter and a look ahead: several times faster than a search for both letters.
_PREFIXED_CELL = re.compile(rb":(?=c)")
_DATA = re.compile(rb"<sheetData(?:\s[^>]*)?>")
_ROW = re.compile(rb'<row(?: r="(\d{1,7})")?')
_OTHER_ENCODING = re.compile(rb"""(?i)\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=["'](?!utf-8["'])""")
_ROW_NUMBER = re.compile(r"\d{1,7}")
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# An empty cell, formatted or not, is written as one tag: <c r="A1" s="3"/>.
_FILLED_CELL_END = b"</c>"


class TooLargeError(Exception):
    """A table that goes on to `row`, further than any register does."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


class _IrregularError(Exception):
    """The XML is not written the way Excel writes it; it may still be good XML."""


def cut_rows(xml: bytes, region: CellRange) -> bytes:
    """The `<row>` elements of a region and of the filled rows directly under it.

    Cells to the left and right of the region may be among them. Every row and cell begins with
    its attribute `r`, names have no prefix, and there are no comments. Raises
    lxml.etree.XMLSyntaxError for what is not XML, TooLargeError beyond 60,000 rows.
    """
    try:
        return _cut(xml, region)
    except _IrregularError:
        return _rewrite(xml, region)


def _last_filled_row(rows: bytes) -> int:
    """Number of the last row that holds a value, 0 if none does."""
    start = rows.rfind(b"<row ", 0, max(rows.rfind(_FILLED_CELL_END), 0))
    match = _ROW.match(rows, start) if start >= 0 else None
    return int(match[1]) if match else 0


def is_utf8(xml: bytes) -> bool:
    """Whether a part is in the encoding that all spreadsheet programs write."""
    return b"\0" not in xml and _OTHER_ENCODING.match(xml) is None


def _cut(xml: bytes, region: CellRange) -> bytes:
    """The rows as they stand, if they are in a form that needs no parser."""
    data = _DATA.search(xml)
    if data is None or not is_utf8(xml):
        raise _IrregularError
    if data[0].endswith(b"/>"):
        return b""
    begin, end = data.end(), xml.rfind(b"</sheetData>")
    rows = xml[slice(*_bounds(xml, begin, end, region))]
    last = _last_filled_row(rows)
    if last - region.first_row > _MOST_ROWS:
        raise TooLargeError(last)
    if _ODD_CELL.search(rows) or _PREFIXED_CELL.search(rows) or (b"!" in rows and b"<!" in rows):
        raise _IrregularError
    return rows


def _bounds(xml: bytes, begin: int, end: int, region: CellRange) -> tuple[int, int]:
    """Offsets of the region's first row and of the end of the last filled row under it."""
    numbers, starts = array("L"), array("Q")
    for match in _ROW.finditer(xml, begin, end):
        if match[1] is None:
            raise _IrregularError
        numbers.append(int(match[1]))
        starts.append(match.start())
    if end < begin or not all(map(lt, numbers, islice(numbers, 1, None))):
        raise _IrregularError
    starts.append(end)
    first = bisect_left(numbers, region.first_row)
    stop = bisect_right(numbers, region.last_row)
    under = region.last_row + 1
    while (
        stop < len(numbers)
        and numbers[stop] == under
        and xml.find(_FILLED_CELL_END, starts[stop], starts[stop + 1]) >= 0
    ):
        stop += 1
        under += 1
    return starts[first], starts[stop]


def _rewrite(xml: bytes, region: CellRange) -> bytes:
    """The region's filled cells written anew: the slow way, for any good XML."""
    rows: dict[int, list[str]] = {}
    last = region.last_row
    width = region.last_column - region.first_column + 1
    for count, (row, column, element) in enumerate(_cells(xml)):
        if count > _MOST_ODD_CELLS:
            raise TooLargeError(row)
        if not (
            region.first_row <= row <= last + 1
            and region.first_column <= column <= region.last_column
        ):
            continue
        content = _content(element)
        if content:
            rows.setdefault(row, []).append(f'<c r="{column_letter(column)}{row}"{content}</c>')
            last = max(last, row)
            if (row - region.first_row) * max(width, _WIDEST) > _MOST_ROWS * _WIDEST:
                raise TooLargeError(row)
    return "".join(f'<row r="{row}">{"".join(rows[row])}</row>' for row in sorted(rows)).encode()


def _cells(xml: bytes) -> Iterator[tuple[int, int, etree._Element]]:
    """Row, column and element of each cell; one without an address follows the one before."""
    row, column = 1, 0
    for _, element in etree.iterparse(
        io.BytesIO(xml),
        tag=("{*}row", "{*}c"),
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    ):
        if element.tag.endswith("c"):
            match = _ADDRESS.fullmatch(element.get("r", ""))
            row = int(match[2]) if match else _stated_row(element.getparent()) or row
            column = column_number(match[1]) if match else column + 1
            yield row, column, element
        else:
            row, column = (_stated_row(element) or row) + 1, 0
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _stated_row(element: etree._Element | None) -> int:
    match = None if element is None else _ROW_NUMBER.fullmatch(element.get("r", ""))
    return int(match[0]) if match else 0


def _content(cell: etree._Element) -> str:
    """What follows a cell's address in regular form, or "" for a cell without value."""
    value, formula = None, ""
    for child in cell:
        name = str(child.tag).rpartition("}")[2]
        if name == "v":
            value = child.text
        elif name == "is":
            value = "".join(map(str, child.itertext("{*}t")))
        elif name == "f":
            formula = "<f/>"
    if value is None:
        return ""
    kind, style = cell.get("t", "n"), cell.get("s", "0")
    if not (kind.isalpha() and style.isdecimal()):
        return ""
    kind = "str" if kind == "inlineStr" else kind
    return f' s="{style}" t="{kind}">{formula}<v>{escape(value)}</v>'
