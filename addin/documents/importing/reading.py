"""What a Word document displays, line by line, as if every tracked change had been accepted.

Text boxes stand behind the paragraph they hang on, page headers before the first and footnotes
behind the last. What has no text – pictures, charts, comments – is no line; pictures are noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Final

from addin.book.opc import Element, local_name
from addin.documents.importing.legacy_fonts import decode
from addin.documents.importing.styles import Look, Styles
from addin.documents.numbering import Lists, symbol
from addin.documents.word_file import W, WordFile, open_word_file
from validators.text import clean

_NO_BREAK_HYPHEN: Final = "\u2011"
UNKNOWN_SYMBOL: Final = "□"
"""For a picture of a symbol font that Unicode does not have."""
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PAGE_NUMBER = re.compile(r"(?:trang|page)?[\W\d]*(?:of|trên)?[\W\d]*", re.IGNORECASE)
_GAP = re.compile(
    r"(?<![ \t])(?<!Số)(?<!Số:)(?<!ngày)(?<!tháng)(?<!năm) *(?:\t| {4})[ \t]*(?!/|tháng|năm)"
)
"""What stands between two columns that are no table, and is no room for a number or a day."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table: `table` counts the document's tables, `column` the columns of its grid.

    A table within a cell has a place of its own in `inner`: its lines belong to that cell.
    """

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """A displayed line: a paragraph, or the part of one before or after a typed line break.

    `text` is clean (NFC, single spaces) and begins with the mark of an automatic list. `columns`
    are the pieces between tabs, an empty first one where the line begins with a tab. `bold` says
    that all letters are, `bold_text` the same without the first word, which may be a mark.
    `paragraph` counts the document's filled paragraphs from 0; `first` is its first line.
    """

    text: str
    columns: tuple[str, ...]
    bold: bool
    bold_text: bool
    centred: bool
    paragraph: int
    first: bool = True
    cell: Cell | None = None


@dataclass(frozen=True)
class OldDocument:
    """A document's lines in reading order.

    `paragraphs` is the number of filled paragraphs. `notes` say to staff what could not be taken.
    """

    lines: tuple[Line, ...]
    paragraphs: int
    notes: tuple[str, ...] = ()


def read_document(path: Path) -> OldDocument:
    """The lines of a .docx. Raises BookRefused for all that is not a sound one."""
    file = open_word_file(path)
    reader = _Reader(file)
    for header in file.companions("header"):
        reader.aside(header)
    body = file.document.find(W + "body")
    reader.blocks(() if body is None else body)
    reader.end_paragraph()
    for kind in ("footnotes", "endnotes"):
        notes = file.companion(kind)
        for note in () if notes is None else notes:
            if note.get(W + "type") is None and note.get(W + "id") in reader.noted[kind]:
                reader.aside(note)
    for footer in file.companions("footer"):
        reader.aside(footer)
    return OldDocument(tuple(reader.lines), reader.paragraphs, tuple(reader.notes()))


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    look: Look


_PLAIN = Look()


@dataclass
class _Reader:
    file: WordFile
    lines: list[Line] = field(default_factory=list)
    paragraphs: int = 0
    noted: dict[str, set[str]] = field(
        default_factory=lambda: {"footnotes": set(), "endnotes": set()}
    )
    _pieces: list[_Piece] = field(default_factory=list)
    _boxes: list[Element] = field(default_factory=list)
    _style: str = ""
    _properties: Element | None = None
    _cell: Cell | None = None
    _tables: int = 0
    _pictures: int = 0
    _hidden: bool = False
    _parts: int = 0
    _aside_texts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._styles = Styles(self.file.companion("styles"))
        self._lists = Lists(self.file.companion("numbering"))

    def notes(self) -> Iterator[str]:
        """What could not be taken from the document."""
        if self._pictures:
            yield f"{self._pictures} hình trong văn bản cũ không nhập được."
        if self._hidden:
            yield "Văn bản cũ có chữ ẩn (Hidden), không in ra giấy nên không nhập."
        if self._parts:
            yield (
                f"{self._parts} tệp được chèn vào văn bản cũ (altChunk) không đọc được: hãy mở "
                "bằng Word, lưu lại rồi nhập lại."
            )

    # Blocks

    def aside(self, story: Element) -> None:
        """A page header, footer or note: filled lines that are no page numbers, each text once."""
        before, paragraphs = len(self.lines), self.paragraphs
        self.blocks(story)
        self.end_paragraph()
        texts = [each.text for each in self.lines[before:]]
        told = "\n".join(texts)
        if told in self._aside_texts or all(_is_page_number(each) for each in texts):
            del self.lines[before:]
            self.paragraphs = paragraphs
        self._aside_texts.add(told)

    def blocks(self, elements: Iterable[Element]) -> None:
        """Paragraphs and tables, and what may be wrapped around them."""
        for element in elements:
            match local_name(element):
                case "p" if element.tag == W + "p":
                    self._paragraph(element)
                case "tbl":
                    self._table(element)
                case "del" | "moveFrom" | "sectPr" | "tblPr" | "tcPr" | "sdtPr" | "sdtEndPr":
                    pass
                case "AlternateContent":
                    self.blocks(_chosen(element))
                case "altChunk":
                    self._parts += 1
                case _:
                    self.blocks(element)

    def _table(self, table: Element) -> None:
        self.end_paragraph()
        outer = self._cell
        number = outer.table if outer else self._tables
        if outer is None:
            self._tables += 1
        rows = [each for each in _unwrapped(table, "tr") if not _deleted_row(each)]
        for index, row in enumerate(rows):
            column = 0
            for cell in _unwrapped(row, "tc"):
                if cell.find(f"{W}tcPr/{W}cellDel") is not None:
                    continue
                # A table within a cell is read as lines of that cell.
                self._cell = outer or Cell(number, index, column)
                self.blocks(cell)
                self.end_paragraph()
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                width = "1" if span is None else span.get(W + "val", "1")
                column += int(width) if width.isdecimal() and len(width) < 4 else 1
        self._cell = outer

    def _paragraph(self, element: Element) -> None:
        self._properties = element.find(W + "pPr")
        self._style = self._styles.style_of(self._properties)
        self._inline(element)
        mark = None if self._properties is None else self._properties.find(W + "rPr")
        gone = mark is not None and (
            mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None
        )
        # A deleted paragraph mark joins what is left of two paragraphs.
        if not gone:
            self.end_paragraph()

    def end_paragraph(self) -> None:
        """Turn what has been gathered into lines."""
        properties, self._properties = self._properties, None
        pieces, self._pieces = self._pieces, []
        boxes, self._boxes = self._boxes, []
        if properties is not None or pieces:
            self._add_lines(properties, pieces)
        for box in boxes:
            self.blocks(box)
            self.end_paragraph()

    def _add_lines(self, properties: Element | None, pieces: list[_Piece]) -> None:
        numbering = self._styles.numbering(properties)
        mark = self._lists.mark(*numbering, self._style) if numbering else ""
        broken = list(_lines_of(pieces))
        if not any(clean(text) for text, _ in broken):
            return
        centred = self._styles.centred(properties)
        first = True
        for text, bold in broken:
            prefix = f"{mark} " if first else ""
            if clean(text):
                self.lines.append(
                    Line(
                        text=clean(prefix + text),
                        columns=_columns(prefix + text),
                        bold=_all_bold(text, bold),
                        bold_text=_all_bold(text, bold, past_mark=not (prefix and mark)),
                        centred=centred,
                        paragraph=self.paragraphs,
                        first=first,
                        cell=self._cell,
                    )
                )
                first = False
        self.paragraphs += 1

    # Runs

    def _inline(self, parent: Element) -> None:
        for element in parent:
            match local_name(element):
                case "r" if element.tag == W + "r":
                    self._run(element)
                case "del" | "moveFrom" | "pPr" | "sdtPr" | "sdtEndPr" | "smartTagPr" | "rPr":
                    pass
                case "AlternateContent":
                    for each in _chosen(element):
                        self._inline([each])  # type: ignore[arg-type]
                case "oMath" | "oMathPara":
                    self._add(
                        "".join(each.text or "" for each in element.iter(f"{_MATH}t")), _PLAIN
                    )
                case "rt":
                    pass
                case _:
                    self._inline(element)

    def _run(self, run: Element) -> None:
        look = self._styles.look(run.find(W + "rPr"), self._style)
        for element in run:
            self._run_content(element, look)

    def _run_content(self, element: Element, look: Look) -> None:
        match local_name(element):
            case "t":
                self._add((element.text or "").replace(_NO_BREAK_HYPHEN, "-"), look)
            case "tab" | "ptab":
                self._add("\t", look)
            case "br" | "cr":
                self._add("\n", look)
            case "noBreakHyphen":
                self._add("-", look)
            case "softHyphen":
                # The code of "ư" in TCVN3 is that of a soft hyphen.
                self._add("\u00ad", look)
            case "sym":
                self._add(_symbol(element), look)
            case "footnoteReference" | "endnoteReference":
                kind = local_name(element).removesuffix("Reference") + "s"
                self.noted[kind].add(element.get(W + "id", ""))
            case "AlternateContent":
                for each in _chosen(element):
                    self._run_content(each, look)
            case "drawing" | "pict" | "object":
                self._drawn(element)
            case "ruby":
                for each in element.iter(W + "rubyBase"):
                    self._inline(each)

    def _drawn(self, element: Element) -> None:
        boxes = list(_outermost(element, W + "txbxContent"))
        self._boxes += boxes
        kinds = {local_name(each) for each in element.iter()}
        if not boxes and kinds & {"pic", "imagedata", "OLEObject", "chart"}:
            self._pictures += 1

    def _add(self, text: str, look: Look) -> None:
        if look.hidden:
            self._hidden = self._hidden or bool(text.strip())
        elif text:
            self._pieces.append(_Piece(text, look))


def _is_page_number(text: str) -> bool:
    return len(text) < 40 and _PAGE_NUMBER.fullmatch(text) is not None


def _chosen(alternatives: Element) -> list[Element]:
    """The contents of mc:AlternateContent that are displayed: the first choice, or else the last.

    Only one of them may be read: all say the same.
    """
    branches = [each for each in alternatives if local_name(each) in ("Choice", "Fallback")]
    filled = (each for each in branches if len(each))
    return list(next(filled, ()))


def _symbol(element: Element) -> str:
    code = element.get(W + "char", "")
    if not re.fullmatch(r"[0-9A-Fa-f]{2,4}", code):
        return ""
    character = chr(int(code, 16))
    known = symbol(element.get(W + "font"), character)
    return known or (character if character.isprintable() else UNKNOWN_SYMBOL)


def _unwrapped(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those within content controls and insertions."""
    for element in parent:
        if element.tag == W + name:
            yield element
        elif local_name(element) in ("sdt", "sdtContent", "customXml", "ins", "smartTag"):
            yield from _unwrapped(element, name)


def _deleted_row(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _outermost(element: Element, tag: str) -> Iterator[Element]:
    for child in _chosen(element) if local_name(element) == "AlternateContent" else element:
        if child.tag == tag:
            yield child
        else:
            yield from _outermost(child, tag)


def _lines_of(pieces: list[_Piece]) -> Iterator[tuple[str, list[bool]]]:
    """The text of a paragraph cut at line breaks, and for each character whether it is bold.

    A letter of an old font may be spread over several runs, so runs of one font are read together.
    """
    text, bold = "", list[bool]()
    for encoding, group in groupby(pieces, key=lambda each: each.look.encoding):
        run = list(group)
        letters = decode("".join(each.text for each in run), encoding)
        looks = [each.look for each in run for _ in each.text]
        for letter, look in zip(letters, looks, strict=True):
            shown = letter.upper() if look.capitals else letter
            text += shown
            bold += [look.bold] * len(shown)
    start = 0
    for end in (*(at for at, each in enumerate(text) if each == "\n"), len(text)):
        yield text[start:end], bold[start:end]
        start = end + 1


def _columns(text: str) -> tuple[str, ...]:
    pieces = [clean(each) for each in _GAP.split(text.replace("\u00a0", " ").rstrip())]
    return (pieces[0], *(each for each in pieces[1:] if each))


def _all_bold(text: str, bold: list[bool], *, past_mark: bool = False) -> bool:
    start = 0
    if past_mark:
        found = re.match(r"\s*\S+\s+", text)
        start = found.end() if found else 0
    letters = [each for at, each in enumerate(bold) if at >= start and text[at].isalpha()]
    return bool(letters) and all(letters)
