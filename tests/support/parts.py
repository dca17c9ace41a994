"""Two workbooks compared part by part, differences shown as lines of XML."""

import io
import re
import zipfile
from difflib import unified_diff
from pathlib import Path

from lxml import etree


def parts(book: Path | bytes) -> dict[str, bytes]:
    """The parts of a workbook by name, in the order of the file."""
    source = io.BytesIO(book) if isinstance(book, bytes) else book
    with zipfile.ZipFile(source) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_parts(book: Path | bytes, changed: dict[str, bytes]) -> bytes:
    """The workbook with some parts replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in (parts(book) | changed).items():
            package.writestr(name, data)
    return stream.getvalue()


def _lines(data: bytes) -> list[str]:
    """A tag or text a line, attributes in the order of canonical XML."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return [data.hex(" ", 16)]
    canonical = etree.tostring(root, method="c14n2").decode()
    return re.sub(r"(?<=>)|(?=<)", "\n", canonical).replace("\n\n", "\n").strip().splitlines()


def differences(before: Path | bytes, after: Path | bytes) -> dict[str, str]:
    """What differs, by part name: "gone", "new", or the lines with - and +.

    A part of the same XML in other bytes counts as different too.
    """
    old, new = parts(before), parts(after)
    found = {}
    for name in [*old, *(name for name in new if name not in old)]:
        if name not in new:
            found[name] = "gone"
        elif name not in old:
            found[name] = "new"
        elif old[name] != new[name]:
            lines = unified_diff(_lines(old[name]), _lines(new[name]), lineterm="", n=0)
            changed = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
            found[name] = "\n".join(changed) or "same XML, other bytes"
    return found
