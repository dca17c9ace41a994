"""The open LibreOffice document as a `Grid`, over the channel to the extension `thidua.oxt`.

The extension runs in LibreOffice's own Python and starts this program; what it does with the
document on a request is in `addin/oxt/thidua_cells.py`. Numbers and texts travel as they are, days
as the number that the spreadsheet stores.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from addin.book import layout
from addin.book.calc_formulas import from_calc, to_calc
from addin.book.grid import ERRORS, Area, GridTable, Link, Make, Rows, Traits
from addin.book.growing import moved_formula
from addin.book.package import CellRange
from addin.book.port import Style
from addin.refusal import Refusal
from validators.blocks import Raw, column_letter
from validators.records import ENTRY_TABLES
from validators.settings import Settings

HUNDREDTHS_PER_PIXEL = 2540 / 96
"""Of a millimetre."""
_SECONDS_PER_DAY = 86_400
_ERRORS = {
    502: "#VALUE!",
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
"""Excel's texts by LibreOffice's numbers; what Excel does not know is an error of value."""


_FORMATS = sorted(
    {
        *(
            layout.column_look(each)["num_format"]
            for model in ENTRY_TABLES
            for each in model.columns()
        ),
        *(layout.setting_look(each)["num_format"] for each in Settings.items().values()),
    }
)
"""Excel's codes of the formats that entry cells are built with."""

Call = Callable[..., Any]


class OfficeLost(Exception):
    """LibreOffice closed the channel: it has ended, or given up on this program."""


class RequestFailed(Exception):
    """LibreOffice could not do what was asked."""


@dataclass
class Channel:
    """Requests to the extension: a line of JSON each, and a line of JSON for every answer."""

    answers: BinaryIO
    requests: BinaryIO
    calls: list[str] = field(default_factory=list)

    def __call__(self, call: str, **arguments: Any) -> Any:
        """What the extension answers; RequestFailed, OfficeLost."""
        self.calls.append(call)
        try:
            self.requests.write(json.dumps({"call": call, **arguments}).encode("ascii") + b"\n")
            self.requests.flush()
            line = self.answers.readline()
        except OSError as error:
            raise OfficeLost from error
        if not line:
            raise OfficeLost
        answer = json.loads(line)
        if "error" in answer:
            raise RequestFailed(answer["error"])
        return answer["result"]


class CalcGrid:
    """`Grid` over the document that was in front when a button was pressed.

    `title` is what *Hoàn tác* calls all that the button does, instead of what its jobs are called.
    """

    def __init__(self, channel: Call, title: str = "") -> None:
        self._call = channel
        self._title = title
        self._depth = 0
        outline = channel("outline", version=layout.VERSION_NAME)
        self._name = str(outline["name"])
        self._path = Path(outline["path"]) if outline["path"] else None
        self.read_only = bool(outline["read_only"])
        """Whether nothing can be written into the document."""
        self.session: str = outline["session"]
        """Tells one opening of a document from another."""
        self.version: str | float | None = outline["version"]
        """What the workbook says of its template, None where it says nothing."""
        self._sheets: list[str] = outline["sheets"]
        self._tables = [_table(each) for each in outline["tables"]]
        year, month, day = outline["day_zero"]
        self._zero = datetime(year, month, day)

    @property
    def name(self) -> str:
        """What the document is called in its window."""
        return self._name

    @property
    def path(self) -> Path | None:
        """Where the document is saved; None while it has never been, or lies on the web."""
        return self._path

    def sheets(self) -> list[str]:
        """Names of all sheets in the order of their tabs."""
        return self._sheets

    def tables(self) -> list[GridTable]:
        """All tables: LibreOffice calls them database ranges and keeps their names."""
        return self._tables

    def last_cells(self, sheets: Sequence[str]) -> list[tuple[int, int]]:
        """Of each sheet the last row and the last column that hold anything; 0, 0 if none do."""
        found = self._call("last_cells", sheets=list(sheets))
        return [(row, column) for row, column in found]

    def values(self, areas: Sequence[Area]) -> list[list[list[Raw]]]:
        """The values of several areas, whole numbers as int, hidden and filtered rows too."""
        blocks = self._call("values", areas=[_words(area) for area in areas])
        return [self._values(area, block) for area, block in zip(areas, blocks, strict=True)]

    def _values(self, area: Area, block: dict[str, Any]) -> list[list[Raw]]:
        rows = [[_number(value) for value in row] for row in block["rows"]]
        for row, column in _places(area, block["day"]):
            rows[row][column] = self._day(rows[row][column])
        for row, column in _places(area, block["truth"]):
            value = rows[row][column]
            rows[row][column] = bool(value) if isinstance(value, int) else value
        for row, column, error in block["errors"]:
            top, left = area.cells.first_row, area.cells.first_column
            rows[row - top][column - left] = _ERRORS.get(error, "#VALUE!")
        return rows

    def _day(self, value: Raw) -> Raw:
        """A stored number as day, day with time, or time; what cannot be one stays a number."""
        if not isinstance(value, int | float) or value < 0:
            return value
        try:
            moment = self._zero + timedelta(seconds=round(value * _SECONDS_PER_DAY))
        except OverflowError:
            return value
        if isinstance(value, int):
            return moment.date()
        return moment.time() if value < 1 else moment

    def formulas(self, areas: Sequence[Area]) -> list[list[list[str]]]:
        """The formulas of several areas in Excel's English grammar, "" for cells without one."""
        found = self._call("formulas", areas=[_words(area) for area in areas])
        return [_formulas(area, blocks) for area, blocks in zip(areas, found, strict=True)]

    def put(self, area: Area, rows: Rows) -> None:
        """Write values; a text stays the text it is, whatever it looks like."""
        plain = [[self._plain(value) for value in row] for row in rows]
        self._call("put", area=_words(area), rows=plain, days=_days(area, rows))

    def _plain(self, value: Raw) -> str | float:
        if isinstance(value, time):
            midnight = datetime.combine(date.min, time())
            return (datetime.combine(date.min, value) - midnight) / timedelta(days=1)
        if isinstance(value, date):
            moment = value if isinstance(value, datetime) else datetime.combine(value, time())
            return (moment - self._zero) / timedelta(days=1)
        return "" if value is None else float(value) if isinstance(value, int) else value

    def put_formula(self, area: Area, formula: str) -> None:
        """Fill an area with a formula as it stands in its first cell, in Excel's grammar."""
        cells = area.cells
        first = f"{column_letter(cells.first_column)}{cells.first_row}"
        rows = [
            [
                to_calc("=" + moved_formula(formula[1:], first, f"{column_letter(column)}{row}"))
                for column in range(cells.first_column, cells.last_column + 1)
            ]
            for row in range(cells.first_row, cells.last_row + 1)
        ]
        self._call("put_formulas", area=_words(area), rows=rows)

    def put_links(self, area: Area, links: Sequence[Link | None]) -> None:
        """Write links down an area of one column; a None leaves its cell as it is."""
        words = [[each.text, _address(each)] if each and each.place else None for each in links]
        self._call("put_links", area=_words(area), links=words)

    def clear(self, area: Area) -> None:
        """Empty cells of values, links, merges and all looks."""
        self._call("clear", area=_words(area))

    def dress(self, sheet: str, looks: Mapping[Style, Sequence[CellRange]]) -> None:
        """Give cells the looks that the workbook's own palette has for their roles."""
        ranges = [
            [str(style), [_corners(cells) for cells in found]] for style, found in looks.items()
        ]
        self._call("dress", sheet=sheet, palette=layout.PALETTE_NAME, looks=ranges)

    def arrange(
        self,
        sheet: str,
        *,
        merges: Sequence[CellRange] = (),
        heights: Mapping[int, float] | None = None,
        widths: Mapping[int, float] | None = None,
    ) -> None:
        """Merge cells, set heights of rows in points and widths of columns in characters."""
        self._call(
            "arrange",
            sheet=sheet,
            merges=[_corners(cells) for cells in merges],
            heights=list(_runs(heights or {})),
            widths=[[column, _width(characters)] for column, characters in (widths or {}).items()],
        )

    def fit_rows(self, sheet: str, first: int, last: int) -> None:
        """Make rows as high as what they hold, now and when staff type more into them."""
        self._call("fit_rows", sheet=sheet, first=first, last=last)

    def resize(self, table: str, cells: CellRange) -> None:
        """Put a table's frame over other cells of its sheet; the heading row stays."""
        self._call("resize", table=table, cells=_corners(cells))
        self._tables = [
            replace(each, range=cells) if each.name == table else each for each in self._tables
        ]

    def copy_down(self, area: Area, count: int) -> None:
        """Give `count` rows below a one-row area its formats, lists and marks."""
        self._call("copy_down", area=_words(area), count=count)

    def traits(self, areas: Sequence[Area]) -> list[Traits]:
        """What the cells of each area share."""
        words = [_words(area) for area in areas]
        return [Traits(**each) for each in self._call("traits", areas=words, forms=_FORMATS)]

    def remake(self, area: Area, make: Make, marked: Area | None) -> None:
        """Make cells as they were built, with the marks of a cell; values and formulas stay."""
        self._call(
            "remake",
            area=_words(area),
            make=asdict(make),
            marked=_words(marked) if marked else None,
        )

    @contextmanager
    def job(self, label: str, sheets: Collection[str] = ()) -> Iterator[None]:
        """One job: the screen stands still, these sheets are open to it.

        All jobs of a press are one step to undo. When one fails, LibreOffice takes back all that
        the button has done so far. Refusal where the document cannot be written into.
        """
        if self._depth == 0:
            self._open(label, sheets)
        self._depth += 1
        kept = False
        try:
            yield
            kept = True
        finally:
            self._depth -= 1
            if self._depth == 0:
                self._call("end", keep=kept)

    def _open(self, label: str, sheets: Collection[str]) -> None:
        if self.read_only:
            raise Refusal(
                f"Sổ “{self._name}” đang mở ở chế độ chỉ đọc nên không ghi được: hãy bấm Chỉnh sửa "
                "tài liệu (Edit Document), hoặc lưu sổ thành tệp khác, rồi bấm lại."
            )
        guarded = sorted(layout.PROTECTED_SHEETS.intersection(sheets))
        locked = self._call("begin", label=self._title or label, sheets=guarded)
        if locked:
            self._call("end", keep=False)
            raise Refusal(
                f"Trang tính “{locked}” bị khóa bằng mật khẩu nên chương trình không ghi được: hãy "
                "bỏ mật khẩu của trang đó (Công cụ, Bảo vệ trang tính), rồi bấm lại."
            )


def _words(area: Area) -> list[Any]:
    return [area.sheet, *_corners(area.cells)]


def _corners(cells: CellRange) -> list[int]:
    return [cells.first_row, cells.first_column, cells.last_row, cells.last_column]


def _table(words: list[Any]) -> GridTable:
    name, sheet, top, left, bottom, right, heads, totals = words
    cells = CellRange(top, left, bottom, right)
    unknown = ("",) * (right - left + 1)
    return GridTable(name, sheet, cells, int(heads), int(totals), unknown)


def _address(link: Link) -> str:
    """A place as LibreOffice's links name it: "#'Đăng ký'.H7"."""
    sheet, _, cell = link.place.rpartition("!")
    return f"#{sheet}.{cell}"


def _days(area: Area, rows: Rows) -> list[list[int]]:
    """Where days are written: ranges of one column each."""
    found: list[list[int]] = []
    for place in range(len(rows[0])):
        column = area.cells.first_column + place
        days = [number for number, row in enumerate(rows) if isinstance(row[place], date)]
        for _, run in groupby(enumerate(days), key=lambda item: item[1] - item[0]):
            numbers = [area.cells.first_row + number for _, number in run]
            found.append([numbers[0], column, numbers[-1], column])
    return found


def _number(value: Any) -> Raw:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    found: Raw = value if value != "" else None
    return found


def _places(area: Area, ranges: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """The cells of ranges, counted from an area's first cell."""
    for top, left, bottom, right in ranges:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield row - area.cells.first_row, column - area.cells.first_column


def _formulas(area: Area, blocks: Sequence[Sequence[Any]]) -> list[list[str]]:
    cells = area.cells
    width = cells.last_column - cells.first_column + 1
    rows = [[""] * width for _ in range(cells.first_row, cells.last_row + 1)]
    for top, left, _, _, formulas in blocks:
        for row, line in enumerate(formulas, top - cells.first_row):
            for column, formula in enumerate(line, left - cells.first_column):
                # An error that Excel keeps as a value is a formula here, "=#DIV/0!".
                rows[row][column] = "" if formula[1:] in ERRORS else from_calc(formula)
    return rows


def _runs(heights: Mapping[int, float]) -> Iterator[tuple[int, int, float]]:
    """First row, last row and height of rows in a row that are equally high."""
    ordered = sorted(heights.items())
    by_run = groupby(enumerate(ordered), key=lambda item: (item[1][0] - item[0], item[1][1]))
    for (_, height), members in by_run:
        rows = [row for _, (row, _) in members]
        yield rows[0], rows[-1], height


def _width(characters: float) -> int:
    """A column's width in hundredths of a millimetre; beside its characters it has 5 pixels."""
    return round((characters * layout.DIGIT_PIXELS + 5) * HUNDREDTHS_PER_PIXEL)
