"""Reports on a span of the year: the half-year's and the year's (BÁO CÁO SƠ KẾT, TỔNG KẾT)."""

from typing import Final

from addin.documents.composing import Composer
from addin.documents.draft import Draft, OneSigns
from addin.documents.figures import report_blocks, report_values
from addin.documents.issuing import listed_under, masthead, recipients, signature
from addin.documents.sources import paper_for
from addin.summary import Figures
from validators.catalogue import PaperKind, PaperTemplate
from validators.register import Register

TITLE: Final = "BÁO CÁO"


def report(
    register: Register, template: PaperTemplate, figures: Figures, words: tuple[str, ...]
) -> Draft:
    """Return a report on a span; `words` of Trích yếu tell its row in the sheet Văn bản."""
    paper = paper_for(register, PaperKind.REPORT, words=words)
    values = report_values(register, figures)
    composer: Composer = Composer(
        register, template, paper, values, report_blocks(register, figures, lambda: composer)
    )
    addressees = composer.addressees()
    # Who is addressed is meant by the first recipient (điểm b khoản 9 Mục II Phụ lục I).
    listed = recipients(register, paper)
    return Draft(
        part="",
        masthead=masthead(register, paper),
        kind=TITLE,
        subject=composer.subject,
        content=composer.content(),
        closing=OneSigns(
            signature(register, paper),
            listed_under("Như trên", listed) if addressees else tuple(listed),
        ),
        addressees=addressees,
        blanks=tuple(composer.blanks),
    )
