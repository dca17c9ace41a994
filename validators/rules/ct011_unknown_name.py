"""Đơn vị, phong trào, văn bản phải gọi đúng tên đã khai.

Kiểm tra gì
-----------
Tên đơn vị ghi ở các trang có ở trang Đơn vị, tên phong trào có ở trang Phong trào, mã văn bản có ở
trang Văn bản. Chữ hoa, chữ thường và cách đặt dấu thanh không kể là khác; viết chữ hoa khác thì quy
tắc CT026 nhắc.

Vì sao
------
Tên không khai thì dòng bị cộng vào mục “Khác”, không vào đơn vị của nó; nơi nhận không được in.

Ví dụ sai
---------
Đơn vị ghi “Xóm Mẫu 1” trong khi trang Đơn vị khai “Xóm Mẫu Một”.

Ví dụ đúng
----------
Chọn đơn vị trong danh sách của ô, hoặc khai thêm đơn vị ở trang Đơn vị.

Căn cứ
------
Quy ước của sổ: các trang gọi đơn vị, phong trào theo tên.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.columns import Record
from validators.finding import Severity
from validators.records import BY_TABLE, Movement, Paper, Unit
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.text import closest, match_key

RULE = Rule(
    code="CT011",
    severity=Severity.ERROR,
    scope=Scope.CELL,
    message="“{name}” chưa khai ở trang “{sheet}”.{question}",
    remedy="Chọn trong danh sách của ô, hoặc khai thêm ở trang “{sheet}”.",
)

# A movement that is not listed is counted and printed all the same.
SEVERITY_BY_TABLE = {
    Unit.table: Severity.ERROR,
    Movement.table: Severity.QUERY,
    Paper.table: Severity.ERROR,
}


def check(register: Register) -> Iterator[Hit]:
    """Each name of a unit, movement or paper that its own table does not list."""
    for target, severity in SEVERITY_BY_TABLE.items():
        known = names_in(register, target)
        if not known:
            continue
        keys = set(map(match_key, known))
        # Each different name is looked up once, however many rows bear it.
        unknown: dict[str, str | None] = {}
        for record, field, name in references(register, target):
            if name not in unknown:
                unknown[name] = None if match_key(name) in keys else _question(name, known)
            question = unknown[name]
            if question is not None:
                sheet = BY_TABLE[target].sheet
                yield hit(
                    record, field, severity=severity, name=name, sheet=sheet, question=question
                )


def references(register: Register, target: str) -> Iterator[tuple[Record, str, str]]:
    """Every cell that names a row of the target table: its record, field and the name."""
    for table in register.tables.values():
        for each in table.model.data_columns():
            if each.refers_to == target:
                for record in table.records:
                    if name := getattr(record, each.field):
                        yield record, each.field, name


def names_in(register: Register, target: str) -> list[str]:
    """The names that a table lists; none where that cannot be told, a finding of its own."""
    table = register.tables.get(target)
    if table is None:
        return []
    field = table.model.subject_column().field
    if any(field in record.unreadable for record in table.records):
        return []
    return [record.subject for record in table.records if record.subject]


def _question(name: str, known: list[str]) -> str:
    meant = closest(name, known)
    return f" Có phải là “{meant}”?" if meant else ""
