"""Sổ phải có đủ các bảng của mẫu.

Kiểm tra gì
-----------
Mỗi bảng nhập liệu của mẫu còn trong sổ, dưới đúng tên bảng mà chương trình tìm. Thiếu bảng do
chương trình điền (Kết quả kiểm tra, Giải trình, Nhật ký) là một lưu ý.

Vì sao
------
Thiếu một bảng thì mọi số liệu của bảng ấy bị coi như không có; thiếu bảng của chương trình thì
không ghi được kết quả vào sổ, và câu giải trình đã có không còn.

Ví dụ sai
---------
Trang Đơn vị bị xóa, hoặc bảng bị đổi thành vùng ô thường.

Ví dụ đúng
----------
Sổ có đủ các trang của mẫu; trang không dùng được ẩn đi chứ không xóa.

Căn cứ
------
Quy ước của sổ: bảng được tìm theo tên bảng trong tệp.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.records import ENTRY_TABLES
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit

RULE = Rule(
    code="CT001",
    severity=Severity.ERROR,
    scope=Scope.BOOK,
    message="Không tìm thấy bảng {table} của trang “{sheet}”{effect}.",
    remedy="{remedy}",
)


def check(register: Register) -> Iterator[Hit]:
    """Each table that the workbook lacks: those of staff, then the program's own."""
    for model in ENTRY_TABLES:
        if model.table not in register.tables:
            yield hit(
                Spot(model.sheet, model.table),
                table=model.table,
                sheet=model.sheet,
                effect="",
                remedy=f"Bấm Phục hồi mẫu, hoặc chép trang “{model.sheet}” từ sổ mẫu sang.",
            )
    for lost in register.lost:
        yield hit(
            Spot(lost.sheet, lost.table),
            severity=Severity.NOTE,
            table=lost.table,
            sheet=lost.sheet,
            effect=" nên chương trình không ghi được vào trang ấy",
            remedy="Dùng bản sao dự phòng của sổ, hoặc lập sổ mới rồi chép số liệu sang.",
        )
