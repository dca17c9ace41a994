"""Ngày đăng ký và hạn của công việc phải thuộc năm của sổ.

Kiểm tra gì
-----------
Ngày đăng ký và hạn của công việc ở trang Tiến độ thuộc năm ghi ở trang Thông tin.

Vì sao
------
Ngày ngoài năm không được cộng vào quý nào; thường là gõ nhầm năm.

Ví dụ sai
---------
Ngày đăng ký 05/02/2019 trong sổ năm 2020.

Ví dụ đúng
----------
Ngày đăng ký 05/02/2020.

Căn cứ
------
Quy ước của sổ: một sổ cho một xã trong một năm.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.columns import Record
from validators.finding import Severity
from validators.records import Registration, Task
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="CT022",
    severity=Severity.QUERY,
    scope=Scope.CELL,
    message="{heading} {day:%d/%m/%Y} không thuộc năm {year} của sổ.",
    remedy="Kiểm tra lại năm; nếu đúng thì ghi giải trình.",
)

_DATES: tuple[tuple[type[Record], str], ...] = ((Registration, "registered_on"), (Task, "due"))


def check(register: Register) -> Iterator[Hit]:
    """Each date of another year than the register's."""
    year = register.settings.year
    if year is None:
        return
    for model, name in _DATES:
        for record in register.records(model):
            day = getattr(record, name)
            # A registration after today is a finding of CT014 already.
            known = model is Task or (day is not None and day <= register.today)
            if day and day.year != year and known:
                yield hit(record, name, heading=record.column_of(name).heading, day=day, year=year)
