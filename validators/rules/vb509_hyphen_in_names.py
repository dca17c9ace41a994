"""Tên cơ quan, bộ phận dùng dấu gạch nối.

Kiểm tra gì
-----------
Tên ghép như Văn phòng - Thống kê, Thi đua - Khen thưởng, Đảng ủy - HĐND - UBND dùng dấu gạch nối,
không dùng dấu gạch ngang dài. Gạch ngang dài giữa hai con số, hoặc để tách câu, thì không kể.

Vì sao
------
Một tên viết hai kiểu dấu trong cùng văn bản thì không thống nhất và khó tìm.

Ví dụ sai
---------
“Bộ phận Văn phòng – Thống kê”, “Đảng ủy – HĐND – UBND xã”.

Ví dụ đúng
----------
“Bộ phận Văn phòng - Thống kê”, “Đảng ủy, HĐND, UBND xã”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I và Phụ lục III: tên cơ quan dùng dấu gạch nối.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import FORM, printed_words

RULE = Rule(
    code="VB509",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    message="“{words}” dùng dấu gạch ngang dài trong tên.",
    remedy="Ghi “{proposal}”.",
    basis=f"{FORM} và Phụ lục III",
)

_FIRST = "Đảng ủy|HĐND|UBND|UBMTTQ|MTTQ"
_PAIRS = (
    ("văn phòng", "thống kê"),
    ("thi đua", "khen thưởng"),
    ("kinh tế", "xã hội"),
    ("văn hóa", "xã hội"),
    ("tài chính", "kế toán"),
    ("tư pháp", "hộ tịch"),
    ("địa chính", "xây dựng"),
    ("địa chính", "nông nghiệp"),
    ("quốc phòng", "an ninh"),
    ("lao động", "thương binh"),
)
_NAME = re.compile(
    "|".join(
        [
            rf"\b(?:{_FIRST})(?:\s*[–-]\s*(?:{_FIRST}))+",
            *(rf"(?i:\b{first}\s*–\s*{second}\b)" for first, second in _PAIRS),
        ]
    )
)


def check(register: Register) -> Iterator[Hit]:
    """Each compound name with a dash where a hyphen belongs."""
    for record, field, text in printed_words(register):
        for found in _NAME.finditer(text):
            words = found.group()
            if "–" in words:
                proposal = re.sub(r"\s*–\s*", " - ", words)
                yield hit(record, field, words=words, proposal=proposal)
