"""Danh hiệu, hình thức khen thưởng phải có trong luật đang áp dụng.

Kiểm tra gì
-----------
Danh hiệu và hình thức của dòng đăng ký, đề nghị là những danh hiệu, hình thức mà luật có hiệu lực
vào ngày đăng ký hoặc ngày nhận hồ sơ quy định.

Vì sao
------
Danh hiệu và hình thức thay đổi theo luật; ví dụ từ 01/7/2025 không còn cấp huyện.

Ví dụ sai
---------
Hồ sơ nhận năm 2020 đề nghị “Xã, phường, đặc khu tiêu biểu”.

Ví dụ đúng
----------
Hồ sơ nhận năm 2020 đề nghị “Gia đình văn hóa”.

Căn cứ
------
Luật Thi đua, khen thưởng và nghị định hướng dẫn có hiệu lực vào ngày của dòng.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.finding import Severity
from validators.records import Nomination, Registration
from validators.regimes import Regime
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="CT020",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    message="“{award}” không có trong {law}.",
    remedy="Chọn danh hiệu, hình thức khác, hoặc kiểm tra lại ngày của dòng.",
    basis="Luật Thi đua, khen thưởng có hiệu lực vào ngày của dòng",
)


def check(register: Register) -> Iterator[Hit]:
    """Each title or form that the law of the row's date does not know."""
    rows: list[Registration | Nomination] = [*register.registrations, *register.nominations]
    for row in rows:
        law = register.law_of(row)
        if row.title and row.title not in law.titles:
            yield hit(row, "title", severity=_severity(law), award=row.title, law=law.name)
        if row.form and row.form not in law.forms:
            yield hit(row, "form", severity=_severity(law), award=row.form, law=law.name)


def _severity(law: Regime) -> Severity:
    """What is known of the law from drafts only never blocks."""
    sure = all(each.confirmed or each.confirmation for each in law.provisions.values())
    return Severity.ERROR if sure else Severity.QUERY
