"""Sổ nên có dàn ý kế hoạch.

Kiểm tra gì
-----------
Trang Kế hoạch có ít nhất một dòng.

Vì sao
------
Kế hoạch thi đua của năm được lập từ trang này.

Ví dụ sai
---------
Trang Kế hoạch để trống.

Ví dụ đúng
----------
Trang Kế hoạch có dàn ý của năm, chép từ năm trước rồi sửa.

Căn cứ
------
Quy ước của sổ: mỗi đoạn của kế hoạch một dòng.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.records import PlanRow
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit

RULE = Rule(
    code="KH003",
    severity=Severity.NOTE,
    scope=Scope.TABLE,
    message="Trang Kế hoạch chưa có dòng nào; chưa lập được kế hoạch.",
    remedy="Nhập dàn ý, hoặc chép từ sổ năm trước.",
)


def check(register: Register) -> Iterator[Hit]:
    """A register whose plan has no rows."""
    if PlanRow.table in register.tables and not register.plan:
        yield hit(Spot(PlanRow.sheet, PlanRow.table))
