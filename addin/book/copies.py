"""Dated copies of a file, kept beside it before a job changes or replaces what staff typed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from addin.book.archive import BookRefused
from addin.folders import state_folder
from addin.saving import save_whole

KEPT_COPIES = 20
"""Copies that are kept of one workbook before a button changes it; the oldest go first."""

_SESSION_SUFFIX = ".phien"
_SESSION = timedelta(hours=12)
"""How long an opened workbook counts as the same: Windows gives numbers of windows out again."""


def keep_dated_copy(file: Path, at: datetime) -> Path:
    """Copy a file beside itself under the time of the job; returns the copy.

    An earlier copy is never replaced: one of the same second gets a number. Raises BookRefused.
    """
    copy = _free(file.parent, f"{file.stem}_ban_sao", f"{at:%Y%m%d_%H%M%S}", file.suffix)
    try:
        shutil.copy2(file, copy)
    except OSError as error:
        raise BookRefused(
            f"Không ghi được bản sao “{copy.name}” nên “{file.name}” được giữ nguyên: hãy kiểm tra "
            "ổ đĩa còn chỗ và thư mục được phép ghi rồi làm lại."
        ) from error
    return copy


def save_keeping(target: Path, content: bytes, at: datetime, program: str = "Excel") -> Path | None:
    """Write a file whole; one that is there and says something else is kept as a dated copy.

    Somebody may have typed into what an earlier job wrote. Returns the copy, None where there is
    none. Refusal where the copy or the file cannot be written.
    """
    there = target.is_file() and target.stat().st_size
    same = there == len(content) and target.read_bytes() == content
    kept = keep_dated_copy(target, at) if there and not same else None
    save_whole(target, content, program)
    return kept


def copies_folder() -> Path:
    """Where copies of open workbooks are kept: on this PC, never in a folder that is shared."""
    return state_folder() / "ban_sao"


def keep_session_copy(
    name: str, session: str, at: datetime, save_copy: Callable[[Path], object]
) -> Path | None:
    """Keep a dated copy of an open workbook before it is changed for the first time.

    `session` tells one opening of the workbook from another. None where there is a copy of this
    session already. Raises BookRefused where none can be made: then nothing may be changed.
    """
    folder = copies_folder()
    marker = folder / f"{hashlib.sha256(session.encode()).hexdigest()[:16]}{_SESSION_SUFFIX}"
    try:
        if marker.exists() and at - datetime.fromtimestamp(marker.stat().st_mtime) < _SESSION:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        copy = _free(folder, Path(name).stem, f"{at:%Y%m%d_%H%M%S}", Path(name).suffix or ".xlsx")
        save_copy(copy)
        marker.touch()
    except Exception as error:
        raise BookRefused(
            f"Không giữ được bản sao của sổ trong {folder} nên sổ được giữ nguyên: hãy kiểm tra ổ "
            "đĩa còn chỗ và thư mục đó được phép ghi rồi bấm lại."
        ) from error
    _prune(folder, Path(name).stem, at)
    return copy


def _free(folder: Path, stem: str, moment: str, suffix: str) -> Path:
    copy, number = folder / f"{stem}_{moment}{suffix}", 1
    while copy.exists():
        number += 1
        copy = folder / f"{stem}_{moment}_{number}{suffix}"
    return copy


def _prune(folder: Path, stem: str, at: datetime) -> None:
    """Forget copies beyond the number kept, and sessions long over; what cannot go stays."""
    copies = [
        each
        for each in folder.iterdir()
        if each.suffix != _SESSION_SUFFIX and each.stem[: len(stem) + 1] == f"{stem}_"
    ]
    copies.sort(key=lambda each: each.stat().st_mtime)
    over = [
        each
        for each in folder.glob(f"*{_SESSION_SUFFIX}")
        if at - datetime.fromtimestamp(each.stat().st_mtime) > _SESSION
    ]
    for each in [*copies[:-KEPT_COPIES], *over]:
        try:
            each.unlink()
        except OSError:
            continue
