"""Tập thể lao động tiên tiến, xuất sắc phải có đủ tỷ lệ cá nhân đạt Lao động tiên tiến.

Kiểm tra gì
-----------
Số người đạt LĐTT chia cho Tổng số cá nhân ở trang Tập thể, so với tỷ lệ mà luật đòi hỏi cho danh
hiệu được đề nghị. Người đạt Chiến sĩ thi đua cơ sở cũng là người đạt Lao động tiên tiến.

Vì sao
------
Đây là tiêu chuẩn bằng số của hai danh hiệu tập thể. “Trên 50 %” nghĩa là đúng một nửa thì chưa đủ;
“từ 70 %” nghĩa là đúng 70 % thì đủ.

Ví dụ sai
---------
Đề nghị Tập thể lao động tiên tiến năm 2020 cho tập thể 20 người có 10 người đạt LĐTT (50 %).

Ví dụ đúng
----------
Tập thể 20 người có 11 người đạt LĐTT (55 %).

Căn cứ
------
Điều 27, điểm c khoản 1 Điều 28 Luật Thi đua, khen thưởng 2003; Điều 27, điểm c khoản 1 Điều 28 Luật
Thi đua, khen thưởng 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Title
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.shares import bound, counted

RULE = Rule(
    code="DN105",
    severity=Severity.ERROR,
    scope=Scope.BOOK,
    law=("T10", "T11", "T13"),
    message="Đề nghị “{title}” nhưng tỷ lệ cá nhân đạt LĐTT là {share} ({demand}).",
    remedy="Kiểm tra lại số liệu ở trang Tập thể, dòng {line}; nếu đúng thì không đề nghị danh "
    "hiệu này.",
)

LAWS = {
    Title.ADVANCED_COLLECTIVE: ("T10", "T11"),
    Title.EXCELLENT_COLLECTIVE: ("T13",),
}


def check(register: Register) -> Iterator[Hit]:
    """Each nominated collective whose share of LĐTT does not keep the bound."""
    for title, laws in LAWS.items():
        for row, provision in register.under(laws, register.nominated(title)):
            counts = register.counts_of(row)
            if counts is None or not counts.members or counts.advanced_workers is None:
                continue
            demand = bound(provision, "advanced_share")
            if not demand.allows(counts.advanced_workers, counts.members):
                yield hit(
                    row,
                    "title",
                    provision,
                    title=title,
                    share=counted(counts.advanced_workers, counts.members),
                    demand=demand,
                    line=counts.row,
                )
