"""Không đề nghị hai lần cùng một danh hiệu hoặc hình thức cho cùng đối tượng.

Kiểm tra gì
-----------
Hai dòng đề nghị của cùng người, tập thể hoặc hộ (cùng tên; ngày sinh, đơn vị không trái nhau), cùng
danh hiệu hoặc cùng hình thức, cùng phong trào, cùng Năm thành tích. Dòng Không đạt, Trả lại không
tính: đề nghị lại sau khi bổ sung hồ sơ là bình thường.

Vì sao
------
Thường là một dòng bị chép hai lần; số lượng tổng hợp và tiền thưởng sẽ sai.

Ví dụ sai
---------
Hai dòng cùng đề nghị Lao động tiên tiến năm 2020 cho một người.

Ví dụ đúng
----------
Hai người trùng tên, ngày sinh khác nhau, mỗi người một dòng.

Căn cứ
------
Quy ước của sổ.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.records import Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.repeats import repeats
from validators.text import match_key

RULE = Rule(
    code="DN117",
    severity=Severity.QUERY,
    scope=Scope.TABLE,
    message="“{name}” đã được đề nghị “{award}” ở một dòng trên, cùng phong trào và cùng năm.",
    remedy="So với dòng {line}: xóa dòng thừa; nếu là hai người trùng tên thì ghi ngày sinh ở cả "
    "hai dòng; nếu có lý do khác thì ghi ở cột Giải trình.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination that repeats an earlier one."""
    for field in ("title", "form"):

        def same(row: Nomination, field: str = field) -> tuple[object, ...]:
            return getattr(row, field), match_key(row.movement or ""), row.year

        rows = [row for row in register.live_nominations if getattr(row, field)]
        for row, first in repeats(rows, same):
            yield hit(row, field, name=row.name, award=getattr(row, field), line=first.row)
