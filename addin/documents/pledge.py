"""Giao ước thi đua: what the commune and the other members of its cluster promise each other."""

from collections.abc import Sequence

from addin.documents.composing import ROOM, Composer
from addin.documents.decree30 import SignatureBlock, TotalRow
from addin.documents.draft import Draft, TwoSign
from addin.documents.issuing import masthead, recipients, signature
from addin.documents.kind import Product, products
from addin.documents.parts import Part, RuledTable
from addin.documents.registration_table import unnumbered
from addin.documents.sources import paper_for
from validators.catalogue import PaperKind, PaperTemplate
from validators.paper_text import PaperBlock
from validators.register import Register


def draft(register: Register) -> Draft:
    """Return the pledge; who signs for the cluster is left to a pen."""
    paper = paper_for(register, PaperKind.PLEDGE)
    composer: Composer = Composer(
        register,
        PaperTemplate.PLEDGE,
        paper,
        blocks={PaperBlock.CRITERIA: lambda: [_criteria(register, composer)]},
    )
    signed, head = signature(register, paper), masthead(register, paper)
    cluster = (register.settings.cluster or "Cụm thi đua").upper()
    return Draft(
        part="",
        # A pledge is no kind of paper of Phụ lục III; it has a number only where one is given.
        masthead=head if paper.number else unnumbered(head),
        kind="GIAO ƯỚC THI ĐUA",
        subject=composer.subject,
        content=composer.content(),
        closing=TwoSign(
            SignatureBlock((f"ĐẠI DIỆN {cluster}", "CỤM TRƯỞNG"), composer.room("Cụm trưởng")),
            SignatureBlock(signed.authority, signed.name, signed.office),
            tuple(recipients(register, paper)),
        ),
        blanks=tuple(composer.blanks),
    )


def _criteria(register: Register, composer: Composer) -> Part:
    rows = [each for each in register.criteria if each.criterion]
    head = ("STT", "Tiêu chí", "Điểm chuẩn")
    if not rows:
        composer.room("Tiêu chí thi đua")
        lines: list[tuple[str, ...] | TotalRow] = [("1", ROOM * 3, ""), ("2", ROOM * 3, "")]
    else:
        lines = [
            (str(n), each.criterion or "", points(each.maximum)) for n, each in enumerate(rows, 1)
        ]
        total = sum(each.maximum or 0 for each in rows)
        lines.append(TotalRow(("", "Cộng", points(total))))
    return RuledTable(
        head,
        tuple(lines),
        shares=(13, 122, 30),
        alignments=("centre", "left", "centre"),
        title="Tiêu chí thi đua",
    )


def points(number: float | None) -> str:
    """Return a score as it is written: 9.5 → "9,5"."""
    return "" if number is None else f"{number:g}".replace(".", ",")


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    return products([draft(register)], register)
