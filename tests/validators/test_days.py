"""Working days: Mondays to Fridays after the first day up to the last; full months of a year."""

from datetime import date, timedelta

import pytest

from validators.rules.days import working_days
from validators.rules.dn111_recruited import full_months

FRIDAY = date(2020, 12, 4)


@pytest.mark.parametrize(
    ("later", "days"),
    [(-7, 0), (0, 0), (1, 0), (2, 0), (3, 1), (7, 5), (8, 5), (10, 6), (24, 16)],
)
def test_working_days_leave_out_the_first_day_and_the_weekends(later: int, days: int) -> None:
    assert working_days(FRIDAY, FRIDAY + timedelta(days=later)) == days


def test_working_days_agree_with_counting_day_by_day() -> None:
    for first in range(7):
        start = FRIDAY + timedelta(days=first)
        for length in range(40):
            passed = (start + timedelta(days=each + 1) for each in range(length))
            counted = sum(day.weekday() < 5 for day in passed)
            assert working_days(start, start + timedelta(days=length)) == counted


@pytest.mark.parametrize(
    ("first_day", "months"),
    [
        (date(2020, 12, 1), 1),
        (date(2020, 12, 2), 0),
        (date(2020, 1, 1), 12),
        (date(2020, 1, 2), 11),
        (date(2019, 12, 31), 12),
        (date(2018, 6, 1), 31),
        (date(2021, 1, 1), 0),
    ],
)
def test_full_months_run_to_the_end_of_the_year(first_day: date, months: int) -> None:
    assert full_months(first_day, 2020) == months
