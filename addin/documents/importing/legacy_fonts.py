"""Text that only looks Vietnamese: codes of fonts from before Unicode, told by the font's name.

Word keeps the codes of such fonts as if they were letters of Windows-1252, so a Vietnamese letter
stands in the file as one or two Western ones.

- TCVN3 ("ABC"): the fonts .VnTime, .VnArial …; TCVN 5712:1993, third set (VN3). It has no capitals
  with a tone; fonts whose names end with H (.VnTimeH) draw small letters as capitals instead.
- VNI: the fonts VNI-Times, VNI-Helve …; a vowel is followed by a second letter for its hat or
  breve and tone ("oá" is "ố"), as published for VNI for Windows.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from typing import Final


class Encoding(Enum):
    """What the letters of a run stand for."""

    UNICODE = auto()
    TCVN3 = auto()
    TCVN3_CAPITALS = auto()
    VNI = auto()


TCVN3: Final = {
    chr(first + offset): letter
    for first, letters in {
        0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
        0xB5: "àảãáạ",
        0xBB: "ằẳẵắ",
        0xC6: "ặầẩẫấậè",
        0xCE: "ẻẽéẹềểễếệìỉ",
        0xDC: "ĩíịò",
        0xE1: "ỏõóọồổỗốộờởỡớợù",
        0xF1: "ủũúụừửữứựỳỷỹýỵ",
    }.items()
    for offset, letter in enumerate(letters)
}
"""Letters by the character of their code."""

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE = "\u0302", "\u0306"

VNI_LETTERS: Final = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
"""Letters of VNI that are one character; capitals are the capitals of both."""

VNI_MARKS: Final = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT, "á": _HAT + _ACUTE, "à": _HAT + _GRAVE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE,
    "ä": _HAT + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
"""Hat, breve and tone by the character that follows their vowel, small or capital."""

_VNI_VOWELS: Final = "aeouyơư"
_TCVN3_FONT = re.compile(r"\.vn|vn(?:time|arial|avant|bahamas|book|century|courier)", re.IGNORECASE)
_VNI_FONT = re.compile(r"vni[-_ ]|vni\b", re.IGNORECASE)
# What only Unicode has: letters of the Vietnamese blocks and combining tones.
_UNICODE_LETTER = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0323]")
# A font that calls itself a symbol font has its codes moved up.
_SYMBOL_CODES: Final = range(0xF020, 0xF100)


def encoding_of(font: str | None) -> Encoding:
    """What the letters under a font's name stand for."""
    name = (font or "").strip()
    if _TCVN3_FONT.match(name):
        return Encoding.TCVN3_CAPITALS if name.endswith("H") else Encoding.TCVN3
    return Encoding.VNI if _VNI_FONT.match(name) else Encoding.UNICODE


def decode(text: str, encoding: Encoding) -> list[str]:
    """What each character of a text stands for; "" for one that went into the letter before it.

    Unicode text that somebody has put into an old font is left as it is.
    """
    if encoding is Encoding.UNICODE:
        return list(text)
    if _UNICODE_LETTER.search(text):
        letters = list(text)
    else:
        codes = [_code(each) for each in text]
        letters = _from_vni(codes) if encoding is Encoding.VNI else _from_tcvn3(codes)
    if encoding is Encoding.TCVN3_CAPITALS:
        return [each.upper() for each in letters]
    return letters


def _code(character: str) -> str:
    number = ord(character)
    return chr(number & 0xFF) if number in _SYMBOL_CODES else character


def _from_tcvn3(codes: list[str]) -> list[str]:
    return [TCVN3.get(each, each) for each in codes]


def _from_vni(codes: list[str]) -> list[str]:
    letters: list[str] = []
    vowel = -1  # where a vowel stands that may still get its mark
    for index, code in enumerate(codes):
        mark = VNI_MARKS.get(code.lower())
        if mark and vowel >= 0:
            letters[vowel] = unicodedata.normalize("NFC", letters[vowel] + mark)
            letters.append("")
            vowel = -1
            continue
        letter = VNI_LETTERS.get(code.lower(), "")
        letters.append((letter.upper() if code.isupper() else letter) or code)
        vowel = index if letters[-1].lower() in _VNI_VOWELS and letters[-1] else -1
    return letters
