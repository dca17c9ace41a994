"""The styles of a paper, from the layout numbers; nothing of Word's own template is left."""

from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import (
    WD_ALIGN_PARAGRAPH,
    WD_LINE_SPACING,
    WD_TAB_ALIGNMENT,
    WD_TAB_LEADER,
)
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm, Pt

from addin.documents import layout
from addin.documents.layout import MM, Alignment, TextStyle

XMLNS: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

RULE: Final = "Đường kẻ"
SIGNATURE_ROOM: Final = "Chỗ ký"
AFTER_TABLE: Final = "Sau bảng"
BORDERLESS: Final = "Khung không viền"
TABLE: Final = "Table Grid"
STRONG: Final = "Strong"

ALIGNMENTS: Final[dict[Alignment, WD_ALIGN_PARAGRAPH]] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justified": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def define_styles(document: Any, text_styles: tuple[TextStyle, ...]) -> None:
    """Replace the document's styles by these and those of rules, rooms and tables."""
    element = document.styles.element
    for style in [style for style in document.styles if style.element.get(qn("w:default")) != "1"]:
        element.remove(style.element)
    element.remove(element.find(qn("w:latentStyles")))
    fonts = " ".join(f'w:{k}="{layout.FONT}"' for k in ("ascii", "hAnsi", "eastAsia", "cs"))
    element.replace(
        element.find(qn("w:docDefaults")),
        parse_xml(
            f"<w:docDefaults {XMLNS}><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
            f'<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
            f'<w:lang w:val="{layout.LANGUAGE}" w:eastAsia="{layout.LANGUAGE}" w:bidi="ar-SA"/>'
            "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        ),
    )
    for text_style in text_styles:
        define_text_style(document.styles, text_style)
    strong = document.styles.add_style(STRONG, WD_STYLE_TYPE.CHARACTER, builtin=True)
    strong.font.bold = True
    _define_space(document.styles, RULE, height=4)
    _border_on_top(document.styles[RULE])
    document.styles[RULE].paragraph_format.space_before = Pt(2)
    _define_space(document.styles, SIGNATURE_ROOM, height=layout.SIGNATURE_ROOM.value * MM)
    _define_space(document.styles, AFTER_TABLE, height=1)
    document.styles[AFTER_TABLE].paragraph_format.space_after = Pt(layout.PARAGRAPH_GAP.value)
    element.append(_table_style(BORDERLESS, custom=True, side_margin=0, borders=""))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    element.append(_table_style(TABLE, custom=False, side_margin=85, borders=borders))


def define_text_style(styles: Any, text_style: TextStyle) -> Any:
    """Define one paragraph style and return it."""
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
    paragraph.alignment = ALIGNMENTS[text_style.align]
    paragraph.space_before = Pt(text_style.before)
    paragraph.space_after = Pt(text_style.after)
    paragraph.line_spacing = text_style.line_spacing
    paragraph.widow_control = True
    paragraph.keep_with_next = text_style.keep_with_next or None
    if text_style.indented:
        paragraph.first_line_indent = Mm(layout.FIRST_LINE_INDENT.value)
    if text_style.left:
        paragraph.left_indent = Mm(text_style.left)
    if text_style.dotted:
        paragraph.tab_stops.add_tab_stop(
            Mm(text_style.dotted), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
    if text_style.outline_level is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(text_style.outline_level - 1))
        style.element.get_or_add_pPr().append(level)
        style.next_paragraph_style = styles[layout.BODY.name]
    return style


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
        parse_xml(f"<w:pBdr {XMLNS}>{borders}</w:pBdr>"), "w:spacing", "w:ind", "w:jc"
    )


def _table_style(name: str, *, custom: bool, side_margin: int, borders: str) -> Any:
    flag = ' w:customStyle="1"' if custom else ""
    return parse_xml(
        f'<w:style {XMLNS} w:type="table"{flag} w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>"
        f'<w:left w:w="{side_margin}" w:type="dxa"/><w:right w:w="{side_margin}" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
