"""Chiến sĩ thi đua cơ sở phải có sáng kiến, đề tài được công nhận.

Kiểm tra gì
-----------
Dòng đề nghị danh hiệu Chiến sĩ thi đua cơ sở phải ghi Tên sáng kiến, đề tài và số quyết định
công nhận.

Vì sao
------
Sáng kiến hoặc đề tài được công nhận là một trong hai điều kiện của danh hiệu này; thiếu thì cấp
quyết định trả lại hồ sơ.

Ví dụ sai
---------
Đề nghị Chiến sĩ thi đua cơ sở, ô Tên sáng kiến, đề tài để trống.

Ví dụ đúng
----------
Ghi tên sáng kiến và số quyết định công nhận sáng kiến.

Căn cứ
------
Luật Thi đua, khen thưởng 2003 (sửa đổi 2013) Điều 23; Nghị định 91/2017/NĐ-CP Điều 9 khoản 3.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Title
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN101",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    law=("T04",),
    message="Đề nghị “{title}” nhưng chưa ghi {missing}.",
    remedy="Ghi {missing}, hoặc chọn danh hiệu khác.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination for CSTĐCS that names no recognised initiative."""
    for row, provision in register.under("T04", register.nominated(Title.GRASSROOTS_FIGHTER)):
        for name in ("initiative", "initiative_decision"):
            if row.is_blank(name):
                missing = row.column_of(name).heading
                yield hit(row, name, provision, title=row.title, missing=missing)
