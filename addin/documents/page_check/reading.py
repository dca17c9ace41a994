"""A Word file as a reader sees it: paragraphs in their order, sections, what stands in margins.

Tracked changes are read as accepted, hidden text is left out. Text in boxes is read apart: it
takes no part in the order of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from addin.book.opc import Element
from addin.documents.numbering import Lists
from addin.documents.page_check.drawings import DrawnRule, drawn_rules, text_boxes
from addin.documents.page_check.formatting import (
    TWIPS_IN_POINT,
    ListIndents,
    ParagraphFormat,
    Properties,
    RunFormat,
    Styles,
    cell_margins,
    children,
    has_border,
    integer,
    twips,
)
from addin.documents.word_file import W, WordFile, switched, value_of

_DEEPER: Final = frozenset(
    W + name
    for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "customXml",
                 "fldSimple", "bdo", "dir", "body", "hdr", "ftr")
)  # fmt: skip
_MARKUP: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REL_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL_MARGIN: Final = 108.0
_DEFAULT_TAB: Final = 720.0
_SECOND_COLUMN: Final = 0.4
_SPACE: Final = 0.25
"""Width of a space in font sizes."""
# Several spaces do the work of a tab where a header is typed without a table.
_APART: Final = re.compile(r"\t+|[ \u00a0]{4,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look."""

    text: str
    format: RunFormat


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a paragraph stands; `width` in twips without margins."""

    table: int
    row: int
    column: int
    width: float
    ruled: bool
    """Whether the table draws borders: a table of data and no arrangement of the page."""
    bottom_border: bool


@dataclass(frozen=True, eq=False)
class Line:
    """A line of a paragraph as typed: up to a line break, or a column of a line with tabs."""

    paragraph: Paragraph
    pieces: tuple[Piece, ...]
    column: int = 0
    """0 for the first column, counted in the table's row or in the line with tabs."""
    by_tabs: bool = False

    @cached_property
    def text(self) -> str:
        """The text, with runs of spaces as typed."""
        return "".join(piece.text for piece in self.pieces).strip()

    @property
    def formats(self) -> list[RunFormat]:
        """The looks of the visible pieces."""
        return [piece.format for piece in self.pieces if piece.text.strip()]


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A paragraph of the page; `number` counts from 1, `width` is its room in twips."""

    number: int
    pieces: tuple[Piece, ...]
    format: ParagraphFormat
    section: int
    width: float
    mark: str = ""
    """The automatic mark in front: "1.", "a)", "-"."""
    cell: Cell | None = None
    rules: tuple[DrawnRule, ...] = ()
    fields: tuple[tuple[str, RunFormat], ...] = ()
    new_page: bool = False
    """Whether a page ends in or before it, as typed or as Word last drew it."""
    boxed: bool = False
    """Whether it stands in a text box, whose place is not looked at."""

    @cached_property
    def text(self) -> str:
        """The text with the automatic mark."""
        typed = "".join(piece.text for piece in self.pieces)
        return f"{self.mark} {typed.lstrip()}" if self.mark else typed

    @property
    def blank(self) -> bool:
        """Whether nothing is to be read here."""
        return not self.text.strip()

    @property
    def formats(self) -> list[RunFormat]:
        """The looks of the visible pieces."""
        return [piece.format for piece in self.pieces if piece.text.strip()]

    @cached_property
    def size(self) -> float:
        """The size of most of its letters, in points."""
        letters: dict[float, int] = {}
        for piece in self.pieces:
            letters[piece.format.size] = letters.get(piece.format.size, 0) + len(piece.text)
        return max(letters, key=lambda size: letters[size], default=14.0)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines between line breaks, cut into columns where tabs or many spaces part them."""
        column = self.cell.column if self.cell else 0
        found: list[Line] = []
        for pieces in _split(self.pieces, re.compile("\n")):
            parts = [part for part in _split(pieces, _APART) if _text(part).strip()]
            if self.cell is None and len(parts) > 1:
                found += [Line(self, part, n, by_tabs=True) for n, part in enumerate(parts)]
            elif _text(pieces).strip():
                # One part behind tabs may stand below the second column of the lines above.
                start = indented(_text(pieces), self.format, self.size)
                moved = self.cell is None and _text(pieces)[:1] in "\t \u00a0"
                behind = moved and start > _SECOND_COLUMN * self.width
                by_tabs = behind or (moved and _text(pieces).startswith("\t"))
                found.append(Line(self, pieces, column or int(behind), by_tabs))
        return found


def indented(
    text: str, form: ParagraphFormat, size: float, default_tab: float = _DEFAULT_TAB
) -> float:
    """Where a line's first letter stands, in twips from the margin: by indent, tabs, spaces."""
    position = form.left + form.first
    for letter in text:
        if letter == "\t":
            stops = [each for each, _ in form.tabs if each > position + 1]
            if form.first < 0 and form.left > position + 1:
                stops.append(form.left)
            position = min(stops, default=(position // default_tab + 1) * default_tab)
        elif letter in " \u00a0":
            position += _SPACE * size * TWIPS_IN_POINT
        else:
            break
    return position


def _text(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def _split(pieces: tuple[Piece, ...], where: re.Pattern[str]) -> Iterator[tuple[Piece, ...]]:
    """The pieces between the places that a pattern matches in their text."""
    text = _text(pieces)
    starts = [0, *(match.end() for match in where.finditer(text))]
    ends = [*(match.start() for match in where.finditer(text)), len(text)]
    for start, end in zip(starts, ends, strict=True):
        part, position = [], 0
        for piece in pieces:
            low, high = max(start - position, 0), min(end - position, len(piece.text))
            if low < high:
                part.append(Piece(piece.text[low:high], piece.format))
            position += len(piece.text)
        yield tuple(part)


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one kind; lengths in twips, None where the file does not say."""

    number: int
    width: float
    height: float
    top: float | None
    bottom: float | None
    left: float | None
    right: float | None
    gutter: float
    header: float | None
    first_page_differs: bool
    number_form: str
    number_start: int | None
    same_page: bool
    """Whether it goes on on the page of the section before."""
    headers: dict[str, Element] = field(compare=False)
    footers: dict[str, Element] = field(compare=False)

    @property
    def landscape(self) -> bool:
        """Whether its pages are wider than high."""
        return self.width > self.height

    @property
    def text_width(self) -> float:
        """Room between the margins."""
        return max(self.width - (self.left or 0) - (self.right or 0) - self.gutter, 1440.0)


@dataclass(frozen=True)
class Paper:
    """What was read of a document."""

    name: str
    paragraphs: list[Paragraph]
    boxed: list[Paragraph]
    """What stands in text boxes."""
    sections: list[Section]
    margins: dict[tuple[int, str, str], list[Paragraph]]
    """Paragraphs in margins by section, "header" or "footer", "default", "first" or "even"."""
    even_pages_differ: bool
    mirrored: bool
    default_tab: float

    def section_of(self, paragraph: Paragraph) -> Section:
        """The section that a paragraph stands in."""
        return self.sections[min(paragraph.section, len(self.sections) - 1)]


def read_paper(file: WordFile) -> Paper:
    """Read all that a check of the page asks for."""
    return _Reader(file).paper()


class _Reader:
    def __init__(self, file: WordFile) -> None:
        self._file = file
        numbering = file.companion("numbering")
        self._lists = Lists(numbering)
        self._styles = Styles(
            file.companion("styles"), file.companion("theme"), ListIndents(numbering)
        )
        self._boxes: list[Element] = []
        self._tables = 0
        self._count = 0
        self._section = 0

    def paper(self) -> Paper:
        body = self._file.document.find(W + "body")
        settings = self._file.companion("settings")
        self._sections = self._read_sections(body)
        paragraphs = list(self._blocks(body, None, {}, {})) if body is not None else []
        boxed = self._read_boxes()
        margins = {}
        for section in self._sections:
            for part, references in (("header", section.headers), ("footer", section.footers)):
                for kind, element in references.items():
                    self._section = section.number
                    found = list(self._blocks(element, None, {}, {}))
                    margins[section.number, part, kind] = found + self._read_boxes()
        return Paper(
            name=self._file.name,
            paragraphs=paragraphs,
            boxed=boxed,
            sections=self._sections,
            margins=margins,
            even_pages_differ=bool(switched(settings, "evenAndOddHeaders")),
            mirrored=bool(switched(settings, "mirrorMargins")),
            default_tab=twips(value_of(settings, "defaultTabStop")) or _DEFAULT_TAB,
        )

    def _read_boxes(self) -> list[Paragraph]:
        """The paragraphs of the text boxes met since the last call."""
        found: list[Paragraph] = []
        while self._boxes:
            inside = self._blocks(self._boxes.pop(0), None, {}, {})
            found += [replace(each, boxed=True) for each in inside]
        return found

    def _read_sections(self, body: Element | None) -> list[Section]:
        found: list[Section] = []
        elements = list(body.iter(W + "sectPr")) if body is not None else []
        # What a tracked change replaced is no section.
        replaced = {old for each in elements for old in each.iterfind(f"{W}sectPrChange/{W}sectPr")}
        for element in elements:
            if element not in replaced:
                found.append(self._read_section(element, found[-1] if found else None))
        return found or [self._read_section(None, None)]

    def _read_section(self, element: Element | None, before: Section | None) -> Section:
        headers = dict(before.headers) if before else {}
        footers = dict(before.footers) if before else {}
        for name, references in (("headerReference", headers), ("footerReference", footers)):
            for each in children(element, name) if element is not None else ():
                part = self._file.part(each.get(_REL_ID, ""))
                if part is not None:
                    references[each.get(W + "type", "default")] = part
        start = integer(value_of(element, "pgNumType", "start"))
        return Section(
            number=before.number + 1 if before else 0,
            width=twips(value_of(element, "pgSz", "w")) or 12240.0,
            height=twips(value_of(element, "pgSz", "h")) or 15840.0,
            top=twips(value_of(element, "pgMar", "top")),
            bottom=twips(value_of(element, "pgMar", "bottom")),
            left=twips(value_of(element, "pgMar", "left")),
            right=twips(value_of(element, "pgMar", "right")),
            gutter=twips(value_of(element, "pgMar", "gutter")) or 0.0,
            header=twips(value_of(element, "pgMar", "header")),
            first_page_differs=bool(switched(element, "titlePg")),
            number_form=value_of(element, "pgNumType", "fmt") or "decimal",
            number_start=start,
            same_page=value_of(element, "type") == "continuous",
            headers=headers,
            footers=footers,
        )

    def _blocks(
        self, container: Element, cell: Cell | None, paragraph: Properties, run: Properties
    ) -> Iterator[Paragraph]:
        for child in container:
            if child.tag == W + "p":
                yield self._paragraph(child, cell, paragraph, run)
                if cell is None and child.find(f"{W}pPr/{W}sectPr") is not None:
                    self._section += 1
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag in _DEEPER:
                yield from self._blocks(child, cell, paragraph, run)

    def _table(self, table: Element) -> Iterator[Paragraph]:
        self._tables += 1
        number = self._tables
        properties = table.find(W + "tblPr")
        style = value_of(properties, "tblStyle")
        of_paragraph, of_run = self._styles.table(style)
        own = properties.find(W + "tblBorders") if properties is not None else None
        ruled = has_border(own) if own is not None else self._styles.table_is_ruled(style)
        margins = self._styles.table_margins(style)
        if properties is not None:
            margins |= cell_margins(properties.find(W + "tblCellMar"))
        grid = [twips(each.get(W + "w")) or 0.0 for each in table.iter(W + "gridCol")]
        for row_number, row in enumerate(_rows(table)):
            column = 0
            for each in _cells(row):
                cell_properties = each.find(W + "tcPr")
                span = integer(value_of(cell_properties, "gridSpan")) or 1
                borders = (
                    cell_properties.find(W + "tcBorders") if cell_properties is not None else None
                )
                cell = Cell(
                    table=number,
                    row=row_number,
                    column=column,
                    width=_cell_width(cell_properties, grid[column : column + span], margins),
                    ruled=ruled or _is_boxed(borders),
                    bottom_border=value_of(borders, "bottom") not in ("nil", "none", None),
                )
                yield from self._blocks(each, cell, of_paragraph, of_run)
                column += min(span, 64)

    def _paragraph(
        self, element: Element, cell: Cell | None, in_table: Properties, run: Properties
    ) -> Paragraph:
        form = self._styles.paragraph(element.find(W + "pPr"), in_table)
        content = _Content(self._styles, form.style, run)
        content.read(element)
        self._boxes += content.boxes
        self._count += 1
        section = self._sections[min(self._section, len(self._sections) - 1)]
        mark = self._lists.mark(*form.numbering, form.style) if form.numbering else ""
        return Paragraph(
            number=self._count,
            pieces=_merged(content.pieces),
            format=form,
            section=section.number,
            width=cell.width if cell else section.text_width,
            mark=mark,
            cell=cell,
            rules=tuple(content.rules),
            fields=tuple(content.fields),
            new_page=content.new_page or form.page_break_before,
        )


class _Content:
    """What the runs of one paragraph hold."""

    def __init__(self, styles: Styles, style: str, in_table: Properties) -> None:
        self._styles = styles
        self._style = style
        self._in_table = in_table
        self._open_fields: list[str] = []
        self.pieces: list[Piece] = []
        self.fields: list[tuple[str, RunFormat]] = []
        self.rules: list[DrawnRule] = []
        self.boxes: list[Element] = []
        self.new_page = False

    def read(self, container: Element) -> None:
        for child in container:
            if child.tag == W + "r":
                self._run(child)
            elif child.tag == W + "fldSimple":
                self._field(child.get(W + "instr", ""), self._format(child.find(f"{W}r/{W}rPr")))
                self.read(child)
            elif child.tag in _DEEPER:
                self.read(child)

    def _format(self, properties: Element | None) -> RunFormat:
        return self._styles.run(properties, self._style, self._in_table)

    def _field(self, instruction: str, form: RunFormat) -> None:
        if instruction.strip():
            self.fields.append((" ".join(instruction.split()), form))

    def _run(self, run: Element) -> None:
        form = self._format(run.find(W + "rPr"))
        if form.hidden:
            return
        text = ""
        for child in run:
            name = child.tag.removeprefix(W)
            if name == "t":
                text += child.text or ""
            elif name in ("tab", "ptab"):
                text += "\t"
            elif name in ("br", "cr"):
                text += self._break(child)
            elif name == "noBreakHyphen":
                text += "-"
            elif name == "lastRenderedPageBreak":
                self.new_page = True
            elif name in ("fldChar", "instrText"):
                self._complex_field(child, form)
            elif name in ("drawing", "pict", "object") or child.tag == _MARKUP + "AlternateContent":
                self.rules += drawn_rules(child)
                self.boxes += text_boxes(child)
        if text:
            self.pieces.append(Piece(text, form))

    def _break(self, element: Element) -> str:
        kind = element.get(W + "type", "textWrapping")
        if kind == "page":
            self.new_page = True
        return "\n" if kind == "textWrapping" else ""

    def _complex_field(self, element: Element, form: RunFormat) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._open_fields.append("")
        elif element.tag == W + "instrText" and self._open_fields:
            self._open_fields[-1] += element.text or ""
        elif kind in ("separate", "end") and self._open_fields:
            self._field(self._open_fields[-1], form)
            self._open_fields[-1] = ""
            if kind == "end":
                self._open_fields.pop()


def _merged(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one look as one piece: Word cuts text where somebody once stopped typing."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1].format == piece.format:
            merged[-1] = Piece(merged[-1].text + piece.text, piece.format)
        else:
            merged.append(piece)
    return tuple(merged)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == W + "tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _DEEPER:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in _DEEPER:
            yield from _cells(child)


def _cell_width(
    properties: Element | None, columns: list[float], margins: dict[str, float]
) -> float:
    width = sum(columns)
    if value_of(properties, "tcW", "type") in ("dxa", None):
        width = twips(value_of(properties, "tcW", "w")) or width
    own = cell_margins(properties.find(W + "tcMar")) if properties is not None else {}
    sides = {"left": _CELL_MARGIN, "right": _CELL_MARGIN} | margins | own
    return max(width - sides["left"] - sides["right"], 20 * TWIPS_IN_POINT)


def _is_boxed(borders: Element | None) -> bool:
    """Whether a cell draws borders on its sides, as cells of data do."""
    return borders is not None and any(
        value_of(borders, side) not in ("nil", "none", None)
        for side in ("left", "right", "start", "end")
    )
