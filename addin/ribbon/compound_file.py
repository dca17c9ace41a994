"""Writes a compound file, the container of a VBA project: [MS-CFB] version 3.

Sectors of 512 bytes, mini sectors of 64, no times and no class identifiers, so that the same
content gives the same bytes. Small: as many sectors as a header's own 109 FAT sectors reach.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

SECTOR, MINI_SECTOR, MINI_STREAM_CUTOFF = 512, 64, 4096
MAX_FAT_SECTORS = 109
FREE, END_OF_CHAIN, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NO_STREAM = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_MAX_NAME = 31
_FORBIDDEN_IN_NAMES = frozenset("/\\:!")
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")
_HEADER = struct.Struct("<8s16sHHHHH6s10I")

Content = dict[str, "bytes | Content"]
"""Streams (bytes) and storages (their content) by name."""


@dataclass(eq=False)
class _Entry:
    """A directory entry ([MS-CFB] 2.6.1)."""

    name: str
    kind: int
    data: bytes = b""
    children: list[_Entry] = field(default_factory=list)
    number: int = 0
    color: int = _BLACK
    left: int = NO_STREAM
    right: int = NO_STREAM
    child: int = NO_STREAM
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + bytes(2)
        tree = (self.color, self.left, self.right, self.child)
        return _ENTRY.pack(
            name, len(name), self.kind, *tree, bytes(16), 0, 0, 0, self.start, self.size
        )


_UNUSED_ENTRY = _ENTRY.pack(b"", 0, 0, 0, *[NO_STREAM] * 3, bytes(16), 0, 0, 0, 0, 0)


class _Sectors:
    """Sectors of one size with their allocation table ([MS-CFB] 2.3, 2.4)."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.data = bytearray()
        self.next: list[int] = []

    def add(self, data: bytes) -> int:
        """Append a chain that holds the data; returns its first sector."""
        if not data:
            return END_OF_CHAIN
        first = len(self.next)
        count = -(-len(data) // self.size)
        self.data += data.ljust(count * self.size, b"\0")
        self.next += [*range(first + 1, first + count), END_OF_CHAIN]
        return first


def compound_file(content: Content) -> bytes:
    """The bytes of a compound file.

    Raises ValueError for a name that [MS-CFB] 2.6.1 does not allow, for two names that differ in
    case only, and for content beyond about 7 MB.
    """
    root = _Entry("Root Entry", _ROOT, children=_entries(content))
    directory = list(_numbered(root))
    for entry in directory:
        entry.child = _link(_in_directory_order(entry.children))
    sectors, mini = _Sectors(SECTOR), _Sectors(MINI_SECTOR)
    for entry in directory:
        if entry.kind == _STREAM:
            entry.size = len(entry.data)
            place = mini if entry.size < MINI_STREAM_CUTOFF else sectors
            entry.start = place.add(entry.data)
    root.size, root.start = len(mini.data), sectors.add(bytes(mini.data))
    mini_fat = _padded(_numbers(mini.next), b"\xff")
    mini_fat_start = sectors.add(mini_fat)
    rows = b"".join(entry.packed() for entry in directory)
    directory_start = sectors.add(rows + _UNUSED_ENTRY * (-len(directory) % (SECTOR // 128)))
    fat_start, fat_count = _add_fat(sectors)
    header = _header(fat_start, fat_count, directory_start, mini_fat_start, len(mini_fat) // SECTOR)
    return header + bytes(sectors.data)


def _entries(content: Content) -> list[_Entry]:
    made = []
    for name, inside in content.items():
        if not 1 <= len(name) <= _MAX_NAME or _FORBIDDEN_IN_NAMES & set(name):
            raise ValueError(f"not a name of a stream or storage: {name!r}")
        if isinstance(inside, bytes):
            made.append(_Entry(name, _STREAM, inside))
        else:
            made.append(_Entry(name, _STORAGE, children=_entries(inside)))
    if len({entry.name.upper() for entry in made}) < len(made):
        raise ValueError(f"two names differ in case only: {', '.join(content)}")
    return made


def _numbered(root: _Entry) -> Iterator[_Entry]:
    """Every entry of the directory, numbered in that order."""
    waiting, number = [root], 0
    while waiting:
        entry = waiting.pop(0)
        entry.number, number = number, number + 1
        waiting = [*entry.children, *waiting]
        yield entry


def _in_directory_order(entries: list[_Entry]) -> list[_Entry]:
    """Siblings by length of the name in UTF-16, then by upper case ([MS-CFB] 2.6.4)."""
    return sorted(entries, key=lambda each: (len(each.name.encode("utf-16-le")), each.name.upper()))


def _link(ordered: list[_Entry]) -> int:
    """Join siblings to a balanced red-black tree ([MS-CFB] 2.6.4); returns its root's number.

    All levels are black but the last, if that is not full: so every path has as many black.
    """
    full_levels = (len(ordered) + 1).bit_length() - 1

    def subtree(entries: list[_Entry], level: int) -> int:
        if not entries:
            return NO_STREAM
        middle = len(entries) // 2
        entry = entries[middle]
        entry.color = _BLACK if level <= full_levels else _RED
        entry.left = subtree(entries[:middle], level + 1)
        entry.right = subtree(entries[middle + 1 :], level + 1)
        return entry.number

    return subtree(ordered, 1)


def _add_fat(sectors: _Sectors) -> tuple[int, int]:
    """Append the allocation table, which lists its own sectors too: first sector and count."""
    count = 1
    while count * (SECTOR // 4) < len(sectors.next) + count:
        count += 1
    if count > MAX_FAT_SECTORS:
        raise ValueError("more content than a compound file without DIFAT sectors can hold")
    start = len(sectors.next)
    sectors.next += [FAT_SECTOR] * count
    sectors.data += _padded(_numbers(sectors.next), b"\xff")
    return start, count


def _header(
    fat_start: int, fat_count: int, directory_start: int, mini_fat_start: int, mini_fat_count: int
) -> bytes:
    """The header with the first 109 FAT sectors' numbers ([MS-CFB] 2.2)."""
    signature, minor, major, byte_order = bytes.fromhex("D0CF11E0A1B11AE1"), 0x3E, 3, 0xFFFE
    fixed = _HEADER.pack(
        *(signature, bytes(16), minor, major, byte_order, 9, 6, bytes(6)),
        *(0, fat_count, directory_start, 0, MINI_STREAM_CUTOFF),
        *(mini_fat_start, mini_fat_count, END_OF_CHAIN, 0, fat_start),
    )
    others = _numbers(range(fat_start + 1, fat_start + fat_count))
    return (fixed + others).ljust(SECTOR, b"\xff")


def _numbers(values: range | list[int]) -> bytes:
    return b"".join(struct.pack("<I", value) for value in values)


def _padded(data: bytes, filler: bytes) -> bytes:
    return data + filler * (-len(data) % SECTOR)
