"""Văn bản trước ngày 05/3/2020 theo thể thức cũ.

Kiểm tra gì
-----------
Ngày của văn bản từ ngày Nghị định 30/2020/NĐ-CP có hiệu lực trở đi. Chương trình lập văn bản theo
thể thức của nghị định này; sổ có văn bản trước đó thì có một lưu ý.

Vì sao
------
Văn bản ban hành trước đó theo Thông tư 01/2011/TT-BNV: số trang ở cuối trang, căn cứ chữ đứng.

Ví dụ sai
---------
Kế hoạch ngày 12/02/2020.

Ví dụ đúng
----------
Kế hoạch ngày 12/03/2020.

Căn cứ
------
Ngày có hiệu lực của Nghị định 30/2020/NĐ-CP theo danh mục văn bản pháp luật của chương trình.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.documents_register import legal_documents
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

DECREE = "30/2020/NĐ-CP"

RULE = Rule(
    code="VB506",
    severity=Severity.NOTE,
    scope=Scope.TABLE,
    message="Văn bản “{code}” có ngày trước {start:%d/%m/%Y}, khi thể thức mới chưa có hiệu lực.",
    remedy="Xem lại ngày; nếu đúng thì đối chiếu bản in với thể thức cũ.",
    basis=f"Nghị định {DECREE}",
)


def check(register: Register) -> Iterator[Hit]:
    """The first paper dated before the decree on the form of papers came into force."""
    decree = legal_documents().numbered(DECREE)
    for paper in register.papers:
        if decree and paper.issued and not decree.started_by(paper.issued):
            yield hit(paper, "issued", code=paper.code or "", start=decree.start)
            return
