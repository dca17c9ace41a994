"""Where a paper of the year comes from: its row in the sheet Văn bản, its meeting, its rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from addin.documents.awards import unbroken
from addin.documents.issuing import dated, positions
from addin.documents.wording import number_line
from validators.catalogue import Issuer, PaperKind
from validators.notation import date_in_words
from validators.papers import symbol_of
from validators.records import Meeting, Nomination, Paper
from validators.register import Register
from validators.text import fold, match_key

ANY_WORD: Final[tuple[str, ...]] = ()


def paper_for(
    register: Register,
    kind: PaperKind,
    *,
    issuer: Issuer = Issuer.PEOPLES_COMMITTEE,
    words: Sequence[str] = ANY_WORD,
    number: str = "",
    day: date | None = None,
) -> Paper:
    """Return a paper's row in tblVanBan; one made up of what is known where it has none (row 0).

    Of several papers of a kind the one whose Trích yếu has one of `words` is meant, or the one
    with this `number`.
    """
    found = [each for each in register.papers if each.kind is kind]
    if number:
        found = [each for each in found if serial(each.number or "") == serial(number)]
    elif words:
        found = [each for each in found if _has_any(each.about or "", words)]
    return found[0] if found else unlisted(kind, issuer=issuer, number=number, day=day)


def unlisted(
    kind: PaperKind,
    *,
    issuer: Issuer = Issuer.PEOPLES_COMMITTEE,
    number: str = "",
    day: date | None = None,
) -> Paper:
    """Return a paper that has no row in tblVanBan, of what is known (row 0)."""
    symbol = number.partition("/")[2].strip() or None
    return Paper(
        row=0,
        kind=kind,
        issuer=issuer,
        number=number.partition("/")[0].strip() or None,
        symbol=symbol,
        issued=day,
    )


def serial(number: str) -> str:
    """Return the figures that a number begins with, without leading zeros: "05/KH-UBND" → "5"."""
    found = re.match(r"\D*(\d+)", number)
    return found[1].lstrip("0") if found else ""


def _has_any(text: str, words: Sequence[str]) -> bool:
    plain = fold(text)
    return any(fold(word) in plain for word in words)


@dataclass(frozen=True)
class Session:
    """A meeting of the council with the nominations that it dealt with."""

    meeting: Meeting
    rows: tuple[Nomination, ...]

    @property
    def part(self) -> str:
        """What tells its papers from those of other meetings: "2020-12-08"."""
        return self.meeting.held.isoformat() if self.meeting.held else ""


def sessions(register: Register) -> list[Session]:
    """Return the meetings that have a date, each with the nominations it dealt with.

    A nomination was dealt with by the first meeting after its dossier came in that is not after
    its decision.
    """
    held = sorted(
        (each for each in register.meetings if each.held), key=lambda each: each.held or date.min
    )
    rows: dict[int, list[Nomination]] = {each.row: [] for each in held}
    for row in register.nominations:
        for meeting in held:
            day = meeting.held or date.min
            if (row.received or date.min) <= day and (row.decided is None or day <= row.decided):
                rows[meeting.row].append(row)
                break
    return [Session(each, tuple(rows[each.row])) for each in held]


def paper_of_session(register: Register, kind: PaperKind, session: Session) -> Paper:
    """Return the row in tblVanBan of a meeting's paper; one without a row (row 0) where none is.

    An invitation is signed before its meeting and after the one before it, minutes on the day; a
    paper without a date belongs to the only meeting there is.
    """
    found = [each for each in register.papers if each.kind is kind]
    held = [each.meeting.held or date.min for each in sessions(register)]
    day = session.meeting.held or date.min
    before = max((each for each in held if each < day), default=date.min)
    for paper in found:
        if paper.issued is None:
            if len(held) == 1 and not paper.unreadable:
                return paper
        elif before < paper.issued <= day:
            return paper
    return unlisted(kind, issuer=Issuer.COUNCIL)


def meeting_values(register: Register, meeting: Meeting) -> dict[str, str | None]:
    """Return what papers say of a meeting; None where the register does not know."""
    absent = meeting.absent
    if absent is None and meeting.present is not None and meeting.present == meeting.members:
        absent = "không"
    return {
        "Giờ họp": meeting.hour,
        "Ngày họp": date_in_words(meeting.held) if meeting.held else None,
        "Địa điểm họp": meeting.place,
        "Nội dung họp": meeting.agenda,
        "Chủ trì": _with_positions(register, meeting.chair),
        "Thư ký": _with_positions(register, meeting.secretary),
        "Số thành viên": _figure(meeting.members),
        "Có mặt": _figure(meeting.present),
        "Vắng": absent,
        "Hình thức biểu quyết": str(meeting.voting).lower() if meeting.voting else None,
        "Kết luận cuộc họp": meeting.conclusion,
        # The register does not hold when a meeting ended.
        "Giờ kết thúc": None,
    }


def _figure(count: int | None) -> str | None:
    return None if count is None else str(count)


def _with_positions(register: Register, name: str | None) -> str | None:
    """A member's name with office and position in the council, as far as they are known."""
    if not name:
        return None
    in_council, office = positions(register, name)
    member = next(
        (each for each in register.council if match_key(each.name or "") == match_key(name)), None
    )
    office = (member.position if member else "") or office
    role = f"{in_council} Hội đồng" if in_council else ""
    return ", ".join(each for each in (unbroken(name), office, role) if each)


def meetings_of(register: Register, rows: Sequence[Nomination]) -> list[Meeting]:
    """Return the meetings that dealt with any of the rows."""
    wanted = {id(row) for row in rows}
    return [
        session.meeting
        for session in sessions(register)
        if any(id(row) in wanted for row in session.rows)
    ]


def attached_to(kind: str, register: Register, paper: Paper, issuer: str) -> str:
    """Return "(Kèm theo Quyết định số 128/QĐ-UBND ngày … của …)"; room where nothing is known yet.

    Source: Mẫu 2.1 Phụ lục III.
    """
    number = number_line(paper.number or "", paper.symbol or symbol_of(paper))
    number = number.removeprefix("Số:").removeprefix(" ")
    day = dated(register, "", paper.issued).removeprefix(", ")
    return f"(Kèm theo {kind} số {number} {day} của {issuer})"
