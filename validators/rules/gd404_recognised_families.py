"""Số hộ Gia đình văn hóa ở hai trang Đề nghị và Gia đình văn hóa phải khớp.

Kiểm tra gì
-----------
Số hộ của xóm được tặng Gia đình văn hóa ở trang Đề nghị không quá Số hộ đạt của xóm. Xóm có hộ được
đề nghị mà chưa có dòng ở trang Gia đình văn hóa thì được nhắc một lần cho cả trang.

Vì sao
------
Tỷ lệ dự họp, số hộ Giấy khen và biểu tổng hợp tính từ trang Gia đình văn hóa.

Ví dụ sai
---------
Xóm có Số hộ đạt là 2, trang Đề nghị có 3 hộ của xóm được tặng.

Ví dụ đúng
----------
Xóm có Số hộ đạt là 68, trang Đề nghị ghi riêng 1 hộ tiêu biểu.

Căn cứ
------
Quy ước của sổ: mỗi xóm một dòng ở trang Gia đình văn hóa.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from validators.catalogue import Outcome, Title
from validators.finding import Severity
from validators.records import CulturalFamilies, Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit
from validators.rules.members import persons
from validators.text import match_key

RULE = Rule(
    code="GD404",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    message="{state}.",
    remedy="{remedy}",
)


def check(register: Register) -> Iterator[Hit]:
    """Each hamlet with more awarded families than it counts; the hamlets without counts, once."""
    if CulturalFamilies.table not in register.tables:
        return
    families: dict[str, list[Nomination]] = defaultdict(list)
    for row in register.nominated(Title.CULTURAL_FAMILY):
        if row.unit:
            families[match_key(row.unit)].append(row)
    for counts in register.cultural_families:
        rows = families.pop(match_key(counts.unit or ""), [])
        awarded = persons(row for row in rows if row.outcome is Outcome.AWARDED)
        if counts.recognised is not None and awarded > counts.recognised:
            yield hit(
                counts,
                "recognised",
                state=f"Số hộ đạt là {counts.recognised} nhưng trang Đề nghị có {awarded} hộ của "
                "xóm được tặng Gia đình văn hóa",
                remedy="Sửa Số hộ đạt, hoặc xem lại Kết quả và Đơn vị của các dòng đề nghị.",
            )
    if missing := [row.unit or "" for row, *_ in families.values()]:
        yield hit(
            Spot(CulturalFamilies.sheet, CulturalFamilies.table),
            severity=Severity.NOTE,
            state="Chưa có dòng của đơn vị có hộ được đề nghị Gia đình văn hóa: "
            + ", ".join(missing),
            remedy="Thêm mỗi xóm một dòng và ghi số liệu bình xét.",
        )
