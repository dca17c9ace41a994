"""Công văn đôn đốc: a letter to the units that have not registered yet. Source: Mẫu 1.5."""

from collections.abc import Sequence

from addin.documents.composing import Composer
from addin.documents.draft import Draft, OneSigns
from addin.documents.figures import registered_units
from addin.documents.issuing import PaperError, listed_under, masthead, recipients, signature
from addin.documents.kind import Product, products
from addin.documents.sources import paper_for
from addin.documents.wording import opened
from addin.summary import summarize
from validators.catalogue import PaperKind, PaperTemplate
from validators.register import Register


def draft(register: Register) -> Draft:
    """Return the letter. PaperError where there are no units, or all of them have registered."""
    figures = summarize(register).chosen("year")[0].period
    registered = registered_units(figures)
    late = [name for name in figures.units if name not in registered]
    if not late:
        raise PaperError(
            "Trang tính Đăng ký: mọi đơn vị đã có đăng ký nên không có đơn vị nào để đôn đốc."
            if figures.units
            else "Trang tính Đơn vị chưa có đơn vị nào; hãy khai đơn vị rồi làm lại."
        )
    paper = paper_for(register, PaperKind.LETTER, words=("đăng ký", "đôn đốc"))
    values = {
        "Đơn vị chưa đăng ký": "\n".join(late),
        "Số đơn vị đã đăng ký": str(len(registered)),
        "Cách gọi đơn vị": "các đơn vị có tên trên" if len(late) > 1 else late[0],
        "Ngày phải gửi": None,
    }
    composer = Composer(register, PaperTemplate.REMINDER, paper, values)
    listed = listed_under("Như trên", recipients(register, paper))
    return Draft(
        part="",
        masthead=masthead(register, paper),
        kind="",
        subject=opened(composer.subject, "V/v"),
        content=composer.content(),
        closing=OneSigns(signature(register, paper), listed),
        addressees=composer.addressees(),
        blanks=tuple(composer.blanks),
    )


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    return products([draft(register)], register)
