"""A register as clerks make it their own: with whatever else Excel can put into a workbook.

The parts are put into the package by hand, since no library keeps what it does not know.
"""

import base64
from pathlib import PurePosixPath

from lxml import etree

from tests.support.parts import parts, with_parts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
OWN_SHEET = "Việc riêng của tôi"

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

OWN_SHEET_XML = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="{MAIN}"><dimension ref="A1:B3"/><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>Có</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>Không</t></is></c>\
<c r="B2"><f>COUNTA(tblDangKy[Đơn vị])</f><v>3</v></c></row>
<row r="3"><c r="A3" t="inlineStr"><is><r><rPr><b/></rPr><t>Chờ</t></r></is></c></row>
</sheetData></worksheet>"""

CHART = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="{DRAWING}/chart"><c:chart><c:plotArea><c:barChart><c:barDir val="col"/>\
<c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef>\
<c:f>'Đăng ký'!$B$5:$B$44</c:f></c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/>\
</c:barChart><c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling>\
<c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/>\
<c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>\
<c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>"""

ANCHOR = (
    "<xdr:twoCellAnchor><xdr:from><xdr:col>20</xdr:col><xdr:colOff>0</xdr:colOff>"
    "<xdr:row>{0}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>25</xdr:col>"
    "<xdr:colOff>0</xdr:colOff><xdr:row>{1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
    "{2}<xdr:clientData/></xdr:twoCellAnchor>"
)
PICTURE = """<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Con dấu"/><xdr:cNvPicPr/>\
</xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch>\
</xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>"""
CHART_FRAME = f"""<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="3" \
name="Biểu đồ"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/>\
<a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="{DRAWING}/chart">\
<c:chart xmlns:c="{DRAWING}/chart" r:id="rId2"/></a:graphicData></a:graphic></xdr:graphicFrame>"""
DRAWING_XML = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main" \
xmlns:r="{OFFICE}">{ANCHOR.format(4, 9, PICTURE)}{ANCHOR.format(10, 24, CHART_FRAME)}</xdr:wsDr>"""

NOTES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<comments xmlns="{MAIN}"><authors><author>Cán bộ</author></authors><commentList>\
<comment ref="C6" authorId="0"><text><r><t>Hỏi lại &lt;xóm&gt; &amp; trường</t></r></text>\
</comment></commentList></comments>"""

NOTE_SHAPES = """<xml xmlns:v="urn:schemas-microsoft-com:vml" \
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<v:shape id="_x0000_s1025" type="#_x0000_t202" style="visibility:hidden"><x:ClientData \
ObjectType="Note"><x:Row>5</x:Row><x:Column>2</x:Column></x:ClientData></v:shape></xml>"""

EXTENSIONS = f"""<extLst xmlns="{MAIN}">\
<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" \
xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">\
<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">\
<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>'{OWN_SHEET}'!$A$1:$A$3</xm:f>\
</x14:formula1><xm:sqref>Q5:Q44</xm:sqref></x14:dataValidation></x14:dataValidations></ext>\
<ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" \
xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">\
<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">\
<x14:sparklineGroup><x14:colorSeries rgb="FF376092"/><x14:sparklines><x14:sparkline>\
<xm:f>'Đăng ký'!B5:B44</xm:f><xm:sqref>T44</xm:sqref></x14:sparkline></x14:sparklines>\
</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"""

CUSTOM_PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" \
xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">\
<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Hồ sơ">\
<vt:lpwstr>TĐKT</vt:lpwstr></property></Properties>"""

CALCULATION_CHAIN = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<calcChain xmlns="{MAIN}"><c r="A6" i="5"/><c r="B6"/><c r="B2" i="90"/></calcChain>"""


def enrich(book: bytes) -> bytes:
    """The register with a picture, a chart, notes, lists of Excel 2010, sparklines, a filter, a
    sorted and a hidden row, printer settings, document properties and a sheet of the clerk's own.

    The register's table tblDangKy stands in A4:R44 of the sheet Đăng ký.
    """
    old = parts(book)
    sheet, table = _sheet_part(old, "Đăng ký"), _table_part(old, "tblDangKy")
    new = {
        "xl/media/dau.png": DOT,
        "xl/charts/chart90.xml": CHART.encode(),
        "xl/drawings/drawing90.xml": DRAWING_XML.encode(),
        "xl/drawings/_rels/drawing90.xml.rels": _relationships(
            ("rId1", "image", "../media/dau.png"), ("rId2", "chart", "../charts/chart90.xml")
        ),
        "xl/comments90.xml": NOTES.encode(),
        "xl/drawings/vmlDrawing90.vml": NOTE_SHAPES.encode(),
        "xl/printerSettings/printerSettings90.bin": bytes(range(256)),
        "xl/worksheets/sheet90.xml": OWN_SHEET_XML.encode(),
        "xl/calcChain.xml": CALCULATION_CHAIN.encode(),
        "docProps/custom.xml": CUSTOM_PROPERTIES.encode(),
        "customXml/item1.xml": "<cb><ghi-chú>của tôi</ghi-chú></cb>".encode(),
        sheet: _enriched_sheet(old[sheet]),
        table: _filtered_table(old[table]),
        "xl/workbook.xml": _workbook_with_own_sheet(old["xl/workbook.xml"]),
    }
    for part, added in {
        sheet: [
            ("rIdA", "drawing", "../drawings/drawing90.xml"),
            ("rIdB", "vmlDrawing", "../drawings/vmlDrawing90.vml"),
            ("rIdC", "comments", "../comments90.xml"),
            ("rIdD", "printerSettings", "../printerSettings/printerSettings90.bin"),
        ],
        "xl/workbook.xml": [
            ("rIdA", "worksheet", "worksheets/sheet90.xml"),
            ("rIdB", "calcChain", "calcChain.xml"),
            ("rIdC", "customXml", "../customXml/item1.xml"),
        ],
        "": [("rIdA", "custom-properties", "docProps/custom.xml")],
    }.items():
        path = PurePosixPath(part)
        rels = str(path.parent / "_rels" / f"{path.name}.rels") if part else "_rels/.rels"
        new[rels] = _relationships(*added, to=old[rels])
    new["[Content_Types].xml"] = _content_types(old["[Content_Types].xml"])
    return with_parts(book, new)


def _sheet_part(old: dict[str, bytes], name: str) -> str:
    sheets = etree.fromstring(old["xl/workbook.xml"]).iter(f"{{{MAIN}}}sheet")
    id_ = next(each.get(f"{{{OFFICE}}}id") for each in sheets if each.get("name") == name)
    targets = etree.fromstring(old["xl/_rels/workbook.xml.rels"])
    return "xl/" + next(str(each.get("Target")) for each in targets if each.get("Id") == id_)


def _table_part(old: dict[str, bytes], name: str) -> str:
    wanted = f' name="{name}"'.encode()
    return next(part for part in old if part.startswith("xl/tables/") and wanted in old[part])


def _relationships(*added: tuple[str, str, str], to: bytes = b"") -> bytes:
    root = etree.fromstring(to or f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())
    for id_, kind, target in added:
        etree.SubElement(
            root, f"{{{RELATIONSHIPS}}}Relationship", Id=id_, Type=f"{OFFICE}/{kind}", Target=target
        )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _content_types(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    office = "application/vnd.openxmlformats-officedocument"
    for extension, kind in {
        "png": "image/png",
        "vml": f"{office}.vmlDrawing",
        "bin": f"{office}.spreadsheetml.printerSettings",
    }.items():
        default = etree.Element(
            f"{{{CONTENT_TYPES}}}Default", Extension=extension, ContentType=kind
        )
        root.insert(0, default)
    for part, kind in {
        "xl/charts/chart90.xml": f"{office}.drawingml.chart+xml",
        "xl/drawings/drawing90.xml": f"{office}.drawing+xml",
        "xl/comments90.xml": f"{office}.spreadsheetml.comments+xml",
        "xl/worksheets/sheet90.xml": f"{office}.spreadsheetml.worksheet+xml",
        "xl/calcChain.xml": f"{office}.spreadsheetml.calcChain+xml",
        "docProps/custom.xml": f"{office}.custom-properties+xml",
    }.items():
        etree.SubElement(
            root, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{part}", ContentType=kind
        )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _enriched_sheet(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for row in root.iter(f"{{{MAIN}}}row"):
        if row.get("r") == "7":
            row.set("hidden", "1")
    root.find(f"{{{MAIN}}}pageSetup").set(f"{{{OFFICE}}}id", "rIdD")
    tables = root.find(f"{{{MAIN}}}tableParts")
    for name, id_ in (("drawing", "rIdA"), ("legacyDrawing", "rIdB")):
        tables.addprevious(etree.Element(f"{{{MAIN}}}{name}", {f"{{{OFFICE}}}id": id_}))
    root.append(etree.fromstring(EXTENSIONS))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _filtered_table(xml: bytes) -> bytes:
    filtered = (
        b'<autoFilter ref="A4:R44"><filterColumn colId="3"><filters><filter val="X"/></filters>'
        b'</filterColumn></autoFilter><sortState ref="A5:R44"><sortCondition ref="C5:C44"/>'
        b"</sortState>"
    )
    assert xml.count(b'<autoFilter ref="A4:R44"/>') == 1
    return xml.replace(b'<autoFilter ref="A4:R44"/>', filtered)


def _workbook_with_own_sheet(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    sheets = root.find(f"{{{MAIN}}}sheets")
    id_ = {f"{{{OFFICE}}}id": "rIdA"}
    etree.SubElement(sheets, f"{{{MAIN}}}sheet", name=OWN_SHEET, sheetId="90", **id_)
    root.find(f"{{{MAIN}}}calcPr").attrib.pop("fullCalcOnLoad", None)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
