"""An Excel for tests: an xlwings engine over openpyxl that behaves as Excel does where it matters.

    excel = Excel()
    book = excel.open(path)         # an xw.Book
    excel.calls                     # what reached Excel, by name and number

Texts are taken for numbers, dates and formulas as if they were typed; a date goes into a cell with
a date's format; whole numbers come back as floats; protected cells refuse to be written; pasted
formats bring conditional formats along and take those that were there away. Of Excel's object
model behind `.api` it knows exactly what `addin.book.excel_api` uses. Every call that would cross
into Excel's process is counted and can be made to fail.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from time import process_time
from typing import Any

import openpyxl
import xlwings as xw
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Border, Color, PatternFill
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook
from xlwings import NoSuchObjectError, base_classes

from addin.book.open_table import BY_TABLE
from validators.records import Result

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_ERRORS = {
    "#DIV/0!": -2146826281,
    "#N/A": -2146826246,
    "#NAME?": -2146826259,
    "#NULL!": -2146826288,
    "#NUM!": -2146826252,
    "#REF!": -2146826265,
    "#VALUE!": -2146826273,
}
_NUMBER = re.compile(r"\s*[+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:E[+-]?\d+)?\s*%?\s*", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,4})[/-](\d{1,2})(?:[/-](\d{1,4}))?")
_HYPERLINK = re.compile(r'=HYPERLINK\("(?:[^"]|"")*","((?:[^"]|"")*)"\)')
_OLE_AGREES = datetime(1900, 3, 1)

Box = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


class ComError(Exception):
    """A failed call as pywin32 raises it."""

    def __init__(self, scode: int, hresult: int = -2147352567) -> None:
        super().__init__(hresult, "Exception occurred.", None, None)
        self.hresult = hresult
        self.excepinfo = (0, "Microsoft Excel", "", None, 0, scode)


REFUSED = -2146827284
"""What Excel raises where a cell cannot be written (0x800A03EC, "1004")."""


class Excel:
    """One running Excel: its process, its workbooks, what was shown to the clerk."""

    _pids = count(4001)

    def __init__(self, date_order: str = "dmy") -> None:
        self.calls: Counter[str] = Counter()
        self.before: Callable[[str], None] = lambda call: None
        """Called ahead of every call; raises what Excel would."""
        self.seconds = 0.0
        """Processor time spent on this side of the calls."""
        self.depth = 0
        self.pid = next(self._pids)
        self.date_order = date_order
        self.answer = "ok"
        self.alerts: list[tuple[str, str, str | None, str | None]] = []
        self.said: list[Any] = []
        """Texts of the status bar."""
        self.screen: list[bool] = []
        self.chosen: Path | None = None
        self.protected_views = 0
        self.clipboard: _Range | None = None
        self.engine = xw.Engine(impl=_Engine(self))
        self.app = xw.App(impl=_App(self))
        xw.engines.add(self.engine)
        self.engine.activate()

    def open(self, path: Path, *, name: str | None = None) -> xw.Book:
        """A workbook opened from a file; `name` where its window says otherwise."""
        return xw.Book(impl=self.app.books.impl._open(path, name))

    @contextmanager
    def counting(self) -> Iterator[Counter[str]]:
        """The calls made inside."""
        before = Counter(self.calls)
        made: Counter[str] = Counter()
        yield made
        made.update(self.calls - before)


def _counted(cls: type) -> type:
    """The class with each public member counted, but not what members call in turn."""
    for name, member in list(vars(cls).items()):
        if name.startswith("_") and name not in ("__len__", "__iter__", "__call__"):
            continue
        if name.startswith("give_"):
            continue
        if name in ("api", "engine"):
            continue
        if isinstance(member, property):
            getter = _counting(cls, name, member.fget) if member.fget else None
            setter = _counting(cls, f"{name}=", member.fset) if member.fset else None
            setattr(cls, name, property(getter, setter))
        elif inspect.isfunction(member):
            setattr(cls, name, _counting(cls, name, member))
    return cls


def _counting(cls: type, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    label = f"{cls.__name__.strip('_')}.{name}"

    @functools.wraps(function)
    def counted(self: Any, *args: Any, **options: Any) -> Any:
        excel: Excel = self._excel
        if not excel.depth:
            excel.calls[label] += 1
            excel.before(label)
        excel.depth += 1
        began = process_time() if excel.depth == 1 else 0.0
        try:
            return function(self, *args, **options)
        finally:
            excel.depth -= 1
            if not excel.depth:
                excel.seconds += process_time() - began

    return counted


class _Engine:
    name, type = "excel for tests", "desktop"

    def __init__(self, excel: Excel) -> None:
        self._excel = excel
        self.apps = _Apps(excel)

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        texts = {code: text for text, code in _ERRORS.items()}

        def clean(value: Any) -> Any:
            if value in ("", None):
                return empty_as
            if type(value) is int:
                return texts.get(value, value) if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return "" if value is None else value


class _Apps(base_classes.Apps):
    def __init__(self, excel: Excel) -> None:
        self._excel = excel

    def keys(self) -> list[int]:
        return [self._excel.pid]

    def __iter__(self) -> Iterator[_App]:
        return iter([self._excel.app.impl])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> _App:
        if pid != self._excel.pid:
            raise KeyError(pid)
        return self._excel.app.impl


@_counted
class _App(base_classes.App):
    def __init__(self, excel: Excel) -> None:
        self._excel = excel
        self._books = _Books(excel, self)
        self._screen_updating, self._status_bar = True, False
        self._selection: _Range | None = None

    engine = property(lambda self: self._excel.engine.impl)
    api = property(lambda self: _AppApi(self._excel))
    books = property(lambda self: self._books)
    pid = property(lambda self: self._excel.pid)
    hwnd = property(lambda self: self._excel.pid + 100_000)
    version = property(lambda self: "16.0")
    selection = property(lambda self: self._selection)

    @property
    def screen_updating(self) -> bool:
        return self._screen_updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self._screen_updating = value
        self._excel.screen.append(value)

    @property
    def status_bar(self) -> Any:
        return self._status_bar

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self._status_bar = value
        self._excel.said.append(value)

    @property
    def display_alerts(self) -> bool:
        return True

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None: ...

    @property
    def cut_copy_mode(self) -> Any:
        return "copy" if self._excel.clipboard else None

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: Any) -> None:
        self._excel.clipboard = None

    def activate(self, steal_focus: bool = False) -> None: ...

    def calculate(self) -> None: ...

    def alert(self, prompt: str, title: str, buttons: Any, mode: Any, callback: Any) -> str:
        self._excel.alerts.append((title, prompt, buttons, mode))
        return self._excel.answer


@_counted
class _Books(base_classes.Books):
    def __init__(self, excel: Excel, app: _App) -> None:
        self._excel, self._app = excel, app
        self._open_books: list[_Book] = []

    api = property(lambda self: self)

    @property
    def active(self) -> _Book | None:
        return self._open_books[-1] if self._open_books else None

    def __len__(self) -> int:
        return len(self._open_books)

    def __iter__(self) -> Iterator[_Book]:
        return iter(self._open_books)

    def __call__(self, key: Any) -> _Book:
        found = [each for each in self._open_books if key.lower() == each._name.lower()]
        if not found:
            raise KeyError(key)
        return found[0]

    def _open(self, path: Path, name: str | None) -> _Book:
        book = _Book(self._excel, self._app, path, name or path.name)
        self._open_books.append(book)
        return book


@_counted
class _Book(base_classes.Book):
    def __init__(self, excel: Excel, app: _App, path: Path, name: str) -> None:
        self._excel, self._app, self._name = excel, app, name
        self._wb = openpyxl.load_workbook(path)
        self._full = str(path)
        self._read_only = False
        self._results = _cached_results(path)
        self._marks: dict[str, str] | None = None

    api = property(lambda self: _BookApi(self))
    app = property(lambda self: self._app)
    name = property(lambda self: self._name)
    fullname = property(lambda self: self._full)
    sheets = property(lambda self: _Sheets(self))
    names = property(lambda self: _Names(self))

    def activate(self) -> None:
        books = self._app._books._open_books
        books.remove(self)
        books.append(self)

    def save(self, path: Any = None, password: Any = None) -> None:
        self._save(Path(path or self._full))

    def _save(self, path: Path) -> None:
        for sheet in self._wb.worksheets:
            for table in sheet.tables.values():
                _name_columns(sheet, table)
        self._wb.save(path)

    def _table(self, name: str) -> tuple[Worksheet, Any] | None:
        for sheet in self._wb.worksheets:
            if name in sheet.tables:
                return sheet, sheet.tables[name]
        return None

    def _shown(self, sheet: Worksheet, cell: Cell) -> Any:
        """What a formula's cell shows: the program's own are calculated, others keep theirs."""
        formula = str(cell.value)
        if link := _HYPERLINK.fullmatch(formula):
            return link[1].replace('""', '"')
        if "KQ_TomTat" in formula:
            return self._mark(sheet, cell, formula)
        if formula.startswith("=IF(tbl"):
            table = next(iter(sheet.tables.values()))
            name = BY_TABLE[table.displayName].subject_column().heading
            filled = self._beside(sheet, cell, name) not in (None, "")
            return cell.row - range_boundaries(table.ref)[1] if filled else ""
        return self._results.get((sheet.title, cell.row, cell.column), 0)

    def _mark(self, sheet: Worksheet, cell: Cell, formula: str) -> str:
        if self._marks is None:
            self._marks = {}
            found = self._table(Result.table)
            if found:
                rows = _dicts(*found)
                for row in rows:
                    key = str(row.get("Khóa dòng") or "").casefold()
                    self._marks.setdefault(key, str(row.get("Tóm tắt") or ""))
        table = re.search(r'MATCH\("(\w+)\|', formula)
        row_id = self._beside(sheet, cell, "Mã dòng") or f"d{cell.row}"
        return self._marks.get(f"{table[1] if table else ''}|{row_id}".casefold(), "")

    def _beside(self, sheet: Worksheet, cell: Cell, heading: str) -> Any:
        table = next(iter(sheet.tables.values()))
        left, top, right, _ = range_boundaries(table.ref)
        for column in range(left, right + 1):
            if sheet.cell(top, column).value == heading:
                return sheet.cell(cell.row, column).value
        return None


def _cached_results(path: Path) -> dict[tuple[str, int, int], Any]:
    """The values that the file keeps for the cells of formulas, and all others with them."""
    results = {}
    workbook = CalamineWorkbook.from_path(path)
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    results[name, number, column] = value
    return results


def _dicts(sheet: Worksheet, table: Any) -> list[dict[str, Any]]:
    left, top, right, bottom = range_boundaries(table.ref)
    heads = [sheet.cell(top, column).value for column in range(left, right + 1)]
    return [
        dict(zip(heads, row, strict=True))
        for row in sheet.iter_rows(top + 1, bottom, left, right, values_only=True)
    ]


def _name_columns(sheet: Worksheet, table: Any) -> None:
    left, top, right, _ = range_boundaries(table.ref)
    heads = [str(sheet.cell(top, column).value) for column in range(left, right + 1)]
    if [each.name for each in table.tableColumns] != heads:
        table.tableColumns = [TableColumn(id=i, name=head) for i, head in enumerate(heads, 1)]


@_counted
class _Sheets(base_classes.Sheets):
    def __init__(self, book: _Book) -> None:
        self._excel, self._book = book._excel, book

    api = property(lambda self: self)

    @property
    def active(self) -> _Sheet:
        return _Sheet(self._book, self._book._wb.active)

    def __len__(self) -> int:
        return len(self._book._wb.worksheets)

    def __iter__(self) -> Iterator[_Sheet]:
        return (_Sheet(self._book, each) for each in self._book._wb.worksheets)

    def __call__(self, key: Any) -> _Sheet:
        sheets = self._book._wb.worksheets
        if isinstance(key, int):
            return _Sheet(self._book, sheets[key - 1])
        found = [each for each in sheets if each.title.casefold() == key.casefold()]
        if not found:
            raise NoSuchObjectError(f"Sheet {key} doesn't exist.")
        return _Sheet(self._book, found[0])


@_counted
class _Sheet(base_classes.Sheet):
    def __init__(self, book: _Book, ws: Worksheet) -> None:
        self._excel, self._book, self._ws = book._excel, book, ws

    api = property(lambda self: _SheetApi(self))
    book = property(lambda self: self._book)
    name = property(lambda self: self._ws.title)
    tables = property(lambda self: _Tables(self))
    used_range = property(
        lambda self: self._range((1, 1, self._ws.max_row or 1, self._ws.max_column or 1))
    )

    def activate(self) -> None:
        self._book._wb.active = self._ws

    def range(self, first: Any, last: Any = None) -> _Range:
        if isinstance(first, str):
            return _Range(self, [_box(each) for each in first.split(",")])
        if isinstance(first, _Range):
            first, last = (first._box[0], first._box[1]), (last or first)._box[2:]
        if len(first) == 4:
            row, column, rows, columns = first
            return self._range((row, column, row + rows - 1, column + columns - 1))
        return self._range((*first, *(last or first)))

    def _range(self, box: Box) -> _Range:
        return _Range(self, [box])

    @property
    def _protected(self) -> bool:
        return bool(self._ws.protection.sheet)


def _box(address: str) -> Box:
    left, top, right, bottom = range_boundaries(address.replace("$", ""))
    return top or 1, left or 1, bottom or LAST_ROW, right or LAST_COLUMN


@_counted
class _Range(base_classes.Range):
    def __init__(self, sheet: _Sheet, boxes: list[Box]) -> None:
        self._excel, self._sheet, self._boxes = sheet._excel, sheet, boxes
        self._box = boxes[0]
        self.options: dict[str, Any] = {}

    api = property(lambda self: _RangeApi(self))
    sheet = property(lambda self: self._sheet)
    row = property(lambda self: self._box[0])
    column = property(lambda self: self._box[1])
    max_cells_per_read = max_cells_per_write = None

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self._box
        return bottom - top + 1, right - left + 1

    @property
    def coords(self) -> tuple[Any, ...]:
        return (self._sheet, *self._box[:2], *self.shape)

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, row: int, column: int | None = None) -> _Range:
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        at = (self._box[0] + row - 1, self._box[1] + column - 1)
        return self._sheet._range((*at, *at))

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        top, left, bottom, right = self._box
        first, last = f"{get_column_letter(left)}{top}", f"{get_column_letter(right)}{bottom}"
        return first if first == last else f"{first}:{last}"

    # Values

    @property
    def raw_value(self) -> Any:
        return self._unpacked(self._out)

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self._write(value, typed=True)

    @property
    def formula(self) -> Any:
        return self._unpacked(_formula_of)

    @formula.setter
    def formula(self, value: Any) -> None:
        self._write(value, typed=True)

    def _unpacked(self, read: Callable[[Cell], Any]) -> Any:
        top, left, bottom, right = self._box
        cells = self._sheet._ws._cells
        rows = tuple(
            tuple(
                read(cell) if (cell := cells.get((row, column))) is not None else None
                for column in range(left, right + 1)
            )
            for row in range(top, bottom + 1)
        )
        return rows[0][0] if self.shape == (1, 1) else rows

    def _out(self, cell: Cell) -> Any:
        value = cell.value
        if value is None or isinstance(cell, MergedCell):
            return None
        if cell.data_type == "f":
            value = self._sheet._book._shown(self._sheet._ws, cell)
        if isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            return _as_date(value) if is_date_format(cell.number_format) else float(value)
        if isinstance(value, time | timedelta):
            seconds = (
                value.total_seconds()
                if isinstance(value, timedelta)
                else value.hour * 3600 + value.minute * 60 + value.second
            )
            return _as_date(seconds / 86_400)
        if isinstance(value, date):
            moment = value if isinstance(value, datetime) else datetime.combine(value, time())
            return moment - timedelta(days=moment < _OLE_AGREES)
        if isinstance(value, str) and value in _ERRORS:
            return _ERRORS[value]
        return value

    def _write(self, value: Any, *, typed: bool) -> None:
        top, left, bottom, right = self._box
        fills = not isinstance(value, list | tuple)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                given = value if fills else value[row - top][column - left]
                if fills and isinstance(given, str) and given.startswith("="):
                    given = _moved(given, (top, left), (row, column))
                self._set(row, column, given)

    def _set(self, row: int, column: int, value: Any) -> None:
        cell = self._sheet._ws.cell(row, column)
        self._refuse_locked(cell)
        self._sheet._book._marks = None
        self._sheet._book._results.pop((self._sheet._ws.title, row, column), None)
        if not isinstance(cell, MergedCell):
            _type_into(cell, value, self._excel.date_order)

    def _refuse_locked(self, cell: Any) -> None:
        if self._sheet._protected and cell.protection.locked:
            raise ComError(REFUSED)

    def clear(self) -> None:
        ws = self._sheet._ws
        self._sheet._book._marks = None
        for box in self._boxes:
            take_rules(ws, box)
            for row, column in _existing(ws, box):
                cell = ws._cells[row, column]
                self._refuse_locked(cell)
                del ws._cells[row, column]

    def unmerge(self) -> None:
        ws = self._sheet._ws
        for merged in list(ws.merged_cells.ranges):
            if any(_overlap(_box_of(merged), box) for box in self._boxes):
                ws.unmerge_cells(merged.coord)

    def merge(self, across: bool = False) -> None:
        top, left, bottom, right = self._box
        rows = [(each, each) for each in range(top, bottom + 1)] if across else [(top, bottom)]
        for first, last in rows:
            self._sheet._ws.merge_cells(None, first, left, last, right)

    # Looks

    @property
    def number_format(self) -> str | None:
        formats = {cell.number_format for cell in self._each()}
        return formats.pop() if len(formats) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        for cell in self._cells():
            cell.number_format = value

    def _each(self) -> Iterator[Any]:
        for top, left, bottom, right in self._boxes:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    yield self._sheet._ws._cells.get((row, column)) or _bare(
                        self._sheet._ws, column
                    )

    @property
    def color(self) -> tuple[int, int, int] | None:
        fill = next(self._each()).fill
        return xw.utils.hex_to_rgb(fill.fgColor.rgb[2:]) if fill.fill_type == "solid" else None

    @color.setter
    def color(self, value: Any) -> None:
        assert value is None, "not needed so far"
        for cell in self._cells():
            cell.fill = PatternFill()

    @property
    def wrap_text(self) -> bool:
        return bool(next(self._each()).alignment.wrap_text)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._change("alignment", wrap_text=value)

    font = property(lambda self: _Font(self))

    def _change(self, part: str, **values: Any) -> None:
        """Change one part of every cell's look."""
        for cell in self._cells():
            changed = copy(getattr(cell, part))
            for name, value in values.items():
                setattr(changed, name, value)
            setattr(cell, part, changed)

    def _cells(self) -> Iterator[Any]:
        """Every cell, to be changed."""
        for top, left, bottom, right in self._boxes:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    cell = self._sheet._ws.cell(row, column)
                    self._refuse_locked(cell)
                    yield cell

    @property
    def row_height(self) -> float | None:
        return self._sheet._ws.row_dimensions[self._box[0]].height

    @row_height.setter
    def row_height(self, value: float) -> None:
        for top, _, bottom, _ in self._boxes:
            for row in range(top, bottom + 1):
                self._sheet._ws.row_dimensions[row].height = value

    @property
    def column_width(self) -> float:
        return self._sheet._ws.column_dimensions[get_column_letter(self._box[1])].width

    @column_width.setter
    def column_width(self, value: float) -> None:
        for column in range(self._box[1], self._box[3] + 1):
            self._sheet._ws.column_dimensions[get_column_letter(column)].width = value

    def autofit(self, axis: str | None = None) -> None:
        for row in range(self._box[0], self._box[2] + 1):
            self._sheet._ws.row_dimensions[row].height = None

    data_validation = property(lambda self: _Validation(self))
    conditional_formats = property(lambda self: _Marks(self))

    def copy(self, destination: Any = None) -> None:
        self._excel.clipboard = self

    def paste(
        self,
        paste: str | None = None,
        operation: Any = None,
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        source = self._excel.clipboard
        assert source is not None
        for box in self._boxes:
            for part in _tiles(source, box):
                if paste in (None, "all", "formats"):
                    self._paste_formats(*part)
                if paste in (None, "all", "validation"):
                    self._paste_validation(*part)

    def _paste_formats(self, source: Cell, box: Box) -> None:
        ws = self._sheet._ws
        rules = [
            rule
            for area in source.parent.conditional_formatting
            if source.coordinate in area.sqref
            for rule in area.rules
        ]
        for cell in self._sheet._range(box)._cells():
            cell._style = copy(source._style)
        take_rules(ws, box)
        for rule in rules:
            ws.conditional_formatting.add(_address(box), copy(rule))

    def _paste_validation(self, source: Cell, box: Box) -> None:
        ws = self._sheet._ws
        kept = list(source.parent.data_validations.dataValidation)
        found = [each for each in kept if source.coordinate in each.sqref]
        take_validations(ws, box)
        for rule in found:
            rule.sqref = MultiCellRange([*_minus(rule.sqref, box), CellRange(_address(box))])

    def select(self) -> None:
        self._sheet._book._app._selection = self


class _bare:  # noqa: N801
    """A cell that the sheet does not have: it looks as its column does."""

    def __init__(self, ws: Worksheet, column: int) -> None:
        dimension = ws.column_dimensions.get(get_column_letter(column))
        for letter, each in ws.column_dimensions.items():
            if each.min and each.max and each.min <= column <= each.max:
                dimension = ws.column_dimensions[letter]
        self.number_format = dimension.number_format if dimension else "General"
        self.protection = dimension.protection if dimension else None


@_counted
class _Font(base_classes.Font):
    def __init__(self, area: _Range) -> None:
        self._excel, self._area = area._excel, area

    api = property(lambda self: _FontApi(self._area))

    @staticmethod
    def _part(name: str) -> property:
        def read(self: _Font) -> Any:
            return getattr(next(self._area._each()).font, name)

        def write(self: _Font, value: Any) -> None:
            self._area._change("font", **{name: value})

        return property(read, write)

    name, size, bold, italic = _part("name"), _part("size"), _part("bold"), _part("italic")


def _tiles(source: _Range, box: Box) -> Iterator[tuple[Any, Box]]:
    """A copied row or cell over an area: column by column, whole columns of the area at once."""
    top, left, bottom, right = box
    row, first = source._box[0], source._box[1]
    width = source._box[3] - first + 1
    for column in range(left, right + 1):
        cell = source._sheet._ws.cell(row, first + (column - left) % width)
        yield cell, (top, column, bottom, column)


@_counted
class _Validation(base_classes.DataValidation):
    def __init__(self, area: _Range) -> None:
        self._excel, self._area = area._excel, area

    api = property(lambda self: self)

    @property
    def _rules(self) -> set[tuple[str, str] | None]:
        rules = self._area._sheet._ws.data_validations.dataValidation
        found: set[tuple[str, str] | None] = set()
        covered = 0
        top, left, bottom, right = self._area._box
        for rule in rules:
            cells = sum(_shared(_box_of(each), self._area._box) for each in rule.sqref.ranges)
            if cells:
                found.add((str(rule.type), str(rule.formula1)))
                covered += cells
        if covered < (bottom - top + 1) * (right - left + 1):
            found.add(None)
        return found

    @property
    def type(self) -> str:
        rules = self._rules
        if len(rules) > 1:
            return "mixed_criteria" if None in rules else "inconsistent"
        rule = rules.pop()
        names = {"whole": "whole_number", "textLength": "text_length", "None": "unknown"}
        return "none" if rule is None else names.get(rule[0], rule[0])

    @property
    def source(self) -> str | None:
        rules = self._rules
        rule = rules.pop() if len(rules) == 1 else None
        return f"={rule[1]}" if rule and rule[0] == "list" else None


@_counted
class _Marks(base_classes.ConditionalFormats):
    def __init__(self, area: _Range) -> None:
        self._excel, self._area = area._excel, area

    api = property(lambda self: self)

    def __len__(self) -> int:
        """Rules that touch the area, as Excel counts them."""
        return sum(
            len(each.rules)
            for each in self._area._sheet._ws.conditional_formatting
            if any(_overlap(_box_of(part), self._area._box) for part in each.sqref.ranges)
        )


@_counted
class _Tables(base_classes.Tables):
    def __init__(self, sheet: _Sheet) -> None:
        self._excel, self._sheet = sheet._excel, sheet

    api = property(lambda self: self)
    parent = property(lambda self: self._sheet)

    def __len__(self) -> int:
        return len(self._sheet._ws.tables)

    def __iter__(self) -> Iterator[_Table]:
        return (_Table(self._sheet, each) for each in self._sheet._ws.tables.values())

    def __call__(self, key: Any) -> _Table:
        tables = list(self._sheet._ws.tables.values())
        return _Table(self._sheet, tables[key - 1] if isinstance(key, int) else tables[0])


@_counted
class _Table(base_classes.Table):
    def __init__(self, sheet: _Sheet, table: Any) -> None:
        self._excel, self._sheet, self._table = sheet._excel, sheet, table

    api = property(lambda self: self)
    parent = property(lambda self: self._sheet)
    name = property(lambda self: self._table.displayName)
    range = property(lambda self: self._sheet.range(self._table.ref))
    show_headers = property(lambda self: self._table.headerRowCount != 0)

    @property
    def show_totals(self) -> bool:
        return bool(self._table.totalsRowCount)

    @property
    def show_autofilter(self) -> bool:
        return self._table.autoFilter is not None

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        if self._sheet._protected:
            raise ComError(REFUSED)
        if self._table.autoFilter is not None:
            self._table.autoFilter.filterColumn = []
            top, _, bottom, _ = _box(self._table.ref)
            for row in range(top, bottom + 1):
                self._sheet._ws.row_dimensions[row].hidden = False

    def resize(self, cells: Any) -> None:
        if self._sheet._protected:
            raise ComError(REFUSED)
        area = cells.impl if hasattr(cells, "impl") else cells
        self._table.ref = _address(area._box)
        if self._table.autoFilter is not None:
            self._table.autoFilter.ref = self._table.ref


@_counted
class _Names(base_classes.Names):
    def __init__(self, book: _Book) -> None:
        self._excel, self._book = book._excel, book

    api = property(lambda self: self)

    def __len__(self) -> int:
        return len(self._book._wb.defined_names)

    def contains(self, key: Any) -> bool:
        return key in self._book._wb.defined_names

    def __call__(self, key: Any) -> _Name:
        return _Name(self._book, self._book._wb.defined_names[key])


@_counted
class _Name(base_classes.Name):
    def __init__(self, book: _Book, name: Any) -> None:
        self._excel, self._book, self._name = book._excel, book, name

    api = property(lambda self: self)

    @property
    def refers_to_range(self) -> _Range:
        sheet, reference = next(self._name.destinations)
        return _Sheets(self._book)(sheet).range(reference)


# Excel's own object model, as far as addin.book.excel_api uses it


class _Filters:
    def __init__(self) -> None:
        self.added: list[tuple[str, str]] = []

    def Clear(self) -> None:  # noqa: N802
        self.added.clear()

    def Add(self, words: str, pattern: str) -> None:  # noqa: N802
        self.added.append((words, pattern))


class _Dialog:
    AllowMultiSelect, Title = True, ""

    def __init__(self, chosen: Path | None) -> None:
        self._chosen = chosen
        self.Filters = _Filters()

    def Show(self) -> int:  # noqa: N802
        return -1 if self._chosen else 0

    def SelectedItems(self, number: int) -> str:  # noqa: N802
        return str(self._chosen)


class _Views:
    def __init__(self, number: int) -> None:
        self.Count = number


class _Functions:
    def __init__(self, excel: Excel) -> None:
        self._excel = excel

    def CountA(self, area: _RangeApi) -> float:  # noqa: N802
        cells = area._range._sheet._ws._cells
        boxes = area._range._boxes
        return float(
            sum(
                cells[place].value is not None
                for box in boxes
                for place in _existing(area._range._sheet._ws, box)
            )
        )


@_counted
class _AppApi:
    def __init__(self, excel: Excel) -> None:
        self._excel = excel

    @property
    def WorksheetFunction(self) -> _Functions:  # noqa: N802
        return _Functions(self._excel)

    @property
    def ProtectedViewWindows(self) -> _Views:  # noqa: N802
        return _Views(self._excel.protected_views)

    def International(self, index: int) -> float:  # noqa: N802
        return float(["mdy", "dmy", "ymd"].index(self._excel.date_order))

    def FileDialog(self, kind: int) -> _Dialog:  # noqa: N802
        return _Dialog(self._excel.chosen)


@_counted
class _BookApi:
    def __init__(self, book: _Book) -> None:
        self._excel, self._book = book._excel, book

    @property
    def ReadOnly(self) -> bool:  # noqa: N802
        return self._book._read_only

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802
        self._book._save(Path(path))


@_counted
class _SheetApi:
    def __init__(self, sheet: _Sheet) -> None:
        self._excel, self._sheet = sheet._excel, sheet

    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        return self._sheet._protected

    def Unprotect(self, password: str) -> None:  # noqa: N802
        protection = self._sheet._ws.protection
        if not protection.password:
            protection.sheet = False

    def Protect(self, **allowed: bool) -> None:  # noqa: N802
        protection = self._sheet._ws.protection
        protection.sheet = True
        protection.formatColumns = not allowed["AllowFormattingColumns"]
        protection.formatRows = not allowed["AllowFormattingRows"]
        protection.autoFilter = not allowed["AllowFiltering"]


@_counted
class _RangeApi:
    def __init__(self, area: _Range) -> None:
        self._excel, self._range = area._excel, area

    def ClearHyperlinks(self) -> None:  # noqa: N802
        ws = self._range._sheet._ws
        for box in self._range._boxes:
            for place in _existing(ws, box):
                ws._cells[place]._hyperlink = None
        ws._hyperlinks = [each for each in ws._hyperlinks if not self._holds(each.ref)]

    def _holds(self, reference: str) -> bool:
        return any(_overlap(_box(reference), box) for box in self._range._boxes)

    Font = property(lambda self: _FontApi(self._range))
    Borders = property(lambda self: _BordersApi(self._range))
    Validation = property(lambda self: _ValidationApi(self._range))

    def _across(self, value: int) -> None:
        across = {1: None, -4131: "left", -4108: "center"}[value]
        self._range._change("alignment", horizontal=across)

    def _down(self, value: int) -> None:
        self._range._change("alignment", vertical={-4160: "top"}[value])

    HorizontalAlignment, VerticalAlignment = property(None, _across), property(None, _down)


class _Given:
    """A part of Excel's object model of which properties are given and never read.

    A class of it has a method "give_<property>" for each; a property without one is an error.
    """

    def __init__(self, area: _Range) -> None:
        self._excel, self._range = area._excel, area

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
        else:
            give = getattr(type(self), f"give_{name}")
            _counting(type(self), f"{name}=", give)(self, value)


class _FontApi(_Given):
    def give_Color(self, value: int) -> None:  # noqa: N802
        self._range._change("font", color=Color(_rgb(value)))

    def give_ColorIndex(self, value: int) -> None:  # noqa: N802
        self._range._change("font", color={-4105: None}[value])

    def give_Underline(self, value: int) -> None:  # noqa: N802
        self._range._change("font", underline={-4142: None}[value])

    def give_Strikethrough(self, value: bool) -> None:  # noqa: N802
        self._range._change("font", strikethrough=value)


class _BordersApi(_Given):
    def _draw(self, **line: Any) -> None:
        """All four sides of every cell."""
        for cell in self._range._cells():
            sides = ("left", "right", "top", "bottom")
            changed = {side: copy(getattr(cell.border, side)) for side in sides}
            for side in changed.values():
                for name, value in line.items():
                    setattr(side, name, value)
            cell.border = Border(**changed)

    def give_LineStyle(self, value: int) -> None:  # noqa: N802
        self._draw(style={1: "thin"}[value])

    def give_Weight(self, value: int) -> None:  # noqa: N802
        self._draw(style={2: "thin"}[value])

    def give_Color(self, value: int) -> None:  # noqa: N802
        self._draw(color=Color(_rgb(value)))


@_counted
class _ValidationApi(_Given):
    """A validation; what is asked for after `Add` is given to the rule that it made."""

    def give_IgnoreBlank(self, value: bool) -> None:  # noqa: N802
        self._rule.allow_blank = value

    def give_ErrorTitle(self, value: str) -> None:  # noqa: N802
        self._rule.errorTitle = value or None

    def give_ErrorMessage(self, value: str) -> None:  # noqa: N802
        self._rule.error = value or None

    def give_InputTitle(self, value: str) -> None:  # noqa: N802
        self._rule.promptTitle = value or None

    def give_InputMessage(self, value: str) -> None:  # noqa: N802
        self._rule.prompt = value or None

    def give_ShowError(self, value: bool) -> None:  # noqa: N802
        self._rule.showErrorMessage = value

    def Delete(self) -> None:  # noqa: N802
        for box in self._range._boxes:
            take_validations(self._range._sheet._ws, box)

    def Add(self, **given: Any) -> None:  # noqa: N802
        if _Validation(self._range).type != "none":
            raise ComError(REFUSED)
        kinds = {0: None, 1: "whole", 2: "decimal", 3: "list", 4: "date"}
        self._rule = DataValidation(
            kinds[given.pop("Type")],
            given.pop("Formula1", "").removeprefix("=") or None,
            given.pop("Formula2", None),
            operator={1: None, 7: "greaterThanOrEqual"}[given.pop("Operator")],
            errorStyle={1: None}[given.pop("AlertStyle")],
            showErrorMessage=True,
            showInputMessage=True,
            sqref=MultiCellRange([CellRange(_address(box)) for box in self._range._boxes]),
        )
        assert not given
        self._range._sheet._ws.data_validations.append(self._rule)


def _rgb(number: int) -> str:
    """Excel's number of a colour as openpyxl tells it."""
    return f"FF{number & 255:02X}{number >> 8 & 255:02X}{number >> 16:02X}"


# Cells


def _as_date(days: float) -> datetime:
    """A number of days as COM hands it over, which knows no 29 February 1900."""
    if days < 1:
        return datetime(1899, 12, 30) + timedelta(days=days)
    moment = from_excel(days)
    return moment - timedelta(days=moment < _OLE_AGREES)


def _formula_of(cell: Cell) -> Any:
    if isinstance(cell, MergedCell) or cell.value is None:
        return ""
    return str(cell.value)


def _moved(formula: str, origin: tuple[int, int], target: tuple[int, int]) -> str:
    from openpyxl.formula.translate import Translator

    first, last = (f"{get_column_letter(column)}{row}" for row, column in (origin, target))
    return str(Translator(formula, origin=first).translate_formula(last))


def _type_into(cell: Cell, value: Any, order: str) -> None:
    """A value given to a cell as if it were typed."""
    cell.quotePrefix = False
    if cell.number_format == "@" and isinstance(value, int | float | date):
        # A cell for texts makes one of whatever is written into it.
        shown = f"{value:%d/%m/%Y}" if isinstance(value, date) else f"{value:.15g}"
        _keep_text(cell, str(value).upper() if isinstance(value, bool) else shown)
    elif value is None or value == "":
        cell.value = None
    elif isinstance(value, str):
        _type_text(cell, value, order)
    elif isinstance(value, datetime):
        shown = cell.number_format
        moment = value.replace(tzinfo=None)
        cell.value = moment + timedelta(days=moment < _OLE_AGREES)
        # openpyxl gives every date a format of its own, Excel only where there is none.
        cell.number_format = "dd/mm/yyyy" if shown == "General" else shown
    else:
        cell.value = value


def _type_text(cell: Cell, text: str, order: str) -> None:
    if text.startswith("'"):
        _keep_text(cell, text[1:])
        cell.quotePrefix = True
    elif cell.number_format == "@":
        _keep_text(cell, text)
    elif _NUMBER.fullmatch(text):
        number = float(text.strip().rstrip("% ").replace(",", ""))
        cell.value = number / 100 if "%" in text else number
    elif (moment := _typed_date(text, order)) is not None:
        cell.value = moment
        cell.number_format = "dd/mm/yyyy"
    elif text.casefold() in ("true", "false"):
        cell.value = text.casefold() == "true"
    elif text.startswith(("=", "+", "-", "@")) and len(text) > 1:
        cell.value = text if text.startswith("=") else f"={text}"
    else:
        _keep_text(cell, text)


def _keep_text(cell: Cell, text: str) -> None:
    if len(text) > 32_767:
        raise ComError(REFUSED)
    cell.value = text.translate({c: None for c in range(32) if c not in (9, 10, 13)}) or None
    if cell.value is not None:
        cell.data_type = "s"


def _typed_date(text: str, order: str) -> datetime | None:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    first, second, third = match[1], match[2], match[3] or "2026"
    year, month, day = {
        "dmy": (third, second, first),
        "mdy": (third, first, second),
        "ymd": (first, second, third),
    }["ymd" if len(first) == 4 else order]
    try:
        return datetime(int(year), int(month), int(day))
    except ValueError:
        return None


def _existing(ws: Worksheet, box: Box) -> list[tuple[int, int]]:
    top, left, bottom, right = box
    return [
        (row, column)
        for row, column in ws._cells
        if top <= row <= bottom and left <= column <= right
    ]


# Areas of rules


def _address(box: Box) -> str:
    top, left, bottom, right = box
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


def _box_of(cells: CellRange) -> Box:
    return cells.min_row, cells.min_col, cells.max_row, cells.max_col


def _overlap(one: Box, other: Box) -> bool:
    return _shared(one, other) > 0


def _shared(one: Box, other: Box) -> int:
    """Cells that two areas have in common."""
    rows = min(one[2], other[2]) - max(one[0], other[0]) + 1
    columns = min(one[3], other[3]) - max(one[1], other[1]) + 1
    return max(rows, 0) * max(columns, 0)


def _minus(areas: MultiCellRange, box: Box) -> list[CellRange]:
    """Areas without what lies in a box."""
    rest = []
    top, left, bottom, right = box
    for area in areas.ranges:
        t, lt, b, r = _box_of(area)
        if not _overlap((t, lt, b, r), box):
            rest.append(area)
            continue
        middle_top, middle_bottom = max(t, top), min(b, bottom)
        parts = [
            (t, lt, top - 1, r),
            (bottom + 1, lt, b, r),
            (middle_top, lt, middle_bottom, left - 1),
            (middle_top, right + 1, middle_bottom, r),
        ]
        rest += [CellRange(_address(p)) for p in parts if p[0] <= p[2] and p[1] <= p[3]]
    return rest


def take_rules(ws: Worksheet, box: Box) -> None:
    """Conditional formats off an area."""
    rules = ConditionalFormattingList()
    for area in ws.conditional_formatting:
        rest = _minus(area.sqref, box)
        if rest:
            address = " ".join(each.coord for each in rest)
            for rule in area.rules:
                rules.add(address, rule)
    ws.conditional_formatting = rules


def take_validations(ws: Worksheet, box: Box) -> None:
    kept = []
    for rule in ws.data_validations.dataValidation:
        rest = _minus(rule.sqref, box)
        if rest:
            rule.sqref = MultiCellRange(rest)
            kept.append(rule)
    ws.data_validations.dataValidation = kept
