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
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from operator import lt
from xml.sax.saxutils import escape

from lxml import etree

from addin.book.package import CellRange, column_number
from validators.blocks import column_letter

_MOST_ROWS = 60_000
_MOST_ODD_CELLS = 250_000
_WIDEST = 78
# A rectangle of _MOST_ROWS by _WIDEST takes a reader about 120 MB.
# A cell in regular form to the end of its tag (a second address would count), not beyond column
# BZ and row 99,999, which is further than a register goes.
_CELL = re.compile(rb'<c r="([AB]?[A-Z])(\d{1,5}+)"(?: s="\d++")?+(?: t="(\w++)")?+/?>')
_ERROR = re.compile(rb"(?:<f[^>]*/>|<f.*?</f>)?<v>([^<]*)", re.DOTALL)
_UNCALCULATED = re.compile(rb"<f(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v></v>|<v/>)?</c>")
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


@dataclass
class Cut:
    """Some `<row>` elements, and which of their cells hold formulas and Excel errors.

    Cells are (row, column), 1-based; an error goes with its text ("#DIV/0!"), a formula that no
    program has calculated yet with "". `beyond` is the first filled sheet row under these, apart
    from them; 0 if there is none.
    """

    xml: bytes
    beyond: int = 0
    formulas: list[tuple[int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def cut_rows(xml: bytes, region: CellRange, formula_columns: Collection[int] = ()) -> Cut:
    """The rows of a region and the filled rows directly under it.

    Cells to the left and right of the region may be among them. Every row and cell begins with
    its attribute `r`, names have no prefix, and there are no comments. Formulas and errors in
    `formula_columns` are as they should be and may be left out. Raises
    lxml.etree.XMLSyntaxError for what is not XML, TooLargeError beyond 60,000 rows.
    """
    try:
        return _cut(xml, region, formula_columns)
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


def _cut(xml: bytes, region: CellRange, formula_columns: Collection[int]) -> Cut:
    """The rows as they stand, if they are in a form that needs no parser."""
    data = _DATA.search(xml)
    if data is None or not is_utf8(xml):
        raise _IrregularError
    if data[0].endswith(b"/>"):
        _parse(xml)
        return Cut(b"")
    begin, end = data.end(), xml.rfind(b"</sheetData>")
    start, stop, beyond = _bounds(xml, begin, end, region)
    _parse(xml[:begin] + xml[end:])
    cut = Cut(xml[start:stop], beyond)
    last = _last_filled_row(cut.xml)
    if last - region.first_row > _MOST_ROWS:
        raise TooLargeError(last)
    if _PREFIXED_CELL.search(cut.xml) or (b"!" in cut.xml and b"<!" in cut.xml):
        raise _IrregularError
    for special in _special_cells(frozenset(formula_columns)).finditer(cut.xml):
        _note(cut, special.start())
    return cut


def _parse(xml: bytes) -> None:
    """Raise XMLSyntaxError for a sheet that is damaged around its rows: cut off after them, say."""
    etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


@cache
def _special_cells(formula_columns: frozenset[int]) -> re.Pattern[bytes]:
    """Finds the cells that do not just hold a value: formulas, errors, and irregular ones.

    One search for all three; it takes most of the time that reading costs beyond calamine.
    """
    own = "|".join(map(column_letter, sorted(formula_columns))) or "(?!)"
    return re.compile(
        rb'<c(?! r="(?:'
        rb'(?:%s)\d{1,5}+"(?: s="\d++")?+(?: t="\w++")?+/?>'
        rb'|[AB]?[A-Z]\d{1,5}+"(?: s="\d++")?+(?: t="(?:s|n|b|str|inlineStr)")?+(?:/>|>(?!<f))'
        rb"))" % own.encode()
    )


def _note(cut: Cut, start: int) -> None:
    cell = _CELL.match(cut.xml, start)
    if cell is None:
        raise _IrregularError
    place = int(cell[2]), column_number(cell[1].decode())
    if cut.xml.startswith(b"<f", cell.end()):
        cut.formulas.append(place)
        # A text may be empty: =IF(A1="","",…).
        if cell[3] != b"str" and _UNCALCULATED.match(cut.xml, cell.end()):
            cut.errors[place] = ""
    if cell[3] == b"e":
        error = _ERROR.match(cut.xml, cell.end())
        cut.errors[place] = error[1].decode() if error else ""


def _bounds(xml: bytes, begin: int, end: int, region: CellRange) -> tuple[int, int, int]:
    """Offsets of the region's first row and of the end of the last filled row under it.

    Third, the number of the next filled row further down, 0 if there is none.
    """
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

    def is_filled(index: int) -> bool:
        return xml.find(_FILLED_CELL_END, starts[index], starts[index + 1]) >= 0

    while stop < len(numbers) and numbers[stop] == under and is_filled(stop):
        stop += 1
        under += 1
    beyond = next((numbers[i] for i in range(stop, len(numbers)) if is_filled(i)), 0)
    return starts[first], starts[stop], beyond


def _rewrite(xml: bytes, region: CellRange) -> Cut:
    """The region's filled cells written anew: the slow way, for any good XML."""
    cut = Cut(b"")
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
            if row > last + 1 and not cut.beyond and _content(element)[1]:
                cut.beyond = row
            continue
        kind, value, formula = _content(element)
        if formula:
            cut.formulas.append((row, column))
        if kind == "e" or (formula and not value and kind != "str"):
            cut.errors[row, column] = value
        elif value:
            if (row - region.first_row) * max(width, _WIDEST) > _MOST_ROWS * _WIDEST:
                raise TooLargeError(row)
            last = max(last, row)
            style = element.get("s", "")
            rows.setdefault(row, []).append(
                f'<c r="{column_letter(column)}{row}" s="{style if style.isdecimal() else 0}" '
                f't="{kind}"><v>{escape(value)}</v></c>'
            )
    cut.xml = "".join(f'<row r="{row}">{"".join(rows[row])}</row>' for row in sorted(rows)).encode()
    return cut


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


def _content(cell: etree._Element) -> tuple[str, str, bool]:
    """Kind (ST_CellType), value, and whether there is a formula; a text in place is "str"."""
    kind, value, formula = cell.get("t", "n"), "", False
    for child in cell:
        name = str(child.tag).rpartition("}")[2]
        if name == "v":
            value = child.text or ""
        elif name == "is":
            kind, value = "str", "".join(map(str, child.itertext("{*}t")))
        elif name == "f":
            formula = True
    return kind if kind.isalpha() else "n", value, formula
