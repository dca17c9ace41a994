"""Số người bị kỷ luật của tập thể không ít hơn số người của đơn vị ở trang Đề nghị.

Kiểm tra gì
-----------
Số người của đơn vị có Hình thức kỷ luật từ cảnh cáo trở lên ở trang Đề nghị, kể cả dòng Không đạt
và Trả lại, so với Số người bị kỷ luật từ cảnh cáo trở lên ở trang Tập thể. Chỉ so khi tập thể là cả
đơn vị.

Vì sao
------
Tập thể có người bị kỷ luật từ cảnh cáo trở lên thì không được xét Tập thể lao động tiên tiến.

Ví dụ sai
---------
Trang Tập thể ghi 0 người bị kỷ luật, trang Đề nghị có một người của đơn vị bị cảnh cáo.

Ví dụ đúng
----------
Trang Tập thể ghi 1, trang Đề nghị có một người của đơn vị bị cảnh cáo.

Căn cứ
------
Quy ước của sổ: số liệu tập thể và dòng đề nghị của một đơn vị phải khớp.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Discipline
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.members import persons, with_members

RULE = Rule(
    code="TH403",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    message="Số người bị kỷ luật từ cảnh cáo trở lên là {count} nhưng trang Đề nghị có {persons} "
    "người của đơn vị bị kỷ luật ở mức ấy.",
    remedy="Sửa số liệu của tập thể, hoặc xem lại cột Hình thức kỷ luật của các dòng đề nghị.",
)

COUNTED = frozenset(list(Discipline)[list(Discipline).index(Discipline.WARNING) :])
"""Cảnh cáo and what is graver, as the heading of the column says."""


def check(register: Register) -> Iterator[Hit]:
    """Each collective with more disciplined people than it counts."""
    for collective, people in with_members(register):
        count = collective.disciplined
        found = persons(row for row in people if row.discipline in COUNTED)
        if count is not None and found > count:
            yield hit(collective, "disciplined", count=count, persons=found)
