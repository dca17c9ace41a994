"""Word documents as PDF, through the LibreOffice on the machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from addin.refusal import Refusal

_TIME_LIMIT: Final = 120.0
_FILTER: Final = "pdf:writer_pdf_Export"
_PAUSE: Final = 0.1
_IDLE_RUNS: Final = 3
"""Runs in a row that make nothing, after which the rest is given up."""
_NAMED: Final = 4
_MADE_BY_LIBREOFFICE: Final = (
    b"/Producer<FEFF" + "LibreOffice".encode("utf-16-be").hex().upper().encode()
)

Progress = Callable[[int], None]
"""Told how many documents of a batch are done."""


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
    """Write `docx_path` as PDF to `pdf_path`; `time_limit` in seconds. Raises as `all_to_pdf`."""
    all_to_pdf({docx_path: pdf_path}, time_limit=time_limit)


def all_to_pdf(paths: Mapping[Path, Path], *, time_limit: float = _TIME_LIMIT) -> None:
    """Write documents as PDF, each to the path given for it.

    Raises PdfError where LibreOffice is absent, and the first one of the documents that failed
    after all others were written.
    """
    for problem in batch_to_pdf(paths, time_limit=time_limit).values():
        raise problem


def batch_to_pdf(
    paths: Mapping[Path, Path],
    *,
    progress: Progress | None = None,
    time_limit: float = _TIME_LIMIT,
) -> dict[Path, PdfError]:
    """Write documents as PDF, each to the path given for it; return why some could not be.

    One LibreOffice does them all, with a profile of its own, which keeps the user's open one out
    of it. Where it dies or takes longer than `time_limit` seconds over one document, that one is
    left out and another goes on with the rest. `progress` is told how many are done.

    Raises PdfError where LibreOffice is absent.
    """
    program = find_libreoffice()
    if program is None:
        names = ", ".join(each.name for each in paths) if len(paths) < _NAMED else "các văn bản"
        raise PdfError(
            "Máy này chưa cài LibreOffice nên chưa xuất được PDF; hãy cài LibreOffice, hoặc mở tệp "
            f"{names} bằng Word rồi chọn Lưu thành PDF."
        )
    with tempfile.TemporaryDirectory(prefix="thidua-pdf-", ignore_cleanup_errors=True) as folder:
        batch = _Batch(program, Path(folder), paths, progress or _say_nothing, time_limit)
        return batch.run()


def pdf_paths(
    papers: Sequence[Path], folder: Path | None
) -> tuple[dict[Path, Path], dict[Path, PdfError]]:
    """Where the PDF of each document goes, beside it or in a folder; and which cannot have one.

    What Word would not open is kept from LibreOffice, which prints a damaged file as plain text.
    """
    from addin.documents.word_file import open_word_file

    paths: dict[Path, Path] = {}
    unfit: dict[Path, PdfError] = {}
    for paper in papers:
        target = (folder or paper.parent) / f"{paper.stem}.pdf"
        try:
            open_word_file(paper)
        except Refusal as refusal:
            unfit[paper] = PdfError(str(refusal))
            continue
        if target in paths.values() and paper not in paths:
            unfit[paper] = PdfError(
                f"Tệp {paper.name} trùng tên với một tệp khác nên sẽ đè lên PDF của tệp đó; hãy "
                "đổi tên hoặc xuất riêng."
            )
        else:
            paths[paper] = target
    return paths, unfit


def _say_nothing(done: int) -> None:
    pass


class _Batch:
    """Documents on their way through LibreOffice, under short names in a folder of their own."""

    def __init__(
        self,
        program: Path,
        work: Path,
        paths: Mapping[Path, Path],
        progress: Progress,
        time_limit: float,
    ) -> None:
        self._program = program
        self._work = work
        self._paths = paths
        self._progress = progress
        self._time_limit = time_limit
        self._problems: dict[Path, PdfError] = {}
        self._copies: dict[str, Path] = {}
        """The documents by the names of their copies, in order."""

    def run(self) -> dict[Path, PdfError]:
        for number, source in enumerate(self._paths):
            try:
                shutil.copyfile(source, self._work / f"{number}.docx")
                self._copies[f"{number}.docx"] = source
            except OSError:
                self._fail(source, f"Không đọc được tệp {source.name}; hãy xem lại tên tệp.")
        waiting, idle_runs = list(self._copies), 0
        while waiting and idle_runs < _IDLE_RUNS:
            hung = self._convert(waiting)
            made = [name for name in waiting if self._made(name).is_file()]
            idle_runs = 0 if made else idle_runs + 1
            stuck = waiting[waiting.index(made[-1]) + 1 :] if made else waiting
            # What stands before the last one made was tried and gave nothing.
            tried = [name for name in waiting if name not in stuck]
            self._finish(made, [name for name in tried if name not in made])
            if stuck:
                self._stop_at(stuck[0], hung=hung)
            waiting = stuck[1:]
        for name in waiting:
            self._stop_at(name, hung=False)
        self._progress(len(self._paths))
        return self._problems

    def _made(self, name: str) -> Path:
        return (self._work / name).with_suffix(".pdf")

    def _convert(self, names: list[str]) -> bool:
        """Run LibreOffice over some documents; True where it had to be stopped."""
        process = subprocess.Popen(
            _command(self._program, self._work, names),
            cwd=self._work,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            return not self._watch(process, names)
        finally:
            _kill_group(process)

    def _watch(self, process: subprocess.Popen[bytes], names: list[str]) -> bool:
        """Wait until the program ends, telling how many documents are done; False if it hangs."""
        before = len(self._paths) - len(names)
        last_made, count = time.monotonic(), 0
        while process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_PAUSE)
            made = sum(self._made(name).is_file() for name in names)
            if made > count:
                last_made, count = time.monotonic(), made
                # The last one may not be whole yet.
                self._progress(before + made - 1)
            elif time.monotonic() - last_made > self._time_limit:
                return False
        return True

    def _finish(self, made: list[str], failed: list[str]) -> None:
        for name in made:
            self._deliver(name)
        for name in failed:
            self._stop_at(name, hung=False)

    def _deliver(self, name: str) -> None:
        source = self._copies[name]
        target = self._paths[source]
        try:
            if not _may_replace(target):
                self._fail(
                    source,
                    f"Đã có tệp {target.name} do chương trình khác lập hoặc đã ký số nên không "
                    "ghi đè; hãy đổi tên tệp đó hoặc chọn thư mục khác.",
                )
                return
            shutil.copyfile(self._made(name), target)
        except OSError:
            self._fail(
                source,
                f"Không ghi được tệp {target.name}; hãy đóng tệp nếu đang mở, hoặc chọn thư mục "
                "khác.",
            )

    def _stop_at(self, name: str, *, hung: bool) -> None:
        source = self._copies[name]
        if hung:
            self._fail(
                source,
                f"LibreOffice chưa xuất xong tệp {source.name} sau {self._time_limit:.0f} giây nên "
                "đã bị dừng; hãy đóng bớt chương trình rồi thử lại.",
            )
        else:
            self._fail(
                source,
                f"LibreOffice không xuất được PDF từ tệp {source.name}; hãy mở tệp bằng Word rồi "
                "chọn Lưu thành PDF.",
            )

    def _fail(self, source: Path, sentence: str) -> None:
        self._problems[source] = PdfError(sentence)


def _may_replace(target: Path) -> bool:
    """Whether nothing is lost by writing here: only what LibreOffice made, unsigned, is replaced.

    A scan of the signed paper often bears the same name.
    """
    if not target.exists():
        return True
    data = target.read_bytes()
    return _MADE_BY_LIBREOFFICE in data and b"/ByteRange" not in data


def _command(program: Path, work: Path, names: Sequence[str]) -> list[str]:
    return [
        str(program),
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        _FILTER,
        "--outdir",
        str(work),
        # Short names: a command line of Windows holds 32,767 letters.
        *names,
    ]


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End the program with all that it started: its launcher may be gone before its child."""
    if sys.platform == "win32":
        if process.poll() is None:
            end = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(end, check=False, capture_output=True)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
