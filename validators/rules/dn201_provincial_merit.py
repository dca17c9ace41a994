"""Bằng khen cấp tỉnh theo công trạng cần đủ hai năm liên tục mà luật đếm.

Kiểm tra gì
-----------
Đề nghị Bằng khen cấp tỉnh, Loại hình khen thưởng là Công trạng. Cá nhân: 2 lần liên tục đạt Chiến
sĩ thi đua cơ sở, hoặc 2 năm liên tục Hoàn thành xuất sắc nhiệm vụ và có sáng kiến, năm cuối là Năm
thành tích. Tập thể: 2 năm liên tục Hoàn thành xuất sắc nhiệm vụ hoặc đạt Tập thể lao động xuất sắc.
Các năm lấy ở trang Lịch sử và các dòng đề nghị của cùng người trong sổ.

Vì sao
------
Luật còn liệt kê căn cứ khác (thành tích trong phong trào của tỉnh, đột xuất, công nhân, nông dân có
nhiều thành tích …) mà các bảng không ghi, và sổ không có sáng kiến của năm trước, nên chương trình
chỉ hỏi.

Ví dụ sai
---------
Đề nghị Bằng khen cấp tỉnh năm 2020 cho người chỉ có Lao động tiên tiến năm 2019.

Ví dụ đúng
----------
Người được đề nghị đạt Chiến sĩ thi đua cơ sở năm 2019 và năm 2020.

Căn cứ
------
Điều 39 Nghị định 91/2017/NĐ-CP; khoản 1, khoản 3 Điều 74 Luật Thi đua, khen thưởng 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import CommendationKind, Completion, Form, ObjectKind, Title
from validators.finding import Severity
from validators.history import Reached
from validators.records import Nomination
from validators.regimes import Provision
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.spans import EXCELLENT, EXCELLENT_COLLECTIVE, Reach, listed, shortfall

RULE = Rule(
    code="DN201",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    law=("F01", "F02", "F03"),
    message="Đề nghị “{form}” năm {year} chưa thấy đủ: {missing}. {text}",
    remedy="Ghi các năm còn thiếu vào trang Lịch sử nếu đã đạt; nếu đề nghị theo căn cứ khác mà "
    "luật liệt kê thì ghi căn cứ ấy ở cột Giải trình.",
)

LAW = {
    ObjectKind.INDIVIDUAL: ("F01", "F03"),
    ObjectKind.COLLECTIVE: ("F02", "F03"),
}


def check(register: Register) -> Iterator[Hit]:
    """Each nomination by merit whose object lacks the years that the register can count."""
    for kind, law in LAW.items():
        rows = [
            row
            for row in register.nominated(Form.PROVINCIAL_MERIT)
            if row.object_kind is kind and row.commendation_kind is CommendationKind.MERIT
        ]
        for row, provision in register.under(law, rows):
            person = kind is ObjectKind.INDIVIDUAL

            def missing(
                reach: Reach, provision: Provision = provision, person: bool = person
            ) -> list[str]:
                return _of_person(reach, provision) if person else _of_collective(reach, provision)

            counted = (Title.GRASSROOTS_FIGHTER, *EXCELLENT) if person else EXCELLENT_COLLECTIVE
            if found := shortfall(register, row, provision, missing, counted):
                yield hit(
                    row,
                    "form",
                    provision,
                    found.severity,
                    form=row.form,
                    year=row.year,
                    missing=found.missing,
                    text=provision.text,
                )


def _of_person(reach: Reach, provision: Provision) -> list[str]:
    numbers = provision.numbers
    titles = _gaps(reach, int(numbers.get("fighter_years") or numbers["years"]), _FIGHTER)
    ratings = _gaps(reach, int(numbers.get("excellent_years") or numbers["years"]), EXCELLENT)
    if not titles or (not ratings and has_initiative(reach.row)):
        return []
    ways = [
        f"“{Title.GRASSROOTS_FIGHTER}” {titles}",
        f"“{Completion.EXCELLENT}” {ratings}"
        if ratings
        else f"tên {int(numbers['initiatives'])} sáng kiến, đề tài ở dòng đề nghị",
    ]
    return [", hoặc ".join(ways)]


def _of_collective(reach: Reach, provision: Provision) -> list[str]:
    gaps = _gaps(reach, int(provision.number("years")), EXCELLENT_COLLECTIVE)
    return [f"“{Completion.EXCELLENT}” hoặc “{Title.EXCELLENT_COLLECTIVE}” {gaps}"] if gaps else []


_FIGHTER = (Title.GRASSROOTS_FIGHTER,)


def _gaps(reach: Reach, length: int, wanted: tuple[Reached, ...]) -> str:
    gaps = reach.gaps(length, *wanted)
    return f"năm {listed(gaps)} (sổ có: {listed(reach.years(*wanted))})" if gaps else ""


def has_initiative(row: Nomination) -> bool:
    """Whether a row names an initiative, or something that cannot be read in its place."""
    return not row.is_blank("initiative")
