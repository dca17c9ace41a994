"""A pressed button ends in a message, whatever happens."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from addin import buttons, press
from addin.desk import Desk, Outcome, Tone
from addin.law import VARIABLE
from addin.refusal import Refusal
from tests.support.desk import TestDesk

NOW = datetime(2021, 1, 20, 8, 30)
DESK = TestDesk(None, NOW)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)


def jobs(monkeypatch: pytest.MonkeyPatch, run: Callable[[Desk], Outcome]) -> None:
    monkeypatch.setattr(press, "JOBS", (replace(buttons.CHECK, run=run),))


def test_a_job_that_refuses_says_its_sentence() -> None:
    outcome = press.press("kiem_tra", DESK)
    assert outcome.tone is Tone.FAILED
    assert outcome.message == "Chưa mở sổ nào."


def test_an_unknown_button_asks_for_a_new_installation() -> None:
    outcome = press.press("khong_co", DESK)
    assert outcome.tone is Tone.FAILED
    assert "cài đặt lại" in outcome.message


def test_a_failure_nobody_foresaw_is_logged_without_what_it_quotes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(desk: Desk) -> Outcome:
        raise ValueError("Nguyễn Văn Mẫu")

    jobs(monkeypatch, fail)
    outcome = press.press("kiem_tra", DESK)
    assert outcome.tone is Tone.FAILED
    assert "không bị thay đổi" in outcome.message
    log = (tmp_path / "thidua" / "thidua.log").read_text("utf-8")
    assert "ValueError" in log
    assert "Nguyễn" not in log


def test_a_wrong_law_file_is_said_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "thidua" / "luat"
    folder.mkdir(parents=True)
    (folder / "dia_phuong.toml").write_text("sai = [", encoding="utf-8")

    def never(desk: Desk) -> Outcome:
        raise AssertionError

    jobs(monkeypatch, never)
    outcome = press.press("kiem_tra", DESK)
    assert outcome.tone is Tone.FAILED
    assert "dia_phuong.toml" in outcome.message


def test_a_refusal_inside_a_job_is_the_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(desk: Desk) -> Outcome:
        raise Refusal("Sổ đang mở ở chế độ chỉ đọc; hãy lưu thành bản khác rồi làm lại.")

    jobs(monkeypatch, refuse)
    assert press.press("kiem_tra", DESK).message.startswith("Sổ đang mở")
