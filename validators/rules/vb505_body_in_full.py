"""Dòng “TM.” ghi đủ tên cơ quan, không viết tắt.

Kiểm tra gì
-----------
Dòng ký gõ tay bắt đầu bằng “TM.” ghi đủ tên tập thể, ví dụ ỦY BAN NHÂN DÂN, HỘI ĐỒNG THI ĐUA - KHEN
THƯỞNG. Để trống thì chương trình ghi đủ.

Vì sao
------
Tên viết tắt ở chỗ ký làm văn bản thiếu trang trọng và không đúng thể thức.

Ví dụ sai
---------
Dòng ký 1 ghi “TM. HỘI ĐỒNG THI ĐUA KT”.

Ví dụ đúng
----------
Dòng ký 1 ghi “TM. HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I, khoản 7 Mục II: chữ viết tắt TM. đứng trước tên tập thể.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validators.catalogue import OnBehalf
from validators.documents_register import legal_documents
from validators.finding import Severity
from validators.papers import issuer_of
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import FORM
from validators.text import fold

RULE = Rule(
    code="VB505",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    message="Dòng ký “{line}” viết tắt “{short}”.",
    remedy="Ghi “{proposal}”, hoặc để trống để chương trình ghi.",
    basis=f"{FORM}, khoản 7 Mục II",
)


def check(register: Register) -> Iterator[Hit]:
    """Each typed line that abbreviates the body on whose behalf is signed."""
    for paper in register.papers:
        line = paper.line_1 or ""
        if not line.startswith(OnBehalf.COLLECTIVE):
            continue
        words = re.findall(r"\w+", line.removeprefix(OnBehalf.COLLECTIVE))
        if short := next(filter(_is_abbreviation, words), None):
            proposal = f"{OnBehalf.COLLECTIVE} {issuer_of(paper).upper()}"
            yield hit(paper, "line_1", line=line, short=short, proposal=proposal)


def _is_abbreviation(word: str) -> bool:
    """Whether a word is listed as an abbreviation or has no vowel to be spoken."""
    return word in legal_documents().abbreviations or not re.search("[aeiouy0-9]", fold(word))
