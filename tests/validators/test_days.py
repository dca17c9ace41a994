"""Working days: Mondays to Fridays after the first day up to the last."""

from datetime import date, timedelta

import pytest

from validators.rules.days import working_days

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
