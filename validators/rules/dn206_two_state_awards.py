"""Không đề nghị hai khen thưởng cấp Nhà nước, hoặc hai loại cờ thi đua, trong cùng một năm.

Kiểm tra gì
-----------
Hai dòng đề nghị của cùng đối tượng, cùng Năm thành tích (hoặc một dòng lịch sử cùng năm): hai
hình thức cấp Nhà nước khác nhau (Bằng khen của Thủ tướng Chính phủ, Huân chương); hoặc Cờ thi đua
cấp tỉnh cùng với Cờ thi đua của Chính phủ.

Vì sao
------
Hai quy định này theo thông tư của bộ, và có ngoại lệ cho thành tích đặc biệt xuất sắc, nên chỉ là
lưu ý.

Ví dụ sai
---------
Năm 2020, đề nghị Bằng khen của Thủ tướng Chính phủ và Huân chương Lao động hạng Ba cho một người.

Ví dụ đúng
----------
Năm 2020, chỉ đề nghị Bằng khen của Thủ tướng Chính phủ.

Căn cứ
------
Thông tư 08/2017/TT-BNV; Thông tư 03/2018/TT-BNG.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Form, Title
from validators.finding import Severity
from validators.records import Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN206",
    severity=Severity.NOTE,
    scope=Scope.BOOK,
    law=("X17", "X18"),
    message="“{award}” năm {year} cho “{name}”, mà cùng năm còn có “{other}”. {text}",
    remedy="Chỉ giữ một đề nghị trong năm, trừ trường hợp quy định cho phép.",
)

STATE_FORMS = (
    Form.PRIME_MINISTER_MERIT,
    Form.LABOUR_ORDER_3,
    Form.LABOUR_ORDER_2,
    Form.LABOUR_ORDER_1,
    Form.BRAVERY_ORDER,
)
EXCLUDED_BY: dict[str, dict[Title | Form, tuple[Title | Form, ...]]] = {
    "X17": {Title.PROVINCIAL_FLAG: (Title.GOVERNMENT_FLAG,)},
    "X18": {
        form: tuple(other for other in STATE_FORMS if other is not form) for form in STATE_FORMS
    },
}
"""By provision: an award, and those of which one in the same year speaks against it."""


def check(register: Register) -> Iterator[Hit]:
    """Each nomination for an award that another one of the same year excludes."""
    for law, excluded in EXCLUDED_BY.items():
        for award, others in excluded.items():
            for row, provision in register.under(law, register.nominated(award)):
                if row.name and (other := _other(register, row, others)):
                    yield hit(
                        row,
                        "title" if row.title is award else "form",
                        provision,
                        award=award,
                        year=row.year,
                        name=row.name,
                        other=other,
                        text=provision.text,
                    )


def _other(
    register: Register, row: Nomination, others: tuple[Title | Form, ...]
) -> Title | Form | None:
    career = register.careers.of(row)
    return next((other for other in others if row.year in career.years(other)), None)
