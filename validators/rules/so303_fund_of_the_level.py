"""Cấp nào ký quyết định thì chi tiền thưởng từ quỹ của cấp ấy.

Kiểm tra gì
-----------
Cộng Tiền thưởng của các dòng Được tặng do cấp khác quyết định, với quyết định từ ngày 01/01/2024.

Vì sao
------
Những khoản này không tính vào quỹ thi đua, khen thưởng của xã khi lập dự toán và quyết toán.

Ví dụ sai
---------
Quyết toán quỹ của xã cả tiền thưởng kèm Bằng khen cấp tỉnh.

Ví dụ đúng
----------
Quỹ của xã chỉ chi cho các dòng có Cấp quyết định là “Xã”.

Căn cứ
------
Khoản 4 Điều 11 Luật Thi đua, khen thưởng 2022.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from validators.catalogue import Level
from validators.finding import Severity
from validators.money import dong
from validators.regimes import regime_on
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="SO303",
    severity=Severity.NOTE,
    scope=Scope.BOOK,
    law=("M17",),
    message="Tiền thưởng do cấp khác quyết định ({others}) chi từ quỹ của cấp ấy; quỹ của xã chi "
    "{own}.",
    remedy="Không tính các khoản của cấp khác vào quỹ của xã.",
)


def check(register: Register) -> Iterator[Hit]:
    """The money that other levels pay, once for the workbook."""
    funds: defaultdict[Level, float] = defaultdict(float)
    provision = None
    for row in register.awarded:
        found = regime_on(row.decided).provision("M17") if row.decided else None
        if found and row.level and row.bonus:
            provision = found
            funds[row.level] += row.bonus
    own = funds.pop(Level.COMMUNE, 0)
    if funds:
        others = ", ".join(f"{level} {dong(funds[level])}" for level in Level if level in funds)
        yield hit(provision=provision, others=others, own=dong(own))
