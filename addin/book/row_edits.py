"""Changes to the cells of single rows; all other rows of the sheet stay byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from addin.book.part_xml import attribute, integer, start_tag, with_attribute
from addin.book.sheet_part import SheetPart, StoredCell, StoredRow
from validators.blocks import column_letter


class RowEdits:
    """The rows of a part by number, with the cells of some of them replaced."""

    def __init__(self, part: SheetPart) -> None:
        self.part = part
        self._rows = {row.number: row for row in part.rows()}
        self._cells: dict[int, dict[int, StoredCell]] = {}
        self._changed: set[int] = set()
        self._heights: dict[int, float | None] = {}

    def cells(self, number: int) -> Mapping[int, StoredCell]:
        """The cells of a row by column, empty for a row that the part does not have."""
        if number not in self._cells:
            row = self._rows.get(number)
            self._cells[number] = {cell.column: cell for cell in row.cells()} if row else {}
        return self._cells[number]

    def cell(self, number: int, column: int) -> StoredCell | None:
        """One cell of a row, without reading the others if no other was asked for."""
        if number not in self._cells and number in self._rows:
            return self._rows[number].cell(column)
        return self.cells(number).get(column)

    def put(self, number: int, cells: Iterable[StoredCell]) -> None:
        """Write cells into a row, over those that stood in their columns."""
        row = dict(self.cells(number)) | {cell.column: cell for cell in cells}
        self._cells[number] = row
        self._changed.add(number)

    def remove(self, number: int, columns: Iterable[int]) -> None:
        """Take cells out of a row."""
        gone = set(columns)
        kept = {column: cell for column, cell in self.cells(number).items() if column not in gone}
        self._cells[number] = kept
        self._changed.add(number)

    def make_like(self, number: int, model: int) -> None:
        """Give a row that the part does not have the format and height of another."""
        if number in self._rows:
            return
        row = self._rows.get(model)
        tag = start_tag(row.xml) if row else f"<{self.part.prefix}row>".encode()
        for name in ("spans", "hidden", "collapsed"):
            tag = with_attribute(tag, name, None)
        self._rows[number] = StoredRow(number, with_attribute(tag, "r", str(number)))
        self._cells[number] = {}

    def style(self, number: int, column: int) -> int:
        """Style of a cell: its own, or else that of its row or column (18.3.1.4, 18.3.1.73)."""
        cell = self.cells(number).get(column)
        if cell:
            return cell.style
        row = self._rows.get(number)
        tag = start_tag(row.xml) if row else b""
        if row and attribute(tag, "customFormat") in ("1", "true"):
            return integer(tag, "s", 0)
        return self.part.column_style(column)

    def fit(self, number: int, points: float | None) -> None:
        """Height that what a row holds takes, in points; None is the sheet's usual height.

        Excel fits rows itself, LibreOffice does not when it opens a file.
        """
        self._heights[number] = points

    def commit(self) -> None:
        """Write the changed rows into the part."""
        for number in self._changed:
            row = self._rows.get(number) or StoredRow(
                number, f'<{self.part.prefix}row r="{number}">'.encode()
            )
            cells = (_addressed(cell, number) for cell in self._cells[number].values())
            if number in self._heights:
                row = _fitted(row, self._heights[number])
            self._rows[number] = _without_spans(row).with_cells(cells)
        self.part.set_rows(self._rows[number] for number in sorted(self._rows))


def _addressed(cell: StoredCell, number: int) -> StoredCell:
    tag = start_tag(cell.xml)
    address = f"{column_letter(cell.column)}{number}"
    if attribute(tag, "r") == address:
        return cell
    xml = with_attribute(tag, "r", address) + cell.xml[len(tag) :]
    return StoredCell(cell.column, xml, cell.content)


def _fitted(row: StoredRow, points: float | None) -> StoredRow:
    """The row with a height fitted to what it holds now, unless staff have set one."""
    tag = start_tag(row.xml)
    if attribute(tag, "customHeight") in ("1", "true"):
        return row
    new = with_attribute(tag, "ht", None if points is None else f"{points:g}")
    return StoredRow(row.number, new + row.xml[len(tag) :])


def _without_spans(row: StoredRow) -> StoredRow:
    """The row without the hint of which columns it fills, which may have changed."""
    tag = start_tag(row.xml)
    return StoredRow(row.number, with_attribute(tag, "spans", None) + row.xml[len(tag) :])
