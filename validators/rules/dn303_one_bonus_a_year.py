"""Hai danh hiệu của cùng một năm chỉ nhận mức tiền thưởng cao nhất.

Kiểm tra gì
-----------
Một người hoặc một tập thể được tặng hai danh hiệu của cùng Năm thành tích và cả hai dòng đều có
Tiền thưởng. Chiến sĩ thi đua cấp tỉnh, toàn quốc tính cho nhiều năm nên vẫn nhận cùng danh hiệu của
một năm. Chỉ hỏi với quyết định đến ngày 31/12/2023: từ năm 2024 chương trình chưa thấy quy định
này. Danh hiệu và hình thức khen thưởng được tặng cùng lúc thì nhận cả hai khoản; hai hình thức cho
một thành tích thì xem DN115.

Vì sao
------
Cùng một thành tích mà chi hai lần thì phải thu hồi một khoản.

Ví dụ sai
---------
Năm 2020, một người có Lao động tiên tiến ghi 450.000 đ và Chiến sĩ thi đua cơ sở ghi 1.490.000 đ.

Ví dụ đúng
----------
Chiến sĩ thi đua cơ sở ghi 1.490.000 đ, Lao động tiên tiến của cùng năm ghi 0.

Căn cứ
------
Điều 29 Thông tư 03/2018/TT-BNG.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.money import Bonus, bonus, dong, grouped, higher_title
from validators.records import Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN303",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    law=("M15",),
    message="“{name}” nhận {less} cho “{title}” và {more} cho “{other}” của cùng năm {year}; cùng "
    "một thành tích thì chỉ nhận {rule}.",
    remedy="Ghi {rest} ở ô này nếu hai danh hiệu tính cho cùng thời gian; nếu không thì ghi lý do "
    "ở cột Giải trình.",
)


def check(register: Register) -> Iterator[Hit]:
    """The lower of two sums that were typed for titles of one year."""
    for row in register.awarded:
        if not row.bonus:
            continue
        higher = higher_title(row, register)
        if higher is None or not higher.bonus:
            continue
        own, other = (_reckoned(each, register) for each in (row, higher))
        less, more = row.bonus - own.of_form, higher.bonus - other.of_form
        if less > 0 and more > 0:
            provision = own.law.provisions["M15"]
            yield hit(
                row,
                "bonus",
                provision,
                name=row.name,
                title=row.title,
                other=higher.title,
                year=row.year,
                less=dong(less),
                more=dong(more),
                rule=provision.words["same_achievement"],
                rest=grouped(own.of_form),
            )


def _reckoned(row: Nomination, register: Register) -> Bonus:
    """The money of a row whose title has been compared with another's, hence is known."""
    found = bonus(row, register)
    assert isinstance(found, Bonus)
    return found
