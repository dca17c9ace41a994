"""A Word file: properties, paragraphs and tables in named styles, the same bytes each time.

Text given to a document is data: it is printed as it is, never interpreted.

Control characters that XML forbids have no shape on paper and come from copying out of other
programs; they are left out, because a clerk could neither see nor find them. A vertical tab, which
is how Word copies a manual line break, becomes a line break.

Paragraphs and rows are built as XML elements: python-docx looks a style up for every paragraph and
the whole grid up for every cell, which makes a list of 300 names slow.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from lxml import etree

from addin.documents import layout
from addin.documents.layout import TextStyle
from addin.documents.styles import XMLNS, define_styles
from addin.saving import save_whole

Element = etree._Element

_FORBIDDEN_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS: Final = re.compile(r"(\n|\t|\r)")
# The first date a zip archive can hold.
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_P, _PPR, _PSTYLE, _R, _RPR, _RSTYLE, _T, _BR, _TAB, _VAL = (
    qn(f"w:{tag}") for tag in ("p", "pPr", "pStyle", "r", "rPr", "rStyle", "t", "br", "tab", "val")
)
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class WordFile:
    """A document of which nothing but the content has been decided."""

    def __init__(
        self, text_styles: Sequence[TextStyle], *, title: str, author: str, created: datetime
    ) -> None:
        """Start an empty file; `title`, `author` and `created` become document properties."""
        self._document = docx.Document()
        _strip_package(self._document)
        define_styles(self._document, tuple(text_styles))
        self._style_ids: dict[str, str] = {
            style.name: style.style_id for style in self._document.styles
        }
        self._body: Any = self._document.element.body
        self._end: Any = self._body.sectPr
        properties = self._document.core_properties
        properties.title = _property(title)
        properties.author = properties.last_modified_by = _property(author)
        properties.created = properties.modified = created
        properties.language = layout.LANGUAGE
        properties.comments = ""
        properties.revision = 1

    def to_bytes(self) -> bytes:
        """Return the .docx; the same content gives the same bytes."""
        saved = io.BytesIO()
        self._document.save(saved)
        fixed = io.BytesIO()
        with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(fixed, "w") as package:
            for name in parts.namelist():
                info = zipfile.ZipInfo(name, _ZIP_DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0
                package.writestr(info, parts.read(name))
        return fixed.getvalue()

    def save(self, path: Path) -> None:
        """Write the .docx in one step: an existing file is replaced whole or not at all.

        Raises Refusal where the folder cannot be written or Word holds the file open.
        """
        save_whole(path, self.to_bytes(), "Word")

    def _add(self, text: str, style: str) -> Any:
        """Add a paragraph at the end."""
        paragraph = self._paragraph(text, style)
        self._end.addprevious(paragraph)
        return paragraph

    def _paragraph(self, text: str, style: str) -> Any:
        """Return a paragraph that stands nowhere yet."""
        paragraph: Any = OxmlElement("w:p")
        properties = etree.SubElement(paragraph, _PPR)
        etree.SubElement(properties, _PSTYLE).set(_VAL, self._style_ids[style])
        if text:
            self._run(paragraph, text)
        return paragraph

    def _run(self, paragraph: Element, text: str, style: str = "") -> None:
        """Add text to a paragraph, in a character style if one is given."""
        run = etree.SubElement(paragraph, _R)
        if style:
            properties = etree.SubElement(run, _RPR)
            etree.SubElement(properties, _RSTYLE).set(_VAL, self._style_ids[style])
        # A break at the end of a cell is typed by accident and would leave an empty line.
        for piece in _BREAKS.split(printable(text).strip("\n")):
            if piece == "\t":
                etree.SubElement(run, _TAB)
            elif piece in {"\n", "\r"}:
                etree.SubElement(run, _BR)
            elif piece:
                written = etree.SubElement(run, _T)
                written.text = piece
                if piece != piece.strip():
                    written.set(_SPACE, "preserve")


def printable(text: str) -> str:
    """Return the text as XML can hold it, line breaks of one kind."""
    lines = text.replace("\r\n", "\n").replace("\v", "\n")
    return _FORBIDDEN_IN_XML.sub("", lines)


def _property(text: str) -> str:
    """Return the text as a document property holds it: one line of at most 255 characters."""
    return " ".join(printable(text).split())[:255]


def _strip_package(document: Any) -> None:
    """Leave of python-docx's own template only what a document must have."""
    part = document.part
    kept = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS}
    for key in [key for key, rel in part.rels.items() if rel.reltype not in kept]:
        del part.rels[key]
    package_rels = part.package.rels
    kept = {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES}
    for key in [key for key, rel in package_rels.items() if rel.reltype not in kept]:
        del package_rels[key]
    settings = document.settings.element
    for setting in list(settings):
        settings.remove(setting)
    own = parse_xml(
        f'<w:settings {XMLNS}><w:defaultTabStop w:val="720"/>'
        "<w:characterSpacingControl w:val='doNotCompress'/>"
        # A line before a typed line break is not stretched to the margin.
        "<w:compat><w:doNotExpandShiftReturn/>"
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{layout.LANGUAGE}"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )
    settings.extend(list(own))
