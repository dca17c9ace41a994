"""Chưa khen thưởng người, tập thể đang bị xem xét.

Kiểm tra gì
-----------
Ô Đang xem xét ghi kỷ luật, thanh tra, kiểm tra, điều tra hoặc khiếu nại, tố cáo; từ năm 2024 cả
việc báo chí nêu đang được xác minh.

Vì sao
------
Khi việc xem xét chưa có kết luận thì chưa được xét tặng danh hiệu, hình thức khen thưởng.

Ví dụ sai
---------
Đề nghị Giấy khen, ô Đang xem xét ghi “Thanh tra”.

Ví dụ đúng
----------
Ô Đang xem xét ghi “Không” hoặc để trống.

Căn cứ
------
Thông tư 08/2017/TT-BNV; Điều 4 Nghị định 98/2023/NĐ-CP; Điều 4 Nghị định 152/2025/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Review
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN114",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    law=("X12",),
    message="“{name}” đang trong diện xem xét ({review}) nên chưa được xét khen thưởng.",
    remedy="Chờ kết luận: chuyển Kết quả thành “Trả lại”, hoặc chọn “Không” nếu việc xem xét đã "
    "xong.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination of an object that something is open against."""
    rows = [row for row in register.live_nominations if row.under_review not in {None, Review.NONE}]
    for row, provision in register.under(RULE.law, rows):
        if row.under_review != provision.words.get("except"):
            yield hit(row, "under_review", provision, name=row.name, review=row.under_review)
