"""Chiến sĩ thi đua cấp tỉnh, toàn quốc phải có sáng kiến, đề tài có phạm vi tương ứng.

Kiểm tra gì
-----------
Đề nghị Chiến sĩ thi đua cấp tỉnh mà chưa ghi Tên sáng kiến, đề tài, hoặc Phạm vi sáng kiến để trống
hay nhỏ hơn cấp tỉnh. Chiến sĩ thi đua toàn quốc thì phạm vi phải là toàn quốc. Khi chưa ghi Kết quả
(đang lập danh sách), ô để trống chỉ được hỏi.

Vì sao
------
Đủ ba năm Chiến sĩ thi đua cơ sở chưa phải là đủ: luật còn đòi sáng kiến áp dụng hiệu quả, nhân rộng
trong tỉnh, do người đứng đầu tỉnh công nhận.

Ví dụ sai
---------
Đề nghị Chiến sĩ thi đua cấp tỉnh năm 2024, Phạm vi sáng kiến là “Cơ sở”.

Ví dụ đúng
----------
Đề nghị Chiến sĩ thi đua cấp tỉnh năm 2024, ghi tên sáng kiến, Phạm vi sáng kiến là “Tỉnh”.

Căn cứ
------
Điều 21; điểm b khoản 1, khoản 2 Điều 22 Luật Thi đua, khen thưởng 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import InitiativeScope, Title
from validators.finding import Severity
from validators.records import Nomination
from validators.regimes import Provision
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN208",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    law=("T08", "T09"),
    message="Đề nghị “{title}” cần sáng kiến, đề tài có phạm vi {demand}; {found}.",
    remedy="Ghi tên sáng kiến, số quyết định và phạm vi được công nhận; nếu không có thì chọn danh "
    "hiệu khác.",
)

LAWS = {Title.PROVINCIAL_FIGHTER: "T08", Title.NATIONAL_FIGHTER: "T09"}
FROM_SMALLEST = list(InitiativeScope)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination whose initiative is not named, or not of the scope that the law demands."""
    for title, law in LAWS.items():
        for row, provision in register.under(law, register.nominated(title)):
            if "scope" in provision.words:
                yield from _check(row, provision, InitiativeScope(provision.words["scope"]))


def _check(row: Nomination, provision: Provision, least: InitiativeScope) -> Iterator[Hit]:
    preparing = row.outcome is None and provision.severity is Severity.ERROR
    unfilled = Severity.QUERY if preparing else None
    scope = row.initiative_scope
    if row.is_blank("initiative"):
        field, found, severity = "initiative", "chưa ghi tên sáng kiến, đề tài", unfilled
    elif row.is_blank("initiative_scope"):
        field, found, severity = "initiative_scope", "chưa ghi phạm vi", unfilled
    elif scope and FROM_SMALLEST.index(scope) < FROM_SMALLEST.index(least):
        field, found, severity = "initiative_scope", f"sổ ghi “{scope}”", None
    else:
        return
    greatest = least is FROM_SMALLEST[-1]
    demand = f"“{least}”" if greatest else f"từ “{least}” trở lên"
    yield hit(row, field, provision, severity, title=row.title, demand=demand, found=found)
