"""Hồ sơ phải đủ Tờ trình, Báo cáo thành tích, Biên bản.

Kiểm tra gì
-----------
Khi Kết quả từ “Đang xét” trở đi, cột Tờ trình và Báo cáo thành tích phải là “Có”; từ “Đã trình cấp
trên” trở đi, cột Biên bản cũng phải là “Có”. Hồ sơ đã nhận (có Ngày nhận hồ sơ) mà chưa đến giai
đoạn đó thì chỉ lưu ý. Chiến sĩ thi đua cấp tỉnh, toàn quốc còn phải có số quyết định công nhận sáng
kiến từ “Đang xét”; với Chiến sĩ thi đua cơ sở, việc này đã kiểm tra ở quy tắc DN101. Hồ sơ Gia đình
văn hóa không có Báo cáo thành tích; hồ sơ Thôn, tổ dân phố văn hóa không có Biên bản. Khen đột
xuất, quá trình cống hiến, niên hạn, đối ngoại theo thủ tục đơn giản nên thiếu giấy tờ thì chỉ hỏi.

Vì sao
------
Thiếu một giấy tờ là hồ sơ bị trả lại và phải chờ đợt sau.

Ví dụ sai
---------
Kết quả là “Đang xét”, cột Báo cáo thành tích là “Không”.

Ví dụ đúng
----------
Kết quả là “Đang xét”, cột Tờ trình và Báo cáo thành tích là “Có”, cột Biên bản còn để trống.

Căn cứ
------
Điều 84 Luật Thi đua, khen thưởng 2003 (sửa đổi 2013); Điều 84, Điều 85 Luật Thi đua, khen thưởng
2022; Điều 7 Nghị định 86/2023/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Outcome, Title, YesNo
from validators.finding import Severity
from validators.records import Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN116",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    law=("D01", "D02", "D03"),
    message="Hồ sơ chưa có {part} (phải có từ khi Kết quả là “{due_from}”).",
    remedy="Bổ sung rồi {act}.",
)

STAGES = [None, Outcome.UNDER_REVIEW, Outcome.SUBMITTED, Outcome.AWARDED]
"""The course of a nomination; an empty Kết quả is the first stage."""

PARTS = {
    "submission": Outcome.UNDER_REVIEW,
    "report": Outcome.UNDER_REVIEW,
    "minutes": Outcome.SUBMITTED,
}
CERTIFICATE = "initiative_decision"
WITH_CERTIFICATE = {Title.PROVINCIAL_FIGHTER, Title.NATIONAL_FIGHTER}
WITHOUT = {Title.CULTURAL_FAMILY: "report", Title.CULTURAL_HAMLET: "minutes"}
"""Titles whose decree lists their dossier, and what it does not list."""


def check(register: Register) -> Iterator[Hit]:
    """Each part that a nomination's dossier lacks, once the dossier has come in."""
    for row in register.live_nominations:
        if (row.outcome is None and row.received is None) or "outcome" in row.unreadable:
            continue
        law = register.law_of(row)
        provision = law.provision("D03") or law.provision("D01" if row.title else "D02")
        if provision is None:
            continue
        for part, due_from in parts_of(row).items():
            if _lacks(row, part):
                due = STAGES.index(row.outcome) >= STAGES.index(due_from)
                yield hit(
                    row,
                    part,
                    provision,
                    _severity(row) if due else Severity.NOTE,
                    part=row.column_of(part).heading,
                    due_from=due_from,
                    act="ghi số quyết định" if part == CERTIFICATE else "chọn “Có”",
                )


def _severity(row: Nomination) -> Severity | None:
    """How grave a part is that lacks: what a simple procedure demands is not known in detail."""
    return Severity.QUERY if row.by_simple_procedure else None


def parts_of(row: Nomination) -> dict[str, Outcome]:
    """The parts of the row's dossier, each with the outcome from which it is due."""
    if row.title in WITH_CERTIFICATE:
        return {**PARTS, CERTIFICATE: Outcome.UNDER_REVIEW}
    left_out = WITHOUT.get(row.title) if row.title else None
    return {part: due_from for part, due_from in PARTS.items() if part != left_out}


def _lacks(row: Nomination, part: str) -> bool:
    return row.is_blank(part) or getattr(row, part) is YesNo.NO
