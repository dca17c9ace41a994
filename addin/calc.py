"""What a button of LibreOffice starts: ``python -I -m addin.calc <job id>``.

The extension `thidua.oxt` starts it and answers its requests over stdin and stdout; it opens no
file and no document of its own accord, and ends with the job.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from addin.book.calc import CalcGrid, Call, Channel, OfficeLost, RequestFailed
from addin.book.copies import keep_session_copy
from addin.book.package import CellRange, parse_range
from addin.book.port import Book
from addin.book.recognise import refuse_if_foreign
from addin.buttons import JOBS
from addin.desk import Outcome, Place
from addin.diagnosis import Step
from addin.press import press
from addin.refusal import Refusal
from validators.blocks import column_letter

_FIFTH_OF_FEBRUARY = 43866
"""2020, as LibreOffice counts days."""


class CalcDesk:
    """`Desk` at a document of LibreOffice Calc; `title` is what *Hoàn tác* calls the job.

    `writes` says that the job may change the document: then a dated copy is kept before it is
    handed out for the first time since it was opened.
    """

    def __init__(self, channel: Call, now: datetime, title: str = "", writes: bool = False) -> None:
        self._call = channel
        self._now = now
        self._title = title
        self._writes = writes

    @property
    def now(self) -> datetime:
        """The time at which the button was pressed."""
        return self._now

    @cached_property
    def _grid(self) -> CalcGrid:
        return CalcGrid(self._call, self._title)

    @cached_property
    def book(self) -> Book:
        """The document in front; Refusal where it is no register."""
        from addin.book.open_book import OpenBook

        grid = self._grid
        refuse_if_foreign(grid.name, grid.sheets(), grid.version)
        if self._writes and not grid.read_only:
            self._keep_copy(grid)
        return OpenBook(grid)

    def _keep_copy(self, grid: CalcGrid) -> None:
        saved = grid.path.stat().st_mtime_ns if grid.path and grid.path.exists() else 0
        session = f"{grid.session}|{grid.path}|{saved}"
        keep_session_copy(
            grid.name, session, self._now, lambda copy: self._call("save_copy", path=str(copy))
        )

    @property
    def path(self) -> Path | None:
        """Where the document in front is saved."""
        return self._grid.path

    def save(self) -> Path:
        """Save the document in front where it lies; Refusal where it has never been saved."""
        if self.path is None:
            raise Refusal("Sổ chưa được lưu lần nào: hãy lưu sổ (Ctrl+S) rồi bấm lại.")
        self._call("save")
        return self.path

    def diagnose(self) -> Iterator[Step]:
        """LibreOffice's version and order of dates, the extension, the document in front."""
        about = self._call("about")
        yield Step(f"LibreOffice {about['version']}")
        yield _dates_step(about["day"])
        yield _extension_step(self._call("extension"))
        try:
            _ = self.book
        except Refusal as refused:
            yield Step(f"Sổ đang mở “{self._grid.name}”", str(refused))
        else:
            yield Step(f"Sổ “{self._grid.name}” theo mẫu {self._grid.version}")

    def progress(self, doing: str) -> None:
        """Say in the status bar what is being done."""
        self._call("progress", doing=doing)

    def confirm(self, question: str) -> bool:
        """Ask a question that is answered with yes or no."""
        return bool(self._call("confirm", question=question))

    def choose_file(self, title: str, suffixes: Sequence[str]) -> Path | None:
        """Let the clerk choose a file."""
        chosen = self._call("choose_file", title=title, suffixes=list(suffixes))
        return Path(chosen) if chosen else None

    def choose_folder(self, title: str) -> Path | None:
        """Let the clerk choose a folder."""
        chosen = self._call("choose_folder", title=title)
        return Path(chosen) if chosen else None

    def place(self) -> Place:
        """The cell that is selected."""
        sheet, row, column = self._call("place")
        return Place(sheet, f"{column_letter(column)}{row}")

    def go_to(self, place: Place) -> None:
        """Bring a cell to the front and select it."""
        cells = parse_range(place.cell) or CellRange(1, 1, 1, 1)
        self._call("go_to", sheet=place.sheet, row=cells.first_row, column=cells.first_column)

    def show(self, outcome: Outcome) -> None:
        """Tell the clerk how a job ended and open what it made."""
        if outcome.status:
            self._call("status", sentence=outcome.status)
        if outcome.message:
            self._call("box", tone=outcome.tone.value, message=outcome.message)
        for path in outcome.made:
            # The message has said where it lies; a PC without a program for it just does not.
            with suppress(RequestFailed):
                self._call("show_file", path=str(path))


def _dates_step(day: float | None) -> Step:
    """Day first: elsewhere 5/2/2020 silently becomes 2 May."""
    if day == _FIFTH_OF_FEBRUARY:
        return Step("LibreOffice đọc ngày theo thứ tự ngày/tháng/năm")
    return Step(
        "LibreOffice không đọc 5/2/2020 là ngày 5 tháng 2",
        "Vào Tools – Options – Language Settings – Languages, đặt Locale là Vietnamese, rồi mở lại "
        "LibreOffice; các ngày đã gõ trước đó cần xem lại.",
    )


def _extension_step(built: str) -> Step:
    """The extension that this button stands in."""
    named = f"Menu và thanh công cụ Thi đua {built}"
    if built == version("thidua"):
        return Step(named)
    return Step(named, "Cài từ phiên bản khác: hãy chạy “thidua calc install”.")


def main(arguments: Sequence[str], now: datetime | None = None) -> int:
    """Do the job of that id; 1 if LibreOffice is gone before it has been told of the end."""
    [job] = arguments
    pressed = next((each for each in JOBS if each.id == job), None)
    title, writes = (pressed.label, pressed.writes) if pressed else ("", False)
    channel = Channel(sys.stdin.buffer, _own_stdout())
    desk = CalcDesk(channel, now or datetime.now(), title, writes)
    try:
        desk.show(press(job, desk))
    except OfficeLost:
        return 1
    return 0


def _own_stdout() -> BinaryIO:
    """The way to LibreOffice, where nothing else that prints gets in between."""
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return own


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
