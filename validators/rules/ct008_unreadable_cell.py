"""Giá trị của ô phải đúng kiểu của cột.

Kiểm tra gì
-----------
Ô ngày chứa ngày, ô số chứa số trong giới hạn cho phép, ô có danh sách chứa một mục của danh sách.
Mục viết khác ở chữ hoa, dấu hoặc khoảng trắng được hỏi lại “Có phải là …?”.

Vì sao
------
Chương trình không tự đoán giá trị: ô không đọc được bị bỏ qua khi kiểm tra và tổng hợp.

Ví dụ sai
---------
Ngày đăng ký ghi “31/02/2020”; Loại đối tượng ghi “ca nhan”.

Ví dụ đúng
----------
Ngày đăng ký ghi “28/02/2020”; Loại đối tượng chọn “Cá nhân”.

Căn cứ
------
Quy ước của sổ: mỗi cột có một kiểu, nêu ở tài liệu các cột.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="CT008",
    severity=Severity.ERROR,
    scope=Scope.CELL,
    message="{problem}",
    remedy="{remedy}",
)


def check(register: Register) -> Iterator[Hit]:
    """Each cell, and each setting, that is not of its declared type."""
    for table in register.tables.values():
        for each in table.unreadable:
            yield hit(each.record, each.field, problem=each.problem, remedy=each.remedy)
    for each in register.unreadable_settings:
        yield hit(each.record, each.field, problem=each.problem, remedy=each.remedy)
