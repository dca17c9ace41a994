"""Kiểm tra cài đặt: what a button needs to work on this PC, looked at step by step."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from addin.folders import state_folder
from addin.refusal import Refusal
from validators import RULES_VERSION

_WINDOWS_10 = 10
"""First number of the builds of Windows 10, 11 and the servers since 2016."""


@dataclass(frozen=True)
class Step:
    """What was looked at, and what to do where it is not in order; a note asks for nothing."""

    sentence: str
    remedy: str = ""
    note: bool = False

    @property
    def passed(self) -> bool:
        """Whether nothing has to be done."""
        return self.note or not self.remedy

    @property
    def line(self) -> str:
        """The step in one line, the remedy below it."""
        sign = "–" if self.note else "✓" if self.passed else "✗"
        return f"{sign} {self.sentence}" + (f"\n   → {self.remedy}" if self.remedy else "")


def in_words(steps: Iterable[Step]) -> str:
    """All steps, and first what came of it."""
    looked_at = list(steps)
    wrong = sum(not each.passed for each in looked_at)
    head = f"Có {wrong} việc phải làm:" if wrong else "Mọi thứ cần cho các nút đều sẵn sàng."
    return "\n".join([head, "", *(each.line for each in looked_at)])


def common_steps() -> Iterator[Step]:
    """What every program's buttons need: the system, Python, a place to write, law and mail."""
    yield system_step(platform.system(), platform.release(), platform.version())
    yield Step(
        f"Thi Đua {version('thidua')}, bộ quy tắc {RULES_VERSION}, Python "
        f"{platform.python_version()} ({platform.architecture()[0]}) tại {sys.executable}"
    )
    yield _write_step(state_folder())
    yield _law_step()
    yield _mail_step()


def system_step(system: str, release: str, build: str) -> Step:
    """Windows 10 or later; other systems have no Excel to press buttons in."""
    named = f"Hệ điều hành {system} {release} ({build})"
    if system == "Windows" and int(build.partition(".")[0] or 0) < _WINDOWS_10:
        return Step(
            named, "Thi Đua cần Windows 10 trở lên: hãy nhờ người phụ trách kỹ thuật nâng cấp."
        )
    return Step(named)


def _write_step(folder: Path) -> Step:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return Step(
            f"Không ghi được vào {folder}",
            "Các nút sẽ không giữ được bản sao trước khi ghi: hãy nhờ người phụ trách kỹ thuật cho "
            "phép bạn ghi vào thư mục đó.",
        )
    return Step(f"Ghi được vào thư mục dữ liệu {folder}")


def _law_step() -> Step:
    from addin.law import use_local_law
    from validators.regimes import LawFileError

    return _tried(
        lambda: use_local_law(None), (Refusal, LawFileError), "Tệp luật đọc được", "Tệp luật"
    )


def _tried(
    job: Callable[[], object], failures: tuple[type[Exception], ...], good: str, bad: str
) -> Step:
    try:
        job()
    except failures as failure:
        return Step(bad, str(failure))
    return Step(good)


def _mail_step() -> Step:
    from addin.mail.ways import choose_way
    from addin.workplace import WayName, load_workplace

    words = {
        WayName.OUTLOOK: "Gửi thư bằng Outlook",
        WayName.SMTP: "Gửi thư qua máy chủ thư đã cài đặt",
        WayName.DRAFT: "Chưa cài đặt Outlook hay máy chủ thư: bài gửi được làm thành thư nháp",
        WayName.FOLDER: "Chưa cài đặt Outlook hay máy chủ thư: bài gửi được đặt vào một thư mục",
    }
    try:
        way = choose_way(load_workplace().sending)
    except Refusal as refused:
        return Step("Gửi thư", str(refused))
    return Step(words[way.name], note=way.name in (WayName.DRAFT, WayName.FOLDER))
