"""Tuổi theo ngày sinh phải hợp lý.

Kiểm tra gì
-----------
Trong năm của sổ, người được đăng ký hoặc đề nghị từ 15 đến 100 tuổi.

Vì sao
------
Tuổi ngoài khoảng này thường do gõ nhầm năm sinh; ngày sinh còn dùng để phân biệt người trùng tên.

Ví dụ sai
---------
Ngày sinh 12/3/2019 trong sổ năm 2020.

Ví dụ đúng
----------
Ngày sinh 12/3/1979.

Căn cứ
------
Quy ước của sổ; người ngoài khoảng tuổi này vẫn được khen thưởng khi có giải trình.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from validators.catalogue import ObjectKind
from validators.finding import Severity
from validators.records import Nomination, Registration
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.ct014_future_date import is_later

RULE = Rule(
    code="CT017",
    severity=Severity.QUERY,
    scope=Scope.CELL,
    message="Theo ngày sinh {birth}, người này {age} tuổi trong năm {year}.",
    remedy="Kiểm tra lại năm sinh; nếu đúng thì ghi giải trình.",
)

_YOUNGEST, _OLDEST = 15, 100


def check(register: Register) -> Iterator[Hit]:
    """Each person whose birth date makes an unlikely age."""
    year = register.settings.year
    if year is None:
        return
    people: list[Registration | Nomination] = [*register.registrations, *register.nominations]
    for record in people:
        birth = record.birth
        if birth is None or record.object_kind is ObjectKind.COLLECTIVE:
            continue
        if is_plausible(birth, year) or is_later(birth, register.today):
            continue
        shown = f"{birth:%d/%m/%Y}" if isinstance(birth, date) else birth
        yield hit(record, "birth", birth=shown, age=_age(birth, year), year=year)


def is_plausible(birth: date | int, year: int) -> bool:
    """Whether someone born then is of an age to be registered or nominated in the year."""
    return _YOUNGEST <= _age(birth, year) <= _OLDEST


def _age(birth: date | int, year: int) -> int:
    return year - (birth.year if isinstance(birth, date) else birth)
