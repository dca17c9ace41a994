"""Validity of written Office files, as the Open XML SDK judges it."""

import json
import subprocess
from pathlib import Path

from tests.support.tools import find_program

HARMLESS = {
    # openpyxl's default font: colour before size, in an order that no reader minds.
    "path": "/xl/styles.xml",
    "xPath": "/x:styleSheet[1]/x:fonts[1]/x:font[1]",
    "id": "Sch_UnexpectedElementContentExpectingComplex",
    "description": "The element has unexpected child element "
    "'http://schemas.openxmlformats.org/spreadsheetml/2006/main:color'.",
}


def findings(path: Path) -> list[dict[str, str | None]]:
    """What the validator has against an .xlsx, .xlam or .docx, without the harmless finding.

    One process a file, about 0.6 s. Needs the fixture ``ooxml_validator``.
    """
    program = find_program("ooxml-validator")
    assert program, "the validator is missing: ask for the fixture ooxml_validator"
    # The exit code is no verdict: 1 stands for invalid and for harmless alike.
    run = subprocess.run([program, path], capture_output=True, text=True, timeout=120)
    assert run.stdout, f"the validator did not run: {run.stderr}"
    answer = json.loads(run.stdout)
    assert answer["ok"] == (not answer["errors"])
    return [found for found in answer["errors"] if not found.items() >= HARMLESS.items()]


def assert_valid(*paths: Path) -> None:
    """Fail with the validator's words unless every file is a valid Office Open XML file."""
    wrong = [
        f"{path.name} {found['path']} {found['xPath']}: {found['description']}"
        for path in paths
        for found in findings(path)
    ]
    assert not wrong, "\n".join(wrong)
