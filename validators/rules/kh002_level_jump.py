"""Các cấp mục của kế hoạch nối tiếp nhau.

Kiểm tra gì
-----------
Mục cấp dưới đứng sau mục cấp ngay trên nó: sau mục cấp 1 là mục cấp 1 hoặc cấp 2, không nhảy sang
cấp 3. Đoạn không đánh số không kể.

Vì sao
------
Nhảy cấp thì người đọc không biết mục nhỏ thuộc mục lớn nào.

Ví dụ sai
---------
Mục “I.” (cấp 1) rồi đến mục “a)” (cấp 3).

Ví dụ đúng
----------
Mục “I.” (cấp 1), mục “1.” (cấp 2), mục “a)” (cấp 3).

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I, bố cục nội dung văn bản.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="KH002",
    severity=Severity.NOTE,
    scope=Scope.TABLE,
    message="Mục cấp {level} đứng ngay sau {before}.",
    remedy="Thêm mục cấp {missing} ở trên, hoặc sửa cột Cấp.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each numbered paragraph more than one level below the one before it in its part."""
    part, level = None, 0
    for row in register.plan:
        if row.part is not part:
            part, level = row.part, 0
        if row.level is None:
            continue
        if row.level > level + 1:
            before = f"mục cấp {level}" if level else "chỗ chưa có mục nào"
            yield hit(row, "level", level=row.level, before=before, missing=level + 1)
        level = row.level
