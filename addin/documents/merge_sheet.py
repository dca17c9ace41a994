"""Bảng trộn thư: the certificates' data as a plain workbook, for Word's own mail merge."""

from collections.abc import Sequence
from typing import Final

from addin.documents.certificate import certificate_values, certified
from addin.documents.kind import Product
from validators.register import Register

COLUMNS: Final = {
    "So_thu_tu": "Số thứ tự",
    "Ten_goi": "Tên gọi",
    "Ho_va_ten": "Họ và tên",
    "Chuc_vu": "Chức vụ",
    "Don_vi": "Đơn vị",
    "Noi_dung_khen": "Nội dung khen",
    "Nam_thanh_tich": "Năm thành tích",
    "So_quyet_dinh": "Số quyết định",
    "Ngay_quyet_dinh": "Ngày quyết định",
    "Dia_danh": "Địa danh",
    "Chuc_vu_nguoi_ky": "Quyền hạn, chức vụ người ký",
    "Nguoi_ky": "Người ký",
}
"""Headings as names of merge fields – Word takes neither spaces nor accents well – by value."""


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    from addin.book.plain_sheet import plain_sheet

    rows = []
    for number, row in enumerate(certified(register), 1):
        values = certificate_values(register, row, number)
        cells = [values[name] or "" for name in COLUMNS.values()]
        rows.append([cell.replace("\u00a0", " ") for cell in cells])
    return [Product("", plain_sheet("Giay_khen", list(COLUMNS), rows))]
