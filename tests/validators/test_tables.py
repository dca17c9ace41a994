"""A block of raw values becomes records: columns by heading, odd cells beside them."""

import unicodedata
from datetime import date

from tests.support.fixtures import FIRST_ROW, draw
from validators.blocks import Block
from validators.records import Registration, Unit
from validators.tables import Table, nearest_heading, read_table

UNITS = """
### Đơn vị
| Tên đơn vị | Loại đơn vị | Số người |
| --- | --- | --- |
| Xóm Mẫu Một | Xóm | 12 |
| | | |
| Xóm Mẫu Hai | Xómm | lỗi:#REF! |
"""


def units(text: str) -> Table[Unit]:
    return draw(text).register().tables[Unit.table]


def test_blank_rows_keep_row_numbers_true_and_make_no_records() -> None:
    assert [record.row for record in units(UNITS).records] == [FIRST_ROW, FIRST_ROW + 2]


def test_a_wrong_cell_is_named_and_the_row_lives_on() -> None:
    wrong = units(UNITS).records[1]
    assert (wrong.name, wrong.kind, wrong.people) == ("Xóm Mẫu Hai", None, None)
    assert wrong.unreadable == {"kind", "people"}
    assert not wrong.is_blank("kind")
    assert wrong.is_blank("households")


def test_words_are_kept_for_cells_that_cannot_be_read_not_for_excels_errors() -> None:
    assert [(each.record.row, each.field) for each in units(UNITS).unreadable] == [
        (FIRST_ROW + 2, "kind")
    ]


def test_a_row_of_nothing_but_an_unreadable_cell_is_a_record() -> None:
    table = units("### Đơn vị\n| Tên đơn vị | Số người |\n| --- | --- |\n| | mười |")
    assert [record.unreadable for record in table.records] == [{"people"}]


def test_columns_are_found_wherever_they_stand() -> None:
    table = units(UNITS)
    block = table.block
    turned = Block(
        block.table,
        block.sheet,
        block.first_row,
        block.first_column,
        block.headings[::-1],
        [row[::-1] for row in block.rows],
    )
    moved = read_table(Unit, turned)
    assert [record.name for record in moved.records] == [record.name for record in table.records]
    assert moved.address(moved.records[0], "name") != table.address(table.records[0], "name")


def test_a_heading_typed_in_decomposed_letters_and_double_spaces_is_the_heading() -> None:
    typed = unicodedata.normalize("NFD", "Số  người")
    table = units(f"{UNITS}\n### Cấu trúc\n- đổi tiêu đề: Đơn vị!Số người → {typed}")
    assert "people" in table.places
    assert not table.misspelt


def test_a_missing_column_is_asked_for_under_the_nearest_unused_heading() -> None:
    change = "\n### Cấu trúc\n- đổi tiêu đề: Đơn vị!Số người → Số người ở"
    table = units(UNITS + change)
    (missing,) = table.missing
    assert (missing.heading, nearest_heading(table, missing)) == ("Số người", "Số người ở")
    assert table.raw(table.records[0], "people") is None
    assert table.address(table.records[0], "people") == ""


def test_equal_text_in_different_cells_is_read_alike() -> None:
    table = (
        draw(
            "### Đăng ký\n| Ngày sinh | Ngày đăng ký |\n| --- | --- |\n"
            "| 1975 | 5/2/2020 |\n| số:1975 | ngày:05/02/2020 |"
        )
        .register()
        .tables[Registration.table]
    )
    assert [(each.birth, each.registered_on) for each in table.records] == [
        (1975, date(2020, 2, 5)),
        (1975, date(2020, 2, 5)),
    ]
