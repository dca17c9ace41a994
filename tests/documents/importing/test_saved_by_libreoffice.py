"""The habits saved again by another program, which writes lists, styles and fonts its own way."""

import subprocess
from pathlib import Path

import pytest

from tests.documents.importing.habits import HABITS, Habit
from tests.documents.importing.round_trip import imported, outline

CHANGED = {
    "figures under Roman parts (isLgl)",  # becomes II.1
    "smart tags, hyperlinks, content controls, fields",  # the date is reckoned anew
    "a text box and a footnote",  # a box without a drawing around it is dropped
    "text that looks like code",  # _x0041_ is escaped
}
"""What it does not keep as it was."""
KEPT = [each for each in HABITS if each.name not in CHANGED]


@pytest.fixture(scope="module")
def saved(soffice: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all habits as LibreOffice has saved them, by the number of the habit."""
    folder = tmp_path_factory.mktemp("luu")
    for number, habit in enumerate(KEPT):
        habit.write(folder).rename(folder / f"{number}.docx")
    command = [
        "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "moi"),
        *map(str, sorted(folder.glob("*.docx"))),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / "moi"


@pytest.mark.slow
@pytest.mark.parametrize("habit", KEPT, ids=str)
def test_a_document_saved_by_another_program_is_read_the_same(habit: Habit, saved: Path) -> None:
    found = imported(saved / f"{KEPT.index(habit)}.docx")
    read = found.plan.as_json()
    assert outline(found) == habit.expected
    assert tuple(read["recipients"]) == habit.recipients
    assert (*read["signature"]["lines"], read["signature"]["name"]) == habit.signature
    assert (read["title"], read["date"]) == (habit.subject, habit.issued)
