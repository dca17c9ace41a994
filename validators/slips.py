"""A unit's slip: what of the register's tables a unit fills, and the marks of what it filled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any, ClassVar

from validators.catalogue import HAMLETS, UnitKind
from validators.columns import Column, Record
from validators.records import (
    Collective,
    CulturalFamilies,
    Movement,
    Nomination,
    Registration,
    Unit,
)
from validators.tables import Table
from validators.text import match_key

COMMUNE_GROUPS = frozenset({"Xét duyệt", "Hồ sơ", "Kết quả"})
"""Column groups that only the commune fills: votes, dossier, decision."""

_HINTS = {
    Unit.table: "Đơn vị của phiếu này; phiếu không nhận dòng của đơn vị khác.",
    Movement.table: "Phong trào chưa có trong danh sách thì báo xã.",
}


def _of_a_unit(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns that a unit fills, with hints that do without the register's other sheets."""
    return tuple(
        replace(each, hint=_HINTS.get(each.refers_to, each.hint))
        for each in columns
        if each.group not in COMMUNE_GROUPS
    )


class SlipRegistration(Registration):
    """A registration as a unit fills it."""

    @classmethod
    def data_columns(cls) -> tuple[Column, ...]:
        """Columns that the unit fills."""
        return _of_a_unit(super().data_columns())


class SlipNomination(Nomination):
    """A nomination as a unit fills it: without votes, dossier and decision."""

    note: ClassVar[str] = (
        "Mỗi dòng là một đề nghị: ai, danh hiệu hoặc hình thức gì, thành tích. Hồ sơ, phiếu bầu, "
        "quyết định do xã ghi."
    )

    @classmethod
    def data_columns(cls) -> tuple[Column, ...]:
        """Columns that the unit fills."""
        return _of_a_unit(super().data_columns())


class SlipCollective(Collective):
    """The year's counts of a collective as its unit fills them."""

    @classmethod
    def data_columns(cls) -> tuple[Column, ...]:
        """Columns that the unit fills."""
        return _of_a_unit(super().data_columns())


class SlipCulturalFamilies(CulturalFamilies):
    """The year's counts of cultural families as a hamlet fills them."""

    @classmethod
    def data_columns(cls) -> tuple[Column, ...]:
        """Columns that the unit fills."""
        return _of_a_unit(super().data_columns())


SLIP_TABLES: tuple[type[Record], ...] = (
    SlipRegistration,
    SlipNomination,
    SlipCollective,
    SlipCulturalFamilies,
)
"""What a slip may hold, in the order of its sheets."""


def tables_for(kind: UnitKind | None) -> tuple[type[Record], ...]:
    """What a unit of a kind fills: cultural families are a hamlet's, counts of people all others'.

    A unit of unknown kind fills everything.
    """
    out = {None: None, True: SlipCollective, False: SlipCulturalFamilies}
    left = out[None if kind is None else kind in HAMLETS]
    return tuple(each for each in SLIP_TABLES if each is not left)


# Marks: what a cell holds, told without telling it

Marks = Mapping[str, str]
"""The marks of a row's filled cells by field."""

Known = Mapping[str, Marks]
"""The rows of one table by row id, as unit and commune last knew them."""


def cell_mark(value: Any) -> str:
    """Twelve hexadecimal digits (SHA-256) of a value; "" for an empty cell.

    The composition of accents, the ends of lines and the form of a number make no difference.
    """
    if value is None:
        return ""
    if isinstance(value, date):
        text = value.isoformat()
    elif isinstance(value, float):
        text = f"{value:.15g}"
    else:
        text = "\n".join(str(value).splitlines())
        text = unicodedata.normalize("NFC", text).strip()
    return sha256(text.encode()).hexdigest()[:12]


def row_marks(table: Table[Any], record: Record, columns: Iterable[Column]) -> dict[str, str]:
    """The marks of a record's filled cells; one that cannot be read is known by what it holds."""
    marks = {}
    for each in columns:
        bad = each.field in record.unreadable
        value = f"?{table.raw(record, each.field)}" if bad else getattr(record, each.field)
        if mark := cell_mark(value):
            marks[each.field] = mark
    return marks


def marks_as_text(marks: Marks) -> str:
    """Marks as one cell keeps them."""
    return " ".join(f"{name}={mark}" for name, mark in sorted(marks.items()))


def marks_from_text(text: str) -> dict[str, str]:
    """The marks that a cell keeps; what is none is left out."""
    return dict(re.findall(r"(\w+)=([0-9a-f]{12})", text))


def told_columns(model: type[Record]) -> tuple[Column, ...]:
    """The columns of a slip's table that a unit tells something in: all but its own name."""
    return tuple(each for each in model.data_columns() if each.field != "unit")


def other_units(table: Table[Any], unit: str) -> Iterator[tuple[str, str]]:
    """Cells of a slip that name another unit than its own, with the name."""
    for record in table.records:
        named = getattr(record, "unit", None)
        if named and match_key(named) != match_key(unit):
            yield f"{table.block.sheet}!{table.address(record, 'unit')}", named
