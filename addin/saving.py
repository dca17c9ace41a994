"""A file written whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from addin.refusal import Refusal


def save_whole(target: Path, content: bytes, program: str = "Excel") -> None:
    """Write bytes to a file in one step; a file that is there is replaced whole or stays.

    Refusal where the folder cannot be written or a program, such as the one named, holds the file.
    """
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except OSError:
        raise Refusal(
            f"Không ghi được tệp {target.name}; hãy đóng tệp nếu đang mở trong {program}, hoặc "
            "chọn thư mục khác còn chỗ và được phép ghi."
        ) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
