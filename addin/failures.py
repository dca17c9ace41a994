"""A log of unexpected failures for the IT officer, without personal data."""

from __future__ import annotations

import platform
import traceback
from datetime import datetime
from pathlib import Path

from addin.folders import state_folder
from validators import RULES_VERSION


def log_path() -> Path:
    """Where failures are written: the user's own application data, no rights needed."""
    return state_folder() / "thidua.log"


def log_failure(failure: BaseException, at: datetime) -> Path | None:
    """Append where a failure happened; None if the log cannot be written.

    Only its type and the places in the program are kept: a message may quote a cell.
    """
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(failure.__traceback__)
    ]
    head = (
        f"{at:%Y-%m-%d %H:%M:%S} {type(failure).__name__} · "
        f"{RULES_VERSION} · Python {platform.python_version()} · {platform.system()}"
    )
    try:
        path = log_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write("\n".join([head, *places, ""]))
    except OSError:
        return None
    return path


UNCHANGED = "Sổ của bạn không bị thay đổi."


def unexpected(failure: BaseException, at: datetime, state: str = UNCHANGED) -> str:
    """The sentences for the clerk about a failure that nobody foresaw; it is logged as well.

    `state` says what has become of the workbook.
    """
    log = log_failure(failure, at)
    where = f" Chi tiết cho người phụ trách kỹ thuật: {log}" if log else ""
    return f"Chương trình gặp sự cố ngoài dự kiến. {state}{where}"
