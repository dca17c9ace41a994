"""Writes xl/vbaProject.bin from VBA source text: [MS-OVBA] 2.2 and 2.3 in a compound file.

Source alone, as 2.3.4.1 asks of whoever writes: `_VBA_PROJECT` has version 0xFFFF and no
performance cache, every module's source starts at offset 0. Excel compiles it when it opens the
add-in. The same source gives the same bytes.
"""

from __future__ import annotations

import struct
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from addin.ribbon.compound_file import Content, compound_file
from addin.ribbon.compression import compress

CODE_PAGE = 1252
"""Of the project's texts, which are ASCII."""
MAX_LINE = 1023
"""Characters of a line of VBA."""

_ENGLISH = 0x0409
_WINDOWS_64_BIT = 3


class Kind(Enum):
    """What a module is: how PROJECT declares it (2.3.1.3), the class behind it (VB_Base) if any."""

    PROCEDURES = "Module={}", ""
    WORKBOOK = "Document={}/&H00000000", "0{00020819-0000-0000-C000-000000000046}"
    SHEET = "Document={}/&H00000000", "0{00020820-0000-0000-C000-000000000046}"

    def __init__(self, declaration: str, base: str) -> None:
        self.declaration = declaration
        self.base = base


@dataclass(frozen=True)
class Module:
    """A module; its source is ASCII, with any line ends, and without `Attribute` lines."""

    name: str
    source: str = ""
    kind: Kind = Kind.PROCEDURES

    def text(self) -> bytes:
        """Header and source as they are stored, lines ended by CR LF (2.3.4.3, 4.2).

        Raises ValueError for a line beyond VBA's limit and for text that is not ASCII.
        """
        lines = [f'Attribute VB_Name = "{self.name}"', *self._document_attributes()]
        lines += self.source.splitlines()
        for number, line in enumerate(lines, 1):
            if len(line) > MAX_LINE:
                raise ValueError(f"{self.name}, line {number}: longer than {MAX_LINE} characters")
        return "".join(f"{line}\r\n" for line in lines).encode("ascii")

    def _document_attributes(self) -> list[str]:
        if not self.kind.base:
            return []
        return [
            f'Attribute VB_Base = "{self.kind.base}"',
            "Attribute VB_GlobalNameSpace = False",
            "Attribute VB_Creatable = False",
            "Attribute VB_PredeclaredId = True",
            "Attribute VB_Exposed = True",
            "Attribute VB_TemplateDerived = False",
            "Attribute VB_Customizable = True",
        ]


REFERENCES = {
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#"
    r"C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
    r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
    "#Microsoft Office 16.0 Object Library",
}
"""Type libraries by name (2.1.1.8). Excel finds them by identifier: the paths need not be right.
Office's declares IRibbonControl."""


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """The bytes of vbaProject.bin.

    Modules are declared in the order given; every document of the workbook needs one.
    """
    return compound_file(project_content(name, modules))


def project_content(name: str, modules: Sequence[Module]) -> Content:
    """The project's storages and streams (2.2)."""
    return {
        "VBA": {
            "dir": compress(dir_stream(name, modules)),
            **{module.name: compress(module.text()) for module in modules},
            "_VBA_PROJECT": version_stream(),
        },
        "PROJECT": project_stream(name, modules),
        "PROJECTwm": names_stream(modules),
    }


def version_stream() -> bytes:
    """The `_VBA_PROJECT` stream without a performance cache (2.3.4.1)."""
    reserved, version = 0x61CC, 0xFFFF
    return struct.pack("<HHBH", reserved, version, 0, 0)


def dir_stream(name: str, modules: Sequence[Module]) -> bytes:
    """The dir stream before compression (2.3.4.2)."""
    return b"".join(
        [
            _project_information(name),
            *(_reference(each, library) for each, library in REFERENCES.items()),
            _record(0x000F, struct.pack("<H", len(modules))),
            _record(0x0013, b"\xff\xff"),  # PROJECTCOOKIE: ignored
            *map(_module_record, modules),
            _record(0x0010, b""),  # Terminator, Reserved
        ]
    )


def _project_information(name: str) -> bytes:
    """PROJECTINFORMATION (2.3.4.2.1)."""
    return b"".join(
        [
            _record(0x0001, struct.pack("<I", _WINDOWS_64_BIT)),  # PROJECTSYSKIND
            _record(0x0002, struct.pack("<I", _ENGLISH)),  # PROJECTLCID
            _record(0x0014, struct.pack("<I", _ENGLISH)),  # PROJECTLCIDINVOKE
            _record(0x0003, struct.pack("<H", CODE_PAGE)),  # PROJECTCODEPAGE
            _record(0x0004, name.encode("ascii")),  # PROJECTNAME
            _text(0x0005, 0x0040, ""),  # PROJECTDOCSTRING
            _record(0x0006, b"") + _record(0x003D, b""),  # PROJECTHELPFILEPATH
            _record(0x0007, bytes(4)),  # PROJECTHELPCONTEXT
            _record(0x0008, bytes(4)),  # PROJECTLIBFLAGS
            struct.pack("<HIIH", 0x0009, 4, 1, 1),  # PROJECTVERSION: its size leaves the minor out
            _text(0x000C, 0x003C, ""),  # PROJECTCONSTANTS
        ]
    )


def _reference(name: str, library: str) -> bytes:
    """REFERENCENAME and REFERENCEREGISTERED (2.3.4.2.2)."""
    path = library.encode("ascii")
    registered = struct.pack("<I", len(path)) + path + bytes(6)
    return _text(0x0016, 0x003E, name) + _record(0x000D, registered)


def _module_record(module: Module) -> bytes:
    """MODULE (2.3.4.2.3.2)."""
    kind = 0x0021 if module.kind is Kind.PROCEDURES else 0x0022
    return b"".join(
        [
            _text(0x0019, 0x0047, module.name),  # MODULENAME
            _text(0x001A, 0x0032, module.name),  # MODULESTREAMNAME
            _text(0x001C, 0x0048, ""),  # MODULEDOCSTRING
            _record(0x0031, bytes(4)),  # MODULEOFFSET: no performance cache before the source
            _record(0x001E, bytes(4)),  # MODULEHELPCONTEXT
            _record(0x002C, b"\xff\xff"),  # MODULECOOKIE: ignored
            _record(kind, b""),  # MODULETYPE
            _record(0x002B, b""),  # Terminator, Reserved
        ]
    )


def project_stream(name: str, modules: Sequence[Module]) -> bytes:
    """The PROJECT stream (2.3.1)."""
    identifier = "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"vba:{name}")).upper() + "}"
    lines = [
        f'ID="{identifier}"',
        *(module.kind.declaration.format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{encrypted(bytes(4), identifier, 0x10)}"',  # not protected (2.3.1.15)
        f'DPB="{encrypted(bytes(1), identifier, 0x20)}"',  # no password (2.3.1.16)
        f'GC="{encrypted(bytes([0xFF]), identifier, 0x30)}"',  # visible (2.3.1.17)
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),  # windows closed (2.3.1.20)
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def names_stream(modules: Sequence[Module]) -> bytes:
    """The PROJECTwm stream: names in the code page and in UTF-16 (2.3.3)."""
    return b"".join(
        module.name.encode("ascii") + b"\0" + module.name.encode("utf-16-le") + b"\0\0"
        for module in modules
    ) + bytes(2)


def encrypted(data: bytes, project_identifier: str, seed: int) -> str:
    """Data Encryption (2.4.3.2) in hexadecimal digits.

    The ignored bytes, which may be any, are those of the examples in 3.1.
    """
    version = 2
    key = sum(project_identifier.encode("ascii")) & 0xFF
    out = [seed, seed ^ version, seed ^ key]
    ignored = b"\x07" * ((seed & 6) // 2)
    before = key
    for plain in ignored + struct.pack("<I", len(data)) + data:
        out.append(plain ^ ((out[-2] + before) & 0xFF))
        before = plain
    return bytes(out).hex().upper()


def _record(identifier: int, data: bytes) -> bytes:
    return struct.pack("<HI", identifier, len(data)) + data


def _text(identifier: int, wide_identifier: int, text: str) -> bytes:
    """A text in the code page, then in UTF-16."""
    wide = text.encode("utf-16-le")
    return _record(identifier, text.encode("ascii")) + _record(wide_identifier, wide)
