"""Thay mặt, quyền ký hợp với cơ quan ban hành và chức vụ người ký.

Kiểm tra gì
-----------
“TM.” không đi với “TL.” hoặc “TUQ.”; người ký “KT.” không phải là Chủ tịch; văn bản của Hội đồng ký
“KT.” có dòng “TM. HỘI ĐỒNG …” ở trên; dòng “TM.” gõ tay nêu đúng cơ quan ban hành.

Vì sao
------
Ký sai thẩm quyền thì văn bản phải thu hồi, ban hành lại.

Ví dụ sai
---------
Quyền ký chọn “KT.” nhưng người ký là Chủ tịch UBND xã.

Ví dụ đúng
----------
Chủ tịch ký để trống cột Quyền ký; Phó Chủ tịch ký chọn “KT.”.

Căn cứ
------
Nghị định 30/2020/NĐ-CP Phụ lục I, khoản 7 Mục II: quyền hạn, chức vụ của người ký.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validators.catalogue import CouncilRole, Issuer, OnBehalf, SigningAuthority
from validators.finding import Severity
from validators.papers import issuer_of
from validators.records import Paper
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.plan_text import FORM
from validators.text import match_key

RULE = Rule(
    code="VB504",
    severity=Severity.QUERY,
    scope=Scope.ROW,
    message="Văn bản “{code}”: {problem}.",
    remedy="{remedy}",
    basis=f"{FORM}, khoản 7 Mục II",
)

_NOT_ON_BEHALF = {SigningAuthority.BY_ORDER, SigningAuthority.BY_MANDATE}
_BODIES = {
    Issuer.COUNCIL: re.compile(r"HỘI ĐỒNG|HĐTĐKT"),
    Issuer.PEOPLES_COMMITTEE: re.compile(r"ỦY BAN NHÂN DÂN|UBND"),
}


def check(register: Register) -> Iterator[Hit]:
    """Each paper whose signing lines contradict its issuer or its signer."""
    for paper in register.papers:
        for field, problem, remedy in _problems(register, paper):
            yield hit(paper, field, code=paper.code or "", problem=problem, remedy=remedy)


def _problems(register: Register, paper: Paper) -> Iterator[tuple[str, str, str]]:
    lines = [(paper.line_1 or "").upper(), (paper.line_2 or "").upper()]
    if paper.on_behalf and paper.authority in _NOT_ON_BEHALF:
        yield (
            "authority",
            f"“{OnBehalf.COLLECTIVE}” không đi với “{paper.authority}”",
            "Để trống cột Thay mặt khi ký thừa lệnh, thừa ủy quyền.",
        )
    if paper.authority is SigningAuthority.FOR and _by_chair(register, paper):
        yield (
            "authority",
            f"Chủ tịch {paper.signer or register.settings.signer} không ký “{paper.authority}”",
            "Để trống cột Quyền ký, hoặc sửa Người ký.",
        )
    if issuer_of(paper) is Issuer.COUNCIL and lines[0].startswith(SigningAuthority.FOR):
        yield (
            "line_1",
            f"ký “{SigningAuthority.FOR}” mà thiếu dòng “{OnBehalf.COLLECTIVE}” nêu Hội đồng",
            "Ghi “TM. HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG” ở Dòng ký 1, “KT. CHỦ TỊCH” ở Dòng ký 2.",
        )
    if lines[0].startswith(OnBehalf.COLLECTIVE) and not _BODIES[issuer_of(paper)].search(lines[0]):
        yield (
            "line_1",
            f"dòng ký “{paper.line_1}” không nêu cơ quan ban hành là {issuer_of(paper)}",
            "Sửa dòng ký hoặc cột Cơ quan ban hành.",
        )


def _by_chair(register: Register, paper: Paper) -> bool:
    """Whether the one who signs is chairman of the body that issues the paper."""
    settings, name = register.settings, match_key(paper.signer or register.settings.signer or "")
    member = next((each for each in register.council if match_key(each.name or "") == name), None)
    of_year = name == match_key(settings.signer or "")
    if issuer_of(paper) is Issuer.COUNCIL:
        position = (settings.council_position if of_year else None) or (member and member.role)
    else:
        position = (settings.office_position if of_year else None) or (member and member.position)
    return match_key(position or "").startswith(match_key(CouncilRole.CHAIR))
