"""Phiếu thẩm định: each dossier with what it holds and what the check found about it."""

from collections import defaultdict
from collections.abc import Sequence

from addin.documents import layout
from addin.documents.awards import office
from addin.documents.composing import Composer
from addin.documents.draft import Draft
from addin.documents.kind import Product, products
from addin.documents.lists import Column, award_cell, by_kind, name_column
from addin.documents.nomination_list import require_nominations
from addin.documents.parts import RuledTable
from addin.documents.registration_table import TABLE_PAPER, table_paper
from validators.catalogue import PaperTemplate, YesNo
from validators.check import check
from validators.finding import Severity
from validators.paper_text import PaperBlock
from validators.records import Nomination
from validators.register import Register
from validators.rules.dn116_dossier import parts_of


def draft(register: Register) -> Draft:
    """Return the form for all nominations that are not closed. PaperError where there are none."""
    rows = require_nominations(register)
    complete = [row for row in rows if _dossier(row) == "Đủ"]
    composer = Composer(
        register,
        PaperTemplate.APPRAISAL,
        TABLE_PAPER,
        {"Số hồ sơ": str(len(rows)), "Số hồ sơ đủ": str(len(complete))},
        {PaperBlock.APPRAISAL: lambda: [_table(register, rows)]},
    )
    return table_paper(register, "PHIẾU THẨM ĐỊNH", composer)


def _dossier(row: Nomination) -> str:
    """Whether every part that the law lists for the dossier is there, or which of them is not."""
    headings = [
        row.column_of(part).heading
        for part in parts_of(row)
        if getattr(row, part) in {None, YesNo.NO}
    ]
    missing = [f"{name[:1].lower()}{name[1:]}" for name in headings]
    return f"Thiếu {', '.join(missing)}" if missing else "Đủ"


def _table(register: Register, rows: Sequence[Nomination]) -> RuledTable:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for each in check(register).findings:
        if each.table == Nomination.table and each.severity is not Severity.NOTE:
            found[each.key_of_row].append(f"{each.code}: {each.message}")
    columns = [
        name_column("Họ và tên, tên tập thể", rows, 60),
        Column("Chức vụ, đơn vị", 44, office),
        Column("Danh hiệu, hình thức", 36, award_cell),
        Column("Hồ sơ", 24, _dossier, "centre"),
        Column("Mức hoàn thành", 32, lambda row: str(row.completion or "")),
        Column(
            "Điểm cần xem lại",
            48,
            lambda row: "\n".join(found.get(f"{row.table}|{row.key}", ())),
            grows=True,
        ),
    ]
    return by_kind(columns, rows, title="Thẩm định hồ sơ", width=layout.LANDSCAPE_TEXT_WIDTH)


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    return products([draft(register)], register)
