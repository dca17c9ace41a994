"""An old plan as rows of the register: what is to be written, what is there already and stays.

Only empty cells of tblThongTin and tblVanBan are filled; an outline takes the place of another
only where the clerk has said so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from addin.book.sheet_part import LONGEST_TEXT
from addin.documents.importing.paper import OldPlan, Row
from addin.documents.importing.particulars import escaped, own_year, paper_values, settings_of
from addin.documents.importing.years import YearChange, YearFound, change_years
from addin.documents.wording import with_end_marks
from addin.refusal import Refusal
from validators.blocks import Raw
from validators.catalogue import PaperKind, PlanPart, Yes
from validators.columns import ROW_ID, Record
from validators.papers import plan_paper, recipients_of
from validators.records import Paper, PlanRow, Recipient, SettingRow
from validators.register import Register
from validators.settings import Settings
from validators.text import match_key

Values = dict[str, Raw]
"""Values of a row by the fields of its record."""

TABLES: Final[tuple[type[Record], ...]] = (PlanRow, Paper, Recipient, SettingRow)
"""What an import fills, that which can be refused first."""

KIND: Final = PaperKind.PLAN.upper()
_FILING: Final = re.compile(r"lưu\s*:?\s*vt\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that keeps what was typed, and what the old plan says instead."""

    place: str
    typed: str
    found: str


@dataclass(frozen=True)
class Prepared:
    """What an import writes and what it leaves.

    `rows` holds, by table, the values by heading of every row to be filled, rows to be emptied
    among them; `count` how many rows of each table will hold something. `standing` says in words
    what plan is there already.
    """

    plan: OldPlan
    title: str
    outline: tuple[Row, ...]
    rows: Mapping[str, Sequence[Mapping[str, Raw]]]
    count: Mapping[str, int]
    kept: tuple[Difference, ...] = ()
    standing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    years: YearChange | None = None
    register_year: int = 0
    blocked: bool = False
    """Whether an outline is there already and was not given up."""

    @property
    def year(self) -> int | None:
        """The year that the plan is for now."""
        return self.years.new if self.years else own_year(self.plan)

    @property
    def of_another_year(self) -> bool:
        """Whether the plan is for another year than the register."""
        return self.year not in (None, self.register_year)

    @property
    def attention(self) -> list[tuple[int, Row]]:
        """The rows that need attention, with their number in the outline (from 1)."""
        rows = enumerate(self.outline, 1)
        return [(number, row) for number, row in rows if row.needs_attention]

    def as_json(self) -> dict[str, Any]:
        """What `import-plan --format json` prints."""
        return {
            "paragraphs_in": self.plan.paragraphs,
            "rows_out": sum(self.count.values()),
            "rows_by_table": dict(self.count),
            "year": self.year,
            "outline": self.plan.as_json(),
            "rows": {
                table: [_printable(row) for row in rows if _filled(row)]
                for table, rows in self.rows.items()
            },
            "attention": [
                {"row": number, "text": row.text, "reason": row.reason}
                for number, row in self.attention
            ],
            "kept": [
                {"place": each.place, "typed": each.typed, "found": each.found}
                for each in self.kept
            ],
            "standing": list(self.standing),
            "notes": list(self.notes),
            "years": None
            if self.years is None
            else {
                "old": self.years.old,
                "new": self.years.new,
                "changed": [
                    _year_as_json(each) | {"old": self.years.old, "new": self.years.new}
                    for each in self.years.changed
                ],
                "left": [_year_as_json(each) for each in self.years.left],
            },
        }


def _year_as_json(found: YearFound) -> dict[str, Any]:
    return {"where": found.where, "words": found.words, "reason": found.reason}


def _filled(row: Mapping[str, Raw]) -> bool:
    return any(value is not None for heading, value in row.items() if heading != ROW_ID.heading)


def _printable(row: Mapping[str, Raw]) -> dict[str, Any]:
    return {
        heading: value if isinstance(value, (str, int, float)) or value is None else str(value)
        for heading, value in row.items()
    }


def prepare(plan: OldPlan, register: Register, year: int | None, replace: bool) -> Prepared:
    """What importing a plan into a register would write.

    `year` is the year to make it a plan of, None for its own. With `replace` the outline and the
    recipients that are there give way. Refusal where the year cannot be told or a table or column
    is missing.
    """
    _check_columns(register)
    if not plan.rows and not plan.title:
        raise Refusal("Văn bản cũ không có đoạn chữ nào; hãy xem lại đã chọn đúng tệp chưa.")
    if any(len(row.text) > LONGEST_TEXT for row in plan.rows):
        raise Refusal(
            f"Văn bản cũ có đoạn dài trên {LONGEST_TEXT} ký tự, một ô không chứa được; hãy chia "
            "đoạn ấy trong Word rồi nhập lại."
        )
    title, outline, years = plan.title, list(plan.rows), None
    old = own_year(plan)
    if year is not None:
        if old is None:
            raise Refusal(
                "Không rõ văn bản cũ là kế hoạch của năm nào nên không đổi năm được; hãy nhập mà "
                "không đổi năm rồi sửa năm trong sổ."
            )
        if year != old:
            title, outline, years = change_years(title, outline, old, year)
    writing = _Writing(plan, register, replace, years)
    writing.settings(year or old, title)
    code = writing.paper(year or old, title)
    writing.outline(outline)
    writing.recipients(code)
    return Prepared(
        plan,
        title,
        tuple(outline),
        writing.rows,
        writing.count,
        tuple(writing.kept),
        tuple(writing.standing),
        (*_notes(plan, register), *plan.notes, *writing.notes),
        years,
        register_year=register.year,
        blocked=bool(register.plan) and not replace,
    )


def _notes(plan: OldPlan, register: Register) -> Iterator[str]:
    """What a clerk should know of the plan before it is taken over."""
    if plan.kind != KIND:
        kind = f"là “{plan.kind}”" if plan.kind else f"không có dòng “{KIND}”"
        yield f"Văn bản cũ {kind}; hãy xem kỹ các dòng trước khi dùng."
    if not plan.title:
        yield "Không thấy trích yếu dưới tên loại văn bản: hãy điền ở trang Văn bản."
    unit = register.settings.unit_name
    texts = (plan.title, *plan.masthead.agencies, *(row.text for row in plan.rows))
    if unit and not any(match_key(unit) in match_key(text) for text in texts):
        yield f"Văn bản cũ không nhắc đến “{unit}”: hãy xem có đúng là kế hoạch của đơn vị không."
    if plan.masthead.is_empty:
        yield "Văn bản cũ không có phần đầu trang (cơ quan ban hành, số, ngày)."
    if not plan.signing.recipients:
        yield f"Không thấy nơi nhận: hãy điền ở trang {Recipient.sheet}."
    if not plan.signing.name:
        yield "Không thấy họ tên người ký: hãy điền ở trang Văn bản."


def _check_columns(register: Register) -> None:
    for model in TABLES:
        table = register.tables.get(model.table)
        if table is None:
            raise Refusal(
                f"Sổ thiếu bảng {model.table} của trang “{model.sheet}”: hãy dùng bản sao dự phòng "
                "của sổ, hoặc lập sổ mới rồi làm lại."
            )
        for column in model.data_columns():
            if column.field in _FIELDS[model.table] and column.field not in table.places:
                raise Refusal(
                    f"Trang “{model.sheet}” thiếu cột “{column.heading}”: hãy thêm cột ấy rồi làm "
                    "lại."
                )


_FIELDS: Final = {
    PlanRow.table: {"part", "level", "marker", "text", "bold"},
    Paper.table: {
        *("code", "kind", "number", "symbol", "issued", "about", "issuer"),
        *("line_1", "line_2", "line_3", "signer"),
    },
    Recipient.table: {"paper", "recipient"},
    SettingRow.table: {"item", "value"},
}
"""The fields that an import may write."""


@dataclass
class _Writing:
    """The rows of one import as they are gathered."""

    plan: OldPlan
    register: Register
    replace: bool
    years: YearChange | None
    rows: dict[str, list[dict[str, Raw]]] = field(
        default_factory=lambda: {model.table: [] for model in TABLES}
    )
    count: dict[str, int] = field(default_factory=lambda: {model.table: 0 for model in TABLES})
    kept: list[Difference] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    # Settings

    def settings(self, year: int | None, title: str) -> None:
        """Fill the settings that are empty and that the plan knows."""
        items = {column.field: name for name, column in Settings.items().items()}
        table = self.register.tables[SettingRow.table]
        for name, found in settings_of(self.plan, self.register, year, title):
            row = self.register.setting_rows.get(name)
            if row is not None and not table.is_empty(row, "value"):
                typed = row.value or ""
                if match_key(typed) != match_key(found):
                    self._keep(f"{SettingRow.sheet}, {items[name]}", typed, found)
                continue
            self._add(SettingRow, {"item": row.item if row else items[name], "value": found})

    # The paper

    def paper(self, year: int | None, title: str) -> str:
        """Fill the empty cells of the plan's row in tblVanBan; returns its code."""
        standing = plan_paper(self.register)
        values = paper_values(self.plan, title, renewed=self.years is not None)
        head = self.plan.masthead
        if self.years and (head.number or head.issued):
            self.notes.append("Số và ngày của văn bản cũ không chép sang năm mới.")
        if standing is None:
            code = f"KH{year or self.register.year}"
            self._add(Paper, {"code": code, "kind": PaperKind.PLAN.value, **values})
            return code
        table = self.register.tables[Paper.table]
        empty: Values = {}
        for name, found in values.items():
            if table.is_empty(standing, name):
                empty[name] = found
                continue
            typed = getattr(standing, name)
            typed_text = typed.isoformat() if hasattr(typed, "isoformat") else str(typed or "")
            if match_key(typed_text) != match_key(str(found)):
                heading = Paper.column_of(name).heading
                self._keep(f"{Paper.sheet}, dòng {standing.row}, {heading}", typed_text, str(found))
        code = standing.code or f"KH{year or self.register.year}"
        if table.is_empty(standing, "code"):
            empty["code"] = code
        if empty:
            self._add(Paper, empty, key=standing.key)
        return code

    # The outline

    def outline(self, outline: Sequence[Row]) -> None:
        """Write the outline: into the rows of the one that is there, or under the last."""
        there = self.register.plan
        if there:
            first = next((row.text for row in there if row.text), "") or ""
            self.standing.append(
                f"trang {PlanRow.sheet} có {len(there)} dòng, bắt đầu bằng “{_cut(first)}”"
            )
        texts = iter(_printed_bases(outline))
        values = [_plan_values(row, next(texts)) for row in outline]
        self._put(PlanRow, values, there)

    def recipients(self, code: str) -> None:
        """Write the recipients, unless some are there that the clerk has typed."""
        found = self.plan.signing.recipients
        if len(found) == 1 and _FILING.fullmatch(found[0]):
            self.notes.append(
                f"Nơi nhận chỉ có “{found[0]}”: chương trình tự in dòng này nên không ghi vào sổ."
            )
            return
        if not found:
            return
        wanted = with_end_marks(found)
        paper = plan_paper(self.register) or Paper(row=0, code=code, kind=PaperKind.PLAN)
        there = recipients_of(self.register, paper)
        own = [row for row in there if row.paper]
        if there:
            self.standing.append(f"trang {Recipient.sheet} có {len(there)} nơi nhận của kế hoạch")
        if there and not self.replace:
            known = {_bare(row.recipient) for row in there}
            for each in wanted:
                if _bare(each) not in known:
                    self._keep(f"{Recipient.sheet}", f"{len(there)} nơi nhận đã ghi", each)
            return
        general = {_bare(row.recipient) for row in there if not row.paper}
        values: list[Values] = [
            {"paper": code, "recipient": each} for each in wanted if _bare(each) not in general
        ]
        self._put(Recipient, values, own)

    def _put(self, model: type[Record], values: Sequence[Values], there: Sequence[Record]) -> None:
        """Rows over those that are there, from the first; what is left of these is emptied."""
        for index, each in enumerate(values):
            key = there[index].key if index < len(there) else None
            self._add(model, each, key=key)
        empty: Values = dict.fromkeys(
            column.field for column in model.data_columns() if column.field in _FIELDS[model.table]
        )
        for row in there[len(values) :]:
            self._add(model, empty, key=row.key)

    def _add(self, model: type[Record], values: Values, key: str | None = None) -> None:
        table = self.register.tables[model.table]
        row: dict[str, Raw] = {ROW_ID.heading: key} if key else {}
        row |= {
            table.heading(column.field): values[column.field]
            for column in model.data_columns()
            if column.field in values
        }
        self.rows[model.table].append(row)
        self.count[model.table] += any(value is not None for value in values.values())

    def _keep(self, place: str, typed: str, found: str) -> None:
        self.kept.append(Difference(place, typed, found))


def _plan_values(row: Row, text: str) -> Values:
    """A row of the outline; parts in Roman figures are printed bold in any case."""
    bold = row.bold or (row.level == 1 and row.kind is not None and row.kind.value == "roman")
    return {
        "part": row.part.value if row.part else None,
        "level": row.level,
        "marker": row.marker or None,
        "text": escaped(text),
        "bold": Yes.YES.value if bold else None,
    }


def _printed_bases(outline: Sequence[Row]) -> Iterator[str]:
    """The texts of the rows, legal bases with the end marks that they are printed with."""
    for is_basis, group in groupby(outline, key=lambda row: row.part is PlanPart.BASIS):
        texts = [row.text for row in group]
        yield from with_end_marks(texts) if is_basis else texts


def _bare(recipient: str | None) -> str:
    return match_key((recipient or "").strip(" -–;.,"))


def _cut(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
