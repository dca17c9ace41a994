"""The extension of LibreOffice on this machine: put in, taken out, looked at.

It is installed for the user alone, by LibreOffice's own `unopkg`, without any rights.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from addin.diagnosis import Step
from addin.documents.pdf import find_libreoffice
from addin.oxt.build import IDENTIFIER, PATIENCE, build_oxt
from addin.refusal import Refusal

FILE = "thidua.oxt"
TIME_LIMIT = 180
"""Seconds; the first start of LibreOffice after its own installation takes long."""

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_URL = re.compile(rf"URL: \S*UNO_USER_PACKAGES_CACHE/(\S+/{FILE})$", re.MULTILINE)

NO_OFFICE = (
    "Không tìm thấy LibreOffice trên máy này: hãy cài LibreOffice (libreoffice.org), rồi chạy lại."
)
REOPEN = "Hãy đóng mọi cửa sổ LibreOffice rồi mở lại sổ để thấy thay đổi."
INSTALL = "hãy chạy “thidua calc install”"


class CalcSetup:
    """The LibreOffice of a user.

    `program` is LibreOffice's own, found by itself if not given; `profile` the folder of the
    user's settings, the one that LibreOffice takes if not given. Refusal where there is none.
    """

    def __init__(self, program: Path | None = None, profile: Path | None = None) -> None:
        found = program or find_libreoffice()
        if found is None:
            raise Refusal(NO_OFFICE)
        self.program = found.resolve()
        self._own_profile = profile

    @property
    def profile(self) -> Path:
        """Where LibreOffice keeps the user's settings and extensions."""
        if self._own_profile:
            return self._own_profile
        if sys.platform == "win32":
            base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
            return base / "LibreOffice" / "4"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Application Support" / "LibreOffice" / "4"
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        return base / "libreoffice" / "4"

    def install(
        self,
        interpreter: str = sys.executable,
        superior: bool = False,
        patience: int = PATIENCE,
    ) -> str:
        """Put the extension in, or a newer one over it; says what was done.

        Refusal with LibreOffice's reason where it does not take it.
        """
        before = self.installed
        extension = build_oxt(interpreter, superior, patience)
        with tempfile.TemporaryDirectory(prefix="thidua-") as folder:
            file = Path(folder, FILE)
            file.write_bytes(extension)
            Path(folder).chmod(0o755)
            self.add(file)
        done = "Đã cập nhật" if before else "Đã cài"
        return (
            f"{done} menu và thanh công cụ Thi đua trong LibreOffice Calc ({self.program}).\n"
            f"Nút bấm sẽ chạy chương trình ở: {interpreter}\n{REOPEN}"
        )

    def add(self, extension: Path) -> None:
        """Put an extension in, over an older one of its name. Refusal as for `install`."""
        self._unopkg("add", "--force", "--suppress-license", str(extension))

    def uninstall(self) -> str:
        """Take the extension out; says what was done. Refusal as for `install`."""
        if self.installed is None:
            return "LibreOffice không có phần mở rộng Thi đua, không phải gỡ gì."
        self._unopkg("remove", IDENTIFIER)
        return f"Đã gỡ menu và thanh công cụ Thi đua khỏi LibreOffice Calc. {REOPEN}"

    def status(self) -> str:
        """Whether the extension is installed, and which program its buttons start."""
        if self.installed is None:
            return f"Chưa cài vào LibreOffice ({self.program}): {INSTALL}."
        started = self._started()
        current = "đúng phiên bản này" if self._is_current() else f"phiên bản khác: {INSTALL}"
        return f"Đã cài vào LibreOffice ({self.program}), {current}.\nNút bấm chạy: {started}"

    def diagnose(self) -> Iterator[Step]:
        """Everything that a button needs, from LibreOffice to the program, step by step."""
        yield Step(f"LibreOffice: {self.program}")
        yield self._python_step()
        yield self._profile_step()
        if self.installed is None:
            yield Step("Phần mở rộng Thi đua trong LibreOffice", f"chưa cài: {INSTALL}")
            return
        current = "" if self._is_current() else f"cài từ phiên bản khác: {INSTALL}"
        yield Step(f"Phần mở rộng Thi đua: {self.installed}", current)
        yield self._program_step()

    @cached_property
    def installed(self) -> Path | None:
        """The folder of the installed extension, None where there is none. Refusal as above."""
        run = self._run("list", IDENTIFIER)
        if "no such extension" in run.stderr:
            return None
        _refuse_failure(run)
        found = _URL.search(run.stdout)
        cache = self.profile / "user" / "uno_packages" / "cache"
        return cache / found[1] if found else None

    def _started(self) -> str:
        assert self.installed is not None
        try:
            text = (self.installed / "settings.json").read_text(encoding="utf-8")
            return str(json.loads(text)["command"][0])
        except (OSError, ValueError, LookupError):
            return ""

    def _is_current(self) -> bool:
        """Whether what is installed is what this program would install."""
        assert self.installed is not None
        return any(self._holds(build_oxt(self._started(), superior)) for superior in (False, True))

    def _holds(self, extension: bytes) -> bool:
        """Whether every file of an extension is installed as it is there."""
        assert self.installed is not None
        with zipfile.ZipFile(io.BytesIO(extension)) as built:
            files = {self.installed / name: built.read(name) for name in built.namelist()}
        return all(file.is_file() and file.read_bytes() == data for file, data in files.items())

    def _python_step(self) -> Step:
        folders = [self.program.parent, self.program.parent.parent / "Resources"]
        if any((folder / "pythonloader.py").is_file() for folder in folders):
            return Step("Python của LibreOffice")
        return Step(
            "Python của LibreOffice",
            "thiếu: hãy cài lại LibreOffice với đủ thành phần (Debian, Ubuntu: gói python3-uno)",
        )

    def _profile_step(self) -> Step:
        place = next(folder for folder in (self.profile, *self.profile.parents) if folder.is_dir())
        wrong = "" if os.access(place, os.W_OK) else "không ghi được: nhờ người quản trị cấp quyền"
        return Step(f"Thư mục cài đặt riêng của LibreOffice: {self.profile}", wrong)

    def _program_step(self) -> Step:
        started = self._started()
        sentence = f"Chương trình Thi Đua: {started}"
        try:
            run = subprocess.run(
                [started, "-I", "-X", "utf8", "-c", "import addin.calc"],
                capture_output=True,
                timeout=TIME_LIMIT,
                creationflags=NO_WINDOW,
            )
            works = run.returncode == 0
        except (OSError, subprocess.TimeoutExpired):
            works = False
        return Step(sentence, "" if works else f"không chạy được: cài lại Thi Đua, rồi {INSTALL}")

    def _unopkg(self, verb: str, *arguments: str) -> None:
        _refuse_failure(self._run(verb, *arguments))
        self.__dict__.pop("installed", None)

    def _run(self, verb: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        name = "unopkg.com" if sys.platform == "win32" else "unopkg"
        command = [str(self.program.with_name(name)), verb]
        if self._own_profile:
            command.append(f"-env:UserInstallation={self._own_profile.resolve().as_uri()}")
        try:
            return subprocess.run(
                [*command, *arguments],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=TIME_LIMIT,
                stdin=subprocess.DEVNULL,
                creationflags=NO_WINDOW,
            )
        except OSError:
            raise Refusal(
                f"LibreOffice thiếu công cụ {command[0]}: hãy cài lại LibreOffice đủ thành phần."
            ) from None
        except subprocess.TimeoutExpired:
            raise Refusal(
                "LibreOffice không trả lời: hãy đóng mọi cửa sổ LibreOffice rồi chạy lại."
            ) from None


def _refuse_failure(run: subprocess.CompletedProcess[str]) -> None:
    """A Refusal with what LibreOffice's tool said, where it failed."""
    if not run.returncode:
        return
    words = f"{run.stdout}\n{run.stderr}"
    if "as root" in words:
        raise Refusal(
            "LibreOffice không cho cài phần mở rộng bằng quyền quản trị cao nhất (root): hãy chạy "
            "lại bằng tài khoản thường, không dùng sudo."
        )
    said = next((line for line in words.splitlines() if line.startswith("ERROR")), "")
    raise Refusal(
        "LibreOffice chưa nhận phần mở rộng Thi đua: hãy đóng mọi cửa sổ LibreOffice rồi chạy lại. "
        f"{said}".strip()
    )
