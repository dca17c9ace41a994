"""Marks of automatic lists as Word displays them: ECMA-376 part 1, 17.9."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from addin.book.opc import Element
from addin.documents.importing.legacy_fonts import decode, encoding_of
from addin.documents.word_file import W, switched, value_of
from validators.notation import roman

_LEVELS: Final = 9
_FIGURE = re.compile(r"%([1-9])")
_SYMBOLS: Final[dict[str, dict[int, str]]] = {
    "symbol": {0x2A: "*", 0x2B: "+", 0x2D: "-", 0xAE: "→", 0xB7: "•", 0xBE: "-", 0xA8: "♦"},
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•",
        0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "➔", 0xFC: "✓", 0xFE: "✓",
    },
}  # fmt: skip
"""Pictures of symbol fonts by their code, as Unicode has them."""
BULLET: Final = "•"


def symbol(font: str | None, character: str) -> str:
    """The character that a symbol font displays, "" where it is not known."""
    return _SYMBOLS.get((font or "").strip().lower(), {}).get(ord(character) & 0xFF, "")


@dataclass(frozen=True)
class _Level:
    """A level of a list; `restart` is the level (from 1) that resets it, 0 none, None any above."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    fresh: bool = False
    """Whether the list restarts here although it shares its counters with another."""


@dataclass(frozen=True)
class _List:
    abstract: str
    levels: tuple[_Level, ...]


class Lists:
    """The lists of a document, counted as its paragraphs are read from first to last."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def mark(self, number: str, level: int, style: str = "") -> str:
        """The mark of the next paragraph of a list (w:numId) at a level (from 0); "" for none."""
        found = self._lists.get(number)
        if found is None or level >= _LEVELS:
            return ""
        if style and level == 0:
            linked = (n for n, each in enumerate(found.levels) if each.style == style)
            level = next(linked, level)
        counts = self._counts.setdefault(found.abstract, {})
        own = found.levels[level]
        if own.fresh and (number, level) not in self._restarted:
            self._restarted.add((number, level))
            counts.pop(level, None)
        counts[level] = counts[level] + 1 if level in counts else own.start
        for deeper in [each for each in counts if each > level]:
            restart = found.levels[deeper].restart
            if restart is None or level < restart:
                del counts[deeper]
        return _displayed(found.levels, own, counts)

    def _read(self, root: Element) -> None:
        abstracts = {
            each.get(W + "abstractNumId", ""): each for each in root.iter(W + "abstractNum")
        }
        lists = {each.get(W + "numId", ""): each for each in root.iter(W + "num")}
        by_style = {
            name: each
            for each in abstracts.values()
            if (name := value_of(each, "styleLink")) is not None
        }
        for number, element in lists.items():
            abstract = abstracts.get(value_of(element, "abstractNumId") or "")
            if abstract is None:
                continue
            # A list of a list style is defined where the style is.
            abstract = by_style.get(value_of(abstract, "numStyleLink") or "", abstract)
            levels = [_Level() for _ in range(_LEVELS)]
            for each in abstract.iter(W + "lvl"):
                _set(levels, each)
            for override in element.iter(W + "lvlOverride"):
                _override(levels, override)
            self._lists[number] = _List(abstract.get(W + "abstractNumId", ""), tuple(levels))


def _set(levels: list[_Level], element: Element) -> None:
    number = _integer(element.get(W + "ilvl"))
    if number is None or not 0 <= number < _LEVELS:
        return
    fonts = element.find(f"{W}rPr/{W}rFonts")
    font = None if fonts is None else fonts.get(W + "hAnsi") or fonts.get(W + "ascii")
    form = value_of(element, "numFmt") or "decimal"
    text = value_of(element, "lvlText") or ""
    letters = "".join(decode(text, encoding_of(font)))
    levels[number] = _Level(
        start=_integer(value_of(element, "start")) or 0,
        form=form,
        text=_bullet(text, font) if form == "bullet" else letters,
        restart=_integer(value_of(element, "lvlRestart")),
        legal=bool(switched(element, "isLgl")),
        style=value_of(element, "pStyle") or "",
    )


def _override(levels: list[_Level], element: Element) -> None:
    number = _integer(element.get(W + "ilvl"))
    if number is None or not 0 <= number < _LEVELS:
        return
    own = element.find(W + "lvl")
    if own is not None:
        own.set(W + "ilvl", str(number))
        _set(levels, own)
    start = _integer(value_of(element, "startOverride"))
    if start is not None:
        levels[number] = replace(levels[number], start=start, fresh=True)


def _integer(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def _bullet(text: str, font: str | None) -> str:
    """The picture of a bullet; one that Unicode does not have becomes a round one."""
    if not text:
        return ""
    known = symbol(font, text[0])
    private = 0xE000 <= ord(text[0]) <= 0xF8FF
    return known or (BULLET if private else text)


def _displayed(levels: tuple[_Level, ...], own: _Level, counts: Mapping[int, int]) -> str:
    if own.form == "bullet":
        return own.text.strip()
    if own.form == "none" and "%" not in own.text:
        return own.text.strip()

    def figures(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        # An upper level that has had no paragraph yet is displayed as its first.
        number = counts.get(index, levels[index].start)
        return _figures(number, "decimal" if own.legal else levels[index].form)

    return _FIGURE.sub(figures, own.text).strip()


def _figures(number: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        return roman(number) if form == "upperRoman" else roman(number).lower()
    if form in ("upperLetter", "lowerLetter") and number > 0:
        # As Word counts everywhere: no đ after d, then aa, bb (17.18.59).
        rounds, index = divmod(number - 1, 26)
        letters = chr(97 + index) * min(rounds + 1, 99)
        return letters.upper() if form == "upperLetter" else letters
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "none":
        return ""
    return str(number)
