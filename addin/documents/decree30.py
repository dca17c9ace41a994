"""The page of Nghị định 30/2020/NĐ-CP: an administrative document, composed from top to bottom.

The numbers stand in `layout`, the wording of numbers and dates in `wording`; here they become a
Word document.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from addin.documents import layout
from addin.documents.layout import MM, Alignment, TextStyle
from addin.documents.styles import (
    AFTER_TABLE,
    BORDERLESS,
    RULE,
    SIGNATURE_ROOM,
    STRONG,
    TABLE,
    XMLNS,
)
from addin.documents.widths import balanced_width, part_of_line, text_width, wrapped_widths
from addin.documents.word import WordFile
from addin.documents.wording import DOTS, MOTTO, NATIONAL_NAME, with_end_marks

FILL: Final = "\ue000"
"""Stands in a paragraph for a line of dots up to the margin; no keyboard types it."""

_CELL_STYLES: Final[dict[Alignment, TextStyle]] = {
    "left": layout.TABLE_CELL,
    "centre": layout.TABLE_CELL_CENTRE,
    "right": layout.TABLE_CELL_RIGHT,
}
_HEADER_SHARE: Final = layout.HEADER_COLUMNS[0] / layout.TEXT_WIDTH
_FRAME: Final = BORDERLESS.replace(" ", "")
_LAST_LINES: Final = 30.0
"""Millimetres of the text's last lines and of what stands above the recipients."""
_BESIDE_SIGNER: Final = 7
"""Lines of recipients that stand beside the signer where the list goes on overleaf."""
_SIGNING_SHARE: Final = layout.SIGNING_COLUMNS[0] / layout.TEXT_WIDTH


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row of a table that names what follows, over the whole width."""

    text: str


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row of a table with sums, in bold."""

    cells: tuple[str, ...]


Row = Sequence[str] | GroupRow | TotalRow


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """One who signs: lines above the signature, a hint how, lines and name below it."""

    authority: tuple[str, ...]
    name: str
    office: tuple[str, ...] = ()
    note: str = ""


class AdministrativeDocument(WordFile):
    """A document of the year, built part by part in the order in which it is read.

    Every method adds one component of the decree (Mục II Phụ lục I) below the last one.
    """

    def __init__(
        self, *, title: str, author: str, created: datetime, landscape: bool = False
    ) -> None:
        """Start an empty A4 page; `title`, `author` and `created` become document properties."""
        super().__init__(layout.TEXT_STYLES, title=title, author=author, created=created)
        _set_page(self._document.sections[0])
        self._turn(landscape)

    def header(
        self,
        *,
        superior: Sequence[str],
        issuer: Sequence[str],
        number: str,
        date: str,
        subject: str = "",
    ) -> None:
        """Add the block on top of page 1.

        `superior` and `issuer` are lines of the agencies' names (`superior` may be empty);
        `number` and `date` come from `wording.number_line` and `wording.date_line`, both may be
        empty; `subject` is what an official letter is about ("V/v …").
        """
        left = _HEADER_SHARE * self._width
        agency, nation = _Column(self, left), _Column(self, self._width - left)
        for line in superior:
            agency.add(line, layout.SUPERIOR)
        for line in issuer:
            agency.add(line, layout.ISSUER)
        names = "\n".join(issuer).upper()
        agency.add_rule(_rule_below(names, layout.ISSUER, left * MM))
        nation.add(NATIONAL_NAME, layout.NATIONAL_NAME)
        nation.add(MOTTO, layout.MOTTO)
        nation.add_rule(text_width(MOTTO, layout.MOTTO.size))
        numbered, dated = _Column(self, left), _Column(self, self._width - left)
        if number:
            numbered.add(number, layout.NUMBER)
        if subject:
            numbered.add(subject, layout.LETTER_SUBJECT)
        if date:
            dated.add(date, layout.PLACE_AND_DATE)
        self._columns((agency, nation), (numbered, dated))

    def kind_and_subject(self, kind: str, subject: str) -> None:
        """Add the kind of document and its subject, centred, with the rule below."""
        self._add(kind, layout.KIND.name)
        self._rule(_rule_below(subject, layout.SUBJECT, self._balanced(subject, layout.SUBJECT)))

    def addressees(self, names: Sequence[str]) -> None:
        """Add "Kính gửi:" with one addressee beside it or several below each other."""
        if len(names) == 1:
            self._add(f"Kính gửi: {names[0]}", layout.ADDRESSEE.name)
            return
        self._add("Kính gửi:", layout.ADDRESSEES.name)
        for name in with_end_marks(names):
            self._add(f"- {name}", layout.ADDRESSEES_ITEM.name)

    def bases(self, lines: Sequence[str]) -> None:
        """Add the legal bases, one a line, closed with ";" and the last with "."."""
        typed = [each for line in lines for each in line.splitlines() if each.strip()]
        for line in with_end_marks(typed):
            self._add(line, layout.BASIS.name)

    def issuing_power(self, office: str) -> None:
        """Add who decides, above the bases of a decision."""
        self._add(office, layout.ISSUING_POWER.name)

    def order(self, words: str) -> None:
        """Add "QUYẾT ĐỊNH:" above the articles."""
        self._add(words, layout.ORDER.name)

    def article(self, mark: str, text: str) -> None:
        """Add an article: its number in bold, its text beside it."""
        paragraph = self._add("", layout.ARTICLE.name)
        self._run(paragraph, mark, STRONG)
        self._run(paragraph, f" {text}")

    def paragraph(self, text: str, *, bold: bool = False) -> None:
        """Add a paragraph of the content; `FILL` in it is a line of dots for a pen."""
        if FILL in text:
            lying = self._width > layout.TEXT_WIDTH
            style = layout.FILL_IN_LYING if lying else layout.FILL_IN
            self._add(text.replace(FILL, "\t"), style.name)
        elif bold:
            self._run(self._add("", layout.BODY.name), text, STRONG)
        else:
            self._add(text, layout.BODY.name)

    def heading(self, level: int, text: str) -> None:
        """Add a heading of level 1–5, shown in Word's navigation pane."""
        self._add(text, layout.HEADINGS[level - 1].name)

    def table(
        self,
        head: Sequence[str],
        rows: Iterable[Row],
        *,
        shares: Sequence[float],
        alignments: Sequence[Alignment],
        title: str = "",
    ) -> None:
        """Add a ruled table over the whole width; its head is repeated on every page.

        `shares` are the columns' relative widths, `title` is what screen readers announce. No row
        breaks across pages.
        """
        widths = [share * self._width / sum(shares) for share in shares]
        table = self._table(TABLE, widths, title or ", ".join(head))
        styles = [_CELL_STYLES[each] for each in alignments]
        table.append(self._row(widths, head, [layout.TABLE_HEAD] * len(head), head=True))
        for row in rows:
            if isinstance(row, GroupRow):
                table.append(self._row([sum(widths)], [row.text], [layout.TABLE_GROUP], len(head)))
            elif isinstance(row, TotalRow):
                # Sums do not open a page without the last row that they add up.
                for paragraph in table.tr_lst[-1].iter(qn("w:p")):
                    _keep_with_next(paragraph)
                table.append(self._row(widths, row.cells, styles, bold=True))
            else:
                table.append(self._row(widths, row, styles))

    def signing(
        self,
        *,
        recipients: Sequence[str],
        authority: Sequence[str],
        office: Sequence[str] = (),
        name: str,
    ) -> None:
        """Add the recipients beside the signer's block, on one page with the text's last lines.

        `authority` stands above the signature and seal; `office` – the signer's office when he
        signs for a council – and `name` below. Source: khoản 7 and khoản 9 Mục II Phụ lục I.
        """
        left = _SIGNING_SHARE * self._width
        listed, signed = _Column(self, left), _Column(self, self._width - left)
        self._list_recipients(listed, recipients)
        self._sign(signed, SignatureBlock(tuple(authority), name, tuple(office)))
        rows = [(listed, signed)]
        if listed.height_of_texts() > layout.TEXT_HEIGHT - _LAST_LINES:
            # No page can hold these recipients beside two lines of text: they go on overleaf.
            rows.append((listed.split(_BESIDE_SIGNER), _Column(self, signed.width)))
        self._close(*rows, whole=1)

    def signatures(
        self,
        left: SignatureBlock | None,
        right: SignatureBlock,
        recipients: Sequence[str] = (),
    ) -> None:
        """Add two who sign beside each other, and the recipients below on the left.

        Source: Mẫu 1.9 Phụ lục III.
        """
        half = self._width / 2
        above, below_them = ((_Column(self, half), _Column(self, half)) for _ in range(2))
        for upper, lower, block in zip(above, below_them, (left, right), strict=True):
            if block:
                self._sign_above(upper, block)
                self._sign_below(lower, block)
        # Rows of their own, so that the names stand level whatever stands above them.
        rows = [above, below_them]
        if recipients:
            below = _Column(self, half), _Column(self, half)
            self._list_recipients(below[0], recipients)
            rows.append(below)
        self._close(*rows, lowered=2, whole=len(rows))

    def annex(self, mark: str, title: str, note: str, *, landscape: bool = False) -> None:
        """Begin an annex on a new page with page numbers of its own.

        `mark` is "Phụ lục" or "Phụ lục I"; `note` says which paper it belongs to.
        Source: Mục III Phụ lục I; Mẫu 2.1 Phụ lục III.
        """
        self._end_section()
        self._turn(landscape)
        self._add(mark, layout.ANNEX.name)
        self._balanced(title.upper(), layout.ANNEX_TITLE, title)
        self._rule(_rule_below(note, layout.ANNEX_NOTE, self._balanced(note, layout.ANNEX_NOTE)))

    def _balanced(self, measured: str, style: TextStyle, text: str = "") -> float:
        """Add a centred text in the narrowest column that keeps its number of lines.

        Returns the width of that column in points. `measured` is how the text looks.
        """
        paragraph = self._add(text or measured, style.name)
        width = self._width * MM
        narrow = balanced_width(measured, style.size, width - 4) + 4
        _indent_to_centre(paragraph, narrow, width)
        return narrow

    def to_bytes(self) -> bytes:
        """Return the .docx; the same content gives the same bytes."""
        self._close_table()
        return super().to_bytes()

    def _add(self, text: str, style: str) -> Any:
        paragraph = super()._add(text, style)
        above = paragraph.getprevious()
        ruled = above is not None and above.tag == qn("w:tbl") and above.tblPr.style != _FRAME
        if ruled and style != AFTER_TABLE:
            # Text needs air below a ruled table. An empty paragraph between them would do, but
            # LibreOffice then leaves headings alone at the foot of a page.
            own = self._document.styles[style].paragraph_format.space_before or 0
            form = Paragraph(paragraph, None).paragraph_format  # type: ignore[arg-type]
            form.space_before = max(own, Pt(layout.PARAGRAPH_GAP.value))
        return paragraph

    def _close_table(self) -> None:
        """Add the paragraph that Word needs between two tables and after the last of a section."""
        last = self._end.getprevious()
        if last is not None and last.tag == qn("w:tbl"):
            self._add("", AFTER_TABLE)

    def _run(self, paragraph: Any, text: str, style: str = "") -> None:
        # Elsewhere than in a paragraph of its own the room is as long as for a word.
        super()._run(paragraph, text.replace(FILL, DOTS), style)

    def _turn(self, landscape: bool) -> None:
        section = self._document.sections[-1]
        sides = layout.PAGE_WIDTH.value, layout.PAGE_HEIGHT.value
        width, height = sides[::-1] if landscape else sides
        section.orientation = WD_ORIENTATION.LANDSCAPE if landscape else WD_ORIENTATION.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)
        self._width = layout.LANDSCAPE_TEXT_WIDTH if landscape else layout.TEXT_WIDTH

    def _end_section(self) -> None:
        """Close the section with the last paragraph; the next counts its pages from 1."""
        self._close_table()
        last = self._end.getprevious()
        last.get_or_add_pPr().append(deepcopy(self._end))
        if self._end.find(qn("w:pgNumType")) is None:
            numbering = OxmlElement("w:pgNumType")
            numbering.set(qn("w:start"), "1")
            self._end.find(qn("w:pgMar")).addnext(numbering)

    def _rule(self, length: float) -> None:
        rule = self._add("", RULE)
        _indent_to_centre(rule, length, self._width * MM)
        Paragraph(rule, None).paragraph_format.space_after = Pt(  # type: ignore[arg-type]
            2 * layout.PARAGRAPH_GAP.value
        )

    def _list_recipients(self, column: "_Column", recipients: Sequence[str]) -> None:
        column.add("Nơi nhận:", layout.RECIPIENTS_TITLE)
        for recipient in with_end_marks(recipients):
            column.add(f"- {recipient}", layout.RECIPIENT)

    def _sign(self, column: "_Column", block: SignatureBlock) -> None:
        self._sign_above(column, block)
        self._sign_below(column, block)

    def _sign_above(self, column: "_Column", block: SignatureBlock) -> None:
        for line in block.authority:
            column.add(line, layout.AUTHORITY)
        if block.note:
            column.add(block.note, layout.SIGNING_NOTE)
        column.add_styled(SIGNATURE_ROOM)

    def _sign_below(self, column: "_Column", block: SignatureBlock) -> None:
        for line in block.office:
            column.add(line, layout.AUTHORITY)
        # Names are in small letters, however they were typed (điểm đ khoản 7 Mục II Phụ lục I).
        column.add(block.name.title() if block.name.isupper() else block.name, layout.SIGNER)

    def _close(self, *rows: "tuple[_Column, _Column]", whole: int, lowered: int = 0) -> None:
        """Add the blocks of signers, the first `whole` rows on one page with the last lines."""
        self._close_table()
        self._keep_last_lines_with_next()
        self._columns(*rows, whole=whole, lowered=lowered)
        # A document must not end with a table; this last line is too low to open a page.
        self._add("", AFTER_TABLE)

    def _columns(self, *rows: "tuple[_Column, ...]", whole: int = 0, lowered: int = 0) -> None:
        """Add a table without borders; what stands in the row `lowered` stands at its foot.

        The first rows, so many as `whole`, stay on one page.
        """
        table = self._table(BORDERLESS, [column.width for column in rows[0]], "")
        for number, columns in enumerate(rows, 1):
            row = OxmlElement("w:tr")
            if number <= whole:
                row.append(_row_properties("w:cantSplit"))
            for column in columns:
                cell = _cell(column.width, column.paragraphs)
                if lowered == number:
                    etree.SubElement(cell.tcPr, qn("w:vAlign")).set(qn("w:val"), "bottom")
                row.append(cell)
                if number <= whole:
                    for paragraph in column.paragraphs:
                        _keep_with_next(paragraph)
            table.append(row)

    def _table(self, style: str, widths: Sequence[float], title: str) -> Any:
        self._close_table()
        # LibreOffice goes by w:gridCol, Word by the cells: both are set.
        grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
        table: Any = parse_xml(
            f'<w:tbl {XMLNS}><w:tblPr><w:tblStyle w:val="{self._style_ids[style]}"/>'
            f'<w:tblW w:w="{sum(map(_twips, widths))}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid></w:tbl>"
        )
        if title:
            # What a screen reader says of the table before it reads the cells.
            for tag in ("w:tblCaption", "w:tblDescription"):
                said = OxmlElement(tag)
                said.set(qn("w:val"), title)
                table.tblPr.append(said)
        self._end.addprevious(table)
        return table

    def _row(
        self,
        widths: Sequence[float],
        cells: Sequence[str],
        styles: Sequence[TextStyle],
        span: int = 1,
        *,
        head: bool = False,
        bold: bool = False,
    ) -> Any:
        row = OxmlElement("w:tr")
        row.append(_row_properties("w:cantSplit", *(["w:tblHeader"] if head else [])))
        for width, text, style in zip(widths, cells, styles, strict=True):
            paragraph = self._paragraph("" if bold else text, style.name)
            if bold:
                self._run(paragraph, text, STRONG)
            row.append(_cell(width, [paragraph], span))
        return row

    def _keep_last_lines_with_next(self) -> None:
        """Keep at least two lines of the text, or a table's last row, on the signature's page."""
        lines = 0
        for element in self._body.iterchildren(reversed=True):
            if element.tag == qn("w:tbl"):
                for paragraph in element.tr_lst[-1].iter(qn("w:p")):
                    _keep_with_next(paragraph)
                return
            if element.tag != qn("w:p"):
                continue
            _keep_with_next(element)
            if element.style == self._style_ids[AFTER_TABLE]:
                continue
            text = "".join(written.text or "" for written in element.iter(qn("w:t")))
            # Bold widths are the wider ones, so whole lines are counted rather than started ones.
            lines += max(1, int(text_width(text, layout.BODY.size) / (self._width * MM)))
            if lines >= 2:
                return


class _Column:
    """The paragraphs of one cell of a block, from top to bottom; `width` in millimetres."""

    def __init__(self, document: AdministrativeDocument, width: float) -> None:
        self._document, self.width = document, width
        self._filled: list[Any] = []

    @property
    def paragraphs(self) -> list[Any]:
        """What stands in the cell; one empty paragraph where nothing does."""
        if not self._filled:
            self.add_styled(layout.NUMBER.name)
        return self._filled

    def add(self, text: str, style: TextStyle) -> None:
        self._filled.append(self._document._paragraph(text, style.name))

    def add_styled(self, style: str) -> Any:
        self._filled.append(self._document._paragraph("", style))
        return self._filled[-1]

    def height_of_texts(self) -> float:
        """About how many millimetres the paragraphs take, as the list of recipients is set."""
        texts = ("".join(each.itertext()) for each in self._filled)
        lines = sum(len(wrapped_widths(t, layout.RECIPIENT.size, self.width * MM)) for t in texts)
        return lines * layout.RECIPIENT.size * layout.SINGLE_LINE / MM

    def split(self, count: int) -> "_Column":
        """Leave the first paragraphs, and return a column of the others."""
        rest = _Column(self._document, self.width)
        self._filled, rest._filled = self._filled[:count], self._filled[count:]
        return rest

    def add_rule(self, length: float) -> None:
        _indent_to_centre(self.add_styled(RULE), length, self.width * MM)


def _twips(millimetres: float) -> int:
    return round(millimetres * MM * 20)


def _cell(width: float, paragraphs: Iterable[Any], span: int = 1) -> Any:
    cell = OxmlElement("w:tc")
    properties = etree.SubElement(cell, qn("w:tcPr"))
    size = etree.SubElement(properties, qn("w:tcW"))
    size.set(qn("w:w"), str(_twips(width)))
    size.set(qn("w:type"), "dxa")
    if span > 1:
        etree.SubElement(properties, qn("w:gridSpan")).set(qn("w:val"), str(span))
    cell.extend(paragraphs)
    return cell


def _row_properties(*tags: str) -> Any:
    properties = OxmlElement("w:trPr")
    properties.extend(OxmlElement(tag) for tag in tags)
    return properties


def _keep_with_next(paragraph: Any) -> None:
    Paragraph(paragraph, None).paragraph_format.keep_with_next = True  # type: ignore[arg-type]


def _rule_below(text: str, style: TextStyle, available: float) -> float:
    return part_of_line(wrapped_widths(text, style.size, available))


def _indent_to_centre(paragraph: Any, length: float, available: float) -> None:
    side = max(0.0, (available - length) / 2)
    form = Paragraph(paragraph, None).paragraph_format  # type: ignore[arg-type]
    form.left_indent = Pt(side)
    form.right_indent = Pt(side)


def _set_page(section: Any) -> None:
    section.top_margin = Mm(layout.MARGIN_TOP.value)
    section.bottom_margin = Mm(layout.MARGIN_BOTTOM.value)
    section.left_margin = Mm(layout.MARGIN_LEFT.value)
    section.right_margin = Mm(layout.MARGIN_RIGHT.value)
    section.header_distance = Mm(layout.PAGE_NUMBER_FROM_EDGE.value)
    # The first page has a header of its own, which stays empty: its number is not shown.
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    # The template's own header names a style whose id differs from ours in a capital.
    number.style = layout.PAGE_NUMBER.name
    number._p.append(
        parse_xml(f'<w:fldSimple {XMLNS} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>')
    )
