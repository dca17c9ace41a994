"""Danh hiệu phải hợp với loại đối tượng.

Kiểm tra gì
-----------
Danh hiệu cá nhân cho cá nhân, danh hiệu tập thể cho tập thể, Gia đình văn hóa cho hộ gia đình.

Vì sao
------
Danh hiệu của tập thể không xét tặng cho cá nhân và ngược lại.

Ví dụ sai
---------
Cá nhân đăng ký “Tập thể lao động tiên tiến”.

Ví dụ đúng
----------
Cá nhân đăng ký “Lao động tiên tiến”.

Căn cứ
------
Luật Thi đua, khen thưởng, chương về danh hiệu thi đua và tiêu chuẩn danh hiệu thi đua.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import title_suits
from validators.finding import Severity
from validators.records import Nomination, Registration
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="CT019",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    message="Danh hiệu “{title}” không dành cho đối tượng “{kind}”.",
    remedy="Chọn danh hiệu khác, hoặc sửa Loại đối tượng.",
    basis="Luật Thi đua, khen thưởng, chương về danh hiệu thi đua",
)


def check(register: Register) -> Iterator[Hit]:
    """Each registration or nomination for a title of another kind of object."""
    rows: list[Registration | Nomination] = [*register.registrations, *register.nominations]
    for row in rows:
        if row.title and row.object_kind and not title_suits(row.title, row.object_kind):
            yield hit(row, "title", title=row.title, kind=row.object_kind)
