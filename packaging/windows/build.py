"""The offline installer for Windows, built on Linux: uv run python packaging/windows/build.py

Python for Windows by its pinned hash, the wheels of every dependency for win_amd64, the program
itself; makensis (Debian's package nsis) makes one file of them, dist/thidua-<version>-setup.exe.
The result installs without a network and without rights.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = ("--platform", "win_amd64", "--python-version", "3.11", "--only-binary", ":all:")
WINDOWS_ONLY = ("pywin32", "pywin32-ctypes", "colorama")
"""What xlwings, keyring and click need on Windows alone, which pip on Linux leaves out."""

Fetch = Callable[[str], bytes]


class Stopped(Exception):
    """A step that cannot be done, and what to do about it."""


def main() -> int:
    """Build the installer; 1 and one line where that is not possible."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    output = ROOT / "dist" / f"thidua-{version}-setup.exe"
    try:
        with tempfile.TemporaryDirectory() as folder:
            content = Path(folder, "python")
            unpack_python(content)
            add_packages(content)
            compile_installer(content, output, version)
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    print(output)
    return 0


def unpack_python(content: Path, fetch: Fetch | None = None) -> None:
    """Python for Windows, able to import what lies in Lib/site-packages beside it."""
    pinned = tomllib.loads((HERE / "python.toml").read_text("utf-8"))
    archive = content.parent / "python.zip"
    archive.write_bytes(checked(pinned["url"], pinned["sha256"], fetch or download))
    with zipfile.ZipFile(archive) as files:
        files.extractall(content)
    archive.unlink()
    (path_file,) = content.glob("python*._pth")
    lines = [line for line in path_file.read_text("ascii").splitlines() if line[:1] != "#"]
    site = ["Lib/site-packages", "Lib/site-packages/win32", "Lib/site-packages/win32/lib"]
    path_file.write_text("\n".join([*lines, *site, "import site", ""]), "ascii")


def checked(url: str, sha256: str, fetch: Fetch) -> bytes:
    """What lies at an address, if it is what was pinned; Stopped otherwise."""
    try:
        data = fetch(url)
    except OSError as error:
        raise Stopped(
            f"Python for Windows cannot be fetched here ({error}): build where {url} can be "
            "reached; nothing was built."
        ) from error
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise Stopped(
            f"{url} has sha256 {found} and not {sha256}: do not use it; compare the page of that "
            "release on python.org before python.toml is changed."
        )
    return data


def download(url: str) -> bytes:
    """The bytes at an address."""
    with urllib.request.urlopen(url, timeout=60) as response:
        return bytes(response.read())


def add_packages(content: Path) -> None:
    """The program and its dependencies, as wheels for Windows, unpacked where Python looks."""
    wheels = content.parent / "wheels"
    run("uv", "build", "--wheel", "--out-dir", str(wheels), str(ROOT))
    pins = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["uv"]
    constraints = content.parent / "constraints.txt"
    constraints.write_text("\n".join(pins["constraint-dependencies"]), "utf-8")
    (program,) = wheels.glob("thidua-*.whl")
    run(
        *("pip", "download", "--quiet", "--dest", str(wheels), *TARGET),
        *("--constraint", str(constraints), str(program), *WINDOWS_ONLY),
    )
    site = content / "Lib" / "site-packages"
    for wheel in sorted(wheels.glob("*.whl")):
        unpack_wheel(wheel, site)


def unpack_wheel(wheel: Path, site: Path) -> None:
    """A wheel's modules; what it would put elsewhere ("*.data/purelib", "platlib") comes too."""
    with zipfile.ZipFile(wheel) as files:
        files.extractall(site)
    for data in site.glob("*.data"):
        for kind in ("purelib", "platlib"):
            if (data / kind).is_dir():
                shutil.copytree(data / kind, site, dirs_exist_ok=True)
        shutil.rmtree(data)


def compile_installer(content: Path, output: Path, version: str) -> None:
    """One file from a folder, by makensis; Stopped where that is missing or refuses."""
    output.parent.mkdir(parents=True, exist_ok=True)
    run(
        *("makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", f"-DCONTENT={content}"),
        *(f"-DOUTPUT={output}", f"-DVERSION={version}", str(HERE / "thidua.nsi")),
    )


def run(program: str, *arguments: str) -> None:
    """Run a program; Stopped, with what it said, where it is missing or fails."""
    found = shutil.which(program)
    if found is None:
        raise Stopped(f"{program} is missing (Debian: apt-get install nsis python3-pip).")
    done = subprocess.run([found, *arguments], capture_output=True, text=True)
    if done.returncode:
        raise Stopped(f"{program} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


if __name__ == "__main__":
    sys.exit(main())
