"""A live LibreOffice for tests: values, formulas, PDF, and with a screen real keys and pictures.

    with calc(screen=True) as office:
        document = office.open(path)
        document.type("Đăng ký!H7", "Lao động tiên tiến")
        document.screenshot(picture)

UNO calls are made by ``uno_side.py`` in the system's Python, which this module talks to over a
pipe. LibreOffice's ``uno`` module belongs to that Python alone, replaces ``__import__`` where
it is imported, and never returns while a program hangs; a process of its own works with
every virtual environment and can be killed.
"""

import json
import os
import select
import subprocess
import tempfile
import time
import uuid
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from PIL import Image

from addin.calc_setup import CalcSetup
from addin.oxt import build
from tests.support.screen import Screen
from tests.support.screen import screen as new_screen
from tests.support.tools import find_program, running

UNO_PYTHON = "/usr/bin/python3"
SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
"""Without a virtual environment: LibreOffice's Python takes its library from the first python3."""
START_SECONDS = 60
CALL_SECONDS = 60

AS_NOBODY = "setpriv --reuid=65534 --regid=65534 --clear-groups"

Cell = str | float

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>"""
SETTING = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse">'
    "<value>{}</value></prop></item>"
)
QUIET_START = [
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Setup/Product", "WhatsNew", "false"),
    # A lock file left by a killed LibreOffice would make the next one ask what to do.
    ("Office.Common/Misc", "UseLocking", "false"),
    # Without the Vietnamese locale 15/06/2026 is text and 88,5 no number.
    ("Setup/L10N", "ooSetupSystemLocale", "vi-VN"),
]
RECALCULATE_ON_LOAD = ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0")


class LibreOfficeError(Exception):
    """LibreOffice refused a call, did not answer in time, or is gone."""


class Document:
    """An open document. Cells are addressed as ``H7``, ``A1:C3`` or ``Đăng ký!H7``.

    An address without a sheet is on the sheet in front. Methods marked *screen* send real
    keys and mouse clicks and need ``calc(screen=True)``.
    """

    def __init__(self, office: "Office", handle: int) -> None:
        self._office = office
        self._handle = handle

    def _call(self, name: str, /, **arguments: Any) -> Any:
        return self._office.call(name, document=self._handle, **arguments)

    def cells(self, call: str, **arguments: Any) -> Any:
        """Have the extension's own code do what `CalcGrid` asks; needs ``calc(cells=True)``."""
        return self._call("cells", request={"call": call, **arguments})

    def add_sheet(self, name: str) -> None:
        """Put an empty sheet behind the others."""
        self._call("add_sheet", name=name)

    def undo(self) -> None:
        """Take the last step back."""
        self._call("undo")

    def redo(self) -> None:
        """Do a step that was taken back again."""
        self._call("redo")

    def title(self) -> str:
        """What the document is called in its window."""
        return str(self._call("title"))

    def sheets(self) -> list[str]:
        """The sheets' names in order."""
        return list(self._call("sheets"))

    def values(self, area: str) -> list[list[Cell]]:
        """Row by row: text, number (dates too, in days since 1899-12-30), "" for an empty cell."""
        return list(self._call("values", area=area))

    def texts(self, area: str) -> list[list[str]]:
        """Row by row what the cells show."""
        return list(self._call("texts", area=area))

    def formulas(self, area: str) -> list[list[str]]:
        """Row by row the formulas, in LibreOffice's English grammar; constants as text."""
        return list(self._call("formulas", area=area))

    def write(self, first_cell: str, rows: Sequence[Sequence[Cell]]) -> None:
        """Write a block of equally long rows with its top left corner at ``first_cell``."""
        self._call("write", first_cell=first_cell, rows=rows)

    def paste_over(self, area: str) -> None:
        """Paste plain red cells that hold the same values from a sheet "Nguồn" of their own."""
        self._call("paste_over", area=area)

    def run_macro(self, macro: str, *arguments: str) -> str:
        """Call a function of the document's VBA, ``Project.Module.Function``; needs ``macros``.

        Raises LibreOfficeError when there is none, as when one module has a syntax error.
        """
        return str(self._call("run_macro", macro=macro, arguments=arguments))

    def recalculate(self) -> None:
        """Calculate every formula anew."""
        self._call("recalculate")

    def sort(self, area: str, column: int, *, descending: bool = False) -> None:
        """Sort the rows of ``area``, which has no heading row, by its ``column`` (from 0)."""
        self._call("sort", area=area, column=column, descending=descending)

    def export(self, path: Path) -> Path:
        """Write a copy as .pdf, .xlsx or .docx and return its path."""
        self._call("export", path=str(path))
        return path

    def close(self) -> None:
        """Close the document and forget its changes."""
        self._call("close")

    def select(self, cell: str) -> None:
        """Bring the cell's sheet to the front and the cell cursor to the cell."""
        self._call("select", cell=cell)

    def selected(self) -> str:
        """The selected area with its sheet, as ``Đăng ký!H7``."""
        return str(self._call("selected"))

    def rectangle(self, cell: str) -> tuple[int, int, int, int]:
        """*screen* Left, top, width and height of a cell in pixels of the screen."""
        left, top, width, height = self._call("rectangle", cell=cell)
        return left, top, width, height

    def click(self, cell: str, *, ctrl: bool = False) -> None:
        """*screen* Click near the cell's top left corner, on its text; with Ctrl follow a link."""
        left, top, width, height = self.rectangle(cell)
        beside, below = min(12, width // 2), min(12, height // 2)
        self._office.screen.click(left + beside, top + below, ctrl=ctrl)
        self._call("settle")

    def press(self, toolbar: str, label: str) -> None:
        """*screen* Click the button of a toolbar that bears a label."""
        left, top, width, height = self._call("button", toolbar=toolbar, label=label)
        self._office.screen.click(left + width // 2, top + height // 2)

    def open_menu(self, label: str) -> None:
        """*screen* Click a menu of the menu bar, so that its entries are in sight."""
        left, top, width, height = self._call("menu", label=label)
        self._office.screen.click(left + width // 2, top + height // 2)

    def status_bar(self) -> tuple[int, int, int, int]:
        """*screen* Left, top, width and height of the window's status bar."""
        left, top, width, height = self._call("status_bar")
        return left, top, width, height

    def click_entry(self, menu: str, label: str) -> None:
        """*screen* Click an entry of an open menu, or of one inside it."""
        left, top, width, height = self._call("entry", menu=menu, label=label)
        self._office.screen.click(left + width // 2, top + height // 2)

    def type(self, cell: str, text: str) -> None:
        """*screen* Type ``text`` into a cell, over what it held, and press Enter.

        LibreOffice corrects what staff type: straight quotes become curly ones.
        """
        self.select(cell)
        self._office.screen.type(text)
        self.keys("Return")

    def keys(self, *names: str) -> None:
        """*screen* Press keys by their X names: ``Return``, ``Escape``, ``ctrl+z``."""
        self._office.screen.keys(*names)
        self._call("settle")

    def windows(self) -> list[str]:
        """*screen* Titles of the visible windows; a message box is one more."""
        return self._office.screen.windows()

    def screenshot(self, path: Path) -> Path:
        """*screen* Write the whole screen as .png and return its path."""
        self._call("settle")
        return self._office.screen.screenshot(path)

    def color(self, cell: str) -> str:
        """*screen* The cell's background as it is drawn, conditional formats included: #RRGGBB."""
        left, top, width, height = self.rectangle(cell)
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            picture = Image.open(self.screenshot(Path(file.name))).convert("RGB")
        inside = picture.crop((left + 2, top + 2, left + width - 2, top + height - 2))
        data = inside.tobytes()
        pixels = Counter(data[start : start + 3] for start in range(0, len(data), 3))
        [(most_frequent, _)] = pixels.most_common(1)
        return f"#{most_frequent.hex().upper()}"


class Office:
    """A running LibreOffice; made by ``calc``."""

    def __init__(self, uno_side: subprocess.Popen[str], screen: Screen | None) -> None:
        self._uno_side = uno_side
        self._screen = screen

    @property
    def screen(self) -> Screen:
        """Keyboard, mouse and camera of ``calc(screen=True)``."""
        assert self._screen, "this needs calc(screen=True)"
        return self._screen

    def open(
        self,
        path: Path,
        *,
        macros: bool = False,
        read_only: bool = False,
        as_template: bool = False,
    ) -> Document:
        """Open a document; its own macros never run but with ``macros``.

        As a template it becomes a new document that was never saved.
        Raises LibreOfficeError when LibreOffice cannot read the file.
        """
        how = {"ReadOnly": read_only, "AsTemplate": as_template}
        return Document(self, self.call("open", path=str(path.resolve()), macros=macros, how=how))

    def wait_for(self, done: Callable[[], Any], seconds: float = CALL_SECONDS) -> None:
        """Wait until something is so."""
        until = time.monotonic() + seconds
        while not done():
            if time.monotonic() > until:
                raise LibreOfficeError("waited in vain")
            time.sleep(0.1)

    def message(self, seconds: float = CALL_SECONDS) -> str:
        """*screen* What the box in front says, as soon as there is one."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := self.call("message"):
                return str(found)
            time.sleep(0.05)
        raise LibreOfficeError(f"no message in the windows {self.screen.windows()}")

    def call(self, name: str, /, *, seconds: float = CALL_SECONDS, **arguments: Any) -> Any:
        """Have ``uno_side.py`` do something and return its answer."""
        stdin, stdout = self._uno_side.stdin, self._uno_side.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps({"call": name, "arguments": arguments}) + "\n")
        stdin.flush()
        # One answer follows one request, so nothing can wait unseen in Python's own buffer.
        answered, _, _ = select.select([stdout], [], [], seconds)
        line = stdout.readline() if answered else ""
        if not line:
            windows = f" in the windows {self._screen.windows()}" if self._screen else ""
            raise LibreOfficeError(f"no answer to {name} within {seconds} s{windows}")
        answer = json.loads(line)
        if "error" in answer:
            raise LibreOfficeError(answer["error"])
        return answer["result"]


@contextmanager
def calc(
    *,
    screen: bool = False,
    recalculate: bool = False,
    interpreter: str = "",
    patience: int = build.PATIENCE,
    superior: bool = False,
    cells: bool = False,
) -> Iterator[Office]:
    """A LibreOffice with a fresh profile, gone at the end of the ``with`` block.

    The profile is what staff have after installing, without the windows of a first start: cached
    values of formulas are shown as they are in the file. ``recalculate`` makes it calculate them
    when it opens a file. With ``screen`` its windows are on a screen of their own. With an
    ``interpreter`` it has the extension, whose buttons start that program (for a ``superior`` more
    of them); with ``cells`` what the extension does with a document can be asked for without a
    button.
    """
    with ExitStack() as stack:
        profile = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True)
            )
        )
        write_profile(profile, recalculate=recalculate)
        if interpreter:
            setup_for(profile).install(interpreter, superior, patience)
        if cells:
            setup_for(profile).add(cells_extension(profile / "cells.oxt"))
        own_screen = stack.enter_context(new_screen()) if screen else None
        shown = {"DISPLAY": own_screen.display, "SAL_USE_VCLPLUGIN": "gen"} if own_screen else {}
        shown["PATH"] = SYSTEM_PATH
        pipe = uuid.uuid4().hex
        stack.enter_context(
            running(
                "soffice",
                *([] if screen else ["--headless"]),
                *("--norestore", "--nologo", "--nodefault", "--nolockcheck"),
                f"--accept=pipe,name={pipe};urp;",
                f"-env:UserInstallation={profile.as_uri()}",
                env=shown,
            )
        )
        uno_side = stack.enter_context(
            running(
                *(UNO_PYTHON, "-I", str(Path(__file__).with_name("uno_side.py")), pipe),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        )
        office = Office(uno_side, own_screen)
        office.call("connect", seconds=START_SECONDS)
        yield office


def setup_for(profile: Path) -> CalcSetup:
    """The installation of the extension into a profile of tests.

    LibreOffice's own tool refuses root, which containers run tests as; it then runs as nobody.
    """
    if os.geteuid():
        return CalcSetup(profile=profile)
    for folder in (profile, profile / "user"):
        folder.chmod(0o777)
    real = Path(find_program("soffice") or "").resolve().parent
    program = profile / "program"
    program.mkdir(exist_ok=True)
    if not (program / "pythonloader.py").exists():
        (program / "pythonloader.py").symlink_to(real / "pythonloader.py")
    for name, way in {"soffice": "", "unopkg": AS_NOBODY}.items():
        start = f'#!/bin/sh\nexport HOME="{profile}" PATH={SYSTEM_PATH}\n'
        script = f'{start}exec {way} "{real / name}" "$@"\n'
        (program / name).write_text(script, encoding="utf-8")
        (program / name).chmod(0o755)
    return CalcSetup(program / "soffice", profile)


def cells_extension(file: Path) -> Path:
    """The extension of tests that hands `thidua_cells` over a document."""
    here, oxt = Path(__file__).parent, Path(build.__file__).parent
    with zipfile.ZipFile(file, "w") as out:
        out.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">'
            '<manifest:file-entry manifest:full-path="cells_job.py" manifest:media-type='
            '"application/vnd.sun.star.uno-component;type=Python"/></manifest:manifest>',
        )
        out.write(here / "cells_job.py", "cells_job.py")
        out.write(oxt / "thidua_cells.py", "pythonpath/thidua_cells.py")
    return file


def write_profile(profile: Path, *, recalculate: bool) -> None:
    """Write the settings of a profile that has never been used."""
    settings = QUIET_START + ([RECALCULATE_ON_LOAD] if recalculate else [])
    user = profile / "user"
    user.mkdir()
    items = "".join(SETTING.format(*setting) for setting in settings)
    (user / "registrymodifications.xcu").write_text(PROFILE.format(items), encoding="utf-8")


def render_pdf_pages(pdf: Path, *, dots_per_inch: int = 80) -> list[Path]:
    """Draw every page of a PDF beside it as ``name-1.png`` …, in page order."""
    subprocess.run(
        ["pdftoppm", "-png", "-r", str(dots_per_inch), str(pdf), str(pdf.with_suffix(""))],
        check=True,
        timeout=CALL_SECONDS,
    )
    pages = pdf.parent.glob(f"{pdf.stem}-*.png")
    return sorted(pages, key=lambda page: int(page.stem.rpartition("-")[2]))
