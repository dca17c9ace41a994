"""What a button in Excel starts: Excel and the workbook are found, one job is done, one box shown.

    pythonw -I -m addin.excel kiem_tra "--wb=…" "--app=…" --hwnd=…     a button (`ribbon`)
    python  -I -m addin.excel --active [kiem_tra]                      a shortcut without add-in

It never starts an Excel, and takes nothing from the workbook but cells.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path, PureWindowsPath
from typing import TypeVar

import xlwings as xw

from addin.book import excel_api
from addin.book.copies import keep_session_copy
from addin.book.layout import VERSION_NAME
from addin.book.live import LiveGrid
from addin.book.open_book import OpenBook
from addin.book.recognise import refuse_if_foreign
from addin.buttons import JOBS
from addin.desk import Job, Outcome, Place, Tone
from addin.diagnosis import Step
from addin.failures import unexpected
from addin.press import press
from addin.refusal import Refusal
from addin.ribbon.command_line import CLERK_WAS_TOLD, Pressed, read_command_line

TITLE = "Thi Đua"

_EXCEL_2013 = 15
_ORDERS = {"mdy": "tháng/ngày/năm", "ymd": "năm/tháng/ngày"}
_TRIES, _PAUSE = 10, 0.3
"""How often, and after how many seconds, Excel is asked again while it is busy."""

BUSY = (
    "Excel đang bận: một ô đang được gõ dở hoặc một hộp thoại đang mở. Hãy nhấn Enter (hoặc đóng "
    "hộp thoại) rồi bấm lại."
)
GONE = (
    "Excel đã đóng hoặc không trả lời. Hãy mở lại sổ rồi bấm lại; bản sao gần nhất của sổ nằm "
    "trong thư mục dữ liệu của chương trình."
)
NO_EXCEL = (
    "Không tìm thấy cửa sổ Excel đã bấm nút: hãy bấm vào một ô của sổ rồi bấm lại nút. Nếu vẫn "
    "vậy, hãy đóng Excel rồi mở lại sổ."
)
PROTECTED_VIEW = (
    "Sổ đang mở ở chế độ Protected View (chỉ xem) nên chương trình không làm việc được: hãy bấm "
    "Enable Editing (Bật chỉnh sửa) trên dải màu vàng rồi bấm lại."
)
NO_BOOK = "Chưa mở sổ nào: hãy mở sổ thi đua rồi bấm lại."
READ_ONLY = (
    "Sổ đang mở chỉ để đọc nên kết quả sẽ không lưu được: hãy đóng sổ ở máy hoặc cửa sổ khác rồi "
    "mở lại, hoặc lưu sổ thành tên khác, rồi bấm lại."
)
WPS = (
    "Nút này chạy trong WPS Office. Thi Đua làm việc với Microsoft Excel và LibreOffice: hãy mở sổ "
    "bằng một trong hai chương trình đó, hoặc đóng sổ rồi dùng lệnh thidua với tệp sổ."
)
HALF_WRITTEN = (
    "Những gì bạn gõ vẫn còn nguyên; các trang của chương trình có thể mới ghi được một phần, bấm "
    "lại nút thì chúng được ghi lại đủ."
)
ON_THE_WEB = (
    "Sổ đang mở từ OneDrive hoặc SharePoint, không phải từ ổ đĩa của máy. Muốn tệp làm ra nằm cạnh "
    "sổ thì hãy lưu sổ về máy rồi mở từ đó."
)

T = TypeVar("T")
Box = Callable[[str, Tone], object]
"""Shows one message to the clerk."""


class ExcelDesk:
    """The workbook open in Excel and the clerk in front of it (`desk.Desk`).

    `writes` says that the job may change the workbook: then a dated copy is kept before it is
    handed out for the first time since it was opened.
    """

    def __init__(
        self, app: xw.App | None, window: xw.Book | None, now: datetime, writes: bool
    ) -> None:
        self._app, self._window, self._now, self._writes = app, window, now, writes
        self._book: OpenBook | None = None

    @property
    def book(self) -> OpenBook:
        """The workbook in front; Refusal where there is none or it is no register."""
        if self._book is None:
            window = self._workbook()
            refuse_if_foreign(window.name, (each.name for each in window.sheets), _version(window))
            if self._writes:
                if excel_api.is_read_only(window):
                    raise Refusal(READ_ONLY)
                self._keep_copy(window)
            self._book = OpenBook(LiveGrid(window))
        return self._book

    @property
    def may_have_written(self) -> bool:
        """Whether the job had the workbook in its hands and may change it."""
        return self._writes and self._book is not None

    @property
    def path(self) -> Path | None:
        """Where the workbook in front is saved; None where nowhere that a file can be put."""
        return LiveGrid(self._window).path if self._window else None

    @property
    def now(self) -> datetime:
        """The time at which the button was pressed."""
        return self._now

    def save(self) -> Path:
        """Save the workbook in front where it lies; Refusal where it has never been saved."""
        window, path = self._workbook(), self.path
        if path is None:
            raise Refusal(
                ON_THE_WEB
                if _is_on_the_web(window)
                else "Sổ chưa được lưu lần nào: hãy lưu sổ (Ctrl+S) rồi bấm lại."
            )
        window.save()
        return path

    def diagnose(self) -> Iterator[Step]:
        """Excel's version, the PC's order of dates, the workbook and the add-in."""
        if self._app is None:
            yield Step("Chưa có sổ nào mở trong Excel nên chưa xem được Excel", note=True)
        else:
            yield _excel_step(self._app)
            yield _dates_step(self._app)
        if self._window is not None:
            yield _workbook_step(self._window)
        if sys.platform == "win32":
            from addin.excel_setup import ExcelSetup

            yield ExcelSetup().step()

    def progress(self, doing: str) -> None:
        """Say in the status bar what is being done."""
        if self._app is not None:
            self._app.status_bar = f"{TITLE}: {doing}"

    def confirm(self, question: str) -> bool:
        """Ask a question that is answered with yes or no."""
        return self._needed_app().alert(question, TITLE, buttons="yes_no", mode="info") == "yes"

    def choose_file(self, title: str, suffixes: Sequence[str]) -> Path | None:
        """Let the clerk choose a file."""
        return excel_api.choose_file(self._needed_app(), title, suffixes)

    def choose_folder(self, title: str) -> Path | None:
        """Let the clerk choose a folder."""
        return excel_api.choose_folder(self._needed_app(), title)

    def place(self) -> Place:
        """The first of the cells that are selected; A1 where a picture or chart is."""
        selected = self._needed_app().selection
        if selected is None:
            return Place(self._workbook().sheets.active.name, "A1")
        return Place(selected.sheet.name, selected[0, 0].get_address(False, False))

    def go_to(self, place: Place) -> None:
        """Bring a cell to the front and select it."""
        window = self._workbook()
        window.activate()
        sheet = window.sheets[place.sheet]
        sheet.activate()
        sheet.range(place.cell).select()

    def _workbook(self) -> xw.Book:
        if self._window is None:
            raise Refusal(PROTECTED_VIEW if self._is_only_viewed() else NO_BOOK)
        return self._window

    def _is_only_viewed(self) -> bool:
        return self._app is not None and excel_api.protected_views(self._app) > 0

    def _needed_app(self) -> xw.App:
        if self._app is None:
            raise Refusal(NO_EXCEL)
        return self._app

    def _keep_copy(self, window: xw.Book) -> None:
        app, path = self._needed_app(), self.path
        saved = path.stat().st_mtime_ns if path and path.exists() else 0
        session = f"{app.pid}|{app.hwnd}|{window.fullname}|{saved}"
        keep_session_copy(
            window.name, session, self._now, lambda copy: excel_api.save_copy(window, copy)
        )


def _excel_step(app: xw.App) -> Step:
    """Excel 2013 or later."""
    named = f"Excel phiên bản {app.version}"
    if int(str(app.version).partition(".")[0] or 0) < _EXCEL_2013:
        return Step(named, "Thi Đua cần Excel 2013 trở lên; hoặc dùng LibreOffice Calc.")
    return Step(named)


def _dates_step(app: xw.App) -> Step:
    """Day first: elsewhere 5/2/2020 silently becomes 2 May."""
    order = excel_api.date_order(app)
    if order == "dmy":
        return Step("Máy đọc ngày theo thứ tự ngày/tháng/năm")
    return Step(
        f"Máy đọc ngày theo thứ tự {_ORDERS[order]}: 5/2/2020 sẽ bị hiểu sai",
        "Mở Control Panel – Region, đặt Short date là dd/MM/yyyy, rồi mở lại Excel; các ngày đã gõ "
        "trước đó cần xem lại.",
    )


def _workbook_step(window: xw.Book) -> Step:
    """The template of the workbook in front."""
    try:
        refuse_if_foreign(window.name, (each.name for each in window.sheets), _version(window))
    except Refusal as refused:
        return Step(f"Sổ đang mở “{window.name}”", str(refused))
    place = ON_THE_WEB if _is_on_the_web(window) else ""
    return Step(f"Sổ “{window.name}” theo mẫu {_version(window)}", place, note=bool(place))


def run(pressed: Pressed, apps: Iterable[xw.App], box: Box, now: datetime) -> Outcome:
    """Do a button's job in the Excel that it was pressed in, and show how it went."""
    app: xw.App | None = None
    try:
        if _is_wps(pressed.app):
            raise Refusal(WPS)
        app = _patiently(lambda: _app_of(pressed.window, apps))
        window = _patiently(lambda: _window(app, pressed.book))
        outcome = do(pressed.job, app, window, now)
    except Exception as failure:
        outcome = Outcome(_explained(failure) or unexpected(failure, now), Tone.FAILED)
    _finish(app, outcome, box)
    _open(outcome.made)
    return outcome


def do(job_id: str, app: xw.App | None, window: xw.Book | None, now: datetime) -> Outcome:
    """Do a job on a workbook; what goes wrong is in the outcome."""
    job = next((each for each in JOBS if each.id == job_id), None)
    desk = ExcelDesk(app, window, now, job is not None and job.writes)

    def explained(failure: Exception) -> str | None:
        words = _explained(failure)
        if not desk.may_have_written:
            return words
        return f"{words} {HALF_WRITTEN}" if words else unexpected(failure, now, HALF_WRITTEN)

    outcome = press(job_id, desk, explained)
    if outcome.made and window is not None and _is_on_the_web(window):
        return Outcome(
            f"{outcome.message}\n\n{ON_THE_WEB}", outcome.tone, outcome.status, outcome.made
        )
    return outcome


def _app_of(window: int, apps: Iterable[xw.App]) -> xw.App | None:
    """The Excel with a window; None where none of those that hold a workbook has it.

    Since Excel 2013 every workbook has a window of its own, of one and the same process.
    """
    running = list(apps)
    same = [each for each in running if each.hwnd == window]
    if not same and (process := _process_of(window)):
        same = [each for each in running if each.pid == process]
    return same[0] if same else None


def _process_of(window: int) -> int:
    """The number of the process that a window belongs to, 0 where it cannot be told."""
    if sys.platform != "win32":
        return 0
    import ctypes

    process = ctypes.c_ulong()
    ctypes.windll.user32.GetWindowThreadProcessId(window, ctypes.byref(process))
    return int(process.value)


def _window(app: xw.App | None, name: str | None) -> xw.Book | None:
    """The workbook of that name, None where none was in front."""
    if app is None:
        if name is not None:
            raise Refusal(NO_EXCEL)
        return None
    if name is None:
        return None
    found = [book for book in app.books if book.name.casefold() == name.casefold()]
    if not found:
        only_viewed = excel_api.protected_views(app) > 0
        raise Refusal(PROTECTED_VIEW if only_viewed else NO_EXCEL)
    return found[0]


def _version(window: xw.Book) -> str | float | None:
    """What the workbook says of its template, None where it says nothing."""
    if VERSION_NAME not in window.names:
        return None
    stated = window.names[VERSION_NAME].refers_to_range.value
    return stated if isinstance(stated, str | float) else None


def _is_wps(app: str) -> bool:
    """Whether a program's path is that of WPS Office, which answers to Excel's names."""
    words = " ".join(PureWindowsPath(app).parts).casefold()
    return "wps" in words or "kingsoft" in words


def _is_on_the_web(window: xw.Book) -> bool:
    return window.fullname.casefold().startswith(("http://", "https://"))


def _patiently(ask: Callable[[], T]) -> T:
    """The answer of Excel, which is asked again for a while where it takes no call."""
    for _ in range(_TRIES - 1):
        try:
            return ask()
        except Exception as failure:
            if not excel_api.is_rejected(failure):
                raise
        time.sleep(_PAUSE)
    return ask()


def _explained(failure: Exception) -> str | None:
    """The plain sentence for what Excel's refusals mean; None for what nobody foresaw."""
    if isinstance(failure, Refusal):
        return str(failure)
    if excel_api.is_rejected(failure):
        return BUSY
    return GONE if excel_api.is_gone(failure) else None


def _finish(app: xw.App | None, outcome: Outcome, box: Box) -> None:
    """The screen as it was, the status bar free or with the job's sentence, one message box."""
    if app is not None:
        try:
            app.screen_updating = True
            app.status_bar = outcome.status or False
        except Exception as failure:
            if _explained(failure) is None:
                raise
    if outcome.message:
        box(outcome.message, outcome.tone)


def _open(made: Sequence[Path]) -> None:
    """Open the files that a job made; a PC without a program for them just does not."""
    if sys.platform != "win32":
        return
    for path in made:
        try:
            os.startfile(path)
        except OSError:
            continue


def message_box(text: str, tone: Tone) -> None:
    """A box of Windows, above Excel, in Unicode; without Windows a line of text."""
    if sys.platform != "win32":
        print(text)
        return
    import ctypes

    icons = {Tone.DONE: 0x40, Tone.ATTENTION: 0x30, Tone.FAILED: 0x10}
    foreground, topmost = 0x10000, 0x40000
    ctypes.windll.user32.MessageBoxW(None, text, TITLE, icons[tone] | foreground | topmost)


def choose_job(ask: Callable[[str], str] = input, say: Callable[[str], None] = print) -> Job | None:
    """Let the clerk choose a job by its number, for PCs on which no add-in may run."""
    say("Thi Đua – chọn việc cho sổ đang mở trong Excel:")
    for number, job in enumerate(JOBS, start=1):
        say(f"{number:>3}. {job.label}: {job.tip}")
    while answer := ask("Gõ số của việc rồi nhấn Enter (để trống để thôi): ").strip():
        if answer.isdecimal() and 1 <= int(answer) <= len(JOBS):
            return JOBS[int(answer) - 1]
        say(f"Không có việc số {answer}.")
    return None


def front_desk(now: datetime, apps: Iterable[xw.App] = xw.apps) -> ExcelDesk:
    """The desk of the Excel that was used last, to be looked at."""
    excel_api.tame_xlwings()
    app = next(iter(apps), None)
    return ExcelDesk(app, app.books.active if app is not None and app.books else None, now, False)


def run_active(job_id: str, apps: Iterable[xw.App], box: Box, now: datetime) -> Outcome:
    """Do a job on the workbook in front of the Excel that was used last."""
    try:
        app = next(iter(apps), None)
        window = _patiently(lambda: app.books.active if app is not None and app.books else None)
        outcome = do(job_id, app, window, now)
    except Exception as failure:
        app = None
        outcome = Outcome(_explained(failure) or unexpected(failure, now), Tone.FAILED)
    _finish(app, outcome, box)
    _open(outcome.made)
    return outcome


def main(arguments: Sequence[str] | None = None) -> int:
    """Start from a command line; the clerk is told everything, so the exit code says only that."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    excel_api.tame_xlwings()
    now = datetime.now()
    if given[:1] == ["--active"]:
        job_id = given[1] if len(given) > 1 else getattr(choose_job(), "id", "")
        if job_id:
            run_active(job_id, xw.apps, message_box, now)
        return CLERK_WAS_TOLD
    try:
        pressed = read_command_line(given)
    except ValueError as failure:
        message_box(unexpected(failure, now), Tone.FAILED)
    else:
        run(pressed, xw.apps, message_box, now)
    return CLERK_WAS_TOLD


if __name__ == "__main__":
    sys.exit(main())
