"""Dated copies of a workbook, kept beside it before a job changes what staff typed."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from addin.book.archive import BookRefused


def keep_dated_copy(file: Path, at: datetime) -> Path:
    """Copy a workbook beside itself under the time of the job; returns the copy.

    An earlier copy is never replaced: one of the same second gets a number. Raises BookRefused.
    """
    stem, number = f"{file.stem}_ban_sao_{at:%Y%m%d_%H%M%S}", 1
    copy = file.with_name(f"{stem}{file.suffix}")
    while copy.exists():
        number += 1
        copy = file.with_name(f"{stem}_{number}{file.suffix}")
    try:
        shutil.copy2(file, copy)
    except OSError as error:
        raise BookRefused(
            f"Không ghi được bản sao “{copy.name}” nên sổ được giữ nguyên: hãy kiểm tra ổ đĩa còn "
            "chỗ và thư mục được phép ghi rồi làm lại."
        ) from error
    return copy
