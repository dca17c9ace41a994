"""Dòng phải ghi danh hiệu hoặc hình thức khen thưởng.

Kiểm tra gì
-----------
Dòng đăng ký, đề nghị có ít nhất một trong hai: danh hiệu, hình thức. Dòng lịch sử có ít nhất một
trong ba: danh hiệu, hình thức, mức hoàn thành nhiệm vụ.

Vì sao
------
Dòng không ghi gì trong các cột này không đăng ký, không đề nghị điều gì.

Ví dụ sai
---------
Dòng đăng ký có họ tên, đơn vị, ngày đăng ký, không có danh hiệu và hình thức.

Ví dụ đúng
----------
Danh hiệu đăng ký: Lao động tiên tiến.

Căn cứ
------
Quy ước của sổ: mỗi dòng là một lượt đăng ký hoặc đề nghị.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.columns import Record
from validators.finding import Severity
from validators.records import Nomination, PastAward, Registration
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="CT018",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    message="Dòng này chưa ghi {headings}.",
    remedy="Điền ít nhất một trong các cột này.",
)

_ONE_OF: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Registration, ("title", "form")),
    (Nomination, ("title", "form")),
    (PastAward, ("title", "form", "completion")),
)


def check(register: Register) -> Iterator[Hit]:
    """Each row that names none of what its table is kept for."""
    for model, fields in _ONE_OF:
        table = register.tables.get(model.table)
        if table is None or table.lacks(*fields):
            continue
        headings = " hoặc ".join(model.column_of(name).heading for name in fields)
        for record in table.records:
            if all(record.is_blank(name) for name in fields):
                yield hit(record, fields[0], headings=headings)
