"""Văn bản được viện dẫn phải ghi đúng thể thức.

Kiểm tra gì
-----------
Nghị định, thông tư ghi chữ “số” rồi đến số, năm, ký hiệu, không có khoảng trắng, dùng dấu gạch nối
và đủ dấu của chữ Đ; tên loại viết hoa. Trong phần Căn cứ, văn bản có ngày ban hành viết bằng chữ
“ngày … tháng … năm …”, kể cả luật.

Vì sao
------
Số, ký hiệu viết khác nhau thì tra cứu không ra; căn cứ sai thể thức thì văn thư trả lại văn bản.

Ví dụ sai
---------
“Căn cứ Nghị định 91/2017 / NĐ-CP ngày 31/7/2017 của Chính phủ”.

Ví dụ đúng
----------
“Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I, khoản 3 và khoản 6 Mục II.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from validators.catalogue import PlanPart
from validators.citations import Citation
from validators.documents_register import DocumentKind, legal_documents
from validators.finding import Severity
from validators.notation import date_in_words
from validators.records import PlanRow
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import FORM, laws_of_bases, plan_citations, plan_day

RULE = Rule(
    code="KH502",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    message="“{words}” viết chưa đúng thể thức: {problems}.",
    remedy="Ghi “{proposal}”.",
    basis=f"{FORM}, khoản 3 và khoản 6 Mục II",
)


def check(register: Register) -> Iterator[Hit]:
    """Each citation that is written otherwise than the decree has it."""
    for row, citation in plan_citations(register):
        if problems := list(_problems(row, citation)):
            yield _hit(row, citation.words, problems, _proposal(row, citation))
    day = plan_day(register)
    for row, law in laws_of_bases(register):
        if not law.dated:
            yield _hit(row, law.words, ["thiếu ngày ban hành"], _dated_law(law.words, day))


def _dated_law(words: str, day: date) -> str:
    """The law with its date: that of the law of this name in force on the plan's day."""
    for each in legal_documents().laws(words.removeprefix(DocumentKind.LAW)):
        if each.issued and each.started_by(day) and not each.ended_by(day):
            return each.cited
    return f"{words} ngày … tháng … năm …"


def _hit(row: PlanRow, words: str, problems: list[str], proposal: str) -> Hit:
    return hit(row, "text", words=words, problems=", ".join(problems), proposal=proposal)


def _problems(row: PlanRow, citation: Citation) -> Iterator[str]:
    in_basis = row.part is PlanPart.BASIS
    if citation.year and not citation.is_law:
        yield from _number_problems(citation)
        if in_basis and not citation.typed_date:
            yield "thiếu ngày ban hành"
    if in_basis and re.search(r"[/.-]", citation.typed_date):
        yield "ngày viết bằng số"


def _number_problems(citation: Citation) -> Iterator[str]:
    if not citation.words.startswith(citation.kind):
        yield "tên loại không viết hoa"
    if not citation.marked:
        yield "thiếu chữ “số”"
    if not citation.symbol:
        yield "thiếu ký hiệu"
    if citation.number != _number(citation):
        yield f"số, ký hiệu viết “{citation.number}”"


def _number(citation: Citation) -> str:
    """The number as it has to be written, its symbol where one is typed or known."""
    symbol = re.sub(r"\s", "", citation.symbol).replace("–", "-")
    if citation.kind is DocumentKind.DECREE and symbol.startswith("ND-"):
        symbol = f"NĐ-{symbol.removeprefix('ND-')}"
    return "/".join(filter(None, [citation.serial.zfill(2), citation.year, symbol]))


def _proposal(row: PlanRow, citation: Citation) -> str:
    document = citation.document
    if citation.is_law:
        name = document.name if document else citation.name or citation.number
        return _dated(f"{citation.kind} {name}", citation)
    number = document.number if document else _number(citation)
    named = f"{citation.kind} số {number}"
    if not (citation.symbol or document):
        named += "/…"
    if row.part is PlanPart.BASIS or citation.typed_date:
        return _dated(named, citation)
    return named


def _dated(name: str, citation: Citation) -> str:
    document = citation.document
    day = citation.issued or (document and document.issued)
    return f"{name} ngày {date_in_words(day)}" if day else f"{name} ngày … tháng … năm …"
