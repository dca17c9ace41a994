"""The offline installer: what it takes along, what stops it, and that it compiles."""

import hashlib
import importlib.util
import io
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from tests.support.tools import ROOT, need_programs

FOLDER = ROOT / "packaging/windows"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("windows_build", FOLDER / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def python_for_tests() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as files:
        files.writestr("python.exe", b"MZ")
        files.writestr("pythonw.exe", b"MZ")
        files.writestr("python311._pth", "python311.zip\n.\n\n# Uncomment\n#import site\n")
    return stream.getvalue()


def test_the_pinned_python_is_one_that_the_program_runs_on() -> None:
    pinned = tomllib.loads((FOLDER / "python.toml").read_text("utf-8"))
    assert pinned["version"] in pinned["url"]
    assert pinned["version"].startswith("3.11.")
    assert len(bytes.fromhex(pinned["sha256"])) == 32


def test_without_a_network_the_build_stops_and_says_so(build: ModuleType, tmp_path: Path) -> None:
    def offline(url: str) -> bytes:
        raise OSError("no network")

    with pytest.raises(build.Stopped, match="cannot be fetched here"):
        build.unpack_python(tmp_path / "python", offline)


def test_a_python_of_another_hash_is_not_used(build: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(build.Stopped, match="do not use it"):
        build.unpack_python(tmp_path / "python", lambda url: python_for_tests())
    assert not (tmp_path / "python").exists()


def test_the_unpacked_python_finds_its_packages(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = python_for_tests()
    monkeypatch.setattr(build, "checked", lambda url, sha256, fetch: fetch(url))
    build.unpack_python(tmp_path / "python", lambda url: data)
    lines = (tmp_path / "python/python311._pth").read_text("ascii").splitlines()
    assert lines[-1] == "import site"
    assert "Lib/site-packages" in lines
    assert build.checked("x", hashlib.sha256(data).hexdigest(), lambda url: data) == data


def test_a_wheel_s_modules_all_come_to_the_same_place(build: ModuleType, tmp_path: Path) -> None:
    wheel = tmp_path / "mau-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as files:
        files.writestr("mau/__init__.py", "")
        files.writestr("mau-1.0.data/platlib/mau/kem.pyd", "x")
    build.unpack_wheel(wheel, tmp_path / "site")
    assert (tmp_path / "site/mau/kem.pyd").exists()
    assert not list((tmp_path / "site").glob("*.data"))


@pytest.mark.slow
def test_the_installer_compiles(build: ModuleType, tmp_path: Path) -> None:
    need_programs("makensis")
    content = tmp_path / "Nội dung" / "python"
    content.mkdir(parents=True)
    for name in ("python.exe", "pythonw.exe"):
        (content / name).write_bytes(b"MZ")
    output = tmp_path / "thidua-setup.exe"
    build.compile_installer(content, output, "0.1.0")
    assert output.read_bytes()[:2] == b"MZ"
    assert output.stat().st_size > 40_000


@pytest.mark.slow
def test_a_missing_program_is_named(build: ModuleType) -> None:
    with pytest.raises(build.Stopped, match="khong-co-chuong-trinh is missing"):
        build.run("khong-co-chuong-trinh")
