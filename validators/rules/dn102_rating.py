"""Lao động tiên tiến, Chiến sĩ thi đua cơ sở phải đạt mức hoàn thành nhiệm vụ theo luật.

Kiểm tra gì
-----------
Khi dòng đề nghị có ghi Mức hoàn thành nhiệm vụ, mức đó không được thấp hơn mức mà luật đòi hỏi.
Chiến sĩ thi đua cơ sở phải đủ tiêu chuẩn Lao động tiên tiến nên theo cùng một mức. Ô để trống
không bị hỏi: nông dân, lao động tự do không có xếp loại này. Người của xóm, thôn, bản, tổ dân phố
mà có ghi mức thấp hơn thì chỉ hỏi, vì luật có tiêu chuẩn riêng cho nông dân, người lao động.

Vì sao
------
Mức hoàn thành nhiệm vụ là tiêu chuẩn đầu tiên của danh hiệu; thấp hơn thì không được xét.

Ví dụ sai
---------
Đề nghị Lao động tiên tiến, Mức hoàn thành nhiệm vụ là “Hoàn thành nhiệm vụ”.

Ví dụ đúng
----------
Đề nghị Lao động tiên tiến, Mức hoàn thành nhiệm vụ là “Hoàn thành tốt nhiệm vụ”.

Căn cứ
------
Điều 23, Điều 24 Luật Thi đua, khen thưởng 2003 (sửa đổi 2013); Điều 23, khoản 1 và khoản 3 Điều 24
Luật Thi đua, khen thưởng 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Completion, Title
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.members import is_villager

RULE = Rule(
    code="DN102",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    law=("T01", "T02", "T04", "T05", "T06"),
    message="Đề nghị “{title}” nhưng mức hoàn thành nhiệm vụ là “{rating}” ({demand}).",
    remedy="Kiểm tra lại mức đánh giá; nếu đúng thì không đề nghị danh hiệu này.",
)

LAWS = {
    Title.ADVANCED_WORKER: ("T01", "T02"),
    Title.GRASSROOTS_FIGHTER: ("T04", "T05", "T06"),
}
FROM_HIGHEST = list(Completion)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination for LĐTT or CSTĐCS whose rating is below what the law demands."""
    for title, laws in LAWS.items():
        for row, provision in register.under(laws, register.nominated(title)):
            least = Completion(provision.words["rating"])
            if row.completion in FROM_HIGHEST[FROM_HIGHEST.index(least) + 1 :]:
                villager = is_villager(register, row)
                demand = f"phải từ “{least}” trở lên"
                yield hit(
                    row,
                    "completion",
                    provision,
                    Severity.QUERY if villager else None,
                    title=row.title,
                    rating=row.completion,
                    demand=f"cán bộ, công chức, viên chức {demand}; nông dân, người lao động theo "
                    "tiêu chuẩn riêng"
                    if villager
                    else demand,
                )
