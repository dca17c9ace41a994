"""A screen of its own for a test: keyboard, mouse, windows and camera."""

import os
import select
import subprocess
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.support.tools import running

SIZE = "1400x900x24"
SECONDS = 60

SPARE_KEYCODES = [*range(147, 203), *range(208, 256)]
KEYBOARD = """
xkb_keymap {{
    xkb_keycodes {{ include "evdev" {keycodes} }};
    xkb_types {{ include "complete" }};
    xkb_compat {{ include "complete" }};
    xkb_symbols {{ include "pc+us" {symbols} }};
}};
"""


class Screen:
    """A running X server with a window manager; made by ``screen``."""

    def __init__(self, display: str) -> None:
        self.display = display

    def _run(self, *command: str) -> str:
        environment = os.environ | {"DISPLAY": self.display, "LC_ALL": "C.UTF-8"}
        run = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=SECONDS
        )
        return run.stdout

    def click(self, x: int, y: int, *, ctrl: bool = False) -> None:
        """Click the left button at a pixel."""
        hold, release = (["keydown", "ctrl"], ["keyup", "ctrl"]) if ctrl else ([], [])
        move = ["mousemove", str(x), str(y), "sleep", "0.1"]
        self._run("xdotool", *move, *hold, "click", "1", *release, "sleep", "0.3")

    def type(self, text: str) -> None:
        """Type text into whatever has the keyboard."""
        self._run("xdotool", "type", "--delay", "25", "--", text)

    def keys(self, *names: str) -> None:
        """Press keys one after another by their X names: ``Return``, ``ctrl+z``."""
        for name in names:
            self._run("xdotool", "key", "--clearmodifiers", name, "sleep", "0.3")

    def windows(self) -> list[str]:
        """Titles of the visible windows."""
        found = self._run("xdotool", "search", "--onlyvisible", "--name", ".").split()
        return [self._run("xdotool", "getwindowname", window).strip() for window in found]

    def screenshot(self, path: Path) -> Path:
        """Write the whole screen as .png and return its path."""
        self._run("import", "-window", "root", str(path))
        return path


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen on a free display number, gone at the end of the ``with`` block."""
    with ExitStack() as stack:
        ready, number = os.pipe()
        stack.callback(os.close, ready)
        # Without -noreset the server forgets the keyboard when xkbcomp leaves it.
        server = ("Xvfb", "-displayfd", str(number), "-noreset", "-nolisten", "tcp")
        stack.enter_context(running(*server, "-screen", "0", SIZE, pass_fds=(number,)))
        os.close(number)
        if not select.select([ready], [], [], SECONDS)[0]:
            raise TimeoutError("the screen did not start")
        display = f":{os.read(ready, 16).decode().strip()}"
        subprocess.run(
            ["xkbcomp", "-w", "0", "-", display], input=vietnamese_keyboard(), text=True, check=True
        )
        stack.enter_context(running("openbox", env={"DISPLAY": display}))
        yield Screen(display)


def vietnamese_keyboard() -> str:
    """The American keyboard with a key more for every Vietnamese letter, in xkbcomp's language.

    xdotool borrows a spare key for a letter that the keyboard lacks and gives it back before a
    slow program has looked at it, so letters would get lost.
    """
    tones = ["", "\N{COMBINING GRAVE ACCENT}", "\N{COMBINING ACUTE ACCENT}"]
    tones += ["\N{COMBINING HOOK ABOVE}", "\N{COMBINING TILDE}", "\N{COMBINING DOT BELOW}"]
    vowels = (unicodedata.normalize("NFC", v + tone) for v in "aăâeêioôơuưy" for tone in tones)
    letters = ["đ", *(vowel for vowel in vowels if not vowel.isascii())]
    keys = [
        (f"<V{code}>", code, letter) for code, letter in zip(SPARE_KEYCODES, letters, strict=False)
    ]
    return KEYBOARD.format(
        keycodes="".join(f"{name}={code};" for name, code, _ in keys),
        symbols="".join(
            f"key {name} {{[U{ord(letter):04X},U{ord(letter.upper()):04X}]}};"
            for name, _, letter in keys
        ),
    )
