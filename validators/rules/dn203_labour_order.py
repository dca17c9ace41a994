"""Số năm để xét Huân chương Lao động theo Luật năm 2003 chưa được kiểm tra.

Kiểm tra gì
-----------
Dòng đề nghị Huân chương Lao động, ngày nhận hồ sơ trước năm 2024, được nhắc rằng chương trình không
kiểm tra số năm và danh hiệu.

Vì sao
------
Số liệu của Nghị định 91/2017/NĐ-CP chưa đối chiếu được với văn bản; kiểm tra bằng số chưa chắc thì
có thể làm một người mất quyền lợi.

Ví dụ sai
---------
Năm 2020, đề nghị Huân chương Lao động hạng Ba.

Ví dụ đúng
----------
Năm 2020, đề nghị Bằng khen cấp tỉnh.

Căn cứ
------
Điều 22, 23, 24 Nghị định 91/2017/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Form
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN203",
    severity=Severity.NOTE,
    scope=Scope.ROW,
    law=("F12",),
    message="Chương trình không kiểm tra số năm, danh hiệu để xét “{form}”.",
    remedy="Đối chiếu với điều của nghị định trước khi trình.",
)

ORDERS = (Form.LABOUR_ORDER_3, Form.LABOUR_ORDER_2, Form.LABOUR_ORDER_1)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination for a labour order under a law whose numbers are not known."""
    for row, provision in register.under(RULE.law, register.nominated(*ORDERS)):
        yield hit(row, "form", provision, form=row.form)
