"""The pieces that a paper's content is made of, before they are laid out."""

from dataclasses import dataclass

from addin.documents.decree30 import AdministrativeDocument, Row
from addin.documents.layout import Alignment


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–5 with its mark."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the content, with its mark where it is numbered."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Bases:
    """Legal bases, one a line."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuingPower:
    """Who decides, above the bases of a decision."""

    office: str


@dataclass(frozen=True, slots=True)
class Order:
    """ "QUYẾT ĐỊNH:" above the articles."""

    words: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article: "Điều 1." and its text."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table: headings, rows, relative widths and alignments of the columns, its name."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    shares: tuple[float, ...]
    alignments: tuple[Alignment, ...]
    title: str = ""


Part = Heading | Paragraph | Bases | IssuingPower | Order | Article | RuledTable


def add_part(document: AdministrativeDocument, part: Part) -> None:
    """Add a piece of the content below what a document has already."""
    match part:
        case Heading():
            document.heading(part.level, part.text)
        case Paragraph():
            document.paragraph(part.text, bold=part.bold)
        case Bases():
            document.bases(part.lines)
        case IssuingPower():
            document.issuing_power(part.office)
        case Order():
            document.order(part.words)
        case Article():
            document.article(part.mark, part.text)
        case RuledTable():
            document.table(
                part.head,
                part.rows,
                shares=part.shares,
                alignments=part.alignments,
                title=part.title,
            )
