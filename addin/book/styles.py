"""The formats of a workbook: whether two look alike, and how one is taken over from another.

Indexes differ from file to file, since every program that saves a workbook numbers its formats
anew; so formats are compared by what they look like. Elements by ECMA-376 part 1: styleSheet
18.8.39, xf 18.8.45, font 18.8.22, fill 18.8.20, border 18.8.4, numFmt 18.8.30, dxf 18.8.14.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from addin.book.part_xml import PartXml, attribute, children, integer, start_tag, with_attribute

STYLES_ORDER = (
    "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
)
"""Order of the elements of CT_Stylesheet."""

_FIRST_OWN_FORMAT = 164
"""Ids of number formats below are the programs' own."""
_SIDES = ("left", "right", "top", "bottom")
_THEME = {"0": "FFFFFF", "1": "000000"}
"""Colours of the theme that texts and backgrounds have where nobody chose one."""


@dataclass(frozen=True)
class CellLook:
    """What can be seen of a cell's format."""

    number_format: str
    font: tuple[object, ...]
    fill: tuple[str, ...]
    border: tuple[bool, ...]
    alignment: tuple[object, ...]


def _child(xml: bytes, name: str) -> bytes:
    """The start tag of a child, b"" if there is none."""
    found = re.search(rb"<(?:\w+:)?%b(?:\s[^>]*)?/?>" % name.encode(), xml)
    return found[0] if found else b""


def _on(tag: bytes, name: str = "val") -> bool:
    """Whether a switch is there and not turned off."""
    return bool(tag) and attribute(tag, name) not in ("0", "false", "none")


def _colour(tag: bytes) -> str:
    theme = attribute(tag, "theme")
    if theme is not None:
        return _THEME.get(theme, f"theme {theme}")
    return (attribute(tag, "rgb") or "000000")[-6:].upper()


def _font(xml: bytes) -> tuple[object, ...]:
    name, size = (attribute(_child(xml, each), "val") or "" for each in ("name", "sz"))
    switches = (_on(_child(xml, each)) for each in ("b", "i", "u", "strike"))
    return name.casefold(), float(size or 0), *switches, _colour(_child(xml, "color"))


def _fill(xml: bytes) -> tuple[str, ...]:
    pattern = attribute(_child(xml, "patternFill"), "patternType") or "none"
    return (pattern, _colour(_child(xml, "fgColor"))) if pattern == "solid" else (pattern,)


def _border(xml: bytes) -> tuple[bool, ...]:
    return tuple(
        bool(tag) and (attribute(tag, "style") or "none") != "none"
        for tag in (_child(xml, side) for side in _SIDES)
    )


def _alignment(xml: bytes) -> tuple[object, ...]:
    tag = _child(xml, "alignment")
    horizontal = attribute(tag, "horizontal") or "general"
    return horizontal, attribute(tag, "vertical") or "bottom", attribute(tag, "wrapText") in (
        "1", "true",
    )  # fmt: skip


def _shade(xml: bytes) -> tuple[str, str]:
    """Colour of the text and of the background that a conditional format gives."""
    return _colour(_child(xml, "color")), _colour(_child(xml, "bgColor"))


@cache
def _built_in(number: int) -> str:
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return str(BUILTIN_FORMATS.get(number, "General"))


class Styles(PartXml):
    """The part of a workbook's formats, to which others can be added."""

    def __init__(self, xml: bytes) -> None:
        super().__init__(xml, STYLES_ORDER)
        self._items: dict[str, list[bytes]] = {}
        self._looks: dict[int, CellLook] = {}

    def items(self, name: str) -> list[bytes]:
        """The elements of a collection such as "fonts"."""
        if name not in self._items:
            xml = self.get(name)
            first = start_tag(xml) if xml else b""
            inside = children(xml, len(first)) if first != xml else ()
            self._items[name] = [xml[start:end] for _, start, end in inside]
        return self._items[name]

    def look(self, index: int) -> CellLook:
        """How cells of a format look; those of an unknown one have the first format."""
        if index not in self._looks:
            formats = self.items("cellXfs")
            self._looks[index] = self._look(formats[index if index < len(formats) else 0])
        return self._looks[index]

    def _look(self, xf: bytes) -> CellLook:
        tag = start_tag(xf)
        font, fill, border = (
            _of(self.items(name), integer(tag, attribute_name, 0))
            for name, attribute_name in (
                ("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId"),
            )
        )  # fmt: skip
        code = self.code(integer(tag, "numFmtId", 0)).casefold()
        return CellLook(code, _font(font), _fill(fill), _border(border), _alignment(xf))

    def taken_over(self, other: Styles, index: int) -> int:
        """The format here that looks like one of another workbook, added where there is none."""
        wanted = other.look(index)
        for here in range(len(self.items("cellXfs"))):
            if self.look(here) == wanted:
                return here
        xf = other.items("cellXfs")[index]
        tag = start_tag(xf)
        for name, id_name, seen in (
            ("fonts", "fontId", _font),
            ("fills", "fillId", _fill),
            ("borders", "borderId", _border),
        ):
            item = _of(other.items(name), integer(tag, id_name, 0))
            alike = [i for i, each in enumerate(self.items(name)) if seen(each) == seen(item)]
            place = alike[0] if alike else self._add(name, other, item)
            tag = with_attribute(tag, id_name, str(place))
        tag = with_attribute(
            tag, "numFmtId", str(self._number_format(other, integer(tag, "numFmtId", 0)))
        )
        tag = with_attribute(tag, "xfId", "0")
        for name in ("applyNumberFormat", "applyFont", "applyFill", "applyBorder"):
            tag = with_attribute(tag, name, "1")
        return self._add("cellXfs", other, tag + xf[len(start_tag(xf)) :])

    def _number_format(self, other: Styles, theirs: int) -> int:
        if theirs < _FIRST_OWN_FORMAT:
            return theirs
        known = {integer(tag, "numFmtId", 0): attribute(tag, "formatCode") for tag in self._own()}
        code = other.code(theirs)
        for number, each in known.items():
            if each == code:
                return number
        number = max(_FIRST_OWN_FORMAT - 1, *known, 0) + 1
        tag = next(each for each in other._own() if integer(each, "numFmtId", 0) == theirs)
        self._add("numFmts", other, with_attribute(tag, "numFmtId", str(number)))
        return number

    def _own(self) -> list[bytes]:
        return self.items("numFmts")

    def code(self, number: int) -> str:
        """The number format of an id."""
        for tag in self._own():
            if integer(tag, "numFmtId", 0) == number:
                return attribute(tag, "formatCode") or ""
        return _built_in(number)

    def shade(self, other: Styles, index: int) -> int:
        """The conditional format here of the same colours, added where there is none."""
        wanted = other.items("dxfs")[index]
        for here, each in enumerate(self.items("dxfs")):
            if _shade(each) == _shade(wanted):
                return here
        return self._add("dxfs", other, wanted)

    def _add(self, name: str, other: Styles, item: bytes) -> int:
        """Put an element of another workbook at the end of a collection; its index."""
        items = self.items(name)
        item = with_prefix(item, other.prefix, self.prefix)
        collection = f"{self.prefix}{name}".encode()
        items.append(item)
        tag = start_tag(self.get(name) or b"<%b>" % collection).removesuffix(b">")
        tag = with_attribute(tag.removesuffix(b"/") + b">", "count", str(len(items)))
        self.put(name, tag + b"".join(items) + b"</%b>" % collection)
        return len(items) - 1


def _of(items: list[bytes], index: int) -> bytes:
    return items[index] if index < len(items) else b""


def with_prefix(xml: bytes, old: str, new: str) -> bytes:
    """Elements of one part as another writes their names."""
    if old == new:
        return xml
    return re.sub(rb"<(/?)%b" % old.encode(), rb"<\1%b" % new.encode(), xml)
