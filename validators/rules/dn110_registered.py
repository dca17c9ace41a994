"""Danh hiệu được đề nghị phải có đăng ký từ đầu năm.

Kiểm tra gì
-----------
Mỗi dòng đề nghị danh hiệu của năm phải có ở trang Đăng ký một dòng của cùng người, tập thể hoặc hộ
(cùng tên; ngày sinh, đơn vị không trái nhau) đăng ký danh hiệu đó. Đăng ký Chiến sĩ thi đua cơ sở
được tính là đã đăng ký Lao động tiên tiến; đăng ký danh hiệu theo tên cũ được tính cho tên mới của
luật sau. Dòng đăng ký có tên hoặc ngày sinh gần giống được nêu tên để so.

Vì sao
------
Theo Luật năm 2003, đăng ký tham gia thi đua là một căn cứ để xét tặng danh hiệu. Từ năm 2024 luật
không còn quy định này, nhưng nhiều tỉnh vẫn yêu cầu, nên chương trình chỉ hỏi.

Ví dụ sai
---------
Đề nghị Lao động tiên tiến cho người không có tên ở trang Đăng ký.

Ví dụ đúng
----------
Người được đề nghị Lao động tiên tiến có dòng đăng ký Lao động tiên tiến.

Căn cứ
------
Điểm b khoản 1 Điều 10 Luật Thi đua, khen thưởng 2003; Điều 7 Luật Thi đua, khen thưởng 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Title
from validators.finding import Severity
from validators.people import Identity, called, identity
from validators.records import Registration
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN110",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    law=("X01", "X02"),
    message="Đề nghị “{title}” nhưng trang Đăng ký không có dòng nào đăng ký danh hiệu này cho "
    "“{name}”{near}.",
    remedy="Kiểm tra họ tên, ngày sinh, đơn vị ở hai trang; nếu không đăng ký thì ghi lý do ở cột "
    "Giải trình.",
)

COVERED_BY = {
    Title.ADVANCED_WORKER: (Title.ADVANCED_WORKER, Title.GRASSROOTS_FIGHTER),
    Title.CULTURAL_HAMLET: (Title.CULTURAL_HAMLET, Title.CULTURAL_RESIDENTIAL_AREA),
    Title.EXEMPLARY_COMMUNE_2025: (Title.EXEMPLARY_COMMUNE_2025, Title.EXEMPLARY_COMMUNE),
}
"""Titles for whose registration another one counts: who aims at CSTĐCS aims at LĐTT too, and a
title that a new law has named anew was registered by its old name."""


def check(register: Register) -> Iterator[Hit]:
    """Each nomination of the year for a title that nobody registered for the same object."""
    if Registration.table not in register.tables:
        return
    roll = register.roll(Registration)
    titles: dict[Identity, set[Title | None]] = {}
    rows = [
        row
        for row in register.live_nominations
        if row.title and row.name and row.year == register.year
    ]
    for row, provision in register.under(RULE.law, rows):
        assert row.title
        who = identity(row)
        if who not in titles:
            titles[who] = {each.title for each in roll.same(who) if not each.is_blank("title")}
        if titles[who].isdisjoint(_registering(row.title)):
            near = _near(register, who, row.title)
            yield hit(row, "title", provision, title=row.title, name=row.name, near=near)


def _registering(title: Title) -> tuple[Title | None, ...]:
    """What registers a title; None stands for one that cannot be read, which may be it."""
    return (*COVERED_BY.get(title, (title,)), None)


def _near(register: Register, who: Identity, title: Title) -> str:
    """Registrations of the title by somebody who is possibly meant."""
    roll = register.roll(Registration)
    found = [
        f"{called(row)} ({evidence})"
        for each, evidence in roll.possible(who)
        for row in roll.rows[each]
        if not row.is_blank("title") and row.title in _registering(title)
    ]
    return f"; gần giống có {', '.join(sorted(found))}" if found else ""
