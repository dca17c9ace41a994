"""Phục hồi mẫu: what a paste took from the entry tables comes back, and nothing else changes."""

import random
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from addin.book import layout
from addin.book.areas import areas_text, covered, parse_areas, without
from addin.book.build import build_register
from addin.book.closed import ClosedBook
from addin.book.package import open_package, parse_range
from addin.results import results_view
from tests.book.test_closed import NAME, load
from tests.support.enriched import MAIN, enrich
from tests.support.libreoffice import calc
from tests.support.ooxml import assert_valid
from tests.support.parts import differences, parts, with_parts
from validators.check import Report
from validators.finding import Finding, Severity
from validators.records import BY_TABLE, ENTRY_TABLES
from validators.regimes import regime_on

STYLES = "xl/styles.xml"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"


@pytest.fixture(autouse=True)
def template_built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The template of a year is the same bytes each time."""
    monkeypatch.setattr("addin.book.build.build_register", lambda year, _: template(year))


@cache
def template(year: int) -> bytes:
    """An empty register of a year."""
    return build_register(year, regime_on(date(year, 1, 1)))


@cache
def register() -> bytes:
    """A register of 2020 with a few rows."""
    book = ClosedBook(template(2020))
    book.fill("tblThongTin", [{"Mục": "Năm", "Giá trị": 2020}])
    people = [
        {NAME: f"Người {i}", "Loại đối tượng": "Cá nhân", "Ngày sinh": date(1980, 1, i)}
        for i in range(1, 8)
    ]
    book.fill("tblDangKy", people)
    book.fill("tblDeNghi", people)
    return saved(book)


def saved(book: ClosedBook) -> bytes:
    """The bytes of the workbook."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        book.save(Path(folder) / "so.xlsx")
        return (Path(folder) / "so.xlsx").read_bytes()


def restored(data: bytes) -> tuple[bytes, list[str]]:
    """The workbook after the job, and its words."""
    book = ClosedBook(data)
    lines = book.restore()
    return saved(book), lines


def part_of(table: str, data: bytes | None = None) -> str:
    """The part of the sheet on which a table stands."""
    return open_package(data or register()).tables[table].sheet_part


def changed(data: bytes, table: str, change: Callable[[etree._Element], None]) -> bytes:
    """The workbook with the sheet of a table changed."""
    part = part_of(table, data)
    root = etree.fromstring(parts(data)[part])
    change(root)
    return with_parts(data, {part: etree.tostring(root, xml_declaration=True, encoding="UTF-8")})


def cells(root: etree._Element, area: str) -> list[etree._Element]:
    """The cells of an area."""
    place = parse_range(area)
    assert place
    found = []
    for cell in root.iter(f"{{{MAIN}}}c"):
        here = parse_range(cell.get("r"))
        assert here
        if (
            place.first_row <= here.first_row <= place.last_row
            and place.first_column <= here.first_column <= place.last_column
        ):
            found.append(cell)
    return found


def paste(root: etree._Element, area: str) -> None:
    """What a paste from another workbook does to an area: no lists, colours, formats, formulas."""
    gone = parse_range(area)
    assert gone
    for name in ("dataValidation", "conditionalFormatting"):
        for each in list(root.iter(f"{{{MAIN}}}{name}")):
            rest = areas_text(without(parse_areas(each.get("sqref")), gone))
            if rest:
                each.set("sqref", rest)
            else:
                each.getparent().remove(each)
    lists = root.find(f"{{{MAIN}}}dataValidations")
    if len(lists):
        lists.set("count", str(len(lists)))
    else:
        root.remove(lists)
    for cell in cells(root, area):
        cell.set("s", "0")
        for formula in cell.findall(f"{{{MAIN}}}f"):
            cell.remove(formula)


def values(data: bytes, table: str) -> dict[str, object]:
    """What stands in the cells of a table's sheet, without the columns that are computed."""
    sheet = sheet_in(data, table)
    computed = {
        cell.column
        for row in sheet.iter_rows(min_row=4, max_row=4)
        for cell in row
        if cell.value in ("Kiểm tra", "STT")
    }
    return {
        cell.coordinate: cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.column not in computed
    }


def sheet_in(data: bytes, table: str) -> Worksheet:
    """The sheet of a table as openpyxl reads it."""
    import io

    return load(io.BytesIO(data))[BY_TABLE[table].sheet]


def look(cell: Any) -> tuple[object, ...]:
    """What can be seen of a cell."""
    return (
        cell.number_format,
        (cell.font.name, cell.font.sz, cell.font.b),
        cell.fill.fill_type,
        cell.border.left.style,
        (cell.alignment.horizontal, cell.alignment.vertical, cell.alignment.wrap_text),
    )


def demands(sheet: Worksheet, heading: str, row: int) -> list[tuple[object, ...]]:
    """The validations of a column's cell in a row."""
    letter = letter_of(sheet, heading)
    return [
        (each.type, each.formula1, each.formula2, each.prompt, each.error, each.allowBlank)
        for each in sheet.data_validations.dataValidation
        if f"{letter}{row}" in each.sqref
    ]


def letter_of(sheet: Worksheet, heading: str) -> str:
    """The column under a heading."""
    found = (cell for cell in sheet[4] if cell.value == heading)
    return str(next(found).column_letter)


def marks(sheet: Worksheet, heading: str, row: int) -> list[str]:
    """The formulas of a cell's colours as they read for it, in the order of their weight."""
    from openpyxl.formula.translate import Translator

    letter = letter_of(sheet, heading)
    found = [
        (rule.priority, Translator(f"={rule.formula[0]}", origin).translate_formula(cell))
        for each in sheet.conditional_formatting
        for origin in [str(each.sqref).split(":")[0].split()[0]]
        for cell in [f"{letter}{row}"]
        if cell in each.sqref
        for rule in each.rules
    ]
    return [formula for _, formula in sorted(found)]


def assert_like_the_template(data: bytes, table: str) -> None:
    """Lists, colours, formats and formulas of every column are those of an untouched register."""
    here, there = sheet_in(data, table), sheet_in(register(), table)
    names = ("Kiểm tra", "Mã dòng")
    letters = {letter_of(there, name): letter_of(here, name) for name in names}
    for column in BY_TABLE[table].columns():
        old_letter, letter = letter_of(there, column.heading), letter_of(here, column.heading)
        letters[old_letter] = letters.get(old_letter, letter)
        for row in (5, 7, 20, 44):
            assert look(here[f"{letter}{row}"]) == look(there[f"{old_letter}{row}"]), column.heading
        for row in (5, 7, 44, 45, 2006):
            asked = demands(here, column.heading, row)
            assert asked == demands(there, column.heading, row), column.heading
            wanted = [
                re.sub(
                    r"(\$?)\b([A-Z]{1,2})(?=\$?\d)",
                    lambda m: m[1] + letters.get(m[2], m[2]),
                    formula,
                )
                for formula in marks(there, column.heading, row)
            ]
            assert marks(here, column.heading, row) == wanted, column.heading
    for heading in ("Kiểm tra", "STT"):
        formulas = {here[f"{letter_of(here, heading)}{row}"].value for row in range(5, 45)}
        assert formulas == {there[f"{letter_of(there, heading)}5"].value}


def test_an_untouched_register_stays_byte_for_byte() -> None:
    for data in (register(), enrich(register())):
        book = ClosedBook(data)
        assert book.restore() == []
        assert not book._replaced


@pytest.mark.parametrize("area", ["A5:R44", "D7:F9", "C5:C5", "A20:B30", "A5:R5", "F1:P60"])
def test_what_a_paste_took_comes_back_and_every_value_stays(area: str, tmp_path: Path) -> None:
    pasted = changed(register(), "tblDangKy", lambda root: paste(root, area))
    again, lines = restored(pasted)
    assert lines
    assert all(line.startswith("Trang “Đăng ký”: đã đặt lại ") for line in lines)
    assert_like_the_template(again, "tblDangKy")
    assert values(again, "tblDangKy") == values(register(), "tblDangKy")
    assert set(differences(pasted, again)) == {part_of("tblDangKy")}
    book = ClosedBook(again)
    assert (book.restore(), book._replaced) == ([], {})
    (tmp_path / "so.xlsx").write_bytes(again)
    assert ClosedBook(again).read().blocks.keys() == ClosedBook(register()).read().blocks.keys()


def test_the_words_say_which_columns() -> None:
    pasted = changed(register(), "tblDangKy", lambda root: paste(root, "A7:D9"))
    assert restored(pasted)[1] == [
        "Trang “Đăng ký”: đã đặt lại danh sách chọn, giới hạn và lời nhắc ở cột Kiểm tra, STT, "
        "Họ và tên / Tên tập thể, Loại đối tượng.",
        "Trang “Đăng ký”: đã đặt lại màu báo kết quả kiểm tra ở cột Kiểm tra, "
        "Họ và tên / Tên tập thể, Loại đối tượng.",
        "Trang “Đăng ký”: đã đặt lại định dạng ô ở cột Kiểm tra, STT, "
        "Họ và tên / Tên tập thể, Loại đối tượng.",
        "Trang “Đăng ký”: đã đặt lại công thức ở cột Kiểm tra, STT.",
    ]


@pytest.mark.parametrize("model", ENTRY_TABLES, ids=lambda model: model.table)
def test_every_entry_table_comes_back(model: type[Any]) -> None:
    end = get_column_letter(len(model.columns()))
    pasted = changed(register(), model.table, lambda root: paste(root, f"A5:{end}44"))
    again, _ = restored(pasted)
    if model.table != "tblThongTin":
        assert_like_the_template(again, model.table)
    assert values(again, model.table) == values(register(), model.table)
    assert restored(again) == (again, [])


def test_each_setting_has_its_own_list_again_wherever_its_row_is() -> None:
    def swap(root: etree._Element) -> None:
        paste(root, "A5:F40")
        first, second = (cells(root, f"C{row}:C{row}")[0] for row in (5, 7))
        for name in ("t", "s"):
            one, other = first.get(name, ""), second.get(name, "")
            first.set(name, other)
            second.set(name, one)
        first[:], second[:] = list(second), list(first)

    again, _ = restored(changed(register(), "tblThongTin", swap))
    here, there = sheet_in(again, "tblThongTin"), sheet_in(register(), "tblThongTin")
    assert (here["C5"].value, here["C7"].value) == ("Loại đơn vị hành chính", "Năm")
    assert demands(here, "Giá trị", 5) == demands(there, "Giá trị", 7)
    assert demands(here, "Giá trị", 7) == demands(there, "Giá trị", 5)
    assert look(here["D5"]) == look(there["D7"])


def moved(data: bytes, table: str, chance: random.Random) -> bytes:
    """The workbook with the columns of a table in another order, a column of staff among them."""
    package = open_package(data)
    found = package.tables[table]
    number = len(found.headings)
    order = list(range(1, number + 1))
    chance.shuffle(order)
    letters = {
        get_column_letter(old): get_column_letter(new) for new, old in enumerate(order, start=1)
    }

    def renamed(text: str) -> str:
        return re.sub(r"\b([A-Z]{1,2})(?=\d)", lambda m: letters.get(m[1], m[1]), text)

    def move(root: etree._Element) -> None:
        for row in root.iter(f"{{{MAIN}}}row"):
            if int(row.get("r")) < 4:
                continue
            for cell in row:
                cell.set("r", renamed(cell.get("r")))
            row[:] = sorted(row, key=lambda cell: parse_range(cell.get("r")).first_column)
        for each in list(root.iter(f"{{{MAIN}}}dataValidation")):
            each.set("sqref", renamed(each.get("sqref")))
        for each in list(root.iter(f"{{{MAIN}}}conditionalFormatting")):
            root.remove(each)

    data = changed(data, table, move)
    root = etree.fromstring(parts(data)[found.part])
    columns = root.find(f"{{{MAIN}}}tableColumns")
    columns[:] = [columns[old - 1] for old in order]
    return with_parts(data, {found.part: etree.tostring(root)})


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("table", ["tblDangKy", "tblDeNghi"])
def test_columns_are_found_by_heading_in_any_order(table: str, seed: int) -> None:
    data = moved(register(), table, random.Random(seed))
    again, lines = restored(data)
    assert [line.split("ở cột")[0] for line in lines] == [
        f"Trang “{BY_TABLE[table].sheet}”: đã đặt lại màu báo kết quả kiểm tra "
    ]
    assert_like_the_template(again, table)
    pasted = changed(again, table, lambda root: paste(root, "B6:K20"))
    whole, _ = restored(pasted)
    assert_like_the_template(whole, table)
    assert values(whole, table) == values(data, table)
    assert restored(whole) == (whole, [])


def test_what_staff_made_outside_the_tables_own_columns_stays() -> None:
    def add(root: etree._Element) -> None:
        paste(root, "D5:D44")
        lists = root.find(f"{{{MAIN}}}dataValidations")
        own = etree.SubElement(
            lists, f"{{{MAIN}}}dataValidation", type="list", sqref="D5:D9 T5:T90"
        )
        etree.SubElement(own, f"{{{MAIN}}}formula1").text = '"a,b"'
        colours = etree.fromstring(
            f'<conditionalFormatting xmlns="{MAIN}" sqref="D5:D44 T5:T90"><cfRule type="expression"'
            ' dxfId="1" priority="1"><formula>LEN(D5)&gt;3</formula></cfRule>'
            "</conditionalFormatting>"
        )
        lists.addprevious(colours)
        extensions = etree.fromstring(
            f'<extLst xmlns="{MAIN}"><ext xmlns:x14="{X14}" '
            'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}">'
            f'<x14:dataValidations xmlns:xm="{XM}" count="2"><x14:dataValidation type="list">'
            "<x14:formula1><xm:f>'Đơn vị'!$C$5:$C$9</xm:f></x14:formula1>"
            "<xm:sqref>D7:D8 U5:U90</xm:sqref></x14:dataValidation><x14:dataValidation "
            "type=\"list\"><x14:formula1><xm:f>'Đơn vị'!$C$5:$C$9</xm:f></x14:formula1>"
            "<xm:sqref>D20</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
        )
        root.append(extensions)

    again, _ = restored(changed(register(), "tblDangKy", add))
    sheet = sheet_in(again, "tblDangKy")
    xml = parts(again)[part_of("tblDangKy")].decode()
    assert [kind for kind, *_ in demands(sheet, "Loại đối tượng", 7)] == ["list"]
    assert 'sqref="T5:T90"' in xml
    assert "LEN(D5)&gt;3" in xml
    assert '<x14:dataValidations xmlns:xm="' in xml
    assert "<xm:sqref>U5:U90</xm:sqref>" in xml
    assert "D20" not in xml[xml.index("<extLst") :]
    assert restored(again) == (again, [])


def test_words_typed_over_a_formula_stay_and_are_named() -> None:
    def type_over(root: etree._Element) -> None:
        typed = (("A6", "Đã hỏi lại xóm"), ("A7", "Lỗi: Ngày sinh"), ("B8", "4"), ("B9", "hai"))
        for address, text in typed:
            (cell,) = cells(root, f"{address}:{address}")
            cell[:] = []
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t").text = text

    again, lines = restored(changed(register(), "tblDangKy", type_over))
    assert lines == [
        "Trang “Đăng ký”: đã đặt lại công thức ở cột Kiểm tra, STT.",
        "Trang “Đăng ký”: cột Kiểm tra giữ nguyên chữ gõ ở ô A6; hãy xóa chữ đó rồi làm lại để "
        "công thức trở về.",
        "Trang “Đăng ký”: cột STT giữ nguyên chữ gõ ở ô B9; hãy xóa chữ đó rồi làm lại để công "
        "thức trở về.",
    ]
    sheet = sheet_in(again, "tblDangKy")
    assert sheet["A6"].value == "Đã hỏi lại xóm"
    assert sheet["A7"].value == sheet["A8"].value


def test_a_table_without_row_ids_is_given_no_colours_that_cannot_work() -> None:
    def lose(root: etree._Element) -> None:
        paste(root, "A5:Q44")
        (cell,) = cells(root, "R4:R4")
        cell[:] = []
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t").text = "Khác"

    data = changed(register(), "tblDangKy", lose)
    part = open_package(data).tables["tblDangKy"].part
    renamed = parts(data)[part].replace("Mã dòng".encode(), "Khác".encode())
    again, lines = restored(with_parts(data, {part: renamed}))
    assert len(lines) == 3
    assert not any("màu" in line for line in lines)
    assert restored(again)[1] == []


def test_formats_that_the_file_no_longer_has_are_added_to_it(tmp_path: Path) -> None:
    plain = re.sub(
        rb"<cellXfs.*</cellXfs>",
        b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        b"</cellXfs>",
        re.sub(rb"<numFmts.*</numFmts>|<dxfs.*</dxfs>", b"", parts(register())[STYLES]),
    )
    sheets = {
        name: re.sub(rb' (?:s|style)="\d+"', b"", xml)
        for name, xml in parts(register()).items()
        if name.startswith("xl/worksheets/sheet")
    }
    bare = with_parts(register(), {**sheets, STYLES: plain})
    bare = changed(bare, "tblDangKy", lambda root: paste(root, "A5:R44"))
    again, _ = restored(bare)
    assert_like_the_template(again, "tblDangKy")
    differing = set(differences(bare, again))
    entry = {part_of(model.table) for model in ENTRY_TABLES}
    assert differing <= {STYLES, *entry}
    assert restored(again) == (again, [])
    colours = sheet_in(again, "tblDangKy").conditional_formatting
    fills = [rule.dxf.fill.bgColor.rgb for each in colours for rule in each.rules]
    wanted = sheet_in(register(), "tblDangKy").conditional_formatting
    assert sorted(fills) == sorted(
        rule.dxf.fill.bgColor.rgb for each in wanted for rule in each.rules
    )


def test_other_indexes_of_the_same_formats_are_no_difference() -> None:
    """Every program numbers the formats anew when it saves."""
    old = parts(register())
    formats = etree.fromstring(old[STYLES])
    listed = formats.find(f"{{{MAIN}}}cellXfs")
    number = len(listed)
    listed[:] = list(reversed(listed))
    sheets = {
        name: re.sub(
            rb' (s|style)="(\d+)"',
            lambda m: b' %b="%d"' % (m[1], number - 1 - int(m[2])),
            xml,
        )
        for name, xml in old.items()
        if name.startswith("xl/worksheets/sheet")
    }
    renumbered = with_parts(register(), {**sheets, STYLES: etree.tostring(formats)})
    book = ClosedBook(renumbered)
    assert (book.restore(), book._replaced) == ([], {})


def test_areas_that_are_cut_keep_every_other_cell() -> None:
    whole = parse_areas("B2:D6 F1")
    cut = without(whole, parse_areas("C3:C4")[0])
    assert areas_text(cut) == "B2:D2 B3:B4 D3:D4 B5:D6 F1"
    assert covered(parse_areas("B2:B6")[0], cut)
    assert not covered(parse_areas("C2:C6")[0], cut)


@pytest.mark.slow
def test_libreoffice_shows_lists_and_colours_again(tmp_path: Path, screen: None) -> None:
    book = ClosedBook(changed(register(), "tblDangKy", lambda root: paste(root, "A5:R44")))
    found = Finding(
        *("DK999", Severity.ERROR, "R1", "Đăng ký", "tblDangKy", "F6", "Ngày sinh", "Người 2"),
        *("Ô này sai để thử.", "Sửa ô.", "Không có căn cứ", "DK0002", "Ngày sinh"),
        date(1980, 1, 2),
    )
    book.show([results_view(Report([found], ["R1"]), datetime(2020, 1, 1))])
    for name, data in (("pasted", saved(book)), ("restored", restored(saved(book))[0])):
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    with calc(screen=True) as office:
        document = office.open(tmp_path / "pasted.xlsx")
        assert document.color("Đăng ký!F6") == "#FFFFFF"
        document.close()
        document = office.open(tmp_path / "restored.xlsx")
        assert document.color("Đăng ký!F6") == layout.MARKS[Severity.ERROR].fill
        assert document.texts("Đăng ký!A6:B6") == [["Lỗi: Ngày sinh", "2"]]
        quiet = document.windows()
        document.type("Đăng ký!D20", "Con người")
        assert len(document.windows()) > len(quiet), "no message"
        document.keys("Escape")
        document.keys("Escape")
        assert document.texts("Đăng ký!D20") == [[""]]


@pytest.mark.slow
def test_a_workbook_that_libreoffice_has_saved_lacks_nothing(tmp_path: Path, soffice: None) -> None:
    (tmp_path / "so.xlsx").write_bytes(register())
    with calc() as office:
        again = office.open(tmp_path / "so.xlsx").export(tmp_path / "again.xlsx").read_bytes()
    book = ClosedBook(again)
    assert (book.restore(), book._replaced) == ([], {})
    pasted = changed(again, "tblDangKy", lambda root: paste(root, "C5:F9"))
    whole, lines = restored(pasted)
    assert len(lines) == 3
    assert restored(whole) == (whole, [])
    assert values(whole, "tblDangKy") == values(again, "tblDangKy")
    assert set(differences(pasted, whole)) == {part_of("tblDangKy", again)}


@pytest.mark.slow
def test_a_restored_workbook_is_valid(tmp_path: Path) -> None:
    for number, area in enumerate(["A5:R44", "D7:F9"]):
        pasted = changed(register(), "tblDangKy", lambda root, area=area: paste(root, area))
        (tmp_path / f"{number}.xlsx").write_bytes(restored(pasted)[0])
        assert_valid(tmp_path / f"{number}.xlsx")
