"""A button press in Excel against the same check of the saved file: python -m benchmarks.button

Prints, for 5,000 registrations and 2,000 nominations, the Python side of a press of Kiểm tra as a
multiple of the check of the saved file in-process. What the tests' Excel itself takes (openpyxl)
is counted apart; the real Excel's own time and the way to it cannot be measured without it.
"""

from __future__ import annotations

import tempfile
import time
import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from addin.book.live import LiveGrid
from addin.book.open_book import OpenBook
from addin.commands import check_book, summarize_book
from benchmarks.check import DAY, REPEATS, forget, in_process
from benchmarks.generate import write_register
from benchmarks.timing import least, timed
from tests.support.xlwings_engine import Excel

NOW = datetime.combine(DAY, datetime.min.time())


def press(excel: Excel, job: str) -> Iterator[tuple[str, float]]:
    """Processor seconds of one press: on the Python side, and in the tests' Excel."""
    forget()
    book = OpenBook(LiveGrid(next(iter(excel.app.books))))
    apart, start = excel.seconds, time.process_time()
    if job == "check":
        check_book(book, DAY, NOW)
    else:
        summarize_book(book, DAY, "all", NOW)
    apart = excel.seconds - apart
    yield job, time.process_time() - start - apart
    yield f"{job} apart", apart


def turn(path: Path, excel: Excel) -> Iterator[tuple[str, float]]:
    """The check of the saved file and both presses, once each."""
    yield timed("saved", lambda: in_process(path))
    for job in ("check", "summarize"):
        yield from press(excel, job)


def main() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        write_register(path, 5_000, 2_000)
        excel = Excel()
        with warnings.catch_warnings(action="ignore"):
            excel.open(path)
        seconds = least(lambda: turn(path, excel), REPEATS)
        for job in ("check", "summarize"):
            with excel.counting() as calls:
                list(press(excel, job))
            print(
                f"{job}: Python side {seconds[job] / seconds['saved']:.2f} × the check of the "
                f"saved file, {calls.total()} calls; the tests' Excel "
                f"{seconds[f'{job} apart'] / seconds['saved']:.2f} × more"
            )


if __name__ == "__main__":
    main()
