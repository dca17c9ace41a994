"""The look-ups of a register find who and what staff mean."""

from datetime import date

import pytest

from tests.support.fixtures import draw
from validators.records import Nomination, PastAward, Registration
from validators.register import Register
from validators.settings import Settings

PEOPLE = """
### Đăng ký
| Họ và tên / Tên tập thể | Ngày sinh | Đơn vị |
| --- | --- | --- |
| Nguyễn Văn Hòa | 12/3/1975 | Trường Tiểu học Mẫu |
| nguyễn văn hoà | 1975 | Trường Mầm non Mẫu |
| Nguyễn Văn Hòa | 1980 | Trường Tiểu học Mẫu |
| Trần Thị Thử | | Xóm Mẫu Một |
| Trần Thị Thử | | Xóm Mẫu Hai |

### Lịch sử
| Họ và tên / Tên tập thể | Ngày sinh | Đơn vị | Năm |
| --- | --- | --- | --- |
| Nguyễn Văn Hòa | 1975 | Trường Trung học Mẫu | 2018 |
| Trần Thị Thử | | Trường Tiểu học Mẫu | 2019 |
"""


def test_the_same_person_is_found_by_name_and_birth_however_typed() -> None:
    register = draw(PEOPLE).register()
    first = register.registrations[0]
    found = register.of_same_object(first, Registration)
    assert [each.row - first.row for each in found] == [0, 1]


def test_without_birth_dates_another_unit_makes_another_person() -> None:
    register = draw(PEOPLE).register()
    person = register.registrations[3]
    assert register.of_same_object(person, Registration) == [person]


def test_a_person_who_has_moved_keeps_the_history_of_the_old_unit() -> None:
    register = draw(PEOPLE).register()
    years = [
        [each.year for each in register.of_same_object(person, PastAward)]
        for person in (register.registrations[0], register.registrations[3])
    ]
    assert years == [[2018], [2019]]


@pytest.mark.parametrize(
    ("received", "regime"),
    [
        ("31/12/2023", "R1"),
        ("01/01/2024", "R2"),
        ("30/06/2025", "R2"),
        ("01/07/2025", "R3"),
        ("01/10/2026", "R4"),
        ("", "R1"),
    ],
)
def test_the_law_of_a_nomination_is_that_of_the_day_its_dossier_came_in(
    received: str, regime: str
) -> None:
    text = (
        f"### Đề nghị\n| Năm thành tích | Ngày nhận hồ sơ |\n| --- | --- |\n| 2020 | {received} |"
    )
    register = draw(text).register()
    assert register.law_of(register.nominations[0]).id == regime


def law_of_undated(year: str, today: date) -> str:
    register = draw(f"### Thông tin\n| Mục | Giá trị |\n| --- | --- |\n| Năm | {year} |").register()
    return Register(register.tables, today).regime.id


def test_what_bears_no_date_falls_under_the_law_of_today_within_the_registers_year() -> None:
    assert law_of_undated("2020", date(2026, 11, 1)) == "R1"
    assert law_of_undated("2025", date(2025, 3, 1)) == "R2"
    assert law_of_undated("2025", date(2026, 11, 1)) == "R3"


def test_a_table_that_the_workbook_lacks_has_no_records() -> None:
    register = draw("### Cấu trúc\n- thiếu bảng: Đề nghị").register()
    assert Nomination.table not in register.tables
    assert register.nominations == []


def settings(rows: str) -> Register:
    return draw(f"### Thông tin\n| Mục | Giá trị |\n| --- | --- |\n{rows}").register()


def test_settings_are_read_in_the_type_they_are_declared_with() -> None:
    found = settings("| Tỷ lệ lao động trực tiếp | 30% |\n| Hạn đăng ký | 28/2/2020 |").settings
    assert (found.year, found.direct_worker_share) == (2020, 0.3)
    assert found.registration_deadline == date(2020, 2, 28)


def test_a_setting_that_cannot_be_read_is_none_and_told() -> None:
    register = settings("| Hạn đăng ký | cuối tháng |")
    assert register.settings.registration_deadline is None
    assert [each.record.subject for each in register.unreadable_settings] == ["Hạn đăng ký"]


def test_the_first_of_two_rows_of_a_setting_counts() -> None:
    assert settings("| Năm | 2021 |\n| Năm | 2022 |").year == 2021


def test_no_two_settings_bear_one_name() -> None:
    assert len(Settings.items()) == len(Settings.model_fields)
