"""Shares are compared as strictly as the law words them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validators.rules.shares import Bound, Comparison, counted

PERCENT = st.integers(1, 100)
WHOLE = st.integers(1, 10_000)


def bound(comparison: Comparison, percent: int) -> Bound:
    return Bound(comparison, percent / 100)


@given(PERCENT, WHOLE, st.data())
def test_a_bound_allows_what_exact_fractions_allow(
    percent: int, whole: int, data: st.DataObject
) -> None:
    part = data.draw(st.integers(0, whole))
    exact, share = Fraction(part, whole), Fraction(percent, 100)
    assert bound(Comparison.ABOVE, percent).allows(part, whole) == (exact > share)
    assert bound(Comparison.FROM, percent).allows(part, whole) == (exact >= share)
    assert bound(Comparison.UP_TO, percent).allows(part, whole) == (exact <= share)


@given(PERCENT, st.integers(1, 100))
def test_exactly_the_share_is_enough_for_from_and_up_to_but_not_for_above(
    percent: int, hundreds: int
) -> None:
    part, whole = percent * hundreds, 100 * hundreds
    assert not bound(Comparison.ABOVE, percent).allows(part, whole)
    assert bound(Comparison.FROM, percent).allows(part, whole)
    assert bound(Comparison.UP_TO, percent).allows(part, whole)


@given(PERCENT, WHOLE)
def test_the_most_that_an_upper_bound_allows_is_allowed_and_one_more_is_not(
    percent: int, whole: int
) -> None:
    cap = bound(Comparison.UP_TO, percent)
    most = cap.most_of(whole)
    assert cap.allows(most, whole)
    assert most == whole or not cap.allows(most + 1, whole)


@pytest.mark.parametrize(
    ("comparison", "share", "words"),
    [
        (Comparison.ABOVE, 0.5, "phải trên 50 %"),
        (Comparison.FROM, 0.7, "phải từ 70 % trở lên"),
        (Comparison.FROM, 1.0, "phải đủ 100 %"),
        (Comparison.UP_TO, 0.15, "phải không quá 15 %"),
        (Comparison.ABOVE, 0.305, "phải trên 30,5 %"),
    ],
)
def test_a_demand_is_worded_as_in_the_law(comparison: Comparison, share: float, words: str) -> None:
    assert str(Bound(comparison, share)) == words


def test_a_share_is_shown_with_its_numbers() -> None:
    assert counted(7, 21) == "7/21 = 33,3 %"
