"""Ký hiệu của văn bản viết liền, ngăn bằng dấu gạch nối.

Kiểm tra gì
-----------
Cột Ký hiệu chỉ có chữ viết tắt của loại văn bản và cơ quan, ngăn bằng dấu gạch nối: không có
khoảng trắng, không dùng dấu gạch ngang dài, không có số văn bản và dấu gạch chéo.

Vì sao
------
Chương trình in số, dấu gạch chéo rồi đến ký hiệu; ký hiệu gõ thừa thì dòng số bị sai.

Ví dụ sai
---------
Ký hiệu ghi “KH – UBND” hoặc “05/KH-UBND”.

Ví dụ đúng
----------
Ký hiệu ghi “KH-UBND”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I, khoản 3 Mục II: số, ký hiệu của văn bản.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validators.finding import Severity
from validators.papers import plain_symbol
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import FORM

RULE = Rule(
    code="VB501",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    message="Ký hiệu “{symbol}” {problem}.",
    remedy="Ghi “{proposal}”.",
    basis=f"{FORM}, khoản 3 Mục II",
)


def check(register: Register) -> Iterator[Hit]:
    """Each symbol with more in it than letters and hyphens."""
    for paper in register.papers:
        symbol = paper.symbol or ""
        if (proposal := plain_symbol(symbol)) != symbol:
            problem = _problem(symbol)
            yield hit(paper, "symbol", symbol=symbol, problem=problem, proposal=proposal)


def _problem(symbol: str) -> str:
    if "/" in symbol:
        return "có số hoặc dấu gạch chéo"
    return "có khoảng trắng" if re.search(r"\s", symbol) else "dùng dấu gạch ngang dài"
