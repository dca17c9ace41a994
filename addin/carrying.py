"""Sổ năm mới từ sổ năm trước: what goes on into the next year, and what does not.

Only what holds from year to year is carried; what belongs to a year (dates, scores, papers, who was
nominated) stays where it is, but for the awards, which become history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from addin.documents.importing.paper import Row
from addin.documents.importing.words import years_in_words
from addin.documents.importing.years import YearChange, change_years
from addin.examining import RowFact
from addin.ledger import Entry
from addin.paper_texts import PREFILLED, default_cells
from validators.blocks import Raw
from validators.catalogue import CommuneKind, Outcome
from validators.cells import read_cell
from validators.columns import ROW_ID, Column, Kind, Record
from validators.people import name_key
from validators.records import (
    ENTRY_TABLES,
    Assignment,
    CouncilMember,
    Criterion,
    Nomination,
    PastAward,
    PlanRow,
    Recipient,
    SettingRow,
    Unit,
)
from validators.regimes import regime_on
from validators.register import Register
from validators.settings import Settings
from validators.text import match_key

_WHOLE: tuple[type[Record], ...] = (Unit, CouncilMember, PlanRow, Assignment, Recipient, Criterion)
"""Tables that go on row by row."""

_CARRIED: tuple[type[Record], ...] = (*_WHOLE, *PREFILLED, SettingRow, PastAward)

_KEY = {ROW_ID.heading}

_OF_ITS_YEAR = {Criterion.table: frozenset({"own_score", "cluster_score", "evidence"})}
"""Fields of such rows that belong to last year."""


@dataclass
class Carried:
    """What a new register begins with; `rows` by table are values by heading."""

    old_year: int
    year: int
    unit: str
    rows: dict[str, list[dict[str, Raw]]] = field(default_factory=dict)
    awarded: int = 0
    from_ledger: int = 0
    left_settings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    years: YearChange | None = None
    """Which years of the outline became the new one, and which were left."""

    def lines(self) -> Iterator[str]:
        """What was carried, what was not, and what to look at."""
        yield f"Mang từ sổ năm {self.old_year} sang:"
        model: type[Record]
        for model in ENTRY_TABLES:
            if rows := self.rows.get(model.table):
                filled = sum(
                    any(row[name] is not None for name in row.keys() - _KEY) for row in rows
                )
                what = f"{filled} mục" if model is SettingRow else f"{filled} dòng"
                yield f"– {model.sheet}: {what}{self._about(model)}"
        left = ", ".join(each.sheet for each in ENTRY_TABLES if each not in _CARRIED)
        yield f"Không mang sang, vì là số liệu của năm {self.old_year}: {left}."
        if self.left_settings:
            yield f"Mục phải điền lại ở trang {SettingRow.sheet}: {', '.join(self.left_settings)}."
        yield from self.notes
        if self.years:
            yield from years_in_words(self.years)

    def _about(self, model: type[Record]) -> str:
        if model is not PastAward:
            return ""
        ledger = f", {self.from_ledger} từ sổ cái" if self.from_ledger else ""
        return f" ({self.awarded} lượt được tặng trong sổ năm {self.old_year}{ledger})"


def carry(
    register: Register, year: int, ledger_rows: Iterable[tuple[Entry, RowFact]] = ()
) -> Carried:
    """What the register of a year begins with, out of an earlier year's and of a ledger."""
    done = Carried(register.year, year, register.settings.unit_name or "")
    done.rows[SettingRow.table] = list(_settings(register, year, done))
    for model in _WHOLE:
        done.rows[model.table] = list(_rows(register, model))
    for model in PREFILLED:
        if model.table in register.tables:
            done.rows[model.table] = list(_over_defaults(register, model))
    _carry_history(register, year, ledger_rows, done)
    _note_recipients(register, done)
    done.years = _change_years(done.rows[PlanRow.table], register, year)
    return done


def _settings(register: Register, year: int, done: Carried) -> Iterator[dict[str, Raw]]:
    item, value = (SettingRow.column_of(name).heading for name in ("item", "value"))
    table = register.tables.get(SettingRow.table)
    no_district = regime_on(date(year, 1, 1)).provision("G01") is not None
    for name, column in Settings.items().items():
        row = register.setting_rows.get(column.field)
        old = table.raw(row, "value") if table and row else None
        if old is None or column.field == "year":
            continue
        abolished = no_district and (column.field == "district" or old == CommuneKind.TOWNSHIP)
        if column.kind is Kind.DATE or abolished:
            done.left_settings.append(name)
            continue
        yield {item: name, value: old}


def _rows(register: Register, model: type[Record]) -> Iterator[dict[str, Raw]]:
    """The rows of a table by heading; blank ones between paragraphs are not kept."""
    left = _OF_ITS_YEAR.get(model.table, frozenset())
    columns = [each for each in model.data_columns() if each.field not in left]
    for record in register.records(model):
        yield _by_heading(columns, {each.field: _value(register, record, each) for each in columns})


def _over_defaults(register: Register, model: type[Record]) -> Iterator[dict[str, Raw]]:
    """The rows of a table that a new register has filled, in the places of those it has."""
    cells: dict[str, Raw] = dict.fromkeys(each.heading for each in model.data_columns())
    rows = list(_rows(register, model))
    missing = len(default_cells(model)) - len(rows)
    for number, row in enumerate([*rows, *[{}] * missing], start=1):
        yield {ROW_ID.heading: f"{model.prefix}{number:04}", **cells, **row}


def _value(register: Register, record: Record, column: Column) -> Raw:
    """A cell as it was read; what cannot be read goes on as it was typed."""
    if column.field in record.unreadable:
        return register.tables[record.table].raw(record, column.field)
    value = getattr(record, column.field)
    return str(value) if isinstance(value, str) else value


def _by_heading(columns: Iterable[Column], values: dict[str, Any]) -> dict[str, Raw]:
    return {
        each.heading: values[each.field] for each in columns if values.get(each.field) is not None
    }


# History

_Known = dict[tuple[Any, ...], list[dict[str, Any]]]
_TELLING = ("name", "year", "title", "form", "birth", "unit", "decision_number")
"""Fields that tell one award from another."""


def _carry_history(
    register: Register, year: int, ledger_rows: Iterable[tuple[Entry, RowFact]], done: Carried
) -> None:
    """tblLichSu: what it was, the awards of last year, and what a ledger knows beyond them."""
    rows: list[dict[str, Raw]] = []
    known: _Known = {}
    columns = PastAward.data_columns()
    for past in register.history:
        rows.append(next(_single(register, past, columns)))
        _is_new(known, {name: getattr(past, name) for name in _TELLING})
    for award in register.awarded:
        values = {each.field: _value_of(award, each.field) for each in columns}
        values["year"] = award.year or register.year
        if _is_new(known, values):
            rows.append(_by_heading(columns, values))
            done.awarded += 1
    for _, fact in ledger_rows:
        values = _from_fact(fact, columns)
        of_before = fact.outcome == Outcome.AWARDED and (fact.year or year) < year
        if of_before and _is_new(known, values):
            rows.append(_by_heading(columns, values))
            done.from_ledger += 1
    done.rows[PastAward.table] = rows


def _single(
    register: Register, record: Record, columns: Sequence[Column]
) -> Iterator[dict[str, Raw]]:
    yield _by_heading(columns, {each.field: _value(register, record, each) for each in columns})


def _value_of(award: Nomination, name: str) -> Raw:
    value = getattr(award, name)
    return str(value) if isinstance(value, str) else value


def _from_fact(fact: RowFact, columns: Iterable[Column]) -> dict[str, Any]:
    """A row of a ledger in the types of tblLichSu; the decision's day is its date."""
    told = {
        name: getattr(fact, name)
        for name in ("name", "unit", "title", "form", "completion", "level", "decision_number")
    }
    typed = {"birth": fact.birth, "decided": fact.dated, "year": fact.year}
    readers = {each.field: each for each in columns}
    return told | {name: read_cell(value, readers[name]) for name, value in typed.items()}


def _is_new(known: _Known, award: dict[str, Any]) -> bool:
    """Whether an award is not known yet; it is afterwards."""
    key = name_key(award["name"] or ""), award["year"], award["title"], award["form"]
    alike = known.setdefault(key, [])
    if any(_is_same(award, each) for each in alike):
        return False
    alike.append(award)
    return True


def _is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two awards of a name, year and kind are one; what is missing speaks against nothing.

    Somebody may get two by two decisions. Without a date of birth a household of another hamlet
    is another.
    """
    births, units, numbers = (
        (one[name], other[name]) for name in ("birth", "unit", "decision_number")
    )
    if all(numbers) and _number(numbers[0]) != _number(numbers[1]):
        return False
    if None in births and all(units) and match_key(units[0]) != match_key(units[1]):
        return False
    return _agree(*births)


def _number(decision: str) -> str:
    """ "128/QĐ-UBND" and "128" are one."""
    return match_key(decision.partition("/")[0]).lstrip("0")


def _agree(one: date | int | None, other: date | int | None) -> bool:
    if one is None or other is None or one == other:
        return True
    years = {each.year if isinstance(each, date) else each for each in (one, other)}
    return len(years) == 1 and not (isinstance(one, date) and isinstance(other, date))


# The outline, and what to look at


def _change_years(rows: list[dict[str, Raw]], register: Register, year: int) -> YearChange:
    """The outline's own year made the new one in its rows; what was changed and what was left."""
    heading = PlanRow.column_of("text").heading
    outline = [Row(each.part, each.text or "") for each in register.plan]
    _, renewed, years = change_years("", outline, register.year, year)
    for row, new in zip(rows, renewed, strict=True):
        if new.text:
            row[heading] = new.text
    return years


def _note_recipients(register: Register, done: Carried) -> None:
    papers = dict.fromkeys(each.paper for each in register.recipients if each.paper)
    if papers:
        done.notes.append(
            f"Trang {Recipient.sheet} nhắc văn bản {', '.join(papers)}: khai lại văn bản của năm "
            f"{done.year} ở trang Văn bản rồi chọn lại mã."
        )
