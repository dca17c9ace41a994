"""Dòng nhập phải nằm trong bảng.

Kiểm tra gì
-----------
Không có dòng nào ghi ngay dưới bảng mà bảng không kéo dài tới. Chương trình vẫn đọc các dòng ấy.

Vì sao
------
Dòng ngoài bảng không có danh sách chọn, không có cột Kiểm tra và không được sắp xếp cùng bảng.

Ví dụ sai
---------
Dán thêm 2 dòng ngay dưới bảng Đăng ký.

Ví dụ đúng
----------
Bấm Thêm dòng rồi mới ghi, hoặc kéo góc dưới bên phải của bảng xuống hết các dòng.

Căn cứ
------
Quy ước của sổ: các dòng ghi ngay dưới bảng vẫn được đọc, kèm một lưu ý.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit

RULE = Rule(
    code="CT005",
    severity=Severity.NOTE,
    scope=Scope.TABLE,
    message="{count} dòng từ dòng {row} trở đi nằm ngoài bảng của trang “{sheet}”.",
    remedy="Trong Excel: kéo góc dưới bên phải của bảng xuống hết các dòng này. Trong LibreOffice: "
    "cắt các dòng này sang chỗ khác, bấm Thêm dòng cho đủ, rồi dán vào bảng.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each table with filled rows directly under its end."""
    for table in register.tables.values():
        block = table.block
        if not block.rows_outside:
            continue
        first = len(block.rows) - block.rows_outside
        place = table.places.get(table.model.subject_column().field, 0)
        yield hit(
            Spot(block.sheet, block.table, block.address(first, place)),
            count=block.rows_outside,
            row=block.row_number(first),
            sheet=block.sheet,
        )
