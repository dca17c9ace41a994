"""What every check needs: the look of a line against a style of the decree, and rules below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from addin.documents import layout
from addin.documents.layout import TextStyle
from addin.documents.page_check.components import capital_line, is_typed_rule
from addin.documents.page_check.drawings import DrawnRule
from addin.documents.page_check.finding import Notes, place_of, quote
from addin.documents.page_check.formatting import TWIPS_IN_POINT
from addin.documents.page_check.reading import Line, Paragraph, Piece
from addin.documents.page_check.rules import number, style_words
from addin.documents.widths import text_width, wrapped_widths

_ALIGNED: Final = {
    "left": "canh trái", "right": "canh phải", "centre": "canh giữa", "justified": "canh đều",
}  # fmt: skip
_SIZE_SLACK: Final = 0.01
# Letters that Word or a typist uses to draw an unbroken line.
_SOLID: Final = frozenset("_─━—")
_MOTTO_SLACK: Final = 0.15
_PART_SLACK: Final = 0.04


def words_of(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces that hold letters or figures: how a lone colon looks does not matter."""
    return [piece for piece in pieces if any(letter.isalnum() for letter in piece.text)]


def check_look(
    notes: Notes, part: str, where: Line | Paragraph, code: str, style: TextStyle, aspects: str
) -> None:
    """Note where a line departs from a style in the aspects given: size, look, capitals, place."""
    if "1" in aspects:
        check_size(notes, part, where, f"TT{code}1", style.sizes)
    if "2" in aspects:
        check_style(notes, part, where, f"TT{code}2", style)
    if "3" in aspects:
        check_capitals(notes, part, where, f"TT{code}3", style.capitals)
    if "4" in aspects:
        check_alignment(notes, part, where, f"TT{code}4", style)


def check_size(
    notes: Notes, part: str, where: Line | Paragraph, code: str, sizes: tuple[float, float]
) -> None:
    """Note sizes outside the range."""
    pieces = words_of(where.pieces)
    wrong = {
        piece.format.size
        for piece in pieces
        if not sizes[0] - _SIZE_SLACK <= piece.format.size <= sizes[1] + _SIZE_SLACK
    }
    if wrong:
        listed = " và ".join(number(size) for size in sorted(wrong))
        few = "" if len(wrong) == len({each.format.size for each in pieces}) else " ở một phần chữ"
        notes.add(code, place_of(part, where), f"Cỡ chữ {listed}{few}")


def check_style(
    notes: Notes, part: str, where: Line | Paragraph, code: str, style: TextStyle
) -> None:
    """Note text that is not upright, italic or bold as it should be."""
    pieces = words_of(where.pieces)
    wrong = [
        piece
        for piece in pieces
        if (piece.format.bold, piece.format.italic) != (style.bold, style.italic)
    ]
    if not wrong:
        return
    looks = {style_words(piece.format.bold, piece.format.italic) for piece in wrong}
    found = f"Kiểu chữ {' và '.join(sorted(looks))}"
    if style.bold and not any(piece.format.bold for piece in wrong):
        found += ", không đậm"
    if len(wrong) < len(pieces):
        found += f" ở “{quote(wrong[0].text)}”"
    notes.add(code, place_of(part, where), found)


def check_capitals(
    notes: Notes, part: str, where: Line | Paragraph, code: str, capitals: bool
) -> None:
    """Note small letters where capitals are asked, or capitals alone where they are not."""
    if capitals and not capital_line(where):
        notes.add(code, place_of(part, where), "Chữ in thường")
    elif not capitals and capital_line(where) and sum(map(str.isalpha, where.text)) > 2:
        notes.add(code, place_of(part, where), "Chữ in hoa")


def check_alignment(
    notes: Notes, part: str, where: Line | Paragraph, code: str, style: TextStyle
) -> None:
    """Note a line that is not centred; in a header with tabs the place cannot be told."""
    if isinstance(where, Line) and where.by_tabs:
        return
    paragraph = where.paragraph if isinstance(where, Line) else where
    if paragraph.format.align != style.align and paragraph.format.frame != "center":
        found = _ALIGNED[paragraph.format.align].capitalize()
        if "".join(piece.text for piece in where.pieces)[:3].isspace():
            found += ", đẩy sang phải bằng dấu cách"
        notes.add(code, place_of(part, where), found)


def width_of(line: Line | Paragraph) -> float:
    """Width of a line's text in points, as if it were bold."""
    text = line.text.upper() if capital_line(line) else line.text
    return text_width(text, _size(line))


def _size(line: Line | Paragraph) -> float:
    return line.paragraph.size if isinstance(line, Line) else line.size


def check_rule_below(
    notes: Notes, part: str, lines: Sequence[Line], rule: DrawnRule | None, code: str
) -> None:
    """Note a rule that is missing, broken, or of another length than the decree gives."""
    place = place_of(part, lines[-1])
    if rule is None:
        notes.add(f"TT{code}6", place, "Không có đường kẻ bên dưới")
        return
    if not rule.solid:
        notes.add(f"TT{code}8", place, "Đường kẻ không phải nét liền")
    if rule.length is None:
        return
    if code == "21":
        share = rule.length / max(width_of(lines[-1]), 1)
        if abs(share - 1) > _MOTTO_SLACK:
            found = f"Đường kẻ dài khoảng {number(round(share, 2))} lần dòng chữ"
            notes.add(f"TT{code}7", place, found)
        return
    shares = [rule.length / max(width, 1) for width in _widths(lines)]
    if not any(1 / 3 - _PART_SLACK <= share <= 1 / 2 + _PART_SLACK for share in shares):
        found = f"Đường kẻ dài khoảng {number(round(shares[-1], 2))} lần dòng chữ"
        notes.add(f"TT{code}7", place, found)


def _widths(lines: Sequence[Line]) -> Iterator[float]:
    """Widths of the lines as they are wrapped, in points."""
    for line in lines:
        paragraph = line.paragraph
        room = paragraph.width - paragraph.format.left - paragraph.format.right
        text = line.text.upper() if capital_line(line) else line.text
        yield from wrapped_widths(text, paragraph.size, room / TWIPS_IN_POINT)


def rule_below(lines: Sequence[Line], below: Sequence[Paragraph]) -> DrawnRule | None:
    """The rule that belongs to lines of text: drawn, bordered, typed or underlined.

    `below` are the paragraphs that follow in the same column.
    """
    last = lines[-1].paragraph
    for rule in (rule for line in lines for rule in line.paragraph.rules):
        return rule
    if last.format.bottom_border:
        return _border(last, last.format.bottom_border)
    typed = _typed_rule(last, lines[-1])
    if typed:
        return typed
    for paragraph in below:
        for rule in paragraph.rules:
            return rule
        if paragraph.blank and (
            border := paragraph.format.top_border or paragraph.format.bottom_border
        ):
            return _border(paragraph, border)
        if typed := _typed_rule(paragraph, lines[-1]):
            return typed
        if not paragraph.blank:
            break
    underlined = [piece.text for line in lines for piece in line.pieces if piece.format.underlined]
    if underlined:
        return DrawnRule(text_width("".join(underlined).strip(), last.size))
    alone = all(each.blank for each in below if _same_cell(each, last))
    if last.cell and last.cell.bottom_border and alone:
        return DrawnRule(last.cell.width / TWIPS_IN_POINT)
    return None


def _same_cell(one: Paragraph, other: Paragraph) -> bool:
    first, second = one.cell, other.cell
    return bool(first and second) and (
        (first.table, first.row, first.column) == (second.table, second.row, second.column)
        if first and second
        else False
    )


def _border(paragraph: Paragraph, kind: str) -> DrawnRule:
    room = paragraph.width - paragraph.format.left - paragraph.format.right
    return DrawnRule(room / TWIPS_IN_POINT, solid=kind in ("single", "thick", "double"))


def _typed_rule(paragraph: Paragraph, above: Line) -> DrawnRule | None:
    for line in paragraph.lines:
        if line.column == above.column and is_typed_rule(line.text):
            letters = line.text.replace(" ", "")
            return DrawnRule(text_width(line.text, paragraph.size), solid=set(letters) <= _SOLID)
    return None


def lines_of_text(paragraph: Paragraph) -> list[int]:
    """About how many printed lines each typed line of a paragraph takes."""
    room = (paragraph.width - paragraph.format.left - paragraph.format.right) / TWIPS_IN_POINT
    # Widths are those of bold letters, which are a little wider.
    return [
        len(wrapped_widths(line, paragraph.size * 0.95, max(room, 20)))
        for line in paragraph.text.split("\n")
    ]


def is_wrapped(paragraph: Paragraph) -> bool:
    """Whether any typed line goes on over a second printed one, so that its edges are seen."""
    return max(lines_of_text(paragraph)) > 1


def height_of(paragraph: Paragraph) -> float:
    """About the height of a paragraph with the gaps around it, in points."""
    form = paragraph.format
    spacing = form.lines(paragraph.size, layout.SINGLE_LINE)
    lines = sum(lines_of_text(paragraph)) * paragraph.size * layout.SINGLE_LINE * spacing
    return lines + (form.before + form.after) / TWIPS_IN_POINT
