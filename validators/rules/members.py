"""The people of Đề nghị: who belongs to a collective of Tập thể, who to no office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from validators.catalogue import HAMLETS, ObjectKind
from validators.people import name_key
from validators.records import Collective, Nomination
from validators.register import Register
from validators.text import match_key


def with_members(register: Register) -> Iterator[tuple[Collective, list[Nomination]]]:
    """Each collective that is its unit as a whole, with the year's nominations of its people.

    A collective is its whole unit if it bears the unit's name, or if the unit has no other one.
    """
    people: dict[str, list[Nomination]] = defaultdict(list)
    for row in register.nominations:
        if row.object_kind is ObjectKind.INDIVIDUAL and row.unit and row.year == register.year:
            people[match_key(row.unit)].append(row)
    collectives: dict[str, list[Collective]] = defaultdict(list)
    for each in register.collectives:
        if each.name and each.unit:
            collectives[match_key(each.unit)].append(each)
    for unit, within in collectives.items():
        whole = [each for each in within if match_key(each.name or "") == unit] or within
        match whole:
            case [only]:
                yield only, people[unit]


def persons(rows: Iterable[Nomination]) -> int:
    """How many persons or households the rows of one unit are about; namesakes count once."""
    return len({name_key(row.name) for row in rows if row.name})


def is_villager(register: Register, row: Nomination) -> bool:
    """Whether the person belongs to a hamlet, hence to no office that rates staff."""
    unit = register.units_by_key.get(match_key(row.unit or ""))
    return unit is not None and unit.kind in HAMLETS
