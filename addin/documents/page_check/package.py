"""A Word file opened with suspicion: its main part and the parts that the main part names."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Final

from lxml import etree

from addin.book.archive import (
    DEFAULT_LIMITS,
    WORD_DOCUMENT,
    Archive,
    BookRefused,
    file_bytes,
)

Element = etree._Element

_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN: Final = "word/document.xml"
# Word's strict form of the format differs in the names of its namespaces alone.
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL: Final = {
    b"officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"drawingml/wordprocessingDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
    b"drawingml/picture": b"http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_BROKEN_XML: Final = (etree.XMLSyntaxError, ValueError, LookupError)


def open_word_file(path: Path) -> WordFile:
    """Open a .docx under the limits of every received file.

    Raises BookRefused, one sentence, where it cannot be read: absent, locked by a password, of
    the old kind (.doc), another format, damaged, or larger than any honest document.
    """
    return WordFile(file_bytes(path, DEFAULT_LIMITS, WORD_DOCUMENT), path.name)


class WordFile:
    """The parts of a Word document, found by their relations and parsed when asked for."""

    def __init__(self, data: bytes, name: str) -> None:
        self._archive = Archive(data, name, None, DEFAULT_LIMITS, WORD_DOCUMENT)
        self.name = name
        self._main = self._main_part()
        self.document = self._parse(self._main)
        if etree.QName(self.document).localname != "document":
            raise self.refusal(WORD_DOCUMENT.no_such)
        self._relations = self._relations_of(self._main)

    def refusal(self, what: str) -> BookRefused:
        """The refusal "Tệp “name” <what>." to be raised."""
        return self._archive.refusal(what)

    def related(self, kind: str) -> Element | None:
        """The part of a kind that stands once: "styles", "numbering", "theme", "settings"."""
        found = [part for type_, part in self._relations.values() if type_ == kind]
        return self._parse(found[0]) if found and found[0] in self._archive else None

    def part(self, relation: str) -> Element | None:
        """The part behind a relation's id: a header or a footer."""
        _, part = self._relations.get(relation, ("", ""))
        return self._parse(part) if part in self._archive else None

    def _main_part(self) -> str:
        for type_, part in self._relations_of("").values():
            if type_ == "officeDocument" and part in self._archive:
                return part
        if _MAIN in self._archive:
            return _MAIN
        raise self.refusal(WORD_DOCUMENT.no_such)

    def _relations_of(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and part of each relation inside the file, by its id."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self._archive:
            return {}
        found = {}
        for each in self._parse(rels).iter(_RELS):
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
                kind = each.get("Type", "").rpartition("/")[2]
                found[each.get("Id", "")] = (kind, target.lstrip("/"))
        return found

    def _parse(self, part: str) -> Element:
        xml = self._archive.read(part)
        for strict, transitional in _TRANSITIONAL.items():
            xml = xml.replace(_STRICT + strict, transitional)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(xml, parser)
        except _BROKEN_XML:
            raise self._archive.damaged(part) from None
