"""The consolidated register `so_tong_hop.xlsx`: what `consolidation` found, laid out for reading.

A report that is made anew each time, so it holds values and no formulas; every list is a plain
range with filter buttons, headings repeated on every page, made ready for A4.
``python -m addin.book.consolidated`` rewrites the committed template, which is a report of nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from addin.book import layout
from addin.book.canvas import Canvas
from addin.book.port import Style
from addin.consolidation import Consolidation, UnitFigures
from addin.examining import RowFact
from addin.ledger import Entry
from addin.statistics_forms import NEWER, SOURCE, StatisticsForm
from addin.summary import YEAR_SHEET, Line, Stage, Tally
from validators import RULES_VERSION
from validators.blocks import Raw
from validators.catalogue import Form, ObjectKind, Title
from validators.finding import Severity

TEMPLATE = Path(__file__).resolve().parents[2] / "xlsx_templates" / "so_tong_hop.xlsx"

_STAGES = {Stage.REGISTERED: "Đăng ký", Stage.NOMINATED: "Đề nghị", Stage.AWARDED: "Được tặng"}
_TITLE_ROW, _NOTE_ROW, _HEADING_ROW = 1, 2, 4
_NOTHING = "Không có."
_TO_PROVINCE = "Danh sách nhập tỉnh"
_LINES_IN_CELL = 20
"""A row of Excel is at most 409 points high; what goes beyond is not seen."""
_CHART_SIZE = {"width": 620, "height": 320}


@dataclass(frozen=True)
class _Column:
    heading: str
    width: float
    role: Style = Style.WRAPPED


@dataclass
class _List:
    """A sheet that holds one list, rows of values in the order of the columns."""

    sheet: str
    title: str
    columns: Sequence[_Column]
    rows: Iterable[Sequence[Raw]]
    note: str = ""
    total: Sequence[Raw] = ()
    after: Sequence[str] = ()
    signed: bool = False
    wide: bool = True
    charts: list[tuple[str, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Report:
    """What goes into the workbook: the consolidation, and what is asked of the rows for it."""

    consolidation: Consolidation
    forms: Sequence[StatisticsForm]
    to_province: Iterable[tuple[Entry, RowFact]]


def consolidated_workbook(report: Report) -> bytes:
    """The workbook as the bytes of an .xlsx file; the same report gives the same bytes."""
    done = report.consolidation
    canvas = Canvas()
    canvas.workbook.set_properties(
        {
            "title": "Sổ tổng hợp thi đua, khen thưởng",
            "subject": _span(done),
            "author": "Thi Đua",
            "created": layout.TEMPLATE_DATE,
        }
    )
    for each in (
        _totals(done),
        _awards_by_kind(done),
        _by_unit(done),
        _statuses(done),
        _not_counted(done),
        _doubles(done),
        _conflicts(done),
        _findings(done),
        *map(_form, report.forms),
        _to_province(report.to_province),
    ):
        _write(canvas, each, done)
    _add_charts(canvas, done)
    return canvas.finished()


def _span(done: Consolidation) -> str:
    return f"năm {done.year}" if done.period == YEAR_SHEET else f"{done.period} năm {done.year}"


def _counts(line: Line) -> list[Raw]:
    return [line[stage].rows for stage in _STAGES]


def _share(line: Line) -> Raw:
    """Direct workers among the individuals awarded; None while nobody has been."""
    awarded = line[Stage.AWARDED]
    individuals = awarded.objects[ObjectKind.INDIVIDUAL]
    return awarded.direct_workers / individuals if individuals else None


_UNIT = (
    _Column("STT", 6, Style.INTEGER),
    _Column("Mã", 9, Style.CENTRED),
    _Column("Đơn vị hành chính", 26),
)


def _count_columns(span: str) -> Iterator[_Column]:
    for words in _STAGES.values():
        yield _Column(f"{words} {span}", 11, Style.INTEGER)


def _totals(done: Consolidation) -> _List:
    # A whole year and the time since it began are the same.
    spans = ["cả năm"] if done.period == YEAR_SHEET else ["trong quý", "từ đầu năm"]

    def counts(period: Line, cumulative: Line) -> list[Raw]:
        return [count for line in (period, cumulative)[: len(spans)] for count in _counts(line)]

    def row(each: UnitFigures) -> list[Raw]:
        ago = each.year_ago
        awarded = each.period[Stage.AWARDED].rows
        return [
            each.entry.sequence or None,
            date.fromisoformat(each.entry.received[:10]),
            *counts(each.period, each.cumulative),
            *(each.cumulative[Stage.AWARDED].objects[kind] for kind in ObjectKind),
            _share(each.cumulative),
            ago[Stage.AWARDED].rows if ago else None,
            awarded - ago[Stage.AWARDED].rows if ago else None,
            each.entry.counts.get("open", 0),
        ]

    in_period, so_far, _ = done.total
    return _List(
        "Tổng hợp",
        f"Tổng hợp thi đua, khen thưởng {_span(done)}",
        (
            *_UNIT,
            _Column("Lần gửi", 7, Style.INTEGER),
            _Column("Ngày nhận", 12, Style.DATE),
            *(column for span in spans for column in _count_columns(span)),
            *(_Column(f"Được tặng: {kind}", 10, Style.INTEGER) for kind in ObjectKind),
            _Column("Tỷ lệ lao động trực tiếp", 10, Style.SHARE),
            _Column("Được tặng cùng kỳ năm trước", 11, Style.INTEGER),
            _Column("Tăng, giảm", 9, Style.INTEGER),
            _Column("Mục chưa giải trình", 9, Style.INTEGER),
        ),
        (
            [number, each.entry.unit_code, each.entry.unit_name, *row(each)]
            for number, each in enumerate(done.units, start=1)
        ),
        note=(
            f"{len(done.units)} đơn vị; mỗi đơn vị tính theo sổ mới nhất đã nhận. Lập lúc "
            f"{done.made:%H:%M ngày %d/%m/%Y}, bộ quy tắc {RULES_VERSION}. {done.compared}"
        ).strip(),
        total=[
            None, None, "Cộng", None, None,
            *counts(in_period, so_far),
            *(so_far[Stage.AWARDED].objects[kind] for kind in ObjectKind),
            _share(so_far), _ago(done), None,
            sum(each.entry.counts.get("open", 0) for each in done.units),
        ],
        signed=True,
    )  # fmt: skip


def _ago(done: Consolidation) -> Raw:
    """The awards of a year ago; None where no commune's are known."""
    _, _, year_ago = done.total
    known = any(each.year_ago for each in done.units)
    return year_ago[Stage.AWARDED].rows if known else None


def _awards_by_kind(done: Consolidation) -> _List:
    """Awards since the year began, a column for each title and form that occurs."""
    _, so_far, _ = done.total
    awarded = so_far[Stage.AWARDED]
    titles = [each for each in Title if awarded.titles[each]]
    forms = [each for each in Form if awarded.forms[each]]

    def counts(line: Line) -> list[Raw]:
        tally = line[Stage.AWARDED]
        return [
            *(tally.titles[each] for each in titles),
            *(tally.forms[each] for each in forms),
            tally.rows,
        ]

    return _List(
        "Danh hiệu, hình thức",
        f"Số lượt được tặng theo danh hiệu, hình thức, từ đầu năm đến hết {_span(done)}",
        (
            *_UNIT,
            *(_Column(each, 13, Style.INTEGER) for each in (*titles, *forms)),
            _Column("Tổng số lượt", 10, Style.INTEGER_BOLD),
        ),
        (
            [number, each.entry.unit_code, each.entry.unit_name, *counts(each.cumulative)]
            for number, each in enumerate(done.units, start=1)
        ),
        total=[None, None, "Cộng", *counts(so_far)],
    )


def _by_unit(done: Consolidation) -> _List:
    def rows() -> Iterator[list[Raw]]:
        for each in done.units:
            for name, counts in each.by_unit:
                yield [each.entry.unit_code, each.entry.unit_name, name, *counts]

    return _List(
        "Theo xóm, trường, trạm",
        f"Số lượt theo đơn vị của từng xã, từ đầu năm đến hết {_span(done)}",
        (*_UNIT[1:], _Column("Đơn vị", 34), *_count_columns("từ đầu năm")),
        rows(),
        wide=False,
    )


def _statuses(done: Consolidation) -> _List:
    today = done.made.date()
    late_first = sorted(
        done.statuses, key=lambda each: (each.received is not None, -(each.days_late or 0))
    )
    return _List(
        "Tình hình gửi",
        f"Tình hình gửi báo cáo {_span(done)}",
        (
            *_UNIT,
            _Column("Hạn", 12, Style.DATE),
            _Column("Ngày nhận", 12, Style.DATE),
            _Column("Tình hình", 34),
        ),
        (
            [n, each.code, each.name, each.deadline, each.received, each.in_words(today)]
            for n, each in enumerate(late_first, start=1)
        ),
        note=(
            f"{sum(each.received is None for each in done.statuses)} đơn vị chưa gửi trong "
            f"{len(done.statuses)} đơn vị phải gửi."
            if done.statuses
            else "Chưa có danh sách đơn vị phải gửi (danh_sach_don_vi)."
        ),
        wide=False,
    )


def _not_counted(done: Consolidation) -> _List:
    def rows() -> Iterator[list[Raw]]:
        for each in done.not_counted:
            yield [
                each.file_name, each.unit_code, each.unit_name, each.received,
                each.standing.value, "\n".join(each.reasons),
            ]  # fmt: skip
        for problem in done.problems:
            yield [None, None, None, None, "không đọc được", problem]

    return _List(
        "Chưa tính",
        "Tệp chưa được tính vào số liệu, kèm lý do",
        (
            _Column("Tệp", 30),
            *_UNIT[1:],
            _Column("Nhận lúc", 18, Style.CENTRED),
            _Column("Trạng thái", 14),
            _Column("Lý do", 70),
        ),
        rows(),
    )


def _doubles(done: Consolidation) -> _List:
    return _List(
        "Trùng người",
        "Cá nhân có cùng họ tên và ngày sinh ở nhiều xã",
        (
            _Column("STT", 6, Style.INTEGER),
            _Column("Họ và tên", 28),
            _Column("Ngày sinh", 12, Style.CENTRED),
            _Column("Ở các sổ", 70),
        ),
        (
            [n, each.name, each.birth, "\n".join(each.places[first : first + _LINES_IN_CELL])]
            for n, each in enumerate(done.doubles, start=1)
            for first in range(0, len(each.places), _LINES_IN_CELL)
        ),
        note="Có thể là người chuyển công tác hoặc trùng tên: hãy hỏi các đơn vị trước khi trình.",
        wide=False,
    )


def _conflicts(done: Consolidation) -> _List:
    return _List(
        "Phiên bản",
        "Sổ của cùng đơn vị mâu thuẫn với nhau",
        (
            _Column("STT", 6, Style.INTEGER),
            _Column("Đơn vị hành chính", 28),
            _Column("Mâu thuẫn", 90),
        ),
        ([n, each.unit, each.what] for n, each in enumerate(done.conflicts, start=1)),
        wide=False,
    )


def _findings(done: Consolidation) -> _List:
    """Findings by rule first, then by commune."""
    names = {each.value: each.label for each in Severity}
    order = {each.value: each.rank for each in Severity}

    def rows() -> Iterator[list[Raw]]:
        keys = sorted(done.rule_counts, key=lambda key: (order[key[1]], key[0]))
        for code, severity in keys:
            key = (code, severity)
            yield [
                None, "Tất cả", code, names[severity], done.rule_counts[key], done.rule_units[key],
            ]  # fmt: skip
        for each in done.units:
            for severity in Severity:
                if count := each.entry.counts.get(severity.value):
                    unit = each.entry.unit_code, each.entry.unit_name
                    yield [*unit, None, severity.label, count, None]

    return _List(
        "Kết quả kiểm tra",
        "Kết quả kiểm tra theo quy tắc và theo xã",
        (
            *_UNIT[1:],
            _Column("Quy tắc", 10, Style.CENTRED),
            _Column("Mức", 16),
            _Column("Số mục", 9, Style.INTEGER),
            _Column("Số xã", 9, Style.INTEGER),
        ),
        rows(),
        wide=False,
    )


def _form(form: StatisticsForm) -> _List:
    return _List(
        form.code.split("/")[0],
        f"Biểu {form.code}: {form.title}",
        (
            _Column("A. Chỉ tiêu", 50),
            _Column("B. Mã số", 8, Style.CENTRED),
            *(
                _Column(f"{number}. {words}", 14, Style.INTEGER)
                for number, words in enumerate(form.columns, start=1)
            ),
        ),
        ([each.words, each.code, *each.values] for each in form.rows),
        note=SOURCE,
        after=("Ô để trống và cách tính:", *form.empty, NEWER),
        signed=True,
    )


def _to_province(rows: Iterable[tuple[Entry, RowFact]]) -> _List:
    """The columns A to I of the provincial system's import list."""
    return _List(
        _TO_PROVINCE,
        "",
        (
            _Column("STT", 6, Style.INTEGER),
            _Column("Tên gọi", 12),
            _Column("Tên tập thể/cá nhân/hộ gia đình", 32),
            _Column("Chức vụ", 28),
            _Column("Đơn vị công tác", 36),
            _Column("Phân loại khen thưởng", 16),
            _Column("Danh hiệu/Hình thức", 32),
            _Column("Phân loại đối tượng", 28),
            _Column("Lĩnh vực hoạt động", 20),
        ),
        (
            [
                number, row.salutation, row.name, row.position,
                ", ".join(each for each in (row.unit, entry.unit_name) if each),
                row.object_kind, what, row.work_group, row.field,
            ]
            for number, (entry, row, what) in enumerate(
                (
                    (entry, row, what)
                    for entry, row in rows
                    for what in (row.title, row.form)
                    if what
                ),
                start=1,
            )
        ),
    )  # fmt: skip


# Writing


def _write(canvas: Canvas, each: _List, done: Consolidation) -> None:
    sheet = canvas.add_sheet(each.sheet)
    for place, column in enumerate(each.columns):
        sheet.set_column(place, place, column.width)
    # A list that another program reads begins in its first row.
    heading_row = _HEADING_ROW if each.title else 1
    if each.title:
        _put(canvas, sheet, _TITLE_ROW, 1, each.title.upper(), Style.TITLE)
        _put(canvas, sheet, _NOTE_ROW, 1, each.note or None, Style.NOTE)
        sheet.set_row(_TITLE_ROW - 1, layout.TITLE_POINTS)
    for place, column in enumerate(each.columns, start=1):
        _put(canvas, sheet, heading_row, place, column.heading, Style.HEADING)
    sheet.set_row(heading_row - 1, _heading_points(each.columns))
    last = heading_row + _put_rows(canvas, sheet, heading_row + 1, each.columns, list(each.rows))
    if last == heading_row and each.title:
        _put(canvas, sheet, last + 1, 1, _NOTHING, Style.NOTE)
    if each.total:
        last += 1
        for place, value in enumerate(each.total, start=1):
            role = each.columns[place - 1].role
            shown = Style.SHARE if role is Style.SHARE else Style.TOTAL
            _put(canvas, sheet, last, place, value, shown)
    sheet.autofilter(heading_row - 1, 0, max(last - bool(each.total), heading_row) - 1,
                     len(each.columns) - 1)  # fmt: skip
    row = last + 2
    for line in each.after:
        _put(canvas, sheet, row, 1, line, Style.NOTE)
        row += 1
    if each.signed:
        _sign(canvas, sheet, row, len(each.columns), done.made)
    _set_up_print(sheet, each, heading_row)


def _put(canvas: Canvas, sheet: Worksheet, row: int, column: int, value: Raw, role: Style) -> None:
    canvas.write_role(sheet, row, column, value, role)


def _put_rows(
    canvas: Canvas,
    sheet: Worksheet,
    first: int,
    columns: Sequence[_Column],
    rows: Sequence[Sequence[Raw]],
) -> int:
    """The rows of a list, each as high as its texts need; returns how many."""
    points = [_points(columns, values) for values in rows]
    # The first shows how the others look, and the last how far the sheet goes.
    for place in {0, len(rows) - 1} if rows else ():
        for column, value in enumerate(rows[place], start=1):
            _put(canvas, sheet, first + place, column, value, columns[column - 1].role)
        sheet.set_row(first + place - 1, points[place])
    if len(rows) > 2:
        canvas.write_below(sheet, first, rows[1:-1], points[1:-1])
    return len(rows)


def _points(columns: Sequence[_Column], values: Sequence[Raw]) -> float:
    lines = 1
    for column, value in zip(columns, values, strict=True):
        if column.role is Style.WRAPPED and isinstance(value, str):
            lines = max(lines, layout.text_lines(value, column.width))
    return lines * layout.ROW_POINTS


def _heading_points(columns: Sequence[_Column]) -> float:
    lines = max(layout.text_lines(each.heading, each.width - 3) for each in columns)
    return lines * layout.ROW_POINTS + 6


def _sign(canvas: Canvas, sheet: Worksheet, row: int, width: int, made: datetime) -> None:
    """Người lập biểu on the left, Thủ trưởng đơn vị on the right under the date."""
    half = max(2, width // 2)
    date_line = f"Ngày {made:%d} tháng {made:%m} năm {made:%Y}"
    for top, left, right in ((0, None, date_line), (1, "Người lập biểu", "Thủ trưởng đơn vị")):
        for text, first, last in ((left, 1, half), (right, half + 1, max(width, half + 2))):
            look = layout.ROLES[Style.CENTRED_NOTE if top == 0 else Style.SIGNATURE]
            if text:
                sheet.merge_range(
                    *(row + top - 1, first - 1, row + top - 1, last - 1), text, canvas.format(look)
                )


def _set_up_print(sheet: Worksheet, each: _List, heading_row: int) -> None:
    sheet.freeze_panes(heading_row, 0)
    sheet.repeat_rows(heading_row - 1)
    if not each.wide:
        sheet.set_portrait()
    sheet.fit_to_pages(1, 0)


def _add_charts(canvas: Canvas, done: Consolidation) -> None:
    """What the totals look like: by kind of object, and awards against a year ago."""
    sheet = canvas.add_sheet("Biểu đồ")
    in_period, _, year_ago = done.total
    _put(canvas, sheet, _TITLE_ROW, 1, f"Biểu đồ {_span(done)}".upper(), Style.TITLE)
    _put(canvas, sheet, _NOTE_ROW, 1, done.compared or None, Style.NOTE)
    sheet.set_row(_TITLE_ROW - 1, layout.TITLE_POINTS)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 3, 12)
    head = ["Loại đối tượng", *_STAGES.values()]
    kinds = [
        [kind.value, *(in_period[stage].objects[kind] for stage in Stage)] for kind in ObjectKind
    ]
    first = _block(canvas, sheet, 3, head, kinds)
    _chart(canvas, sheet, first, len(kinds), len(_STAGES), "F3", "Theo loại đối tượng")
    awarded, ago = in_period[Stage.AWARDED], year_ago[Stage.AWARDED]
    names: list[Title | Form] = [
        *(each for each in Title if awarded.titles[each] or ago.titles[each]),
        *(each for each in Form if awarded.forms[each] or ago.forms[each]),
    ]
    compared: list[list[Raw]] = [
        [each.value, _of(awarded, each), _of(ago, each)] for each in names
    ] or [["(chưa có)", 0, 0]]
    head = ["Danh hiệu, hình thức được tặng", f"Năm {done.year}", f"Năm {done.year - 1}"]
    first = _block(canvas, sheet, max(first + len(kinds) + 2, 22), head, compared)
    _chart(canvas, sheet, first, len(compared), 2, f"F{first - 1}", "So với cùng kỳ năm trước")
    sheet.fit_to_pages(1, 1)


def _of(tally: Tally, what: Title | Form) -> int:
    return tally.titles[what] if isinstance(what, Title) else tally.forms[what]


def _block(
    canvas: Canvas, sheet: Worksheet, row: int, head: Sequence[str], rows: Sequence[Sequence[Raw]]
) -> int:
    """A small table that a chart reads; returns its first row of values."""
    for place, text in enumerate(head, start=1):
        _put(canvas, sheet, row, place, text, Style.HEADING)
    for number, values in enumerate(rows, start=row + 1):
        for place, value in enumerate(values, start=1):
            _put(canvas, sheet, number, place, value, Style.TEXT if place == 1 else Style.INTEGER)
    return row + 1


def _chart(
    canvas: Canvas, sheet: Worksheet, first: int, rows: int, series: int, place: str, title: str
) -> None:
    chart = canvas.workbook.add_chart({"type": "column"})
    font = {"name": layout.FONT, "size": 11}
    top, bottom = first - 1, first + rows - 2
    for column, colour in zip(range(1, series + 1), layout.CHART_COLOURS, strict=False):
        chart.add_series(
            {
                "name": [sheet.name, top - 1, column],
                "categories": [sheet.name, top, 0, bottom, 0],
                "values": [sheet.name, top, column, bottom, column],
                "fill": {"color": colour},
                "data_labels": {"value": True, "font": font},
                "gap": 80,
            }
        )
    chart.set_title({"name": title, "name_font": {**font, "size": 12, "bold": True}})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size(_CHART_SIZE)
    sheet.insert_chart(place, chart, {"description": title})


def empty_report(year: int) -> Report:
    """A report of nothing, which the committed template shows."""
    from addin.statistics_forms import movements_form, provincial_form, state_form

    made = datetime.combine(date(year, 1, 1), datetime.min.time())
    nothing = Consolidation(year, YEAR_SHEET, made)
    return Report(nothing, (movements_form([]), state_form([]), provincial_form([])), [])


def main() -> None:
    """Rewrite the committed template."""
    TEMPLATE.write_bytes(consolidated_workbook(empty_report(layout.TEMPLATE_YEAR)))


if __name__ == "__main__":
    main()
