"""Danh hiệu chiến sĩ thi đua cấp tỉnh trở lên cần tỷ lệ phiếu rất cao ở Hội đồng cấp tỉnh.

Kiểm tra gì
-----------
Với đề nghị Chiến sĩ thi đua cấp tỉnh, Chiến sĩ thi đua toàn quốc chưa được tặng: Số phiếu đồng ý
chia cho Số thành viên Hội đồng ở xã, đặt cạnh tỷ lệ mà Hội đồng cấp tỉnh phải đạt. Chỉ là lưu ý:
luật đặt tỷ lệ này cho Hội đồng cấp tỉnh, không cho Hội đồng xã.

Vì sao
------
Xã chưa đồng thuận cao thì cấp tỉnh khó đạt; nên biết trước khi trình.

Ví dụ sai
---------
Năm 2020, Hội đồng xã có 8 thành viên, 7 phiếu đồng ý: 7/8 = 87,5 %.

Ví dụ đúng
----------
Năm 2020, Hội đồng xã có 8 thành viên, 8 phiếu đồng ý.

Căn cứ
------
Khoản 8 Điều 45 Nghị định 91/2017/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Outcome, Title
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.shares import bound, counted

RULE = Rule(
    code="DN401",
    severity=Severity.NOTE,
    scope=Scope.ROW,
    law=("Q06",),
    message="Hội đồng xã đồng ý {share}; ở Hội đồng cấp tỉnh số phiếu trên tổng số thành viên "
    "{demand}, bằng phiếu kín.",
    remedy="Cân nhắc trước khi trình; thành viên vắng mặt thì lấy ý kiến bằng văn bản.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination whose vote at the commune would not do at the province."""
    rows = register.nominated(Title.PROVINCIAL_FIGHTER, Title.NATIONAL_FIGHTER)
    for row, provision in register.under("Q06", rows):
        if row.outcome is Outcome.AWARDED or row.votes is None or not row.council_members:
            continue
        demand = bound(provision, "vote_share")
        if not demand.allows(row.votes, row.council_members):
            share = counted(row.votes, row.council_members)
            yield hit(row, "votes", provision, Severity.NOTE, share=share, demand=demand)
