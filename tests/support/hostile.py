"""Maker of small workbooks by hand: sound ones, clumsy ones, and ones that mean harm."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = "xl/workbook.xml"
SHARED = "xl/sharedStrings.xml"
TABLE = "xl/tables/table1.xml"
CONTENT_TYPES = "[Content_Types].xml"

ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>STT</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Họ và tên</t></is></c>'
    '<c r="C1" t="inlineStr"><is><t>Số người</t></is></c></row>'
    '<row r="2"><c r="A2"><f>ROW()-1</f><v>1</v></c>'
    '<c r="B2" t="inlineStr"><is><t>Nguyễn Văn Mẫu</t></is></c><c r="C2"><v>12</v></c></row>'
    '<row r="3"><c r="A3"><f>ROW()-1</f><v>2</v></c>'
    '<c r="B3" t="inlineStr"><is><t>Trần Thị Mẫu</t></is></c><c r="C3"><v>34.5</v></c></row>'
)
READ = [[1, "Nguyễn Văn Mẫu", 12], [2, "Trần Thị Mẫu", 34.5]]
"""What is read from ROWS."""


def rels(*relationships: tuple[str, str, str]) -> str:
    """A relationships part from (id, last word of the type, target)."""
    elements = "".join(
        f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}/>'
        for id_, kind, target in relationships
    )
    return f'<Relationships xmlns="{RELS}">{elements}</Relationships>'


def sheet_xml(rows: str = ROWS) -> str:
    """A worksheet part around some rows."""
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData>{rows}</sheetData>'
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>'
    )


def table_xml(
    ref: str = "A1:C3",
    headings: tuple[str, ...] = ("STT", "Họ và tên", "Số người"),
    name: str = "tblMau",
    attributes: str = "",
) -> str:
    """A table part."""
    columns = "".join(
        f'<tableColumn id="{i}" name={quoteattr(heading)}/>'
        for i, heading in enumerate(headings, 1)
    )
    return (
        f'<table xmlns="{MAIN}" id="1" name="{name}" displayName="{name}" ref="{ref}" {attributes}>'
        f'<tableColumns count="{len(headings)}">{columns}</tableColumns></table>'
    )


def workbook_xml(properties: str = "", names: str = "") -> str:
    """A workbook part with one sheet."""
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
        f'<sheets><sheet name="Mẫu" sheetId="1" r:id="rId1"/></sheets>{names}</workbook>'
    )


def sound(rows: str = ROWS, **table: str) -> dict[str, bytes]:
    """The parts of a workbook with one table; change them, then `pack` them."""
    texts = {
        CONTENT_TYPES: (
            f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/{WORKBOOK}" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/{SHEET}" ContentType="{SHEET_TYPE}.worksheet+xml"/>'
            f'<Override PartName="/{TABLE}" ContentType="{SHEET_TYPE}.table+xml"/></Types>'
        ),
        "_rels/.rels": rels(("rId1", "officeDocument", WORKBOOK)),
        WORKBOOK: workbook_xml(),
        "xl/_rels/workbook.xml.rels": rels(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
        ),
        SHEET: sheet_xml(rows),
        "xl/worksheets/_rels/sheet1.xml.rels": rels(("rId1", "table", "../tables/table1.xml")),
        SHARED: f'<sst xmlns="{MAIN}"/>',
        TABLE: table_xml(**table),
    }
    return {name: text.encode() for name, text in texts.items()}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip, all with the date that programs give when they give none."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _with(part: str, data: bytes | str) -> bytes:
    return pack({**sound(), part: data.encode() if isinstance(data, str) else data})


def _replacing(part: str, old: str, new: str) -> bytes:
    parts = sound()
    text = parts[part].decode()
    assert old in text
    return pack({**parts, part: text.replace(old, new).encode()})


def _noise(size: int) -> str:
    letters = random.Random(size).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=size)
    return "".join(letters)


# Refused


def _ole(stream_name: str) -> bytes:
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + stream_name.encode("utf-16-le")


def _bomb() -> bytes:
    return _with("xl/media/image1.png", bytes(30 << 20))


def _bomb_among_pictures() -> bytes:
    """A part of zeros beside pictures that bring the ratio of the whole file down."""
    picture = random.Random(1).randbytes(200_000)
    parts = {"xl/media/image1.png": bytes(3 << 20), "xl/media/image2.png": picture}
    return pack({**sound(), **parts})


def _many_parts() -> bytes:
    return pack({**sound(), **{f"xl/media/image{i}.png": b"" for i in range(1_001)}})


def _edited_directory(edit: Callable[[bytearray, int], None]) -> bytes:
    """A sound workbook with the sheet's entry in the central directory edited by hand."""
    data = bytearray(pack(sound()))
    name = SHEET.encode()
    entry = data.rindex(name) - 46
    assert data[entry : entry + 4] == b"PK\x01\x02"
    edit(data, entry)
    return bytes(data)


def _field(offset: int, layout: str, value: int) -> Callable[[bytearray, int], None]:
    def edit(data: bytearray, entry: int) -> None:
        struct.pack_into(layout, data, entry + offset, value)

    return edit


def _lying_bomb() -> bytes:
    """A sheet that declares 1,000 bytes and holds 400 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for name, data in sound().items():
            with out.open(name, "w") as part:
                for _ in range(400 if name == SHEET else 1):
                    part.write(bytes(1 << 20) if name == SHEET else data)
        out.getinfo(SHEET).file_size = 1_000
    return stream.getvalue()


def _overlapping() -> bytes:
    """A part, whole and sound, that lies inside the bytes of another one."""
    inner = pack({"xl/inner.xml": b"<a/>"})
    record = inner[: inner.index(b"PK\x01\x02")]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as out:
        for name, data in {**sound(), "xl/outer.bin": record}.items():
            out.writestr(zipfile.ZipInfo(name), data)
        with zipfile.ZipFile(io.BytesIO(inner)) as other:
            (info,) = other.infolist()
        info.header_offset = stream.getvalue().index(record)
        out.filelist.append(info)
    return stream.getvalue()


def _twice(second_name: str) -> bytes:
    placeholder = "xl/worksheets/sheet9.xml"
    data = pack({**sound(), placeholder: b"<a/>"})
    assert len(second_name) == len(placeholder)
    return data.replace(placeholder.encode(), second_name.encode())


def _repeated_text(before: str = "") -> bytes:
    """One text of 30,000 letters, named by 40,000 cells: 2 GB once every cell has its own."""
    parts = sound(ref="A1:C40001")
    index = before.count("<si>")
    cells = "".join(
        f'<row r="{r}"><c r="B{r}" t="s"><v>{index}</v></c></row>' for r in range(2, 40_002)
    )
    parts[SHEET] = sheet_xml(cells).encode()
    texts = f"{before}<si><t>{_noise(30_000)}</t></si>"
    parts[SHARED] = f'<sst xmlns="{MAIN}">{texts}</sst>'.encode()
    return pack(parts)


def _long_column() -> bytes:
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'
    return pack(sound("".join(row.format(number) for number in range(2, 200_001))))


def _long_table() -> bytes:
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="ALL{0}"><v>1</v></c></row>'
    headings = tuple(f"Cột {i}" for i in range(1_000))
    parts = sound(row.format(2) + row.format(1_048_576))
    parts[TABLE] = table_xml("A1:ALL1048576", headings).encode()
    return pack(parts)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no byte at all": (lambda: b"", "rỗng"),
    "half a zip": (lambda: pack(sound())[:900], "bị hỏng hoặc tải về chưa hết"),
    "a zip without its middle": (lambda: pack(sound())[:700] + pack(sound())[800:], "bị hỏng"),
    "a bomb": (_bomb, "phình to bất thường"),
    "a bomb among pictures": (_bomb_among_pictures, "phình to bất thường"),
    "a bomb in small pieces": (
        lambda: pack({**sound(), **{f"xl/media/{i}.png": bytes(900_000) for i in range(9)}}),
        "phình to bất thường",
    ),
    "a bomb that declares a small size": (_lying_bomb, "bị hỏng"),
    "a size declared too small": (lambda: _edited_directory(_field(24, "<L", 100)), "bị hỏng"),
    "a size declared too great": (lambda: _edited_directory(_field(24, "<L", 9_999)), "bị hỏng"),
    "a size of 4 GB": (lambda: _edited_directory(_field(24, "<L", 0xFFFFFFF0)), "quá lớn"),
    "a wrong checksum": (lambda: _edited_directory(_field(16, "<L", 7)), "bị hỏng"),
    "an entry before the file": (lambda: _edited_directory(_field(42, "<L", 1 << 30)), "bị hỏng"),
    "an encrypted entry": (lambda: _edited_directory(_field(8, "<H", 1)), "khóa theo cách"),
    "an unknown compression": (lambda: _edited_directory(_field(10, "<H", 99)), "được nén"),
    "overlapping entries": (_overlapping, "bị hỏng"),
    "two parts of one name": (lambda: _twice(SHEET), "trùng tên"),
    "two parts that differ in case": (lambda: _twice("xl/worksheets/SHEET1.xml"), "trùng tên"),
    "a part outside the package": (lambda: _twice("../worksheets/sheet9.xml"), "không hợp lệ"),
    "1,001 parts": (_many_parts, "quá nhiều phần"),
    "a document type": (
        lambda: _with("docProps/core.xml", '<?xml version="1.0"?>\n<!DOCTYPE a><a/>'),
        "DOCTYPE",
    ),
    "a document type behind a comment": (
        lambda: _with("docProps/core.xml", "<!-- <a> --><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        "DOCTYPE",
    ),
    "a document type in UTF-16": (
        lambda: _with(WORKBOOK, "<!DOCTYPE a><a/>".encode("utf-16")),
        "DOCTYPE",
    ),
    "a password": (lambda: _ole("EncryptedPackage"), "mật khẩu"),
    "an old .xls": (lambda: _ole("Workbook"), ".xls"),
    "a renamed csv": (lambda: "STT,Họ và tên\n1,Mẫu\n".encode(), "không phải sổ Excel"),
    "a zip of something else": (lambda: pack({"a.txt": b"a"}), "không phải sổ Excel"),
    "a Word document": (
        lambda: _replacing(
            CONTENT_TYPES, f"{SHEET_TYPE}.sheet", "application/vnd.wordprocessingml.document"
        ),
        "không phải sổ Excel",
    ),
    "a binary workbook's content type": (
        lambda: _replacing(
            CONTENT_TYPES,
            f"{SHEET_TYPE}.sheet.main+xml",
            "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
        ),
        ".xlsb",
    ),
    "a macro workbook's content type": (
        lambda: _replacing(
            CONTENT_TYPES,
            f"{SHEET_TYPE}.sheet.main",
            "application/vnd.ms-excel.sheet.macroEnabled.main",
        ),
        "macro",
    ),
    "the strict form": (
        lambda: _replacing(WORKBOOK, MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        "Strict",
    ),
    "no workbook part": (
        lambda: _replacing("_rels/.rels", WORKBOOK, "xl/khac.xml"),
        "không có sổ tính",
    ),
    "a sheet whose part is absent": (
        lambda: _replacing("xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet7.xml"),
        "trang tính “Mẫu”",
    ),
    "a table part that is absent": (
        lambda: _replacing("xl/worksheets/_rels/sheet1.xml.rels", "table1", "table7"),
        "thiếu phần",
    ),
    "a table range that is none": (
        lambda: _with(TABLE, table_xml("C3:A1")),
        "hỏng khung",
    ),
    "a table with a column too few": (
        lambda: _with(TABLE, table_xml(headings=("STT", "Họ và tên"))),
        "hỏng khung",
    ),
    "a workbook part that is no XML": (lambda: _with(WORKBOOK, "<workbook"), "bị hỏng"),
    "a sheet that is no XML": (lambda: _with(SHEET, "<worksheet><sheetData><row"), "bị hỏng"),
    "a sheet that is cut off after its rows": (
        lambda: _with(SHEET, sheet_xml().partition("<tableParts")[0] + "<mergeCells"),
        "bị hỏng",
    ),
    "a sheet whose last tag is lost": (lambda: _odd("</worksheet>", ""), "bị hỏng"),
    "a sheet that is no XML after its rows": (
        lambda: _odd("</sheetData>", "</sheetData><a"),
        "bị hỏng",
    ),
    "a cell that names no shared text": (
        lambda: pack(sound('<row r="2"><c r="B2" t="s"><v>7</v></c></row>')),
        "bị hỏng",
    ),
    "a cell with a second address": (
        lambda: _odd('r="C2"', 'r="C2" s=">" r="XFD1048576"'),
        "bị hỏng",
    ),
    "XML nested without end": (
        lambda: _with(SHEET, sheet_xml("<row><c>" + "<a>" * 100_000)),
        "bị hỏng",
    ),
    "elements nested in a cell without end": (
        lambda: _odd("<v>12</v>", "<a>" * 100_000 + "</a>" * 100_000 + "<v>x</w>"),
        "bị hỏng",
    ),
    "a text of 2 million letters": (
        lambda: _with(SHARED, f'<sst xmlns="{MAIN}"><si><t>{_noise(2_000_000)}</t></si></sst>'),
        "chữ quá dài",
    ),
    "a count of texts hidden after the first tag": (
        lambda: _with(SHARED, f'<sst xmlns="{MAIN}"><sst uniqueCount="4000000000"/></sst>'),
        "bị hỏng",
    ),
    "a long text in every cell": (_repeated_text, "lặp lại ở quá nhiều ô"),
    "a long text in every cell, miscounted": (
        lambda: _repeated_text("<si><t>a</t><!-- </si> --></si>"),
        "lặp lại ở quá nhiều ô",
    ),
    "200,000 filled rows": (_long_column, "kéo dài tới dòng 200000"),
    "a table of a thousand million cells": (_long_table, "kéo dài tới dòng 1048576"),
}
"""Maker of each file that must be refused, and words of the sentence that refuses it."""


# Read in spite of everything


def _odd(old: str, new: str) -> bytes:
    return _replacing(SHEET, old, new)


def _with_row(row: str) -> bytes:
    return pack(sound(ROWS + row))


def prefixed(xml: bytes) -> bytes:
    """The same XML with its own namespace behind the prefix x, as the Open XML SDK writes it."""
    text = xml.decode().replace(" xmlns=", " xmlns:x=", 1)
    return text.replace("<", "<x:").replace("<x:/", "</x:").encode()


def _prefixed() -> bytes:
    return pack({name: prefixed(data) for name, data in sound().items()})


def _without_addresses() -> str:
    return re.sub(r' r="[A-Z]*\d+"', "", sheet_xml())


def _attributes_turned() -> str:
    return re.sub(r'<c (r="\w+") (t="\w+")>', r"<c \2  \1 >", sheet_xml())


def _long_and_empty() -> bytes:
    """A table drawn over whole columns, with a format on 20,000 empty rows."""
    rows = "".join(f'<row r="{r}" s="1" customFormat="1"/>' for r in range(4, 20_000))
    return pack(sound(ROWS + rows, ref="A1:C1048576"))


def _with_foreign_part(name: str, kind: str, content_type: str) -> bytes:
    parts = sound()
    added = {
        CONTENT_TYPES: f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>',
        "xl/_rels/workbook.xml.rels": (
            f'<Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="/{name}"/></Relationships>'
        ),
    }
    for part, ending in added.items():
        text = parts[part].decode()
        parts[part] = (text[: text.rindex("</")] + ending).encode()
    return pack({**parts, name: b"<a/>"})


def with_macro() -> bytes:
    """A plain content type over a project of Visual Basic."""
    return _with_foreign_part(
        "xl/vbaProject.bin", "vbaProject", "application/vnd.ms-office.vbaProject"
    )


def with_external_link() -> bytes:
    """A link to another workbook."""
    return _with_foreign_part(
        "xl/externalLinks/externalLink1.xml", "externalLink", f"{SHEET_TYPE}.externalLink+xml"
    )


READABLE: dict[str, Callable[[], bytes]] = {
    "nothing odd": lambda: pack(sound()),
    "a dimension of the whole sheet": lambda: _odd(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    ),
    "a stray cell in the last corner": lambda: _with_row(
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "a stray cell far to the right": lambda: _odd(
        "<v>12</v></c>", '<v>12</v></c><c r="XFD2"><v>1</v></c>'
    ),
    "a far cell before the near ones": lambda: _odd(
        '<row r="2">', '<row r="2"><c r="XFD2"><v>1</v></c>'
    ),
    "a cell that names another row": lambda: _odd(
        "<v>12</v></c>", '<v>12</v></c><c r="D1048576"><v>1</v></c>'
    ),
    "a far cell behind a prefix": lambda: _odd(
        "<v>12</v></c>", '<v>12</v></c><q:c xmlns:q="q" r="XFD1048576"><q:v>1</q:v></q:c>'
    ),
    "prefixed names": _prefixed,
    "single quotes": lambda: _odd('r="A2"', "r='A2'"),
    "attributes in another order": lambda: _with(SHEET, _attributes_turned()),
    "no addresses": lambda: _with(SHEET, _without_addresses()),
    "a comment": lambda: _odd('<row r="2"', '<!-- <row r="9"> --><row r="2"'),
    "a CDATA section": lambda: _odd("Nguyễn Văn Mẫu", "<![CDATA[Nguyễn Văn Mẫu]]>"),
    "four thousand million texts declared": lambda: _with(
        SHARED, f'<sst xmlns="{MAIN}" uniqueCount="4000000000"/>'
    ),
    "rich text": lambda: _odd(
        "<t>Nguyễn Văn Mẫu</t>",
        '<r><rPr><color rgb="FFFF0000"/></rPr><t>Nguyễn Văn</t></r>'
        '<r><t xml:space="preserve"> Mẫu</t></r>',
    ),
    "a sheet in UTF-16": lambda: _with(
        SHEET, f'<?xml version="1.0" encoding="UTF-16"?>{sheet_xml()}'.encode("utf-16")
    ),
    "a byte order mark": lambda: _with(SHEET, b"\xef\xbb\xbf" + sheet_xml().encode()),
    "targets from the root": lambda: _replacing(
        "xl/_rels/workbook.xml.rels", '"worksheets', '"/xl/worksheets'
    ),
    "targets with backslashes": lambda: _replacing(
        "xl/_rels/workbook.xml.rels", "worksheets/", "worksheets\\"
    ),
    "targets in other letters": lambda: _replacing(
        "xl/_rels/workbook.xml.rels", "sheet1.xml", "Sheet1.XML"
    ),
    "a table of whole columns": _long_and_empty,
    "a macro": with_macro,
    "a link to another workbook": with_external_link,
}
"""Maker of each file that must read as if it held ROWS and nothing else."""
