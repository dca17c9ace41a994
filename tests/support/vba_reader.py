"""Reads a VBA project strictly by [MS-OVBA], and refuses what the specification does not allow.

Written from the specification alone; it shares no code with `addin.ribbon`. What the add-in has no
use for (passwords, forms, other kinds of references) is refused too. Numbers in messages are
sections of [MS-OVBA].
"""

import re
import struct
from dataclasses import dataclass

from tests.support.compound_reader import Path, read_streams
from tests.support.specified import NotAsSpecified, need

GUID = r"\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}"
MODULE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
LIBRARY = re.compile(rf"\*\\G{GUID}#[0-9A-F]{{1,4}}\.[0-9A-F]{{1,4}}#[0-9A-F]{{1,8}}#[^#]*#[^#]*")
PROJECT = re.compile(
    rf'ID="(?P<id>{GUID})"\r\n'
    r"(?P<items>(?:(?:Document=[^/\r]+/&H[0-9A-F]{8}|Module=[^/\r]+)\r\n)*)"
    r'Name="(?P<name>[^"\r]+)"\r\n'
    r'HelpContextID="0"\r\n'
    r'VersionCompatible32="393222000"\r\n'
    r'CMG="(?P<protection>[0-9A-F]{22,28})"\r\n'
    r'DPB="(?P<password>[0-9A-F]{16,})"\r\n'
    r'GC="(?P<visibility>[0-9A-F]{16,22})"\r\n'
    r"\r\n\[Host Extender Info\]\r\n"
    r"&H00000001=\{3832D640-CF90-11CF-8E43-00A0C911005A\};VBE;&H00000000\r\n"
    r"\r\n\[Workspace\]\r\n"
    r"(?P<windows>(?:[^=\r]+=-?\d+, -?\d+, -?\d+, -?\d+, [CZI]?\r\n)*)"
)
ITEM = re.compile(r"(Document|Module)=([^/\r]+)")


@dataclass(frozen=True)
class SourceModule:
    """A module: its source with its `Attribute` lines; whether it belongs to a document."""

    name: str
    source: str
    document: bool


@dataclass(frozen=True)
class Project:
    """A VBA project: its modules in the order of their declaration, names of its references."""

    name: str
    references: list[str]
    modules: list[SourceModule]


@dataclass(frozen=True)
class Declared:
    """A MODULE record of the dir stream."""

    name: str
    stream: str
    offset: int
    document: bool


def read_project(raw: bytes) -> Project:
    """The project in the bytes of vbaProject.bin.

    Raises NotAsSpecified.
    """
    try:
        return _project(read_streams(raw))
    except (struct.error, UnicodeDecodeError) as error:
        raise NotAsSpecified(f"cut short, or text of another code page: {error}") from error


def _project(streams: dict[Path, bytes]) -> Project:
    need(("VBA", "dir") in streams, "2.2.4", "no dir stream")
    directory = _Directory(decompress(streams["VBA", "dir"]))
    _check_stream_names(streams, directory.modules)
    version = streams["VBA", "_VBA_PROJECT"]
    need(version[:5] == bytes.fromhex("CC61FFFF00"), "2.3.4.1", "version other than FFFF")
    need(len(version) == 7, "2.3.4.1", "a performance cache")
    _check_project_stream(streams["PROJECT",], directory)
    _check_names_stream(streams["PROJECTwm",], directory)
    modules = [_source(each, streams["VBA", each.stream]) for each in directory.modules]
    return Project(directory.name, directory.references, modules)


def _check_stream_names(streams: dict[Path, bytes], modules: list[Declared]) -> None:
    fixed = {("VBA", "dir"), ("VBA", "_VBA_PROJECT"), ("PROJECT",), ("PROJECTwm",)}
    wanted = fixed | {("VBA", each.stream) for each in modules}
    need(set(streams) == wanted, "2.2", f"streams that differ: {set(streams) ^ wanted}")


def decompress(container: bytes) -> bytes:
    """What a CompressedContainer holds ([MS-OVBA] 2.4.1).

    Raises NotAsSpecified.
    """
    need(container[:1] == b"\x01", "2.4.1.1.1", "signature byte")
    out = bytearray()
    at = 1
    while at < len(container):
        need(len(out) % 4096 == 0, "2.4.1.1.3", "a chunk before the last holds less than 4096")
        need(at + 2 <= len(container), "2.4.1.1.5", "half a header")
        (header,) = struct.unpack_from("<H", container, at)
        need(header >> 12 & 7 == 3, "2.4.1.1.5", "chunk signature")
        end = at + (header & 0xFFF) + 3
        need(end <= len(container), "2.4.1.1.5", "a chunk longer than the container")
        chunk = container[at + 2 : end]
        out += _compressed_chunk(chunk) if header >> 15 else _raw_chunk(chunk)
        at = end
    return bytes(out)


def _raw_chunk(chunk: bytes) -> bytes:
    need(len(chunk) == 4096, "2.4.1.1.5", f"a raw chunk of {len(chunk)} bytes")
    return chunk


def _compressed_chunk(chunk: bytes) -> bytes:
    out = bytearray()
    at = 0
    while at < len(chunk):
        flags = chunk[at]
        at += 1
        need(at < len(chunk), "2.4.1.1.7", "flags without a token")
        for bit in range(8):
            if at == len(chunk):
                need(flags >> bit == 0, "2.4.1.1.7", "flags of tokens that are not there")
                break
            if flags >> bit & 1:
                need(at + 2 <= len(chunk), "2.4.1.1.8", "half a copy token")
                (token,) = struct.unpack_from("<H", chunk, at)
                at += 2
                _copy(out, token)
            else:
                out.append(chunk[at])
                at += 1
    need(len(out) <= 4096, "2.4.1.1.3", "a chunk of more than 4096 bytes")
    return bytes(out)


def _copy(out: bytearray, token: int) -> None:
    """[MS-OVBA] 2.4.1.3.19.2: the offset takes as many bits as the place in the chunk needs."""
    need(out, "2.4.1.1.8", "a copy token at the start of a chunk")
    bits = 4
    while 2**bits < len(out):
        bits += 1
    offset = (token >> (16 - bits)) + 1
    length = (token & (0xFFFF >> bits)) + 3
    need(offset <= len(out), "2.4.1.1.8", "a copy from before the chunk")
    for _ in range(length):
        out.append(out[-offset])


class _Directory:
    """The dir stream ([MS-OVBA] 2.3.4.2), read record by record."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0
        self.name = self._information()
        self.references = list(iter(self._reference, ""))
        need(len(set(self.references)) == len(self.references), "2.3.4.2.2", "a reference twice")
        (count,) = struct.unpack("<H", self._record(0x0F, 2))
        self._record(0x13, 2)
        self.modules = [self._module() for _ in range(count)]
        self._record(0x10, 0)
        need(self._at == len(raw), "2.3.4.2", f"{len(raw) - self._at} bytes after the terminator")
        names = [self.name, *(each.name for each in self.modules)]
        need(len({each.lower() for each in names}) == len(names), "2.3.4.2", "a name twice")

    def _next(self) -> int:
        need(self._at + 6 <= len(self._raw), "2.3.4.2", "the stream ends within a record")
        return int(struct.unpack_from("<H", self._raw, self._at)[0])

    def _record(self, identifier: int, size: int | None = None) -> bytes:
        found = self._next()
        need(found == identifier, "2.3.4.2", f"record {found:#x} in place of {identifier:#x}")
        (length,) = struct.unpack_from("<I", self._raw, self._at + 2)
        need(size in (None, length), "2.3.4.2", f"record {identifier:#x} of {length} bytes")
        data = self._raw[self._at + 6 : self._at + 6 + length]
        need(len(data) == length, "2.3.4.2", "the stream ends within a record")
        self._at += 6 + length
        return data

    def _text(self, identifier: int, wide: int) -> str:
        text = self._record(identifier).decode("ascii")
        need(self._record(wide).decode("utf-16-le") == text, "2.3.4.2", f"two forms of {text!r}")
        return text

    def _information(self) -> str:
        """PROJECTINFORMATION: the project's name."""
        need(self._record(0x01, 4) == struct.pack("<I", 3), "2.3.4.2.1.1", "64-bit Windows")
        need(self._record(0x02, 4) == struct.pack("<I", 0x409), "2.3.4.2.1.3", "locale")
        need(self._record(0x14, 4) == struct.pack("<I", 0x409), "2.3.4.2.1.4", "locale")
        need(self._record(0x03, 2) == struct.pack("<H", 1252), "2.3.4.2.1.5", "code page")
        name = self._record(0x04).decode("ascii")
        need(MODULE_NAME.fullmatch(name), "2.3.4.2.1.6", f"the name {name!r}")
        self._text(0x05, 0x40)
        need(self._record(0x06) == self._record(0x3D), "2.3.4.2.1.8", "two help files")
        self._record(0x07, 4)
        need(self._record(0x08, 4) == bytes(4), "2.3.4.2.1.10", "library flags")
        need(self._next() == 0x09, "2.3.4.2.1.11", "no version")
        (reserved,) = struct.unpack_from("<I", self._raw, self._at + 2)
        need(reserved == 4, "2.3.4.2.1.11", "reserved number of the version")
        self._at += 12
        self._text(0x0C, 0x3C)
        return name

    def _reference(self) -> str:
        """REFERENCENAME with REFERENCEREGISTERED; "" where the modules begin."""
        if self._next() != 0x16:
            return ""
        name = self._text(0x16, 0x3E)
        data = self._record(0x0D)
        (length,) = struct.unpack_from("<I", data)
        library = data[4 : 4 + length].decode("ascii")
        need(LIBRARY.fullmatch(library), "2.1.1.8", f"the library {library!r}")
        need(data[4 + length :] == bytes(6), "2.3.4.2.2.5", "reserved bytes of a reference")
        return name

    def _module(self) -> Declared:
        """MODULE."""
        name = self._text(0x19, 0x47)
        need(MODULE_NAME.fullmatch(name), "2.3.4.2.3.2.1", f"the name {name!r}")
        stream = self._text(0x1A, 0x32)
        self._text(0x1C, 0x48)
        (offset,) = struct.unpack("<I", self._record(0x31, 4))
        self._record(0x1E, 4)
        need(self._record(0x2C, 2) == b"\xff\xff", "2.3.4.2.3.2.7", "cookie")
        kind = self._next()
        need(kind in (0x21, 0x22), "2.3.4.2.3.2.8", f"module type {kind:#x}")
        self._record(kind, 0)
        self._record(0x2B, 0)
        return Declared(name, stream, offset, document=kind == 0x22)


def _check_project_stream(raw: bytes, directory: _Directory) -> None:
    """[MS-OVBA] 2.3.1: its grammar, and that it tells the same as the dir stream."""
    match = PROJECT.fullmatch(raw.decode("ascii"))
    need(match, "2.3.1", "grammar of the PROJECT stream")
    assert match
    need(match["name"] == directory.name, "2.3.1.11", f"the name {match['name']}")
    names = [each.name for each in directory.modules]
    items = ITEM.findall(match["items"])
    need([name for _, name in items] == names, "2.3.1.3", f"modules declared: {items}")
    documents = [kind == "Document" for kind, _ in items]
    need(documents == [each.document for each in directory.modules], "2.3.1.3", "kinds of modules")
    windows = [line.partition("=")[0] for line in match["windows"].splitlines()]
    need(windows == names, "2.3.1.20", f"windows of {windows}")
    project_key = sum(match["id"].encode()) & 0xFF
    for part, section, wanted in (
        ("protection", "2.3.1.15", bytes(4)),
        ("password", "2.3.1.16", bytes(1)),
        ("visibility", "2.3.1.17", b"\xff"),
    ):
        key, data = decrypt(bytes.fromhex(match[part]), section)
        need((key, data) == (project_key, wanted), section, f"{part} {match[part]}")


def decrypt(encrypted: bytes, section: str) -> tuple[int, bytes]:
    """Project key and data of an encrypted value ([MS-OVBA] 2.4.3.3).

    Raises NotAsSpecified with the section that asks for the value.
    """
    seed, version, key = (encrypted[0], encrypted[0] ^ encrypted[1], encrypted[0] ^ encrypted[2])
    need(version == 2, section, f"version {version} of encryption")
    plain, before = bytearray(), key
    for at in range(3, len(encrypted)):
        before = encrypted[at] ^ ((encrypted[at - 2] + before) & 0xFF)
        plain.append(before)
    del plain[: (seed & 6) // 2]
    need(len(plain) >= 4, section, "no length")
    (length,) = struct.unpack_from("<I", plain)
    need(length == len(plain) - 4, section, f"length {length}")
    return key, bytes(plain[4:])


def _check_names_stream(raw: bytes, directory: _Directory) -> None:
    """[MS-OVBA] 2.3.3."""
    at = 0
    for module in directory.modules:
        end = raw.find(b"\0", at)
        wide = module.name.encode("utf-16-le") + bytes(2)
        need(end >= 0 and raw[at:end].decode("ascii") == module.name, "2.3.3.1", module.name)
        need(raw[end + 1 : end + 1 + len(wide)] == wide, "2.3.3.1", f"UTF-16 of {module.name}")
        at = end + 1 + len(wide)
    need(raw[at:] == bytes(2), "2.3.3", "terminator of the names")


def _source(module: Declared, stream: bytes) -> SourceModule:
    """[MS-OVBA] 2.3.4.3 with the attributes of [MS-VBAL] 4.2."""
    need(module.offset == 0, "2.3.4.2.3.2.5", f"{module.name} after a performance cache")
    text = decompress(stream[module.offset :]).decode("ascii")
    need(text.endswith("\r\n"), "2.3.4.3", f"the last line of {module.name} has no end")
    lines = text.split("\r\n")
    need(not any(set(line) & set("\r\n\0") for line in lines), "2.3.4.3", f"{module.name}: CR LF")
    need(
        max(map(len, lines)) <= 1023, "VBA", f"a line of more than 1023 characters in {module.name}"
    )
    heading = f'Attribute VB_Name = "{module.name}"'
    need(lines[0] == heading, "[MS-VBAL] 4.2", f"{module.name} does not begin with its name")
    return SourceModule(module.name, text, module.document)
