"""Đề nghị đến bước nào thì phải điền đủ các cột của bước ấy.

Kiểm tra gì
-----------
Từ khi Đang xét: Cấp quyết định, Tóm tắt thành tích, Ngày nhận hồ sơ, và Loại hình khen thưởng nếu
đề nghị một hình thức. Từ khi Đã trình cấp trên: Số thành viên Hội đồng, Số người dự họp, Số phiếu
đồng ý (không bắt buộc với khen đột xuất, quá trình cống hiến, niên hạn, đối ngoại theo thủ tục đơn
giản). Khi Được tặng: Nhóm đối tượng của cá nhân, Số quyết định, Ngày quyết định. Cột của bước kế
tiếp được nhắc bằng một lưu ý.

Vì sao
------
Hồ sơ chuyển bước mà thiếu số liệu thì bị trả lại, và biểu tổng hợp không đếm đúng.

Ví dụ sai
---------
Kết quả là Được tặng, Số quyết định để trống.

Ví dụ đúng
----------
Kết quả là Được tặng, ghi Số quyết định và Ngày quyết định.

Căn cứ
------
Quy ước của sổ: các cột bắt buộc theo bước xét.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from validators.catalogue import ObjectKind, Outcome
from validators.finding import Severity
from validators.records import Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN001",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    message="Chưa ghi {headings}; {when} Kết quả là “{outcome}”.",
    remedy="Điền {headings}.",
)


class Stage(IntEnum):
    """How far a nomination has come."""

    PREPARED = 0
    REVIEWED = 1
    SUBMITTED = 2
    AWARDED = 3


_STAGES = {
    None: Stage.PREPARED,
    Outcome.UNDER_REVIEW: Stage.REVIEWED,
    Outcome.FAILED: Stage.REVIEWED,
    Outcome.RETURNED: Stage.REVIEWED,
    Outcome.SUBMITTED: Stage.SUBMITTED,
    Outcome.AWARDED: Stage.AWARDED,
}
_NEXT_OUTCOME = {
    None: Outcome.UNDER_REVIEW,
    Outcome.UNDER_REVIEW: Outcome.SUBMITTED,
    Outcome.SUBMITTED: Outcome.AWARDED,
}


@dataclass(frozen=True)
class Demand:
    """A column of Đề nghị and the stage from which it has to be filled."""

    field: str
    stage: Stage
    applies: Callable[[Nomination], bool] = lambda row: True


def _needs_votes(row: Nomination) -> bool:
    return not row.by_simple_procedure


DEMANDS = (
    Demand("commendation_kind", Stage.REVIEWED, lambda row: row.form is not None),
    Demand("level", Stage.REVIEWED),
    Demand("achievements", Stage.REVIEWED),
    Demand("received", Stage.REVIEWED),
    Demand("council_members", Stage.SUBMITTED, _needs_votes),
    Demand("attendance", Stage.SUBMITTED, _needs_votes),
    Demand("votes", Stage.SUBMITTED, _needs_votes),
    Demand("work_group", Stage.AWARDED, lambda row: row.object_kind is ObjectKind.INDIVIDUAL),
    Demand("decision_number", Stage.AWARDED),
    Demand("decided", Stage.AWARDED),
)


def check(register: Register) -> Iterator[Hit]:
    """Each empty cell that is due, and one note a row for what the next stage needs."""
    table = register.tables.get(Nomination.table)
    if table is None or table.lacks("outcome"):
        return
    demands = [each for each in DEMANDS if each.field in table.places]
    for row in table.records:
        if "outcome" in row.unreadable:
            continue
        stage = _STAGES[row.outcome]
        empty = [each for each in demands if row.is_blank(each.field) and each.applies(row)]
        for each in empty:
            if each.stage <= stage:
                heading = row.column_of(each.field).heading
                yield hit(
                    row, each.field, headings=heading, when="phải có khi", outcome=row.outcome
                )
        yield from _next(row, [each.field for each in empty if each.stage == stage + 1])


def _next(row: Nomination, empty: list[str]) -> Iterator[Hit]:
    if empty and row.outcome in _NEXT_OUTCOME:
        yield hit(
            row,
            empty[0],
            severity=Severity.NOTE,
            headings=", ".join(row.column_of(name).heading for name in empty),
            when="sẽ cần khi",
            outcome=_NEXT_OUTCOME[row.outcome],
        )
