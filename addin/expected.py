"""The units that must send, and until when: a list that a superior keeps in a CSV file.

Excel writes it as "CSV UTF-8"; the columns are Mã đơn vị hành chính, Tên đơn vị hành chính, Thư
điện tử, and a deadline for each period: Hạn Quý I … Hạn Quý IV, Hạn Cả năm. Only the name is
needed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from addin.refusal import Refusal
from addin.summary import QUARTER_SHEETS, YEAR_SHEET
from validators.cells import BadCell, read_date
from validators.settings import Settings
from validators.text import clean, match_key

_NAMES = {column.field: column.heading for column in Settings.items().values()}
CODE, NAME, EMAIL = _NAMES["unit_code"], _NAMES["unit_name"], "Thư điện tử"
DEADLINES = {period: f"Hạn {period}" for period in (*QUARTER_SHEETS, YEAR_SHEET)}
_DELIMITERS = ",;\t"


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
        """The unit of a code, or where none is given of a name."""
        for each in self.units:
            if (code and code == each.code) or (not code and _same(name, each.name)):
                return each
        return None

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


def _same(one: str, other: str) -> bool:
    return bool(one) and match_key(one) == match_key(other)


def load_expected(path: Path | None) -> ExpectedUnits:
    """Read the list; no path is an empty one. Refusal where it cannot be read or used."""
    if path is None:
        return ExpectedUnits()
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise Refusal(
            f"Không đọc được danh sách đơn vị {path}: hãy kiểm tra đường dẫn (danh_sach_don_vi)."
        ) from error
    except UnicodeDecodeError as error:
        raise Refusal(
            f"Danh sách đơn vị {path.name} không phải kiểu UTF-8: hãy lưu lại từ Excel kiểu “CSV "
            "UTF-8”."
        ) from error
    lines = text.splitlines()
    head = lines[0] if lines else ""
    delimiter = max(_DELIMITERS, key=head.count)
    return ExpectedUnits(tuple(_units(csv.DictReader(lines, delimiter=delimiter), path.name)))


def _units(rows: csv.DictReader[str], name: str) -> Iterator[ExpectedUnit]:
    headings = {match_key(each): each for each in rows.fieldnames or ()}
    if match_key(NAME) not in headings:
        raise Refusal(
            f"Danh sách đơn vị {name} thiếu cột “{NAME}”: hãy đặt tên cột ở dòng đầu tiên."
        )

    def cell(row: Mapping[str, str | None], heading: str) -> str:
        return clean(row.get(headings.get(match_key(heading), ""), "") or "")

    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        unit = ExpectedUnit(
            cell(row, CODE),
            cell(row, NAME),
            cell(row, EMAIL),
            dict(
                _deadlines(
                    ((period, cell(row, DEADLINES[period])) for period in DEADLINES),
                    f"{name}, dòng {number}",
                )
            ),
        )
        if not unit.name:
            continue
        key = unit.code or match_key(unit.name)
        if key in seen:
            raise Refusal(
                f"Danh sách đơn vị {name}, dòng {number}: đơn vị {key} có hai lần; hãy xóa bớt một "
                "dòng."
            )
        seen.add(key)
        yield unit


def _deadlines(cells: Iterable[tuple[str, str]], where: str) -> Iterator[tuple[str, date]]:
    for period, text in cells:
        try:
            day = read_date(text) if text else None
        except BadCell as bad:
            raise Refusal(f"Danh sách đơn vị {where}: {bad.problem} {bad.remedy}") from None
        if day:
            yield period, day
