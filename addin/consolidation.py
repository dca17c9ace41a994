"""Many registers added up: totals by commune and unit, who is missing, what contradicts itself.

Everything is asked of a ledger, whether it was kept over the year or made just now from a folder.
Of each commune the newest workbook that was accepted counts, by the same counting as its own
summary sheets; what was returned or refused is listed, never added.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import func, select

from addin.communes import COUNTED, Communes
from addin.examining import RowFact, Standing
from addin.expected import ExpectedUnits
from addin.ledger import FACTS, MAILS, MOVEMENTS, ROWS, WORKBOOKS, Entry, Ledger
from addin.mail.message import addresses
from addin.summary import OTHER, YEAR_SHEET, Counts, Line, Stage, Tally, line_as_json, slots_of
from validators.catalogue import Level, ObjectKind, Outcome
from validators.records import Nomination
from validators.text import match_key

T = TypeVar("T")

OTHER_UNITS = "Khác"
_MOST_VARIABLES = 30_000
"""Values that SQLite takes in one question."""
_AT_ONCE = 100
"""Workbooks whose rows are in memory at a time."""


@dataclass(frozen=True)
class UnitFigures:
    """One commune: its workbook that counts, its lines, and that of a year ago where known."""

    entry: Entry
    period: Line
    cumulative: Line
    year_ago: Line | None
    by_unit: tuple[tuple[str, tuple[int, ...]], ...]
    """Rows by stage since the year began of the commune's own units; "Khác" for unknown ones."""


@dataclass(frozen=True)
class SendingStatus:
    """Whether an expected commune has sent a period, and when."""

    code: str
    name: str
    period: str
    deadline: date | None
    received: date | None
    standing: Standing | None

    @property
    def days_late(self) -> int | None:
        """Days after the deadline; None while nothing counts or nothing was due."""
        if self.deadline is None or self.received is None:
            return None
        return max(0, (self.received - self.deadline).days)

    def in_words(self, today: date) -> str:
        """What is to be said of it on a day."""
        if self.received is None:
            if self.standing in (Standing.RETURNED, Standing.REFUSED):
                return "Bị trả lại, chưa gửi lại"
            if self.deadline and today > self.deadline:
                return f"Chưa gửi, quá hạn {(today - self.deadline).days} ngày"
            return "Chưa gửi"
        return f"Gửi chậm {self.days_late} ngày" if self.days_late else "Đã gửi"


@dataclass(frozen=True)
class Double:
    """One person in workbooks of several communes."""

    name: str
    birth: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """Two workbooks of a commune that cannot both be right."""

    unit: str
    what: str


@dataclass
class Consolidation:
    """All that the consolidated register shows for a period of a year."""

    year: int
    period: str
    made: datetime
    units: list[UnitFigures] = field(default_factory=list)
    statuses: list[SendingStatus] = field(default_factory=list)
    not_counted: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    doubles: list[Double] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    rule_counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Findings of the counted workbooks by rule and severity."""
    rule_units: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Communes in which a rule found something, likewise."""
    kept: Path | None = None
    """The copy of what stood in the file that was written."""

    @cached_property
    def total(self) -> tuple[Line, Line, Line]:
        """Period, since the year began, and a year ago, of all communes together."""
        return (
            sum_of(each.period for each in self.units),
            sum_of(each.cumulative for each in self.units),
            sum_of(each.year_ago for each in self.units if each.year_ago),
        )

    @property
    def compared(self) -> str:
        """Of how many communes last year is known, in words; "" where it is of all."""
        before, known = self.year - 1, sum(each.year_ago is not None for each in self.units)
        if known == len(self.units):
            return ""
        if not known:
            return f"Chưa có sổ năm {before} nào để so sánh."
        return f"Cột cùng kỳ năm trước chỉ gồm {known}/{len(self.units)} đơn vị có sổ năm {before}."

    def lines(self) -> Iterator[str]:
        """What was added up, in words."""
        in_period, so_far, _ = self.total
        if self.period == YEAR_SHEET:
            spans = {f"{YEAR_SHEET} {self.year}": so_far}
        else:
            spans = {f"{self.period} năm {self.year}": in_period, "Từ đầu năm": so_far}
        for words, line in spans.items():
            counts = ", ".join(f"{name} {line[stage].rows}" for stage, name in _STAGES.items())
            yield f"{words}, {len(self.units)} đơn vị: {counts}."
        missing = sum(each.received is None for each in self.statuses)
        if self.statuses:
            yield f"Chưa gửi: {missing}/{len(self.statuses)} đơn vị."
        if self.not_counted or self.problems:
            yield f"Chưa tính: {len(self.not_counted) + len(self.problems)} tệp (trang Chưa tính)."
        for count, words in (
            (len(self.doubles), "người có ở nhiều xã (trang Trùng người)"),
            (len(self.conflicts), "mâu thuẫn giữa các phiên bản (trang Phiên bản)"),
        ):
            if count:
                yield f"{count} {words}."
        if self.kept:
            yield f"Bản tổng hợp trước được giữ ở: {self.kept}"

    def as_json(self) -> dict[str, Any]:
        """The shape of `consolidate --format json`."""
        in_period, so_far, year_ago = self.total
        return {
            "year": self.year,
            "period": self.period,
            "units": [
                {
                    "code": each.entry.unit_code,
                    "name": each.entry.unit_name,
                    "sequence": each.entry.sequence,
                    "file": each.entry.file_name,
                    "period": line_as_json(each.period),
                    "cumulative": line_as_json(each.cumulative),
                    "year_ago": line_as_json(each.year_ago) if each.year_ago else None,
                }
                for each in self.units
            ],
            "total": {
                "period": line_as_json(in_period),
                "cumulative": line_as_json(so_far),
                "year_ago": line_as_json(year_ago),
            },
            "not_sent": [each.name for each in self.statuses if each.received is None],
            "late": {each.name: each.days_late for each in self.statuses if each.days_late},
            "not_counted": [
                {"file": each.file_name, "standing": each.standing, "reasons": list(each.reasons)}
                for each in self.not_counted
            ],
            "problems": self.problems,
            "doubles": [
                {"name": each.name, "birth": each.birth, "places": list(each.places)}
                for each in self.doubles
            ],
            "conflicts": [{"unit": each.unit, "what": each.what} for each in self.conflicts],
        }


def sum_of(lines: Iterable[Line]) -> Line:
    """Several lines added up."""
    total = {stage: Tally() for stage in Stage}
    for line in lines:
        for stage in Stage:
            total[stage].add(line[stage])
    return total


def newest_year(ledger: Ledger, today: date) -> int | None:
    """The newest year of which a workbook counts; one that has not begun only if there is no other.

    A single year typed wrongly must not hide all the others.
    """
    with ledger.reading() as connection:
        of_years = select(WORKBOOKS.c.year).where(WORKBOOKS.c.standing.in_(COUNTED)).distinct()
        years = [int(year) for (year,) in connection.execute(of_years) if year]
    return max((year for year in years if year <= today.year), default=max(years, default=None))


def consolidate(
    ledger: Ledger,
    expected: ExpectedUnits,
    year: int,
    period: str,
    now: datetime,
    problems: Sequence[str] = (),
) -> Consolidation:
    """Add up the workbooks of a year; `period` is a quarter's sheet or "Cả năm"."""
    entries = list(ledger.entries(WORKBOOKS.c.year.in_((year, year - 1))))
    # What could not be read, or is no register, tells no year; it must not be lost from sight.
    of_no_year = ledger.entries(WORKBOOKS.c.year == 0)
    of_year = [each for each in entries if each.year == year]
    communes = Communes(entries, expected)
    counted = that_count(of_year, communes)
    before = that_count((each for each in entries if each.year == year - 1), communes)
    done = Consolidation(year, period, now, problems=list(problems))
    done.units = list(_unit_figures(ledger, counted, before, period))
    done.statuses = list(_statuses(expected, of_year, period))
    done.problems += _mails_in_vain(ledger, expected, done.statuses, year)
    done.not_counted = [
        *(each for each in of_year if _missing(each, counted.get(communes.key(each)))),
        *_of_other_years(ledger, of_year, {*counted}, communes, year),
        *of_no_year,
    ]
    ids = [each.id for each in counted.values()]
    done.doubles = list(_doubles(ledger, {each.id: each for each in counted.values()}))
    done.conflicts = [
        *_conflicts(ledger, of_year, counted, communes),
        *_no_longer_listed(counted.values(), expected),
    ]
    done.rule_counts, done.rule_units = _rule_counts(ledger, ids)
    return done


def _order(entry: Entry) -> tuple[str, str]:
    return entry.unit_code, match_key(entry.unit_name)


def that_count(entries: Iterable[Entry], communes: Communes) -> dict[str, Entry]:
    """Of each commune the newest accepted workbook: by the number of its sending, then its time."""
    newest: dict[str, Entry] = {}
    for each in entries:
        if each.standing in COUNTED:
            key = communes.key(each)
            other = newest.get(key)
            if other is None or _age(each) > _age(other):
                newest[key] = each
    return newest


def _age(entry: Entry) -> tuple[int, str, str, int]:
    # The files of a folder become known in any order, so their names tell before their ids.
    return entry.sequence, _moment(entry), entry.file_name, entry.id


def _missing(entry: Entry, newest: Entry | None) -> bool:
    """Whether a workbook was not accepted, and none that was has followed it.

    Its number alone does not tell: a PC that knows of no earlier sending begins at 1 again.
    """
    if entry.standing in COUNTED:
        return False
    if newest is None or newest.sequence < entry.sequence:
        return True
    return _moment(newest) <= _moment(entry)


def _of_other_years(
    ledger: Ledger,
    of_year: Sequence[Entry],
    counted: Collection[str],
    communes: Communes,
    year: int,
) -> Iterator[Entry]:
    """Workbooks that came among those of a year from communes that have none, and tell another.

    What came before them are the archives of earlier years; in the first months of a year, the
    last reports on the one before.
    """
    begun = min((each.received for each in of_year), default="")
    others = ledger.entries(WORKBOOKS.c.year.not_in((0, year)), WORKBOOKS.c.received >= begun)
    for each in others:
        last_report = each.year == year - 1 and each.received < f"{year}-04"
        if communes.key(each) not in counted and not last_report:
            said = (
                f"Sổ ghi năm {each.year}, không phải {year}: hãy hỏi đơn vị có ghi nhầm năm không."
            )
            yield replace(each, reasons=(said, *each.reasons))


def _batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _counts_of(ledger: Ledger, ids: Iterable[int]) -> Iterator[tuple[int, Counts]]:
    """The counts of workbooks, in no order, one after the other: a country's fill the memory."""
    with ledger.reading() as connection:
        for piece in _batched(ids, _MOST_VARIABLES):
            query = select(WORKBOOKS.c.id, WORKBOOKS.c.tallies).where(WORKBOOKS.c.id.in_(piece))
            for workbook_id, plain in connection.execute(query):
                yield workbook_id, Counts(plain)


def _unit_figures(
    ledger: Ledger, counted: Mapping[str, Entry], before: Mapping[str, Entry], period: str
) -> Iterator[UnitFigures]:
    """The figures of the communes, in their order."""
    in_period, so_far = slots_of(period)
    ago_ids = [before[key].id for key in counted if key in before]
    ago = {found: counts.total(in_period) for found, counts in _counts_of(ledger, ago_ids)}
    own = {
        found: (
            in_period_line := counts.total(in_period),
            in_period_line if so_far == in_period else counts.total(so_far),
            tuple(
                (OTHER_UNITS if unit == OTHER else unit, rows)
                for unit, rows in counts.rows_by_unit(so_far)
                if any(rows)
            ),
        )
        for found, counts in _counts_of(ledger, (each.id for each in counted.values()))
    }
    for key, entry in sorted(counted.items(), key=lambda item: _order(item[1])):
        period_line, so_far_line, by_unit = own[entry.id]
        year_ago = ago[before[key].id] if key in before else None
        yield UnitFigures(entry, period_line, so_far_line, year_ago, by_unit)


# Who has sent


def _statuses(
    expected: ExpectedUnits, entries: Sequence[Entry], period: str
) -> Iterator[SendingStatus]:
    """One for each expected commune: the accepted sending of the period that came first, if any."""
    by_unit: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for each in entries:
        unit = expected.find(each.unit_code, each.unit_name)
        if unit and each.period == period:
            by_unit[unit.code, unit.name].append(each)
    for unit in expected.units:
        # Files of a folder are known in any order.
        sent = sorted(by_unit[unit.code, unit.name], key=lambda each: each.received)
        first = next((each for each in sent if each.standing in COUNTED), None)
        yield SendingStatus(
            unit.code,
            unit.name,
            period,
            unit.deadlines.get(period),
            date.fromisoformat(first.received[:10]) if first else None,
            first.standing if first else sent[-1].standing if sent else None,
        )


def _mails_in_vain(
    ledger: Ledger, expected: ExpectedUnits, statuses: Iterable[SendingStatus], year: int
) -> Iterator[str]:
    """Mails that held no workbook, or more than was read, from units that are missing."""
    missing = {
        address.addr_spec.casefold(): unit.name
        for unit, status in zip(expected.units, statuses, strict=True)
        if status.received is None
        for address in addresses(unit.email)
    }
    with ledger.reading() as connection:
        query = select(MAILS.c.received, MAILS.c.sender, MAILS.c.note).where(MAILS.c.note != "")
        for row in connection.execute(query.order_by(MAILS.c.id)):
            name = missing.get(row.sender.casefold())
            if name and row.received >= f"{year}-":
                yield f"{name}, thư ngày {row.received}: {row.note}"


# What contradicts itself


def _doubles(ledger: Ledger, entries: Mapping[int, Entry]) -> Iterator[Double]:
    """Individuals of one name and one whole date of birth in workbooks of several communes.

    A year of birth alone is no evidence among thousands of communes.
    """
    person = (ROWS.c.name_key, ROWS.c.birth)
    # Only workbooks that count: in a ledger of years most people stand in several of their own.
    individual = (
        ROWS.c.workbook_id.in_(entries)
        & (ROWS.c.object_kind == ObjectKind.INDIVIDUAL.value)
        & ROWS.c.birth.like("%-%-%")
    )
    several = func.count(ROWS.c.workbook_id.distinct()) > 1
    shown = (ROWS.c.workbook_id, ROWS.c.place, ROWS.c.name, *person)
    rows: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    with ledger.reading() as connection:
        twice = select(*person).where(individual).group_by(*person).having(several)
        found = {(key, birth) for key, birth in connection.execute(twice)}
        for names in _batched({key for key, _ in found}, _MOST_VARIABLES // 2):
            query = select(*shown).where(individual, ROWS.c.name_key.in_(names))
            for row in connection.execute(query.order_by(ROWS.c.workbook_id, ROWS.c.number)):
                rows[row.name_key, row.birth].append(row)
    for person_key in sorted(found):
        places = rows[person_key]
        yield Double(
            places[0].name,
            f"{date.fromisoformat(person_key[1]):%d/%m/%Y}",
            tuple(f"{_named(entries[row.workbook_id])}: {row.place}" for row in places),
        )


def _named(entry: Entry) -> str:
    return f"{entry.unit_code} {entry.unit_name}".strip() or entry.file_name


def _conflicts(
    ledger: Ledger, entries: Sequence[Entry], counted: Mapping[str, Entry], communes: Communes
) -> Iterator[Conflict]:
    by_unit: defaultdict[str, list[Entry]] = defaultdict(list)
    for each in entries:
        if each.standing in COUNTED:
            by_unit[communes.key(each)].append(each)
    several = {key: sent for key, sent in by_unit.items() if len(sent) > 1}
    counts = dict(_counts_of(ledger, (each.id for sent in several.values() for each in sent)))
    for key, sent in several.items():
        yield from _taken_by_name(sent, communes)
        yield from _same_number(sent)
        yield from _of_one_age(sent, counted[key])
        yield from _left_behind(sent, counted[key])
        yield from _changed_since(sent, counted[key], counts)


def _taken_by_name(sent: Sequence[Entry], communes: Communes) -> Iterator[Conflict]:
    """Workbooks without a code among those of a commune that has one."""
    coded = next((each for each in sent if each.unit_code), None)
    for each in sent:
        if coded and communes.by_name_alone(each):
            yield Conflict(
                _named(each),
                f"{each.file_name} không ghi mã đơn vị, được coi là của {_named(coded)} vì cùng "
                "tên: nếu là hai đơn vị, hãy đề nghị ghi mã rồi gửi lại.",
            )


def _same_number(sent: Sequence[Entry]) -> Iterator[Conflict]:
    ordered = sorted(sent, key=lambda each: each.sequence)
    for sequence, group in groupby(ordered, key=lambda each: each.sequence):
        found = list(group)
        if sequence and len({each.found_fingerprint for each in found}) > 1:
            files = ", ".join(f"{each.file_name} ({each.received})" for each in found)
            yield Conflict(_named(found[0]), f"Lần gửi {sequence} có nội dung khác nhau: {files}.")


def _of_one_age(sent: Sequence[Entry], newest: Entry) -> Iterator[Conflict]:
    """Workbooks sent by hand that came together: nothing tells which of them is newer."""
    if newest.sequence:
        return
    for each in sent:
        if each.id != newest.id and _moment(each) == _moment(newest):
            yield Conflict(
                _named(each),
                f"{each.file_name} và {newest.file_name} đều không rõ lần gửi nên không rõ bản nào "
                f"mới hơn; đang tính {newest.file_name}: hãy bỏ bản cũ khỏi thư mục rồi tổng hợp "
                "lại.",
            )


def _left_behind(sent: Sequence[Entry], newest: Entry) -> Iterator[Conflict]:
    """Workbooks that came after the one that counts, but bear no higher number.

    The clerk sent by hand, or from a PC that knew nothing of the earlier sendings.
    """
    for each in sent:
        later = _moment(each) > _moment(newest) and each.id != newest.id
        if later and (not each.sequence or each.found_fingerprint != newest.found_fingerprint):
            numbered = f"lần gửi {each.sequence}" if each.sequence else "không rõ lần gửi"
            yield Conflict(
                _named(each),
                f"{each.file_name} ({numbered}, {_moment(each)}) có sau nhưng không được tính, vì "
                f"số gửi không cao hơn lần gửi {newest.sequence} đang tính: nếu đó là bản đúng, "
                "hãy đề nghị đơn vị gửi lại bằng nút Gửi cấp trên.",
            )


def _moment(entry: Entry) -> str:
    return entry.manifest.time if entry.manifest else entry.received


def _changed_since(
    sent: Sequence[Entry], newest: Entry, counts: Mapping[int, Counts]
) -> Iterator[Conflict]:
    """Figures of a period that a later workbook has otherwise than the one that reported it."""
    for each in sent:
        if each.id == newest.id or not each.period:
            continue
        slots, _ = slots_of(each.period)
        then, now = counts[each.id].total(slots), counts[newest.id].total(slots)
        changes = [
            f"{words} {then[stage].rows} → {now[stage].rows}"
            for stage, words in _STAGES.items()
            if then[stage].rows != now[stage].rows
        ]
        if changes:
            yield Conflict(
                _named(each),
                f"{each.period} đã báo ở lần {each.sequence} nay khác ở lần {newest.sequence}: "
                f"{'; '.join(changes)}.",
            )


_STAGES = {Stage.REGISTERED: "đăng ký", Stage.NOMINATED: "đề nghị", Stage.AWARDED: "được tặng"}


def _no_longer_listed(entries: Iterable[Entry], expected: ExpectedUnits) -> Iterator[Conflict]:
    """Workbooks that count though the list of units, as it is by now, does not know their unit."""
    for each in entries:
        if expected.contradiction(each.unit_code, each.unit_name):
            yield Conflict(
                _named(each),
                f"{each.file_name} đang được tính nhưng đơn vị không còn trong danh sách phải gửi: "
                "nếu đã sáp nhập, hãy xem sổ của đơn vị mới có gồm cả các dòng này không, để không "
                "tính hai lần.",
            )


def _rule_counts(
    ledger: Ledger, ids: Sequence[int]
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    findings: Counter[tuple[str, str]] = Counter()
    units: Counter[tuple[str, str]] = Counter()
    with ledger.reading() as connection:
        for piece in _batched(ids, _MOST_VARIABLES):
            query = select(WORKBOOKS.c.findings).where(WORKBOOKS.c.id.in_(piece))
            for (found,) in connection.execute(query):
                own = Counter((each["code"], each["severity"]) for each in found)
                findings.update(own)
                units.update(own.keys())
    return findings, units


# Rows and movements, for statistics and lists


def nominations_of(
    ledger: Ledger, entries: Iterable[Entry], levels: Collection[Level] = frozenset(Level)
) -> Iterator[tuple[Entry, RowFact]]:
    """The rows of Đề nghị of some workbooks, in the order of communes and sheets.

    Only those that one of the `levels` decides, where not all are given.
    """
    with ledger.reading() as connection:
        for piece in _batched(entries, _AT_ONCE):
            query = (
                select(ROWS.c.workbook_id, *FACTS)
                .where(ROWS.c.workbook_id.in_([each.id for each in piece]))
                .where(ROWS.c.table == Nomination.table)
                .order_by(ROWS.c.workbook_id, ROWS.c.number)
            )
            if len(levels) < len(Level):
                query = query.where(ROWS.c.level.in_([each.value for each in levels]))
            found: defaultdict[int, list[RowFact]] = defaultdict(list)
            for workbook_id, *fact in connection.execute(query):
                found[workbook_id].append(RowFact._make(fact))
            for entry in piece:
                yield from ((entry, fact) for fact in found[entry.id])


def movements_of(ledger: Ledger, entries: Iterable[Entry]) -> Iterator[tuple[str, Any]]:
    """The movements of the workbooks that count, each with its commune."""
    by_id = {each.id: each for each in entries}
    with ledger.reading() as connection:
        for piece in _batched(by_id, _MOST_VARIABLES):
            query = select(MOVEMENTS).where(MOVEMENTS.c.workbook_id.in_(piece))
            order = MOVEMENTS.c.workbook_id, MOVEMENTS.c.number
            for row in connection.execute(query.order_by(*order)):
                yield by_id[row.workbook_id].file_hash, row


ABOVE = frozenset(Level) - {Level.COMMUNE, Level.DISTRICT}
"""Levels whose awards the statistics count and to which the import list goes."""


def goes_up(row: RowFact) -> bool:
    """Whether a nomination belongs on the province's import list: not yet decided, and not here."""
    return row.level in ABOVE and row.outcome in (Outcome.UNDER_REVIEW, Outcome.SUBMITTED)
