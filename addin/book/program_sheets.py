"""The sheets that the program fills, empty as yet, and the lists behind the drop-downs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from addin.book import layout
from addin.book.canvas import Canvas
from addin.book.layout import FIRST_ROW, HEADING_ROW, LAST_ROW, NOTE_ROW, TITLE_ROW
from addin.book.port import Style
from addin.summary import YEAR_SHEET
from validators.blocks import column_letter
from validators.catalogue import ObjectKind
from validators.columns import Column, ProgramRecord
from validators.finding import Severity
from validators.records import Explanation, LogEntry, Result, Sending, SlipRow

_NOT_YET = {
    Result.sheet: layout.NOT_CHECKED,
    Explanation.sheet: "Chưa có giải trình nào.",
    LogEntry.sheet: "Chương trình chưa làm việc gì với sổ này.",
    Sending.sheet: "Sổ này chưa được gửi lần nào.",
    SlipRow.sheet: "Chưa nhận phiếu đơn vị nào.",
}
_NOT_SUMMED_UP = "Chưa tổng hợp. Bấm Tổng hợp trên dải lệnh Thi Đua để lập biểu này."
_LISTS_NOTE = "Các ô chọn lấy mục từ đây. Mục theo quy định, không cần sửa."
_STAGES = ("Đăng ký", "Đề nghị", "Được tặng")


def _role(
    canvas: Canvas, sheet: Worksheet, row: int, column: int, value: object, role: Style
) -> None:
    canvas.write(sheet, row, column, value, layout.ROLES[role])


def _protect(sheet: Worksheet) -> None:
    sheet.protect(
        "",
        {
            "autofilter": True,
            "format_columns": True,
            "format_rows": True,
            "select_locked_cells": True,
        },
    )


def add_table_sheet(canvas: Canvas, model: type[ProgramRecord]) -> None:
    """A program's sheet that holds one table, with one empty row."""
    sheet = canvas.add_sheet(model.sheet)
    columns = model.columns()
    for place, column in enumerate(columns):
        look = canvas.format({"locked": False}) if _is_open(column) else None
        sheet.set_column(place, place, column.width, look, {"hidden": column.hidden})
    _role(canvas, sheet, TITLE_ROW, 1, layout.SHEETS[model.sheet].upper(), Style.TITLE)
    _role(canvas, sheet, NOTE_ROW, 1, _NOT_YET[model.sheet], Style.SUBTITLE)
    sheet.set_row(TITLE_ROW - 1, layout.TITLE_POINTS)
    sheet.set_row(HEADING_ROW - 1, layout.heading_points(columns))
    sheet.add_table(
        *(HEADING_ROW - 1, 0, FIRST_ROW - 1, len(columns) - 1),
        {
            "name": model.table,
            "style": None,
            "columns": [{"header": each.heading} for each in columns],
        },
    )
    for place, column in enumerate(columns, start=1):
        _role(canvas, sheet, HEADING_ROW, place, column.heading, Style.HEADING)
        role = Style.INPUT if _is_open(column) else Style.WRAPPED
        _role(canvas, sheet, FIRST_ROW, place, None, role)
        if column.hint:
            sheet.data_validation(
                *(FIRST_ROW - 1, place - 1, LAST_ROW - 1, place - 1),
                {"validate": "any", "input_title": column.heading, "input_message": column.hint},
            )
    sheet.freeze_panes(HEADING_ROW, 0)
    sheet.repeat_rows(HEADING_ROW - 1)
    sheet.fit_to_pages(1, 0)
    if model.sheet in layout.HIDDEN_SHEETS:
        sheet.hide()
    if model.sheet in layout.PROTECTED_SHEETS:
        _protect(sheet)


def _is_open(column: Column) -> bool:
    """Whether staff type in this column of the program's own table."""
    return column.field == "explanation"


def add_summary_sheet(canvas: Canvas, name: str) -> None:
    """A summary sheet not yet filled, with its chart over a block of fixed place."""
    sheet = canvas.add_sheet(name)
    for column, width in layout.SUMMARY_WIDTHS.items():
        sheet.set_column(column - 1, column - 1, width)
    _role(canvas, sheet, TITLE_ROW, 1, layout.SHEETS[name].upper(), Style.TITLE)
    _role(canvas, sheet, NOTE_ROW, 1, _NOT_SUMMED_UP, Style.SUBTITLE)
    sheet.set_row(TITLE_ROW - 1, layout.TITLE_POINTS)
    _add_block(canvas, sheet, name)
    _add_chart(canvas, sheet, name)
    sheet.fit_to_pages(1, 0)
    _protect(sheet)


def _add_block(canvas: Canvas, sheet: Worksheet, name: str) -> None:
    """The numbers that the chart reads, zeros as yet."""
    spans = ("Cả năm",) if name == YEAR_SHEET else ("Trong quý", "Lũy kế từ đầu năm")
    heading = canvas.format(layout.ROLES[Style.HEADING])
    above = layout.CHART_HEADING_ROW - 2
    for number, span in enumerate(spans):
        first = 1 + number * len(_STAGES)
        sheet.merge_range(above, first, above, first + len(_STAGES) - 1, span, heading)
    _role(canvas, sheet, layout.CHART_HEADING_ROW - 1, 1, None, Style.HEADING)
    _role(canvas, sheet, layout.CHART_HEADING_ROW, 1, "Loại đối tượng", Style.HEADING)
    sheet.set_row(layout.CHART_HEADING_ROW - 1, 2 * layout.ROW_POINTS + 3)
    headings = _STAGES * len(spans)
    for column, text in enumerate(headings, start=2):
        _role(canvas, sheet, layout.CHART_HEADING_ROW, column, text, Style.HEADING)
    for row, kind in enumerate(ObjectKind, start=layout.CHART_FIRST_ROW):
        _role(canvas, sheet, row, 1, str(kind), Style.TEXT)
        for column in range(2, 2 + len(headings)):
            _role(canvas, sheet, row, column, 0, Style.INTEGER)


def _add_chart(canvas: Canvas, sheet: Worksheet, name: str) -> None:
    """Columns of registered, nominated and awarded rows by kind of object."""
    chart = canvas.workbook.add_chart({"type": "column"})
    font = {"name": layout.FONT, "size": 11}
    heading, first = layout.CHART_HEADING_ROW - 1, layout.CHART_FIRST_ROW - 1
    last = first + len(ObjectKind) - 1
    for column, colour in enumerate(layout.CHART_COLOURS, start=1):
        chart.add_series(
            {
                "name": [name, heading, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "fill": {"color": colour},
                "data_labels": {"value": True, "font": font},
                "gap": 80,
            }
        )
    period = "cả năm" if name == YEAR_SHEET else "trong quý"
    chart.set_title(
        {
            "name": f"Đăng ký, đề nghị, được tặng {period} theo loại đối tượng",
            "name_font": {**font, "size": 12, "bold": True},
            "overlay": False,
        }
    )
    chart.set_x_axis({"num_font": font})
    # The columns bear their numbers; an axis of whole numbers would repeat itself for small ones.
    chart.set_y_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom", "font": font})
    height = round(layout.CHART_ROWS * layout.ROW_POINTS / 0.75)
    chart.set_size({"width": layout.CHART_PIXELS_WIDE, "height": height})
    # Anchored to both corners: it stays between its rows whatever heights these are given.
    sheet.insert_chart(
        layout.CHART_CELL,
        chart,
        {"object_position": 1, "description": f"Biểu đồ số lượt {period} theo loại đối tượng"},
    )


def add_lists_sheet(canvas: Canvas, lists: Mapping[str, Sequence[str]]) -> None:
    """Danh mục: one column a list, and in hidden rows below them the palette of `port.Style`.

    In a hidden column LibreOffice would let centred words run over into what is shown and printed.
    """
    sheet = canvas.add_sheet(layout.LISTS_SHEET)
    canvas.write(sheet, TITLE_ROW, 1, layout.SHEETS[layout.LISTS_SHEET], layout.TITLE)
    canvas.write(sheet, NOTE_ROW, 1, _LISTS_NOTE, layout.NOTE)
    sheet.set_row(TITLE_ROW - 1, layout.TITLE_POINTS)
    sheet.set_row(HEADING_ROW - 1, 2 * layout.ROW_POINTS + 6)
    for column, (heading, values) in enumerate(lists.items(), start=1):
        sheet.set_column(column - 1, column - 1, max([12, *(len(each) for each in values)]))
        _role(canvas, sheet, HEADING_ROW, column, heading, Style.HEADING)
        for row, value in enumerate(values, start=FIRST_ROW):
            _role(canvas, sheet, row, column, value, Style.TEXT)
    longest = max(len(values) for values in lists.values())
    sheet.print_area(0, 0, FIRST_ROW + longest - 2, len(lists) - 1)
    _add_palette(canvas, sheet, FIRST_ROW + max(longest, layout.LONGEST_LIST), len(lists) + 1)
    sheet.freeze_panes(HEADING_ROW, 0)
    sheet.repeat_rows(HEADING_ROW - 1)
    _protect(sheet)


def _add_palette(canvas: Canvas, sheet: Worksheet, first: int, column: int) -> None:
    """One cell for every role, in its look, from a row downwards; the rows are hidden."""
    for row, role in enumerate(Style, start=first):
        _role(canvas, sheet, row, column, str(role), role)
        sheet.set_row(row - 1, None, None, {"hidden": True})
    _tell_severities_apart(canvas, sheet, first, column)
    letter = column_letter(column)
    cells = f"${letter}${first}:${letter}${first + len(Style) - 1}"
    canvas.workbook.define_name(layout.PALETTE_NAME, f"='{layout.LISTS_SHEET}'!{cells}")


def _tell_severities_apart(canvas: Canvas, sheet: Worksheet, first: int, column: int) -> None:
    """Each severity's colours by its word, for programs that give a column one look at a time."""
    roles = (Style.ERROR, Style.QUERY, Style.ADVICE)
    rows = [first - 1 + list(Style).index(role) for role in roles]
    for severity in Severity:
        look = canvas.format(layout.MARKS[severity].look)
        sheet.conditional_format(
            *(rows[0], column - 1, rows[-1], column - 1),
            {"type": "cell", "criteria": "==", "value": f'"{severity.label}"', "format": look},
        )
