"""Cá nhân đăng ký phải ghi nhóm đối tượng.

Kiểm tra gì
-----------
Dòng đăng ký của cá nhân ghi Nhóm đối tượng.

Vì sao
------
Tỷ lệ người trực tiếp công tác, lao động được khen thưởng tính theo cột này.

Ví dụ sai
---------
Loại đối tượng là Cá nhân, Nhóm đối tượng để trống.

Ví dụ đúng
----------
Nhóm đối tượng: Người trực tiếp công tác, lao động.

Căn cứ
------
Quy ước của sổ: nhóm đối tượng theo biểu thống kê ngành thi đua, khen thưởng.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import ObjectKind
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DK001",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    message="Cá nhân đăng ký nhưng chưa ghi Nhóm đối tượng.",
    remedy="Chọn nhóm trong danh sách của ô.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each individual's registration without a work group."""
    for row in register.registrations:
        if row.object_kind is ObjectKind.INDIVIDUAL and row.is_blank("work_group"):
            yield hit(row, "work_group")
