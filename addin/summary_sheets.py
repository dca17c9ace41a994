"""The figures of a year on paper: one sheet a quarter and one for the year, to be signed.

From the top: who reports what for which time; the counts by kind of object, which the sheet's
chart reads; shares, movements, tasks and money in short lines beside the chart; a table by unit
for the quarter and one for the time since 1 January; when and from which data it was filled; the
signatures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import wrap

from addin.book.layout import (
    CHART_FIRST_ROW,
    CHART_HEADING_ROW,
    ROW_POINTS,
    SUMMARY_TABLES_ROW,
    SUMMARY_WIDTHS,
)
from addin.book.port import Cell, SheetView, Style
from addin.documents.wording import date_line
from addin.summary import (
    DirectWorkers,
    Figures,
    Line,
    MovementCounts,
    SheetSummary,
    Stage,
    TaskCounts,
    YearSummary,
)
from validators import RULES_VERSION
from validators.blocks import Raw, column_letter
from validators.catalogue import Form, MovementLevel, MovementMode, ObjectKind, Title
from validators.digest import digest
from validators.money import grouped
from validators.register import Register
from validators.settings import Settings

STAGES = {
    Stage.REGISTERED: "Đăng ký",
    Stage.NOMINATED: "Đề nghị",
    Stage.AWARDED: "Được tặng",
}
"""The headings of the three columns under everything that is counted."""

OTHER_UNITS = "Khác"
"""The line of rows whose unit is blank or not in tblDonVi."""

Award = Title | Form

AWARDS_ABREAST = 10
"""Titles and forms side by side in one table; more of them continue in a table below, because a
page as wide as all of them would print too small to read."""

# Columns, 1-based.
_FIRST_COLUMN, _NAME_COLUMN, _COUNTS_COLUMN = 1, 2, 5
_CHART_LAST_COLUMN = 20

_FACTS_ROW = CHART_FIRST_ROW + len(ObjectKind) + 1
_FACTS_WIDTH = 80
"""Characters of a line of text that fit to the left of the chart."""
_NAME_WIDTH = 32
"""Characters of a unit's name that fit in a line."""
_AWARD_WIDTH = 16
"""Characters of an award's name that fit in a line above its three columns."""
_SIGNATURE_COLUMNS = 11
_SIGNATURE_ROOM = 4
"""Rows left free for a signature."""
_PLACE_BY_HAND = "…………"


class _Page:
    """A sheet being laid out; rows and columns are 1-based."""

    def __init__(self, sheet: str) -> None:
        self._view = SheetView(sheet, widths=dict(SUMMARY_WIDTHS))
        self._cells: dict[int, dict[int, Cell]] = {}

    def put(self, row: int, column: int, value: Raw, style: Style) -> None:
        """A cell."""
        self._cells.setdefault(row, {})[column] = Cell(value, style)

    def merge(
        self, row: int, columns: tuple[int, int], value: Raw, style: Style, rows: int = 1
    ) -> None:
        """A value over cells merged from the first to the last of `columns`, `rows` high."""
        first, last = columns
        for each in range(row, row + rows):
            for column in range(first, last + 1):
                self.put(each, column, None, style)
        self.put(row, first, value, style)
        area = f"{column_letter(first)}{row}:{column_letter(last)}{row + rows - 1}"
        self._view.merges.append(area)

    def set_lines(self, row: int, lines: int) -> None:
        """Make a row high enough for so many lines of text."""
        self._view.heights[row] = lines * ROW_POINTS

    def view(self) -> SheetView:
        """The finished sheet."""
        for row, cells in sorted(self._cells.items()):
            self._view.rows[row] = [cells.get(column) for column in range(1, max(cells) + 1)]
        return self._view


@dataclass(frozen=True)
class _TableLine:
    """A line of a table by unit; `number` is its STT, None for lines that are no unit."""

    number: int | None
    name: str
    counts: Line
    bold: bool = False


@dataclass(frozen=True)
class _UnitTable:
    """A table by unit: its heading and its lines."""

    heading: str
    lines: Sequence[_TableLine]


def summary_views(summary: YearSummary, register: Register, filled_at: datetime) -> list[SheetView]:
    """The summary sheets Quý I … Quý IV and Cả năm, filled from the register at `filled_at`."""
    data = digest(register)
    return [
        _sheet_view(sheet, summary.year, register.settings, _Filling(filled_at, data))
        for sheet in summary.sheets
    ]


@dataclass(frozen=True)
class _Filling:
    """When a sheet was filled, and the digest of the data it was filled from."""

    at: datetime
    digest: str


def _sheet_view(sheet: SheetSummary, year: int, settings: Settings, filling: _Filling) -> SheetView:
    page = _Page(sheet.sheet)
    tables = _unit_tables(sheet, year)
    bands = _bands(_occurring(tables))
    last_column = max(_CHART_LAST_COLUMN, *(_COUNTS_COLUMN + 3 * len(band) - 1 for band in bands))
    _put_head(page, sheet, year, settings, last_column)
    _put_object_kinds(page, sheet)
    row = max(SUMMARY_TABLES_ROW, _put_facts(page, sheet) + 1)
    for table in tables:
        row = _put_table(page, row, table, bands)
    row = _put_notes(page, row, sheet, filling)
    _put_signatures(page, row + 1, settings, filling.at, last_column)
    return page.view()


# --- Head ---


def _put_head(
    page: _Page, sheet: SheetSummary, year: int, settings: Settings, last_column: int
) -> None:
    page.merge(1, (1, 4), "ỦY BAN NHÂN DÂN", Style.SIGNATURE)
    page.merge(2, (1, 4), settings.commune.upper(), Style.SIGNATURE)
    of_quarter = f"{sheet.sheet.upper()} " if sheet.quarter else ""
    title = f"TỔNG HỢP THI ĐUA, KHEN THƯỞNG {of_quarter}NĂM {year}"
    page.merge(3, (1, last_column), title, Style.HEADLINE)
    page.set_lines(3, 2)
    page.merge(4, (1, last_column), f"(T{_span(sheet.period)[1:]})", Style.CENTRED_NOTE)


def _day(day: date) -> str:
    """A day as papers write it: 01/4/2020, with a leading 0 for the months 1 and 2."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def _span(figures: Figures) -> str:
    return f"từ ngày {_day(figures.start)} đến ngày {_day(figures.end)}"


# --- Counts by kind of object, which the chart reads ---


def _put_object_kinds(page: _Page, sheet: SheetSummary) -> None:
    spans = {"Trong quý": sheet.period, "Lũy kế từ đầu năm": sheet.cumulative}
    if sheet.quarter is None:
        spans = {"Cả năm": sheet.period}
    page.put(CHART_HEADING_ROW - 1, _FIRST_COLUMN, None, Style.HEADING)
    page.put(CHART_HEADING_ROW, _FIRST_COLUMN, "Loại đối tượng", Style.HEADING)
    for row, kind in enumerate(ObjectKind, start=CHART_FIRST_ROW):
        page.put(row, _FIRST_COLUMN, kind.value, Style.TEXT)
    for number, (name, figures) in enumerate(spans.items()):
        first = 2 + number * len(STAGES)
        columns = (first, first + len(STAGES) - 1)
        page.merge(CHART_HEADING_ROW - 1, columns, name, Style.HEADING)
        for column, (stage, heading) in enumerate(STAGES.items(), start=first):
            page.put(CHART_HEADING_ROW, column, heading, Style.HEADING)
            for row, kind in enumerate(ObjectKind, start=CHART_FIRST_ROW):
                page.put(row, column, figures.total[stage].objects[kind], Style.INTEGER)
    page.set_lines(CHART_HEADING_ROW, 2)


# --- Shares, movements, tasks, money ---


def _put_facts(page: _Page, sheet: SheetSummary) -> int:
    """Write the short lines beside the chart; returns the row after them."""
    row = _FACTS_ROW
    for fact in _facts(sheet):
        for line in wrap(fact, _FACTS_WIDTH, subsequent_indent="   "):
            page.put(row, _FIRST_COLUMN, line, Style.PLAIN)
            row += 1
    return row


def _facts(sheet: SheetSummary) -> list[str]:
    period, cumulative = sheet.period, sheet.cumulative
    tasks, workers = period.tasks, period.direct_workers
    facts = [
        f"- Lao động trực tiếp được tặng{_target(workers)}: "
        + _by_span(sheet, _share(workers), _share(cumulative.direct_workers)),
        f"- Phong trào đang triển khai: {_movements(period.movements)}",
        f"- Nhiệm vụ đến hạn: {tasks.due}; đã xong {tasks.done}{_of_them_late(tasks)}; "
        f"quá hạn chưa xong {tasks.late}",
        "- Tiền thưởng đã quyết định: "
        + _by_span(sheet, _money(period.bonus), _money(cumulative.bonus)),
    ]
    if unknown := _without_kind(cumulative.total):
        facts.append(f"- Chưa ghi loại đối tượng: {unknown}")
    return facts


def _by_span(sheet: SheetSummary, period: str, cumulative: str) -> str:
    return f"trong quý {period}; lũy kế {cumulative}" if sheet.quarter else period


def _target(workers: DirectWorkers) -> str:
    if workers.target is None:
        return ""
    return f" (chỉ tiêu: trên {_decimal(f'{100 * workers.target:.4g}')}%)"


def _share(workers: DirectWorkers) -> str:
    if workers.share is None:
        return "chưa có"
    share = f"{workers.numerator}/{workers.denominator} = {100 * workers.share:.1f}%"
    judged = {True: " – đạt", False: " – chưa đạt", None: ""}[workers.met]
    return _decimal(share) + judged


def _of_them_late(tasks: TaskCounts) -> str:
    return f" ({tasks.done_late} xong sau hạn)" if tasks.done_late else ""


def _decimal(number: str) -> str:
    return number.replace(".", ",")


def _money(amount: float) -> str:
    return f"{grouped(amount)} đồng"


def _movements(counts: MovementCounts) -> str:
    if not counts:
        return "0"
    by_level = []
    for level in (*MovementLevel, None):
        modes = [
            f"{counts[level, mode]} {_lower(mode, 'chưa ghi hình thức')}"
            for mode in (*MovementMode, None)
            if counts[level, mode]
        ]
        if modes:
            by_level.append(f"{level or 'chưa ghi cấp'} {', '.join(modes)}")
    return f"{counts.total()} ({'; '.join(by_level)})"


def _lower(label: str | None, missing: str) -> str:
    return label.lower() if label else missing


def _without_kind(total: Line) -> str:
    missing = {
        heading: total[stage].rows - total[stage].objects.total()
        for stage, heading in STAGES.items()
    }
    return ", ".join(f"{heading.lower()} {rows}" for heading, rows in missing.items() if rows)


# --- Tables by unit ---


def _unit_tables(sheet: SheetSummary, year: int) -> list[_UnitTable]:
    beside = _lines_beside(sheet, year)
    if sheet.quarter is None:
        return [_UnitTable(f"Trong năm {year}", _lines(sheet.period) + beside)]
    months = 3 * sheet.quarter
    return [
        _UnitTable("I. Trong quý", _lines(sheet.period)),
        _UnitTable(
            f"II. Lũy kế {months} tháng ({_span(sheet.cumulative)})",
            _lines(sheet.cumulative) + beside,
        ),
    ]


def _lines(figures: Figures) -> list[_TableLine]:
    """A line a unit, one for rows of no unit where there are any, and the total."""
    lines = [
        _TableLine(number, name, counts)
        for number, (name, counts) in enumerate(figures.units.items(), start=1)
    ]
    if _is_filled(figures.other):
        lines.append(_TableLine(None, OTHER_UNITS, figures.other))
    return [*lines, _TableLine(None, "Cộng", figures.total, bold=True)]


def _lines_beside(sheet: SheetSummary, year: int) -> list[_TableLine]:
    """What no day of the year can claim, so that the totals agree with the entry sheets."""
    lines = [
        _TableLine(None, f"Trong đó ký ngoài năm {year}", sheet.decided_outside),
        _TableLine(None, f"Ngoài năm {year}", sheet.outside_year),
        _TableLine(None, "Chưa ghi ngày" if sheet.quarter else "Chưa ghi ngày, năm", sheet.undated),
    ]
    return [line for line in lines if _is_filled(line.counts)]


def _is_filled(line: Line) -> bool:
    return any(tally.rows for tally in line.values())


def _occurring(tables: Iterable[_UnitTable]) -> list[Award]:
    """The titles and forms that occur in any of the lines, in the order of the lists."""
    tallies = [tally for table in tables for line in table.lines for tally in line.counts.values()]
    titles = [each for each in Title if any(tally.titles[each] for tally in tallies)]
    forms = [each for each in Form if any(tally.forms[each] for tally in tallies)]
    return [*titles, *forms]


def _bands(awards: Sequence[Award]) -> list[Sequence[Award | None]]:
    """Counted columns by table: None stands for all rows, then the awards, evenly shared out."""
    columns: list[Award | None] = [None, *awards]
    number = -(-len(awards) // AWARDS_ABREAST) or 1
    size = -(-len(columns) // number)
    return [columns[start : start + size] for start in range(0, len(columns), size)]


def _put_table(
    page: _Page, row: int, table: _UnitTable, bands: Iterable[Sequence[Award | None]]
) -> int:
    """Write a table by unit, one part a band; returns the row after it and a blank one."""
    page.put(row, _FIRST_COLUMN, table.heading, Style.LABEL)
    row += 1
    for band in bands:
        _put_headings(page, row, band)
        row += 2
        for line in table.lines:
            _put_line(page, row, line, band)
            row += 1
        row += 1
    return row


def _put_headings(page: _Page, row: int, band: Sequence[Award | None]) -> None:
    page.merge(row, (_FIRST_COLUMN, _FIRST_COLUMN), "STT", Style.HEADING, rows=2)
    page.merge(row, (_NAME_COLUMN, _COUNTS_COLUMN - 1), "Đơn vị", Style.HEADING, rows=2)
    names = [award.value if award else "Tổng số" for award in band]
    for first, name in zip(_band_columns(band), names, strict=True):
        page.merge(row, (first, first + len(STAGES) - 1), name, Style.HEADING)
        for column, heading in enumerate(STAGES.values(), start=first):
            page.put(row + 1, column, heading, Style.HEADING)
    page.set_lines(row, max(len(wrap(name, _AWARD_WIDTH)) for name in names))
    page.set_lines(row + 1, 2)


def _band_columns(band: Sequence[Award | None]) -> range:
    """The first column of each award of a band."""
    return range(_COUNTS_COLUMN, _COUNTS_COLUMN + len(STAGES) * len(band), len(STAGES))


def _put_line(page: _Page, row: int, line: _TableLine, band: Sequence[Award | None]) -> None:
    label, number = (Style.TOTAL, Style.TOTAL) if line.bold else (Style.WRAPPED, Style.INTEGER)
    page.put(row, _FIRST_COLUMN, line.number, number)
    page.merge(row, (_NAME_COLUMN, _COUNTS_COLUMN - 1), line.name, label)
    for first, award in zip(_band_columns(band), band, strict=True):
        for column, stage in enumerate(STAGES, start=first):
            page.put(row, column, _count(line.counts, stage, award), number)
    page.set_lines(row, len(wrap(line.name, _NAME_WIDTH)))


def _count(line: Line, stage: Stage, award: Award | None) -> int:
    tally = line[stage]
    if award is None:
        return tally.rows
    return tally.titles[award] if isinstance(award, Title) else tally.forms[award]


# --- Notes and signatures ---


def _put_notes(page: _Page, row: int, sheet: SheetSummary, filling: _Filling) -> int:
    awarded = "ngày quyết định" if sheet.quarter else "Năm thành tích"
    notes = [
        "Tính theo lượt, không theo người: đăng ký theo ngày đăng ký, đề nghị theo ngày nhận "
        f"hồ sơ, được tặng theo {awarded}.",
        f"Lập lúc {filling.at:%H} giờ {filling.at:%M} ngày {_day(filling.at.date())}. "
        f"Dấu số liệu: {filling.digest}. Bộ quy tắc: {RULES_VERSION}.",
    ]
    if _is_filled(sheet.cumulative.other):
        notes.insert(1, f"{OTHER_UNITS}: đơn vị để trống hoặc chưa khai ở trang Đơn vị.")
    for note in notes:
        page.put(row, _FIRST_COLUMN, note, Style.NOTE)
        row += 1
    return row


def _put_signatures(
    page: _Page, row: int, settings: Settings, filled_at: datetime, last_column: int
) -> None:
    """The compiler on the left, the signer with place and date on the right."""
    left = (_FIRST_COLUMN, _COUNTS_COLUMN + len(STAGES) - 1)
    right = (last_column - _SIGNATURE_COLUMNS + 1, last_column)
    place = settings.place_name or _PLACE_BY_HAND
    # The day is written by hand when the sheet is signed.
    page.merge(row, right, date_line(place, None, None, filled_at.year), Style.CENTRED_NOTE)
    position = settings.office_position or "Thủ trưởng đơn vị"
    page.merge(row + 1, left, "NGƯỜI LẬP BIỂU", Style.SIGNATURE)
    page.merge(row + 1, right, position.upper(), Style.SIGNATURE)
    row += _SIGNATURE_ROOM + 2
    page.merge(row, left, settings.compiler, Style.SIGNATURE)
    page.merge(row, right, settings.signer, Style.SIGNATURE)
