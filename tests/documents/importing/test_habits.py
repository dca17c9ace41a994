"""Old plans in the habits of offices: read as a person reads them, and the same when read again."""

from pathlib import Path

import pytest

from addin.documents.importing.rows import TABLES
from tests.documents.importing.habits import HABITS, Habit
from tests.documents.importing.round_trip import imported, outline, written


@pytest.mark.parametrize("habit", HABITS, ids=str)
def test_the_outline_is_what_a_person_reads(habit: Habit, tmp_path: Path) -> None:
    assert outline(imported(habit.write(tmp_path))) == habit.expected


@pytest.mark.parametrize("habit", HABITS, ids=str)
def test_number_day_subject_recipients_and_signature_are_what_a_person_reads(
    habit: Habit, tmp_path: Path
) -> None:
    read = imported(habit.write(tmp_path)).plan.as_json()
    number = f"{read['number']}/{read['symbol']}" if read["number_line"] else ""
    assert (number, read["date"], read["title"]) == (habit.number, habit.issued, habit.subject)
    assert tuple(read["recipients"]) == habit.recipients
    assert (*read["signature"]["lines"], read["signature"]["name"]) == habit.signature


@pytest.mark.parametrize("habit", HABITS, ids=str)
def test_the_plan_written_and_imported_again_gives_the_same_rows(
    habit: Habit, tmp_path: Path
) -> None:
    first = imported(habit.write(tmp_path))
    again = imported(written(first, tmp_path / "moi.docx"))
    assert {model.table: again.rows[model.table] for model in TABLES} == first.rows


@pytest.mark.parametrize("habit", HABITS, ids=str)
def test_every_paragraph_is_found_again_somewhere(habit: Habit, tmp_path: Path) -> None:
    plan = imported(habit.write(tmp_path)).plan
    assert plan.placed == set(range(plan.paragraphs))


def test_there_are_more_than_twenty_habits() -> None:
    assert len({habit.name for habit in HABITS}) == len(HABITS) > 20
