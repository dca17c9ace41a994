"""What rules about the plan's text share: its day, its citations and the words that are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from validators.catalogue import PlanPart
from validators.citations import Citation, citations_in
from validators.columns import Record
from validators.papers import plan_paper
from validators.records import PlanRow
from validators.register import Register

FORM = "Nghị định 30/2020/NĐ-CP Phụ lục I"
"""The basis of what is said about the form of a paper."""


def plan_day(register: Register) -> date:
    """The plan's date; the day whose law holds for the undated while it has none."""
    paper = plan_paper(register)
    return (paper and paper.issued) or register.reference_day


def plan_citations(register: Register) -> Iterator[tuple[PlanRow, Citation]]:
    """The plan's citations with their rows; what a row repeats word for word comes once."""
    for row in register.plan:
        seen: set[str] = set()
        for each in citations_in(row.text or ""):
            if each.words not in seen:
                seen.add(each.words)
                yield row, each


def printed_words(register: Register) -> Iterator[tuple[Record, str, str]]:
    """Sentences that papers print as typed: record, field, text."""
    fields: list[tuple[list[Record], str]] = [
        ([*register.papers], "about"),
        ([*register.plan], "text"),
        ([*register.tasks], "task"),
        ([*register.assignments], "department"),
        ([*register.assignments], "duty"),
        ([*register.recipients], "recipient"),
    ]
    for records, field in fields:
        for record in records:
            if text := getattr(record, field):
                yield record, field, text


@dataclass(frozen=True, slots=True)
class LawOfBasis:
    """A law or ordinance that a row of Căn cứ names: its words, and what stands in them."""

    words: str

    @property
    def dated(self) -> bool:
        """Whether the day of its making is given."""
        return re.search(r"ngày\s+\d", self.words) is not None

    @property
    def number(self) -> str:
        """The number that does not belong there, "" where there is none."""
        found = re.search(r"(?:số\s*:?\s*)?\d+\s*/\s*\d{4}\s*/\s*[A-Z]+\d*", self.words)
        return found.group() if found else ""

    @property
    def issuer(self) -> str:
        """The issuing body that does not belong there, "" where there is none."""
        found = re.search(r"của (?:Quốc hội|Ủy ban [Tt]hường vụ Quốc hội)", self.words)
        return found.group() if found else ""


def laws_of_bases(register: Register) -> Iterator[tuple[PlanRow, LawOfBasis]]:
    """The laws and ordinances named in the rows of Căn cứ; a row may name several, with ";"."""
    for row in register.plan:
        if row.part is PlanPart.BASIS:
            for piece in (row.text or "").split(";"):
                words = piece.strip().removeprefix("Căn cứ").strip(" .")
                if re.match(r"(?:Luật|Bộ luật|Pháp lệnh)\b", words):
                    yield row, LawOfBasis(words)
