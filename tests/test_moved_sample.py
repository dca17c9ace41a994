"""The sample year under later laws: which findings appear, and by which law (moved_sample.md)."""

from collections import Counter

import pytest

from addin.coverage import known_ids
from addin.markdown import tables
from tests.moved import Move
from tests.support.tools import ROOT
from validators.check import check
from validators.regimes import base_wages, regime
from validators.rules import all_rules

MOVES = {
    "Năm 2020": Move(2020),
    "Năm 2024": Move(2024),
    "Tháng 8 năm 2025": Move(2025, earlier=92),
    "Tháng 11 năm 2026": Move(2026),
}
REGIMES = {
    "Năm 2020": ["R1"],
    "Năm 2024": ["R2"],
    "Tháng 8 năm 2025": ["R2", "R3"],
    "Tháng 11 năm 2026": ["R3", "R4"],
}
DRAWN = tables((ROOT / "tests/moved_sample.md").read_text("utf-8"))


def test_the_table_has_every_move() -> None:
    assert list(DRAWN) == list(MOVES)


@pytest.mark.parametrize("name", MOVES)
def test_the_moved_sample_has_the_findings_of_the_table(name: str) -> None:
    report = check(MOVES[name].register())
    found = Counter((each.code, each.severity.label, each.regime) for each in report.findings)
    expected = {(row["Mã"], row["Mức"], row["Thời kỳ"]): int(row["Số"]) for row in DRAWN[name]}
    assert dict(found) == expected


@pytest.mark.parametrize("name", MOVES)
def test_rows_of_one_year_stand_under_the_laws_of_their_days(name: str) -> None:
    assert check(MOVES[name].register()).regimes == REGIMES[name]


@pytest.mark.parametrize("name", MOVES)
def test_the_law_given_as_the_reason_is_in_force_then(name: str) -> None:
    laws = {each.rule.code: each.rule.law for each in all_rules()}
    wages = {each.id for each in base_wages()}
    for row in DRAWN[name]:
        reasons = [key for key in row["Điều luật"].split(", ") if key]
        assert bool(reasons) == bool(laws[row["Mã"]]), row
        assert set(reasons) <= set(known_ids()), row
        in_force = regime(row["Thời kỳ"]).provisions.keys() | wages
        assert set(reasons) <= in_force, row


def test_the_moved_dossiers_come_in_the_month_named() -> None:
    for name, month in (("Tháng 8 năm 2025", (2025, 8)), ("Tháng 11 năm 2026", (2026, 11))):
        received = [row.received for row in MOVES[name].register().nominations if row.received]
        months = Counter((day.year, day.month) for day in received)
        assert months[month] > len(received) / 2
