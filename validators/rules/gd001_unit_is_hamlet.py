"""Gia đình văn hóa được đếm theo xóm, thôn, bản, tổ dân phố.

Kiểm tra gì
-----------
Đơn vị ghi ở trang Gia đình văn hóa là xóm, thôn, bản hoặc tổ dân phố.

Vì sao
------
Danh hiệu Gia đình văn hóa do khu dân cư bình xét; trường học, cơ quan không có hộ gia đình.

Ví dụ sai
---------
Đơn vị ghi một trường học.

Ví dụ đúng
----------
Đơn vị ghi một xóm.

Căn cứ
------
Quy ước của sổ: mỗi xóm một dòng.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import HAMLETS
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.text import match_key

RULE = Rule(
    code="GD001",
    severity=Severity.QUERY,
    scope=Scope.CELL,
    message="“{unit}” đã khai là {kind}, không phải xóm, thôn, bản hoặc tổ dân phố.",
    remedy="Chọn lại đơn vị, hoặc sửa Loại đơn vị ở trang Đơn vị.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each row whose unit is known and no residential community."""
    for row in register.cultural_families:
        unit = register.units_by_key.get(match_key(row.unit)) if row.unit else None
        if unit and unit.kind and unit.kind not in HAMLETS:
            yield hit(row, "unit", unit=row.unit, kind=unit.kind)
