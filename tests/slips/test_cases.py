"""What a slip changes, drawn as tables: as written, as returned, as the register then is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from tests.support.fixtures import block_of, sections, table_rows
from validators.records import Registration
from validators.slip_changes import ChangeKind, Comparison, TableChanges, said
from validators.slips import SlipRegistration, row_marks, told_columns
from validators.tables import Table, read_table

UNIT, MARK = "Xóm 1", "MAUXX"
WORDS = {ChangeKind.NEW: "mới", ChangeKind.CHANGED: "sửa", ChangeKind.WITHDRAWN: "rút"}

Rows = list[dict[str, str]]


@dataclass
class Case:
    title: str
    parts: dict[str, Rows] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.title


def cases() -> Iterator[Case]:
    text = (Path(__file__).parent / "cases.md").read_text("utf-8")
    for title, body in sections(text.splitlines(), "## "):
        case = Case(title)
        for part, lines in sections(body, "### "):
            case.parts[part] = table_rows(lines)
        yield case


def register_table(rows: Rows) -> Table[Registration]:
    return read_table(
        Registration, block_of(Registration, [{"Đơn vị": UNIT} | row for row in rows])
    )


def slip_table(rows: Rows) -> Table[SlipRegistration]:
    return read_table(SlipRegistration, block_of(SlipRegistration, rows))


def changes(case: Case) -> TableChanges:
    written = register_table(case.parts["Lúc lập"])
    slip = slip_table(case.parts["Phiếu"])
    now = register_table(case.parts["Sổ"]) if "Sổ" in case.parts else written
    own = [each for each in written.records if each.unit == UNIT]
    known = {
        each.row_id or f"DK-{MARK}-{number:02}": row_marks(
            written, each, told_columns(SlipRegistration)
        )
        for number, each in enumerate(own, start=1)
    }
    used = {each.row_id for each in (*slip.records, *now.records)} | known.keys()
    free = (name for n in count(1) if (name := f"DK-{MARK}-{n:02}") not in used)
    ids = re.compile(rf"DK-{MARK}-\d+")
    return Comparison(slip, now, known, UNIT, ids, free).changes()


def told(found: TableChanges) -> Iterator[tuple[str, str, str]]:
    for row in found.rows:
        cells = "; ".join(
            f"{each.column.heading}: {said(each.old)} → {said(each.new)}" for each in row.cells
        )
        words = cells if row.kind is ChangeKind.CHANGED else row.row_id
        yield WORDS[row.kind], row.subject, " ".join(words.split())
    for clash in found.clashes:
        yield "vướng", clash.subject, clash.problem
    for cell in found.unusable:
        yield "ô sai", cell.subject, f"{cell.place} {cell.problem}"


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_a_slip_changes_what_the_table_says_and_nothing_else(case: Case) -> None:
    found = list(told(changes(case)))
    wanted = [(row["Việc"], row["Đối tượng"], row["Nội dung"]) for row in case.parts["Kết quả"]]
    assert [each[:2] for each in found] == [each[:2] for each in wanted]
    for (_, _, words), (_, _, quoted) in zip(found, wanted, strict=True):
        assert quoted in words


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_what_is_known_afterwards_makes_the_same_slip_say_nothing_new(case: Case) -> None:
    """After writing, the register has what the slip says, but for what was in clash or unusable."""
    found = changes(case)
    slip = slip_table(case.parts["Phiếu"])
    written = case.parts.get("Sổ", case.parts["Lúc lập"])
    if any("công thức" in value for row in written for value in row.values()):
        return
    after = register_table(_applied(written, found))
    ids = re.compile(rf"DK-{MARK}-\d+")
    free = (f"DK-{MARK}-{n}" for n in count(50))
    again = Comparison(slip, after, found.known, UNIT, ids, free).changes()
    assert not again.rows
    assert [each.problem for each in again.clashes] == [each.problem for each in found.clashes]
    assert again.unusable == found.unusable


def _applied(rows: Rows, found: TableChanges) -> Rows:
    """The register's rows with the changes written, new rows at the end."""
    result = [dict(row) for row in rows]
    for change in found.rows:
        cells = {each.column.heading: said(each.new) for each in change.cells}
        if change.kind is ChangeKind.NEW:
            result.append({"Mã dòng": change.row_id, "Đơn vị": UNIT} | cells)
            continue
        [row] = [
            each
            for number, each in enumerate(result, start=5)
            if (each["Mã dòng"] or f"d{number}") == change.row_id
        ]
        row.update(cells)
    return result
