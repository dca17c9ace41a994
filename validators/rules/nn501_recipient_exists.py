"""Nơi nhận phải còn tồn tại vào ngày của văn bản.

Kiểm tra gì
-----------
Nơi nhận không phải là cơ quan đã không còn vào ngày của văn bản, ví dụ UBND huyện, Phòng Nội vụ từ
ngày 01/7/2025. Nơi nhận dùng cho mọi văn bản thì tính theo văn bản có ngày sau cùng; văn bản chưa
có ngày thì tính theo ngày kiểm tra, trong phạm vi năm của sổ.

Vì sao
------
Văn bản gửi cơ quan không còn nữa thì không đến nơi; thường là nơi nhận chép từ năm trước.

Ví dụ sai
---------
Kế hoạch ngày 14/8/2025 gửi “UBND huyện”.

Ví dụ đúng
----------
Kế hoạch ngày 14/8/2025 gửi “UBND tỉnh”.

Căn cứ
------
Tổ chức chính quyền địa phương hai cấp từ ngày 01/7/2025; danh mục cơ quan của chương trình.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from validators.documents_register import legal_documents
from validators.finding import Severity
from validators.records import Recipient
from validators.regimes import regime_on
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.text import match_key

RULE = Rule(
    code="NN501",
    severity=Severity.QUERY,
    scope=Scope.ROW,
    law=("G01",),
    message="“{recipient}” không còn sau ngày {end:%d/%m/%Y}.",
    remedy="{remedy}",
)


def check(register: Register) -> Iterator[Hit]:
    """Each recipient that did not exist any more on the day of its paper."""
    for row in register.recipients:
        day = _day(register, row)
        if agency := legal_documents().former_agency_in(row.recipient or "", day):
            yield hit(
                row,
                "recipient",
                agency.provision(regime_on(day).id),
                recipient=row.recipient,
                end=agency.end,
                remedy=f"Thay bằng {agency.successor}."
                if agency.successor
                else "Ghi cơ quan đã nhận nhiệm vụ, hoặc xóa dòng này.",
            )


def _day(register: Register, row: Recipient) -> date:
    """The day of the row's paper; of the last paper where the row is for all."""
    code = match_key(row.paper or "")
    papers = [each for each in register.papers if not code or match_key(each.code or "") == code]
    days = [each.issued or register.reference_day for each in papers]
    return max(days, default=register.reference_day)
