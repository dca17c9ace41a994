"""Import → write → import, without a workbook in between: the rows stand in a register at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from addin.documents.importing.paper import read_plan
from addin.documents.importing.reading import read_document
from addin.documents.importing.rows import Prepared, prepare
from addin.documents.plan import write_plan
from tests.support.fixtures import DEFAULT_SETTINGS, FIRST_ROW
from validators.blocks import Block, Raw
from validators.records import ENTRY_TABLES, PlanRow, SettingRow
from validators.register import Register, read_register
from validators.settings import Settings

TODAY = date(2020, 2, 5)
Rows = Mapping[str, Iterable[Mapping[str, Raw]]]


def register_with(rows: Rows, **settings: str) -> Register:
    """A register of 2020 with the given rows by table; settings by Mục."""
    given = {str(row["Mục"]): row["Giá trị"] for row in rows.get(SettingRow.table, ())}
    values = {item: DEFAULT_SETTINGS.get(item) for item in Settings.items()} | settings | given
    blocks = {}
    for model in ENTRY_TABLES:
        headings = [each.heading for each in model.columns()]
        filled = [{"Mục": item, "Giá trị": value or None} for item, value in values.items()]
        of_table = filled if model is SettingRow else rows.get(model.table, ())
        values_of = [[row.get(heading) for heading in headings] for row in of_table]
        blocks[model.table] = Block(model.table, model.sheet, FIRST_ROW, 1, headings, values_of)
    return read_register(blocks, TODAY)


def imported(path: Path, year: int | None = None) -> Prepared:
    """A document brought into an empty register."""
    return prepare(read_plan(read_document(path)), register_with({}), year, replace=False)


def written(found: Prepared, path: Path) -> Path:
    """The plan written from the register that an import has filled."""
    write_plan(register_with(found.rows), path)
    return path


def outline(found: Prepared) -> list[str]:
    """The rows of Kế hoạch in the notation of the habits."""
    lines = []
    for row in found.rows[PlanRow.table]:
        cells = (row["Phần"], row["Cấp"], row["Ký hiệu"], str(row["Nội dung"]).replace("|", "¦"))
        line = " | ".join("" if cell is None else str(cell) for cell in cells)
        lines.append(f"{line} | đậm" if row["In đậm"] else line)
    return lines
