"""The sample year's papers, and what a reader finds in them."""

import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from docx.oxml.ns import qn

from addin.book.closed import ClosedBook
from addin.commands import open_register
from addin.demo import CHECK_DAY, write_sample
from addin.documents.kind import Product
from addin.documents.kinds import KINDS
from validators.register import Register

DOCX_KINDS = [kind.name for kind in KINDS.values() if kind.suffix == ".docx"]


@cache
def sample(day: date = CHECK_DAY) -> Register:
    """The register of the sample year."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        write_sample(path)
        return open_register(ClosedBook(path), day).register


@cache
def sample_papers(kind: str) -> dict[str, Product]:
    """The sample's papers of a kind by what tells them apart."""
    return {each.part: each for each in KINDS[kind].make(sample())}


def paragraphs(content: bytes) -> list[str]:
    """The text of every filled paragraph in reading order, no-break spaces as spaces."""
    return [text for text, _ in styled(content)]


def styled(content: bytes) -> list[tuple[str, str]]:
    """Every filled paragraph with the name of its style."""
    document = docx.Document(io.BytesIO(content))
    names = {style.style_id: style.name for style in document.styles}
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        text = text_of(paragraph)
        if text.strip():
            found.append((text.replace("\u00a0", " "), names[paragraph.style]))
    return found


def text_of(element: object) -> str:
    """The text of a paragraph as it stands, typed line breaks as line ends."""
    text = ""
    for piece in element.iter(qn("w:t"), qn("w:br"), qn("w:tab")):  # type: ignore[attr-defined]
        if piece.tag == qn("w:t"):
            text += piece.text or ""
        elif piece.getparent().tag == qn("w:r"):
            text += "\n" if piece.tag == qn("w:br") else "\t"
    return text


def tables(content: bytes) -> Iterator[list[list[str]]]:
    """The cells of every ruled table, no-break spaces as spaces."""
    for table in docx.Document(io.BytesIO(content)).element.body.iter(qn("w:tbl")):
        if table.tblPr.style == "TableGrid":
            yield [
                [text_of(cell).replace("\u00a0", " ") for cell in row.iter(qn("w:tc"))]
                for row in table.iter(qn("w:tr"))
            ]


def table_headed(content: bytes, second: str, *, place: int = 0) -> list[list[str]]:
    """The ruled table whose second heading this is; of several the one at `place`."""
    return [each for each in tables(content) if each[0][1] == second][place]
