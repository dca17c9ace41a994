"""Reads a compound file strictly by [MS-CFB], and refuses what the specification does not allow.

Written from the specification alone; it shares no code with `addin.ribbon.compound_file`. Version 3
files without DIFAT sectors: more than the add-in needs is refused too.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tests.support.specified import need

Path = tuple[str, ...]

REGULAR_MAX, FATSECT, ENDOFCHAIN, FREESECT = 0xFFFFFFFA, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF
NOSTREAM = 0xFFFFFFFF
UNALLOCATED, STORAGE, STREAM, ROOT = 0, 1, 2, 5
RED, BLACK = 0, 1


@dataclass(frozen=True)
class Header:
    """The fields of [MS-CFB] 2.2 that vary."""

    fat_sectors: list[int]
    first_directory_sector: int
    first_mini_fat_sector: int
    mini_fat_sectors: int


@dataclass(frozen=True)
class DirectoryEntry:
    """[MS-CFB] 2.6.1."""

    name: str
    kind: int
    color: int
    left: int
    right: int
    child: int
    start: int
    size: int

    @property
    def sort_key(self) -> tuple[int, str]:
        """[MS-CFB] 2.6.4: shorter names first, then by upper-case code points."""
        return len(self.name.encode("utf-16-le")), self.name.upper()


def read_streams(raw: bytes) -> dict[Path, bytes]:
    """Every stream by the names of its storages and its own.

    Raises NotAsSpecified.
    """
    return _Reader(raw).streams()


class _Reader:
    def __init__(self, raw: bytes) -> None:
        need(len(raw) >= 1536 and len(raw) % 512 == 0, "2.1", f"{len(raw)} bytes are no sectors")
        self.raw = raw
        self.sector_count = len(raw) // 512 - 1
        self.header = _header(raw)
        self.used: set[int] = set()
        self.fat = self._fat()
        self.entries = self._directory()
        self.mini_fat = self._mini_fat()
        root = self.entries[0]
        self.mini_stream = self._data(self._chain(root.start, self.fat, self.used), root.size)
        self.mini_used: set[int] = set()

    def streams(self) -> dict[Path, bytes]:
        root, *others = self.entries
        need(root.kind == ROOT and root.name == "Root Entry", "2.6.2", "root entry")
        need(root.left == root.right == NOSTREAM, "2.6.2", "the root entry has no siblings")
        need(all(each.kind != ROOT for each in others), "2.6.2", "a second root entry")
        found = dict(self._inside(root, (), seen := {0}))
        named = {number for number, each in enumerate(self.entries) if each.kind}
        need(named == seen, "2.6.4", f"entries that no tree reaches: {named - seen}")
        unused = set(range(self.sector_count)) - self.used
        need(not unused, "2.3", f"sectors of no chain: {unused}")
        in_chains = [number in self.mini_used for number in range(len(self.mini_stream) // 64)]
        need(all(in_chains), "2.4", "mini sectors of no chain")
        need(set(self.mini_fat[len(in_chains) :]) <= {FREESECT}, "2.4", "mini FAT beyond its end")
        return found

    def _sector(self, number: int) -> bytes:
        need(number < self.sector_count, "2.3", f"sector {number} lies beyond the file")
        return self.raw[512 * (number + 1) : 512 * (number + 2)]

    def _fat(self) -> list[int]:
        sectors = self.header.fat_sectors
        need(len(set(sectors)) == len(sectors), "2.5", "a FAT sector twice")
        fat = [value for each in sectors for value in struct.unpack("<128I", self._sector(each))]
        need(all(fat[each] == FATSECT for each in sectors), "2.3", "FAT sectors marked as such")
        need(fat.count(FATSECT) == len(sectors), "2.3", "FATSECT for another sector")
        need(len(fat) >= self.sector_count, "2.3", "sectors that the FAT does not know")
        beyond = fat[self.sector_count :]
        need(set(beyond) <= {FREESECT}, "2.3", "the FAT goes on beyond the end of the file")
        self.used.update(sectors)
        return fat

    @staticmethod
    def _chain(start: int, table: list[int], used: set[int]) -> list[int]:
        chain: list[int] = []
        while start != ENDOFCHAIN:
            need(start < len(table) and start <= REGULAR_MAX, "2.3", f"chain into {start:#x}")
            need(start not in used, "2.3", f"sector {start} in two chains")
            used.add(start)
            chain.append(start)
            start = table[start]
        return chain

    def _data(self, chain: list[int], size: int) -> bytes:
        need(0 <= 512 * len(chain) - size < 512, "2.6.1", f"{size} bytes in {len(chain)} sectors")
        return b"".join(map(self._sector, chain))[:size]

    def _directory(self) -> list[DirectoryEntry]:
        chain = self._chain(self.header.first_directory_sector, self.fat, self.used)
        need(chain, "2.6", "no directory")
        raw = b"".join(map(self._sector, chain))
        return [_entry(raw[start : start + 128]) for start in range(0, len(raw), 128)]

    def _mini_fat(self) -> list[int]:
        chain = self._chain(self.header.first_mini_fat_sector, self.fat, self.used)
        need(len(chain) == self.header.mini_fat_sectors, "2.2", "number of mini FAT sectors")
        return [each for sector in chain for each in struct.unpack("<128I", self._sector(sector))]

    def _inside(
        self, parent: DirectoryEntry, at: Path, seen: set[int]
    ) -> Iterator[tuple[Path, bytes]]:
        if parent.child != NOSTREAM:
            need(self._existing(parent.child).color == BLACK, "2.6.4", "the root of a tree is red")
        for entry in self._tree(parent.child, seen)[1]:
            path = (*at, entry.name)
            if entry.kind == STORAGE:
                need(entry.start == entry.size == 0, "2.6.3", f"{path} is a storage with data")
                yield from self._inside(entry, path, seen)
            else:
                need(entry.child == NOSTREAM, "2.6.1", f"{path} is a stream with children")
                yield path, self._stream(entry)

    def _existing(self, number: int) -> DirectoryEntry:
        need(number < len(self.entries), "2.6.1", f"entry {number} does not exist")
        entry = self.entries[number]
        need(entry.kind in (STORAGE, STREAM), "2.6.1", f"entry {number} of kind {entry.kind}")
        return entry

    def _tree(self, number: int, seen: set[int]) -> tuple[int, list[DirectoryEntry]]:
        """Black height and entries in order of a red-black tree."""
        if number == NOSTREAM:
            return 0, []
        entry = self._existing(number)
        need(number not in seen, "2.6.4", f"{entry.name} twice in the trees")
        seen.add(number)
        left_height, before = self._tree(entry.left, seen)
        right_height, after = self._tree(entry.right, seen)
        need(left_height == right_height, "2.6.4", f"unequal black heights below {entry.name}")
        for side in (entry.left, entry.right):
            both_red = entry.color == RED and side != NOSTREAM and self.entries[side].color == RED
            need(not both_red, "2.6.4", f"two reds in a row at {entry.name}")
        ordered = [*before, entry, *after]
        for first, second in pairwise(ordered):
            need(first.sort_key < second.sort_key, "2.6.4", f"{first.name} before {second.name}")
        return left_height + (entry.color == BLACK), ordered

    def _stream(self, entry: DirectoryEntry) -> bytes:
        if entry.size == 0:
            need(entry.start == ENDOFCHAIN, "2.6.3", f"{entry.name} is empty and has a sector")
            return b""
        if entry.size >= 4096:
            return self._data(self._chain(entry.start, self.fat, self.used), entry.size)
        chain = self._chain(entry.start, self.mini_fat, self.mini_used)
        need(0 <= 64 * len(chain) - entry.size < 64, "2.6.1", f"length of {entry.name}")
        last = 64 * (max(chain) + 1)
        need(last <= len(self.mini_stream), "2.4", f"{entry.name} lies beyond the mini stream")
        minis = (self.mini_stream[64 * each : 64 * (each + 1)] for each in chain)
        return b"".join(minis)[: entry.size]


def _header(raw: bytes) -> Header:
    """[MS-CFB] 2.2."""
    signature, class_id, minor, major, order, shift, mini_shift, reserved = struct.unpack_from(
        "<8s16s5H6s", raw
    )
    need(signature.hex() == "d0cf11e0a1b11ae1", "2.2", "signature")
    need(class_id == bytes(16), "2.2", "class identifier")
    need((minor, major) == (0x3E, 3), "2.2", f"version {major}.{minor}")
    need((order, shift, mini_shift) == (0xFFFE, 9, 6), "2.2", "byte order and sector sizes")
    need(reserved == bytes(6), "2.2", "reserved bytes")
    fields = struct.unpack_from("<9I", raw, 40)
    directory_sectors, fat_sectors, directory, transaction, cutoff, mini, minis, difat, difats = (
        fields
    )
    need(directory_sectors == 0, "2.2", "a version 3 file does not count directory sectors")
    need(transaction == 0, "2.2", "transaction signature")
    need(cutoff == 4096, "2.2", "mini stream cutoff")
    need((difat, difats) == (ENDOFCHAIN, 0), "2.5", "DIFAT sectors")
    locations = struct.unpack_from("<109I", raw, 76)
    need(1 <= fat_sectors <= 109, "2.5", f"{fat_sectors} FAT sectors")
    need(set(locations[fat_sectors:]) <= {FREESECT}, "2.5", "FAT sectors beyond their number")
    return Header(list(locations[:fat_sectors]), directory, mini, minis)


def _entry(raw: bytes) -> DirectoryEntry:
    """[MS-CFB] 2.6.1."""
    name, length, kind, color, left, right, child, class_id, state, made, changed, start, size = (
        struct.unpack("<64sHBBIII16sIQQIQ", raw)
    )
    if kind == UNALLOCATED:
        empty = struct.pack("<68s3I48s", b"", NOSTREAM, NOSTREAM, NOSTREAM, b"")
        need(raw == empty, "2.6.1", "an unallocated entry that is not empty")
        return DirectoryEntry("", kind, color, left, right, child, start, size)
    need(kind in (STORAGE, STREAM, ROOT), "2.6.1", f"object type {kind}")
    need(color in (RED, BLACK), "2.6.1", f"colour {color}")
    need(length % 2 == 0 and 4 <= length <= 64, "2.6.1", f"length of a name: {length}")
    need(name[length - 2 :] == bytes(66 - length), "2.6.1", "a name's end")
    text = name[: length - 2].decode("utf-16-le")
    need(not set(text) & set("/\\:!\0"), "2.6.1", f"characters of the name {text!r}")
    need((class_id, state) == (bytes(16), 0), "2.6.1", f"class and state of {text}")
    need(kind != STREAM or made == changed == 0, "2.6.1", f"times of the stream {text}")
    need(size < 0x80000000, "2.6.1", f"size of {text}")
    return DirectoryEntry(text, kind, color, left, right, child, start, size)
