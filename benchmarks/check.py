"""Speed of `check`, as ratios within this run: uv run python -m benchmarks.check

Prints, for a register of 5,000 registrations and 2,000 nominations: the in-process check against
the bare python-calamine read of the same file, the share of each step and rule, how the time grows
to 50,000 rows, the whole command against the import of its libraries, and peak memory.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from addin.book.archive import Limits
from addin.book.closed import ClosedBook
from addin.commands import check_book
from addin.demo import write_sample
from addin.opening import open_register
from benchmarks.generate import write_register
from validators.people import name_key
from validators.records import ENTRY_TABLES
from validators.register import read_register
from validators.rules import all_rules
from validators.text import match_key

DAY = date(2021, 1, 20)
ROOMY = Limits(total_bytes=1 << 30)
REPEATS = 5


def best(job: Callable[[], object], repeats: int = REPEATS) -> float:
    """Seconds of processor time that a job takes at best."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times)


def bare_read(path: Path) -> None:
    """What any check has to do at least: read the sheets of the entry tables."""
    book = CalamineWorkbook.from_path(str(path))
    for model in ENTRY_TABLES:
        book.get_sheet_by_name(model.sheet).to_python(skip_empty_area=False)


def in_process(path: Path) -> None:
    """Open, guard, read, parse and check a saved workbook, nothing remembered from before."""
    match_key.cache_clear()
    name_key.cache_clear()
    check_book(ClosedBook(path, ROOMY), DAY)


def shares(path: Path) -> None:
    """Print each step's time as a multiple of the bare read."""
    unit = best(lambda: bare_read(path))
    content = ClosedBook(path, ROOMY).read()
    register = open_register(ClosedBook(path, ROOMY), DAY).register
    steps: dict[str, Callable[[], object]] = {
        "open and read": lambda: ClosedBook(path, ROOMY).read(),
        "records": lambda: read_register(content.blocks, DAY),
        "rules": lambda: [list(each.check(register)) for each in all_rules()],
    }
    for name, job in steps.items():
        print(f"  {name:<14} {best(job) / unit:.2f} ×")
    slow = {
        each.rule.code: best(lambda each=each: list(each.check(register))) for each in all_rules()
    }
    for code, seconds in sorted(slow.items(), key=lambda item: -item[1])[:8]:
        print(f"    {code:<12} {seconds / unit:.3f} ×")


def wall(*command: str) -> float:
    """Seconds that a command takes at best."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        subprocess.run(command, check=False, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


def peak_memory(path: Path) -> float:
    """Peak memory of a whole `thidua check` in MB (Linux)."""
    # Not getrusage: its peak includes that of the process which started this one.
    code = (
        "import sys; from addin.cli import run; run(sys.argv[1:]);"
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "check", str(path), "--date", "20/1/2021"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stderr.split()[-1]) / 1024


def main() -> None:
    """Make the registers in a temporary folder and print every ratio."""
    with tempfile.TemporaryDirectory() as folder:
        usual, sample = Path(folder) / "7000.xlsx", Path(folder) / "sample.xlsx"
        write_register(usual, 5_000, 2_000)
        write_sample(sample)
        ratio = best(lambda: in_process(usual)) / best(lambda: bare_read(usual))
        print(f"check of 5,000 + 2,000 rows: {ratio:.2f} × the bare calamine read")
        shares(usual)
        each = best(lambda: in_process(usual)) / 7_000
        for scale in (3, 7):
            large = Path(folder) / "large.xlsx"
            large.unlink(missing_ok=True)
            write_register(large, 5_000 * scale, 2_000 * scale)
            growth = best(lambda large=large: in_process(large), 2) / (7_000 * scale) / each
            print(f"time a row at {7_000 * scale:,} rows: {growth:.2f} × that at 7,000")
        imports = wall(sys.executable, "-c", "import pydantic, openpyxl")
        command = wall(sys.executable, "-m", "addin.cli", "check", str(sample))
        print(f"thidua check SAMPLE: {command - imports:+.2f} s against importing its libraries")
        print(f"peak memory of a check at 7,000 rows: {peak_memory(usual):.0f} MB")


if __name__ == "__main__":
    main()
