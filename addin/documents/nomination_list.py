"""Danh sách đề nghị (trích ngang): everybody nominated, a line each, on a lying page."""

from collections.abc import Sequence

from addin.documents import layout
from addin.documents.awards import counted_objects, office
from addin.documents.composing import Composer
from addin.documents.draft import Draft
from addin.documents.issuing import PaperError
from addin.documents.kind import Product, products
from addin.documents.lists import Column, award_cell, by_kind, name_column
from addin.documents.parts import RuledTable
from addin.documents.registration_table import TABLE_PAPER, table_paper
from validators.catalogue import PaperTemplate
from validators.paper_text import PaperBlock
from validators.records import Nomination
from validators.register import Register


def draft(register: Register) -> Draft:
    """Return the list of all nominations that are not closed. PaperError where there are none."""
    rows = require_nominations(register)
    composer = Composer(
        register,
        PaperTemplate.NOMINATIONS,
        TABLE_PAPER,
        {"Đối tượng": counted_objects(rows)},
        {PaperBlock.EXTRACT: lambda: [extract(rows, layout.LANDSCAPE_TEXT_WIDTH)]},
    )
    return table_paper(register, "DANH SÁCH", composer)


def require_nominations(register: Register) -> list[Nomination]:
    """Return the nominations that are not closed. PaperError where there are none."""
    rows = [row for row in register.live_nominations if row.name]
    if not rows:
        raise PaperError("Trang tính Đề nghị chưa có đề nghị nào; hãy nhập rồi làm lại.")
    return rows


def extract(rows: Sequence[Nomination], width: float) -> RuledTable:
    """Return the nominations in groups of individuals, collectives and households."""
    columns = [
        name_column("Họ và tên, tên tập thể", rows, 60),
        Column("Ngày sinh", 25, _birth, "centre"),
        Column("Chức vụ, đơn vị", 45, office),
        Column("Danh hiệu, hình thức", 36, award_cell),
        Column("Tóm tắt thành tích", 54, lambda row: row.achievements or "", grows=True),
        Column("Phiếu đồng ý", 17, _votes, "centre"),
    ]
    return by_kind(columns, rows, title="Trích ngang các đề nghị", width=width)


def _birth(row: Nomination) -> str:
    if row.birth is None:
        return ""
    return str(row.birth) if isinstance(row.birth, int) else f"{row.birth:%d/%m/%Y}"


def _votes(row: Nomination) -> str:
    if row.votes is None:
        return ""
    return f"{row.votes}/{row.council_members}" if row.council_members else str(row.votes)


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    return products([draft(register)], register)
