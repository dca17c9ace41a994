"""Đề nghị đã có phiếu thì phiên họp xét phải được ghi ở trang Cuộc họp.

Kiểm tra gì
-----------
Mỗi dòng đề nghị có Số phiếu đồng ý (trừ dòng Không đạt, Trả lại) cần một phiên họp có Ngày không
trước Ngày nhận hồ sơ và không sau Ngày quyết định. Nhắc một lần cho cả trang.

Vì sao
------
Biên bản họp lập từ trang Cuộc họp; hồ sơ trình cấp trên phải có biên bản.

Ví dụ sai
---------
Nhận hồ sơ ngày 12/8, quyết định ngày 14/8; trang Cuộc họp chỉ có phiên họp tháng 6 và tháng 12.

Ví dụ đúng
----------
Trang Cuộc họp có thêm phiên họp ngày 13/8.

Căn cứ
------
Quy ước của sổ: mỗi phiên họp của Hội đồng một dòng.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from validators.finding import Severity
from validators.records import Meeting
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit

RULE = Rule(
    code="CH402",
    severity=Severity.NOTE,
    scope=Scope.BOOK,
    message="Có {count} dòng đề nghị đã ghi số phiếu nhưng không có phiên họp nào giữa ngày nhận "
    "hồ sơ và ngày quyết định, ví dụ “{name}”.",
    remedy="Ghi các phiên họp của Hội đồng vào trang Cuộc họp.",
)


def check(register: Register) -> Iterator[Hit]:
    """The nominations with votes that no recorded meeting can have cast, together."""
    if Meeting.table not in register.tables:
        return
    held = sorted(meeting.held for meeting in register.meetings if meeting.held)
    orphans = [
        row
        for row in register.live_nominations
        if row.votes is not None
        and not _any_between(held, row.received or date.min, row.decided or register.today)
    ]
    if orphans:
        place = Spot(Meeting.sheet, Meeting.table)
        yield hit(place, count=len(orphans), name=orphans[0].name or "")


def _any_between(days: list[date], first: date, last: date) -> bool:
    place = bisect_left(days, first)
    return place < len(days) and days[place] <= last
