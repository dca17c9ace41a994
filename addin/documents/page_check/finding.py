"""What a check of the page has to say: where → what is found → what is asked → what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from addin.documents.page_check.reading import Line, Paragraph
from addin.documents.page_check.rules import DECREE, RULES, PageRule
from validators.finding import Severity

_QUOTED: Final = 60
_LISTED: Final = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document: `part` of it, `paragraph` from 1, the words it begins with.

    Paragraphs are counted in reading order with the empty ones and those in tables; None where
    the pages as such are meant, or what stands in their margins.
    """

    part: str
    paragraph: int | None = None
    quote: str = ""

    def __str__(self) -> str:
        number = f", đoạn {self.paragraph}" if self.paragraph else ""
        quote = f" “{self.quote}”" if self.quote else ""
        return f"{self.part}{number}{quote}"


@dataclass(frozen=True, slots=True)
class PageFinding:
    """One departure: the same one in several places is one finding, `others` the further ones."""

    code: str
    severity: Severity
    component: str
    clause: str
    place: Place
    found: str
    required: str
    remedy: str
    others: tuple[Place, ...] = ()

    @property
    def where(self) -> str:
        """All places in words."""
        numbers = [str(each.paragraph) for each in self.others if each.paragraph]
        if not numbers:
            return str(self.place)
        more = ", …" if len(numbers) > _LISTED else ""
        return f"{self.place} và {len(numbers)} đoạn khác ({', '.join(numbers[:_LISTED])}{more})"

    @property
    def message(self) -> str:
        """What is found and what the decree asks, with the clause."""
        return f"{self.found}. Quy định: {self.required} ({self.clause} {DECREE})."

    def as_json(self) -> dict[str, Any]:
        """The finding as `check-document --format json` prints it."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "component": self.component,
            "clause": self.clause,
            "place": _place_as_json(self.place),
            "others": [_place_as_json(each) for each in self.others],
            "found": self.found,
            "required": self.required,
            "remedy": self.remedy,
        }


def _place_as_json(place: Place) -> dict[str, Any]:
    return {"part": place.part, "paragraph": place.paragraph, "quote": place.quote}


@dataclass(frozen=True)
class PageReport:
    """The outcome: findings in the order of the page."""

    name: str
    findings: list[PageFinding]
    recognised: tuple[str, ...] = ()
    """The components found, in the decree's words."""

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(each.severity is severity for each in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The report as `check-document --format json` prints it."""
        return {
            "file": self.name,
            "decree": DECREE,
            "recognised": list(self.recognised),
            "counts": {each.value: self.count(each) for each in Severity},
            "findings": [each.as_json() for each in self.findings],
        }


@dataclass
class Notes:
    """Departures as they are noted down, before like ones are put together."""

    _noted: list[tuple[PageRule, Place, str]] = field(default_factory=list)

    def add(self, code: str, place: Place, found: str, severity: Severity | None = None) -> None:
        """Note that a rule is not kept: where, what is found instead, how grave if not as usual."""
        rule = RULES[code] if severity is None else replace(RULES[code], severity=severity)
        self._noted.append((rule, place, found))

    def findings(self) -> list[PageFinding]:
        """The findings in the order of rules, the same departure in many places as one."""
        groups: dict[tuple[PageRule, str], list[Place]] = {}
        for rule, place, found in self._noted:
            places = groups.setdefault((rule, found), [])
            if place not in places:
                places.append(place)
        order = list(RULES)
        inside = sorted(groups, key=lambda group: order.index(group[0].code))
        return [_finding(rule, groups[rule, found], found) for rule, found in inside]


def _finding(rule: PageRule, places: list[Place], found: str) -> PageFinding:
    clause = rule.clause if "Điều" in rule.clause else f"{rule.clause} Phần I Phụ lục I"
    if "Phụ lục III" in rule.clause:
        clause = rule.clause
    return PageFinding(
        code=rule.code,
        severity=rule.severity,
        component=rule.component,
        clause=clause,
        place=places[0],
        found=found,
        required=rule.required,
        remedy=rule.remedy,
        others=tuple(places[1:]),
    )


def lowered(finding: PageFinding) -> PageFinding:
    """The finding as a mere Lưu ý."""
    return replace(finding, severity=Severity.NOTE)


def quote(text: str) -> str:
    """The beginning of a text, for finding it again."""
    words = " ".join(text.split())
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED].rstrip()}…"


def place_of(part: str, where: Line | Paragraph) -> Place:
    """The place of a line or a paragraph."""
    paragraph = where.paragraph if isinstance(where, Line) else where
    return Place(part, paragraph.number, quote(where.text))


def in_words(report: PageReport) -> Iterable[str]:
    """The report as lines to read."""
    yield f"{report.name}: {counts_in_words(report)}"
    for each in report.findings:
        yield ""
        yield f"{each.severity.label} {each.code} – {each.component}: {each.where}"
        yield f"  {each.message}"
        yield f"  → {each.remedy}"


def counts_in_words(report: PageReport) -> str:
    """One sentence: "2 lỗi, 1 mục cần giải trình, 3 lưu ý." or that nothing was found."""
    words = [
        f"{count} {each.label.lower()}" if each is not Severity.QUERY
        else f"{count} mục {each.label.lower()}"
        for each in Severity
        if (count := report.count(each))
    ]  # fmt: skip
    if not words:
        return f"Không thấy chỗ nào khác với {DECREE}."
    return f"{', '.join(words)}."
