"""The components of an administrative document, recognised by their words and their place.

No style name is looked at: clerks format by hand, and every office has its own template. What is
found here is only what stands where; whether it is right is for the checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from addin.documents.page_check.reading import Line, Paper, Paragraph
from validators.notation import KIND_ABBREVIATIONS
from validators.text import clean, fold, match_key

ADDRESSED_KINDS: Final = frozenset({"Tờ trình", "Báo cáo"})
"""Kinds that may begin with "Kính gửi"; an official letter, which has no kind, must."""

NO_PAPERS: Final = frozenset({"Giấy khen", "Bằng khen", "Giấy chứng nhận"})
"""Titles of what is awarded, which Điều 7 does not list among administrative documents."""

LEGISLATION: Final = frozenset({"Luật", "Pháp lệnh", "Nghị định", "Thông tư"})

_NATION: Final = "conghoaxahoichunghiavietnam"
_MOTTO: Final = "doclaptudohanhphuc"
_PARTY: Final = "dangcongsanvietnam"
_NUMBER: Final = re.compile(r"\s*số\b\s*[:.]?[^/]{0,30}/\s*[\w–-]", re.IGNORECASE)
_DATE: Final = re.compile(
    r"ngày[\s.…_]*\d{0,2}[\s.…_]*tháng[\s.…_]*\d{0,2}[\s.…_]*năm[\s.…_]*\d{0,4}", re.IGNORECASE
)
_SHORT_DATE: Final = re.compile(
    r"^[^\d,;.]{2,40},?\s*(?:ngày\s*)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}\s*$", re.IGNORECASE
)
_LETTER_SUBJECT: Final = re.compile(r"\s*(?:v\s*/\s*v|về việc)\b", re.IGNORECASE)
_TYPED_RULE: Final = re.compile(r"[\s_*─━—–=.~oO-]{3,}\Z")
ROMAN_MARK: Final = re.compile(r"\s*([IVXLC]+)\s*(\.|/\.?|\)|-|:)(?![vV]\b)\s*(?=\S)")
"""The mark of a part of the outline; "V/v" of an official letter is none."""
_OUTLINE_WORD: Final = re.compile(
    r"\s*(?:phần|chương|mục|tiểu mục|điều)\s+(?:[ivxlc]+|\d+)\b", re.I
)
_ENACTING: Final = ("quyetdinh", "quyetnghi", "chithi")
_BASIS_WORDS: Final = ("cancu", "xet", "theodenghi", "theoykien", "theotinhthan", "thuchien")
_GLUED: Final = re.compile(
    r":\s*\Z|như sau|[,;]\s*(?:UBND|Ủy ban|Uỷ ban|Hội đồng|Phòng|Sở|Ban|Trường|Đảng|Chủ tịch)\b"
    r"[^,;]*\b(?:ban hành|xây dựng|đề nghị|báo cáo|thông báo|trình|quyết định|tổ chức)\b",
    re.IGNORECASE,
)
_ISSUING: Final = (
    "chutich", "uybannhandan", "ubnd", "hoidong", "giamdoc", "truongphong", "truongban",
    "hieutruong", "botruong", "thutuong", "banchidao", "banthuongvu",
)  # fmt: skip
_POSITIONS: Final = (
    "chutich", "phochutich", "giamdoc", "phogiamdoc", "truong", "photruong", "hieutruong",
    "phohieutruong", "chanhvanphong", "phochanhvanphong", "chanhthanhtra", "bithu", "phobithu",
    "botruong", "thutruong", "cuctruong", "phocuctruong", "chicuctruong", "thutuong", "thuky",
    "chutoa", "chutri", "chihuy", "congchuc", "tongthuky", "uyvien", "vientruong", "chanhan",
    "nguoighi", "tongcuctruong", "quyenchutich", "tongbien", "daidien",
)  # fmt: skip
_AUTHORITY: Final = re.compile(
    r"\s*(?:TM|T/M|TUQ|T/UQ|KT|K/T|TL|T/L|Q|TƯQ)\s*[./]?\s+\S|\s*T[ML]\.\S"
)
DEGREES: Final = re.compile(
    r"\s*(?:(?:GS|PGS|TS|ThS|Th\.S|BS|BSCK\w*|CKI+|KS|CN|DS|LS|NGND|NGƯT|TTND|TTƯT)\b\.?\s*[.,-]?\s*)+"
    r"|\s*(?:Thạc sĩ|Thạc sỹ|Tiến sĩ|Tiến sỹ|Bác sĩ|Bác sỹ|Kỹ sư|Cử nhân|Luật sư|Giáo sư|"
    r"Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Trung úy|Thiếu úy)\s+"
)
"""Titles and degrees in front of a name."""
_ANNEX: Final = re.compile(
    r"\s*phụ\s+lục\b\s*(?:số\s*)?([IVXLC]+\b|\d+|[A-Z]\b)?\s*(.*)\Z", re.I | re.S
)
_REFERENCE: Final = re.compile(r"\s*\(?\s*(?:ban hành\s+)?kèm theo\b", re.IGNORECASE)
_FIRST_PAGE: Final = 60
"""Lines within which the components of page 1 are looked for."""
_LONG: Final = 160
_LONGEST_NAME: Final = 100


@dataclass
class Annex:
    """A "Phụ lục" behind the signing block."""

    heading: Line
    titles: list[Line] = field(default_factory=list)


@dataclass
class Components:
    """The components of one document; None and empty where one is not found."""

    nation: list[Line] = field(default_factory=list)
    motto: Line | None = None
    superior: list[Line] = field(default_factory=list)
    issuer: list[Line] = field(default_factory=list)
    number: Line | None = None
    date: Line | None = None
    letter_subject: list[Line] = field(default_factory=list)
    kind: Line | None = None
    kind_name: str = ""
    subject: list[Line] = field(default_factory=list)
    bases: list[Paragraph] = field(default_factory=list)
    addressee: list[Line] = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)
    recipients_title: Line | None = None
    recipients: list[Line] = field(default_factory=list)
    authority: list[Line] = field(default_factory=list)
    office: list[Line] = field(default_factory=list)
    signer: Line | None = None
    annexes: list[Annex] = field(default_factory=list)
    references: list[Line] = field(default_factory=list)
    """The lines "(Kèm theo …)" of annexes and attached texts."""
    header_end: int = 0
    """Index of the first paragraph below the header block."""
    main_end: int = 0
    """Index of the first paragraph behind the signing block."""
    annex_alone: bool = False
    """Whether the file holds an annex and nothing before it."""
    attached: bool = False
    """Whether the file holds a text issued with another document, or an annex alone."""

    @property
    def is_administrative(self) -> bool:
        """Whether enough is found that only administrative documents have."""
        # Citizens' applications bear the national name too, but no agency issues them.
        sure = (self.issuer, self.number, self.kind_name, self.recipients_title)
        return self.attached or (any(sure) and len(self.recognised()) > 1)

    @property
    def is_letter(self) -> bool:
        """Whether this is an official letter, the kind without a name."""
        return self.kind is None and bool(self.letter_subject or self.addressee)

    def recognised(self) -> list[str]:
        """The components found, in the decree's words."""
        found = {
            "Quốc hiệu": self.nation,
            "Tiêu ngữ": self.motto,
            "Tên cơ quan ban hành": self.issuer,
            "Số, ký hiệu": self.number,
            "Địa danh và thời gian": self.date,
            "Tên loại": self.kind if self.kind_name else None,
            "Trích yếu": self.subject or self.letter_subject,
            "Căn cứ": self.bases,
            "Kính gửi": self.addressee,
            "Quyền hạn, chức vụ": self.authority,
            "Họ và tên người ký": self.signer,
            "Nơi nhận": self.recipients_title,
            "Phụ lục": self.annexes,
        }
        return [name for name, value in found.items() if value]


def find_components(paper: Paper) -> Components:
    """Recognise the components of a document."""
    return _Finder(paper).find()


def is_typed_rule(text: str) -> bool:
    """Whether a line consists of letters that stand for a drawn line."""
    return _TYPED_RULE.match(text) is not None


def capital_line(line: Line | Paragraph) -> bool:
    """Whether a line is shown in capitals, as typed or by its format."""
    return all(
        piece.format.capitals or piece.text.upper() == piece.text
        for piece in line.pieces
        if piece.text.strip()
    ) and any(letter.isalpha() for letter in line.text)


def is_party_paper(paper: Paper) -> bool:
    """Whether the header is that of a Party document, which follows rules of its own."""
    lines = [line for paragraph in paper.paragraphs[:_FIRST_PAGE] for line in paragraph.lines]
    return any(fold(line.text) == _PARTY for line in lines[:_FIRST_PAGE])


def basis_words(text: str) -> bool:
    """Whether a paragraph begins like a legal basis."""
    return fold(text[:40]).startswith(_BASIS_WORDS)


def outline_start(text: str) -> bool:
    """Whether a paragraph begins a part of the outline of its own."""
    return bool(ROMAN_MARK.match(text) or _OUTLINE_WORD.match(text))


class _Finder:
    def __init__(self, paper: Paper) -> None:
        self._paragraphs = paper.paragraphs
        self._index_of = {each.number: index for index, each in enumerate(paper.paragraphs)}
        self._lines = [line for paragraph in paper.paragraphs for line in paragraph.lines]
        self._found = Components()

    def find(self) -> Components:
        found = self._found
        self._find_nation()
        self._find_attachment()
        if not found.annex_alone:
            self._find_kind()
        end = self._content_start()
        self._find_header(end)
        found.header_end = end
        self._find_recipients()
        start = self._find_subject_and_bases()
        behind = self._find_addressee(start)
        if behind > start and found.kind and not found.bases:
            # A submission names its addressee first.
            behind = self._find_bases_by_words(behind)
        start = behind
        self._find_signing(start)
        self._find_annexes()
        referring = [line.paragraph for line in found.references]
        found.body = [
            each
            for each in self._paragraphs[start : self._signing_start(start)]
            if not each.blank and each.cell is None and not is_typed_rule(each.text)
            if each not in referring
        ]
        return found

    # The header

    def _find_nation(self) -> None:
        for index, line in enumerate(self._lines[:_FIRST_PAGE]):
            words = fold(line.text)
            if words == _NATION or (words and _NATION.startswith(words) and len(words) > 15):
                self._found.nation = [line]
                if words != _NATION:
                    rest = self._lines[index + 1 : index + 2]
                    self._found.nation += [
                        each for each in rest if words + fold(each.text) == _NATION
                    ]
            elif words == _MOTTO and self._found.motto is None:
                self._found.motto = line

    def _find_kind(self) -> None:
        after = self._found.nation[-1] if self._found.nation else None
        seen = after is None
        kinds = {fold(kind): kind for kind in (*KIND_ABBREVIATIONS, *LEGISLATION, *NO_PAPERS)}
        for line in self._lines[: 2 * _FIRST_PAGE]:
            seen = seen or line is after
            name = kinds.get(fold(line.text))
            if seen and name and not line.text.rstrip().endswith(":") and line is not after:
                if fold(line.text) == "quyetdinh" and self._found.kind:
                    break
                self._found.kind, self._found.kind_name = line, name
                return
        self._find_other_kind(after)

    def _find_other_kind(self, after: Line | None) -> None:
        """A title in capitals that names no kind of the decree: "GIAO ƯỚC THI ĐUA"."""
        start = self._index(after.paragraph) + 1 if after else 0
        for paragraph in self._paragraphs[start : start + 25]:
            if outline_start(paragraph.text) or fold(paragraph.text).startswith("kinhgui"):
                return
            if paragraph.cell or paragraph.format.align != "centre" or paragraph.blank:
                continue
            line = paragraph.lines[0]
            own = not _AUTHORITY.match(line.text) and not _ANNEX.match(line.text)
            if own and capital_line(line) and any(each.bold for each in line.formats):
                self._found.kind = line
                return

    def _content_start(self) -> int:
        """Index of the first paragraph below the header block."""
        header = {line.paragraph.number for line in self._found.nation}
        tables = {line.paragraph.cell.table for line in self._found.nation if line.paragraph.cell}
        last = 0
        for index, paragraph in enumerate(self._paragraphs[:_FIRST_PAGE]):
            if paragraph.number in header or (paragraph.cell and paragraph.cell.table in tables):
                last = index + 1
        kind = self._found.kind.paragraph.number if self._found.kind else None
        for index, paragraph in enumerate(self._paragraphs[last:], last):
            starts = (
                paragraph.number == kind
                or len(paragraph.text) > _LONG
                or outline_start(paragraph.text)
                or fold(paragraph.text[:30]).startswith(("kinhgui", "cancu"))
                or bool(_ANNEX.match(paragraph.text))
            )
            if starts and not paragraph.blank:
                return index
        return last

    def _find_header(self, end: int) -> None:
        found = self._found
        numbers = {each.number for each in self._paragraphs[:end]}
        lines = [line for line in self._lines if line.paragraph.number in numbers]
        for line in lines:
            if found.number is None and _NUMBER.match(line.text):
                found.number = line
            elif found.date is None and (_DATE.search(line.text) or _SHORT_DATE.match(line.text)):
                found.date = line
        found.letter_subject = self._letter_subject(lines)
        self._find_agencies(lines)

    def _letter_subject(self, lines: Sequence[Line]) -> list[Line]:
        number = self._found.number
        if number is None:
            return []
        below = lines[lines.index(number) + 1 :]
        beside = [
            each for each in below if each is not self._found.date and _same_column(each, number)
        ]
        for index, line in enumerate(beside):
            if _LETTER_SUBJECT.match(line.text):
                return [each for each in beside[index:] if not is_typed_rule(each.text)]
            if index > 1:
                break
        return []

    def _find_agencies(self, lines: Sequence[Line]) -> None:
        found = self._found
        others = [*found.nation, found.motto, found.number, found.date, *found.letter_subject]
        names: list[Line] = []
        for line in lines:
            if names and (line is found.number or line in found.letter_subject):
                break
            if line not in others and not is_typed_rule(line.text) and self._is_agency(line):
                names.append(line)
        found.superior, found.issuer = _superior_and_issuer(names)

    def _is_agency(self, line: Line) -> bool:
        nation = self._found.nation[0] if self._found.nation else None
        if nation is not None and _same_column(line, nation) and not line.by_tabs:
            return False
        same_table = (
            nation is None
            or nation.paragraph.cell is None
            or (
                line.paragraph.cell is not None
                and line.paragraph.cell.table == nation.paragraph.cell.table
            )
        )
        name = len(line.text) < _LONGEST_NAME and any(letter.isalpha() for letter in line.text)
        # Without the national name beside it only capitals tell a name from other text.
        return same_table and name and (nation is not None or capital_line(line))

    def _find_attachment(self) -> None:
        """Whether this is an annex, or a text issued "kèm theo" with nothing of a header."""
        filled = [each for each in self._paragraphs[:40] if not each.blank][:14]
        found = self._found
        found.annex_alone = bool(filled) and self._is_annex(filled[0]) and not found.nation
        texts = [each.text for each in filled]
        issued = any(_DATE.search(text) for text in texts if not _REFERENCE.match(text))
        issued = issued or any(_NUMBER.match(text) for text in texts)
        referring = any(_REFERENCE.match(each.text) and _is_centred(each) for each in filled)
        found.attached = found.annex_alone or (referring and not issued)

    # The title and what follows it

    def _find_subject_and_bases(self) -> int:
        """Index of the first paragraph behind kind, subject and bases."""
        found = self._found
        start = self._index(found.kind.paragraph) if found.kind else found.header_end
        if found.kind:
            start = self._find_subject(start)
        return self._find_bases(start) if found.kind else start

    def _find_subject(self, start: int) -> int:
        """Index of the first paragraph behind the subject."""
        kind = self._found.kind
        assert kind is not None
        lines = kind.paragraph.lines
        self._found.subject = [line for line in lines[lines.index(kind) + 1 :] if line is not kind]
        index = start + 1
        while index < len(self._paragraphs) and index < start + 12:
            paragraph = self._paragraphs[index]
            if paragraph.blank or is_typed_rule(paragraph.text):
                if self._found.subject:
                    return index
            elif not self._continues_subject(paragraph):
                return index
            else:
                self._found.subject += paragraph.lines
            index += 1
        return index

    def _continues_subject(self, paragraph: Paragraph) -> bool:
        text = paragraph.text
        if outline_start(text) or basis_words(text) or fold(text[:20]).startswith("kinhgui"):
            return False
        if _REFERENCE.match(text) or len(text) > 400:
            return False
        if self._is_issuing(paragraph):
            return False
        first = self._found.subject[0].paragraph if self._found.subject else None
        centred = paragraph.format.align == "centre"
        if first is not None:
            return centred and first.format.align == "centre"
        bold = all(each.bold for each in paragraph.formats)
        return centred or bold

    def _find_bases(self, start: int) -> int:
        """Index of the first paragraph behind the legal bases."""
        for index, paragraph in enumerate(self._paragraphs[start : start + 40], start):
            if fold(paragraph.text) in _ENACTING and paragraph.text.rstrip().endswith(":"):
                self._found.bases = [
                    each
                    for each in self._paragraphs[start:index]
                    if not each.blank and not self._is_issuing(each) and not each.cell
                    and not is_typed_rule(each.text)
                ]  # fmt: skip
                return index
        return self._find_bases_by_words(start)

    @staticmethod
    def _is_issuing(paragraph: Paragraph) -> bool:
        """Whether this names the authority that decides, above the bases of a decision."""
        return capital_line(paragraph) and fold(paragraph.text).startswith(_ISSUING)

    def _find_bases_by_words(self, start: int) -> int:
        index, last = start, start
        while index < len(self._paragraphs):
            paragraph = self._paragraphs[index]
            text = paragraph.text
            if paragraph.blank or is_typed_rule(text):
                index += 1
                continue
            if basis_words(text) and not _GLUED.search(text):
                self._found.bases.append(paragraph)
                last = index + 1
            elif self._found.bases or not self._is_issuing(paragraph):
                break
            else:
                last = index + 1
            index += 1
        if not any(fold(each.text[:12]).startswith("cancu") for each in self._found.bases):
            self._found.bases = []
            return start
        return last

    def _find_addressee(self, start: int) -> int:
        lines = [
            line
            for paragraph in self._paragraphs[self._found.header_end : start + 15]
            for line in paragraph.lines
        ]
        for index, line in enumerate(lines):
            if fold(line.text[:20]).startswith("kinhgui"):
                self._found.addressee = [line]
                for each in lines[index + 1 :]:
                    if not each.text.lstrip().startswith(("-", "–", "+")):
                        break
                    self._found.addressee.append(each)
                last = self._found.addressee[-1].paragraph
                return max(start, self._index(last) + 1)
        return start

    # The signing block

    def _find_recipients(self) -> None:
        for line in self._lines:
            if fold(line.text) in ("noinhan", "noigui"):
                self._found.recipients_title = line
                break
            if fold(line.text).startswith("noinhan") and len(line.text) < 25:
                self._found.recipients_title = line
                break

    def _signing_start(self, start: int) -> int:
        found = self._found
        places = [
            self._index(line.paragraph)
            for line in (found.recipients_title, *found.authority[:1], found.signer)
            if line is not None
        ]
        annex = self._first_annex(start)
        places += [annex] if annex is not None else []
        return min((each for each in places if each >= start), default=len(self._paragraphs))

    def _find_signing(self, start: int) -> None:
        found = self._found
        title = found.recipients_title
        if title is not None and title.paragraph.cell is not None:
            self._sign_in_table(title)
        elif title is not None:
            self._sign_in_lines(title, start)
        else:
            self._sign_alone(start)
        block = [found.recipients_title, *found.recipients, *found.authority, found.signer]
        ends = [self._index(line.paragraph) + 1 for line in block if line is not None]
        found.main_end = max(ends, default=len(self._paragraphs))

    def _sign_in_table(self, title: Line) -> None:
        cell = title.paragraph.cell
        assert cell is not None
        inside = [
            line
            for line in self._lines
            if line.paragraph.cell and line.paragraph.cell.table == cell.table
        ]
        own = [line for line in inside if _same_column(line, title)]
        self._found.recipients = [
            line for line in own[own.index(title) + 1 :] if not is_typed_rule(line.text)
        ]
        beside = [line for line in inside if not _same_column(line, title)]
        if not beside:
            # The signer's block stands in paragraphs behind a table of recipients alone.
            after = self._index(inside[-1].paragraph)
            beside = [
                line for each in self._paragraphs[after + 1 : after + 16] for line in each.lines
            ]
        self._read_signer(beside)

    def _sign_in_lines(self, title: Line, start: int) -> None:
        begin = self._index(title.paragraph)
        block: list[Line] = []
        for paragraph in self._paragraphs[begin : begin + 40]:
            if paragraph.cell or (_ANNEX.match(paragraph.text) and paragraph.lines):
                break
            block += paragraph.lines
        recipients, signers = [], []
        for line in block[block.index(title) + 1 :]:
            dashed = line.text.lstrip().startswith(("-", "–", "+", "•"))
            if dashed and line.column == 0:
                recipients.append(line)
            else:
                signers.append(line)
        before = [
            line
            for paragraph in self._paragraphs[max(start, begin - 12) : begin]
            for line in paragraph.lines
        ]
        title_line = [line for line in title.paragraph.lines if line is not title]
        self._found.recipients = recipients
        above = self._last_authority(before)
        self._read_signer(above or [*title_line, *signers])

    def _last_authority(self, lines: list[Line]) -> list[Line]:
        """The lines from the last that states an authority or a position."""
        for index, line in enumerate(lines):
            if capital_line(line) and self._is_authority(line.text):
                return lines[index:]
        return []

    def _sign_alone(self, start: int) -> None:
        """A signing block without recipients, near the end of the main text."""
        end = self._first_annex(start) or len(self._paragraphs)
        lines = [
            line for each in self._paragraphs[max(start, end - 30) : end] for line in each.lines
        ]
        block = self._last_authority(
            [line for line in lines if not (line.paragraph.cell and line.paragraph.cell.ruled)]
        )
        if block and block[0].paragraph.cell:
            block = [line for line in block if _same_column(line, block[0])]
        self._read_signer(block)

    @staticmethod
    def _is_authority(text: str) -> bool:
        words = fold(text)
        return bool(_AUTHORITY.match(text)) or words.startswith(_POSITIONS)

    def _read_signer(self, lines: Iterable[Line]) -> None:
        """Authority, office and name among the lines of the signer's column."""
        kept = [line for line in lines if not line.text.startswith("(")]
        while kept and not self._is_authority(kept[0].text):
            kept.pop(0)
        block: list[Line] = []
        for line in kept:
            if line.paragraph.format.align == "justified" and len(line.text) > 60:
                break
            block.append(line)
        if not block:
            return
        name = next((line for line in block[1:] if _is_name(line)), None)
        name = name or _name_in_capitals(block)
        stop = block.index(name) if name else len(block)
        above = [
            line for line in block[:stop] if capital_line(line) or self._is_authority(line.text)
        ]
        self._found.authority, self._found.office = _around_gap(above)
        self._found.signer = name

    # Annexes

    def _first_annex(self, start: int) -> int | None:
        for index, paragraph in enumerate(self._paragraphs[start:], start):
            if self._is_annex(paragraph) and (
                self._found.recipients_title is None
                or paragraph.number > self._found.recipients_title.paragraph.number
            ):
                return index
        return None

    @staticmethod
    def _is_annex(paragraph: Paragraph) -> bool:
        if paragraph.blank or (paragraph.cell and paragraph.cell.ruled):
            return False
        first = paragraph.lines[0].text if paragraph.lines else ""
        match = _ANNEX.match(first)
        if match is None or len(first) > 120 or first.rstrip().endswith((";", ".")):
            return False
        return paragraph.format.align == "centre" or capital_line(paragraph.lines[0])

    def _find_annexes(self) -> None:
        found = self._found
        start = 0 if found.attached else found.main_end
        for index, paragraph in enumerate(self._paragraphs[start:], start):
            if _REFERENCE.match(paragraph.text) and _is_centred(paragraph):
                found.references += self._reference(index)
            if self._is_annex(paragraph):
                found.annexes.append(self._annex(index))

    def _reference(self, index: int) -> list[Line]:
        """The lines of "(Kèm theo …" to the closing bracket."""
        lines: list[Line] = []
        for paragraph in self._paragraphs[index : index + 4]:
            if not _is_centred(paragraph):
                break
            lines += paragraph.lines
            if ")" in paragraph.text:
                break
        return lines

    def _annex(self, index: int) -> Annex:
        heading, *beside = self._paragraphs[index].lines
        below = [
            line for each in self._paragraphs[index + 1 : index + 8] for line in _centred(each)
        ]
        annex = Annex(heading)
        for line in (*beside, *below):
            if any(test(line.text) for test in (_REFERENCE.match, outline_start, is_typed_rule)):
                break
            annex.titles.append(line)
        return annex

    def _index(self, paragraph: Paragraph) -> int:
        return self._index_of[paragraph.number]


def _centred(paragraph: Paragraph) -> Iterator[Line]:
    if paragraph.format.align == "centre" and not (paragraph.cell and paragraph.cell.ruled):
        yield from paragraph.lines


def _is_centred(paragraph: Paragraph) -> bool:
    return paragraph.format.align == "centre"


def _same_column(one: Line, other: Line) -> bool:
    """Whether two lines stand below one another in a table or a header with tabs."""
    first, second = one.paragraph.cell, other.paragraph.cell
    if first and second and first.table != second.table:
        return False
    return one.column == other.column and bool(first) == bool(second)


def _superior_and_issuer(names: list[Line]) -> tuple[list[Line], list[Line]]:
    """Tell the superior's name from the issuer's: by bold, else by words, else one is one."""
    if len(names) < 2:
        return [], names
    bold = [all(each.bold for each in line.formats) for line in names]
    if any(bold) and not all(bold):
        first = bold.index(True)
        return names[:first], names[first:]
    if _is_whole_agency(names[0].text) and _starts_agency(names[1].text):
        return names[:1], names[1:]
    return [], names


def _is_whole_agency(text: str) -> bool:
    """Whether a line names an agency with its place: "UBND XÃ LAM VỸ", "BỘ NỘI VỤ"."""
    words = match_key(text).split()
    if words[:1] == ["ubnd"] or words[:1] == ["bộ"] or words[:1] == ["sở"]:
        return len(words) > 1
    return words[:3] == ["ủy", "ban", "nhân"] and len(words) > 5


def _starts_agency(text: str) -> bool:
    """Whether a line begins the name of another agency rather than going on with the last one."""
    return match_key(text).startswith(
        ("hội đồng", "phòng", "ban ", "trường", "trạm", "văn phòng", "trung tâm", "chi cục", "cục",
         "sở ", "ubnd", "ủy ban", "đội", "tổ ", "công an", "vụ ")
    )  # fmt: skip


def _is_name(line: Line) -> bool:
    """Whether a line is a person's name: two to seven words, each beginning with a capital."""
    words = clean(DEGREES.sub("", line.text, count=1)).split()
    return (
        2 <= len(words) <= 7
        and all(word[0].isupper() for word in words)
        and not capital_line(line)
        and not any(letter.isdigit() or letter in ":;/()" for letter in line.text)
    )


def _name_in_capitals(block: list[Line]) -> Line | None:
    """A name typed in capitals: the last line, where no position it can be."""
    last = block[-1]
    words = last.text.split()
    known = _Finder._is_authority(last.text) or fold(last.text).startswith(("ubnd", "uyban"))
    letters = all(word.isalpha() for word in words)
    return last if len(block) > 1 and letters and not known and 2 <= len(words) <= 7 else None


def _around_gap(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines above and below the room for the signature."""
    for index in range(1, len(lines)):
        apart = lines[index].paragraph.number - lines[index - 1].paragraph.number
        if apart > 1:
            return lines[:index], lines[index:]
    return lines, []
