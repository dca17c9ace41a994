"""Mỗi bảng phải có đủ các cột của mẫu.

Kiểm tra gì
-----------
Mỗi cột của mẫu còn trong bảng; cột được tìm theo tiêu đề, không theo vị trí.

Vì sao
------
Thiếu một cột thì mọi số liệu của cột ấy bị coi như không có.

Ví dụ sai
---------
Tiêu đề “Ngày sinh” bị sửa thành “Năm sinh của người được đề nghị”.

Ví dụ đúng
----------
Tiêu đề giữ nguyên; cột không dùng được ẩn đi chứ không xóa.

Căn cứ
------
Quy ước của sổ: cột được tìm theo tiêu đề.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit
from validators.tables import nearest_heading

RULE = Rule(
    code="CT002",
    severity=Severity.ERROR,
    scope=Scope.TABLE,
    message="Trang “{sheet}” không có cột “{heading}”.{question}",
    remedy="Sửa lại tiêu đề thành “{heading}”, hoặc bấm Phục hồi mẫu để thêm cột.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each declared column that a table lacks, with the heading it may have been renamed to."""
    for table in register.tables.values():
        block = table.block
        for each in table.missing:
            near = nearest_heading(table, each)
            yield hit(
                Spot(
                    block.sheet,
                    block.table,
                    block.heading_address(block.headings.index(near)) if near else "",
                    each.heading,
                ),
                sheet=block.sheet,
                heading=each.heading,
                question=f" Có phải là cột “{near}”?" if near else "",
            )
