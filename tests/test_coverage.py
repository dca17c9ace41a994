"""Every provision of the law has a rule, or a reason why it has none."""

import re
from pathlib import Path

import pytest

from addin.coverage import (
    AREAS,
    Coverage,
    State,
    contradictions,
    coverage,
    deciding_rules,
    known_ids,
    undecided,
)
from tests.support.tools import ROOT
from validators.regimes import LawFileError, checked, index, regime
from validators.rules import all_rules

ABOVE_THE_PROVINCE = {"A07", "A08", "A09"}
"""Who decides the highest awards: the notes tell it in words and give it no id."""


def test_every_id_of_the_notes_on_the_law_is_covered_and_none_is_made_up(shared_dir: Path) -> None:
    notes = (shared_dir / "law/law.md").read_text("utf-8")
    noted = re.findall(rf"^\| ([{''.join(AREAS)}]\d\d) \|", notes, re.MULTILINE)
    assert len(noted) == len(set(noted)) == 120
    assert set(known_ids()) == {*noted, *ABOVE_THE_PROVINCE}


def test_what_no_rule_decides_has_a_reason() -> None:
    assert undecided() == [], "give each a rule, or a reason in validators/regimes/coverage.toml"


def test_nothing_is_said_to_be_undecided_that_a_rule_decides() -> None:
    assert contradictions() == [], "drop these from validators/regimes/coverage.toml"


def test_reminders_are_rules_and_never_more_than_notes() -> None:
    codes = {each.rule.code: each.rule for each in all_rules()}
    assert coverage().reminders <= codes.keys()
    assert {codes[code].severity.label for code in coverage().reminders} == {"Lưu ý"}


def test_the_parts_of_the_program_that_are_named_exist() -> None:
    named = {key: each.where for key, each in coverage().ids.items() if each.where}
    assert [key for key, where in named.items() if not (ROOT / where).exists()] == []


def test_a_wording_stands_here_only_where_no_law_file_has_one() -> None:
    written = {key for entry in index() for key in regime(entry.id).provisions}
    with_text = {key for key, each in coverage().ids.items() if each.text}
    assert with_text & written == set()


def test_all_that_may_block_is_decided_by_a_rule() -> None:
    blocking = {
        key
        for entry in index()
        for key, each in regime(entry.id).provisions.items()
        if each.severity.label == "Lỗi"
    }
    assert sorted(key for key in blocking if not deciding_rules(key)) == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"state": "quên", "reason": "Một câu."}, "ids.T01.state: “quên” không có trong danh sách"),
        ({"state": State.LOCAL}, "ids.T01.reason: thiếu mục này"),
        (
            {"state": State.ELSEWHERE, "reason": "Một câu."},
            "ids.T01: where chỉ ghi, và phải ghi, khi state là “nơi khác”",
        ),
        (
            {"state": State.LOCAL, "reason": "Một câu.", "where": "addin"},
            "ids.T01: where chỉ ghi, và phải ghi, khi state là “nơi khác”",
        ),
    ],
)
def test_a_wrong_entry_is_named(entry: dict[str, str], problem: str) -> None:
    with pytest.raises(LawFileError) as caught:
        checked(Coverage, {"reminders": [], "ids": {"T01": entry}}, "coverage.toml")
    assert str(caught.value) == f"Tệp luật coverage.toml sai ở {problem}."
