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
from validators.people import Identity, Named, Roll, called
from validators.records import Nomination, PastAward, Registration
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


TOLD = frozenset({"name", "birth", "unit"})
"""Fields that tell who is meant; unreadable, they leave it open."""


def check(register: Register) -> Iterator[Hit]:
    """The first row of each way of writing somebody, with the first row of an earlier way."""
    roll = Roll(_readable(register))
    asked: set[tuple[object, ...]] = set()
    for who, (row, *_) in roll.rows.items():
        earlier = roll.first_possible(who)
        if earlier is None:
            continue
        other, evidence = earlier
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


def _readable(register: Register) -> Iterator[tuple[Identity, Named]]:
    """The rows of the three sheets that surely tell who is meant."""
    rolls: tuple[Roll[Registration] | Roll[Nomination] | Roll[PastAward], ...] = (
        register.roll(Registration),
        register.roll(Nomination),
        register.roll(PastAward),
    )
    for roll in rolls:
        for who, row in roll.told:
            if TOLD.isdisjoint(row.unreadable):
                yield who, row
