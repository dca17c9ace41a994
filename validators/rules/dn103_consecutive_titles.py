"""Chiến sĩ thi đua cấp tỉnh, toàn quốc phải có đủ số năm liên tục đạt danh hiệu cấp dưới.

Kiểm tra gì
-----------
Chiến sĩ thi đua cấp tỉnh cần 3 năm liên tục đạt Chiến sĩ thi đua cơ sở, năm cuối là Năm thành
tích của đề nghị. Chiến sĩ thi đua toàn quốc cần 2 năm liên tục đạt Chiến sĩ thi đua cấp tỉnh, tính
đến Năm thành tích hoặc năm liền trước. Các năm lấy ở trang Lịch sử và ở các dòng đề nghị khác của
cùng người trong sổ (trừ dòng Không đạt, Trả lại). Năm chỉ có ở dòng tên hoặc ngày sinh gần giống,
dòng của người trùng tên chưa phân biệt được, dòng có Cấp quyết định sai thẩm quyền thì được nêu để
xác nhận; nếu đủ nhờ các năm ấy thì chỉ hỏi. Dòng lịch sử có ô chưa đọc được thì chưa kết luận.

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
from validators.regimes import Provision
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.spans import Reach, listed, shortfall

RULE = Rule(
    code="DN103",
    severity=Severity.ERROR,
    scope=Scope.BOOK,
    law=("T07", "T09"),
    message="Đề nghị “{title}” năm {year} cần {length} năm liên tục đạt “{lower}”; {missing}.",
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

            def missing(
                reach: Reach, provision: Provision = provision, lower: Title = lower
            ) -> list[str]:
                return _missing(reach, provision, lower)

            if found := shortfall(register, row, provision, missing, [lower]):
                yield hit(
                    row,
                    "title",
                    provision,
                    found.severity,
                    title=title,
                    lower=lower,
                    year=row.year,
                    length=int(provision.number("years")),
                    missing=found.missing,
                )


def _missing(reach: Reach, provision: Provision, lower: Title) -> list[str]:
    """What lacks of the run nearest to complete; it may end some years before the one reviewed."""
    length, later = int(provision.number("years")), int(provision.numbers.get("years_later", 0))
    years = reach.years(lower)
    runs = [
        range(last - length + 1, last + 1) for last in range(reach.last, reach.last - later - 1, -1)
    ]
    nearest = min(runs, key=lambda run: len(set(run) - years))
    gaps = sorted(set(nearest) - years)
    if not gaps:
        return []
    wanted = " hoặc ".join(f"{run[0]}–{run[-1]}" for run in runs)
    return [f"{wanted}: còn thiếu {listed(gaps)}, sổ có: {listed(years)}"]
