"""Đơn vị, phong trào, văn bản phải được khai trước khi trang khác gọi tên.

Kiểm tra gì
-----------
Trang Đơn vị, Phong trào hoặc Văn bản còn trống trong khi trang khác đã ghi tên đơn vị, phong trào
hoặc mã văn bản.

Vì sao
------
Chưa khai đơn vị thì không dòng nào được cộng vào đơn vị của nó.

Ví dụ sai
---------
Trang Đơn vị trống, trang Đăng ký có 12 dòng ghi đơn vị.

Ví dụ đúng
----------
Khai đủ các đơn vị của xã ở trang Đơn vị rồi mới nhập đăng ký.

Căn cứ
------
Quy ước của sổ: các trang gọi đơn vị, phong trào theo tên.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit
from validators.rules.ct011_unknown_name import SEVERITY_BY_TABLE, references

RULE = Rule(
    code="CT012",
    severity=Severity.ERROR,
    scope=Scope.TABLE,
    message="Trang “{sheet}” còn trống, nhưng các trang khác đã ghi {count} chỗ gọi tên ở đó.",
    remedy="Khai ở trang “{sheet}”.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each empty table whose rows other tables call by name."""
    for target, severity in SEVERITY_BY_TABLE.items():
        table = register.tables.get(target)
        if table is None or table.records:
            continue
        if count := sum(1 for _ in references(register, target)):
            sheet = table.block.sheet
            yield hit(Spot(sheet, target), severity=severity, sheet=sheet, count=count)
