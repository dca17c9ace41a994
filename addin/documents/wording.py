"""Words that Nghị định 30/2020/NĐ-CP spells out: numbers, dates, list marks, ends of lines.

Text in, text out. What is left for the records clerk to write by hand (a number, a day) is
printed as room of six spaces.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from validators.notation import (
    letter_value,
    month_figure,
    roman,
    roman_value,
    vietnamese_letter,
)

NATIONAL_NAME: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"

ROOM: Final = " " * 6
"""Room for a number or a day that the records clerk writes by hand."""


DOTS: Final = "…" * 8
"""Room for words that somebody writes by hand."""


def number_line(number: str, symbol: str) -> str:
    """Return "Số: 05/KH-UBND"; a blank number leaves room, a single digit gets a leading 0.

    A symbol typed together with the number ("05/KH-UBND") stands instead of `symbol`.
    Source: khoản 3 Mục II Phụ lục I.
    """
    number = without_word(number)
    if "/" in number:
        figures, _, typed = number.partition("/")
        return f"Số: {two_digits(figures)}/{typed}"
    if not number:
        return f"Số:{ROOM}/{symbol}"
    return f"Số: {two_digits(number)}/{symbol}"


def without_word(number: str) -> str:
    """Return a number without the word "Số" that was typed in front of it."""
    return re.sub(r"^\s*số\b\s*:?", "", number, flags=re.IGNORECASE).strip()


def date_line(place: str, day: int | None, month: int | None, year: int) -> str:
    """Return "Lam Vỹ, ngày 05 tháng 02 năm 2020"; a missing day or month leaves room.

    Days below 10 and the months 1 and 2 get a leading 0, other months do not.
    Source: khoản 4 Mục II Phụ lục I.
    """
    day_text = ROOM if day is None else f" {day:02d} "
    month_text = ROOM if month is None else f" {month_figure(month)} "
    return f"{place}, ngày{day_text}tháng{month_text}năm {year}"


def two_digits(number: str) -> str:
    """Return a number with a leading 0 where it is a single digit."""
    return number.zfill(2) if number.isdecimal() else number


_MARKS: Final[tuple[Callable[[int], str], ...]] = (
    lambda n: f"{roman(n)}.",
    lambda n: f"{n}.",
    lambda n: f"{vietnamese_letter(n)})",
    lambda n: "-",
    lambda n: "+",
)
_VALUES: Final[tuple[Callable[[str], int | None], ...]] = (
    roman_value,
    lambda figures: int(figures) if figures.isdecimal() else None,
    letter_value,
)
LEVELS: Final = len(_MARKS)
_DASHES: Final = 4


class Numbering:
    """The marks of an outline: I. → 1. → a) → - → +, restarting under every higher mark.

    A typed mark is printed as typed, and counting goes on from it: "9.", "11.", then "12.".
    """

    def __init__(self) -> None:
        self._counts = [0] * LEVELS

    def next(self, level: int, typed: str = "") -> str:
        """Return the mark of the next item at `level` (1–5)."""
        index = level - 1
        self._counts[index + 1 :] = [0] * (LEVELS - level)
        self._counts[index] += 1
        if not typed:
            return _MARKS[index](self._counts[index])
        figures = _figures(typed)
        if figures and index < len(_VALUES):
            self._counts[index] = _VALUES[index](figures) or self._counts[index]
        return typed


def _figures(mark: str) -> str:
    return re.sub(r"\W", "", mark)


_TYPED_MARKS: Final = tuple(
    re.compile(rf"({mark})\s+(?=\S)")
    for mark in (r"[IVX]+\s?[./]+", r"\d{1,2}\s?[./)]+", r"[a-zđ]\s?[.)]+", "[-–—]", r"\+")
)
"""How staff type the mark of each level in front of the text."""


def split_mark(level: int, text: str) -> tuple[str, str]:
    """Return the mark that was typed in front of a text of a level, "" for none, and the rest."""
    typed = _TYPED_MARKS[level - 1].match(text)
    return (typed[1], text[typed.end() :]) if typed else ("", text)


def without_dash(text: str) -> str:
    """Return the text without a dash typed in front of it."""
    return split_mark(_DASHES, text.strip())[1]


def dashed(text: str) -> str:
    """Return the text as an item of a list, after one dash."""
    return f"- {without_dash(text)}"


def is_roman(mark: str) -> bool:
    """Whether a mark is one of Roman figures, whatever it ends with: "II.", "I/."."""
    return roman_value(_figures(mark)) is not None


def with_end_marks(lines: Sequence[str]) -> list[str]:
    """Return the lines ended with ";" and the last with "."; a mark typed at the end stays.

    Source: điểm a khoản 6 (căn cứ) and điểm d khoản 9 (nơi nhận) Mục II Phụ lục I.
    """
    last = len(lines) - 1
    return [
        line if line.rstrip().endswith((";", ".", ",", ":")) else line.rstrip() + ".;"[index < last]
        for index, line in enumerate(lines)
    ]


_OPENING: Final = re.compile(r"(?:V/v|Về việc)\b\s*:?\s*", re.IGNORECASE)


def opened(subject: str, words: str) -> str:
    """Return a subject that begins with the words of its form: "V/v đăng ký thi đua".

    The words of the other form give way: "Về việc đăng ký thi đua" in a letter.
    """
    if subject.casefold().startswith(words.casefold()):
        return f"{words}{subject[len(words) :]}"
    subject = _OPENING.sub("", subject, count=1) if _OPENING.match(subject) else subject
    return f"{words} {subject[:1].lower()}{subject[1:]}"


def joined(words: Sequence[str]) -> str:
    """Return the words as a list within a sentence: "a, b và c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} và {words[-1]}"


_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES: Final = ("", " nghìn", " triệu", " tỷ")


def in_words(number: int) -> str:
    """Return a number up to 999 tỷ as it is read: 9000450 → "chín triệu bốn trăm năm mươi"."""
    if number == 0:
        return _DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    words = []
    for scale, group in reversed(list(enumerate(groups))):
        if group:
            words.append(_group_in_words(group, leading=scale == len(groups) - 1) + _SCALES[scale])
    return " ".join(words)


def _group_in_words(group: int, *, leading: bool) -> str:
    """Three digits as they are read; inside a number the hundreds are said even where 0."""
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [] if leading and not hundreds else [f"{_DIGITS[hundreds]} trăm"]
    if tens > 1:
        words.append(f"{_DIGITS[tens]} mươi")
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("lẻ")
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5 and tens:
        words.append("lăm")
    elif ones:
        words.append(_DIGITS[ones])
    return " ".join(words)
