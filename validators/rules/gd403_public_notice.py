"""Danh sách Gia đình văn hóa phải được lấy ý kiến đủ ngày trước khi quyết định.

Kiểm tra gì
-----------
Với mỗi xóm có hộ được tặng Gia đình văn hóa ở trang Đề nghị: từ Ngày niêm yết của xóm đến Ngày
quyết định sớm nhất phải đủ số ngày mà luật quy định. Chưa ghi Ngày niêm yết thì được hỏi lại. Hồ sơ
nhận trước ngày 30/01/2024 theo Nghị định 122/2018/NĐ-CP, không xét ở đây.

Vì sao
------
Quyết định ký trước khi hết thời gian lấy ý kiến có thể bị khiếu nại và phải hủy.

Ví dụ sai
---------
Năm 2024, niêm yết ngày 05/11, quyết định ngày 14/11: mới 9 ngày.

Ví dụ đúng
----------
Năm 2024, niêm yết ngày 05/11, quyết định ngày 15/11.

Căn cứ
------
Điều 7 Nghị định 86/2023/NĐ-CP.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from validators.catalogue import Title
from validators.finding import Severity
from validators.records import CulturalFamilies
from validators.regimes import Provision
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.text import match_key

RULE = Rule(
    code="GD403",
    severity=Severity.ERROR,
    scope=Scope.BOOK,
    law=("Q11",),
    message="{posted}; quyết định tặng Gia đình văn hóa cho hộ của xóm ký ngày "
    "{decided:%d/%m/%Y} (phải sau ngày niêm yết ít nhất {days} ngày).",
    remedy="Kiểm tra lại Ngày niêm yết và Ngày quyết định với giấy tờ.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each hamlet whose families were decided upon before the notice had hung long enough."""
    decisions = _earliest(register)
    for row in register.cultural_families:
        decided, provision = decisions.get(match_key(row.unit or ""), (None, None))
        if decided is None or provision is None or "posted" in row.unreadable:
            continue
        days = provision.number("days")
        if row.posted is None or decided < row.posted + timedelta(days=days):
            yield _hit(row, provision, decided, days)


def _hit(row: CulturalFamilies, provision: Provision, decided: date, days: float) -> Hit:
    posted, severity = "Chưa ghi Ngày niêm yết", Severity.QUERY
    if row.posted:
        posted, severity = f"Niêm yết ngày {row.posted:%d/%m/%Y}", provision.severity
    return hit(row, "posted", provision, severity, posted=posted, decided=decided, days=days)


def _earliest(register: Register) -> dict[str, tuple[date, Provision]]:
    """By unit: the first decision on cultural families, and the law that it falls under."""
    found: defaultdict[str, list[tuple[date, Provision]]] = defaultdict(list)
    for row, provision in register.under("Q11", register.nominated(Title.CULTURAL_FAMILY)):
        if row.unit and row.decided:
            found[match_key(row.unit)].append((row.decided, provision))
    return {unit: min(each, key=lambda decision: decision[0]) for unit, each in found.items()}
