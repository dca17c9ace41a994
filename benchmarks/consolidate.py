"""Speed of adding many registers up: uv run python -m benchmarks.consolidate [COMMUNES]

Makes so many registers of 200 rows (332 by default; 3,321 is the whole country) and prints the time
of `consolidate` as a multiple of the bare python-calamine read of the same files by as many
processes, beside the same ratio of `check` alone: once as benchmarks.check measures it, each file
with nothing remembered from before, and once file after file in the same processes, which remember
the texts that registers share. Then files a second, and the peak memory of the process that adds
up and of its largest worker. Everything takes turns, and the least time of each counts, because
what else a machine does can only add to it.
"""

from __future__ import annotations

import re
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from itertools import product
from os import cpu_count
from pathlib import Path

from addin.book.closed import ClosedBook
from addin.checking import check_book
from addin.commands import consolidate_ledger
from addin.expected import ExpectedUnits
from addin.gathering import gather, processes
from addin.ledger import Ledger
from addin.mail.inbox import from_folder
from benchmarks.check import bare_read
from benchmarks.check import in_process as check_alone
from benchmarks.generate import FAMILY_NAMES, write_register
from benchmarks.timing import least

NOW = datetime(2021, 1, 20, 8, 0)
TURNS = 3
_PERSON = re.compile(f">({'|'.join(FAMILY_NAMES)}) ".encode())
_UNIT, _CODE = "Lam Vỹ".encode(), b"05542"


def write_communes(folder: Path, count: int) -> None:
    """Registers that differ in unit, code and everybody's name; otherwise as generate makes "
    "them."""
    pattern = folder / "pattern.xlsx"
    write_register(pattern, 120, 80)
    with zipfile.ZipFile(pattern) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    pattern.unlink()
    for number, syllables in zip(range(count), _syllables(), strict=False):
        with zipfile.ZipFile(
            folder / f"{number:05}.xlsx", "w", zipfile.ZIP_DEFLATED, True, 1
        ) as out:
            for name, data in content.items():
                if name.startswith("xl/worksheets/sheet"):
                    data = _PERSON.sub(rb">\1 " + syllables.encode() + b" ", data)
                    data = data.replace(_UNIT, f"Xã {number}".encode())
                    data = data.replace(_CODE, f"{number:05}".encode())
                out.writestr(name, data)


def _syllables() -> Iterator[str]:
    """Invented middle names, all different."""
    heads, tails = "BCDGHKLMNPQRSTVX", ("an", "inh", "oa", "ung", "ieu", "ach", "em", "uy")
    for first, second in product(product(heads, tails), product(heads, tails)):
        yield f"{''.join(first)} {''.join(second)}"


def check_after_others(path: Path) -> None:
    """A check that profits from those before it."""
    check_book(ClosedBook(path), NOW.date())


def on_all_cores(job: Callable[[Path], object], files: list[Path]) -> float:
    """Seconds that a pool takes for all files, its start left out."""
    with ProcessPoolExecutor(cpu_count()) as pool:
        list(pool.map(job, files[: 2 * (cpu_count() or 1)]))
        start = time.perf_counter()
        list(pool.map(job, files, chunksize=8))
        return time.perf_counter() - start


def consolidated(folder: Path) -> float:
    """Seconds that consolidating a folder takes, the start of its pool included."""
    with tempfile.TemporaryDirectory() as name:
        start = time.perf_counter()
        ledger = Ledger(f"sqlite:///{name}/so_cai.sqlite", lasting=False)
        gather(from_folder(folder), ledger, ExpectedUnits(), NOW, processes())
        target = Path(name, "so_tong_hop.xlsx")
        done = consolidate_ledger(ledger, ExpectedUnits(), target, NOW, year=2020, period="Cả năm")
        ledger.close()
        seconds = time.perf_counter() - start
    print(f"  {len(done.units):,} communes added up, {len(done.doubles)} doubles")
    return seconds


def peak_megabytes() -> float:
    """Peak memory of this process so far (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def largest_worker() -> float:
    """Peak memory in MB of the largest process that has worked for this one, at most."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def turn(folder: Path) -> Iterator[tuple[str, float]]:
    """Seconds of each way to go through the registers of a folder, once each."""
    files = sorted(folder.glob("*.xlsx"))
    yield "bare", on_all_cores(bare_read, files)
    yield "check", on_all_cores(check_alone, files)
    yield "check after others", on_all_cores(check_after_others, files)
    yield "consolidate", consolidated(folder)


def main() -> None:
    """Make the registers in a temporary folder and print every ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 332
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_communes(folder, count)
        seconds = least(lambda: turn(folder), TURNS)
    ratio = {what: f"{each / seconds['bare']:.2f} ×" for what, each in seconds.items()}
    speed = count / seconds["consolidate"]
    print(f"check:       {ratio['check']} the bare calamine read of the same files")
    print(f"             {ratio['check after others']} where processes remember shared texts")
    print(f"consolidate: {ratio['consolidate']} ({speed:.0f} files a second)")
    print(f"peak memory of the process that adds up: {peak_megabytes():.0f} MB")
    print(f"peak memory of the largest worker: {largest_worker():.0f} MB")


if __name__ == "__main__":
    main()
