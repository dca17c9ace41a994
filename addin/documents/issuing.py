"""Who issues a paper, who signs it and who receives it: the parts that every paper shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final

from addin.documents.wording import date_line, number_line
from addin.refusal import Refusal
from validators.catalogue import CouncilRole, Issuer, OnBehalf, SigningAuthority
from validators.papers import issuer_of, recipients_of, symbol_of
from validators.records import Paper
from validators.register import Register
from validators.settings import Settings
from validators.text import match_key


class PaperError(Refusal):
    """Why a paper cannot be written and what to do: one Vietnamese sentence for staff."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands on top of page 1: lines of the agencies' names, number line, date line."""

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    date: str


@dataclass(frozen=True, slots=True)
class Signature:
    """`authority` above the signature, `office` and `name` below it."""

    authority: tuple[str, ...]
    office: tuple[str, ...]
    name: str


_COMMITTEE: Final = "ỦY BAN NHÂN DÂN"
_COUNCIL: Final = "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG"
_CHAIR: Final = CouncilRole.CHAIR.upper()
_DEPUTY: Final = CouncilRole.DEPUTY_CHAIR.upper()


def masthead(register: Register, paper: Paper) -> Masthead:
    """Return the header block of a paper.

    A council is a consultative body of the committee, which stands above it; the committee itself
    has no superior line. A date left blank leaves room for the day, in the month of drafting while
    the year lasts. Raises PaperError where a required setting is blank. Source: khoản 2–4 Mục II
    Phụ lục I.
    """
    _refuse_unreadable(paper)
    settings = register.settings
    issuer = issuer_of(paper)
    commune = commune_name(register).upper()
    if issuer is Issuer.COUNCIL:
        superior: tuple[str, ...] = (f"UBND {commune}",)
        names: tuple[str, ...] = ("HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG")
    else:
        superior, names = (), (_COMMITTEE, commune)
    number = number_line(paper.number or "", paper.symbol or symbol_of(paper))
    place = settings.place_name or required(settings, "unit_name")
    return Masthead(superior, names, number, dated(register, place, paper.issued))


def dated(register: Register, place: str, day: date | None) -> str:
    """Return place and date; without a date, room in the month of drafting."""
    if day:
        return date_line(place, day.day, day.month, day.year)
    drafted = register.today
    month = drafted.month if drafted.year == register.year else None
    return date_line(place, None, month, register.year)


def commune_name(register: Register) -> str:
    """Return "xã Lam Vỹ", "Phường 1". PaperError where a required setting is blank."""
    settings = register.settings
    for field in ("unit_kind", "unit_name"):
        required(settings, field)
    return settings.commune


def _refuse_unreadable(paper: Paper) -> None:
    if paper.unreadable:
        cells = ", ".join(sorted(paper.column_of(field).heading for field in paper.unreadable))
        raise PaperError(
            f"Trang tính Văn bản, dòng {paper.row}: không đọc được ô {cells}; hãy sửa rồi làm lại."
        )


def required(settings: Settings, field: str) -> str:
    """Return a setting as text; PaperError where it is blank."""
    value = getattr(settings, field)
    if value is None:
        heading = next(each.heading for each in Settings.items().values() if each.field == field)
        raise PaperError(
            f"Trang tính Thông tin: mục “{heading}” chưa có giá trị; hãy điền rồi làm lại."
        )
    return str(value)


def signature(register: Register, paper: Paper, *, in_person: bool = False) -> Signature:
    """Return the signer's block; a typed line (Dòng ký 1–3) replaces the composed one.

    Where Dòng ký 1 and 2 are typed, no office is added below a council's signature.

    A council's paper carries the signer's position in the council above and his office below the
    signature; a committee's paper the position alone. A deputy signs KT. for the chairman. What
    the chairman decides in his own person (`in_person`: awards) is signed without TM. Raises
    PaperError where the signer or his position is unknown. Source: khoản 7 Mục II Phụ lục I.
    """
    name = paper.signer or required(register.settings, "signer")
    in_council, office = positions(register, name)
    if issuer_of(paper) is Issuer.COUNCIL:
        composed = _authority(paper, _COUNCIL, in_council)
        # Who has typed both lines above the signature has typed the block.
        if not (paper.line_1 and paper.line_2):
            composed += _office_below(office)
    else:
        composed = _authority(paper, _COMMITTEE, office)
        if in_person:
            composed = composed[1:] if composed[0].startswith(OnBehalf.COLLECTIVE) else composed
    typed = (paper.line_1, paper.line_2, paper.line_3)
    lines = [new or old or "" for new, old in zip_longest(typed, composed)]
    if not lines[0 if in_person else 1]:
        raise PaperError(
            f"{_place_of(paper)}: chưa rõ chức vụ của người ký “{name}”; hãy "
            "thêm người này vào trang tính Hội đồng hoặc gõ Dòng ký 1, Dòng ký 2."
        )
    above = _lines_above(paper, lines)
    return Signature(_filled(lines[:above]), _filled(lines[above:]), name)


def _place_of(paper: Paper) -> str:
    """Where a paper stands; a paper that has no row yet (row 0) is in the sheet as a whole."""
    return f"Trang tính Văn bản, dòng {paper.row}" if paper.row else "Trang tính Văn bản"


def _filled(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def _lines_above(paper: Paper, lines: Sequence[str]) -> int:
    """How many lines stand above the signature: TM., (KT.), the position."""
    if issuer_of(paper) is Issuer.PEOPLES_COMMITTEE or lines[1].startswith(SigningAuthority.FOR):
        return 3
    return 2


def positions(register: Register, name: str) -> tuple[str, str]:
    """Return a signer's position in the council and office; "" where unknown.

    The settings describe the year's signer, the council's list everybody in it.
    """
    settings, key = register.settings, match_key(name)
    member = next((each for each in register.council if match_key(each.name or "") == key), None)
    role = str(member.role or "") if member else ""
    position = (member.position or "") if member else ""
    if match_key(settings.signer or "") != key:
        return role, position
    return (
        settings.council_position or role or _CHAIR,
        settings.office_position or position or _CHAIR,
    )


def _authority(paper: Paper, body: str, position: str) -> list[str]:
    """The lines above the signature for somebody who signs for the chairman or as chairman."""
    rank = _rank(position)
    authority = paper.authority
    if authority is None and rank == _DEPUTY:
        authority = SigningAuthority.FOR
    if authority in {SigningAuthority.BY_ORDER, SigningAuthority.BY_MANDATE}:
        return [f"{authority} {_CHAIR}", rank]
    on_behalf = f"{OnBehalf.COLLECTIVE} {body}"
    if authority is SigningAuthority.FOR:
        return [on_behalf, f"{authority} {_CHAIR}", _DEPUTY]
    if authority is SigningAuthority.ACTING:
        return [on_behalf, f"{authority} {_CHAIR}"]
    return [on_behalf, rank]


def _rank(position: str) -> str:
    """The position without the body's name, which the line above already gives."""
    position = position.upper()
    return next((rank for rank in (_DEPUTY, _CHAIR) if position.startswith(rank)), position)


def _office_below(office: str) -> list[str]:
    office = office.upper()
    if office in {_CHAIR, _DEPUTY}:
        return [f"{office} UBND"]
    return [office] if office else []


def recipients(register: Register, paper: Paper) -> list[str]:
    """Return the recipients of a paper as typed, with the purpose in brackets.

    Rows that name no paper apply to all. Source: khoản 9 Mục II Phụ lục I.
    """
    found = []
    for row in recipients_of(register, paper):
        # Some type the whole list into one cell, a line each.
        *lines, last = [line for line in (row.recipient or "").splitlines() if line.strip()]
        found += [_with_purpose(line, None) for line in lines]
        found.append(_with_purpose(last, row.purpose))
    return found or ["Lưu: VT"]


def listed_under(first: str, listed: Sequence[str]) -> tuple[str, ...]:
    """Return the recipients under "Như trên" or "Như Điều 4", unless staff have typed that line."""
    key = match_key(first.rstrip(" 0123456789"))
    typed = [each for each in listed if match_key(each).startswith(key)]
    return (*(typed or [first]), *(each for each in listed if each not in typed))


def _with_purpose(recipient: str, purpose: str | None) -> str:
    recipient = recipient.strip().removeprefix("-").lstrip()
    if not purpose:
        return recipient
    name = recipient.rstrip(";.,")
    return f"{name} ({purpose.strip('()')}){recipient[len(name) :]}"
