"""Hội đồng có một Chủ tịch.

Kiểm tra gì
-----------
Trang Hội đồng đã có thành viên thì có đúng một người giữ vai trò Chủ tịch.

Vì sao
------
Giấy mời, biên bản và tờ trình lấy người chủ trì, người ký từ trang này.

Ví dụ sai
---------
Hai thành viên cùng vai trò Chủ tịch.

Ví dụ đúng
----------
Một Chủ tịch, các Phó Chủ tịch, ủy viên và thư ký.

Căn cứ
------
Quy ước của sổ, theo quyết định thành lập Hội đồng.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.catalogue import CouncilRole
from validators.finding import Severity
from validators.records import CouncilMember
from validators.register import Register
from validators.rules import Hit, Rule, Scope, Spot, hit

RULE = Rule(
    code="HD001",
    severity=Severity.NOTE,
    scope=Scope.TABLE,
    message="Hội đồng {state}.",
    remedy="Xem lại cột Vai trò theo quyết định thành lập Hội đồng.",
)


def check(register: Register) -> Iterator[Hit]:
    """A council without a chair, or each chair after the first."""
    council = register.council
    if any(member.role is None for member in council):
        return
    chairs = [member for member in council if member.role is CouncilRole.CHAIR]
    if council and not chairs:
        place = Spot(CouncilMember.sheet, CouncilMember.table)
        yield hit(place, state="chưa có Chủ tịch")
    for extra in chairs[1:]:
        yield hit(extra, "role", state=f"đã có Chủ tịch ở dòng {chairs[0].row}")
