"""The same workbook saved, open in Excel, open in Calc: for tests that hold for all of them."""

import atexit
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import openpyxl

from addin.book.calc import CalcGrid
from addin.book.closed import ClosedBook
from addin.book.grid import Area
from addin.book.live import LiveGrid
from addin.book.open_book import OpenBook
from addin.book.package import CellRange, parse_range
from addin.book.port import Book
from tests.support.libreoffice import Document, Office, calc
from tests.support.xlwings_engine import Excel
from validators.blocks import Raw

Shown = dict[tuple[int, int], Any]


class Workbook(Protocol):
    """A workbook under test, as a clerk has it before him."""

    @property
    def book(self) -> Book: ...

    def type_in(self, sheet: str, cell: str, value: Raw) -> None:
        """Do what a clerk does: type a value into a cell."""

    def shown(self, *sheets: str) -> dict[str, Shown]:
        """What the cells of sheets show, by row and column; empty ones are left out."""


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
