"""Tiền thưởng đã ghi mà chương trình không có mức để so.

Kiểm tra gì
-----------
Đếm trong cả sổ các dòng Được tặng có Tiền thưởng mà luật đã nạp không có hệ số: Gia đình văn hóa,
Giấy khen cho hộ gia đình trước ngày 01/7/2025, Huân chương, Kỷ niệm chương.

Vì sao
------
Chương trình không tự đặt ra mức tiền; những dòng ấy phải có người đối chiếu với quy định của địa
phương.

Ví dụ sai
---------
Gia đình văn hóa ghi 150.000 đ, trang Thông tin không ghi Hệ số tiền thưởng Gia đình văn hóa.

Ví dụ đúng
----------
Mục Hệ số tiền thưởng Gia đình văn hóa ghi 0,1: chương trình so được số tiền.

Căn cứ
------
Tùy chọn của địa phương.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from validators.finding import Severity
from validators.money import Unknown, bonus
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="SO302",
    severity=Severity.NOTE,
    scope=Scope.BOOK,
    law=("M13", "M14"),
    message="Có Tiền thưởng mà chương trình không tính lại được: {reasons}.",
    remedy="Đối chiếu số tiền của các dòng ấy với quy định của địa phương.",
)


def check(register: Register) -> Iterator[Hit]:
    """All sums that cannot be compared with a number of the law, once for the workbook."""
    found = [bonus(row, register) for row in register.awarded if row.bonus]
    reasons = Counter(
        each.reason for each in found if isinstance(each, Unknown) and not each.row_lacks
    )
    if reasons:
        yield hit(
            provision=register.regime.provision("M13"),
            severity=Severity.NOTE,
            reasons="; ".join(f"{count} dòng, {reason}" for reason, count in reasons.items()),
        )
