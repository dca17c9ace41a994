"""Slips as units hand them back: written from the sample year, then filled in by somebody."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from addin.book.closed import ClosedBook
from addin.cli import run
from addin.commands import write_slips
from tests.support.parts import parts, with_parts
from tests.support.sent import sample
from validators.blocks import Raw

ISSUED = datetime(2020, 11, 2, 8, 0)
HAMLET, SCHOOL = "Xóm 2", "Trường Mầm non Lam Vỹ"
NAME, POSITION = "Họ và tên / Tên tập thể", "Chức vụ"

PROGRAM = ("Kiểm tra", "STT")

Rows = Mapping[str, Sequence[Mapping[str, Raw]]]


def office(folder: Path) -> tuple[Path, Path]:
    """The sample register in a folder, and an empty folder for slips."""
    register, slips = folder / "sổ.xlsx", folder / "phiếu"
    register.write_bytes(sample())
    slips.mkdir()
    return register, slips


def write(register: Path, folder: Path, *units: str, at: datetime = ISSUED) -> list[Path]:
    """Slips of some units, as the register writes them at a time."""
    return write_slips(ClosedBook(register), at, folder, units)


def fill(slip: Path, rows: Rows, saved: str = "2020-11-10T01:00:00Z") -> Path:
    """A slip with rows as a unit has typed and saved them; new ones into its empty rows first."""
    book = ClosedBook(slip)
    for table, each in rows.items():
        free = iter(free_ids(slip, table))
        placed = (row if "Mã dòng" in row else {"Mã dòng": next(free, None), **row} for row in each)
        book.fill(
            table, [{k: v for k, v in row.items() if (k, v) != ("Mã dòng", None)} for row in placed]
        )
    book.save(slip)
    return save_as_of(slip, saved)


def save_as_of(slip: Path, saved: str) -> Path:
    """A slip that a program says it saved at a time (ECMA-376 part 2, 11.1)."""
    core = parts(slip)["docProps/core.xml"].decode()
    head, _, rest = core.partition("<dcterms:modified")
    tag, _, rest = rest.partition(">")
    _, _, tail = rest.partition("<")
    new = f"{head}<dcterms:modified{tag}>{saved}<{tail}"
    slip.write_bytes(with_parts(slip.read_bytes(), {"docProps/core.xml": new.encode()}))
    return slip


def free_ids(slip: Path, table: str) -> list[str]:
    """The ids of the rows that wait for a unit to fill them."""
    block = ClosedBook(slip).read().blocks[table]
    place = block.headings.index("Mã dòng")
    idle = {"Mã dòng", "Đơn vị", "Đơn vị (xóm)", *PROGRAM}
    told = [i for i, heading in enumerate(block.headings) if heading not in idle]
    return [str(row[place]) for row in block.rows if all(row[i] is None for i in told)]


def rows_of(book: Path, table: str, unit: str) -> dict[str, dict[str, Raw]]:
    """A unit's rows in a register or a slip by row id, empty cells left out."""
    block = ClosedBook(book).read().blocks[table]
    told = (
        {
            heading: _plain(value)
            for heading, value in zip(block.headings, row, strict=True)
            if value is not None and heading not in PROGRAM
        }
        for row in block.rows
    )
    return {
        str(row["Mã dòng"]): row
        for row in told
        if row.get("Đơn vị", row.get("Đơn vị (xóm)")) == unit and len(row) > 2
    }


def _plain(value: Raw) -> Raw:
    """A year of birth as the number it was typed as, not the day that its cell's format makes."""
    if isinstance(value, date) and value.year < 1906:
        return (date(value.year, value.month, value.day) - date(1899, 12, 30)).days
    return value


def empty(slip: Path, table: str, row_id: str) -> dict[str, Raw]:
    """What empties a whole row of a slip but for its Mã dòng, as the Delete key does."""
    headings = ClosedBook(slip).read().blocks[table].headings
    gone = dict.fromkeys(h for h in headings if h not in PROGRAM)
    return {**gone, "Mã dòng": row_id}


def collect(register: Path, folder: Path, *options: str) -> int:
    """The job on the command line."""
    return run(["collect", str(register), str(folder), "--date", "20/1/2021", *options])
