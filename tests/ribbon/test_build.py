"""The built add-in: the same bytes each time, the approved project, one PC's path."""

import io
import subprocess
import sys
import warnings
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from addin.buttons import JOBS
from addin.refusal import Refusal
from addin.ribbon import build
from addin.ribbon.build import ProjectChanged, build_addin
from addin.ribbon.custom_ui import custom_ui
from tests.ribbon.planted import PYTHON
from tests.support.addin_check import check_addin
from tests.support.ooxml import assert_valid
from tests.support.parts import parts
from tests.support.tools import ROOT


def cells(addin: bytes) -> list[str]:
    """Column A of the add-in's sheet, read by another program."""
    [sheet] = CalamineWorkbook.from_filelike(io.BytesIO(addin)).sheet_names
    assert sheet == "Thi Đua"
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(addin))
    return [str(row[0]) for row in workbook.get_sheet_by_name(sheet).to_python()]


@pytest.mark.parametrize("superior", [False, True])
def test_the_parts_are_sound_and_agree(superior: bool) -> None:
    check_addin(build_addin(PYTHON, superior))


def test_the_same_input_gives_the_same_bytes() -> None:
    program = (
        "import hashlib; from addin.ribbon.build import build_addin\n"
        f"print(hashlib.sha256(build_addin({PYTHON!r})).hexdigest())"
    )
    seeds = ("0", "1")
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "TZ": f"UTC-{seed}"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in seeds
    }
    assert len(digests) == 1


def test_entries_are_stored_without_time_or_system() -> None:
    with zipfile.ZipFile(io.BytesIO(build_addin(PYTHON))) as archive:
        for entry in archive.infolist():
            assert entry.compress_type == zipfile.ZIP_STORED
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.create_system, entry.external_attr) == (0, 0x20)
        assert archive.infolist()[0].filename == "[Content_Types].xml"


def test_the_project_does_not_depend_on_the_pc() -> None:
    here = parts(build_addin(PYTHON))
    there = parts(build_addin(r"D:\Python\pythonw.exe", superior=True))
    assert here["xl/vbaProject.bin"] == there["xl/vbaProject.bin"]
    assert here["xl/worksheets/sheet1.xml"] != there["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    "path",
    [
        PYTHON,
        r"C:\Người dùng\Đỗ Thị Hường (cũ)\a & b\'c'\50%\pythonw.exe",
        r"C:\_x0041_\pythonw.exe",
        r"\\máy-chủ\chung\pythonw.exe",
        r"C:\=1+1\pythonw.exe",
    ],
)
def test_the_interpreters_path_arrives_in_the_sheet_as_it_is(path: str) -> None:
    interpreter, not_started = cells(build_addin(path))
    assert interpreter == path
    assert path in not_started


def test_a_path_with_other_slashes_is_written_as_windows_writes_it() -> None:
    assert cells(build_addin("C:/Thi Đua/pythonw.exe"))[0] == r"C:\Thi Đua\pythonw.exe"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("pythonw.exe", "không đầy đủ"),
        (r"Python\pythonw.exe", "không đầy đủ"),
        (r"\Python\pythonw.exe", "không đầy đủ"),
        ('C:\\a" -c "x\\pythonw.exe', "không đầy đủ"),
        ("C:\\a\npythonw.exe", "không đầy đủ"),
        ("", "không đầy đủ"),
        (r"C:\%TEMP%\pythonw.exe", "hai dấu %"),
    ],
)
def test_a_path_that_windows_would_take_for_another_is_refused(path: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        build_addin(path)


def test_a_changed_project_stops_the_build_until_it_is_approved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "thidua.bas"
    source.write_text(build.SOURCE.read_text("ascii").replace("65536", "65535"), "ascii")
    for name in ("APPROVED", "CUSTOM_UI"):
        copy = tmp_path / Path(getattr(build, name)).name
        copy.write_bytes(getattr(build, name).read_bytes())
        monkeypatch.setattr(build, name, copy)
    build_addin(PYTHON)
    monkeypatch.setattr(build, "SOURCE", source)
    with pytest.raises(ProjectChanged, match="--approve"):
        build_addin(PYTHON)
    build.main([])
    with pytest.raises(ProjectChanged):
        build_addin(PYTHON)
    build.main(["--approve"])
    build_addin(PYTHON)


def test_the_built_files_are_fresh() -> None:
    fresh = custom_ui(JOBS, superior=False)
    assert fresh == build.CUSTOM_UI.read_bytes(), "run: python -m addin.ribbon.build"


def test_what_a_virus_scanner_sees_is_what_it_has_to_do() -> None:
    # olevba: no macro runs by itself, no address, no string that is hidden by an encoding.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oletools.olevba import VBA_Parser

        with closing(VBA_Parser("thidua.xlam", data=build_addin(PYTHON))) as parser:
            found = parser.analyze_macros()
    assert {(kind, word) for kind, word, _ in found} == {
        ("Suspicious", "WScript.Shell"),
        ("Suspicious", "Shell"),
        ("Suspicious", "Run"),
        ("Suspicious", "CreateObject"),
        ("Suspicious", "Hex Strings"),  # the identifiers in VB_Base
    }


@pytest.mark.slow
@pytest.mark.parametrize("superior", [False, True])
def test_the_open_xml_sdk_finds_nothing(
    ooxml_validator: None, tmp_path: Path, superior: bool
) -> None:
    path = tmp_path / build.FILE_NAME
    path.write_bytes(build_addin(PYTHON, superior))
    assert_valid(path)
