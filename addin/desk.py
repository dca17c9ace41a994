"""Where a clerk works: what a job that was started by a button may ask for and tell.

Excel, LibreOffice and the tests each bring a desk of their own; the jobs in `commands` know no more
of them than this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from pathlib import Path
from typing import Protocol

from addin.book.port import Book
from addin.diagnosis import Step


@dataclass(frozen=True, slots=True)
class Place:
    """A cell that is in front of the clerk or is to be brought there: ("Đăng ký", "H7")."""

    sheet: str
    cell: str


class Tone(Enum):
    """How the box at the end of a job looks."""

    DONE = "done"
    ATTENTION = "attention"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """How a job ended.

    `message` is for the one box at the end; a job that only moves the cursor leaves it empty and
    says its sentence in the status bar. `made` are files to be opened for the clerk.
    """

    message: str = ""
    tone: Tone = Tone.DONE
    status: str = ""
    made: Sequence[Path] = ()


class Desk(Protocol):
    """The open workbook, and the clerk in front of it."""

    @property
    def book(self) -> Book:
        """The workbook in front; Refusal where there is none or it is no register."""
        ...

    @property
    def path(self) -> Path | None:
        """Where the workbook in front is saved; None where nowhere that a file can be put."""
        ...

    @property
    def now(self) -> datetime:
        """The time at which the button was pressed."""
        ...

    def save(self) -> Path:
        """Save the workbook in front where it lies; Refusal where it has never been saved."""
        ...

    def diagnose(self) -> Iterable[Step]:
        """Look at what the buttons need of the program that they are pressed in."""
        ...

    def progress(self, doing: str) -> None:
        """Say in the status bar what is being done."""
        ...

    def confirm(self, question: str) -> bool:
        """Ask a question that is answered with yes or no."""
        ...

    def choose_file(self, title: str, suffixes: Sequence[str]) -> Path | None:
        """Let the clerk choose a file such as ".docx"; None where he thinks better of it."""
        ...

    def choose_folder(self, title: str) -> Path | None:
        """Let the clerk choose a folder; None where he thinks better of it."""
        ...

    def place(self) -> Place:
        """The cell that is selected."""
        ...

    def go_to(self, place: Place) -> None:
        """Bring a cell to the front and select it."""
        ...


class Group(StrEnum):
    """The groups of buttons, in the order of the ribbon."""

    DATA = "Dữ liệu"
    SUMMARY = "Tổng hợp"
    PAPERS = "Văn bản"
    MAIL = "Gửi nhận"
    SUPERIOR = "Cấp trên"
    """Only where the workplace is set up as a superior's."""
    HELP = "Trợ giúp"


@dataclass(frozen=True)
class Job:
    """A button: what it is called, how it looks, and what it does.

    `id` is ASCII and names the ribbon's control, LibreOffice's command and the log entry. `tip` is
    one line, `help` says in a sentence or two what will happen. `icon` is a picture that every
    Excel since 2013 has (imageMso). Jobs of one `menu` stand together in a drop-down of that name.
    """

    id: str
    label: str
    group: Group
    tip: str
    help: str
    icon: str
    keytip: str
    run: Callable[[Desk], Outcome]
    large: bool = True
    menu: str = ""
    needs_book: bool = True
    writes: bool = True
    """Whether it may change the open workbook, so that a copy has to be kept before."""
