"""Ô nhập liệu nên chứa giá trị, không chứa công thức.

Kiểm tra gì
-----------
Ô của một cột nhập liệu chứa công thức. Chương trình dùng giá trị mà công thức cho lần cuối. Công
thức hiện lỗi hoặc chưa được tính đã báo ở quy tắc CT007.

Vì sao
------
Giá trị của công thức thay đổi khi ô khác thay đổi hoặc khi tệp liên kết bị mất, mà người ký không
biết.

Ví dụ sai
---------
Ô Số người chứa công thức lấy số từ một tệp khác.

Ví dụ đúng
----------
Ô Số người ghi 12.

Căn cứ
------
Quy ước của sổ: công thức trong ô nhập liệu là một lưu ý, giá trị của nó vẫn được dùng.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="CT006",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    message="Ô “{heading}” chứa công thức; giá trị đang hiện được dùng.",
    remedy="Chép ô rồi dán lại chỉ giá trị (Dán đặc biệt, Giá trị).",
)


def check(register: Register) -> Iterator[Hit]:
    """Each formula in a cell that staff fill, if it gives a value."""
    for table in register.tables.values():
        for index, place in sorted(table.block.formulas):
            record, name = table.by_index.get(index), table.fields.get(place)
            if record and name and (index, place) not in table.block.errors:
                yield hit(record, name, heading=record.column_of(name).heading)
