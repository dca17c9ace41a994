"""Chiến sĩ thi đua cấp tỉnh phải có sáng kiến, đề tài được công nhận ở cấp tỉnh.

Kiểm tra gì
-----------
Đề nghị Chiến sĩ thi đua cấp tỉnh mà chưa ghi Tên sáng kiến, đề tài, hoặc Phạm vi sáng kiến để trống
hay nhỏ hơn cấp tỉnh. Khi chưa ghi Kết quả (đang lập danh sách), ô để trống chỉ được hỏi.

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
Điểm b khoản 1, khoản 2 Điều 22 Luật Thi đua, khen thưởng 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import InitiativeScope, Title
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN208",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    law=("T08",),
    message="Đề nghị “{title}” cần sáng kiến, đề tài có phạm vi từ “{least}” trở lên; {found}.",
    remedy="Ghi tên sáng kiến, số quyết định và phạm vi được công nhận; nếu không có thì chọn danh "
    "hiệu khác.",
)

FROM_SMALLEST = list(InitiativeScope)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination whose initiative is not named, or not of the scope that the law demands."""
    for row, provision in register.under(RULE.law, register.nominated(Title.PROVINCIAL_FIGHTER)):
        least = InitiativeScope(provision.words["scope"])
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
            continue
        yield hit(row, field, provision, severity, title=row.title, least=least, found=found)
