"""Sau khi bị kỷ luật, thành tích chỉ được tính từ khi hết thời hạn kỷ luật.

Kiểm tra gì
-----------
Đề nghị cho người mà dòng ấy, hoặc một dòng đề nghị khác của cùng người trong sổ, có Hình thức kỷ
luật từ khiển trách trở lên.

Vì sao
------
Năm còn trong thời hạn kỷ luật không được tính vào thành tích. Sổ không ghi ngày hết thời hạn ấy
nên chương trình chỉ hỏi.

Ví dụ sai
---------
Năm 2024, đề nghị Bằng khen cấp tỉnh, Hình thức kỷ luật là “Khiển trách”.

Ví dụ đúng
----------
Hình thức kỷ luật là “Không” hoặc để trống.

Căn cứ
------
Điều 4 Nghị định 98/2023/NĐ-CP; Điều 4 Nghị định 152/2025/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Discipline
from validators.finding import Severity
from validators.records import Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN205",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    law=("X16",),
    message="“{name}” bị kỷ luật “{discipline}”: thành tích chỉ được tính từ khi hết thời hạn kỷ "
    "luật.",
    remedy="Ghi ngày hết thời hạn kỷ luật và thời gian được tính thành tích ở cột Giải trình; nếu "
    "chưa hết thì không đề nghị.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each live nomination of somebody whom a row of the register calls disciplined."""
    disciplined = [
        row for row in register.nominations if row.discipline not in {None, Discipline.NONE}
    ]
    degrees = {row.row: str(row.discipline) for row in disciplined}
    for row in disciplined:
        for each in register.of_same_object(row, Nomination):
            degrees.setdefault(each.row, str(row.discipline))
    rows = [row for row in register.live_nominations if row.row in degrees]
    for row, provision in register.under(RULE.law, rows):
        field = "discipline" if row.discipline not in {None, Discipline.NONE} else "name"
        yield hit(row, field, provision, name=row.name, discipline=degrees[row.row])
