"""Chỗ điền trong kế hoạch phải điền được.

Kiểm tra gì
-----------
Mỗi tên trong dấu ngoặc nhọn ở cột Nội dung là một mục của trang Thông tin, một số đếm, một danh
sách hoặc một khối mà chương trình biết, và đã có giá trị để in.

Vì sao
------
Chỗ điền không điền được không bao giờ in thành khoảng trống: văn bản không được lập khi còn lỗi
này.

Ví dụ sai
---------
Nội dung ghi “Năm {Nam} xã có {Số xom} xóm”.

Ví dụ đúng
----------
Nội dung ghi “Năm {Năm} xã có {Số xóm} xóm”.

Căn cứ
------
Quy ước của sổ: chỗ điền là một tên trong dấu ngoặc nhọn.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import PaperKind
from validators.columns import Record
from validators.finding import Severity
from validators.placeholders import Placeholders
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.settings import Settings
from validators.text import match_key

RULE = Rule(
    code="KH001",
    severity=Severity.ERROR,
    scope=Scope.CELL,
    message="{problem}",
    remedy="{remedy}",
)


def check(register: Register) -> Iterator[Hit]:
    """Each placeholder of the plan that cannot be filled."""
    placeholders = Placeholders.of(register)
    reported = _reported_settings(register)
    plans = (paper for paper in register.papers if paper.kind is PaperKind.PLAN)
    texts: list[tuple[Record, str, str | None]] = [
        *((row, "text", row.text) for row in register.plan),
        *((paper, "about", paper.about) for paper in plans),
    ]
    for row, field, text in texts:
        for each in placeholders.problems(text or ""):
            if match_key(each.name) not in reported:
                yield hit(row, field, problem=each.problem, remedy=each.remedy)


def _reported_settings(register: Register) -> set[str]:
    """Settings without a value that are findings of their own: required, or not readable."""
    unreadable = {each.record.row for each in register.unreadable_settings}
    rows = register.setting_rows
    return {
        match_key(item.heading)
        for item in Settings.items().values()
        if item.required
        or (item.field in rows and rows[item.field].row in unreadable)
        or (item.field in rows and "value" in rows[item.field].unreadable)
    }
