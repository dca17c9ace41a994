"""Tập thể được đề nghị danh hiệu phải có số liệu ở trang Tập thể.

Kiểm tra gì
-----------
Mỗi dòng đề nghị Tập thể lao động tiên tiến, Tập thể lao động xuất sắc phải có một dòng cùng tên ở
trang Tập thể, và dòng đó phải ghi những số mà luật dùng để xét.

Vì sao
------
Không có số liệu thì không kiểm tra được tỷ lệ; cấp trên sẽ hỏi lại.

Ví dụ sai
---------
Đề nghị Tập thể lao động tiên tiến cho “Trường Mẫu”, trang Tập thể không có dòng nào tên như vậy.

Ví dụ đúng
----------
Trang Tập thể có dòng “Trường Mẫu” với Tổng số cá nhân, Số người đạt LĐTT và Số người bị kỷ luật
từ cảnh cáo trở lên (không có ai thì ghi 0).

Căn cứ
------
Điều 27, Điều 28 Luật Thi đua, khen thưởng 2003; Điều 27, Điều 28 Luật Thi đua, khen thưởng 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Title
from validators.finding import Severity
from validators.records import Collective
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN104",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    law=("T10", "T11", "T12", "T13", "T14", "T15"),
    message="Đề nghị “{title}” cho “{name}” nhưng {missing}.",
    remedy="{remedy}",
)

COUNTS = (
    (Title.ADVANCED_COLLECTIVE, ("T10", "T11"), ("advanced_workers",)),
    (Title.ADVANCED_COLLECTIVE, ("T12",), ("disciplined",)),
    (Title.EXCELLENT_COLLECTIVE, ("T13",), ("completed", "advanced_workers")),
    (Title.EXCELLENT_COLLECTIVE, ("T14",), ("grassroots_fighters",)),
    (Title.EXCELLENT_COLLECTIVE, ("T15",), ("disciplined",)),
)


def check(register: Register) -> Iterator[Hit]:
    """Each nominated collective without counts, then each count that is lacking, once."""
    if Collective.table not in register.tables:
        return
    asked: set[tuple[str, str]] = set()
    for title, laws, fields in COUNTS:
        for row, provision in register.under(laws, register.nominated(title)):
            counts = register.counts_of(row)
            place = counts or row
            for field in fields if counts else ("name",):
                if (place.key, field) in asked or (counts and not counts.is_blank(field)):
                    continue
                asked.add((place.key, field))
                heading = place.column_of(field).heading
                yield hit(
                    place,
                    field,
                    provision,
                    Severity.QUERY,
                    title=title,
                    name=row.name,
                    missing=f"chưa ghi {heading}" if counts else "trang Tập thể chưa có tên này",
                    remedy=f"Ghi {heading}; không có ai thì ghi 0."
                    if counts
                    else "Thêm một dòng cùng tên ở trang Tập thể và ghi số liệu trong năm.",
                )
