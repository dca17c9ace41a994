"""Một người phải được ghi cùng họ tên, cùng ngày sinh ở mọi trang.

Kiểm tra gì
-----------
Ở trang Đăng ký, Đề nghị, Lịch sử, hai cách ghi có thể là của một người: họ tên chỉ khác dấu hoặc
khác một chữ cái, cùng ngày sinh (chỉ có năm sinh thì phải cùng đơn vị); hoặc cùng họ tên, ngày sinh
chỉ khác ngày, tháng hay năm, hoặc đảo ngày và tháng, không khác đơn vị. Chữ hoa, khoảng trắng, dấu
đặt khác chỗ và “Ông”, “Bà”, “đ/c”, “ThS.” ở đầu không kể là khác.

Vì sao
------
Hai cách ghi thì chương trình không nhận ra đăng ký, dòng trùng và các năm liên tục của người ấy.

Ví dụ sai
---------
Trang Đăng ký ghi Nguyễn Thị Hòa sinh 05/02/1980, trang Lịch sử ghi Nguyễn Thị Hoa sinh 05/02/1980.

Ví dụ đúng
----------
Cả hai trang ghi Nguyễn Thị Hòa sinh 05/02/1980.

Căn cứ
------
Quy ước của sổ.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.people import Named, Roll, called
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="CT201",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    message="{one} và {other} ở trang {sheet} có thể là một người: {evidence}.",
    remedy="So với dòng {line} trang {sheet}: nếu là một người thì sửa họ tên, ngày sinh cho giống "
    "nhau; nếu là hai người thì ghi ở cột Giải trình.",
)


def check(register: Register) -> Iterator[Hit]:
    """The first row of each way of writing somebody, with the first row of an earlier way."""
    rows: list[Named] = [*register.registrations, *register.nominations, *register.history]
    readable = [row for row in rows if row.name and not row.unreadable & {"name", "birth", "unit"}]
    roll: Roll[Named] = Roll(readable)
    place = {who: number for number, who in enumerate(roll.rows)}
    asked: set[tuple[object, ...]] = set()
    for who, (row, *_) in roll.rows.items():
        earlier = [each for each in roll.possible(who) if place[each[0]] < place[who]]
        if not earlier:
            continue
        other, evidence = min(earlier, key=lambda each: place[each[0]])
        pair = (who.name, who.birth, other.name, other.birth)
        if pair not in asked:
            asked.add(pair)
            first = roll.rows[other][0]
            yield hit(
                row,
                "birth" if who.name == other.name else "name",
                one=called(row),
                other=called(first),
                sheet=first.sheet,
                evidence=evidence,
                line=first.row,
            )
