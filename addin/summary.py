"""The figures of a year, by quarter and in total: who was registered, nominated, awarded.

One definition for the summary sheets, the documents and the consolidated register. A row counts
as *registered* by Ngày đăng ký, as *nominated* by Ngày nhận hồ sơ, and with Kết quả = Được tặng
as *awarded*: in a quarter by Ngày quyết định, in the whole year by Năm thành tích, because the
decisions for a year are often signed in January of the next. Rows are counted, not persons.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any, TypeVar

from validators.catalogue import (
    Form,
    MovementLevel,
    MovementMode,
    ObjectKind,
    Outcome,
    Period,
    Title,
    WorkGroup,
)
from validators.records import Movement, Nomination, Registration, Task
from validators.register import Register
from validators.text import match_key

E = TypeVar("E", bound=StrEnum)

QUARTER_SHEETS = ("Quý I", "Quý II", "Quý III", "Quý IV")
YEAR_SHEET = "Cả năm"

OTHER = "_khac"
"""Key, in JSON, of the line for rows whose unit is blank or not in tblDonVi."""


class Stage(StrEnum):
    """How far a row has come; the value is its key in JSON."""

    REGISTERED = "registered"
    NOMINATED = "nominated"
    AWARDED = "awarded"


@dataclass
class Tally:
    """Counts of rows: all, and by object kind, title and form.

    A row with both a title and a form counts once in `rows` and once in each. `direct_workers`
    are the rows of individuals who work directly.
    """

    rows: int = 0
    objects: Counter[ObjectKind] = field(default_factory=Counter)
    titles: Counter[Title] = field(default_factory=Counter)
    forms: Counter[Form] = field(default_factory=Counter)
    direct_workers: int = 0

    def count(self, row: Registration | Nomination) -> None:
        """Count one more row."""
        self.rows += 1
        if row.object_kind:
            self.objects[row.object_kind] += 1
        if row.title:
            self.titles[row.title] += 1
        if row.form:
            self.forms[row.form] += 1
        if row.object_kind is ObjectKind.INDIVIDUAL and row.work_group is WorkGroup.DIRECT_WORKER:
            self.direct_workers += 1

    def add(self, other: Tally) -> None:
        """Add the counts of another tally to these."""
        self.rows += other.rows
        self.objects.update(other.objects)
        self.titles.update(other.titles)
        self.forms.update(other.forms)
        self.direct_workers += other.direct_workers


def total_of(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    total = Tally()
    for each in tallies:
        total.add(each)
    return total


Line = Mapping[Stage, Tally]
"""One line of a summary: the counts of a unit, or of all, at each stage."""


@dataclass(frozen=True)
class DirectWorkers:
    """Direct workers among the individuals awarded, and the share that the plan wants exceeded."""

    numerator: int
    denominator: int
    target: float | None

    @property
    def share(self) -> float | None:
        """Share between 0 and 1; None while no individual has been awarded."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def met(self) -> bool | None:
        """Whether the share is strictly above the target; None without a share or a target."""
        if not self.denominator or self.target is None:
            return None
        # Compared as fractions: 3 of 10 is not more than 30 %.
        target = Fraction(self.target).limit_denominator(10_000)
        return Fraction(self.numerator, self.denominator) > target


@dataclass(frozen=True)
class TaskCounts:
    """Tasks of tblTienDo that fall due in a period.

    `done_late` are those among `done` that were finished after their deadline; `late` are past
    their deadline and not done on the day of the summary.
    """

    due: int
    done: int
    done_late: int
    late: int


MovementCounts = Counter[tuple[MovementLevel | None, MovementMode | None]]
"""Movements by level and mode; None where the cell is empty or cannot be read."""


@dataclass(frozen=True)
class Figures:
    """All counts of one span of time, first and last day included.

    `units` has every unit of tblDonVi in its order; rows of no unit listed there are in `other`.
    `bonus` is the money, in đồng, of the awards decided in the span.
    """

    start: date
    end: date
    units: Mapping[str, Line]
    other: Line
    total: Line
    direct_workers: DirectWorkers
    movements: MovementCounts
    tasks: TaskCounts
    bonus: float


@dataclass(frozen=True)
class SheetSummary:
    """What one summary sheet shows.

    `period` is the quarter and `cumulative` the time since 1 January; in the sheet of the year
    both are the year. What no day of the year can claim keeps the totals in agreement with the
    tables: `outside_year` has the rows dated (awarded in the sheet of the year: meant for)
    another year, `undated` those without. `decided_outside` are, in the sheet of the year, the
    awards for this year whose decision was signed in another.
    """

    sheet: str
    quarter: int | None
    period: Figures
    cumulative: Figures
    outside_year: Line
    undated: Line
    decided_outside: Line


@dataclass(frozen=True)
class YearSummary:
    """The summary sheets of a year: four quarters and the year."""

    year: int
    sheets: tuple[SheetSummary, ...]

    def chosen(self, which: str) -> list[SheetSummary]:
        """The sheets meant by "1" … "4", "year" or "all"."""
        return [each for each in self.sheets if which in {"all", str(each.quarter or "year")}]


def first_day(year: int, quarter: int) -> date:
    """The first day of a quarter."""
    return date(year, 3 * quarter - 2, 1)


def last_day(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    following = date(year + 1, 1, 1) if quarter == 4 else first_day(year, quarter + 1)
    return following - timedelta(days=1)


class _Slot(StrEnum):
    """Where a row falls: by its date, or for awards of the whole year by Năm thành tích."""

    Q1 = "Q1"
    Q2 = "Q2"
    Q3 = "Q3"
    Q4 = "Q4"
    OUTSIDE_YEAR = "OUTSIDE_YEAR"
    UNDATED = "UNDATED"
    FOR_YEAR = "FOR_YEAR"
    FOR_OTHER_YEAR = "FOR_OTHER_YEAR"
    FOR_NO_YEAR = "FOR_NO_YEAR"
    FOR_YEAR_DECIDED_OUTSIDE = "FOR_YEAR_DECIDED_OUTSIDE"


_QUARTER_SLOTS = (_Slot.Q1, _Slot.Q2, _Slot.Q3, _Slot.Q4)
Slots = dict[Stage, tuple[_Slot, ...]]


def _by_date(*slots: _Slot) -> Slots:
    return dict.fromkeys(Stage, slots)


def _slot(day: date | None, year: int) -> _Slot:
    if day is None:
        return _Slot.UNDATED
    if day.year != year:
        return _Slot.OUTSIDE_YEAR
    return _QUARTER_SLOTS[(day.month - 1) // 3]


def _award_slots(award: Nomination, year: int) -> Iterator[_Slot]:
    by_date = _slot(award.decided, year)
    yield by_date
    if award.year == year:
        yield _Slot.FOR_YEAR
        if by_date is _Slot.OUTSIDE_YEAR:
            yield _Slot.FOR_YEAR_DECIDED_OUTSIDE
    else:
        yield _Slot.FOR_OTHER_YEAR if award.year else _Slot.FOR_NO_YEAR


def _unit_names(register: Register) -> dict[str, str]:
    """The names of tblDonVi by the keys under which they are compared."""
    return {key: unit.name for key, unit in register.units_by_key.items() if unit.name}


_Place = tuple[Stage, _Slot, str]
"""Where a row counts: its stage, slot and unit, or `OTHER`."""


def _placed(register: Register) -> Iterator[tuple[_Place, Registration | Nomination]]:
    """The rows of a register, each as often as it counts."""
    year, names = register.year, _unit_names(register)
    # Kept, because the same few names stand in thousands of rows.
    unit_of = cache(lambda typed: names.get(match_key(typed or ""), OTHER))
    for registration in register.registrations:
        slot = _slot(registration.registered_on, year)
        yield (Stage.REGISTERED, slot, unit_of(registration.unit)), registration
    for nomination in register.nominations:
        unit = unit_of(nomination.unit)
        yield (Stage.NOMINATED, _slot(nomination.received, year), unit), nomination
        if nomination.outcome is Outcome.AWARDED:
            for slot in _award_slots(nomination, year):
                yield (Stage.AWARDED, slot, unit), nomination


class Tallies:
    """A register's rows counted by stage, slot and unit, in one pass."""

    def __init__(self, register: Register) -> None:
        self.units = list(_unit_names(register).values())
        self._counted: defaultdict[_Place, Tally] = defaultdict(Tally)
        for place, row in _placed(register):
            self._counted[place].count(row)

    def line(self, slots: Slots, units: Sequence[str]) -> Line:
        """The rows of the slots that belong to any of the units."""
        counted = self._counted
        return {
            stage: total_of(
                counted[key] for key in product((stage,), slots[stage], units) if key in counted
            )
            for stage in slots
        }

    def total(self, slots: Slots) -> Line:
        """All rows of the slots."""
        return self.line(slots, [*self.units, OTHER])


def counts_to_carry(register: Register) -> dict[str, Any]:
    """The counts of a register as JSON can hold them, of what occurs at all: see `Counts`."""
    totals: defaultdict[tuple[Stage, _Slot], Tally] = defaultdict(Tally)
    rows: Counter[_Place] = Counter()
    for place, row in _placed(register):
        stage, slot, _ = place
        totals[stage, slot].count(row)
        rows[place] += 1
    return {
        "totals": [
            [
                stage.value,
                slot.value,
                tally.rows,
                tally.direct_workers,
                *(
                    {each.value: count for each, count in counts.items()}
                    for counts in (tally.objects, tally.titles, tally.forms)
                ),
            ]
            for (stage, slot), tally in totals.items()
        ],
        "units": list(_unit_names(register).values()),
        "rows": [
            [stage.value, slot.value, unit, count] for (stage, slot, unit), count in rows.items()
        ],
    }


class Counts:
    """What `counts_to_carry` gave, carried however far to where those of many are added up.

    By kind in total, of a unit only its rows.
    """

    def __init__(self, plain: Mapping[str, Any]) -> None:
        # Keys stay texts: they are equal to the members of the lists that they name.
        self._totals = {
            (stage, slot): Tally(
                rows, Counter(objects), Counter(titles), Counter(forms), direct_workers
            )
            for stage, slot, rows, direct_workers, objects, titles, forms in plain["totals"]
        }
        self._units: list[str] = plain["units"]
        self._rows: list[tuple[str, str, str, int]] = plain["rows"]

    def total(self, slots: Slots) -> Line:
        """All rows of the slots."""
        return {
            stage: total_of(
                self._totals[key] for key in product((stage,), chosen) if key in self._totals
            )
            for stage, chosen in slots.items()
        }

    def rows_by_unit(self, slots: Slots) -> Iterator[tuple[str, tuple[int, ...]]]:
        """How many rows of the slots each unit has by stage; last those of no unit, as `OTHER`."""
        places: dict[tuple[str, str], int] = {
            (stage, slot): place
            for place, (stage, chosen) in enumerate(slots.items())
            for slot in chosen
        }
        found = {unit: [0] * len(slots) for unit in (*self._units, OTHER)}
        for stage, slot, unit, rows in self._rows:
            place = places.get((stage, slot))
            if place is not None:
                found[unit][place] += rows
        for unit, counts in found.items():
            yield unit, tuple(counts)


_OF_YEAR: Slots = _by_date(*_QUARTER_SLOTS) | {Stage.AWARDED: (_Slot.FOR_YEAR,)}
_OUTSIDE_YEAR: Slots = _by_date(_Slot.OUTSIDE_YEAR) | {Stage.AWARDED: (_Slot.FOR_OTHER_YEAR,)}
_WITHOUT_YEAR: Slots = _by_date(_Slot.UNDATED) | {Stage.AWARDED: (_Slot.FOR_NO_YEAR,)}
_DECIDED_OUTSIDE: Slots = _by_date() | {Stage.AWARDED: (_Slot.FOR_YEAR_DECIDED_OUTSIDE,)}


def slots_of(sheet: str) -> tuple[Slots, Slots]:
    """Which slots a summary sheet counts: in its period, and since the year began."""
    if sheet == YEAR_SHEET:
        return _OF_YEAR, _OF_YEAR
    until = _QUARTER_SLOTS[: QUARTER_SHEETS.index(sheet) + 1]
    return _by_date(until[-1]), _by_date(*until)


def _runs_within(movement: Movement, start: date, end: date) -> bool:
    """Whether a movement runs on any day of a span; a missing date leaves that end open."""
    return (movement.start or date.min) <= end and start <= (movement.end or date.max)


def _deadline(task: Task, year: int) -> date | None:
    """The day by which a task is due: Hạn or else the last day of its Quý."""
    if task.due or task.quarter is None:
        return task.due
    return last_day(year, _LAST_QUARTER[task.quarter])


_LAST_QUARTER = {
    Period.Q1: 1,
    Period.Q2: 2,
    Period.Q3: 3,
    Period.Q4: 4,
    Period.Q3_Q4: 4,
    Period.YEAR: 4,
}


def _task_counts(register: Register, start: date, end: date) -> TaskCounts:
    counts: Counter[str] = Counter()
    for task in register.tasks:
        deadline = _deadline(task, register.year)
        if deadline is None or not start <= deadline <= end:
            continue
        counts["due"] += 1
        if task.done:
            counts["done"] += 1
            counts["done_late"] += task.done > deadline
        else:
            counts["late"] += deadline < register.today
    return TaskCounts(counts["due"], counts["done"], counts["done_late"], counts["late"])


def _figures(register: Register, tallies: Tallies, slots: Slots, start: date, end: date) -> Figures:
    total = tallies.total(slots)
    awarded = total[Stage.AWARDED]
    return Figures(
        start=start,
        end=end,
        units={name: tallies.line(slots, [name]) for name in tallies.units},
        other=tallies.line(slots, [OTHER]),
        total=total,
        direct_workers=DirectWorkers(
            awarded.direct_workers,
            awarded.objects[ObjectKind.INDIVIDUAL],
            register.settings.direct_worker_share,
        ),
        movements=Counter(
            (each.level, each.mode) for each in register.movements if _runs_within(each, start, end)
        ),
        tasks=_task_counts(register, start, end),
        bonus=sum(
            award.bonus or 0
            for award in register.awarded
            if award.decided and start <= award.decided <= end
        ),
    )


def _quarter_summary(register: Register, tallies: Tallies, quarter: int) -> SheetSummary:
    year, sheet = register.year, QUARTER_SHEETS[quarter - 1]
    in_quarter, so_far = slots_of(sheet)
    start, end = first_day(year, quarter), last_day(year, quarter)
    return SheetSummary(
        sheet=sheet,
        quarter=quarter,
        period=_figures(register, tallies, in_quarter, start, end),
        cumulative=_figures(register, tallies, so_far, date(year, 1, 1), end),
        outside_year=tallies.total(_by_date(_Slot.OUTSIDE_YEAR)),
        undated=tallies.total(_by_date(_Slot.UNDATED)),
        decided_outside=tallies.total(_by_date()),
    )


def _year_summary(register: Register, tallies: Tallies) -> SheetSummary:
    year = register.year
    figures = _figures(register, tallies, _OF_YEAR, date(year, 1, 1), date(year, 12, 31))
    return SheetSummary(
        sheet=YEAR_SHEET,
        quarter=None,
        period=figures,
        cumulative=figures,
        outside_year=tallies.total(_OUTSIDE_YEAR),
        undated=tallies.total(_WITHOUT_YEAR),
        decided_outside=tallies.total(_DECIDED_OUTSIDE),
    )


def summarize(register: Register) -> YearSummary:
    """The figures of the register's year as of `register.today`."""
    tallies = Tallies(register)
    quarters = (_quarter_summary(register, tallies, quarter) for quarter in (1, 2, 3, 4))
    return YearSummary(register.year, (*quarters, _year_summary(register, tallies)))


def awarded_before(register: Register) -> Tally:
    """The awards of the year before the register's, as tblLichSu has them; objects not known."""
    tally = Tally()
    for past in register.history:
        if past.year == register.year - 1 and (past.title or past.form):
            tally.rows += 1
            if past.title:
                tally.titles[past.title] += 1
            if past.form:
                tally.forms[past.form] += 1
    return tally


def _tally_as_json(tally: Tally) -> dict[str, Any]:
    return {
        "rows": tally.rows,
        "object": _counts_as_json(tally.objects, ObjectKind),
        "title": _counts_as_json(tally.titles, Title),
        "form": _counts_as_json(tally.forms, Form),
    }


def _counts_as_json(counts: Counter[E], labels: type[E]) -> dict[str, int]:
    """What occurs at all, in the order of the list; most lines hold next to nothing."""
    return {each.value: counts[each] for each in labels if counts[each]} if counts else {}


def line_as_json(line: Line) -> dict[str, Any]:
    """A line by the keys of its stages."""
    return {stage.value: _tally_as_json(line[stage]) for stage in Stage}


def _movements_as_json(counts: MovementCounts) -> dict[str, dict[str, int]]:
    levels: dict[str, dict[str, int]] = {}
    for (level, mode), count in counts.items():
        levels.setdefault(str(level or OTHER), {})[str(mode or OTHER)] = count
    return levels


def _figures_as_json(figures: Figures) -> dict[str, Any]:
    workers = figures.direct_workers
    share = workers.share
    units = {name: line_as_json(line) for name, line in figures.units.items()}
    return {
        "from": figures.start.isoformat(),
        "to": figures.end.isoformat(),
        "units": units | {OTHER: line_as_json(figures.other)},
        "total": line_as_json(figures.total),
        "direct_workers": {
            "numerator": workers.numerator,
            "denominator": workers.denominator,
            "share": None if share is None else round(share, 4),
            "met": workers.met,
        },
        "movements": _movements_as_json(figures.movements),
        "tasks": asdict(figures.tasks),
        "bonus": figures.bonus,
    }


def _sheet_as_json(sheet: SheetSummary) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "quarter": sheet.quarter,
        "period": _figures_as_json(sheet.period),
        "cumulative": _figures_as_json(sheet.cumulative),
        "outside_year": line_as_json(sheet.outside_year),
        "undated": line_as_json(sheet.undated),
        "decided_outside": line_as_json(sheet.decided_outside),
    }


def as_json(summary: YearSummary, which: str = "all") -> dict[str, Any]:
    """What `summarize --format json` prints of the sheets meant by "1" … "4", "year" or "all".

    Keys are the units' names and the labels of the lists; counts of 0 within `object`, `title`
    and `form` are left out. Money is in đồng, `share` between 0 and 1.
    """
    return {
        "year": summary.year,
        "sheets": [_sheet_as_json(each) for each in summary.chosen(which)],
    }
