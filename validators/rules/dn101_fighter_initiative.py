"""Chiến sĩ thi đua cơ sở phải có sáng kiến, đề tài được công nhận.

Kiểm tra gì
-----------
Dòng đề nghị danh hiệu Chiến sĩ thi đua cơ sở phải ghi Tên sáng kiến, đề tài và số quyết định
công nhận. Theo Luật năm 2022, người hoàn thành xuất sắc nhiệm vụ không cần sáng kiến.

Vì sao
------
Sáng kiến hoặc đề tài được công nhận là một trong các điều kiện của danh hiệu này; thiếu thì cấp
quyết định trả lại hồ sơ.

Ví dụ sai
---------
Đề nghị Chiến sĩ thi đua cơ sở, ô Tên sáng kiến, đề tài để trống.

Ví dụ đúng
----------
Ghi tên sáng kiến và số quyết định công nhận sáng kiến.

Căn cứ
------
Điều 23 Luật Thi đua, khen thưởng 2003 (sửa đổi 2013); khoản 3 Điều 9 Nghị định 91/2017/NĐ-CP;
Điều 23 Luật Thi đua, khen thưởng 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Title
from validators.finding import Severity
from validators.records import Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN101",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    law=("T04", "T05", "T06"),
    message="Đề nghị “{title}” nhưng chưa ghi {missing}.",
    remedy="Ghi {missing}, hoặc {otherwise}chọn danh hiệu khác.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination for CSTĐCS that names no recognised initiative and needs one."""
    for row, provision in register.under(RULE.law, register.nominated(Title.GRASSROOTS_FIGHTER)):
        rating = provision.words.get("rating_instead")
        if rating is not None and _may_have(row, rating):
            continue
        for name in ("initiative", "initiative_decision"):
            if row.is_blank(name):
                yield hit(
                    row,
                    name,
                    provision,
                    title=row.title,
                    missing=row.column_of(name).heading,
                    otherwise=f"chọn “{rating}” ở cột Mức hoàn thành nhiệm vụ nếu đã được đánh giá "
                    "như vậy, hoặc "
                    if rating
                    else "",
                )


def _may_have(row: Nomination, rating: str) -> bool:
    """Whether the row has a rating, or may have it."""
    return row.completion == rating or "completion" in row.unreadable
