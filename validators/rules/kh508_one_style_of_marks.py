"""Các mục cùng cấp dùng một kiểu ký hiệu.

Kiểm tra gì
-----------
Trong cùng một mục lớn, các mục cùng cấp có ký hiệu cùng kiểu: số La Mã, số thường, chữ cái hoặc
gạch đầu dòng, kết thúc bằng cùng một dấu. Ô để trống được chương trình đánh số theo kiểu của cấp.

Vì sao
------
Đổi kiểu giữa chừng thì người đọc tưởng đã sang cấp khác.

Ví dụ sai
---------
Các mục “1.”, “2)”, “3/”; hoặc “a)”, “-”, “c)”.

Ví dụ đúng
----------
Các mục “1.”, “2.”, “3.”; hoặc “a)”, “b)”, “c)”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I, điểm đ khoản 6 Mục II.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.outline import items
from validators.rules.plan_text import FORM

RULE = Rule(
    code="KH508",
    severity=Severity.NOTE,
    scope=Scope.TABLE,
    message="Ký hiệu “{mark}” không cùng kiểu với “{above}” của mục ngay trên cùng cấp.",
    remedy="Dùng một kiểu cho các mục cùng cấp, hoặc sửa cột Cấp.",
    basis=f"{FORM}, điểm đ khoản 6 Mục II",
)


def check(register: Register) -> Iterator[Hit]:
    """Each item whose mark has another form than the sibling above."""
    for item in items(register.plan):
        if item.before is not None and item.before.form != item.mark.form:
            typed = (item.row.marker or "").strip()
            yield hit(item.row, "marker", mark=typed or item.mark.shown, above=item.before.shown)
