"""A .docx opened under the guard of the register's own files, and its parts as XML."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from addin.book.archive import (
    DEFAULT_LIMITS,
    GET_AGAIN,
    WORD_DOCUMENT,
    BookRefused,
    Limits,
    file_bytes,
)
from addin.book.opc import STRICT, OpcPackage

_TEXT_BYTES: Final = 24 << 20
"""What the text of a document may weigh as XML; a plan of 50 pages has below 2 MiB."""
_TRANSITIONAL: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_WORDS: Final = f"{STRICT}wordprocessingml/main"


def w(name: str) -> str:
    """The name of an element or attribute of WordprocessingML as ElementTree writes it."""
    return f"{{{_TRANSITIONAL}}}{name}"


class WordFile(OpcPackage):
    """A Word document's parts. Raises BookRefused for all that is not a sound .docx."""

    def __init__(self, path: Path, limits: Limits = DEFAULT_LIMITS) -> None:
        data = file_bytes(path, limits, WORD_DOCUMENT)
        super().__init__(data, path.name, path.resolve(), limits, WORD_DOCUMENT)
        self._main = self._find_main()

    def _find_main(self) -> str:
        if "[content_types].xml" not in self:
            raise self.refusal(WORD_DOCUMENT.no_such)
        for relationship in self.relationships(""):
            if relationship.type.endswith("/officeDocument") and relationship.target in self:
                part = relationship.target
                break
        else:
            raise self.refusal(f"không có văn bản bên trong: {GET_AGAIN}")
        content_type = self.content_type(part).lower()
        if "macroenabled" in content_type:
            raise self.refusal(f"là văn bản có macro (.docm): {WORD_DOCUMENT.save_as}")
        if "wordprocessingml" not in content_type:
            raise self.refusal(WORD_DOCUMENT.no_such)
        return part

    def document(self) -> Element:
        """The main part."""
        return self.words(self._main)

    def companion(self, kind: str) -> Element | None:
        """The part that the document refers to as "styles", "numbering", "footnotes" …, if any."""
        return next(iter(self.companions(kind)), None)

    def companions(self, kind: str) -> list[Element]:
        """All parts of a kind that the document refers to, such as "header"."""
        found = dict.fromkeys(
            each.target
            for each in self.relationships(self._main)
            if each.type.endswith(f"/{kind}") and not each.external and each.target in self
        )
        return [self.words(part) for part in found]

    def words(self, part: str) -> Element:
        """A part's XML, names of Strict documents as in all others. BookRefused if damaged."""
        if len(self.read(part)) > _TEXT_BYTES:
            raise self.refusal(
                "dài quá mức của một kế hoạch: hãy chép riêng phần kế hoạch sang một tệp Word mới "
                "rồi làm lại"
            )
        root = self.xml(part)
        if str(root.tag).startswith("{" + STRICT):
            for element in root.iter():
                element.tag = str(element.tag).replace(_STRICT_WORDS, _TRANSITIONAL)
                for name in [each for each in element.attrib if _STRICT_WORDS in each]:
                    new = name.replace(_STRICT_WORDS, _TRANSITIONAL)
                    element.attrib[new] = element.attrib.pop(name)
        return root


def value(parent: Element | None, child: str) -> str | None:
    """The attribute w:val of a child, None where either is missing."""
    found = None if parent is None else parent.find(w(child))
    return None if found is None else found.get(w("val"))


def switched(parent: Element | None, child: str) -> bool | None:
    """Whether a switch such as w:b is on; None where nothing is said (17.17.4, ST_OnOff)."""
    found = None if parent is None else parent.find(w(child))
    if found is None:
        return None
    return (found.get(w("val")) or "1").lower() not in ("0", "false", "off", "none")


__all__ = ["BookRefused", "WordFile", "switched", "value", "w"]
