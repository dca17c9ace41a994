"""The add-in in Excel's start folder, the way in without it, and what is looked at on a PC."""

from datetime import datetime
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from click.testing import CliRunner

from addin import buttons
from addin.cli import cli
from addin.desk import Tone
from addin.diagnosis import Step, in_words, system_step
from addin.excel import ON_THE_WEB, ExcelDesk
from addin.excel_setup import ExcelSetup, shortcut, windowless, write_shortcut
from addin.refusal import Refusal
from tests.support.desk import TestDesk
from tests.support.xlwings_engine import Excel

NOW = datetime(2026, 11, 26, 8)
FOLDERS = [
    str(PureWindowsPath("C:/", "Users", "Nguyễn Thị Ánh & Em", "AppData", "Local", "Thi Đua")),
    r"C:\Program Files\Thi Dua (x86)",
    r"D:\Cơ quan\100% dữ liệu\Thi Đua ^ mới",
    r"\\may-chu\Phần mềm\Thi Đua",
]


@pytest.fixture
def setup(tmp_path: Path) -> ExcelSetup:
    start = tmp_path / "Nguyễn & Em" / "Microsoft" / "Excel" / "XLSTART"
    return ExcelSetup(start, FOLDERS[0] + r"\python\pythonw.exe")


def test_the_add_in_is_written_once_and_again_only_when_it_changes(setup: ExcelSetup) -> None:
    first = setup.install()
    assert first.startswith("Đã cài thẻ Thi đua")
    assert str(setup.file) in first
    assert setup.interpreter in first
    data = setup.file.read_bytes()
    assert data[:2] == b"PK"
    assert "không phải cài" in setup.install()
    newer = ExcelSetup(setup.file.parent, setup.interpreter, lambda *given: b"PK, newer")
    assert newer.install().startswith("Đã cập nhật")
    assert setup.file.read_bytes() == b"PK, newer"
    assert [each.name for each in setup.file.parent.iterdir()] == ["thidua.xlam"]


def test_what_is_not_there_need_not_be_taken_out(setup: ExcelSetup) -> None:
    assert "không phải gỡ gì" in setup.uninstall()
    setup.install()
    assert setup.uninstall().startswith("Đã gỡ")
    assert not setup.file.exists()
    assert not setup.step().passed


def test_an_add_in_of_another_python_is_told_from_this_one_s(
    setup: ExcelSetup, tmp_path: Path
) -> None:
    setup.install()
    assert setup.step().passed
    other = ExcelSetup(setup.file.parent, FOLDERS[1] + r"\pythonw.exe")
    assert "phiên bản hoặc Python khác" in other.status()
    assert "thidua excel install" in other.status()


@pytest.mark.parametrize("folder", FOLDERS[:3])
def test_any_windows_folder_can_hold_the_program(tmp_path: Path, folder: str) -> None:
    setup = ExcelSetup(tmp_path, folder + r"\pythonw.exe")
    if folder.count("%") > 1:
        with pytest.raises(Refusal):
            setup.install()
    else:
        setup.install()
        assert setup.step().passed


def test_a_file_that_excel_holds_open_is_said(
    setup: ExcelSetup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(self: Path, *given: Any) -> None:
        raise PermissionError(self)

    monkeypatch.setattr(Path, "write_bytes", locked)
    with pytest.raises(Refusal, match="hãy đóng mọi cửa sổ Excel"):
        setup.install()
    monkeypatch.undo()
    setup.install()
    monkeypatch.setattr(Path, "unlink", locked)
    with pytest.raises(Refusal, match="hãy đóng mọi cửa sổ Excel"):
        setup.uninstall()


def test_without_windows_it_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("APPDATA", raising=False)
    with pytest.raises(Refusal, match="chỉ dùng trên Windows"):
        ExcelSetup()


def test_the_start_folder_is_the_user_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APPDATA", str(tmp_path / "Đỗ & Vũ"))
    setup = ExcelSetup(interpreter=FOLDERS[0] + r"\pythonw.exe")
    setup.install()
    assert setup.file == tmp_path / "Đỗ & Vũ" / "Microsoft" / "Excel" / "XLSTART" / "thidua.xlam"


# The way in without an add-in


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_shortcut_starts_python_whatever_its_folder_is_called(folder: str) -> None:
    lines = shortcut(PureWindowsPath(folder) / "pythonw.exe").decode("utf-8").split("\r\n")
    assert lines[:2] == ["@echo off", "chcp 65001 >nul"]
    named = (folder + r"\python.exe").replace("%", "%%")
    assert lines[2] == f'"{named}" -I -m addin.excel --active'
    assert lines[3:] == [""]


def test_the_shortcut_is_put_where_it_was_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "Màn hình & nền"
    target = write_shortcut(folder, PureWindowsPath(FOLDERS[0]) / "pythonw.exe")
    assert target.parent == folder
    (tmp_path / "tệp").touch()
    with pytest.raises(Refusal, match="--folder"):
        write_shortcut(tmp_path / "tệp", PureWindowsPath(FOLDERS[0]) / "pythonw.exe")


def test_buttons_start_the_python_without_a_window() -> None:
    assert windowless(PureWindowsPath(FOLDERS[0]) / "python.exe").name == "pythonw.exe"


# Kiểm tra cài đặt


@pytest.mark.parametrize(
    ("release", "build", "passed"),
    [
        ("10", "10.0.19045", True),
        ("11", "10.0.26100", True),
        ("2019Server", "10.0.17763", True),
        ("7", "6.1.7601", False),
        ("8.1", "6.3.9600", False),
    ],
)
def test_windows_10_or_later_is_asked_for(release: str, build: str, passed: bool) -> None:
    assert system_step("Windows", release, build).passed is passed


def excel_steps(excel: Excel, path: Path | None = None) -> list[Step]:
    window = excel.open(path) if path else None
    return list(ExcelDesk(excel.app, window, NOW, False).diagnose())


@pytest.mark.parametrize(("order", "passed"), [("dmy", True), ("mdy", False), ("ymd", False)])
def test_an_order_of_dates_that_misreads_days_is_a_step_to_be_done(
    order: str, passed: bool
) -> None:
    step = excel_steps(Excel(date_order=order))[1]
    assert step.passed is passed
    assert passed or "dd/MM/yyyy" in step.remedy


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_workbook_in_front_is_looked_at(tmp_path: Path) -> None:
    from addin.commands import new_register

    path = tmp_path / "sổ.xlsx"
    new_register(path, 2026, "Lam Vỹ")
    excel = Excel()
    steps = excel_steps(excel, path)
    assert all(each.passed for each in steps)
    assert "theo mẫu" in steps[-1].sentence
    window = next(iter(excel.app.books))
    window.impl._full = "https://xa.sharepoint.com/sổ.xlsx"
    on_the_web = list(ExcelDesk(excel.app, window, NOW, False).diagnose())[-1]
    assert on_the_web.passed
    assert on_the_web.remedy == ON_THE_WEB
    window.impl._wb.create_sheet("xlwings.conf")
    assert not list(ExcelDesk(excel.app, window, NOW, False).diagnose())[-1].passed


def test_what_is_wrong_is_counted_and_its_remedy_stands_below() -> None:
    steps = [Step("Tốt"), Step("Chưa được", "Làm việc này."), Step("Chưa cài thư", note=True)]
    assert in_words(steps).splitlines() == [
        "Có 1 việc phải làm:",
        "",
        "✓ Tốt",
        "✗ Chưa được",
        "   → Làm việc này.",
        "– Chưa cài thư",
    ]


def test_the_button_and_the_command_say_the_same_of_this_pc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    outcome = buttons.diagnose(TestDesk(None, NOW))
    assert outcome.tone is Tone.DONE
    said = CliRunner().invoke(cli, ["excel", "doctor"], standalone_mode=False).stdout
    assert outcome.message in said
    assert "thư nháp" in said


def test_a_folder_that_cannot_be_written_is_a_step_to_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tệp").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "tệp"))
    outcome = buttons.diagnose(TestDesk(None, NOW))
    assert outcome.tone is Tone.ATTENTION
    assert "✗ Không ghi được vào" in outcome.message
