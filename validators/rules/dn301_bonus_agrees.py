"""Tiền thưởng đã ghi phải đúng mức của luật tại ngày quyết định.

Kiểm tra gì
-----------
Ở dòng Được tặng có Ngày quyết định: Tiền thưởng so với hệ số của danh hiệu, hình thức nhân mức
lương cơ sở trong ngày ấy; Giấy khen, Bằng khen của tập thể, hộ gia đình nhân thêm hệ số của tập
thể, hộ. Dòng có cả danh hiệu và hình thức thì cộng hai khoản. Chỉ lệch do làm tròn thì chương trình
hỏi; theo Nghị định 152/2025/NĐ-CP thì chỉ lưu ý, vì chưa rõ có làm tròn hay không. Số 0 nghĩa là
không chi: cũng hỏi, trừ khi người ấy nhận tiền của danh hiệu cao hơn trong cùng năm (DN303); khi đó
dòng có cả hình thức thì ghi khoản của hình thức. Mức mà chương trình chưa biết chắc thì không báo
Lỗi; mức chưa biết thì không so.

Vì sao
------
Chi thiếu thì thiệt cho người được khen, chi thừa thì phải thu hồi; hệ số và lương cơ sở đổi theo
từng thời điểm nên dễ tính theo mức cũ.

Ví dụ sai
---------
Lao động tiên tiến, quyết định ngày 22/12/2020, ghi 417.000 đ (tính theo lương cơ sở đã hết hiệu
lực).

Ví dụ đúng
----------
0,3 × 1.490.000 đ = 447.000 đ, làm tròn lên 450.000 đ.

Căn cứ
------
Điều 68, Điều 69, Điều 73 Nghị định 91/2017/NĐ-CP; Điều 53, Điều 54, Điều 58 Nghị định
98/2023/NĐ-CP; Điều 50, Điều 54 Nghị định 152/2025/NĐ-CP; các nghị định về mức lương cơ sở.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.money import Bonus, Unknown, bonus, dong, higher_title
from validators.regimes import Provision
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

COEFFICIENTS = ("M07", "M08", "M09", "M10", "M11", "M12", "M13")

RULE = Rule(
    code="DN301",
    severity=Severity.ERROR,
    scope=Scope.BOOK,
    law=("M01", "M02", *COEFFICIENTS, "M14", "M15"),
    message="Tiền thưởng ghi {typed}; tính theo luật là {amount} ({how}).",
    remedy="Sửa thành {amount}; {otherwise}.",
)
ROUNDING = "hoặc chọn lại mục “Không làm tròn tiền thưởng” ở trang Thông tin theo cách của xã"
NOT_PAID = "nếu không chi thì ghi lý do ở cột Giải trình"
LOOK_AGAIN = "nếu thấy chưa đúng thì xem lại Ngày quyết định, danh hiệu và loại đối tượng"


def check(register: Register) -> Iterator[Hit]:
    """Each sum typed for an award that is not what the law of the day gives."""
    for row in register.awarded:
        if row.bonus is None:
            continue
        found = bonus(row, register)
        if isinstance(found, Unknown) or row.bonus == found.amount:
            continue
        if row.bonus == found.of_form and higher_title(row, register):
            continue
        provision, severity, otherwise = _weight(found, row.bonus)
        yield hit(
            row,
            "bonus",
            provision,
            severity,
            typed=dong(row.bonus),
            amount=dong(found.amount),
            how=found.in_words,
            otherwise=otherwise,
        )


def _weight(found: Bonus, typed: float) -> tuple[Provision, Severity | None, str]:
    """What a wrong sum breaks, how grave it is (None: as the provision says), what else to do."""
    if found.is_but_rounded_otherwise(typed):
        severity = Severity.NOTE if "doubt" in found.rounding.words else None
        return found.rounding, severity, ROUNDING
    provision = found.provision
    if not typed:
        return provision, max(provision.severity, Severity.QUERY, key=_rank), NOT_PAID
    return provision, None, LOOK_AGAIN


def _rank(severity: Severity) -> int:
    return severity.rank
