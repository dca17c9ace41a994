"""What a folder of slips changes, as staff read it before and after, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from addin.slips.collecting import Collected, Put, UnitChanges
from validators.slip_changes import ChangeKind, RowChange, said

_KINDS = {
    ChangeKind.NEW: ("mới", "+"),
    ChangeKind.CHANGED: ("sửa", "~"),
    ChangeKind.WITHDRAWN: ("rút", "–"),
}


def counts_in_words(collected: Collected) -> str:
    """One sentence without names: "12 phiếu: 5 dòng mới, 2 dòng sửa, 1 dòng rút."."""
    rows = ", ".join(f"{collected.count(kind)} dòng {word}" for kind, (word, _) in _KINDS.items())
    words = f"{len(collected.units)} phiếu: {rows}"
    if collected.refused:
        words += f"; {len(collected.refused)} tệp không nhận"
    return f"{words}."


def in_words(collected: Collected) -> Iterator[str]:
    """The whole list, a line each."""
    yield counts_in_words(collected)
    told = {unit.unit: list(_unit_lines(unit)) for unit in collected.units}
    for lines in told.values():
        if lines:
            yield from ("", *lines)
    # What changes comes first: a long list is cut off in a box.
    if unchanged := [unit for unit, lines in told.items() if not lines]:
        yield from ("", f"Không có gì thay đổi: {', '.join(unchanged)}.")
    yield from _under("Không nhận, phải xử lý", collected.refused)
    yield from _under("Bỏ qua", collected.passed_over)
    if collected.not_returned:
        yield ""
        yield f"Chưa nhận được phiếu của: {', '.join(collected.not_returned)}."


def _under(heading: str, files: list[Put]) -> Iterator[str]:
    if files:
        yield from ("", f"{heading}:")
        yield from (f"  {each.file_name}: {each.reason}" for each in files)


def _unit_lines(unit: UnitChanges) -> Iterator[str]:
    """What a unit's slip changes and what is to be said of it; nothing where it only agrees."""
    rows = unit.rows()
    details = [*(f"  {note}" for note in unit.notes), *(f"  {_row_line(row)}" for row in rows)]
    for each in unit.tables.values():
        for clash in each.clashes:
            details.append(f"  ! {clash.place} {clash.subject}: {clash.problem} Giữ như trong sổ.")
        for cell in each.unusable:
            details.append(
                f"  ✗ Phiếu, ô {cell.place} {cell.subject}: {cell.problem} {cell.remedy}"
            )
    if not details:
        return
    counted = ", ".join(
        f"{len(unit.rows(kind))} dòng {word}"
        for kind, (word, _) in _KINDS.items()
        if unit.rows(kind)
    )
    yield f"{unit.unit} ({unit.slip.file_name}): {counted or 'không có gì thay đổi'}."
    yield from details


def _row_line(row: RowChange) -> str:
    word, sign = _KINDS[row.kind]
    where = f"phiếu {row.place}" if row.kind is ChangeKind.NEW else row.place
    head = f"{sign} {word}: {where} {row.subject}".rstrip()
    if row.kind is ChangeKind.WITHDRAWN:
        return head
    subject = row.model.subject_column().field
    if row.kind is ChangeKind.NEW:
        told = "; ".join(said(each.new) for each in row.cells if each.column.field != subject)
        return f"{head}: {told}" if told else head
    told = "; ".join(
        f"{each.column.heading} “{said(each.old)}” → “{said(each.new)}”" for each in row.cells
    )
    return f"{head}: {told}"


def as_json(collected: Collected) -> dict[str, Any]:
    """The shape of `collect --format json`."""
    return {
        "counts": {kind.value: collected.count(kind) for kind in ChangeKind},
        "units": [_unit_as_json(each) for each in collected.units],
        "refused": [{"file": each.file_name, "reason": each.reason} for each in collected.refused],
        "passed_over": [
            {"file": each.file_name, "reason": each.reason} for each in collected.passed_over
        ],
        "not_returned": collected.not_returned,
    }


def _unit_as_json(unit: UnitChanges) -> dict[str, Any]:
    tables = list(unit.tables.values())
    return {
        "unit": unit.unit,
        "file": unit.slip.file_name,
        "issued": unit.slip.issued,
        "saved": unit.slip.saved,
        "notes": unit.notes,
        "rows": [
            {
                "kind": row.kind.value,
                "table": row.model.table,
                "row_id": row.row_id,
                "place": row.place,
                "name": row.subject,
                "cells": [
                    {
                        "column": each.column.heading,
                        "old": said(each.old) or None,
                        "new": said(each.new) or None,
                    }
                    for each in row.cells
                ],
            }
            for row in unit.rows()
        ],
        "clashes": [
            {"place": each.place, "name": each.subject, "problem": each.problem}
            for table in tables
            for each in table.clashes
        ],
        "unusable": [
            {
                "place": each.place,
                "name": each.subject,
                "problem": each.problem,
                "remedy": each.remedy,
            }
            for table in tables
            for each in table.unusable
        ],
    }
