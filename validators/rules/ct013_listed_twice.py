"""Mỗi đơn vị, phong trào, văn bản, tập thể chỉ được khai một lần.

Kiểm tra gì
-----------
Không có hai dòng cùng tên đơn vị; cùng mã văn bản; cùng tên tập thể và đơn vị; cùng xóm ở trang
Gia đình văn hóa. Hai phong trào cùng tên và cùng cấp phát động, hai thành viên Hội đồng cùng họ tên
được hỏi lại.

Vì sao
------
Các trang khác gọi các dòng này theo tên; khai hai lần thì không biết dùng số liệu của dòng nào.

Ví dụ sai
---------
Trang Đơn vị có hai dòng “Trường Tiểu học Mẫu”.

Ví dụ đúng
----------
Mỗi đơn vị một dòng.

Căn cứ
------
Quy ước của sổ: mỗi tên một dòng.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.columns import Record
from validators.finding import Severity
from validators.records import (
    Collective,
    CouncilMember,
    CulturalFamilies,
    Movement,
    Paper,
    Unit,
)
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.text import match_key

RULE = Rule(
    code="CT013",
    severity=Severity.ERROR,
    scope=Scope.TABLE,
    message="“{name}” đã khai ở dòng {first}.",
    remedy="Gộp hai dòng làm một, hoặc sửa tên cho khác nhau.",
)

# Two levels may launch a movement of one name, and two persons may bear one name.
_KEYS: tuple[tuple[type[Record], tuple[str, ...], Severity], ...] = (
    (Unit, ("name",), Severity.ERROR),
    (Movement, ("name", "level"), Severity.QUERY),
    (Collective, ("name", "unit"), Severity.ERROR),
    (CulturalFamilies, ("unit",), Severity.ERROR),
    (CouncilMember, ("name",), Severity.QUERY),
    (Paper, ("code",), Severity.ERROR),
)


def check(register: Register) -> Iterator[Hit]:
    """Each row that names what an earlier row of its table names."""
    for model, fields, severity in _KEYS:
        first: dict[tuple[str, ...], int] = {}
        for record in register.records(model):
            if any(getattr(record, field) is None for field in fields):
                continue
            key = tuple(match_key(getattr(record, field)) for field in fields)
            if key in first:
                name = record.subject
                yield hit(record, fields[0], severity=severity, name=name, first=first[key])
            else:
                first[key] = record.row
