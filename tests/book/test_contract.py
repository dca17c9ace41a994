"""What every book must do alike: a saved file, a workbook open in Excel, one open in Calc.

A file is opened in each way and the same jobs are done to it; what they find, sum up and write is
held against the saved file's. `OPENINGS` names the ways; those that start a program are slow.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from addin import buttons, commands
from addin.book.closed import ClosedBook
from addin.book.layout import SUMMARY_SHEETS
from addin.book.port import Content
from addin.buttons import CHECK, CLEAR, FILL_BONUS, NEXT_FINDING, SUMMARIZE
from addin.demo import CHECK_DAY, write_mistakes, write_sample
from addin.desk import Place
from addin.press import press
from addin.refusal import Refusal
from tests.support.desk import TestDesk
from tests.support.slips import empty, rows_of
from tests.support.slips import fill as fill_slip
from tests.support.workbooks import Opening, Workbook, in_calc, in_excel, load, looks, saved
from validators.blocks import Block, Raw, column_letter
from validators.columns import CHECK as CHECK_COLUMN
from validators.columns import ROW_ID
from validators.finding import Severity
from validators.records import (
    BY_TABLE,
    Explanation,
    LogEntry,
    Nomination,
    PaperText,
    Registration,
    Result,
    SettingRow,
    SlipRow,
    Unit,
)

OPENINGS: dict[str, Opening] = {"saved": saved, "excel": in_excel, "calc": in_calc}
SLOW: frozenset[str] = frozenset({"calc"})
"""Those that start a program."""

NOW = datetime.combine(CHECK_DAY, time(8, 30))
LATER = datetime.combine(CHECK_DAY, time(9, 45))
NAME = Registration.subject_column().heading
ANSWER = "Đã đối chiếu với hồ sơ gốc lưu tại Ủy ban nhân dân xã."

FILES = {"sample": write_sample, "mistakes": write_mistakes}


@cache
def _bytes(kind: str, folder: Path) -> bytes:
    path = folder / f"{kind}.xlsx"
    FILES[kind](path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files under test are made, once."""
    return tmp_path_factory.mktemp("contract")


@pytest.fixture(
    params=[pytest.param(name, marks=pytest.mark.slow if name in SLOW else ()) for name in OPENINGS]
)
def opening(request: pytest.FixtureRequest) -> Opening:
    """Each way to have a workbook before oneself."""
    return OPENINGS[request.param]


@pytest.fixture
def sample(opening: Opening, made: Path, tmp_path: Path) -> Iterator[Workbook]:
    """The sample year."""
    yield from _opened("sample", opening, made, tmp_path)


@pytest.fixture
def mistakes(opening: Opening, made: Path, tmp_path: Path) -> Iterator[Workbook]:
    """The sample year with one mistake of every rule."""
    yield from _opened("mistakes", opening, made, tmp_path)


def _opened(kind: str, opening: Opening, made: Path, folder: Path) -> Iterator[Workbook]:
    path = folder / "Sổ thi đua.xlsx"
    path.write_bytes(_bytes(kind, made))
    with opening(path) as workbook:
        yield workbook


@pytest.fixture
def closed(made: Path) -> ClosedBook:
    """The sample year as a saved file, against which the others are held."""
    return ClosedBook(_bytes("sample", made))


@pytest.fixture
def closed_mistakes(made: Path) -> ClosedBook:
    """The year with mistakes as a saved file."""
    return ClosedBook(_bytes("mistakes", made))


def entries(content: Content) -> dict[str, Block]:
    """The blocks of entry tables."""
    return {name: block for name, block in content.blocks.items() if name in BY_TABLE}


def column(block: Block, heading: str) -> list[Raw]:
    """The values under a heading."""
    return [row[block.headings.index(heading)] for row in block.rows]


def program_rows(content: Content) -> dict[str, list[list[Raw]]]:
    """The rows of findings and answers."""
    return {name: content.blocks[name].rows for name in (Result.table, Explanation.table)}


# Reading


def test_tables_are_read_alike(sample: Workbook, closed: ClosedBook) -> None:
    assert sample.book.read() == closed.read()


def test_mistakes_are_read_alike(mistakes: Workbook, closed_mistakes: ClosedBook) -> None:
    found, expected = mistakes.book.read(), closed_mistakes.read()
    assert any(block.formulas for block in expected.blocks.values())
    assert found.blocks == expected.blocks


# Checking


def test_findings_are_the_same(mistakes: Workbook, closed_mistakes: ClosedBook) -> None:
    report = commands.check_book(mistakes.book, CHECK_DAY)
    assert len(report.findings) > 100
    assert report.findings == commands.check_book(closed_mistakes, CHECK_DAY).findings


def test_checking_without_showing_writes_nothing(mistakes: Workbook) -> None:
    before = mistakes.book.read()
    commands.check_book(mistakes.book, CHECK_DAY)
    assert mistakes.book.read() == before


def test_findings_are_shown_alike(mistakes: Workbook, closed_mistakes: ClosedBook) -> None:
    for book in (mistakes.book, closed_mistakes):
        commands.check_book(book, CHECK_DAY, NOW)
    found, expected = mistakes.book.read(), closed_mistakes.read()
    assert found.blocks[Result.table] == expected.blocks[Result.table]
    assert found.blocks[LogEntry.table] == expected.blocks[LogEntry.table]


def test_marks_say_what_the_findings_say(mistakes: Workbook) -> None:
    commands.check_book(mistakes.book, CHECK_DAY, NOW)
    content = mistakes.book.read()
    found = content.blocks[Result.table]
    marks: dict[Raw, Raw] = {}
    for key, words in zip(column(found, "Khóa dòng"), column(found, "Tóm tắt"), strict=True):
        marks.setdefault(key, words)
    compared = 0
    sheets = mistakes.shown(*(block.sheet for block in entries(content).values()))
    for name, block in entries(content).items():
        shown = sheets[block.sheet]
        place = block.headings.index(CHECK_COLUMN.heading) + block.first_column
        for index, row_id in enumerate(column(block, ROW_ID.heading)):
            number = block.row_number(index)
            if index < len(block.rows) - block.rows_outside:
                expected = marks.get(f"{name}|{row_id or f'd{number}'}")
                assert shown.get((number, place)) == expected
                compared += expected is not None
    assert compared > 50


def test_a_check_leaves_every_entry_as_it_was(mistakes: Workbook) -> None:
    before = entries(mistakes.book.read())
    commands.check_book(mistakes.book, CHECK_DAY, NOW)
    after = entries(mistakes.book.read())
    for name, block in before.items():
        data = slice(2, None)
        assert [row[data] for row in after[name].rows] == [row[data] for row in block.rows]


def test_a_second_check_changes_nothing_but_the_log(mistakes: Workbook) -> None:
    commands.check_book(mistakes.book, CHECK_DAY, NOW)
    first = mistakes.book.read()
    commands.check_book(mistakes.book, CHECK_DAY, LATER)
    second = mistakes.book.read()
    assert program_rows(second) == program_rows(first)
    assert entries(second) == entries(first)
    assert len(second.blocks[LogEntry.table].rows) == len(first.blocks[LogEntry.table].rows) + 1


def test_fewer_findings_leave_no_row_of_the_earlier_ones(mistakes: Workbook) -> None:
    commands.check_book(mistakes.book, CHECK_DAY, NOW)
    many = len(mistakes.book.read().blocks[Result.table].rows)
    commands.clear_results(mistakes.book, CHECK_DAY, LATER)
    assert mistakes.book.read().blocks[Result.table].rows == []
    assert max(row for row, _ in mistakes.shown(Result.sheet)[Result.sheet]) == 4
    commands.check_book(mistakes.book, CHECK_DAY, LATER)
    assert len(mistakes.book.read().blocks[Result.table].rows) == many


def _query_row(workbook: Workbook) -> tuple[int, Block]:
    block = workbook.book.read().blocks[Result.table]
    severities = column(block, "Mức")
    return severities.index(Severity.QUERY.label), block


def test_an_answer_stays_beside_its_finding_and_is_not_asked_for_again(
    mistakes: Workbook,
) -> None:
    before = commands.check_book(mistakes.book, CHECK_DAY, NOW)
    index, block = _query_row(mistakes)
    cell = block.address(index, block.headings.index("Giải trình"))
    mistakes.type_in(Result.sheet, cell, ANSWER)
    for at in (LATER, NOW):
        report = commands.check_book(mistakes.book, CHECK_DAY, at)
        answered = [each for each in report.findings if each.explained is not None]
        assert len(answered) == sum(each.explained is not None for each in before.findings) + 1
        content = mistakes.book.read()
        assert ANSWER in column(content.blocks[Result.table], "Giải trình")
        assert [row[3] for row in content.blocks[Explanation.table].rows] == [ANSWER]
    commands.clear_results(mistakes.book, CHECK_DAY, NOW)
    assert [row[3] for row in mistakes.book.read().blocks[Explanation.table].rows] == [ANSWER]


def test_a_corrected_cell_is_found_no_more(mistakes: Workbook) -> None:
    report = commands.check_book(mistakes.book, CHECK_DAY, NOW)
    wrong = next(each for each in report.findings if each.column == "Hình thức kỷ luật")
    mistakes.type_in(wrong.sheet, wrong.cell, "Không")
    after = commands.check_book(mistakes.book, CHECK_DAY, LATER)
    assert (wrong.cell, wrong.code) not in {(each.cell, each.code) for each in after.findings}


def test_one_finding_leads_to_the_next(mistakes: Workbook, closed_mistakes: ClosedBook) -> None:
    ways = []
    for book in (mistakes.book, closed_mistakes):
        commands.check_book(book, CHECK_DAY, NOW)
        place, way = Place("Đăng ký", "A1"), []
        for _ in range(5):
            step = commands.find_next(book, place)
            assert step is not None
            place = step.finding.place
            way.append((place, step.sentence))
        ways.append(way)
    assert ways[0] == ways[1]
    assert len(set(ways[0])) == 5


# Summing up


def test_figures_are_the_same(sample: Workbook, closed: ClosedBook) -> None:
    found = commands.summarize_book(sample.book, CHECK_DAY)
    assert found == commands.summarize_book(closed, CHECK_DAY)


@pytest.mark.parametrize("times", [1, 2])
def test_summary_sheets_show_the_same(
    sample: Workbook, made: Path, tmp_path: Path, times: int
) -> None:
    path = tmp_path / "đã lưu.xlsx"
    path.write_bytes(_bytes("sample", made))
    with saved(path) as other:
        for workbook in (sample, other):
            for _ in range(times):
                commands.summarize_book(workbook.book, CHECK_DAY, "all", NOW)
        found, expected = sample.shown(*SUMMARY_SHEETS), other.shown(*SUMMARY_SHEETS)
        for sheet in SUMMARY_SHEETS:
            assert found[sheet] == expected[sheet]


def test_a_filled_summary_is_known_to_be_out_of_date(sample: Workbook) -> None:
    def codes() -> set[str]:
        return {each.code for each in commands.check_book(sample.book, CHECK_DAY).findings}

    commands.summarize_book(sample.book, CHECK_DAY, "all", NOW)
    assert "QU001" not in codes()
    texts = sample.book.read().blocks[PaperText.table]
    sample.type_in(PaperText.sheet, texts.address(0, texts.headings.index("Nội dung")), "Lời khác")
    assert "QU001" not in codes()
    unit = sample.book.read().blocks[Unit.table]
    cell = unit.address(0, unit.headings.index("Số hộ"))
    sample.type_in(Unit.sheet, cell, 4321)
    assert "QU001" in codes()


# Writing rows


def test_a_known_row_keeps_what_is_not_given(sample: Workbook) -> None:
    before = sample.book.read().blocks[Registration.table]
    row_id = column(before, ROW_ID.heading)[1]
    assert sample.book.fill(Registration.table, [{ROW_ID.heading: row_id, "Ghi chú": "=1+1"}]) == [
        row_id
    ]
    after = sample.book.read().blocks[Registration.table]
    note = before.headings.index("Ghi chú")
    expected = [list(row) for row in before.rows]
    expected[1][note] = "=1+1"
    assert after.rows == expected
    assert after.formulas == before.formulas


def test_new_rows_go_under_the_last_filled_one_and_make_the_table_grow(sample: Workbook) -> None:
    before = sample.book.read().blocks[Registration.table]
    rows = [{NAME: f"Người Mới {number}", "Đơn vị": "001"} for number in range(60)]
    ids = sample.book.fill(Registration.table, rows)
    after = sample.book.read().blocks[Registration.table]
    assert len(set(ids)) == 60
    assert not set(ids) & set(column(before, ROW_ID.heading)[: _filled(before)])
    assert column(after, NAME)[_filled(before) :][:60] == [row[NAME] for row in rows]
    assert column(after, ROW_ID.heading)[_filled(before) :][:60] == ids
    assert after.rows_outside == 0
    assert not after.formulas
    numbers = column(after, "STT")
    assert numbers[_filled(before) + 59] == _filled(before) + 60


def _filled(block: Block) -> int:
    names = column(block, NAME)
    return max(index for index, name in enumerate(names) if name) + 1


ODD_TEXTS = [
    *("001", "-5", "=1+1", "1/2", "5-2", "+84 912", "@abc", "TRUE", "12%", "1e5", "'ngoặc"),
    *("2020-02-05", "#N/A?", "  đầu và cuối  ", "dòng 1\ndòng 2", "ệ" * 9_000),
]


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        *(("Ghi chú", text) for text in ODD_TEXTS),
        *(("Số quyết định", "001"), ("Tiền thưởng", 0), ("Tiền thưởng", 1_234_567.5)),
        *(("Số phiếu đồng ý", 12), ("Ngày quyết định", date(2020, 2, 5)), ("Ngày sinh", 1980)),
        ("Ghi chú", None),
    ],
    ids=lambda value: ascii(value)[:14],
)
def test_a_value_that_is_written_is_read_back(
    sample: Workbook, closed: ClosedBook, heading: str, value: Raw
) -> None:
    found = []
    for book in (sample.book, closed):
        (row_id,) = book.fill(Nomination.table, [{NAME: "Người Mới", heading: value}])
        block = book.read().blocks[Nomination.table]
        found.append(column(block, heading)[column(block, ROW_ID.heading).index(row_id)])
        assert not block.formulas
    assert found[0] == found[1]
    assert type(found[0]) is type(found[1])
    if heading != "Ngày sinh":  # A year alone is read as the day of that number, in every book.
        assert found[0] == value


def test_a_setting_is_named_by_its_item(sample: Workbook) -> None:
    sample.book.fill(SettingRow.table, [{"Mục": "Người ký", "Giá trị": "Nguyễn Văn Mẫu"}])
    block = sample.book.read().blocks[SettingRow.table]
    values = dict(zip(column(block, "Mục"), column(block, "Giá trị"), strict=True))
    assert values["Người ký"] == "Nguyễn Văn Mẫu"


@pytest.mark.parametrize("heading", ["Không có cột này", "STT", "Kiểm tra"])
def test_a_column_that_cannot_be_filled_changes_nothing(sample: Workbook, heading: str) -> None:
    before = sample.book.read()
    with pytest.raises(KeyError):
        sample.book.fill(Unit.table, [{"Tên đơn vị": "Xóm Thử", heading: "x"}])
    assert sample.book.read() == before


def test_an_unknown_table_is_a_key_error(sample: Workbook) -> None:
    with pytest.raises(KeyError):
        sample.book.fill("tblKhongCo", [])


def test_what_stands_under_a_table_is_never_written_over(sample: Workbook) -> None:
    block = sample.book.read().blocks[Unit.table]
    sample.type_in(Unit.sheet, "C47", "ghi chú riêng")
    before = sample.book.read()
    with pytest.raises(Refusal, match="dòng 47"):
        sample.book.fill(Unit.table, [{"Tên đơn vị": f"Xóm {i}"} for i in range(60)])
    assert sample.book.read() == before
    assert block.first_row == 5


def test_an_id_that_findings_speak_of_is_never_given_again(sample: Workbook) -> None:
    key = [each.heading for each in Result.columns()].index("Khóa ô") + 1
    sample.type_in(Result.sheet, f"{column_letter(key)}5", "tblDonVi|DV0900|Ghi chú")
    ids = sample.book.fill(Unit.table, [{"Tên đơn vị": f"Xóm Thử {i}"} for i in range(60)])
    assert ids[-1].startswith("DV09")
    assert "DV0900" not in ids


def test_bonus_money_goes_into_empty_cells_once(sample: Workbook, closed: ClosedBook) -> None:
    for book in (sample.book, closed):
        commands.fill_bonus(book, CHECK_DAY, NOW)
    found, expected = (
        column(book.read().blocks[Nomination.table], "Tiền thưởng")
        for book in (sample.book, closed)
    )
    assert found == expected


# Empty rows, and what a paste took


@pytest.fixture
def tidy(sample: Workbook) -> Workbook:
    """The sample year in a book that can be put in order."""
    return sample


def test_empty_rows_go_to_the_end_with_ids_of_their_own(tidy: Workbook) -> None:
    before = tidy.book.read().blocks[Unit.table]
    findings = commands.check_book(tidy.book, CHECK_DAY).findings
    tidy.book.add_rows(Unit.table, 20)
    after = tidy.book.read().blocks[Unit.table]
    assert after.rows[:40] == before.rows
    added = after.rows[40:]
    assert column(after, ROW_ID.heading)[40:] == [f"DV{number:04}" for number in range(41, 61)]
    assert all(not any(row[2:-1]) for row in added)
    assert (after.rows_outside, after.formulas) == (0, before.formulas)
    assert commands.check_book(tidy.book, CHECK_DAY).findings == findings


def test_empty_rows_never_go_over_what_stands_under_a_table(tidy: Workbook) -> None:
    tidy.type_in(Unit.sheet, "C46", "ghi chú riêng")
    before = tidy.book.read()
    with pytest.raises(Refusal, match="dòng 46"):
        tidy.book.add_rows(Unit.table, 20)
    with pytest.raises(ValueError, match="0"):
        tidy.book.add_rows(Unit.table, 0)
    with pytest.raises(KeyError):
        tidy.book.add_rows("tblKhongCo", 20)
    assert tidy.book.read() == before


def test_formulas_that_were_pasted_over_come_back(tidy: Workbook) -> None:
    tidy.type_in(Unit.sheet, "B5", 7)
    tidy.type_in(Unit.sheet, "A6", "chữ của tôi")
    changed = tidy.book.read()
    lines = tidy.book.restore()
    assert lines == [
        "Trang “Đơn vị”: đã đặt lại công thức ở cột STT.",
        "Trang “Đơn vị”: cột Kiểm tra giữ nguyên chữ gõ ở ô A6; hãy xóa chữ đó rồi làm lại để công "
        "thức trở về.",
    ]
    after = tidy.book.read()
    assert column(after.blocks[Unit.table], "STT")[0] == 1
    assert column(after.blocks[Unit.table], "Kiểm tra")[1] == "chữ của tôi"
    assert {**after.blocks, Unit.table: None} == {**changed.blocks, Unit.table: None}


def test_nothing_is_put_back_where_nothing_is_missing(tidy: Workbook) -> None:
    before = tidy.book.read()
    assert tidy.book.restore() == []
    assert tidy.book.read() == before


PASTED = {
    Registration.sheet: ["A5:A2006", "D5:D2006", "F5:F2006", "P5:R2006"],
    Unit.sheet: ["D5:G2006"],
    SettingRow.sheet: ["D5:D60"],
}
"""Whole columns, down to where the lists of the template end: no cell of them is as it was."""


def test_whole_columns_and_settings_that_were_pasted_over_are_as_built_again(
    tidy: Workbook, tmp_path: Path
) -> None:
    built = load(tidy.file(tmp_path / "trước.xlsx"))
    tidy.paste_over(PASTED)
    pasted = load(tidy.file(tmp_path / "dán.xlsx"))
    before = tidy.book.read()
    lines = tidy.book.restore()
    after = tidy.book.read()
    restored = load(tidy.file(tmp_path / "sau.xlsx"))
    assert {line.split("”")[0] for line in lines} == {f"Trang “{sheet}" for sheet in PASTED}
    for block in (block for block in entries(before).values() if block.sheet in PASTED):
        last = block.first_row + len(block.rows) - block.rows_outside - 1
        area = f"A{block.first_row}:{column_letter(len(block.headings))}{last}"
        expected = looks(built, block.sheet, area)
        assert looks(pasted, block.sheet, area) != expected
        found = looks(restored, block.sheet, area)
        assert {cell: look for cell, look in found.items() if look != expected[cell]} == {}
    assert entries(after).keys() == entries(before).keys()
    for name, block in entries(before).items():
        assert after.blocks[name].rows == block.rows or block.sheet in PASTED
    assert tidy.book.restore() == []


# Buttons


def test_the_buttons_say_the_same(
    mistakes: Workbook, closed_mistakes: ClosedBook, tmp_path: Path
) -> None:
    said: list[list[Any]] = []
    for book in (mistakes.book, closed_mistakes):
        desk = TestDesk(book, NOW, tmp_path / "sổ.xlsx")
        outcomes = [
            press(job.id, desk) for job in (CHECK, NEXT_FINDING, SUMMARIZE, FILL_BONUS, CLEAR)
        ]
        said.append([*outcomes, desk.cell, desk.questions])
    assert said[0] == said[1]


def test_a_plan_is_written_from_what_is_open(sample: Workbook, tmp_path: Path) -> None:
    desk = TestDesk(sample.book, NOW, tmp_path / "sổ.xlsx")
    outcome = buttons.write_plan(desk)
    assert outcome.made[0].stat().st_size > 5000


# Slips of units


def test_slips_are_taken_alike_and_once(
    sample: Workbook, closed: ClosedBook, tmp_path: Path
) -> None:
    folder = tmp_path / "phiếu"
    [slip] = commands.write_slips(closed, NOW, folder, ["Xóm 2"])
    first, second, *_ = rows_of(slip, Registration.table, "Xóm 2")
    changes: list[dict[str, Raw]] = [
        {"Mã dòng": first, "Chức vụ": "Trưởng xóm", "Giới tính": None},
        empty(slip, Registration.table, second),
        *({NAME: f"Người Mới {number}", "Ngày sinh": 1980} for number in range(3)),
    ]
    fill_slip(slip, {Registration.table: changes})
    for book in (sample.book, closed):
        collected = commands.collect_slips(book, CHECK_DAY, folder)
        commands.take_slips(book, CHECK_DAY, collected, NOW)
    found, expected = sample.book.read().blocks, closed.read().blocks
    assert entries(Content(found)) == entries(Content(expected))
    assert found[SlipRow.table].rows == expected[SlipRow.table].rows
    again = commands.collect_slips(sample.book, CHECK_DAY, folder)
    assert not again.to_write
    assert not again.needs_attention
