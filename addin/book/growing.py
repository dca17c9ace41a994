"""A table made longer, as if the clerk had dragged its corner.

Formats and formulas go down with it, a totals row moves down, lists and colours that ended with
the table end with it again. What stands under the table is never written over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from addin.book import phrases
from addin.book.package import CellRange, Table, parse_range
from addin.book.part_xml import attribute, start_tag
from addin.book.row_edits import RowEdits
from addin.book.sheet_part import SheetPart, StoredCell
from addin.book.stored_table import StoredTable
from addin.book.table_part import range_text
from validators.blocks import column_letter

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*>")
_AREAS = re.compile(rb"""(\ssqref=(["']))([^"']*)""")
_AREAS_2009 = re.compile(
    rb"(<x14:(dataValidation|conditionalFormatting)\b(?:(?!</x14:\2>).)*?<xm:sqref>)([^<]*)",
    re.DOTALL,
)


def grow(
    edits: RowEdits,
    entries: StoredTable,
    count: int,
    calculated: Mapping[int, str],
    refusal: Callable[[str], Exception],
) -> Table:
    """Add rows at a table's end and return the table as it then is.

    `calculated` holds the formula of each column that has one, "" where only its cells know it.
    Raises what `refusal` makes of the reason where something stands under the table.
    """
    table, last = entries.table, entries.data_rows[-1]
    columns = entries.columns
    _refuse_if_occupied(edits, table, count, refusal)
    if table.totals_rows:
        _move_down(edits, last + 1, count, columns)
    sources = {column: _Source(edits, entries, column, calculated[column]) for column in calculated}
    styles = {column: edits.style(last, column) for column in columns}
    for number in range(last + 1, last + count + 1):
        edits.make_like(number, last)
        empty = (edits.part.cell(number, column, None, styles[column]) for column in columns)
        edits.put(
            number,
            [
                sources[cell.column].copied(cell, number) if cell.column in sources else cell
                for cell in empty
            ],
        )
    grown = replace(table, range=replace(table.range, last_row=table.range.last_row + count))
    _extend_areas(edits.part, table, last, count)
    _extend_dimension(edits.part, grown.range)
    return grown


def _refuse_if_occupied(
    edits: RowEdits, table: Table, count: int, refusal: Callable[[str], Exception]
) -> None:
    """One row more than is needed stays empty: what touches the table is read as its rows."""
    cells = table.range
    columns = range(cells.first_column, cells.last_column + 1)
    under = range(cells.last_row + 1, cells.last_row + count + 2)
    filled = (
        number
        for number in under
        if any(column in columns and cell.content for column, cell in edits.cells(number).items())
    )
    merged = (
        max(area.first_row, under[0])
        for tag in _MERGED.findall(edits.part.get("mergeCells"))
        if (area := parse_range(attribute(tag, "ref") or ""))
        and area.first_row <= under[-1]
        and area.last_row >= under[0]
        and area.first_column <= cells.last_column
        and area.last_column >= cells.first_column
    )
    occupied = min([*filled, *merged], default=None)
    if occupied is not None:
        raise refusal(phrases.occupied(occupied, table.sheet, count))


def _move_down(edits: RowEdits, number: int, count: int, columns: range) -> None:
    """Move a table's totals row; what else stands in the row stays."""
    moved = [cell for column, cell in edits.cells(number).items() if column in columns]
    edits.make_like(number + count, number)
    edits.put(number + count, moved)
    edits.remove(number, columns)


class _Source:
    """The cell of a column from which its formula is copied down."""

    def __init__(
        self, edits: RowEdits, entries: StoredTable, column: int, column_formula: str
    ) -> None:
        self._formula, self._origin = column_formula, ""
        for number in reversed(entries.data_rows):
            cell = edits.cells(number).get(column)
            if cell and cell.has_formula:
                self._formula, group = cell.formula
                self._origin = f"{column_letter(column)}{number}"
                if not self._formula and group:
                    self._find_master(edits, entries, group)
                return

    def _find_master(self, edits: RowEdits, entries: StoredTable, group: str) -> None:
        for number in entries.data_rows:
            for column, cell in edits.cells(number).items():
                if cell.has_formula and cell.formula[1] == group and cell.formula[0]:
                    self._formula = cell.formula[0]
                    self._origin = f"{column_letter(column)}{number}"
                    return

    def copied(self, cell: StoredCell, number: int) -> StoredCell:
        """The empty cell of a row with the formula that belongs there."""
        formula = self._formula
        if formula and self._origin:
            formula = moved_formula(formula, self._origin, f"{column_letter(cell.column)}{number}")
            if formula == self._formula:
                self._origin = ""  # It names no cell by its place: the same in every row.
        return cell.with_formula(formula) if formula else cell


def moved_formula(formula: str, origin: str, target: str) -> str:
    """A formula, without "=", as it reads when its cell is copied to another."""
    from openpyxl.formula.translate import Translator

    return str(Translator(f"={formula}", origin=origin).translate_formula(target))[1:]


def _extend_areas(part: SheetPart, table: Table, last: int, count: int) -> None:
    """Validations and conditional formats that end with the table's data."""
    first, end = table.range.first_row + table.header_rows, last + count

    def extended(reference: str) -> str:
        area = parse_range(reference)
        ends_with_table = (
            area is not None
            and last <= area.last_row < end
            # A single cell in the last row is the clerk's, unless it is all of the data.
            and (area.first_row < last or area.first_row == first)
            and area.first_column <= table.range.last_column
            and area.last_column >= table.range.first_column
        )
        return range_text(replace(area, last_row=end)) if area and ends_with_table else reference

    def change(match: re.Match[bytes]) -> bytes:
        return match[1] + " ".join(map(extended, match[3].decode().split())).encode()

    part.edit("conditionalFormatting", lambda xml: _AREAS.sub(change, xml))
    part.edit("dataValidations", lambda xml: _AREAS.sub(change, xml))
    part.edit("extLst", lambda xml: _AREAS_2009.sub(change, xml))


def _extend_dimension(part: SheetPart, cells: CellRange) -> None:
    stated = attribute(start_tag(part.get("dimension") or b"<dimension/>"), "ref") or ""
    used = parse_range(stated)
    if used:
        part.set_dimension(
            range_text(
                CellRange(
                    min(used.first_row, cells.first_row),
                    min(used.first_column, cells.first_column),
                    max(used.last_row, cells.last_row),
                    max(used.last_column, cells.last_column),
                )
            )
        )
