"""A Word document as PDF, through the LibreOffice on the machine."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from addin.refusal import Refusal

_TIME_LIMIT: Final = 120.0
_FILTER: Final = "pdf:writer_pdf_Export"


class PdfError(Refusal):
    """Why there is no PDF and what to do: one Vietnamese sentence for staff."""


def find_libreoffice() -> Path | None:
    """Return LibreOffice's program, on the search path or where its installers put it."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next((path for path in _usual_places() if path.is_file()), None)


def _usual_places() -> Iterator[Path]:
    for variable in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA"):
        if folder := os.environ.get(variable):
            # soffice.com is the one that waits until the work is done.
            for program in ("soffice.com", "soffice.exe"):
                yield Path(folder, "LibreOffice", "program", program)
                yield Path(folder, "Programs", "LibreOffice", "program", program)
    yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    yield Path("/usr/lib/libreoffice/program/soffice")
    yield Path("/opt/libreoffice/program/soffice")


def to_pdf(docx_path: Path, pdf_path: Path, *, time_limit: float = _TIME_LIMIT) -> None:
    """Write `docx_path` as PDF to `pdf_path`; `time_limit` in seconds.

    A profile of its own keeps the user's open LibreOffice out of it. Raises PdfError where
    LibreOffice is absent, does not finish in time or gives no PDF, and where `pdf_path` cannot be
    written.
    """
    program = find_libreoffice()
    if program is None:
        raise PdfError(
            "Máy này chưa cài LibreOffice nên chưa xuất được PDF; hãy cài LibreOffice, hoặc mở tệp "
            f"{docx_path.name} bằng Word rồi chọn Lưu thành PDF."
        )
    with tempfile.TemporaryDirectory(prefix="thidua-pdf-") as folder:
        work = Path(folder)
        shutil.copyfile(docx_path, work / "document.docx")
        _run(_command(program, work), time_limit, docx_path.name)
        made = work / "document.pdf"
        if not made.is_file():
            raise PdfError(
                f"LibreOffice không xuất được PDF từ tệp {docx_path.name}; hãy mở tệp bằng Word "
                "rồi chọn Lưu thành PDF."
            )
        try:
            shutil.copyfile(made, pdf_path)
        except OSError:
            raise PdfError(
                f"Không ghi được tệp {pdf_path.name}; hãy đóng tệp nếu đang mở, hoặc chọn thư mục "
                "khác."
            ) from None


def _command(program: Path, work: Path) -> list[str]:
    return [
        str(program),
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        _FILTER,
        "--outdir",
        str(work),
        str(work / "document.docx"),
    ]


def _run(command: list[str], time_limit: float, name: str) -> None:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        process.wait(time_limit)
    except subprocess.TimeoutExpired:
        raise PdfError(
            f"LibreOffice chưa xuất xong tệp {name} sau {time_limit:.0f} giây nên đã bị dừng; hãy "
            "đóng bớt chương trình rồi thử lại."
        ) from None
    finally:
        _kill_group(process)


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    """End the program with all that it started: its launcher may be gone before its child."""
    if sys.platform == "win32":
        if process.poll() is None:
            end = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(end, check=False, capture_output=True)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
