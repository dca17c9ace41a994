"""Chỗ điền trong lời văn của văn bản và giấy khen phải là tên mà chương trình biết.

Kiểm tra gì
-----------
Mỗi tên trong dấu ngoặc nhọn ở trang Nội dung văn bản là tên mà loại văn bản ấy dùng được; ở trang
Giấy khen là tên mà giấy khen dùng được. Tên của một bảng đứng một mình trong ô.

Vì sao
------
Văn bản không được lập khi còn chỗ điền viết sai tên. Tên viết đúng mà chưa có số liệu thì không
phải lỗi: văn bản để trống chỗ ấy để điền tay.

Ví dụ sai
---------
Lời của tờ trình ghi “kính trình {Người có thẩm quyên}”.

Ví dụ đúng
----------
Lời của tờ trình ghi “kính trình {Người có thẩm quyền}”.

Căn cứ
------
Quy ước của sổ: chỗ điền là một tên trong dấu ngoặc nhọn.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from validators.catalogue import PaperTemplate
from validators.finding import Severity
from validators.paper_text import Vocabulary
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="ND001",
    severity=Severity.ERROR,
    scope=Scope.CELL,
    message="{problem}",
    remedy="{remedy}",
)


def check(register: Register) -> Iterator[Hit]:
    """Each placeholder in a paper's wording or on a certificate that means nothing there."""
    texts = [row for row in register.paper_texts if "{" in (row.text or "")]
    boxes = [row for row in register.certificate_boxes if "{" in (row.text or "")]

    @cache
    def of_paper(template: PaperTemplate) -> Vocabulary:
        return Vocabulary.of_paper(register, template)

    for row in texts:
        if row.paper:
            for each in of_paper(row.paper).problems(row.text or ""):
                yield hit(row, "text", problem=each.problem, remedy=each.remedy)
    certificate = Vocabulary.of_certificate(register) if boxes else None
    for box in boxes:
        if certificate:
            for each in certificate.problems(box.text or ""):
                yield hit(box, "text", problem=each.problem, remedy=each.remedy)
