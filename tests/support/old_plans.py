"""Maker of Word files as offices have them: raw WordprocessingML, habit by habit."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from addin.documents.importing.legacy_fonts import TCVN3, VNI_LETTERS, VNI_MARKS

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)

# Runs


def text(content: str) -> str:
    """Text of a run, its tabs and line breaks as elements."""
    pieces = []
    for line_number, line in enumerate(content.split("\n")):
        if line_number:
            pieces.append("<w:br/>")
        for column_number, column in enumerate(line.split("\t")):
            if column_number:
                pieces.append("<w:tab/>")
            if column:
                pieces.append(f'<w:t xml:space="preserve">{escape(column)}</w:t>')
    return "".join(pieces)


def run(content: str, *, bold: bool | None = None, font: str = "", properties: str = "") -> str:
    """A run; `bold` None leaves it to the styles."""
    look = f"<w:rFonts w:ascii={quoteattr(font)} w:hAnsi={quoteattr(font)}/>" if font else ""
    if bold is not None:
        look += "<w:b/>" if bold else '<w:b w:val="0"/>'
    look += properties
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{text(content)}</w:r>"


def inserted(content: str) -> str:
    """Runs as a tracked insertion."""
    return f'<w:ins w:id="1" w:author="Mẫu">{content}</w:ins>'


def deleted(content: str) -> str:
    """A tracked deletion of some words."""
    words = f'<w:r><w:delText xml:space="preserve">{escape(content)}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="Mẫu">{words}</w:del>'


def smart_tag(content: str) -> str:
    """Runs that Word has recognised as a place or a date."""
    return f'<w:smartTag w:uri="urn:mau" w:element="place">{content}</w:smartTag>'


# Paragraphs and tables


def p(
    *content: str,
    centred: bool = False,
    bold: bool = False,
    item: tuple[int, int] | None = None,
    style: str = "",
    mark: str = "",
) -> str:
    """A paragraph of runs, or of plain strings; `item` is its list and level from 0.

    `mark` is XML about the paragraph mark, such as its tracked deletion.
    """
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    if item:
        look += f'<w:numPr><w:ilvl w:val="{item[1]}"/><w:numId w:val="{item[0]}"/></w:numPr>'
    look += '<w:jc w:val="center"/>' if centred else ""
    look += f"<w:rPr>{mark}</w:rPr>" if mark else ""
    runs = [each if each.startswith("<w:") else run(each, bold=bold or None) for each in content]
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def table(*rows: Sequence[str | Sequence[str]]) -> str:
    """A table of cells, each a string or a sequence of paragraphs."""
    columns = max(len(row) for row in rows)
    grid = '<w:gridCol w:w="4000"/>' * columns
    body = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _cell(content: str | Sequence[str]) -> str:
    paragraphs = [content] if isinstance(content, str) else content
    body = [each if each.startswith("<w:p>") else p(each) for each in paragraphs]
    return f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{"".join(body) or p()}</w:tc>'


# Lists and styles


def level(
    number: int,
    form: str,
    shown: str,
    *,
    start: int = 1,
    font: str = "",
    more: str = "",
) -> str:
    """A level of a list: `shown` is its w:lvlText."""
    look = f"<w:rPr><w:rFonts w:ascii={quoteattr(font)} w:hAnsi={quoteattr(font)}/></w:rPr>"
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f"<w:lvlText w:val={quoteattr(shown)}/>{look if font else ''}</w:lvl>"
    )


def numbering(lists: Mapping[int, Iterable[str]], nums: Mapping[int, str] | None = None) -> str:
    """A numbering part: levels by w:abstractNumId, and w:num elements (by default one a list)."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'
        for number, levels in lists.items()
    )
    nums = nums or {number: num(number) for number in lists}
    used = "".join(
        f'<w:num w:numId="{number}">{content}</w:num>' for number, content in nums.items()
    )
    return f"<w:numbering {NAMESPACES}>{abstract}{used}</w:numbering>"


def num(abstract: int, overrides: str = "") -> str:
    """The content of a w:num."""
    return f'<w:abstractNumId w:val="{abstract}"/>{overrides}'


OUTLINE = (
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "lowerLetter", "%3)"),
    level(3, "bullet", "-", font="Times New Roman"),
)
"""The multilevel list of a plan."""


def styles(*content: str, defaults: str = "") -> str:
    """A styles part; `defaults` is the w:rPr of all runs."""
    shared = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>"
    )
    return f"<w:styles {NAMESPACES}>{shared}{''.join(content)}</w:styles>"


def style(
    name: str,
    *,
    based_on: str = "",
    runs: str = "",
    paragraphs: str = "",
    kind: str = "paragraph",
    default: bool = False,
) -> str:
    """A style with w:rPr and w:pPr."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    first = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}"{first} w:styleId="{name}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{paragraphs}</w:pPr><w:rPr>{runs}</w:rPr></w:style>"
    )


# Whole files


def write_docx(
    path: Path,
    body: Iterable[str],
    *,
    numbering_part: str = "",
    styles_part: str = "",
    **others: str,
) -> Path:
    """A .docx around some paragraphs and tables; `others` are parts such as footnotes, by name."""
    named = {"numbering": numbering_part, "styles": styles_part, **others}
    parts = {name: xml for name, xml in named.items() if xml}
    main = f"<w:document {NAMESPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
    kinds = {"document": "document.main"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORDS}.{kinds.get(name, name)}+xml"/>'
        for name in ("document", *parts)
    )
    references = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{name.rstrip("0123456789")}" '
        f'Target="{name}.xml"/>'
        for number, name in enumerate(parts, 1)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="'
        f'application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": main,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELS}">{references}'
        "</Relationships>",
        **{f"word/{name}.xml": xml for name, xml in parts.items()},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files.items():
            out.writestr(name, content.encode())
    return path


# Old encodings, written the other way round

_TO_TCVN3 = {letter: code for code, letter in TCVN3.items()}
_TO_VNI = {letter: code for code, letter in VNI_LETTERS.items()}
_VNI_CODE = {unicodedata.normalize("NFD", mark): code for code, mark in VNI_MARKS.items()}


def to_tcvn3(content: str) -> str:
    """Text as it stands in a run of .VnTime; capitals with a tone only .VnTimeH has."""
    return "".join(_TO_TCVN3.get(each, each) for each in content)


def to_tcvn3_capitals(content: str) -> str:
    """Text in capitals as it stands in a run of .VnTimeH."""
    return to_tcvn3(content.lower())


def to_vni(content: str) -> str:
    """Text as it stands in a run of VNI-Times."""
    return "".join(map(_vni_letter, content))


def _vni_letter(letter: str) -> str:
    small = letter.lower()
    if small in _TO_VNI:
        code = _TO_VNI[small]
    else:
        base, *marks = unicodedata.normalize("NFD", small)
        if base in "ou" and "\u031b" in marks:
            marks.remove("\u031b")
            base = _TO_VNI["ơ" if base == "o" else "ư"]
        code = base + (_VNI_CODE["".join(marks)] if marks else "")
    return code.upper() if letter != small else code
