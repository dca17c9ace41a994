"""Giấy khen Gia đình văn hóa dành cho hộ đạt ba năm liên tục, mỗi năm chỉ tính một lần.

Kiểm tra gì
-----------
Đề nghị Giấy khen của Chủ tịch UBND xã theo công trạng cho một hộ: trang Lịch sử và các dòng đề nghị
của hộ phải có Gia đình văn hóa 3 năm liên tục, năm cuối là Năm thành tích, và trong các năm ấy hộ
chưa được tặng Giấy khen. Sổ không ghi Gia đình văn hóa của hộ nào ở trang Lịch sử thì không kiểm
tra: danh sách hộ đang lưu ở hồ sơ của xóm.

Vì sao
------
Năm đã tính cho Giấy khen trước thì không được tính lại. Hộ có thể được khen vì việc khác, và sổ
không phân biệt được, nên chương trình chỉ hỏi.

Ví dụ sai
---------
Năm 2020, đề nghị Giấy khen cho hộ đạt Gia đình văn hóa các năm 2018, 2020.

Ví dụ đúng
----------
Năm 2020, đề nghị Giấy khen cho hộ đạt Gia đình văn hóa các năm 2018, 2019, 2020.

Căn cứ
------
Nghị định 122/2018/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import CommendationKind, Form, ObjectKind, Title
from validators.finding import Severity
from validators.regimes import Provision
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.spans import Reach, listed, shortfall

RULE = Rule(
    code="DN204",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    law=("T22",),
    message="Giấy khen Gia đình văn hóa năm {year} cho hộ “{name}”: {missing}.",
    remedy="Ghi các năm còn thiếu vào trang Lịch sử nếu hộ đã đạt; nếu khen hộ vì việc khác thì "
    "ghi việc ấy ở cột Giải trình.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each household whose years of Gia đình văn hóa are too few, or rewarded already."""
    if not any(row.title is Title.CULTURAL_FAMILY for row in register.history):
        return
    rows = [
        row
        for row in register.nominated(Form.COMMUNE_CERTIFICATE)
        if row.object_kind is ObjectKind.HOUSEHOLD
        and row.commendation_kind is CommendationKind.MERIT
    ]
    for row, provision in register.under(RULE.law, rows):

        def missing(reach: Reach, provision: Provision = provision) -> list[str]:
            return _missing(reach, int(provision.number("years")))

        if found := shortfall(register, row, provision, missing, [Title.CULTURAL_FAMILY]):
            yield hit(
                row,
                "form",
                provision,
                Severity.QUERY,
                name=row.name,
                year=row.year,
                missing=found.missing,
            )


def _missing(reach: Reach, length: int) -> list[str]:
    window, lacking = reach.window(length), []
    if gaps := reach.gaps(length, Title.CULTURAL_FAMILY):
        lacking.append(
            f"cần đạt liên tục {window[0]}–{window[-1]}, còn thiếu {listed(gaps)}, sổ có: "
            f"{listed(reach.years(Title.CULTURAL_FAMILY))}"
        )
    rewarded = reach.years(Form.COMMUNE_CERTIFICATE, since=window.start) - {reach.last}
    if rewarded:
        lacking.append(f"đã được Giấy khen năm {listed(rewarded)}, các năm ấy không tính lại")
    return lacking
