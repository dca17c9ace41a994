"""The block on top of page 1 and the title below it (Mục II khoản 1–5 Phần I Phụ lục I)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from addin.documents import layout
from addin.documents.page_check.components import Components, capital_line
from addin.documents.page_check.drawings import DrawnRule
from addin.documents.page_check.finding import Notes, Place, place_of, quote
from addin.documents.page_check.formatting import TWIPS_IN_POINT
from addin.documents.page_check.look import (
    check_look,
    check_rule_below,
    rule_below,
    width_of,
)
from addin.documents.page_check.reading import Line, Paper, Paragraph
from addin.documents.page_check.rules import number
from addin.documents.wording import MOTTO, NATIONAL_NAME
from validators.finding import Severity
from validators.notation import KIND_ABBREVIATIONS
from validators.text import clean, match_key

HEADER: Final = "Phần đầu"
_TITLE: Final = "Tên loại và trích yếu"
_SINGLE_SLACK: Final = 1.05
_GAP_SLACK: Final = 3.0
_SMALL_LETTERS: Final = frozenset({"QyĐ", "CTr", "TTr", "TrS"})
_NUMBER: Final = re.compile(r"\s*(số\b\s*[:.]?)\s*([^/]*)/(.*)\Z", re.IGNORECASE | re.DOTALL)
_BLANK: Final = r"[\s.…_]*"
_DATE: Final = re.compile(
    rf"\s*(?P<place>.*?)\s*ngày{_BLANK}(?P<day>\d*){_BLANK}tháng{_BLANK}(?P<month>\d*)"
    rf"{_BLANK}năm{_BLANK}(?P<year>\d*)",
    re.IGNORECASE | re.DOTALL,
)
_NO_DATE: Final = frozenset({"Biên bản"})
"""Mẫu 1.9 Phụ lục III: the minutes tell place and time in their text."""
_NO_SUBJECT: Final = frozenset({"Giấy giới thiệu", "Giấy nghỉ phép", "Hợp đồng"})
_MOTTO_SHARE: Final = 0.6


def check_header(notes: Notes, paper: Paper, found: Components) -> None:
    """Note what is wrong with the header block, and what of it and of the title is missing."""
    _check_missing(notes, found)
    _check_nation(notes, paper, found)
    _check_agencies(notes, paper, found)
    if found.number:
        _check_number(notes, found.number, found.kind_name)
    if found.date:
        _check_date(notes, found.date)
    _check_letter_subject(notes, found)


def severity_of_missing(found: Components) -> Severity:
    """How grave a missing component is: a title that Điều 7 does not list may do without it."""
    return Severity.QUERY if found.kind and not found.kind_name else Severity.ERROR


def _check_missing(notes: Notes, found: Components) -> None:
    header, missing = Place(HEADER), severity_of_missing(found)
    for code, component in (
        ("TT200", found.nation),
        ("TT210", found.motto),
        ("TT230", found.issuer),
        ("TT240", found.number),
        ("TT250", found.date),
    ):
        if not component and not (code == "TT250" and found.kind_name in _NO_DATE):
            notes.add(code, header, "Không thấy", missing)
    if found.is_letter:
        if not found.letter_subject:
            notes.add("TT280", header, "Không thấy “V/v …” dưới số và ký hiệu")
    elif found.kind is None:
        notes.add("TT260", Place(_TITLE), "Không thấy")
    elif not found.subject and found.kind_name not in _NO_SUBJECT:
        notes.add("TT270", place_of(_TITLE, found.kind), "Không thấy dưới tên loại", missing)


def _check_nation(notes: Notes, paper: Paper, found: Components) -> None:
    for line in found.nation:
        check_look(notes, HEADER, line, "20", layout.NATIONAL_NAME, "123")
    if found.nation:
        line = found.nation[0]
        words = " ".join(each.text for each in found.nation)
        if match_key(words) != match_key(NATIONAL_NAME):
            notes.add("TT205", place_of(HEADER, line), f"“{quote(words)}”")
        if not _stands_right(line):
            notes.add("TT206", place_of(HEADER, line), "Không ở bên phải trang")
    motto = found.motto
    if motto is None:
        return
    check_look(notes, HEADER, motto, "21", layout.MOTTO, "1234")
    if clean(motto.text) != (MOTTO.upper() if capital_line(motto) else MOTTO):
        notes.add("TT215", place_of(HEADER, motto), f"“{quote(motto.text)}”")
    zone = _zone(paper, found)
    rule = rule_below([motto], _below(zone, motto))
    check_rule_below(notes, HEADER, [motto], rule or _floating(zone, found, motto=True), "21")
    if found.nation:
        _check_single_spacing(notes, found.nation[-1], motto)


def _stands_right(line: Line) -> bool:
    paragraph = line.paragraph
    if line.column > 0 or paragraph.format.align == "right":
        return True
    return paragraph.cell is None and paragraph.format.left > paragraph.width * 0.4


def _check_single_spacing(notes: Notes, nation: Line, motto: Line) -> None:
    upper, lower = nation.paragraph, motto.paragraph
    spacing = max(each.format.lines(each.size, layout.SINGLE_LINE) for each in (upper, lower))
    gap = 0.0
    if upper is not lower:
        gap = (upper.format.after + lower.format.before) / TWIPS_IN_POINT
    if spacing > _SINGLE_SLACK:
        notes.add("TT219", place_of(HEADER, motto), f"Dãn dòng {number(round(spacing, 2))} lines")
    elif gap > _GAP_SLACK or lower.number - upper.number > 1:
        notes.add("TT219", place_of(HEADER, motto), "Hai dòng cách nhau xa hơn dòng đơn")


def _check_agencies(notes: Notes, paper: Paper, found: Components) -> None:
    for line in found.superior:
        check_look(notes, HEADER, line, "22", layout.SUPERIOR, "1234")
    for line in found.issuer:
        check_look(notes, HEADER, line, "23", layout.ISSUER, "1234")
    if found.issuer:
        zone = _zone(paper, found)
        rule = rule_below(found.issuer, _below(zone, found.issuer[-1]))
        rule = rule or _floating(zone, found, motto=False)
        check_rule_below(notes, HEADER, found.issuer, rule, "23")


def _zone(paper: Paper, found: Components) -> list[Paragraph]:
    """The header block with the first paragraph below it, where Word may anchor a line."""
    return paper.paragraphs[: found.header_end + 1]


def _below(zone: Sequence[Paragraph], line: Line) -> list[Paragraph]:
    """The paragraphs below a line in its column."""
    cell = line.paragraph.cell
    following = [each for each in zone if each.number > line.paragraph.number]
    if cell is None:
        return following
    return [
        each
        for each in following
        if each.cell and (each.cell.table, each.cell.column) == (cell.table, cell.column)
    ]


def _floating(zone: Sequence[Paragraph], found: Components, *, motto: bool) -> DrawnRule | None:
    """A line drawn freely over the header: of two the longer is the motto's."""
    rules = sorted(
        (rule for paragraph in zone for rule in paragraph.rules), key=lambda rule: rule.length or 0
    )
    if len(rules) > 1:
        return rules[-1] if motto else rules[0]
    width = width_of(found.motto) if found.motto else 0.0
    for rule in rules:
        if rule.length is None or (rule.length > _MOTTO_SHARE * width) is motto:
            return rule
    return None


def _check_number(notes: Notes, line: Line, kind: str) -> None:
    place = place_of(HEADER, line)
    check_look(notes, HEADER, line, "24", layout.NUMBER, "124")
    match = _NUMBER.match(line.text)
    if match is None:
        return
    word, figures, symbol = match[1], match[2], match[3].rstrip()
    if not re.fullmatch(r"Số\s?:", word):
        notes.add("TT245", place, f"“{quote(word)}”")
    if figures.strip().isdecimal() and len(figures.strip()) == 1:
        notes.add("TT246", place, f"Số {figures.strip()}")
    spaced = figures.strip() and figures != figures.rstrip()
    if spaced or re.search(r"[\s/–—]", symbol):
        notes.add("TT247", place, f"“{quote(line.text)}”")
    groups = re.split(r"\s*[-–—/]\s*", symbol.strip())
    lower = [each for each in groups if each not in _SMALL_LETTERS and each != each.upper()]
    if lower:
        notes.add("TT248", place, f"“{quote(lower[0])}”")
    asked = KIND_ABBREVIATIONS.get(kind)
    if asked and groups[0] != asked and groups[0].upper() == groups[0]:
        notes.add("TT249", place, f"Ký hiệu mở đầu bằng “{quote(groups[0])}”, không phải “{asked}”")


def _check_date(notes: Notes, line: Line) -> None:
    place = place_of(HEADER, line)
    check_look(notes, HEADER, line, "25", layout.PLACE_AND_DATE, "124")
    match = _DATE.match(line.text)
    if match is None:
        notes.add("TT258", place, f"“{quote(line.text)}”")
        return
    name = match["place"]
    if not name.rstrip(","):
        notes.add("TT255", place, "Không có địa danh")
    elif not name.endswith(",") or name.endswith(" ,"):
        notes.add("TT255", place, f"Sau “{quote(name.rstrip(' ,'))}” không có dấu phẩy sát chữ")
    elif not name[0].isupper():
        notes.add("TT255", place, f"“{quote(name)}” không viết hoa")
    wrong = [
        f"{word} {figure}"
        for word, figure, below in (("ngày", match["day"], 10), ("tháng", match["month"], 3))
        if len(figure) == 1 and int(figure) < below
    ]
    if wrong:
        notes.add("TT256", place, " và ".join(wrong).capitalize())
    elif len(match["month"]) == 2 and match["month"].startswith("0") and match["month"] > "02":
        notes.add("TT257", place, f"Tháng {match['month']}")


def is_before(line: Line | None, first_day: date) -> bool:
    """Whether the date on a document is surely before a day; blanks leave room for doubt."""
    match = _DATE.match(line.text) if line else None
    if match is None or len(match["year"]) != 4:
        return False
    year, month, day = int(match["year"]), match["month"], match["day"]
    if year != first_day.year or not month:
        return year < first_day.year
    if int(month) != first_day.month or not day:
        return int(month) < first_day.month
    return int(day) < first_day.day


def _check_letter_subject(notes: Notes, found: Components) -> None:
    for line in found.letter_subject:
        check_look(notes, HEADER, line, "28", layout.LETTER_SUBJECT, "1234")
    if not found.letter_subject:
        return
    first = found.letter_subject[0]
    if not re.match(r"\s*V/v\b", first.text):
        notes.add("TT285", place_of(HEADER, first), f"“{quote(first.text)}”")
    before = first.paragraph.format.before
    if found.number and first.paragraph is not found.number.paragraph:
        before += found.number.paragraph.format.after
    gap = before / TWIPS_IN_POINT
    adjacent = not found.number or first.paragraph.number - found.number.paragraph.number <= 1
    if adjacent and gap < layout.PARAGRAPH_GAP.low - 0.05:
        notes.add("TT286", place_of(HEADER, first), f"Cách số và ký hiệu {number(gap)} pt")


def check_title(notes: Notes, paper: Paper, found: Components) -> None:
    """Note what is wrong with kind and subject."""
    if found.kind is None:
        return
    check_look(notes, _TITLE, found.kind, "26", layout.KIND, "1234")
    for line in found.subject:
        check_look(notes, _TITLE, line, "27", layout.SUBJECT, "1234")
    if found.subject:
        last = found.subject[-1].paragraph
        below = [each for each in paper.paragraphs if each.number > last.number]
        rule = rule_below(found.subject, below[:6])
        rule = rule or next((each for each in found.kind.paragraph.rules), None)
        check_rule_below(notes, _TITLE, found.subject, rule, "27")
