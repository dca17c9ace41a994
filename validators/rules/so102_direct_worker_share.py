"""Tỷ lệ người trực tiếp công tác, lao động được khen phải trên chỉ tiêu của kế hoạch.

Kiểm tra gì
-----------
Trong các dòng cá nhân Được tặng của năm: số người có Nhóm đối tượng “Người trực tiếp công tác, lao
động” chia cho tổng số, phải lớn hơn Tỷ lệ lao động trực tiếp ở trang Thông tin (bằng thì chưa đạt).
Chưa có ai được tặng thì chưa tính. Dòng chưa biết nhóm đối tượng được coi là có lợi: chỉ báo khi kể
cả những dòng ấy vẫn không đạt.

Vì sao
------
Kế hoạch năm giao chỉ tiêu này để khen thưởng không chỉ dành cho cán bộ lãnh đạo.

Ví dụ sai
---------
Chỉ tiêu 30 %; được tặng 10 cá nhân, trong đó 3 người lao động trực tiếp (30 %).

Ví dụ đúng
----------
Chỉ tiêu 30 %; được tặng 10 cá nhân, trong đó 4 người lao động trực tiếp (40 %).

Căn cứ
------
Chỉ tiêu của kế hoạch thi đua, khen thưởng năm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from validators.catalogue import ObjectKind, WorkGroup
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.shares import Bound, Comparison, counted

RULE = Rule(
    code="SO102",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    law=("Q03",),
    message="Người trực tiếp công tác, lao động trong số cá nhân được tặng là {share} ({demand}).",
    remedy="Xem xét đề nghị thêm người lao động trực tiếp; nếu số liệu đúng thì ghi lý do ở cột "
    "Giải trình.",
)


def check(register: Register) -> Iterator[Hit]:
    """The whole year's awards, where too few of the individuals are direct workers."""
    provision = register.regime.provision("Q03")
    share = register.settings.direct_worker_share
    groups = Counter(
        row.work_group
        for row in register.awarded
        if row.object_kind is ObjectKind.INDIVIDUAL and row.year == register.year
    )
    total = groups.total()
    if provision is None or share is None or not total:
        return
    demand = Bound(Comparison(provision.words["direct_share"]), share)
    direct = groups[WorkGroup.DIRECT_WORKER]
    if not demand.allows(direct + groups[None], total):
        yield hit(provision=provision, share=counted(direct, total), demand=demand)
