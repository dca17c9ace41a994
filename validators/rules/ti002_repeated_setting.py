"""Mỗi mục của trang Thông tin chỉ ghi một lần.

Kiểm tra gì
-----------
Không có hai dòng cùng tên mục. Chương trình dùng dòng đứng trước.

Vì sao
------
Hai dòng cùng mục thì sửa một dòng mà số liệu không đổi.

Ví dụ sai
---------
Hai dòng “Năm”, một dòng ghi 2020, một dòng ghi 2021.

Ví dụ đúng
----------
Một dòng “Năm” ghi 2020.

Căn cứ
------
Quy ước của sổ: mỗi mục một dòng.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.records import SettingRow
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.text import match_key

RULE = Rule(
    code="TI002",
    severity=Severity.ERROR,
    scope=Scope.TABLE,
    message="Mục “{item}” đã có ở dòng {first}; chỉ dòng ấy được dùng.",
    remedy="Giữ một dòng có giá trị đúng, xóa dòng kia.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each setting that an earlier row has set."""
    first: dict[str, int] = {}
    for row in register.records(SettingRow):
        if row.item is None:
            continue
        key = match_key(row.item)
        if key in first:
            yield hit(row, "item", item=row.item, first=first[key])
        else:
            first[key] = row.row
