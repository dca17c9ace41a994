"""Những điều luật mà sổ không đủ số liệu để kiểm tra được nhắc để đối chiếu bằng tay.

Kiểm tra gì
-----------
Khi sổ có đề nghị một danh hiệu hoặc hình thức mà luật giao tiêu chuẩn cho tỉnh, hoặc đòi hỏi điều
không có cột nào trong sổ (dẫn đầu cụm thi đua, số bộ hồ sơ, hạn nộp ở cấp trên), mỗi điều luật được
nhắc một lần cho cả sổ.

Vì sao
------
Sổ không có lỗi không có nghĩa là mọi điều kiện đã được xét.

Ví dụ sai
---------
Năm 2020 có đề nghị Gia đình văn hóa: thang điểm do tỉnh quy định, chương trình không chấm điểm.

Ví dụ đúng
----------
Năm 2020 chỉ có đề nghị Giấy khen của Chủ tịch UBND xã.

Căn cứ
------
Luật Thi đua, khen thưởng và nghị định hướng dẫn có hiệu lực vào ngày nhận hồ sơ.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Form, Title
from validators.finding import Severity
from validators.records import Nomination
from validators.regimes import Award
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit
from validators.rules.members import is_villager

FAMILIES = (Title.CULTURAL_FAMILY,)
HAMLET_TITLES = (Title.CULTURAL_FAMILY, Title.CULTURAL_HAMLET)
EXEMPLARY = (Title.EXEMPLARY_COMMUNE, Title.EXEMPLARY_COMMUNE_2025)
FIGHTERS = (Title.PROVINCIAL_FIGHTER, Title.NATIONAL_FIGHTER)
STATE = (
    Title.NATIONAL_FIGHTER,
    Title.GOVERNMENT_FLAG,
    Form.PRIME_MINISTER_MERIT,
    Form.LABOUR_ORDER_3,
    Form.LABOUR_ORDER_2,
    Form.LABOUR_ORDER_1,
)

MATTERS: dict[str, tuple[Award, ...]] = {
    "T03": (Title.ADVANCED_WORKER,),
    "T17": (Title.PROVINCIAL_FLAG,),
    "T18": EXEMPLARY,
    "T19": EXEMPLARY,
    "T20": FAMILIES,
    "T21": HAMLET_TITLES,
    "F11": (Form.COMMUNE_CERTIFICATE,),
    "Q05": (Title.GOVERNMENT_FLAG,),
    "Q07": FIGHTERS,
    "X20": FAMILIES,
    "D08": (Title.NATIONAL_FIGHTER,),
    "D09": STATE,
    "D12": STATE,
    "D13": (Form.PRIME_MINISTER_MERIT,),
}
"""Provisions that no column of the register can decide, by the awards that they are about."""

RULE = Rule(
    code="TI404",
    severity=Severity.NOTE,
    scope=Scope.BOOK,
    law=tuple(MATTERS),
    message="Chương trình không kiểm tra được điều này, xin tự đối chiếu: {text}",
    remedy="Đối chiếu với quy định của địa phương hoặc văn bản được dẫn trước khi trình.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each provision that somebody has to look at, once."""
    for law, awards in MATTERS.items():
        rows = register.nominated(*awards)
        if law == "T03":
            rows = [row for row in rows if is_villager(register, row)]
        for _, provision in register.under(law, rows):
            place = Spot(Nomination.sheet, Nomination.table)
            yield hit(place, "", provision, Severity.NOTE, text=provision.text)
            break
