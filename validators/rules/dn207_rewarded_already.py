"""Thành tích đã được khen thưởng thì không tính lại cho lần khen sau.

Kiểm tra gì
-----------
Đề nghị Bằng khen cấp tỉnh hoặc Bằng khen của Thủ tướng Chính phủ theo công trạng, mà trong số năm
được tính thành tích, trước Năm thành tích, đối tượng đã được chính hình thức ấy.

Vì sao
------
Lần đề nghị sau tính từ sau thời gian của quyết định trước. Sổ không ghi quyết định trước đã tính từ
năm nào đến năm nào, nên chương trình chỉ hỏi.

Ví dụ sai
---------
Được Bằng khen cấp tỉnh năm 2019, năm 2020 lại đề nghị Bằng khen cấp tỉnh.

Ví dụ đúng
----------
Được Bằng khen cấp tỉnh năm 2018, năm 2020 đề nghị Bằng khen cấp tỉnh cho thành tích 2019–2020.

Căn cứ
------
Thông tư 08/2017/TT-BNV; số năm theo Điều 38, Điều 39 Nghị định 91/2017/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import CommendationKind, Form
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.spans import Reach, listed

RULE = Rule(
    code="DN207",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    law=("X19",),
    message="“{form}” năm {year} tính thành tích {first}–{year}, nhưng đã có “{form}” năm "
    "{earlier}.",
    remedy="Chỉ tính thành tích từ sau quyết định trước; nếu quyết định trước khen thành tích khác "
    "thì ghi ở cột Giải trình.",
)

PERIOD = {Form.PROVINCIAL_MERIT: "F03", Form.PRIME_MINISTER_MERIT: "F06"}
"""The provision that says for how many years a form rewards."""


def check(register: Register) -> Iterator[Hit]:
    """Each nomination by merit that counts years which the same form has rewarded."""
    for form, period in PERIOD.items():
        rows = [
            row
            for row in register.nominated(form)
            if row.commendation_kind is CommendationKind.MERIT and row.name
        ]
        for row, provision in register.under(RULE.law, rows):
            counted = register.law_of(row).provision(period)
            if counted is None or row.year is None:
                continue
            reach = Reach(register, row, row.year)
            window = reach.window(int(counted.number("years")))
            earlier = reach.years(form, since=window.start) - {row.year}
            if earlier:
                yield hit(
                    row,
                    "form",
                    provision,
                    form=form,
                    year=row.year,
                    first=window.start,
                    earlier=listed(earlier),
                )
