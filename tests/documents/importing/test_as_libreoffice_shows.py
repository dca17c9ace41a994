"""The marks of automatic lists against another program's: LibreOffice writes them as text."""

import re
import subprocess
from pathlib import Path

import pytest

from addin.documents.importing.reading import read_document
from tests.documents.importing.habits import HABITS, Habit
from validators.text import clean

UNKNOWN = {"bullets of symbol fonts", "figures under Roman parts (isLgl)"}
"""What it does not write as Word shows it: one bullet for all, Roman figures under isLgl."""
LISTS = [each for each in HABITS if each.numbering_part and each.name not in UNKNOWN]


def as_shown(path: Path, folder: Path) -> list[str]:
    """The lines of a document as LibreOffice writes them into a text file."""
    command = [
        "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = path.with_suffix(".txt").read_text("utf-8-sig")
    lines = (clean(line) for line in text.splitlines())
    return [re.sub("^• ", "- ", line) for line in lines if line]


@pytest.mark.slow
@pytest.mark.parametrize("habit", LISTS, ids=str)
def test_marks_are_those_that_another_program_shows(
    habit: Habit, tmp_path: Path, soffice: None
) -> None:
    path = habit.write(tmp_path)
    assert [line.text for line in read_document(path).lines] == as_shown(path, tmp_path)
