"""Tra cứu nhiều năm: what a ledger knows of a person across communes and years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from addin.careers import Origin, Person, Row, people_named
from addin.communes import Communes
from addin.consolidation import that_count
from addin.examining import RowFact
from addin.expected import own_name, whole_code
from addin.ledger import WORKBOOKS, Entry, Ledger
from addin.refusal import Refusal
from validators.blocks import Block
from validators.catalogue import Outcome
from validators.cells import read_cell
from validators.columns import Record
from validators.people import Named
from validators.records import Nomination, PastAward, Registration
from validators.register import Register
from validators.tables import Table


def people_in_ledger(ledger: Ledger, name: str, today: date) -> list[Person]:
    """Everybody of a name in the newest accepted workbooks of every commune and year.

    Refusal if nobody bears it.
    """
    found = list(_that_count(ledger, name))
    if not found:
        raise Refusal(f"Sổ cái không có ai tên “{name}”: hãy gõ đủ họ tên, có dấu.")
    origins = {number: _origin(entry, fact) for number, (entry, fact) in enumerate(found, start=1)}
    records = [_record(entry, fact, number) for number, (entry, fact) in enumerate(found, start=1)]
    tables = {
        model.table: Table(model, Block(model.table, model.sheet, 1, 1, [], []), records=held)
        for model in (Registration, Nomination, PastAward)
        if (held := [each for each in records if isinstance(each, model)])
    }
    register = Register(tables, today)
    return [_told(person, origins) for person in people_named(register, name)]


def awards_of(ledger: Ledger, code: str, name: str) -> Iterator[tuple[Entry, RowFact]]:
    """The nominations in the newest accepted workbooks of one commune, oldest year first."""
    from addin.consolidation import nominations_of

    code = whole_code(code)
    may_be = (WORKBOOKS.c.unit_code.in_((code, "")),) if code else ()
    own: dict[int, list[Entry]] = {}
    for each in ledger.entries(*may_be):
        by_code = code and each.unit_code == code
        if by_code or (name and own_name(each.unit_name) == own_name(name)):
            own.setdefault(each.year, []).append(each)
    communes = Communes(each for entries in own.values() for each in entries)
    for _, entries in sorted(own.items()):
        yield from nominations_of(ledger, that_count(entries, communes).values())


def _that_count(ledger: Ledger, name: str) -> Iterator[tuple[Entry, RowFact]]:
    """The rows of a name, without those of workbooks that a newer one has replaced."""
    found = list(ledger.rows_named(name))
    counted: set[int] = set()
    for year in {entry.year for entry, _ in found}:
        entries = list(ledger.entries(WORKBOOKS.c.year == year))
        counted |= {each.id for each in that_count(entries, Communes(entries)).values()}
    return ((entry, fact) for entry, fact in found if entry.id in counted)


def _origin(entry: Entry, fact: RowFact) -> Origin:
    where = f"{entry.unit_code} {entry.unit_name}".strip()
    return Origin(f"{where}, sổ năm {entry.year}, {fact.place}", fact.year)


def _record(entry: Entry, fact: RowFact, number: int) -> Named:
    """A row as the register of its commune would tell it; an award as history.

    Units of two communes may share a name, so theirs stands behind it.
    """
    model: type[Record] = Registration
    if fact.table == Nomination.table:
        model = PastAward if fact.outcome == Outcome.AWARDED else Nomination
    dated = "registered_on" if model is Registration else "decided"
    unit = f"{fact.unit}, {entry.unit_name}" if fact.unit else None
    told = {**fact._asdict(), "unit": unit, dated: fact.dated}
    values = {
        each.field: read_cell(told[each.field], each)
        for each in model.data_columns()
        if told.get(each.field) is not None
    }
    record = model.model_validate({**values, "row": number})
    assert isinstance(record, Registration | Nomination | PastAward)
    return record


def _told(person: Person, origins: dict[int, Origin]) -> Person:
    """A person whose rows say where in the ledger they stand, in the order of years."""

    def placed(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        there = (replace(row, origin=origins[row.record.row]) for row in rows)
        return tuple(sorted(there, key=lambda row: (row.year or 0, row.record.row)))

    return replace(person, sure=placed(person.sure), doubtful=placed(person.doubtful))
