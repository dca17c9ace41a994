"""Trang Lịch sử chỉ ghi các năm trước.

Kiểm tra gì
-----------
Năm của dòng lịch sử trước năm của sổ.

Vì sao
------
Kết quả của năm nay ghi ở trang Đề nghị; ghi cả hai nơi thì được đếm hai lần khi xét liên tục nhiều
năm.

Ví dụ sai
---------
Sổ năm 2020, dòng lịch sử ghi năm 2020.

Ví dụ đúng
----------
Sổ năm 2020, dòng lịch sử ghi năm 2019.

Căn cứ
------
Quy ước của sổ: trang Lịch sử ghi các năm trước.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="LS001",
    severity=Severity.QUERY,
    scope=Scope.CELL,
    message="Năm {year} không trước năm {book_year} của sổ.",
    remedy="Sửa năm, hoặc chuyển dòng sang trang Đề nghị.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each row of history that is not of an earlier year."""
    book_year = register.settings.year
    if book_year is None:
        return
    for row in register.history:
        if row.year is not None and row.year >= book_year:
            yield hit(row, "year", year=row.year, book_year=book_year)
