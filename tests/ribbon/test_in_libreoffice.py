"""The add-in's VBA at work in LibreOffice: the functions as built, the callback with stand-ins.

LibreOffice has no WScript.Shell, no window handle and no button; the stand-ins play them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from addin.buttons import JOBS
from addin.ribbon import build, package
from addin.ribbon.command_line import CLERK_WAS_TOLD, Pressed, read_command_line
from addin.ribbon.custom_ui import custom_ui
from addin.ribbon.ovba import Kind, vba_project
from tests.ribbon.planted import PYTHON
from tests.ribbon.test_command_line import NAMES, escaped
from tests.support.addin_check import check_addin
from tests.support.libreoffice import Document, calc

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
MODULE = f"{build.PROJECT}.ThiDua"
APP = r"C:\Program Files\Microsoft Office\Office16\Microsoft Excel"
NOT_STARTED = "Không chạy được."


def arguments_on_windows(command: str) -> list[str]:
    """How Windows splits a command line without backslashes before quotes."""
    return [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', command)]


@pytest.fixture(scope="module")
def built(soffice: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    """The add-in as it is installed."""
    path = tmp_path_factory.mktemp("built") / build.FILE_NAME
    path.write_bytes(build.build_addin(PYTHON))
    with calc() as office:
        yield office.open(path, macros=True)


@pytest.mark.parametrize("name", NAMES)
def test_the_command_line_names_the_workbook_and_python_reads_it_back(
    built: Document, name: str
) -> None:
    book = built.run_macro(f"{MODULE}.NamedArgument", "wb", name)
    command = built.run_macro(f"{MODULE}.CommandLine", PYTHON, "kiem_tra", book, APP, "1234")
    assert command == (
        f'"{PYTHON}" -I -m addin.excel kiem_tra "--wb={escaped(name)}" '
        '"--app=C~003A~005CProgram Files~005CMicrosoft Office~005COffice16~005CMicrosoft Excel" '
        "--hwnd=1234"
    )
    assert not re.search("[^ -~]|%", command.removeprefix(f'"{PYTHON}"'))
    python, isolated, *module, job = (parts := arguments_on_windows(command))[:5]
    assert (python, isolated, module, job) == (PYTHON, "-I", ["-m", "addin.excel"], "kiem_tra")
    assert read_command_line(parts[4:]) == Pressed("kiem_tra", name, APP, 1234)


def test_every_letter_of_the_keyboard_and_of_vietnamese_comes_through(built: Document) -> None:
    letters = "".join(map(chr, range(32, 127))) + "ạậặệộợụựỳỵỹĂÂĐÊÔƠƯăâđêôơư“”–…\u0323\u031b😀"
    assert built.run_macro(f"{MODULE}.Escaped", letters) == escaped(letters)


@pytest.fixture(scope="module")
def played(
    soffice: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Document, Path]]:
    """The add-in with stand-ins for Excel and Windows, and where it is."""
    workbook, sheet, code = build.modules()
    assert workbook.kind is Kind.WORKBOOK
    stand_in = (HERE / "stand_in.bas").read_text("ascii")
    player = (HERE / "stand_in_workbook.bas").read_text("ascii")
    modules = [
        replace(workbook, source=player),
        sheet,
        replace(code, source=code.source + stand_in),
    ]
    parts = package.parts(
        vba_project(build.PROJECT, modules), custom_ui(JOBS, superior=False), [PYTHON, NOT_STARTED]
    )
    path = tmp_path_factory.mktemp("played") / "thi đua=1.xlam"
    path.write_bytes(data := package.pack(parts))
    check_addin(data)
    with calc() as office:
        yield office.open(path, macros=True), path


def press(
    played: tuple[Document, Path], ends: str, job: str = "kiem_tra", open_: str = "yes"
) -> list[list[str]]:
    """What the add-in did, call by call, when a button was pressed and Python ended so."""
    seen = played[0].run_macro(f"{MODULE}.Press", job, ends, open_)
    return [line.split("|") for line in seen.splitlines()]


def started(played: tuple[Document, Path], job: str = "kiem_tra", book: bool = True) -> list[str]:
    """The call of WScript.Shell that starts Python, hides no window of it and waits for it."""
    path = played[1]
    wb = f' "--wb={escaped(path.name)}"' if book else ""
    app = escaped(f"{path.parent}\\{path.name}")
    command = f'"{PYTHON}" -I -m addin.excel {job}{wb} "--app={app}" --hwnd=1234'
    return ["Run", command, "1", "True"]


@pytest.mark.parametrize("job", [each.id for each in JOBS])
def test_a_button_starts_its_job_and_says_nothing_when_python_has_spoken(
    played: tuple[Document, Path], job: str
) -> None:
    assert press(played, str(CLERK_WAS_TOLD), job) == [started(played, job)]


def test_without_a_workbook_a_job_is_started_all_the_same(played: tuple[Document, Path]) -> None:
    assert press(played, "0", "tro_giup", open_="") == [started(played, "tro_giup", book=False)]


@pytest.mark.parametrize("code", ["1", "2", "-1073741515"])
def test_when_python_ended_without_a_word_the_clerk_is_told(
    played: tuple[Document, Path], code: str
) -> None:
    told = ["Popup", f"{NOT_STARTED} ({code})", "0", "Thi Đua", "16"]
    assert press(played, code) == [started(played), told]


def test_when_python_is_gone_the_clerk_is_told(played: tuple[Document, Path]) -> None:
    told = ["Popup", f"{NOT_STARTED} (file not found)", "0", "Thi Đua", "16"]
    assert press(played, "not found") == [started(played), told]


def test_when_windows_script_is_blocked_an_ascii_box_says_so(played: tuple[Document, Path]) -> None:
    [[call, text, style, title]] = press(played, "no shell")
    assert (call, style, title) == ("MsgBox", "16", "Thi Dua")
    assert text.startswith("Thi Dua: may nay chan WScript.Shell. ")


def test_a_second_press_while_python_works_is_ignored(played: tuple[Document, Path]) -> None:
    assert press(played, "pressed again") == [started(played)]
    assert press(played, "0") == [started(played)]
