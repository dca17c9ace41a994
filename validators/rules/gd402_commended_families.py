"""Giấy khen Gia đình văn hóa không quá tỷ lệ trên số hộ đạt 3 năm liên tục.

Kiểm tra gì
-----------
Số hộ được tặng Giấy khen so với Số hộ đạt 3 năm liên tục; “không quá 15 %” thì làm tròn xuống. Đã
ghi Số hộ được tặng Giấy khen mà chưa ghi Số hộ đạt 3 năm liên tục thì được hỏi lại.

Vì sao
------
Giấy khen chỉ dành cho hộ đạt 3 năm liên tục và có giới hạn số lượng.

Ví dụ sai
---------
40 hộ đạt 3 năm liên tục, tặng Giấy khen 7 hộ: 7/40 = 17,5 %, nhiều nhất 6 hộ.

Ví dụ đúng
----------
40 hộ đạt 3 năm liên tục, tặng Giấy khen 6 hộ: 6/40 = 15,0 %.

Căn cứ
------
Nghị định 122/2018/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.records import CulturalFamilies
from validators.regimes import Provision
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.shares import bound, counted

RULE = Rule(
    code="GD402",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    law=("Q10", "T22"),
    message="Số hộ được tặng Giấy khen {state}.",
    remedy="{remedy}",
)


def check(register: Register) -> Iterator[Hit]:
    """Each hamlet with more commended families than the share allows."""
    for row, provision in register.under("Q10", register.cultural_families):
        if row.commended and row.three_years:
            yield from _beyond(row, provision, row.commended, row.three_years)
    for row, provision in register.under("T22", register.cultural_families):
        if row.commended and row.is_blank("three_years"):
            yield hit(
                row,
                "three_years",
                provision,
                Severity.QUERY,
                state=f"là {row.commended} nhưng chưa ghi Số hộ đạt 3 năm liên tục",
                remedy="Ghi Số hộ đạt 3 năm liên tục theo danh sách của xóm.",
            )


def _beyond(
    row: CulturalFamilies, provision: Provision, commended: int, three_years: int
) -> Iterator[Hit]:
    demand = bound(provision, "commended_share")
    most = demand.most_of(three_years)
    # A part greater than its whole is a finding of CT021.
    if most < commended <= three_years:
        share = counted(commended, three_years)
        yield hit(
            row,
            "commended",
            provision,
            state=f"trên Số hộ đạt 3 năm liên tục là {share} ({demand}: nhiều nhất {most} hộ)",
            remedy="Giảm số hộ được tặng Giấy khen, hoặc sửa Số hộ đạt 3 năm liên tục.",
        )
