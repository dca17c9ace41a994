"""Các ngày của một dòng phải theo đúng thứ tự.

Kiểm tra gì
-----------
Phong trào không kết thúc trước khi bắt đầu; ngày tuyển dụng không trước ngày sinh; quyết định không
ký trước ngày nhận hồ sơ.

Vì sao
------
Ngày sai thứ tự là ngày gõ nhầm, và các mốc tính theo ngày (số tháng công tác, quý) sẽ sai theo.

Ví dụ sai
---------
Ngày nhận hồ sơ 20/11/2020, ngày quyết định 05/11/2020.

Ví dụ đúng
----------
Ngày nhận hồ sơ 20/11/2020, ngày quyết định 05/12/2020.

Căn cứ
------
Quy ước của sổ: ngày ghi đúng như trên giấy tờ.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from validators.columns import Record
from validators.finding import Severity
from validators.records import Movement, Nomination, Registration
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.ct014_future_date import is_later
from validators.rules.ct017_age import is_plausible

RULE = Rule(
    code="CT016",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    message="{later} {day:%d/%m/%Y} trước {earlier} {limit}.",
    remedy="Kiểm tra lại hai ngày với giấy tờ.",
)

# A dossier may be entered in the book after its decision: asked, not blocked.
_PAIRS: tuple[tuple[type[Record], str, str, Severity], ...] = (
    (Movement, "start", "end", Severity.ERROR),
    (Registration, "birth", "recruited", Severity.ERROR),
    (Nomination, "birth", "recruited", Severity.ERROR),
    (Nomination, "received", "decided", Severity.QUERY),
)


def check(register: Register) -> Iterator[Hit]:
    """Each date that lies before the one that it has to follow."""
    for model, earlier, later, severity in _PAIRS:
        for record in register.records(model):
            limit, day = getattr(record, earlier), getattr(record, later)
            if limit is None or day is None or not _is_before(day, limit):
                continue
            if _is_doubtful(register, earlier, limit):
                continue
            yield hit(
                record,
                later,
                severity=severity,
                later=record.column_of(later).heading,
                earlier=record.column_of(earlier).heading,
                day=day,
                limit=f"{limit:%d/%m/%Y}" if isinstance(limit, date) else limit,
            )


def _is_before(day: date, limit: date | int) -> bool:
    return day < limit if isinstance(limit, date) else day.year < limit


def _is_doubtful(register: Register, field: str, day: date | int) -> bool:
    """Whether the earlier date is itself a finding: the later one is then not to blame."""
    if field == "birth":
        return is_later(day, register.today) or not is_plausible(day, register.year)
    return field == "received" and is_later(day, register.today)
