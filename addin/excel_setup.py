"""The add-in on this PC: put in, taken out, looked at; and the way in where none may run.

It goes into the folder from which Excel starts the user's own add-ins and which it trusts, so no
rights are needed; a file that is written there bears no mark of having come from the web.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path, PureWindowsPath

from addin.diagnosis import Step
from addin.refusal import Refusal
from addin.ribbon.build import FILE_NAME, build_addin

SHORTCUT = "Thi Đua.cmd"

_REOPEN = "Hãy đóng mọi cửa sổ Excel rồi mở lại sổ để thấy thẻ Thi đua."
_INSTALL = "hãy chạy “thidua excel install”"

Build = Callable[[str, bool], bytes]


class ExcelSetup:
    """The add-in of a user.

    `start_folder` is Excel's XLSTART, `interpreter` the full path of the Python that buttons
    start; both are found by themselves if not given. Refusal where this is no Windows.
    """

    def __init__(
        self,
        start_folder: Path | None = None,
        interpreter: str | None = None,
        build: Build = build_addin,
    ) -> None:
        self.file = (start_folder or _start_folder()) / FILE_NAME
        self.interpreter = interpreter or str(windowless(PureWindowsPath(sys.executable)))
        self._build = build

    def install(self, superior: bool = False) -> str:
        """Write the add-in, or a newer one over it; says what was done.

        Refusal where the file cannot be written.
        """
        data = self._build(self.interpreter, superior)
        before = self._installed()
        if before == data:
            return f"Thẻ Thi đua trong Excel đã đúng phiên bản này ({self.file}), không phải cài."
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_bytes(data)
        except OSError as error:
            raise Refusal(self._locked("ghi")) from error
        done = "Đã cài" if before is None else "Đã cập nhật"
        return (
            f"{done} thẻ Thi đua vào Excel: {self.file}\n"
            f"Nút bấm sẽ chạy chương trình ở: {self.interpreter}\n{_REOPEN}"
        )

    def uninstall(self) -> str:
        """Take the add-in out; says what was done. Refusal where it cannot be removed."""
        if self._installed() is None:
            return "Excel không có thẻ Thi đua, không phải gỡ gì."
        try:
            self.file.unlink()
        except OSError as error:
            raise Refusal(self._locked("xóa")) from error
        return f"Đã gỡ thẻ Thi đua khỏi Excel ({self.file}). Sổ của bạn không thay đổi."

    def status(self) -> str:
        """Whether the add-in is installed, and whether it is this version's."""
        return self.step().line

    def step(self) -> Step:
        """The add-in as a step of Kiểm tra cài đặt."""
        found = self._installed()
        if found is None:
            return Step(
                "Chưa cài thẻ Thi đua vào Excel",
                f"Muốn có nút trong Excel thì {_INSTALL}.",
            )
        if not any(found == self._build(self.interpreter, superior) for superior in (False, True)):
            return Step(
                f"Thẻ Thi đua trong Excel ({self.file}) là của phiên bản hoặc Python khác",
                f"Đóng Excel rồi {_INSTALL}.",
            )
        return Step(f"Thẻ Thi đua trong Excel đúng phiên bản này ({self.file})")

    def _installed(self) -> bytes | None:
        try:
            return self.file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Refusal(self._locked("đọc")) from error

    def _locked(self, what: str) -> str:
        return (
            f"Không {what} được {self.file}: hãy đóng mọi cửa sổ Excel rồi làm lại; nếu vẫn vậy, "
            "hãy nhờ người phụ trách kỹ thuật cho phép bạn ghi vào thư mục đó."
        )


def _start_folder() -> Path:
    base = os.environ.get("APPDATA")
    if not base:
        raise Refusal("Lệnh này chỉ dùng trên Windows, nơi có Excel.")
    return Path(base) / "Microsoft" / "Excel" / "XLSTART"


def windowless(interpreter: PureWindowsPath) -> PureWindowsPath:
    """The Python beside an interpreter that opens no window of its own."""
    return interpreter.with_name("pythonw.exe")


def write_shortcut(folder: Path, interpreter: PureWindowsPath) -> Path:
    """Put a file beside which a double click offers the jobs for the workbook open in Excel.

    For PCs whose rules let no add-in run. Refusal where it cannot be written.
    """
    target = folder / SHORTCUT
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_bytes(shortcut(interpreter))
    except OSError as error:
        raise Refusal(f"Không ghi được {target}: hãy chọn thư mục khác bằng --folder.") from error
    return target


def shortcut(interpreter: PureWindowsPath) -> bytes:
    """The lines of the file, for cmd.exe: UTF-8 is switched on before a path is read."""
    python = str(interpreter.with_name("python.exe"))
    if '"' in python:
        raise Refusal(f"Đường dẫn tới Python có dấu nháy kép: {python}")
    command = python.replace("%", "%%")
    lines = ["@echo off", "chcp 65001 >nul", f'"{command}" -I -m addin.excel --active']
    return "".join(f"{line}\r\n" for line in lines).encode()


def desktop() -> Path:
    """The user's desktop, also where OneDrive has taken it over."""
    places = [Path.home() / "Desktop"]
    if kept := os.environ.get("ONEDRIVE"):
        places.append(Path(kept) / "Desktop")
    return next((each for each in places if each.is_dir()), Path.home())
