"""Speed of `check`, as ratios within this run: uv run python -m benchmarks.check

Prints, for a register of 5,000 registrations and 2,000 nominations: the in-process check against
the bare python-calamine read of the same file, with the share of each step and of every rule; how
the time grows to 49,000 rows, also where all people share a birth date or a name; the whole
command against the import of its libraries; and peak memory.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from python_calamine import CalamineWorkbook

from addin.book.archive import Limits
from addin.book.closed import ClosedBook
from addin.commands import check_book
from addin.demo import write_sample
from benchmarks.generate import write_register
from benchmarks.timing import least, timed
from validators.blocks import Raw
from validators.records import ENTRY_TABLES
from validators.register import Register, read_register
from validators.rules import RuleModule, all_rules

DAY = date(2021, 1, 20)
ROOMY = Limits(total_bytes=1 << 30)
REPEATS = 10
REPEATS_OF_LARGE = 3
SCALES = (1, 3, 7)
"""Sizes in which growth is measured, in registers of 5,000 registrations + 2,000 nominations."""
SHAPES: dict[str, Mapping[str, Raw]] = {
    "all people different": {},
    "all of one birth date": {"Ngày sinh": date(1980, 1, 1)},
    "all of one name": {"Họ và tên / Tên tập thể": "Nguyễn Văn An"},
}


def bare_read(path: Path) -> None:
    """What any check has to do at least: read the sheets of the entry tables."""
    book = CalamineWorkbook.from_path(str(path))
    for model in ENTRY_TABLES:
        book.get_sheet_by_name(model.sheet).to_python(skip_empty_area=False)


def forget() -> None:
    """Clear every cache of texts; what is remembered of the law (without a limit) stays."""
    for name, module in list(sys.modules.items()):
        if name.startswith("validators"):
            for each in vars(module).values():
                if hasattr(each, "cache_clear") and each.cache_info().maxsize is not None:
                    each.cache_clear()


def in_process(path: Path) -> None:
    """Open, guard, read, parse and check a saved workbook, nothing remembered from before."""
    forget()
    check_book(ClosedBook(path, ROOMY), DAY)


def judge(rule: RuleModule, register: Register) -> None:
    """Let one rule look at a whole register."""
    list(rule.check(register))


def turn(path: Path) -> Iterator[tuple[str, float]]:
    """The bare read, the whole check, and the check in its steps and rules, once each.

    A look-up that rules share counts for the first that asks for it.
    """
    yield timed("bare", lambda: bare_read(path))
    yield timed("check", lambda: in_process(path))
    forget()
    register = Register({}, DAY)
    yield timed("reading", lambda: ClosedBook(path, ROOMY).read())
    content = ClosedBook(path, ROOMY).read()
    yield timed(
        "records", lambda: register.tables.update(read_register(content.blocks, DAY).tables)
    )
    for each in all_rules():
        yield timed(each.rule.code, partial(judge, each, register))


def print_shares(path: Path) -> None:
    """Print the whole check, each step and each rule as multiples of the bare read."""
    seconds = least(lambda: turn(path), REPEATS)
    ratios = {name: each / seconds["bare"] for name, each in seconds.items()}
    rules = {each.rule.code: ratios[each.rule.code] for each in all_rules()}
    print(f"check of 5,000 + 2,000 rows: {ratios['check']:.2f} × the bare calamine read")
    print(f"  reading under guard {ratios['reading']:.2f} ×")
    print(f"  records             {ratios['records']:.2f} ×")
    print(f"  {len(rules)} rules           {sum(rules.values()):.2f} ×, each:")
    cells = [f"{code} {ratio:.3f}" for code, ratio in sorted(rules.items(), key=lambda i: -i[1])]
    for start in range(0, len(cells), 7):
        print("    " + "  ".join(cells[start : start + 7]))


def print_growth(folder: Path) -> None:
    """Print how a check's time a row grows with the rows, for people of every shape."""
    print("a check at " + ", ".join(f"{7_000 * scale:,}" for scale in SCALES) + " rows:")
    for shape, shared in SHAPES.items():
        paths = {scale: folder / f"{scale}.xlsx" for scale in SCALES}
        for scale, path in paths.items():
            path.unlink(missing_ok=True)
            write_register(path, 5_000 * scale, 2_000 * scale, shared)

        def jobs(paths: dict[int, Path] = paths) -> Iterator[tuple[str, float]]:
            for scale, path in paths.items():
                yield timed(f"bare {scale}", partial(bare_read, path))
                yield timed(f"{scale}", partial(in_process, path))

        seconds = least(jobs, REPEATS_OF_LARGE)
        ratios = [seconds[f"{scale}"] / seconds[f"bare {scale}"] for scale in SCALES]
        rows = [seconds[f"{scale}"] / scale / seconds["1"] for scale in SCALES]
        print(
            f"  {shape:<22} {' | '.join(f'{each:.2f}' for each in ratios)} × the bare read; "
            f"a row {' | '.join(f'{each:.2f}' for each in rows)} × one at 7,000"
        )


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
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        usual, sample = folder / "7000.xlsx", folder / "sample.xlsx"
        write_register(usual, 5_000, 2_000)
        write_sample(sample)
        print_shares(usual)
        print(f"peak memory of a check at 7,000 rows: {peak_memory(usual):.0f} MB")
        imports = wall(sys.executable, "-c", "import pydantic, openpyxl")
        command = wall(sys.executable, "-m", "addin.cli", "check", str(sample))
        print(f"thidua check SAMPLE: {command - imports:+.2f} s against importing its libraries")
        print_growth(folder)


if __name__ == "__main__":
    main()
