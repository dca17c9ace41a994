"""Công việc quá hạn hoặc sắp đến hạn được nhắc.

Kiểm tra gì
-----------
Công việc ở trang Tiến độ có Hạn mà chưa ghi Ngày hoàn thành: quá hạn, hoặc đến hạn trong 7 ngày tới
kể từ ngày kiểm tra.

Vì sao
------
Người lập sổ mở sổ là biết việc phải làm trong tuần.

Ví dụ sai
---------
Kiểm tra ngày 20/3/2020, công việc có hạn 15/3/2020 chưa ghi Ngày hoàn thành.

Ví dụ đúng
----------
Công việc có hạn 15/3/2020, hoàn thành ngày 12/3/2020.

Căn cứ
------
Kế hoạch thi đua, khen thưởng năm.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.records import Task
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.days import SOON

RULE = Rule(
    code="TD401",
    severity=Severity.NOTE,
    scope=Scope.ROW,
    message="Công việc {state} {due:%d/%m/%Y} mà chưa ghi Ngày hoàn thành.",
    remedy="Thực hiện công việc rồi ghi Ngày hoàn thành; hạn đã dời thì sửa cột Hạn.",
    basis="Kế hoạch thi đua, khen thưởng năm",
)


def check(register: Register) -> Iterator[Hit]:
    """Each task that is not done, and late or due soon."""
    table = register.tables.get(Task.table)
    if table is None or table.lacks("done"):
        return
    for task in register.tasks:
        if task.due and task.is_blank("done") and task.due <= register.today + SOON:
            late = task.due < register.today
            yield hit(task, "due", state="đã quá hạn" if late else "đến hạn ngày", due=task.due)
