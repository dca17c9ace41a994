"""The cached texts of Kiểm tra: what its formula will say, for programs that do not calculate.

The formula looks up "table|Mã dòng", or "table|d<row>" where the id is empty, in the column
Khóa dòng of tblKetQua and answers with Tóm tắt of the first row found.
"""

from __future__ import annotations

from collections.abc import Mapping

from addin.book.sheet_part import StoredCell
from addin.book.stored_table import StoredTable
from validators.columns import CHECK, ROW_ID
from validators.records import Result


def read_marks(results: StoredTable) -> dict[str, str]:
    """Tóm tắt by Khóa dòng in lower case, the first of each, as MATCH finds it."""
    headings = {column.field: column.heading for column in Result.columns()}
    marks: dict[str, str] = {}
    for key, summary in results.values(headings["row_key"], headings["summary"]):
        if isinstance(key, str) and isinstance(summary, str):
            marks.setdefault(key.casefold(), summary)
    return marks


def set_marks(entries: StoredTable, marks: Mapping[str, str]) -> bool:
    """Correct the cached texts of a table's Kiểm tra; False if all of them were right."""
    check, row_id = entries.column(CHECK.heading), entries.column(ROW_ID.heading)
    rows = entries.part.rows()
    changed = False
    for index, row in enumerate(rows):
        if row.number not in entries.data_rows:
            continue
        cell = row.cell(check) if check else None
        if cell is None or not cell.has_formula:
            continue
        mark = ""
        if row_id:
            id_cell = row.cell(row_id)
            value = id_cell.value(entries.shared_texts) if id_cell else None
            key = f"{value:.15g}" if isinstance(value, float) else value or f"d{row.number}"
            mark = marks.get(f"{entries.table.name}|{key}".casefold(), "")
        if not _says(cell, mark):
            rows[index] = row.with_cell_xml(cell, cell.with_result(mark).xml)
            changed = True
    if changed:
        entries.part.set_rows(rows)
    return changed


def _says(cell: StoredCell, text: str) -> bool:
    return cell.kind in ("str", "n") and (cell.value(()) or "") == text
