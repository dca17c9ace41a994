"""Cột Số chỉ ghi số của văn bản.

Kiểm tra gì
-----------
Cột Số không kèm ký hiệu, chữ “Số” hay số 0 thừa. Số dưới 10 được chương trình thêm một số 0 khi in;
số gõ kèm ký hiệu thì in đúng như gõ, nên số dưới 10 phải tự có số 0.

Vì sao
------
Số và ký hiệu ở hai cột thì mới kiểm tra được và in đúng một kiểu.

Ví dụ sai
---------
Số ghi “5/KH-UBND” hoặc “005”.

Ví dụ đúng
----------
Số ghi “5”, Ký hiệu ghi “KH-UBND”; văn bản in ra là “Số: 05/KH-UBND”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I, điểm c khoản 3 Mục II: số nhỏ hơn 10 ghi thêm số 0 phía trước.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import FORM

RULE = Rule(
    code="VB503",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    message="Cột Số ghi “{number}”: {problem}.",
    remedy="Ghi “{proposal}” ở cột Số, ký hiệu ở cột Ký hiệu.",
    basis=f"{FORM}, điểm c khoản 3 Mục II",
)

_NUMBER = re.compile(r"(?P<word>(?i:số)[\s:.]*)?(?P<zeros>0*)(?P<figures>\d+)(?P<rest>.*)")


def check(register: Register) -> Iterator[Hit]:
    """Each number with a symbol, a word or too many noughts."""
    for paper in register.papers:
        found = _NUMBER.fullmatch((paper.number or "").strip())
        if found and (problem := _problem(found)):
            proposal = f"{int(found['figures']):02d}"
            yield hit(paper, "number", number=paper.number, problem=problem, proposal=proposal)


def _problem(found: re.Match[str]) -> str:
    if found["rest"].lstrip().startswith("/"):
        short = len(found["zeros"] + found["figures"]) == 1
        return "kèm ký hiệu" + (", thiếu số 0 trước số nhỏ hơn 10" if short else "")
    if found["word"]:
        return "kèm chữ “Số”"
    needed = max(0, 2 - len(found["figures"]))
    return "thừa số 0 ở đầu" if len(found["zeros"]) > needed else ""
