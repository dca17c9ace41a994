"""Chữ viết tắt phải có thật.

Kiểm tra gì
-----------
Chữ viết hoa liền nhau trong trích yếu, dàn ý, tiến độ, phân công và nơi nhận không chỉ khác một chữ
viết tắt đã biết ở một chữ cái hoặc ở dấu. Câu viết hoa toàn bộ thì không kể.

Vì sao
------
Gõ nhầm một phím thì chữ viết tắt thành vô nghĩa, người nhận không biết là cơ quan nào.

Ví dụ sai
---------
Nơi nhận ghi “HẾTĐKT huyện”.

Ví dụ đúng
----------
Nơi nhận ghi “HĐTĐKT huyện”.

Căn cứ
------
Danh mục chữ viết tắt của chương trình, có thể bổ sung.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validators.documents_register import legal_documents
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import printed_words
from validators.text import fold

RULE = Rule(
    code="VB507",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    message="Không có chữ viết tắt “{word}”.",
    remedy="Có phải là “{meant}” ({full})?",
    basis="Danh mục chữ viết tắt của chương trình",
)

SHORTEST = 4
"""Letters that an abbreviation needs at least for a likeness to mean something."""

_CAPITALS = re.compile(r"(?<![\w/-])[^\W\d_]{4,}(?![\w/-])")


def check(register: Register) -> Iterator[Hit]:
    """Each word in capitals that is nearly, but not quite, a known abbreviation."""
    known = legal_documents().abbreviations
    for record, field, text in printed_words(register):
        if text.isupper() and " " in text.strip():
            continue
        for word in dict.fromkeys(filter(str.isupper, _CAPITALS.findall(text))):
            if word not in known and (meant := _meant(word, known)):
                yield hit(record, field, word=word, meant=meant, full=known[meant])


def _meant(word: str, known: dict[str, str]) -> str | None:
    """The long abbreviation that was probably meant."""
    return next((each for each in known if len(each) >= SHORTEST and _mistyped(word, each)), None)


def _mistyped(word: str, meant: str) -> bool:
    """Whether only accents or the order differ, or one letter was changed, added or left out."""
    if fold(word) == fold(meant) or sorted(word) == sorted(meant):
        return True
    shorter, longer = sorted((word, meant), key=len)
    same = next((i for i, each in enumerate(shorter) if each != longer[i]), len(shorter))
    changed = len(shorter) == len(longer)
    return shorter[same + changed :] == longer[same + 1 :]
