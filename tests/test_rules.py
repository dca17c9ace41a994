"""Every rule finds what its fixture says, and is written as the rules promise to be."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from addin.rulebook import SECTIONS, parts_of, reference_pages
from tests.support.fixtures import Case, all_cases
from tests.support.tools import ROOT
from validators.finding import Severity
from validators.regimes import index, regime
from validators.rules import RuleModule, all_rules
from validators.text import same_tones

RULES = all_rules()
CASES = all_cases()

ABBREVIATIONS = {"LĐTT", "CSTĐCS", "UBND"}
"""What staff and the law themselves abbreviate."""

PLAIN_NUMBERS = {0, 1}
"""Numbers that a legal rule may hold: they count and index, they are nobody's threshold."""

CALENDAR = {"DN111": {12, 13}}
"""Rules that reckon in months of the calendar."""


def rule_name(module: RuleModule) -> str:
    return module.rule.code


def tree_of(module: RuleModule) -> ast.Module:
    return ast.parse((ROOT / "validators/rules" / f"{module.name}.py").read_text("utf-8"))


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def values_of_hits(module: RuleModule) -> Iterator[set[str]]:
    """The values that each `hit(…)` of the module gives to its message."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "hit":
            yield {keyword.arg for keyword in node.keywords if keyword.arg}


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case.code}-{number}" for number, case in enumerate(CASES)]
)
def test_a_rule_finds_exactly_what_its_fixture_lists(case: Case) -> None:
    assert case.found() == case.expected, case


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.quotes], ids=lambda case: f"{case.code} {case.title}"
)
def test_a_finding_says_what_its_fixture_quotes(case: Case) -> None:
    assert case.unsaid() == []


@pytest.mark.parametrize("module", RULES, ids=rule_name)
def test_a_rules_own_severity_is_the_gravest_of_its_cases(module: RuleModule) -> None:
    labels = {
        label for case in CASES if case.code == module.rule.code for _, label in case.expected
    }
    gravest = min((each for each in Severity if each.label in labels), key=lambda each: each.rank)
    assert module.rule.severity is gravest


def test_wrong_cases_list_findings_and_right_cases_none() -> None:
    contrary = [str(case) for case in CASES if case.wrong != bool(case.expected)]
    assert not contrary


def test_every_rule_has_a_wrong_and_a_right_case_and_every_fixture_a_rule() -> None:
    codes = {module.rule.code for module in RULES}
    assert {case.code for case in CASES if case.wrong} == codes
    assert {case.code for case in CASES if not case.wrong} == codes


@pytest.mark.parametrize("module", RULES, ids=rule_name)
def test_a_rules_code_is_its_files_and_nobody_elses(module: RuleModule) -> None:
    assert module.name.startswith(f"{module.rule.code.lower()}_")
    assert [each.rule.code for each in RULES].count(module.rule.code) == 1


@pytest.mark.parametrize("module", RULES, ids=rule_name)
def test_a_rules_docstring_opens_with_one_sentence_and_has_all_sections(module: RuleModule) -> None:
    opening, sections = parts_of(module.doc)
    assert opening.endswith(".")
    assert tuple(sections) == SECTIONS
    assert all(text.endswith(".") for text in sections.values()), sections


@pytest.mark.parametrize("module", RULES, ids=rule_name)
def test_a_rules_words_are_spelt_and_abbreviated_as_in_legal_texts(module: RuleModule) -> None:
    words = f"{module.rule.message} {module.rule.remedy}"
    assert same_tones(f"{module.doc} {words}") == f"{module.doc} {words}"
    assert set(re.findall(r"\b[A-ZĐ]{2,}\b", words)) <= ABBREVIATIONS


@pytest.mark.parametrize("module", RULES, ids=rule_name)
def test_every_hit_gives_its_message_all_the_values_it_names(module: RuleModule) -> None:
    needed = placeholders(module.rule.message) | placeholders(module.rule.remedy)
    short = [needed - given for given in values_of_hits(module) if needed - given]
    assert not short


@pytest.mark.parametrize("module", RULES, ids=rule_name)
def test_a_rules_provisions_exist_in_a_regime(module: RuleModule) -> None:
    known = {key for entry in index() for key in regime(entry.id).provisions}
    assert set(module.rule.law) <= known


@pytest.mark.parametrize("module", [each for each in RULES if each.rule.law], ids=rule_name)
def test_a_legal_rule_holds_no_number_of_the_law(module: RuleModule) -> None:
    numbers = [
        f"line {node.lineno}: {node.value}"
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Constant)
        and type(node.value) in {int, float}
        and node.value not in PLAIN_NUMBERS | CALENDAR.get(module.rule.code, set())
    ]
    assert not numbers


def test_the_reference_pages_are_fresh() -> None:
    names = ("columns.md", "coverage.md", "kiem_tra_van_ban.md")
    written = [*(ROOT / "docs/rules").glob("*.md"), *(ROOT / "docs" / name for name in names)]
    texts = {
        path.relative_to(ROOT / "docs").as_posix(): path.read_text("utf-8")
        for path in written
        if path.exists()
    }
    assert texts == reference_pages(), "run: python -m addin.rulebook"
