"""Năm thành tích thường là năm của sổ.

Kiểm tra gì
-----------
Năm thành tích của dòng đề nghị là năm ghi ở trang Thông tin.

Vì sao
------
Biểu cả năm đếm khen thưởng theo năm thành tích; dòng của năm khác không được cộng vào.

Ví dụ sai
---------
Năm thành tích 2019 trong sổ năm 2020.

Ví dụ đúng
----------
Năm thành tích 2020.

Căn cứ
------
Quy ước của sổ: một sổ cho một xã trong một năm.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN002",
    severity=Severity.QUERY,
    scope=Scope.CELL,
    message="Năm thành tích {year} khác năm {book_year} của sổ.",
    remedy="Kiểm tra lại năm; nếu đúng thì ghi giải trình.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination for the achievements of another year."""
    book_year = register.settings.year
    if book_year is None:
        return
    for row in register.nominations:
        if row.year is not None and row.year != book_year:
            yield hit(row, "year", year=row.year, book_year=book_year)
