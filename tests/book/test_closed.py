"""A saved workbook through the port: its own sheets shown, entry tables filled, all read back."""

import io
import re
import tempfile
import warnings
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from addin.book.archive import BookRefused
from addin.book.build import build_register
from addin.book.closed import ClosedBook
from addin.book.package import Limits, Package, open_package, unescape
from addin.book.port import Cell, SheetView, Style
from tests.support.enriched import MAIN
from tests.support.parts import differences, parts, with_parts
from validators.blocks import Raw
from validators.records import BY_TABLE, LogEntry, Result
from validators.regimes import regime_on

NAME = "Họ và tên / Tên tập thể"
ID = "Mã dòng"
UNIT = "Đơn vị"

ODD_TEXTS = [
    "\"Anh\" & 'em' <b>",
    "  đầu và cuối  ",
    "dòng 1\ndòng 2\r\ndòng 3\tcột",
    "=1+1",
    "_x000D_ là chữ",
    "\x01\x1f điều khiển",
    "thưởng 🎖️🏅",
    "ệ" * 32_767,
    "👏" * 16_383,
]


@cache
def register() -> bytes:
    """An empty register of 2020."""
    return build_register(2020, regime_on(date(2020, 1, 1)))


def book(changed: Mapping[str, bytes] | None = None) -> ClosedBook:
    """The empty register, some of its parts changed."""
    return ClosedBook(with_parts(register(), dict(changed)) if changed else register())


def results(*marks: tuple[str, str]) -> SheetView:
    """The sheet of findings with rows of Khóa dòng and Tóm tắt."""
    rows = marks or (("", ""),)
    headings = [column.heading for column in Result.columns()]
    view = SheetView(Result.sheet, table=Result.table, table_rows=(4, 4 + len(rows)))
    view.rows = {1: [Cell("KẾT QUẢ KIỂM TRA", Style.TITLE)]}
    view.rows[4] = [Cell(heading, Style.HEADING) for heading in headings]
    for number, (key, summary) in enumerate(rows, start=5):
        values = {"STT": number - 4, "Khóa dòng": key, "Tóm tắt": summary}
        view.rows[number] = [Cell(values.get(heading)) for heading in headings]
    return view


def log(*cells: Cell | Raw) -> SheetView:
    """The sheet of the log with one row."""
    headings = [column.heading for column in LogEntry.columns()]
    view = SheetView(LogEntry.sheet, table=LogEntry.table, table_rows=(4, 5))
    view.rows = {
        4: [Cell(heading) for heading in headings],
        5: [each if isinstance(each, Cell) else Cell(each) for each in cells],
    }
    return view


def saved(book: ClosedBook, folder: Path) -> Path:
    """The workbook saved under a new name."""
    target = folder / "so.xlsx"
    book.save(target)
    return target


def in_openpyxl(book: ClosedBook, folder: Path) -> openpyxl.Workbook:
    """The saved workbook as another library reads it, formulas as text."""
    return load(saved(book, folder))


def load(source: Path | io.BytesIO, *, data_only: bool = False) -> openpyxl.Workbook:
    """A workbook in openpyxl, which does not know print areas of whole columns."""
    with warnings.catch_warnings(action="ignore"):
        return openpyxl.load_workbook(source, data_only=data_only)


def column(book: ClosedBook, table: str, heading: str) -> list[Raw]:
    """The values under a heading."""
    block = book.read().blocks[table]
    return [row[block.headings.index(heading)] for row in block.rows]


def sheet_of(table: str) -> str:
    """The part on which a table of the register stands."""
    return open_package(register()).tables[table].sheet_part


def table_of(table: str) -> str:
    """The part of a table of the register."""
    return open_package(register()).tables[table].part


def pending(book: ClosedBook) -> dict[str, bytes]:
    """The parts that a save would write otherwise than they are in the register."""
    with tempfile.TemporaryDirectory() as folder:
        new = parts(saved(book, Path(folder)))
    old = parts(register())
    return {name: xml for name, xml in new.items() if old.get(name) != xml}


def cached_marks(path: Path, sheet: str, rows: range) -> list[str | None]:
    """The stored texts of Kiểm tra, which stands in column A."""
    cells = load(path, data_only=True)[sheet]
    return [cells.cell(row, 1).value for row in rows]


# Showing


def test_shown_values_are_read_back_with_their_types() -> None:
    shown = book()
    shown.show([log("chữ", 12, Cell(date(2020, 2, 5), Style.DATE), True)])
    assert shown.read().blocks["tblNhatKy"].rows == [["chữ", 12, date(2020, 2, 5), True]]


def test_numbers_keep_their_digits_and_times_are_parts_of_a_day(tmp_path: Path) -> None:
    shown = book()
    shown.show([log(0.1, 1234567.891, datetime(2020, 2, 5, 12), time(6))])
    cells = in_openpyxl(shown, tmp_path)["Nhật ký"]
    assert [cells.cell(5, number).value for number in (1, 2)] == [0.1, 1234567.891]
    assert [cells.cell(5, number).value for number in (3, 4)] == [43866.5, 0.25]


@pytest.mark.parametrize(
    ("day", "number", "number_1904"),
    [
        (date(1900, 1, 1), 1, "01/01/1900"),
        (date(1900, 2, 28), 59, "28/02/1900"),
        (date(1900, 3, 1), 61, "01/03/1900"),
        (date(1904, 1, 2), 1463, 1),
        (date(2020, 2, 5), 43866, 42404),
        (date(1899, 12, 31), "31/12/1899", "31/12/1899"),
    ],
)
def test_a_date_counts_from_the_workbooks_own_first_day(
    day: date, number: object, number_1904: object
) -> None:
    workbook = parts(register())["xl/workbook.xml"]
    assert workbook.count(b"<workbookPr ") == 1
    old_mac = {"xl/workbook.xml": workbook.replace(b"<workbookPr ", b'<workbookPr date1904="1" ')}
    for shown, expected in ((book(), number), (book(old_mac), number_1904)):
        shown.show([log(day, None, None, None)])
        rows = etree.fromstring(pending(shown)[sheet_of("tblNhatKy")]).iter(f"{{{MAIN}}}c")
        cell = next(each for each in rows if each.get("r") == "A5")
        assert "".join(cell.itertext()) == str(expected)


@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: ascii(text[:12]))
def test_any_text_survives_being_shown_and_filled(text: str, tmp_path: Path) -> None:
    written = book()
    written.show([log(text, None, None, None)])
    written.fill("tblDonVi", [{"Tên đơn vị": text, "Ghi chú": text}])

    opened = in_openpyxl(written, tmp_path)
    for cell in (opened["Nhật ký"]["A5"], opened["Đơn vị"]["J5"]):
        assert (unescape(cell.value), cell.data_type) == (text, "s")
    again = ClosedBook(tmp_path / "so.xlsx").read()
    assert again.blocks["tblDonVi"].rows[0][-2] == text


def test_a_shown_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    shown = book()
    shown.show([log("dài " * 10_000, "👏" * 20_000, None, None)])
    [[words, hands, *_]] = shown.read().blocks["tblNhatKy"].rows
    assert (len(words), words[-1]) == (32_767, "…")
    assert len(hands.encode("utf-16-le")) // 2 <= 32_767
    assert hands.strip("👏") == "…"


def test_a_role_has_the_format_that_the_palette_shows_for_it(tmp_path: Path) -> None:
    shown = book()
    shown.show([log("a", "b", "c", "d")])
    view = log()
    view.rows[5] = [Cell("x", style) for style in (Style.ERROR, Style.DATE, Style.LINK)]
    shown.show([view])
    opened = in_openpyxl(shown, tmp_path)
    error, day, link = (opened["Nhật ký"].cell(5, number) for number in (1, 2, 3))
    assert (error.font.b, error.fill.fill_type) == (True, "solid")
    assert day.number_format == "dd/mm/yyyy"
    assert link.font.u == "single"


def test_a_role_that_the_palette_lacks_has_the_default_format() -> None:
    workbook = parts(register())["xl/workbook.xml"]
    shown = book({"xl/workbook.xml": workbook.replace(b"TD_KieuDang", b"TD_TenKhac")})
    shown.show([log("a", None, None, None)])
    assert b'<c r="A5" t="inlineStr">' in pending(shown)[sheet_of("tblNhatKy")]


def test_the_table_follows_the_rows_shown_and_forgets_its_filter() -> None:
    part = table_of("tblKetQua")
    xml = parts(register())[part]
    assert xml.count(b'<autoFilter ref="A4:O5"/>') == 1
    filtered = (
        b'<autoFilter ref="A4:O5"><filterColumn colId="1"><filters><filter val="x"/></filters>'
        b'</filterColumn></autoFilter><sortState ref="A5:O5"><sortCondition ref="B5"/></sortState>'
    )
    shown = book({part: xml.replace(b'<autoFilter ref="A4:O5"/>', filtered)})
    shown.show([results(("a", "A"), ("b", "B"), ("c", "C"))])
    expected = xml.replace(b'ref="A4:O5"', b'ref="A4:O7"')
    assert pending(shown)[part] == expected


def test_headings_changed_by_hand_give_way_to_those_shown(tmp_path: Path) -> None:
    part = table_of("tblNhatKy")
    xml = parts(register())[part].replace('name="Công việc"'.encode(), b'name="ABC"')
    shown = book({part: xml})
    shown.show([log("a", "b", None, None)])
    opened = in_openpyxl(shown, tmp_path)
    names = [each.name for each in opened["Nhật ký"].tables["tblNhatKy"].tableColumns]
    assert names == [each.heading for each in LogEntry.columns()]


def test_merges_links_heights_and_widths_are_the_views(tmp_path: Path) -> None:
    view = results(("a", "A"))
    view.rows[5] = [Cell("tới", Style.LINK, "'Đăng ký'!H7")]
    view.merges, view.heights, view.widths = ["A1:H1", "A2:B2"], {1: 40.5}, {2: 33, 13: 7}
    shown = book()
    shown.show([results()])
    shown.show([view])
    sheet = in_openpyxl(shown, tmp_path)[Result.sheet]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:H1", "A2:B2"]
    assert sheet["A5"].hyperlink.location == "'Đăng ký'!H7"
    assert sheet.row_dimensions[1].height == 40.5
    assert sheet.column_dimensions["B"].width == 33.625
    assert not sheet.column_dimensions["B"].hidden
    assert sheet.column_dimensions["M"].width == 7.625
    assert sheet.column_dimensions["M"].hidden
    assert sheet.column_dimensions["N"].hidden


def test_what_a_view_does_not_speak_of_stays_in_the_sheet() -> None:
    part = sheet_of("tblKetQua")
    before = etree.fromstring(parts(register())[part])
    shown = book()
    shown.show([results(("a", "A"))])
    after = etree.fromstring(pending(shown)[part])
    replaced = {"sheetData", "dimension", "hyperlinks"}
    for root in (before, after):
        for child in list(root):
            if etree.QName(child).localname in replaced:
                root.remove(child)
    assert etree.tostring(after) == etree.tostring(before)
    assert {"sheetProtection", "dataValidations", "pageSetup", "tableParts"} <= {
        etree.QName(child).localname for child in after
    }


def test_showing_the_same_again_gives_the_same_bytes() -> None:
    shown = book()
    view = results(("tblDonVi|DV0001", "Lỗi: Tên đơn vị"))
    view.widths, view.heights, view.merges = {1: 9, 3: 12.5}, {1: 30}, ["A1:C1"]
    shown.show([view, log("a", None, None, None)])
    first = pending(shown)
    shown.show([view, log("a", None, None, None)])
    assert pending(shown) == first


def test_kiem_tra_shows_the_first_finding_of_its_row(tmp_path: Path) -> None:
    shown = book()
    shown.fill("tblDonVi", [{"Tên đơn vị": name} for name in "ABCD"])
    shown.fill("tblDonVi", [{"Mã dòng": "DV0004", "Mã đơn vị": "x"}])
    shown.show(
        [
            results(
                ("tblDonVi|DV0001", "Lỗi: Tên <đơn vị> & số"),
                ("tblDonVi|DV0001", "Lưu ý: sau"),
                ("TBLDONVI|dv0003", "không kể chữ hoa"),
                ("tblDangKy|DK0002", "bảng khác"),
                ("tblDonVi|d6", "dòng này đã có mã"),
            )
        ]
    )
    path = saved(shown, tmp_path)
    expected = ["Lỗi: Tên <đơn vị> & số", None, "không kể chữ hoa", None]
    assert cached_marks(path, "Đơn vị", range(5, 9)) == expected
    assert cached_marks(path, "Đăng ký", range(5, 8)) == [None, "bảng khác", None]


def test_kiem_tra_finds_a_row_without_id_by_its_place(tmp_path: Path) -> None:
    part = sheet_of("tblDonVi")
    xml = parts(register())[part]
    row = etree.fromstring(xml).find(f"{{{MAIN}}}sheetData")[4]
    assert row.get("r") == "5"
    index = row[-1].findtext(f"{{{MAIN}}}v")
    without_id = xml.replace(f"<v>{index}</v>".encode(), b"", 1)
    shown = book({part: without_id})
    shown.show([results(("tblDonVi|d5", "Lỗi: Loại đơn vị"))])
    path = saved(shown, tmp_path)
    assert cached_marks(path, "Đơn vị", range(5, 7)) == ["Lỗi: Loại đơn vị", None]


def test_an_entry_sheet_changes_in_stored_results_of_kiem_tra_only() -> None:
    part = sheet_of("tblDonVi")
    shown = book()
    shown.show([results(("tblDonVi|DV0002", "Lỗi: A"))])
    old, new = parts(register())[part], pending(shown)[part]
    assert new.replace("<v>Lỗi: A</v>".encode(), b"<v></v>") == old
    shown.show([results()])
    assert part not in pending(shown)


def test_a_summary_leaves_the_marks_as_they_are() -> None:
    shown = book()
    shown.show([results(("tblDonVi|DV0002", "Lỗi: A"))])
    marked = pending(shown)
    shown.show([log("a", None, None, None)])
    part = sheet_of("tblDonVi")
    assert pending(shown)[part] == marked[part]


def test_a_formula_typed_into_a_programs_sheet_leaves_the_calculation_chain() -> None:
    part, chain = sheet_of("tblNhatKy"), "xl/calcChain.xml"
    old = parts(register())
    data = b"<sheetData>"
    typed = data + b'<row r="1"><c r="B1"><f>1+1</f><v>2</v></c></row><row r="2"/>'
    sheet = etree.fromstring(old["xl/workbook.xml"]).find(f"{{{MAIN}}}sheets")
    number = next(each.get("sheetId") for each in sheet if each.get("name") == "Nhật ký")
    changed = {
        part: old[part][: old[part].index(data)]
        + typed
        + b"</sheetData>"
        + old[part][old[part].index(b"</sheetData>") + len(b"</sheetData>") :],
        chain: f'<calcChain xmlns="{MAIN}"><c r="B1" i="{number}"/><c r="B2"/><c r="B1" i="3"/>'
        "</calcChain>".encode(),
        "xl/_rels/workbook.xml.rels": old["xl/_rels/workbook.xml.rels"].replace(
            b"</Relationships>",
            b'<Relationship Id="rIdChain" Type="http://schemas.openxmlformats.org/officeDocument/'
            b'2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>',
        ),
    }
    shown = book(changed)
    shown.show([log("a", None, None, None)])
    kept = f'<calcChain xmlns="{MAIN}"><c r="B2" i="{number}"/><c r="B1" i="3"/></calcChain>'
    assert pending(shown)[chain] == kept.encode()


def test_calculation_on_load_is_asked_for_in_its_place() -> None:
    workbook = etree.fromstring(parts(register())["xl/workbook.xml"])
    workbook.remove(workbook.find(f"{{{MAIN}}}calcPr"))
    shown = book({"xl/workbook.xml": etree.tostring(workbook)})
    shown.show([log("a", None, None, None)])
    after = etree.fromstring(pending(shown)["xl/workbook.xml"])
    setting = after.find(f"{{{MAIN}}}calcPr")
    assert dict(setting.attrib) == {"fullCalcOnLoad": "1"}
    assert etree.QName(setting.getprevious()).localname == "definedNames"
    after.remove(setting)
    assert etree.tostring(after) == etree.tostring(workbook)


def test_an_entry_sheet_cannot_be_shown() -> None:
    with pytest.raises(ValueError, match="Đơn vị"):
        book().show([SheetView("Đơn vị", rows={1: [Cell("xóa hết")]})])


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (SheetView("Quý V", rows={1: [Cell("a")]}), "thiếu trang tính “Quý V”"),
        (SheetView("Lạ", table="tblLa", table_rows=(4, 5)), "thiếu bảng tblLa"),
    ],
)
def test_a_missing_sheet_is_refused_in_one_sentence(view: SheetView, words: str) -> None:
    with pytest.raises(BookRefused, match=words) as refused:
        book().show([view])
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "damage",
    [b"", b"<worksheet>", b"<c" * 100_000, b"<worksheet/>", b"\xff\xfe", b"<worksheet><row></c>"],
    ids=lambda damage: damage[:20].decode("latin-1"),
)
def test_a_damaged_sheet_is_refused_before_anything_is_written(damage: bytes) -> None:
    part = next(each.part for each in open_package(register()).sheets if each.name == "Quý I")
    damaged = book({part: damage})
    with pytest.raises(BookRefused, match="bị hỏng"):
        damaged.show([SheetView("Quý I", rows={1: [Cell("a")]})])


# Filling


def test_a_new_row_goes_into_the_first_free_one_and_keeps_its_id() -> None:
    filled = book()
    assert filled.fill("tblDonVi", [{"Tên đơn vị": "Xóm 1"}]) == ["DV0001"]
    assert filled.fill("tblDonVi", [{"Tên đơn vị": "Xóm 2"}, {"Tên đơn vị": "Xóm 3"}]) == [
        "DV0002",
        "DV0003",
    ]
    assert column(filled, "tblDonVi", "Tên đơn vị")[:4] == ["Xóm 1", "Xóm 2", "Xóm 3", None]
    assert column(filled, "tblDonVi", "STT")[:4] == [1, 2, 3, None]


def test_rows_left_empty_between_others_stay_empty() -> None:
    filled = book()
    filled.fill("tblDonVi", [{ID: "DV0003", "Tên đơn vị": "Xóm 3"}])
    assert filled.fill("tblDonVi", [{"Tên đơn vị": "Xóm 4"}]) == ["DV0004"]
    assert column(filled, "tblDonVi", "Tên đơn vị")[:4] == [None, None, "Xóm 3", "Xóm 4"]


def test_a_known_row_is_changed_in_the_cells_given_only() -> None:
    filled = book()
    row: dict[str, Raw] = {"Tên đơn vị": "Xóm 1", "Số hộ": 40, "Số người": 170}
    filled.fill("tblDonVi", [row, {"Tên đơn vị": "Xóm 2"}])
    assert filled.fill("tblDonVi", [{ID: "dv0001", "Số hộ": 41, "Số người": None}]) == ["DV0001"]
    block = filled.read().blocks["tblDonVi"]
    shown = dict(zip(block.headings, block.rows[0], strict=True))
    assert (shown["Tên đơn vị"], shown["Số hộ"], shown["Số người"]) == ("Xóm 1", 41, None)


def test_a_setting_is_known_by_its_name() -> None:
    filled = book()
    rows = len(column(filled, "tblThongTin", "Mục"))
    filled.fill("tblThongTin", [{"Mục": "tỉnh", "Giá trị": "Thái Nguyên"}])
    ids = filled.fill("tblThongTin", [{"Mục": "Mục riêng", "Giá trị": date(2020, 2, 5)}])
    assert ids == [f"TT{rows + 1:04}"]
    items = column(filled, "tblThongTin", "Mục")
    values = dict(zip(items, column(filled, "tblThongTin", "Giá trị"), strict=True))
    assert (len(items), values["tỉnh"]) == (rows + 1, "Thái Nguyên")


def test_a_typed_row_without_id_is_named_by_its_place_and_gets_one() -> None:
    filled = book()
    filled.fill("tblDonVi", [{"Tên đơn vị": "Xóm 1"}, {"Tên đơn vị": "Xóm 2"}])
    part = sheet_of("tblDonVi")
    xml = pending(filled)[part]
    ids = etree.fromstring(xml).find(f"{{{MAIN}}}sheetData")[5][-1].findtext(f"{{{MAIN}}}v")
    typed = book({part: xml.replace(f"<v>{ids}</v>".encode(), b"", 1)})
    assert column(typed, "tblDonVi", ID)[:2] == ["DV0001", None]
    assert typed.fill("tblDonVi", [{ID: "d6", "Số hộ": 3}]) == ["DV0041"]
    assert column(typed, "tblDonVi", ID)[:2] == ["DV0001", "DV0041"]
    assert column(typed, "tblDonVi", "Số hộ")[:2] == [None, 3]


def test_ids_brought_along_are_kept_and_never_run_into_each_other() -> None:
    filled = book()
    brought = ["DV0041", "DV0003", "DV0001", "KHAC1"]
    rows = [{ID: each, "Tên đơn vị": f"Xóm {each}"} for each in brought]
    assert filled.fill("tblDonVi", rows) == brought
    pairs = zip(
        column(filled, "tblDonVi", ID), column(filled, "tblDonVi", "Tên đơn vị"), strict=True
    )
    named = {key: name for key, name in pairs if name}
    assert named == {each: f"Xóm {each}" for each in brought}
    [new] = filled.fill("tblDonVi", [{"Tên đơn vị": "mới"}])
    assert new not in brought


def test_new_ids_stay_clear_of_those_brought_along() -> None:
    rows: list[dict[str, Raw]] = [{"Tên đơn vị": f"Xóm {i}"} for i in range(40)]
    rows += [{ID: "DV0041", "Tên đơn vị": "mang theo"}, {"Tên đơn vị": "mới"}]
    assert book().fill("tblDonVi", rows)[-2:] == ["DV0041", "DV0042"]


def with_copied_row() -> ClosedBook:
    """A register in which a clerk has copied row 5 of Đơn vị over row 6, id and all."""
    filled = book()
    filled.fill("tblDonVi", [{"Tên đơn vị": "Xóm 1"}])
    part = sheet_of("tblDonVi")
    root = etree.fromstring(pending(filled)[part])
    row = row_of(root, 5)
    copied = etree.tostring(row).decode().replace(' r="5"', ' r="6"')
    copied = re.sub(r' r="([A-Z]+)5"', r' r="\g<1>6"', copied)
    row.getparent().replace(row_of(root, 6), etree.fromstring(copied))
    return book({part: etree.tostring(root)})


def test_two_rows_of_one_id_are_not_guessed_between() -> None:
    copied = with_copied_row()
    assert column(copied, "tblDonVi", ID)[:3] == ["DV0001", "DV0001", "DV0003"]
    with pytest.raises(BookRefused, match=r"Mã dòng “DV0001” .dòng 5 và dòng 6"):
        copied.fill("tblDonVi", [{ID: "DV0001", "Số hộ": 1}])


def test_a_free_row_copied_from_another_gets_an_id_of_its_own() -> None:
    copied = with_copied_row()
    part = sheet_of("tblDonVi")
    root = etree.fromstring(pending(copied)[part])
    for cell in row_of(root, 6)[2:-1]:
        cell.attrib.pop("t", None)
        for child in list(cell):
            cell.remove(child)
    emptied = book({part: etree.tostring(root)})
    assert emptied.fill("tblDonVi", [{"Tên đơn vị": "Xóm 2"}]) == ["DV0041"]
    assert column(emptied, "tblDonVi", ID)[:3] == ["DV0001", "DV0041", "DV0003"]


def test_the_table_grows_with_formulas_formats_and_ids(tmp_path: Path) -> None:
    filled = book()
    ids = filled.fill("tblDangKy", [{NAME: f"Người {i}", "Ngày sinh": 1980} for i in range(45)])
    assert (ids[39], ids[40], ids[44]) == ("DK0040", "DK0041", "DK0045")
    sheet = in_openpyxl(filled, tmp_path)["Đăng ký"]
    assert sheet.tables["tblDangKy"].ref == "A4:R49"
    assert sheet.tables["tblDangKy"].autoFilter.ref == "A4:R49"
    for letter in "ABCDEFGHIJKLMNOPQR":
        assert sheet[f"{letter}49"].style_id == sheet[f"{letter}44"].style_id
    for letter in "AB":
        assert sheet[f"{letter}49"].value == sheet[f"{letter}44"].value
    assert column(filled, "tblDangKy", "STT") == list(range(1, 46))
    assert b'<dimension ref="A1:R49"/>' in pending(filled)[sheet_of("tblDangKy")]


def with_sheet(table: str, change: Callable[[etree._Element], None]) -> dict[str, bytes]:
    """The sheet of a table with its XML changed."""
    part = sheet_of(table)
    root = etree.fromstring(parts(register())[part])
    change(root)
    return {part: etree.tostring(root)}


def row_of(root: etree._Element, number: int) -> etree._Element:
    """A row of a sheet, made where there was none."""
    data = root.find(f"{{{MAIN}}}sheetData")
    found = [row for row in data if row.get("r") == str(number)]
    return found[0] if found else etree.SubElement(data, f"{{{MAIN}}}row", r=str(number))


def put(root: etree._Element, address: str, content: str) -> None:
    """Put a cell with this content into a sheet, over the one that was there."""
    row = row_of(root, int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
    cell = etree.fromstring(f'<c xmlns="{MAIN}" r="{address}">{content}</c>')
    old = [each for each in row if each.get("r") == address]
    if old:
        cell.set("s", old[0].get("s", "0"))
        row.replace(old[0], cell)
    else:
        row.append(cell)


def test_notes_beside_the_table_stay_and_those_under_it_are_not_written_over() -> None:
    def add_notes(root: etree._Element) -> None:
        put(root, "Z46", "<v>7</v>")
        put(root, "B48", "<v>1</v>")

    noted = book(with_sheet("tblDonVi", add_notes))
    rows = [{"Tên đơn vị": f"Xóm {i}"} for i in range(42)]
    noted.fill("tblDonVi", rows)
    assert len(column(noted, "tblDonVi", "Tên đơn vị")) == 42
    assert b'<c r="Z46"><v>7</v></c></row>' in pending(noted)[sheet_of("tblDonVi")]
    before = pending(noted)
    with pytest.raises(BookRefused, match=r"nội dung ở dòng 48, .*“Đơn vị”"):
        noted.fill("tblDonVi", rows[:1])
    assert pending(noted) == before


def test_merged_cells_under_the_table_stand_in_its_way() -> None:
    def merge(root: etree._Element) -> None:
        merges = etree.fromstring(
            f'<mergeCells xmlns="{MAIN}" count="1"><mergeCell ref="A45:D46"/></mergeCells>'
        )
        root.find(f"{{{MAIN}}}conditionalFormatting").addprevious(merges)

    with pytest.raises(BookRefused, match="dòng 45"):
        book(with_sheet("tblDonVi", merge)).fill("tblDonVi", [{"Số hộ": 1}] * 41)


def test_a_totals_row_moves_down_with_the_tables_end(tmp_path: Path) -> None:
    def total(root: etree._Element) -> None:
        put(root, "G45", "<f>SUBTOTAL(109,tblDonVi[Số hộ])</f><v>0</v>")
        put(root, "Z45", "<v>7</v>")

    part = table_of("tblDonVi")
    xml = parts(register())[part]
    root = xml[xml.index(b"<table ") :].split(b">")[0]
    with_totals = root.replace(b"A4:K44", b"A4:K45").replace(
        b'totalsRowShown="0"', b'totalsRowCount="1"'
    )
    filled = book({**with_sheet("tblDonVi", total), part: xml.replace(root, with_totals)})
    filled.fill("tblDonVi", [{"Tên đơn vị": f"Xóm {i}", "Số hộ": i} for i in range(42)])
    sheet = in_openpyxl(filled, tmp_path)["Đơn vị"]
    assert sheet.tables["tblDonVi"].ref == "A4:K47"
    assert sheet.tables["tblDonVi"].autoFilter.ref == "A4:K46"
    assert sheet["G47"].value == "=SUBTOTAL(109,tblDonVi[Số hộ])"
    assert (sheet["G45"].value, sheet["Z45"].value, sheet["C46"].value) == (40, 7, "Xóm 41")


def test_lists_and_colours_that_end_with_the_table_are_extended() -> None:
    def validate(root: etree._Element) -> None:
        for each in root.iter(f"{{{MAIN}}}dataValidation"):
            each.set("sqref", each.get("sqref").replace("2006", "44"))
        for each in root.iter(f"{{{MAIN}}}conditionalFormatting"):
            each.set("sqref", "D5:D44 F5:F20 Z44")

    filled = book(with_sheet("tblDonVi", validate))
    filled.fill("tblDonVi", [{"Tên đơn vị": f"Xóm {i}"} for i in range(41)])
    root = etree.fromstring(pending(filled)[sheet_of("tblDonVi")])
    areas = {each.get("sqref") for each in root.iter(f"{{{MAIN}}}conditionalFormatting")}
    assert areas == {"D5:D45 F5:F20 Z44"}
    lists = [each.get("sqref") for each in root.iter(f"{{{MAIN}}}dataValidation")]
    assert {each.partition(":")[2].lstrip("ABCDEFGHIJK") for each in lists} == {"45"}


def test_lists_that_reach_below_the_table_are_extended_once_it_outgrows_them() -> None:
    part = sheet_of("tblDonVi")
    shorter = book({part: parts(register())[part].replace(b"2006", b"50")})
    shorter.fill("tblDonVi", [{"Tên đơn vị": f"Xóm {i}"} for i in range(44)])
    assert b"5:C50" in pending(shorter)[part]
    shorter.fill("tblDonVi", [{"Tên đơn vị": f"Xóm {i}"} for i in range(44, 60)])
    assert b"5:C64" in pending(shorter)[part]


@pytest.mark.parametrize("table", BY_TABLE)
def test_every_entry_table_grows(table: str, tmp_path: Path) -> None:
    subject = BY_TABLE[table].subject_column().heading
    filled = book()
    rows = len(filled.read().blocks[table].rows)
    filled.fill(table, [{subject: f"số {i}"} for i in range(rows + 1)])
    block = filled.read().blocks[table]
    last = dict(zip(block.headings, block.rows[-1], strict=True))
    assert last[subject] == f"số {rows}"
    assert last["STT"] == len(block.rows)
    assert not block.rows_outside
    sheet = in_openpyxl(filled, tmp_path)[block.sheet]
    numbers = (block.first_row, block.row_number(len(block.rows) - 1))
    first, new = ([sheet.cell(number, column).value for column in (1, 2)] for number in numbers)
    assert new == first


@pytest.mark.parametrize("table", BY_TABLE)
def test_added_rows_are_like_the_prebuilt_ones(table: str, tmp_path: Path) -> None:
    more = book()
    before = more.read().blocks[table]
    more.add_rows(table, 3)
    sheet = in_openpyxl(more, tmp_path)[before.sheet]
    first, end = before.first_row, len(more._package.tables[table].headings) + 1
    last = more._package.tables[table].range.last_row
    assert sheet.tables[table].ref.endswith(f"{last + 3}")
    for column_number in range(1, end):
        old, new = sheet.cell(first, column_number), sheet.cell(last + 3, column_number)
        assert new.style_id == old.style_id or table == "tblThongTin"
        if column_number < 3:
            assert new.value == old.value
    prefix = BY_TABLE[table].prefix
    ids = [sheet.cell(number, end - 1).value for number in range(last + 1, last + 4)]
    assert ids == [f"{prefix}{number - first + 1:04}" for number in range(last + 1, last + 4)]
    after = more.read().blocks[table]
    headings = [each for each in before.headings if each not in ("STT", "Kiểm tra", ID)]
    for heading in headings:
        index = before.headings.index(heading)
        assert not any(row[index] for row in after.rows[last - first + 1 :])


def test_added_rows_change_the_sheet_and_its_table_and_nothing_else(tmp_path: Path) -> None:
    more = book()
    more.fill("tblDangKy", [{NAME: "Người mẫu", "Ngày sinh": 1980}])
    before = saved(more, tmp_path).read_bytes()
    again = ClosedBook(before)
    again.add_rows("tblDangKy", 5)
    changed = differences(before, saved(again, tmp_path))
    assert set(changed) == {sheet_of("tblDangKy"), table_of("tblDangKy")}
    removed = [line for line in changed[sheet_of("tblDangKy")].splitlines() if line[0] == "-"]
    assert removed == ['-<dimension ref="A1:R44">']
    assert again.fill("tblDangKy", [{NAME: f"Người {i}"} for i in range(44)])[-1] == "DK0045"


def test_no_rows_are_added_over_what_stands_under_the_table() -> None:
    noted = book(with_sheet("tblDonVi", lambda root: put(root, "B47", "<v>1</v>")))
    noted.add_rows("tblDonVi", 1)
    before = pending(noted)
    with pytest.raises(BookRefused, match=r"nội dung ở dòng 47, .*“Đơn vị”"):
        noted.add_rows("tblDonVi", 1)
    with pytest.raises(KeyError):
        noted.add_rows("tblKetQua", 1)
    with pytest.raises(ValueError, match="0"):
        noted.add_rows("tblDonVi", 0)
    assert pending(noted) == before


def test_a_new_row_never_gets_an_id_that_a_finding_or_answer_speaks_of() -> None:
    filled = book()
    view = results(("tblDonVi|DV0077", "Lỗi: của dòng đã xóa"))
    view.rows[5] = [*view.rows[5][:-1], Cell("tblDonVi|DV0077|Số hộ")]
    filled.show([view])
    ids = filled.fill("tblDonVi", [{"Tên đơn vị": f"Xóm {i}"} for i in range(41)])
    assert ids[-1] == "DV0078"


def test_a_new_row_shows_no_finding_of_another(tmp_path: Path) -> None:
    filled = book()
    filled.show([results(("tblDonVi|d45", "Lỗi: dòng khác"), ("tblDonVi|DV0001", "Lỗi: A"))])
    filled.fill("tblDonVi", [{"Tên đơn vị": f"Xóm {i}"} for i in range(41)])
    marks = cached_marks(saved(filled, tmp_path), "Đơn vị", range(5, 46))
    assert (marks[0], set(marks[1:])) == ("Lỗi: A", {None})


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("tblKhac", {}),
        ("tblKetQua", {"STT": 1}),
        ("tblDonVi", {"Tên đơn vị": "a", "Cột lạ": 1}),
        ("tblDonVi", {"STT": 1}),
        ("tblDonVi", {"Kiểm tra": "Không có lỗi"}),
    ],
)
def test_an_unknown_table_or_heading_and_a_formulas_column_change_nothing(
    table: str, row: dict[str, Raw]
) -> None:
    filled = book()
    with pytest.raises(KeyError):
        filled.fill(table, [{"Tên đơn vị": "trước"}, row] if table == "tblDonVi" else [row])
    assert pending(filled) == {}


def test_a_text_too_long_for_a_cell_is_refused_with_its_address() -> None:
    filled = book()
    with pytest.raises(BookRefused, match=r"ô C5 của trang tính “Đơn vị”.*32767"):
        filled.fill("tblDonVi", [{"Tên đơn vị": "ệ" * 32_768}])
    assert pending(filled) == {}


def test_a_formula_shared_by_several_cells_is_not_torn_apart() -> None:
    def share(root: etree._Element) -> None:
        put(root, "G5", '<f t="shared" ref="G5:G6" si="0">1+1</f><v>2</v>')
        put(root, "G6", '<f t="shared" si="0"/><v>2</v>')

    filled = book(with_sheet("tblDonVi", share))
    with pytest.raises(BookRefused, match="ô G5"):
        filled.fill("tblDonVi", [{ID: "DV0001", "Số hộ": 3}])
    filled.fill("tblDonVi", [{ID: "DV0002", "Số hộ": 3}])
    assert column(filled, "tblDonVi", "Số hộ")[:2] == [2, 3]


def test_a_formula_that_names_cells_by_place_is_moved_with_its_row(tmp_path: Path) -> None:
    def plain_formulas(root: etree._Element) -> None:
        for number in range(5, 45):
            shared = f'<f t="shared" si="0">IF(C{number}="","",ROW()-4)</f>'
            put(root, f"B{number}", shared if number == 5 else '<f t="shared" si="0"/>')

    filled = book(with_sheet("tblDonVi", plain_formulas))
    filled.fill("tblDonVi", [{"Tên đơn vị": f"Xóm {i}"} for i in range(42)])
    sheet = in_openpyxl(filled, tmp_path)["Đơn vị"]
    assert sheet["B46"].value == '=IF(C46="","",ROW()-4)'


def test_a_height_is_fitted_to_the_new_content_a_chosen_one_kept(tmp_path: Path) -> None:
    def set_heights(root: etree._Element) -> None:
        row_of(root, 5).set("ht", "15")
        row_of(root, 6).set("ht", "15")
        row_of(root, 6).set("customHeight", "1")

    filled = book(with_sheet("tblDonVi", set_heights))
    filled.fill("tblDonVi", [{"Tên đơn vị": "dài " * 50}] * 2)
    heights = in_openpyxl(filled, tmp_path)["Đơn vị"].row_dimensions
    seven_lines = 7 * 15.75
    assert (heights[5].height, heights[6].height) == (seven_lines, 15)


# However the file is written


def _prefixed(xml: bytes) -> bytes:
    """The main namespace under a prefix, as the Open XML SDK writes."""
    xml = re.sub(rb"<(/?)(?=\w+[\s/>])", rb"<\1x:", xml)
    return xml.replace(b" xmlns=", b" xmlns:x=", 1)


def _without_addresses(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for row in root.find(f"{{{MAIN}}}sheetData"):
        filled = [each.get("r") for each in row]
        if [each.rstrip("0123456789") for each in filled] == list("ABCDEFGHIJK")[: len(filled)]:
            for cell in row:
                del cell.attrib["r"]
    return etree.tostring(root)


def _commented(xml: bytes) -> bytes:
    return xml.replace(b"<sheetData>", b'<!-- <row r="5"><c r="C5"/></row> --><sheetData>')


def _in_utf16(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), encoding="UTF-16")


def _indented(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    etree.indent(root)
    return etree.tostring(root)


@pytest.mark.parametrize(
    "rewrite",
    [_prefixed, _without_addresses, _commented, _in_utf16, _indented],
    ids=lambda rewrite: rewrite.__name__.strip("_"),
)
def test_every_way_of_writing_the_same_sheet_is_understood(
    rewrite: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    entries, own = sheet_of("tblDonVi"), sheet_of("tblNhatKy")
    old = parts(register())
    changed = book({part: rewrite(old[part]) for part in (entries, own)})
    plain = book()
    for each in (changed, plain):
        each.fill("tblDonVi", [{"Tên đơn vị": f"Xóm {i}", "Số hộ": i} for i in range(42)])
        each.show([results(("tblDonVi|DV0042", "Lỗi: A")), log("a", 1, None, None)])
    assert changed.read().blocks == plain.read().blocks
    opened = in_openpyxl(changed, tmp_path)
    expected = in_openpyxl(plain, tmp_path)
    for name in ("Đơn vị", "Nhật ký"):
        assert list(opened[name].values) == list(expected[name].values)


def test_a_register_that_openpyxl_saved_is_filled_and_shown_too(tmp_path: Path) -> None:
    stream = io.BytesIO()
    load(io.BytesIO(register())).save(stream)
    changed = ClosedBook(stream.getvalue())
    changed.fill("tblDonVi", [{"Tên đơn vị": f"Xóm {i}"} for i in range(42)])
    changed.show([results(("tblDonVi|DV0042", "Lỗi: A"))])
    assert column(changed, "tblDonVi", "Tên đơn vị")[41] == "Xóm 41"
    assert cached_marks(saved(changed, tmp_path), "Đơn vị", range(46, 47)) == ["Lỗi: A"]


# Saving


def test_changes_not_yet_saved_are_read_and_the_file_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(register())
    filled = ClosedBook(path)
    filled.fill("tblDonVi", [{"Tên đơn vị": "Xóm 1"}])
    assert column(filled, "tblDonVi", "Tên đơn vị")[0] == "Xóm 1"
    assert path.read_bytes() == register()


def test_a_book_saved_in_place_can_be_changed_and_saved_again(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(register())
    filled = ClosedBook(path)
    for name in ("Xóm 1", "Xóm 2"):
        filled.fill("tblDonVi", [{"Tên đơn vị": name}])
        filled.save(path)
    again = ClosedBook(path)
    assert column(again, "tblDonVi", "Tên đơn vị")[:3] == ["Xóm 1", "Xóm 2", None]


def test_saving_without_changes_changes_nothing(tmp_path: Path) -> None:
    assert differences(register(), saved(book(), tmp_path)) == {}


def test_reading_shows_filling_and_saving_open_the_package_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []

    def count(source: Path | bytes, limits: Limits, *, name: str) -> Package:
        opened.append(source)
        return open_package(source, limits, name=name)

    monkeypatch.setattr("addin.book.closed.open_package", count)
    path = tmp_path / "so.xlsx"
    path.write_bytes(register())
    each = ClosedBook(path)
    each.read()
    each.show([results()])
    each.fill("tblDonVi", [{"Tên đơn vị": "Xóm 1"}])
    each.save(path)
    assert opened == [path]


# Whatever is filled in whatever order

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff"), min_size=1
).filter(str.strip)
ROWS = st.fixed_dictionaries(
    {"Tên đơn vị": TEXTS},
    optional={
        "Ghi chú": TEXTS | st.none(),
        "Số hộ": st.integers(0, 10**9) | st.none(),
        "Thư điện tử": st.dates(date(1900, 3, 1), date(2199, 12, 31)).map("{:%d/%m/%Y}".format),
        ID: st.sampled_from(["DV0001", "DV0002", "DV0039", "dv0041", "KHAC", None]),
    },
)


@settings(max_examples=20)
@given(st.lists(st.lists(ROWS, max_size=45), min_size=1, max_size=3))
def test_rows_filled_in_any_order_are_read_back_by_their_ids(
    batches: list[list[dict[str, Raw]]],
) -> None:
    filled = book()
    expected: dict[str, dict[str, Raw]] = {}
    for rows in batches:
        for row, row_id in zip(rows, filled.fill("tblDonVi", rows), strict=True):
            expected.setdefault(row_id, {}).update(row, **{ID: row_id})
    block = filled.read().blocks["tblDonVi"]
    records = [dict(zip(block.headings, values, strict=True)) for values in block.rows]
    ids = [record[ID] for record in records]
    assert len(set(ids)) == len(ids)
    by_id = {record[ID]: record for record in records}
    for row_id, row in expected.items():
        assert {heading: by_id[row_id][heading] for heading in row} == row
