"""Đăng ký thi đua trong hạn.

Kiểm tra gì
-----------
Ngày đăng ký không sau Hạn đăng ký ở trang Thông tin. Mục ấy để trống thì không kiểm tra.

Vì sao
------
Đăng ký muộn có thể không được tính; hạn do tỉnh hoặc cụm thi đua đặt.

Ví dụ sai
---------
Hạn đăng ký 31/03/2020, Ngày đăng ký 02/04/2020.

Ví dụ đúng
----------
Hạn đăng ký 31/03/2020, Ngày đăng ký 31/03/2020.

Căn cứ
------
Quy định của tỉnh.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DK401",
    severity=Severity.QUERY,
    scope=Scope.ROW,
    law=("D10",),
    message="Đăng ký ngày {day:%d/%m/%Y}, sau hạn {deadline:%d/%m/%Y}.",
    remedy="Kiểm tra lại ngày; nếu vẫn nhận đăng ký thì ghi lý do ở cột Giải trình.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each registration after the deadline; one after today is a finding of CT014."""
    deadline = register.settings.registration_deadline
    if deadline is None:
        return
    for row, provision in register.under("D10", register.registrations):
        day = row.registered_on
        if day and deadline < day <= register.today:
            yield hit(row, "registered_on", provision, day=day, deadline=deadline)
