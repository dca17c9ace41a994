"""What is wrong with a workbook and what to do, said alike of a saved and of an open one.

Each is the rest of a sentence that begins with the workbook's name.
"""

from __future__ import annotations

from addin.book.port import SheetView
from addin.book.sheet_part import LONGEST_TEXT
from validators.blocks import column_letter


def missing_table(view: SheetView) -> str:
    """One of the program's own tables is not there."""
    return (
        f"thiếu bảng {view.table} của trang tính “{view.sheet}”: "
        "hãy dùng bản sao dự phòng của sổ, hoặc lập sổ mới rồi chép số liệu sang"
    )


def missing_sheet(view: SheetView) -> str:
    """One of the program's own sheets is not there."""
    return (
        f"thiếu trang tính “{view.sheet}” của chương trình: nếu trang đã bị đổi tên "
        "thì hãy đặt lại tên cũ, nếu đã bị xóa thì hãy dùng bản sao dự phòng của sổ"
    )


def occupied(row: int, sheet: str, count: int) -> str:
    """A table cannot grow over what stands under it."""
    return (
        f"có nội dung ở dòng {row}, ngay dưới bảng của trang tính “{sheet}”, nên "
        f"không thêm được {count} dòng: nếu đó là số liệu của bảng thì trong Excel hãy kéo góc "
        "dưới bên phải của bảng xuống, trong LibreOffice hãy cắt sang chỗ khác, bấm Thêm dòng rồi "
        "dán vào bảng; nếu không thì hãy chuyển nội dung đó sang chỗ khác; rồi làm lại"
    )


def too_long(row: int, column: int, sheet: str) -> str:
    """A text does not fit into its cell."""
    return odd_cell(
        row,
        column,
        sheet,
        f"không chứa được đoạn chữ dài trên {LONGEST_TEXT} ký tự: hãy chia đoạn đó "
        "thành nhiều dòng",
    )


def odd_cell(row: int, column: int, sheet: str, what: str) -> str:
    """A cell that cannot be written."""
    return f"có ô {column_letter(column)}{row} của trang tính “{sheet}” {what} rồi làm lại"
