"""One year's records together, with the look-ups that rules, summaries and papers share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

from validators.blocks import Block
from validators.catalogue import CLOSED, Form, Outcome, Title
from validators.cells import BadCell, read_cell
from validators.columns import ProgramRecord, Record
from validators.history import Careers
from validators.people import Roll, identity, told
from validators.records import (
    ENTRY_TABLES,
    Assignment,
    CertificateBox,
    Collective,
    CouncilMember,
    Criterion,
    CulturalFamilies,
    Meeting,
    Movement,
    Nomination,
    Paper,
    PaperText,
    PastAward,
    PlanRow,
    Recipient,
    Registration,
    SettingRow,
    Task,
    Unit,
)
from validators.regimes import Provision, Regime, regime_on
from validators.settings import Settings
from validators.tables import Table, UnreadableCell, read_table
from validators.text import match_key, same_tones

R = TypeVar("R", bound=Record)
N = TypeVar("N", Registration, Nomination, PastAward)


@dataclass(frozen=True, slots=True)
class ForeignPart:
    """Something in the file that is not plain cells: `kind` in Vietnamese, `name` of the part."""

    kind: str
    name: str


@dataclass
class Register:
    """A register as read on `today`; every table present, missing ones empty.

    `tables` holds each entry table as read (columns, odd cells, headings); a table that the
    workbook lacks is absent from it. `lost` are the program's own tables that it lacks.
    `summaries` says for each summary sheet that was filled which digest of the data it was filled
    from.
    """

    tables: dict[str, Table[Any]]
    today: date
    foreign_parts: tuple[ForeignPart, ...] = ()
    lost: Sequence[type[ProgramRecord]] = ()
    summaries: Mapping[str, str] = field(default_factory=dict)

    def records(self, model: type[R]) -> list[R]:
        """The records of a table, in the order of the sheet."""
        table = self.tables.get(model.table)
        return cast("list[R]", table.records) if table else []

    @property
    def units(self) -> list[Unit]:
        """tblDonVi."""
        return self.records(Unit)

    @property
    def movements(self) -> list[Movement]:
        """tblPhongTrao."""
        return self.records(Movement)

    @property
    def registrations(self) -> list[Registration]:
        """tblDangKy."""
        return self.records(Registration)

    @property
    def nominations(self) -> list[Nomination]:
        """tblDeNghi."""
        return self.records(Nomination)

    @property
    def collectives(self) -> list[Collective]:
        """tblTapThe."""
        return self.records(Collective)

    @property
    def cultural_families(self) -> list[CulturalFamilies]:
        """tblGiaDinhVanHoa."""
        return self.records(CulturalFamilies)

    @property
    def history(self) -> list[PastAward]:
        """tblLichSu."""
        return self.records(PastAward)

    @property
    def council(self) -> list[CouncilMember]:
        """tblHoiDong."""
        return self.records(CouncilMember)

    @property
    def meetings(self) -> list[Meeting]:
        """tblCuocHop."""
        return self.records(Meeting)

    @property
    def papers(self) -> list[Paper]:
        """tblVanBan."""
        return self.records(Paper)

    @property
    def plan(self) -> list[PlanRow]:
        """tblKeHoach."""
        return self.records(PlanRow)

    @property
    def paper_texts(self) -> list[PaperText]:
        """tblNoiDung."""
        return self.records(PaperText)

    @property
    def certificate_boxes(self) -> list[CertificateBox]:
        """tblGiayKhen."""
        return self.records(CertificateBox)

    @property
    def tasks(self) -> list[Task]:
        """tblTienDo."""
        return self.records(Task)

    @property
    def assignments(self) -> list[Assignment]:
        """tblPhanCong."""
        return self.records(Assignment)

    @property
    def recipients(self) -> list[Recipient]:
        """tblNoiNhan."""
        return self.records(Recipient)

    @property
    def criteria(self) -> list[Criterion]:
        """tblChiTieu."""
        return self.records(Criterion)

    @cached_property
    def setting_rows(self) -> dict[str, SettingRow]:
        """The first row of each known setting, by the field of `Settings`."""
        items = Settings.items()
        rows: dict[str, SettingRow] = {}
        for row in self.records(SettingRow):
            if row.item and (item := items.get(same_tones(row.item))):
                rows.setdefault(item.field, row)
        return rows

    @cached_property
    def _settings(self) -> tuple[Settings, tuple[UnreadableCell, ...]]:
        table = self.tables.get(SettingRow.table)
        values: dict[str, Any] = {}
        unreadable: list[UnreadableCell] = []
        for item in Settings.items().values():
            row = self.setting_rows.get(item.field)
            if row is None or table is None:
                continue
            try:
                values[item.field] = read_cell(table.raw(row, "value"), item)
            except BadCell as bad:
                unreadable.append(UnreadableCell(row, "value", bad.problem, bad.remedy))
        return Settings.model_validate(values), tuple(unreadable)

    @property
    def settings(self) -> Settings:
        """The year's settings; one that is empty or cannot be read is None."""
        return self._settings[0]

    @property
    def unreadable_settings(self) -> tuple[UnreadableCell, ...]:
        """Settings whose value is not of the declared type."""
        return self._settings[1]

    @property
    def year(self) -> int:
        """The register's year; that of `today` while Năm is not (readably) set."""
        return self.settings.year or self.today.year

    @cached_property
    def reference_day(self) -> date:
        """The day whose law holds for what bears no date: today, kept within the year."""
        return min(max(self.today, date(self.year, 1, 1)), date(self.year, 12, 31))

    @property
    def regime(self) -> Regime:
        """The law for what bears no date of its own."""
        return regime_on(self.reference_day)

    def day_of(self, record: Record) -> date:
        """The day that decides which law holds: its dossier or registration came in then."""
        day = None
        if isinstance(record, Nomination):
            day = record.received
        elif isinstance(record, Registration):
            day = record.registered_on
        return day or self.reference_day

    def law_of(self, record: Record) -> Regime:
        """The law that a record falls under."""
        return regime_on(self.day_of(record))

    def provision(self, key: str, record: Record) -> Provision | None:
        """The wording of a provision that a record falls under; None where it is not in force."""
        day = self.day_of(record)
        found = regime_on(day).provision(key)
        return found if found and found.in_force(day) else None

    def law_of_decision(self, row: Nomination) -> Regime:
        """The law that says who decides a nomination: that of its dossier.

        What was signed once there were no districts (provision G01) could be signed only by who
        had taken over, whenever the dossier came in.
        """
        law = self.law_of(row)
        signed = regime_on(row.decided) if row.decided else law
        return signed if signed.provision("G01") and not law.provision("G01") else law

    def under(
        self, provisions: str | Sequence[str], records: Iterable[R]
    ) -> Iterator[tuple[R, Provision]]:
        """The records for which a provision is in force, each with the wording of its regime.

        Of several provisions, the first that is in force: regimes number the same demand anew.
        """
        keys = (provisions,) if isinstance(provisions, str) else provisions
        for record in records:
            day = self.day_of(record)
            law = regime_on(day)
            for key in keys:
                if (found := law.provision(key)) and found.in_force(day):
                    yield record, found
                    break

    @cached_property
    def units_by_key(self) -> dict[str, Unit]:
        """Units by the comparison key of their name (`text.match_key`), as the sheet has them."""
        found: dict[str, Unit] = {}
        for unit in self.units:
            if unit.name:
                found.setdefault(match_key(unit.name), unit)
        return found

    @cached_property
    def live_nominations(self) -> list[Nomination]:
        """Nominations that the law still has a say in: those refused or returned are history."""
        return [row for row in self.nominations if row.outcome not in CLOSED]

    @cached_property
    def _nominations_by_award(self) -> dict[Title | Form, list[Nomination]]:
        found: dict[Title | Form, list[Nomination]] = defaultdict(list)
        for row in self.live_nominations:
            if row.title:
                found[row.title].append(row)
            if row.form:
                found[row.form].append(row)
        return found

    def nominated(self, *awards: Title | Form) -> list[Nomination]:
        """Live nominations for any of the given titles and forms."""
        return [row for award in awards for row in self._nominations_by_award.get(award, ())]

    @cached_property
    def _collectives_by_key(self) -> dict[str, list[Collective]]:
        found: dict[str, list[Collective]] = defaultdict(list)
        for row in self.collectives:
            if row.name:
                found[match_key(row.name)].append(row)
        return found

    def counts_of(self, nomination: Nomination) -> Collective | None:
        """The year's counts of a nominated collective, found by its name.

        Where several bear the name ("Tổ Văn phòng" of two schools), the one of the same unit.
        """
        bearers = self._collectives_by_key.get(match_key(nomination.name or ""), [])
        if len(bearers) > 1:
            unit = match_key(nomination.unit or "")
            bearers = [row for row in bearers if match_key(row.unit or "") == unit]
        return bearers[0] if bearers else None

    @cached_property
    def awarded(self) -> list[Nomination]:
        """Nominations that ended in an award (Kết quả = Được tặng)."""
        return [row for row in self.nominations if row.outcome is Outcome.AWARDED]

    @cached_property
    def _rolls(self) -> dict[str, Roll[Any]]:
        """By table: its rows by whom they are about, filled as a table is asked for."""
        return {}

    def roll(self, model: type[N]) -> Roll[N]:
        """The rows of a table, found by whom they are about."""
        if model.table not in self._rolls:
            apart = model is PastAward
            self._rolls[model.table] = Roll(told(self.records(model)), years_apart=apart)
        return cast("Roll[N]", self._rolls[model.table])

    @cached_property
    def careers(self) -> Careers:
        """What the register knows of everybody, year by year."""
        return Careers(self.roll(PastAward), self.roll(Nomination), self.roll(Registration))

    def of_same_object(self, record: Registration | Nomination, model: type[N]) -> list[N]:
        """Records of a table about the same person, household or collective, itself included."""
        return self.roll(model).same(identity(record)) if record.name else []


def read_register(
    blocks: Mapping[str, Block], today: date, foreign_parts: Iterable[ForeignPart] = ()
) -> Register:
    """A register from the blocks of a book, by table name; tables may be missing."""
    tables = {
        model.table: read_table(model, blocks[model.table])
        for model in ENTRY_TABLES
        if model.table in blocks
    }
    return Register(tables, today, tuple(foreign_parts))
