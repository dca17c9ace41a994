"""Các mục bắt buộc của trang Thông tin phải có giá trị.

Kiểm tra gì
-----------
Năm, tên và loại đơn vị hành chính, tỉnh, người ký đã được điền.

Vì sao
------
Thiếu năm thì không biết áp dụng luật nào; thiếu các mục kia thì không lập được văn bản.

Ví dụ sai
---------
Mục Năm để trống.

Ví dụ đúng
----------
Mục Năm ghi 2020.

Căn cứ
------
Quy ước của sổ: mục đánh dấu * là mục bắt buộc.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.records import SettingRow
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit
from validators.rules.ti001_unknown_setting import unknown_settings
from validators.settings import Settings

RULE = Rule(
    code="TI003",
    severity=Severity.ERROR,
    scope=Scope.TABLE,
    message="Mục “{item}” {state}.",
    remedy="Điền “{item}” ở trang Thông tin.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each required setting without a value; a misspelt one is TI001's."""
    table = register.tables.get(SettingRow.table)
    if table is None or table.lacks("item"):
        return
    misspelt = {meant for _, meant in unknown_settings(register)}
    for item in Settings.items().values():
        row = register.setting_rows.get(item.field)
        if not item.required or item.heading in misspelt:
            continue
        if row is None:
            place = Spot(SettingRow.sheet, SettingRow.table)
            yield hit(place, item=item.heading, state="không có ở trang Thông tin")
        elif row.is_blank("value"):
            yield hit(row, "value", item=item.heading, state="chưa có giá trị")
