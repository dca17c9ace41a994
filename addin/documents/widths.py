"""How wide a line of bold Times New Roman is, without asking a word processor.

Decree 30 gives the rules under the motto, the agency and the subject a length measured in the
text above them, so the page needs the length of that text before anything is laid out.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final

# Advance widths in thousandths of the font size.
_LETTERS_OF_WIDTH: Final = {
    250: " \u00a0,.",
    278: "/\\il'",
    333: "!()-:;[]`fjt’‘",
    389: "Is",
    444: "cerz",
    500: "#$*0123456789?J_agovxy–“”",
    554: "ơ",
    556: 'Sbdhknpqu"đ',
    570: "+<=>",
    600: "ư",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQƠ",
    796: "Ư",
    833: "&m",
    944: "M",
    1000: "W%…",
}
_WIDTH_OF_LETTER: Final = {
    letter: width for width, letters in _LETTERS_OF_WIDTH.items() for letter in letters
}
_UNKNOWN: Final = 556
_HORN: Final = "\u031b"


def text_width(text: str, size: float) -> float:
    """Return the width in points of one line of bold Times New Roman at `size` points.

    A mark above or below does not widen its letter; a horn (ơ, ư) does.
    """
    return sum(map(_letter_width, unicodedata.normalize("NFC", text))) * size / 1000


# Kept, because a list of 300 names has a few hundred letters, a hundred times each.
@cache
def _letter_width(letter: str) -> int:
    parts = unicodedata.normalize("NFD", letter)
    base = parts[0]
    if _HORN in parts:
        base = unicodedata.normalize("NFC", base + _HORN)
    return _WIDTH_OF_LETTER.get(base, _UNKNOWN)


def wrapped_widths(text: str, size: float, available: float) -> list[float]:
    """Return the width in points of every line that `text` takes in a column `available` wide."""
    widths = []
    # Room for a number or a day is several spaces wide.
    text = re.sub(" {2,}", lambda spaces: "\u00a0" * len(spaces[0]), text)
    for typed_line in text.split("\n"):
        line = ""
        # A no-break space stays within its word.
        for word in re.findall(r"[^ \t]+", typed_line):
            longer = f"{line} {word}" if line else word
            if line and text_width(longer, size) > available:
                widths.append(text_width(line, size))
                line = word
            else:
                line = longer
        widths.append(text_width(line, size))
    return widths


def balanced_width(text: str, size: float, available: float) -> float:
    """Return the narrowest column in which `text` takes no more lines than in `available`."""
    lines = len(wrapped_widths(text, size, available))
    narrow, wide = 0.0, available
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        if len(wrapped_widths(text, size, middle)) > lines or _has_word_wider(text, size, middle):
            narrow = middle
        else:
            wide = middle
    return wide


def _has_word_wider(text: str, size: float, available: float) -> bool:
    return max(wrapped_widths(text, size, available)) > available


def part_of_line(widths: Sequence[float]) -> float:
    """Return the length of a rule under lines of text: a third to a half of the last line.

    Where the lines differ little, the rule is a third to a half of each of them.
    Source: khoản 2 and khoản 5 Mục II Phụ lục I: "bằng từ 1/3 đến 1/2 độ dài của dòng chữ".
    """
    low, high = max(widths) / 3, min(widths) / 2
    return (low + high) / 2 if low <= high else widths[-1] * 0.45
