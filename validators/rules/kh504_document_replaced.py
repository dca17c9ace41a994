"""Văn bản được viện dẫn phải còn hiệu lực vào ngày của kế hoạch.

Kiểm tra gì
-----------
Luật, nghị định, thông tư trong dàn ý chưa bị thay thế vào ngày của kế hoạch. Kế hoạch chưa có ngày
thì tính theo ngày kiểm tra, trong phạm vi năm của sổ. Văn bản chỉ được nhắc là đã thay thế, bãi bỏ
thì không kể.

Vì sao
------
Kế hoạch dựa vào văn bản đã hết hiệu lực thì sai căn cứ pháp lý.

Ví dụ sai
---------
Kế hoạch ngày 15/02/2024 ghi “Nghị định số 91/2017/NĐ-CP”.

Ví dụ đúng
----------
Kế hoạch ngày 15/02/2024 ghi “Nghị định số 98/2023/NĐ-CP”.

Căn cứ
------
Danh mục văn bản pháp luật của chương trình, ghi ngày có hiệu lực và văn bản thay thế.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.documents_register import legal_documents
from validators.finding import Severity
from validators.regimes import regime_on
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import plan_citations, plan_day

RULE = Rule(
    code="KH504",
    severity=Severity.QUERY,
    scope=Scope.CELL,
    message="“{words}” hết hiệu lực sau ngày {end:%d/%m/%Y}, trước ngày của kế hoạch.",
    remedy="{remedy}",
    basis="Danh mục văn bản pháp luật của chương trình",
)


def check(register: Register) -> Iterator[Hit]:
    """Each cited document that was no longer in force on the plan's day."""
    day = plan_day(register)
    for row, citation in plan_citations(register):
        document = citation.document
        if document is None or not document.ended_by(day) or citation.only_mentioned:
            continue
        successor = legal_documents().successor_on(document, day)
        yield hit(
            row,
            "text",
            document.provision(regime_on(day).id),
            words=citation.words,
            end=document.end,
            remedy=f"Thay bằng “{successor.cited}”." if successor else "Tìm văn bản thay thế.",
        )
