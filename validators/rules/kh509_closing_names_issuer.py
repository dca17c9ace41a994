"""Câu kết của kế hoạch nêu đúng cơ quan ban hành.

Kiểm tra gì
-----------
Ở phần Kết luận, “kế hoạch … của UBND” chỉ dùng khi Cơ quan ban hành của kế hoạch là Ủy ban nhân
dân, “của Hội đồng” chỉ dùng khi đó là Hội đồng Thi đua - Khen thưởng.

Vì sao
------
Phần mở đầu, chữ ký và câu kết nêu hai cơ quan thì không rõ kế hoạch của ai.

Ví dụ sai
---------
Cơ quan ban hành là Hội đồng Thi đua - Khen thưởng, câu kết ghi “kế hoạch … của UBND xã Lam Vỹ”.

Ví dụ đúng
----------
Cơ quan ban hành là Hội đồng Thi đua - Khen thưởng, câu kết ghi “kế hoạch … của xã Lam Vỹ”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I, khoản 2 Mục II: tên cơ quan ban hành văn bản.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validators.catalogue import Issuer, PlanPart
from validators.finding import Severity
from validators.papers import issuer_of, plan_paper
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import FORM

RULE = Rule(
    code="KH509",
    severity=Severity.NOTE,
    scope=Scope.BOOK,
    message="Câu kết ghi “{words}” nhưng cơ quan ban hành của kế hoạch là {issuer}.",
    remedy="Thống nhất câu kết với cột Cơ quan ban hành ở trang Văn bản.",
    basis=f"{FORM}, khoản 2 Mục II",
)

_OTHERS = {
    Issuer.COUNCIL: re.compile(r"(?i:kế hoạch)[^.]{0,300}\b(của (?:UBND|Ủy ban nhân dân))\b"),
    Issuer.PEOPLES_COMMITTEE: re.compile(
        r"(?i:kế hoạch)[^.]{0,300}\b(của Hội đồng (?i:thi đua))\b"
    ),
}
"""By issuer: what names the other one as the plan's."""


def check(register: Register) -> Iterator[Hit]:
    """Each closing row that calls the plan the other body's."""
    paper = plan_paper(register)
    if paper is None:
        return
    issuer = issuer_of(paper)
    for row in register.plan:
        if row.part is PlanPart.CLOSING and (found := _OTHERS[issuer].search(row.text or "")):
            yield hit(row, "text", words=found[1], issuer=issuer)
