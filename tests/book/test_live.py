"""An open Excel workbook through the port: few calls, and Excel's own ways kept in mind."""

import warnings
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlwings as xw

from addin import commands
from addin.book.layout import LAST_ROW
from addin.book.live import LiveGrid
from addin.book.open_book import OpenBook
from addin.demo import CHECK_DAY, write_mistakes, write_sample
from addin.refusal import Refusal
from benchmarks.generate import write_register
from tests.support.workbooks import paste_looks
from tests.support.xlwings_engine import ComError, Excel
from validators.records import BY_TABLE, Registration, Result, Unit

ANSWER = "Đã đối chiếu với hồ sơ gốc lưu tại xã."
NOW = datetime.combine(CHECK_DAY, time(8, 30))
JOBS = {
    "kiểm tra": lambda book: commands.check_book(book, CHECK_DAY, NOW),
    "tổng hợp": lambda book: commands.summarize_book(book, CHECK_DAY, "all", NOW),
    "thêm dòng": lambda book: book.add_rows(Registration.table, 20),
    "phục hồi": lambda book: book.restore(),
}


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("live") / "sổ thi đua.xlsx"
    write_sample(path)
    return path


@pytest.fixture
def excel() -> Excel:
    return Excel()


def opened(excel: Excel, path: Path) -> xw.Book:
    with warnings.catch_warnings(action="ignore"):
        return excel.open(path)


@pytest.fixture
def window(excel: Excel, sample_file: Path) -> xw.Book:
    return opened(excel, sample_file)


@pytest.fixture
def book(window: xw.Book) -> OpenBook:
    return OpenBook(LiveGrid(window))


def sheet(window: xw.Book, name: str = Registration.sheet) -> xw.Sheet:
    return window.sheets[name]


def of(book: OpenBook, heading: str, table: str = Registration.table) -> list[object]:
    block = book.read().blocks[table]
    return [row[block.headings.index(heading)] for row in block.rows]


# Calls


def counts(path: Path, *jobs: str) -> dict[str, Counter[str]]:
    """The calls of each job; it is done before, so that the sheets are as large as after it."""
    excel = Excel()
    book = OpenBook(LiveGrid(opened(excel, path)))
    made = {}
    for name in jobs:
        job = JOBS[name]
        job(book)
        with excel.counting() as calls:
            job(book)
        made[name] = calls
    return made


@pytest.mark.slow
def test_the_number_of_calls_does_not_depend_on_the_number_of_rows(tmp_path: Path) -> None:
    found = {}
    for rows in (100, 5_000):
        path = tmp_path / f"{rows}.xlsx"
        write_register(path, rows, rows * 2 // 5)
        found[rows] = counts(path, *JOBS)
    print()
    for name in JOBS:
        few, many = found[100][name], found[5_000][name]
        print(f"{name}: {few.total()} calls at 100 rows, {many.total()} at 5,000")
        # A register of few rows may have no finding with a link: two calls less.
        assert abs(many.total() - few.total()) <= 10


def test_the_number_of_calls_does_not_depend_on_the_number_of_findings(
    sample_file: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "sai.xlsx"
    write_mistakes(wrong)
    few, many = (counts(path, "kiểm tra")["kiểm tra"] for path in (sample_file, wrong))
    # With the mistakes there is something under a table, which is read by itself.
    assert abs(many.total() - few.total()) <= 20


def test_the_number_of_calls_to_restore_does_not_depend_on_the_number_of_rows(
    excel: Excel, tmp_path: Path
) -> None:
    found = []
    for rows in (50, 500):
        path = tmp_path / f"{rows}.xlsx"
        write_register(path, rows, 10)
        window = opened(excel, path)
        paste_looks(window.impl._wb, {Registration.sheet: ["D5:D2006"], "Thông tin": ["D5:D60"]})
        with excel.counting() as calls:
            assert len(OpenBook(LiveGrid(window)).restore()) == 2
        found.append(calls.total())
    print(f"phục hồi: {found[0]} calls at 50 rows, {found[1]} at 500")
    assert found[0] == found[1]


# Excel's own ways


def test_what_excel_took_for_a_number_or_a_date_is_read_as_that(
    window: xw.Book, book: OpenBook
) -> None:
    notes = sheet(window, Unit.sheet).range("J5:J9")
    notes.number_format = "General"
    notes.value = [["001"], ["1/2/2020"], ["0.1"], ["1E3"], ["'001"]]
    assert of(book, "Ghi chú", Unit.table)[:5] == [1, date(2020, 2, 1), 0.1, 1000, "001"]


def test_dates_and_times_come_as_from_a_saved_file(window: xw.Book, book: OpenBook) -> None:
    cells = sheet(window, Unit.sheet).range("J5:J9")
    cells.number_format = "dd/mm/yyyy"
    cells.value = [[0.5], [1], [59], [61], [43866.25]]
    assert of(book, "Ghi chú", Unit.table)[:5] == [
        time(12),
        date(1900, 1, 1),
        date(1900, 2, 28),
        date(1900, 3, 1),
        datetime(2020, 2, 5, 6),
    ]


def test_a_value_of_a_merged_cell_is_that_of_its_first(window: xw.Book, book: OpenBook) -> None:
    cells = sheet(window, Unit.sheet).range("J5:J7")
    cells.value = [["một"], [None], [None]]
    cells.merge()
    assert of(book, "Ghi chú", Unit.table)[:3] == ["một", None, None]


def test_an_error_value_is_no_text(window: xw.Book, book: OpenBook) -> None:
    cell = sheet(window, Unit.sheet).range("J5")
    cell.number_format = "General"
    cell.impl._sheet._ws["J5"] = "#DIV/0!"
    block = book.read().blocks[Unit.table]
    assert list(block.errors.values()) == ["#DIV/0!"]
    assert block.rows[0][9] is None


def test_filtered_and_hidden_rows_are_read_too(window: xw.Book, book: OpenBook) -> None:
    before = book.read()
    rows = window.sheets[Registration.sheet].impl._ws.row_dimensions
    for number in range(6, 20):
        rows[number].hidden = True
    assert book.read() == before


def test_a_filter_on_the_findings_hides_none_of_the_new_ones(
    window: xw.Book, book: OpenBook
) -> None:
    rows = sheet(window, Result.sheet).impl._ws.row_dimensions
    rows[5].hidden = True
    commands.check_book(book, CHECK_DAY, NOW)
    assert not rows[5].hidden


def test_rows_typed_under_the_table_are_read(window: xw.Book, book: OpenBook) -> None:
    units = sheet(window, Unit.sheet)
    units.range("C45").value = "Xóm Dưới"
    units.range("C48").value = "ngoài bảng"
    found = book.read().blocks[Unit.table]
    assert (found.rows_outside, found.rows[-1][2], found.row_beyond) == (1, "Xóm Dưới", 48)


def test_a_table_that_has_grown_is_read_to_its_end(window: xw.Book, book: OpenBook) -> None:
    units = sheet(window, Unit.sheet)
    table = next(iter(units.tables))
    units.range("C45").value = "Xóm Thêm"
    table.resize(units.range("A4:K45"))
    found = book.read().blocks[Unit.table]
    assert (found.rows[-1][2], found.rows_outside) == ("Xóm Thêm", 0)


def test_a_table_turned_into_cells_is_missing_and_jobs_say_what_to_do(
    window: xw.Book, book: OpenBook
) -> None:
    del sheet(window, Unit.sheet).impl._ws.tables[Unit.table]
    codes = [each.code for each in commands.check_book(book, CHECK_DAY).findings]
    assert "CT001" in codes
    del sheet(window, Result.sheet).impl._ws.tables[Result.table]
    with pytest.raises(Refusal, match=r"thiếu bảng tblKetQua .*hãy dùng bản sao"):
        commands.check_book(book, CHECK_DAY, NOW)


def test_own_columns_and_sheets_are_left_alone(window: xw.Book, book: OpenBook) -> None:
    units = sheet(window, Unit.sheet)
    units.range("M3").value = "của tôi"
    units.range("M5:M8").value = [["a"], [1], [None], ["=1+1"]]
    own = window.impl._wb.create_sheet("Của tôi")
    own["A1"] = "riêng"
    commands.check_book(book, CHECK_DAY, NOW)
    commands.summarize_book(book, CHECK_DAY, "all", NOW)
    book.add_rows(Unit.table, 20)
    assert units.range("M3").value == "của tôi"
    assert units.range("M5:M8").formula == (("a",), ("1",), ("",), ("=1+1",))
    assert own["A1"].value == "riêng"


def test_the_program_s_sheets_are_protected_again(window: xw.Book, book: OpenBook) -> None:
    found = sheet(window, Result.sheet).impl._ws.protection
    for before in (True, False):
        found.sheet = before
        commands.check_book(book, CHECK_DAY, NOW)
        assert found.sheet
    assert not sheet(window).impl._ws.protection.sheet


def test_a_sheet_locked_with_a_password_is_named(window: xw.Book, book: OpenBook) -> None:
    sheet(window, Result.sheet).impl._ws.protection.password = "x"
    before = book.read()
    with pytest.raises(Refusal, match="khóa bằng mật khẩu"):
        commands.check_book(book, CHECK_DAY, NOW)
    assert book.read() == before


def test_staff_can_still_type_answers_and_nothing_else(window: xw.Book, book: OpenBook) -> None:
    commands.check_book(book, CHECK_DAY, NOW)
    found = sheet(window, Result.sheet)
    answer = [each.heading for each in Result.columns()].index("Giải trình") + 1
    found.range((5, answer)).value = "Đã đối chiếu với hồ sơ gốc."
    with pytest.raises(ComError):
        found.range((5, 2)).value = "Lưu ý"


def test_links_jump_to_their_cell(excel: Excel, tmp_path: Path) -> None:
    path = tmp_path / "sai.xlsx"
    write_mistakes(path)
    window = opened(excel, path)
    commands.check_book(OpenBook(LiveGrid(window)), CHECK_DAY, NOW)
    column = [each.heading for each in Result.columns()].index("Ô") + 1
    formulas = sheet(window, Result.sheet).range((5, column), (60, column)).formula
    linked = [row[0] for row in formulas if row[0]]
    assert len(linked) > 20
    assert all(each.startswith("=HYPERLINK(\"#'") for each in linked)


def test_severities_keep_their_colours_by_word(window: xw.Book, book: OpenBook) -> None:
    commands.check_book(book, CHECK_DAY, NOW)
    marks = sheet(window, Result.sheet).range("B5").conditional_formats
    assert len(marks) == 3


# Rows and restoring


def test_added_rows_are_like_those_above(window: xw.Book, book: OpenBook) -> None:
    units = sheet(window, Unit.sheet)
    book.add_rows(Unit.table, 20)
    table = next(iter(units.tables))
    assert table.range.last_cell.row == 64
    assert [row[0] for row in units.range("K45:K64").options(ndim=2).value] == [
        f"DV{number:04}" for number in range(41, 61)
    ]
    assert units.range("D64").data_validation.type == "list"
    assert units.range("A64").formula == units.range("A5").formula
    assert units.range("J64").number_format == "@"


def test_added_rows_go_beyond_what_the_template_prepared(window: xw.Book, book: OpenBook) -> None:
    for _ in range(2):
        book.add_rows(Unit.table, LAST_ROW)
    units = sheet(window, Unit.sheet)
    assert units.range(f"D{2 * LAST_ROW}").data_validation.type == "list"
    assert units.range(f"D{2 * LAST_ROW}").conditional_formats


def test_what_a_paste_took_is_put_back_and_no_value_is_touched(
    window: xw.Book, book: OpenBook
) -> None:
    units = sheet(window, Unit.sheet)
    foreign = window.impl._wb.create_sheet("Nguồn")
    foreign["A1"] = "x"
    before = book.read()
    plain = xw.Sheet(impl=window.sheets["Nguồn"].impl)
    plain.range("A1").copy()
    for kind in ("formats", "validation"):
        units.range("D6:D9").paste(paste=kind)
    units.range("A7:B8").value = [["Lỗi: cũ", 3], ["Lỗi: cũ", 4]]
    units.range("A9").value = "chữ gõ nhầm chỗ"
    assert units.range("D6").data_validation.type == "none"
    assert book.restore() == [
        "Trang “Đơn vị”: đã đặt lại danh sách chọn, định dạng và màu ở cột Loại đơn vị.",
        "Trang “Đơn vị”: đã đặt lại công thức ở cột Kiểm tra, STT.",
        "Trang “Đơn vị”: cột Kiểm tra giữ nguyên chữ gõ ở ô A9; hãy xóa chữ đó rồi làm lại để công "
        "thức trở về.",
    ]
    assert units.range("D5:D44").data_validation.type == "list"
    assert units.range("A7").formula == units.range("A5").formula
    assert units.range("A9").value == "chữ gõ nhầm chỗ"
    units.range("A9").value = None
    assert book.restore() == ["Trang “Đơn vị”: đã đặt lại công thức ở cột Kiểm tra."]
    assert book.read() == before
    assert book.restore() == []


def test_marks_that_are_gone_from_the_whole_sheet_are_missed_in_plain_words(
    window: xw.Book, book: OpenBook
) -> None:
    paste_looks(window.impl._wb, {Unit.sheet: ["C5:J2006"]})
    lines = book.restore()
    assert lines[0].startswith("Trang “Đơn vị”: đã đặt lại danh sách chọn, định dạng và màu ở cột")
    assert all("không còn ô nào giữ màu" in line for line in lines[1:])
    assert len(lines) == 9
    assert sheet(window, Unit.sheet).range("D5:D44").data_validation.type == "list"
    assert book.restore() == lines[1:]


def test_a_list_of_the_staffs_own_stays_where_a_column_asks_for_nothing(
    window: xw.Book, book: OpenBook
) -> None:
    remarks = sheet(window, Unit.sheet).range("J5:J44")
    sheet(window, Unit.sheet).range("D5").copy()
    remarks.paste(paste="validation")
    assert book.restore() == []
    assert remarks.data_validation.type == "list"


def test_nothing_is_written_where_nothing_is_missing(excel: Excel, book: OpenBook) -> None:
    with excel.counting() as calls:
        assert book.restore() == []
    assert not [call for call in calls if call.endswith("=") or "paste" in call]


# The screen


def test_the_screen_stands_still_during_a_job_and_moves_at_its_end(
    excel: Excel, book: OpenBook
) -> None:
    commands.check_book(book, CHECK_DAY, NOW)
    assert excel.screen == [False, True]


# Faults

WRITES = {
    *("Range.raw_value=", "Range.formula=", "Range.paste", "Range.clear", "Range.unmerge"),
    *("Range.merge", "Range.row_height=", "Range.column_width=", "Range.autofit"),
    *("Table.resize", "RangeApi.ClearHyperlinks", "SheetApi.Unprotect", "SheetApi.Protect"),
}
READS = {"Range.raw_value", "Range.formula", "Table.range", "Sheet.used_range"}


class Failing:
    """Lets the n-th call of some names fail, as Excel does."""

    def __init__(self, calls: set[str], number: int) -> None:
        self._calls, self._left = calls, number

    def __call__(self, name: str) -> None:
        if name in self._calls:
            self._left -= 1
            if not self._left:
                raise ComError(-2146827284)


def entered(book: OpenBook) -> dict[str, list[list[object]]]:
    """What staff have typed: the rows without the program's two columns."""
    blocks = book.read().blocks
    return {name: [row[2:] for row in blocks[name].rows] for name in BY_TABLE if name in blocks}


def failing_job(excel: Excel, book: OpenBook, calls: set[str], number: int) -> bool:
    """Check with one failing call; whether there were so many of them."""
    excel.before = Failing(calls, number)
    try:
        commands.check_book(book, CHECK_DAY, NOW)
    except ComError:
        return True
    else:
        return False
    finally:
        excel.before = lambda name: None


@pytest.mark.slow
@pytest.mark.parametrize("calls", [WRITES, READS], ids=["writing", "reading"])
def test_whatever_call_fails_nothing_typed_is_lost_and_the_next_press_heals(
    excel: Excel, tmp_path: Path, calls: set[str]
) -> None:
    path = tmp_path / "sai.xlsx"
    write_mistakes(path)
    window = opened(excel, path)
    book = OpenBook(LiveGrid(window))
    commands.check_book(book, CHECK_DAY, NOW)
    block = book.read().blocks[Result.table]
    row = of(book, "Mức", Result.table).index("Cần giải trình")
    answer = block.headings.index("Giải trình")
    sheet(window, Result.sheet).range(block.address(row, answer)).value = ANSWER
    typed, number = entered(book), 1
    while failing_job(excel, book, calls, number):
        assert excel.screen[-1] is True
        assert entered(book) == typed
        number += 1 if number < 6 else 7
    assert number > 6
    found = book.read().blocks
    assert ANSWER in of(book, "Giải trình", Result.table)
    assert [each[3] for each in found["tblGiaiTrinh"].rows] == [ANSWER]
    assert len(found[Result.table].rows) == len(block.rows)
    assert sheet(window, Result.sheet).impl._ws.protection.sheet
