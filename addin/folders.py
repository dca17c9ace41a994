"""Where the program keeps what is the person's own: settings, logs, copies, drafts.

All of it lies in the user's profile, so no rights are needed, and never in a workbook.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NAME = "thidua"


def config_folder() -> Path:
    """The folder of settings and of the commune's law; it need not be there."""
    return _base("XDG_CONFIG_HOME", ".config") / _NAME


def state_folder() -> Path:
    """The folder of logs, copies and drafts; it need not be there."""
    return _base("XDG_STATE_HOME", ".local/state") / _NAME


def _base(variable: str, default: str) -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get(variable) or Path.home() / default)
