"""A clerk at a register in LibreOffice: the toolbar *Thi đua*, boxes, pictures of the screen."""

import shlex
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from addin.book import layout
from addin.oxt.build import TITLE
from addin.workplace import FILE
from tests.support.libreoffice import Document, Office
from tests.support.tools import ROOT
from validators.blocks import column_letter

PICTURES = ROOT / "build" / "pictures"
SECONDS = 40


class Clerk:
    """Who has a document in front of him and presses buttons of the toolbar."""

    def __init__(self, office: Office, document: Document) -> None:
        self.office = office
        self.document = document

    @property
    def window(self) -> str:
        """The title of the document's window."""
        return f"{self.document.title()} - LibreOffice Calc"

    def press(self, label: str) -> str:
        """Press a button and wait for its box, which stays; returns what the box says."""
        self.document.press(TITLE, label)
        return self.office.message(SECONDS)

    def press_and_read(self, label: str) -> str:
        """Press a button and close its box with Enter; returns what the box said."""
        message = self.press(label)
        self.document.keys("Return")
        return message

    def press_until(self, label: str, done: Callable[[], Any]) -> None:
        """Press a button that shows no box, and wait for what it should do."""
        self.document.press(TITLE, label)
        self.wait_for(done)

    def wait_for(self, done: Callable[[], Any]) -> None:
        """Wait until something is so."""
        self.office.wait_for(done, SECONDS)

    def choose(self, *labels: str) -> None:
        """Choose an entry of the menu *Thi đua*, or of a menu inside it."""
        self.document.open_menu(TITLE)
        for label in labels:
            self.document.click_entry(TITLE, label)

    def answer(self, agrees: bool) -> None:
        """Press Yes, which stands first and has the keyboard, or No."""
        self.document.keys(*([] if agrees else ["Right"]), "Return")

    def pick(self, title: str, path: Path, picture: str = "") -> None:
        """Type a path into the picker of that title, as soon as it is there, and press Enter."""
        self.wait_for(lambda: title in self.document.windows())
        time.sleep(0.5)  # It takes the keyboard after it is there.
        self.office.screen.keys("ctrl+a")
        self.office.screen.type(str(path))
        if picture:
            self.take_picture(picture)
        self.office.screen.keys("Return")
        self.office.wait_for(lambda: title not in self.document.windows(), SECONDS)

    def take_picture(self, name: str) -> Path:
        """Keep what the screen shows as build/pictures/<name>.png."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        time.sleep(0.3)  # A new window is painted after it is there.
        return self.document.screenshot(PICTURES / f"{name}.png")

    def status_bar(self) -> bytes:
        """What the left end of the status bar looks like."""
        left, top, width, height = self.document.status_bar()
        picture = Image.open(self.take_picture("status_bar")).convert("L")
        return picture.crop((left, top, left + width // 2, top + height)).tobytes()

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        """The rows of a sheet's table by heading, with "row" for the number of the sheet's row."""
        last = self.document.values(f"{sheet}!A{layout.HEADING_ROW}:AR120")
        headings, *rows = last
        return [
            {"row": number, **dict(zip(headings, row, strict=True))}
            for number, row in enumerate(rows, layout.FIRST_ROW)
        ]

    def row_of(self, sheet: str, row_id: str) -> dict[str, Any]:
        """The row that has an id, wherever it stands now."""
        return next(row for row in self.rows(sheet) if row["Mã dòng"] == row_id)

    def cell_of(self, sheet: str, row_id: str, heading: str) -> str:
        """The address of a cell, wherever its row and its column stand now."""
        [headings] = self.document.values(f"{sheet}!A{layout.HEADING_ROW}:AR{layout.HEADING_ROW}")
        column = column_letter(headings.index(heading) + 1)
        return f"{sheet}!{column}{self.row_of(sheet, row_id)['row']}"


class Interpreter:
    """What the extension starts: this Python, or one that does as it is told.

    Settings and what the program keeps are in folders of its own.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "python"
        self._way = folder / "way"
        self.config, self.state = folder / "config" / "thidua", folder / "state" / "thidua"
        self.config.mkdir(parents=True)
        self._broken = folder / "broken.py"
        self._broken.write_text(BROKEN, encoding="utf-8")
        python, broken, way = map(shlex.quote, (sys.executable, str(self._broken), str(self._way)))
        self.path.write_text(
            f"#!/bin/sh\nexport HOME={shlex.quote(str(folder))}\n"
            'export XDG_CONFIG_HOME="$HOME/config" XDG_STATE_HOME="$HOME/state"\n'
            f'[ -s {way} ] || exec {python} "$@"\n'
            f'shift 5\nexec {python} -I -X utf8 {broken} "$(cat {way})" "$@"\n'
        )
        self.path.chmod(0o755)
        self.works()

    def is_set_up(self, settings: str) -> None:
        """Have a workplace with these lines in cau_hinh.toml."""
        (self.config / FILE).write_text(settings, encoding="utf-8")

    def works(self) -> None:
        """From now on it does what it should."""
        self._way.write_text("")

    def breaks(self, way: str) -> None:
        """From now on it "dies" amid the findings, writes "garbage", or "hangs"."""
        self._way.write_text(way)


BROKEN = """
import os, signal, sys, time
from addin import calc
from addin.book.calc import Channel

way = sys.argv.pop(1)
if way == "garbage":
    print("Traceback (most recent call last):")
    sys.exit(0)
if way == "hangs":
    time.sleep(600)
call = Channel.__call__


def dying(self, name, **arguments):
    answer = call(self, name, **arguments)
    if name == "put" and self.calls.count("put") == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer


Channel.__call__ = dying
sys.exit(calc.main(sys.argv[1:]))
"""
