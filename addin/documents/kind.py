"""What comes out of a kind of document."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from addin.documents.draft import Draft, lay_out
from validators.register import Register


@dataclass(frozen=True, slots=True)
class Product:
    """A finished file; `part` tells those of one kind apart, `blanks` names the room left in it."""

    part: str
    content: bytes
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A file that was written, what in it was left for a pen, and the copy of what was there."""

    path: Path
    blanks: tuple[str, ...]
    kept: Path | None = None

    def lines(self) -> list[str]:
        """Where it is, and where what it replaced is kept."""
        kept = f"  Bản đã có ở đó, khác bản mới, được giữ ở: {self.kept}"
        return [f"Đã ghi: {self.path}", *([kept] if self.kept else [])]


def products(drafts: Sequence[Draft], register: Register) -> list[Product]:
    """Return drafts laid out; the same register and day give the same bytes."""
    return [
        Product(
            part,
            lay_out(each, created(register)).to_bytes(),
            tuple(dict.fromkeys(each.blanks)),
        )
        for part, each in zip(_told_apart([each.part for each in drafts]), drafts, strict=True)
    ]


def _told_apart(parts: Sequence[str]) -> Iterator[str]:
    """The parts, a number after one that has been there: two meetings on a day are two files."""
    times: Counter[str] = Counter()
    for part in parts:
        times[part] += 1
        yield part if times[part] == 1 else f"{part}_{times[part]}"


def created(register: Register) -> datetime:
    """Return the time that documents bear as their creation."""
    return datetime.combine(register.today, time())
