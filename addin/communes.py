"""Which workbooks of a ledger are of one commune, though it does not always write itself alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from addin.examining import Standing
from addin.expected import ExpectedUnits, own_name
from addin.ledger import Entry

COUNTED = (Standing.ACCEPTED, Standing.QUERIES)
"""Standings of workbooks that are added up."""


class Communes:
    """The communes of some workbooks: by the list of units, else by code, else by name.

    One that left its code out is the only commune of that name whose workbooks were accepted with
    one; where several bear the name, nobody can tell.
    """

    def __init__(self, entries: Iterable[Entry], expected: ExpectedUnits | None = None) -> None:
        self._expected = expected or ExpectedUnits()
        codes: defaultdict[str, set[str]] = defaultdict(set)
        for each in entries:
            if each.unit_code and each.unit_name and each.standing in COUNTED:
                codes[own_name(each.unit_name)].add(each.unit_code)
        self._code_of = {name: found.pop() for name, found in codes.items() if len(found) == 1}
        self._keys: dict[tuple[str, str], str] = {}

    def key(self, entry: Entry) -> str:
        """Equal for workbooks of one commune."""
        said = entry.unit_code, entry.unit_name
        if said not in self._keys:
            listed = self._expected.find(*said)
            name = own_name(listed.name if listed else entry.unit_name)
            code = listed.code if listed else entry.unit_code
            self._keys[said] = code or self._code_of.get(name, name)
        return self._keys[said] or entry.file_hash

    def by_name_alone(self, entry: Entry) -> bool:
        """Whether only its name says whose a workbook is."""
        return not entry.unit_code and not self._expected.find("", entry.unit_name)
