"""Số phiếu đồng ý phải đạt tỷ lệ mà địa phương quy định.

Kiểm tra gì
-----------
Số phiếu đồng ý chia cho Số thành viên Hội đồng, so với Tỷ lệ phiếu tối thiểu ở trang Thông tin. Mục
ấy để trống thì không kiểm tra: luật không đặt tỷ lệ cho Hội đồng xã. Dòng Không đạt, Trả lại không
xét.

Vì sao
------
Quy chế của địa phương đặt tỷ lệ; thiếu phiếu thì đề nghị không được trình.

Ví dụ sai
---------
Tỷ lệ phiếu tối thiểu 80 %; Hội đồng có 8 thành viên, 6 phiếu đồng ý (75 %).

Ví dụ đúng
----------
Tỷ lệ phiếu tối thiểu 80 %; Hội đồng có 8 thành viên, 7 phiếu đồng ý (87,5 %).

Căn cứ
------
Quy chế của địa phương.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.shares import Bound, Comparison, counted

RULE = Rule(
    code="DN402",
    severity=Severity.QUERY,
    scope=Scope.ROW,
    law=("Q08",),
    message="Số phiếu đồng ý trên số thành viên Hội đồng là {share} ({demand}).",
    remedy="Kiểm tra lại với biên bản kiểm phiếu; không đủ phiếu thì chọn Kết quả “Không đạt”.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination with fewer votes than the local rules demand."""
    least = register.settings.vote_share
    if least is None:
        return
    demand = Bound(Comparison.FROM, least)
    for row, provision in register.under("Q08", register.live_nominations):
        if row.votes is None or not row.council_members:
            continue
        if not demand.allows(row.votes, row.council_members):
            share = counted(row.votes, row.council_members)
            yield hit(row, "votes", provision, share=share, demand=demand)
