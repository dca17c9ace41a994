"""Tệp sổ chỉ chứa ô, bảng, hình và biểu đồ.

Kiểm tra gì
-----------
Tệp không chứa macro, liên kết tới tệp khác, kết nối dữ liệu, tệp nhúng hoặc điều khiển ActiveX.

Vì sao
------
Các phần này có thể chạy lệnh hoặc lấy số liệu từ nơi khác khi mở tệp; cấp trên từ chối nhận tệp có
chúng.

Ví dụ sai
---------
Một ô lấy số từ tệp khác trên máy, nên tệp mang một liên kết ngoài.

Ví dụ đúng
----------
Ô ấy chứa giá trị; liên kết đã được gỡ.

Căn cứ
------
Quy ước của sổ: tệp gửi đi không mang phần chạy lệnh hoặc lấy số liệu từ nơi khác.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from validators.finding import Severity
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="CT024",
    severity=Severity.ERROR,
    scope=Scope.BOOK,
    message="Tệp có {kind} ({names}).",
    remedy="Gỡ phần này khỏi tệp, hoặc chép số liệu sang một sổ mới tạo từ mẫu.",
)


def check(register: Register) -> Iterator[Hit]:
    """Each kind of foreign part that the file carries."""
    names: dict[str, list[str]] = defaultdict(list)
    for part in register.foreign_parts:
        names[part.kind].append(part.name)
    for kind, parts in names.items():
        yield hit(kind=kind, names=", ".join(parts))
