"""Một số quyết định chỉ có một ngày.

Kiểm tra gì
-----------
Các dòng đề nghị cùng Số quyết định, cùng Cấp quyết định, trong cùng một năm phải cùng Ngày quyết
định. Ngày của nhiều dòng hơn được coi là đúng. Ngày trước ngày nhận hồ sơ đã báo ở quy tắc CT016.

Vì sao
------
Số quyết định không lặp lại trong năm; hai ngày khác nhau là một ngày gõ nhầm.

Ví dụ sai
---------
Hai dòng cùng số 128/QĐ-UBND, một dòng ngày 22/12/2020, một dòng ngày 21/12/2020.

Ví dụ đúng
----------
Mọi dòng của quyết định 128/QĐ-UBND ghi ngày 22/12/2020.

Căn cứ
------
Nghị định 30/2020/NĐ-CP: số văn bản lấy liên tiếp từ đầu năm của một cơ quan.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from validators.catalogue import Level
from validators.finding import Severity
from validators.records import Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.text import match_key

RULE = Rule(
    code="DN406",
    severity=Severity.QUERY,
    scope=Scope.TABLE,
    message="Quyết định số {number} ghi ngày {day:%d/%m/%Y}, các dòng khác cùng số ghi ngày "
    "{usual:%d/%m/%Y}.",
    remedy="Kiểm tra lại số và ngày với bản quyết định.",
    basis="Nghị định 30/2020/NĐ-CP: số văn bản không lặp lại trong năm của một cơ quan",
)


def check(register: Register) -> Iterator[Hit]:
    """Each row whose decision bears another date than most rows of the same number."""
    decisions: dict[tuple[str, Level | None, int], list[tuple[Nomination, date]]]
    decisions = defaultdict(list)
    for row in register.nominations:
        if row.decision_number and row.decided and not _is_before_receipt(row, row.decided):
            key = match_key(row.decision_number), row.level, row.decided.year
            decisions[key].append((row, row.decided))
    for rows in decisions.values():
        ((usual, _),) = Counter(day for _, day in rows).most_common(1)
        for row, day in rows:
            if day != usual:
                yield hit(row, "decided", number=row.decision_number, day=day, usual=usual)


def _is_before_receipt(row: Nomination, decided: date) -> bool:
    return row.received is not None and decided < row.received
