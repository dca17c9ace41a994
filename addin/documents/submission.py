"""Tờ trình: the nominations put to the level that decides, with their list."""

from collections.abc import Sequence
from typing import Final

from addin.documents import layout
from addin.documents.awards import award_words, counted_objects, counts_by_award
from addin.documents.composing import Composer, common_values
from addin.documents.draft import Annex, Draft, OneSigns
from addin.documents.issuing import listed_under, masthead, recipients, signature
from addin.documents.kind import Product, products
from addin.documents.nomination_list import extract, require_nominations
from addin.documents.sources import attached_to, meetings_of, paper_for, unlisted
from addin.documents.wording import joined
from validators.catalogue import CommuneKind, Issuer, Level, PaperKind, PaperTemplate
from validators.notation import date_in_words, split_kind, with_kind
from validators.paper_text import PaperBlock
from validators.papers import issuer_of
from validators.records import Nomination, Paper
from validators.register import Register
from validators.text import match_key

PARTS: Final = {
    Level.COMMUNE: "xa",
    Level.DISTRICT: "huyen",
    Level.PROVINCE: "tinh",
    Level.MINISTRY: "bo_nganh",
    Level.PRIME_MINISTER: "thu_tuong",
    Level.GOVERNMENT: "chinh_phu",
    Level.PRESIDENT: "chu_tich_nuoc",
}
_DISTRICTS: Final = ("huyện", "quận", "thị xã", "thành phố")
_PROVINCES: Final = ("tỉnh", "thành phố")
_CITIES: Final = frozenset(
    match_key(name) for name in ("Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ")
)
"""The cities beside the provinces, for registers that tell their names alone."""
_THROUGH_PROVINCE: Final = frozenset(
    {Level.MINISTRY, Level.PRIME_MINISTER, Level.GOVERNMENT, Level.PRESIDENT}
)
"""Levels to which the province, not the commune, submits."""


def drafts(register: Register) -> list[Draft]:
    """Return a submission a level, from the lowest. PaperError where nobody is nominated."""
    nominations = require_nominations(register)
    by_level = [(level, [row for row in nominations if row.level is level]) for level in Level]
    found = [(level, rows) for level, rows in by_level if rows]
    if not found:
        # Where no level is chosen yet, the paper leaves room for it.
        return [_draft(register, None, nominations, alone=True)]
    upwards = [level for level, _ in found if level is not Level.COMMUNE]
    return [_draft(register, level, rows, alone=upwards == [level]) for level, rows in found]


def _draft(
    register: Register, level: Level | None, rows: list[Nomination], *, alone: bool
) -> Draft:
    """The submission to a level; `alone` if there is no other to a level above the commune."""
    paper = _paper(register, level, alone)
    names = common_values(register)
    by_council = issuer_of(paper) is Issuer.COUNCIL
    composer: Composer = Composer(
        register,
        PaperTemplate.SUBMISSION,
        paper,
        {
            "Khen thưởng": award_words(rows, register.year),
            "Đối tượng": counted_objects(rows),
            "Thành tích chung": "",
            "Kèm danh sách": " (có danh sách kèm theo)",
            "Người được tặng": counted_objects(rows),
            "Người có thẩm quyền": _decider(register, level),
            "Việc đề nghị": f"xem xét, trình {level} tặng"
            if level in _THROUGH_PROVINCE
            else "xem xét, tặng",
            "Cơ quan trình": names["Hội đồng" if by_council else "Ủy ban nhân dân"],
        },
        {
            PaperBlock.AWARDS: lambda: counts_by_award(rows),
            PaperBlock.MEETING_BASIS: lambda: _meeting_basis(register, rows, names["Hội đồng"]),
        },
    )
    head = masthead(register, paper)
    signer = "Hội đồng" if by_council else "Ủy ban nhân dân"
    return Draft(
        part=PARTS[level] if level else "",
        masthead=head,
        kind="TỜ TRÌNH",
        subject=composer.subject,
        content=(composer.bases(), *composer.content()),
        closing=OneSigns(
            signature(register, paper), listed_under("Như trên", recipients(register, paper))
        ),
        addressees=composer.addressees(),
        annexes=(
            Annex(
                f"Danh sách đề nghị tặng {award_words(rows, register.year)}",
                attached_to("Tờ trình", register, paper, str(names[signer])),
                (extract(rows, layout.LANDSCAPE_TEXT_WIDTH),),
                landscape=True,
            ),
        ),
        blanks=tuple(composer.blanks),
    )


def _paper(register: Register, level: Level | None, alone: bool) -> Paper:
    """The row of a level's submission: the one that names the level, or one that names none.

    A number belongs to one paper only: a row that names no level lends it to the only submission.
    """
    issuer = Issuer.COUNCIL if level is Level.COMMUNE else Issuer.PEOPLES_COMMITTEE
    words = _words(register, level)
    if words:
        named = paper_for(register, PaperKind.SUBMISSION, issuer=issuer, words=_addressing(words))
        if named.row:
            return named
    if level is Level.COMMUNE:
        return unlisted(PaperKind.SUBMISSION, issuer=issuer)
    general = [
        each
        for each in register.papers
        if each.kind is PaperKind.SUBMISSION and issuer_of(each) is issuer
    ]
    if general and alone:
        return general[0]
    unnumbered = [each for each in general if not each.number]
    if unnumbered:
        # Its subject speaks of all levels; each submission has one of its own.
        return unnumbered[0].model_copy(update={"about": None})
    return unlisted(PaperKind.SUBMISSION, issuer=issuer)


def _words(register: Register, level: Level | None) -> tuple[str, ...]:
    """The kinds of unit by which a subject names a level; a city may be a district's or more."""
    if level is Level.COMMUNE:
        return tuple(CommuneKind)
    city = split_kind(register.settings.district or "", _DISTRICTS)[0] == "thành phố"
    if level is Level.DISTRICT:
        return _DISTRICTS if city else _DISTRICTS[:-1]
    if level is Level.PROVINCE:
        return _PROVINCES[:1] if city else _PROVINCES
    return ()


def _addressing(words: Sequence[str]) -> tuple[str, ...]:
    """How a subject names a level: "… trình Chủ tịch UBND huyện …"."""
    bodies = ("UBND", "Ủy ban nhân dân", "cấp")
    return tuple(f"{body} {word}" for word in words for body in bodies)


def _decider(register: Register, level: Level | None) -> str | None:
    """The office that a submission is addressed to; None where the register does not tell."""
    settings = register.settings
    if level is Level.COMMUNE:
        return common_values(register)["Chủ tịch"]
    if level is Level.DISTRICT:
        if not settings.district:
            return None
        return f"Chủ tịch Ủy ban nhân dân {with_kind(settings.district, 'huyện', _DISTRICTS)}"
    if level is None or not settings.province:
        return None
    kind = "thành phố" if match_key(settings.province) in _CITIES else "tỉnh"
    return f"Chủ tịch Ủy ban nhân dân {with_kind(settings.province, kind, _PROVINCES)}"


def _meeting_basis(register: Register, rows: list[Nomination], council: str | None) -> list[str]:
    days = [date_in_words(each.held) for each in meetings_of(register, rows) if each.held]
    if not days:
        return []
    return [f"Căn cứ kết quả họp {council} ngày {joined(days)}"]


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    return products(drafts(register), register)
