"""Số CSTĐCS của tập thể không ít hơn số người của đơn vị ở trang Đề nghị.

Kiểm tra gì
-----------
Số người của đơn vị được tặng Chiến sĩ thi đua cơ sở trong năm không quá Số CSTĐCS ở trang Tập thể;
đơn vị có người đang được đề nghị thì Số CSTĐCS ghi 0 được hỏi lại. Chỉ so khi tập thể là cả đơn vị.

Vì sao
------
Tập thể lao động xuất sắc phải có Chiến sĩ thi đua cơ sở; ghi 0 nhầm thì tập thể bị loại oan.

Ví dụ sai
---------
Số CSTĐCS ghi 0, trang Đề nghị có một người của đơn vị đang được đề nghị.

Ví dụ đúng
----------
Số CSTĐCS ghi 2, trang Đề nghị có 1 người được tặng và 1 người đang xét.

Căn cứ
------
Quy ước của sổ: số liệu tập thể và dòng đề nghị của một đơn vị phải khớp.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import CLOSED, Outcome, Title
from validators.finding import Severity
from validators.records import Collective
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.members import persons, with_members

RULE = Rule(
    code="TH402",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    message="Số CSTĐCS là {count} nhưng trang Đề nghị có {persons} người của đơn vị {state} "
    "Chiến sĩ thi đua cơ sở.",
    remedy="Sửa số liệu của tập thể, hoặc xem lại các dòng đề nghị của đơn vị.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each collective with more CSTĐCS among its people than it counts."""
    for collective, people in with_members(register):
        count = collective.grassroots_fighters
        if count is None:
            continue
        fighters = [row for row in people if row.title is Title.GRASSROOTS_FIGHTER]
        awarded = persons(row for row in fighters if row.outcome is Outcome.AWARDED)
        proposed = persons(row for row in fighters if row.outcome not in CLOSED)
        if awarded > count:
            yield _hit(collective, count, awarded, "được tặng")
        elif proposed and not count:
            yield _hit(collective, count, proposed, "được đề nghị")


def _hit(collective: Collective, count: int, people: int, state: str) -> Hit:
    return hit(collective, "grassroots_fighters", count=count, persons=people, state=state)
