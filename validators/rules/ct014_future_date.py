"""Ngày của việc đã xảy ra không được sau ngày kiểm tra.

Kiểm tra gì
-----------
Ngày sinh, ngày tuyển dụng, ngày đăng ký, ngày nhận hồ sơ, ngày quyết định, ngày niêm yết và ngày
hoàn thành không sau ngày kiểm tra. Hạn và thời gian của phong trào được ở tương lai.

Vì sao
------
Ngày ở tương lai thường do gõ nhầm năm, hoặc máy đảo ngày và tháng.

Ví dụ sai
---------
Ngày đăng ký 05/12/2020 trong sổ kiểm tra ngày 31/3/2020.

Ví dụ đúng
----------
Ngày đăng ký 12/05/2020 được ghi là 05/02/2020 như trên giấy đăng ký.

Căn cứ
------
Quy ước của sổ: các ngày này chỉ ghi khi việc đã xảy ra.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from validators.columns import Record
from validators.finding import Severity
from validators.records import CulturalFamilies, Nomination, PastAward, Registration, Task
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="CT014",
    severity=Severity.ERROR,
    scope=Scope.CELL,
    message="{heading} {day} sau ngày kiểm tra {today:%d/%m/%Y}.",
    remedy="Kiểm tra lại ngày, tháng, năm; việc chưa xảy ra thì để trống.",
)

_PAST: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Registration, ("birth", "recruited", "registered_on")),
    (Nomination, ("birth", "recruited", "received", "decided")),
    (CulturalFamilies, ("posted",)),
    (PastAward, ("birth", "decided")),
    (Task, ("done",)),
)


def check(register: Register) -> Iterator[Hit]:
    """Each date of the past that lies after the day of the check."""
    today = register.today
    for model, fields in _PAST:
        for record in register.records(model):
            for name in fields:
                day = getattr(record, name)
                if day is not None and is_later(day, today):
                    shown = f"{day:%d/%m/%Y}" if isinstance(day, date) else str(day)
                    heading = record.column_of(name).heading
                    yield hit(record, name, heading=heading, day=shown, today=today)


def is_later(day: date | int, today: date) -> bool:
    """Whether a date, or a year alone, lies after the given day."""
    return day > today if isinstance(day, date) else day > today.year
