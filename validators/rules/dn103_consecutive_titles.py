"""Chiến sĩ thi đua cấp tỉnh, toàn quốc phải có đủ số năm liên tục đạt danh hiệu cấp dưới.

Kiểm tra gì
-----------
Chiến sĩ thi đua cấp tỉnh cần 3 năm liên tục đạt Chiến sĩ thi đua cơ sở, năm cuối là Năm thành
tích của đề nghị. Chiến sĩ thi đua toàn quốc cần 2 năm liên tục đạt Chiến sĩ thi đua cấp tỉnh, tính
đến Năm thành tích hoặc năm liền trước. Các năm lấy ở trang Lịch sử và ở các dòng đề nghị khác của
cùng người trong sổ (trừ dòng Không đạt, Trả lại). Dòng lịch sử có Năm hoặc Danh hiệu chưa đọc được
thì chưa kết luận.

Vì sao
------
Thiếu một năm là không đủ tiêu chuẩn; hồ sơ trình lên tỉnh sẽ bị trả lại.

Ví dụ sai
---------
Đề nghị Chiến sĩ thi đua cấp tỉnh năm 2020, trang Lịch sử chỉ có Chiến sĩ thi đua cơ sở năm 2018.

Ví dụ đúng
----------
Trang Lịch sử có Chiến sĩ thi đua cơ sở năm 2018, 2019; năm 2020 có dòng đề nghị Chiến sĩ thi đua
cơ sở.

Căn cứ
------
Điều 21, Điều 22 Luật Thi đua, khen thưởng 2003; Điều 21, Điều 22 Luật Thi đua, khen thưởng 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import Title
from validators.finding import Severity
from validators.records import Nomination, PastAward
from validators.register import CLOSED, Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="DN103",
    severity=Severity.ERROR,
    scope=Scope.BOOK,
    law=("T07", "T09"),
    message="Đề nghị “{title}” năm {year} cần {length} năm liên tục đạt “{lower}” ({wanted}); "
    "sổ mới có: {found}.",
    remedy="Ghi các năm còn thiếu vào trang Lịch sử nếu đã đạt (năm đang xét: thêm dòng đề nghị "
    "“{lower}”); nếu không thì chọn danh hiệu khác.",
)

LADDER = {
    "T07": (Title.PROVINCIAL_FIGHTER, Title.GRASSROOTS_FIGHTER),
    "T09": (Title.NATIONAL_FIGHTER, Title.PROVINCIAL_FIGHTER),
}


def check(register: Register) -> Iterator[Hit]:
    """Each nomination whose person lacks the consecutive years of the lower title."""
    for law, (title, lower) in LADDER.items():
        for row, provision in register.under(law, register.nominated(title)):
            years = _years_of(register, row, lower)
            if row.year is None or years is None:
                continue
            length = int(provision.number("years"))
            last_years = range(
                row.year - int(provision.numbers.get("years_later", 0)), row.year + 1
            )
            runs = [range(last - length + 1, last + 1) for last in last_years]
            if not any(years.issuperset(run) for run in runs):
                yield hit(
                    row,
                    "title",
                    provision,
                    title=title,
                    lower=lower,
                    year=row.year,
                    length=length,
                    wanted=" hoặc ".join(f"{run[0]}–{run[-1]}" for run in runs),
                    found=", ".join(map(str, sorted(years))) or "chưa có năm nào",
                )


def _years_of(register: Register, row: Nomination, title: Title) -> set[int] | None:
    """The years in which the person has or may yet get a title; None if a row is unreadable."""
    past = register.of_same_object(row, PastAward)
    here = register.of_same_object(row, Nomination)
    if any(each.unreadable & {"year", "title"} for each in (*past, *here)):
        return None
    years = [each.year for each in past if each.title is title]
    years += [each.year for each in here if each.title is title and each.outcome not in CLOSED]
    return {year for year in years if year}
