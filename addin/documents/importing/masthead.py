"""The block on top of page 1 of an old paper: agencies, national name, number, place and date.

A table without borders, tabs or spaces keep its two columns apart; every piece is known by its
words, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from addin.documents.importing.reading import Line
from addin.documents.wording import MOTTO, NATIONAL_NAME
from validators.text import match_key

_LONGEST: Final = 300
"""Characters that a line of the block may have; longer ones are not looked into."""
_BLANK: Final = r"[\s.…_\-]*"
_NATION = re.compile(
    re.escape(NATIONAL_NAME).replace("\\ ", r"\s+").replace("HÒA", "H(?:ÒA|OÀ)")
    + "|"
    + re.escape(MOTTO).replace("\\ \\-\\ ", r"\s*[-–]\s*").replace("\\ ", r"\s+"),
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"Số\s*[:.]?{_BLANK}(?P<number>\d+[a-zA-Z]?(?:/\d{{4}})?)?{_BLANK}"
    r"(?:[/-]\s*)?(?P<symbol>[A-ZĐ][A-ZĐa-zđ0-9]*(?:\s?[-–/&.]\s?[A-ZĐ][A-ZĐa-zđ0-9]*)*)?"
    rf"(?=$|\s)|Số\s*:{_BLANK}$"
)
_DATE = re.compile(
    rf"(?P<place>[^\W\d_][^\d,]{{0,60}}?)\s*,?\s*ngày{_BLANK}(?P<day>\d{{1,2}})?{_BLANK}"
    rf"tháng{_BLANK}(?P<month>\d{{1,2}})?{_BLANK}năm{_BLANK}(?P<year>\d{{4}})?\W*$",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:ủy ban|ubnd|hđnd|hội đồng|hđ|thi đua|khen thưởng|đảng|huyện|quận|xã|phường|thị trấn|"
    r"đặc khu|tỉnh|thành phố|cụm|khối|trường|ban|phòng|sở|công an|hội|đoàn|mttq|chi bộ)\b"
)
RULE = re.compile(r"[\W_]*")
"""A line of dashes, stars or the like: drawn, not said."""


@dataclass
class OldMasthead:
    """What the block says; "" and None for what it does not.

    `agencies` are the lines of the issuer's names from the top. `stray` are the lines that belong
    to no part of it, in their order.
    """

    agencies: list[str] = field(default_factory=list)
    nation: list[str] = field(default_factory=list)
    number_line: str = ""
    number: str = ""
    symbol: str = ""
    date_line: str = ""
    place: str = ""
    issued: date | None = None
    year: int | None = None
    known: set[int] = field(default_factory=set)
    """Paragraphs of which every word was understood or drops out as a drawn rule."""
    stray: list[tuple[int, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there was no such block."""
        return not (self.agencies or self.nation or self.number_line or self.date_line)

    def take(self, line: Line) -> None:
        """Read one more line of the block."""
        missed = [
            piece
            for column in line.columns
            for piece in _pieces(column)
            if not self._take_piece(piece)
        ]
        if missed:
            self.stray.append((line.paragraph, " ".join(missed)))
        else:
            self.known.add(line.paragraph)

    def knows(self, line: Line) -> bool:
        """Whether a line can only belong to such a block."""
        return all(
            RULE.fullmatch(piece) or _NATION.fullmatch(piece) or _is_number(piece)
            or _date_in(piece) or _is_agency(piece)
            for column in line.columns
            for piece in _pieces(column)
        )  # fmt: skip

    def _take_piece(self, piece: str) -> bool:
        if RULE.fullmatch(piece):
            return True
        if _NATION.fullmatch(piece):
            self.nation.append(piece)
            return True
        if not self.number_line and _is_number(piece):
            self._take_number(piece)
            return True
        if not self.date_line and (found := _date_in(piece)):
            self._take_date(found)
            return True
        if _is_agency(piece):
            self.agencies.append(piece)
            return True
        return False

    def _take_number(self, piece: str) -> None:
        found = _NUMBER.fullmatch(piece)
        self.number_line = piece
        if found:
            self.number = found["number"] or ""
            self.symbol = found["symbol"] or ""

    def _take_date(self, found: re.Match[str]) -> None:
        self.date_line = found.group()
        self.place = found["place"].strip(" ,")
        self.year = int(found["year"]) if found["year"] else None
        try:
            self.issued = date(*(int(found[each] or 0) for each in ("year", "month", "day")))
        except ValueError:
            self.issued = None


def masthead_of(lines: Iterable[Line]) -> OldMasthead:
    """The block that some lines make up."""
    block = OldMasthead()
    for line in lines:
        block.take(line)
    return block


def _pieces(text: str) -> Iterator[str]:
    """A column cut where the words themselves tell that another part begins."""
    if len(text) > _LONGEST:
        yield text
        return
    start = 0
    for found in _NATION.finditer(text):
        yield from _before_date(text[start : found.start()])
        yield found.group()
        start = found.end()
    yield from _before_date(text[start:])


def _before_date(text: str) -> Iterator[str]:
    """The number and the date apart where only a space stands between them."""
    text = text.strip()
    found = _NUMBER.match(text)
    if found and found.end() < len(text) and _DATE.fullmatch(text[found.end() :].strip()):
        yield text[: found.end()].strip()
        yield text[found.end() :].strip()
    elif text:
        yield text


def _is_number(piece: str) -> bool:
    return len(piece) <= _LONGEST and _NUMBER.fullmatch(piece) is not None


def _date_in(piece: str) -> re.Match[str] | None:
    return _DATE.fullmatch(piece) if len(piece) <= _LONGEST else None


def _is_agency(piece: str) -> bool:
    """Whether a piece names an agency: by its first words, or in capitals by any usual one."""
    key = match_key(piece)
    if key.startswith(("ủy ban", "ubnd", "hội đồng")):
        return len(piece) <= _LONGEST
    return piece == piece.upper() and bool(_AGENCY.search(key))


__all__ = ["RULE", "OldMasthead", "masthead_of"]
