"""The score of all mutants, and docs/mutation.md: `python -m tests.mutation.score` (long)."""

import tomllib
from collections import Counter
from collections.abc import Iterable

from addin.markdown import joined, table, tables
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
    listed = tomllib.loads(text)["equivalent"]
    return {(each["path"], each["before"], each["after"]): each["why"] for each in listed}


def recorded_survivors() -> set[tuple[str, str, str]]:
    """The survivors that docs/mutation.md lists; none while no full score is recorded."""
    if not PAGE.exists():
        return set()
    text = PAGE.read_text("utf-8").replace("\\|", "¦")
    rows = tables(text).get("Survivors", [])
    plain = (tuple(cell.strip("`").replace("¦", "|") for cell in row.values()) for row in rows)
    return {place_of(*cells) for cells in plain}


def place_of(place: str, before: str, after: str) -> tuple[str, str, str]:
    """A mutant without its line, which moves with every edit above it."""
    return place.rpartition(":")[0], before, after


def page(found: Iterable[Outcome]) -> str:
    """docs/mutation.md: counts by file, survivors, equivalents with their reasons."""
    found = sorted(found, key=lambda each: each[1:])
    counts = Counter((place.rpartition(":")[0], state) for state, place, *_ in found)
    total = Counter(state for state, *_ in found)
    files = dict.fromkeys(place.rpartition(":")[0] for _, place, *_ in found)
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
            table(
                ("Where", "Before", "After", "Why"),
                (
                    (*map(_code, rest), reasons[place_of(*rest)])
                    for state, *rest in found
                    if state == EQUIVALENT
                ),
            ),
            "## By file",
            table(
                ("File", "Killed", "Survived", "Equivalent"),
                ((_code(file), *(str(counts[file, each]) for each in STATES)) for file in files),
            ),
        ]
    )


STATES = (KILLED, SURVIVED, EQUIVALENT)


def _listed(found: Iterable[Outcome], state: str) -> str:
    rows = [tuple(map(_code, rest)) for each, *rest in found if each == state]
    return table(("Where", "Before", "After"), rows) if rows else ""


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(outcomes()), encoding="utf-8", newline="\n")
