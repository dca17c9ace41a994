"""Dòng cuối của nơi nhận là nơi lưu.

Kiểm tra gì
-----------
Dòng cuối cùng trong nơi nhận của mỗi văn bản có dạng “Lưu: VT, …”: chữ “Lưu”, dấu hai chấm, VT (văn
thư), rồi đến đơn vị soạn thảo. Văn bản không có nơi nhận nào thì chương trình tự ghi.

Vì sao
------
Thể thức văn bản quy định dòng cuối là nơi lưu; thiếu thì văn thư không giữ bản nào.

Ví dụ sai
---------
Dòng cuối ghi “Lưu VP.”.

Ví dụ đúng
----------
Dòng cuối ghi “Lưu: VT, HĐTĐKT”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I, điểm d khoản 9 Mục II.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validators.finding import Severity
from validators.papers import recipients_of
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import FORM
from validators.text import match_key

RULE = Rule(
    code="NN502",
    severity=Severity.NOTE,
    scope=Scope.TABLE,
    message="Nơi nhận cuối cùng là “{last}”, {problem}.",
    remedy="{remedy}",
    basis=f"{FORM}, điểm d khoản 9 Mục II",
)

_FILING = re.compile(r"-?\s*Lưu: VT(?:, .+)?[.;]?")


def check(register: Register) -> Iterator[Hit]:
    """The last recipient of each paper that is not where it is filed; a shared row once."""
    seen: set[int] = set()
    for paper in register.papers:
        rows = recipients_of(register, paper)
        last = (rows[-1].recipient or "").strip().splitlines()[-1] if rows else "Lưu: VT"
        if _FILING.fullmatch(last) or rows[-1].row in seen:
            continue
        seen.add(rows[-1].row)
        filed = match_key(last.lstrip("- ")).startswith("lưu")
        yield hit(
            rows[-1],
            "recipient",
            last=last,
            problem="chưa đúng dạng “Lưu: VT, …”" if filed else "chưa phải là nơi lưu",
            remedy="Sửa thành “Lưu: VT, …”." if filed else "Thêm dòng cuối “Lưu: VT, …”.",
        )
