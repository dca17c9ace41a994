"""A saved workbook: read in one go, changed part by part, everything else byte for byte.

What may change is listed in the project's contract: the program's own sheets and their tables,
a table that is filled, the cached texts of Kiểm tra and the request to calculate on load.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import cast

from addin.book.archive import DEFAULT_LIMITS, Limits
from addin.book.calc_chain import without_formulas
from addin.book.filling import Filling
from addin.book.layout import PALETTE_NAME, TEMPLATE_YEAR, VERSION_NAME
from addin.book.marks import read_marks, set_marks
from addin.book.package import (
    RECEIVED,
    CellRange,
    Package,
    Table,
    open_package,
    parse_range,
)
from addin.book.part_xml import (
    ATTRIBUTES,
    WORKBOOK_ORDER,
    MalformedError,
    PartXml,
    attribute,
    integer,
    regular,
    with_root_attribute,
)
from addin.book.phrases import missing_sheet, missing_table
from addin.book.places import greatest_id
from addin.book.port import Content, SheetView
from addin.book.reading import read_tables
from addin.book.recognise import version_in_words
from addin.book.restoring import Pattern, Restoring
from addin.book.sheet_part import SheetPart, StoredCell, texts_in
from addin.book.showing import show_view
from addin.book.stored_table import StoredTable
from addin.book.styles import Styles
from addin.book.table_part import TablePart
from validators.blocks import Raw
from validators.cells import BadCell, read_cell
from validators.records import BY_TABLE, PROGRAM_TABLES, Result, SettingRow, SlipHead
from validators.regimes import regime_on
from validators.settings import Settings
from validators.text import match_key

_SHARED_TEXT = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si\s*>)", re.DOTALL)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b" + ATTRIBUTES + rb">")
_TABLES = (*BY_TABLE, *(model.table for model in PROGRAM_TABLES), SlipHead.table)


class ClosedBook:
    """A `Book` over a file, or over the bytes of one; changes are kept until they are saved.

    Refusals call bytes by `name`, a file by its own.

    Raises BookRefused for everything that is not a sound .xlsx within the limits.
    """

    def __init__(
        self, source: Path | bytes, limits: Limits = DEFAULT_LIMITS, *, name: str = RECEIVED
    ) -> None:
        self._source = source
        self._limits = limits
        self._name = name
        self._replaced: dict[str, bytes] = {}
        _ = self._package  # a file that cannot be used is refused at once

    @cached_property
    def _package(self) -> Package:
        return open_package(self._source, self._limits, name=self._name)

    @cached_property
    def _tables(self) -> dict[str, Table]:
        """The tables as they are with all changes."""
        return dict(self._package.tables)

    def read(self) -> Content:
        """The tables as they are now, changes not yet saved included."""
        package = self._changed_package() if self._replaced else self._package
        blocks = read_tables(package, _TABLES).blocks
        return Content(blocks, tuple(self._package.foreign_parts()))

    def show(self, views: Iterable[SheetView]) -> None:
        """Replace the content of the program's own sheets; entry sheets keep every value.

        BookRefused if a sheet is missing; ValueError for a view of an entry sheet.
        """
        with self._sound_parts():
            places = [(view, self._part_of(view)) for view in views]
            for view, part in places:
                self._show(view, part)
            if any(view.table == Result.table for view, _ in places):
                self._mark(*(name for name in BY_TABLE if name in self._tables))
            self._calculate_on_load()

    def fill(self, table: str, rows: Sequence[Mapping[str, Raw]]) -> list[str]:
        """Write rows into an entry table, values by heading; returns their row ids.

        A row whose Mã dòng (in tblThongTin: Mục) is already in the table changes the given cells
        of that row; "d12" names row 12 of the sheet as long as it has no id; None empties a cell.
        Any other row goes under the last filled one, and the table grows as needed. KeyError for
        an unknown table or heading and for a column of formulas, BookRefused if something stands
        in the way; then nothing is changed.
        """
        with self._filling(table) as filling:
            grown, ids = filling.fill(rows)
            self._grow(grown)
        return ids

    def add_rows(self, table: str, count: int) -> None:
        """Put empty rows at the end of an entry table: ids, formulas, formats, lists as above.

        KeyError for an unknown table, ValueError for a count below 1, BookRefused if something
        stands under the table; then nothing is changed.
        """
        if count < 1:
            raise ValueError(count)
        with self._filling(table) as filling:
            self._grow(filling.add(count))

    def restore(self) -> list[str]:
        """Put lists, limits, colours, formats and formulas of the entry tables back in place.

        As in the template of the workbook's year; nothing that staff typed changes, nor anything
        outside the tables' own columns. Returns what was put back, a sentence for each sheet and
        kind; empty, and then not a byte changes, where nothing was missing.
        """
        lines: list[str] = []
        with self._sound_parts():
            part = self._package.workbook_companion("styles")
            if not part:
                raise self._package.damaged()
            styles = Styles(self._part(part))
            template = self._template()
            pattern_styles = Styles(template._part(template._package.workbook_companion("styles")))
            for table in BY_TABLE:
                if table not in self._tables:
                    continue
                entries = self._stored_table(table)
                formulas = entries.part.formula_cells()
                pattern = Pattern(template._stored_table(table), pattern_styles)
                if restored := Restoring(entries, styles, pattern).restore():
                    lines += restored
                    self._put_sheet(entries.table.sheet_part, entries.part, formulas)
                    self._mark(table)
            self._put(part, styles.xml())
        return lines

    def _template(self) -> ClosedBook:
        """An empty register of this workbook's year."""
        from addin.book.build import build_register

        year = self._year() or TEMPLATE_YEAR
        return ClosedBook(build_register(year, regime_on(date(year, 1, 1))))

    def _year(self) -> int | None:
        """The year set in tblThongTin, None where there is none that can be read."""
        item, value = (SettingRow.column_of(field).heading for field in ("item", "value"))
        for heading, column in Settings.items().items():
            if column.field == "year" and SettingRow.table in self._tables:
                for name, given in self._stored_table(SettingRow.table).values(item, value):
                    if name == heading:
                        with suppress(BadCell):
                            return cast("int | None", read_cell(given, column))
        return None

    @contextmanager
    def _filling(self, table: str) -> Iterator[Filling]:
        """A table to be filled; its sheet is replaced when that went well."""
        if table not in BY_TABLE or table not in self._tables:
            raise KeyError(table)
        with self._sound_parts():
            entries = self._stored_table(table)
            formulas = entries.part.formula_cells()
            calculated = TablePart(self._part(entries.table.part)).calculated()
            yield Filling(entries, calculated, self._spent_ids(table), self._package.refusal)
            self._put_sheet(entries.table.sheet_part, entries.part, formulas)
            self._mark(table)
            self._calculate_on_load()

    def _grow(self, grown: Table) -> None:
        """Put an entry table over the rows that it now has."""
        if grown != self._tables[grown.name]:
            part = TablePart(self._part(grown.part))
            part.resize(grown.range, grown.totals_rows)
            self._put(grown.part, part.xml())
            self._tables[grown.name] = grown

    def save(self, target: Path) -> None:
        """Write the workbook, in place too: whole or not at all. Raises BookRefused."""
        self._package.save(target, self._replaced)
        if target.resolve() == self._package.path:
            # What is in the file now is what later changes are made to.
            for kept in ("_package", "_tables"):
                vars(self).pop(kept, None)
            self._source, self._replaced = target, {}

    def to_bytes(self) -> bytes:
        """The workbook as it is now, changes included."""
        stream = io.BytesIO()
        self._package.write(stream, self._replaced)
        return stream.getvalue()

    @contextmanager
    def _sound_parts(self) -> Iterator[None]:
        try:
            yield
        except (MalformedError, UnicodeDecodeError) as error:
            raise self._package.damaged() from error

    def _changed_package(self) -> Package:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as out:
            for part in self._package.part_names:
                out.writestr(part, self._part(part))
        return open_package(stream.getvalue(), name=self._package.name)

    def _part(self, name: str) -> bytes:
        return self._replaced.get(name.lower()) or self._package.read(name)

    def _put(self, name: str, xml: bytes) -> None:
        if xml == self._package.read(name):
            self._replaced.pop(name.lower(), None)
        else:
            self._replaced[name.lower()] = xml

    def _put_sheet(self, name: str, part: SheetPart, formulas_before: set[str]) -> None:
        """Replace a sheet; formulas that are gone leave the calculation chain too.

        Excel repairs, with a fright for staff, a workbook whose chain names a cell without one.
        """
        self._put(name, part.xml())
        gone = formulas_before - part.formula_cells()
        chain = self._package.workbook_companion("calcChain")
        if gone and chain:
            self._put(chain, without_formulas(self._part(chain), self._sheet_id(name), gone))

    def _sheet_id(self, part: str) -> int:
        """The number by which the calculation chain calls a sheet."""
        name = next(sheet.name for sheet in self._package.sheets if sheet.part == part)
        sheets = PartXml(self._package.read(self._package.workbook_part), WORKBOOK_ORDER)
        return next(
            integer(tag, "sheetId", 0)
            for tag in _SHEET.findall(sheets.get("sheets"))
            if attribute(tag, "name") == name
        )

    def _spent_ids(self, table: str) -> int:
        """The greatest number of a row id that findings or answers speak of."""
        parts = [
            self._tables[each.table].sheet_part
            for each in PROGRAM_TABLES
            if each.table in self._tables
        ]
        parts.append(self._package.workbook_companion("sharedStrings"))
        texts = (self._part(part).decode("utf-8", "replace") for part in parts if part)
        return greatest_id(table, texts)

    def _sheet_part(self, name: str) -> SheetPart:
        return SheetPart(self._part(name), self._package.date1904)

    def _stored_table(self, name: str) -> StoredTable:
        table = self._tables[name]
        return StoredTable(table, self._sheet_part(table.sheet_part), self._shared_texts)

    @cached_property
    def _shared_texts(self) -> list[str]:
        part = self._package.workbook_companion("sharedStrings")
        xml = regular(self._package.read(part)) if part else b""
        return [texts_in(each) for each in _SHARED_TEXT.findall(xml)]

    def _mark(self, *tables: str) -> None:
        """Bring the cached texts of Kiểm tra in line with tblKetQua."""
        marks = read_marks(self._stored_table(Result.table)) if Result.table in self._tables else {}
        for name in tables:
            entries = self._stored_table(name)
            if set_marks(entries, marks):
                self._put(entries.table.sheet_part, entries.part.xml())

    # Showing

    def _show(self, view: SheetView, name: str) -> None:
        part = self._sheet_part(name)
        formulas = part.formula_cells()
        show_view(part, view, self._styles)
        self._put_sheet(name, part, formulas)
        if view.table:
            self._fit_table(view)

    def _part_of(self, view: SheetView) -> str:
        """The part of a view's sheet: found by its table, or else by its name."""
        if view.table:
            table = self._tables.get(view.table)
            if table is None:
                raise self._package.refusal(missing_table(view))
            part = table.sheet_part
        else:
            parts = (
                sheet.part
                for sheet in self._package.sheets
                if match_key(sheet.name) == match_key(view.sheet)
            )
            part = next(parts, "")
            if not part:
                raise self._package.refusal(missing_sheet(view))
        if any(self._tables[each].sheet_part == part for each in BY_TABLE.keys() & self._tables):
            raise ValueError(f"{view.sheet} holds an entry table")
        return part

    def _fit_table(self, view: SheetView) -> None:
        """Put a program's table over the rows shown, under the headings shown."""
        table = self._tables[view.table]
        top, bottom = view.table_rows
        headings = {
            column: cell.value
            for column, cell in enumerate(view.rows[top], start=1)
            if cell is not None and isinstance(cell.value, str)
        }
        cells = CellRange(top, min(headings), max(bottom, top + 1), max(headings))
        part = TablePart(self._part(table.part))
        part.forget_filter()
        part.forget_totals()
        if table.headings != tuple(headings.values()):
            part.set_headings(list(headings.values()))
        part.resize(cells, 0)
        self._put(table.part, part.xml())
        self._tables[view.table] = replace(
            table, range=cells, headings=tuple(headings.values()), totals_rows=0
        )

    @cached_property
    def _styles(self) -> dict[str, int]:
        """Style indexes by the roles' names, from the palette that the workbook keeps."""
        cells = self._cells_named(PALETTE_NAME)
        return {str(each.value(self._shared_texts)): each.style for each in cells}

    @property
    def template_version(self) -> str:
        """The version of the template that the workbook itself states ("1.1"); "" for none."""
        with self._sound_parts():
            stated = [each.value(self._shared_texts) for each in self._cells_named(VERSION_NAME)]
        return version_in_words(stated[0]) if stated else ""

    def _cells_named(self, name: str) -> Iterator[StoredCell]:
        """The cells of the first column of a defined name, from top to bottom."""
        names = {each.name: each.value for each in self._package.defined_names}
        sheet, _, reference = names.get(name, "").rpartition("!")
        cells = parse_range(reference)
        title = sheet.removeprefix("'").removesuffix("'").replace("''", "'")
        part = next((each.part for each in self._package.sheets if each.name == title), "")
        for row in self._sheet_part(part).rows() if part and cells else ():
            if cells and cells.first_row <= row.number <= cells.last_row:
                yield from (each for each in row.cells() if each.column == cells.first_column)

    # The workbook as a whole

    def _calculate_on_load(self) -> None:
        part = PartXml(self._part(self._package.workbook_part), WORKBOOK_ORDER)
        setting = part.get("calcPr") or f"<{part.prefix}calcPr/>".encode()
        part.put("calcPr", with_root_attribute(setting, "fullCalcOnLoad", "1"))
        self._put(self._package.workbook_part, part.xml())
