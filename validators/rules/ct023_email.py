"""Địa chỉ thư điện tử phải gửi được.

Kiểm tra gì
-----------
Ô Thư điện tử ở các trang và mục thư điện tử ở trang Thông tin là địa chỉ có dạng ten@noi.vn. Nhiều
địa chỉ cách nhau bằng dấu chấm phẩy.

Vì sao
------
Địa chỉ sai thì thư gửi đi không đến, người gửi chỉ biết khi bị hỏi lại.

Ví dụ sai
---------
Thư điện tử ghi “ubnd lamvy@thainguyen”.

Ví dụ đúng
----------
Thư điện tử ghi “vanphong@mau.example”.

Căn cứ
------
Quy ước của sổ: chương trình gửi thư theo các ô này.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validators.columns import Record
from validators.finding import Severity
from validators.records import Recipient, Unit
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="CT023",
    severity=Severity.ERROR,
    scope=Scope.CELL,
    message="“{address}” không phải là địa chỉ thư điện tử.",
    remedy="Sửa địa chỉ theo dạng ten@noi.vn, không dấu, không có khoảng trắng.",
)

_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def check(register: Register) -> Iterator[Hit]:
    """Each address that no mail can be sent to."""
    for record, field, typed in _addresses(register):
        for address in filter(None, map(str.strip, typed.split(";"))):
            if not _ADDRESS.fullmatch(address):
                yield hit(record, field, address=address)


def _addresses(register: Register) -> Iterator[tuple[Record, str, str]]:
    rows: list[Unit | Recipient] = [*register.units, *register.recipients]
    for record in rows:
        if record.email:
            yield record, "email", record.email
    for field in ("superior_email", "unit_email"):
        if typed := getattr(register.settings, field):
            yield register.setting_rows[field], "value", typed
