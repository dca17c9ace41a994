"""The same workbook saved, open in Excel, open in Calc: for tests that hold for all of them."""

import atexit
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from addin.book.calc import CalcGrid
from addin.book.closed import ClosedBook
from addin.book.grid import Area
from addin.book.live import LiveGrid
from addin.book.open_book import OpenBook
from addin.book.package import CellRange, parse_range
from addin.book.port import Book
from tests.support.libreoffice import Document, Office, calc
from tests.support.xlwings_engine import Excel, take_rules, take_validations
from validators.blocks import Raw

Shown = dict[tuple[int, int], Any]
Areas = Mapping[str, Sequence[str]]
"""Addresses by sheet."""


class Workbook(Protocol):
    """A workbook under test, as a clerk has it before him."""

    @property
    def book(self) -> Book: ...

    def type_in(self, sheet: str, cell: str, value: Raw) -> None:
        """Do what a clerk does: type a value into a cell."""

    def shown(self, *sheets: str) -> dict[str, Shown]:
        """What the cells of sheets show, by row and column; empty ones are left out."""

    def paste_over(self, areas: Areas) -> None:
        """Paste cells of another workbook that hold the same values, but neither looks nor lists.

        Theirs are red and bold, without list, limits and marks.
        """

    def file(self, path: Path) -> Path:
        """Save a copy as it is now."""


Opening = Callable[[Path], AbstractContextManager[Workbook]]


class SavedWorkbook:
    """A file: changed in a spreadsheet program between two jobs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = ClosedBook(path)

    def type_in(self, sheet: str, cell: str, value: Raw) -> None:
        self.book.save(self.path)
        workbook = load(self.path)
        workbook[sheet][cell] = value
        workbook.save(self.path)
        self.book = ClosedBook(self.path)

    def shown(self, *sheets: str) -> dict[str, Shown]:
        self.book.save(self.path)
        workbook = load(self.path, data_only=True)
        return {
            name: _filled([[cell.value for cell in row] for row in workbook[name].iter_rows()])
            for name in sheets
        }

    def paste_over(self, areas: Areas) -> None:
        self.book.save(self.path)
        workbook = load(self.path)
        paste_looks(workbook, areas)
        workbook.save(self.path)
        self.book = ClosedBook(self.path)

    def file(self, path: Path) -> Path:
        self.book.save(path)
        return path


class CalcWorkbook:
    """A workbook open in LibreOffice Calc."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.grid = CalcGrid(document.cells)

    @property
    def book(self) -> Book:
        return OpenBook(CalcGrid(self.document.cells))

    def type_in(self, sheet: str, cell: str, value: Raw) -> None:
        cells = parse_range(cell)
        assert cells
        with self.grid.job("gõ", [sheet]):
            self.grid.put(Area(sheet, cells), [[value]])

    def shown(self, *sheets: str) -> dict[str, Shown]:
        ends = self.grid.last_cells(sheets)
        areas = [
            Area(sheet, CellRange(1, 1, *end)) for sheet, end in zip(sheets, ends, strict=True)
        ]
        return dict(zip(sheets, map(_filled, self.grid.values(areas)), strict=True))

    def paste_over(self, areas: Areas) -> None:
        for sheet, places in areas.items():
            for cells in places:
                self.document.paste_over(f"{sheet}!{cells}")

    def file(self, path: Path) -> Path:
        return self.document.export(path)


class ExcelWorkbook:
    """A workbook open in the Excel of the tests."""

    def __init__(self, path: Path) -> None:
        self.excel = Excel()
        self.window = self.excel.open(path)
        self.book = OpenBook(LiveGrid(self.window))

    def type_in(self, sheet: str, cell: str, value: Raw) -> None:
        protection = self.window.sheets[sheet].impl._ws.protection
        protected, protection.sheet = protection.sheet, False
        self.window.sheets[sheet].range(cell).value = value
        protection.sheet = protected

    def shown(self, *sheets: str) -> dict[str, Shown]:
        return {
            name: _filled(self.window.sheets[name].used_range.options(ndim=2).value)
            for name in sheets
        }

    def paste_over(self, areas: Areas) -> None:
        paste_looks(self.window.impl._wb, areas)

    def file(self, path: Path) -> Path:
        self.window.save(path)
        return path


def paste_looks(workbook: openpyxl.Workbook, areas: Areas) -> None:
    """Give cells the looks of foreign ones, and take their lists and marks."""
    for sheet, address in [(sheet, each) for sheet, places in areas.items() for each in places]:
        cells = parse_range(address)
        assert cells
        box = cells.first_row, cells.first_column, cells.last_row, cells.last_column
        take_rules(workbook[sheet], box)
        take_validations(workbook[sheet], box)
        foreign = openpyxl.cell.Cell(workbook[sheet], 1, 1)
        foreign.fill = PatternFill("solid", fgColor="FFFF0000")
        foreign.font = Font(name="Arial", size=9, bold=True, color="FF00FF00")
        for row in workbook[sheet][address]:
            for cell in row:
                cell._style = copy(foreign._style)


@dataclass(frozen=True)
class Look:
    """All that a cell of a saved file has beside its value."""

    number_format: str
    font: tuple[Any, ...]
    fill: str | None
    alignment: tuple[Any, ...]
    borders: tuple[Any, ...]
    rule: tuple[Any, ...]
    marks: int


def looks(workbook: openpyxl.Workbook, sheet: str, address: str) -> dict[str, Look]:
    """The looks of the cells of an area, by address."""
    found = workbook[sheet]
    return {cell.coordinate: _look(found, cell) for row in found[address] for cell in row}


def _look(sheet: Any, cell: Any) -> Look:
    font, alignment = cell.font, cell.alignment
    black = not font.color or font.color.theme == 1 or font.color.rgb == "FF000000"
    sides = (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)
    rules = [e for e in sheet.data_validations.dataValidation if cell.coordinate in e.sqref]
    return Look(
        cell.number_format,
        (font.name, font.sz, bool(font.b), bool(font.i), None if black else font.color.rgb),
        cell.fill.fill_type,
        (alignment.horizontal or "general", alignment.vertical, bool(alignment.wrap_text)),
        tuple((side.style, side.color and side.color.rgb) for side in sides),
        tuple(_rule(each) for each in rules),
        sum(len(e.rules) for e in sheet.conditional_formatting if cell.coordinate in e.sqref),
    )


def _rule(rule: DataValidation) -> tuple[Any, ...]:
    bounded = rule.type in ("whole", "decimal", "date")
    return (
        *(rule.type or "none", bounded and (rule.operator or "between")),
        *(rule.type and rule.formula1, bounded and rule.operator is None and rule.formula2),
        *(bool(rule.allow_blank), bool(rule.showErrorMessage) and rule.type is not None),
        *(rule.errorTitle, rule.error, rule.promptTitle, rule.prompt),
    )


def _filled(rows: Sequence[Sequence[Any]]) -> Shown:
    return {
        (number, column): value
        for number, row in enumerate(rows, start=1)
        for column, value in enumerate(row, start=1)
        if value not in (None, "")
    }


def load(path: Path, *, data_only: bool = False) -> openpyxl.Workbook:
    """A workbook in openpyxl, which does not know print areas of whole columns."""
    with warnings.catch_warnings(action="ignore"):
        return openpyxl.load_workbook(path, data_only=data_only)


@contextmanager
def saved(path: Path) -> Iterator[Workbook]:
    """The file itself."""
    yield SavedWorkbook(path)


@contextmanager
def in_excel(path: Path) -> Iterator[Workbook]:
    """The file opened in the Excel of the tests."""
    with warnings.catch_warnings(action="ignore"):
        workbook = ExcelWorkbook(path)
    yield workbook


@contextmanager
def in_calc(path: Path) -> Iterator[Workbook]:
    """The file opened in LibreOffice, which goes on running for the tests that follow."""
    document = _office().open(path)
    yield CalcWorkbook(document)
    document.close()


@cache
def _office() -> Office:
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(calc(cells=True))
