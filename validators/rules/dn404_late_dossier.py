"""Hồ sơ đề nghị nộp trong hạn.

Kiểm tra gì
-----------
Ngày nhận hồ sơ không sau Hạn nộp hồ sơ ở trang Thông tin. Khen thưởng đột xuất, quá trình cống
hiến, niên hạn, đối ngoại không theo hạn của năm nên không xét, cũng như dòng Trả lại, Không đạt.

Vì sao
------
Hồ sơ nộp muộn có thể bị chuyển sang đợt sau; hạn do tỉnh đặt.

Ví dụ sai
---------
Hạn nộp hồ sơ 10/12/2020, Ngày nhận hồ sơ 14/12/2020.

Ví dụ đúng
----------
Hạn nộp hồ sơ 10/12/2020, Ngày nhận hồ sơ 10/12/2020.

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
    code="DN404",
    severity=Severity.QUERY,
    scope=Scope.ROW,
    law=("D10",),
    message="Nhận hồ sơ ngày {day:%d/%m/%Y}, sau hạn {deadline:%d/%m/%Y}.",
    remedy="Kiểm tra lại ngày; nếu vẫn nhận hồ sơ thì ghi lý do ở cột Giải trình.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each dossier after the deadline; one after today is a finding of CT014."""
    deadline = register.settings.dossier_deadline
    if deadline is None:
        return
    for row, provision in register.under("D10", register.live_nominations):
        day = row.received
        if day and deadline < day <= register.today and not row.by_simple_procedure:
            yield hit(row, "received", provision, day=day, deadline=deadline)
