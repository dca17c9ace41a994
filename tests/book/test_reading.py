"""Tables of a saved workbook as blocks: whose values they hold and where they stand."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.table import Table

from addin.book import sheet_xml
from addin.book.package import BookRefused, open_package
from addin.book.reading import read_tables
from tests.support import hostile
from tests.support.hostile import MAIN, SHARED, SHEET, TABLE, pack, sound, table_xml
from tests.support.libreoffice import calc
from validators.blocks import Block, Raw

HEADINGS = ["Kiểm tra", "STT", "Họ và tên", "Số người"]


def text(address: str, value: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{value}</t></is></c>'


def number(address: str, value: float) -> str:
    return f'<c r="{address}"><v>{value}</v></c>'


def row(index: int, *cells: str) -> str:
    return f'<row r="{index}">{"".join(cells)}</row>'


def read(rows: str, ref: str = "A1:C4", **table: Any) -> Block:
    """The only block of a hand-made sheet."""
    parts = sound(rows, ref=ref, **table)
    (block,) = read_tables(open_package(pack(parts))).blocks.values()
    return block


def written(*cells: tuple[Raw, str], date1904: bool = False) -> list[Raw]:
    """What is read from one row of values with number formats, written by XlsxWriter."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "date_1904": date1904}) as book:
        sheet = book.add_worksheet()
        sheet.add_table(0, 0, 1, len(cells) - 1, {"name": "tblMau"})
        for column, (value, number_format) in enumerate(cells):
            sheet.write(1, column, value, book.add_format({"num_format": number_format}))
    return read_tables(open_package(stream.getvalue())).blocks["tblMau"].rows[0]


def test_values_have_the_type_that_staff_see():
    assert written(
        ("Nguyễn Văn Mẫu", ""),
        (12, ""),
        (12.5, ""),
        (True, ""),
        (date(2020, 2, 5), "dd/mm/yyyy"),
        (datetime(2020, 2, 5, 14, 30), "dd/mm/yyyy hh:mm"),
        (time(14, 30), "hh:mm"),
        (1.5, "[h]:mm"),
        ("", "@"),
        ("001", "@"),
    ) == [
        "Nguyễn Văn Mẫu",
        12,
        12.5,
        True,
        date(2020, 2, 5),
        datetime(2020, 2, 5, 14, 30),
        time(14, 30),
        1.5,
        None,
        "001",
    ]


def test_whole_numbers_are_int_and_others_float():
    whole, fraction = written((12, ""), (12.5, ""))
    assert (type(whole), type(fraction)) == (int, float)


def test_dates_of_the_1904_calendar_are_the_same_days():
    assert written((date(2020, 2, 5), "dd/mm/yyyy"), date1904=True) == [date(2020, 2, 5)]


def test_escapes_in_text_are_decoded_once():
    shared = "<si><t>một_x000D_hai</t></si><si><t>_x005F_x000D_</t></si>"
    cells = '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>' + text("C2", "ba_x000A_")
    parts = sound(row(2, cells))
    parts[SHARED] = f'<sst xmlns="{MAIN}">{shared}</sst>'.encode()
    (block,) = read_tables(open_package(pack(parts))).blocks.values()
    assert block.rows == [["một\rhai", "_x000D_", "ba\n"]]


def test_blank_rows_keep_their_place_and_those_at_the_end_are_left_out():
    block = read(row(2, number("A2", 1)) + row(4, number("C4", 2)), "A1:C9")
    assert block.rows == [[1, None, None], [None, None, None], [None, None, 2]]
    assert block.address(2, 2) == "C4"


def test_an_empty_table_has_no_rows():
    assert read("").rows == []


def test_rows_directly_under_the_table_are_read_up_to_the_first_empty_one():
    rows = "".join(row(i, number(f"B{i}", i)) for i in (2, 5, 6, 8))
    block = read(rows, "A1:C4")
    assert [values[1] for values in block.rows] == [2, None, None, 5, 6]
    assert (block.rows_outside, block.address(4, 1)) == (2, "B6")


def test_what_stands_beside_the_rows_under_the_table_does_not_count():
    block = read(row(2, number("A2", 1)) + row(5, number("E5", 9)), "A1:C4")
    assert (block.rows, block.rows_outside) == ([[1, None, None]], 0)


def test_what_follows_a_totals_row_is_not_part_of_the_table():
    rows = row(2, number("A2", 1)) + row(3, number("A3", 1)) + row(4, number("A4", 7))
    block = read(rows, "A1:C3", attributes='totalsRowCount="1"')
    assert (block.rows, block.rows_outside) == ([[1, None, None]], 0)


def test_rows_of_the_next_table_are_not_rows_under_this_one():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.add_table("A1:B3", {"name": "tblTren", "data": [[1, 2], [3, 4]]})
        sheet.add_table("A4:B5", {"name": "tblDuoi", "data": [[5, 6]]})
    blocks = read_tables(open_package(stream.getvalue())).blocks
    assert blocks["tblTren"].rows == [[1, 2], [3, 4]]
    assert blocks["tblDuoi"].rows == [[5, 6]]


def test_the_heading_that_staff_see_counts():
    cells = text("A1", "Số thứ tự") + text("B1", " Họ tên") + number("C1", 2020)
    assert read(row(1, cells)).headings == ["Số thứ tự", "Họ tên", "Số người"]


def test_a_table_without_heading_row_has_the_headings_of_its_definition():
    block = read(row(1, number("A1", 1)), "A1:C1", attributes='headerRowCount="0"')
    assert (block.headings[0], block.first_row, block.rows) == ("STT", 1, [[1, None, None]])


def test_duplicate_headings_are_handed_over_as_they_are():
    block = read(row(2, number("B2", 1)), headings=("STT", "Ngày sinh", "Ngày sinh"))
    assert block.headings == ["STT", "Ngày sinh", "Ngày sinh"]


def test_formulas_are_listed_with_their_cached_values_except_the_programs_own():
    parts = sound()
    parts[TABLE] = table_xml("A1:D3", tuple(HEADINGS)).encode()
    parts[SHEET] = hostile.sheet_xml(
        row(2, '<c r="A2" t="str"><f>1</f><v>Lỗi</v></c><c r="B2"><f>ROW()</f><v>1</v></c>')
        + row(
            3,
            '<c r="C3" s="1" t="str"><f t="array" ref="C3">A1</f><v>Mẫu</v></c>',
            '<c r="D3"><f t="shared" si="0"/><v>7</v></c>',
        )
    ).encode()
    (block,) = read_tables(open_package(pack(parts))).blocks.values()
    assert block.rows == [["Lỗi", 1, None, None], [None, None, "Mẫu", 7]]
    assert block.formulas == {(1, 2), (1, 3)}


def test_excel_errors_are_told_from_texts_that_look_like_them():
    rows = row(2, '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', text("C2", "#N/A")) + row(
        3, '<c r="A3" t="e"><f>NA()</f><v>#N/A</v></c><c r="C3" s="2" t="e"><v>#REF!</v></c>'
    )
    block = read(rows)
    assert block.rows == [[None, None, "#N/A"], [None, None, None]]
    assert block.errors == {(0, 1): "#DIV/0!", (1, 2): "#REF!"}


@pytest.mark.parametrize("comment", ["", "<!-- nơi khác ghi -->"], ids=["as Excel writes", "else"])
def test_a_formula_that_was_never_calculated_is_no_empty_text(comment):
    never = (
        '<c r="A2"><f>A1+1</f></c><c r="B2"><f>A1</f><v></v></c><c r="C2"><f t="array"/><v/></c>'
    )
    empty = '<c r="A3" t="str"><f>IF(A1,"","")</f><v></v></c><c r="B3"><f>1</f><v>1</v></c>'
    block = read(row(2, never) + row(3, empty) + row(4, number("C4", 1)) + comment)
    assert block.rows == [[None] * 3, [None, 1, None], [None, None, 1]]
    assert block.errors == dict.fromkeys([(0, 1), (0, 2)], "")
    assert block.formulas == {(0, 1), (0, 2), (1, 1)}


def test_hidden_and_merged_cells_are_read_as_excel_keeps_them():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.add_table("A1:C3", {"name": "tblMau", "data": [["ẩn", 1, 2], ["gộp", 3, 4]]})
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.merge_range("E2:F3", "ngoài bảng")
    block = read_tables(open_package(stream.getvalue())).blocks["tblMau"]
    assert block.rows == [["ẩn", 1, 2], ["gộp", 3, 4]]


def test_only_the_tables_asked_for_are_read_and_absent_ones_are_named():
    result = read_tables(open_package(pack(sound())), ["tblMau", "tblDonVi"])
    assert (list(result.blocks), result.missing) == (["tblMau"], {"tblDonVi"})
    assert read_tables(open_package(pack(sound())), ["tblDonVi"]).blocks == {}


def test_a_sheet_that_needs_the_slow_way_may_not_be_long(monkeypatch):
    rows = "".join(f'<row><c t="n"><v>{i}</v></c></row>' for i in range(1, 31))
    assert len(read(rows, "A1:C30").rows) == 29
    monkeypatch.setattr(sheet_xml, "_MOST_ODD_CELLS", 20)
    with pytest.raises(BookRefused, match="kéo dài tới dòng 22"):
        read(rows, "A1:C30")


@pytest.fixture
def openpyxl_book() -> bytes:
    """A table away from the corner, with a note beside it, as openpyxl writes it."""
    book = openpyxl.Workbook()
    sheet = book.active
    for column, heading in enumerate(HEADINGS, 2):
        sheet.cell(5, column, heading)
    for index, name in enumerate(("Nguyễn Văn Mẫu", "Trần Thị Mẫu"), 6):
        for column, value in enumerate((None, index - 5, name, date(2020, 2, index)), 2):
            sheet.cell(index, column, value)
    sheet["D8"] = "=D7"
    sheet["A1"] = "Sổ thi đua"
    sheet["H40"] = "ghi chú của cán bộ"
    sheet.add_table(Table(displayName="tblMau", ref="B5:E8"))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


EXPECTED = [
    [None, 1, "Nguyễn Văn Mẫu", date(2020, 2, 6)],
    [None, 2, "Trần Thị Mẫu", date(2020, 2, 7)],
]


def test_a_table_written_by_openpyxl_is_read(openpyxl_book):
    block = read_tables(open_package(openpyxl_book)).blocks["tblMau"]
    assert (block.headings, block.rows) == (HEADINGS, EXPECTED)
    assert block.address(0, 2) == "D6"


@pytest.mark.slow
def test_a_table_saved_by_libreoffice_is_read(openpyxl_book, tmp_path, soffice):
    path = tmp_path / "so.xlsx"
    path.write_bytes(openpyxl_book)
    with calc() as office:
        document = office.open(path)
        document.write("Sheet!B9", [["", 4, "Dòng dưới bảng", ""]])
        document.export(tmp_path / "ra.xlsx")
    block = read_tables(open_package(tmp_path / "ra.xlsx")).blocks["tblMau"]
    assert block.rows[:2] == EXPECTED
    assert block.headings == HEADINGS
    assert (block.rows[2][2], block.formulas) == ("Trần Thị Mẫu", {(2, 2)})
    assert block.rows[3] == [None, 4, "Dòng dưới bảng", None]
    assert block.rows_outside == 1


@pytest.mark.parametrize("comment", ["", "<!-- nơi khác ghi -->"], ids=["as Excel writes", "else"])
@pytest.mark.parametrize(
    ("further", "beyond"),
    [
        ([], 0),
        ([row(5, text("C5", "ngay dưới"))], 0),
        ([row(5, '<c r="C5"/>'), row(8, text("C8", "cách dòng trống"))], 8),
    ],
    ids=["nothing", "directly under", "after an empty row"],
)
def test_rows_apart_from_the_table_are_not_read_but_told(further, beyond, comment):
    rows = row(1, text("C1", "Họ và tên")) + row(2, text("C2", "Nguyễn Văn Mẫu")) + comment
    assert read(rows + "".join(further)).row_beyond == beyond
