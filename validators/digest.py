"""Fingerprints of what staff have entered: for what summaries count, and for all of it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from validators.answers import Answer, AnswerKey
from validators.columns import Record
from validators.records import ENTRY_TABLES
from validators.register import Register
from validators.tables import Table

if TYPE_CHECKING:
    from hashlib import _Hash

DIGITS = 12
"""Hexadecimal digits of a digest: short enough to be printed and compared by eye."""

_PLACE = frozenset({"row", "row_id", "unreadable"})
"""Fields of a record that say where it stands, not what was entered."""

_as_json = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat
).encode


_BETWEEN = "\n"


def _rows(table: Table[Any]) -> list[str]:
    """Each record's values by field name; empty cells, row ids and blank rows leave no trace."""
    unreadable: dict[int, dict[str, str]] = {}
    for bad in table.unreadable:
        row = unreadable.setdefault(bad.record.row, {})
        row[bad.field] = str(table.raw(bad.record, bad.field))
    parts: list[Any] = []
    for record in table.records:
        values = {
            name: value
            for name, value in record.__dict__.items()
            if value is not None and name not in _PLACE
        }
        values.update(unreadable.get(record.row, {}))
        parts += (values, _BETWEEN)
    # Written in one go, which is faster; within a text the quotes around the mark are escaped.
    written = unicodedata.normalize("NFC", _as_json(parts[:-1]))
    return written[1:-1].split(f",{_as_json(_BETWEEN)},")


def digest(register: Register) -> str:
    """Twelve hexadecimal digits (SHA-256) of the values of the tables that summaries count.

    The order of rows and columns does not count, so sorting makes nothing stale; neither do row
    ids, blank rows, the form of a date or the composition of accents. Any other change does, that
    of a cell which cannot be read included.
    """
    counted = (model for model in ENTRY_TABLES if model.counted)
    return _values(register, counted).hexdigest()[:DIGITS]


def fingerprint(register: Register, answers: Mapping[AnswerKey, Answer]) -> str:
    """All 64 digits (SHA-256) of the values of all entry tables and of the answers to queries.

    By it a receiver knows whether a workbook is still what was sent, and a sender whether it is
    what was sent before. It tells of changes by slip or damage, not of who made them.
    """
    content = _values(register, ENTRY_TABLES)
    for (code, key), answer in sorted(answers.items()):
        kept = _as_json([code, key, answer.state, answer.text])
        content.update(unicodedata.normalize("NFC", kept).encode())
    return content.hexdigest()


def _values(register: Register, models: Iterable[type[Record]]) -> _Hash:
    content = sha256()
    for model in models:
        content.update(f"{model.table}\n".encode())
        if table := register.tables.get(model.table):
            content.update("\n".join(sorted(_rows(table))).encode())
    return content
