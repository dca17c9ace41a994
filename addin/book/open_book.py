"""An open workbook: the `Book` port over a `Grid`, for Excel and Calc alike.

What a clerk typed is written over by nothing but `fill`. Within a job every step leaves the
workbook such that doing the job again heals what an interruption left undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from addin.book import phrases
from addin.book.grid import ERRORS, Area, Grid, GridTable
from addin.book.layout import ROW_POINTS
from addin.book.open_restore import restorings
from addin.book.open_table import OpenTable
from addin.book.package import CellRange, open_package
from addin.book.places import Places, greatest_id
from addin.book.port import Content, SheetView
from addin.book.reading import Cells, Found, block_of
from addin.book.sheet_part import clipped
from addin.book.view_blocks import ViewBlocks
from addin.refusal import Refusal
from validators.blocks import Block, Raw
from validators.columns import CHECK, NUMBERING
from validators.records import BY_TABLE, ENTRY_TABLES, PROGRAM_TABLES, Explanation, Result
from validators.register import ForeignPart
from validators.text import match_key

_TABLES = (*BY_TABLE, *(model.table for model in PROGRAM_TABLES))


class OpenBook:
    """A `Book` over the cells of a workbook that is open before the clerk."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    def read(self) -> Content:
        """All entry tables and program tables as they are now."""
        frames = [each for each in self._grid.tables() if each.name in _TABLES]
        sheets: dict[str, list[GridTable]] = {}
        for frame in frames:
            sheets.setdefault(frame.sheet, []).append(frame)
        ends = self._grid.last_cells(list(sheets))
        regions = [_region(group) for group in sheets.values()]
        read = self._grid.values(
            [
                Area(sheet, _lengthened(region, last))
                for sheet, region, (last, _) in zip(sheets, regions, ends, strict=True)
            ]
        )
        under = self._under(list(sheets), regions, ends)
        blocks: dict[str, Block] = {}
        for group, region, rows, below in zip(sheets.values(), regions, read, under, strict=True):
            values, errors = _without_errors(region, rows)
            cells = Cells(region.first_row, region.first_column, values)
            found = Found(_beyond(region, below), errors)
            for frame in group:
                others = [other for other in group if other is not frame]
                blocks[frame.name] = block_of(frame, cells, found, others)
        self._note_formulas(blocks)
        return Content(blocks, self._foreign_parts)

    def show(self, views: Iterable[SheetView]) -> None:
        """Replace the content of the program's own sheets; entry sheets keep every value.

        Refusal if a sheet is missing; ValueError for a view of an entry sheet.
        """
        tables = {each.name: each for each in self._grid.tables()}
        places = [(view, self._sheet_of(view, tables)) for view in views]
        sheets = [sheet for _, sheet in places]
        ends = self._grid.last_cells(sheets)
        with self._grid.job("Thi Đua: ghi các trang của chương trình", sheets):
            for (view, sheet), end in zip(places, ends, strict=True):
                if view.table:
                    self._show_table(view, sheet, tables[view.table], end)
                else:
                    self._show_page(view, sheet, end)

    def fill(self, table: str, rows: Sequence[Mapping[str, Raw]]) -> list[str]:
        """Write rows into an entry table, values by heading; returns their row ids.

        A row whose Mã dòng (in tblThongTin: Mục) is already in the table changes the given cells
        of that row; "d12" names row 12 of the sheet as long as it has no id. Any other row goes
        under the last filled one, and the table grows as needed. KeyError for an unknown table or
        heading and for a column of formulas, Refusal if something stands in the way; then nothing
        is changed. Cells that stand together are written together.
        """
        entries = self._entries(table)
        formulas = entries.formula_columns()
        wanted = [{_column(entries, formulas, name): row[name] for name in row} for row in rows]
        writes, ids = self._places(entries, formulas).assign(wanted)
        self._refuse_long_texts(entries, writes)
        more = max(writes, default=0) - entries.data_rows[-1]
        if more > 0:
            self._refuse_if_occupied(entries, more)
        with self._grid.job("Thi Đua: điền số liệu"):
            if more > 0:
                self._grow(entries, formulas, more)
            for area, values in _stretches(entries.sheet, writes):
                self._grid.put(area, values)
        return ids

    def add_rows(self, table: str, count: int) -> None:
        """Put empty rows at the end of an entry table, as those that it was built with.

        KeyError for an unknown table, ValueError for a count below 1; a Refusal, with nothing
        changed, where something stands under it.
        """
        if count < 1:
            raise ValueError(count)
        entries = self._entries(table)
        formulas = entries.formula_columns()
        places = self._places(entries, formulas)
        self._refuse_if_occupied(entries, count)
        first = entries.data_rows[-1] + 1
        with self._grid.job(f"Thi Đua: thêm {count} dòng"):
            self._grow(entries, formulas, count)
            self._grid.put(
                entries.area(first, first + count - 1, places.id_column),
                [[each] for each in places.new_ids(count)],
            )

    def restore(self) -> list[str]:
        """Put back lists, formats, marks and formulas that a paste took from the entry sheets.

        No value and nothing of the staff's own is touched. Returns what was put back, in words for
        staff, a line for each sheet and kind; nothing where nothing was missing, and then nothing
        is written.
        """
        names = {each.name for each in self._grid.tables()}
        tables = [self._entries(each.table) for each in ENTRY_TABLES if each.table in names]
        found = restorings(self._grid, tables)
        needed = [each for each in found if each.needed]
        if needed:
            with self._grid.job("Thi Đua: phục hồi mẫu"):
                for restoring in needed:
                    restoring.apply()
        return [line for each in found for line in each.lines]

    # Reading

    def _under(
        self,
        sheets: Sequence[str],
        regions: Sequence[CellRange],
        ends: Sequence[tuple[int, int]],
    ) -> list[list[list[Raw]]]:
        """Of each sheet, whatever stands under the tables, from its first column on."""
        below = {
            sheet: CellRange(region.last_row + 1, 1, last_row, last_column)
            for sheet, region, (last_row, last_column) in zip(sheets, regions, ends, strict=True)
            if last_row > region.last_row
        }
        read = self._grid.values([Area(sheet, cells) for sheet, cells in below.items()])
        rows = dict(zip(below, read, strict=True))
        return [rows.get(sheet, []) for sheet in sheets]

    def _note_formulas(self, blocks: Mapping[str, Block]) -> None:
        """The places of formulas; the program's own tables hold links and are left out."""
        asked = [block for name, block in blocks.items() if name in BY_TABLE and block.rows]
        areas = [
            Area(
                block.sheet,
                CellRange(
                    block.first_row,
                    block.first_column,
                    block.first_row + len(block.rows) - 1,
                    block.first_column + len(block.headings) - 1,
                ),
            )
            for block in asked
        ]
        for block, rows in zip(asked, self._grid.formulas(areas), strict=True):
            own = {
                column
                for column, heading in enumerate(block.headings)
                if heading in (CHECK.heading, NUMBERING.heading)
            }
            block.formulas = frozenset(
                (index, column)
                for index, row in enumerate(rows)
                for column, formula in enumerate(row)
                if formula and column not in own and formula != block.rows[index][column]
            )

    @cached_property
    def _foreign_parts(self) -> tuple[ForeignPart, ...]:
        """What the file on disk holds beside cells; nothing where it cannot be read."""
        if self._grid.path is None:
            return ()
        try:
            return tuple(open_package(self._grid.path).foreign_parts())
        except (Refusal, OSError):
            return ()

    # Showing

    def _sheet_of(self, view: SheetView, tables: Mapping[str, GridTable]) -> str:
        """The sheet that a view replaces: found by its table, or else by its name."""
        if view.table:
            if view.table not in tables:
                raise self._refusal(phrases.missing_table(view))
            sheet = tables[view.table].sheet
        else:
            names = {match_key(each): each for each in self._grid.sheets()}
            sheet = names.get(match_key(view.sheet), "")
            if not sheet:
                raise self._refusal(phrases.missing_sheet(view))
        if any(tables[each].sheet == sheet for each in BY_TABLE.keys() & tables):
            raise ValueError(f"{view.sheet} holds an entry table")
        return sheet

    def _show_page(self, view: SheetView, sheet: str, end: tuple[int, int]) -> None:
        """A sheet of cells: emptied and written anew."""
        blocks = ViewBlocks(view)
        last, width = max(1, blocks.last_row), max(1, blocks.width)
        whole = CellRange(1, 1, max(last, end[0]), max(width, end[1]))
        self._grid.clear(Area(sheet, whole))
        self._grid.dress(sheet, blocks.looks())
        self._grid.put(Area(sheet, CellRange(1, 1, last, width)), blocks.values(range(1, last + 1)))
        for cells, links in blocks.links().items():
            self._grid.put_links(Area(sheet, cells), links)
        heights = {number: view.heights.get(number, ROW_POINTS) for number in range(1, last + 1)}
        self._grid.arrange(sheet, merges=blocks.merges, heights=heights, widths=view.widths)

    def _show_table(
        self, view: SheetView, sheet: str, frame: GridTable, end: tuple[int, int]
    ) -> None:
        """A sheet with a table: written over, so that nothing is lost where a job breaks off."""
        blocks = ViewBlocks(view)
        top, bottom = view.table_rows
        headings = blocks.headings()
        first, last = min(headings), max(headings)
        self._grid.resize(frame.name, CellRange(top, first, max(bottom, top + 1), last))
        self._grid.dress(sheet, blocks.looks())
        for rows in (range(1, top), range(top, top + 1), range(top + 1, bottom + 1)):
            if rows:
                area = Area(sheet, CellRange(rows[0], 1, rows[-1], blocks.width))
                self._grid.put(area, blocks.values(rows))
        for cells, links in blocks.links().items():
            self._grid.put_links(Area(sheet, cells), links)
        if end[0] > bottom:
            width = max(blocks.width, end[1])
            self._grid.clear(Area(sheet, CellRange(bottom + 1, 1, end[0], width)))
        heights = {number: points for number, points in view.heights.items() if number <= top}
        self._grid.arrange(sheet, heights=heights)
        self._grid.fit_rows(sheet, top + 1, bottom)

    # Filling

    def _entries(self, table: str) -> OpenTable:
        if table not in BY_TABLE:
            raise KeyError(table)
        frame = next((each for each in self._grid.tables() if each.name == table), None)
        if frame is None:
            raise KeyError(table)
        return OpenTable(self._grid, frame)

    def _places(self, entries: OpenTable, formulas: Mapping[int, str]) -> Places:
        return Places(entries, formulas, self._spent_id(entries.table), self._refusal)

    def _spent_id(self, table: str) -> int:
        """The greatest number of a row id that findings or answers speak of."""
        names = (Result.table, Explanation.table)
        frames = [each for each in self._grid.tables() if each.name in names]
        read = self._grid.values([Area(each.sheet, each.range) for each in frames])
        texts = (str(value) for rows in read for row in rows for value in row if value)
        return greatest_id(table, texts)

    def _refuse_long_texts(
        self, entries: OpenTable, writes: Mapping[int, Mapping[int, Raw]]
    ) -> None:
        for number, values in writes.items():
            for column, value in values.items():
                if isinstance(value, str) and clipped(value) != value:
                    raise self._refusal(phrases.too_long(number, column, entries.sheet))

    def _refuse_if_occupied(self, entries: OpenTable, count: int) -> None:
        """One row more than is needed stays empty: what touches the table is read as its rows."""
        first, columns = entries.frame.range.last_row + 1, entries.columns
        (under,) = self._grid.values([entries.area(first, first + count, columns[0], columns[-1])])
        for number, row in enumerate(under, start=first):
            if any(value not in ("", None) for value in row):
                raise self._refusal(phrases.occupied(number, entries.sheet, count))

    def _grow(self, entries: OpenTable, formulas: Iterable[int], count: int) -> None:
        cells = entries.frame.range
        last, columns = entries.data_rows[-1], entries.columns
        self._grid.resize(
            entries.table,
            CellRange(
                cells.first_row, cells.first_column, cells.last_row + count, cells.last_column
            ),
        )
        self._grid.copy_down(entries.area(last, last, columns[0], columns[-1]), count)
        for column in formulas:
            if formula := entries.formula_for(column, last + 1):
                self._grid.put_formula(entries.area(last + 1, last + count, column), formula)

    def _refusal(self, what: str) -> Refusal:
        return Refusal(f"Sổ “{self._grid.name}” {what}.")


def _column(entries: OpenTable, formulas: Mapping[int, str], heading: str) -> int:
    column = entries.column(heading)
    if column is None or column in formulas:
        raise KeyError(heading)
    return column


def _region(tables: Sequence[GridTable]) -> CellRange:
    """The cells from the first table of a sheet to the last."""
    return CellRange(
        min(each.range.first_row for each in tables),
        min(each.range.first_column for each in tables),
        max(each.range.last_row for each in tables),
        max(each.range.last_column for each in tables),
    )


def _lengthened(region: CellRange, last_row: int) -> CellRange:
    bottom = max(region.last_row, last_row)
    return CellRange(region.first_row, region.first_column, bottom, region.last_column)


def _without_errors(
    region: CellRange, rows: Sequence[Sequence[Raw]]
) -> tuple[list[list[Raw]], dict[tuple[int, int], str]]:
    """Values with None for errors, and the errors' texts by sheet row and column."""
    errors = {
        (region.first_row + index, region.first_column + place): value
        for index, row in enumerate(rows)
        for place, value in enumerate(row)
        if isinstance(value, str) and value.startswith("#") and value in ERRORS
    }
    values = [list(row) for row in rows]
    for number, column in errors:
        values[number - region.first_row][column - region.first_column] = None
    return values, errors


def _beyond(region: CellRange, below: Sequence[Sequence[Raw]]) -> int:
    """The first filled row under the tables and the filled rows that touch them; 0 if none is."""
    filled = [any(value not in ("", None) for value in row) for row in below]
    touching = filled.index(False) if False in filled else len(filled)
    rest = filled[touching:]
    return region.last_row + 1 + touching + rest.index(True) if True in rest else 0


def _stretches(
    sheet: str, writes: Mapping[int, Mapping[int, Raw]]
) -> Iterator[tuple[Area, list[list[Raw]]]]:
    """The cells to be written as rectangles: rows that follow each other in the same columns."""
    rows: list[int] = []
    spans: list[range] = []
    for number in [*sorted(writes), 0]:
        following = _spans(sorted(writes.get(number, ())))
        if rows and (number != rows[-1] + 1 or following != spans):
            for span in spans:
                cells = CellRange(rows[0], span[0], rows[-1], span[-1])
                values = [[writes[row][column] for column in span] for row in rows]
                yield Area(sheet, cells), values
            rows = []
        rows, spans = [*rows, number], following


def _spans(columns: Sequence[int]) -> list[range]:
    """Columns that stand side by side, together."""
    spans: list[range] = []
    for column in columns:
        if spans and spans[-1].stop == column:
            spans[-1] = range(spans[-1].start, column + 1)
        else:
            spans.append(range(column, column + 1))
    return spans
