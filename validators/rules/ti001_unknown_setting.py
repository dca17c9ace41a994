"""Tên mục ở trang Thông tin phải viết đúng như mẫu.

Kiểm tra gì
-----------
Cột Mục ghi tên một mục của mẫu. Tên gần giống một mục của mẫu là lỗi; tên khác hẳn là mục riêng của
đơn vị, chỉ dùng để điền vào kế hoạch.

Vì sao
------
Mục viết sai tên thì giá trị của nó không được dùng.

Ví dụ sai
---------
Mục ghi “Nguoi ky”.

Ví dụ đúng
----------
Mục ghi “Người ký”.

Căn cứ
------
Quy ước của sổ: mỗi mục của trang Thông tin được tìm theo tên.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.records import SettingRow
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.settings import Settings
from validators.text import closest, same_tones

RULE = Rule(
    code="TI001",
    severity=Severity.ERROR,
    scope=Scope.CELL,
    message="Mẫu không có mục “{item}”.{question}",
    remedy="{remedy}",
)


def check(register: Register) -> Iterator[Hit]:
    """Each setting that the program does not know."""
    for row, meant in unknown_settings(register):
        if meant:
            question, remedy = f" Có phải là “{meant}”?", f"Sửa tên mục thành “{meant}”."
            yield hit(row, "item", item=row.item, question=question, remedy=remedy)
        else:
            remedy = "Giữ lại nếu dùng để điền vào kế hoạch, nếu không thì xóa dòng."
            note = Severity.NOTE
            yield hit(row, "item", severity=note, item=row.item, question="", remedy=remedy)


def unknown_settings(register: Register) -> Iterator[tuple[SettingRow, str | None]]:
    """Rows whose Mục is none of the settings, with the setting that was probably meant."""
    items = Settings.items()
    for row in register.records(SettingRow):
        if row.item and same_tones(row.item) not in items:
            yield row, closest(row.item, items)
