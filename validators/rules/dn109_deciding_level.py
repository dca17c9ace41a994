"""Cấp quyết định phải đúng thẩm quyền của danh hiệu, hình thức được đề nghị.

Kiểm tra gì
-----------
Ô Cấp quyết định phải là cấp mà luật giao quyền tặng danh hiệu hoặc hình thức của dòng, tính theo
ngày nhận hồ sơ. Từ ngày 01/7/2025 không còn cấp huyện: hồ sơ nhận trước mà Ngày quyết định từ ngày
ấy thì theo thẩm quyền mới. Ghi “Bộ, ngành” ở danh hiệu, hình thức của cấp xã, huyện, tỉnh thì chỉ
hỏi: ngành có thể xét tặng cho người của ngành.

Vì sao
------
Trình sai cấp thì hồ sơ bị trả lại; quyết định sai thẩm quyền phải hủy.

Ví dụ sai
---------
Năm 2020, đề nghị Chiến sĩ thi đua cơ sở, Cấp quyết định ghi “Xã”.

Ví dụ đúng
----------
Năm 2020, đề nghị Chiến sĩ thi đua cơ sở, Cấp quyết định ghi “Huyện”.

Căn cứ
------
Điều 77 đến Điều 80 Luật Thi đua, khen thưởng 2003 (sửa đổi 2013); điểm a khoản 2 Điều 43 Nghị định
91/2017/NĐ-CP; Điều 77 đến Điều 80 Luật Thi đua, khen thưởng 2022; Nghị định 129/2025/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Level
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN109",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    law=("A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09"),
    message="“{award}” không do cấp “{level}” quyết định mà do cấp “{right}”.",
    remedy="Chọn “{right}” ở ô Cấp quyết định{also}.",
)

LOCAL = {Level.COMMUNE, Level.DISTRICT, Level.PROVINCE}
"""Levels in whose place a ministry decides for its own people."""


def check(register: Register) -> Iterator[Hit]:
    """Each award of a nomination that another level than the one named decides."""
    for row in register.live_nominations:
        if row.level is None:
            continue
        law = register.law_of_decision(row)
        for award in (row.title, row.form):
            decider = law.decider(award) if award else None
            if decider and decider[0] is not row.level:
                right, provision = decider
                both = row.title and row.form
                also = "; danh hiệu và hình thức khác cấp thì ghi hai dòng" if both else ""
                if by_ministry := row.level is Level.MINISTRY and right in LOCAL:
                    also += "; nếu do bộ, ngành quản lý và xét tặng thì ghi ở cột Giải trình"
                yield hit(
                    row,
                    "level",
                    provision,
                    Severity.QUERY if by_ministry else None,
                    award=award,
                    level=row.level,
                    right=right,
                    also=also,
                )
