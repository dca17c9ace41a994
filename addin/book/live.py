"""The open Excel workbook as a `Grid`: xlwings, block reads and block writes.

Written against xlwings' public interface without its commercial parts; what that lacks is in
`excel_api`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path, PureWindowsPath
from typing import Any

import xlwings as xw

from addin.book import excel_api
from addin.book.grid import Area, GridTable, Link, Make, Rows, Traits
from addin.book.layout import PALETTE_NAME, PROTECTED_SHEETS
from addin.book.package import CellRange
from addin.book.port import Style
from addin.book.table_part import range_text
from addin.refusal import Refusal
from validators.blocks import Raw

_LONGEST_ADDRESS = 255
"""Characters that Excel takes as an address; beyond it several calls are needed."""
_LONGEST_IN_BLOCK = 8_000
"""Letters of a text within a block; Excel refuses blocks with longer ones (8,203 and more)."""
_WIDEST = 256
"""Columns that are looked at; what stands further right is no row of a register."""
_ZERO = date(1899, 12, 30)
_CALENDARS_AGREE = datetime(1900, 3, 1)
"""Excel's calendar has a 29 February 1900, that of COM has not."""

_KINDS: Mapping[str, str | None] = {
    "none": "",
    "mixed_criteria": None,
    "inconsistent": None,
    "whole_number": "whole",
    "unknown": "any",
}
"""`Traits.validation` by xlwings' words; a rule that only shows a message is unknown to xlwings."""

# Texts that Excel takes as they are: they begin with a letter, and they are long or hold no digit.
_PLAIN_TEXT = re.compile(r"[^\W\d_](?:\D*|.{40,})", re.DOTALL)
_TRUTH = frozenset({"true", "false"})


class LiveGrid:
    """The cells of an open Excel workbook."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._app = book.app
        self._sheets: dict[str, xw.Sheet] = {}
        self._tables: dict[str, xw.main.Table] = {}
        self._jobs = 0

    @property
    def name(self) -> str:
        """What the workbook is called in its window."""
        return self._book.name

    @property
    def path(self) -> Path | None:
        """Where the workbook is saved; None while it has never been, or lies on the web."""
        full = self._book.fullname
        on_disk = PureWindowsPath(full).is_absolute() or Path(full).is_absolute()
        return Path(full) if on_disk else None

    def sheets(self) -> list[str]:
        """Names of all sheets in the order of their tabs."""
        return [sheet.name for sheet in self._book.sheets]

    def tables(self) -> list[GridTable]:
        """All tables of the workbook."""
        found = [
            (sheet.name, table.name, table) for sheet in self._book.sheets for table in sheet.tables
        ]
        self._tables = {name: table for _, name, table in found}
        return [self._table(sheet, name, table) for sheet, name, table in found]

    def last_cells(self, sheets: Sequence[str]) -> list[tuple[int, int]]:
        """Of each sheet the last row and the last column that hold anything; 0, 0 if none do.

        What is used for Excel is also what has only a format, so the rows are looked at; a column
        too many does no harm.
        """
        ends = []
        for name in sheets:
            used = _cells(self._sheet(name).used_range)
            right = min(used.last_column, _WIDEST)
            last = self._last_filled(name, used.last_row, right)
            ends.append((last, right if last else 0))
        return ends

    def values(self, areas: Sequence[Area]) -> list[list[list[Raw]]]:
        """The values of several areas, hidden and filtered rows too."""
        return [
            [[_raw(value) for value in row] for row in read]
            for area in areas
            for read in [self._range(area).options(ndim=2, err_to_str=True).value]
        ]

    def formulas(self, areas: Sequence[Area]) -> list[list[list[str]]]:
        """The formulas of several areas, and texts that look like one."""
        return [
            [[_formula(each) for each in row] for row in _block(self._range(area).formula)]
            for area in areas
        ]

    def put(self, area: Area, rows: Rows) -> None:
        """Write values; a text stays the text it is, whatever it looks like."""
        block: list[list[Any]] = [[_kept(value) for value in row] for row in rows]
        long = [
            (number, place)
            for number, row in enumerate(block)
            for place, value in enumerate(row)
            if isinstance(value, str) and len(value) > _LONGEST_IN_BLOCK
        ]
        texts = [block[number][place] for number, place in long]
        for number, place in long:
            block[number][place] = None
        # As raw values: through xlwings' conversion one block costs ninety small calls more.
        whole = self._range(area)
        whole.raw_value = block
        for (number, place), text in zip(long, texts, strict=True):
            whole[number, place].raw_value = text

    def put_formula(self, area: Area, formula: str) -> None:
        """Fill an area with a formula as it stands in its first cell."""
        self._range(area).formula = formula

    def put_links(self, area: Area, links: Sequence[Link | None]) -> None:
        """Write links down an area of one column, as formulas: one block, whatever their number."""
        cells = self._range(area)
        excel_api.forget_links(cells)
        cells.raw_value = [[_link(each)] for each in links]

    def clear(self, area: Area) -> None:
        """Empty cells of values, links, merges and all looks."""
        cells = self._range(area)
        cells.unmerge()
        cells.clear()

    def dress(self, sheet: str, looks: Mapping[Style, Sequence[CellRange]]) -> None:
        """Give cells the looks of the palette's cells, a call for as many as an address names."""
        palette = self._palette()
        for style, areas in looks.items():
            if style in palette:
                palette[style].copy()
                for address in _addresses([range_text(cells) for cells in areas]):
                    self._sheet(sheet).range(address).paste(paste="formats")

    def arrange(
        self,
        sheet: str,
        *,
        merges: Sequence[CellRange] = (),
        heights: Mapping[int, float] | None = None,
        widths: Mapping[int, float] | None = None,
    ) -> None:
        """Merge cells, set heights of rows in points and widths of columns in characters."""
        for cells, across in _joined(merges):
            self._range(Area(sheet, cells)).merge(across=across)
        for points, rows in _grouped(heights or {}).items():
            for address in _addresses([f"{first}:{last}" for first, last in rows]):
                self._sheet(sheet).range(address).row_height = points
        for width, columns in _grouped(widths or {}).items():
            for first, last in columns:
                cells = CellRange(1, first, 1, last)
                self._range(Area(sheet, cells)).column_width = width

    def fit_rows(self, sheet: str, first: int, last: int) -> None:
        """Make rows as high as what they hold, now and when staff type more into them."""
        self._sheet(sheet).range(f"{first}:{last}").rows.autofit()

    def resize(self, table: str, cells: CellRange) -> None:
        """Put a table's frame over other cells of its sheet; the heading row stays."""
        found = self._tables[table]
        totals = found.show_totals
        if totals:
            # Excel moves the totals row itself, and only by switching it off and on.
            found.show_totals = False
            cells = CellRange(
                cells.first_row, cells.first_column, cells.last_row - 1, cells.last_column
            )
        if _cells(found.range) != cells:
            found.resize(self._range(Area(found.range.sheet.name, cells)))
        if totals:
            found.show_totals = True

    def copy_down(self, area: Area, count: int) -> None:
        """Give `count` rows below a one-row area its formats, lists and marks."""
        cells = area.cells
        first = cells.last_row + 1
        below = CellRange(first, cells.first_column, first + count - 1, cells.last_column)
        target = self._range(Area(area.sheet, below))
        self._range(area).copy()
        target.paste(paste="formats")
        target.paste(paste="validation")

    def traits(self, areas: Sequence[Area]) -> list[Traits]:
        """What the cells of each area share."""
        return [self._traits(self._range(area)) for area in areas]

    def remake(self, area: Area, make: Make, marked: Area | None) -> None:
        """Make cells as they were built, with the marks of a cell; values and formulas stay."""
        cells = self._range(area)
        if marked:
            self._range(marked).copy()
            cells.paste(paste="formats")
        cells.number_format = make.number_format
        cells.color = None
        cells.wrap_text = True
        cells.font.name, cells.font.size = make.font, make.size
        cells.font.bold = cells.font.italic = False
        excel_api.set_ink(cells, make.ink)
        excel_api.align(cells, make.align)
        excel_api.rule_off(cells, make.line)
        if make.rule:
            excel_api.set_rule(cells, make.rule)

    @contextmanager
    def job(self, label: str, sheets: Collection[str] = ()) -> Iterator[None]:
        """One job: the screen stands still, these sheets are neither protected nor filtered.

        At its end the screen always moves again, even if an interrupted job had left it still.
        Excel keeps no undo of what programs write, so the label has no use here.
        """
        app = self._app
        with ExitStack() as at_end:
            if not self._jobs:
                at_end.callback(setattr, app, "screen_updating", True)
                app.screen_updating = False
                at_end.callback(app.calculate)
                at_end.callback(setattr, app, "cut_copy_mode", False)
            self._jobs += 1
            at_end.callback(self._count_down)
            for name in sheets:
                at_end.enter_context(self._opened(self._sheet(name)))
            yield

    @staticmethod
    def _table(sheet: str, name: str, table: xw.main.Table) -> GridTable:
        headed = table.show_headers
        headings = () if headed else tuple(each.name for each in table.columns)
        cells, totals = _cells(table.range), int(table.show_totals)
        return GridTable(name, sheet, cells, int(headed), totals, headings)

    def _sheet(self, name: str) -> xw.Sheet:
        if name not in self._sheets:
            self._sheets[name] = self._book.sheets[name]
        return self._sheets[name]

    def _count_down(self) -> None:
        self._jobs -= 1

    @contextmanager
    def _opened(self, sheet: xw.Sheet) -> Iterator[None]:
        if excel_api.is_protected(sheet):
            excel_api.unprotect(sheet)
            if excel_api.is_protected(sheet):
                raise Refusal(
                    f"Trang tính “{sheet.name}” đang khóa bằng mật khẩu nên chương trình không ghi "
                    "được: hãy bỏ khóa trang đó (thẻ Review, Unprotect Sheet) rồi làm lại."
                )
        try:
            for table in sheet.tables:
                if table.show_autofilter:
                    table.show_autofilter = False
                    table.show_autofilter = True
            yield
        finally:
            if sheet.name in PROTECTED_SHEETS:
                excel_api.protect(sheet)

    def _last_filled(self, sheet: str, bottom: int, right: int) -> int:
        """The last filled row down to `bottom`: at once where that is it, else by halves."""

        def filled(first: int, last: int) -> bool:
            cells = self._range(Area(sheet, CellRange(first, 1, last, right)))
            return excel_api.count_filled(self._app, cells) > 0

        if filled(bottom, bottom):
            return bottom
        above, end = 0, bottom
        while above < end:
            middle = (above + end + 1) // 2
            if filled(middle, end):
                above = middle
            else:
                end = middle - 1
        return above

    def _traits(self, cells: xw.Range) -> Traits:
        rule = cells.data_validation
        kind = rule.type
        known = _KINDS.get(kind, kind)
        listed = f"list:{rule.source}" if kind == "list" else known
        return Traits(
            cells.number_format,
            listed,
            len(cells.conditional_formats),
        )

    def _palette(self) -> dict[Style, xw.Range]:
        """The cells that show how each role looks, by role; none in a workbook without palette."""
        if PALETTE_NAME not in self._book.names:
            return {}
        cells = self._book.names[PALETTE_NAME].refers_to_range
        roles = {str(style): style for style in Style}
        names = cells.options(ndim=1).value
        return {roles[name]: cells[number, 0] for number, name in enumerate(names) if name in roles}

    def _range(self, area: Area) -> xw.Range:
        cells = area.cells
        return self._sheet(area.sheet).range(
            (cells.first_row, cells.first_column), (cells.last_row, cells.last_column)
        )


def _cells(found: xw.Range) -> CellRange:
    rows, columns = found.shape
    first_row, first_column = found.row, found.column
    return CellRange(first_row, first_column, first_row + rows - 1, first_column + columns - 1)


def _raw(value: Any) -> Raw:
    """A value as it is read from a saved file."""
    if value is None or type(value) is str or type(value) is float:
        return value
    if isinstance(value, datetime):
        return _day_or_time(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return "#N/A"  # An error value that xlwings has no name for; Excel's numbers are floats.
    return value  # type: ignore[no-any-return]


def _day_or_time(value: datetime) -> date | datetime | time:
    if value.date() == _ZERO:
        return value.time()
    if value < _CALENDARS_AGREE:
        value += timedelta(days=1)
    return value if value.time() != time() else value.date()


def _formula(found: Any) -> str:
    return found if isinstance(found, str) and found.startswith("=") else ""


def _block(found: Any) -> Sequence[Sequence[Any]]:
    """What Excel hands over of one cell or of several, as rows."""
    return found if isinstance(found, list | tuple) else [[found]]


def _kept(value: Raw) -> str | float | bool | datetime | None:
    """A value such that Excel does not take it for something else.

    An apostrophe before a text makes it a text (Range.PrefixCharacter) and is not part of it. COM
    takes points in time with a time zone only and hands them on as UTC.
    """
    if isinstance(value, str):
        plain = _PLAIN_TEXT.fullmatch(value) and value.casefold() not in _TRUTH
        return value if plain or not value else f"'{value}"
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        moment -= timedelta(days=moment < _CALENDARS_AGREE)
        return moment.replace(tzinfo=UTC)
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _link(link: Link | None) -> str | None:
    if link is None:
        return None
    if not link.place:
        return f"'{link.text}"
    place, text = (each.replace('"', '""') for each in (link.place, link.text))
    return f'=HYPERLINK("#{place}","{text}")'


def _addresses(parts: Sequence[str]) -> Iterator[str]:
    """Several addresses as few of those that Excel takes."""
    address = ""
    for part in parts:
        longer = f"{address},{part}" if address else part
        if len(longer) > _LONGEST_ADDRESS:
            yield address
            longer = part
        address = longer
    if address:
        yield address


def _grouped(sizes: Mapping[int, float]) -> dict[float, list[tuple[int, int]]]:
    """Stretches of rows or columns by their size."""
    groups: dict[float, list[tuple[int, int]]] = {}
    for number, size in sorted(sizes.items()):
        stretches = groups.setdefault(size, [])
        if stretches and stretches[-1][1] == number - 1:
            stretches[-1] = stretches[-1][0], number
        else:
            stretches.append((number, number))
    return groups


def _joined(merges: Sequence[CellRange]) -> Iterator[tuple[CellRange, bool]]:
    """Areas to be merged; rows under each other in the same columns as one, merged row by row."""
    single: dict[tuple[int, int], list[int]] = {}
    for cells in merges:
        if cells.first_row == cells.last_row:
            single.setdefault((cells.first_column, cells.last_column), []).append(cells.first_row)
        else:
            yield cells, False
    for (first, last), rows in single.items():
        for top, bottom in _grouped(dict.fromkeys(rows, 0.0))[0.0]:
            yield CellRange(top, first, bottom, last), True
