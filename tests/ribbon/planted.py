"""Defects planted into the add-in, and the detectors that should see them.

A defect is planted with the writer's own pieces and is the only thing wrong with its file.
"""

import re
import struct
import subprocess
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from addin.buttons import JOBS
from addin.ribbon import build, package
from addin.ribbon.compound_file import compound_file
from addin.ribbon.compression import compress
from addin.ribbon.custom_ui import custom_ui
from addin.ribbon.ovba import Kind, dir_stream, project_content
from tests.support import ooxml
from tests.support.addin_check import check_addin
from tests.support.compound_reader import read_streams
from tests.support.libreoffice import LibreOfficeError, Office
from tests.support.specified import NotAsSpecified
from tests.support.vba_reader import read_project

PYTHON = r"C:\Người dùng\Hà & Ngọc\AppData\Local\Thi Đua\pythonw.exe"
PROJECT_PART, RIBBON_PART = "xl/vbaProject.bin", "customUI/customUI14.xml"
CODE = "ThiDua"

Parts = dict[str, bytes]


def sound_parts(project: bytes | None = None) -> Parts:
    """The add-in's parts, with another VBA project if one is given."""
    ribbon = custom_ui(JOBS, superior=False)
    return package.parts(project or build.approved_project(), ribbon, [PYTHON, "Không chạy được."])


def _replaced(data: bytes, old: str | bytes, new: str | bytes) -> bytes:
    old, new = (each.encode() if isinstance(each, str) else each for each in (old, new))
    assert data.count(old) == 1, f"{old!r} stands {data.count(old)} times"
    return data.replace(old, new)


def _in_part(part: str, old: str, new: str) -> Parts:
    parts = sound_parts()
    return parts | {part: _replaced(parts[part], old, new)}


def _with_streams(vba: Parts | None = None, **streams: bytes) -> Parts:
    """With other streams in the VBA storage or beside it."""
    content = project_content(build.PROJECT, build.modules())
    inside = content["VBA"]
    assert isinstance(inside, dict)
    return sound_parts(compound_file(content | {"VBA": inside | (vba or {})} | streams))


def _with_dir(change: Callable[[bytes], bytes]) -> Parts:
    return _with_streams({"dir": compress(change(dir_stream(build.PROJECT, build.modules())))})


def _stream(name: str) -> bytes:
    return dict(read_streams(build.approved_project()))[(name,)]


def _code(change: Callable[[bytes], bytes], module: str = CODE) -> Parts:
    """With a module whose stored text is changed."""
    [text] = [each.text() for each in build.modules() if each.name == module]
    return _with_streams({module: compress(change(text))})


def _raw(change: Callable[[bytearray], None]) -> Parts:
    """With bytes of the compound file changed."""
    raw = bytearray(build.approved_project())
    change(raw)
    return sound_parts(bytes(raw))


def _directory_entry(raw: bytearray, name: str) -> int:
    """Where the directory entry of a name begins."""
    (directory,) = struct.unpack_from("<I", raw, 48)
    found = raw.find(name.encode("utf-16-le").ljust(64, b"\0"), 512 * (directory + 1))
    assert found > 0
    return found


def _module_offset_wrong() -> Parts:
    def change(stream: bytes) -> bytes:
        before, record, after = stream.rpartition(struct.pack("<HII", 0x31, 4, 0))
        assert record
        return before + struct.pack("<HII", 0x31, 4, 7) + after

    return _with_dir(change)


def _tree_unsorted() -> Parts:
    def change(raw: bytearray) -> None:
        entry = _directory_entry(raw, CODE)
        left, right = struct.unpack_from("<II", raw, entry + 68)
        assert left != right
        struct.pack_into("<II", raw, entry + 68, right, left)

    return _raw(change)


def _cross_linked() -> Parts:
    def change(raw: bytearray) -> None:
        """The mini FAT goes on into the mini stream."""
        (mini_fat,) = struct.unpack_from("<I", raw, 60)
        (fat,) = struct.unpack_from("<I", raw, 76)
        (mini_stream,) = struct.unpack_from("<I", raw, _directory_entry(raw, "Root Entry") + 116)
        struct.pack_into("<I", raw, 512 * (fat + 1) + 4 * mini_fat, mini_stream)

    return _raw(change)


def _compression_bad() -> Parts:
    def broken(text: bytes) -> bytes:
        container = bytearray(compress(text))
        container[2] ^= 0x40  # the signature in the chunk's header
        return bytes(container)

    [text] = [each.text() for each in build.modules() if each.name == CODE]
    return _with_streams({CODE: broken(text)})


def _version_of_an_office() -> Parts:
    return _with_streams({"_VBA_PROJECT": bytes.fromhex("CC61B20000FF00")})


def _cmg_bad() -> Parts:
    cmg = re.compile(rb'CMG="(\w+)"')
    project = _stream("PROJECT")
    return _with_streams(PROJECT=cmg.sub(lambda match: b'CMG="' + match[1][::-1] + b'"', project))


DEFECTS: dict[str, Callable[[], Parts]] = {
    "module offset wrong": _module_offset_wrong,
    "module missing from PROJECT": lambda: _with_streams(
        PROJECT=_replaced(_stream("PROJECT"), f"Module={CODE}\r\n", "")
    ),
    "PROJECTwm empty": lambda: _with_streams(PROJECTwm=b""),
    "dir without its terminator": lambda: _with_dir(lambda stream: stream[:-6]),
    "surplus bytes after dir": lambda: _with_dir(lambda stream: stream + bytes(2)),
    "directory tree unsorted": _tree_unsorted,
    "line ends LF only": lambda: _code(lambda text: text.replace(b"\r\n", b"\n")),
    "code name mismatch": lambda: _in_part(
        "xl/worksheets/sheet1.xml", 'codeName="Sheet1"', 'codeName="Sheet2"'
    ),
    "syntax error": lambda: _code(lambda text: text + b"Public Sub Broken(\r\nEnd Sub\r\n"),
    "module without VB_Name": lambda: _code(lambda text: text.partition(b"\r\n")[2]),
    "wrong VB_Base": lambda: _code(
        lambda text: _replaced(text, Kind.SHEET.base, Kind.WORKBOOK.base), "Sheet1"
    ),
    "onAction without a Sub": lambda: _code(
        lambda text: _replaced(text, "Sub ThiDua_OnAction", "Sub ThiDua_OnClick")
    ),
    "bad CMG": _cmg_bad,
    "cross-linked FAT": _cross_linked,
    "truncated file": lambda: sound_parts(build.approved_project()[:-700]),
    "bad compression": _compression_bad,
    "version not FFFF": _version_of_an_office,
    "bad customUI attribute": lambda: _in_part(
        RIBBON_PART, 'id="kiem_tra"', 'id="kiem_tra" color="red"'
    ),
    "missing VBA relationship": lambda: _in_part(
        "xl/_rels/workbook.xml.rels", "relationships/vbaProject", "relationships/vbaProjects"
    ),
    "ribbon tied by the relationship of 2006": lambda: _in_part(
        "_rels/.rels", "2007/relationships/ui", "2006/relationships/ui"
    ),
    "content type of a workbook": lambda: _in_part(
        "[Content_Types].xml", "excel.addin.macroEnabled", "excel.sheet.macroEnabled"
    ),
    "an id twice": lambda: _in_part(RIBBON_PART, 'id="loi_ke_tiep"', 'id="kiem_tra"'),
    "key tip that hides another": lambda: _in_part(RIBBON_PART, 'keytip="L"', 'keytip="KL"'),
    "picture that Excel does not have": lambda: _in_part(RIBBON_PART, '"GoTo"', '"GoToo"'),
    "callback with other parameters": lambda: _code(
        lambda text: _replaced(
            text, "ThiDua_OnAction(control As IRibbonControl)", "ThiDua_OnAction()"
        )
    ),
    "letters that are not ASCII": lambda: _code(
        lambda text: _replaced(text, "may nay", "m\xe1y n\xe0y".encode("cp1252"))
    ),
    "a Declare": lambda: _code(
        lambda text: _replaced(
            text,
            "Private Running As Boolean",
            'Private Declare Sub Sleep Lib "kernel32" (ByVal T As Long)\r\n'
            "Private Running As Boolean",
        )
    ),
}
"""By what is wrong."""


# ---- detectors: each says whether it objects to a file


def reader_objects(parts: Parts) -> bool:
    """The strict reader of VBA projects, to the project alone."""
    try:
        read_project(parts[PROJECT_PART])
    except NotAsSpecified:
        return True
    return False


def package_check_objects(parts: Parts) -> bool:
    """The check of the parts against each other; it asks the strict reader first."""
    try:
        check_addin(package.pack(parts))
    except NotAsSpecified:
        return True
    return False


def olevba_objects(path: Path) -> bool:
    """Whether olevba fails, or does not find the modules with their source."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is older than the pyparsing that it uses
        from oletools.olevba import VBA_Parser

        try:
            with closing(VBA_Parser(str(path))) as parser:
                found = {name: code for _, _, name, code in parser.extract_macros()}
        except Exception:
            return True
    wanted = {f"{each.name}.{'bas' if each.name == CODE else 'cls'}" for each in build.modules()}
    return found.keys() != wanted or "Sub ThiDua_On" not in found[f"{CODE}.bas"]


def validator_objects(path: Path) -> bool:
    """The Open XML SDK validator."""
    try:
        return bool(ooxml.findings(path))
    except (AssertionError, subprocess.SubprocessError):
        return True


def libreoffice_objects(office: Office, path: Path) -> bool:
    """Whether LibreOffice does not compile the project, or a function answers wrongly."""
    try:
        document = office.open(path, macros=True)
        try:
            answer = document.run_macro(f"{build.PROJECT}.{CODE}.Escaped", "Sổ = 5%")
        finally:
            document.close()
    except LibreOfficeError:
        return True
    return answer != "S~1ED5 ~003D 5~0025"
