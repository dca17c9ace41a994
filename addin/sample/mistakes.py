"""Typical mistakes, one of every rule: `mistakes.md` typed over a saved register of the sample.

Cells are typed over as staff would do it: nothing is checked and no other cell follows. Only what
Excel itself does when somebody types is done here too: a new heading reaches the table's columns,
a renamed table the formulas that name it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import quoteattr

from addin.book.closed import ClosedBook
from addin.book.package import Package, Table, open_package
from addin.book.part_xml import encoded, with_attribute, with_root_attribute
from addin.book.row_edits import RowEdits
from addin.book.sheet_part import SheetPart, StoredCell
from addin.book.stored_table import StoredTable
from addin.book.table_part import TablePart
from addin.markdown import tables
from addin.sample import sample_rows
from validators.blocks import Raw, column_letter
from validators.cells import BadCell, read_cell
from validators.columns import Record
from validators.records import ENTRY_TABLES

HEADINGS, TABLE_NAME = "tiêu đề", "tên bảng"
_COPY = "chép dòng "
_MODELS = {model.sheet: model for model in ENTRY_TABLES}


@dataclass(frozen=True)
class Mistake:
    """A line of mistakes.md.

    `code` is empty for a step that the next mistake needs. `place` is where the finding appears:
    "Đăng ký!24:Ngày đăng ký" (row by STT, column by heading), a sheet, or "sổ" for the workbook.
    """

    code: str
    sheet: str
    row: str
    heading: str
    typed: str
    place: str

    @property
    def model(self) -> type[Record]:
        """The records of the sheet."""
        return _MODELS[self.sheet]

    @property
    def copied(self) -> int | None:
        """The row, by STT, that is copied; None where something is typed."""
        return int(self.typed.removeprefix(_COPY)) if self.typed.startswith(_COPY) else None

    def value(self) -> Raw:
        """What the cell holds once a spreadsheet program has made a value of what was typed."""
        if self.typed.startswith("'"):
            return self.typed[1:]
        column = next(each for each in self.model.columns() if each.heading == self.heading)
        try:
            typed: Raw = read_cell(self.typed, column)
        except BadCell:
            return self.typed
        return typed


def all_mistakes() -> Iterator[Mistake]:
    """The lines of mistakes.md in their order."""
    (drawn,) = tables((files(__package__) / "mistakes.md").read_text("utf-8")).values()
    for line in drawn:
        mistake = Mistake(*line.values())
        here = f"{mistake.sheet}!{mistake.row}:"
        heading = mistake.typed if mistake.row == HEADINGS else mistake.heading
        yield replace(mistake, place=mistake.place or here + heading)


def make_mistakes(path: Path) -> None:
    """Make all mistakes in a saved register of the sample, in place."""
    mistakes = [each for each in all_mistakes() if each.sheet]
    _copy_rows(path, [each for each in mistakes if each.copied])
    package = open_package(path)
    changed: dict[str, bytes] = {}
    for sheet in dict.fromkeys(each.sheet for each in mistakes):
        pages = _Pages(package, package.tables[_MODELS[sheet].table])
        for mistake in mistakes:
            if mistake.sheet == sheet and not mistake.copied:
                pages.make(mistake)
        changed |= pages.parts()
    package.save(path, changed)


def _copy_rows(path: Path, copies: list[Mistake]) -> None:
    book, rows = ClosedBook(path), sample_rows()
    for each in copies:
        assert each.copied
        book.fill(each.model.table, [rows[each.model.table][each.copied - 1]])
    book.save(path)


class _Pages:
    """A sheet and its table, in which mistakes are made."""

    def __init__(self, package: Package, table: Table) -> None:
        self._table = table
        self._sheet = SheetPart(package.read(table.sheet_part), package.date1904)
        self._entries = StoredTable(table, self._sheet, ())
        self._edits = RowEdits(self._sheet)
        self._part = TablePart(package.read(table.part))
        self._name = table.name

    def make(self, mistake: Mistake) -> None:
        """Make one mistake."""
        if mistake.row == TABLE_NAME:
            self._name = mistake.typed
        elif mistake.row != HEADINGS:
            self._type(self._table.range.first_row + int(mistake.row), mistake)
        elif mistake.heading:
            self._rename(mistake.heading, mistake.typed)
        else:
            self._add_column(mistake.typed)

    def parts(self) -> dict[str, bytes]:
        """The changed parts by name."""
        self._edits.commit()
        for attribute in ("name", "displayName"):
            self._part.root = with_attribute(self._part.root, attribute, self._name)
        old, new = f"{self._table.name}[".encode(), f"{self._name}[".encode()
        changed = {
            self._table.sheet_part: self._sheet.xml(),
            self._table.part: self._part.xml(),
        }
        return {part: xml.replace(old, new) for part, xml in changed.items()}

    def _type(self, number: int, mistake: Mistake) -> None:
        column, typed = self._column(mistake.heading), mistake.typed
        cell = self._cell(number, column, mistake.value())
        if typed.startswith("="):
            result = self._edits.cells(number)[column].value(())
            assert isinstance(result, float)
            cell = cell.with_formula(typed[1:]).with_result(int(result))
        elif typed.startswith("#"):
            cell = self._error(number, column, typed)
        self._edits.put(number, [cell])

    def _column(self, heading: str) -> int:
        column = self._entries.column(heading)
        assert column
        return column

    def _cell(self, number: int, column: int, value: Raw) -> StoredCell:
        return self._sheet.cell(number, column, value, self._edits.style(number, column))

    def _error(self, number: int, column: int, error: str) -> StoredCell:
        """An error value that was pasted without its formula."""
        style = self._edits.style(number, column)
        content = f"<v>{error}</v>"
        xml = f'<c r="{column_letter(column)}{number}" s="{style}" t="e">{content}</c>'
        return StoredCell(column, xml.encode(), content.encode())

    def _type_heading(self, column: int, heading: str) -> None:
        number = self._table.range.first_row
        self._edits.put(number, [self._cell(number, column, heading)])

    def _rename(self, old: str, new: str) -> None:
        self._type_heading(self._column(old), new)
        columns = self._part.get("tableColumns")
        self._part.put("tableColumns", columns.replace(_name(old), _name(new)))

    def _add_column(self, heading: str) -> None:
        cells = self._table.range
        wider = replace(cells, last_column=cells.last_column + 1)
        self._type_heading(wider.last_column, heading)
        self._part.resize(wider, self._table.totals_rows)
        count = len(self._table.headings) + 1
        columns, end = self._part.get("tableColumns"), b"</tableColumns>"
        more = f'<tableColumn id="{count}"'.encode() + _name(heading) + b"/>" + end
        columns = with_root_attribute(columns.replace(end, more), "count", str(count))
        self._part.put("tableColumns", columns)


def _name(heading: str) -> bytes:
    return f" name={quoteattr(encoded(heading))}".encode()
