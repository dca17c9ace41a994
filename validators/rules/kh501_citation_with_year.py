"""Nghị định, thông tư được viện dẫn phải có năm trong số, ký hiệu.

Kiểm tra gì
-----------
Số của nghị định, thông tư ghi trong dàn ý có đủ số thứ tự, năm và ký hiệu. Nếu danh mục văn bản
của chương trình có văn bản ấy thì cách ghi đủ được gợi ý.

Vì sao
------
Mỗi năm đánh số lại từ đầu: thiếu năm thì không biết là văn bản nào.

Ví dụ sai
---------
“Nghị định số 91/NĐ-CP ngày 31/7/2017”.

Ví dụ đúng
----------
“Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I, khoản 6 Mục II: văn bản viện dẫn ghi đủ số, ký hiệu.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from validators.citations import Citation
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import FORM, plan_citations, plan_day

RULE = Rule(
    code="KH501",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    message="“{words}” không có năm trong số, ký hiệu.",
    remedy="{remedy}",
    basis=f"{FORM}, khoản 6 Mục II",
)


def check(register: Register) -> Iterator[Hit]:
    """Each decree and circular cited without the year of its number."""
    day = plan_day(register)
    for row, citation in plan_citations(register):
        if not citation.is_law and not citation.year:
            yield hit(row, "text", words=citation.words, remedy=_remedy(citation, day))


def _remedy(citation: Citation, day: date) -> str:
    known = [each for each in citation.candidates if each.started_by(day)]
    if citation.document:
        known = [citation.document]
    if len(known) != 1:
        return "Ghi đủ số, năm và ký hiệu theo văn bản gốc."
    (document,) = known
    return f"Nếu là văn bản này thì ghi “{document.cited}”."
