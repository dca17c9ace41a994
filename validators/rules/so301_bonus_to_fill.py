"""Các dòng Được tặng còn để trống Tiền thưởng.

Kiểm tra gì
-----------
Đếm trong cả sổ các dòng Được tặng chưa ghi Tiền thưởng mà chương trình tính được mức, và cộng số
tiền của các dòng ấy. Ghi 0 là đã ghi: không chi. Đến hết năm 2023, danh hiệu mà cùng năm đã có danh
hiệu cao hơn thì lệnh không điền và không đếm ở đây (DN303).

Vì sao
------
Các bảng tổng hợp chỉ cộng số đã ghi; dòng để trống thì tổng tiền thưởng bị thiếu.

Ví dụ sai
---------
Có 20 dòng Lao động tiên tiến Được tặng, cột Tiền thưởng để trống.

Ví dụ đúng
----------
Chạy lệnh “thidua bonus” để xem trước và điền cả 20 dòng, hoặc gõ tay.

Căn cứ
------
Nghị định 91/2017/NĐ-CP; Nghị định 98/2023/NĐ-CP; Nghị định 152/2025/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.money import Unknown, bonus, dong, higher_title
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="SO301",
    severity=Severity.NOTE,
    scope=Scope.BOOK,
    law=("M01",),
    message="{count} dòng Được tặng chưa ghi Tiền thưởng; tính theo luật là {total}.",
    remedy="Chạy lệnh “thidua bonus” để xem trước rồi điền; dòng không chi thì ghi 0.",
)


def check(register: Register) -> Iterator[Hit]:
    """All awards without money, once for the workbook."""
    blank = [
        row for row in register.awarded if row.is_blank("bonus") and not higher_title(row, register)
    ]
    found = [bonus(row, register) for row in blank]
    amounts = [each.amount for each in found if not isinstance(each, Unknown)]
    if amounts:
        yield hit(
            provision=register.regime.provision("M01"),
            severity=Severity.NOTE,
            count=len(amounts),
            total=dong(sum(amounts)),
        )
