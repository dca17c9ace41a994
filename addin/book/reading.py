"""The tables of a saved workbook as blocks of raw values.

The values are read by python-calamine, from a small workbook in memory that holds nothing but
the tables' rows, the shared texts and the number formats: what was not checked never reaches it.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise, takewhile
from typing import Protocol

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from addin.book.package import CellRange, Package, Table
from addin.book.sheet_xml import Cut, TooLargeError, cut_rows, is_utf8
from validators.blocks import Block, Raw
from validators.columns import CHECK, NUMBERING

_PROGRAM_FORMULAS = {CHECK.heading, NUMBERING.heading}
_SHARED_INDEX = re.compile(rb't="s"[^>]*><v>(\d{1,9})')
_SHARED_ROOT = re.compile(rb"<((?:\w+:)?sst)\b[^/>]*(?:/(?!>)[^/>]*)*>")
_SHARED_END = re.compile(rb"</(?:\w+:)?si\s*>|<(?:\w+:)?si\s*/>")
_LONGEST_TEXT = 1 << 20
"""In bytes, with its formats; Excel keeps 32,767 letters in a cell."""
_DAY = timedelta(days=1)

_Place = tuple[int, int]
_Cell = Raw | timedelta


@dataclass(frozen=True)
class ReadResult:
    """The blocks by table name, in the order of the workbook, and the names it has no table for."""

    blocks: Mapping[str, Block]
    missing: frozenset[str]


def read_tables(package: Package, names: Collection[str] | None = None) -> ReadResult:
    """The tables of those names (all tables by default), each with the filled rows under it.

    Blank rows keep their place, but those after a table's last filled row are left out. Cached
    values stand for formulas. Raises BookRefused for parts that are damaged or out of proportion.
    """
    tables = [table for table in package.tables.values() if names is None or table.name in names]
    sheets: dict[str, list[Table]] = {}
    for table in tables:
        sheets.setdefault(table.sheet_part, []).append(table)
    cuts = [_cut_sheet(package, part, group) for part, group in sheets.items()]
    blocks: dict[str, Block] = {}
    if cuts:
        try:
            workbook = CalamineWorkbook.from_filelike(_small_workbook(package, cuts))
            for index, (group, cut) in enumerate(zip(sheets.values(), cuts, strict=True)):
                cells = _cells_of(workbook.get_sheet_by_index(index))
                for table in group:
                    others = [other for other in group if other is not table]
                    found = Found(cut.beyond, cut.errors, cut.formulas)
                    blocks[table.name] = block_of(table, cells, found, others)
        except CalamineError as error:
            raise package.damaged() from error
    return ReadResult(blocks, frozenset(names or ()) - blocks.keys())


def _cut_sheet(package: Package, part: str, tables: Sequence[Table]) -> Cut:
    region = CellRange(
        min(table.range.first_row for table in tables),
        min(table.range.first_column for table in tables),
        max(table.range.last_row for table in tables),
        max(table.range.last_column for table in tables),
    )
    by_column = [
        (column, heading in _PROGRAM_FORMULAS)
        for table in tables
        for column, heading in enumerate(table.headings, table.range.first_column)
    ]
    own = {column for column, formula in by_column if formula}
    others = {column for column, formula in by_column if not formula}
    try:
        return cut_rows(package.read(part), region, own - others)
    except etree.XMLSyntaxError as error:
        raise package.damaged(part) from error
    except TooLargeError as error:
        raise package.refusal(
            f"có bảng {tables[0].name} kéo dài tới dòng {error.row} trên trang tính "
            f"“{tables[0].sheet}”: hãy xóa các dòng thừa ở cuối bảng rồi lưu lại"
        ) from error


# The workbook in memory

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def _small_workbook(package: Package, cuts: Sequence[Cut]) -> io.BytesIO:
    """An uncompressed workbook of the cut rows: sheets 0, 1, … in the order given."""
    shared = _shared_texts(package)
    _check_repetition(package, shared, cuts)
    sheets = "".join(f'<sheet name="{i}" sheetId="{i + 1}" r:id="r{i}"/>' for i in range(len(cuts)))
    workbook = (
        f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><workbookPr date1904="{int(package.date1904)}"/>'
        f"<sheets>{sheets}</sheets></workbook>"
    )
    worksheets = [(f"r{i}", "worksheet", f"worksheets/{i}.xml") for i in range(len(cuts))]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as out:
        out.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            "</Types>",
        )
        out.writestr("_rels/.rels", _rels([("r0", "officeDocument", "xl/workbook.xml")]))
        out.writestr("xl/workbook.xml", workbook)
        out.writestr("xl/_rels/workbook.xml.rels", _rels(worksheets))
        if shared:
            out.writestr("xl/sharedStrings.xml", shared)
        styles = _companion(package, "styles")
        if styles:
            out.writestr("xl/styles.xml", styles)
        for i, cut in enumerate(cuts):
            with out.open(f"xl/worksheets/{i}.xml", "w") as sheet:
                sheet.write(f"<worksheet {_MAIN}><sheetData>".encode())
                sheet.write(cut.xml)
                sheet.write(b"</sheetData></worksheet>")
    stream.seek(0)
    return stream


def _rels(relationships: Iterable[tuple[str, str, str]]) -> str:
    elements = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id_, kind, target in relationships
    )
    return f'<Relationships xmlns="{_RELS}">{elements}</Relationships>'


def _companion(package: Package, kind: str) -> bytes:
    """The part of the shared texts or of the number formats, b"" where a workbook has none."""
    part = package.workbook_companion(kind)
    data = package.read(part) if part else b""
    if not is_utf8(data):
        raise package.damaged(part)
    return data


def _shared_texts(package: Package) -> bytes:
    """The shared texts without the count that their first tag declares.

    calamine sets memory aside for as many texts as are declared, and the program ends when there
    is not so much.
    """
    shared = _companion(package, "sharedStrings")
    root = _SHARED_ROOT.search(shared)
    if root is None:
        return b""
    items = shared[root.end() :]
    if b"uniqueCount" in items:
        raise package.damaged()
    return b"<" + root[1] + b">" + items


def _check_repetition(package: Package, shared: bytes, cuts: Sequence[Cut]) -> None:
    """Refuse texts that exceed the limit once every cell has its own copy of them.

    A cell of 30 bytes can name a shared text of 32,767 letters, and every cell can name the same.
    """
    longest = max(map(len, shared.split(b"si>")))
    cells = sum(cut.xml.count(b't="s"') for cut in cuts)
    if longest > _LONGEST_TEXT or (
        cells * longest > package.limits.total_bytes
        and _repeated_length(shared, cuts) > package.limits.total_bytes
    ):
        raise package.refusal(
            "có chữ quá dài, hoặc chữ dài lặp lại ở quá nhiều ô: "
            "hãy xóa nội dung thừa trong sổ rồi lưu lại"
        )


def _repeated_length(shared: bytes, cuts: Sequence[Cut]) -> float:
    if b"<!" in shared:
        return math.inf
    ends = [0, *(match.end() for match in _SHARED_END.finditer(shared))]
    lengths = [end - start for start, end in pairwise(ends)]
    indexes = (int(index) for cut in cuts for index in _SHARED_INDEX.findall(cut.xml))
    return sum(lengths[index] for index in indexes if index < len(lengths))


# From cells to blocks


def _cells_of(sheet: CalamineSheet) -> Cells:
    top, left = sheet.start or (0, 0)
    return Cells(top + 1, left + 1, sheet.to_python())


class Frame(Protocol):
    """Where a table stands: `range` with its heading and totals rows, and what these say."""

    @property
    def name(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def range(self) -> CellRange: ...
    @property
    def headings(self) -> Sequence[str]: ...
    @property
    def header_rows(self) -> int: ...
    @property
    def totals_rows(self) -> int: ...


@dataclass(frozen=True)
class Found:
    """What a sheet holds beside values; cells are (row, column), 1-based.

    `beyond` is the first filled row under the tables, apart from them; 0 if there is none.
    """

    beyond: int = 0
    errors: Mapping[_Place, str] = field(default_factory=dict)
    formulas: Collection[_Place] = ()


class Cells:
    """A rectangle of values by 1-based sheet row and column."""

    def __init__(self, first_row: int, first_column: int, rows: Sequence[Sequence[_Cell]]) -> None:
        self.first_row, self.first_column = first_row, first_column
        self._rows = rows
        self.last_row = first_row + len(rows) - 1

    def rows(self, numbers: range, first_column: int, last_column: int) -> list[list[Raw]]:
        """The values of those sheet rows from one column to another, whether filled or not."""
        width = last_column - first_column + 1
        left = first_column - self.first_column
        before: list[Raw] = [None] * min(max(-left, 0), width)
        inside = slice(max(left, 0), max(left + width, 0))
        rows = []
        for number in numbers:
            index = number - self.first_row
            cells = self._rows[index][inside] if 0 <= index < len(self._rows) else []
            row = before + _raw(cells)
            row += [None] * (width - len(row))
            rows.append(row)
        return rows


def _raw(cells: Sequence[_Cell]) -> list[Raw]:
    """Empty texts as None, whole numbers as int, lengths of time as the days that Excel stores."""
    if cells.count("") == len(cells):
        return [None] * len(cells)
    return [
        (cell or None)
        if isinstance(cell, str)
        else int(cell)
        if isinstance(cell, float) and cell.is_integer()
        else cell / _DAY
        if isinstance(cell, timedelta)
        else cell
        for cell in cells
    ]


def block_of(table: Frame, cells: Cells, found: Found, others: Sequence[Frame]) -> Block:
    """A table's values with the filled rows directly under it; `others` share its sheet."""
    area = table.range
    first, end = area.first_row + table.header_rows, area.last_row - table.totals_rows
    under = [] if table.totals_rows else _rows_under(table, cells, others)
    last = end if under else min(end, cells.last_row)
    rows = cells.rows(range(first, last + 1), area.first_column, area.last_column)
    block = Block(
        table.name,
        table.sheet,
        first,
        area.first_column,
        _headings(table, cells),
        rows + under,
        rows_outside=len(under),
        row_beyond=0 if table.totals_rows else found.beyond,
    )
    block.errors = {place: found.errors[cell] for cell, place in _places(block, found.errors)}
    filled_by_errors = {row for row, _ in block.errors}
    while (
        block.rows and not _filled(block.rows[-1]) and len(block.rows) - 1 not in filled_by_errors
    ):
        block.rows.pop()
    block.formulas = frozenset(place for _, place in _places(block, found.formulas))
    return block


def _places(block: Block, cells: Iterable[_Place]) -> Iterator[tuple[_Place, _Place]]:
    """Sheet cells with their places within a block, the program's own columns left out."""
    for cell in cells:
        row, column = cell[0] - block.first_row, cell[1] - block.first_column
        if (
            0 <= row < len(block.rows)
            and 0 <= column < len(block.headings)
            and block.headings[column] not in _PROGRAM_FORMULAS
        ):
            yield cell, (row, column)


def _filled(row: Iterable[Raw]) -> bool:
    return any(value is not None for value in row)


def _headings(table: Frame, cells: Cells) -> list[str]:
    """The headings that staff see; where a cell is empty or no text, what the table says."""
    area = table.range
    if not table.header_rows:
        return list(table.headings)
    heading_row = range(area.first_row, area.first_row + 1)
    (shown,) = cells.rows(heading_row, area.first_column, area.last_column)
    stated = table.headings or [""] * len(shown)
    return [
        cell if isinstance(cell, str) else heading
        for cell, heading in zip(shown, stated, strict=True)
    ]


def _rows_under(table: Frame, cells: Cells, others: Sequence[Frame]) -> list[list[Raw]]:
    """Rows typed or pasted directly under the table, up to the first empty one."""
    area = table.range
    below = [
        other.range.first_row
        for other in others
        if other.range.first_row > area.last_row
        and other.range.first_column <= area.last_column
        and other.range.last_column >= area.first_column
    ]
    numbers = range(area.last_row + 1, min([cells.last_row + 1, *below]))
    rows = cells.rows(numbers, area.first_column, area.last_column)
    return list(takewhile(_filled, rows))
