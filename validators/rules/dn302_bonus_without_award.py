"""Chỉ dòng Được tặng mới có Tiền thưởng.

Kiểm tra gì
-----------
Dòng ghi Tiền thưởng lớn hơn 0 mà Kết quả không phải là “Được tặng”.

Vì sao
------
Tiền thưởng chi theo quyết định; số tiền của dòng chưa được tặng không vào các bảng tổng hợp, nên dễ
tưởng là đã tính.

Ví dụ sai
---------
Kết quả “Không đạt”, Tiền thưởng 450.000.

Ví dụ đúng
----------
Kết quả “Được tặng”, Tiền thưởng 450.000.

Căn cứ
------
Quy ước của sổ.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Outcome
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN302",
    severity=Severity.NOTE,
    scope=Scope.ROW,
    message="Dòng có Tiền thưởng nhưng {outcome}.",
    remedy="Nếu đã được tặng thì chọn “Được tặng” ở cột Kết quả và ghi quyết định; nếu chưa thì "
    "xóa Tiền thưởng.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each row with money that has not come to an award."""
    for row in register.nominations:
        if row.bonus and row.outcome is not Outcome.AWARDED and "outcome" not in row.unreadable:
            outcome = f"Kết quả là “{row.outcome}”" if row.outcome else "chưa ghi Kết quả"
            yield hit(row, "bonus", outcome=outcome)
