"""Speed of reading a saved register, as ratios within this run: uv run python -m benchmarks.reading

Prints, for 5,000 registrations and 2,000 nominations: opening under guard and reading the tables,
against the bare python-calamine read of all sheets of the same file; then the memory both take.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from python_calamine import CalamineWorkbook

from addin.book.package import open_package
from addin.book.reading import read_tables
from benchmarks.timing import in_turn, least

REPEATS = 20
PEAK = """
import re, sys
from pathlib import Path
from benchmarks.reading import bare, guarded
{job}(Path(sys.argv[1]))
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) >> 10)
"""


def bare(path: Path) -> None:
    """Every sheet as calamine gives it, unguarded."""
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def guarded(path: Path) -> None:
    """Every table as a block."""
    read_tables(open_package(path))


def peak(job: str, path: Path) -> int:
    """MB that a process of its own holds at most while it does a job (Linux)."""
    command = [sys.executable, "-c", PEAK.format(job=job), str(path)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Write the register, measure, print."""
    from benchmarks.generate import write_register  # would count in the memory of the others

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        write_register(path, 5_000, 2_000)
        package = open_package(path)
        jobs = in_turn(
            bare=lambda: bare(path),
            opening=lambda: open_package(path),
            reading=lambda: read_tables(package),
        )
        unit, opening, reading = least(jobs, REPEATS).values()
        print(f"bare calamine    {unit * 1000:6.0f} ms")
        print(f"opening          {opening / unit:6.2f} ×")
        print(f"reading          {reading / unit:6.2f} ×")
        print(f"together         {(opening + reading) / unit:6.2f} ×")
        print(f"memory           {peak('bare', path)} MB bare, {peak('guarded', path)} MB guarded")


if __name__ == "__main__":
    main()
