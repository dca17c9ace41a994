"""How Nghị định 30/2020/NĐ-CP writes the marks of an outline, dates, and kinds of documents.

What papers are written with and rules check them against.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from validators.text import clean

# Điểm d khoản 6 Mục II: "theo thứ tự trong bảng chữ cái tiếng Việt". The order has no f, j, w, z,
# and letters with a hat, breve or horn are not used as marks; đ is.
VIETNAMESE_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"

_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """Return a positive number in Roman figures: 4 → "IV"."""
    figures = ""
    for value, figure in _ROMAN:
        count, number = divmod(number, value)
        figures += figure * count
    return figures


def roman_value(figures: str) -> int | None:
    """Return the number that Roman figures stand for, None where they are none."""
    # The longest plan has far fewer parts; trying each is simpler than parsing.
    return next((n for n in range(1, 100) if roman(n) == figures), None)


def vietnamese_letter(number: int) -> str:
    """Return the mark of the n-th điểm (from 1) in the order of the Vietnamese alphabet.

    After y the marks are doubled: aa, bb …, so that none repeats.
    """
    rounds, index = divmod(number - 1, len(VIETNAMESE_LETTERS))
    return VIETNAMESE_LETTERS[index] * (rounds + 1)


def letter_value(letters: str) -> int | None:
    """Return the place of a mark such as "đ" or "bb" in the Vietnamese order, None for others."""
    index = VIETNAMESE_LETTERS.find(letters[0].lower())
    if index < 0 or len(set(letters)) > 1:
        return None
    return index + 1 + len(VIETNAMESE_LETTERS) * (len(letters) - 1)


_SHORT_KINDS: Final = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}


def split_kind(name: str, kinds: Iterable[str]) -> tuple[str, str]:
    """Return the kind that was typed before an administrative unit's name, "" for none, and the
    name of its own: "TP. Huế" → "thành phố", "Huế"."""
    words = clean(name)
    short = re.match(r"(tp|tx|tt)(?:\.\s*|\s+)(?=\S)", words, re.IGNORECASE)
    if short and _SHORT_KINDS[short[1].lower()] in kinds:
        return _SHORT_KINDS[short[1].lower()], words[short.end() :]
    for kind in kinds:
        if words.casefold().startswith(f"{kind} "):
            return str(kind), words[len(kind) + 1 :]
    return "", words


def with_kind(name: str, kind: str, kinds: Iterable[str]) -> str:
    """Return a unit's name after its kind: "xã Lam Vỹ", with a figure for a name "Phường 1".

    A kind typed with the name stands instead of `kind`. Source: Phụ lục II.
    """
    typed, own = split_kind(name, kinds)
    kind = typed or kind
    return f"{kind.capitalize() if own[:1].isdigit() else kind} {own}".strip()


def month_figure(month: int) -> str:
    """Return "01", "02", "3" … "12": only the months 1 and 2 get a leading 0.

    Source: điểm b khoản 4 Mục II Phụ lục I.
    """
    return f"{month:02d}" if month <= 2 else str(month)


def date_in_words(day: date) -> str:
    """Return "05 tháng 02 năm 2020", "31 tháng 7 năm 2017"."""
    return f"{day.day:02d} tháng {month_figure(day.month)} năm {day.year}"


KIND_ABBREVIATIONS: Final = {
    "Nghị quyết": "NQ", "Quyết định": "QĐ", "Chỉ thị": "CT", "Quy chế": "QC", "Quy định": "QyĐ",
    "Thông cáo": "TC", "Thông báo": "TB", "Hướng dẫn": "HD", "Chương trình": "CTr",
    "Kế hoạch": "KH", "Phương án": "PA", "Đề án": "ĐA", "Dự án": "DA", "Báo cáo": "BC",
    "Biên bản": "BB", "Tờ trình": "TTr", "Hợp đồng": "HĐ", "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN", "Bản thỏa thuận": "BTT", "Giấy ủy quyền": "GUQ", "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT", "Giấy nghỉ phép": "GNP", "Phiếu gửi": "PG", "Phiếu chuyển": "PC",
    "Phiếu báo": "PB",
}  # fmt: skip
"""Kinds of administrative documents with their abbreviations (Mục I Phụ lục III); an official
letter has none."""
