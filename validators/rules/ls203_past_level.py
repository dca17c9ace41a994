"""Cấp quyết định ở trang Lịch sử phải là cấp có thẩm quyền của năm ấy.

Kiểm tra gì
-----------
Danh hiệu, hình thức của một dòng lịch sử mà theo luật của ngày quyết định (không có thì cuối năm)
do cấp khác quyết định. Quyết định của bộ, ngành không bị hỏi.

Vì sao
------
Danh hiệu đúng tên nhưng sai cấp (chọn nhầm cấp tỉnh với cơ sở, hoặc tự công nhận) sẽ không
được tính vào số năm liên tục; hồ sơ kèm quyết định ấy bị trả lại.

Ví dụ sai
---------
Chiến sĩ thi đua cơ sở năm 2019, Cấp quyết định ghi “Xã”.

Ví dụ đúng
----------
Chiến sĩ thi đua cơ sở năm 2019, Cấp quyết định ghi “Huyện”.

Căn cứ
------
Điều 79, Điều 80 Luật Thi đua, khen thưởng 2003 (sửa đổi 2013); Điều 79, Điều 80 Luật Thi đua, khen
thưởng 2022; Nghị định 129/2025/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.history import lost_during_year, wrong_levels
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="LS203",
    severity=Severity.QUERY,
    scope=Scope.ROW,
    law=("A01", "A02", "A03", "A04", "A05", "A06"),
    message="“{award}” năm {year} do cấp “{right}” quyết định{since}, sổ ghi “{level}”.",
    remedy="So với quyết định: {dated}sửa Cấp quyết định, hoặc sửa danh hiệu, hình thức; nếu người "
    "ấy khi đó ở nơi khác thì ghi ở cột Giải trình.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each past award that another level decides than the one typed."""
    for row in register.history:
        for award, right, provision in wrong_levels(row):
            start = lost_during_year(row, award)
            yield hit(
                row,
                "level",
                provision,
                Severity.QUERY,
                award=award,
                year=row.year,
                right=right,
                level=row.level,
                since=f" từ ngày {start:%d/%m/%Y}" if start else "",
                dated="ghi Ngày quyết định nếu ký trước ngày ấy; " if start else "",
            )
