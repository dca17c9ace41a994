"""The sample year: a register of xã Lam Vỹ for 2020, with people who do not exist.

What the commune's real plan of that year says is kept (3 schools, a health station, 10 hamlets,
cluster 1, the themed movements of the district, the calendar, who is responsible, who receives
the plan). The wording is the project's own, and every person is invented. `lam_vy_2020.md` holds
it as tables under the names of the sheets, cells as staff would type them.
"""

from __future__ import annotations

from importlib.resources import files

from addin.markdown import tables
from validators.blocks import Raw
from validators.cells import read_cell
from validators.records import ENTRY_TABLES

YEAR = 2020
UNIT = "Lam Vỹ"

Row = dict[str, Raw]


def sample_rows() -> dict[str, list[Row]]:
    """Rows of the sample by table name, values by heading and in the type of their column."""
    drawn = tables((files(__package__) / "lam_vy_2020.md").read_text("utf-8"))
    rows: dict[str, list[Row]] = {}
    for model in ENTRY_TABLES:
        columns = {each.heading: each for each in model.data_columns()}
        rows[model.table] = [
            {name: read_cell(text, columns[name]) for name, text in row.items() if text}
            for row in drawn.get(model.sheet, ())
        ]
    return rows
