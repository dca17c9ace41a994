"""The XML of one part as bytes, edited by replacing whole elements: the rest stays as it is.

A register's sheets are megabytes of XML of which an edit concerns a few cells. So a part is cut
at its tags, not parsed into a tree, and whatever was not replaced is written back byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape as resolve_references
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from addin.book.package import unescape
from addin.book.sheet_xml import is_utf8

ATTRIBUTES = rb"""(?:[^>"']|"[^"]*"|'[^']*')*?"""
"""Pattern of a tag's attributes, whose values may hold ">"."""

_TAG = re.compile(rb"<(/?)([^\s/>?!]+)" + ATTRIBUTES + rb"(/?)>")
_OTHER_THAN_TAGS = re.compile(rb"<!|<\?(?!xml\s)")
# What XML 1.0 cannot hold, and an underscore that would read as the escape of such a character.
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")

WORKBOOK_ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
    "smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
)
"""Order of the elements of CT_Workbook (ECMA-376 part 1, 18.2.27)."""

WORKSHEET_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
    "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
    "smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
)
"""Order of the elements of CT_Worksheet (18.3.1.99)."""

TABLE_ORDER = "autoFilter sortState tableColumns tableStyleInfo extLst"
"""Order of the elements of CT_Table (18.5.1.2)."""


class MalformedError(Exception):
    """A part that is not the XML that its relationships say it is."""


def regular(xml: bytes) -> bytes:
    """The part in UTF-8 without comments, CDATA and instructions: every "<" begins a tag.

    That is how all spreadsheet programs write, and then the bytes are the same. Raises
    MalformedError for what is not XML.
    """
    if is_utf8(xml) and _OTHER_THAN_TAGS.search(xml) is None:
        _check_well_formed(xml)
        return xml
    parser = etree.XMLParser(
        remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise MalformedError from error
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _check_well_formed(xml: bytes) -> None:
    """Cutting at tags takes time without end where "<" is not the beginning of one.

    expat is safe here: a part with a document type does not come this way.
    """
    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError as error:
        raise MalformedError from error


def encoded(text: str) -> str:
    """Text with the escapes of ST_Xstring (ECMA-376 part 1, 22.9.2.19): "\\r" → "_x000D_"."""
    return _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def escape_text(text: str) -> str:
    """Text as it stands between tags."""
    return escape(encoded(text))


def plain_text(xml: bytes) -> str:
    """The text that a stretch of XML without tags stands for."""
    return unescape(resolve_references(xml.decode()))


def attribute(tag: bytes, name: str) -> str | None:
    """The value of an attribute of a start tag."""
    match = re.search(rb"""\s%b\s*=\s*("[^"]*"|'[^']*')""" % name.encode(), tag)
    return plain_text(match[1][1:-1]) if match else None


def integer(tag: bytes, name: str, default: int) -> int:
    """The value of an attribute that is a whole number. Raises MalformedError."""
    text = attribute(tag, name)
    if text is None:
        return default
    if not (text.isdecimal() and len(text) < 10):
        raise MalformedError
    return int(text)


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """The start tag with an attribute set, or taken away."""
    text = b"" if value is None else f" {name}={quoteattr(encoded(value))}".encode()
    pattern = rb"""\s+%b\s*=\s*("[^"]*"|'[^']*')""" % name.encode()
    if re.search(pattern, tag):
        return re.sub(pattern, lambda _: text, tag, count=1)
    end = re.search(rb"\s*/?>\Z", tag)
    assert end
    return tag[: end.start()] + text + tag[end.start() :]


def start_tag(xml: bytes) -> bytes:
    """The first tag of an element."""
    match = _TAG.match(xml)
    if match is None:
        raise MalformedError
    return match[0]


def with_root_attribute(xml: bytes, name: str, value: str | None) -> bytes:
    """The element with an attribute of its first tag set, or taken away."""
    tag = start_tag(xml)
    return with_attribute(tag, name, value) + xml[len(tag) :]


class PartXml:
    """A part cut into the children of its root, which can be replaced one by one.

    `order` is the order in which the schema wants the children. Raises MalformedError.
    """

    def __init__(self, xml: bytes, order: str) -> None:
        xml = regular(xml)
        root = _TAG.search(xml)
        if root is None:
            raise MalformedError
        prefix, colon, _ = root[2].rpartition(b":")
        self.prefix = (prefix + colon).decode()
        self.root = root[0]
        self._order = order.split()
        self._before = xml[: root.start()]
        self._pieces: list[tuple[str, bytes]] = []
        """The children by local name; "" stands for what is between them."""
        position = root.end()
        for name, start, end in children(xml, position) if not root[3] else ():
            self._pieces += [("", xml[position:start]), (name, xml[start:end])]
            position = end
        self._pieces.append(("", xml[position:]))

    def xml(self) -> bytes:
        """The part as it is now."""
        return b"".join([self._before, self.root, *(piece for _, piece in self._pieces)])

    def get(self, name: str) -> bytes:
        """The first child of that name, b"" if there is none."""
        return next((xml for each, xml in self._pieces if each == name), b"")

    def all(self, name: str) -> list[bytes]:
        """All children of that name."""
        return [xml for each, xml in self._pieces if each == name and xml]

    def put_all(self, name: str, elements: Sequence[bytes]) -> None:
        """Replace all children of that name, in the place of the first."""
        self.edit((name,), lambda _: b"")
        self.put(name, b"".join(elements))

    def put(self, name: str, xml: bytes) -> None:
        """Replace the child of that name, in the schema's place where there was none."""
        names = [each for each, _ in self._pieces]
        if name in names:
            self._pieces[names.index(name)] = (name, xml)
        elif xml:
            earlier = self._order[: self._order.index(name)]
            places = [index for index, each in enumerate(names) if each in earlier]
            self._pieces.insert(max(places, default=-1) + 1, (name, xml))

    def edit(self, names: Sequence[str], change: Callable[[bytes], bytes]) -> None:
        """Change all children of those names."""
        self._pieces = [(each, change(xml) if each in names else xml) for each, xml in self._pieces]


def children(xml: bytes, position: int) -> Iterator[tuple[str, int, int]]:
    """Local name, start and end of the elements under one whose content begins at `position`."""
    depth, start, name = 0, 0, ""
    while tag := _TAG.search(xml, position):
        position = tag.end()
        if tag[1]:
            depth -= 1
            if depth < 0:
                return
        else:
            if depth == 0:
                start, name = tag.start(), tag[2].rpartition(b":")[2].decode()
                if name == "sheetData" and not tag[3]:
                    # Nothing in there concerns the structure, and it is nearly all of a sheet.
                    position = xml.rfind(b"</" + tag[2], position)
                    if position < 0:
                        break
            depth += not tag[3]
        if depth == 0:
            yield name, start, position
    raise MalformedError
