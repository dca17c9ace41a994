"""Biên bản họp Hội đồng: attendance, votes and shares of a meeting. Source: Mẫu 1.9 Phụ lục III."""

import re
from collections.abc import Sequence

from addin.documents import layout
from addin.documents.awards import unbroken
from addin.documents.composing import Composer
from addin.documents.decree30 import SignatureBlock
from addin.documents.draft import Draft, TwoSign
from addin.documents.issuing import Masthead, PaperError, masthead, positions, recipients
from addin.documents.kind import Product, products
from addin.documents.lists import (
    Column,
    award_cell,
    by_kind,
    fitted,
    name_column,
    name_width,
)
from addin.documents.parts import RuledTable
from addin.documents.sources import Session, meeting_values, paper_of_session, sessions
from validators.catalogue import PaperKind, PaperTemplate
from validators.paper_text import PaperBlock
from validators.records import Meeting, Nomination
from validators.register import Register
from validators.rules.shares import percent
from validators.text import match_key


def drafts(register: Register) -> list[Draft]:
    """Return the minutes of every meeting. PaperError where there is none with a date."""
    return [_draft(register, each) for each in require_sessions(register)]


def require_sessions(register: Register) -> list[Session]:
    """Return the meetings. PaperError where there is none with a date."""
    found = sessions(register)
    if not found:
        raise PaperError(
            "Trang tính Cuộc họp chưa có phiên họp nào ghi Ngày; hãy ghi phiên họp rồi làm lại."
        )
    return found


def _draft(register: Register, session: Session) -> Draft:
    meeting = session.meeting
    paper = paper_of_session(register, PaperKind.MINUTES, session)
    composer: Composer = Composer(
        register,
        PaperTemplate.MINUTES,
        paper,
        meeting_values(register, meeting),
        {
            PaperBlock.MEMBERS: lambda: [_members(register, meeting)] if register.council else [],
            PaperBlock.VOTES: lambda: [_votes(session)] if session.rows else [],
        },
    )
    head = masthead(register, paper)
    return Draft(
        part=session.part,
        # The form has no place and date: the text says when and where.
        masthead=Masthead(head.superior, head.issuer, head.number, ""),
        kind="BIÊN BẢN",
        subject=composer.subject,
        content=composer.content(),
        closing=TwoSign(
            SignatureBlock(("THƯ KÝ",), meeting.secretary or composer.room("Thư ký")),
            _chair(register, meeting, composer),
            tuple(recipients(register, paper)),
        ),
        blanks=tuple(composer.blanks),
    )


def _chair(register: Register, meeting: Meeting, composer: Composer) -> SignatureBlock:
    """Who presided signs with both positions: in the council above, the office below."""
    name = meeting.chair or composer.room("Chủ trì")
    in_council, office = positions(register, name)
    above = ("CHỦ TỌA", f"{in_council.upper()} HỘI ĐỒNG") if in_council else ("CHỦ TỌA",)
    return SignatureBlock(above, name, (office.upper(),) if office else ())


def _members(register: Register, meeting: Meeting) -> RuledTable:
    names = [unbroken(each.name or "") for each in register.council]
    width = name_width(names, 60)
    absent = _absentees(register, meeting)
    rows = [
        (
            str(n),
            fitted(name, width),
            each.position or "",
            str(each.role or ""),
            _presence(match_key(each.name or "") in absent, meeting),
        )
        for n, (name, each) in enumerate(zip(names, register.council, strict=True), 1)
    ]
    return RuledTable(
        ("STT", "Họ và tên", "Chức vụ", "Vai trò", "Dự họp"),
        tuple(rows),
        shares=(13, width, layout.TEXT_WIDTH - 67 - width, 32, 22),
        alignments=("centre", "left", "left", "left", "centre"),
        title="Thành viên Hội đồng",
    )


def _absentees(register: Register, meeting: Meeting) -> set[str]:
    """The keys of the members whom Vắng names: An is not meant by Anh, nor Thu by Thu Hà."""
    text, found = match_key(meeting.absent or ""), set()
    keys = {match_key(each.name) for each in register.council if each.name}
    for key in sorted(keys, key=len, reverse=True):
        text, times = re.subn(rf"(?<!\w){re.escape(key)}(?!\w)", ";", text)
        if times:
            found.add(key)
    return found


def _presence(absent: bool, meeting: Meeting) -> str:
    """Whether a member came, where the register tells; else a cell for a pen."""
    if absent:
        return "Vắng"
    if meeting.present is not None and meeting.present == meeting.members:
        return "Có mặt"
    return ""


def _votes(session: Session) -> RuledTable:
    columns = [
        name_column("Họ và tên, tên tập thể", session.rows),
        Column("Danh hiệu, hình thức", 48, award_cell, grows=True),
        Column("Phiếu đồng ý/thành viên", 26, _vote, "centre"),
        Column("Tỷ lệ", 20, _share, "centre"),
    ]
    return by_kind(columns, session.rows, title="Kết quả biểu quyết", width=layout.TEXT_WIDTH)


def _vote(row: Nomination) -> str:
    if row.votes is None:
        return ""
    return f"{row.votes}/{row.council_members}" if row.council_members else str(row.votes)


def _share(row: Nomination) -> str:
    if row.votes is None or not row.council_members:
        return ""
    return percent(row.votes / row.council_members, 1)


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    return products(drafts(register), register)
