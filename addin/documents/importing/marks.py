"""Marks of an outline as clerks type them, and the level that each of them opens.

The level comes from the marks alone, whatever lists, indents and fonts a document has, so that a
plan which is written again and read again keeps its levels: a kind of mark that is already open
goes back to its level, a new one opens the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from validators.notation import roman_value


class MarkKind(StrEnum):
    """Kinds of marks; the value is the kind's name in JSON."""

    ROMAN = "roman"
    UPPER = "upper"
    DECIMAL = "decimal"
    LOWER = "lower"
    LOWER_ROMAN = "lower_roman"
    DASH = "dash"
    PLUS = "plus"
    STAR = "star"
    BULLET = "bullet"


_BULLETS: Final = {
    **dict.fromkeys("-–—‑−‐", MarkKind.DASH),
    "+": MarkKind.PLUS,
    "*": MarkKind.STAR,
}
DEEPEST: Final = 5
"""Levels that the outline of a register has."""
_FARTHEST: Final = 3
"""How far a doubtful mark may be from the one before: "A." … "C." with "B." gone is believed."""
# The order of marks, whichever alphabet they follow: a, b, c, d, đ, e, f …
_ALPHABET: Final = "abcdđefghijklmnopqrstuvwxyz"

_END = r"\s?(?:/\.|\./|\.\)|\.-|[./)])"
_DASHED = r"\s?-(?=\s)|\s[-–](?=\s)"
_SINGLE = re.compile(rf"(?P<figures>\d{{1,3}})(?P<end>{_END}|{_DASHED})(?!\d)")
_BRACKETED = re.compile(r"\((?P<figures>\d{1,2}|[a-zđ])\)(?P<end>)")
_NESTED = re.compile(
    r"(?P<figures>(?:\d{1,2}|[IVX]{1,5}|[A-ZĐ])(?:\.\d{1,2}){1,4})(?P<end>\.?\)|\./|/|\.)?(?![\d.,/])"
)
_ROMAN = re.compile(rf"(?P<figures>[IVX]{{1,6}})(?P<end>{_END}|-|{_DASHED})")
_UPPER = re.compile(rf"(?P<figures>[A-ZĐ])(?P<end>{_END}|{_DASHED})")
_LOWER = re.compile(rf"(?P<figures>[a-zđ])(?P<end>{_END}|{_DASHED})")
_LOWER_NESTED = re.compile(r"(?P<figures>[a-zđ]\.?\d{1,2})(?P<end>\.?\)|\.)")
_LOWER_ROMAN = re.compile(r"(?P<figures>[ivx]{1,5})(?P<end>[.)])")
_BULLET = re.compile(r"(?P<end>[-+*](?:/\.?|\))|[-–—‑−‐+*•·●○◦■□▪▫◘❑❖♦◆➢➔→►▶✓✔]|o(?=\s))")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as displayed (`text`), what it counts and how it ends ("I/." → 1 and "/.").

    `depth` is the number of its figures: 2 for "1.1". `value` is None where it does not count.
    """

    text: str
    kind: MarkKind
    end: str
    value: int | None = None
    depth: int = 1

    @property
    def counts(self) -> bool:
        """Whether it is a figure or letter rather than a bullet."""
        return self.value is not None

    @property
    def family(self) -> tuple[str, int]:
        """Marks of one family can follow each other, whatever they end with."""
        own = self.text if self.kind is MarkKind.BULLET else self.kind.value
        return own, self.depth


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph that begins with a mark: the text behind it, and its level (1–5)."""

    mark: Mark
    level: int
    text: str


class Outline:
    """The marks that are open where a document has been read to."""

    def __init__(self) -> None:
        self._open: list[Mark] = []

    def read(self, text: str) -> Marked | None:
        """The mark that a paragraph begins with, which is then open; None where it has none."""
        for mark, rest in _readings(text):
            if self._believable(mark, rest):
                self._place(mark)
                return Marked(mark, min(len(self._open), DEEPEST), rest)
        return None

    def begins(self, text: str) -> bool:
        """Whether a paragraph begins with a mark; nothing is opened."""
        return any(self._believable(mark, rest) for mark, rest in _readings(text))

    def _last(self, family: tuple[str, int]) -> Mark | None:
        return next((each for each in reversed(self._open) if each.family == family), None)

    def _continues(self, mark: Mark, reach: int = _FARTHEST) -> bool:
        last = self._last(mark.family)
        return last is not None and 0 < (mark.value or 0) - (last.value or 0) <= reach

    def _believable(self, mark: Mark, rest: str) -> bool:
        """Whether a mark is one, and not the first word of the text ("V. Hà", "2.5 ha")."""
        figures = mark.text.strip("()")
        match mark.kind:
            case MarkKind.ROMAN if mark.depth == 1:
                letters = re.match(r"[IVX]+", figures)
                many = letters is not None and len(letters[0]) > 1
                return many or mark.value == 1 or self._continues(mark)
            case MarkKind.UPPER | MarkKind.LOWER if mark.depth == 1:
                # A letter that is a Roman figure too needs the letter before it.
                clear = mark.end.endswith(")") and figures[0].lower() not in "ivx"
                return clear or mark.value == 1 or self._continues(mark)
            case MarkKind.LOWER_ROMAN:
                return mark.value == 1 or self._continues(mark)
            case MarkKind.DECIMAL if mark.depth > 1 and not mark.end:
                last = self._last(mark.family)
                return rest[0].isupper() or (last is not None and self._continues(mark, 1))
            case _:
                return True

    def _place(self, mark: Mark) -> None:
        """Close what the mark ends and open it: the number of open marks is its level."""
        at = self._place_of(mark)
        del self._open[at:]
        self._open.append(mark)

    def _place_of(self, mark: Mark) -> int:
        places = range(len(self._open) - 1, -1, -1)
        alike = [at for at in places if self._open[at].family == mark.family]
        for at in alike:
            if self._open[at].end == mark.end or not mark.counts or mark.depth > 1:
                return at
        # "2." goes on where "1/" was typed; "1)" under "1." opens a list of its own.
        steps = {at: (mark.value or 0) - (self._open[at].value or 0) for at in alike}
        further = [at for at in alike if mark.value != 1 and steps[at] > 0]
        if further:
            return next((at for at in further if steps[at] == 1), further[0])
        if mark.depth > 1:
            above = (
                at
                for at in places
                if self._open[at].kind is mark.kind and self._open[at].depth < mark.depth
            )
            found = next(above, None)
            if found is not None:
                return found + 1
        at = len(self._open)
        # Figures and letters do not count what stands under a bullet.
        while mark.counts and at and not self._open[at - 1].counts:
            at -= 1
        return at


def _readings(text: str) -> Iterator[tuple[Mark, str]]:
    """The marks that a text may begin with, likeliest first, each with the rest of the text."""
    for pattern, read in _PATTERNS:
        found = pattern.match(text)
        if found is None:
            continue
        rest = text[found.end() :]
        mark = read(found)
        if mark and _may_follow(mark, rest):
            yield mark, rest.strip()


def _may_follow(mark: Mark, rest: str) -> bool:
    """Whether a mark can end here: before a space, or before text typed close to it."""
    if not rest.strip():
        return False
    if mark.end.endswith(("-", "–")) and rest.strip()[0].isdigit():
        return False  # "10 - 15 triệu đồng"
    if rest[0].isspace() or not mark.counts:
        return True
    if not mark.end or not (rest[0].isalpha() or rest[0] in "“\"'(["):
        return False
    # "1.thực hiện" and "a)thực hiện" are typed; "V/v", "đ/c" and "a.m" are no marks.
    closed = mark.kind is MarkKind.DECIMAL or mark.end.endswith(")")
    return closed or not rest[0].islower()


def _single(found: re.Match[str]) -> Mark:
    return _mark(found, MarkKind.DECIMAL, int(found["figures"]))


def _bracketed(found: re.Match[str]) -> Mark:
    figures = found["figures"]
    kind = MarkKind.DECIMAL if figures.isdecimal() else MarkKind.LOWER
    return Mark(found.group(), kind, "()", _figure(figures))


def _nested(found: re.Match[str]) -> Mark:
    *_, last = figures = re.findall(r"\d+|[A-ZĐ]+", found["figures"])
    kind = MarkKind.DECIMAL if figures[0].isdecimal() else MarkKind.ROMAN
    return Mark(found.group().strip(), kind, found["end"] or "", int(last), len(figures))


def _roman(found: re.Match[str]) -> Mark | None:
    value = roman_value(found["figures"])
    return _mark(found, MarkKind.ROMAN, value) if value else None


def _lower_roman(found: re.Match[str]) -> Mark | None:
    value = roman_value(found["figures"].upper())
    return _mark(found, MarkKind.LOWER_ROMAN, value) if value else None


def _upper(found: re.Match[str]) -> Mark:
    return _mark(found, MarkKind.UPPER, _figure(found["figures"].lower()))


def _lower(found: re.Match[str]) -> Mark:
    return _mark(found, MarkKind.LOWER, _figure(found["figures"]))


def _lower_nested(found: re.Match[str]) -> Mark:
    digits = re.sub(r"\D", "", found["figures"])
    return Mark(found.group(), MarkKind.LOWER, found["end"], int(digits), 2)


def _bullet(found: re.Match[str]) -> Mark:
    return Mark(found.group(), _BULLETS.get(found.group()[0], MarkKind.BULLET), "")


def _mark(found: re.Match[str], kind: MarkKind, value: int) -> Mark:
    return Mark(found.group().strip(), kind, found["end"].strip(), value)


def _figure(text: str) -> int:
    return int(text) if text.isdecimal() else _ALPHABET.index(text) + 1


_PATTERNS: Final = (
    (_NESTED, _nested),
    (_SINGLE, _single),
    (_BRACKETED, _bracketed),
    (_UPPER, _upper),
    (_ROMAN, _roman),
    (_LOWER_NESTED, _lower_nested),
    (_LOWER, _lower),
    (_LOWER_ROMAN, _lower_roman),
    (_BULLET, _bullet),
)
