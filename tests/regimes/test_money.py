"""Base wages and coefficients by date."""

from datetime import date

import pytest

from validators.catalogue import Form, Title
from validators.regimes import Award, base_wage_on, base_wages, regime


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2018, 7, 1), 1_390_000),
        (date(2019, 6, 30), 1_390_000),
        (date(2019, 7, 1), 1_490_000),
        (date(2023, 6, 30), 1_490_000),
        (date(2023, 7, 1), 1_800_000),
        (date(2024, 7, 1), 2_340_000),
        (date(2026, 6, 30), 2_340_000),
        (date(2026, 7, 1), 2_530_000),
    ],
)
def test_the_base_wage_is_the_one_in_force_on_the_day(day: date, amount: int) -> None:
    wage = base_wage_on(day)
    assert wage
    assert wage.amount == amount


def test_before_the_first_known_base_wage_there_is_none() -> None:
    assert base_wage_on(date(2018, 6, 30)) is None


def test_base_wages_stand_in_the_order_of_their_dates() -> None:
    starts = [each.start for each in base_wages()]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("name", "award", "coefficient", "provision"),
    [
        ("R1", Title.ADVANCED_WORKER, 0.3, "M07"),
        ("R1", Title.CULTURAL_RESIDENTIAL_AREA, 1.5, "M07"),
        ("R1", Form.COMMUNE_CERTIFICATE, 0.15, "M10"),
        ("R1", Form.PROVINCIAL_MERIT, 1.0, "M10"),
        ("R2", Form.COMMUNE_CERTIFICATE, 0.15, "M11"),
        ("R2", Title.EXEMPLARY_COMMUNE, 2.0, "M09"),
        ("R3", Form.COMMUNE_CERTIFICATE, 0.3, "M12"),
        ("R3", Title.EXEMPLARY_COMMUNE_2025, 2.0, "M08"),
        ("R4", Form.PROVINCIAL_MERIT, 1.5, "M12"),
    ],
)
def test_a_coefficient_is_that_of_the_law_of_the_day(
    name: str, award: Award, coefficient: float, provision: str
) -> None:
    found = regime(name).coefficient(award)
    assert found
    assert (found[0], found[1].id) == (coefficient, provision)


@pytest.mark.parametrize("name", ["R1", "R2", "R3", "R4"])
def test_no_bonus_is_reckoned_for_a_cultural_family(name: str) -> None:
    assert regime(name).coefficient(Title.CULTURAL_FAMILY) is None


@pytest.mark.parametrize(
    ("name", "key", "factor", "value"),
    [
        ("R1", "M10", "collective_factor", 2),
        ("R2", "M11", "collective_factor", 2),
        ("R3", "M14", "collective_factor", 2),
        ("R3", "M14", "household_factor", 1.5),
    ],
)
def test_collectives_and_households_have_their_own_factor(
    name: str, key: str, factor: str, value: float
) -> None:
    found = regime(name).provision(key)
    assert found
    assert found.number(factor) == value
