"""A saved workbook as parts: what it says of itself, and what saving leaves alone."""

import os
import stat
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.table import Table as OpenpyxlTable

from addin.book.archive import Archive
from addin.book.package import (
    BookRefused,
    CellRange,
    DefinedName,
    Package,
    Sheet,
    open_package,
    parse_range,
)
from tests.support.hostile import (
    CONTENT_TYPES,
    RELS,
    SHEET,
    TABLE,
    WORKBOOK,
    pack,
    sound,
    table_xml,
    workbook_xml,
)


def changed(**parts: str) -> Package:
    """A sound workbook with its workbook or table part replaced."""
    names = {"workbook": WORKBOOK, "table": TABLE}
    texts = {names[key]: text.encode() for key, text in parts.items()}
    return open_package(pack({**sound(), **texts}))


def test_sheets_are_listed_in_the_order_of_their_tabs_with_their_state():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("Đăng ký")
        book.add_worksheet("Danh mục").hide()
        book.add_worksheet("Giải trình").very_hidden()
    assert open_package(stream.getvalue()).sheets == (
        Sheet("Đăng ký", "xl/worksheets/sheet1.xml", "visible"),
        Sheet("Danh mục", "xl/worksheets/sheet2.xml", "hidden"),
        Sheet("Giải trình", "xl/worksheets/sheet3.xml", "veryHidden"),
    )


def test_tables_of_xlsxwriter_are_found_by_name():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Đơn vị")
        columns = [{"header": "Tên đơn vị", "total_string": "Cộng"}, {"header": "Số người"}]
        sheet.add_table(
            "B3:C6", {"name": "tblDonVi", "columns": columns, "total_row": True, "autofilter": True}
        )
    table = open_package(stream.getvalue()).tables["tblDonVi"]
    assert (table.sheet, table.range) == ("Đơn vị", CellRange(3, 2, 6, 3))
    assert table.headings == ("Tên đơn vị", "Số người")
    assert (table.header_rows, table.totals_rows, table.autofilter) == (1, 1, True)


def test_tables_of_openpyxl_are_found_by_name():
    book = openpyxl.Workbook()
    book.active.title = "Đơn vị"
    book.active.append(["Tên đơn vị", "Số người"])
    book.active.append(["Xóm Mẫu", 12])
    book.active.add_table(OpenpyxlTable(displayName="tblDonVi", ref="A1:B2"))
    stream = BytesIO()
    book.save(stream)
    table = open_package(stream.getvalue()).tables["tblDonVi"]
    assert (table.sheet, table.range) == ("Đơn vị", CellRange(1, 1, 2, 2))
    assert table.headings == ("Tên đơn vị", "Số người")


def test_headings_lose_their_escapes():
    package = changed(table=table_xml(headings=("STT", "Họ_x000a_và tên", "Số_x005F_x000a_")))
    assert package.tables["tblMau"].headings == ("STT", "Họ\nvà tên", "Số_x000a_")


def test_defined_names_know_the_sheet_they_are_local_to():
    names = (
        "<definedNames><definedName name='DM_DonVi'>Mẫu!$A$2</definedName>"
        "<definedName name='_xlnm.Print_Area' localSheetId='0'>Mẫu!$A$1:$C$3</definedName>"
        "</definedNames>"
    )
    assert changed(workbook=workbook_xml(names=names)).defined_names == (
        DefinedName("DM_DonVi", "Mẫu!$A$2", None),
        DefinedName("_xlnm.Print_Area", "Mẫu!$A$1:$C$3", "Mẫu"),
    )


@pytest.mark.parametrize(
    ("properties", "expected"),
    [("", False), ('<workbookPr date1904="1"/>', True), ('<workbookPr date1904="0"/>', False)],
)
def test_the_first_day_of_the_calendar_is_known(properties, expected):
    assert changed(workbook=workbook_xml(properties)).date1904 is expected


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("A5:T44", CellRange(5, 1, 44, 20)),
        ("$AA$2", CellRange(2, 27, 2, 27)),
        ("A1:XFD1048576", CellRange(1, 1, 1_048_576, 16_384)),
        ("A1:XFE1048576", None),
        ("A1:A1048577", None),
        ("B2:A1", None),
        ("A0", None),
        ("", None),
    ],
)
def test_ranges_are_those_of_excel(reference, expected):
    assert parse_range(reference) == expected


def test_a_remote_picture_is_an_external_link_and_a_hyperlink_is_none():
    links = "".join(
        f'<Relationship Id="r{kind}" Type="x/{kind}" Target="http://a.vn/" TargetMode="External"/>'
        for kind in ("image", "hyperlink")
    )
    rels = f'<Relationships xmlns="{RELS}">{links}</Relationships>'.encode()
    package = open_package(
        pack({**sound(), "xl/drawings/a.xml": b"<a/>", "xl/drawings/_rels/a.xml.rels": rels})
    )
    assert [part.name for part in package.foreign_parts()] == ["xl/drawings/a.xml"]


def test_a_part_is_read_whatever_the_case_of_its_name():
    package = open_package(pack(sound()))
    assert package.read(SHEET.upper()) == sound()[SHEET]
    with pytest.raises(BookRefused, match=r"thiếu phần xl/khong-co\.xml"):
        package.read("xl/khong-co.xml")


# Saving


@pytest.fixture
def saved(tmp_path) -> Path:
    """A workbook with an order, dates, attributes and comments of its own."""
    path = tmp_path / "so.xlsx"
    parts = {**sound(), "xl/media/ảnh.png": os.urandom(500)}
    with zipfile.ZipFile(path, "w") as out:
        out.comment = "ghi chú".encode()
        for number, name in enumerate(sorted(parts, reverse=True)):
            info = zipfile.ZipInfo(name, (2020, 5, 1 + number, 8, 30, 2 * number))
            info.compress_type = zipfile.ZIP_DEFLATED if number % 2 else zipfile.ZIP_STORED
            info.external_attr = 0o640 << 16
            info.comment = b"x" * number
            out.writestr(info, parts[name])
    return path


def entries(path: Path) -> list[tuple[object, ...]]:
    """Everything of a zip that saving must keep, part by part in order."""
    with zipfile.ZipFile(path) as archive:
        assert archive.comment == "ghi chú".encode()
        return [
            (i.filename, i.date_time, i.compress_type, i.external_attr, i.comment, archive.read(i))
            for i in archive.infolist()
        ]


def test_saving_keeps_every_other_part_its_order_date_and_attributes(saved, tmp_path):
    before = entries(saved)
    target = tmp_path / "ra.xlsx"
    open_package(saved).save(target, {TABLE: b"<table/>"})
    expected = [(*e[:5], b"<table/>") if e[0] == TABLE else e for e in before]
    assert entries(target) == expected
    assert entries(saved) == before


def test_a_file_that_is_read_only_is_not_replaced(saved):
    before = saved.read_bytes()
    saved.chmod(0o444)
    with pytest.raises(BookRefused, match="Không ghi được"):
        open_package(saved).save(saved, {})
    assert saved.read_bytes() == before
    assert [each.name for each in saved.parent.iterdir()] == [saved.name]


def test_saving_in_place_keeps_the_mode_and_leaves_no_other_file(saved):
    saved.chmod(0o640)
    open_package(saved).save(saved, {TABLE: b"<table/>"})
    assert stat.S_IMODE(saved.stat().st_mode) == 0o640
    assert list(saved.parent.iterdir()) == [saved]
    assert zipfile.ZipFile(saved).read(TABLE) == b"<table/>"


def test_saving_through_a_link_writes_the_file_behind_it(saved, tmp_path):
    link = tmp_path / "lien-ket.xlsx"
    link.symlink_to(saved)
    open_package(link).save(link, {TABLE: b"<table/>"})
    assert link.is_symlink()
    assert zipfile.ZipFile(saved).read(TABLE) == b"<table/>"


def test_saving_an_unknown_part_is_a_mistake_of_the_program(saved, tmp_path):
    with pytest.raises(KeyError):
        open_package(saved).save(tmp_path / "ra.xlsx", {"xl/khac.xml": b""})


def test_what_somebody_saved_meanwhile_is_not_overwritten(saved):
    package = open_package(saved)
    newer = pack(sound())
    saved.write_bytes(newer)
    with pytest.raises(BookRefused, match=r"vừa được chương trình khác lưu lại"):
        package.save(saved, {})
    assert saved.read_bytes() == newer


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(), "hãy đóng tệp nếu Excel hoặc chương trình khác đang mở"),
        (OSError(28, "No space left on device"), "hãy kiểm tra ổ đĩa còn chỗ"),
    ],
)
def test_a_file_that_cannot_be_replaced_stays_as_it_was(saved, monkeypatch, error, words):
    before = saved.read_bytes()

    def refuse(source: Path, target: Path) -> None:
        raise error

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(BookRefused, match=words):
        open_package(saved).save(saved, {TABLE: b"<table/>"})
    assert saved.read_bytes() == before
    assert list(saved.parent.iterdir()) == [saved]


def test_a_failure_half_way_leaves_no_trace(saved, monkeypatch):
    before = saved.read_bytes()
    package = open_package(saved)

    def fail(self: Archive, info: zipfile.ZipInfo) -> bytes:
        raise MemoryError

    monkeypatch.setattr(Archive, "_inflate", fail)
    with pytest.raises(MemoryError):
        package.save(saved, {})
    assert saved.read_bytes() == before
    assert list(saved.parent.iterdir()) == [saved]


def test_a_folder_that_does_not_exist_is_named(saved, tmp_path):
    with pytest.raises(BookRefused, match=r"chưa có thư mục “ra”"):
        open_package(saved).save(tmp_path / "ra" / "so.xlsx", {})


def test_content_types_are_found_by_name_and_by_extension():
    package = open_package(pack(sound()))
    assert package.content_type(WORKBOOK).endswith("sheet.main+xml")
    assert package.content_type(CONTENT_TYPES) == "application/xml"
