"""Văn bản đã có số thì có ngày.

Kiểm tra gì
-----------
Văn bản đã ghi Số thì cũng ghi Ngày.

Vì sao
------
Số và ngày do văn thư ghi cùng lúc khi ban hành; thiếu ngày thì văn bản in ra để trống chỗ ngày.

Ví dụ sai
---------
Số ghi 12, Ngày để trống.

Ví dụ đúng
----------
Số ghi 12, Ngày ghi 14/02/2020; hoặc cả hai để trống khi chưa ban hành.

Căn cứ
------
Nghị định 30/2020/NĐ-CP, quy định về cấp số, thời gian ban hành văn bản.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="VB001",
    severity=Severity.NOTE,
    scope=Scope.ROW,
    message="Văn bản “{code}” đã có số {number} nhưng chưa có ngày.",
    remedy="Ghi ngày ban hành, hoặc xóa số nếu chưa ban hành.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each paper with a number and no date."""
    for paper in register.papers:
        if paper.number and paper.is_blank("issued"):
            yield hit(paper, "issued", code=paper.code or "", number=paper.number)
