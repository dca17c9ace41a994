"""Rows of an outline – the plan's, or the wording of another paper – as parts of the content."""

from addin.documents.parts import Heading, Paragraph, Part
from addin.documents.wording import Numbering, is_roman, split_mark
from validators.catalogue import Yes
from validators.records import PaperText, PlanRow


def outline_part(row: PlanRow | PaperText, text: str, numbering: Numbering) -> Part:
    """Return a row as heading or paragraph with its mark, the text filled in already."""
    bold = row.bold is Yes.YES
    typed = (row.marker or "").strip()
    if row.level is None:
        return Paragraph(f"{typed} {text}" if typed else text, bold)
    if not typed:
        # Who types the mark into the text does not want a second one.
        typed, text = split_mark(row.level, text)
    marked = f"{numbering.next(row.level, typed)} {text}"
    # Parts in Roman figures are always headings (Mục V Phụ lục I).
    roman_part = row.level == 1 and (not typed or is_roman(typed))
    return Heading(row.level, marked) if bold or roman_part else Paragraph(marked)
