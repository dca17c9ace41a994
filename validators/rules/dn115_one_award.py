"""Một thành tích chỉ được tặng một hình thức khen thưởng.

Kiểm tra gì
-----------
Hai dòng đề nghị của cùng người, tập thể hoặc hộ, cùng Loại hình khen thưởng, cùng phong trào, cùng
Năm thành tích mà hai hình thức khác nhau. Với loại hình Đột xuất, hoặc Phong trào thi đua mà không
ghi phong trào nào, chương trình chỉ hỏi: trong một năm có thể có hai thành tích khác nhau.

Vì sao
------
Luật không cho tặng nhiều hình thức cho một thành tích đạt được.

Ví dụ sai
---------
Cùng một người, khen Công trạng năm 2020: một dòng Giấy khen của Chủ tịch UBND xã, một dòng Bằng
khen cấp tỉnh.

Ví dụ đúng
----------
Một dòng Giấy khen theo Công trạng, một dòng Giấy khen theo Phong trào thi đua.

Căn cứ
------
Điều 6 Luật Thi đua, khen thưởng 2003 (sửa đổi 2013); điểm c khoản 2 Điều 5 Luật Thi đua, khen
thưởng 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import CommendationKind
from validators.finding import Severity
from validators.records import Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.repeats import repeats
from validators.text import match_key

RULE = Rule(
    code="DN115",
    severity=Severity.ERROR,
    scope=Scope.BOOK,
    law=("X13",),
    message="Cùng một thành tích ({kind}, năm {year}) “{name}” đã được đề nghị “{other}” ở một "
    "dòng trên; mỗi thành tích chỉ tặng một hình thức.",
    remedy="So với dòng {line}: giữ một hình thức; nếu là hai thành tích khác nhau thì ghi đúng "
    "loại hình, phong trào.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each nomination for a second form that rewards the same achievement as an earlier row."""
    rows = [
        row for row in register.live_nominations if row.form and row.commendation_kind and row.year
    ]
    for row, first in repeats(rows, _achievement):
        provision = register.law_of(row).provision("X13")
        if provision and row.form is not first.form:
            yield hit(
                row,
                "form",
                provision,
                Severity.QUERY if _may_be_another(row) else None,
                name=row.name,
                kind=row.commendation_kind,
                year=row.year,
                other=first.form,
                line=first.row,
            )


def _may_be_another(row: Nomination) -> bool:
    """Whether a year may well hold two achievements that the row cannot tell apart."""
    return row.commendation_kind is CommendationKind.EXTRAORDINARY or (
        row.commendation_kind is CommendationKind.MOVEMENT and row.movement is None
    )


def _achievement(row: Nomination) -> tuple[CommendationKind | None, str, int | None]:
    return row.commendation_kind, match_key(row.movement or ""), row.year
