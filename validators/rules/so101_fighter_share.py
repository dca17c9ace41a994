"""Số Chiến sĩ thi đua cơ sở không vượt tỷ lệ trên số Lao động tiên tiến.

Kiểm tra gì
-----------
Trong các dòng đề nghị của năm (trừ dòng Không đạt, Trả lại): số người được đề nghị Chiến sĩ thi
đua cơ sở so với số người được đề nghị Lao động tiên tiến hoặc Chiến sĩ thi đua cơ sở; mỗi người
tính một lần, và người đạt Chiến sĩ thi đua cơ sở cũng là người đạt Lao động tiên tiến. “Không quá
15 %” thì làm tròn xuống: 19 người được 2. Nếu trang Thông tin có Trần tỷ lệ CSTĐCS trên LĐTT thấp
hơn thì theo mức đó. Từ năm 2024 luật không quy định tỷ lệ, chỉ kiểm tra khi địa phương đặt mức;
trong một sổ có hồ sơ theo hai luật thì theo luật sau.

Chỉ báo Lỗi khi có người đã trình cấp trên hoặc được tặng và số Lao động tiên tiến đủ lớn để được ít
nhất một Chiến sĩ thi đua cơ sở. Ngoài ra chỉ hỏi, vì danh sách còn có thể thêm người, và sổ nhỏ có
thể chỉ ghi một phần số Lao động tiên tiến mà cấp trên dùng để tính.

Vì sao
------
Vượt tỷ lệ thì cấp quyết định cắt bớt người; hội đồng xã nên tự cân đối trước.

Ví dụ sai
---------
Năm 2020 có 16 Lao động tiên tiến và 4 Chiến sĩ thi đua cơ sở: 4/20 = 20,0 %, chỉ được 3 người.

Ví dụ đúng
----------
Có 17 Lao động tiên tiến và 3 Chiến sĩ thi đua cơ sở: 3/20 = 15,0 %.

Căn cứ
------
Khoản 3 Điều 9 Nghị định 91/2017/NĐ-CP; quy định của địa phương.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Outcome, Title
from validators.finding import Severity
from validators.records import Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.shares import Bound, Comparison, counted
from validators.text import match_key

RULE = Rule(
    code="SO101",
    severity=Severity.ERROR,
    scope=Scope.BOOK,
    law=("Q01", "Q02"),
    message="Số CSTĐCS trên số người đạt LĐTT là {share} ({demand}: nhiều nhất {most} người).",
    remedy="Bớt {surplus} đề nghị Chiến sĩ thi đua cơ sở, hoặc bổ sung đủ các dòng đề nghị Lao "
    "động tiên tiến của năm.",
)


def check(register: Register) -> Iterator[Hit]:
    """The whole year's CSTĐCS, where they are more than the cap on the year's LĐTT allows."""
    fighters = _of_year(register, Title.GRASSROOTS_FIGHTER)
    provisions = [provision for _, provision in register.under(RULE.law, fighters)]
    if not provisions:
        return
    provision = max(provisions, key=lambda each: each.regime)
    caps = (provision.numbers.get("fighter_share"), register.settings.fighter_cap)
    cap = min((each for each in caps if each is not None), default=None)
    if cap is None:
        return
    people = len(_people([*fighters, *_of_year(register, Title.ADVANCED_WORKER)]))
    demand = Bound(Comparison.UP_TO, cap)
    most = demand.most_of(people)
    surplus = len(_people(fighters)) - most
    if surplus > 0:
        final = any(row.outcome in {Outcome.SUBMITTED, Outcome.AWARDED} for row in fighters)
        yield hit(
            provision=provision,
            severity=None if final and most else Severity.QUERY,
            share=counted(most + surplus, people),
            demand=demand,
            most=most,
            surplus=surplus,
        )


def _of_year(register: Register, title: Title) -> list[Nomination]:
    return [row for row in register.nominated(title) if row.year == register.year]


def _people(rows: list[Nomination]) -> set[tuple[str, str]]:
    """The persons of the rows, told apart by name and unit."""
    return {(match_key(row.name or ""), match_key(row.unit or "")) for row in rows}
