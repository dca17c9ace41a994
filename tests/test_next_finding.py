"""Lỗi kế tiếp goes from one open finding to the next, wherever rows have gone since the check."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest

from addin.desk import Place
from addin.next_finding import next_finding
from validators.blocks import Block, Raw
from validators.records import Registration, Result

HEADINGS = [column.heading for column in Registration.columns()]
NAME, BIRTH, ROW_ID = (
    HEADINGS.index(each) for each in (Registration.subject_column().heading, "Ngày sinh", "Mã dòng")
)
FIRST_ROW = 6


def registrations(*rows: tuple[str, str, Raw]) -> Block:
    """Rows of id, name and date of birth."""
    cells: list[list[Raw]] = []
    for row_id, name, birth in rows:
        row: list[Raw] = [None] * len(HEADINGS)
        row[ROW_ID], row[NAME], row[BIRTH] = row_id or None, name, birth
        cells.append(row)
    return Block("tblDangKy", "Đăng ký", FIRST_ROW, 1, HEADINGS, cells)


def finding(
    severity: str, row_id: str, cell: str, value: Raw = None, answer: str = ""
) -> dict[str, Raw]:
    return {
        "severity": severity,
        "sheet_name": "Đăng ký",
        "cell": cell,
        "message": f"Sai ở {row_id}.",
        "remedy": "Sửa lại.",
        "value": value,
        "explanation": answer or None,
        "cell_key": f"tblDangKy|{row_id}|Ngày sinh",
    }


def results(*rows: Mapping[str, Raw]) -> Block:
    fields = [column.field for column in Result.columns()]
    return Block(
        Result.table,
        Result.sheet,
        6,
        1,
        [column.heading for column in Result.columns()],
        [[row.get(name) for name in fields] for row in rows],
    )


def blocks(entries: Block, found: Block) -> dict[str, Block]:
    return {entries.table: entries, found.table: found}


TWO = registrations(("DK0001", "Nguyễn Văn Mẫu", "31/02/1980"), ("DK0002", "Trần Thị Thử", "x"))
BOTH = results(finding("Lỗi", "DK0001", "F6", "31/02/1980"), finding("Lỗi", "DK0002", "F7", "x"))
BIRTH_LETTER = TWO.address(0, BIRTH)[0]


def steps(content: Mapping[str, Block], start: str, count: int) -> list[str]:
    """The cells that so many presses go to."""
    cells, place = [], Place("Đăng ký", start)
    for _ in range(count):
        step = next_finding(content, place)
        if step is None:
            break
        place = step.finding.place
        cells.append(place.cell)
    return cells


def test_presses_go_round_from_the_first_error_to_the_last_and_again() -> None:
    first, second = f"{BIRTH_LETTER}6", f"{BIRTH_LETTER}7"
    assert steps(blocks(TWO, BOTH), "A1", 3) == [first, second, first]


def test_a_cell_that_was_corrected_is_passed_by() -> None:
    corrected = registrations(
        ("DK0001", "Nguyễn Văn Mẫu", date(1980, 2, 28)), ("DK0002", "Trần Thị Thử", "x")
    )
    assert steps(blocks(corrected, BOTH), "A1", 2) == [f"{BIRTH_LETTER}7"] * 2


def test_a_date_that_comes_back_as_a_point_in_time_is_the_same_date() -> None:
    row = registrations(("DK0001", "Nguyễn Văn Mẫu", datetime(2009, 5, 3)))
    found = results(finding("Lỗi", "DK0001", "F6", date(2009, 5, 3)))
    assert steps(blocks(row, found), "A1", 1) == [f"{BIRTH_LETTER}6"]


def test_a_sorted_row_is_found_by_its_id() -> None:
    turned = replace_rows(TWO, list(reversed(TWO.rows)))
    only_first = results(finding("Lỗi", "DK0001", "F6", "31/02/1980"))
    assert steps(blocks(turned, only_first), "A1", 1) == [f"{BIRTH_LETTER}7"]


def replace_rows(block: Block, rows: list[list[Raw]]) -> Block:
    return replace(block, rows=rows)


def test_a_row_that_was_deleted_is_no_longer_gone_to() -> None:
    left = replace_rows(TWO, TWO.rows[1:])
    assert steps(blocks(left, BOTH), "A1", 2) == [f"{BIRTH_LETTER}6"] * 2


@pytest.mark.parametrize(
    ("severities", "answer", "gone_to"),
    [
        (("Lưu ý", "Lỗi"), "", "DK0002"),
        (("Cần giải trình", "Lưu ý"), "", "DK0001"),
        (("Cần giải trình", "Lưu ý"), "Đã đối chiếu với hồ sơ gốc.", "DK0002"),
        (("Cần giải trình", "Lưu ý"), "Đúng rồi.", "DK0001"),
    ],
)
def test_the_gravest_that_are_open_come_first(
    severities: tuple[str, str], answer: str, gone_to: str
) -> None:
    found = results(
        finding(severities[0], "DK0001", "F6", "31/02/1980", answer),
        finding(severities[1], "DK0002", "F7", "x"),
    )
    step = next_finding(blocks(TWO, found), Place("Đăng ký", "A1"))
    assert step is not None
    assert gone_to in step.finding.sentence


def test_the_status_bar_counts_the_findings_of_the_severity() -> None:
    step = next_finding(blocks(TWO, BOTH), Place("Đăng ký", f"{BIRTH_LETTER}6"))
    assert step is not None
    assert step.sentence == f"Lỗi 2/2 – Đăng ký!{BIRTH_LETTER}7: Sai ở DK0002. Sửa lại."


def test_nothing_is_gone_to_when_all_is_in_order() -> None:
    assert next_finding(blocks(TWO, results()), Place("Đăng ký", "A1")) is None
