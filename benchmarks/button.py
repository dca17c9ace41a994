"""A button press in Excel against the same check of the saved file: python -m benchmarks.button

Prints, for 5,000 registrations and 2,000 nominations, the Python side of a press of Kiểm tra as a
multiple of the check of the saved file in-process. What the tests' Excel itself takes (openpyxl)
is counted apart; the real Excel's own time and the way to it cannot be measured without it.
"""

from __future__ import annotations

import tempfile
import time
import warnings
from datetime import datetime
from pathlib import Path

from addin.book.live import LiveGrid
from addin.book.open_book import OpenBook
from addin.commands import check_book, summarize_book
from benchmarks.check import DAY, REPEATS, best, in_process
from benchmarks.generate import write_register
from tests.support.xlwings_engine import Excel
from validators.people import name_key
from validators.text import match_key

NOW = datetime.combine(DAY, datetime.min.time())


def press(excel: Excel, job: str) -> tuple[float, float]:
    """Processor seconds of one press: on the Python side, and in the tests' Excel."""
    match_key.cache_clear()
    name_key.cache_clear()
    book = OpenBook(LiveGrid(next(iter(excel.app.books))))
    apart, start = excel.seconds, time.process_time()
    if job == "check":
        check_book(book, DAY, NOW)
    else:
        summarize_book(book, DAY, "all", NOW)
    apart = excel.seconds - apart
    return time.process_time() - start - apart, apart


def main() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        write_register(path, 5_000, 2_000)
        unit = best(lambda: in_process(path))
        excel = Excel()
        with warnings.catch_warnings(action="ignore"):
            excel.open(path)
        for job in ("check", "summarize"):
            with excel.counting() as calls:
                press(excel, job)
            python, apart = min(press(excel, job) for _ in range(REPEATS))
            print(
                f"{job}: Python side {python / unit:.2f} × the check of the saved file, "
                f"{sum(calls.values())} calls; the tests' Excel {apart / unit:.2f} × more"
            )


if __name__ == "__main__":
    main()
