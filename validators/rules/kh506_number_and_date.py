"""Số và ngày của văn bản được viện dẫn phải khớp nhau.

Kiểm tra gì
-----------
Năm trong số, ký hiệu là năm của ngày ban hành. Văn bản có trong danh mục của chương trình thì ngày
ghi kèm là ngày ban hành của nó; luật ghi theo tên thì có ngày ban hành của một luật mang tên ấy.

Vì sao
------
Số và ngày không khớp thì không biết căn cứ vào văn bản nào.

Ví dụ sai
---------
“Nghị định số 98/2023/NĐ-CP ngày 31 tháng 7 năm 2017”.

Ví dụ đúng
----------
“Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023”.

Căn cứ
------
Danh mục văn bản pháp luật của chương trình, ghi ngày ban hành của từng văn bản.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.citations import Citation
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import plan_citations

RULE = Rule(
    code="KH506",
    severity=Severity.QUERY,
    scope=Scope.CELL,
    message="“{words}”: số hoặc tên và ngày không phải của cùng một văn bản.",
    remedy="{remedy}",
    basis="Danh mục văn bản pháp luật của chương trình",
)


def check(register: Register) -> Iterator[Hit]:
    """Each citation whose date is not that of the document it names."""
    for row, citation in plan_citations(register):
        identified = citation.year or citation.is_law
        if identified and citation.typed_date and not _agree(citation):
            yield hit(row, "text", words=citation.words, remedy=_remedy(citation))


def _agree(citation: Citation) -> bool:
    """Whether the date may be that of the number or name: nothing known speaks against it."""
    days = [each.issued for each in citation.candidates]
    if citation.issued is None:
        return False
    if citation.year and int(citation.year) != citation.issued.year:
        return False
    return not days or None in days or citation.issued in days


def _remedy(citation: Citation) -> str:
    known = " hoặc ".join(f"“{each.cited}”" for each in citation.candidates if each.issued)
    return f"Đối chiếu với văn bản gốc; có phải là {known}?" if known else "Xem lại văn bản gốc."
