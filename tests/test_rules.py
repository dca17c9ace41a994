"""Every rule finds what its fixture says, and is documented as the rules promise to be."""

import pytest

from tests.support.fixtures import Case, all_cases


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_a_rule_finds_exactly_what_its_fixture_lists(case: Case) -> None:
    assert case.found() == case.expected


def test_wrong_cases_list_findings_and_right_cases_none() -> None:
    contrary = [str(case) for case in all_cases() if case.wrong != bool(case.expected)]
    assert not contrary
