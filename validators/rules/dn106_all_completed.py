"""Tập thể lao động xuất sắc phải có mọi cá nhân hoàn thành nhiệm vụ.

Kiểm tra gì
-----------
Số người hoàn thành nhiệm vụ trở lên chia cho Tổng số cá nhân ở trang Tập thể phải đủ 100 %.

Vì sao
------
Chỉ một người không hoàn thành nhiệm vụ là tập thể không đủ tiêu chuẩn.

Ví dụ sai
---------
Đề nghị Tập thể lao động xuất sắc cho tập thể 20 người có 19 người hoàn thành nhiệm vụ.

Ví dụ đúng
----------
Tập thể 20 người có 20 người hoàn thành nhiệm vụ.

Căn cứ
------
Điều 27 Luật Thi đua, khen thưởng 2003; Điều 27 Luật Thi đua, khen thưởng 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Title
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.shares import bound, counted

RULE = Rule(
    code="DN106",
    severity=Severity.ERROR,
    scope=Scope.BOOK,
    law=("T13",),
    message="Đề nghị “{title}” nhưng tỷ lệ cá nhân hoàn thành nhiệm vụ là {share} ({demand}).",
    remedy="Kiểm tra lại số liệu ở trang Tập thể, dòng {line}; nếu đúng thì không đề nghị danh "
    "hiệu này.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each collective nominated for TTLĐXS in which somebody has not completed the tasks."""
    for row, provision in register.under(RULE.law, register.nominated(Title.EXCELLENT_COLLECTIVE)):
        counts = register.counts_of(row)
        if counts is None or not counts.members or counts.completed is None:
            continue
        demand = bound(provision, "completed_share")
        if not demand.allows(counts.completed, counts.members):
            yield hit(
                row,
                "title",
                provision,
                title=row.title,
                share=counted(counts.completed, counts.members),
                demand=demand,
                line=counts.row,
            )
