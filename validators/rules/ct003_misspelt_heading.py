"""Tiêu đề cột phải viết đúng như mẫu.

Kiểm tra gì
-----------
Tiêu đề chỉ khác mẫu ở chữ hoa, dấu hoặc khoảng trắng. Cột vẫn được đọc.

Vì sao
------
Công thức và mẫu biểu tìm cột theo đúng tiêu đề; tiêu đề viết khác làm chúng không còn chạy.

Ví dụ sai
---------
Tiêu đề “Ngay sinh”.

Ví dụ đúng
----------
Tiêu đề “Ngày sinh”.

Căn cứ
------
Quy ước của sổ: cột được tìm theo tiêu đề.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit

RULE = Rule(
    code="CT003",
    severity=Severity.ERROR,
    scope=Scope.TABLE,
    message="Tiêu đề “{typed}” viết khác mẫu.",
    remedy="Sửa tiêu đề thành “{meant}”.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each heading that equals a declared one but for case, accents or spaces."""
    for table in register.tables.values():
        block = table.block
        for each in table.misspelt:
            cell = block.heading_address(each.column)
            place = Spot(block.sheet, block.table, cell, each.typed)
            yield hit(place, typed=each.typed, meant=each.meant)
