"""Người nghỉ quá số ngày do địa phương quy định thì không xét Lao động tiên tiến.

Kiểm tra gì
-----------
Chỉ khi trang Thông tin có đặt Số ngày nghỉ tối đa: dòng đề nghị Lao động tiên tiến hoặc Chiến sĩ
thi đua cơ sở có Số ngày nghỉ từ số đó trở lên. Người nghỉ thai sản (Nghỉ thai sản là “Có”) không bị
tính, vì thời gian ấy được coi là thời gian làm việc.

Vì sao
------
Nghị định hiện hành không còn quy định này; một số tỉnh, cơ quan vẫn giữ trong quy chế của mình, nên
chương trình chỉ hỏi và chỉ khi xã tự đặt số ngày.

Ví dụ sai
---------
Số ngày nghỉ tối đa là 40; đề nghị Lao động tiên tiến cho người nghỉ 40 ngày.

Ví dụ đúng
----------
Người nghỉ 39 ngày; hoặc người nghỉ 120 ngày thai sản.

Căn cứ
------
Quy chế của địa phương; Nghị định 91/2017/NĐ-CP (thời gian nghỉ thai sản).
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Title, YesNo
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN113",
    severity=Severity.QUERY,
    scope=Scope.ROW,
    law=("X07", "X08"),
    message="Đề nghị “{title}” nhưng người này nghỉ {days} ngày "
    "(địa phương không xét người nghỉ từ {limit} ngày trở lên).",
    remedy="Kiểm tra lại số ngày nghỉ; nếu nghỉ thai sản thì chọn “Có” ở cột Nghỉ thai sản; nếu "
    "không thì ghi lý do ở cột Giải trình hoặc không đề nghị.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination of somebody absent too long, where the commune has set a limit."""
    limit = register.settings.absence_limit
    if limit is None:
        return
    rows = register.nominated(Title.ADVANCED_WORKER, Title.GRASSROOTS_FIGHTER)
    for row, provision in register.under("X07", rows):
        counted_as_work = row.maternity_leave is YesNo.YES or "maternity_leave" in row.unreadable
        if row.days_absent is not None and row.days_absent >= limit and not counted_as_work:
            yield hit(
                row,
                "days_absent",
                provision,
                title=row.title,
                days=row.days_absent,
                limit=limit,
            )
