"""The summary sheets show the figures in the form in which they are printed and signed."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import combinations

import pdfplumber
import pytest
from pdfplumber.page import Page

from addin.book.layout import (
    CHART_FIRST_ROW,
    CHART_HEADING_ROW,
    SUMMARY_SHEETS,
    SUMMARY_TABLES_ROW,
)
from addin.book.port import SheetView, Style
from addin.sample import sample_rows
from addin.summary import summarize
from addin.summary_sheets import AWARDS_ABREAST, summary_views
from tests.support.fixtures import draw
from tests.support.libreoffice import calc
from tests.support.random_rows import UNITS, random_tables, register_of
from validators import RULES_VERSION
from validators.blocks import Raw
from validators.catalogue import Title
from validators.digest import digest
from validators.records import ENTRY_TABLES, Registration
from validators.regimes import regime_on
from validators.register import Register

FILLED_AT = datetime(2020, 7, 1, 14, 5)

DRAWN = """
### Thông tin
| Mục | Giá trị |
| --- | --- |
| Tỷ lệ lao động trực tiếp | 30% |
| Chức vụ chính quyền | Chủ tịch UBND |
| Người lập biểu | Trần Thị Thử |

### Đơn vị
| Tên đơn vị |
| --- |
| Xóm Một |
| Trạm Y tế |

### Phong trào
| Tên phong trào | Hình thức | Cấp phát động | Từ ngày | Đến ngày |
| --- | --- | --- | --- | --- |
| Mẫu thứ nhất | Thường xuyên | Xã | | |
| Mẫu thứ hai | Theo chuyên đề | Huyện | | |
| Mẫu thứ ba | Theo chuyên đề | Huyện | | |

### Đăng ký
| Họ và tên / Tên tập thể | Loại đối tượng | Đơn vị | Danh hiệu đăng ký | Ngày đăng ký |
| --- | --- | --- | --- | --- |
| Nguyễn Văn Mẫu | Cá nhân | Xóm Một | Lao động tiên tiến | 10/02/2020 |
| Trần Thị Thử | Cá nhân | Xóm Một | Lao động tiên tiến | 10/05/2020 |
| Lê Văn Ví | Cá nhân | Xóm lạ | Lao động tiên tiến | 11/05/2020 |
| Hoàng Thị Giả | Cá nhân | Trạm Y tế | Lao động tiên tiến | |

### Đề nghị
| Họ và tên / Tên tập thể | Loại đối tượng | Nhóm đối tượng | Đơn vị | Năm thành tích | Hình thức đề nghị | Ngày nhận hồ sơ | Kết quả | Ngày quyết định | Tiền thưởng |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Nguyễn Văn Mẫu | Cá nhân | Người trực tiếp công tác, lao động | Xóm Một | 2020 | Giấy khen của Chủ tịch UBND xã | 01/06/2020 | Được tặng | 20/06/2020 | 450.000 |
| Trần Thị Thử | Cá nhân | Lãnh đạo khác | Xóm Một | 2020 | Giấy khen của Chủ tịch UBND xã | 01/06/2020 | Được tặng | 20/06/2020 | 450.000 |
| Lê Văn Ví | Cá nhân | Lãnh đạo khác | Trạm Y tế | 2020 | Giấy khen của Chủ tịch UBND xã | 01/06/2020 | Được tặng | 06/01/2021 | 450.000 |
"""  # noqa: E501


def views_of(register: Register) -> dict[str, SheetView]:
    return {view.sheet: view for view in summary_views(summarize(register), register, FILLED_AT)}


@pytest.fixture(scope="module")
def drawn() -> dict[str, SheetView]:
    return views_of(draw(DRAWN).register())


def values(view: SheetView, row: int) -> list[Raw]:
    """What a row shows from its first to its last filled cell."""
    return [cell.value for cell in view.rows.get(row, ()) if cell and cell.value is not None]


def shown_rows(view: SheetView) -> list[list[Raw]]:
    return [values(view, row) for row in sorted(view.rows) if values(view, row)]


def texts(view: SheetView) -> list[str]:
    return [str(value) for row in shown_rows(view) for value in row]


def table(view: SheetView, heading: str) -> list[list[Raw]]:
    """The rows below a table's heading, its two heading rows first, to the next blank row."""
    start = next(row for row in view.rows if str((values(view, row) or [""])[0]) == heading)
    rows = []
    for row in range(start + 1, max(view.rows) + 1):
        if not values(view, row):
            break
        rows.append(values(view, row))
    return rows


def test_there_is_a_view_for_every_summary_sheet(drawn: dict[str, SheetView]) -> None:
    assert tuple(drawn) == SUMMARY_SHEETS


def test_the_head_says_who_reports_what_for_which_time(drawn: dict[str, SheetView]) -> None:
    assert [values(drawn["Quý II"], row) for row in range(1, 5)] == [
        ["ỦY BAN NHÂN DÂN"],
        ["XÃ LAM VỸ"],
        ["TỔNG HỢP THI ĐUA, KHEN THƯỞNG QUÝ II NĂM 2020"],
        ["(Từ ngày 01/4/2020 đến ngày 30/6/2020)"],
    ]
    assert [values(drawn["Cả năm"], row) for row in (3, 4)] == [
        ["TỔNG HỢP THI ĐUA, KHEN THƯỞNG NĂM 2020"],
        ["(Từ ngày 01/01/2020 đến ngày 31/12/2020)"],
    ]


def test_the_chart_finds_its_numbers_in_their_fixed_place(drawn: dict[str, SheetView]) -> None:
    rows = range(CHART_HEADING_ROW - 1, CHART_FIRST_ROW + 3)
    stages = ["Đăng ký", "Đề nghị", "Được tặng"]
    assert [values(drawn["Quý II"], row) for row in rows] == [
        ["Trong quý", "Lũy kế từ đầu năm"],
        ["Loại đối tượng", *stages, *stages],
        ["Cá nhân", 2, 3, 2, 3, 3, 2],
        ["Tập thể", 0, 0, 0, 0, 0, 0],
        ["Hộ gia đình", 0, 0, 0, 0, 0, 0],
    ]
    assert [values(drawn["Cả năm"], row) for row in rows][:3] == [
        ["Cả năm"],
        ["Loại đối tượng", *stages],
        ["Cá nhân", 3, 3, 3],
    ]


def test_short_lines_give_share_movements_tasks_and_money(drawn: dict[str, SheetView]) -> None:
    lines = [text for text in texts(drawn["Quý II"]) if text.startswith(("- ", "   "))]
    assert "".join(lines).replace("   ", " ").split("- ")[1:] == [
        "Lao động trực tiếp được tặng (chỉ tiêu: trên 30%): trong quý 1/2 = 50,0% – đạt; lũy kế "
        "1/2 = 50,0% – đạt",
        "Phong trào đang triển khai: 3 (Huyện 2 theo chuyên đề; Xã 1 thường xuyên)",
        "Nhiệm vụ đến hạn: 0; đã xong 0; quá hạn chưa xong 0",
        "Tiền thưởng đã quyết định: trong quý 900.000 đồng; lũy kế 900.000 đồng",
    ]
    share = next(text for text in texts(drawn["Quý I"]) if "Lao động trực tiếp" in text)
    assert "trong quý chưa có" in share
    share = next(text for text in texts(drawn["Cả năm"]) if "Lao động trực tiếp" in text)
    assert share.endswith("1/3 = 33,3% – đạt")


def test_a_quarter_has_two_tables_with_the_awards_that_occur(drawn: dict[str, SheetView]) -> None:
    stages = ["Đăng ký", "Đề nghị", "Được tặng"]
    awards = ["Tổng số", "Lao động tiên tiến", "Giấy khen của Chủ tịch UBND xã"]
    head = [["STT", "Đơn vị", *awards], stages * 3]
    assert table(drawn["Quý II"], "I. Trong quý") == [
        *head,
        [1, "Xóm Một", 1, 2, 2, 1, 0, 0, 0, 2, 2],
        [2, "Trạm Y tế", 0, 1, 0, 0, 0, 0, 0, 1, 0],
        ["Khác", 1, 0, 0, 1, 0, 0, 0, 0, 0],
        ["Cộng", 2, 3, 2, 2, 0, 0, 0, 3, 2],
    ]
    assert table(drawn["Quý II"], "II. Lũy kế 6 tháng (từ ngày 01/01/2020 đến ngày 30/6/2020)") == [
        *head,
        [1, "Xóm Một", 2, 2, 2, 2, 0, 0, 0, 2, 2],
        [2, "Trạm Y tế", 0, 1, 0, 0, 0, 0, 0, 1, 0],
        ["Khác", 1, 0, 0, 1, 0, 0, 0, 0, 0],
        ["Cộng", 3, 3, 2, 3, 0, 0, 0, 3, 2],
        ["Ngoài năm 2020", 0, 0, 1, 0, 0, 0, 0, 0, 1],
        ["Chưa ghi ngày", 1, 0, 0, 1, 0, 0, 0, 0, 0],
    ]


def test_the_year_has_one_table_and_names_decisions_of_the_next(
    drawn: dict[str, SheetView],
) -> None:
    assert table(drawn["Cả năm"], "Trong năm 2020")[2:] == [
        [1, "Xóm Một", 2, 2, 2, 2, 0, 0, 0, 2, 2],
        [2, "Trạm Y tế", 0, 1, 1, 0, 0, 0, 0, 1, 1],
        ["Khác", 1, 0, 0, 1, 0, 0, 0, 0, 0],
        ["Cộng", 3, 3, 3, 3, 0, 0, 0, 3, 3],
        ["Trong đó ký ngoài năm 2020", 0, 0, 1, 0, 0, 0, 0, 0, 1],
        ["Chưa ghi ngày, năm", 1, 0, 0, 1, 0, 0, 0, 0, 0],
    ]


def test_a_sheet_says_when_and_from_which_data_it_was_filled(drawn: dict[str, SheetView]) -> None:
    data = digest(draw(DRAWN).register())
    note = f"Lập lúc 14 giờ 05 ngày 01/7/2020. Dấu số liệu: {data}. Bộ quy tắc: {RULES_VERSION}."
    assert all(note in texts(view) for view in drawn.values())


def test_a_sheet_ends_with_the_two_who_sign_it(drawn: dict[str, SheetView]) -> None:
    assert shown_rows(drawn["Quý II"])[-3:] == [
        ["Lam Vỹ, ngày      tháng      năm 2020"],
        ["NGƯỜI LẬP BIỂU", "CHỦ TỊCH UBND"],
        ["Trần Thị Thử", "Nguyễn Văn Mẫu"],
    ]


def test_an_empty_register_gives_sheets_to_be_signed_all_the_same() -> None:
    view = views_of(draw("").register())["Quý I"]
    assert table(view, "I. Trong quý") == [
        ["STT", "Đơn vị", "Tổng số"],
        ["Đăng ký", "Đề nghị", "Được tặng"],
        ["Cộng", 0, 0, 0],
    ]
    assert "NGƯỜI LẬP BIỂU" in texts(view)


def test_the_head_names_a_ward_once_whatever_was_typed() -> None:
    sheet = """
### Thông tin
| Mục | Giá trị |
| --- | --- |
| Tên đơn vị hành chính | Phường 1 |
| Loại đơn vị hành chính | phường |
"""
    view = views_of(draw(sheet).register())["Quý I"]
    assert values(view, 2) == ["PHƯỜNG 1"]
    assert any(text.startswith("Phường 1, ngày") for text in texts(view))


# --- Form ---


def areas(view: SheetView) -> Iterator[tuple[int, int, int, int]]:
    """Merged areas as first row, first column, last row, last column."""
    for merge in view.merges:
        first, last = (re.fullmatch(r"([A-Z]+)(\d+)", cell) for cell in merge.split(":"))
        assert first is not None
        assert last is not None
        yield int(first[2]), number(first[1]), int(last[2]), number(last[1])


def number(letters: str) -> int:
    result = 0
    for letter in letters:
        result = result * 26 + ord(letter) - ord("A") + 1
    return result


def crowded() -> dict[str, SheetView]:
    """Every title and form occurs, under every unit."""
    return views_of(register_of(random_tables(4, rows=400)))


def test_merged_cells_never_overlap() -> None:
    for view in crowded().values():
        for one, other in combinations(sorted(areas(view)), 2):
            apart_in_rows = one[2] < other[0] or other[2] < one[0]
            apart_in_columns = one[3] < other[1] or other[3] < one[1]
            assert apart_in_rows or apart_in_columns, (view.sheet, one, other)


def test_many_awards_continue_in_a_table_below() -> None:
    view = crowded()["Cả năm"]
    heads = [row for row in shown_rows(view) if row[0] == "STT"]
    shown = [name for head in heads for name in head[2:]]
    assert len(heads) > 1
    assert max(len(head) - 2 for head in heads) <= AWARDS_ABREAST + 1
    assert shown[0] == "Tổng số"
    assert set(shown[1:]) > {each.value for each in Title}
    assert len(shown) == len(set(shown))
    totals = [row for row in shown_rows(view) if row[0] == "Cộng"]
    assert len(totals) == len(heads)


def test_tables_stay_below_chart_and_short_lines() -> None:
    for view in crowded().values():
        first = next(row for row in view.rows if (values(view, row) or [0])[0] == "STT")
        lines = [
            row for row in view.rows if str((values(view, row) or [""])[0]).startswith(("- ", "  "))
        ]
        assert first > max(SUMMARY_TABLES_ROW, *lines)


def test_long_names_of_units_get_rows_high_enough() -> None:
    tables = random_tables(1, rows=0)
    name = "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở Lam Vỹ"
    tables[ENTRY_TABLES[1]] += [{"Tên đơn vị": name}]
    view = views_of(register_of(tables))["Quý I"]
    heights = {values(view, row)[1]: view.heights[row] for row in view.rows if name_of(view, row)}
    assert heights[name] == 3 * heights[UNITS[0]]


def name_of(view: SheetView, row: int) -> bool:
    return len(values(view, row)) > 1 and isinstance(values(view, row)[0], int)


def test_cells_without_a_kind_of_object_are_named() -> None:
    tables = random_tables(1, rows=0)
    tables[Registration] = [{"Đơn vị": UNITS[0], "Ngày đăng ký": date(2020, 2, 1)}]
    view = views_of(register_of(tables))["Quý I"]
    assert "- Chưa ghi loại đối tượng: đăng ký 1" in texts(view)


def test_counts_are_numbers_and_totals_stand_out(drawn: dict[str, SheetView]) -> None:
    view = drawn["Quý II"]
    total = next(cells for cells in view.rows.values() if "Cộng" in [c.value for c in cells if c])
    assert {cell.style for cell in total if cell} == {Style.TOTAL}
    assert {type(cell.value) for cell in total[4:] if cell} == {int}


# --- On paper ---


def sample_register() -> Register:
    from validators.blocks import Block
    from validators.register import read_register

    blocks = {}
    for model in ENTRY_TABLES:
        headings = [each.heading for each in model.data_columns()]
        rows = [[row.get(each) for each in headings] for row in sample_rows()[model.table]]
        blocks[model.table] = Block(model.table, model.sheet, 5, 3, headings, rows)
    return read_register(blocks, date(2021, 1, 20))


@pytest.fixture(scope="module")
def printed(
    soffice: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, list[Page]]]:
    """Pages by sheet of the sample's summaries, printed from a new register."""
    from addin.book.build import build_register
    from addin.book.closed import ClosedBook

    folder = tmp_path_factory.mktemp("tong_hop")
    register = sample_register()
    book = ClosedBook(build_register(2020, regime_on(date(2020, 1, 1))))
    book.show(summary_views(summarize(register), register, FILLED_AT))
    book.save(folder / "so.xlsx")
    with calc() as office:
        path = office.open(folder / "so.xlsx").export(folder / "so.pdf")
    with pdfplumber.open(path) as pdf:
        footers = [(footer(page), page) for page in pdf.pages]
        yield {sheet: [page for name, page in footers if name == sheet] for sheet in SUMMARY_SHEETS}


def footer(page: Page) -> str:
    """The sheet's name, which the footer gives on the left."""
    return str(page.crop((0, page.height - 32, page.width / 2, page.height)).extract_text())


@pytest.mark.slow
@pytest.mark.parametrize("sheet", SUMMARY_SHEETS)
def test_a_printed_summary_is_one_page_wide_and_whole(
    printed: dict[str, list[Page]], sheet: str
) -> None:
    pages = printed[sheet]
    text = "\n".join(page.extract_text() for page in pages)
    assert (round(pages[0].width), round(pages[0].height)) == (842, 595)
    # Of a sheet wider than its page the columns to the right come out on pages of their own.
    assert len(pages) <= 2
    assert text.count("TỔNG HỢP THI ĐUA") == text.count("NGƯỜI LẬP BIỂU") == 1
    assert [str(unit.name) for unit in sample_register().units if str(unit.name) not in text] == []


@pytest.mark.slow
@pytest.mark.parametrize("sheet", SUMMARY_SHEETS)
def test_the_printed_chart_covers_nothing(printed: dict[str, list[Page]], sheet: str) -> None:
    page = printed[sheet][0]
    # The chart's frame is the largest shape that LibreOffice does not draw as a cell.
    chart = max(page.curves, key=lambda each: each["width"] * each["height"])
    level = [
        each for each in page.extract_words() if chart["top"] <= each["top"] <= chart["bottom"]
    ]
    inside = [each for each in level if chart["x0"] <= each["x0"] and each["x1"] <= chart["x1"]]
    assert "theo loại đối tượng" in " ".join(each["text"] for each in inside)
    assert all(each["x1"] < chart["x0"] for each in level if each not in inside)
    assert not {"STT", "Cộng", "NĂM"} & {each["text"] for each in inside}
