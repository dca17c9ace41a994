"""An Office file seen as its parts and what they refer to: Open Packaging Conventions.

ECMA-376 part 2. What the parts of a workbook or of a document mean is for others to say.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from addin.book.archive import Archive

STRICT = "http://purl.oclc.org/ooxml/"
"""How the names begin that ISO/IEC 29500 Strict gives to everything."""


Element = etree._Element

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)


@dataclass(frozen=True)
class Relationship:
    """A reference from a part, or from the package, to a part or to something outside."""

    id: str
    type: str
    target: str
    external: bool


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


class OpcPackage(Archive):
    """The parts of one Office file with their content types and relationships."""

    def xml(self, part: str) -> Element:
        """The root of a part. Raises BookRefused for what is not XML or has a document type."""
        try:
            root = etree.fromstring(self.read(part), _PARSER)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise self.damaged(part) from error
        # One in an encoding of its own escapes the search that the archive makes in the bytes.
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged(part)
        return root

    def content_type(self, part: str) -> str:
        """Content type of a part ([Content_Types].xml: by part name, else by extension)."""
        by_part, by_extension = self._content_types
        extension = part.rpartition(".")[2].lower()
        return by_part.get(part.lower()) or by_extension.get(extension, "")

    @cached_property
    def _content_types(self) -> tuple[dict[str, str], dict[str, str]]:
        by_part: dict[str, str] = {}
        by_extension: dict[str, str] = {}
        for element in self.xml("[Content_Types].xml"):
            kind = element.get("ContentType", "")
            if local_name(element) == "Override":
                by_part[element.get("PartName", "").lstrip("/").lower()] = kind
            elif local_name(element) == "Default":
                by_extension[element.get("Extension", "").lower()] = kind
        return by_part, by_extension

    def relationships(self, part: str) -> list[Relationship]:
        """What a part refers to, targets resolved to part names; "" stands for the package."""
        folder, file = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in self:
            return []
        if rels not in self._relationships:
            self._relationships[rels] = self._read_relationships(rels, folder)
        return self._relationships[rels]

    @cached_property
    def _relationships(self) -> dict[str, list[Relationship]]:
        return {}

    def _read_relationships(self, rels: str, folder: str) -> list[Relationship]:
        return [
            Relationship(
                element.get("Id", ""),
                element.get("Type", ""),
                self._resolve(folder, element.get("Target", "")),
                element.get("TargetMode") == "External",
            )
            for element in self.xml(rels)
            if local_name(element) == "Relationship"
        ]

    def _resolve(self, folder: str, target: str) -> str:
        joined = posixpath.join("/", folder, target.replace("\\", "/").partition("#")[0])
        part = posixpath.normpath(joined).lstrip("/")
        return part if part in self else unquote(part)
