"""Hạn đăng ký, nộp hồ sơ, sơ kết, tổng kết sắp đến được nhắc.

Kiểm tra gì
-----------
Các mục hạn ở trang Thông tin rơi vào ngày kiểm tra hoặc 7 ngày tiếp theo.

Vì sao
------
Còn kịp nhắc các đơn vị trước khi hết hạn.

Ví dụ sai
---------
Hạn đăng ký 31/03/2020, kiểm tra ngày 26/03/2020.

Ví dụ đúng
----------
Hạn đăng ký 31/03/2020, kiểm tra ngày 10/03/2020.

Căn cứ
------
Quy định của tỉnh.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.days import SOON
from validators.settings import Settings

RULE = Rule(
    code="TI401",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    message="{item}: ngày {deadline:%d/%m/%Y} là hết hạn.",
    remedy="Nhắc các đơn vị; hạn đã dời thì sửa ở trang Thông tin.",
    basis="Quy định của tỉnh",
)

DEADLINES = ("registration_deadline", "dossier_deadline", "midyear_deadline", "yearend_deadline")


def check(register: Register) -> Iterator[Hit]:
    """Each deadline of the year that is near."""
    for item in Settings.items().values():
        if item.field in DEADLINES:
            day = getattr(register.settings, item.field)
            if day and register.today <= day <= register.today + SOON:
                row = register.setting_rows[item.field]
                yield hit(row, "value", item=item.heading, deadline=day)
