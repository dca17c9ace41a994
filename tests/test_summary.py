"""Summaries count what the contract says, whatever staff have entered and in whatever order."""

import json
import re
from datetime import date, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.summary import (
    OTHER,
    QUARTER_SHEETS,
    YEAR_SHEET,
    Counts,
    DirectWorkers,
    SheetSummary,
    Stage,
    Tallies,
    as_json,
    counts_to_carry,
    slots_of,
    summarize,
)
from addin.summary_sheets import summary_views
from tests.support.fixtures import draw
from tests.support.random_rows import UNITS, YEAR, RawRow, RawTables, random_tables, register_of
from tests.support.tools import ROOT
from validators.catalogue import Form, MovementLevel, MovementMode, ObjectKind, Title, WorkGroup
from validators.digest import digest, fingerprint
from validators.records import ENTRY_TABLES, Nomination, Registration, Unit
from validators.register import Register

Counted = tuple[str, str, int, int, int]
"""Unit, what is counted, registered, nominated, awarded."""

AWARDS = [*Title, *Form]


# --- Cases that a clerk can review ---


def cases() -> list[Any]:
    text = (ROOT / "tests/summary_cases.md").read_text("utf-8")
    parts = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return [pytest.param(part, id=part.partition("\n")[0]) for part in parts]


def counted(name: str, line: dict[str, Any]) -> list[Counted]:
    """Everything of a line that is not 0."""
    stages = [line[stage] for stage in ("registered", "nominated", "awarded")]
    rows = [("Tổng số", *(stage["rows"] for stage in stages))]
    for group, labels in (("object", ObjectKind), ("title", Title), ("form", Form)):
        rows += [(each.value, *(stage[group].get(each, 0) for stage in stages)) for each in labels]
    return [(name, *row) for row in rows if any(row[1:])]


def shown(sheet: dict[str, Any], part: str) -> list[Counted]:
    """Everything of a part of a summary sheet that is not 0."""
    if part == "Ngoài năm":
        return counted("Cộng", sheet["outside_year"])
    if part == "Chưa ghi ngày":
        return counted("Cộng", sheet["undated"])
    if part == "Quyết định ký năm khác":
        return counted("Cộng", sheet["decided_outside"])
    figures = sheet["cumulative" if part == "Lũy kế" else "period"]
    lines = {"Khác" if name == OTHER else name: line for name, line in figures["units"].items()}
    return [row for name, line in lines.items() for row in counted(name, line)] + counted(
        "Cộng", figures["total"]
    )


def expected(table: str) -> list[Counted]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.split("\n")]
    return [(row[0], row[1], int(row[2]), int(row[3]), int(row[4])) for row in rows]


@pytest.mark.parametrize("case", cases())
def test_rows_give_the_figures_that_the_case_lists(case: str) -> None:
    rows, *results = re.split(r"^### (?=Quý|Cả năm)", case, flags=re.MULTILINE)
    sheets = {each["sheet"]: each for each in as_json(summarize(draw(rows).register()))["sheets"]}
    assert results
    for result in results:
        heading, *table = result.strip().split("\n")
        sheet, part = heading.split(" – ")
        assert shown(sheets[sheet], part) == expected("\n".join(table[2:])), heading


# --- Against a second way of counting ---

MONTHS = {1: (1, 2, 3), 2: (4, 5, 6), 3: (7, 8, 9), 4: (10, 11, 12)}


def recount(
    rows: list[RawRow], dated: str, months: tuple[int, ...], award: tuple[str, str]
) -> dict[str, Any]:
    """The rows of these months as a stage of the JSON output, counted label by label."""
    return recount_all(
        [row for row in rows if (day := row[dated]) and day.year == YEAR and day.month in months],
        award,
    )


def recount_all(rows: list[RawRow], award: tuple[str, str]) -> dict[str, Any]:
    def by(heading: str, labels: Any) -> dict[str, int]:
        numbers = {each.value: [row[heading] for row in rows].count(each.value) for each in labels}
        return {label: number for label, number in numbers.items() if number}

    return {
        "rows": len(rows),
        "object": by("Loại đối tượng", ObjectKind),
        "title": by(award[0], Title),
        "form": by(award[1], Form),
    }


def recount_unit(tables: RawTables, sheet: str, months: tuple[int, ...], unit: str) -> Any:
    def mine(row: RawRow) -> bool:
        return unit == "all" or (row["Đơn vị"] if row["Đơn vị"] in UNITS else OTHER) == unit

    registrations = [row for row in tables[Registration] if mine(row)]
    nominations = [row for row in tables[Nomination] if mine(row)]
    awards = [row for row in nominations if row["Kết quả"] == "Được tặng"]
    nominated = ("Danh hiệu đề nghị", "Hình thức đề nghị")
    of_year = [row for row in awards if row["Năm thành tích"] == YEAR]
    return {
        "registered": recount(
            registrations, "Ngày đăng ký", months, ("Danh hiệu đăng ký", "Hình thức đăng ký")
        ),
        "nominated": recount(nominations, "Ngày nhận hồ sơ", months, nominated),
        "awarded": recount_all(of_year, nominated)
        if sheet == "Cả năm"
        else recount(awards, "Ngày quyết định", months, nominated),
    }


@pytest.mark.parametrize("seed", range(8))
def test_a_second_way_of_counting_agrees(seed: int) -> None:
    tables = random_tables(seed, rows=120)
    for sheet in as_json(summarize(register_of(tables)))["sheets"]:
        quarter = sheet["quarter"] or 4
        up_to = tuple(range(1, 3 * quarter + 1))
        period = MONTHS[quarter] if sheet["quarter"] else up_to
        for part, months in (("period", period), ("cumulative", up_to)):
            again = {
                unit: recount_unit(tables, sheet["sheet"], months, unit) for unit in (*UNITS, OTHER)
            }
            assert sheet[part]["units"] == again
            assert sheet[part]["total"] == recount_unit(tables, sheet["sheet"], months, "all")


def all_rows(sheet: SheetSummary, stage: Stage) -> int:
    lines = (sheet.cumulative.total, sheet.outside_year, sheet.undated)
    return sum(line[stage].rows for line in lines)


@given(st.integers(0, 10**6), st.integers(0, 60), st.sampled_from((*QUARTER_SHEETS, YEAR_SHEET)))
@settings(max_examples=25, deadline=None)
def test_counts_that_were_carried_say_what_the_register_said(
    seed: int, rows: int, sheet: str
) -> None:
    register = register_of(random_tables(seed, rows))
    tallies = Tallies(register)
    carried = Counts(json.loads(json.dumps(counts_to_carry(register))))
    for slots in slots_of(sheet):
        assert carried.total(slots) == tallies.total(slots)
        lines = {name: tallies.line(slots, [name]) for name in (*tallies.units, OTHER)}
        assert dict(carried.rows_by_unit(slots)) == {
            name: tuple(line[stage].rows for stage in Stage) for name, line in lines.items()
        }


@given(st.integers(0, 10**6), st.integers(0, 60))
@settings(max_examples=25, deadline=None)
def test_no_row_is_lost_and_none_counted_twice(seed: int, rows: int) -> None:
    register = register_of(random_tables(seed, rows))
    summary = summarize(register)
    fourth, year = summary.sheets[3:]
    in_tables = {
        Stage.REGISTERED: len(register.registrations),
        Stage.NOMINATED: len(register.nominations),
        Stage.AWARDED: len(register.awarded),
    }
    assert {stage: all_rows(fourth, stage) for stage in Stage} == in_tables
    assert {stage: all_rows(year, stage) for stage in Stage} == in_tables
    for stage in Stage:
        by_quarter = [sheet.period.total[stage].rows for sheet in summary.sheets[:4]]
        assert sum(by_quarter) == fourth.cumulative.total[stage].rows
    for sheet in summary.sheets:
        for figures in (sheet.period, sheet.cumulative):
            lines = [*figures.units.values(), figures.other]
            for stage in Stage:
                assert figures.total[stage].rows == sum(line[stage].rows for line in lines)


# --- The share of direct workers ---


@pytest.mark.parametrize(
    ("numerator", "denominator", "target", "share", "met"),
    [
        (7, 21, 0.3, 7 / 21, True),
        (3, 10, 0.3, 0.3, False),
        (31, 100, 0.3, 0.31, True),
        (333, 1000, 33.3 / 100, 0.333, False),
        (0, 4, 0.3, 0.0, False),
        (0, 0, 0.3, None, None),
        (7, 21, None, 7 / 21, None),
    ],
)
def test_the_target_is_met_only_by_strictly_more(
    numerator: int, denominator: int, target: float | None, share: float | None, met: bool | None
) -> None:
    workers = DirectWorkers(numerator, denominator, target)
    assert (workers.share, workers.met) == (share, met)


def test_direct_workers_are_counted_among_individuals_awarded() -> None:
    tables = random_tables(3, rows=200)
    workers = summarize(register_of(tables)).sheets[1].cumulative.direct_workers
    individuals = [
        row
        for row in tables[Nomination]
        if row["Kết quả"] == "Được tặng"
        and row["Loại đối tượng"] == "Cá nhân"
        and row["Ngày quyết định"] is not None
        and date(2020, 1, 1) <= row["Ngày quyết định"] <= date(2020, 6, 30)
    ]
    direct = [row for row in individuals if row["Nhóm đối tượng"] == WorkGroup.DIRECT_WORKER.value]
    assert individuals
    assert (workers.numerator, workers.denominator) == (len(direct), len(individuals))


def test_without_an_award_the_share_is_none_not_zero() -> None:
    figures = as_json(summarize(draw("").register()), "1")["sheets"][0]["period"]
    assert figures["direct_workers"] == {
        "numerator": 0,
        "denominator": 0,
        "share": None,
        "met": None,
    }


# --- Movements, tasks, money ---


def test_a_movement_runs_in_every_quarter_that_its_dates_touch() -> None:
    register = draw("""
### Phong trào
| Tên phong trào | Hình thức | Cấp phát động | Từ ngày | Đến ngày |
| --- | --- | --- | --- | --- |
| Không ghi ngày | Thường xuyên | Xã | | |
| Đến hết ngày 31/3 | Theo chuyên đề | Huyện | 01/01/2020 | 31/03/2020 |
| Từ ngày 30/6 | Theo chuyên đề | Huyện | 30/06/2020 | |
| Nhiều năm | Theo chuyên đề | Tỉnh | 01/01/2018 | 31/12/2025 |
| Năm trước | Theo chuyên đề | Tỉnh | | 31/12/2019 |
""").register()
    regular = (MovementLevel.COMMUNE, MovementMode.REGULAR)
    district = (MovementLevel.DISTRICT, MovementMode.THEMED)
    province = (MovementLevel.PROVINCE, MovementMode.THEMED)
    running = [dict(sheet.period.movements) for sheet in summarize(register).sheets]
    assert running == [
        {regular: 1, district: 1, province: 1},
        {regular: 1, district: 1, province: 1},
        {regular: 1, district: 1, province: 1},
        {regular: 1, district: 1, province: 1},
        {regular: 1, district: 2, province: 1},
    ]


def test_a_task_is_due_by_its_deadline_or_else_its_quarter() -> None:
    register = draw("""
### Tiến độ
| Quý | Công việc | Hạn | Ngày hoàn thành |
| --- | --- | --- | --- |
| I | Xong đúng hạn | 28/02/2020 | 28/02/2020 |
| I | Xong muộn | 28/02/2020 | 02/03/2020 |
| II | Không ghi hạn, chưa xong | | |
| II | Hạn ở quý III | 15/08/2020 | |
| III - IV | Chưa đến hạn | | |
| Cả năm | Cuối năm | | |

### Ngày
15/08/2020
""").register()
    tasks = [sheet.period.tasks for sheet in summarize(register).sheets]
    assert [(each.due, each.done, each.done_late, each.late) for each in tasks] == [
        (2, 2, 1, 0),
        (1, 0, 0, 1),
        (1, 0, 0, 0),
        (2, 0, 0, 0),
        (6, 2, 1, 1),
    ]


def test_bonus_money_counts_on_the_day_of_its_decision() -> None:
    register = draw("""
### Đề nghị
| Họ và tên / Tên tập thể | Năm thành tích | Kết quả | Ngày quyết định | Tiền thưởng |
| --- | --- | --- | --- | --- |
| Nguyễn Văn Mẫu | 2020 | Được tặng | 10/02/2020 | 450.000 |
| Trần Thị Thử | 2020 | Được tặng | 30/06/2020 | 1.340.000 |
| Lê Văn Ví | 2020 | Được tặng | 06/01/2021 | 450.000 |
| Hoàng Thị Giả | 2020 | Đã trình cấp trên | | 450.000 |
""").register()
    summary = summarize(register)
    assert [sheet.period.bonus for sheet in summary.sheets] == [450_000, 1_340_000, 0, 0, 1_790_000]
    assert summary.sheets[1].cumulative.bonus == 1_790_000


# --- JSON ---


def test_json_of_one_quarter_has_one_sheet_and_a_line_for_every_unit() -> None:
    register = register_of(random_tables(1, rows=0))
    document = as_json(summarize(register), "2")
    assert document["year"] == YEAR
    (sheet,) = document["sheets"]
    assert (sheet["sheet"], sheet["quarter"]) == ("Quý II", 2)
    nothing = {"rows": 0, "object": {}, "title": {}, "form": {}}
    line = dict.fromkeys(("registered", "nominated", "awarded"), nothing)
    assert list(sheet["period"]["units"]) == [*UNITS, OTHER]
    assert all(each == line for each in sheet["period"]["units"].values())
    assert sheet["period"]["total"] == line


def test_json_of_the_year_gives_the_year_twice() -> None:
    (sheet,) = as_json(summarize(register_of(random_tables(1, rows=30))), "year")["sheets"]
    assert (sheet["sheet"], sheet["quarter"]) == ("Cả năm", None)
    assert sheet["period"] == sheet["cumulative"]


# --- The digest ---


def test_sorting_rows_and_moving_columns_leave_figures_and_digest_as_they_were() -> None:
    tables = random_tables(5, rows=40)
    shuffled = {
        model: [
            dict(Random(7).sample(list(row.items()), len(row)))
            for row in Random(7).sample(rows, len(rows))
        ]
        for model, rows in tables.items()
    }
    before, after = register_of(tables), register_of(shuffled)
    assert digest(after) == digest(before)
    # The lines follow the order of tblDonVi.
    names = [row["Tên đơn vị"] for row in shuffled[Unit]]
    sheet = as_json(summarize(after))["sheets"][1]
    assert list(sheet["period"]["units"]) == [*names, OTHER]
    assert sheet == as_json(summarize(before))["sheets"][1]


DRAWN = """
### Đăng ký
| Họ và tên / Tên tập thể | Loại đối tượng | Ngày đăng ký | Mã dòng |
| --- | --- | --- | --- |
| {name} | {kind} | {day} | {row_id} |
"""


def drawn_digest(
    name: str = "Nguyễn Văn Hòa",
    kind: str = "Cá nhân",
    day: str = "ngày:05/02/2020",
    row_id: str = "DK0001",
    more: str = "",
) -> str:
    text = DRAWN.format(name=name, kind=kind, day=day, row_id=row_id) + more
    return digest(draw(text).register())


@pytest.mark.parametrize(
    "change",
    [
        {"row_id": ""},
        {"row_id": "DK0009"},
        {"day": "5/2/2020"},
        {"name": "Nguyễn Văn Ho\u0300a"},
        {"name": "  Nguyễn  Văn Hòa "},
        {"more": "| | | | DK0002 |"},
    ],
)
def test_the_digest_does_not_see_how_a_value_is_written(change: dict[str, str]) -> None:
    assert drawn_digest(**change) == drawn_digest()


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Nguyễn Văn Hoa"},
        {"kind": "Tập thể"},
        {"kind": ""},
        {"kind": "Cá nhan"},
        {"day": "ngày:05/03/2020"},
        {"day": "chưa rõ"},
        {"more": "| Trần Thị Thử | | | DK0002 |"},
        {"more": "\n### Đơn vị\n| Tên đơn vị |\n| --- |\n| Xóm Một |"},
    ],
)
def test_the_digest_sees_every_change_of_a_value(change: dict[str, str]) -> None:
    assert drawn_digest(**change) != drawn_digest()


def test_the_digest_tells_unreadable_values_apart() -> None:
    assert drawn_digest(day="chưa rõ") != drawn_digest(day="chưa biết")
    assert re.fullmatch("[0-9a-f]{12}", drawn_digest())


@pytest.mark.parametrize("model", ENTRY_TABLES, ids=lambda model: model.table)
def test_the_digest_covers_the_counted_tables_and_the_fingerprint_all(model: Any) -> None:
    heading = model.data_columns()[0].heading
    drawing = f"### {model.sheet}\n| {heading} |\n| --- |\n| 05/02/2020 |"
    changed, empty = draw(drawing).register(), draw("").register()
    assert (digest(changed) != digest(empty)) is model.counted
    assert fingerprint(changed, {}) != fingerprint(empty, {})


def test_the_summary_sheets_are_made_of_the_tables_that_are_said_to_be_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = set()

    def records(register: Register, model: Any) -> list[Any]:
        read.add(model)
        table = register.tables.get(model.table)
        return table.records if table else []

    monkeypatch.setattr(Register, "records", records)
    register = register_of(random_tables(3, rows=20))
    summary_views(summarize(register), register, datetime(2020, 12, 31))
    assert read == {model for model in ENTRY_TABLES if model.counted}
