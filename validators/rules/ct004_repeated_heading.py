"""Mỗi cột của mẫu chỉ được có một lần trong bảng.

Kiểm tra gì
-----------
Không có hai cột cùng một tiêu đề của mẫu. Chương trình đọc cột đứng trước.

Vì sao
------
Số liệu ghi ở cột thứ hai không được đọc, người nhập không biết.

Ví dụ sai
---------
Bảng Đăng ký có hai cột “Ngày sinh”.

Ví dụ đúng
----------
Một cột “Ngày sinh”; cột thêm riêng mang tiêu đề khác.

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
    code="CT004",
    severity=Severity.ERROR,
    scope=Scope.TABLE,
    message="Cột “{heading}” có hai lần; chỉ cột đứng trước được đọc.",
    remedy="Chuyển số liệu về cột đứng trước, rồi xóa hoặc đổi tiêu đề cột này.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each heading that stands in its table once more."""
    for table in register.tables.values():
        block = table.block
        for each in table.repeated:
            cell = block.heading_address(each.column)
            yield hit(Spot(block.sheet, block.table, cell, each.typed), heading=each.meant)
