"""Số quyết định ghi đủ số và ký hiệu.

Kiểm tra gì
-----------
Số quyết định có dạng số, gạch chéo, “QĐ”, gạch nối, chữ viết tắt của cơ quan, ví dụ 128/QĐ-UBND;
giữa số và “QĐ” có thể có năm. Mỗi cách ghi chỉ nhắc ở dòng đầu.

Vì sao
------
Danh sách kèm quyết định và hồ sơ các năm sau dẫn lại số này; thiếu ký hiệu thì không biết quyết
định của cơ quan nào.

Ví dụ sai
---------
Số quyết định ghi 128.

Ví dụ đúng
----------
Số quyết định ghi 128/QĐ-UBND.

Căn cứ
------
Nghị định 30/2020/NĐ-CP, Phụ lục I: số và ký hiệu văn bản.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.text import clean

RULE = Rule(
    code="DN407",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    message="Số quyết định “{number}” chưa đủ số và ký hiệu như {example}.",
    remedy="Ghi như trên bản quyết định, không có khoảng trống.",
    basis="Nghị định 30/2020/NĐ-CP, Phụ lục I: số và ký hiệu văn bản",
)

EXAMPLE = "128/QĐ-UBND"
_NUMBER = re.compile(r"\d+[a-z]?(/\d{4})?/QĐ-[A-ZĐa-z.&-]*[A-ZĐa-z]")


def check(register: Register) -> Iterator[Hit]:
    """The first row of each decision number that is not written as the decree has it."""
    seen: set[str] = set()
    for row in register.nominations:
        number = clean(row.decision_number or "")
        if number and number not in seen and not _NUMBER.fullmatch(number):
            seen.add(number)
            yield hit(row, "decision_number", number=number, example=EXAMPLE)
