"""Tên đơn vị, phong trào viết chữ hoa như đã khai.

Kiểm tra gì
-----------
Tên đơn vị, phong trào, mã văn bản ghi ở các trang chỉ khác tên đã khai ở chữ hoa, chữ thường. Mỗi
cách viết được nhắc một lần ở ô đầu tiên, kèm số ô viết như vậy.

Vì sao
------
Số liệu vẫn cộng vào đúng đơn vị, nhưng văn bản in tên như đã gõ.

Ví dụ sai
---------
Đơn vị ghi “XÓM MẪU MỘT” trong khi trang Đơn vị khai “Xóm Mẫu Một”.

Ví dụ đúng
----------
Chọn đơn vị trong danh sách của ô.

Căn cứ
------
Quy ước của sổ: các trang gọi đơn vị, phong trào theo tên.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from validators.columns import Record
from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.ct011_unknown_name import SEVERITY_BY_TABLE, names_in, references
from validators.text import clean, match_key, same_tones

RULE = Rule(
    code="CT026",
    severity=Severity.NOTE,
    scope=Scope.TABLE,
    message="“{name}” ({count} ô) đã khai ở trang “{sheet}” là “{known}”.",
    remedy="Chọn lại trong danh sách của ô.",
)


def check(register: Register) -> Iterator[Hit]:
    """The first cell of each way of writing a listed name with other capitals."""
    for target in SEVERITY_BY_TABLE:
        known = {match_key(name): same_tones(clean(name)) for name in names_in(register, target)}
        places: dict[str, list[tuple[Record, str]]] = defaultdict(list)
        for record, field, name in references(register, target):
            places[name].append((record, field))
        for name, cells in places.items():
            listed = known.get(match_key(name))
            if listed and listed != same_tones(clean(name)):
                sheet = register.tables[target].block.sheet
                yield hit(*cells[0], name=name, count=len(cells), sheet=sheet, known=listed)
