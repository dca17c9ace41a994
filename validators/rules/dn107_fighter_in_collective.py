"""Tập thể lao động xuất sắc phải có Chiến sĩ thi đua cơ sở.

Kiểm tra gì
-----------
Số CSTĐCS ở trang Tập thể không được ít hơn số mà luật đòi hỏi (ít nhất một người).

Vì sao
------
Tập thể xuất sắc phải có cá nhân xuất sắc; thiếu thì tỉnh trả lại hồ sơ.

Ví dụ sai
---------
Đề nghị Tập thể lao động xuất sắc, Số CSTĐCS ở trang Tập thể là 0.

Ví dụ đúng
----------
Đề nghị Tập thể lao động xuất sắc, Số CSTĐCS ở trang Tập thể là 1.

Căn cứ
------
Điều 27 Luật Thi đua, khen thưởng 2003; Điều 27 Luật Thi đua, khen thưởng 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Title
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN107",
    severity=Severity.ERROR,
    scope=Scope.BOOK,
    law=("T14",),
    message="Đề nghị “{title}” nhưng tập thể có {fighters} CSTĐCS (phải có ít nhất {least}).",
    remedy="Kiểm tra lại số liệu ở trang Tập thể, dòng {line}; nếu đúng thì không đề nghị danh "
    "hiệu này.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each collective nominated for TTLĐXS with too few CSTĐCS."""
    for row, provision in register.under(RULE.law, register.nominated(Title.EXCELLENT_COLLECTIVE)):
        counts = register.counts_of(row)
        if counts is None or counts.grassroots_fighters is None:
            continue
        least = provision.number("fighters")
        if counts.grassroots_fighters < least:
            yield hit(
                row,
                "title",
                provision,
                title=row.title,
                fighters=counts.grassroots_fighters,
                least=least,
                line=counts.row,
            )
