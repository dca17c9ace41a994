"""Phiếu lấy ý kiến: on which a member of the council answers for every nominee."""

from collections.abc import Sequence

from addin.documents import layout
from addin.documents.composing import Composer
from addin.documents.decree30 import SignatureBlock
from addin.documents.draft import Draft, TwoSign
from addin.documents.issuing import masthead
from addin.documents.kind import Product, products
from addin.documents.lists import Column, award_cell, by_kind, name_column
from addin.documents.nomination_list import require_nominations
from addin.documents.parts import RuledTable
from addin.documents.registration_table import unnumbered
from addin.documents.sources import Session, meeting_values, sessions
from validators.catalogue import Issuer, PaperTemplate
from validators.paper_text import PaperBlock
from validators.records import Meeting, Nomination, Paper
from validators.register import Register


def drafts(register: Register) -> list[Draft]:
    """Return a form a meeting, or one for all nominees while no meeting is recorded.

    PaperError where nobody is nominated.
    """
    rows = require_nominations(register)
    found = [each for each in sessions(register) if each.rows]
    return [_draft(register, each) for each in found or [Session(Meeting(row=0), tuple(rows))]]


def _draft(register: Register, session: Session) -> Draft:
    paper = Paper(row=0, issuer=Issuer.COUNCIL)
    composer = Composer(
        register,
        PaperTemplate.OPINION,
        paper,
        meeting_values(register, session.meeting),
        {PaperBlock.OPINIONS: lambda: [_table(session.rows)]},
    )
    return Draft(
        part=session.part,
        masthead=unnumbered(masthead(register, paper)),
        kind="PHIẾU LẤY Ý KIẾN",
        subject=composer.subject,
        content=composer.content(),
        closing=TwoSign(
            None, SignatureBlock(("NGƯỜI CHO Ý KIẾN",), "", note="(Ký, ghi rõ họ tên)")
        ),
        blanks=tuple(composer.blanks),
    )


def _table(rows: Sequence[Nomination]) -> RuledTable:
    columns = [
        name_column("Họ và tên, tên tập thể", rows),
        Column("Danh hiệu, hình thức", 52, award_cell, grows=True),
        Column("Đồng ý", 18, lambda row: "", "centre"),
        Column("Không đồng ý", 22, lambda row: "", "centre"),
    ]
    return by_kind(columns, rows, title="Lấy ý kiến", width=layout.TEXT_WIDTH)


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    return products(drafts(register), register)
