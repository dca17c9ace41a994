"""What a button in LibreOffice starts: the clerk's desk over the channel, from press to box."""

import io
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from addin.book.calc import RequestFailed
from addin.calc import CalcDesk
from addin.desk import Outcome, Place, Tone
from addin.refusal import Refusal
from tests.book.test_calc import OUTLINE, Extension

NOW = datetime(2021, 1, 20, 8, 30)


def desk(**answers: Any) -> tuple[CalcDesk, Extension]:
    extension = Extension(**answers)
    return CalcDesk(extension, NOW, "Kiểm tra"), extension


def test_the_status_comes_before_the_box_and_the_files_after_it() -> None:
    at, extension = desk()
    made = (Path("/sổ/kế hoạch.docx"),)
    at.show(Outcome("Đã ghi.", Tone.ATTENTION, "Xong", made))
    assert extension.asked == [
        ("status", {"sentence": "Xong"}),
        ("box", {"tone": "attention", "message": "Đã ghi."}),
        ("show_file", {"path": str(made[0])}),
    ]


def test_a_place_is_told_by_sheet_and_cell() -> None:
    at, extension = desk(place=["Đăng ký", 7, 28])
    assert at.place() == Place("Đăng ký", "AB7")
    at.go_to(Place("Đề nghị", "AB7"))
    assert extension.last("go_to") == {"sheet": "Đề nghị", "row": 7, "column": 28}


def test_what_is_chosen_is_a_path_or_nothing() -> None:
    at, extension = desk(choose_file="/tệp.docx", choose_folder=None)
    assert at.choose_file("Chọn", (".docx",)) == Path("/tệp.docx")
    assert extension.last("choose_file")["suffixes"] == [".docx"]
    assert at.choose_folder("Chọn") is None


def test_a_register_is_saved_where_it_lies_and_a_new_one_is_not() -> None:
    at, extension = desk()
    assert at.save() == Path(OUTLINE["path"])
    assert extension.asked[-1][0] == "save"
    new, extension = desk(outline={**OUTLINE, "path": None})
    with pytest.raises(Refusal, match="chưa được lưu"):
        new.save()
    assert extension.asked[-1][0] == "outline"


def test_a_dated_copy_is_kept_before_the_first_change_after_opening(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def copies(**outline: Any) -> int:
        extension = Extension(outline={**OUTLINE, **outline})
        _ = CalcDesk(extension, NOW, writes=outline.pop("writes", True)).book
        return [call for call, _ in extension.asked].count("save_copy")

    assert copies(writes=False) == 0
    assert copies(read_only=True) == 0
    assert copies() == 1
    assert copies() == 0
    assert copies(session="4711|2") == 1


def test_a_file_that_nothing_opens_does_not_end_the_job() -> None:
    class Helpless(Extension):
        def __call__(self, call: str, **arguments: Any) -> Any:
            if call == "show_file":
                raise RequestFailed
            return super().__call__(call, **arguments)

    CalcDesk(Helpless(), NOW).show(Outcome("Đã ghi.", made=(Path("/sổ/thư.eml"),)))


@pytest.mark.parametrize(
    ("outline", "sentence"),
    [
        ({"version": None}, "không phải là sổ thi đua"),
        ({"version": "99.0"}, "mới hơn chương trình"),
        ({"sheets": ["x.conf"]}, "ra lệnh cho chương trình khác"),
    ],
)
def test_what_is_no_register_of_ours_is_refused(outline: dict[str, Any], sentence: str) -> None:
    at, _ = desk(outline={**OUTLINE, **outline})
    with pytest.raises(Refusal, match=sentence):
        _ = at.book


def test_each_thing_that_a_button_needs_is_looked_at() -> None:
    good, _ = desk(about={"version": "7.4", "day": 43866.0}, extension="0.1.0")
    assert [step.passed for step in good.diagnose()] == [True] * 4
    bad, _ = desk(
        about={"version": "7.4", "day": 43952.0},
        extension="0.0.1",
        outline={**OUTLINE, "version": None},
    )
    steps = list(bad.diagnose())
    assert [step.passed for step in steps] == [True, False, False, False]
    assert "Locale" in steps[1].remedy
    assert "thidua calc install" in steps[2].remedy


def test_the_program_speaks_nothing_but_requests_and_ends_with_libreoffice() -> None:
    """Started as the extension does, against answers that end after the first one."""
    run = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-m", "addin.calc", "tro_giup"],
        input=json.dumps({"result": OUTLINE}) + "\n",
        capture_output=True,
        encoding="ascii",
        timeout=60,
    )
    assert run.returncode == 1
    asked = [json.loads(line)["call"] for line in io.StringIO(run.stdout)]
    assert asked[0] == "outline"
    assert len(asked) == 2 or asked[-1] == "box"
