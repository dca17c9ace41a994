"""Runs mutants against the cases of the rules they touch, and against the tests of the law files.

Works on a copy of the tree, so that nothing there changes meanwhile; every mutant lives in a
forked process of its own and is killed by the first test that fails.
"""

import ast
import io
import multiprocessing
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType, SimpleNamespace

import pytest

from tests.mutation.mutants import RULES, Mutant, all_mutants
from tests.support.fixtures import all_cases
from tests.support.tools import ROOT, SHARED
from validators import check, rules
from validators.regimes import law_file
from validators.rules import RuleModule

WORKERS = 2
TIME_LIMIT = 60
"""Seconds that a mutant may take; one that runs for ever is killed by that."""

SURVIVED, KILLED = "survived", "killed"

COPIED = ("validators", "addin", "tests", "xlsx_templates", "docs", "pyproject.toml")
DOCUMENTS = "documents.toml"
OF_PAPERS = "5"
"""The first digit of rules about the text of plans and papers."""

TESTS_OF_LAW = (
    "tests/regimes",
    "tests/validators/test_documents_register.py",
    "tests/test_moved_sample.py",
)
TESTS_OF_RULES = (
    "tests/test_rules.py",
    "tests/validators/test_check.py",
    "tests/validators/test_shares.py",
    "tests/validators/test_days.py",
    "tests/validators/test_citations.py",
    "tests/validators/test_plan_text.py",
    "tests/validators/test_sheet_notes.py",
    "tests/test_moved_sample.py",
)
NOT_TESTS = (
    "fresh or fixture or planted or clean_register or whatever_is_typed or findings_follow "
    "or gravest_finding"
)
"""Tests that would fail at any change of a text, or that stage one has run or that draw lots."""

RULE_PACKAGE = "validators.rules"


def survivors(mutants: Sequence[Mutant]) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant as it is done, and whether it survived."""
    fork = multiprocessing.get_context("fork")
    for each in all_cases():  # Everything is loaded once, and not in every process.
        each.sketch.register()
    with fork.Pool(1) as pool:  # Test modules would keep the rules that they were loaded with.
        pool.apply(assert_unchanged_passes)
    with fork.Pool(WORKERS, maxtasksperchild=1) as pool:
        yield from pool.imap_unordered(_tried, mutants)


def assert_unchanged_passes() -> None:
    """A mutant is killed only by a test that passes without it."""
    failing = [each.rule.code for each in rules.all_rules() if not _cases_pass([each])]
    assert not failing, f"cases fail as it is: {failing}"
    for tests in (TESTS_OF_RULES, TESTS_OF_LAW):
        with redirect_stdout(io.StringIO()):
            passed = _tests_pass(tests)
        assert passed, f"tests fail as it is: {tests}"


def _tried(mutant: Mutant) -> tuple[Mutant, bool]:
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(TIME_LIMIT)
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            return mutant, _survives(mutant)
    except BaseException:  # Whatever the mutant makes the tests do, they do not pass.
        return mutant, False
    finally:
        signal.alarm(0)


def _stop(*_: object) -> None:
    raise TimeoutError


def _survives(mutant: Mutant) -> bool:
    if mutant.path.endswith(".toml"):
        _put_law(mutant)
        touched = _rules_of(mutant)
        tests = TESTS_OF_LAW
    else:
        touched = _put_code(mutant)
        tests = TESTS_OF_RULES
    return _cases_pass(touched) and _tests_pass(tests)


def _cases_pass(touched: Sequence[RuleModule]) -> bool:
    codes = {each.rule.code for each in touched}
    with _only(touched):
        return all(
            case.found() == case.expected and not case.unsaid()
            for case in all_cases()
            if case.code in codes
        )


@contextmanager
def _only(touched: Sequence[RuleModule]) -> Iterator[None]:
    """A check with some rules only: cases look at the findings of their own."""
    whole = check.all_rules
    check.all_rules = lambda: tuple(touched)  # type: ignore[assignment]
    yield
    check.all_rules = whole


def _tests_pass(tests: Iterable[str]) -> bool:
    there = [each for each in tests if (ROOT / each).exists()]
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest"]
    return pytest.main([*options, "-k", f"not ({NOT_TESTS})", *there]) == pytest.ExitCode.OK


# Putting a mutant into place


def _put_law(mutant: Mutant) -> None:
    """Let every reader of law files read the mutant instead of its original."""
    forget_what_was_read()
    original = (ROOT / mutant.path).read_text("utf-8")
    loads = law_file.tomllib.loads

    def read(text: str) -> dict[str, object]:
        return loads(mutant.text if text == original else text)

    errors = law_file.tomllib.TOMLDecodeError
    law_file.tomllib = SimpleNamespace(loads=read, TOMLDecodeError=errors)  # type: ignore[assignment]


def forget_what_was_read() -> None:
    """Empty every cache of the validators: one of them may hold the law as it was."""
    for name, module in [*sys.modules.items()]:
        if name.startswith("validators"):
            for each in [*vars(module).values()]:
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


def _rules_of(mutant: Mutant) -> list[RuleModule]:
    """The rules that apply a provision; those that know legal documents."""
    if Path(mutant.path).name == DOCUMENTS:
        return [each for each in rules.all_rules() if each.rule.code[2] == OF_PAPERS]
    return [each for each in rules.all_rules() if mutant.key in each.rule.law]


def _put_code(mutant: Mutant) -> list[RuleModule]:
    """Load the mutant in the place of its module, and anew all rules that use it."""
    name = Path(mutant.path).stem
    order = [name, *_users(name)]
    for each in order:
        path = RULES / f"{each}.py"
        text = mutant.text if each == name else path.read_text("utf-8")
        module = ModuleType(f"{RULE_PACKAGE}.{each}")
        module.__file__ = str(path)
        module.__package__ = RULE_PACKAGE
        sys.modules[module.__name__] = module
        setattr(rules, each, module)
        exec(compile(text, str(path), "exec"), module.__dict__)
    rules.all_rules.cache_clear()
    return [each for each in rules.all_rules() if each.name in order]


def _users(name: str) -> list[str]:
    """The modules that take something from a module of the rules, what is used first."""
    found: list[str] = []
    for user, used in _uses().items():
        if name in used:
            found += [user, *_users(user)]
    return [each for place, each in enumerate(found) if each not in found[place + 1 :]]


@cache
def _uses() -> dict[str, set[str]]:
    return {
        path.stem: {
            node.module.removeprefix(f"{RULE_PACKAGE}.")
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module
            if node.module.startswith(f"{RULE_PACKAGE}.")
        }
        for path in sorted(RULES.glob("[a-z]*.py"))
    }


# In a copy


def run_in_a_copy(arguments: Sequence[str]) -> str:
    """What `python -m tests.mutation.run` prints in a copy of the tree."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / ROOT.name
        copy.mkdir()
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy / name)
        if SHARED.exists():
            (Path(folder) / SHARED.name).symlink_to(SHARED)
        command = [sys.executable, "-m", "tests.mutation.run", *arguments]
        return subprocess.run(
            command, cwd=copy, check=True, stdout=subprocess.PIPE, text=True
        ).stdout


def sample(count: int, seed: int) -> list[Mutant]:
    """Mutants drawn by lot, the same for the same seed and the same rules."""
    return random.Random(seed).sample(all_mutants(), count)


def main(arguments: Sequence[str]) -> None:
    """Try a sample ("40 7": how many, which seed), mutants of the files that match a pattern
    ("DN103", "dn1|R1"), or all; print a line for each.
    """
    chosen = all_mutants()
    if len(arguments) == 2:
        chosen = sample(*map(int, arguments))
    elif arguments:
        chosen = [each for each in chosen if re.search(arguments[0], each.path, re.IGNORECASE)]
    for mutant, survived in survivors(chosen):
        print(SURVIVED if survived else KILLED, *mutant.place, sep="\t", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
