"""Từ ngày 01/7/2025 không còn cấp huyện.

Kiểm tra gì
-----------
Mục Huyện và Tên cấp trên ở trang Thông tin, Cấp phát động của phong trào và Cấp quyết định của đề
nghị không nêu cấp huyện (quận, thị xã) khi ngày của dòng hoặc của sổ từ ngày 01/7/2025. Danh hiệu,
hình thức đã rõ thẩm quyền thì quy tắc DN109 báo; nơi nhận của văn bản thì quy tắc NN501 báo.

Vì sao
------
Tên cấp huyện còn trong sổ sẽ in ra văn bản; hồ sơ gửi cấp không còn thì chậm lại.

Ví dụ sai
---------
Năm 2026, Tên cấp trên ghi “Phòng Nội vụ huyện Định Hóa”.

Ví dụ đúng
----------
Năm 2026, Tên cấp trên ghi “Sở Nội vụ tỉnh Thái Nguyên”.

Căn cứ
------
Tổ chức chính quyền địa phương hai cấp từ ngày 01/7/2025.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validators.catalogue import Level, MovementLevel
from validators.columns import Record
from validators.finding import Severity
from validators.records import Nomination
from validators.regimes import Regime, regime_on
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.text import match_key

RULE = Rule(
    code="CT401",
    severity=Severity.QUERY,
    scope=Scope.CELL,
    law=("G01",),
    message="{heading} nêu cấp huyện (“{value}”); từ ngày 01/7/2025 không còn cấp này.",
    remedy="{remedy}",
)

_DISTRICT = re.compile(r"\b(huyện|quận|thị xã)\b")


def check(register: Register) -> Iterator[Hit]:
    """Each cell that names a district at a time when there is none."""
    yield from _settings(register)
    for movement in register.movements:
        if movement.level is MovementLevel.DISTRICT and movement.start:
            law = regime_on(movement.start)
            yield from _hit(law, movement, "level", movement.level, "Chọn lại Cấp phát động.")
    for row in register.live_nominations:
        if row.level is Level.DISTRICT and not _is_told_elsewhere(register, row):
            law = register.law_of_decision(row)
            yield from _hit(law, row, "level", row.level, "Chọn cấp tỉnh hoặc cấp xã.")


def _settings(register: Register) -> Iterator[Hit]:
    for field, remedy in (
        ("district", "Xóa giá trị của mục này."),
        ("superior", "Ghi cơ quan cấp tỉnh nhận báo cáo."),
    ):
        value = getattr(register.settings, field)
        if value and (field == "district" or _DISTRICT.search(match_key(value))):
            row = register.setting_rows[field]
            yield from _hit(register.regime, row, "value", value, remedy, f"Mục {row.item}")


def _is_told_elsewhere(register: Register, row: Nomination) -> bool:
    """Whether DN109 names the right level, or CT020 refuses the form itself."""
    law, decision = register.law_of(row), register.law_of_decision(row)
    awards = [award for award in (row.title, row.form) if award]
    return any(decision.decider(each) or each not in law.titles | law.forms for each in awards)


def _hit(
    law: Regime, place: Record, field: str, value: str, remedy: str, heading: str = ""
) -> Iterator[Hit]:
    if provision := law.provision("G01"):
        heading = heading or place.column_of(field).heading
        yield hit(place, field, provision, heading=heading, value=value, remedy=remedy)
