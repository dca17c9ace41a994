"""Người mới tuyển dụng chưa đủ số tháng thì không xét Lao động tiên tiến.

Kiểm tra gì
-----------
Số tháng đủ từ Ngày tuyển dụng đến hết ngày 31/12 của Năm thành tích, so với số tháng mà luật đòi
hỏi (10 tháng theo Nghị định 91/2017/NĐ-CP, 6 tháng từ năm 2024). Áp dụng cả với Chiến sĩ thi đua
cơ sở vì danh hiệu này cần đạt Lao động tiên tiến. Người vào làm ngày 01/3 có đúng 10 tháng trong
năm. Ô để trống không bị hỏi.

Vì sao
------
Chưa làm việc đủ thời gian thì chưa được bình xét danh hiệu của năm đó.

Ví dụ sai
---------
Đề nghị Lao động tiên tiến năm 2020, Ngày tuyển dụng 02/3/2020.

Ví dụ đúng
----------
Đề nghị Lao động tiên tiến năm 2020, Ngày tuyển dụng 01/3/2020.

Căn cứ
------
Điều 10 Nghị định 91/2017/NĐ-CP; điểm d khoản 5 Điều 1 Thông tư 01/2024/TT-BNV; khoản 5 Điều 2
Thông tư 15/2025/TT-BNV.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from validators.catalogue import Title
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN111",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    law=("X03", "X04", "X05"),
    message="Đề nghị “{title}” năm {year} nhưng đến 31/12/{year} người này mới làm việc {months} "
    "tháng (phải đủ {least} tháng).",
    remedy="Kiểm tra lại ngày tuyển dụng{also}; nếu đúng thì không đề nghị danh hiệu này.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination for LĐTT or CSTĐCS of somebody who has worked too few months."""
    rows = register.nominated(Title.ADVANCED_WORKER, Title.GRASSROOTS_FIGHTER)
    for row, provision in register.under(RULE.law, rows):
        if row.recruited is None or row.year is None:
            continue
        months = full_months(row.recruited, row.year)
        least = provision.number("months")
        if months < least:
            also = f" ({counts})" if (counts := provision.words.get("counts_too")) else ""
            yield hit(
                row,
                "recruited",
                provision,
                title=row.title,
                year=row.year,
                months=months,
                least=least,
                also=also,
            )


def full_months(first_day: date, year: int) -> int:
    """Full months from a day to 31 December of a year, both included; 0 if there are none."""
    months = (year - first_day.year) * 12 + 13 - first_day.month
    return max(0, months if first_day.day == 1 else months - 1)
