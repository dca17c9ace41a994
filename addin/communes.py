"""Which workbooks of a ledger are of one commune, though it does not always write itself alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from addin.examining import Standing
from addin.expected import ExpectedUnits, kind_said, own_name
from addin.ledger import Entry
from validators.text import match_key

COUNTED = (Standing.ACCEPTED, Standing.QUERIES)
"""Standings of workbooks that are added up."""


class Communes:
    """The communes of some workbooks: by the list of units, else by code, else by name.

    One that left its code out is the only commune of that name whose workbooks were accepted with
    one; where several bear the name, or a "xã" and a "phường" do, nobody can tell.
    """

    def __init__(self, entries: Iterable[Entry], expected: ExpectedUnits | None = None) -> None:
        self._expected = expected or ExpectedUnits()
        codes: defaultdict[str, set[str]] = defaultdict(set)
        kinds: defaultdict[str, set[str]] = defaultdict(set)
        for each in entries:
            if each.unit_name and each.standing in COUNTED:
                name = own_name(each.unit_name)
                codes[name] |= {each.unit_code} - {""}
                kinds[name] |= {kind_said(each.unit_name)} - {""}
        self._shared = {name for name, found in kinds.items() if len(found) > 1}
        self._code_of = {
            name: min(found)
            for name, found in codes.items()
            if len(found) == 1 and name not in self._shared
        }
        self._keys: dict[tuple[str, str], str] = {}

    def key(self, entry: Entry) -> str:
        """Equal for workbooks of one commune."""
        said = entry.unit_code, entry.unit_name
        if said not in self._keys:
            listed = self._expected.find(*said)
            self._keys[said] = self._key(*((listed.code, listed.name) if listed else said))
        return self._keys[said] or entry.file_hash

    def _key(self, code: str, called: str) -> str:
        name = own_name(called)
        if name in self._shared:
            return code or match_key(called)
        return code or self._code_of.get(name, name)

    def by_name_alone(self, entry: Entry) -> bool:
        """Whether only its name says whose a workbook is."""
        return not entry.unit_code and not self._expected.find("", entry.unit_name)
