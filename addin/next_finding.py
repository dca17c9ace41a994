"""Lỗi kế tiếp: from one open finding to the next, in the order of the sheets.

Rows are found by Mã dòng, as marks are, so that the way stays right when staff have sorted a table
since the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from addin.book.package import parse_range
from addin.desk import Place
from validators.blocks import Block, Raw
from validators.columns import ROW_ID
from validators.finding import SHORTEST_ANSWER, Severity
from validators.records import ENTRY_TABLES, Result

_TABLE_ORDER = {model.table: number for number, model in enumerate(ENTRY_TABLES)}
_SEVERITIES = {each.label: each for each in Severity}


@dataclass(frozen=True)
class OpenFinding:
    """A finding that is neither corrected nor answered, where its cell stands now."""

    severity: Severity
    place: Place
    order: tuple[int, int, int]
    """Of the sheet, of the row, of the column."""
    sentence: str


@dataclass(frozen=True)
class Step:
    """The finding to go to: the `number`-th of the `count` open ones of its severity."""

    finding: OpenFinding
    number: int
    count: int

    @property
    def sentence(self) -> str:
        """One line for the status bar."""
        return (
            f"{self.finding.severity.label} {self.number}/{self.count} – {self.finding.place.sheet}"
            f"!{self.finding.place.cell}: {self.finding.sentence}"
        )


def next_finding(blocks: Mapping[str, Block], place: Place) -> Step | None:
    """The next open finding after a place, from the last one back to the first.

    Only the gravest severity that has any is gone through: first every Lỗi, then every query
    without an answer, then the notes. None where nothing is open.
    """
    found = list(_open_findings(blocks))
    if not found:
        return None
    gravest = min(each.severity.rank for each in found)
    rounds = sorted(
        (each for each in found if each.severity.rank == gravest), key=lambda each: each.order
    )
    here = _order(blocks, place)
    index = next((i for i, each in enumerate(rounds) if each.order > here), 0)
    return Step(rounds[index], index + 1, len(rounds))


def _open_findings(blocks: Mapping[str, Block]) -> Iterator[OpenFinding]:
    rows = {name: _rows_by_id(block) for name, block in blocks.items() if name in _TABLE_ORDER}
    for result in Result.rows(blocks):
        severity = _SEVERITIES.get(str(result["severity"]))
        if severity is None or _is_answered(severity, result["explanation"]):
            continue
        sheet, cell = str(result["sheet_name"] or ""), str(result["cell"] or "")
        table, _, rest = str(result["cell_key"] or "").partition("|")
        row_id, _, heading = rest.partition("|")
        if heading and table in rows:
            block = blocks[table]
            index = rows[table].get(row_id.casefold())
            if index is None or heading not in block.headings:
                continue  # The row or the column is gone, and what was wrong with it.
            column = block.headings.index(heading)
            if not _same(block.rows[index][column], result["value"]):
                continue
            sheet, cell = block.sheet, block.address(index, column)
        if sheet and cell:
            place = Place(sheet, cell)
            sentence = f"{result['message'] or ''} {result['remedy'] or ''}".strip()
            yield OpenFinding(severity, place, _order(blocks, place), sentence)


def _is_answered(severity: Severity, answer: Raw) -> bool:
    return severity is Severity.QUERY and len(str(answer or "").strip()) >= SHORTEST_ANSWER


def _rows_by_id(block: Block) -> dict[str, int]:
    """Index of each row by what marks call it: its id, or "d" and its sheet row."""
    ids = block.headings.index(ROW_ID.heading) if ROW_ID.heading in block.headings else None
    return {
        str((row[ids] if ids is not None else None) or f"d{block.row_number(index)}").casefold(): (
            index
        )
        for index, row in enumerate(block.rows)
    }


def _same(now: Raw, checked: Raw) -> bool:
    """Whether a cell still holds what it held at the check."""
    now, checked = (each.date() if isinstance(each, datetime) else each for each in (now, checked))
    now, checked = ("" if each is None else each for each in (now, checked))
    return now == checked or str(now) == str(checked)


def _order(blocks: Mapping[str, Block], place: Place) -> tuple[int, int, int]:
    sheets = {
        block.sheet: _TABLE_ORDER[name] for name, block in blocks.items() if name in _TABLE_ORDER
    }
    cells = parse_range(place.cell)
    row, column = (cells.first_row, cells.first_column) if cells else (0, 0)
    return sheets.get(place.sheet, -1), row, column
