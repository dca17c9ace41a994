"""The same counts as formulas over the tables, calculated by a spreadsheet program, agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from addin.summary import OTHER, as_json, summarize
from tests.support.libreoffice import calc
from tests.support.random_rows import TODAY, UNITS, YEAR, RawTables, random_tables, register_of
from validators.catalogue import Form, ObjectKind, Title, WorkGroup
from validators.columns import Record
from validators.records import Movement, Nomination, Registration, Task

pytestmark = pytest.mark.slow

LAST_DAYS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
TASK_QUARTERS = {1: ["I"], 2: ["II"], 3: ["III"], 4: ["IV", "III - IV", "Cả năm"]}


@dataclass(frozen=True)
class Span:
    """A part of a sheet with its first and last day."""

    sheet: str
    part: str
    quarters: range

    @property
    def first(self) -> str:
        return f"DATE({YEAR},{3 * self.quarters[0] - 2},1)"

    @property
    def last(self) -> str:
        month, day = LAST_DAYS[self.quarters[-1]]
        return f"DATE({YEAR},{month},{day})"

    def within(self, column: str) -> str:
        """Criteria for a date column."""
        return f'{column},">="&{self.first},{column},"<="&{self.last}'


SPANS = [
    span
    for quarter, sheet in enumerate(("Quý I", "Quý II", "Quý III", "Quý IV"), start=1)
    for span in (
        Span(sheet, "period", range(quarter, quarter + 1)),
        Span(sheet, "cumulative", range(1, quarter + 1)),
    )
] + [Span("Cả năm", "period", range(1, 5)), Span("Cả năm", "cumulative", range(1, 5))]

KINDS = [("object", each.value) for each in ObjectKind]
AWARDS = [("title", each.value) for each in Title] + [("form", each.value) for each in Form]

Place = tuple[str, ...]
"""Keys that lead to a figure in the JSON output."""


def stage_criteria(stage: str, span: Span) -> tuple[str, dict[str, str], str]:
    """Table, columns of object kind, title and form, and criteria of a stage in a span."""
    if stage == "registered":
        table, verb = "tblDangKy", "đăng ký"
        criteria = span.within("tblDangKy[Ngày đăng ký]")
    else:
        table, verb = "tblDeNghi", "đề nghị"
        criteria = span.within("tblDeNghi[Ngày nhận hồ sơ]")
    if stage == "awarded":
        by_date = span.within("tblDeNghi[Ngày quyết định]")
        by_year = f"tblDeNghi[Năm thành tích],{YEAR}"
        criteria = f'tblDeNghi[Kết quả],"Được tặng",{by_year if is_year(span) else by_date}'
    columns = {
        "object": f"{table}[Loại đối tượng]",
        "title": f"{table}[Danh hiệu {verb}]",
        "form": f"{table}[Hình thức {verb}]",
    }
    return table, columns, criteria


def is_year(span: Span) -> bool:
    return span.sheet == "Cả năm"


def row_formulas() -> Iterator[tuple[Place, str]]:
    """Where each count of rows stands in the JSON output, and the formula that gives it."""
    for span in SPANS:
        for stage in ("registered", "nominated", "awarded"):
            table, columns, criteria = stage_criteria(stage, span)
            for unit in (*UNITS, ""):
                of_unit = f',{table}[Đơn vị],"{unit}"' if unit else ""
                line = ("units", unit) if unit else ("total",)
                place = (span.sheet, span.part, *line, stage)
                yield (*place, "rows"), f"COUNTIFS({criteria}{of_unit})"
                for group, label in (*KINDS, *AWARDS):
                    counted = f'{criteria}{of_unit},{columns[group]},"{label}"'
                    yield (*place, group, label), f"COUNTIFS({counted})"


def other_formulas() -> Iterator[tuple[Place, str]]:
    """Direct workers, money, movements and tasks."""
    for span in SPANS:
        place = (span.sheet, span.part)
        individuals = f'{stage_criteria("awarded", span)[2]},tblDeNghi[Loại đối tượng],"Cá nhân"'
        direct = f'tblDeNghi[Nhóm đối tượng],"{WorkGroup.DIRECT_WORKER}"'
        yield (*place, "direct_workers", "denominator"), f"COUNTIFS({individuals})"
        yield (*place, "direct_workers", "numerator"), f"COUNTIFS({individuals},{direct})"
        decided = f'tblDeNghi[Kết quả],"Được tặng",{span.within("tblDeNghi[Ngày quyết định]")}'
        yield (*place, "bonus"), f"SUMIFS(tblDeNghi[Tiền thưởng],{decided})"
        begun = f"(tblPhongTrao[Từ ngày]<={span.last})"
        going_on = f"(tblPhongTrao[Đến ngày]>={span.first})+(tblPhongTrao[Đến ngày]=0)"
        yield (*place, "movements"), f"SUMPRODUCT({begun}*({going_on}))"
        due = f"({task_is_due(span)})"
        yield (*place, "tasks", "due"), f"SUMPRODUCT({due}*1)"
        yield (*place, "tasks", "done"), f'SUMPRODUCT({due}*(tblTienDo[Ngày hoàn thành]<>""))'


def task_is_due(span: Span) -> str:
    """Whether Hạn or, where it is empty, the end of Quý falls within a span."""
    by_day = f"(tblTienDo[Hạn]>={span.first})*(tblTienDo[Hạn]<={span.last})"
    by_quarter = [
        f'(tblTienDo[Hạn]="")*(tblTienDo[Quý]="{label}")'
        for quarter in span.quarters
        for label in TASK_QUARTERS[quarter]
    ]
    return "+".join([by_day, *by_quarter])


def write_workbook(path: Path, tables: RawTables, formulas: list[str]) -> None:
    """Real tables with these rows, and one formula a row on the sheet Công thức."""
    options = {"default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(path, options) as book:
        for model in (Registration, Nomination, Movement, Task):
            add_table(book.add_worksheet(model.sheet), model, tables)
        sheet = book.add_worksheet("Công thức")
        for row, formula in enumerate(formulas):
            sheet.write_formula(row, 0, f"={formula}", value=-1)


def add_table(sheet: Any, model: type[Record], tables: RawTables) -> None:
    headings = [each.heading for each in model.data_columns()]
    rows = tables[model]
    area = (3, 1, 3 + len(rows), len(headings))
    columns = [{"header": heading} for heading in headings]
    sheet.add_table(*area, {"name": model.table, "columns": columns})
    for number, row in enumerate(rows, start=4):
        for column, heading in enumerate(headings, start=1):
            if (value := row.get(heading)) is not None:
                write = sheet.write_datetime if isinstance(value, date) else sheet.write
                write(number, column, value)


def figure(document: dict[str, Any], place: Place) -> float:
    """The figure at a place of the JSON output; what is left out there is 0."""
    found: Any = next(sheet for sheet in document["sheets"] if sheet["sheet"] == place[0])
    for key in place[1:]:
        found = found.get(key, 0)
    if isinstance(found, dict):
        return sum(sum(by_mode.values()) for by_mode in found.values())
    return float(found)


def test_formulas_over_the_tables_give_the_same_figures(soffice: None, tmp_path: Path) -> None:
    tables = random_tables(seed=2020, rows=150)
    expected = as_json(summarize(register_of(tables, TODAY)))
    formulas = dict([*row_formulas(), *other_formulas()])
    path = tmp_path / "công thức.xlsx"
    write_workbook(path, tables, list(formulas.values()))
    with calc(recalculate=True) as office:
        cells = office.open(path).values(f"Công thức!A1:A{len(formulas)}")
    calculated = dict(zip(formulas, (row[0] for row in cells), strict=True))
    disagreeing = {
        place: (value, figure(expected, place))
        for place, value in calculated.items()
        if value != figure(expected, place)
    }
    assert disagreeing == {}
    # The formulas counted something, in every stage, and rows of unknown units besides.
    year = expected["sheets"][4]["period"]
    assert all(year["total"][stage]["rows"] > 20 for stage in year["total"])
    assert all(year["units"][OTHER][stage]["rows"] > 0 for stage in year["total"])
