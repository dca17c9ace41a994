"""Last year's plan made this year's: the years that are the plan's own are changed, others left.

Which is which can only be told from the words around a year. What is changed and what is left in
doubt is listed, for the clerk to confirm; citations, spans of years and days past are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from addin.documents.importing.paper import Row
from validators.catalogue import PlanPart
from validators.citations import citations_in

_YEAR: Final = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_AROUND: Final = 36
"""Characters shown on either side of a year."""
_KINDS: Final = (
    "Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư|Quyết định|Chỉ thị|Kế hoạch|Chương trình|"
    "Đề án|Hướng dẫn|Công văn|Thông báo|Kết luận|Báo cáo|Tờ trình|Văn bản|Quy định|Quy chế"
)
_NUMBERED = re.compile(
    rf"\b(?:{_KINDS})\s+(?:liên tịch\s+)?(?:(?:số\s*:?\s*)?\d|số\b)[^;:]*?(?=[;:]|\.\s|\.?$)",
    re.IGNORECASE,
)
_NAMED_LAW = re.compile(r"\b(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp)\s[^;:.\d]{1,80}năm\s+\d{4}")
_SYMBOL = re.compile(rf"\d+\s*/\s*{_YEAR}\s*/\s*[A-ZĐ]")
_SPAN = re.compile(
    rf"{_YEAR}\s*(?:[-–—]|đến|tới)\s*(?:hết\s+)?(?:năm\s+)?{_YEAR}"
    rf"|\btừ\s+năm\s+{_YEAR}\s*(?:[-–—]|đến|tới)\s*(?:hết\s+)?(?:năm\s+)?{_YEAR}"
)
_FULL_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})\s*(?:[/.-]|\s+tháng\s+)\s*(?P<month>\d{{1,2}})\s*(?:[/.-]|\s+năm\s+)\s*"
    rf"(?P<year>{_YEAR})"
)
_DEADLINE = re.compile(
    r"(?:trước|(?<!tính )đến|chậm nhất|muộn nhất|hạn|hết|xong|từ|sau)[\s:]*"
    r"(?:là\s+|vào\s+|hết\s+)*(?:ngày\s+)?$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?:thành lập|ra đời|được công nhận|so với(?: cùng kỳ)?)\s+(?:trong\s+|từ\s+)?(?:năm\s+)?$",
    re.IGNORECASE,
)


class Reason(StrEnum):
    """Why a year was left as it is."""

    BASIS = "nằm trong phần Căn cứ: thay bằng văn bản đang có hiệu lực"
    CITATION = "thuộc về văn bản được viện dẫn"
    SPAN = "nằm trong một khoảng năm: xem lại cả số năm kỷ niệm, giai đoạn"
    DAY = "là ngày cụ thể, có thể là việc đã qua"
    PAST = "nói về việc đã qua"
    BEFORE = "là năm liền trước: nếu là việc tổng kết năm trước thì sửa cho đúng"
    ATTENTION = "nằm trong dòng cần xem lại"


@dataclass(frozen=True, slots=True)
class YearFound:
    """A year in the text: where, the words around it, and why it was left (None if changed)."""

    where: str
    words: str
    reason: Reason | None = None


@dataclass(frozen=True)
class YearChange:
    """The change from one plan's year to another's."""

    old: int
    new: int
    changed: tuple[YearFound, ...] = ()
    left: tuple[YearFound, ...] = ()


def change_years(
    title: str, rows: Iterable[Row], old: int, new: int
) -> tuple[str, list[Row], YearChange]:
    """The subject and the rows with the plan's own year changed, and what was changed and left."""
    changed: list[YearFound] = []
    left: list[YearFound] = []

    def renewed(text: str, where: str, all_left: Reason | None) -> str:
        pieces, end = [], 0
        for at, reason in _Years(text, old).found(all_left):
            (left if reason else changed).append(YearFound(where, _around(text, at), reason))
            if reason is None:
                pieces += [text[end:at], str(new)]
                end = at + 4
        return "".join(pieces) + text[end:]

    title = renewed(title, "Trích yếu", None)
    new_rows = []
    for number, row in enumerate(rows, 1):
        reason = {None: Reason.ATTENTION, PlanPart.BASIS: Reason.BASIS}.get(row.part)
        where = f"Kế hoạch, STT {number}" + (f" ({row.marker})" if row.marker else "")
        new_rows.append(replace(row, text=renewed(row.text, where, reason)))
    return title, new_rows, YearChange(old, new, tuple(changed), tuple(left))


class _Years:
    """The years of a text, with what stands around them."""

    def __init__(self, text: str, old: int) -> None:
        self._text, self._old = text, old
        self._cited = _places(_cited(text))
        self._spans = {at: found for found in _SPAN.finditer(text) for at in range(*found.span())}
        self._days = {found.start("year"): found.start() for found in _FULL_DATE.finditer(text)}

    def found(self, all_left: Reason | None) -> Iterator[tuple[int, Reason | None]]:
        """Where the plan's year and the one before stand, with the reason to leave them."""
        for found in re.finditer(_YEAR, self._text):
            year, at = int(found.group()), found.start()
            cited = at in self._cited
            if year == self._old:
                yield at, all_left or (Reason.CITATION if cited else self._reason(at))
            elif year == self._old - 1 and not cited:
                yield at, all_left or (Reason.SPAN if at in self._spans else Reason.BEFORE)

    def _reason(self, at: int) -> Reason | None:
        """Why a year outside citations is not the plan's own; None where it is."""
        if span := self._spans.get(at):
            years = {int(each) for each in re.findall(_YEAR, span.group())}
            return None if years == {self._old} else Reason.SPAN
        if at in self._days:
            return None if _DEADLINE.search(self._before(self._days[at])) else Reason.DAY
        return Reason.PAST if _PAST.search(self._before(at)) else None

    def _before(self, at: int) -> str:
        return self._text[max(0, at - _AROUND) : at]


def _places(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _cited(text: str) -> Iterator[tuple[int, int]]:
    """Where citations stand, with the title of the document that is cited."""
    for pattern in (_NUMBERED, _NAMED_LAW, _SYMBOL):
        yield from (found.span() for found in pattern.finditer(text))
    for citation in citations_in(text):
        start = text.find(citation.words)
        yield start, start + len(citation.words)


def _around(text: str, at: int) -> str:
    start, end = max(0, at - _AROUND), at + 4 + _AROUND
    before, after = text[start:at], text[at:end]
    if start:
        before = f"… {before.partition(' ')[2]}"
    if end < len(text):
        after = f"{after.rpartition(' ')[0] or after} …"
    return " ".join(f"{before}{after}".split())
