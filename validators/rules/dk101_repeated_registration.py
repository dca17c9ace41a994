"""Không đăng ký hai lần cùng một danh hiệu hoặc hình thức cho cùng đối tượng.

Kiểm tra gì
-----------
Hai dòng đăng ký của cùng người, tập thể hoặc hộ (cùng tên; ngày sinh, đơn vị không trái nhau), cùng
danh hiệu hoặc cùng hình thức, cùng phong trào.

Vì sao
------
Thường là một dòng bị chép hai lần; số lượng đăng ký tổng hợp sẽ sai.

Ví dụ sai
---------
Hai dòng cùng đăng ký Lao động tiên tiến cho một người.

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
from validators.records import Registration
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.repeats import repeats
from validators.text import match_key

RULE = Rule(
    code="DK101",
    severity=Severity.QUERY,
    scope=Scope.TABLE,
    message="“{name}” đã đăng ký “{award}” ở một dòng trên, cùng phong trào.",
    remedy="So với dòng {line}: xóa dòng thừa; nếu là hai người trùng tên thì ghi ngày sinh ở cả "
    "hai dòng; nếu có lý do khác thì ghi ở cột Giải trình.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each registration that repeats an earlier one."""
    for field in ("title", "form"):

        def same(row: Registration, field: str = field) -> tuple[object, ...]:
            return getattr(row, field), match_key(row.movement or "")

        rows = [row for row in register.registrations if getattr(row, field)]
        for row, first in repeats(rows, same):
            yield hit(row, field, name=row.name, award=getattr(row, field), line=first.row)
