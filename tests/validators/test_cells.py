"""A cell says what staff typed in it, or says in their words why it cannot."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.support.fixtures import raw_value, table_rows
from validators.blocks import Raw
from validators.cells import LIMIT_MESSAGES, BadCell, read_cell
from validators.columns import Column, Kind
from validators.records import ENTRY_TABLES, Nomination, Registration, Unit
from validators.settings import Settings

COLUMNS = {
    "Ngày đăng ký": Registration.column_of("registered_on"),
    "Ngày sinh": Registration.column_of("birth"),
    "Số người": Unit.column_of("people"),
    "Tiền thưởng": Nomination.column_of("bonus"),
    "Tỷ lệ phiếu tối thiểu": Settings.items()["Tỷ lệ phiếu tối thiểu"],
    "Loại đối tượng": Registration.column_of("object_kind"),
    "Danh hiệu đăng ký": Registration.column_of("title"),
    "Chức vụ": Registration.column_of("position"),
}

READ = """
| Cột                   | Gõ                         | Đọc được                  |
| --------------------- | -------------------------- | ------------------------- |
| Ngày đăng ký          | ngày:05/02/2020            | 2020-02-05                |
| Ngày đăng ký          | 5/2/2020                   | 2020-02-05                |
| Ngày đăng ký          | 05-02-2020                 | 2020-02-05                |
| Ngày đăng ký          | 5.2.2020                   | 2020-02-05                |
| Ngày đăng ký          | 2020-02-05                 | 2020-02-05                |
| Ngày đăng ký          | 2020-02-05 00:00:00        | 2020-02-05                |
| Ngày đăng ký          | ngày 5 tháng 2 năm 2020    | 2020-02-05                |
| Ngày đăng ký          | Ngày 05 tháng 02 năm 2020  | 2020-02-05                |
| Ngày sinh             | 12/3/1975                  | 1975-03-12                |
| Ngày sinh             | 1975                       | 1975                      |
| Ngày sinh             | số:1975                    | 1975                      |
| Ngày sinh             | ngày:28/05/1905            | 1975                      |
| Số người              | 12                         | 12                        |
| Số người              | số:12                      | 12                        |
| Số người              | 12,0                       | 12                        |
| Số người              | 1.200                      | 1200                      |
| Tiền thưởng           | 223.500                    | 223500.0                  |
| Tiền thưởng           | 1.117.500 đồng             | 1117500.0                 |
| Tiền thưởng           | 1,117,500đ                 | 1117500.0                 |
| Tiền thưởng           | 1 117 500                  | 1117500.0                 |
| Tiền thưởng           | 223,5                      | 223.5                     |
| Tiền thưởng           | 0.500                      | 0.5                       |
| Tỷ lệ phiếu tối thiểu | 70%                        | 0.7                       |
| Tỷ lệ phiếu tối thiểu | 66,5 %                     | 0.665                     |
| Tỷ lệ phiếu tối thiểu | số:0,7                     | 0.7                       |
| Loại đối tượng        | Cá nhân                    | Cá nhân                   |
| Danh hiệu đăng ký     | Gia đình văn hoá           | Gia đình văn hóa          |
| Chức vụ               | số:3                       | 3                         |
"""

REFUSED = """
| Cột | Gõ | Vấn đề |
| --- | --- | --- |
| Ngày đăng ký | 31/02/2020 | Không có ngày “31/02/2020”. |
| Ngày đăng ký | 5/2/20 | “5/2/20” không phải là ngày. |
| Ngày đăng ký | 2020 | “2020” không phải là ngày. |
| Ngày đăng ký | tháng 2 | “tháng 2” không phải là ngày. |
| Ngày đăng ký | số:43866 | Ô chứa “43866”, không phải là ngày. |
| Ngày sinh | 75 | “75” không phải là ngày. |
| Ngày sinh | số:1875 | “1875” nhỏ hơn mức thấp nhất là 1900. |
| Số người | mười hai | “mười hai” không phải là số. |
| Số người | 12 người | “12 người” không phải là số. |
| Số người | số:2,5 | “2,5” không phải là số nguyên. |
| Số người | số:-3 | “-3” nhỏ hơn mức thấp nhất là 0. |
| Số người | ngày:05/02/2020 | “05/02/2020” không phải là số. |
| Tiền thưởng | 223,500 | “223,500” có thể là 223.500 hoặc là số thập phân. |
| Tiền thưởng | đồng | “đồng” không phải là số. |
| Tỷ lệ phiếu tối thiểu | % | “%” không phải là số. |
| Tỷ lệ phiếu tối thiểu | 70 | “70” lớn hơn 100%. |
| Tỷ lệ phiếu tối thiểu | 0 | “0” phải lớn hơn 0. |
| Loại đối tượng | cá nhân | “cá nhân” không có trong danh sách. Có phải là “Cá nhân”? |
| Loại đối tượng | ca nhan | “ca nhan” không có trong danh sách. Có phải là “Cá nhân”? |
| Loại đối tượng | Cá nhânn | “Cá nhânn” không có trong danh sách. Có phải là “Cá nhân”? |
| Loại đối tượng | Người | “Người” không có trong danh sách. |
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in table_rows(table.strip().split("\n"))]


@pytest.mark.parametrize(("heading", "typed", "read"), rows(READ))
def test_what_staff_type_is_read(heading: str, typed: str, read: str) -> None:
    assert str(read_cell(raw_value(typed), COLUMNS[heading])) == read


@pytest.mark.parametrize(("heading", "typed", "problem"), rows(REFUSED))
def test_what_cannot_be_read_is_said_in_words(heading: str, typed: str, problem: str) -> None:
    with pytest.raises(BadCell) as bad:
        read_cell(raw_value(typed), COLUMNS[heading])
    assert bad.value.problem == problem
    assert bad.value.remedy.endswith(".")


@pytest.mark.parametrize("heading", COLUMNS)
@pytest.mark.parametrize("raw", [None, "", "  ", "\u00a0", "\u200b", "\ufeff"])
def test_a_cell_without_visible_text_is_empty(raw: Raw, heading: str) -> None:
    assert read_cell(raw, COLUMNS[heading]) is None


@pytest.mark.parametrize(
    "raw", ["Cá\u00a0nhân", " Cá  nhân ", "Ca\u0301 nha\u0302n", "Cá\u200b nhân\ufeff"]
)
def test_no_break_spaces_decomposed_and_invisible_letters_make_no_difference(raw: str) -> None:
    assert read_cell(raw, COLUMNS["Loại đối tượng"]) == "Cá nhân"


def test_prose_keeps_what_was_typed() -> None:
    typed = "  Cải tiến  sổ\ttheo dõi\n(lần 2) "
    assert read_cell(typed, Registration.column_of("initiative")) == typed


@pytest.mark.parametrize("raw", [time(7, 30), True, 43866, 12.5])
def test_what_is_neither_text_nor_date_is_no_date(raw: Raw) -> None:
    with pytest.raises(BadCell):
        read_cell(raw, COLUMNS["Ngày đăng ký"])


def every_column() -> list[Column]:
    declared = [each for model in ENTRY_TABLES for each in model.data_columns()]
    return [*declared, *Settings.items().values()]


def limits(schema: Any) -> Iterator[tuple[str, float]]:
    """The limits that a pydantic core schema sets, wherever they stand in it."""
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name in {"ge", "gt", "le", "lt", "multiple_of", "min_length", "max_length"}:
                yield name, value
            yield from limits(value)
    elif isinstance(schema, list | tuple):
        for each in schema:
            yield from limits(each)


BEYOND = {"ge": -1, "gt": 0, "le": 1}
"""What to add to a limit to be just outside it."""


def beyond_limits() -> list[tuple[Column, float]]:
    """Every limited column, with a value just outside each of its limits."""
    return [
        (each, limit + BEYOND[name])
        for each in every_column()
        for name, limit in limits(each.adapter.core_schema)
    ]


def error_types(column: Column, value: float) -> set[str]:
    """The types of the errors that pydantic raises for a value of the column."""
    with pytest.raises(ValidationError) as invalid:
        column.adapter.validate_python(float(value) if column.kind is Kind.NUMBER else value)
    return {error["type"] for error in invalid.value.errors()}


@pytest.mark.parametrize(("column", "value"), beyond_limits())
def test_every_limit_of_a_column_has_words(column: Column, value: float) -> None:
    assert error_types(column, value) & LIMIT_MESSAGES.keys()
    with pytest.raises(BadCell):
        read_cell(value, column)


def test_no_words_are_kept_for_a_limit_that_no_column_sets() -> None:
    raised = [error_types(column, value) for column, value in beyond_limits()]
    assert LIMIT_MESSAGES.keys() <= set().union(*raised)


RAW = st.one_of(
    st.none(),
    st.text(),
    st.text(alphabet="0123456789.,-+%/ đngàythángnăm", max_size=14),
    st.integers(-(2**1023), 2**1023),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)


@given(raw=RAW, column=st.sampled_from(every_column()))
def test_any_value_is_read_or_refused_in_words(raw: Raw, column: Column) -> None:
    try:
        value = read_cell(raw, column)
    except BadCell as refusal:
        words = f"{refusal.problem} {refusal.remedy}"
        assert words.endswith(".")
    else:
        assert value is None or column.adapter.validate_python(value) == value


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from("/.-"))
def test_a_date_is_the_same_however_it_is_entered(day: date, mark: str) -> None:
    column = COLUMNS["Ngày đăng ký"]
    typed = [
        day,
        datetime(day.year, day.month, day.day),
        f"{day.day}{mark}{day.month}{mark}{day.year}",
        f"{day:%d}{mark}{day:%m}{mark}{day.year}",
        day.isoformat(),
        f"ngày {day.day:02} tháng {day.month} năm {day.year}",
    ]
    assert {read_cell(each, column) for each in typed} == {day}


@given(st.integers(0, 10**12))
def test_a_whole_number_is_the_same_however_it_is_grouped(number: int) -> None:
    column = COLUMNS["Số người"]
    grouped = f"{number:,}".replace(",", ".")
    assert {read_cell(each, column) for each in (number, str(number), grouped)} == {number}
