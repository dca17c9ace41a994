"""Builds the register's workbook: columns from the records, looks from the layout.

``python -m addin.book.build`` rewrites the committed template.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from addin.book import layout
from addin.book.canvas import Canvas
from addin.book.cover import add_cover
from addin.book.entry_sheets import add_entry_sheet
from addin.book.lists import closed_lists, defined_names
from addin.book.program_sheets import add_lists_sheet, add_summary_sheet, add_table_sheet
from validators.records import ENTRY_TABLES, PROGRAM_TABLES
from validators.regimes import Regime, regime_on

TEMPLATE = Path(__file__).resolve().parents[2] / "xlsx_templates" / "so_thi_dua_xa.xlsx"


def build_register(year: int, regime: Regime) -> bytes:
    """An empty register of a year, as the bytes of an .xlsx file.

    It offers the titles and forms of the regime, and of another that begins within the year.
    Building twice gives the same bytes.
    """
    canvas = Canvas()
    canvas.workbook.set_properties(
        {
            "title": "Sổ thi đua, khen thưởng cấp xã",
            "subject": f"Năm {year}",
            "author": "Thi Đua",
            "created": layout.TEMPLATE_DATE,
        }
    )
    lists = closed_lists(regime, regime_on(date(year, 12, 31)))
    entries = {model.sheet: model for model in ENTRY_TABLES}
    program = {model.sheet: model for model in PROGRAM_TABLES}
    for name in layout.SHEETS:
        if name in entries:
            add_entry_sheet(canvas, entries[name], year)
        elif name in program:
            add_table_sheet(canvas, program[name])
        elif name in layout.SUMMARY_SHEETS:
            add_summary_sheet(canvas, name)
        elif name == layout.LISTS_SHEET:
            add_lists_sheet(canvas, lists)
        else:
            add_cover(canvas)
    for name, formula in defined_names(lists):
        canvas.workbook.define_name(name, f"={formula}")
    return canvas.finished()


def main() -> None:
    """Rewrite the committed template."""
    regime = regime_on(date(layout.TEMPLATE_YEAR, 1, 1))
    TEMPLATE.write_bytes(build_register(layout.TEMPLATE_YEAR, regime))


if __name__ == "__main__":
    main()
