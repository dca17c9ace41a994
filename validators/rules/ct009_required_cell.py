"""Ô bắt buộc không được để trống.

Kiểm tra gì
-----------
Dòng đã có số liệu phải điền mọi cột bắt buộc của bảng. Ở trang Đề nghị, cột nào bắt buộc từ bước
nào do quy tắc DN001 kiểm tra.

Vì sao
------
Thiếu ô bắt buộc thì dòng không được tổng hợp đúng và không lập được văn bản.

Ví dụ sai
---------
Dòng đăng ký có họ tên nhưng ô Đơn vị để trống.

Ví dụ đúng
----------
Dòng đăng ký có họ tên, loại đối tượng, đơn vị và ngày đăng ký.

Căn cứ
------
Quy ước của sổ: cột đánh dấu * là cột bắt buộc.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.records import Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.dn001_due_by_stage import DEMANDS

RULE = Rule(
    code="CT009",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    message="Ô “{heading}” để trống.",
    remedy="Điền “{heading}”.",
)

_BY_STAGE = {(Nomination.table, each.field) for each in DEMANDS}


def check(register: Register) -> Iterator[Hit]:
    """Each empty cell of a required column, in rows that hold anything."""
    for name, table in register.tables.items():
        required = [
            each
            for each in table.model.data_columns()
            if each.required and (name, each.field) not in _BY_STAGE
        ]
        for record in table.records:
            for each in required:
                if record.is_blank(each.field):
                    yield hit(record, each.field, heading=each.heading)
