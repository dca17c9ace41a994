"""Phiên họp Hội đồng phải có đủ thành viên dự theo quy chế của địa phương.

Kiểm tra gì
-----------
Có mặt chia cho Số thành viên của mỗi phiên họp, so với Tỷ lệ dự họp tối thiểu ở trang Thông tin.
Mục ấy để trống thì không kiểm tra: luật không đặt tỷ lệ cho Hội đồng xã.

Vì sao
------
Phiên họp không đủ số người thì kết quả bỏ phiếu không có giá trị.

Ví dụ sai
---------
Tỷ lệ dự họp tối thiểu 75 %; Hội đồng có 8 thành viên, có mặt 5 (62,5 %).

Ví dụ đúng
----------
Tỷ lệ dự họp tối thiểu 75 %; Hội đồng có 8 thành viên, có mặt 6 (75 %).

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
    code="CH401",
    severity=Severity.QUERY,
    scope=Scope.ROW,
    law=("Q08",),
    message="Số người có mặt trên số thành viên là {share} ({demand}).",
    remedy="Kiểm tra lại với biên bản họp; không đủ người dự thì phải họp lại.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each meeting below the local quorum."""
    least = register.settings.quorum
    if least is None:
        return
    demand = Bound(Comparison.FROM, least)
    for meeting, provision in register.under("Q08", register.meetings):
        if meeting.present is None or not meeting.members:
            continue
        if not demand.allows(meeting.present, meeting.members):
            share = counted(meeting.present, meeting.members)
            yield hit(meeting, "present", provision, share=share, demand=demand)
