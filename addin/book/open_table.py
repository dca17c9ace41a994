"""An entry table of an open workbook, as far as rows are written into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from addin.book.grid import ERRORS, Area, Grid, GridTable
from addin.book.package import CellRange
from addin.book.stored_table import Headings
from validators.blocks import Raw, column_letter
from validators.columns import CHECK, NUMBERING
from validators.records import BY_TABLE

T = TypeVar("T")


class OpenTable:
    """The cells of an entry table: one read of its values, one of its formulas."""

    def __init__(self, grid: Grid, frame: GridTable) -> None:
        self.frame = frame
        self.table, self.sheet = frame.name, frame.sheet
        area = Area(frame.sheet, frame.range)
        (self._values,) = grid.values([area])
        (self._formulas,) = grid.formulas([area])
        self._model = BY_TABLE[frame.name]
        cells = frame.range
        self.columns = range(cells.first_column, cells.last_column + 1)
        shown = self._values[0] if frame.header_rows else frame.headings
        self.headings = ["" if each is None else str(each) for each in shown]
        self._by_heading = Headings(self.columns, self.headings)

    @property
    def data_rows(self) -> range:
        """Sheet rows between the heading and the totals row."""
        cells = self.frame.range
        first = cells.first_row + self.frame.header_rows
        return range(first, cells.last_row - self.frame.totals_rows + 1)

    def column(self, heading: str) -> int | None:
        """The sheet's column under a heading, however it is accented or capitalised."""
        return self._by_heading.column(heading)

    def value(self, number: int, column: int) -> Raw:
        """What a cell holds; None for one that is empty, shows an error or is not the table's."""
        value = self._cell(self._values, number, column)
        return None if isinstance(value, str) and value in {"", *ERRORS} else value

    def formula(self, number: int, column: int) -> str:
        """The formula of a cell, "" where it has none."""
        formula = self._cell(self._formulas, number, column) or ""
        return "" if formula == self._cell(self._values, number, column) else formula

    def filled(self, number: int) -> Iterator[int]:
        """The columns in which a row holds a value, a formula or an error."""
        for column in self.columns:
            shown = self._cell(self._values, number, column)
            if self.formula(number, column) or shown not in ("", None):
                yield column

    def formula_columns(self) -> dict[int, str]:
        """The columns that formulas fill, each with the formula of the last row that has one.

        Those are the program's two and the ones that staff have added.
        """
        declared = {self.column(each.heading) for each in self._model.data_columns()}
        own = {self.column(each.heading) for each in (CHECK, NUMBERING)}
        last = self.data_rows[-1]
        return {
            column: self.formula_for(column, last)
            for column in self.columns
            if column in own or (column not in declared and self.formula(last, column))
        }

    def formula_for(self, column: int, number: int) -> str:
        """The formula that a row's cell has when the column's last one is copied to it."""
        from addin.book.entry_sheets import program_formula
        from addin.book.growing import moved_formula

        letter = column_letter(column)
        for row in reversed(self.data_rows):
            if formula := self.formula(row, column):
                return "=" + moved_formula(formula[1:], f"{letter}{row}", f"{letter}{number}")
        return program_formula(self._model, self.headings[column - self.columns[0]])

    def area(self, first: int, last: int, column: int, last_column: int = 0) -> Area:
        """Some of its cells, or cells in line with them."""
        return Area(self.sheet, CellRange(first, column, last, last_column or column))

    def _cell(self, cells: Sequence[Sequence[T]], number: int, column: int) -> T | None:
        row, place = number - self.frame.range.first_row, column - self.columns[0]
        inside = 0 <= row < len(cells) and 0 <= place < len(self.columns)
        return cells[row][place] if inside else None
