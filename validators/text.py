"""Comparing Vietnamese text that different keyboards, fonts and habits have typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

# Zero-width spaces and joiners, byte order marks and soft hyphens come along with copied text.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# "hoà" and "hòa", "thuỷ" and "thủy": the tone stands on the last or the last but one vowel when
# a syllable ends in oa, oe or uy. "quý" is not one of them: its u belongs to the consonant.
_LATE_TONE = re.compile(r"(?<![qQ])([oOuU])([àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ])(?!\w)")


def clean(text: str) -> str:
    """NFC without invisible letters, every run of spaces (also no-break) as one, ends trimmed."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def storable(text: str) -> str:
    """The text as it can be shown, sent and stored: a name's bytes that are no UTF-8 become "?"."""
    return text.encode(errors="replace").decode()


def _early_tone(match: re.Match[str]) -> str:
    glide, vowel = match.groups()
    base, tone = unicodedata.normalize("NFD", vowel)[0], unicodedata.normalize("NFD", vowel)[1]
    if (glide.lower(), base.lower()) not in {("o", "a"), ("o", "e"), ("u", "y")}:
        return match.group()
    return unicodedata.normalize("NFC", glide + tone) + base


def same_tones(text: str) -> str:
    """The text with tones placed as in legal texts: "hoà" → "hòa", "thuỷ" → "thủy"."""
    return _LATE_TONE.sub(_early_tone, text)


@lru_cache(maxsize=1 << 16)
def match_key(text: str) -> str:
    """Equal for two texts that a reader takes for the same words: case and tone placement aside."""
    return same_tones(clean(text)).casefold()


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Letters and digits only, without accents and case: what is left of carelessly typed text."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in plain if letter.isalnum())


def ascii_name(text: str) -> str:
    """The text as a part of a file's name that every program can take: "Lam Vỹ" → "lam_vy"."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "_".join(re.findall("[a-z0-9]+", "".join(c for c in plain if c == " " or c.isalnum())))


def closest(text: str, options: Iterable[str]) -> str | None:
    """The option that was most probably meant, or None: equal when folded, else nearly so."""
    by_fold = {fold(option): option for option in options}
    wanted = fold(text)
    if not wanted:
        return None
    if wanted in by_fold:
        return by_fold[wanted]
    nearest = get_close_matches(wanted, by_fold, n=1, cutoff=0.8)
    return by_fold[nearest[0]] if nearest else None
