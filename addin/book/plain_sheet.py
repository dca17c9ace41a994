"""A workbook of one sheet with headings in row 1 and text below: what mail merge reads."""

from __future__ import annotations

import io
from collections.abc import Sequence

from addin.book.layout import TEMPLATE_DATE


def plain_sheet(name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """An .xlsx in which every cell is text as given, never a formula, a link or a number."""
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(content, options)
    workbook.set_properties({"title": name, "author": "Thi Đua", "created": TEMPLATE_DATE})
    text = workbook.add_format({"num_format": "@"})
    bold = workbook.add_format({"num_format": "@", "bold": True})
    sheet = workbook.add_worksheet(name)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
        longest = max((len(row[column]) for row in rows), default=0)
        sheet.set_column(column, column, min(max(len(heading), longest) + 2, 60), text)
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            sheet.write_string(place, column, value, text)
    sheet.freeze_panes(1, 0)
    workbook.close()
    return content.getvalue()
