"""Tên xã, loại và tỉnh khớp với nghị quyết sắp xếp đơn vị hành chính.

Kiểm tra gì
-----------
Với xã có tên trong tệp luật: Loại đơn vị hành chính và Tỉnh ở trang Thông tin như nghị quyết sắp
xếp đơn vị hành chính năm 2025.

Vì sao
------
Tên cơ quan và địa danh in trên mọi văn bản lấy từ các mục này.

Ví dụ sai
---------
Năm 2026, Tên đơn vị hành chính Lam Vỹ, Tỉnh ghi Bắc Kạn.

Ví dụ đúng
----------
Năm 2026, Tên đơn vị hành chính Lam Vỹ, Loại đơn vị hành chính xã, Tỉnh Thái Nguyên.

Căn cứ
------
Nghị quyết 1683/NQ-UBTVQH15 năm 2025.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.text import match_key

RULE = Rule(
    code="TI402",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    law=("G02",),
    message="Từ ngày 01/7/2025, {name} là {kind} thuộc tỉnh {province}.",
    remedy="Kiểm tra lại mục này ở trang Thông tin.",
)


def check(register: Register) -> Iterator[Hit]:
    """Kind and province of a commune that the law names, where they are set otherwise."""
    provision, settings = register.regime.provision("G02"), register.settings
    if provision is None or match_key(settings.unit_name or "") != match_key(
        provision.words["name"]
    ):
        return
    for field, word in (("unit_kind", "kind"), ("province", "province")):
        value = getattr(settings, field)
        if value and match_key(value) != match_key(provision.words[word]):
            yield hit(
                register.setting_rows[field],
                "value",
                provision,
                name=provision.words["name"],
                kind=provision.words["kind"],
                province=provision.words["province"],
            )
