"""What a button hands over: the command line that thidua.bas builds, read back.

    "C:\\…\\pythonw.exe" -I -m addin.excel kiem_tra "--wb=S~1ED5.xlsx" "--app=…" --hwnd=1234

WScript.Shell's Run replaces %NAME% in what it runs and Windows splits it at quotes and backslashes.
So texts are escaped: the letters A-Z and a-z, digits, space, ".", "_" and "-" stand for themselves,
every other UTF-16 unit is "~" and four hexadecimal digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

CLERK_WAS_TOLD = 0
"""The exit code of a job that has shown its message box, whatever the outcome. On any other the
add-in tells the clerk that the program could not be started."""

_ESCAPED = re.compile(r"(?:[A-Za-z0-9 ._-]|~[0-9A-F]{4})*")
_UNIT = re.compile(r"~([0-9A-F]{4})|(.)")
_ARGUMENT = re.compile(r"--(wb|app|hwnd)=(.*)")


@dataclass(frozen=True)
class Pressed:
    """A button pressed in Excel.

    `job` is the button's control id, `book` the name of the workbook in front (None: none is
    open), `app` Excel's path without extension, `window` the handle of its main window.
    """

    job: str
    book: str | None
    app: str
    window: int


def read_command_line(arguments: Sequence[str]) -> Pressed:
    """The press that a command line stands for, without interpreter, -I and -m.

    Raises ValueError for a command line that thidua.bas does not build.
    """
    job, *named = arguments or [""]
    values = dict(_named_argument(each) for each in named)
    if len(values) < len(named) or not values.keys() >= {"app", "hwnd"} or not job:
        raise ValueError(f"not a button's command line: {list(arguments)}")
    book = values.get("wb")
    return Pressed(
        job=job,
        book=None if book is None else unescaped(book),
        app=unescaped(values["app"]),
        window=int(values["hwnd"]),
    )


def _named_argument(argument: str) -> tuple[str, str]:
    parts = _ARGUMENT.fullmatch(argument)
    if not parts:
        raise ValueError(f"not an argument of a button: {argument!r}")
    return parts[1], parts[2]


def unescaped(text: str) -> str:
    """The text behind an escaped one; a unit without its other half becomes U+FFFD.

    Raises ValueError for text that thidua.bas does not write.
    """
    if not _ESCAPED.fullmatch(text):
        raise ValueError(f"not escaped by the add-in: {text!r}")
    units = [int(code, 16) if code else ord(plain) for code, plain in _UNIT.findall(text)]
    raw = b"".join(unit.to_bytes(2, "little") for unit in units)
    return raw.decode("utf-16-le", errors="replace")
