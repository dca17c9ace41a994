"""Mỗi dòng có một Mã dòng riêng.

Kiểm tra gì
-----------
Không có hai dòng đã điền của một bảng mang cùng Mã dòng. Dòng chưa có mã không sai: chương trình
đặt mã khi ghi vào sổ.

Vì sao
------
Kết quả kiểm tra và giải trình đi theo Mã dòng; hai dòng cùng mã thì chúng hiện nhầm dòng.

Ví dụ sai
---------
Chép nguyên một dòng rồi dán xuống dưới, cả cột Mã dòng.

Ví dụ đúng
----------
Chép từ cột họ tên đến cột Ghi chú, hoặc xóa ô Mã dòng của dòng vừa dán.

Căn cứ
------
Quy ước của sổ: Mã dòng do chương trình đặt và không đổi.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="CT010",
    severity=Severity.ERROR,
    scope=Scope.TABLE,
    message="Mã dòng “{row_id}” đã có ở dòng {first}.",
    remedy="Xóa ô Mã dòng của dòng này; chương trình sẽ đặt mã mới.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each row whose id an earlier row of its table bears."""
    for table in register.tables.values():
        first: dict[str, int] = {}
        for record in table.records:
            if record.row_id is None:
                continue
            if record.row_id in first:
                yield hit(record, "row_id", row_id=record.row_id, first=first[record.row_id])
            else:
                first[record.row_id] = record.row
