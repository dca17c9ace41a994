"""The calculation chain: the cells with formulas in the order of calculation (18.6)."""

from __future__ import annotations

import re
from collections.abc import Collection

from addin.book.part_xml import attribute, integer, regular, with_attribute

_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?/>")


def without_formulas(xml: bytes, sheet_id: int, addresses: Collection[str]) -> bytes:
    """The chain without some cells of a sheet.

    A cell without the attribute `i` is on the sheet of the one before (18.6.1).
    """
    stated = kept = 0

    def change(match: re.Match[bytes]) -> bytes:
        nonlocal stated, kept
        tag = match[0]
        stated = integer(tag, "i", stated)
        if stated == sheet_id and attribute(tag, "r") in addresses:
            return b""
        if kept != stated:
            tag = with_attribute(tag, "i", str(stated))
            kept = stated
        return tag

    return _CELL.sub(change, regular(xml))
