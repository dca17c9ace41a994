"""The extension put into LibreOffice and taken out, and what is said where something fails."""

import sys
import tempfile
from pathlib import Path

import pytest

from addin import calc_setup
from addin.calc_setup import CalcSetup
from addin.cli import run
from addin.refusal import Refusal
from tests.support.libreoffice import setup_for

UNOPKG = """#!{python} -I
import pathlib, shutil, sys, urllib.parse, zipfile
verb, *rest = sys.argv[1:]
url = next(each for each in rest if each.startswith("-env:UserInstallation=file://"))
profile = pathlib.Path(urllib.parse.unquote(url.partition("file://")[2]))
place = profile / "user/uno_packages/cache/uno_packages/lu1.tmp_/thidua.oxt"
sys.stdout.reconfigure(encoding="utf-8")
if (profile / "broken").exists():
    sys.exit("ERROR: " + (profile / "broken").read_text(encoding="utf-8"))
if verb == "add":
    zipfile.ZipFile(rest[-1]).extractall(place)
elif not place.exists():
    sys.exit("ERROR: There is no such extension deployed: " + rest[-1])
elif verb == "remove":
    shutil.rmtree(place)
else:
    print("Identifier: " + rest[-1])
    print("  URL: vnd.sun.star.expand:$UNO_USER_PACKAGES_CACHE/uno_packages/lu1.tmp_/thidua.oxt")
"""
"""A stand-in for LibreOffice's tool."""


@pytest.fixture
def setup(tmp_path: Path) -> CalcSetup:
    """A LibreOffice in folders that have every letter that Windows allows."""
    program = tmp_path / "Chương trình (x86) & khác" / "program"
    program.mkdir(parents=True)
    for name, text in {"soffice": "", "unopkg": UNOPKG.format(python=sys.executable)}.items():
        (program / name).write_text(text, encoding="utf-8")
        (program / name).chmod(0o755)
    (program / "pythonloader.py").touch()
    profile = tmp_path / "Nguyễn Văn A & con" / "4"
    profile.mkdir(parents=True)
    return CalcSetup(program / "soffice", profile)


def test_installing_twice_and_removing_twice_says_what_was_done(setup: CalcSetup) -> None:
    assert setup.status().startswith("Chưa cài")
    said = setup.install()
    assert said.startswith("Đã cài menu và thanh công cụ Thi đua")
    assert sys.executable in said
    assert "mở lại" in said
    assert "đúng phiên bản này" in setup.status()
    assert setup.install().startswith("Đã cập nhật")
    assert setup.uninstall().startswith("Đã gỡ")
    assert "không phải gỡ gì" in setup.uninstall()
    assert setup.status().startswith("Chưa cài")


def test_an_older_extension_is_told_from_the_present_one(setup: CalcSetup) -> None:
    setup.install()
    assert setup.installed
    (setup.installed / "Addons.xcu").write_text("khác")
    assert "phiên bản khác" in setup.status()
    assert [step.passed for step in setup.diagnose()] == [True, True, True, False, True]
    setup.install()
    assert all(step.passed for step in setup.diagnose())


def test_each_step_that_fails_says_what_to_do(setup: CalcSetup) -> None:
    setup.install("/không/có/python")
    remedies = [step.remedy for step in setup.diagnose()]
    assert remedies[:4] == [""] * 4
    assert "cài lại Thi Đua" in remedies[4]
    setup.program.with_name("pythonloader.py").unlink()
    setup.uninstall()
    remedies = [step.remedy for step in setup.diagnose()]
    assert "python3-uno" in remedies[1]
    assert "thidua calc install" in remedies[3]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("Cannot run unopkg as root without --shared", "tài khoản thường"),
        ("unsatisfied dependencies", "LibreOffice chưa nhận phần mở rộng Thi đua.*unsatisfied"),
    ],
)
def test_what_libreoffice_refuses_is_told_in_plain_words(
    setup: CalcSetup, said: str, sentence: str
) -> None:
    (setup.profile / "broken").write_text(said)
    with pytest.raises(Refusal, match=sentence):
        setup.install()


def test_a_libreoffice_without_its_tool_is_told_so(setup: CalcSetup) -> None:
    setup.program.with_name("unopkg").unlink()
    with pytest.raises(Refusal, match="thiếu công cụ"):
        setup.install()


@pytest.mark.parametrize(
    ("platform", "variables", "profile"),
    [
        (
            "win32",
            {"APPDATA": "/U/A & B/AppData/Roaming"},
            "/U/A & B/AppData/Roaming/LibreOffice/4",
        ),
        ("darwin", {"HOME": "/U/an"}, "/U/an/Library/Application Support/LibreOffice/4"),
        ("linux", {"XDG_CONFIG_HOME": "/U/c"}, "/U/c/libreoffice/4"),
    ],
)
def test_the_users_settings_are_where_each_system_keeps_them(
    platform: str, variables: dict[str, str], profile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert CalcSetup(Path("/x/soffice")).profile.as_posix() == profile


# The command line


@pytest.fixture
def own(setup: CalcSetup, monkeypatch: pytest.MonkeyPatch) -> CalcSetup:
    """The LibreOffice that the commands find."""
    monkeypatch.setattr(calc_setup, "CalcSetup", lambda: setup)
    return setup


def test_the_commands_say_and_return_what_became_of_them(
    own: CalcSetup, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["calc", "doctor"]) == 1
    assert "✗ Phần mở rộng Thi đua" in capsys.readouterr().out
    for verb, words in [
        ("install", "Đã cài"),
        ("status", "Đã cài vào LibreOffice"),
        ("doctor", "✓ Phần mở rộng Thi đua"),
        ("uninstall", "Đã gỡ"),
    ]:
        assert run(["calc", verb]) == 0
        assert words in capsys.readouterr().out


def test_without_libreoffice_the_commands_say_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(calc_setup, "find_libreoffice", lambda: None)
    assert run(["calc", "install"]) == 2
    assert "hãy cài LibreOffice" in capsys.readouterr().err


@pytest.mark.slow
def test_libreoffice_itself_takes_the_extension_and_gives_it_back(soffice: None) -> None:
    # pytest's own folders are closed to nobody, as whom LibreOffice's tool runs instead of root.
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder)
        (profile / "user").mkdir()
        setup = setup_for(profile)
        assert setup.status().startswith("Chưa cài")
        setup.install()
        assert all(step.passed for step in setup.diagnose())
        setup.uninstall()
        assert setup.installed is None
