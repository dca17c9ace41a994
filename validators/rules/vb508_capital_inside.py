"""Từ nối không viết hoa giữa câu.

Kiểm tra gì
-----------
Trong trích yếu, dàn ý, tiến độ, phân công và nơi nhận, các từ “và”, “hoặc”, “của”, “với” không viết
hoa ngay sau một từ viết thường; “các”, “những”, “mọi”, “và” không viết hoa ngay sau dấu phẩy. Tên
riêng và lời trong ngoặc kép không bị xét: chỉ những từ không thể là tên mới được kiểm tra.

Vì sao
------
Chữ hoa giữa câu thường do sửa câu mà quên, hoặc do máy tự sửa.

Ví dụ sai
---------
“phong trào thi đua yêu nước Và công tác khen thưởng”.

Ví dụ đúng
----------
“phong trào thi đua yêu nước và công tác khen thưởng”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục II: viết hoa trong văn bản hành chính.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import printed_words

RULE = Rule(
    code="VB508",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    message="“{words}”: chữ “{word}” viết hoa giữa câu.",
    remedy="Viết thường “{lower}”, hoặc tách câu bằng dấu chấm.",
    basis="Nghị định 30/2020/NĐ-CP Phụ lục II",
)

_INSIDE = re.compile(r"\b(?:\w+ )?(?P<before>\w+) (?P<word>Và|Hoặc|Của|Với)\b(?: \w+)?")
_AFTER_COMMA = re.compile(r"\b(?:\w+ )?\w+, (?P<word>Các|Những|Mọi|Và)\b(?: \w+)?")


def check(register: Register) -> Iterator[Hit]:
    """Each conjunction or determiner with a capital in the middle of a sentence."""
    for record, field, text in printed_words(register):
        inside = (each for each in _INSIDE.finditer(text) if each["before"].islower())
        for found in (*inside, *_AFTER_COMMA.finditer(text)):
            word = found["word"]
            yield hit(record, field, words=found.group(), word=word, lower=word.lower())
