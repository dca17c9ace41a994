"""Dòng nhập phải liền với bảng.

Kiểm tra gì
-----------
Không có dữ liệu nào ở phía dưới bảng mà cách bảng một hay nhiều dòng trống.

Vì sao
------
Chương trình đọc bảng và các dòng liền ngay dưới bảng; dữ liệu cách một dòng trống thì không đọc và
không tính vào tổng hợp. Ghi chú riêng của bạn ở dưới bảng thì không sao.

Ví dụ sai
---------
Bảng Đăng ký hết ở dòng 44, để trống dòng 45, ghi tiếp người đăng ký ở dòng 46.

Ví dụ đúng
----------
Ghi tiếp ở dòng 45, ngay dưới bảng.

Căn cứ
------
Quy ước của sổ: chỉ bảng và các dòng liền dưới bảng được đọc.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.blocks import column_letter
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit

RULE = Rule(
    code="CT025",
    severity=Severity.NOTE,
    scope=Scope.TABLE,
    message="Trang “{sheet}” có dữ liệu từ dòng {row}, cách bảng ít nhất một dòng trống; chương "
    "trình không đọc tới.",
    remedy="Nếu là dữ liệu của bảng thì chuyển lên liền dưới bảng; nếu là ghi chú riêng thì để "
    "nguyên.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each table with something further down on its sheet, after an empty row."""
    for table in register.tables.values():
        block = table.block
        if block.row_beyond:
            cell = f"{column_letter(block.first_column)}{block.row_beyond}"
            yield hit(Spot(block.sheet, block.table, cell), sheet=block.sheet, row=block.row_beyond)
