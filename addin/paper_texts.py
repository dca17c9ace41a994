"""The wording that papers begin from: prefilled in a new register, used where a sheet has none.

`paper_texts.md` holds it as tables under the names of the sheets, cells as staff would type them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from addin.markdown import tables
from validators.cells import read_cell
from validators.columns import Record
from validators.records import CertificateBox, PaperText

R = TypeVar("R", bound=Record)

PREFILLED: tuple[type[Record], ...] = (PaperText, CertificateBox)
"""The tables that a new register has filled."""


@cache
def _drawn() -> dict[str, list[dict[str, str]]]:
    return tables((files(__package__) / "paper_texts.md").read_text("utf-8"))


def default_cells(model: type[Record]) -> list[dict[str, Any]]:
    """The rows of a table that a new register has, values by field; none for most tables."""
    if model not in PREFILLED:
        return []
    columns = {each.heading: each for each in model.data_columns()}
    return [
        {columns[name].field: read_cell(text, columns[name]) for name, text in row.items() if text}
        for row in _drawn()[model.sheet]
    ]


@cache
def default_records(model: type[R]) -> tuple[R, ...]:
    """The same rows as records; `row` is 0, because they stand in no sheet."""
    return tuple(model(row=0, **cells) for cells in default_cells(model))
