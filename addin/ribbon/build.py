"""Builds thidua.xlam from text: the ribbon from the jobs, the VBA project from thidua.bas.

`python -m addin.ribbon.build` rewrites customUI14.xml; with `--approve` also approved.toml.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tomllib
from pathlib import Path, PureWindowsPath

from addin.buttons import JOBS
from addin.refusal import Refusal
from addin.ribbon.custom_ui import custom_ui
from addin.ribbon.ovba import Kind, Module, vba_project
from addin.ribbon.package import SHEET_CODE_NAME, WORKBOOK_CODE_NAME, pack, parts

FILE_NAME = "thidua.xlam"

_HERE = Path(__file__).parent
SOURCE = _HERE / "thidua.bas"
APPROVED = _HERE / "approved.toml"
CUSTOM_UI = _HERE / "customUI14.xml"
PROJECT = "ThiDuaAddin"

_HEADING = re.compile(r'Attribute VB_Name = "(\w+)"\n')
_NO_PATH = re.compile(r'[\x00-\x1f"<>|?*]')
_VARIABLE = re.compile(r"%[^%]+%")


class ProjectChanged(Exception):
    """The VBA project is not the approved one."""


def build_addin(interpreter: str, superior: bool = False) -> bytes:
    """The bytes of thidua.xlam for one PC.

    `interpreter` is the full Windows path of pythonw.exe; `superior` adds the group of buttons of
    a superior's workplace. Raises Refusal for a path that Excel could not start, ProjectChanged
    for a VBA project that nobody has approved.
    """
    project = approved_project()
    cells = [_checked_path(interpreter), _not_started(interpreter)]
    return pack(parts(project, custom_ui(JOBS, superior), cells))


def approved_project() -> bytes:
    """The VBA project of thidua.bas, if it is the approved one; raises ProjectChanged."""
    project = vba_project(PROJECT, modules())
    if fingerprint(project) != approved_fingerprint():
        raise ProjectChanged(
            f"{SOURCE.name} or its writer has changed what Excel will run. After reading the "
            f"difference and running tests/ribbon with --slow, approve it: "
            f"python -m addin.ribbon.build --approve"
        )
    return project


def modules() -> list[Module]:
    """The modules of the add-in: its two documents, and thidua.bas."""
    text = SOURCE.read_text("ascii")
    heading = _HEADING.match(text)
    if not heading:
        raise ValueError(f"{SOURCE.name} does not begin with its name")
    return [
        Module(WORKBOOK_CODE_NAME, kind=Kind.WORKBOOK),
        Module(SHEET_CODE_NAME, kind=Kind.SHEET),
        Module(heading[1], text[heading.end() :]),
    ]


def fingerprint(project: bytes) -> str:
    """What approved.toml pins."""
    return hashlib.sha256(project).hexdigest()


def approved_fingerprint() -> str:
    """The sha256 of the xl/vbaProject.bin that may be built."""
    return str(tomllib.loads(APPROVED.read_text("utf-8"))["vba_project_sha256"])


def _checked_path(interpreter: str) -> str:
    """A path that WScript.Shell's Run leaves as it is, between quotes; raises Refusal."""
    path = PureWindowsPath(interpreter)
    if not path.is_absolute() or _NO_PATH.search(interpreter):
        raise Refusal(
            f"Đường dẫn tới Python “{interpreter}” không đầy đủ: hãy cài lại Thi Đua, rồi cài lại "
            "phần mở rộng của Excel."
        )
    if _VARIABLE.search(interpreter):
        raise Refusal(
            f"Đường dẫn tới Python “{interpreter}” có chữ nằm giữa hai dấu %, Windows sẽ hiểu "
            "thành tên khác: hãy cài Thi Đua vào thư mục không có dấu %."
        )
    return str(path)


def _not_started(interpreter: str) -> str:
    """What the clerk reads when Windows cannot start Python; the add-in adds the reason."""
    return (
        f"Không chạy được Thi Đua bằng {interpreter}. Hãy cài lại Thi Đua rồi mở lại Excel; nếu "
        "vẫn gặp thông báo này, hãy chụp lại và gửi người phụ trách máy tính."
    )


_APPROVED_PAGE = """\
# The one VBA project that may be built, as the sha256 of xl/vbaProject.bin. A build of any other
# stops. To approve a change on purpose: read the difference of thidua.bas, run the tests of
# tests/ribbon with --slow, then run: python -m addin.ribbon.build --approve
vba_project_sha256 = "{}"
"""


def main(arguments: list[str]) -> None:
    """Rewrite the built files."""
    CUSTOM_UI.write_bytes(custom_ui(JOBS, superior=False))
    if "--approve" in arguments:
        page = _APPROVED_PAGE.format(fingerprint(vba_project(PROJECT, modules())))
        APPROVED.write_text(page, "utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
