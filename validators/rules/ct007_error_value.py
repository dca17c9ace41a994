"""Ô nhập liệu không được chứa giá trị lỗi của bảng tính.

Kiểm tra gì
-----------
Không có ô nào hiện #DIV/0!, #N/A, #REF!, #VALUE! hoặc giá trị lỗi khác, hoặc chứa công thức mà tệp
chưa lưu kết quả.

Vì sao
------
Giá trị lỗi không phải là số liệu; mọi biểu tổng hợp lấy ô ấy sẽ sai.

Ví dụ sai
---------
Ô Số hộ hiện #REF!.

Ví dụ đúng
----------
Ô Số hộ ghi 120.

Căn cứ
------
Quy ước của sổ: giá trị lỗi của bảng tính là lỗi.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="CT007",
    severity=Severity.ERROR,
    scope=Scope.CELL,
    message="Ô “{heading}” {state}.",
    remedy="{remedy}",
)


def check(register: Register) -> Iterator[Hit]:
    """Each error value in a cell that staff fill."""
    for table in register.tables.values():
        for (index, place), error in sorted(table.block.errors.items()):
            record, name = table.by_index.get(index), table.fields.get(place)
            if record and name:
                state, remedy = _told(error)
                heading = record.column_of(name).heading
                yield hit(record, name, heading=heading, state=state, remedy=remedy)


def _told(error: str) -> tuple[str, str]:
    """What is wrong with the cell, and what to do."""
    if error:
        return f"hiện lỗi {error}, không có giá trị", "Gõ lại giá trị đúng vào ô."
    return (
        "chứa công thức chưa được tính, tệp chưa lưu kết quả",
        "Mở sổ bằng Excel hoặc LibreOffice rồi lưu lại, hoặc gõ giá trị vào ô.",
    )
