"""A desk without a spreadsheet program: a saved file's book, answers given beforehand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from addin.book.closed import ClosedBook
from addin.book.port import Book
from addin.desk import Place
from addin.diagnosis import Step
from addin.refusal import Refusal


@dataclass
class TestDesk:
    """Records what a job says and asks; `agrees` is the answer to every question."""

    __test__ = False

    at: ClosedBook | None
    now: datetime
    path: Path | None = None
    agrees: bool = True
    cell: Place = field(default_factory=lambda: Place("Đăng ký", "A1"))
    chosen: Path | None = None
    doings: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    @property
    def book(self) -> Book:
        if self.at is None:
            raise Refusal("Chưa mở sổ nào.")
        return self.at

    def save(self) -> Path:
        if self.at is None or self.path is None:
            raise Refusal("Sổ chưa được lưu lần nào.")
        self.at.save(self.path)
        return self.path

    def diagnose(self) -> Iterable[Step]:
        return ()

    def progress(self, doing: str) -> None:
        self.doings.append(doing)

    def confirm(self, question: str) -> bool:
        self.questions.append(question)
        return self.agrees

    def choose_file(self, title: str, suffixes: Sequence[str]) -> Path | None:
        return self.chosen

    def choose_folder(self, title: str) -> Path | None:
        return self.chosen

    def place(self) -> Place:
        return self.cell

    def go_to(self, place: Place) -> None:
        self.cell = place
