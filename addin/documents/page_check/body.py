"""The content: bases, paragraphs, and the outline from Phần to điểm (Mục II khoản 6)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from addin.documents import layout
from addin.documents.page_check.components import ROMAN_MARK, Components, capital_line
from addin.documents.page_check.finding import Notes, place_of, quote
from addin.documents.page_check.formatting import TWIPS_IN_MM, TWIPS_IN_POINT
from addin.documents.page_check.look import (
    check_look,
    check_size,
    check_style,
    is_wrapped,
    words_of,
)
from addin.documents.page_check.reading import Paper, Paragraph, indented
from addin.documents.page_check.rules import number
from validators.notation import letter_value
from validators.text import fold

_BODY: Final = "Nội dung"
_BASES: Final = "Căn cứ"
_INDENT_SLACK: Final = 0.4
_EDGE_SLACK: Final = 1.5
_SPACING_SLACK: Final = 0.02
_GAP_SLACK: Final = 0.05
_LONG_WORDS: Final = 25
_LAW: Final = re.compile(r"\s*căn cứ\s+(?:bộ luật|luật|pháp lệnh)\b[^;]*?\bsố[:\s]*\d+\s*/", re.I)
_CHAPTER: Final = re.compile(r"\s*(phần|chương)\s+(?:thứ\s+)?(\w+)\s*[.:]?\s*\Z", re.I)
_SECTION: Final = re.compile(r"\s*(mục|tiểu mục)\s+(\w+)\s*[.:]?\s*\Z", re.I)
_ARTICLE: Final = re.compile(r"\s*(điều)\s+(\d+)\s*([.:)/-]?)", re.I)
_CLAUSE: Final = re.compile(r"\s*(\d{1,2})\s*(\.|\)|/\.?|-)(?!\d)\s*(?=\S)")
_POINT: Final = re.compile(r"\s*([a-zđ])\s*(\)|\.|/\.?|-)\s+(?=\S)")


def check_body(notes: Notes, paper: Paper, found: Components) -> None:
    """Note what is wrong with bases and content."""
    _check_bases(notes, found.bases)
    letters = _Letters(notes)
    text = list(found.bases)
    title_follows = False
    for paragraph in found.body:
        if title_follows and _is_centred(paragraph):
            check_look(notes, _BODY, paragraph, "33", layout.CHAPTER_TITLE, "1234")
            continue
        title_follows = _check_outline(notes, paragraph)
        if not title_follows:
            _check_text(notes, paragraph)
            letters.read(paragraph)
            text.append(paragraph)
    for paragraph in text:
        part = _BASES if paragraph in found.bases else _BODY
        _check_place(notes, part, paragraph, paper.default_tab)
    _check_gaps(notes, text)


def _check_bases(notes: Notes, bases: list[Paragraph]) -> None:
    for paragraph in bases:
        check_look(notes, _BASES, paragraph, "30", layout.BASIS, "12")
        place = place_of(_BASES, paragraph)
        end = paragraph.text.rstrip()[-1:]
        if paragraph is bases[-1]:
            if end != ".":
                notes.add("TT306", place, f"Kết thúc bằng “{end}”")
        elif end != ";":
            notes.add("TT305", place, f"Kết thúc bằng “{end}”")
        if _LAW.match(paragraph.text):
            notes.add("TT307", place, "Ghi số, ký hiệu của Luật, Pháp lệnh")


def _is_centred(paragraph: Paragraph) -> bool:
    return paragraph.format.align == "centre"


def _check_outline(notes: Notes, paragraph: Paragraph) -> bool:
    """Check the mark of a part of the outline; True where its title stands on the next line."""
    text = paragraph.text
    place = place_of(_BODY, paragraph)
    if match := _CHAPTER.match(text) or _SECTION.match(text):
        check_look(notes, _BODY, paragraph, "32", layout.CHAPTER, "1234")
        roman = bool(re.fullmatch(r"[IVXLC]+", match[2]))
        if roman is not bool(_CHAPTER.match(text)):
            notes.add("TT325", place, f"“{quote(text)}”")
        return True
    if match := ROMAN_MARK.match(text):
        if match[2] != ".":
            notes.add("TT345", place, f"“{match[0].strip()}”")
        check_look(notes, _BODY, paragraph, "34", layout.HEADINGS[0], "123")
    elif match := _ARTICLE.match(text):
        _check_article(notes, paragraph, match)
    elif match := _CLAUSE.match(text):
        _check_clause(notes, paragraph, match)
    elif match := _POINT.match(text):
        if match[2] != ")":
            notes.add("TT375", place, f"“{match[0].strip()}”")
        if all(each.bold for each in paragraph.formats):
            notes.add("TT372", place, "Kiểu chữ đứng, đậm")
    return False


def _check_article(notes: Notes, paragraph: Paragraph, match: re.Match[str]) -> None:
    bold = bool(paragraph.pieces) and words_of(paragraph.pieces)[0].format.bold
    if not match[3] and not bold:
        # A sentence that begins with the name of an article: "Điều 5 Luật …".
        return
    place = place_of(_BODY, paragraph)
    if match[3] != "." or match[1] != "Điều":
        notes.add("TT355", place, f"“{match[0].strip()}”")
    if not bold:
        notes.add("TT352", place, f"“{match[0].strip()}” không đậm")


def _check_clause(notes: Notes, paragraph: Paragraph, match: re.Match[str]) -> None:
    place = place_of(_BODY, paragraph)
    if match[2] != ".":
        notes.add("TT365", place, f"“{match[0].strip()}”")
    pieces = words_of(paragraph.pieces)
    bold = [piece.format.bold for piece in pieces]
    if not any(bold):
        return
    if all(bold):
        long = len(paragraph.text.split()) > _LONG_WORDS
        if long and paragraph.text.rstrip().endswith((".", ";")):
            notes.add("TT362", place, "Cả khoản in đậm")
    elif bold[0]:
        title = pieces[0].text.strip().removeprefix(match[0].strip())
        if any(letter.isalpha() for letter in title):
            notes.add("TT366", place, "Tiêu đề in đậm liền với nội dung trên một dòng")
        elif not paragraph.mark:
            notes.add("TT362", place, "Số thứ tự in đậm")


class _Letters:
    """Follows the letters of điểm, which go by the Vietnamese alphabet."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._last = ""

    def read(self, paragraph: Paragraph) -> None:
        match = _POINT.match(paragraph.text)
        if match is None:
            if _CLAUSE.match(paragraph.text) or ROMAN_MARK.match(paragraph.text):
                self._last = ""
            return
        letter = match[1]
        place = place_of(_BODY, paragraph)
        if letter_value(letter) is None:
            self._notes.add("TT376", place, f"“{letter})” không dùng để đánh thứ tự điểm")
        elif (self._last, letter) == ("d", "e"):
            self._notes.add("TT376", place, "Sau “d)” là “e)”, thiếu “đ)”")
        self._last = letter


def _check_text(notes: Notes, paragraph: Paragraph) -> None:
    text = paragraph.text
    if not ROMAN_MARK.match(text):
        check_size(notes, _BODY, paragraph, "TT311", layout.BODY.sizes)
    pieces = words_of(paragraph.pieces)
    italic = [piece for piece in pieces if piece.format.italic]
    if not italic or ROMAN_MARK.match(text):
        return
    bracketed = text.strip().startswith("(") and text.strip().endswith((")", ")."))
    if len(italic) == len(pieces) and not bracketed:
        check_style(notes, _BODY, paragraph, "TT312", layout.BODY)
    else:
        notes.add("TT318", place_of(_BODY, paragraph), f"“{quote(italic[0].text)}” in nghiêng")


def _check_place(notes: Notes, part: str, paragraph: Paragraph, default_tab: float) -> None:
    """Alignment, indents and line spacing of a paragraph that is neither centred nor a title."""
    form = paragraph.format
    place = place_of(part, paragraph)
    lines = form.lines(paragraph.size, layout.SINGLE_LINE)
    low, high = layout.LINE_SPACING.low, layout.LINE_SPACING.high
    wraps = is_wrapped(paragraph)
    if not low - _SPACING_SLACK <= lines <= high + _SPACING_SLACK and (wraps or lines > high):
        notes.add("TT317", place, f"Dãn dòng {number(round(lines, 2))} lines")
    if form.align in ("centre", "right"):
        if form.align == "right" and wraps:
            notes.add("TT314", place, "Canh phải")
        return
    if form.align != "justified" and wraps:
        notes.add("TT314", place, "Canh trái")
    typed = "" if paragraph.mark else "".join(piece.text for piece in paragraph.pieces)
    first = indented(typed, form, paragraph.size, default_tab) / TWIPS_IN_MM
    limits = layout.FIRST_LINE_INDENT
    if not limits.low - _INDENT_SLACK <= first <= limits.high + _INDENT_SLACK:
        notes.add("TT315", place, f"Chữ đầu dòng lùi vào {number(round(first / 10, 2))} cm")
    if wraps and not capital_line(paragraph):
        for side, indent in (("trái", form.left), ("phải", form.right)):
            if abs(indent) / TWIPS_IN_MM > _EDGE_SLACK:
                found = number(round(indent / TWIPS_IN_MM / 10, 2))
                notes.add("TT319", place, f"Cả đoạn cách lề {side} {found} cm")


def _check_gaps(notes: Notes, paragraphs: Iterable[Paragraph]) -> None:
    above: Paragraph | None = None
    for paragraph in paragraphs:
        if above is not None and paragraph.number == above.number + 1:
            gap = _gap(above, paragraph) / TWIPS_IN_POINT
            centred = _is_centred(above) and _is_centred(paragraph)
            if gap < layout.PARAGRAPH_GAP.low - _GAP_SLACK and not centred:
                part = _BASES if fold(paragraph.text[:10]).startswith("cancu") else _BODY
                notes.add(
                    "TT316",
                    place_of(part, paragraph),
                    f"Cách đoạn trên {number(round(gap, 1))} pt",
                )
        above = paragraph


def _gap(above: Paragraph, below: Paragraph) -> float:
    """The gap between two paragraphs; Word adds the gaps of both."""
    same = above.format.style == below.format.style
    after = 0.0 if same and above.format.contextual else above.format.after
    before = 0.0 if same and below.format.contextual else below.format.before
    return after + before
