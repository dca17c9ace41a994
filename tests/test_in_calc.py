"""A checked register in the hands of staff: marks, links, lists and answers in LibreOffice.

LibreOffice has its default profile, which shows the stored results of formulas when it opens a
file.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from addin.book import layout
from addin.book.closed import ClosedBook
from addin.book.package import open_package
from addin.commands import check_book
from addin.demo import CHECK_DAY, write_sample
from addin.results import results_view
from tests.support.libreoffice import Document, Office, calc
from tests.support.parts import differences, parts, with_parts
from validators.blocks import column_letter
from validators.check import Report
from validators.finding import Severity

FIRST_CHECK, SECOND_CHECK = datetime(2021, 1, 20, 8, 5), datetime(2021, 1, 20, 9, 30)
RESULTS = "Kết quả kiểm tra"

MISTAKES = {
    "tblDangKy": [
        {"Mã dòng": "DK0002", "Ngày sinh": "31/02/1979"},
        {"Mã dòng": "DK0005", "Đơn vị": "Xóm 77"},
        {"Mã dòng": "DK0008", "Ngày sinh": date(2009, 5, 3)},
    ],
    "tblDeNghi": [
        {"Mã dòng": "DN0006", "Mức hoàn thành nhiệm vụ": "Hoàn thành nhiệm vụ"},
        {"Mã dòng": "DN0008", "Ngày sinh": date(2009, 5, 3)},
    ],
}
WRONG_DAY = ("Đăng ký", "DK0002", "Ngày sinh")
UNKNOWN_UNIT = ("Đăng ký", "DK0005", "Đơn vị")
CHILD_REGISTERED = ("Đăng ký", "DK0008", "Ngày sinh")
NOT_GOOD_ENOUGH = ("Đề nghị", "DN0006", "Mức hoàn thành nhiệm vụ")
CHILD_NOMINATED = ("Đề nghị", "DN0008", "Ngày sinh")
STILL_WAITING = ("Đề nghị", "DN0030", "Số quyết định")
"""The sample's own nomination whose decision is not yet signed."""
MARKED = {
    WRONG_DAY: Severity.ERROR,
    UNKNOWN_UNIT: Severity.ERROR,
    CHILD_REGISTERED: Severity.QUERY,
    NOT_GOOD_ENOUGH: Severity.ERROR,
    CHILD_NOMINATED: Severity.QUERY,
    STILL_WAITING: Severity.NOTE,
}
"""Severity by sheet, Mã dòng and heading of the cell."""
REGISTERED = {
    "DK0002": "Lỗi: Ngày sinh",
    "DK0005": "Lỗi: Đơn vị",
    "DK0008": "Cần giải trình: Ngày sinh",
}
"""Kiểm tra of the sheet Đăng ký, by Mã dòng."""

Place = tuple[str, str, str]

WHITE = "#FFFFFF"


def check_and_save(source: Path, target: Path, at: datetime) -> Report:
    book = ClosedBook(source)
    report = check_book(book, CHECK_DAY, at)
    book.save(target)
    return report


@pytest.fixture(scope="module")
def with_mistakes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with five mistakes, not yet checked."""
    path = tmp_path_factory.mktemp("register") / "sổ thi đua.xlsx"
    write_sample(path)
    book = ClosedBook(path)
    for table, rows in MISTAKES.items():
        book.fill(table, rows)
    book.save(path)
    return path


@pytest.fixture(scope="module")
def checked(with_mistakes: Path) -> Path:
    path = with_mistakes.with_name("sổ thi đua đã kiểm tra.xlsx")
    check_and_save(with_mistakes, path, FIRST_CHECK)
    return path


@pytest.fixture(scope="module")
def office(screen: None) -> Iterator[Office]:
    with calc(screen=True) as running:
        yield running


@pytest.fixture
def document(office: Office, checked: Path) -> Iterator[Document]:
    opened = office.open(checked)
    yield opened
    opened.close()


# Reading the screen


def marks(document: Document, sheet: str) -> dict[str, str]:
    """What Kiểm tra shows, by Mã dòng; rows without a finding are left out."""
    headings, *rows = document.values(f"{sheet}!A{layout.HEADING_ROW}:AR90")
    check, row_id = headings.index("Kiểm tra"), headings.index("Mã dòng")
    return {str(row[row_id]): str(row[check]) for row in rows if row[check]}


def find(document: Document, place: Place) -> str:
    """The address of a cell wherever its row and its column are now."""
    sheet, row_id, heading = place
    headings, *rows = document.values(f"{sheet}!A{layout.HEADING_ROW}:AR90")
    ids = [row[headings.index("Mã dòng")] for row in rows]
    row = ids.index(row_id) + layout.FIRST_ROW
    return f"{sheet}!{column_letter(headings.index(heading) + 1)}{row}"


def color(document: Document, place: Place) -> str:
    return document.color(find(document, place))


def assert_colours_follow(document: Document, *places: Place) -> None:
    shown = {place: color(document, place) for place in places}
    assert shown == {place: layout.MARKS[MARKED[place]].fill for place in places}


def finding_row(document: Document, place: Place) -> int:
    """The row of the sheet Kết quả kiểm tra that speaks of a cell."""
    headings, *rows = document.values(f"{RESULTS}!A{layout.HEADING_ROW}:O60")
    keys = [row[headings.index("Khóa ô")] for row in rows]
    _, row_id, heading = place
    [index] = [i for i, key in enumerate(keys) if str(key).endswith(f"|{row_id}|{heading}")]
    return index + layout.FIRST_ROW


# At work in LibreOffice


@pytest.mark.slow
def test_marks_stand_at_once_on_the_very_cells(document: Document) -> None:
    assert marks(document, "Đăng ký") == REGISTERED
    nominated = marks(document, "Đề nghị")
    assert nominated["DN0006"] == "Lỗi: Mức hoàn thành nhiệm vụ"
    assert nominated["DN0008"] == "Cần giải trình: Ngày sinh"
    assert nominated["DN0030"] == "Lưu ý: Số quyết định"
    assert_colours_follow(document, *MARKED)
    beside = [
        ("Đăng ký", "DK0002", "Tên gọi"),
        ("Đăng ký", "DK0003", "Ngày sinh"),
        ("Đề nghị", "DN0007", "Mức hoàn thành nhiệm vụ"),
    ]
    assert [color(document, place) for place in beside] == [WHITE] * len(beside)


@pytest.mark.slow
def test_stored_marks_are_those_that_the_formulas_give(document: Document) -> None:
    stored = [marks(document, sheet) for sheet in ("Đăng ký", "Đề nghị")]
    document.recalculate()
    assert [marks(document, sheet) for sheet in ("Đăng ký", "Đề nghị")] == stored


@pytest.mark.slow
@pytest.mark.parametrize("place", [UNKNOWN_UNIT, STILL_WAITING])
def test_a_findings_link_jumps_to_the_cell(document: Document, place: Place) -> None:
    document.click(f"{RESULTS}!E{finding_row(document, place)}", ctrl=True)
    assert document.selected() == find(document, place)


@pytest.mark.slow
def test_marks_follow_their_rows_when_staff_sort(document: Document) -> None:
    document.select("Đăng ký!C7")
    before = [row for [row] in document.values("Đăng ký!R5:R62")]
    document.keys("alt+d", "Down", "Return")  # Data, Sort Ascending
    after = [row for [row] in document.values("Đăng ký!R5:R62")]
    assert after != before
    assert sorted(map(str, after)) == before
    assert marks(document, "Đăng ký") == REGISTERED
    assert_colours_follow(document, WRONG_DAY, UNKNOWN_UNIT, CHILD_REGISTERED)
    numbers = [number for [number] in document.values("Đăng ký!B5:B62")]
    assert numbers == list(range(1, 59))
    document.recalculate()
    assert marks(document, "Đăng ký") == REGISTERED


@pytest.mark.slow
def test_a_corrected_cell_turns_grey_and_the_other_marks_stay(document: Document) -> None:
    document.type(find(document, UNKNOWN_UNIT), "Xóm 7")
    assert color(document, UNKNOWN_UNIT) == layout.STALE.fill
    assert_colours_follow(document, WRONG_DAY, CHILD_REGISTERED)
    assert marks(document, "Đăng ký") == REGISTERED
    document.keys("ctrl+z")
    assert_colours_follow(document, UNKNOWN_UNIT)


@pytest.mark.slow
def test_a_register_that_libreoffice_saved_is_checked_and_marked_too(
    document: Document, office: Office, tmp_path: Path
) -> None:
    document.type(find(document, UNKNOWN_UNIT), "Xóm 7")
    saved = document.export(tmp_path / "lưu.xlsx")
    check_and_save(saved, saved, SECOND_CHECK)
    again = office.open(saved)
    assert marks(again, "Đăng ký") == {
        row_id: text for row_id, text in REGISTERED.items() if row_id != "DK0005"
    }
    assert color(again, UNKNOWN_UNIT) == WHITE
    assert_colours_follow(again, WRONG_DAY, CHILD_REGISTERED, NOT_GOOD_ENOUGH, CHILD_NOMINATED)
    again.close()


@pytest.mark.slow
def test_marks_are_right_after_staff_changed_rows_and_columns(
    document: Document, office: Office, tmp_path: Path
) -> None:
    document.select(find(document, ("Đăng ký", "DK0003", "Kiểm tra")))
    document.keys("shift+space", "ctrl+minus")
    document.select(find(document, ("Đăng ký", "DK0005", "Kiểm tra")))
    document.keys("shift+space", "ctrl+plus")
    document.write("Đăng ký!C8", [["Nguyễn Thị Mới", "Cá nhân", "Bà", "31/02/1990"]])
    document.select("Đăng ký!G4")
    document.keys("ctrl+space", "ctrl+plus")
    document.type("Đăng ký!G4", "Bí danh")
    document.type("Đăng ký!G5", "Chị Tư")
    saved = document.export(tmp_path / "lưu.xlsx")

    report = check_and_save(saved, saved, SECOND_CHECK)
    places = {each.key_of_cell: each.cell for each in report.findings}
    assert places["tblDangKy|d8|Ngày sinh"] == "F8"
    again = office.open(saved)
    # LibreOffice gives an inserted row no formulas: it has its colours, but no Kiểm tra.
    assert marks(again, "Đăng ký") == REGISTERED
    assert again.color("Đăng ký!F8") == layout.MARKS[Severity.ERROR].fill
    assert find(again, UNKNOWN_UNIT) == "Đăng ký!J9"
    assert_colours_follow(again, WRONG_DAY, UNKNOWN_UNIT, CHILD_REGISTERED)
    assert again.values("Đăng ký!G4:G5") == [["Bí danh"], ["Chị Tư"]]
    again.close()


@pytest.mark.slow
def test_a_cell_offers_its_list_and_refuses_what_is_wrong(document: Document) -> None:
    document.select("Đăng ký!D5")
    document.keys("alt+Down", "Down", "Return")
    assert document.texts("Đăng ký!D5") == [["Tập thể"]]
    units = [unit for [unit] in document.values("Đơn vị!C5:C40") if unit]
    document.select("Đăng ký!I5")
    document.keys("alt+Down", "End", "Return")
    assert document.values("Đăng ký!I5") == [[units[-1]]]
    for cell, wrong, title in [
        ("Đăng ký!D6", "Người", "Không có trong danh sách"),
        ("Đăng ký!P6", "31/02/2020", "Không phải là ngày"),
    ]:
        before = document.texts(cell)
        document.type(cell, wrong)
        assert title in document.windows()
        document.keys("Escape", "Escape")
        assert document.texts(cell) == before


@pytest.mark.slow
def test_an_explanation_is_typed_once_and_kept_with_the_register(
    document: Document, office: Office, tmp_path: Path
) -> None:
    answers = {
        CHILD_REGISTERED: "Đã đối chiếu giấy khai sinh, đúng năm",
        CHILD_NOMINATED: "Đúng năm",
    }
    for place, text in answers.items():
        document.type(f"{RESULTS}!K{finding_row(document, place)}", text)
    saved = document.export(tmp_path / "lưu.xlsx")

    for _ in range(2):
        report = check_and_save(saved, saved, SECOND_CHECK).as_json()
        explained = {
            (each["sheet"], each["cell"]): each["explained"]
            for each in report["findings"]
            if each["severity"] == "query"
        }
        assert explained == {
            ("Đăng ký", "F12"): answers[CHILD_REGISTERED],
            ("Đề nghị", "F12"): None,
        }
    kept = ClosedBook(saved).read().blocks["tblGiaiTrinh"]
    assert [row[kept.headings.index("Nội dung")] for row in kept.rows] == list(answers.values())
    again = office.open(saved)
    for place, text in answers.items():
        assert again.texts(f"{RESULTS}!K{finding_row(again, place)}") == [[text]]
    again.close()


# The saved file


def test_checking_twice_changes_the_time_and_one_row_of_the_log_only(
    checked: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.xlsx"
    check_and_save(checked, again, SECOND_CHECK)
    tables = open_package(checked).tables
    results, log = tables["tblKetQua"], tables["tblNhatKy"]
    changed = differences(checked, again)
    assert changed.keys() == {results.sheet_part, log.sheet_part, log.part}
    before, after = changed[results.sheet_part].splitlines()
    assert after[1:] == before[1:].replace("08:05", "09:30")
    rows = re.findall("^.<row .*", changed[log.sheet_part], re.MULTILINE)
    assert [row[0] for row in rows] == ["+"]


def moved_to_front(book: Path, sheet: str) -> bytes:
    """The workbook after staff dragged a sheet's tab to the left end."""
    workbook = parts(book)["xl/workbook.xml"].decode()
    tabs = re.findall("<sheet .*?/>", workbook)
    order = sorted(range(len(tabs)), key=lambda tab: f'name="{sheet}"' not in tabs[tab])
    workbook = workbook.replace("".join(tabs), "".join(tabs[tab] for tab in order))
    workbook = re.sub(
        r'localSheetId="(\d+)"',
        lambda found: f'localSheetId="{order.index(int(found[1]))}"',
        workbook,
    )
    return with_parts(book, {"xl/workbook.xml": workbook.encode()})


def filtered(book: bytes, unit: str, row: int) -> bytes:
    """The workbook after staff filtered the registrations to those of a unit, which fill a row."""
    table = open_package(book).tables["tblDangKy"]
    all_parts = parts(book)
    definition, rows = all_parts[table.part].decode(), all_parts[table.sheet_part].decode()
    choice = f'<filterColumn colId="8"><filters><filter val="{unit}"/></filters></filterColumn>'
    definition = re.sub(r"(<autoFilter [^>]*)/>", rf"\1>{choice}</autoFilter>", definition)
    for hidden in {*range(layout.FIRST_ROW, table.range.last_row + 1)} - {row}:
        rows = rows.replace(f'<row r="{hidden}"', f'<row r="{hidden}" hidden="1"')
    return with_parts(book, {table.part: definition.encode(), table.sheet_part: rows.encode()})


def test_sheets_that_were_moved_and_rows_that_were_filtered_stay_so(
    with_mistakes: Path, tmp_path: Path
) -> None:
    path = tmp_path / "sổ.xlsx"
    path.write_bytes(filtered(moved_to_front(with_mistakes, RESULTS), "Xóm 77", row=9))
    before = parts(path)
    check_and_save(path, path, FIRST_CHECK)

    after, table = parts(path), open_package(path).tables["tblDangKy"]
    assert open_package(path).sheets[0].name == RESULTS
    assert after[table.part] == before[table.part]
    assert after[table.sheet_part].count(b'hidden="1"') == 57
    block = ClosedBook(path).read().blocks["tblDangKy"]
    assert {row[-1]: row[0] for row in block.rows if row[0]} == REGISTERED


def test_an_answer_about_a_date_stands_while_the_date_stays(checked: Path) -> None:
    book = ClosedBook(checked)
    report = check_book(book, CHECK_DAY)
    answered = [
        replace(each, answer=f"Đã đối chiếu hồ sơ: {each.code}, đúng") for each in report.findings
    ]
    book.show([results_view(replace(report, findings=answered), FIRST_CHECK)])
    again = check_book(book, CHECK_DAY, SECOND_CHECK)
    assert [each.answer for each in again.findings] == [each.answer for each in answered]

    corrected = {"Mã dòng": "DK0008", "Ngày sinh": date(2008, 5, 3)}
    book.fill("tblDangKy", [corrected])
    changed = {each.answer_key: each.answer for each in check_book(book, CHECK_DAY).findings}
    assert changed["CT017", "tblDangKy|DK0008|Ngày sinh"] is None
    assert changed["CT017", "tblDeNghi|DN0008|Ngày sinh"] is not None


def test_a_row_of_findings_is_as_high_as_its_longest_text(checked: Path) -> None:
    report = check_book(ClosedBook(checked), CHECK_DAY)
    heights = results_view(report, FIRST_CHECK).heights
    lines = {
        each.cell: heights[row] / layout.ROW_POINTS
        for row, each in enumerate(report.findings, start=layout.FIRST_ROW)
        if each.sheet == "Đăng ký"
    }
    # Vấn đề is 40 characters wide, Cách sửa 36.
    assert lines == {"F6": 2, "I9": 2, "F12": 2}
    [long] = [each for each in report.findings if each.code == "DN102"]
    assert heights[report.findings.index(long) + layout.FIRST_ROW] == 4 * layout.ROW_POINTS
