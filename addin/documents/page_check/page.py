"""The sheet itself: size, margins, font, colour, page numbers (Mục I Phần I Phụ lục I)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from addin.documents import layout
from addin.documents.layout import Length
from addin.documents.page_check.components import Components
from addin.documents.page_check.finding import Notes, Place, place_of
from addin.documents.page_check.formatting import TWIPS_IN_MM, TWIPS_IN_POINT, RunFormat
from addin.documents.page_check.look import check_size, check_style, height_of
from addin.documents.page_check.reading import Paper, Paragraph, Piece, Section
from addin.documents.page_check.rules import number
from validators.text import fold

_PAPER_SLACK: Final = 1.0
_MARGIN_SLACK: Final = 0.25
_CENTRE_SLACK: Final = 5 * TWIPS_IN_MM
# What a printer makes black.
_DARKEST: Final = 0x20
_STAMPS: Final = frozenset({"hoatoc", "thuongkhan", "khan", "mat", "toimat", "tuyetmat"})
_PAGE_FIELD: Final = re.compile(r"\s*PAGE\b", re.IGNORECASE)
_OTHER_FIGURES: Final = re.compile(r"\\\*\s*(?:ROMAN|ALPHABETIC|CARDTEXT|ORDINAL)", re.IGNORECASE)
_SURELY_TWO_PAGES: Final = 1.1


def check_page(notes: Notes, paper: Paper, found: Components) -> None:
    """Note what is wrong with sheets, letters and page numbers."""
    for section in paper.sections:
        place = Place(_section_name(paper, section))
        _check_paper(notes, paper, section, place)
        _check_margins(notes, paper, section, place)
    _check_letters(notes, paper)
    _check_numbers(notes, paper)
    _check_annex_numbers(notes, paper, found)


def _section_name(paper: Paper, section: Section) -> str:
    return f"Trang in, phần {section.number + 1}" if len(paper.sections) > 1 else "Trang in"


def _check_paper(notes: Notes, paper: Paper, section: Section, place: Place) -> None:
    sides = sorted((section.width / TWIPS_IN_MM, section.height / TWIPS_IN_MM))
    asked = (layout.PAGE_WIDTH.value, layout.PAGE_HEIGHT.value)
    if any(abs(side - ask) > _PAPER_SLACK for side, ask in zip(sides, asked, strict=True)):
        notes.add(
            "TT101", place, f"Khổ {number(round(sides[0]))} mm x {number(round(sides[1]))} mm"
        )
    has_table = any(
        each.cell and each.cell.ruled for each in paper.paragraphs if each.section == section.number
    )
    if section.landscape and not has_table:
        notes.add("TT102", place, "Trang đặt theo chiều rộng mà không có bảng, biểu")


def _check_margins(notes: Notes, paper: Paper, section: Section, place: Place) -> None:
    left = None if section.left is None else section.left + section.gutter
    margins: list[tuple[str, float | None, Length]] = [
        ("TT103", section.top, layout.MARGIN_TOP),
        ("TT104", section.bottom, layout.MARGIN_BOTTOM),
        ("TT105", left, layout.MARGIN_LEFT),
        ("TT106", section.right, layout.MARGIN_RIGHT),
    ]
    if paper.mirrored and section.left is not None:
        # On even pages the margins change sides.
        margins += [
            ("TT105", section.right, layout.MARGIN_LEFT),
            ("TT106", left, layout.MARGIN_RIGHT),
        ]
    for index, (code, twips, limits) in enumerate(margins):
        if twips is None:
            continue
        value = abs(twips) / TWIPS_IN_MM
        if not limits.low - _MARGIN_SLACK <= value <= limits.high + _MARGIN_SLACK:
            even = " ở trang chẵn (Mirror margins)" if index > 3 else ""
            notes.add(code, place, f"{number(round(value, 1))} mm{even}")


def _parts(paper: Paper) -> Iterator[tuple[str, Paragraph]]:
    """All paragraphs with the name of the part they stand in."""
    for paragraph in paper.paragraphs:
        yield ("Bảng" if paragraph.cell and paragraph.cell.ruled else "Văn bản"), paragraph
    for paragraph in paper.boxed:
        yield "Hộp chữ", paragraph
    seen: set[int] = set()
    for (_, side, _), paragraphs in paper.margins.items():
        for paragraph in paragraphs:
            if paragraph.number not in seen:
                seen.add(paragraph.number)
                yield ("Lề trên" if side == "header" else "Lề dưới"), paragraph


def _check_letters(notes: Notes, paper: Paper) -> None:
    for part, paragraph in _parts(paper):
        place = place_of(part, paragraph)
        if part.startswith("Lề"):
            place = Place(part, None, place.quote)
        for piece in paragraph.pieces:
            for font in piece.format.fonts_of(piece.text):
                if not fold(font).startswith(fold(layout.FONT)):
                    notes.add("TT107", place, f"Phông chữ {font}")
            if _is_coloured(piece) and fold(paragraph.text) not in _STAMPS:
                notes.add("TT108", place, f"Màu #{piece.format.colour}")


def _is_coloured(piece: Piece) -> bool:
    colour = piece.format.colour
    light = max(int(colour[start : start + 2], 16) for start in (0, 2, 4))
    return light > _DARKEST and any(letter.isalnum() for letter in piece.text)


# Page numbers


def _number_in(paragraphs: list[Paragraph]) -> tuple[Paragraph, str, RunFormat] | None:
    """The paragraph, field and look of the page number among the paragraphs of a margin."""
    for paragraph in paragraphs:
        for instruction, form in paragraph.fields:
            if _PAGE_FIELD.match(instruction):
                return paragraph, instruction, form
    return None


def _check_numbers(notes: Notes, paper: Paper) -> None:
    for section in paper.sections:
        place = Place(_section_name(paper, section))
        numbers = {
            (side, kind): found
            for (in_section, side, kind), paragraphs in paper.margins.items()
            if in_section == section.number and (found := _number_in(paragraphs))
        }
        shown = [key for key in numbers if _is_shown(key[1], paper, section)]
        later = [key for key in shown if key[1] != "first"]
        if not later and pages_of(paper, section) > _SURELY_TWO_PAGES:
            notes.add("TT110", place, "Không có số trang")
        evens = [key for key in later if key[1] == "even"]
        if later and paper.even_pages_differ and len(evens) in (0, len(later)):
            side = "chẵn" if not evens else "lẻ"
            notes.add("TT110", place, f"Trang {side} không có số trang")
        for key in shown:
            _check_number(notes, section, key[0], *numbers[key])
        first = "first" if section.first_page_differs else "default"
        if section.number == 0 and any(kind == first for _, kind in shown):
            notes.add("TT115", place, "Trang thứ nhất hiện số trang")
        if shown:
            _check_figures(notes, section, place, [numbers[key][1] for key in shown])


def _is_shown(kind: str, paper: Paper, section: Section) -> bool:
    if kind == "first":
        return section.first_page_differs
    return kind == "default" or paper.even_pages_differ


def _check_number(
    notes: Notes,
    section: Section,
    side: str,
    paragraph: Paragraph,
    instruction: str,
    form: RunFormat,
) -> None:
    part = "Lề trên" if side == "header" else "Lề dưới"
    place = Place(part)
    if side == "footer":
        notes.add("TT117", place, "Số trang ở lề dưới (Footer)")
    elif section.header is not None and section.top and section.header >= abs(section.top):
        distance = number(round(section.header / TWIPS_IN_MM, 1))
        notes.add("TT117", place, f"Số trang cách mép trên {distance} mm, không nằm trong lề trên")
    number_line = _as_line(paragraph, form)
    checked = Notes()
    check_size(checked, part, number_line, "TT111", layout.PAGE_NUMBER.sizes)
    check_style(checked, part, number_line, "TT112", layout.PAGE_NUMBER)
    for each in checked.findings():
        notes.add(each.code, place, each.found)
    if not _is_centred(paragraph, section):
        notes.add("TT114", place, "Số trang không canh giữa")


def _as_line(paragraph: Paragraph, form: RunFormat) -> Paragraph:
    """The page number alone, looking as its field does."""
    return replace(paragraph, pieces=(Piece("2", form),), mark="")


def _is_centred(paragraph: Paragraph, section: Section) -> bool:
    form = paragraph.format
    if paragraph.boxed or paragraph.cell or form.align == "centre" or form.frame == "center":
        return True
    before = "".join(piece.text for piece in paragraph.pieces).partition("\t")
    middle = section.text_width / 2
    stops = [position for position, kind in form.tabs if kind == "center"]
    return bool(before[1]) and not before[0].strip() and any(
        abs(position - middle) < _CENTRE_SLACK for position in stops
    )  # fmt: skip


def _check_figures(notes: Notes, section: Section, place: Place, instructions: list[str]) -> None:
    if section.number_form not in ("decimal", "numberInDash") or any(
        _OTHER_FIGURES.search(each) for each in instructions
    ):
        notes.add("TT116", place, "Số trang không phải chữ số Ả Rập")
    if section.number == 0 and section.number_start not in (None, 1):
        notes.add("TT116", place, f"Số trang bắt đầu từ {section.number_start}")


def pages_of(paper: Paper, section: Section) -> float:
    """About how many pages a section takes; page breaks that are known count as whole ones."""
    inside = [each for each in paper.paragraphs if each.section == section.number]
    height = sum(height_of(each) for each in inside if not each.cell)
    for _, in_table in groupby((each for each in inside if each.cell), key=_row_of):
        cells: dict[int, float] = {}
        for each in in_table:
            column = each.cell.column if each.cell else 0
            cells[column] = cells.get(column, 0.0) + height_of(each)
        height += max(cells.values())
    room = section.height - abs(section.top or 0) - abs(section.bottom or 0)
    breaks = sum(each.new_page for each in inside[1:])
    return max(height / (max(room, 1440) / TWIPS_IN_POINT), 1.0 + breaks)


def _row_of(paragraph: Paragraph) -> tuple[int, int]:
    return (paragraph.cell.table, paragraph.cell.row) if paragraph.cell else (0, 0)


def _check_annex_numbers(notes: Notes, paper: Paper, found: Components) -> None:
    numbered = any(_number_in(each) for each in paper.margins.values())
    if found.attached or not numbered:
        return
    for annex in found.annexes:
        paragraph = annex.heading.paragraph
        section = paper.section_of(paragraph)
        first = next(each for each in paper.paragraphs if each.section == section.number)
        starts = all(
            each.blank for each in paper.paragraphs[first.number - 1 : paragraph.number - 1]
        )
        if not (starts and section.number and section.number_start == 1):
            notes.add("TT507", place_of("Phụ lục", annex.heading), "Số trang đánh tiếp văn bản")
