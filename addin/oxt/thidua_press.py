"""A button pressed: starts the installed program and does for it what it asks.

The program writes requests and reads answers, each a line of JSON: ``{"call": name, …}`` is
answered with ``{"result": …}`` or ``{"error": text}``. What may be asked for is `CALLS`. Whatever
becomes of the program, the document ends as it was or with the whole job done, in one step of undo.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
import time
from typing import Any

from thidua_cells import Cells
from thidua_window import Window

CALLS = {
    Cells: (
        *("outline", "last_cells", "values", "formulas", "traits"),
        *("put", "put_formulas", "put_links", "clear", "dress", "arrange", "fit_rows"),
        *("resize", "copy_down", "remake", "begin", "end", "save", "save_copy"),
    ),
    Window: (
        *("progress", "status", "box", "confirm", "choose_file", "choose_folder"),
        *("place", "go_to", "show_file", "about"),
    ),
}

TICK = 0.05
STILL = 1.0
"""Seconds after which LibreOffice paints its window again while the program works on."""

NOT_FOUND = (
    "Không chạy được chương trình Thi Đua trên máy này:\n{}\n\n"
    "Hãy cài đặt lại Thi Đua, rồi chạy “thidua calc install” và mở lại LibreOffice."
)
BROKEN = (
    "Chương trình Thi Đua dừng giữa chừng. {}\n\n"
    "Hãy bấm lại nút. Nếu vẫn vậy, hãy báo người phụ trách kỹ thuật chạy “thidua calc doctor”."
)
UNTOUCHED = "Sổ của bạn không bị thay đổi."
TAKEN_BACK = "Phần đang ghi dở đã được trả lại như trước khi bấm; số liệu của bạn giữ nguyên."
HALF_WRITTEN = (
    "Các trang do chương trình lập có thể đang ghi dở: hãy bấm lại nút, hoặc đóng sổ mà không lưu."
)
STILL_WORKING = (
    "Chương trình Thi Đua chưa trả lời sau {} giây.\n\nChờ tiếp? Chọn “Không” thì dừng chương "
    "trình và trả sổ lại như trước khi bấm."
)
STOPPED = "Đã dừng theo yêu cầu. {}"

_FOREIGN = ("PYTHON", "LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_", "URE_", "UNO_")
"""Beginnings of the variables that LibreOffice sets for its own Python."""

_busy = threading.Lock()


class ProgramLost(Exception):
    """The program ended, or wrote what is no request."""


class Impatient(Exception):
    """The clerk did not want to wait any longer."""


def settings() -> dict[str, Any]:
    """What the extension was built with: `command`, `patience` in seconds, `version`."""
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with open(os.path.join(folder, "settings.json"), encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    return found


def press(context: Any, job: str) -> None:
    """Do one job on the document in front; while one runs, further presses do nothing."""
    if not _busy.acquire(False):
        return
    try:
        window = Window(context)
        window.leave_cell()
        cells = Cells(window.document)
        _run(job, window, cells)
    finally:
        _busy.release()


def _run(job: str, window: Window, cells: Cells) -> None:
    known = settings()
    try:
        program = Program([*known["command"], job])
    except OSError:
        window.box("failed", NOT_FOUND.format(known["command"][0]))
        return
    sentence = BROKEN
    try:
        _serve(program, window, cells, known["patience"])
        sentence = ""
    except ProgramLost:
        pass
    except Impatient:
        sentence = STOPPED
    finally:
        program.kill()
        left = cells.release(keep=not sentence)
        window.end_progress()
    if sentence:
        states = {"": UNTOUCHED, "back": TAKEN_BACK, "half": HALF_WRITTEN}
        window.box("failed", sentence.format(states[left]))


def _serve(program: Program, window: Window, cells: Cells, patience: float) -> None:
    """Answer the program until it ends."""
    targets: dict[str, Any] = {"extension": lambda: settings()["version"]}
    for target in (window, cells):
        targets.update({name: getattr(target, name) for name in CALLS[type(target)]})
    while True:
        request = _next_request(program, window, patience)
        if request is None:
            return
        call = targets.get(request.pop("call", None))
        if call is None:
            raise ProgramLost
        try:
            answer = {"result": call(**request)}
        except Exception as failure:  # Whatever it was, the program has to know of it.
            answer = {"error": "{}: {}".format(type(failure).__name__, failure)}  # noqa: UP032
        program.answer(answer)


def _next_request(program: Program, window: Window, patience: float) -> dict[str, Any] | None:
    """What the program asks next, None where it has ended well."""
    started = time.monotonic()
    try:
        while True:
            try:
                return program.request(TICK)
            except queue.Empty:
                waited = time.monotonic() - started
            if waited > STILL:
                window.stay_alive()
            if waited > patience:
                if not window.confirm(STILL_WORKING.format(round(patience))):
                    raise Impatient
                started = time.monotonic()
    finally:
        window.wake()


class Program:
    """The installed program at work on one job."""

    def __init__(self, command: list[str]) -> None:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.upper().startswith(_FOREIGN)
        }
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._lines: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(b"")

    def request(self, seconds: float) -> dict[str, Any] | None:
        """The next request, None at the end; queue.Empty where none comes in time."""
        line = self._lines.get(timeout=seconds)
        if not line:
            if self._process.wait(5) != 0:
                raise ProgramLost
            return None
        try:
            request = json.loads(line.decode("ascii"))
        except ValueError:
            raise ProgramLost from None
        if not isinstance(request, dict):
            raise ProgramLost
        return request

    def answer(self, answer: dict[str, Any]) -> None:
        """Write an answer."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(answer).encode("ascii") + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise ProgramLost from None

    def kill(self) -> None:
        """End the program, if it still runs."""
        self._process.kill()
        self._process.wait()
