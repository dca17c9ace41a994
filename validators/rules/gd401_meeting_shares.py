"""Cuộc họp bình xét Gia đình văn hóa phải đủ tỷ lệ hộ dự họp và tỷ lệ hộ đồng ý.

Kiểm tra gì
-----------
Số hộ dự họp chia cho Số hộ được triệu tập, và Số hộ đồng ý chia cho Số hộ dự họp. Xóm đã ghi Số hộ
đạt mà thiếu một trong các số ấy thì được hỏi lại. Xóm chưa công nhận hộ nào thì chỉ lưu ý.

Vì sao
------
Cuộc họp không đủ tỷ lệ thì kết quả bình xét không có giá trị, phải họp lại.

Ví dụ sai
---------
Triệu tập 80 hộ, dự họp 47 hộ (58,8 %), công nhận 40 hộ.

Ví dụ đúng
----------
Triệu tập 80 hộ, dự họp 48 hộ (60,0 %), đồng ý 30 hộ (62,5 %).

Căn cứ
------
Nghị định 122/2018/NĐ-CP. Từ năm 2024, Nghị định 86/2023/NĐ-CP thay bằng việc lấy ý kiến người dân.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.shares import bound, counted

RULE = Rule(
    code="GD401",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    law=("Q09",),
    message="{heading} {state}.",
    remedy="{remedy}",
)

_SHARES = (("attended", "invited", "attended_share"), ("agreed", "attended", "agreed_share"))


def check(register: Register) -> Iterator[Hit]:
    """Each hamlet's meeting that too few attended, or whose result too few agreed to."""
    for row, provision in register.under("Q09", register.cultural_families):
        for name in ("invited", "attended", "agreed"):
            if row.recognised and row.is_blank(name):
                yield hit(
                    row,
                    name,
                    provision,
                    Severity.QUERY,
                    heading=row.column_of(name).heading,
                    state="chưa ghi, nên chưa biết cuộc họp bình xét có đủ tỷ lệ",
                    remedy="Ghi theo biên bản họp bình xét của xóm.",
                )
        for part, whole, share in _SHARES:
            count, total = getattr(row, part), getattr(row, whole)
            demand = bound(provision, share)
            if count is None or not total or demand.allows(count, total):
                continue
            yield hit(
                row,
                part,
                provision,
                None if row.recognised else Severity.NOTE,
                heading=row.column_of(part).heading,
                state=f"trên {row.column_of(whole).heading} là {counted(count, total)} ({demand})",
                remedy="Kiểm tra lại hai số; nếu đúng thì xóm phải họp bình xét lại.",
            )
