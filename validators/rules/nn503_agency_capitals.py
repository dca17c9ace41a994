"""Tên cơ quan ở nơi nhận viết hoa đúng quy định.

Kiểm tra gì
-----------
Tên cơ quan quen thuộc ở nơi nhận (Phòng Nội vụ, Sở Nội vụ, Hội đồng nhân dân, Ủy ban nhân dân, Đảng
ủy, Mặt trận Tổ quốc …) viết hoa chữ đầu của tên và của chức năng. Dòng viết hoa toàn bộ thì không
kể.

Vì sao
------
Tên cơ quan viết hoa sai là lỗi thể thức dễ thấy nhất trên văn bản.

Ví dụ sai
---------
Nơi nhận ghi “Phòng nội vụ”.

Ví dụ đúng
----------
Nơi nhận ghi “Phòng Nội vụ”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục II: viết hoa tên cơ quan, tổ chức.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.text import clean, same_tones

RULE = Rule(
    code="NN503",
    severity=Severity.NOTE,
    scope=Scope.CELL,
    message="“{typed}” viết hoa chưa đúng.",
    remedy="Ghi “{name}”.",
    basis="Nghị định 30/2020/NĐ-CP Phụ lục II",
)

_AGENCIES = (
    "Phòng Nội vụ",
    "Sở Nội vụ",
    "Bộ Nội vụ",
    "Hội đồng nhân dân",
    "Ủy ban nhân dân",
    "Ủy ban Mặt trận Tổ quốc",
    "Huyện ủy",
    "Tỉnh ủy",
    "Đảng ủy",
    "Đoàn Thanh niên",
    "Hội Nông dân",
    "Hội Cựu chiến binh",
    "Hội Liên hiệp Phụ nữ",
    "Trạm Y tế",
)


def check(register: Register) -> Iterator[Hit]:
    """Each agency's name among the recipients that is written with other capitals."""
    for row in register.recipients:
        text = same_tones(clean(row.recipient or ""))
        if text.isupper():
            continue
        for name in _AGENCIES:
            at = text.casefold().find(name.casefold())
            typed = text[at : at + len(name)]
            if at >= 0 and typed != name:
                yield hit(row, "recipient", typed=typed, name=name)
