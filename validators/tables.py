"""From a block of raw values to records: which column is which, and what each cell says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from validators.blocks import Block, Raw
from validators.cells import BadCell, read_cell
from validators.columns import CHECK, NUMBERING, Column, Record
from validators.text import clean, closest, fold, same_tones

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class UnreadableCell:
    """A cell that is not of its column's type, with the words for it."""

    record: Record
    field: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the sheet that calls for a word: `column` is the index within the block."""

    typed: str
    column: int
    meant: str


@dataclass
class Table(Generic[R]):
    """One entry table as read: its records, and what was odd about their cells and headings.

    `places` maps a field to its column's index in the block; a missing column has no place.
    """

    model: type[R]
    block: Block
    places: dict[str, int] = field(default_factory=dict)
    records: list[R] = field(default_factory=list)
    unreadable: list[UnreadableCell] = field(default_factory=list)
    missing: list[Column] = field(default_factory=list)
    misspelt: list[Heading] = field(default_factory=list)
    repeated: list[Heading] = field(default_factory=list)

    @cached_property
    def fields(self) -> dict[int, str]:
        """The field of each recognised column index."""
        return {place: name for name, place in self.places.items()}

    @cached_property
    def by_index(self) -> dict[int, R]:
        """Records by the index of their row in the block; blank rows have none."""
        return {record.row - self.block.first_row: record for record in self.records}

    def address(self, record: Record, name: str) -> str:
        """The cell of a record's field; empty if the sheet lacks the column."""
        if name not in self.places:
            return ""
        return self.block.address(record.row - self.block.first_row, self.places[name])

    def raw(self, record: Record, name: str) -> Raw:
        """What the cell of a record's field holds, as it was read."""
        if name not in self.places:
            return None
        return self.block.rows[record.row - self.block.first_row][self.places[name]]

    def heading(self, name: str) -> str:
        """The field's heading as it stands in the sheet."""
        if name not in self.places:
            return ""
        return self.block.headings[self.places[name]]


def _place_headings(table: Table[Any]) -> None:
    """Find each declared column among the sheet's headings, by exact name and then by likeness."""
    wanted = [each for each in table.model.columns() if each not in (CHECK, NUMBERING)]
    headings = [same_tones(clean(heading)) for heading in table.block.headings]
    taken: dict[int, Column] = {}
    for each in wanted:
        found = [index for index, heading in enumerate(headings) if heading == each.heading]
        if found:
            taken[found[0]] = each
            table.repeated += [Heading(headings[i], i, each.heading) for i in found[1:]]
    known = {each.heading for each in (*taken.values(), CHECK, NUMBERING)}
    free = [i for i, heading in enumerate(headings) if i not in taken and heading not in known]
    for each in wanted:
        if each in taken.values():
            continue
        alike = [index for index in free if fold(headings[index]) == fold(each.heading)]
        if alike:
            taken[alike[0]] = each
            free.remove(alike[0])
            table.misspelt.append(Heading(headings[alike[0]], alike[0], each.heading))
        else:
            table.missing.append(each)
    table.places = {each.field: index for index, each in taken.items()}


def _cell_values(
    table: Table[Any], place: int, each: Column
) -> Iterator[tuple[Any, BadCell | None]]:
    """The column's values from top to bottom; equal raw values are read once."""
    seen: dict[tuple[type, Raw], tuple[Any, BadCell | None]] = {}
    for row in table.block.rows:
        raw = row[place]
        key = (type(raw), raw)
        if key not in seen:
            try:
                seen[key] = (read_cell(raw, each), None)
            except BadCell as bad:
                seen[key] = (None, bad)
        yield seen[key]


def read_table(model: type[R], block: Block) -> Table[R]:
    """Records of a block, one a row that holds anything besides its row id.

    A cell that cannot be read leaves its field None, is named in the record's `unreadable` and
    listed in the table's; the row lives on.
    """
    table = Table(model, block)
    _place_headings(table)
    fields = list(table.places)
    by_field = {each.field: each for each in model.columns()}
    columns = [
        list(_cell_values(table, place, by_field[name])) for name, place in table.places.items()
    ]
    error_rows = {index for index, _ in block.errors}
    for index, cells in enumerate(zip(*columns, strict=True)):
        values = {
            name: value for name, (value, _) in zip(fields, cells, strict=True) if value is not None
        }
        bad = {name: problem for name, (_, problem) in zip(fields, cells, strict=True) if problem}
        if not bad and index not in error_rows and values.keys() <= {"row_id"}:
            continue
        wrong = set(bad)
        if index in error_rows:
            wrong |= {table.fields[j] for i, j in block.errors if i == index and j in table.fields}
        record = model.model_validate(
            {"row": block.row_number(index), "unreadable": frozenset(wrong), **values}
        )
        table.records.append(record)
        table.unreadable += [
            UnreadableCell(record, name, each.problem, each.remedy) for name, each in bad.items()
        ]
    return table


def nearest_heading(table: Table[Any], column: Column) -> str | None:
    """The unused heading of the sheet that a missing column may have been renamed to."""
    used = set(table.places.values())
    free = [each for i, each in enumerate(table.block.headings) if i not in used]
    return closest(column.heading, free)
