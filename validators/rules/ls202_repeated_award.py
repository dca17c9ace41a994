"""Mỗi danh hiệu, hình thức của một năm chỉ ghi một lần ở trang Lịch sử.

Kiểm tra gì
-----------
Hai dòng của cùng người, tập thể hoặc hộ, cùng năm, cùng danh hiệu; hoặc cùng hình thức mà không có
hai số quyết định khác nhau. Tên được so không kể dấu đặt khác chỗ, chữ hoa, “Ông”, “Bà”, “đ/c”.

Vì sao
------
Thường là một dòng chép hai lần. Cùng một hình thức có thể được tặng hai lần trong năm, nên chương
trình chỉ hỏi.

Ví dụ sai
---------
Hai dòng Lao động tiên tiến năm 2019 của một người.

Ví dụ đúng
----------
Hai Giấy khen năm 2019 của một người, theo hai quyết định.

Căn cứ
------
Quy ước của sổ.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from validators.finding import Severity
from validators.records import PastAward
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.repeats import repeats
from validators.text import fold

RULE = Rule(
    code="LS202",
    severity=Severity.QUERY,
    scope=Scope.TABLE,
    message="“{award}” năm {year} của “{name}” đã ghi ở một dòng trên.",
    remedy="So với dòng {line}: xóa dòng thừa; nếu là hai người trùng tên thì ghi ngày sinh ở cả "
    "hai dòng; nếu được tặng hai lần thì ghi số quyết định của từng lần.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each past row whose title or form an earlier row tells already."""
    titled = [row for row in register.history if row.title and row.year]
    formed = [row for row in register.history if row.form and row.year]
    for field, rows, alike in (("title", titled, _title), ("form", formed, _form)):
        for row, first in repeats(rows, alike):
            award = getattr(row, field)
            yield hit(row, field, award=award, year=row.year, name=row.name, line=first.row)


def _title(row: PastAward) -> Hashable:
    return row.year, row.title


def _form(row: PastAward) -> Hashable:
    return row.year, row.form, fold(row.decision_number or "")
