"""Tùy chọn của địa phương còn để trống được nhắc một lần cho cả sổ.

Kiểm tra gì
-----------
Những mục của trang Thông tin mà một quy tắc cần nhưng chưa ghi, khi sổ đã có dòng liên quan: các
hạn, Tỷ lệ phiếu tối thiểu, Tỷ lệ dự họp tối thiểu, Số ngày nghỉ tối đa, Trần tỷ lệ CSTĐCS trên
LĐTT, Tỷ lệ lao động trực tiếp.

Vì sao
------
Luật giao các mức này cho địa phương; để trống thì chương trình không kiểm tra, không nhắc hạn.

Ví dụ sai
---------
Trang Đề nghị đã có số phiếu, Tỷ lệ phiếu tối thiểu để trống.

Ví dụ đúng
----------
Tỷ lệ phiếu tối thiểu ghi 80 % theo quy chế của địa phương.

Căn cứ
------
Quy định của tỉnh, quy chế của Hội đồng, kế hoạch năm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from validators.catalogue import ObjectKind, Title
from validators.finding import Severity
from validators.records import SettingRow
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit
from validators.settings import Settings

RULE = Rule(
    code="TI403",
    severity=Severity.NOTE,
    scope=Scope.BOOK,
    law=("Q02", "Q03", "Q08", "X07", "D10"),
    message="Chưa ghi mức của địa phương nên chương trình chưa kiểm tra, chưa nhắc: {items}.",
    remedy="Ghi theo quy định của tỉnh, quy chế của Hội đồng; địa phương không quy định thì để "
    "trống.",
    basis="Quy định của địa phương",
)


def check(register: Register) -> Iterator[Hit]:
    """The local options that are not set although the register has what they are about."""
    table = register.tables.get(SettingRow.table)
    if table is None or table.lacks("item", "value"):
        return
    unset = [
        item.heading
        for item in Settings.items().values()
        if (matters := _MATTERS.get(item.field))
        and _is_unset(register, item.field)
        and matters(register)
    ]
    if unset:
        yield hit(Spot(SettingRow.sheet, SettingRow.table), items=", ".join(unset))


def _is_unset(register: Register, field: str) -> bool:
    row = register.setting_rows.get(field)
    return row is None or row.is_blank("value")


def _is_registering(register: Register) -> bool:
    return bool(register.registrations)


def _is_nominating(register: Register) -> bool:
    return bool(register.nominations)


def _has_votes(register: Register) -> bool:
    return any(row.votes is not None for row in register.live_nominations)


def _has_meetings(register: Register) -> bool:
    return bool(register.meetings)


def _has_absences(register: Register) -> bool:
    return any(row.days_absent for row in register.live_nominations)


def _has_uncapped_fighters(register: Register) -> bool:
    fighters = register.nominated(Title.GRASSROOTS_FIGHTER)
    return any(True for _ in register.under("Q02", fighters))


def _has_awarded_people(register: Register) -> bool:
    return any(row.object_kind is ObjectKind.INDIVIDUAL for row in register.awarded)


_MATTERS: dict[str, Callable[[Register], bool]] = {
    "registration_deadline": _is_registering,
    "dossier_deadline": _is_nominating,
    "midyear_deadline": _is_registering,
    "yearend_deadline": _is_registering,
    "direct_worker_share": _has_awarded_people,
    "vote_share": _has_votes,
    "quorum": _has_meetings,
    "fighter_cap": _has_uncapped_fighters,
    "absence_limit": _has_absences,
}
