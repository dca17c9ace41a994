"""Ngày và tháng có thể đã bị máy tính đảo chỗ.

Kiểm tra gì
-----------
Trong cùng một cột có ngày ở dạng chữ với ngày lớn hơn 12 (ví dụ “15/02/2020”) và ngày thật với ngày
từ 12 trở xuống. Cả sổ chỉ hỏi một lần.

Vì sao
------
Máy đặt kiểu ngày tiếng Anh hiểu 5/2/2020 là ngày 2 tháng 5 mà không báo, còn 15/2/2020 thì giữ là
chữ. Cột có cả hai loại là dấu hiệu của việc ấy.

Ví dụ sai
---------
Cột Ngày đăng ký có ô chữ “15/02/2020” và ô ngày 02/05/2020.

Ví dụ đúng
----------
Mọi ô của cột đều là ngày thật, đúng như trên giấy.

Căn cứ
------
Quy ước của sổ: ngày ghi theo thứ tự ngày, tháng, năm.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from validators.columns import Column, Kind
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.tables import Table

RULE = Rule(
    code="CT015",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    message=(
        "Có cột vừa có ngày dạng chữ, vừa có ngày dạng số ({columns}); "
        "máy tính có thể đã đảo ngày và tháng."
    ),
    remedy="Đối chiếu các ngày từ 1 đến 12 của những cột này với giấy tờ.",
)

_MONTHS = 12


def check(register: Register) -> Iterator[Hit]:
    """One query for the book, naming the columns where both kinds of date meet."""
    mixed = [
        f"{each.heading} ở trang {table.block.sheet}"
        for table in register.tables.values()
        for each in table.model.data_columns()
        if each.kind in {Kind.DATE, Kind.BIRTH_DATE} and _is_mixed(table, each)
    ]
    if mixed:
        yield hit(columns="; ".join(mixed))


def _is_mixed(table: Table[Any], column: Column) -> bool:
    place = table.places.get(column.field)
    # Most columns hold real dates only: they are left before any record is looked at.
    if place is None or not any(isinstance(row[place], str) for row in table.block.rows):
        return False
    typed, real = False, False
    for record in table.records:
        day = getattr(record, column.field)
        if not isinstance(day, date):
            continue
        if isinstance(table.raw(record, column.field), str):
            typed = typed or day.day > _MONTHS
        else:
            real = real or day.day <= _MONTHS
    return typed and real
