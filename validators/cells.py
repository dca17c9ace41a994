"""Reading one cell: from what staff typed to the type of its column.

Every reader raises `BadCell` with a sentence of what is wrong and one of what to do; nothing is
replaced by a default in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from math import isfinite
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from validators.blocks import Raw
from validators.columns import Column, Kind
from validators.text import clean, closest, same_tones


class BadCell(ValueError):
    """A cell that cannot be read as its column's type: what is wrong, and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


_SERIAL_ZERO, _YEARS_END = date(1899, 12, 30), date(1905, 10, 1)
"""Day 0 of Excel's dates, and the day after number 2100; nobody in a register was born before."""
_DAY_FIRST = re.compile(
    r"(?:ngày )?(\d{1,2})\s*(?:[/.\-]|tháng)\s*(\d{1,2})\s*(?:[/.\-]|năm)\s*(\d{4})"
)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_GROUPED_BY_POINT = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_BY_COMMA = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?")
_READ_TWO_WAYS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_DATE_REMEDY = "Gõ ngày/tháng/năm đủ 4 chữ số của năm, ví dụ 05/02/2020."


def _shown(raw: Raw) -> str:
    """The value as the message quotes it, cut to a readable length."""
    text = clean(_as_text(raw))
    return text if len(text) <= 60 else text[:57] + "…"


def _text(raw: Raw, column: Column) -> str | None:
    text = clean(_as_text(raw))
    return text or None


def _prose(raw: Raw, column: Column) -> str | None:
    text = _as_text(raw)
    return text if clean(text) else None


def _as_text(raw: Raw) -> str:
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else str(raw).replace(".", ",")
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return raw.strftime("%d/%m/%Y")
    return str(raw)


def read_date(raw: Raw) -> date | None:
    """A date in any form that staff type: "5/2/2020", "05-02-2020", "2020-02-05".

    Raises BadCell where it is none, or has no four-digit year.
    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str):
        text = clean(raw)
        if not text:
            return None
        if found := _DAY_FIRST.fullmatch(text.lower()):
            day, month, year = map(int, found.groups())
        elif found := _YEAR_FIRST.fullmatch(text):
            year, month, day = map(int, found.groups())
        else:
            raise BadCell(f"“{_shown(raw)}” không phải là ngày.", _DATE_REMEDY)
        try:
            return date(year, month, day)
        except ValueError:
            raise BadCell(f"Không có ngày “{_shown(raw)}”.", _DATE_REMEDY) from None
    raise BadCell(
        f"Ô chứa “{_shown(raw)}”, không phải là ngày.",
        _DATE_REMEDY + " Nếu ô hiện một số, hãy đặt lại định dạng ô là ngày.",
    )


def _birth_date(raw: Raw, column: Column) -> date | int | None:
    if isinstance(raw, str) and re.fullmatch(r"\d{4}", clean(raw)):
        return int(clean(raw))
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and 1000 <= raw <= 9999:
        return _integer(raw, column)
    day = read_date(raw)
    # A year alone, in a cell that is formatted as a date, comes as the day of that number.
    if isinstance(raw, date) and day and day < _YEARS_END:
        return (day - _SERIAL_ZERO).days
    return day


def _decimal(raw: Raw) -> float | int | None:
    if isinstance(raw, (bool, date, time)):
        raise BadCell(f"“{_shown(raw)}” không phải là số.", "Gõ một số.")
    number = _typed_number(raw) if isinstance(raw, str) else raw
    if number is not None and not isfinite(number):
        raise BadCell(f"“{_shown(raw)}” không phải là một số dùng được.", "Gõ một số.")
    return number


def _typed_number(raw: str) -> float | None:
    """A number typed as text: "12", "2,5", "1.200.000 đồng"."""
    typed = clean(raw)
    if not typed:
        return None
    text = typed.removesuffix("đồng").removesuffix("đ").replace(" ", "")
    if _READ_TWO_WAYS.fullmatch(text):
        whole = text.replace(",", ".")
        raise BadCell(
            f"“{_shown(raw)}” có thể là {whole} hoặc là số thập phân.",
            f"Gõ lại không dấu phẩy ({text.replace(',', '')}), hoặc bớt số 0 ở cuối số thập phân.",
        )
    if _GROUPED_BY_POINT.fullmatch(text):
        text = text.replace(".", "")
    elif _GROUPED_BY_COMMA.fullmatch(text):
        text = text.replace(",", "")
    elif not _NUMBER.fullmatch(text):
        raise BadCell(f"“{_shown(raw)}” không phải là số.", "Gõ một số, không kèm chữ.")
    return float(text.replace(",", "."))


def _integer(raw: Raw, column: Column) -> int | None:
    number = _decimal(raw)
    if number is None:
        return None
    if number != int(number):
        raise BadCell(f"“{_shown(raw)}” không phải là số nguyên.", "Gõ một số nguyên.")
    return int(number)


def _number(raw: Raw, column: Column) -> float | None:
    if isinstance(raw, str) and raw.rstrip().endswith("%"):
        share = _decimal(raw.rstrip()[:-1])
        if share is None:
            raise BadCell(f"“{_shown(raw)}” không phải là số.", "Gõ một số, ví dụ 30%.")
        return share / 100
    number = _decimal(raw)
    return None if number is None else float(number)


def _choice(raw: Raw, column: Column) -> Any:
    text = clean(_as_text(raw))
    if not text:
        return None
    assert column.choices is not None
    labels = {choice.value: choice for choice in column.choices}
    # "văn hoá" and "văn hóa" are the same word; every other difference is asked about.
    if choice := labels.get(text) or labels.get(same_tones(text)):
        return choice
    if meant := closest(text, labels):
        raise BadCell(
            f"“{_shown(raw)}” không có trong danh sách. Có phải là “{meant}”?",
            f"Chọn “{meant}” hoặc mục khác trong danh sách của ô.",
        )
    raise BadCell(
        f"“{_shown(raw)}” không có trong danh sách.", "Chọn một mục trong danh sách của ô."
    )


_READERS: dict[Kind, Callable[[Raw, Column], Any]] = {
    Kind.TEXT: _text,
    Kind.ROW_ID: _text,
    Kind.PROSE: _prose,
    Kind.CHOICE: _choice,
    Kind.DATE: lambda raw, column: read_date(raw),
    Kind.BIRTH_DATE: _birth_date,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
}


_LIMITED = {Kind.BIRTH_DATE, Kind.INTEGER, Kind.NUMBER}
"""Kinds of column that can declare limits; the readers of the others leave nothing to check."""


def _limit(error: ErrorDetails) -> str:
    limit = next(iter(error["ctx"].values()))
    return f"{limit:n}" if isinstance(limit, (int, float)) else str(limit)


LIMIT_MESSAGES: dict[str, str] = {
    "greater_than_equal": "“{shown}” nhỏ hơn mức thấp nhất là {limit}.",
    "greater_than": "“{shown}” phải lớn hơn {limit}.",
    "less_than_equal": "“{shown}” lớn hơn mức cao nhất là {limit}.",
}
"""The errors that pydantic can raise for the limits of a column, in Vietnamese."""


def _within_limits(value: Any, raw: Raw, column: Column) -> Any:
    try:
        return column.adapter.validate_python(value)
    except ValidationError as error:
        first = next(each for each in error.errors() if each["type"] in LIMIT_MESSAGES)
        if first["ctx"] == {"le": 1.0}:
            raise BadCell(
                f"“{_shown(raw)}” lớn hơn 100%.", "Gõ tỷ lệ kèm dấu %, ví dụ 30%."
            ) from None
        problem = LIMIT_MESSAGES[first["type"]].format(shown=_shown(raw), limit=_limit(first))
        raise BadCell(problem, "Kiểm tra lại và gõ số đúng.") from None


def cell_reader(column: Column) -> Callable[[Raw], Any]:
    """The function that reads a column's cells: the value in the column's type, None if empty.

    It raises BadCell where a cell cannot be read or is out of the column's limits.
    """
    read = _READERS[column.kind]
    limited = column.kind in _LIMITED

    def read_raw(raw: Raw) -> Any:
        value = None if raw is None else read(raw, column)
        return _within_limits(value, raw, column) if limited and value is not None else value

    return read_raw


def read_cell(raw: Raw, column: Column) -> Any:
    """One cell's value in the type of its column, None if it is empty; BadCell as above."""
    return cell_reader(column)(raw)
