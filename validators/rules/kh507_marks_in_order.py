"""Ký hiệu gõ tay của các mục phải nối tiếp nhau.

Kiểm tra gì
-----------
Trong cùng một mục lớn, ký hiệu gõ ở cột Ký hiệu tăng từng bậc một: không nhảy số, không lặp, chữ
cái theo thứ tự tiếng Việt (a, b, c, d, đ, e, g, h, i, k …). Ô để trống được chương trình đánh số
tiếp từ mục trên.

Vì sao
------
Nhảy số thường là mất một mục; trùng số thì không biết viện dẫn mục nào.

Ví dụ sai
---------
Mục “9.” rồi đến mục “11.”; điểm “d)” rồi đến điểm “e)”.

Ví dụ đúng
----------
Mục “9.”, “10.”, “11.”; điểm “d)”, “đ)”, “e)”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I, điểm d và điểm đ khoản 6 Mục II.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.outline import Item, items
from validators.rules.plan_text import FORM

RULE = Rule(
    code="KH507",
    severity=Severity.NOTE,
    scope=Scope.TABLE,
    message="Ký hiệu “{typed}” {problem}.",
    remedy="Sửa thành “{expected}”, thêm mục còn thiếu, hoặc để trống để chương trình đánh số.",
    basis=f"{FORM}, khoản 6 Mục II",
)


def check(register: Register) -> Iterator[Hit]:
    """Each typed mark that does not follow the sibling above."""
    for item in items(register.plan):
        value, expected = item.mark.value, _expected(item)
        if item.typed and value is not None and expected is not None and value != expected:
            yield hit(
                item.row,
                "marker",
                typed=item.row.marker,
                problem=_problem(item, value, expected),
                expected=item.mark.at(expected),
            )


def _expected(item: Item) -> int | None:
    """The value that has to come, None after bullets and where the style changes."""
    before = item.before
    if before is None:
        return 1
    if before.value is None or before.style is not item.mark.style:
        return None
    return before.value + 1


def _problem(item: Item, value: int, expected: int) -> str:
    if item.before is None:
        return f"mở đầu các mục cùng cấp, thiếu “{item.mark.at(expected)}”"
    last = expected - 1
    above = item.mark.at(last)
    if value < last:
        return f"quay lại sau “{above}”"
    if value > last:
        return f"đứng ngay sau “{above}”, thiếu “{item.mark.at(expected)}”"
    return f"lặp lại ký hiệu của mục ngay trên “{above}”"
