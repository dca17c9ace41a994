"""A .docx opened under the guard of the register's own files, and its parts as XML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from addin.book.archive import DEFAULT_LIMITS, WORD_DOCUMENT, file_bytes
from addin.book.opc import STRICT, Element, OpcPackage

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""How names of WordprocessingML begin as ElementTree writes them."""
_MAIN: Final = "word/document.xml"
_PART_BYTES: Final = 24 << 20
"""What a part may weigh as XML; a plan of 50 pages has below 2 MiB."""
_DEPTH: Final = 256
"""How deep elements may stand in each other; what Word writes stays below 100."""
_STRICT_NAME: Final = re.compile(rf"{re.escape(STRICT)}(\w+)/")


class WordFile(OpcPackage):
    """A Word document's parts. Raises BookRefused for all that is not a sound .docx."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data, name, None, DEFAULT_LIMITS, WORD_DOCUMENT)
        main = self._main_part()
        self.document = self._words(main)
        """The root of the main part."""
        if self.document.tag != W + "document":
            raise self.refusal(WORD_DOCUMENT.no_such)
        self._check_content_type(main)
        self._related = [
            each for each in self.relationships(main) if not each.external and each.target in self
        ]

    def _main_part(self) -> str:
        named = (
            each.target for each in self.relationships("") if each.type.endswith("/officeDocument")
        )
        for part in (*named, _MAIN):
            if part in self:
                return part
        raise self.refusal(WORD_DOCUMENT.no_such)

    def _check_content_type(self, main: str) -> None:
        kind = self.content_type(main).lower()
        if "macroenabled" in kind:
            raise self.refusal(f"là văn bản có macro (.docm): {WORD_DOCUMENT.save_as}")
        if "wordprocessingml" not in kind:
            raise self.refusal(WORD_DOCUMENT.no_such)

    def companion(self, kind: str) -> Element | None:
        """The part that the document refers to as "styles", "numbering", "footnotes" …, if any."""
        return next(iter(self.companions(kind)), None)

    def companions(self, kind: str) -> list[Element]:
        """All parts of a kind that the document refers to, such as "header"."""
        parts = [each.target for each in self._related if each.type.endswith(f"/{kind}")]
        return [self._words(part) for part in dict.fromkeys(parts)]

    def part(self, relation: str) -> Element | None:
        """The part behind a relation's id: a header or a footer."""
        parts = (each.target for each in self._related if each.id == relation)
        return next(map(self._words, parts), None)

    def _words(self, part: str) -> Element:
        """A part's XML, names of Strict documents as in all others."""
        if len(self.read(part)) > _PART_BYTES:
            raise self.refusal(
                "dài quá mức của một văn bản: hãy chép riêng phần cần dùng sang một tệp Word mới "
                "rồi làm lại"
            )
        root = self.xml(part)
        self._check_depth(root, part)
        if str(root.tag).startswith("{" + STRICT):
            for element in root.iter():
                element.tag = _transitional(str(element.tag))
                for name in [str(each) for each in element.attrib if STRICT in str(each)]:
                    element.attrib[_transitional(name)] = element.attrib.pop(name)
        return root

    def _check_depth(self, root: Element, part: str) -> None:
        level = [root]
        for _ in range(_DEPTH):
            level = [child for element in level for child in element]
        if level:
            raise self.damaged(part)


def open_word_file(path: Path) -> WordFile:
    """Open a .docx under the limits of every received file.

    Raises BookRefused, one sentence, where it cannot be read: absent, locked by a password, of
    the old kind (.doc), another format, damaged, or larger than any honest document.
    """
    return WordFile(file_bytes(path, DEFAULT_LIMITS, WORD_DOCUMENT), path.name)


def _transitional(name: str) -> str:
    """A name of ISO/IEC 29500 Strict as everybody writes it: it differs by the year alone."""
    return _STRICT_NAME.sub(r"http://schemas.openxmlformats.org/\1/2006/", name)


def value_of(element: Element | None, name: str, attribute: str = "val") -> str | None:
    """An attribute of a child, None where either is absent."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + attribute) if child is not None else None


def is_on(element: Element) -> bool:
    """A switch's own value: an element without one is on (17.17.4, ST_OnOff)."""
    return (element.get(W + "val") or "1").lower() not in ("0", "false", "off", "none")


def switched(element: Element | None, name: str) -> bool | None:
    """Whether a child that is a switch, such as w:b, is on; None where there is none."""
    child = element.find(W + name) if element is not None else None
    return None if child is None else is_on(child)
