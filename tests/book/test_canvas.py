"""Long lists are written faster than XlsxWriter does, and must read and look the same."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from addin.book.canvas import Canvas
from addin.book.layout import ROW_POINTS
from addin.book.port import Style
from addin.book.sheet_part import LONGEST_TEXT
from validators.blocks import Raw

LOOKS = (Style.INTEGER, Style.CENTRED, Style.WRAPPED, Style.DATE, Style.SHARE)
ROWS: list[list[Raw]] = [
    [1, "05542", "Xóm Ba Họ", date(2020, 12, 31), 0.25],
    [2, None, "", None, None],
    [3, "=1+1", "Lê <b> & “Mai”\nhai dòng", date(2021, 2, 28), 1.0],
    [4, "http://a.test", "  đầu và cuối  ", None, 1 / 3],
    [5, "@SUM(A1)", "a \x0b \x01", date(1950, 1, 1), 0.0],
    [6, "0", "x" * LONGEST_TEXT, date(9999, 12, 31), 2],
]
POINTS = [ROW_POINTS, ROW_POINTS, 2 * ROW_POINTS, ROW_POINTS, ROW_POINTS, 408.75]


def list_written(below: bool) -> Worksheet:
    canvas = Canvas()
    sheet = canvas.add_sheet("Danh sách")
    canvas.write_role(sheet, 1, 1, "Tiêu đề", Style.TITLE)
    direct = (0, len(ROWS) - 1) if below else range(len(ROWS))
    for place in direct:
        for column, (value, look) in enumerate(zip(ROWS[place], LOOKS, strict=True), start=1):
            canvas.write_role(sheet, 3 + place, column, value, look)
        sheet.set_row(2 + place, POINTS[place])
    if below:
        canvas.write_below(sheet, 3, ROWS[1:-1], POINTS[1:-1])
    canvas.write_role(sheet, 4 + len(ROWS), 1, "Cộng", Style.TOTAL)
    return openpyxl.load_workbook(BytesIO(canvas.finished()))["Danh sách"]


def looks_of(cell: Any) -> tuple[str, ...]:
    return cell.number_format, *map(repr, (cell.font, cell.fill, cell.border, cell.alignment))


def test_rows_written_below_read_and_look_as_those_of_xlsxwriter() -> None:
    fast, usual = list_written(below=True), list_written(below=False)
    assert fast.dimensions == usual.dimensions
    for ours, theirs in zip(fast.iter_rows(), usual.iter_rows(), strict=True):
        assert fast.row_dimensions[ours[0].row].height == usual.row_dimensions[ours[0].row].height
        for one, other in zip(ours, theirs, strict=True):
            assert (one.value, one.data_type) == (other.value, other.data_type), one.coordinate
            assert looks_of(one) == looks_of(other), one.coordinate
            assert one.hyperlink is None


def test_a_text_longer_than_a_cell_holds_is_cut_and_says_so() -> None:
    canvas = Canvas()
    sheet = canvas.add_sheet("Danh sách")
    for row in (1, 3):
        canvas.write_role(sheet, row, 1, "ngắn", Style.WRAPPED)
    canvas.write_below(sheet, 1, [["😀" * LONGEST_TEXT]], [409.0])
    book = openpyxl.load_workbook(BytesIO(canvas.finished()))
    text = book["Danh sách"]["A2"].value
    assert text.endswith("😀…")
    assert len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT
