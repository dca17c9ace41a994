"""Bản tổng hợp đăng ký: units against the titles and forms registered for, on a lying page."""

from collections.abc import Sequence

from addin.documents.composing import Composer
from addin.documents.decree30 import SignatureBlock
from addin.documents.draft import Draft, TwoSign
from addin.documents.figures import report_blocks, report_values
from addin.documents.issuing import Masthead, masthead, recipients, signature
from addin.documents.kind import Product, products
from addin.summary import summarize
from validators.catalogue import Issuer
from validators.catalogue import PaperTemplate as Template
from validators.records import Paper
from validators.register import Register

TABLE_PAPER = Paper(row=0, issuer=Issuer.PEOPLES_COMMITTEE)
"""A table is no kind of paper of Phụ lục III: it has no number of its own."""


def draft(register: Register) -> Draft:
    """Return the table, its figures those of the sheet Cả năm."""
    figures = summarize(register).chosen("year")[0].period
    composer: Composer = Composer(
        register,
        Template.REGISTRATIONS,
        TABLE_PAPER,
        report_values(register, figures),
        report_blocks(register, figures, lambda: composer),
    )
    return table_paper(register, "BẢN TỔNG HỢP", composer)


def table_paper(register: Register, kind: str, composer: Composer) -> Draft:
    """Return a paper that is a table on a lying page, for its maker and the chairman to sign."""
    return Draft(
        part="",
        masthead=unnumbered(masthead(register, TABLE_PAPER)),
        kind=kind,
        subject=composer.subject,
        content=composer.content(),
        closing=_compiled_and_signed(register, TABLE_PAPER, composer),
        landscape=True,
        blanks=tuple(composer.blanks),
    )


def unnumbered(head: Masthead) -> Masthead:
    """Return a masthead without number and symbol."""
    return Masthead(head.superior, head.issuer, "", head.date)


def _compiled_and_signed(register: Register, paper: Paper, composer: Composer) -> TwoSign:
    """Return who made a table and who signs it."""
    signed = signature(register, paper)
    compiler = register.settings.compiler or composer.room("Người lập biểu")
    return TwoSign(
        SignatureBlock(("NGƯỜI LẬP BIỂU",), compiler),
        SignatureBlock(signed.authority, signed.name, signed.office),
        tuple(recipients(register, paper)),
    )


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    return products([draft(register)], register)
