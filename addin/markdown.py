"""Tables drawn in Markdown: samples, the rules' examples, the generated pages of the docs."""

from __future__ import annotations

from collections.abc import Iterable


def read_table(lines: Iterable[str]) -> list[dict[str, str]]:
    """Rows of one table by heading; "<br>" in a cell is a line break."""
    headings, _, *rows = [_cells(line) for line in lines]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def tables(text: str) -> dict[str, list[dict[str, str]]]:
    """The tables of a document by the heading ("## …") that each stands under."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("#").strip()
        elif line.startswith("|"):
            found.setdefault(heading, []).append(line)
    return {heading: read_table(lines) for heading, lines in found.items()}


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip().replace("<br>", "\n") for cell in inner.split("|")]


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table as text; empty cells stay visible in the source."""
    headings = list(headings)
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell or ' ' for cell in line)} |" for line in lines)


def joined(paragraphs: Iterable[str]) -> str:
    """Paragraphs and tables as a page."""
    return "\n\n".join(paragraphs) + "\n"
