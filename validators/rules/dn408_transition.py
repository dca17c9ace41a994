"""Hồ sơ nhận trước khi luật sửa đổi có hiệu lực vẫn theo luật cũ.

Kiểm tra gì
-----------
Khi luật sửa đổi đã có hiệu lực, đếm các đề nghị nhận hồ sơ trước ngày ấy mà chưa có quyết định hoặc
quyết định từ ngày ấy. Chương trình xét các dòng này theo luật cũ; nhắc một lần cho cả trang.

Vì sao
------
Nếu luật mới có lợi hơn cho người được đề nghị thì áp dụng luật mới; việc này phải do người xét.

Ví dụ sai
---------
Nhận hồ sơ ngày 20/9/2026, kiểm tra sổ ngày 15/11/2026, chưa có quyết định.

Ví dụ đúng
----------
Nhận hồ sơ ngày 05/10/2026.

Căn cứ
------
Điều 4 Luật 06/2026/QH16.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.records import Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit

RULE = Rule(
    code="DN408",
    severity=Severity.NOTE,
    scope=Scope.TABLE,
    law=("D11",),
    message="Có {count} đề nghị nhận hồ sơ trước ngày {start:%d/%m/%Y} được kiểm tra theo luật cũ.",
    remedy="Xem luật sửa đổi có quy định nào có lợi hơn cho các đề nghị này.",
)


def check(register: Register) -> Iterator[Hit]:
    """The nominations that came in under the old law and are decided under the new, together."""
    new = register.regime
    if (provision := new.provision("D11")) is None:
        return
    count = sum(
        row.received is not None
        and row.received < new.start
        and (row.decided is None or row.decided >= new.start)
        for row in register.live_nominations
    )
    if count:
        place = Spot(Nomination.sheet, Nomination.table)
        yield hit(place, "", provision, Severity.NOTE, count=count, start=new.start)
