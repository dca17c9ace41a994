"""Nhận phiếu đơn vị: which returned slips count, what they change, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from addin.book.port import Book
from addin.book.slip import ReturnedSlip, read_slip
from addin.folders import folder_to_read, name_below
from addin.opening import Opened
from addin.other_files import NOT_READ
from addin.refusal import Refusal
from addin.results import slip_rows_view
from addin.slips.issuing import mark_of, require_sound_ids, row_id
from validators.blocks import Block, Raw
from validators.columns import ROW_ID, Record
from validators.records import SlipRow, Unit
from validators.register import Register
from validators.slip_changes import ChangeKind, Comparison, RowChange, TableChanges, as_raw
from validators.slips import (
    SLIP_TABLES,
    Marks,
    marks_as_text,
    marks_from_text,
    other_units,
    row_marks,
    told_columns,
)
from validators.tables import Table, read_table
from validators.text import clean, match_key

_SUFFIX = ".xlsx"
_NO_SLIP = "một tệp khác: hãy chép phần đã điền vào phiếu xã đã lập."
_ANEW = "lập phiếu mới từ sổ này rồi chép phần đã điền sang."
_OTHER_KINDS = {
    **NOT_READ,
    **dict.fromkeys((".csv", ".docx", ".doc", ".pdf"), _NO_SLIP),
    ".eml": "thư: hãy lưu tệp đính kèm vào thư mục này rồi nhận lại.",
}


@dataclass(frozen=True)
class Put:
    """A file that was put aside, with the reason."""

    file_name: str
    reason: str


@dataclass(frozen=True)
class _Slip:
    """A slip that may be taken; `known` by table, as it was written."""

    file_name: str
    unit: str
    mark: str
    issued: str
    saved: str
    tables: Mapping[str, Table[Any]]
    known: Mapping[str, Mapping[str, Marks]]

    @property
    def content(self) -> str:
        """A mark of all that it says."""
        lines = sorted(
            f"{name}|{record.row_id}|{marks_as_text(marks)}"
            for name, table in self.tables.items()
            for record in table.records
            if (marks := row_marks(table, record, _told(table)))
        )
        return sha256("\n".join(lines).encode()).hexdigest()[:12]


def _told(table: Table[Any]) -> list[Any]:
    return [each for each in told_columns(table.model) if each.field in table.places]


@dataclass
class UnitChanges:
    """What the slip of one unit changes, by table."""

    unit: str
    slip: _Slip
    tables: dict[str, TableChanges] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def rows(self, kind: ChangeKind | None = None) -> list[RowChange]:
        """The rows that change, of a kind or all, in the order of the sheets."""
        return [
            row for each in self.tables.values() for row in each.rows if kind in (None, row.kind)
        ]


@dataclass
class Collected:
    """What a folder of slips changes in a register."""

    units: list[UnitChanges] = field(default_factory=list)
    refused: list[Put] = field(default_factory=list)
    passed_over: list[Put] = field(default_factory=list)
    """Older slips and copies: nothing is lost by leaving them."""
    not_returned: list[str] = field(default_factory=list)

    def count(self, kind: ChangeKind) -> int:
        """Rows that change in this way."""
        return sum(len(each.rows(kind)) for each in self.units)

    @property
    def to_write(self) -> bool:
        """Whether the register changes at all."""
        return any(each.rows() for each in self.units)

    @property
    def needs_attention(self) -> bool:
        """Whether somebody has to look: a slip refused, a cell not taken, a clash."""
        return bool(self.refused) or any(
            each.clashes or each.unusable for unit in self.units for each in unit.tables.values()
        )


# What came back


def read_folder(
    folder: Path, register: Path | None
) -> tuple[list[tuple[str, ReturnedSlip]], list[Put]]:
    """The slips below a folder by file name, and the files that are none, each with the reason.

    Files of programs that have one open ("~$…") and the register itself are left out. Refusal
    where there is no such folder.
    """
    slips: list[tuple[str, ReturnedSlip]] = []
    refused: list[Put] = []
    for path in sorted(folder_to_read(folder).rglob("*")):
        suffix = path.suffix.lower()
        hidden = path.name.startswith(("~$", "."))
        if hidden or not path.is_file() or (register and path.resolve() == register.resolve()):
            continue
        name = name_below(folder, path)
        if suffix == _SUFFIX:
            try:
                slips.append((name, read_slip(path)))
            except Refusal as reason:
                refused.append(Put(name, str(reason)))
        elif suffix in _OTHER_KINDS:
            refused.append(Put(name, f"Không phải tệp .xlsx mà là {_OTHER_KINDS[suffix]}"))
    return slips, refused


def _accepted(name: str, returned: ReturnedSlip, register: Register) -> _Slip:
    """A slip that may speak for its unit in this register; Refusal where it may not."""
    if len(returned.heads) != 1:
        raise Refusal(
            "Trang Phiếu không còn ghi phiếu của đơn vị nào: hãy lấy lại phiếu xã đã lập."
        )
    head = returned.heads[0]
    unit, commune = clean(str(head["unit"] or "")), clean(str(head["commune"] or ""))
    mark, issued = str(head["mark"] or ""), str(head["issued"] or "")
    if not unit:
        raise Refusal("Phiếu chưa ghi tên đơn vị: hãy ghi vào ô Đơn vị của trang Phiếu.")
    if head["year"] != register.year:
        year = head["year"] or "không rõ"
        raise Refusal(
            f"Phiếu của năm {year}, sổ của năm {register.year}: hãy nhận vào sổ của năm ấy, hoặc "
            f"{_ANEW}"
        )
    own = register.settings.unit_name or ""
    if commune and own and match_key(commune) != match_key(own):
        raise Refusal(
            f"Phiếu của xã {commune}, sổ của xã {own}. Nếu xã đã đổi tên, sáp nhập thì {_ANEW}"
        )
    as_issued = mark == mark_of(commune, unit, register.year, issued)
    if as_issued and match_key(unit) not in register.units_by_key:
        raise Refusal(
            f"Sổ không còn đơn vị “{unit}” mà phiếu được lập cho. Nếu đơn vị đã đổi tên thì {_ANEW}"
        )
    if match_key(unit) not in register.units_by_key:
        raise Refusal(
            f"Sổ không có đơn vị “{unit}”: hãy ghi đúng tên đã khai ở trang {Unit.sheet}, hoặc "
            "khai thêm đơn vị."
        )
    if mark and not as_issued:
        raise Refusal(
            f"Tên đơn vị trên phiếu đã bị sửa (đang ghi “{unit}”): phiếu chỉ dùng cho đơn vị mà xã "
            "đã lập; hãy lấy đúng phiếu của đơn vị."
        )
    tables = {
        model.table: read_table(model, returned.blocks[model.table])
        for model in SLIP_TABLES
        if model.table in returned.blocks
    }
    strangers = [each for table in tables.values() for each in other_units(table, unit)]
    if strangers:
        cells = ", ".join(f"{cell} ghi “{named}”" for cell, named in strangers[:3])
        more = f" và {len(strangers) - 3} ô khác" if len(strangers) > 3 else ""
        raise Refusal(
            f"Phiếu của {unit} có dòng của đơn vị khác ({cells}{more}): mỗi đơn vị chỉ ghi dòng "
            "của mình; hãy sửa phiếu rồi nhận lại."
        )
    known = _known_of(SlipRow.rows(returned.blocks), unit) if mark else {}
    mark = mark or mark_of(own, unit, register.year, "")
    return _Slip(name, unit, mark, issued, returned.saved, tables, known)


def _known_of(rows: Iterable[Mapping[str, Raw]], unit: str) -> dict[str, dict[str, Marks]]:
    """Rows of tblDongPhieu about a unit: marks by row id by table."""
    known: dict[str, dict[str, Marks]] = {}
    for row in rows:
        if (
            row["table_name"]
            and row["row_id"]
            and match_key(str(row["unit"] or "")) == match_key(unit)
        ):
            marks = marks_from_text(str(row["cells"] or ""))
            known.setdefault(str(row["table_name"]), {})[str(row["row_id"])] = marks
    return known


# Which of several counts


@dataclass(frozen=True)
class _Taken:
    """What the register remembers of the slip that it last took from a unit."""

    mark: str
    issued: str
    saved: str
    content: str


def _taken(blocks: Mapping[str, Block]) -> dict[str, _Taken]:
    return {
        match_key(str(row["unit"])): _Taken(
            *(str(row[name] or "") for name in ("mark", "issued", "saved", "cells"))
        )
        for row in SlipRow.rows(blocks)
        if row["unit"] and not row["table_name"]
    }


def _that_counts(slips: Sequence[_Slip], done: Collected) -> _Slip | None:
    """Of one unit's slips the one last issued, and of its copies the one last saved.

    None, with all of them refused, where two differ and nothing tells which is newer.
    """
    newest = max(slips, key=lambda each: (each.issued, each.saved))
    for each in slips:
        if each is newest:
            continue
        if each.content == newest.content and each.mark == newest.mark:
            words = f"Bản sao của {newest.file_name}."
        elif (each.issued, each.saved) == (newest.issued, newest.saved):
            names = ", ".join(one.file_name for one in slips)
            reason = (
                f"{newest.unit} có nhiều phiếu khác nhau, không rõ bản nào mới hơn ({names}): hãy "
                "chỉ để lại một bản trong thư mục, hoặc mở bản đúng, bấm Lưu rồi nhận lại."
            )
            done.refused += [Put(one.file_name, reason) for one in slips]
            return None
        else:
            words = f"Đơn vị có phiếu mới hơn: {newest.file_name} ({_times(newest)})."
        done.passed_over.append(Put(each.file_name, words))
    return newest


def _times(slip: _Slip) -> str:
    """By what it was found newer."""
    return f"lập lúc {slip.issued or 'không rõ'}, lưu lúc {slip.saved or 'không rõ'} (giờ UTC)"


def _is_older(slip: _Slip, taken: _Taken | None) -> bool:
    """Whether the register has already taken a newer slip of the unit."""
    if taken is None or slip.content == taken.content:
        return False
    if slip.mark != taken.mark:
        return slip.issued < taken.issued
    return slip.saved < taken.saved


# What it changes


def compare(
    opened: Opened, slips: Iterable[tuple[str, ReturnedSlip]], refused: Iterable[Put] = ()
) -> Collected:
    """What the slips change in a register; nothing is written.

    Refusal where the register lacks a column that a slip fills, or has two rows of one Mã dòng.
    """
    register = opened.register
    require_sound_ids(register)
    done = Collected(refused=list(refused))
    by_unit: dict[str, list[_Slip]] = {}
    for name, returned in slips:
        try:
            slip = _accepted(name, returned, register)
        except Refusal as reason:
            done.refused.append(Put(name, str(reason)))
            continue
        by_unit.setdefault(match_key(slip.unit), []).append(slip)
    remembered = list(SlipRow.rows(opened.content.blocks))
    taken = _taken(opened.content.blocks)
    for key, several in by_unit.items():
        slip_ = _that_counts(several, done)
        if slip_ is None:
            continue
        before = taken.get(key)
        if _is_older(slip_, before):
            words = "Sổ đã nhận phiếu mới hơn của đơn vị; nếu đây mới là bản đúng thì mở ra, bấm "
            done.passed_over.append(Put(slip_.file_name, f"{words}Lưu rồi nhận lại."))
            continue
        known = (
            _known_of(remembered, slip_.unit)
            if before and before.mark == slip_.mark
            else slip_.known
        )
        done.units.append(_unit_changes(register, slip_, known))
    done.not_returned = [
        str(each.name)
        for each in register.units
        if each.name and match_key(each.name) not in {*by_unit, *taken}
    ]
    order = {
        key: place for place, key in enumerate(match_key(u.name or "") for u in register.units)
    }
    done.units.sort(key=lambda each: order.get(match_key(each.unit), 0))
    return done


def _unit_changes(
    register: Register, slip: _Slip, known: Mapping[str, Mapping[str, Marks]]
) -> UnitChanges:
    declared = register.units_by_key[match_key(slip.unit)]
    found = UnitChanges(str(declared.name), slip)
    for model in SLIP_TABLES:
        known_here = known.get(model.table, {})
        if model.table not in slip.tables:
            if known_here:
                found.tables[model.table] = TableChanges(known=dict(known_here))
                found.notes.append(
                    f"Phiếu thiếu trang {model.sheet}: các dòng ấy giữ như trong sổ."
                )
            continue
        table, stored = slip.tables[model.table], _register_table(register, model)
        missing = [each.heading for each in table.missing if each is not ROW_ID]
        if missing:
            words = f"Trang {model.sheet} của phiếu thiếu cột {', '.join(missing)}"
            found.notes.append(f"{words}: các ô ấy giữ như trong sổ.")
        ids = re.compile(rf"{model.prefix}-{slip.mark}-\d{{2,6}}")
        free = _free_ids(model, slip.mark, table, stored, known_here)
        comparison = Comparison(table, stored, known_here, slip.unit, ids, free)
        found.tables[model.table] = comparison.changes()
    return found


def _register_table(register: Register, model: type[Record]) -> Table[Any]:
    table = register.tables.get(model.table)
    if table is None:
        raise Refusal(
            f"Sổ thiếu bảng {model.table} của trang {model.sheet}: hãy dùng bản sao dự phòng của "
            "sổ."
        )
    for each in (*model.data_columns(), ROW_ID):
        if each.field not in table.places:
            raise Refusal(
                f"Trang {model.sheet} của sổ thiếu cột “{each.heading}”: hãy thêm lại cột ấy (nút "
                "Phục hồi mẫu) rồi làm lại."
            )
    return table


def _free_ids(
    model: type[Record], mark: str, slip: Table[Any], register: Table[Any], known: Iterable[str]
) -> Iterator[str]:
    """Ids of the slip that nobody bears, for rows that have lost theirs."""
    used = {each.row_id for each in (*slip.records, *register.records)} | set(known)
    ids = (row_id(model, mark, number) for number in count(1))
    return (each for each in ids if each not in used)


# Writing


def write(book: Book, opened: Opened, collected: Collected) -> None:
    """Write what was collected into the register's rows, and remember what was taken."""
    changed = [each for each in collected.units if each.rows()]
    for model in SLIP_TABLES:
        rows = [
            (unit, row)
            for unit in changed
            for row in (unit.tables[model.table].rows if model.table in unit.tables else ())
        ]
        if not rows:
            continue
        table = opened.register.tables[model.table]
        ids = book.fill(model.table, [_values(table, unit.unit, row) for unit, row in rows])
        for (unit, row), given in zip(rows, ids, strict=True):
            known = unit.tables[model.table].known
            if given != row.known_as and row.known_as in known:
                known[given] = known.pop(row.known_as)
    book.show([slip_rows_view(list(_remembered(opened.content.blocks, changed)))])


def _values(table: Table[Any], unit: str, row: RowChange) -> dict[str, Raw]:
    """A row as `Book.fill` takes it, under the headings of the sheet."""
    values: dict[str, Raw] = {
        table.heading(cell.column.field): as_raw(cell.new) for cell in row.cells
    }
    if row.kind is ChangeKind.NEW:
        values[table.heading("unit")] = unit
    return {table.heading("row_id"): row.row_id, **values}


def _remembered(
    blocks: Mapping[str, Block], changed: Sequence[UnitChanges]
) -> Iterator[dict[str, Raw]]:
    """tblDongPhieu anew: the units whose slips were taken now, after all others."""
    now = {match_key(each.unit) for each in changed}
    for row in SlipRow.rows(blocks):
        if row["unit"] and match_key(str(row["unit"])) not in now:
            yield row
    for unit in changed:
        slip = unit.slip
        head: dict[str, Raw] = {
            "unit": unit.unit,
            "mark": slip.mark,
            "issued": slip.issued or None,
            "saved": slip.saved or None,
        }
        yield {**head, "cells": slip.content}
        for name, changes in unit.tables.items():
            for key, marks in changes.known.items():
                cells = marks_as_text(marks)
                yield {**head, "table_name": name, "row_id": key, "cells": cells}
