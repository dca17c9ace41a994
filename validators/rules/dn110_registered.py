"""Danh hiệu được đề nghị phải có đăng ký từ đầu năm.

Kiểm tra gì
-----------
Mỗi dòng đề nghị danh hiệu của năm phải có ở trang Đăng ký một dòng của cùng người, tập thể hoặc hộ
(cùng tên; ngày sinh, đơn vị không trái nhau) đăng ký danh hiệu đó. Đăng ký Chiến sĩ thi đua cơ sở
được tính là đã đăng ký Lao động tiên tiến.

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

from collections import defaultdict
from collections.abc import Iterator

from validators.catalogue import Title
from validators.finding import Severity
from validators.records import Registration
from validators.register import Register, compatible
from validators.rules import Hit, Rule, Scope, hit
from validators.text import match_key

RULE = Rule(
    code="DN110",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    law=("X01", "X02"),
    message="Đề nghị “{title}” nhưng trang Đăng ký không có dòng nào đăng ký danh hiệu này cho "
    "“{name}”.",
    remedy="Kiểm tra họ tên, ngày sinh, đơn vị ở hai trang; nếu không đăng ký thì ghi lý do ở cột "
    "Giải trình.",
)

COVERED_BY = {Title.ADVANCED_WORKER: (Title.ADVANCED_WORKER, Title.GRASSROOTS_FIGHTER)}
"""A title for whose registration another one counts: who aims at CSTĐCS aims at LĐTT too."""


def check(register: Register) -> Iterator[Hit]:
    """Each nomination of the year for a title that nobody registered for the same object."""
    if Registration.table not in register.tables:
        return
    registrations = _by_name_and_title(register)
    rows = [
        row
        for row in register.live_nominations
        if row.title and row.name and row.year == register.year
    ]
    for row, provision in register.under(RULE.law, rows):
        assert row.title
        assert row.name
        name = match_key(row.name)
        titles = (*COVERED_BY.get(row.title, (row.title,)), None)
        registered = any(
            compatible(row, each) for title in titles for each in registrations[name, title]
        )
        if not registered:
            yield hit(row, "title", provision, title=row.title, name=row.name)


def _by_name_and_title(
    register: Register,
) -> dict[tuple[str, Title | None], list[Registration]]:
    """Registrations by name and title; the title is None where it cannot be read."""
    found: dict[tuple[str, Title | None], list[Registration]] = defaultdict(list)
    for row in register.registrations:
        if row.name and not row.is_blank("title"):
            found[match_key(row.name), row.title].append(row)
    return found
