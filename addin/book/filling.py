"""Rows written into an entry table: known rows changed, others appended, the table grown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from addin.book.growing import grow
from addin.book.layout import ROW_POINTS, text_lines
from addin.book.package import Table
from addin.book.phrases import odd_cell, too_long
from addin.book.places import Places
from addin.book.row_edits import RowEdits
from addin.book.sheet_part import clipped
from addin.book.stored_table import StoredTable
from validators.blocks import Raw
from validators.columns import CHECK, NUMBERING, Kind
from validators.records import BY_TABLE

_SEVERAL_CELLS = re.compile(rb"""<(?:\w+:)?f\b[^>]*\sref=["'][A-Z]+\d+:""")

_WRAPPED = {Kind.TEXT, Kind.PROSE, Kind.CHOICE}


class _EditedRows:
    """A stored table with the edits of its rows, as `Places` looks at it."""

    def __init__(self, edits: RowEdits, entries: StoredTable) -> None:
        self._edits, self._entries = edits, entries
        self.table, self.sheet = entries.table.name, entries.table.sheet
        self.data_rows = entries.data_rows
        self.column = entries.column

    def value(self, number: int, column: int) -> Raw:
        cell = self._edits.cell(number, column)
        return cell.value(self._entries.shared_texts) if cell else None

    def filled(self, number: int) -> Iterator[int]:
        for column, cell in self._edits.cells(number).items():
            if (
                column in self._entries.columns
                and cell.content
                and (cell.has_formula or cell.kind == "e" or self.value(number, column) is not None)
            ):
                yield column


class Filling:
    """One call of `fill` or `add_rows`: rows find their places, then the part is written.

    `calculated` holds the formulas of the table's columns by heading, `spent` is the greatest
    number of a row id that may have been a deleted row's, and `refusal` makes the refusal
    "Tệp … <what>." to be raised.
    """

    def __init__(
        self,
        entries: StoredTable,
        calculated: Mapping[str, str],
        spent: int,
        refusal: Callable[[str], Exception],
    ) -> None:
        self._entries = entries
        self._refusal = refusal
        self._edits = RowEdits(entries.part)
        self._model = BY_TABLE[entries.table.name]
        self._calculated = {
            column: formula
            for heading, formula in {CHECK.heading: "", NUMBERING.heading: "", **calculated}.items()
            if (column := entries.column(heading)) is not None
        }
        self._text_widths = {
            column: each.width
            for each in self._model.data_columns()
            if each.kind in _WRAPPED and (column := entries.column(each.heading)) is not None
        }
        rows = _EditedRows(self._edits, entries)
        self._places = Places(rows, self._calculated, spent, refusal)

    def fill(self, rows: Sequence[Mapping[str, Raw]]) -> tuple[Table, list[str]]:
        """Write the rows; returns the table as it then is and the rows' ids.

        KeyError, before anything is written, for a heading that is unknown or a formula's.
        """
        wanted = [{self._column(heading): row[heading] for heading in row} for row in rows]
        writes, ids = self._places.assign(wanted)
        table = self._entries.table
        more = max(writes, default=0) - self._entries.data_rows[-1]
        if more > 0:
            table = grow(self._edits, self._entries, more, self._calculated, self._refusal)
        for number, values in writes.items():
            self._write(number, values)
        self._edits.commit()
        return table, ids

    def add(self, count: int) -> Table:
        """Put empty rows with new ids at the table's end; returns the table as it then is."""
        entries = self._entries
        table = grow(self._edits, entries, count, self._calculated, self._refusal)
        end = entries.data_rows.stop
        for number in range(end, end + count):
            self._write(number, {self._places.id_column: self._places.name(number)})
        self._edits.commit()
        return table

    def _column(self, heading: str) -> int:
        column = self._entries.column(heading)
        if column is None or column in self._calculated:
            raise KeyError(heading)
        return column

    def _write(self, number: int, values: Mapping[int, Raw]) -> None:
        cells = self._edits.cells(number)
        for column, value in values.items():
            cell = cells.get(column)
            if cell and _SEVERAL_CELLS.search(cell.content):
                shared = "đang giữ một công thức chung cho nhiều ô: hãy thay công thức bằng giá trị"
                raise self._refusal(odd_cell(number, column, self._entries.table.sheet, shared))
            if isinstance(value, str) and clipped(value) != value:
                raise self._refusal(too_long(number, column, self._entries.table.sheet))
        self._edits.put(
            number,
            [
                self._edits.part.cell(number, column, value, self._edits.style(number, column))
                for column, value in values.items()
            ],
        )
        self._set_results(number)
        self._fit(number)

    def _fit(self, number: int) -> None:
        """Make the row as high as the text that takes most lines in its column."""
        cells = self._edits.cells(number)
        most = 1
        for column, width in self._text_widths.items():
            cell = cells.get(column)
            text = cell.value(self._entries.shared_texts) if cell else None
            if isinstance(text, str) and len(text) * 2 > width:
                most = max(most, text_lines(text, width))
        self._edits.fit(number, most * ROW_POINTS if most > 1 else None)

    def _set_results(self, number: int) -> None:
        """The cached results of STT and, in a new row, of Kiểm tra."""
        cells = self._edits.cells(number)
        name_column = self._entries.column(self._model.subject_column().heading) or 0
        name = cells.get(name_column)
        named = name is not None and name.value(self._entries.shared_texts) is not None
        numbering = cells.get(self._entries.column(NUMBERING.heading) or 0)
        if numbering and numbering.has_formula:
            result = number - self._entries.table.range.first_row if named else ""
            self._edits.put(number, [numbering.with_result(result)])
        check = cells.get(self._entries.column(CHECK.heading) or 0)
        if check and check.has_formula and number not in self._entries.data_rows:
            self._edits.put(number, [check.with_result("")])
