"""The marks of the plan's outline as the page prints them: what is typed, and what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from validators.notation import letter_value, roman, roman_value, vietnamese_letter
from validators.records import PlanRow


class Style(StrEnum):
    """Styles of marks, in the words that staff read."""

    ROMAN = "số La Mã"
    ARABIC = "số thường"
    LETTER = "chữ cái"
    BULLET = "gạch đầu dòng"


STANDARD = {1: Style.ROMAN, 2: Style.ARABIC, 3: Style.LETTER}
"""Styles of the marks that the program gives; the levels below have bullets."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the outline: its style, its place in the order (None for a bullet), its signs.

    `prefix` is the number of the item above in marks such as "2.1.", `end` what closes the mark.
    """

    style: Style
    value: int | None
    prefix: str = ""
    end: str = ""
    upper: bool = False

    def at(self, value: int) -> str:
        """The mark of the same form with another value."""
        figures = str(value)
        if self.style is Style.ROMAN:
            figures = roman(value)
        elif self.style is Style.LETTER:
            letter = vietnamese_letter(value)
            figures = letter.upper() if self.upper else letter
        return f"{self.prefix}{figures}{self.end}"

    @property
    def shown(self) -> str:
        """The mark as it is printed."""
        return "-" if self.value is None else self.at(self.value)

    @property
    def form(self) -> tuple[Style, str, bool]:
        """What siblings have in common."""
        return self.style, self.end, self.upper


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the outline that bears a mark: `typed` or given by the program.

    `before` is the mark of the sibling above, None for the first one.
    """

    row: PlanRow
    mark: Mark
    before: Mark | None
    typed: bool


def read_mark(typed: str, before: Mark | None) -> Mark | None:
    """The mark that was typed, None where it is none that counts ("Phần 1", "*").

    "C." and "I." may be letters or Roman figures: what goes on from the sibling above wins.
    """
    found = re.fullmatch(r"((?:\d+\.)*)(\d+|[^\W\d_]+)([.)/]*)", typed.strip())
    if not found:
        bullet = re.fullmatch(r"[-–+*•]", typed.strip())
        return Mark(Style.BULLET, None) if bullet else None
    prefix, figures, end = found.groups()
    if figures.isdecimal():
        return Mark(Style.ARABIC, int(figures), prefix, end)
    readings = []
    if value := roman_value(figures):
        readings.append(Mark(Style.ROMAN, value, prefix, end))
    if value := letter_value(figures):
        readings.append(Mark(Style.LETTER, value, prefix, end, figures.isupper()))
    if figures in {"C", "D"}:
        readings.reverse()
    siblings = [each for each in readings if before and each.form == before.form]
    return next(iter(siblings or readings), None)


def items(plan: list[PlanRow]) -> Iterator[Item]:
    """The outline's items with their marks, siblings under one heading in their order.

    A mark left blank is counted on by the program from the sibling above.
    """
    above: dict[int, Mark] = {}
    for row in plan:
        if row.level is None:
            continue
        above = {level: mark for level, mark in above.items() if level <= row.level}
        before = above.get(row.level)
        typed = (row.marker or "").strip()
        mark = read_mark(typed, before) if typed else _counted(row.level, before)
        if mark is None:
            continue
        yield Item(row, mark, before, bool(typed))
        above[row.level] = mark


def _counted(level: int, before: Mark | None) -> Mark:
    style = STANDARD.get(level, Style.BULLET)
    if style is Style.BULLET:
        return Mark(style, None)
    value = (before.value or 0) + 1 if before else 1
    return Mark(style, value, end=")" if style is Style.LETTER else ".")
