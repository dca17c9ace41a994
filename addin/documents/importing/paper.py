"""The parts of an old plan as a person reads them, from its displayed lines.

Every filled paragraph ends in a part; one that fits nowhere becomes a row marked for attention.
A plan that was written from such rows is read back to the same rows: what is decided here depends
on words, marks, bold and the middle of the line, all of which survive the writing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Final

from addin.documents.importing.marks import MarkKind, Outline
from addin.documents.importing.masthead import RULE, OldMasthead, masthead_of
from addin.documents.importing.reading import Line, OldDocument
from addin.documents.importing.signing import OldSigning, read_signing, signing_from, signs
from validators.catalogue import PaperKind, PlanPart
from validators.text import fold

ATTENTION: Final = "[Xem lại]"
"""The mark of a row that fits nowhere, seen in the sheet and on paper until it is dealt with."""
CELLS: Final = " | "
"""Between the cells of a table's row, which becomes one row of the outline."""

_LONGEST_SUBJECT: Final = 400
_BASIS = re.compile(
    r"(?:Căn cứ|Thực hiện|Theo|Xét|Để thực hiện|Thi hành|Triển khai)\b(?!\s+(?:tốt|có|nghiêm))"
)
_NEXT_BASIS = re.compile(r"(?<=[;,.])\s+(?=Căn cứ\b|Theo đề nghị\b|Xét\b|Thực hiện\b)")
_ISSUER_SPEAKS = re.compile(
    r"(?<=[;,.])\s+(?=(?:Ủy ban|Uỷ ban|UBND|Hội đồng|HĐ|Đảng ủy|Chủ tịch|Nay\b)[^;]*"
    r"\b(?:xây dựng|ban hành|đề ra|lập|phát động|tổ chức|triển khai)\b[^;]*$)"
)
_CLOSING = re.compile(
    r"Trên đây|Kế hoạch này|Căn cứ (?:vào )?[Kk]ế hoạch này|Yêu cầu|Đề nghị|Nhận được"
    r"|Trong quá trình|(?:Ủy ban nhân dân|UBND|Hội đồng) .{0,60}(?:yêu cầu|đề nghị)"
)
_KINDS: Final = {fold(each): each.upper() for each in PaperKind}
_KIND_LINE = re.compile(r"(KẾ HOẠCH)\s*[:.]?\s*(.*)", re.DOTALL)
_LEADING_DASH = re.compile(r"^[-–—+•*]\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the outline: `part` None and a mark `ATTENTION` where it fits nowhere.

    `reason` says to staff why it needs attention. `paragraphs` are those of the document that the
    row holds something of.
    """

    part: PlanPart | None
    text: str
    level: int | None = None
    marker: str = ""
    kind: MarkKind | None = None
    bold: bool = False
    reason: str = ""
    paragraphs: frozenset[int] = frozenset()

    @property
    def needs_attention(self) -> bool:
        """Whether a clerk has to say what is to become of the row."""
        return self.part is None

    def joined(self, text: str, bold: bool) -> Row:
        """The row with the text behind a typed line break."""
        return replace(self, text=f"{self.text}\n{text}", bold=self.bold and bold)


@dataclass
class OldPlan:
    """An old plan: its block on top, kind and subject, rows in document order, block at the end.

    `known` are paragraphs of kind and subject, and those that only draw a line; `paragraphs` is how
    many the document has.
    """

    paragraphs: int
    masthead: OldMasthead = field(default_factory=OldMasthead)
    kind: str = ""
    title_lines: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    signing: OldSigning = field(default_factory=OldSigning)
    notes: tuple[str, ...] = ()
    known: set[int] = field(default_factory=set)

    @property
    def title(self) -> str:
        """The subject on one line."""
        return " ".join(self.title_lines)

    def of(self, part: PlanPart | None) -> list[Row]:
        """The rows of a part; of None those that need attention."""
        return [each for each in self.rows if each.part is part]

    @property
    def placed(self) -> set[int]:
        """Paragraphs that are found again in a part, a row or a setting."""
        rows = (each for row in self.rows for each in row.paragraphs)
        return {*self.known, *self.masthead.known, *self.signing.known, *rows}

    def as_json(self) -> dict[str, Any]:
        """The outline as a person reads it."""
        head, signing = self.masthead, self.signing
        return {
            "header": None if head.is_empty else {"agencies": head.agencies, "nation": head.nation},
            "number": head.number,
            "symbol": head.symbol,
            "number_line": head.number_line,
            "number_line_raw": head.number_line,
            "place": head.place,
            "place_date": head.date_line,
            "place_date_raw": head.date_line,
            "date": head.issued.isoformat() if head.issued else "",
            "doc_type": self.kind,
            "title": self.title,
            "title_lines": self.title_lines,
            "bases": [each.text for each in self.of(PlanPart.BASIS)],
            "opening": "\n".join(each.text for each in self.of(PlanPart.OPENING)),
            "body": [
                {
                    "level": each.level,
                    "marker": each.marker,
                    "text": each.text,
                    "kind": each.kind,
                    "bold": each.bold,
                }
                for each in self.of(PlanPart.BODY)
            ],
            "closing": "\n".join(each.text for each in self.of(PlanPart.CLOSING)),
            "recipients": signing.recipients,
            "signature": {"lines": signing.lines, "name": signing.name},
            "attention": [{"text": each.text, "reason": each.reason} for each in self.of(None)],
        }


def read_plan(document: OldDocument) -> OldPlan:
    """The parts of a document."""
    lines = list(document.lines)
    plan = OldPlan(document.paragraphs, notes=document.notes)
    at = _kind_at(lines)
    body = _read_top(plan, lines, at)
    end = signing_from(lines, body)
    text = _Text()
    plan.rows += _close(text.rows(lines[body:end]))
    plan.known |= text.drawn
    if text.drawn:
        plan.notes += (f"{len(text.drawn)} dòng chỉ có nét gạch trong nội dung không nhập.",)
    plan.rows += _read_end(plan, lines[end:])
    if plan.signing.signed:
        plan.notes += ("Chữ “(Đã ký)” ở chỗ ký không nhập.",)
    return plan


# From the top to the subject


def _kind_at(lines: Sequence[Line]) -> int | None:
    """The line that says what kind of paper it is, None where there is none."""
    plan = (at for at, line in enumerate(lines) if _is_plan_line(line))
    other = (at for at, line in enumerate(lines[:30]) if fold(line.text) in _KINDS and line.bold)
    return next(plan, next(other, None))


def _is_plan_line(line: Line) -> bool:
    if fold(line.text) == "kehoach":
        return True
    return bool(_KIND_LINE.match(line.text)) and (line.centred or line.bold) and not line.cell


def _read_top(plan: OldPlan, lines: Sequence[Line], at: int | None) -> int:
    """Read masthead, kind and subject; returns where the text begins."""
    if at is None:
        probe = OldMasthead()
        end = next((n for n, line in enumerate(lines) if not probe.knows(line)), len(lines))
        plan.masthead = masthead_of(lines[:end])
    else:
        end = at + 1
        plan.masthead = masthead_of(line for line in lines[:at] if not _is_attention(line))
        plan.kind, rest = _kind_of(lines[at])
        plan.known.add(lines[at].paragraph)
        if rest:
            plan.title_lines.append(rest)
        marked = [_attended(line) for line in lines[:at] if _is_attention(line)]
        plan.rows += marked
    plan.rows += [
        _attention(text, "đứng trên tên loại văn bản", paragraph)
        for paragraph, text in plan.masthead.stray
    ]
    return _read_subject(plan, lines, end)


def _kind_of(line: Line) -> tuple[str, str]:
    """The kind of the paper, and what its line says of the subject."""
    if kind := _KINDS.get(fold(line.text)):
        return kind, ""
    found = _KIND_LINE.match(line.text)
    return (found[1], found[2]) if found else (line.text, "")


def _read_subject(plan: OldPlan, lines: Sequence[Line], at: int) -> int:
    first, kind = at, lines[at - 1] if at else None
    while at < len(lines) and _goes_on_with_subject(kind, lines[first:at], lines[at]):
        if not RULE.fullmatch(lines[at].text):
            plan.title_lines.append(lines[at].text)
        plan.known.add(lines[at].paragraph)
        at += 1
        if RULE.fullmatch(lines[at - 1].text):
            break
    return at


def _goes_on_with_subject(kind: Line | None, taken: Sequence[Line], line: Line) -> bool:
    """Whether a line still belongs to the subject, whose earlier lines are `taken`."""
    if line.cell and not (kind and kind.cell and kind.cell.table == line.cell.table):
        return False
    if RULE.fullmatch(line.text):
        return True
    if _is_attention(line) or _BASIS.match(line.text) or Outline().begins(line.text):
        return False
    if line.centred or (taken and taken[-1].paragraph == line.paragraph):
        return True
    if taken:
        return line.bold and not taken[0].centred
    plain = len(line.text) <= _LONGEST_SUBJECT and not line.text.endswith((":", ".", ";"))
    return line.bold or plain


# The text


class _Text:
    """Rows of the text between the subject and the block at the end."""

    def __init__(self) -> None:
        self._outline = Outline()
        self._part = PlanPart.BASIS
        self._rows: list[Row] = []
        self.drawn: set[int] = set()
        """Paragraphs that only draw a line."""

    def rows(self, lines: Sequence[Line]) -> list[Row]:
        """The rows of some lines; unnumbered ones at the end are still part of the body."""
        for table, group in groupby(lines, key=lambda line: line.cell and line.cell.table):
            if table is None:
                for line in group:
                    self._take(line)
            else:
                self._rows += _table_rows(group)
        return self._rows

    def _take(self, line: Line) -> None:
        if _is_attention(line):
            self._rows.append(_attended(line))
        elif RULE.fullmatch(line.text):
            self.drawn.add(line.paragraph)
        elif not line.first and self._continues(line):
            self._rows[-1] = self._rows[-1].joined(line.text, line.bold)
        elif self._part is PlanPart.BASIS and self._take_bases(line):
            pass
        else:
            self._take_text(line)

    def _continues(self, line: Line) -> bool:
        """Whether a line behind a typed break goes on with the row before it."""
        last = self._rows[-1] if self._rows else None
        if last is None or line.paragraph not in last.paragraphs:
            return False
        if last.needs_attention:
            return True
        if line.bold != last.bold and any(map(str.isalpha, line.text)):
            return False
        if last.part is PlanPart.BASIS and (
            _BASIS.match(line.text) or last.text.endswith((";", ".")) or line.text.endswith(":")
        ):
            return False
        return not self._outline.begins(line.text)

    def _take_bases(self, line: Line) -> bool:
        """Take a line of legal bases, and the opening sentence that may be glued to it."""
        bare = _LEADING_DASH.sub("", line.text, count=1)
        if not _BASIS.match(bare) or line.bold:
            return False
        bases, opening = _unglued(bare)
        for text in bases:
            self._rows.append(Row(PlanPart.BASIS, text, paragraphs=frozenset({line.paragraph})))
        if opening:
            self._add_opening(opening, line)
        return True

    def _take_text(self, line: Line) -> None:
        where = frozenset({line.paragraph})
        if found := self._outline.read(line.text):
            self._part = PlanPart.BODY
            bold = line.bold_text if line.text.startswith(f"{found.mark.text} ") else line.bold
            self._rows.append(
                Row(
                    PlanPart.BODY,
                    found.text,
                    found.level,
                    found.mark.text,
                    found.mark.kind,
                    bold,
                    paragraphs=where,
                )
            )
        elif self._part is not PlanPart.BODY and not (line.bold or line.text.isupper()):
            self._add_opening(line.text, line)
        else:
            self._part = PlanPart.BODY
            self._rows.append(Row(PlanPart.BODY, line.text, bold=line.bold, paragraphs=where))

    def _add_opening(self, text: str, line: Line) -> None:
        self._rows.append(Row(PlanPart.OPENING, text, paragraphs=frozenset({line.paragraph})))
        self._part = PlanPart.BODY if text.endswith(":") else PlanPart.OPENING


def _unglued(text: str) -> tuple[list[str], str]:
    """Legal bases that stand in one paragraph, and the opening sentence behind them."""
    bases, opening = [text], ""
    if text.endswith(":"):
        cuts = [found.start() for found in _ISSUER_SPEAKS.finditer(text)]
        if not cuts:
            return [], text
        bases, opening = [text[: cuts[-1]]], text[cuts[-1] :].strip()
    return [part.strip() for base in bases for part in _NEXT_BASIS.split(base)], opening


def _close(rows: list[Row]) -> list[Row]:
    """The rows with the closing sentences told from the body.

    They are the unnumbered paragraphs at the end, from the first that begins like one; where none
    does, the last paragraph alone.
    """
    tail: set[int] = set()
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if row.needs_attention:
            continue
        if row.part is not PlanPart.BODY or row.level is not None or row.bold:
            break
        tail.add(at)
    numbered = any(row.level is not None for row in rows)
    begin = next((at for at in sorted(tail) if _CLOSING.match(rows[at].text)), None)
    if begin is None:
        begin = max(tail) if tail and numbered else len(rows)
    return [
        replace(row, part=PlanPart.CLOSING) if at in tail and at >= begin else row
        for at, row in enumerate(rows)
    ]


def _read_end(plan: OldPlan, lines: Sequence[Line]) -> Iterator[Row]:
    """Read recipients and signature; returns rows of what stands there besides, in its order."""
    tables: list[Row] = []
    signing: list[Line] = []
    for table, group in groupby(lines, key=lambda line: line.cell and line.cell.table):
        of_group = list(group)
        if table is None or signs(of_group):
            signing += of_group
        else:
            tables += _table_rows(of_group)
    plan.signing = read_signing(signing)
    others = (
        _attention(text, "đứng sau chữ ký hoặc nơi nhận, có thể là phụ lục", paragraph)
        for paragraph, text in plan.signing.stray
    )
    yield from sorted([*tables, *_rejoined(others)], key=lambda row: min(row.paragraphs))


# Attention


def _is_attention(line: Line) -> bool:
    return line.text.startswith(f"{ATTENTION} ")


def _attended(line: Line) -> Row:
    """The row that was marked when the plan was first brought in."""
    text = line.text.removeprefix(ATTENTION).strip()
    return _attention(text, "đã được đánh dấu ở lần nhập trước", line.paragraph)


def _table_rows(lines: Iterable[Line]) -> Iterator[Row]:
    """A table of the body, whose rows become one row of the outline each."""
    for _, row in groupby(lines, key=lambda line: line.cell and line.cell.row):
        of_row = list(row)
        cells = [
            " ".join(line.text for line in cell)
            for _, cell in groupby(of_row, key=lambda line: line.cell)
        ]
        paragraphs = {line.paragraph for line in of_row}
        yield _attention(CELLS.join(cells), "là dòng của một bảng", *paragraphs)


def _attention(text: str, reason: str, *paragraphs: int) -> Row:
    return Row(None, text, marker=ATTENTION, reason=reason, paragraphs=frozenset(paragraphs))


def _rejoined(rows: Iterable[Row]) -> Iterator[Row]:
    """Lines of one paragraph, which had been broken by hand, as one row again."""
    for _, group in groupby(rows, key=lambda row: row.paragraphs):
        first, *others = group
        for each in others:
            first = replace(first, text=f"{first.text}\n{each.text}")
        yield first
