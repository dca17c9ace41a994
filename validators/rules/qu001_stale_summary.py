"""Trang tổng hợp phải được lập lại khi số liệu đã thay đổi.

Kiểm tra gì
-----------
So dấu số liệu lúc điền các trang Quý I đến Cả năm (ghi ở Nhật ký) với số liệu hiện có của sổ. Chỉ
tính các trang nhập mà trang tổng hợp lấy số từ đó; sửa lời văn của văn bản thì không phải lập lại.

Vì sao
------
Số trên trang tổng hợp không tự thay đổi theo các trang nhập; in và ký số cũ là báo cáo sai.

Ví dụ sai
---------
Điền trang Quý I, sau đó thêm một dòng đăng ký mà không tổng hợp lại.

Ví dụ đúng
----------
Bấm Tổng hợp lại sau khi sửa số liệu.

Căn cứ
------
Quy ước của sổ.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.digest import digest
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit

RULE = Rule(
    code="QU001",
    severity=Severity.NOTE,
    scope=Scope.BOOK,
    message="Trang {sheet} được lập từ số liệu cũ; số liệu của sổ đã thay đổi sau đó.",
    remedy="Bấm Tổng hợp để lập lại trang {sheet} trước khi in hoặc gửi.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each summary sheet that was filled from other data than the register holds now."""
    if not register.summaries:
        return
    now = digest(register)
    for sheet, then in register.summaries.items():
        if then != now:
            yield hit(Spot(sheet), sheet=sheet)
