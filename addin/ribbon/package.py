"""The package of the add-in: one sheet, the VBA project, the ribbon.

Open Packaging Conventions (ECMA-376 part 2) with SpreadsheetML (part 1, clause 18). Entries are
stored and dated 1980, so that the same content gives the same bytes on every machine.
"""

from __future__ import annotations

import io
import zipfile

from addin.book.part_xml import escape_text

WORKBOOK_CODE_NAME, SHEET_CODE_NAME = "ThisWorkbook", "Sheet1"
"""Each joins a part of the workbook to its module of VBA (18.2.28, 18.3.1.82)."""

_TITLE = "Thi Đua"
_DOS_ARCHIVE = 0x20
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MICROSOFT = "http://schemas.microsoft.com/office"

_CONTENT_TYPES = {
    "/xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    "/xl/worksheets/sheet1.xml": "application/vnd.openxmlformats-officedocument"
    ".spreadsheetml.worksheet+xml",
    "/xl/styles.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml",
    "/xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_ROOT_RELATIONSHIPS = {
    f"{_OFFICE}/officeDocument": "xl/workbook.xml",
    f"{_PACKAGE}/relationships/metadata/core-properties": "docProps/core.xml",
    # The namespace of 2009/07 goes with this type of 2007 ([MS-CUSTOMUI2]).
    f"{_MICROSOFT}/2007/relationships/ui/extensibility": "customUI/customUI14.xml",
}
_WORKBOOK_RELATIONSHIPS = {
    f"{_OFFICE}/worksheet": "worksheets/sheet1.xml",
    f"{_OFFICE}/styles": "styles.xml",
    f"{_MICROSOFT}/2006/relationships/vbaProject": "vbaProject.bin",
}
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def parts(project: bytes, ribbon: bytes, cells: list[str]) -> dict[str, bytes]:
    """The parts of the add-in by name: ribbon, VBA project, one sheet with cells in column A."""
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(_ROOT_RELATIONSHIPS),
        "docProps/core.xml": _properties(),
        "xl/workbook.xml": _workbook(),
        "xl/_rels/workbook.xml.rels": _relationships(_WORKBOOK_RELATIONSHIPS),
        "xl/worksheets/sheet1.xml": _sheet(cells),
        "xl/styles.xml": _STYLES,
    }
    encoded = {name: (_DECLARATION + text).encode() for name, text in texts.items()}
    return encoded | {"xl/vbaProject.bin": project, "customUI/customUI14.xml": ribbon}


def pack(content: dict[str, bytes]) -> bytes:
    """The parts as a zip archive without times, compression, or marks of a system."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in content.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 0, _DOS_ARCHIVE
            archive.writestr(entry, data)
    return stream.getvalue()


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>'
        for part, kind in _CONTENT_TYPES.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: dict[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _properties() -> str:
    """Title and description, which Excel's list of add-ins shows."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{_TITLE}</dc:title>'
        f"<dc:creator>{_TITLE}</dc:creator><dc:description>Các nút làm việc với sổ thi đua, khen "
        "thưởng.</dc:description></cp:coreProperties>"
    )


def _workbook() -> str:
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<workbookPr codeName="{WORKBOOK_CODE_NAME}"/><bookViews><workbookView/></bookViews>'
        f'<sheets><sheet name="{_TITLE}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet(cells: list[str]) -> str:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{escape_text(cell)}</t></is></c></row>'
        for row, cell in enumerate(cells, 1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetPr codeName="{SHEET_CODE_NAME}"/>'
        f'<dimension ref="A1:A{len(cells)}"/><sheetData>{rows}</sheetData></worksheet>'
    )
