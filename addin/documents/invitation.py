"""Giấy mời họp Hội đồng. Source: Mẫu 1.7 Phụ lục III."""

from collections.abc import Sequence

from addin.documents.composing import Composer, common_values
from addin.documents.draft import Draft, OneSigns
from addin.documents.issuing import masthead, recipients, signature
from addin.documents.kind import Product, products
from addin.documents.minutes import require_sessions
from addin.documents.sources import Session, meeting_values, paper_of_session
from validators.catalogue import Issuer, PaperKind, PaperTemplate
from validators.papers import issuer_of
from validators.register import Register


def drafts(register: Register) -> list[Draft]:
    """Return an invitation to every meeting. PaperError where there is none with a date."""
    return [_draft(register, each) for each in require_sessions(register)]


def _draft(register: Register, session: Session) -> Draft:
    paper = paper_of_session(register, PaperKind.INVITATION, session)
    names = common_values(register)
    by_council = issuer_of(paper) is Issuer.COUNCIL
    values = {
        **meeting_values(register, session.meeting),
        "Cơ quan mời": names["Hội đồng" if by_council else "Ủy ban nhân dân"],
    }
    composer = Composer(register, PaperTemplate.INVITATION, paper, values)
    return Draft(
        part=session.part,
        masthead=masthead(register, paper),
        kind="GIẤY MỜI",
        subject=composer.subject,
        content=composer.content(),
        closing=OneSigns(signature(register, paper), tuple(recipients(register, paper))),
        blanks=tuple(composer.blanks),
    )


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    return products(drafts(register), register)
