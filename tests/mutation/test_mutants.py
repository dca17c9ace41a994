"""A sample of mutants, drawn by lot, is killed; the mutants are what they say."""

import pytest

from tests.mutation.mutants import LAW, RULES, all_mutants, mutants_of_code, mutants_of_law
from tests.mutation.run import SURVIVED
from tests.mutation.score import (
    equivalents,
    outcomes,
    page,
    place_of,
    recorded,
    recorded_survivors,
    renewed,
)

COUNT, SEED = "40", "7"


@pytest.mark.slow
def test_a_sample_of_mutants_is_killed_but_for_those_recorded() -> None:
    survived = {place_of(*rest) for state, *rest in outcomes(COUNT, SEED) if state == SURVIVED}
    assert survived - recorded_survivors() == set()


def test_every_file_of_law_and_every_rule_has_mutants() -> None:
    paths = {each.path for each in all_mutants()}
    assert {f"validators/regimes/R{number}.toml" for number in (1, 2, 3, 4)} <= paths
    assert len([path for path in paths if path.startswith("validators/rules/")]) > 60


def test_a_mutant_differs_from_its_file_in_one_place() -> None:
    path = LAW / "index.toml"
    before = path.read_text("utf-8").splitlines()
    for each in mutants_of_law(path):
        after = each.text.splitlines()
        changed = [number for number, line in enumerate(before) if line != after[number]]
        assert changed == [each.line - 1]


def test_mutants_of_code_leave_no_trace_in_the_next() -> None:
    texts = [each.text for each in mutants_of_code(RULES / "shares.py")]
    assert len(texts) == len(set(texts))


def test_the_page_tells_enough_to_renew_the_outcomes_of_some_files() -> None:
    paths = {each.path for each in all_mutants()}
    before = page(recorded())
    again = [(SURVIVED, "validators/rules/shares.py:1", "1 | 2", "2")]
    after = page(renewed(again, paths))
    assert page(renewed([], paths)) == before
    assert "| `validators/rules/shares.py:1` | `1 \\| 2` | `2` |" in after
    assert "| `validators/rules/shares.py` | 0 | 1 | 0 |" in after
    assert "| `validators/rules/shares.py` | 0 | 1 | 0 |" not in before


def test_no_survivor_is_recorded() -> None:
    assert recorded_survivors() == set()


def test_equivalent_mutants_exist() -> None:
    known = {(each.path, *each.place[1:]) for each in all_mutants()}
    assert equivalents().keys() <= known
