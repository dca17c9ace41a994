"""The habits of offices through the commands alone: new, import-plan, plan, import-plan."""

from pathlib import Path

import pytest

from addin.book.closed import ClosedBook
from addin.cli import run
from tests.documents.importing.habits import HABITS, Habit
from validators.columns import ROW_ID
from validators.records import Paper, PlanRow, Recipient, SettingRow

TABLES = (PlanRow, Paper, Recipient, SettingRow)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("so") / "so.xlsx"
    assert run(["new", str(path), "--year", "2020", "--unit", "Lam Vỹ"]) == 0
    return path.read_bytes()


def cells(path: Path) -> dict[str, list[list[object]]]:
    """What stands in the tables that an import fills."""
    blocks = ClosedBook(path).read().blocks
    return {model.table: [row for row in blocks[model.table].rows if any(row)] for model in TABLES}


@pytest.mark.slow
@pytest.mark.parametrize("habit", HABITS, ids=str)
def test_the_rows_of_both_imports_are_the_same(habit: Habit, empty: bytes, tmp_path: Path) -> None:
    first, second, plan = (tmp_path / name for name in ("mot.xlsx", "hai.xlsx", "moi.docx"))
    for book, source in ((first, habit.write(tmp_path)), (second, plan)):
        book.write_bytes(empty)
        assert run(["import-plan", str(source), str(book), "--in-place"]) == 0
        assert run(["plan", str(book), "-o", str(plan), "--date", "5/2/2020"]) == 0
    assert cells(second) == cells(first)
    rows = ClosedBook(first).read().blocks[PlanRow.table]
    ids = rows.headings.index(ROW_ID.heading)
    filled = [row for row in rows.rows if any(value for at, value in enumerate(row) if at != ids)]
    assert len(filled) == len(habit.expected)
