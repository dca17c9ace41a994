"""Số người đạt LĐTT của tập thể không ít hơn số người của đơn vị đã được tặng ở trang Đề nghị.

Kiểm tra gì
-----------
Số người của đơn vị được tặng Lao động tiên tiến hoặc Chiến sĩ thi đua cơ sở trong năm (mỗi người
tính một lần) so với Số người đạt LĐTT ở trang Tập thể. Chỉ so khi tập thể là cả đơn vị: mang tên
đơn vị, hoặc là tập thể duy nhất của đơn vị ở trang này.

Vì sao
------
Tỷ lệ để xét danh hiệu tập thể tính từ số này; hai trang khác nhau thì một trang ghi thiếu.

Ví dụ sai
---------
Trang Tập thể ghi 1 người đạt LĐTT, trang Đề nghị có 2 người của đơn vị được tặng.

Ví dụ đúng
----------
Trang Tập thể ghi 5 người đạt LĐTT, trang Đề nghị mới có 2 người được tặng: 3 người còn lại do cấp
khác quyết định hoặc chưa nhập.

Căn cứ
------
Quy ước của sổ: người đạt CSTĐCS tính trong số người đạt LĐTT.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Outcome, Title
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.members import persons, with_members

RULE = Rule(
    code="TH401",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    message="Số người đạt LĐTT là {count} nhưng trang Đề nghị có {persons} người của đơn vị được "
    "tặng Lao động tiên tiến, Chiến sĩ thi đua cơ sở.",
    remedy="Sửa số liệu của tập thể, hoặc xem lại Kết quả và Đơn vị của các dòng đề nghị.",
)

TITLES = {Title.ADVANCED_WORKER, Title.GRASSROOTS_FIGHTER}


def check(register: Register) -> Iterator[Hit]:
    """Each collective of whose people more were awarded than it counts."""
    for collective, people in with_members(register):
        awarded = persons(
            row for row in people if row.title in TITLES and row.outcome is Outcome.AWARDED
        )
        count = collective.advanced_workers
        if count is not None and awarded > count:
            yield hit(collective, "advanced_workers", count=count, persons=awarded)
