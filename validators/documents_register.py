"""The register of legal documents: what a plan cites, what replaced it, and who is no more.

`regimes/documents.toml` lists laws, decrees and circulars with the days on which they are in
force, agencies that were abolished, and the abbreviations in use. A commune's IT officer can
extend it without touching code.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources.abc import Traversable

from pydantic import Field, model_validator

from validators.notation import date_in_words
from validators.regimes import PACKAGE, Certainty, LawModel, Provision, Strength, checked, read_toml
from validators.text import clean, fold, match_key

FILE = "documents.toml"


class DocumentKind(StrEnum):
    """Kinds of legal documents that the register holds."""

    LAW = "Luật"
    DECREE = "Nghị định"
    CIRCULAR = "Thông tư"


class Document(LawModel):
    """A legal document.

    `number` is number and symbol ("91/2017/NĐ-CP"), `name` stands without the kind. `issued`,
    `start` and `end` (the last day in force) are None where not known; `successor` is the number
    of the document that replaced it. `basis` marks what papers of the field cite.
    """

    kind: DocumentKind
    number: str = Field(pattern=r"^\d{2,}/\d{4}/[A-ZĐ0-9]+(-[A-ZĐ]+)*$")
    name: str = Field(min_length=1)
    issuer: str = Field(min_length=1)
    issued: date | None = None
    start: date | None = None
    end: date | None = None
    successor: str = ""
    basis: bool = False
    certainty: Certainty

    @model_validator(mode="after")
    def _days_in_order(self) -> Document:
        days = [day for day in (self.issued, self.start, self.end) if day]
        if days != sorted(days):
            raise ValueError(f"{self.number}: issued, start, end không theo thứ tự thời gian")
        return self

    @property
    def cited(self) -> str:
        """As a paper cites it; a law by its name and without its number.

        Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II, điểm a khoản 6.
        """
        of_law = self.kind is DocumentKind.LAW
        name = f"{self.kind} {self.name}" if of_law else f"{self.kind} số {self.number}"
        return f"{name} ngày {date_in_words(self.issued)}" if self.issued else name

    @property
    def in_full(self) -> str:
        """As a basis of a paper cites it: with issuer and name; room for a day not known.

        Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II, điểm a khoản 6.
        """
        if self.kind is DocumentKind.LAW:
            return self.cited
        year = self.number.split("/")[1]
        room = f"{self.cited} ngày      tháng      năm {year}"
        return f"{self.cited if self.issued else room} của {self.issuer} {self.name}"

    def started_by(self, day: date) -> bool:
        """Whether it was in force by a day, or at least issued where the start is not known."""
        start = self.start or self.issued
        return start is None or start <= day

    def ended_by(self, day: date) -> bool:
        """Whether it was no longer in force on a day."""
        return self.end is not None and self.end < day

    def provision(self, regime: str) -> Provision:
        """What a finding about the document's force rests on; it asks and never blocks."""
        return Provision(
            regime=regime,
            id=self.number,
            text=self.cited,
            basis=f"Hiệu lực của {self.kind} số {self.number}",
            certainty=self.certainty,
            strength=Strength.WARN,
        )


class FormerAgency(LawModel):
    """An agency that exists no longer: what it was called, until when, who took over."""

    names: tuple[str, ...] = Field(min_length=1)
    end: date
    successor: str = ""
    basis: str = Field(min_length=1)
    certainty: Certainty

    def provision(self, regime: str) -> Provision:
        """What a finding about the agency rests on; it asks and never blocks."""
        return Provision(
            regime=regime,
            id=self.names[0],
            text=f"Không còn {self.names[0]}.",
            basis=self.basis,
            certainty=self.certainty,
            strength=Strength.WARN,
        )

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = "|".join(re.escape(_words(name)) for name in self.names)
        return re.compile(rf"(?<!\w)(?:{names})(?!\w)")

    def named_in(self, text: str) -> bool:
        """Whether a text names the agency, whatever its capitals and dashes."""
        return bool(self._pattern.search(_words(text)))


class LegalDocuments(LawModel):
    """The documents, the abolished agencies and the abbreviations (with their words)."""

    document: tuple[Document, ...]
    former_agency: tuple[FormerAgency, ...] = ()
    abbreviations: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _refers_to_what_is_there(self) -> LegalDocuments:
        seen: set[str] = set()
        for each in self.document:
            if each.number in seen:
                raise ValueError(f"“{each.number}” được ghi hai lần")
            seen.add(each.number)
        for each in self.document:
            if each.successor and each.successor not in seen:
                raise ValueError(f"{each.number} có successor “{each.successor}” không có ở đây")
        return self

    @cached_property
    def _by_number(self) -> dict[str, Document]:
        return {fold(each.number): each for each in self.document}

    def numbered(self, number: str) -> Document | None:
        """The document of a number, spaces, dashes and the stroke of Đ aside."""
        return self._by_number.get(fold(number))

    def of_serial(self, kind: str, serial: str) -> list[Document]:
        """The documents of a kind whose number begins with `serial` ("91"), the year unknown."""
        return [
            each
            for each in self.document
            if each.kind == kind and int(each.number.partition("/")[0]) == int(serial)
        ]

    def bases_on(self, day: date) -> list[Document]:
        """What papers of the field cite as their legal basis on a day, laws first."""
        return [
            each
            for each in self.document
            if each.basis and each.started_by(day) and not each.ended_by(day)
        ]

    def laws(self, name: str) -> list[Document]:
        """The laws of a name: a new law may bear the name of the one it replaces."""
        key = _words(name)
        laws = (each for each in self.document if each.kind is DocumentKind.LAW)
        return [each for each in laws if _words(each.name) == key]

    def successor_on(self, document: Document, day: date) -> Document | None:
        """The document that a replaced one has to give way to on a day, None if not known."""
        found = self.numbered(document.successor)
        while found and found.ended_by(day) and found.successor:
            found = self.numbered(found.successor)
        return found

    def former_agency_in(self, text: str, day: date) -> FormerAgency | None:
        """The agency no longer there on a day that a text names; the first listed, or None."""
        return next(
            (each for each in self.former_agency if each.end < day and each.named_in(text)), None
        )


def _words(text: str) -> str:
    """The text's words for comparing: case, tone placement, commas and dashes aside."""
    return clean(re.sub(r"[-–,]", " ", match_key(text)))


def load_documents(folder: Traversable) -> LegalDocuments:
    """The register of a folder's documents.toml. Raises LawFileError if it is not as it must be."""
    return checked(LegalDocuments, read_toml(folder, FILE), FILE)


@cache
def legal_documents() -> LegalDocuments:
    """The register that the program brings along."""
    return load_documents(PACKAGE)
