"""Where the program keeps what is the person's own, and the folders that a clerk names.

What is the person's own – settings, logs, copies, drafts – lies in the user's profile, so no rights
are needed, and never in a workbook.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from addin.refusal import Refusal
from validators.text import storable

_NAME = "thidua"


def config_folder() -> Path:
    """The folder of settings and of the commune's law; it need not be there."""
    return _base("XDG_CONFIG_HOME", ".config") / _NAME


def state_folder() -> Path:
    """The folder of logs, copies and drafts; it need not be there."""
    return _base("XDG_STATE_HOME", ".local/state") / _NAME


def folder_to_read(folder: Path) -> Path:
    """A folder that files are taken from; Refusal where there is none or it may not be read."""
    try:
        next(folder.iterdir(), None)
    except NotADirectoryError:
        raise Refusal(
            f"“{folder}” là tệp, không phải thư mục: hãy chọn thư mục có tệp đó."
        ) from None
    except PermissionError:
        raise Refusal(
            f"Không được phép đọc thư mục {folder}: hãy chọn thư mục khác hoặc nhờ người quản trị "
            "máy cấp quyền đọc."
        ) from None
    except OSError:
        raise Refusal(f"Không có thư mục {folder}: hãy kiểm tra lại đường dẫn.") from None
    return folder


def name_below(folder: Path, path: Path) -> str:
    """How a file is called that lies somewhere below a folder."""
    return storable(path.relative_to(folder).as_posix())


def folder_to_write(folder: Path) -> Path:
    """A folder that files go into, made where it is not there; Refusal where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Refusal(
            f"Không tạo được thư mục {folder}: hãy chọn tên khác hoặc nơi được phép ghi."
        ) from None
    return folder


def _base(variable: str, default: str) -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get(variable) or Path.home() / default)
