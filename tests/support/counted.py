"""Totals counted by hand, so to say: rows of a workbook's tables as openpyxl sees them.

Shares nothing with the program but the names of tables and columns.
"""

import warnings
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl

NAME, KIND = "Họ và tên / Tên tập thể", "Loại đối tượng"


def rows_of(content: bytes, table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table that name somebody, values by heading."""
    with warnings.catch_warnings(action="ignore"):  # Print areas of whole columns.
        book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    [sheet] = [each for each in book if table in each.tables]
    heading, *cells = sheet[sheet.tables[table].ref]
    names = [cell.value for cell in heading]
    for row in cells:
        values = dict(zip(names, (cell.value for cell in row), strict=True))
        if values[NAME]:
            yield values


def whole_year(content: bytes) -> dict[str, Counter[str]]:
    """Registrations, nominations and awards of a year by kind of object."""
    registered = list(rows_of(content, "tblDangKy"))
    nominated = list(rows_of(content, "tblDeNghi"))
    awarded = [row for row in nominated if row["Kết quả"] == "Được tặng"]
    return {
        stage: Counter(row[KIND] for row in rows)
        for stage, rows in (
            ("registered", registered), ("nominated", nominated), ("awarded", awarded),
        )
    }  # fmt: skip
