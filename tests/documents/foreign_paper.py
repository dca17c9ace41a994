"""Papers that were not built by the program: raw WordprocessingML in the habits of offices.

A paper is a list of blocks that keeps to Nghị định 30/2020/NĐ-CP. It can be written in several
ways (`Way`) that look the same on paper, and single blocks can be changed to plant a departure.
Sizes in points, lengths in millimetres, gaps in points.
"""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
MM = 1440 / 25.4


class Way(Enum):
    """How a paper is formatted and its header arranged."""

    DIRECT = "direct formatting on every run, header in a table"
    STYLES = "styles based on styles that say otherwise, header in a table"
    THEME = "fonts of the theme, size by the defaults, header in a table"
    TABS = "direct formatting, header and signing block by tabs"


@dataclass(frozen=True)
class Block:
    """A paragraph, as it is to look; `rule` is the length in points of a line drawn below."""

    text: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "both"
    first: float = 12.7
    left: float = 0
    before: float = 0
    after: float = 6
    line: float = 1.15
    exactly: float | None = None
    font: str = "Times New Roman"
    colour: str | None = None
    rule: float = 0
    dashed: bool = False
    runs: tuple[tuple[str, dict[str, Any]], ...] = ()
    """Pieces that look otherwise; their text replaces `text`."""
    new_section: str = ""
    contextual: bool = False
    level: int | None = None
    """Level of the automatic list, which then brings mark and indents."""


def centred(text: str, size: float, **look: Any) -> Block:
    """A line of a header or title."""
    return Block(text, size, align="center", first=0, after=0, line=1, **look)


@dataclass
class Sheet:
    """The section: lengths in millimetres."""

    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    header: float = 10
    title_page: bool = True
    number_side: str = "header"
    number: Block = field(default_factory=lambda: centred("", 14))
    number_form: str = ""
    first_number: bool = False
    mirrored: bool = False
    even_pages_differ: bool = False


def plan_blocks() -> dict[str, Block]:
    """A plan of a committee: every block by a name of its own, in the order of the page."""
    long = "Tổ chức các phong trào thi đua yêu nước gắn với nhiệm vụ chính trị của xã, bảo đảm "
    blocks = {
        "superior": centred("UBND HUYỆN ĐỊNH HÓA", 12),
        "issuer": centred("UBND XÃ LAM VỸ", 13, bold=True, rule=48),
        "number": centred("Số: 05/KH-UBND", 13),
        "nation": centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True),
        "motto": centred("Độc lập - Tự do - Hạnh phúc", 13, bold=True, rule=165),
        "date": centred("Lam Vỹ, ngày 06 tháng 02 năm 2024", 13, italic=True),
        "kind": centred("KẾ HOẠCH", 14, bold=True, before=12),
        "subject": centred("Phong trào thi đua yêu nước năm 2024", 14, bold=True, rule=100),
        "basis 1": Block("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", italic=True),
        "basis 2": Block(
            "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ.",
            italic=True,
        ),
        "opening": Block("Ủy ban nhân dân xã Lam Vỹ xây dựng kế hoạch " + long * 2 + "như sau:"),
        "part": Block("I. MỤC ĐÍCH, YÊU CẦU", bold=True),
        "clause": Block("1. " + long * 2 + "thiết thực."),
        "titled clause": Block("2. Yêu cầu", bold=True),
        "point a": Block("a) " + long * 2 + "đúng luật;"),
        "point b": Block("b) Công khai, công bằng;"),
        "point c": Block("c) Kịp thời;"),
        "point d": Block("d) Đúng người;"),
        "point dd": Block("đ) Đúng việc."),
        "dash": Block("- " + long * 2 + "hiệu quả."),
        "closing": Block("Trên đây là kế hoạch của xã, đề nghị các đơn vị thực hiện./."),
    }
    # Enough text for a second page.
    blocks |= {f"more {n}": Block(f"{n}. {long * 4}thường xuyên.") for n in range(3, 9)}
    order = [name for name in blocks if name != "closing"] + ["closing"]
    blocks = {name: blocks[name] for name in order}
    entry = Block("", 11, align="left", first=0, after=0, line=1)
    return blocks | {
        "recipients": replace(entry, text="Nơi nhận:", size=12, bold=True, italic=True),
        "recipient 1": replace(entry, text="- UBND huyện;"),
        "recipient 2": replace(entry, text="- Các xóm, trường học;"),
        "kept": replace(entry, text="- Lưu: VT, VHXH."),
        "authority": centred("TM. ỦY BAN NHÂN DÂN", 14, bold=True),
        "position": centred("CHỦ TỊCH", 14, bold=True),
        "signer": centred("Nguyễn Văn Mẫu", 14, bold=True, before=70),
    }


def letter_blocks() -> dict[str, Block]:
    """An official letter to two offices."""
    plan = plan_blocks()
    head = ("superior", "issuer", "number", "nation", "motto", "date")
    foot = ("recipients", "recipient 1", "recipient 2", "kept", "authority", "position", "signer")
    text = (
        "Ủy ban nhân dân xã đề nghị các đơn vị đăng ký thi đua đúng thời hạn, gửi bản đăng ký về "
        "Văn phòng để tổng hợp, báo cáo Hội đồng./."
    )
    return {
        **{name: plan[name] for name in head},
        "number": replace(plan["number"], text="Số: 12/UBND-VP"),
        "letter subject": centred("V/v đăng ký thi đua năm 2024", 12, before=6),
        "addressee": Block("Kính gửi:", first=60, align="left", after=0, line=1),
        "addressee 1": Block("- Các xóm;", first=75, align="left", after=0, line=1),
        "addressee 2": Block("- Các trường học.", first=75, align="left", after=0, line=1),
        "opening": Block(text, before=6),
        **{name: plan[name] for name in foot},
        "recipient 1": replace(plan["recipient 1"], text="- Như trên;"),
        "authority": replace(plan["authority"], text="TM. ỦY BAN NHÂN DÂN"),
    }


HEAD_LEFT = ("superior", "issuer", "number", "letter subject")
HEAD_RIGHT = ("nation", "motto", "date")
FOOT_LEFT = ("recipients", "recipient 1", "recipient 2", "kept")
FOOT_RIGHT = ("authority", "position", "signer")


class ForeignPaper:
    """A .docx of these blocks, written in one of the ways."""

    def __init__(
        self, blocks: dict[str, Block], way: Way = Way.DIRECT, sheet: Sheet | None = None
    ) -> None:
        self._blocks = blocks
        self._way = way
        self._sheet = sheet or Sheet()
        self._styles: list[str] = []

    def to_bytes(self) -> bytes:
        """The file."""
        body = "".join(self._body())
        header = self._number_part()
        parts = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": _rels({"rId1": ("officeDocument", "word/document.xml")}),
            "word/_rels/document.xml.rels": _rels(
                {
                    "rId1": ("styles", "styles.xml"),
                    "rId2": (self._sheet.number_side, "number.xml"),
                    "rId3": ("theme", "theme1.xml"),
                    "rId4": ("settings", "settings.xml"),
                    "rId5": ("numbering", "numbering.xml"),
                }
            ),
            "word/document.xml": _part("document", f"<w:body>{body}{self._section()}</w:body>"),
            "word/number.xml": header,
            "word/theme1.xml": _THEME,
            "word/settings.xml": _part(
                "settings",
                ("<w:mirrorMargins/>" if self._sheet.mirrored else "")
                + ("<w:evenAndOddHeaders/>" if self._sheet.even_pages_differ else ""),
            ),
            "word/styles.xml": self._style_part(),
            "word/numbering.xml": _part("numbering", _LISTS),
        }
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, text in parts.items():
                package.writestr(name, text)
        return out.getvalue()

    def _content_types(self) -> str:
        kinds = {
            "document": "document.main", "styles": "styles", "settings": "settings",
            "numbering": "numbering",
            "number": self._sheet.number_side,
        }  # fmt: skip
        overrides = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-'
            f'officedocument.wordprocessingml.{kind}+xml"/>'
            for name, kind in kinds.items()
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'{overrides}<Override PartName="/word/theme1.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.theme+xml"/></Types>'
        )

    def _body(self) -> Iterable[str]:
        named = self._blocks
        arranged = {*HEAD_LEFT, *HEAD_RIGHT, *FOOT_LEFT, *FOOT_RIGHT}
        yield self._side_by_side(HEAD_LEFT, HEAD_RIGHT, (75, 90))
        signed = False
        for name, block in named.items():
            if name in FOOT_RIGHT + FOOT_LEFT and not signed:
                signed = True
                yield self._side_by_side(FOOT_LEFT, FOOT_RIGHT, (75, 90))
            elif name not in arranged:
                yield self._paragraph(block)

    def _side_by_side(
        self, left: tuple[str, ...], right: tuple[str, ...], widths: tuple[float, float]
    ) -> str:
        columns = [[self._blocks[name] for name in side if name in self._blocks]
                   for side in (left, right)]  # fmt: skip
        if self._way is Way.TABS:
            return self._by_tabs(*columns, widths)
        cells = ""
        for blocks, width in zip(columns, widths, strict=True):
            inside = "".join(self._paragraph(block) for block in blocks) or "<w:p/>"
            cells += (
                f'<w:tc><w:tcPr><w:tcW w:w="{width * MM:.0f}" w:type="dxa"/></w:tcPr>{inside}'
                "</w:tc>"
            )
        grid = "".join(f'<w:gridCol w:w="{width * MM:.0f}"/>' for width in widths)
        return (
            '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
        )

    def _by_tabs(self, left: list[Block], right: list[Block], widths: tuple[float, float]) -> str:
        """Lines with a centred tab for each column; the drawn lines hang on the first line."""
        foot = bool(left) and left[0].text.startswith("Nơi nhận")
        stops = [0.0 if foot else widths[0] / 2, widths[0] + widths[1] / 2]
        tabs = "".join(f'<w:tab w:val="center" w:pos="{stop * MM:.0f}"/>' for stop in stops if stop)
        rules = [block for block in (*left, *right) if block.rule]
        lines = ""
        for index in range(max(len(left), len(right))):
            one = left[index] if index < len(left) else None
            two = right[index] if index < len(right) else None
            runs = "" if foot else "<w:r><w:tab/></w:r>"
            runs += self._runs(one) if one else ""
            runs += "<w:r><w:tab/></w:r>" + self._runs(two) if two else ""
            if index == 0:
                runs += "".join(_rule(block) for block in rules)
            before = max((block.before for block in (one, two) if block), default=0)
            lines += (
                f'<w:p><w:pPr><w:tabs>{tabs}</w:tabs><w:spacing w:before="{before * 20:.0f}" '
                f'w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>{runs}</w:p>'
            )
        return lines

    def _paragraph(self, block: Block) -> str:
        rule = f"<w:p>{_spacing(replace(block, before=0, after=0))}{_rule(block)}</w:p>"
        section = f"<w:sectPr>{block.new_section}</w:sectPr>" if block.new_section else ""
        properties = self._paragraph_properties(block)
        properties = properties.replace("</w:pPr>", f"{section}</w:pPr>")
        return f"<w:p>{properties}{self._runs(block)}</w:p>" + (rule if block.rule else "")

    def _paragraph_properties(self, block: Block) -> str:
        if self._way is Way.STYLES:
            return f'<w:pPr><w:pStyle w:val="{self._style(block)}"/></w:pPr>'
        return f"<w:pPr>{_layout(block)}</w:pPr>"

    def _runs(self, block: Block) -> str:
        pieces = block.runs or ((block.text, {}),)
        return "".join(self._run(replace(block, text=text, **look)) for text, look in pieces)

    def _run(self, block: Block) -> str:
        text = "".join(
            f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part not in "\t\n" else
            ("<w:tab/>" if part == "\t" else "<w:br/>")
            for part in _cut(block.text)
        )  # fmt: skip
        if self._way is Way.STYLES and not block.runs:
            # Bold by a style of the run undoes bold by the paragraph's style.
            return f"<w:r>{text}</w:r>"
        return f"<w:r><w:rPr>{self._look(block)}</w:rPr>{text}</w:r>"

    def _look(self, block: Block) -> str:
        fonts = ""
        if self._way is not Way.THEME or block.font != "Times New Roman":
            font = quoteattr(block.font)
            fonts = f"<w:rFonts w:ascii={font} w:hAnsi={font} w:cs={font}/>"
        size = ""
        if self._way is not Way.THEME or block.size != 14:
            size = f'<w:sz w:val="{block.size * 2:.0f}"/>'
        colour = f'<w:color w:val="{block.colour}"/>' if block.colour else ""
        return (
            fonts + f'<w:b w:val="{int(block.bold)}"/><w:i w:val="{int(block.italic)}"/>'
            f"{colour}{size}"
        )

    def _style(self, block: Block) -> str:
        """A style of its own for a block, based on one that is bold, italic, red and huge."""
        name = f"Kieu{len(self._styles)}"
        black = "" if block.colour else '<w:color w:val="auto"/>'
        self._styles.append(
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
            f'<w:name w:val="Kiểu {len(self._styles)}"/><w:basedOn w:val="Wrong"/>'
            f"<w:pPr>{_layout(block)}</w:pPr><w:rPr>{self._look(block)}"
            f"{black}</w:rPr></w:style>"
        )
        return name

    def _style_part(self) -> str:
        if self._way is Way.THEME:
            fonts = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
            defaults = f'{fonts}<w:sz w:val="28"/>'
        else:
            defaults = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/>'
        wrong = (
            '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Wrong"><w:name '
            'w:val="Wrong"/><w:pPr><w:spacing w:before="999" w:line="999" w:lineRule="exact"/>'
            '<w:ind w:left="2000"/><w:jc w:val="right"/></w:pPr><w:rPr><w:rFonts w:ascii="Arial" '
            'w:hAnsi="Arial"/><w:b/><w:i/><w:color w:val="FF0000"/><w:sz w:val="60"/></w:rPr>'
            "</w:style>"
        )
        return _part(
            "styles",
            f"<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault><w:pPrDefault>"
            '<w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr>'
            '</w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" '
            f'w:styleId="Normal"><w:name w:val="Normal"/></w:style>{wrong}{"".join(self._styles)}',
        )

    def _number_part(self) -> str:
        block = self._sheet.number
        field_run = f"<w:r><w:rPr>{self._look(block)}</w:rPr>{{}}</w:r>".format
        runs = (
            field_run('<w:fldChar w:fldCharType="begin"/>')
            + field_run(f'<w:instrText xml:space="preserve"> PAGE {block.text}</w:instrText>')
            + field_run('<w:fldChar w:fldCharType="separate"/>')
            + field_run("<w:t>2</w:t>")
            + field_run('<w:fldChar w:fldCharType="end"/>')
        )
        tag = "hdr" if self._sheet.number_side == "header" else "ftr"
        return _part(tag, f"<w:p><w:pPr>{_layout(block)}</w:pPr>{runs}</w:p>")

    def _section(self) -> str:
        sheet = self._sheet
        references = [] if sheet.number_side == "none" else ["default"]
        references += ["first"] if sheet.first_number else []
        named = "".join(
            f'<w:{sheet.number_side}Reference w:type="{kind}" r:id="rId2"/>' for kind in references
        )
        return f"<w:sectPr>{named}{section_xml(sheet)}</w:sectPr>"


def section_xml(sheet: Sheet) -> str:
    """The page of a section."""
    names = ("width", "height", "top", "bottom", "left", "right", "header")
    side = {name: round(getattr(sheet, name) * MM) for name in names}
    return (
        f'<w:pgSz w:w="{side["width"]}" w:h="{side["height"]}"/><w:pgMar w:top="{side["top"]}" '
        f'w:right="{side["right"]}" w:bottom="{side["bottom"]}" w:left="{side["left"]}" '
        f'w:header="{side["header"]}" w:footer="567" w:gutter="0"/>'
        + (f"<w:pgNumType {sheet.number_form}/>" if sheet.number_form else "")
        + ("<w:titlePg/>" if sheet.title_page else "")
    )


def _cut(text: str) -> list[str]:
    parts, current = [], ""
    for letter in text:
        if letter in "\t\n":
            parts += [current, letter] if current else [letter]
            current = ""
        else:
            current += letter
    return [*parts, current] if current else parts


def _layout(block: Block) -> str:
    spacing = _spacing(block).removeprefix("<w:pPr>").removesuffix("</w:pPr>")
    number = indents = ""
    if block.level is None:
        indents = f'<w:ind w:left="{block.left * MM:.0f}" w:firstLine="{block.first * MM:.0f}"/>'
    else:
        number = f'<w:numPr><w:ilvl w:val="{block.level}"/><w:numId w:val="1"/></w:numPr>'
    contextual = "<w:contextualSpacing/>" if block.contextual else ""
    return f'{number}{spacing}{indents}{contextual}<w:jc w:val="{block.align}"/>'


def _spacing(block: Block) -> str:
    line, rule = f"{block.line * 240:.0f}", "auto"
    if block.exactly is not None:
        line, rule = f"{block.exactly * 20:.0f}", "exact"
    return (
        f'<w:pPr><w:spacing w:before="{block.before * 20:.0f}" w:after="{block.after * 20:.0f}" '
        f'w:line="{line}" w:lineRule="{rule}"/></w:pPr>'
    )


def _rule(block: Block) -> str:
    dash = '<v:stroke dashstyle="dash"/>' if block.dashed else ""
    return (
        f'<w:r><w:pict><v:line style="position:absolute" from="0,2pt" to="{block.rule}pt,2pt">'
        f"{dash}</v:line></w:pict></w:r>"
    )


def _part(tag: str, inside: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{tag} {NAMESPACES}>{inside}'
        f"</w:{tag}>"
    )


def _rels(relations: dict[str, tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}"/>'
        for key, (kind, target) in relations.items()
        if kind != "none"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships '
        f'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}'
        "</Relationships>"
    )


_LISTS = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt '
    'w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr>'
    '</w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText '
    'w:val="%2)"/><w:pPr><w:ind w:left="0" w:firstLine="567"/></w:pPr></w:lvl><w:lvl w:ilvl="2">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3)"/><w:pPr><w:ind '
    'w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1">'
    '<w:abstractNumId w:val="7"/></w:num>'
)
_FONTS = '<a:latin typeface="Times New Roman"/><a:ea typeface=""/><a:cs typeface=""/>'
_THEME = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a:theme '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office">'
    '<a:themeElements><a:clrScheme name="Office">'
    + "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in {
            "dk1": "000000",
            "lt1": "FFFFFF",
            "dk2": "1F497D",
            "lt2": "EEECE1",
            "accent1": "4F81BD",
            "accent2": "C0504D",
            "accent3": "9BBB59",
            "accent4": "8064A2",
            "accent5": "4BACC6",
            "accent6": "F79646",
            "hlink": "0000FF",
            "folHlink": "800080",
        }.items()
    )
    + f'</a:clrScheme><a:fontScheme name="Office"><a:majorFont>{_FONTS}</a:majorFont><a:minorFont>'
    f"{_FONTS}</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
)
