"""Hạn của công việc thuộc quý đã ghi.

Kiểm tra gì
-----------
Hạn nằm trong các tháng của quý ghi ở cột Quý; III - IV là tháng 7 đến tháng 12.

Vì sao
------
Kế hoạch in công việc theo quý, bảng theo dõi tính việc đến hạn theo ngày; hai cột phải khớp.

Ví dụ sai
---------
Quý I, Hạn 15/5/2020.

Ví dụ đúng
----------
Quý II, Hạn 15/5/2020.

Căn cứ
------
Quy ước của sổ: quý tính theo tháng dương lịch.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Period
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="TD001",
    severity=Severity.QUERY,
    scope=Scope.ROW,
    message="Hạn {due:%d/%m/%Y} không thuộc quý {quarter}.",
    remedy="Sửa cột Quý hoặc cột Hạn.",
)

_QUARTERS = {
    Period.Q1: {1},
    Period.Q2: {2},
    Period.Q3: {3},
    Period.Q4: {4},
    Period.Q3_Q4: {3, 4},
    Period.YEAR: {1, 2, 3, 4},
}


def check(register: Register) -> Iterator[Hit]:
    """Each task of the register's year that is due outside its quarter."""
    for task in register.tasks:
        if task.due is None or task.quarter is None or task.due.year != register.year:
            continue
        if (task.due.month + 2) // 3 not in _QUARTERS[task.quarter]:
            yield hit(task, "due", due=task.due, quarter=task.quarter)
