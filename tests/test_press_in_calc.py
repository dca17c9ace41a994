"""The buttons in LibreOffice, pressed for real: mouse, keys, colours on the screen, boxes.

The extension is installed as `thidua calc install` installs it. One LibreOffice serves all tests;
its pictures are kept in build/pictures.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from importlib.metadata import version
from pathlib import Path

import pytest

from addin.book import layout
from addin.book.closed import ClosedBook
from addin.buttons import (
    ADD_ROWS,
    CHECK,
    CLEAR,
    COLLECT_SLIPS,
    CONSOLIDATE,
    DIAGNOSE,
    FILL_BONUS,
    HELP,
    IMPORT_PLAN,
    JOBS,
    LOOK_UP_YEARS,
    NEW_REGISTER,
    NEXT_FINDING,
    RECEIVE,
    RESTORE,
    SEND,
    SUMMARIZE,
    WRITE_PLAN,
    WRITE_SLIPS,
)
from addin.commands import check_book, write_plan
from addin.demo import write_sample
from addin.desk import Group
from addin.mail.manifest import read_sendings
from addin.oxt import build
from tests.support.clerk import Clerk, Interpreter
from tests.support.libreoffice import Office, calc
from tests.support.sent import mail, of_unit
from tests.support.sent import sent as sent_workbook
from tests.support.slips import fill as fill_slip
from validators.catalogue import ObjectKind
from validators.finding import Severity
from validators.records import Result

pytestmark = pytest.mark.slow

SHEET, NOMINATIONS, PLAN = "Đăng ký", "Đề nghị", "Kế hoạch"
SUPERIOR = "phongnoivu@dinhhoa.test"
RED = layout.MARKS[Severity.ERROR].fill
WHITE = "#FFFFFF"
PATIENCE = 10
"""Seconds; putting papers into PDF takes some."""
WRONG_DAY, RIGHT_DAY = "31/02/1979", "14/06/1979"


@pytest.fixture(scope="module")
def interpreter(tmp_path_factory: pytest.TempPathFactory) -> Interpreter:
    """The program behind the buttons, which can be made to fail."""
    return Interpreter(tmp_path_factory.mktemp("program"))


@pytest.fixture(scope="module")
def office(screen: None, interpreter: Interpreter) -> Iterator[Office]:
    with calc(screen=True, interpreter=str(interpreter.path), patience=PATIENCE) as running:
        yield running


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample year, not yet checked."""
    path = tmp_path_factory.mktemp("sample") / "sổ.xlsx"
    write_sample(path)
    return path


@pytest.fixture
def register(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path / "Sổ thi đua & khen thưởng 100%.xlsx"))


@pytest.fixture
def clerk(office: Office, register: Path) -> Iterator[Clerk]:
    document = office.open(register)
    yield Clerk(office, document)
    document.close()


def findings(clerk: Clerk) -> list[tuple[object, ...]]:
    """Severity, code, place and message as the sheet Kết quả kiểm tra shows them."""
    shown = ("Mức", "Mã quy tắc", "Trang tính", "Ô", "Vấn đề")
    return [
        tuple(row[heading] for heading in shown) for row in clerk.rows(Result.sheet) if row["Mức"]
    ]


# A day's work


def test_a_mistake_is_marked_found_corrected_and_gone(clerk: Clerk, tmp_path: Path) -> None:
    document = clerk.document
    wrong = clerk.cell_of(SHEET, "DK0002", "Ngày sinh")
    document.type(wrong, WRONG_DAY)
    clerk.take_picture("1_before")
    message = clerk.press(CHECK.label)
    assert message.startswith("1 lỗi")
    clerk.take_picture("2_checked")
    document.keys("Return")
    assert clerk.row_of(SHEET, "DK0002")["Kiểm tra"] == "Lỗi: Ngày sinh"
    assert document.color(wrong) == RED

    saved = document.export(tmp_path / "lưu.xlsx")
    report = check_book(ClosedBook(saved), datetime.now().date())
    assert findings(clerk) == [
        (each.severity.label, each.code, each.sheet, each.cell, each.message)
        for each in report.findings
    ]

    document.click(f"{Result.sheet}!E{layout.FIRST_ROW}", ctrl=True)
    assert document.selected() == wrong
    usual = clerk.status_bar()
    document.select("Thông tin!C5")
    clerk.press_until(NEXT_FINDING.label, lambda: document.selected() == wrong)
    clerk.wait_for(lambda: clerk.status_bar() != usual)
    clerk.take_picture("3_next_error")
    document.keys("Down")
    clerk.wait_for(lambda: clerk.status_bar() == usual)

    document.type(wrong, RIGHT_DAY)
    assert document.color(wrong) == layout.STALE.fill
    assert clerk.press_and_read(CHECK.label).startswith("Không có lỗi")
    assert clerk.row_of(SHEET, "DK0002")["Kiểm tra"] == ""
    assert document.color(wrong) == WHITE


def test_a_dated_copy_is_kept_before_the_first_change_after_opening(
    clerk: Clerk, register: Path, interpreter: Interpreter
) -> None:
    def copies() -> list[Path]:
        return sorted((interpreter.state / "ban_sao").glob("*.xlsx"))

    before = copies()
    wrong = clerk.cell_of(SHEET, "DK0002", "Ngày sinh")
    clerk.document.type(wrong, WRONG_DAY)
    clerk.press_and_read(CHECK.label)
    clerk.press_and_read(CHECK.label)
    [copy] = [each for each in copies() if each not in before]
    assert copy.stem.startswith(register.stem)
    book = ClosedBook(copy)
    assert book.read().blocks[Result.table].rows == []
    assert check_book(book, datetime.now().date()).count(Severity.ERROR) == 1
    assert clerk.window == f"{register.name} - LibreOffice Calc"


def test_what_is_being_typed_counts_too(clerk: Clerk) -> None:
    document = clerk.document
    cell = clerk.cell_of(SHEET, "DK0002", "Ngày sinh")
    document.select(cell)
    clerk.office.screen.type(WRONG_DAY)
    assert clerk.press_and_read(CHECK.label).startswith("1 lỗi")
    assert document.texts(cell) == [[WRONG_DAY]]
    assert document.color(cell) == RED


def test_one_step_takes_a_press_back_and_one_does_it_again(clerk: Clerk) -> None:
    document = clerk.document
    cell = clerk.cell_of(SHEET, "DK0002", "Ngày sinh")
    document.type(cell, WRONG_DAY)
    area = f"{Result.sheet}!A1:O20"
    untouched = document.texts(area)
    clerk.press_and_read(CHECK.label)
    first = document.texts(area)
    document.type(cell, RIGHT_DAY)
    clerk.press_and_read(CHECK.label)
    second = document.texts(area)
    document.keys("ctrl+z")
    assert document.texts(area) == first
    document.keys("ctrl+z")
    assert document.color(cell) == RED
    document.keys("ctrl+z")
    assert document.texts(area) == untouched
    assert document.color(cell) == WHITE
    document.keys("ctrl+y", "ctrl+y", "ctrl+y")
    assert document.texts(area) == second


def test_marks_follow_a_sort_and_a_paste_is_put_right(
    clerk: Clerk, office: Office, sample: Path, tmp_path: Path
) -> None:
    document = clerk.document
    document.type(clerk.cell_of(SHEET, "DK0002", "Ngày sinh"), WRONG_DAY)
    clerk.press_and_read(CHECK.label)
    document.select(f"{SHEET}!C7")
    document.keys("alt+d", "Down", "Return")  # Data, Sort Ascending
    marked = clerk.cell_of(SHEET, "DK0002", "Ngày sinh")
    assert not marked.endswith("F6")
    assert document.color(marked) == RED
    assert [row["STT"] for row in clerk.rows(SHEET)[:58]] == list(range(1, 59))

    other = office.open(sample)
    other.select("Danh mục!A5")
    other.keys("shift+Right", "shift+Right", "shift+Down", "ctrl+c")
    document.select(f"{SHEET}!C10")
    document.keys("ctrl+v", "Return")  # Yes, over what stands there.
    other.close()
    lists = document.values("Danh mục!A5:C6")
    assert document.values(f"{SHEET}!C10:E11") == lists
    document.select(f"{SHEET}!A10")
    document.keys("Delete")
    clerk.take_picture("4_pasted")
    own = document.values(f"{SHEET}!C5:R62")
    message = clerk.press_and_read(RESTORE.label)
    clerk.take_picture("5_restored")
    for what in ("“Đăng ký”", "danh sách chọn, định dạng và màu", "Loại đối tượng", "Kiểm tra"):
        assert what in message
    assert document.values(f"{SHEET}!C5:R62") == own
    assert [row["STT"] for row in clerk.rows(SHEET)[:58]] == list(range(1, 59))
    assert "vẫn đầy đủ" in clerk.press_and_read(RESTORE.label)
    document.select(f"{SHEET}!D10")
    document.keys("alt+Down", "Down", "Return")
    assert document.texts(f"{SHEET}!D10")[0][0] in list(ObjectKind)
    document.type(f"{SHEET}!F10", WRONG_DAY)
    clerk.press_and_read(CHECK.label)
    assert document.color(f"{SHEET}!F10") == RED


def test_rows_summaries_and_plan_are_made(clerk: Clerk, register: Path, tmp_path: Path) -> None:
    document, office = clerk.document, clerk.office
    document.select(f"{SHEET}!C5")
    before = clerk.rows(SHEET)
    clerk.press_until(ADD_ROWS.label, lambda: clerk.rows(SHEET)[77]["Mã dòng"])
    added = clerk.rows(SHEET)
    assert added[:58] == before[:58]
    assert [row["Mã dòng"] for row in added[58:78]] == [f"DK{n:04}" for n in range(59, 79)]
    document.type(f"{SHEET}!C63", "Nguyễn Thị Mới")
    assert clerk.rows(SHEET)[58]["STT"] == 59

    assert clerk.press_and_read(SUMMARIZE.label).startswith("Đã lập các biểu")
    document.select("Quý I!A1")
    clerk.take_picture("6_summary")
    saved = ClosedBook(document.export(tmp_path / "lưu.xlsx"))
    assert "QU001" not in {each.code for each in check_book(saved, datetime.now().date()).findings}
    assert document.texts("Quý I!A9:D9") == [["Cá nhân", "43", "-", "-"]]

    document.select(f"{SHEET}!C5")
    message = clerk.press_and_read(WRITE_PLAN.label)
    [plan] = register.parent.glob("*.docx")
    assert str(plan) in message
    title = f"{plan.name} - LibreOffice Writer"
    office.wait_for(lambda: title in document.windows())
    clerk.take_picture("7_plan")
    office.screen.keys("alt+F4")


def test_money_is_filled_when_the_clerk_agrees(clerk: Clerk) -> None:
    document = clerk.document
    empty = [clerk.cell_of(NOMINATIONS, row, "Tiền thưởng") for row in ("DN0001", "DN0002")]
    before = [document.values(cell) for cell in empty]
    for cell in empty:
        document.select(cell)
        document.keys("Delete")
    assert "Điền vào các ô Tiền thưởng còn trống?" in clerk.press(FILL_BONUS.label)
    document.keys("Right", "Return")  # No
    assert [document.values(cell) for cell in empty] == [[[""]], [[""]]]
    clerk.press(FILL_BONUS.label)
    document.keys("Return")
    assert "Đã điền tiền thưởng" in clerk.office.message()
    document.keys("Return")
    assert [document.values(cell) for cell in empty] == before
    document.keys("ctrl+z")
    assert [document.values(cell) for cell in empty] == [[[""]], [[""]]]


def test_the_menu_holds_every_button(clerk: Clerk) -> None:
    document = clerk.document
    document.select(f"{SHEET}!C5")
    document.open_menu(build.TITLE)
    clerk.take_picture("8_menu")
    document.keys("Up", "Return")  # From the top to the last entry.
    message = clerk.office.message()
    assert message.splitlines()[0] == f"{CHECK.label}: {CHECK.tip}"
    assert len(message.splitlines()) == len(
        [job for job in JOBS if job.group is not Group.SUPERIOR]
    )
    document.keys("Return")
    assert document.selected() == f"{layout.GUIDE_SHEET}!A1"
    assert HELP is JOBS[-1]


def test_what_the_buttons_need_is_looked_at_from_inside(clerk: Clerk) -> None:
    message = clerk.press(DIAGNOSE.label)
    clerk.take_picture("9_diagnosis")
    clerk.document.keys("Return")
    for line in (
        "✓ LibreOffice đọc ngày theo thứ tự ngày/tháng/năm",
        f"✓ Menu và thanh công cụ Thi đua {version('thidua')}",
        f"✓ Sổ “Sổ thi đua & khen thưởng 100%.xlsx” theo mẫu {layout.TEMPLATE_VERSION}",
    ):
        assert line in message


def test_what_staff_added_of_their_own_stays(clerk: Clerk) -> None:
    document = clerk.document
    document.type(f"{SHEET}!T4", "Cột riêng")
    document.type(f"{SHEET}!T5", "=B5+1")
    own = "Việc riêng của tôi"
    document.add_sheet(own)
    document.type(f"{own}!A1", "Nhớ gọi xóm 3")
    for job in (CHECK, SUMMARIZE, RESTORE, CLEAR):
        clerk.press_and_read(job.label)
    assert document.texts(f"{own}!A1") == [["Nhớ gọi xóm 3"]]
    assert document.formulas(f"{SHEET}!T4:T5") == [["Cột riêng"], ["=B5+1"]]
    assert "Chưa kiểm tra" in document.texts(f"{Result.sheet}!A2")[0][0]


# What goes out and what comes in


@pytest.fixture
def addressed(register: Path) -> Path:
    """The register of a commune that says to whom it sends."""
    book = ClosedBook(register)
    book.fill("tblThongTin", [{"Mục": "Thư điện tử cấp trên", "Giá trị": SUPERIOR}])
    book.save(register)
    return register


def test_nothing_leaves_before_the_clerk_has_said_yes(
    addressed: Path, office: Office, interpreter: Interpreter, tmp_path: Path
) -> None:
    interpreter.is_set_up('[gui]\ncach = ["thu_nhap"]\n')
    scan = tmp_path / "bản ký.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF\n")
    sent = interpreter.state / "thu_di"
    clerk = Clerk(office, office.open(addressed))
    assert "bản ký đã quét" in clerk.press(SEND.label)
    clerk.answer(agrees=False)
    preview = office.message()
    clerk.take_picture("10_send")
    for line in (f"Gửi tới: {SUPERIOR}", "TDKT_2020_CN_05542_LamVy.xlsx", "Gửi?"):
        assert line in preview
    clerk.answer(agrees=False)
    office.wait_for(lambda: clerk.document.windows() == [clerk.window])
    assert not list(sent.glob("*.eml"))
    assert read_sendings(ClosedBook(addressed).read().blocks) == []

    clerk.press(SEND.label)
    clerk.answer(agrees=True)
    clerk.pick("Chọn bản ký đã quét", scan, "11_scan")
    assert "TDKT_2020_CN_05542_LamVy_ban_ky.pdf" in office.message()
    clerk.answer(agrees=True)
    message = office.message()
    clerk.take_picture("12_sent")
    clerk.answer(agrees=True)
    [draft] = sent.glob("*.eml")
    assert str(draft) in message
    mail = message_from_bytes(draft.read_bytes(), policy=default)
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert names[0] == "TDKT_2020_CN_05542_LamVy.xlsx"
    assert names[-1] == "TDKT_2020_CN_05542_LamVy_ban_ky.pdf"
    office.wait_for(lambda: read_sendings(ClosedBook(addressed).read().blocks))
    [noted] = read_sendings(ClosedBook(addressed).read().blocks)
    assert (noted.sequence, noted.unit_name) == (1, "Lam Vỹ")
    clerk.document.close()


def test_a_register_for_the_next_year_is_made_and_opened(
    clerk: Clerk, office: Office, register: Path
) -> None:
    message = clerk.press_and_read(NEW_REGISTER.label)
    made = register.with_name("so_thi_dua_lam_vy_2021.xlsx")
    assert str(made) in message
    title = f"{made.name} - LibreOffice Calc"
    office.wait_for(lambda: title in clerk.document.windows())
    clerk.take_picture("13_next_year")
    office.screen.keys("alt+F4")
    office.wait_for(lambda: title not in clerk.document.windows())
    old, new = (ClosedBook(each).read().blocks["tblDonVi"] for each in (register, made))
    place = old.headings.index("Tên đơn vị")
    assert [row[place] for row in new.rows] == [row[place] for row in old.rows]


def test_an_old_plan_is_chosen_and_taken_over_when_the_clerk_agrees(
    clerk: Clerk, office: Office, register: Path, tmp_path: Path
) -> None:
    book, plan = ClosedBook(register), tmp_path / "Kế hoạch năm trước.docx"
    words = "Đón nhận danh hiệu xã văn hóa"
    [row, *_] = [each for each in clerk.rows(PLAN) if each["Cấp"] == 1]
    book.fill("tblKeHoach", [{"Mã dòng": row["Mã dòng"], "Nội dung": words}])
    write_plan(book, datetime.now(), plan)
    clerk.document.select(f"{SHEET}!C5")
    before = clerk.rows(PLAN)

    clerk.document.press(build.TITLE, IMPORT_PLAN.label)
    office.wait_for(lambda: "Chọn kế hoạch cũ (.docx)" in clerk.document.windows())
    clerk.document.keys("Escape")
    office.wait_for(lambda: clerk.document.windows() == [clerk.window])
    assert clerk.rows(PLAN) == before

    clerk.document.press(build.TITLE, IMPORT_PLAN.label)
    clerk.pick("Chọn kế hoạch cũ (.docx)", plan, "14_plan_picker")
    assert "Thay bằng kế hoạch vừa chọn?" in office.message()
    clerk.answer(agrees=True)
    assert "Ghi vào sổ?" in office.message()
    clerk.take_picture("15_plan_preview")
    clerk.answer(agrees=True)
    assert "Đã nhập kế hoạch" in office.message()
    clerk.answer(agrees=True)
    assert words.upper() in [str(each["Nội dung"]).upper() for each in clerk.rows(PLAN)]
    clerk.document.keys("ctrl+z")
    assert clerk.rows(PLAN) == before


def test_slips_go_into_a_folder_and_come_back_from_one(
    clerk: Clerk, office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "Phiếu các đơn vị"
    folder.mkdir()
    clerk.document.select(f"{SHEET}!C5")
    clerk.document.press(build.TITLE, WRITE_SLIPS.label)
    clerk.pick("Chọn thư mục trống để ghi phiếu", folder, "16_slips_folder")
    assert str(folder) in office.message()
    clerk.answer(agrees=True)
    [slip] = folder.glob("phieu_xom_2_*.xlsx")
    today = f"{datetime.now():%Y-%m-%d}T23:00:00Z"
    fill_slip(slip, {"tblDangKy": [{"Họ và tên / Tên tập thể": "Người Mới"}]}, today)
    before = clerk.rows(SHEET)

    for agrees in (False, True):
        clerk.document.press(build.TITLE, COLLECT_SLIPS.label)
        clerk.pick("Chọn thư mục có phiếu các đơn vị gửi lại", folder)
        preview = office.message()
        assert "Người Mới" in preview
        assert "Ghi vào sổ?" in preview
        clerk.take_picture("17_slips_preview")
        clerk.answer(agrees)
        if agrees:
            assert "Đã nhận" in office.message()
            clerk.answer(agrees=True)
        else:
            office.wait_for(lambda: clerk.document.windows() == [clerk.window])
            assert clerk.rows(SHEET) == before
    assert clerk.rows(SHEET)[58]["Họ và tên / Tên tập thể"] == "Người Mới"
    clerk.document.keys("ctrl+z")
    assert clerk.rows(SHEET) == before


def test_a_superior_receives_adds_up_and_looks_up(
    screen: None, register: Path, tmp_path: Path
) -> None:
    program, came = Interpreter(tmp_path), tmp_path / "Thư đến"
    program.is_set_up("[cap_tren]\n")
    came.mkdir()
    for code, name in (("05542", "Lam Vỹ"), ("05545", "Tân Thịnh")):
        content = sent_workbook(of_unit(code, name))
        letter = mail((f"TDKT_2020_CN_{code}.xlsx", content), message_id=f"<{code}@x.test>")
        (came / f"{code}.eml").write_bytes(letter)
    with calc(screen=True, interpreter=str(program.path), superior=True) as office:
        clerk = Clerk(office, office.open(register))
        person = clerk.rows(NOMINATIONS)[0]["Họ và tên / Tên tập thể"]
        clerk.choose(RECEIVE.label)
        clerk.pick("Chọn thư mục có thư và sổ gửi đến", came, "18_receive_folder")
        message = office.message()
        clerk.take_picture("19_received")
        for name in ("Lam Vỹ", "Tân Thịnh"):
            assert name in message
        clerk.answer(agrees=True)

        clerk.choose(CONSOLIDATE.label)
        assert "vào sổ cái?" in office.message()
        clerk.answer(agrees=True)
        message = office.message()
        [total] = program.path.parent.glob("so_tong_hop_*.xlsx")
        assert str(total) in message
        clerk.answer(agrees=True)
        title = f"{total.name} - LibreOffice Calc"
        office.wait_for(lambda: title in clerk.document.windows())
        clerk.take_picture("20_consolidated")
        office.screen.keys("alt+F4")
        office.wait_for(lambda: title not in clerk.document.windows())

        clerk.document.select(f"{NOMINATIONS}!C5")
        clerk.choose(LOOK_UP_YEARS.label)
        message = office.message()
        clerk.take_picture("21_looked_up")
        assert person in message
        clerk.answer(agrees=True)


# Saved by LibreOffice


def test_a_register_that_libreoffice_saved_goes_on_in_both(
    clerk: Clerk, office: Office, tmp_path: Path
) -> None:
    document = clerk.document
    wrong = clerk.cell_of(SHEET, "DK0002", "Ngày sinh")
    document.type(wrong, WRONG_DAY)
    clerk.press_and_read(CHECK.label)
    clerk.press_and_read(SUMMARIZE.label)
    saved = document.export(tmp_path / "lưu.xlsx")

    again = Clerk(office, office.open(saved))
    assert again.document.color(wrong) == RED
    again.document.click(f"{Result.sheet}!E{layout.FIRST_ROW}", ctrl=True)
    assert again.document.selected() == wrong
    again.document.type(wrong, RIGHT_DAY)
    assert again.press_and_read(CHECK.label).startswith("Không có lỗi")
    assert again.document.color(wrong) == WHITE
    twice = again.document.export(tmp_path / "lưu hai lần.xlsx")
    again.document.close()

    book = ClosedBook(twice)
    assert len(book.read().blocks) == len(ClosedBook(saved).read().blocks)
    report = check_book(book, datetime.now().date(), datetime.now())
    assert not report.count(Severity.ERROR)


# Where a job cannot be done


def test_what_is_no_register_is_told_so(clerk: Clerk, office: Office, tmp_path: Path) -> None:
    lists = tmp_path / "danh sách.csv"
    lists.write_text("Họ và tên\nNguyễn Văn Một\n", encoding="utf-8")
    sheet = clerk.document.export(tmp_path / "khác.pdf").with_suffix(".xlsx")
    write_plain_workbook(sheet)
    other = Clerk(office, office.open(sheet))
    message = other.press_and_read(CHECK.label)
    assert "không phải là sổ thi đua" in message
    other.document.close()


def write_plain_workbook(path: Path) -> None:
    """A list that somebody keeps in a workbook of his own."""
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.active.append(["Họ và tên", "Ngày sinh"])
    workbook.active.append(["Nguyễn Văn Một", "01/02/1990"])
    workbook.save(path)


def test_a_register_that_cannot_be_written_is_told_so(office: Office, register: Path) -> None:
    clerk = Clerk(office, office.open(register, read_only=True))
    before = clerk.document.texts(f"{Result.sheet}!A1:O10")
    assert "chế độ chỉ đọc" in clerk.press_and_read(CHECK.label)
    assert clerk.document.texts(f"{Result.sheet}!A1:O10") == before
    clerk.document.close()


def test_a_register_that_was_never_saved_is_checked_too(office: Office, register: Path) -> None:
    clerk = Clerk(office, office.open(register, as_template=True))
    clerk.document.type(clerk.cell_of(SHEET, "DK0002", "Ngày sinh"), WRONG_DAY)
    assert clerk.press_and_read(CHECK.label).startswith("1 lỗi")
    clerk.document.close()


@pytest.mark.parametrize(
    ("way", "sentence"),
    [
        ("dies", "Phần đang ghi dở đã được trả lại như trước khi bấm"),
        ("garbage", "Sổ của bạn không bị thay đổi"),
        ("hangs", "Đã dừng theo yêu cầu. Sổ của bạn không bị thay đổi"),
    ],
)
def test_a_program_that_fails_leaves_the_register_as_it_was(
    clerk: Clerk, interpreter: Interpreter, way: str, sentence: str
) -> None:
    document = clerk.document
    document.type(clerk.cell_of(SHEET, "DK0002", "Ngày sinh"), WRONG_DAY)
    clerk.press_and_read(CHECK.label)
    document.type(clerk.cell_of(SHEET, "DK0003", "Ngày sinh"), WRONG_DAY)
    entries = document.values(f"{SHEET}!C5:R62")
    results = document.texts(f"{Result.sheet}!A1:O20")
    interpreter.breaks(way)
    try:
        message = clerk.press(CHECK.label)
        if way == "hangs":
            assert f"chưa trả lời sau {PATIENCE} giây" in message
            document.keys("Right", "Return")  # No
            message = clerk.office.message()
        document.keys("Return")
    finally:
        interpreter.works()
    assert sentence in message
    assert "Traceback" not in message
    assert document.values(f"{SHEET}!C5:R62") == entries
    assert document.texts(f"{Result.sheet}!A1:O20") == results
    assert clerk.press_and_read(CHECK.label).startswith("2 lỗi")
    document.keys("ctrl+z")
    assert document.texts(f"{Result.sheet}!A1:O20") == results


def test_a_program_that_is_gone_is_missed_in_plain_words(
    clerk: Clerk, interpreter: Interpreter
) -> None:
    away = interpreter.path.with_name("elsewhere")
    interpreter.path.rename(away)
    try:
        message = clerk.press_and_read(CHECK.label)
    finally:
        away.rename(interpreter.path)
    assert "Không chạy được chương trình Thi Đua" in message
    assert "thidua calc install" in message
