"""Số người dự họp ghi ở đề nghị phải đạt tỷ lệ mà địa phương quy định.

Kiểm tra gì
-----------
Số người dự họp chia cho Số thành viên Hội đồng, so với Tỷ lệ dự họp tối thiểu ở trang Thông tin.
Các dòng cùng hai số chỉ báo ở dòng đầu; phiên họp đã ghi ở trang Cuộc họp với hai số ấy thì quy tắc
CH401 báo ở đó. Mục ấy để trống thì không kiểm tra.

Vì sao
------
Phiên họp không đủ số người thì kết quả bỏ phiếu không có giá trị.

Ví dụ sai
---------
Tỷ lệ dự họp tối thiểu 75 %; Hội đồng có 8 thành viên, dự họp 5 (62,5 %).

Ví dụ đúng
----------
Tỷ lệ dự họp tối thiểu 75 %; Hội đồng có 8 thành viên, dự họp 6 (75 %).

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
    code="DN403",
    severity=Severity.QUERY,
    scope=Scope.TABLE,
    law=("Q08",),
    message="Số người dự họp trên số thành viên Hội đồng là {share} ({demand}); các dòng sau có "
    "cùng hai số này không báo lại.",
    remedy="Kiểm tra lại với biên bản họp; không đủ người dự thì phải họp lại.",
)


def check(register: Register) -> Iterator[Hit]:
    """The first nomination of each attendance that is below the local quorum."""
    least = register.settings.quorum
    if least is None:
        return
    demand = Bound(Comparison.FROM, least)
    told = {(meeting.present, meeting.members) for meeting in register.meetings}
    for row, provision in register.under("Q08", register.live_nominations):
        numbers = row.attendance, row.council_members
        if row.attendance is None or not row.council_members or numbers in told:
            continue
        told.add(numbers)
        if not demand.allows(row.attendance, row.council_members):
            share = counted(row.attendance, row.council_members)
            yield hit(row, "attendance", provision, share=share, demand=demand)
