"""A button pressed in Excel: the right Excel and workbook, one message, nothing lost."""

import os
import signal
import subprocess
import sys
import warnings
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from addin import excel as excel_entry
from addin.book.closed import ClosedBook
from addin.book.copies import KEPT_COPIES, copies_folder, keep_session_copy
from addin.book.layout import TEMPLATE_VERSION, VERSION_NAME
from addin.buttons import (
    CHECK,
    CLEAR,
    FILL_BONUS,
    HELP,
    JOBS,
    NEW_REGISTER,
    NEXT_FINDING,
    WRITE_PLAN,
)
from addin.demo import CHECK_DAY, write_mistakes, write_sample
from addin.desk import Outcome, Tone
from addin.excel import choose_job, run, run_active
from addin.failures import log_path
from addin.ribbon.command_line import Pressed
from tests.support.tools import ROOT
from tests.support.xlwings_engine import ComError, Excel
from validators.records import BY_TABLE, Registration, Result

NOW = datetime.combine(CHECK_DAY, datetime.min.time()).replace(hour=8)
MICROSOFT = r"C:\Program Files\Microsoft Office\root\Office16\Microsoft Excel"
NAME = "Sổ 100% của xã = 'Lam Vỹ' & bạn.xlsx"
EDITING, GONE = -2146777998, -2147023174


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(excel_entry, "_PAUSE", 0)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("excel")
    write_sample(folder / "sample.xlsx")
    write_mistakes(folder / "mistakes.xlsx")
    return folder


class Workplace:
    """An Excel with a register in it, and what its clerk was told."""

    def __init__(self, path: Path) -> None:
        self.excel = Excel()
        with warnings.catch_warnings(action="ignore"):
            self.window = self.excel.open(path)
        self.told: list[tuple[str, Tone]] = []
        self.others: list[xw.App] = []

    def box(self, text: str, tone: Tone) -> None:
        self.told.append((text, tone))

    def press(self, job: str, book: str | None = NAME, **changed: Any) -> Outcome:
        given = {"job": job, "book": book, "app": MICROSOFT, "window": self.excel.pid + 100_000}
        apps = [*self.others, self.excel.app]
        return run(Pressed(**given | changed), apps, self.box, NOW)

    @property
    def last(self) -> str:
        return self.told[-1][0]

    def rows(self, table: str) -> list[list[Any]]:
        """The rows of a table as they stand in the window."""
        found = next(
            each for sheet in self.window.sheets for each in sheet.tables if each.name == table
        )
        return found.range.options(ndim=2).value[1:]


def workplace(files: Path, folder: Path, kind: str) -> Workplace:
    path = folder / NAME
    path.write_bytes((files / f"{kind}.xlsx").read_bytes())
    return Workplace(path)


@pytest.fixture
def sample(files: Path, tmp_path: Path) -> Workplace:
    return workplace(files, tmp_path, "sample")


@pytest.fixture
def mistakes(files: Path, tmp_path: Path) -> Workplace:
    return workplace(files, tmp_path, "mistakes")


def copies() -> list[Path]:
    return sorted(copies_folder().glob("*.xlsx"))


# The job done


def test_one_box_says_how_many_and_what_next(mistakes: Workplace) -> None:
    outcome = mistakes.press(CHECK.id)
    assert outcome.tone is Tone.ATTENTION
    assert len(mistakes.told) == 1
    assert "Lỗi kế tiếp" in mistakes.last
    assert mistakes.excel.said[0] == "Thi Đua: Đang kiểm tra sổ…"
    assert mistakes.excel.said[-1] is False
    assert mistakes.excel.screen[-1] is True
    assert len(mistakes.rows(Result.table)) > 100


def test_the_way_to_an_error_is_said_in_the_status_bar_without_a_box(mistakes: Workplace) -> None:
    mistakes.press(CHECK.id)
    mistakes.told.clear()
    outcome = mistakes.press(NEXT_FINDING.id)
    assert not mistakes.told
    assert mistakes.excel.said[-1] == outcome.status
    assert outcome.status.startswith("Lỗi 1/")
    first = mistakes.excel.app.selection
    assert f"{first.sheet.name}!{first.get_address(False, False)}" in outcome.status
    mistakes.press(NEXT_FINDING.id)
    second = mistakes.excel.app.selection
    assert (second.row, second.column) != (first.row, first.column)


def test_a_question_is_asked_and_no_means_no(sample: Workplace) -> None:
    sample.excel.answer = "no"
    before = sample.rows("tblDeNghi")
    sample.press(FILL_BONUS.id)
    assert sample.rows("tblDeNghi") == before


def test_a_plan_lies_beside_the_workbook(sample: Workplace, tmp_path: Path) -> None:
    outcome = sample.press(WRITE_PLAN.id)
    assert [each.parent for each in outcome.made] == [tmp_path]


@pytest.mark.parametrize("job", [NEW_REGISTER, HELP])
def test_what_needs_no_workbook_is_done_without_one(
    sample: Workplace, job: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    outcome = sample.press(job.id, None)
    assert outcome.tone is Tone.DONE
    assert outcome.message


# The right Excel and workbook


def test_the_excel_is_the_one_whose_window_was_pressed(sample: Workplace, files: Path) -> None:
    other = Workplace(files / "mistakes.xlsx")
    sample.others = [other.excel.app]
    assert sample.press(CHECK.id).message.startswith("Không có lỗi")
    assert not other.excel.screen


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"window": 1}, "Không tìm thấy cửa sổ Excel"),
        ({"book": "Khác.xlsx"}, "Không tìm thấy cửa sổ Excel"),
        ({"book": None}, "Chưa mở sổ nào"),
        ({"app": r"C:\Program Files\WPS Office\11.2\office6\et"}, "WPS Office"),
        ({"job": "khong_co"}, "khác phiên bản"),
    ],
)
def test_what_cannot_be_found_is_said_and_nothing_is_touched(
    sample: Workplace, changed: dict[str, Any], words: str
) -> None:
    outcome = sample.press(**{"job": CHECK.id} | changed)
    assert outcome.tone is Tone.FAILED
    assert words in sample.last
    assert not copies()
    assert "Range.raw_value=" not in sample.excel.calls


def test_a_workbook_in_protected_view_is_to_be_enabled(sample: Workplace) -> None:
    sample.excel.protected_views = 1
    for book in (None, "Từ thư.xlsx"):
        sample.press(CHECK.id, book)
        assert "Enable Editing" in sample.last


def test_a_workbook_that_is_no_register_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / NAME
    openpyxl.Workbook().save(path)
    other = Workplace(path)
    other.press(CHECK.id)
    assert "không phải là sổ thi đua" in other.last


@pytest.mark.parametrize("sheet", ["xlwings.conf", "Thidua.PY"])
def test_a_workbook_that_could_carry_code_is_refused(sample: Workplace, sheet: str) -> None:
    sample.window.impl._wb.create_sheet(sheet)
    sample.press(CHECK.id)
    assert sheet in sample.last
    assert "không làm việc với sổ này" in sample.last


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("99.0", "mới hơn chương trình"),
        ("0.9", "theo mẫu cũ 0.9"),
        (None, "không phải là sổ thi đua"),
        ("bản đẹp", "không phải là sổ thi đua"),
        (TEMPLATE_VERSION, "Không có lỗi"),
        (float(TEMPLATE_VERSION), "Không có lỗi"),
    ],
)
def test_the_template_s_version_decides(sample: Workplace, version: Any, words: str) -> None:
    cell = sample.window.names[VERSION_NAME].refers_to_range
    cell.impl._sheet._ws[cell.impl.get_address(False, False, False)].value = version
    sample.press(CHECK.id)
    assert words in sample.last


def test_a_workbook_that_cannot_be_saved_is_not_changed(sample: Workplace) -> None:
    sample.window.impl._read_only = True
    sample.press(CHECK.id)
    assert "chỉ để đọc" in sample.last
    assert sample.press(WRITE_PLAN.id).made


def test_on_the_web_a_made_file_goes_among_the_clerk_s_documents(
    sample: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "nhà"))
    (tmp_path / "nhà").mkdir()
    sample.window.impl._full = "https://xa-my.sharepoint.com/Documents/sổ.xlsx"
    outcome = sample.press(WRITE_PLAN.id)
    assert outcome.made[0].parent == tmp_path / "nhà"
    assert "OneDrive" in sample.last
    assert sample.press(CHECK.id).tone is Tone.DONE


# Copies


def test_a_dated_copy_is_kept_once_before_the_first_change(sample: Workplace) -> None:
    before = sample.rows(Registration.table)
    sample.press(WRITE_PLAN.id)
    assert not copies()
    for _ in range(3):
        sample.press(CHECK.id)
    (copy,) = copies()
    assert copy.name.startswith(f"{Path(NAME).stem}_20210120_080000")
    rows = ClosedBook(copy).read().blocks[Registration.table].rows
    assert len([row for row in rows if row[2]]) == len([row for row in before if row[2]])


def test_a_copy_is_kept_again_when_excel_was_opened_anew(sample: Workplace, tmp_path: Path) -> None:
    sample.press(CHECK.id)
    again = Workplace(tmp_path / NAME)
    again.press(CHECK.id)
    assert len(copies()) == 2


def test_nothing_is_changed_where_no_copy_can_be_kept(sample: Workplace) -> None:
    def full(call: str) -> None:
        if call == "BookApi.SaveCopyAs":
            raise ComError(-2146827284)

    before = sample.rows(Result.table)
    sample.excel.before = full
    sample.press(CHECK.id)
    assert "Không giữ được bản sao" in sample.last
    assert sample.rows(Result.table) == before
    assert "Range.raw_value=" not in sample.excel.calls


def test_the_oldest_copies_go_and_other_workbooks_keep_theirs() -> None:
    def save(target: Path) -> None:
        target.write_text("x")

    keep_session_copy("khác.xlsx", "khác", NOW, save)
    for number in range(KEPT_COPIES + 5):
        at = NOW + timedelta(minutes=number)
        copy = keep_session_copy("sổ.xlsx", str(number), at, save)
        assert copy is not None
        os.utime(copy, (at.timestamp(), at.timestamp()))
    names = [each.name for each in copies()]
    assert "khác_20210120_080000.xlsx" in names
    assert len(names) == KEPT_COPIES + 1
    assert f"sổ_{NOW + timedelta(minutes=KEPT_COPIES + 4):%Y%m%d_%H%M%S}.xlsx" in names


# What goes wrong


class Fault:
    """Excel refusing some calls, the first of them or all."""

    def __init__(self, code: int, *calls: str, times: int = 10_000) -> None:
        self._code, self._calls, self._times = code, calls, times

    def __call__(self, call: str) -> None:
        if (not self._calls or call in self._calls) and self._times:
            self._times -= 1
            raise ComError(self._code)


def test_a_cell_that_is_being_typed_into_asks_for_enter(sample: Workplace) -> None:
    sample.excel.before = Fault(EDITING)
    outcome = sample.press(CHECK.id)
    assert outcome.tone is Tone.FAILED
    assert "nhấn Enter" in sample.last
    assert len(sample.told) == 1


def test_an_excel_that_is_busy_for_a_moment_is_asked_again(sample: Workplace) -> None:
    sample.excel.before = Fault(EDITING, times=3)
    assert sample.press(CHECK.id).message.startswith("Không có lỗi")


def test_an_excel_that_is_gone_is_said_so(sample: Workplace) -> None:
    sample.excel.before = Fault(GONE, "Range.raw_value=", "App.screen_updating=", "App.calculate")
    outcome = sample.press(CHECK.id)
    assert outcome.tone is Tone.FAILED
    assert "mở lại sổ" in sample.last


@pytest.mark.parametrize("call", ["Range.raw_value=", "Range.paste", "Table.resize"])
def test_a_write_that_fails_is_said_and_the_second_press_heals(
    mistakes: Workplace, call: str
) -> None:
    before = {table: mistakes.rows(table) for table in ("tblDangKy", "tblDeNghi")}
    mistakes.excel.before = Fault(-2146827284, call)
    outcome = mistakes.press(CHECK.id)
    assert outcome.tone is Tone.FAILED
    assert "Những gì bạn gõ vẫn còn nguyên" in mistakes.last
    assert "thidua.log" in mistakes.last
    assert mistakes.excel.app.screen_updating is True
    mistakes.excel.before = lambda name: None
    assert {table: [row[2:] for row in mistakes.rows(table)] for table in before} == {
        table: [row[2:] for row in rows] for table, rows in before.items()
    }
    assert mistakes.press(CHECK.id).tone is Tone.ATTENTION
    assert len(mistakes.rows(Result.table)) > 100


def test_a_read_that_fails_is_said(sample: Workplace) -> None:
    sample.excel.before = Fault(-2146827284, "Range.formula")
    assert sample.press(CHECK.id).tone is Tone.FAILED
    assert len(sample.told) == 1


def test_a_save_that_fails_leaves_the_workbook_as_it_is(sample: Workplace) -> None:
    desk = excel_entry.ExcelDesk(sample.excel.app, sample.window, NOW, True)
    sample.excel.before = Fault(-2146827284, "Book.save")
    with pytest.raises(ComError):
        desk.save()


def test_the_log_holds_places_and_no_words_of_the_workbook(mistakes: Workplace) -> None:
    mistakes.excel.before = Fault(-2146827284, "Range.paste")
    mistakes.press(CHECK.id)
    log = log_path().read_text("utf-8")
    assert "ComError" in log
    assert "live.py" in log
    assert NAME not in log
    names = [row[2] for row in mistakes.rows(Registration.table) if row[2]]
    assert not [name for name in names if str(name) in log]


KILLED = """
import sys, warnings, os
from pathlib import Path
warnings.simplefilter("ignore")
from datetime import datetime
from addin.desk import Tone
from addin.excel import run
from addin.ribbon.command_line import Pressed
from tests.support.xlwings_engine import Excel
path, number = Path(sys.argv[1]), int(sys.argv[2])
excel = Excel()
window = excel.open(path)
def before(call):
    global number
    if call in ("Range.raw_value=", "Range.paste", "Range.clear", "Table.resize"):
        number -= 1
        if not number:
            window.impl._save(path)
            os.kill(os.getpid(), 9)
excel.before = before
pressed = Pressed("kiem_tra", path.name, "Microsoft Excel", excel.app.hwnd)
run(pressed, [excel.app], lambda text, tone: None, datetime(2021, 1, 20, 8))
"""


def entered(path: Path) -> dict[str, list[list[Any]]]:
    """What was typed: neither the program's columns nor what formulas of the staff's own say."""
    return {
        name: [
            [value for place, value in enumerate(row) if (index, place) not in block.formulas][2:]
            for index, row in enumerate(block.rows)
        ]
        for name, block in ClosedBook(path).read().blocks.items()
        if name in BY_TABLE
    }


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 3, 9, 20])
def test_killed_while_findings_are_written_entries_stay_and_the_next_press_heals(
    files: Path, tmp_path: Path, number: int
) -> None:
    path = tmp_path / NAME
    path.write_bytes((files / "mistakes.xlsx").read_bytes())
    before = entered(path)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path), str(number)], cwd=ROOT)
    assert killed.returncode == -signal.SIGKILL
    # What Excel held at that moment, as if the clerk had saved it.
    assert entered(path) == before
    again = Workplace(path)
    assert again.press(CHECK.id).tone is Tone.ATTENTION
    assert len(again.rows(Result.table)) > 100


# The command line, and the way without an add-in


def test_a_command_line_that_no_button_builds_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert excel_entry.main(["kiem_tra", "--wb=%TEMP%", "--app=x", "--hwnd=1"]) == 0
    assert "sự cố ngoài dự kiến" in capsys.readouterr().out


def test_nothing_is_taken_from_the_folder_of_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "xlwings.py").write_text("raise SystemExit(9)")
    (tmp_path / "addin.py").write_text("raise SystemExit(9)")
    started = subprocess.run(
        [sys.executable, "-I", "-m", "addin.excel", "x"], cwd=tmp_path, capture_output=True
    )
    assert started.returncode == 0
    assert "sự cố" in started.stdout.decode()


def test_a_job_is_chosen_by_its_number() -> None:
    said: list[str] = []
    answers = iter(["99", "x", "1"])
    assert choose_job(lambda words: next(answers), said.append) is JOBS[0]
    assert [line for line in said if line.startswith("Không có việc số")] == [
        "Không có việc số 99.",
        "Không có việc số x.",
    ]
    assert choose_job(lambda words: "", said.append) is None


def test_the_workbook_in_front_is_worked_on_without_an_add_in(sample: Workplace) -> None:
    outcome = run_active(CHECK.id, [sample.excel.app], sample.box, NOW)
    assert outcome.message.startswith("Không có lỗi")
    assert run_active(CHECK.id, [], sample.box, NOW).tone is Tone.FAILED
    assert "Chưa mở sổ nào" in sample.last


def test_results_can_be_cleared(mistakes: Workplace) -> None:
    mistakes.press(CHECK.id)
    mistakes.press(CLEAR.id)
    assert not any(row[0] for row in mistakes.rows(Result.table))
