"""Lập phiếu đơn vị: the slips that a register writes for its units."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from addin.book.slip import Slip, build_slip
from addin.folders import folder_to_write
from addin.refusal import Refusal
from addin.saving import save_whole
from validators.blocks import Raw
from validators.columns import Record
from validators.records import Unit
from validators.regimes import regime_on
from validators.register import Register
from validators.slips import (
    SLIP_TABLES,
    SlipCollective,
    SlipCulturalFamilies,
    marks_as_text,
    row_marks,
    tables_for,
    told_columns,
)
from validators.tables import Table
from validators.text import ascii_name, match_key

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_MARK_LENGTH = 5
_LONGEST_NAME = 60
_BLANK_MARK = "PDV"
_ROWS, _FREE_ROWS = 40, 20
"""Rows that a table has at least, and empty ones under those that are filled."""


@dataclass(frozen=True)
class Issued:
    """A slip to be written, and its file's name, in ASCII."""

    file_name: str
    slip: Slip


def mark_of(commune: str, unit: str, year: int, issued: str) -> str:
    """What tells slips apart, even of one unit; it fits no other unit, year or time."""
    told = f"{match_key(commune)}|{match_key(unit)}|{year}|{issued}"
    number = int.from_bytes(sha256(told.encode()).digest()[:8], "big")
    letters = []
    for _ in range(_MARK_LENGTH):
        number, rest = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[rest])
    return "".join(letters)


def row_id(model: type[Record], mark: str, number: int) -> str:
    """The id of a row that a unit adds: "DK-7QXKM-03"; no register's own id looks like it."""
    return f"{model.prefix}-{mark}-{number:02}"


def blank_slip(year: int) -> Slip:
    """A slip for any unit of any commune."""
    rows = {model: _free_rows(model, "", _BLANK_MARK, 0) for model in SLIP_TABLES}
    return Slip("", year, "", "", "", rows)


def slips_of(register: Register, now: datetime, only: Collection[str] = ()) -> list[Issued]:
    """A slip for every unit, or for those named, filled with the unit's rows.

    Refusal where no unit is declared, a name is none, or two rows have one Mã dòng.
    """
    require_sound_ids(register)
    units = {match_key(each.name): each for each in register.units if each.name}
    if not units:
        raise Refusal(f"Sổ chưa khai đơn vị nào: hãy điền trang {Unit.sheet} rồi làm lại.")
    for name in only:
        if match_key(name) not in units:
            raise Refusal(f"Trang {Unit.sheet} không có đơn vị “{name}”: hãy ghi đúng tên.")
    wanted = {match_key(each) for each in only} or units.keys()
    names: set[str] = set()
    return [
        Issued(_file_name(str(unit.name), register.year, names), _slip(register, unit, now))
        for key, unit in units.items()
        if key in wanted
    ]


def write_slips(register: Register, issued: Sequence[Issued], folder: Path) -> list[Path]:
    """Write slips into a folder; Refusal, with nothing written, where one is already there."""
    paths = [folder / each.file_name for each in issued]
    taken = [path.name for path in paths if path.exists()]
    if taken:
        raise Refusal(
            f"Thư mục {folder} đã có {taken[0]}"
            + (f" và {len(taken) - 1} phiếu khác" if len(taken) > 1 else "")
            + ": hãy chọn thư mục trống, để không ghi đè phiếu đơn vị đã điền."
        )
    folder_to_write(folder)
    year = register.year
    regimes = (regime_on(date(year, 1, 1)), regime_on(date(year, 12, 31)))
    for path, each in zip(paths, issued, strict=True):
        save_whole(path, build_slip(each.slip, *regimes))
    return paths


def require_sound_ids(register: Register) -> None:
    """Refusal where two rows of a table have one Mã dòng: nobody could tell which is meant."""
    for model in SLIP_TABLES:
        seen: dict[str, int] = {}
        for record in _records(register, model):
            first = seen.setdefault(record.row_id or record.key, record.row)
            if first != record.row:
                raise Refusal(
                    f"Trang {model.sheet} có hai dòng cùng Mã dòng {record.row_id} (dòng {first} "
                    f"và dòng {record.row}): hãy xóa Mã dòng của dòng được chép sau rồi làm lại."
                )


def _records(register: Register, model: type[Record]) -> list[Any]:
    table = register.tables.get(model.table)
    return table.records if table else []


def _file_name(unit: str, year: int, taken: set[str]) -> str:
    stem = f"phieu_{ascii_name(unit)[:_LONGEST_NAME].strip('_') or 'don_vi'}"
    name, number = f"{stem}_{year}.xlsx", 1
    while name in taken:
        number += 1
        name = f"{stem}_{number}_{year}.xlsx"
    taken.add(name)
    return name


def _slip(register: Register, unit: Unit, now: datetime) -> Slip:
    name, commune = str(unit.name), register.settings.unit_name or ""
    issued = f"{now:%Y-%m-%d %H:%M:%S}"
    mark = mark_of(commune, name, register.year, issued)
    head: dict[str, Raw] = {"unit": name, "mark": mark, "issued": issued}
    rows: dict[type[Record], list[dict[str, Raw]]] = {}
    known: list[dict[str, Raw]] = []
    for model in tables_for(unit.kind):
        table = register.tables.get(model.table)
        if table is None:
            continue
        filled = list(_filled_rows(model, table, name, mark))
        rows[model] = [values for values, _ in filled]
        known += [
            {**head, "table_name": model.table, "row_id": values["row_id"], "cells": cells}
            for values, cells in filled
        ]
        rows[model] += _free_rows(model, name, mark, len(filled))
    movements = [each.name for each in register.movements if each.name]
    return Slip(name, register.year, commune, issued, mark, rows, movements, known)


def _filled_rows(
    model: type[Record], table: Table[Any], unit: str, mark: str
) -> Iterator[tuple[dict[str, Raw], str]]:
    """The unit's rows by field, each with the marks of its cells."""
    columns = [each for each in told_columns(model) if each.field in table.places]
    own = (each for each in table.records if match_key(each.unit or "") == match_key(unit))
    for number, record in enumerate(own, start=1):
        values: dict[str, Raw] = {
            each.field: table.raw(record, each.field)
            if each.field in record.unreadable
            else getattr(record, each.field)
            for each in columns
        }
        values["unit"] = unit
        values["row_id"] = record.row_id or row_id(model, mark, number)
        yield values, marks_as_text(row_marks(table, record, columns))


def _free_rows(model: type[Record], unit: str, mark: str, filled: int) -> list[dict[str, Raw]]:
    """Rows for the unit to fill, its name in them; ids go on after those that are filled."""
    if model is SlipCulturalFamilies:
        count = 0 if filled else 1
    elif model is SlipCollective:
        count = max(5 - filled, 2)
    else:
        count = max(_ROWS - filled, _FREE_ROWS)
    return [
        {"unit": unit or None, "row_id": row_id(model, mark, filled + number)}
        for number in range(1, count + 1)
    ]
