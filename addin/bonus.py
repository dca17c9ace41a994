"""The bonus money of the year: what is typed, what can be filled, what each fund pays.

A sum that somebody typed is never replaced, whatever the law says of it; the totals take it as it
is. A row whose money cannot be told is listed with the reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from addin.refusal import Refusal
from validators.blocks import Raw
from validators.catalogue import Level
from validators.columns import ROW_ID
from validators.money import Bonus, Unknown, bonus, dong, grouped, higher_title
from validators.notation import roman
from validators.records import Nomination
from validators.register import Register
from validators.text import match_key

OTHER_UNIT, NO_LEVEL, NO_DAY = "Khác", "Chưa ghi cấp", "Chưa ghi ngày"


class State(StrEnum):
    """What is to be done with the cell Tiền thưởng of an award; the value is its word in JSON."""

    FILL = "fill"
    AGREES = "agrees"
    DIFFERS = "differs"
    TYPED = "typed"
    UNKNOWN = "unknown"

    @property
    def heading(self) -> str:
        """What staff read above the rows of this state."""
        return _HEADINGS[self]


_HEADINGS = {
    State.FILL: "Điền vào ô trống",
    State.AGREES: "Đã ghi, đúng mức",
    State.DIFFERS: "Đã ghi khác mức của luật, giữ nguyên số đã ghi",
    State.TYPED: "Đã ghi, chương trình không so được",
    State.UNKNOWN: "Chưa tính được, để trống",
}


@dataclass(frozen=True)
class Line:
    """An award and its money; `cell` is where it stands ("Đề nghị!AN5"), `unit` its unit."""

    row: Nomination
    cell: str
    unit: str
    state: State
    found: Bonus | Unknown

    @property
    def amount(self) -> float | None:
        """What the cell holds once the empty ones are filled, in đồng."""
        if self.state is State.FILL and isinstance(self.found, Bonus):
            return self.found.amount
        return self.row.bonus

    @property
    def awards(self) -> str:
        """The title and the form that were given."""
        return ", ".join(each for each in (self.row.title, self.row.form) if each)

    @property
    def fund(self) -> str:
        """The level that decided and pays."""
        return str(self.row.level or NO_LEVEL)

    @property
    def quarter(self) -> str:
        """The quarter of the decision: "Quý IV/2020"."""
        day = self.row.decided
        return f"Quý {roman((day.month + 2) // 3)}/{day.year}" if day else NO_DAY

    @property
    def explanation(self) -> str:
        """How the money was reckoned, or why it was not."""
        return self.found.reason if isinstance(self.found, Unknown) else self.found.in_words


@dataclass(frozen=True)
class Sum:
    """Rows with money, and their money in đồng."""

    rows: int
    amount: float


@dataclass(frozen=True)
class BonusList:
    """The awards of a register with their money, in the order of the sheet."""

    year: int
    lines: tuple[Line, ...]
    units: tuple[str, ...]

    def of(self, state: State) -> list[Line]:
        """The lines of a state."""
        return [each for each in self.lines if each.state is state]

    @property
    def total(self) -> Sum:
        """All money, empty cells filled."""
        return _sum(self.lines)

    @cached_property
    def by_unit(self) -> dict[str, Sum]:
        """Money by unit, in the order of tblDonVi."""
        return self._sums(lambda line: line.unit, dict.fromkeys((*self.units, OTHER_UNIT)))

    @cached_property
    def by_quarter(self) -> dict[str, Sum]:
        """Money by the quarter of the decision, in the order of time."""
        dated = (each for each in self.lines if each.row.decided)
        in_order = sorted(dated, key=lambda line: str(line.row.decided))
        quarters = dict.fromkeys(each.quarter for each in in_order)
        return self._sums(lambda line: line.quarter, (*quarters, NO_DAY))

    @cached_property
    def by_fund(self) -> dict[str, Sum]:
        """Money by the level that decided and pays (provision M17), from the lowest."""
        return self._sums(lambda line: line.fund, (*map(str, Level), NO_LEVEL))

    def _sums(self, key: Callable[[Line], str], order: Iterable[str]) -> dict[str, Sum]:
        sums = ((name, _sum(each for each in self.lines if key(each) == name)) for name in order)
        return {name: each for name, each in sums if each.rows}

    def as_json(self) -> dict[str, Any]:
        """What `bonus --format json` prints; money in đồng."""
        totals = {"unit": self.by_unit, "quarter": self.by_quarter, "fund": self.by_fund}
        return {
            "year": self.year,
            "lines": [_line_as_json(each) for each in self.lines],
            "total": asdict(self.total),
            **{
                name: {key: asdict(each) for key, each in sums.items()}
                for name, sums in totals.items()
            },
        }


def _sum(lines: Iterable[Line]) -> Sum:
    amounts = [each.amount for each in lines if each.amount is not None]
    return Sum(len(amounts), sum(amounts))


def _line_as_json(line: Line) -> dict[str, Any]:
    row, known = line.row, isinstance(line.found, Bonus)
    return {
        "cell": line.cell,
        "name": row.name,
        "unit": line.unit,
        "title": row.title,
        "form": row.form,
        "level": row.level,
        "decided": row.decided and row.decided.isoformat(),
        "state": line.state,
        "typed": row.bonus,
        "lawful": line.found.amount if isinstance(line.found, Bonus) else None,
        "exact": line.found.exact if isinstance(line.found, Bonus) else None,
        "how" if known else "reason": line.explanation,
    }


def list_bonuses(register: Register) -> BonusList:
    """The awards of a register and their money."""
    units = tuple(dict.fromkeys(_unit_name(each.name, register) for each in register.units))
    ids = Counter(row.key for row in register.nominations)
    lines = tuple(_line(row, register, ids) for row in register.awarded)
    return BonusList(register.year, lines, units)


def _line(row: Nomination, register: Register, ids: Mapping[str, int]) -> Line:
    table = register.tables[Nomination.table]
    found = bonus(row, register)
    if higher := higher_title(row, register):
        rest = found.of_form if isinstance(found, Bonus) else 0
        found = Unknown(
            f"cùng năm còn có “{higher.title}”, chỉ nhận mức cao nhất thì ghi {grouped(rest)}"
        )
    if ids[row.key] > 1:
        found = Unknown(f"Mã dòng {row.key} có ở nhiều dòng, sửa theo CT010 trước")
    return Line(
        row,
        f"{table.block.sheet}!{table.address(row, 'bonus')}",
        _unit_name(row.unit, register),
        _state(row, found, table.is_empty(row, "bonus")),
        found,
    )


def _unit_name(typed: str | None, register: Register) -> str:
    unit = register.units_by_key.get(match_key(typed or ""))
    return (unit and unit.name) or OTHER_UNIT


def _state(row: Nomination, found: Bonus | Unknown, empty: bool) -> State:
    if isinstance(found, Unknown):
        return State.UNKNOWN if empty else State.TYPED
    if empty:
        return State.FILL
    if row.bonus is None:
        return State.TYPED
    return State.AGREES if row.bonus == found.amount else State.DIFFERS


def rows_to_fill(bonuses: BonusList, register: Register) -> list[dict[str, Raw]]:
    """What `Book.fill` is to write into tblDeNghi. Refusal if the sheet lacks the column."""
    lines = bonuses.of(State.FILL)
    if not lines:
        return []
    table = register.tables[Nomination.table]
    column = Nomination.column_of("bonus").heading
    if "bonus" not in table.places:
        raise Refusal(
            f"Trang “{Nomination.sheet}” thiếu cột “{column}”: hãy thêm cột ấy rồi làm lại."
        )
    ids = table.heading("row_id") or ROW_ID.heading
    heading = table.heading("bonus")
    return [
        {ids: each.row.key, heading: int(each.amount)} for each in lines if each.amount is not None
    ]


def in_words(bonuses: BonusList) -> Iterator[str]:
    """The list as staff read it, a line each: what is filled, what is not, totals."""
    yield f"Tiền thưởng của sổ năm {bonuses.year}: {outcome_in_words(bonuses)}"
    for state in (State.FILL, State.DIFFERS):
        yield from _under(state.heading, (_in_words(each) for each in bonuses.of(state)))
    for state in (State.TYPED, State.UNKNOWN):
        yield from _under(state.heading, _by_reason(bonuses.of(state)))
    sums = {
        "Theo đơn vị": bonuses.by_unit,
        "Theo quý của quyết định": bonuses.by_quarter,
        "Theo nguồn chi (cấp quyết định)": bonuses.by_fund,
    }
    for heading, parts in sums.items():
        yield from ("", f"{heading}:")
        yield from (
            f"  {key}: {each.rows} dòng, {dong(each.amount)}" for key, each in parts.items()
        )
    yield from ("", f"Cộng: {bonuses.total.rows} dòng, {dong(bonuses.total.amount)}")


def _under(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading with its lines; nothing where there are none."""
    lines = [f"  {each}" for each in lines]
    if lines:
        yield from ("", f"{heading}:", *lines)


def _in_words(line: Line) -> str:
    typed = f"ghi {dong(line.row.bonus)}; " if line.row.bonus is not None else ""
    return f"{line.cell} · {line.row.name} · {line.awards}: {typed}{line.explanation}"


def _by_reason(lines: Iterable[Line]) -> Iterator[str]:
    """A line for each reason, with all its cells: a hundred families share one."""
    cells: defaultdict[str, list[str]] = defaultdict(list)
    for each in lines:
        cells[each.explanation].append(each.cell)
    return (f"{', '.join(found)}: {reason}" for reason, found in cells.items())


def outcome_in_words(bonuses: BonusList) -> str:
    """One sentence without names: "điền 30 dòng (15.660.000 đ), giữ nguyên 2 dòng đã ghi."."""
    filled, unknown = bonuses.of(State.FILL), len(bonuses.of(State.UNKNOWN))
    kept = len(bonuses.lines) - len(filled) - unknown
    money = dong(_sum(filled).amount)
    words = [f"điền {len(filled)} dòng ({money})" if filled else "không có ô nào cần điền"]
    if kept:
        words.append(f"giữ nguyên {kept} dòng đã ghi")
    if unknown:
        words.append(f"{unknown} dòng chưa tính được")
    return ", ".join(words) + "."
