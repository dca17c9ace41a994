"""The block that ends an old paper: recipients beside or above the signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from addin.documents.importing.masthead import RULE
from addin.documents.importing.reading import Line
from validators.text import fold

_AUTHORITY = re.compile(r"(?:T\s?[./]?\s?M|KT|TL|TUQ|Q)\s?[./]\s?|(?:T[./]?M|KT|TL|TUQ)\s")
_ON_BEHALF = re.compile(r"(?:T\s?[./]?\s?M|KT|TL|TUQ)\s?[./]\s?(?=[A-ZĐỦ])")
_POSITION = re.compile(
    r"(?:PHÓ |QUYỀN )*(?:CHỦ TỊCH|TRƯỞNG|GIÁM ĐỐC|HIỆU TRƯỞNG|BÍ THƯ|ỦY VIÊN|UỶ VIÊN|CHÁNH)"
)
_LIST_MARK = re.compile(r"[-–—‑−+•·*]\s*")
_SIGNED = re.compile(r"\W*(?:đã ký|ký tên|ký, ?đóng dấu|ký, ?ghi rõ họ tên)\b.*", re.IGNORECASE)
_ENDED = re.compile(r"[.;,:]$")

_WIDEST = 90
"""Characters that a line of a signature may have."""
_LONGEST = 8
"""Lines that a signature may have above the recipients, or two parts of it between them."""


class _State(Enum):
    OUTSIDE = auto()
    RECIPIENTS = auto()
    SIGNATURE = auto()


@dataclass
class OldSigning:
    """Recipients without their dashes; lines of the signature from the top, and the signer's name.

    `stray` are lines of neither. `signed` says that the paper bore "(Đã ký)" or the like. `known`
    are the paragraphs that were understood.
    """

    recipients: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    name: str = ""
    signed: bool = False
    stray: list[tuple[int, str]] = field(default_factory=list)
    known: set[int] = field(default_factory=set)

    @property
    def whole_lines(self) -> list[str]:
        """The lines, those joined that were broken for want of room.

        "TM. HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG" are one line; a position begins another.
        """
        joined: list[str] = []
        for line in self.lines:
            text = line.upper()
            if joined and not (_AUTHORITY.match(text) or _POSITION.match(text)):
                joined[-1] = f"{joined[-1]} {line}"
            else:
                joined.append(line)
        return joined


def signing_from(lines: Sequence[Line], start: int) -> int:
    """Where the block begins, from a line on; the number of lines where there is none.

    That is the title of the recipients or the signature, whichever comes first; a signature's
    words alone, far from the end of the text, are a heading of the body.
    """
    titles = [at for at in range(start, len(lines)) if _any(lines[at], _is_recipients_title)]
    signed = [at for at in range(start, len(lines)) if _any(lines[at], _is_authority)]
    end = titles[0] if titles else signed[-1] if signed else len(lines)
    return min([end, *(at for at in signed if end - _LONGEST <= at < end)])


def signs(lines: Iterable[Line]) -> bool:
    """Whether some lines name recipients or say as what somebody signs."""
    return any(_any(line, _is_recipients_title) or _any(line, _is_authority) for line in lines)


def _any(line: Line, is_so: Callable[[str], bool]) -> bool:
    return any(map(is_so, line.columns))


def read_signing(lines: Sequence[Line]) -> OldSigning:
    """The block that the last lines of a paper make up."""
    block = _Reading()
    for stream in _streams(lines):
        block.state = _State.OUTSIDE
        for paragraph, text in stream:
            block.take(paragraph, text)
    return block.found


def _streams(lines: Iterable[Line]) -> Iterator[list[tuple[int, str]]]:
    """The block's columns from left to right, each from top to bottom.

    In a table the first column is the left one; without a table what follows a tab is the right.
    """
    part: list[Line] = []
    for line in lines:
        if part and _table(part[-1]) != _table(line):
            yield from _sides(part)
            part = []
        part.append(line)
    yield from _sides(part)


def _table(line: Line) -> int | None:
    return line.cell.table if line.cell else None


def _sides(lines: Iterable[Line]) -> Iterator[list[tuple[int, str]]]:
    left: list[tuple[int, str]] = []
    right: list[tuple[int, str]] = []
    for line in lines:
        if line.cell:
            side = left if line.cell.column == 0 else right
            side.append((line.paragraph, line.text))
            continue
        first, *others = line.columns
        if first:
            left.append((line.paragraph, first))
        right += [(line.paragraph, each) for each in others]
    yield left
    yield right


class _Reading:
    def __init__(self) -> None:
        self.found = OldSigning()
        self.state = _State.OUTSIDE
        self._dashes = False

    def take(self, paragraph: int, text: str) -> None:
        found = self.found
        found.known.add(paragraph)
        if RULE.fullmatch(text):
            return
        if _SIGNED.fullmatch(text):
            found.signed = True
        elif _is_recipients_title(text) and not found.recipients:
            self.state = _State.RECIPIENTS
            self._take_recipient(paragraph, text.partition(":")[2])
        elif _is_authority(text) and not found.name:
            self.state = _State.SIGNATURE
            found.lines.append(text)
        elif self.state is _State.RECIPIENTS:
            self._take_recipient(paragraph, text)
        elif self.state is _State.SIGNATURE or _is_name(text):
            self._take_signature(paragraph, text)
        else:
            self._miss(paragraph, text)

    def _take_recipient(self, paragraph: int, text: str) -> None:
        text = text.strip()
        mark = _LIST_MARK.match(text)
        listed = self.found.recipients
        if mark:
            self._dashes = True
        bare = text[mark.end() :] if mark else text
        if not bare:
            return
        goes_on = bool(listed) and listed[-1].endswith(";") and not bare.isupper()
        if mark or not self._dashes or goes_on:
            listed.append(bare)
        elif listed and not _ENDED.search(listed[-1]):
            listed[-1] = f"{listed[-1]} {bare}"
        else:
            self.state = _State.OUTSIDE
            self.take(paragraph, text)

    def _take_signature(self, paragraph: int, text: str) -> None:
        found = self.found
        if found.name:
            self._miss(paragraph, text)
        elif _is_position(text) and not _is_name_in_capitals(text, found.lines):
            found.lines.append(text)
        else:
            found.name = text
            self.state = _State.OUTSIDE

    def _miss(self, paragraph: int, text: str) -> None:
        self.found.known.discard(paragraph)
        self.found.stray.append((paragraph, text))


def _is_recipients_title(text: str) -> bool:
    return bool(re.fullmatch(r"noinhan(?:nhu)?", fold(text.partition(":")[0])))


def _is_authority(text: str) -> bool:
    """Whether a line says for whom or, in capitals, as what somebody signs."""
    if len(text) > _WIDEST:
        return False
    if text == text.upper():
        return bool(_AUTHORITY.match(text) or _POSITION.match(text))
    return bool(_ON_BEHALF.match(text)) and not _ENDED.search(text)


def _is_position(text: str) -> bool:
    return text == text.upper() or bool(_POSITION.match(text.upper()))


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 6 and all(each[0].isupper() and each.isalpha() for each in words)


def _is_name_in_capitals(text: str, lines: Sequence[str]) -> bool:
    """Whether a line in capitals is the signer's name: behind his position, and no position."""
    above = any(_POSITION.search(each) for each in lines)
    return above and _is_name(text) and not re.search(r"UBND|HỘI ĐỒNG|ỦY BAN", text)
