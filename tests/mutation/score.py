"""The score of all mutants, and docs/mutation.md: `python -m tests.mutation.score` (long).

After a change of some files only, `python -m tests.mutation.score "ct201|dk101"` tries their
mutants and leaves what is recorded of the others.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable

from addin.markdown import joined, table, tables
from tests.mutation.mutants import all_mutants
from tests.mutation.run import KILLED, SURVIVED, run_in_a_copy
from tests.support.tools import ROOT

PAGE = ROOT / "docs/mutation.md"
EQUIVALENT = "equivalent"

Outcome = tuple[str, str, str, str]
"""Killed, survived or equivalent; the place; before; after."""


def outcomes(*arguments: str) -> list[Outcome]:
    """What became of each mutant; arguments as for `tests.mutation.run`."""
    reasons = equivalents()
    lines = run_in_a_copy(arguments).splitlines()
    found = [tuple(line.split("\t")) for line in lines]
    return [
        (EQUIVALENT if state == SURVIVED and place_of(*rest) in reasons else state, *rest)
        for state, *rest in found
    ]  # type: ignore[misc]


def equivalents() -> dict[tuple[str, str, str], str]:
    """Why a mutant changes nothing, by its file, what was before and what after."""
    text = (ROOT / "tests/mutation/equivalent.toml").read_text("utf-8")
    listed = tomllib.loads(text).get("equivalent", [])
    return {(each["path"], each["before"], each["after"]): each["why"] for each in listed}


def recorded() -> list[Outcome]:
    """The outcomes that docs/mutation.md tells; of a killed mutant it tells the file alone."""
    if not PAGE.exists():
        return []
    found = tables(PAGE.read_text("utf-8").replace("\\|", "¦"))
    killed = [
        (KILLED, f"{_plain(row['File'])}:", "", "")
        for row in found.get("By file", [])
        for _ in range(int(row["Killed"]))
    ]
    listed = [
        (state, *(_plain(row[column]) for column in ("Where", "Before", "After")))
        for heading, state in (("Survivors", SURVIVED), ("Equivalent", EQUIVALENT))
        for row in found.get(heading, [])
    ]
    return killed + listed  # type: ignore[return-value]


def recorded_survivors() -> set[tuple[str, str, str]]:
    """The survivors that docs/mutation.md lists; none while no full score is recorded."""
    return {place_of(*rest) for state, *rest in recorded() if state == SURVIVED}


def renewed(found: Iterable[Outcome], paths: Iterable[str]) -> list[Outcome]:
    """New outcomes, and what is recorded of those files, out of `paths`, that they leave out."""
    found = list(found)
    kept = set(paths) - {_file_of(place) for _, place, *_ in found}
    return found + [each for each in recorded() if _file_of(each[1]) in kept]


def place_of(place: str, before: str, after: str) -> tuple[str, str, str]:
    """A mutant without its line, which moves with every edit above it."""
    return _file_of(place), before, after


def _file_of(place: str) -> str:
    return place.rpartition(":")[0]


def page(found: Iterable[Outcome]) -> str:
    """docs/mutation.md: counts by file, survivors, equivalents with their reasons."""
    found = sorted(found, key=lambda each: each[1:])
    counts = Counter((_file_of(place), state) for state, place, *_ in found)
    total = Counter(state for state, *_ in found)
    files = dict.fromkeys(_file_of(place) for _, place, *_ in found)
    score = total[KILLED] / (total[KILLED] + total[SURVIVED])
    reasons = equivalents()
    return joined(
        [
            "# Mutation score of the rules and the law files",
            "Each comparison, condition, number, date, severity, strength and certainty in "
            "`validators/rules/` and `validators/regimes/` is changed alone, and the cases of the "
            "rules it touches and the tests of the law files are run against it. A mutant that no "
            "test kills is a gap, unless it changes nothing that a person could see "
            "(`tests/mutation/equivalent.toml`).",
            "Written by `python -m tests.mutation.score`. A sample of 40 runs with the slow tests. "
            "Tests that any change of a text breaks (fresh pages) are left out.",
            f"**{total[KILLED]} of {total[KILLED] + total[SURVIVED]} killed: {score:.1%}**; "
            f"{total[EQUIVALENT]} more are equivalent.",
            "## Survivors",
            _listed(found, SURVIVED) or "None.",
            "## Equivalent",
            _listed(found, EQUIVALENT, reasons) or "None.",
            "## By file",
            table(
                ("File", "Killed", "Survived", "Equivalent"),
                ((_code(file), *(str(counts[file, each]) for each in STATES)) for file in files),
            ),
        ]
    )


STATES = (KILLED, SURVIVED, EQUIVALENT)


def _listed(
    found: Iterable[Outcome], state: str, reasons: dict[tuple[str, str, str], str] | None = None
) -> str:
    headings = ["Where", "Before", "After", *(["Why"] if reasons else [])]
    rows = [
        [*map(_code, rest), *([reasons[place_of(*rest)]] if reasons else [])]
        for each, *rest in found
        if each == state
    ]
    return table(headings, rows) if rows else ""


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


def _plain(cell: str) -> str:
    return cell.strip("`").replace("¦", "|")


def main(pattern: str = "") -> None:
    """Write docs/mutation.md from the mutants of all files, or of those that match the pattern."""
    found = outcomes(pattern) if pattern else outcomes()
    if pattern:
        found = renewed(found, {each.path for each in all_mutants()})
    PAGE.write_text(page(found), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
