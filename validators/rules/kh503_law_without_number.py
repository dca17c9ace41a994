"""Luật, pháp lệnh trong phần Căn cứ không ghi số và cơ quan ban hành.

Kiểm tra gì
-----------
Ở phần Căn cứ, luật và pháp lệnh chỉ ghi tên và ngày ban hành, không ghi số, ký hiệu và không ghi
“của Quốc hội”.

Vì sao
------
Thể thức văn bản hành chính quy định riêng như vậy cho luật, pháp lệnh.

Ví dụ sai
---------
“Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022 của Quốc hội”.

Ví dụ đúng
----------
“Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I, điểm a khoản 6 Mục II.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import FORM, laws_of_bases

RULE = Rule(
    code="KH503",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    message="“{words}”: luật, pháp lệnh làm căn cứ không ghi {too_much}.",
    remedy="Chỉ ghi tên và ngày ban hành, bỏ {too_much}.",
    basis=f"{FORM}, điểm a khoản 6 Mục II",
)


def check(register: Register) -> Iterator[Hit]:
    """Each law or ordinance among the bases with a number or an issuing body."""
    for row, law in laws_of_bases(register):
        if too_much := [f"“{each}”" for each in (law.number, law.issuer) if each]:
            yield hit(row, "text", words=law.words, too_much=" và ".join(too_much))
