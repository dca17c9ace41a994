"""Người bị kỷ luật thì không xét Lao động tiên tiến, Chiến sĩ thi đua cơ sở.

Kiểm tra gì
-----------
Dòng đề nghị Lao động tiên tiến hoặc Chiến sĩ thi đua cơ sở có Hình thức kỷ luật từ khiển trách
trở lên.

Vì sao
------
Nghị định 91/2017/NĐ-CP không cho xét Lao động tiên tiến đối với người bị kỷ luật trong năm; Chiến
sĩ thi đua cơ sở phải đạt Lao động tiên tiến.

Ví dụ sai
---------
Đề nghị Lao động tiên tiến, Hình thức kỷ luật là “Khiển trách”.

Ví dụ đúng
----------
Đề nghị Lao động tiên tiến, Hình thức kỷ luật là “Không” hoặc để trống.

Căn cứ
------
Điều 10 Nghị định 91/2017/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Discipline, Title
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN112",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    law=("X06",),
    message="Đề nghị “{title}” nhưng người này bị kỷ luật “{discipline}” "
    "(từ “{least}” trở lên thì không được xét).",
    remedy="Kiểm tra lại hình thức kỷ luật; nếu đúng thì không đề nghị danh hiệu này.",
)

FROM_LIGHTEST = list(Discipline)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination for LĐTT or CSTĐCS of somebody disciplined from the law's degree on."""
    rows = register.nominated(Title.ADVANCED_WORKER, Title.GRASSROOTS_FIGHTER)
    for row, provision in register.under(RULE.law, rows):
        least = Discipline(provision.words["discipline"])
        if row.discipline in FROM_LIGHTEST[FROM_LIGHTEST.index(least) :]:
            yield hit(
                row,
                "discipline",
                provision,
                title=row.title,
                discipline=row.discipline,
                least=least,
            )
