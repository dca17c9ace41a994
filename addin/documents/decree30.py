"""The page of Nghị định 30/2020/NĐ-CP: an administrative document, composed from top to bottom.

The numbers stand in `layout`, the wording of numbers and dates in `wording`; here they become a
Word document. Text given to a document is data: it is printed as it is, never interpreted.

Control characters that XML forbids have no shape on paper and come from copying out of other
programs; they are left out, because a clerk could neither see nor find them. A vertical tab, which
is how Word copies a manual line break, becomes a line break.
"""

import io
import os
import re
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from addin.documents import layout
from addin.documents.layout import MM, Alignment, TextStyle
from addin.documents.widths import balanced_width, part_of_line, text_width, wrapped_widths
from addin.documents.wording import MOTTO, NATIONAL_NAME, with_end_marks
from addin.refusal import Refusal

_XMLNS: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RULE: Final = "Đường kẻ"
_SIGNATURE_ROOM: Final = "Chỗ ký"
_AFTER_TABLE: Final = "Sau bảng"
_BORDERLESS: Final = "Khung không viền"
_TABLE: Final = "Table Grid"
_ALIGNMENTS: Final[dict[Alignment, WD_ALIGN_PARAGRAPH]] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justified": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_FORBIDDEN_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The first date a zip archive can hold.
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


class AdministrativeDocument:
    """A document of the year, built part by part in the order in which it is read.

    Every method adds one component of the decree (Mục II Phụ lục I) below the last one.
    """

    def __init__(self, *, title: str, author: str, created: datetime) -> None:
        """Start an empty A4 page; `title`, `author` and `created` become document properties."""
        self._document = docx.Document()
        _strip_package(self._document)
        _define_styles(self._document)
        _set_page(self._document.sections[0])
        properties = self._document.core_properties
        properties.title = _property(title)
        properties.author = properties.last_modified_by = _property(author)
        properties.created = properties.modified = created
        properties.language = layout.LANGUAGE
        properties.comments = ""
        properties.revision = 1

    def header(
        self, *, superior: Sequence[str], issuer: Sequence[str], number: str, date: str
    ) -> None:
        """Add the block on top of page 1.

        `superior` and `issuer` are lines of the agencies' names (`superior` may be empty);
        `number` and `date` come from `wording.number_line` and `wording.date_line`.
        """
        table = self._two_columns(layout.HEADER_COLUMNS, rows=2)
        agency, nation = table.rows[0].cells
        width = layout.HEADER_COLUMNS[0] * MM
        names = _Column(agency)
        for line in superior:
            names.add(line, layout.SUPERIOR)
        for line in issuer:
            names.add(line, layout.ISSUER)
        names.add_rule(_rule_below("\n".join(issuer).upper(), layout.ISSUER, width), width)
        motto = _Column(nation)
        motto.add(NATIONAL_NAME, layout.NATIONAL_NAME)
        motto.add(MOTTO, layout.MOTTO)
        motto.add_rule(text_width(MOTTO, layout.MOTTO.size), layout.HEADER_COLUMNS[1] * MM)
        _Column(table.cell(1, 0)).add(number, layout.NUMBER)
        _Column(table.cell(1, 1)).add(date, layout.PLACE_AND_DATE)

    def kind_and_subject(self, kind: str, subject: str) -> None:
        """Add the kind of document and its subject, centred, with the rule below."""
        self._add(kind, layout.KIND)
        paragraph = self._add(subject, layout.SUBJECT)
        width = layout.TEXT_WIDTH * MM
        subject_width = balanced_width(subject, layout.SUBJECT.size, width - 4) + 4
        _indent_to_centre(paragraph, subject_width, width)
        rule = self._document.add_paragraph(style=_RULE)
        _indent_to_centre(rule, _rule_below(subject, layout.SUBJECT, subject_width), width)
        rule.paragraph_format.space_after = Pt(2 * layout.PARAGRAPH_GAP.value)

    def bases(self, lines: Sequence[str]) -> None:
        """Add the legal bases, one a line, closed with ";" and the last with "."."""
        for line in with_end_marks(lines):
            self._add(line, layout.BASIS)

    def paragraph(self, text: str, *, bold: bool = False) -> None:
        """Add a paragraph of the content."""
        if bold:
            self._add("", layout.BODY).add_run(_printable(text), style="Strong")
        else:
            self._add(text, layout.BODY)

    def heading(self, level: int, text: str) -> None:
        """Add a heading of level 1–5, shown in Word's navigation pane."""
        self._add(text, layout.HEADINGS[level - 1])

    def table(
        self,
        head: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        shares: Sequence[float],
        alignments: Sequence[Alignment],
    ) -> None:
        """Add a ruled table over the whole width; its head is repeated on every page.

        `shares` are the columns' relative widths. No row breaks across pages.
        """
        widths = [share * layout.TEXT_WIDTH / sum(shares) for share in shares]
        table = self._document.add_table(rows=0, cols=len(head), style=_TABLE)
        _fix_columns(table, widths)
        for cells in (head, *rows):
            row = table.add_row()
            _row_property(row, "w:cantSplit")
            style = layout.TABLE_CELL if len(table.rows) > 1 else layout.TABLE_HEAD
            for cell, width, text, alignment in zip(
                row.cells, widths, cells, alignments, strict=True
            ):
                cell.width = Mm(width)
                paragraph = _Column(cell).add(text, style)
                if style is layout.TABLE_CELL and alignment != style.align:
                    paragraph.alignment = _ALIGNMENTS[alignment]
        _row_property(table.rows[0], "w:tblHeader")
        # Word joins two tables that touch, and text needs air below the ruled one.
        self._document.add_paragraph(style=_AFTER_TABLE)

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
        self._keep_last_lines_with_next()
        table = self._two_columns(layout.SIGNING_COLUMNS, rows=1)
        _row_property(table.rows[0], "w:cantSplit")
        left, right = (_Column(cell) for cell in table.rows[0].cells)
        left.add("Nơi nhận:", layout.RECIPIENTS_TITLE)
        for recipient in with_end_marks(recipients):
            left.add(f"- {recipient}", layout.RECIPIENT)
        for line in authority:
            right.add(line, layout.AUTHORITY)
        right.add_styled(_SIGNATURE_ROOM)
        for line in office:
            right.add(line, layout.AUTHORITY)
        right.add(name, layout.SIGNER)
        # A document must not end with a table; this last line is too low to open a page.
        self._document.add_paragraph(style=_AFTER_TABLE)

    def to_bytes(self) -> bytes:
        """Return the .docx; the same content gives the same bytes."""
        saved = io.BytesIO()
        self._document.save(saved)
        fixed = io.BytesIO()
        with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(fixed, "w") as package:
            for name in parts.namelist():
                info = zipfile.ZipInfo(name, _ZIP_DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0
                package.writestr(info, parts.read(name))
        return fixed.getvalue()

    def save(self, path: Path) -> None:
        """Write the .docx in one step: an existing file is replaced whole or not at all.

        Raises Refusal where the folder cannot be written or Word holds the file open.
        """
        unfinished = path.with_name(f".{path.name}.tmp")
        try:
            unfinished.write_bytes(self.to_bytes())
            os.replace(unfinished, path)
        except OSError:
            raise Refusal(
                f"Không ghi được tệp {path.name}; hãy đóng tệp nếu đang mở trong Word, hoặc chọn "
                "thư mục khác."
            ) from None
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)

    def _add(self, text: str, style: TextStyle) -> Paragraph:
        return self._document.add_paragraph(_printable(text), style=style.name)

    def _two_columns(self, widths: Sequence[float], rows: int) -> Table:
        table: Table = self._document.add_table(rows=rows, cols=len(widths), style=_BORDERLESS)
        _fix_columns(table, widths)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
        return table

    def _keep_last_lines_with_next(self) -> None:
        """Keep at least two lines of the text on the page of the signature."""
        lines = 0
        for paragraph in reversed(self._document.paragraphs):
            paragraph.paragraph_format.keep_with_next = True
            # Bold widths are the wider ones, so whole lines are counted rather than started ones.
            width = text_width(paragraph.text, layout.BODY.size)
            lines += max(1, int(width / (layout.TEXT_WIDTH * MM)))
            if lines >= 2:
                return


class _Column:
    """Fills one cell of a block from top to bottom."""

    def __init__(self, cell: _Cell) -> None:
        self._cell = cell
        self._empty: Paragraph | None = cell.paragraphs[0]

    def add(self, text: str, style: TextStyle) -> Paragraph:
        paragraph = self.add_styled(style.name)
        paragraph.add_run(_printable(text))
        return paragraph

    def add_styled(self, style: str) -> Paragraph:
        # A cell is born with one empty paragraph, which takes the first text.
        paragraph, self._empty = self._empty or self._cell.add_paragraph(), None
        paragraph.style = style
        return paragraph

    def add_rule(self, length: float, available: float) -> None:
        _indent_to_centre(self.add_styled(_RULE), length, available)


def _printable(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\v", "\n")
    return _FORBIDDEN_IN_XML.sub("", lines)


def _property(text: str) -> str:
    """Return the text as a document property holds it: one line of at most 255 characters."""
    return " ".join(_printable(text).split())[:255]


def _rule_below(text: str, style: TextStyle, available: float) -> float:
    return part_of_line(wrapped_widths(text, style.size, available))


def _indent_to_centre(paragraph: Paragraph, length: float, available: float) -> None:
    side = max(0.0, (available - length) / 2)
    paragraph.paragraph_format.left_indent = Pt(side)
    paragraph.paragraph_format.right_indent = Pt(side)


def _fix_columns(table: Table, widths: Sequence[float]) -> None:
    # LibreOffice goes by w:gridCol, Word by the cells: both are set.
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _row_property(row: Any, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _set_page(section: Any) -> None:
    section.page_width = Mm(layout.PAGE_WIDTH.value)
    section.page_height = Mm(layout.PAGE_HEIGHT.value)
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
        parse_xml(f'<w:fldSimple {_XMLNS} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>')
    )


def _strip_package(document: Any) -> None:
    """Leave of python-docx's own template only what a document must have."""
    part = document.part
    kept = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS}
    for key in [key for key, rel in part.rels.items() if rel.reltype not in kept]:
        del part.rels[key]
    package_rels = part.package.rels
    kept = {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES}
    for key in [key for key, rel in package_rels.items() if rel.reltype not in kept]:
        del package_rels[key]
    settings = document.settings.element
    for setting in list(settings):
        settings.remove(setting)
    own = parse_xml(
        f'<w:settings {_XMLNS}><w:defaultTabStop w:val="720"/>'
        "<w:characterSpacingControl w:val='doNotCompress'/>"
        # A line before a typed line break is not stretched to the margin.
        "<w:compat><w:doNotExpandShiftReturn/>"
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{layout.LANGUAGE}"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )
    settings.extend(list(own))


def _define_styles(document: Any) -> None:
    element = document.styles.element
    for style in [style for style in document.styles if style.element.get(qn("w:default")) != "1"]:
        element.remove(style.element)
    element.remove(element.find(qn("w:latentStyles")))
    fonts = " ".join(f'w:{k}="{layout.FONT}"' for k in ("ascii", "hAnsi", "eastAsia", "cs"))
    element.replace(
        element.find(qn("w:docDefaults")),
        parse_xml(
            f"<w:docDefaults {_XMLNS}><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
            f'<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
            f'<w:lang w:val="{layout.LANGUAGE}" w:eastAsia="{layout.LANGUAGE}" w:bidi="ar-SA"/>'
            "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        ),
    )
    for text_style in layout.TEXT_STYLES:
        _define_text_style(document.styles, text_style)
    strong = document.styles.add_style("Strong", WD_STYLE_TYPE.CHARACTER, builtin=True)
    strong.font.bold = True
    _define_space(document.styles, _RULE, height=4)
    _border_on_top(document.styles[_RULE])
    document.styles[_RULE].paragraph_format.space_before = Pt(2)
    _define_space(document.styles, _SIGNATURE_ROOM, height=layout.SIGNATURE_ROOM.value * MM)
    _define_space(document.styles, _AFTER_TABLE, height=1)
    document.styles[_AFTER_TABLE].paragraph_format.space_after = Pt(layout.PARAGRAPH_GAP.value)
    element.append(_table_style(_BORDERLESS, custom=True, side_margin=0, borders=""))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    element.append(_table_style(_TABLE, custom=False, side_margin=85, borders=borders))


def _define_text_style(styles: Any, text_style: TextStyle) -> None:
    builtin = text_style.name.isascii()
    style = styles.add_style(text_style.name, WD_STYLE_TYPE.PARAGRAPH, builtin=builtin)
    style.base_style = styles["Normal"]
    style.quick_style = True
    font = style.font
    font.size = Pt(text_style.size)
    font.bold = text_style.bold or None
    font.italic = text_style.italic or None
    font.all_caps = text_style.capitals or None
    paragraph = style.paragraph_format
    paragraph.alignment = _ALIGNMENTS[text_style.align]
    paragraph.space_before = Pt(text_style.before)
    paragraph.space_after = Pt(text_style.after)
    paragraph.line_spacing = text_style.line_spacing
    paragraph.widow_control = True
    paragraph.keep_with_next = text_style.keep_with_next or None
    if text_style.indented:
        paragraph.first_line_indent = Mm(layout.FIRST_LINE_INDENT.value)
    if text_style.outline_level is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(text_style.outline_level - 1))
        style.element.get_or_add_pPr().append(level)
        style.next_paragraph_style = styles[layout.BODY.name]


def _define_space(styles: Any, name: str, *, height: float) -> None:
    """Define a paragraph style for empty room of exactly `height` points."""
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    style.font.size = Pt(1)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(height)


def _border_on_top(style: Any) -> None:
    # A border on the text itself would be as long as the column, not as long as the text.
    borders = '<w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {_XMLNS}>{borders}</w:pBdr>"), "w:spacing", "w:ind", "w:jc"
    )


def _table_style(name: str, *, custom: bool, side_margin: int, borders: str) -> Any:
    flag = ' w:customStyle="1"' if custom else ""
    return parse_xml(
        f'<w:style {_XMLNS} w:type="table"{flag} w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>"
        f'<w:left w:w="{side_margin}" w:type="dxa"/><w:right w:w="{side_margin}" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
