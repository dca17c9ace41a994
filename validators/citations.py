"""Citations of laws, decrees and circulars in the text of a paper.

Recognised are "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017" and what is left of it when
carelessly typed ("nghị định 98/2023", "Thông tư số 01 / 2024/TT-BNV"), a law by its number, and a
law of the register by its name ("Luật Thi đua, khen thưởng năm 2022").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from validators.documents_register import Document, DocumentKind, legal_documents
from validators.text import fold, match_key

_DATE = r"""
    ngày\s+(?P<date>
        (?P<day>\d{1,2}) (?: \s*[/.-]\s* | \s+tháng\s+ )
        (?P<month>\d{1,2}) (?: \s*[/.-]\s* | \s+năm\s+ ) (?P<dated>\d{4})
    )"""
_NUMBERED = re.compile(
    rf"""(?P<kind>\b(?i:Nghị\ định|Thông\ tư))\s+(?P<marked>(?i:số)\s*:?\s*)?
    (?P<number>(?P<serial>\d{{1,4}})(?!\d)
        (?:\s*/\s*(?P<year>\d{{4}})(?!\d))?
        (?:\s*/\s*(?P<symbol>[A-ZĐ]+(?:\s*[-–]\s*[A-ZĐ]+)*))?)
    (?:,?\s+(?:của\s+[^,;.\d]{{1,40}}?\s+)?{_DATE})?""",
    re.VERBOSE,
)
_NUMBERED_LAW = r"(?P<number>(?P<serial>\d{1,3})\s*/\s*(?P<year>\d{4})\s*/\s*(?P<symbol>QH\d+))"
_REACH = 100
"""Characters in front of a citation that may say how it is meant."""
_PASSED_OVER = re.compile(r"(?:thay thế|bãi bỏ|thay cho|hết hiệu lực)[^.;]{0,60}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Citation:
    """A legal document cited in a text.

    `words` are the very words, `before` some of the text in front of them. `number` is as typed,
    its parts "" where missing; `marked` says whether "số" stands before it. `name` is a law's name
    as typed. `typed_date` is the date as typed, `issued` what it means; None for a day that does
    not exist.
    `named_year` is that of "Luật … năm 2022".
    """

    words: str
    before: str
    kind: DocumentKind
    number: str = ""
    serial: str = ""
    year: str = ""
    symbol: str = ""
    marked: bool = False
    name: str = ""
    typed_date: str = ""
    issued: date | None = None
    named_year: str = ""

    @property
    def is_law(self) -> bool:
        """Whether a law is cited."""
        return self.kind is DocumentKind.LAW

    @property
    def only_mentioned(self) -> bool:
        """Whether the words in front speak of the document as one that was replaced."""
        return bool(_PASSED_OVER.search(self.before))

    @property
    def candidates(self) -> list[Document]:
        """The documents of the register that number or name, the date aside, may stand for."""
        register = legal_documents()
        if self.name and not self.number:
            return register.laws(self.name)
        return [each for each in register.of_serial(self.kind, self.serial) if self._fits(each)]

    def _fits(self, document: Document) -> bool:
        """Whether nothing typed speaks against the document; circulars of a number are many."""
        _, year, symbol = document.number.split("/")
        if not self.symbol:
            return self.kind is not DocumentKind.CIRCULAR and self.year in ("", year)
        return self.year in ("", year) and fold(self.symbol) == fold(symbol)

    @property
    def document(self) -> Document | None:
        """The document of the register that is cited, None where it is not known or not clear.

        Number and year are enough; without them the date, or the year of "Luật … năm 2022", must
        tell.
        """
        if self.year:
            return next(iter(self.candidates), None)
        for each in self.candidates:
            if each.issued and (
                each.issued == self.issued or str(each.issued.year) == self.named_year
            ):
                return each
        return None


def citations_in(text: str) -> Iterator[Citation]:
    """The citations of a text in their order, decrees and circulars before laws."""
    for found in _NUMBERED.finditer(text):
        kind = next(each for each in DocumentKind if match_key(each) == match_key(found["kind"]))
        yield _citation(text, found, kind, marked=bool(found["marked"]))
    for found in _laws().finditer(text):
        law = _citation(text, found, DocumentKind.LAW)
        if law.number or law.typed_date or law.named_year:
            yield law


@cache
def _laws() -> re.Pattern[str]:
    """Laws by number, and by the names of the register, the longest name first."""
    laws = [each for each in legal_documents().document if each.kind is DocumentKind.LAW]
    names = sorted({each.name for each in laws}, key=len, reverse=True)
    spelt = "|".join(r"[\s,–-]+".join(map(re.escape, re.findall(r"\w+", name))) for name in names)
    return re.compile(
        rf"""\bLuật\s+(?:
            (?P<name>(?i:{spelt}))(?:,?\s+(?:(?i:số)\s*)?{_NUMBERED_LAW})?
            | (?:(?i:số)\s*)?{_NUMBERED_LAW.replace("?P<", "?P<bare_")}
        )
        (?:,?\s+(?:của\s+[^,;.\d]{{1,40}}?\s+)?(?:{_DATE}|năm\s+(?P<named_year>\d{{4}})))?""",
        re.VERBOSE,
    )


def _citation(
    text: str, found: re.Match[str], kind: DocumentKind, marked: bool = False
) -> Citation:
    parts = found.groupdict()

    def part(key: str) -> str:
        return parts.get(key) or parts.get(f"bare_{key}") or ""

    return Citation(
        words=found.group(),
        before=text[max(0, found.start() - _REACH) : found.start()],
        kind=kind,
        number=part("number"),
        serial=part("serial"),
        year=part("year"),
        symbol=part("symbol"),
        marked=marked,
        name=part("name"),
        typed_date=part("date"),
        issued=_day(parts["dated"], parts["month"], parts["day"]),
        named_year=part("named_year"),
    )


def _day(*figures: str | None) -> date | None:
    try:
        year, month, day = (int(each or 0) for each in figures)
        return date(year, month, day)
    except ValueError:
        return None
