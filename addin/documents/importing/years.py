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
        for at, reason in _own_years(text, old, all_left):
            found = YearFound(where, _around(text, at), reason)
            (left if reason else changed).append(found)
        return _rewritten(text, old, new, all_left)

    title = renewed(title, "Trích yếu", None)
    new_rows = []
    for number, row in enumerate(rows, 1):
        reason = {None: Reason.ATTENTION, PlanPart.BASIS: Reason.BASIS}.get(row.part)
        where = f"Kế hoạch, STT {number}" + (f" ({row.marker})" if row.marker else "")
        new_rows.append(replace(row, text=renewed(row.text, where, reason)))
    return title, new_rows, YearChange(old, new, tuple(changed), tuple(left))


def _rewritten(text: str, old: int, new: int, all_left: Reason | None) -> str:
    own = [at for at, reason in _own_years(text, old, all_left) if reason is None]
    for at in reversed(own):
        text = f"{text[:at]}{new}{text[at + 4 :]}"
    return text


def _own_years(text: str, old: int, all_left: Reason | None) -> Iterator[tuple[int, Reason | None]]:
    """Where the plan's year and the one before stand, with the reason to leave them."""
    cited = list(_cited(text))
    for found in re.finditer(_YEAR, text):
        year, at = int(found.group()), found.start()
        if year == old:
            within = any(start <= at < end for start, end in cited)
            reason = all_left or (Reason.CITATION if within else _reason(text, at, old))
            yield at, reason
        elif year == old - 1 and not any(start <= at < end for start, end in cited):
            span = any(each.start() <= at < each.end() for each in _SPAN.finditer(text))
            yield at, all_left or (Reason.SPAN if span else Reason.BEFORE)


def _cited(text: str) -> Iterator[tuple[int, int]]:
    """Where citations stand, with the title of the document that is cited."""
    for pattern in (_NUMBERED, _NAMED_LAW, _SYMBOL):
        yield from (found.span() for found in pattern.finditer(text))
    for citation in citations_in(text):
        start = text.find(citation.words)
        yield start, start + len(citation.words)


def _reason(text: str, at: int, old: int) -> Reason | None:
    """Why a year outside citations is not the plan's own; None where it is."""
    for span in _SPAN.finditer(text):
        if span.start() <= at < span.end():
            years = {int(each) for each in re.findall(_YEAR, span.group())}
            return None if years == {old} else Reason.SPAN
    for day in _FULL_DATE.finditer(text):
        if day.start("year") == at:
            deadline = _DEADLINE.search(text[max(0, day.start() - _AROUND) : day.start()])
            return None if deadline else Reason.DAY
    return Reason.PAST if _PAST.search(text[max(0, at - _AROUND) : at]) else None


def _around(text: str, at: int) -> str:
    start, end = max(0, at - _AROUND), at + 4 + _AROUND
    before, after = text[start:at], text[at:end]
    if start:
        before = f"… {before.partition(' ')[2]}"
    if end < len(text):
        after = f"{after.rpartition(' ')[0] or after} …"
    return " ".join(f"{before}{after}".split())
