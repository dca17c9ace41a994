"""Days as deadlines count them."""

from __future__ import annotations

from datetime import date, timedelta

SOON = timedelta(days=7)
"""How long before a deadline staff are reminded of it."""

HOLIDAYS_COUNTED = "chưa trừ ngày nghỉ lễ"
"""What a count of working days has to say of itself: the register knows no public holidays."""


def working_days(start: date, end: date) -> int:
    """The Mondays to Fridays after `start` up to and with `end`; 0 if it is not later."""
    return max(0, _weekdays_until(end) - _weekdays_until(start))


def _weekdays_until(day: date) -> int:
    """The Mondays to Fridays from the first day of the calendar, a Monday, up to a day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return 5 * weeks + min(rest, 5)
