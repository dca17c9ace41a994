"""From a block of raw values to records: which column is which, and what each cell says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from validators.blocks import Block, Raw
from validators.cells import BadCell, cell_reader
from validators.columns import CHECK, NUMBERING, Column, Kind, Record
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

    def lacks(self, *fields: str) -> bool:
        """Whether the sheet has no column for one of these fields."""
        return any(each.field in fields for each in self.missing)

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

    def is_empty(self, record: Record, name: str) -> bool:
        """Whether nothing stands in the cell, not even a formula that shows nothing."""
        cell = (record.row - self.block.first_row, self.places.get(name, -1))
        return record.is_blank(name) and cell not in self.block.formulas

    def heading(self, name: str) -> str:
        """The field's heading as it stands in the sheet."""
        if name not in self.places:
            return ""
        return self.block.headings[self.places[name]]


def _place_headings(table: Table[Any]) -> None:
    """Find each declared column among the sheet's headings, by exact name and then by likeness."""
    wanted = [each for each in table.model.columns() if each.kind is not Kind.FORMULA]
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
        if each.heading in known:
            continue
        alike = [index for index in free if fold(headings[index]) == fold(each.heading)]
        if alike:
            taken[alike[0]] = each
            free.remove(alike[0])
            table.misspelt.append(Heading(headings[alike[0]], alike[0], each.heading))
        else:
            table.missing.append(each)
    table.places = {each.field: index for index, each in taken.items()}


_Wrong = dict[int, dict[str, BadCell | None]]
"""By row index and field: the cells that hold no value of their type, None for an error value."""


def _read_column(raws: Sequence[Raw], column: Column) -> tuple[list[Any], dict[int, BadCell]]:
    """The column's values from top to bottom, and by row index the cells that cannot be read.

    Equal raw values are read once: a register has thousands of cells and few different ones.
    """
    read = cell_reader(column)
    keys: Sequence[Hashable] = raws
    if bool in map(type, raws):  # TRUE is equal to 1 in Python
        keys = list(zip(map(type, raws), raws, strict=True))
    values: dict[Hashable, Any] = {}
    bad: dict[Hashable, BadCell] = {}
    for key, raw in dict(zip(keys, raws, strict=True)).items():
        try:
            values[key] = read(raw)
        except BadCell as problem:
            values[key], bad[key] = None, problem
    bad_rows = {i: bad[key] for i, key in enumerate(keys) if key in bad} if bad else {}
    return [values[key] for key in keys], bad_rows


def _read_columns(table: Table[Any]) -> tuple[dict[str, list[Any]], _Wrong]:
    """The values of every column that holds any, by field, and the cells that are wrong."""
    declared = {each.field: each for each in table.model.columns()}
    raw_columns = list(zip(*table.block.rows, strict=True))
    columns: dict[str, list[Any]] = {}
    wrong: _Wrong = defaultdict(dict)
    for name, place in table.places.items():
        if not raw_columns or raw_columns[place].count(None) == len(raw_columns[place]):
            continue
        columns[name], bad = _read_column(raw_columns[place], declared[name])
        for index, problem in bad.items():
            wrong[index][name] = problem
    for index, place in table.block.errors:
        if place in table.fields:
            wrong[index][table.fields[place]] = None
    return columns, wrong


def read_table(model: type[R], block: Block) -> Table[R]:
    """Records of a block, one a row that holds anything besides its row id.

    A cell that cannot be read leaves its field None, is named in the record's `unreadable` and
    listed in the table's; the row lives on.
    """
    table = Table(model, block)
    _place_headings(table)
    columns, wrong = _read_columns(table)
    ids = columns.get("row_id", [None] * len(block.rows))
    rows = zip(*columns.values(), strict=True) if columns else [()] * len(block.rows)
    for index, (row_id, cells) in enumerate(zip(ids, rows, strict=True)):
        filled = len(cells) - cells.count(None) - (row_id is not None)
        problems = wrong.get(index, {})
        if not filled and not problems:
            continue
        values = dict(zip(columns, cells, strict=True))
        values |= {"row": block.row_number(index), "unreadable": frozenset(problems)}
        record = model.model_validate(values)
        table.records.append(record)
        table.unreadable += [
            UnreadableCell(record, name, each.problem, each.remedy)
            for name, each in problems.items()
            if each is not None
        ]
    return table


def nearest_heading(table: Table[Any], column: Column) -> str | None:
    """The unused heading of the sheet that a missing column may have been renamed to."""
    used = set(table.places.values())
    free = [each for i, each in enumerate(table.block.headings) if i not in used]
    return closest(column.heading, free)
