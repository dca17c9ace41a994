"""The units that must send, and until when: a list that a superior keeps in a CSV file.

Excel writes it as "CSV UTF-8", as "Unicode Text" (UTF-16) or in the code page of Vietnamese Windows
(1258), with commas, semicolons or tabs; all of them are read. The columns are Mã đơn vị hành chính,
Tên đơn vị hành chính, Thư điện tử, and a deadline for each period: Hạn Quý I … Hạn Quý IV, Hạn Cả
năm. Only the name is needed.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from addin.mail.message import addresses
from addin.refusal import Refusal
from addin.summary import QUARTER_SHEETS, YEAR_SHEET
from validators.catalogue import CommuneKind
from validators.cells import BadCell, read_date
from validators.settings import Settings
from validators.text import clean, match_key

_NAMES = {column.field: column.heading for column in Settings.items().values()}
CODE, NAME, EMAIL = _NAMES["unit_code"], _NAMES["unit_name"], "Thư điện tử"
DEADLINES = {period: f"Hạn {period}" for period in (*QUARTER_SHEETS, YEAR_SHEET)}
_DELIMITERS = ",;\t"
_ABOVE_HEADINGS = 20
"""Rows above the headings: a title, Excel's own line "sep=;"."""
_CODE_DIGITS = 5
_KIND = re.compile(
    rf"^(?:ubnd\s+|ủy ban nhân dân\s+)?({'|'.join(each.casefold() for each in CommuneKind)})\s+"
)
_ARABIC = {match_key(f"Hạn Quý {n}"): DEADLINES[each] for n, each in enumerate(QUARTER_SHEETS, 1)}


@dataclass(frozen=True)
class ExpectedUnit:
    """A unit that must send; `deadlines` by period, those that were given."""

    code: str
    name: str
    email: str
    deadlines: Mapping[str, date]


@dataclass(frozen=True)
class ExpectedUnits:
    """The list; an empty one expects nobody and knows nobody."""

    units: tuple[ExpectedUnit, ...] = ()

    def find(self, code: str, name: str) -> ExpectedUnit | None:
        """The unit of a code; where either side gives none, the only one of that name."""
        code = whole_code(code)
        if code and code in self._by_code:
            return self._by_code[code]
        alike = self._by_name.get(own_name(name), ())
        named = [each for each in alike if not (code and each.code)]
        return named[0] if len(named) == 1 else None

    @cached_property
    def _by_code(self) -> dict[str, ExpectedUnit]:
        return {each.code: each for each in self.units if each.code}

    @cached_property
    def _by_name(self) -> dict[str, list[ExpectedUnit]]:
        names: dict[str, list[ExpectedUnit]] = {}
        for each in self.units:
            names.setdefault(own_name(each.name), []).append(each)
        return names

    def contradiction(self, code: str, name: str) -> str:
        """Why a sender is not the unit it says it is, in words; "" where nothing speaks against."""
        if not self.units:
            return ""
        unit = self.find(code, name)
        if unit is None:
            return (
                f"Không có đơn vị {code or '(chưa ghi mã)'} {name} trong danh sách phải gửi: hãy "
                "kiểm tra mã và tên đơn vị ở trang Thông tin."
            )
        if not _same(name, unit.name):
            return (
                f"Mã {code} là của {unit.name}, không phải {name}: hãy sửa mã hoặc tên đơn vị ở "
                "trang Thông tin rồi gửi lại."
            )
        return ""


def whole_code(code: str) -> str:
    """A commune's code of five digits, with the zeros that Excel takes from the front of one."""
    return code.zfill(_CODE_DIGITS) if code.isdecimal() else code


def _same(one: str, other: str) -> bool:
    return bool(one) and own_name(one) == own_name(other)


def own_name(name: str) -> str:
    """A unit's name as it is compared: "Xã Lam Vỹ" and "Lam Vỹ" are one."""
    return _KIND.sub("", match_key(name))


def kind_said(name: str) -> str:
    """The kind of commune that stands before a name; "" where none does."""
    found = _KIND.match(match_key(name))
    return found[1] if found else ""


def load_expected(path: Path | None) -> ExpectedUnits:
    """Read the list; no path is an empty one. Refusal where it cannot be read or used."""
    if path is None:
        return ExpectedUnits()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refusal(
            f"Không đọc được danh sách đơn vị {path}: hãy kiểm tra đường dẫn (danh_sach_don_vi)."
        ) from error
    headings, rows = _table(_decoded(content, path.name), path.name)
    return ExpectedUnits(tuple(_units(headings, rows, path.name)))


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1258")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal(
        f"Danh sách đơn vị {name} không phải tệp CSV: hãy lưu lại từ Excel kiểu “CSV UTF-8”."
    )


_Rows = Iterable[tuple[int, list[str]]]


def _table(text: str, name: str) -> tuple[dict[str, int], _Rows]:
    """Where each heading stands, and the rows below with their numbers."""
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            rows = list(enumerate(reader, start=1))
        except csv.Error:
            continue
        for number, row in rows[:_ABOVE_HEADINGS]:
            places = {_heading(each): place for place, each in enumerate(row)}
            if match_key(NAME) in places:
                _refuse_unknown_deadlines(row, name)
                return places, rows[number:]
    raise Refusal(
        f"Danh sách đơn vị {name} thiếu cột “{NAME}”: hãy đặt tên cột ở dòng đầu tiên và lưu từ "
        "Excel kiểu “CSV UTF-8”."
    )


def _heading(text: str) -> str:
    key = match_key(text)
    return match_key(_ARABIC[key]) if key in _ARABIC else key


def _refuse_unknown_deadlines(headings: Iterable[str], name: str) -> None:
    """A deadline that is passed over would make everybody who is late punctual."""
    known = {match_key(each) for each in DEADLINES.values()}
    for each in headings:
        if _heading(each).split(" ")[0] == "hạn" and _heading(each) not in known:
            raise Refusal(
                f"Danh sách đơn vị {name} có cột “{clean(each)}” không rõ của kỳ nào: hãy đặt tên "
                f"cột là {', '.join(DEADLINES.values())}."
            )


def _units(headings: Mapping[str, int], rows: _Rows, name: str) -> Iterator[ExpectedUnit]:
    seen: set[str] = set()
    for number, row in rows:
        cells = {
            key: clean(row[place]) if place < len(row) else "" for key, place in headings.items()
        }
        if not any(cells.values()):
            continue
        where = f"Danh sách đơn vị {name}, dòng {number}"
        unit = _unit(cells, where)
        key = unit.code or match_key(unit.name)
        if key in seen:
            raise Refusal(f"{where}: đơn vị {key} có hai lần; hãy xóa bớt một dòng.")
        seen.add(key)
        yield unit


def _unit(cells: Mapping[str, str], where: str) -> ExpectedUnit:
    def cell(heading: str) -> str:
        return cells.get(match_key(heading), "")

    if not cell(NAME):
        raise Refusal(f"{where}: thiếu “{NAME}”; hãy điền tên hoặc xóa cả dòng.")
    try:
        addresses(cell(EMAIL))
    except Refusal as refused:
        raise Refusal(f"{where}: {refused}") from None
    return ExpectedUnit(
        whole_code(cell(CODE)), cell(NAME), cell(EMAIL), dict(_deadlines(cell, where))
    )


def _deadlines(cell: Callable[[str], str], where: str) -> Iterator[tuple[str, date]]:
    for period, heading in DEADLINES.items():
        try:
            day = read_date(cell(heading))
        except BadCell as bad:
            raise Refusal(f"{where}, cột “{heading}”: {bad.problem} {bad.remedy}") from None
        if day:
            yield period, day
