"""Hồ sơ do xã quyết định phải giải quyết trong thời hạn.

Kiểm tra gì
-----------
Số ngày từ Ngày nhận hồ sơ đến Ngày quyết định của đề nghị do cấp xã quyết định; ngày làm việc là
thứ hai đến thứ sáu, chưa trừ ngày nghỉ lễ vì sổ không có lịch nghỉ. Gia đình văn hóa theo nghị
định; danh hiệu, hình thức khác theo mục Số ngày làm việc giải quyết hồ sơ ở trang Thông tin. Quyết
định ký muộn được hỏi lại, mỗi quyết định một lần.

Mục ấy để trống thì số ngày của thủ tục hành chính đã công bố ở tỉnh khác chỉ để tham khảo: nhắc một
lần cho cả trang, cũng như hồ sơ quá hạn mà chưa có quyết định. Ngoài Gia đình văn hóa, hồ sơ nộp
trước Hạn nộp hồ sơ và xét cùng đợt thì tính từ hạn ấy.

Vì sao
------
Thời hạn là cam kết với người nộp hồ sơ; cấp trên kiểm tra khi thanh tra thủ tục hành chính.

Ví dụ sai
---------
Hộ Gia đình văn hóa năm 2020: nhận hồ sơ 04/12/2020, quyết định 28/12/2020, sau 16 ngày làm việc.

Ví dụ đúng
----------
Nhận hồ sơ 04/12/2020, quyết định 11/12/2020, sau 5 ngày làm việc.

Căn cứ
------
Nghị định 122/2018/NĐ-CP; Điều 7 Nghị định 86/2023/NĐ-CP; thủ tục hành chính đã công bố ở một số
tỉnh; quy định của địa phương.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from validators.catalogue import Level, ObjectKind, Outcome, Title
from validators.finding import Severity
from validators.records import Nomination
from validators.regimes import Provision
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit
from validators.rules.days import HOLIDAYS_COUNTED, working_days
from validators.text import match_key

RULE = Rule(
    code="DN405",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    law=("D04", "D05", "D06", "D07"),
    message="{what} {limit} kể từ ngày nhận hồ sơ{longest}.",
    remedy="{remedy}",
    basis="Quy định của địa phương: mục Số ngày làm việc giải quyết hồ sơ ở trang Thông tin",
)

OPEN = {None, Outcome.UNDER_REVIEW, Outcome.SUBMITTED}


@dataclass(frozen=True)
class Limit:
    """The time that a dossier may take, and whether it binds this commune."""

    days: int
    working: bool
    binding: bool
    provision: Provision | None = field(compare=False)

    def taken(self, start: date, end: date) -> int:
        """The days from `start` to `end` as the limit counts them."""
        return working_days(start, end) if self.working else (end - start).days

    def __str__(self) -> str:
        """The limit: "10 ngày làm việc (chưa trừ ngày nghỉ lễ)"."""
        return (
            f"{self.days} ngày làm việc ({HOLIDAYS_COUNTED})"
            if self.working
            else f"{self.days} ngày"
        )


@dataclass(frozen=True)
class Late:
    """A nomination whose dossier took longer than its limit."""

    row: Nomination
    days: int
    limit: Limit


def check(register: Register) -> Iterator[Hit]:
    """Each decision that came late; the dossiers that wait too long, together."""
    decisions: dict[tuple[str, date], list[Late]] = defaultdict(list)
    others: dict[Limit, list[Late]] = defaultdict(list)
    for late in _late(register):
        if late.row.decided and late.limit.binding:
            number = match_key(late.row.decision_number or "")
            decisions[number, late.row.decided].append(late)
        else:
            others[late.limit].append(late)
    for rows in decisions.values():
        worst = max(rows, key=lambda each: each.days)
        yield hit(
            worst.row,
            "decided",
            worst.limit.provision,
            Severity.QUERY,
            what="Quyết định ký quá hạn",
            limit=worst.limit,
            longest=f": {worst.days} ngày",
            remedy="Kiểm tra lại hai ngày; nếu đúng thì ghi lý do chậm ở cột Giải trình.",
        )
    for limit, rows in others.items():
        worst = max(rows, key=lambda each: each.days)
        waiting = sum(each.row.decided is None for each in rows)
        yield hit(
            Spot(Nomination.sheet, Nomination.table),
            "",
            limit.provision,
            Severity.NOTE,
            what=f"Có {len(rows)} hồ sơ ({waiting} hồ sơ chưa có quyết định) quá "
            f"{'hạn' if limit.binding else 'mức tham khảo'}",
            limit=limit,
            longest=f"; lâu nhất {worst.days} ngày (“{worst.row.name or ''}”)",
            remedy="Xem xét, trình ký các hồ sơ ấy."
            if limit.binding
            else "Đối chiếu với thủ tục của tỉnh mình và ghi mục Số ngày làm việc giải quyết hồ sơ "
            "ở trang Thông tin.",
        )


def _late(register: Register) -> Iterator[Late]:
    for row in register.live_nominations:
        if row.received is None or not _is_decided_here(register, row) or not _runs(row):
            continue
        if (limit := _limit(register, row)) is not None:
            end = row.decided or register.today
            days = limit.taken(_start(register, row, row.received), end)
            if days > limit.days:
                yield Late(row, days, limit)


def _is_decided_here(register: Register, row: Nomination) -> bool:
    """Whether the commune decides; a level that the law does not name is a finding of DN109."""
    award = row.title or row.form
    decider = register.law_of(row).decider(award) if award else None
    lawful = decider is None or decider[0] is Level.COMMUNE
    return row.level is Level.COMMUNE and lawful


def _runs(row: Nomination) -> bool:
    """Whether the time is known to have ended, or still runs."""
    if row.decided:
        return True
    return row.outcome in OPEN and not row.unreadable & {"outcome", "decided"}


def _limit(register: Register, row: Nomination) -> Limit | None:
    if row.title is Title.CULTURAL_FAMILY:
        if provision := register.provision("D06", row):
            return Limit(int(provision.number("working_days")), True, True, provision)
        if provision := register.provision("D07", row):
            return Limit(int(provision.number("days")), False, True, provision)
        return None
    if (local := register.settings.handling_days) is not None:
        return Limit(local, True, True, None)
    if provision := register.provision("D04", row):
        family = row.object_kind is ObjectKind.HOUSEHOLD
        name = "family_working_days" if family else "working_days"
        return Limit(int(provision.number(name)), True, False, provision)
    if row.title is Title.ADVANCED_WORKER and (provision := register.provision("D05", row)):
        return Limit(int(provision.number("working_days")), True, False, provision)
    return None


def _start(register: Register, row: Nomination, received: date) -> date:
    """The day from which the time runs: dossiers of one round are examined after its deadline."""
    deadline = register.settings.dossier_deadline
    if row.title is Title.CULTURAL_FAMILY or deadline is None:
        return received
    if row.decided and row.decided <= deadline:
        return received
    return max(received, deadline)
