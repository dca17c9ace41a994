"""Ký hiệu của văn bản hợp với loại văn bản và cơ quan ban hành.

Kiểm tra gì
-----------
Ký hiệu mở đầu bằng chữ viết tắt của Loại văn bản (KH, TTr, QĐ, BC, BB, GM; công văn không có), rồi
đến chữ viết tắt của Cơ quan ban hành (UBND hoặc HĐTĐKT). Ô Cơ quan ban hành để trống là Ủy ban nhân
dân. Ký hiệu để trống thì chương trình tự ghi.

Vì sao
------
Văn bản của Hội đồng có dãy số riêng; ký hiệu sai thì vào sổ văn thư sai chỗ.

Ví dụ sai
---------
Kế hoạch của Hội đồng Thi đua - Khen thưởng có ký hiệu “KH-UBND”; tờ trình có ký hiệu “KH-UBND”.

Ví dụ đúng
----------
Kế hoạch của Hội đồng có ký hiệu “KH-HĐTĐKT”; tờ trình của Ủy ban có ký hiệu “TTr-UBND”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I, khoản 3 Mục II và Phụ lục III: chữ viết tắt tên loại văn bản.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.papers import (
    ISSUER_SYMBOLS,
    KIND_SYMBOLS,
    issuer_of,
    plain_symbol,
    symbol_of,
)
from validators.records import Paper
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import FORM

RULE = Rule(
    code="VB502",
    severity=Severity.NOTE,
    scope=Scope.ROW,
    message="Ký hiệu “{symbol}” {problem}.",
    remedy="Ghi “{proposal}”, hoặc sửa Loại văn bản, Cơ quan ban hành.",
    basis=f"{FORM}, khoản 3 Mục II và Phụ lục III",
)


def check(register: Register) -> Iterator[Hit]:
    """Each symbol that is not that of the paper's kind and issuer."""
    for paper in register.papers:
        symbol = plain_symbol(paper.symbol or "")
        unread = paper.unreadable & {"kind", "issuer"}
        if symbol and not unread and (problem := _problem(paper, symbol)):
            yield hit(paper, "symbol", symbol=symbol, problem=problem, proposal=symbol_of(paper))


def _problem(paper: Paper, symbol: str) -> str:
    parts, issuer = symbol.split("-"), issuer_of(paper)
    kind = KIND_SYMBOLS.get(paper.kind) if paper.kind else None
    if kind and parts[0] != kind:
        return f"không mở đầu bằng “{kind}” của loại văn bản {paper.kind}"
    if not kind and parts[0] in KIND_SYMBOLS.values():
        return f"có “{parts[0]}” không phải của loại văn bản này" if paper.kind else ""
    if ISSUER_SYMBOLS[issuer] not in parts:
        return f"không có “{ISSUER_SYMBOLS[issuer]}” của cơ quan ban hành là {issuer}"
    return ""
