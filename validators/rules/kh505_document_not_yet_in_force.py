"""Văn bản được viện dẫn phải đã có hiệu lực vào ngày của kế hoạch.

Kiểm tra gì
-----------
Luật, nghị định, thông tư trong dàn ý đã có hiệu lực, ít nhất là đã được ban hành, vào ngày của kế
hoạch. Kế hoạch chưa có ngày thì tính theo ngày kiểm tra, trong phạm vi năm của sổ.

Vì sao
------
Văn bản chưa có hiệu lực chưa làm căn cứ được; thường là dàn ý của năm khác chép sang.

Ví dụ sai
---------
Kế hoạch ngày 12/02/2020 ghi “Nghị định số 98/2023/NĐ-CP”.

Ví dụ đúng
----------
Kế hoạch ngày 12/02/2020 ghi “Nghị định số 91/2017/NĐ-CP”.

Căn cứ
------
Danh mục văn bản pháp luật của chương trình, ghi ngày có hiệu lực của từng văn bản.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.regimes import regime_on
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import plan_citations, plan_day

RULE = Rule(
    code="KH505",
    severity=Severity.QUERY,
    scope=Scope.CELL,
    message="“{words}” {what} {start:%d/%m/%Y}, sau ngày của kế hoạch.",
    remedy="Viện dẫn văn bản đang có hiệu lực, hoặc giải trình vì sao viện dẫn trước.",
    basis="Danh mục văn bản pháp luật của chương trình",
)


def check(register: Register) -> Iterator[Hit]:
    """Each cited document that was not yet in force on the plan's day."""
    day = plan_day(register)
    for row, citation in plan_citations(register):
        document = citation.document
        if document and not document.started_by(day):
            what, start = "có hiệu lực từ ngày", document.start
            if start is None:
                what, start = "ban hành ngày", document.issued
            provision = document.provision(regime_on(day).id)
            yield hit(row, "text", provision, words=citation.words, what=what, start=start)
