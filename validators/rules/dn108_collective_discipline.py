"""Tập thể lao động tiên tiến, xuất sắc không được có người bị kỷ luật từ cảnh cáo trở lên.

Kiểm tra gì
-----------
Số người bị kỷ luật từ cảnh cáo trở lên ở trang Tập thể phải là 0. Từ Luật năm 2022, điều kiện này
chỉ còn đối với Tập thể lao động tiên tiến.

Vì sao
------
Luật không cho xét danh hiệu khi trong tập thể có người bị kỷ luật từ mức này.

Ví dụ sai
---------
Đề nghị Tập thể lao động tiên tiến, Số người bị kỷ luật từ cảnh cáo trở lên là 1.

Ví dụ đúng
----------
Đề nghị Tập thể lao động tiên tiến, Số người bị kỷ luật từ cảnh cáo trở lên là 0.

Căn cứ
------
Điểm d khoản 1 Điều 27, Điều 28 Luật Thi đua, khen thưởng 2003; Điều 28 Luật Thi đua, khen thưởng
2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Title
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN108",
    severity=Severity.ERROR,
    scope=Scope.BOOK,
    law=("T12", "T15"),
    message="Đề nghị “{title}” nhưng tập thể có {disciplined} người bị kỷ luật từ cảnh cáo trở "
    "lên.",
    remedy="Kiểm tra lại số liệu ở trang Tập thể, dòng {line}; nếu đúng thì không đề nghị danh "
    "hiệu này.",
)

LAWS = {Title.ADVANCED_COLLECTIVE: "T12", Title.EXCELLENT_COLLECTIVE: "T15"}


def check(register: Register) -> Iterator[Hit]:
    """Each nominated collective in which somebody was disciplined."""
    for title, law in LAWS.items():
        for row, provision in register.under(law, register.nominated(title)):
            counts = register.counts_of(row)
            if counts and counts.disciplined:
                yield hit(
                    row,
                    "title",
                    provision,
                    title=title,
                    disciplined=counts.disciplined,
                    line=counts.row,
                )
