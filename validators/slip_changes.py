"""What a returned slip changes in the register, cell by cell.

Every cell is compared in three states: as unit and commune last knew it (`Known`), as the slip has
it now, as the register has it now. What only one of them has changed is clear; what both have
changed differently is a clash, and the register keeps what it has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from validators.blocks import Raw
from validators.columns import CHECK, NUMBERING, Column, Record
from validators.slips import Known, Marks, marks_as_text, row_marks, told_columns
from validators.tables import Table
from validators.text import clean, fold, match_key


class ChangeKind(StrEnum):
    """What becomes of a row; the value is its word in JSON."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class CellChange:
    """A cell that changes, values in the type of its column."""

    column: Column
    old: Any
    new: Any


@dataclass(frozen=True)
class RowChange:
    """A row that a slip changes.

    `row_id` is what names it in the register ("d12" where it has no id); of a new row, the id that
    it gets. `known_as` is by what the slip knows it. `place` is where it stands: in the register,
    of a new row in the slip.
    """

    kind: ChangeKind
    model: type[Record]
    row_id: str
    known_as: str
    subject: str
    place: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class Clash:
    """What was changed on both sides, left as the register has it; `problem` says what and why."""

    place: str
    subject: str
    problem: str


@dataclass(frozen=True)
class Unusable:
    """A cell of the slip that is not taken, with the words for it."""

    place: str
    subject: str
    problem: str
    remedy: str


@dataclass
class TableChanges:
    """What one table of a slip changes, and what is known of its rows afterwards."""

    rows: list[RowChange] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)
    known: dict[str, Marks] = field(default_factory=dict)


@dataclass
class _Line:
    """A row of a slip that says something; `row_id` is "" until one is found for it."""

    record: Record
    marks: dict[str, str]
    row_id: str = ""


class Comparison:
    """One table of a slip held against the same table of the register."""

    def __init__(
        self,
        slip: Table[Any],
        register: Table[Any],
        known: Known,
        unit: str,
        own_ids: re.Pattern[str],
        free_ids: Iterator[str],
    ) -> None:
        """`own_ids` fits the ids that the slip was made with, `free_ids` gives further ones."""
        self._slip, self._register, self._known = slip, register, known
        self._unit = match_key(unit)
        self._own_ids, self._free_ids = own_ids, free_ids
        self._columns = [each for each in told_columns(slip.model) if each.field in slip.places]
        subject = slip.model.subject_column().field
        self._anchor = "" if subject == "unit" else subject
        self._done = TableChanges()

    def changes(self) -> TableChanges:
        """What is new, changed, withdrawn, in clash, and cannot be used."""
        lines = self._named_lines()
        stored = self._stored_rows()
        for line in lines:
            self._take(line, stored.get(line.row_id))
        claimed = {line.row_id for line in lines}
        for row_id, marks in self._known.items():
            if row_id not in claimed:
                self._withdraw(row_id, marks, stored.get(row_id))
        return self._done

    # Which row is which

    def _named_lines(self) -> list[_Line]:
        """The rows of the slip, each with the id by which it is known.

        A row that lost its id, was copied with it or moved without it is known by what it says:
        what the commune has written beside a name must not come to stand beside another.
        """
        lines = [
            _Line(record, marks)
            for record in self._slip.records
            if (marks := row_marks(self._slip, record, self._columns))
        ]
        self._claim(lines, lambda line, given: line.marks == self._known[given])
        for line, row_id in self._same_elsewhere(lines):
            line.row_id = row_id
        self._claim(lines, self._same_subject)
        lost = self._lost(lines)
        for line in self._nameless(lines):
            line.row_id = self._likest(line.marks, lost, line.record.row_id or "")
            lost.pop(line.row_id, None)
        self._claim(lines, lambda line, given: True)
        taken = {line.row_id for line in lines}
        for line in self._nameless(lines):
            line.row_id = self._own_id(line, taken)
            taken.add(line.row_id)
        return lines

    @staticmethod
    def _nameless(lines: Iterable[_Line]) -> Iterator[_Line]:
        return (line for line in lines if not line.row_id)

    def _lost(self, lines: Iterable[_Line]) -> dict[str, Marks]:
        """The known rows that no line of the slip has claimed yet."""
        claimed = {line.row_id for line in lines}
        return {key: marks for key, marks in self._known.items() if key not in claimed}

    def _claim(self, lines: Sequence[_Line], fits: Callable[[_Line, str], bool]) -> None:
        """Give lines the ids that they bear, where they fit; of copies the likest gets it."""
        lost = self._lost(lines)
        holders: dict[str, _Line] = {}
        for line in self._nameless(lines):
            given = line.record.row_id or ""
            rival = holders.get(given)
            if (
                given in lost
                and fits(line, given)
                and (rival is None or self._agreement(line, given) > self._agreement(rival, given))
            ):
                holders[given] = line
        for row_id, line in holders.items():
            line.row_id = row_id

    def _same_elsewhere(self, lines: Sequence[_Line]) -> Iterator[tuple[_Line, str]]:
        """Lines that say all that a row said which bears another id: moved without it."""
        rows: dict[str, list[str]] = {}
        for key, marks in self._lost(lines).items():
            rows.setdefault(marks_as_text(marks), []).append(key)
        for line in self._nameless(lines):
            if same := rows.get(marks_as_text(line.marks)):
                yield line, same.pop(0)

    def _same_subject(self, line: _Line, row_id: str) -> bool:
        """Whether a line is about whom its row was about; a namesake of another age is not."""
        told, known = line.marks, self._known[row_id]
        return not self._anchor or all(
            told.get(each) == known.get(each) for each in (self._anchor, "birth")
        )

    def _own_id(self, line: _Line, taken: Collection[str]) -> str:
        """The id that a new row was made with; where it lost that, the one that it was given when
        it was taken and the job was stopped, or else a free one."""
        given = line.record.row_id or ""
        if self._own_ids.fullmatch(given) and given not in taken:
            return given
        for record in self._register.records:
            there = record.row_id or ""
            unclaimed = there not in taken and there not in self._known
            if unclaimed and self._own_ids.fullmatch(there) and self._says(record, line.marks):
                return there
        return next(self._free_ids)

    def _says(self, stored: Record, marks: Marks) -> bool:
        return row_marks(self._register, stored, self._columns) == marks

    def _agreement(self, line: _Line, row_id: str) -> int:
        return _alike(line.marks, self._known.get(row_id, {}))

    def _likest(self, marks: Marks, rows: Known, given: str = "") -> str:
        """The row that says most of the same of the same name; "" where none does.

        Of several it is the one whose id was given.
        """
        fitting = [
            key
            for key, each in rows.items()
            if not self._anchor
            or (self._anchor in each and each[self._anchor] == marks.get(self._anchor))
        ]
        return max(fitting, key=lambda key: (_alike(marks, rows[key]), key == given), default="")

    def _stored_rows(self) -> dict[str, Record]:
        """The register's rows by the id that the slip knows them by."""
        stored: dict[str, Record] = {}
        nameless: dict[str, Record] = {}
        for record in self._register.records:
            if record.row_id:
                stored.setdefault(record.row_id, record)
            elif match_key(getattr(record, "unit", None) or "") == self._unit:
                nameless[record.key] = record
        loose = {
            key: row_marks(self._register, record, self._columns)
            for key, record in nameless.items()
        }
        for row_id, marks in self._known.items():
            if row_id not in stored and (key := self._likest(marks, loose)):
                stored[row_id] = nameless[key]
                del loose[key]
        return stored

    # A row of the slip

    def _take(self, line: _Line, stored: Record | None) -> None:
        known = self._known.get(line.row_id)
        bad = set(self._report_unusable(line))
        if self._anchor and getattr(line.record, self._anchor) is None and self._anchor not in bad:
            column = self._slip.model.column_of(self._anchor)
            self._unusable(
                line.record,
                self._anchor,
                f"Dòng có số liệu mà chưa ghi {column.heading}.",
                "Ghi vào ô này, hoặc xóa trắng cả dòng nếu rút.",
            )
            bad.add(self._anchor)
        if self._anchor in bad:
            if known is not None:
                self._done.known[line.row_id] = known
            return
        if stored is None:
            self._take_unstored(line, known, bad)
        else:
            self._take_cells(line, known, bad, stored)

    def _report_unusable(self, line: _Line) -> Iterator[str]:
        """The fields of a line that cannot be read, each reported."""
        words = {
            each.field: (each.problem, each.remedy)
            for each in self._slip.unreadable
            if each.record is line.record
        }
        for column in self._columns:
            if column.field in line.record.unreadable:
                error = ("Ô báo lỗi của công thức.", "Gõ lại giá trị.")
                self._unusable(line.record, column.field, *words.get(column.field, error))
                yield column.field

    def _unusable(self, record: Record, name: str, problem: str, remedy: str) -> None:
        place = self._place(self._slip, record, name)
        self._done.unusable.append(Unusable(place, record.subject, problem, remedy))

    def _take_unstored(self, line: _Line, known: Marks | None, bad: Collection[str]) -> None:
        """A row that the register does not have: new, or deleted there."""
        usable = {name: mark for name, mark in line.marks.items() if name not in bad}
        place = self._place(self._slip, line.record, self._slip.model.subject_column().field)
        if known is None:
            cells = tuple(
                CellChange(each, None, getattr(line.record, each.field))
                for each in self._columns
                if each.field in usable
            )
            self._add(ChangeKind.NEW, line.row_id, line.row_id, line.record.subject, place, cells)
            self._done.known[line.row_id] = usable
            return
        self._done.known[line.row_id] = known
        if any(mark != known.get(name, "") for name, mark in usable.items()):
            problem = "Đơn vị sửa dòng này nhưng xã đã xóa nó khỏi sổ."
            self._done.clashes.append(Clash(place, line.record.subject, problem))

    def _take_cells(
        self, line: _Line, known: Marks | None, bad: Collection[str], stored: Record
    ) -> None:
        """A row that both have, cell by cell."""
        here = row_marks(self._register, stored, self._columns)
        moved = match_key(getattr(stored, "unit", None) or "") != self._unit
        if known and self._is_somebody_else(line, stored, known):
            heading = self._worked_on(stored)
            if heading:
                self._done.known[line.row_id] = known
                name = line.record.subject
                problem = f"Đơn vị thay bằng “{name}” nhưng xã đã ghi ô {heading}."
                self._done.clashes.append(Clash(self._place_of(stored), stored.subject, problem))
                return
        cells: list[CellChange] = []
        kept = dict(known or {})
        for column in self._columns:
            name = column.field
            theirs, ours = line.marks.get(name, ""), here.get(name, "")
            before = (known or {}).get(name, "")
            if name in bad:
                continue
            if theirs in (ours, before):
                kept[name] = theirs
            elif ours == before and not moved and not self._is_formula(stored, name):
                kept[name] = theirs
                new = getattr(line.record, name)
                cells.append(CellChange(column, self._shown(stored, name), new))
            else:
                self._clash(line, stored, column, moved)
        self._done.known[line.row_id] = {name: mark for name, mark in kept.items() if mark}
        if cells:
            place = self._place_of(stored)
            what = (stored.key, line.row_id, stored.subject)
            self._add(ChangeKind.CHANGED, *what, place, tuple(cells))

    def _clash(self, line: _Line, stored: Record, column: Column, moved: bool) -> None:
        here, theirs = self._shown(stored, column.field), getattr(line.record, column.field)
        why = (
            "trong sổ dòng này đã chuyển sang đơn vị khác"
            if moved
            else "ô trong sổ là công thức"
            if self._is_formula(stored, column.field)
            else "cả hai bên cùng sửa"
        )
        self._done.clashes.append(
            Clash(
                self._place(self._register, stored, column.field),
                stored.subject,
                f"{column.heading}: sổ ghi “{said(here)}”, phiếu ghi “{said(theirs)}”; {why}.",
            )
        )

    # A row that is gone from the slip

    def _withdraw(self, row_id: str, known: Marks, stored: Record | None) -> None:
        if stored is None:
            return
        place = self._place_of(stored)
        if why := self._hindrance(stored, known):
            self._done.known[row_id] = known
            problem = f"Đơn vị rút dòng này nhưng {why}."
            self._done.clashes.append(Clash(place, stored.subject, problem))
            return
        filled = (
            each
            for each in self._register.model.data_columns()
            if each.field in self._register.places
        )
        cells = tuple(
            CellChange(each, value, None)
            for each in filled
            if (value := self._register.raw(stored, each.field)) is not None
        )
        self._add(ChangeKind.WITHDRAWN, stored.key, row_id, stored.subject, place, cells)

    def _hindrance(self, stored: Record, known: Marks) -> str:
        """Why a row may not be emptied: somebody in the commune has worked on it."""
        if match_key(getattr(stored, "unit", None) or "") != self._unit:
            return "trong sổ dòng đã chuyển sang đơn vị khác"
        columns = {each.field: each for each in self._columns}
        here = row_marks(self._register, stored, self._columns)
        for name, column in columns.items():
            if here.get(name, "") != known.get(name, "") or self._is_formula(stored, name):
                return f"xã đã sửa ô {column.heading}"
        if heading := self._worked_on(stored):
            return f"xã đã ghi ô {heading}"
        return ""

    def _worked_on(self, stored: Record) -> str:
        """The heading of a cell that only the commune fills, where it has; else ""."""
        columns = [each.field for each in self._columns]
        block = self._register.block
        index = stored.row - block.first_row
        told = {self._register.places.get(name) for name in (*columns, "unit", "row_id")}
        declared = set(self._register.places.values())
        for place, (heading, value) in enumerate(
            zip(block.headings, block.rows[index], strict=True)
        ):
            told_here = place in told or heading in {CHECK.heading, NUMBERING.heading}
            staffs_formula = place not in declared and (index, place) in block.formulas
            if not told_here and value is not None and not staffs_formula:
                return heading
        return ""

    def _is_somebody_else(self, line: _Line, stored: Record, known: Marks) -> bool:
        """Whether a unit has put another over a row's subject, and not only spelt it better."""
        name = self._anchor
        if not name or line.marks.get(name) == known.get(name):
            return False
        told, here = (fold(str(getattr(each, name) or "")) for each in (line.record, stored))
        births = {getattr(each, "birth", None) for each in (line.record, stored)}
        return told != here and (len(births) > 1 or None in births)

    # Small matters

    def _add(
        self,
        kind: ChangeKind,
        row_id: str,
        known_as: str,
        subject: str,
        place: str,
        cells: tuple[CellChange, ...],
    ) -> None:
        self._done.rows.append(
            RowChange(kind, self._register.model, row_id, known_as, subject, place, cells)
        )

    def _is_formula(self, stored: Record, name: str) -> bool:
        place = (stored.row - self._register.block.first_row, self._register.places.get(name, -1))
        return place in self._register.block.formulas

    def _shown(self, stored: Record, name: str) -> Any:
        if name in stored.unreadable:
            return self._register.raw(stored, name)
        return getattr(stored, name)

    def _place_of(self, stored: Record) -> str:
        return self._place(self._register, stored, self._slip.model.subject_column().field)

    @staticmethod
    def _place(table: Table[Any], record: Record, name: str) -> str:
        return f"{table.block.sheet}!{table.address(record, name)}"


def _alike(one: Marks, other: Marks) -> int:
    return len(one.items() & other.items())


def said(value: Any) -> str:
    """A value as a list for reading quotes it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    text = clean(str(value))
    return text if len(text) <= 60 else f"{text[:57]}…"


def as_raw(value: Any) -> Raw:
    """A value in the type of its column as a workbook is given it."""
    return str(value) if isinstance(value, str) else value
