"""Bonus money as a job: previewed, filled into empty cells, never over what was typed."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from addin.bonus import State, list_bonuses
from addin.book.closed import ClosedBook
from addin.book.copies import keep_dated_copy
from addin.cli import run
from addin.commands import FILL_BONUS, fill_bonus, new_register
from addin.opening import open_register
from addin.refusal import Refusal
from addin.sample import UNIT, YEAR, sample_rows
from tests.support.fixtures import draw
from tests.support.parts import differences
from validators.blocks import Raw
from validators.records import LogEntry, Nomination

TODAY = date(2021, 1, 20)
NOW = datetime(2021, 1, 20, 8, 15, 30)
MONEY, NAME = "Tiền thưởng", "Họ và tên / Tên tập thể"
TYPED = {"Lý Minh Hải": 450_000, "Hứa Văn Nam": 447_000}
"""What somebody has typed before the job: the lawful sum, and one that is not."""


@pytest.fixture(scope="module")
def unpaid(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sample year before the money was entered, but for two rows."""
    path = tmp_path_factory.mktemp("bonus") / "so.xlsx"
    new_register(path, YEAR, UNIT)
    book = ClosedBook(path)
    for table, rows in sample_rows().items():
        if table == Nomination.table:
            rows = [{**row, MONEY: TYPED.get(str(row[NAME]))} for row in rows]
        book.fill(table, rows)
    book.save(path)
    return path.read_bytes()


@pytest.fixture
def book(unpaid: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Sổ thi đua 2020.xlsx"
    path.write_bytes(unpaid)
    return path


def typed_money(path: Path) -> dict[str, float | None]:
    """The money of each awarded row by row id."""
    register = open_register(ClosedBook(path), TODAY).register
    return {row.key: row.bonus for row in register.awarded}


def log(path: Path) -> list[list[Raw]]:
    block = ClosedBook(path).read().blocks[LogEntry.table]
    return [row for row in block.rows if any(row)]


# Preview


def test_a_preview_says_who_how_much_and_how_and_writes_nothing(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = book.read_bytes()
    assert run(["bonus", str(book), "--date", "20/1/2021"]) == 0
    out = capsys.readouterr().out
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == [book.name]
    assert out.startswith("Tiền thưởng của sổ năm 2020: điền 29 dòng (15.310.000 đ), giữ nguyên 2")
    assert (
        "Phùng Thị Thu Phượng · Lao động tiên tiến: 0,3 × 1.490.000 đ = 447.000 đ, làm tròn lên "
        "450.000 đ" in out
    )
    assert "Hứa Văn Nam · Lao động tiên tiến: ghi 447.000 đ; 0,3 × 1.490.000 đ" in out
    assert "Xã: 27 dòng, 10.827.000 đ" in out
    assert "Quý I/2021: 4 dòng, 5.380.000 đ" in out
    assert "Mới xem trước" in out


def test_the_json_has_a_line_for_each_award_and_the_totals(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["bonus", str(book), "--format", "json", "--date", "20/1/2021"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data.keys() == {"year", "lines", "total", "unit", "quarter", "fund"}
    states = [line["state"] for line in data["lines"]]
    assert {state: states.count(state) for state in states} == {
        "fill": 29, "agrees": 1, "differs": 1, "unknown": 3
    }  # fmt: skip
    assert data["fund"] == {
        "Xã": {"rows": 27, "amount": 10_827_000},
        "Huyện": {"rows": 4, "amount": 5_380_000},
    }
    first = data["lines"][0]
    assert (first["exact"], first["lawful"], first["typed"]) == (447_000, 450_000, None)
    assert "reason" in data["lines"][-1]
    for totals in ("unit", "quarter", "fund"):
        assert sum(each["amount"] for each in data[totals].values()) == data["total"]["amount"]
        assert sum(each["rows"] for each in data[totals].values()) == data["total"]["rows"]


# Filling


def test_filling_writes_into_empty_cells_of_awards_and_nowhere_else(
    book: Path, tmp_path: Path
) -> None:
    out = tmp_path / "ra.xlsx"
    before = typed_money(book)
    assert run(["bonus", str(book), "-o", str(out), "--date", "20/1/2021"]) == 0
    after = typed_money(out)
    register = open_register(ClosedBook(book), TODAY).register
    lines = {each.row.key: each for each in list_bonuses(register).lines}
    assert after == {key: line.amount for key, line in lines.items()}
    assert {key for key in after if before[key] != after[key]} == {
        key for key, line in lines.items() if line.state is State.FILL
    }
    assert [before[key] for key in before if before[key]] == [450_000, 447_000]
    others = open_register(ClosedBook(out), TODAY).register.nominations
    assert [row.bonus for row in others if row.key not in lines and row.bonus] == []


def test_filling_leaves_every_other_part_of_the_file_alone(book: Path) -> None:
    before = book.read_bytes()
    fill = ClosedBook(book)
    fill_bonus(fill, TODAY, NOW)
    fill.save(book)
    changed = differences(before, book)
    assert not {"gone", "new"} & set(changed.values())
    sheets = [name for name in changed if name.startswith("xl/worksheets/")]
    assert len(sheets) == 2, sheets  # Đề nghị, Nhật ký


@pytest.mark.parametrize("where", [["--in-place"], ["-o", "{}"]], ids=["in place", "as output"])
def test_filling_the_register_itself_keeps_a_dated_copy_of_what_was_there(
    book: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = book.read_bytes()
    where = [each.format(book) for each in where]
    assert run(["bonus", str(book), *where, "--date", "20/1/2021"]) == 0
    (copy,) = (path for path in book.parent.iterdir() if path != book)
    assert copy.read_bytes() == before
    assert copy.name.startswith("Sổ thi đua 2020_ban_sao_20")
    assert book.read_bytes() != before
    assert str(copy) in capsys.readouterr().out


def test_a_second_run_has_nothing_to_fill_and_leaves_the_file_alone(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["bonus", str(book), "--in-place", "--date", "20/1/2021"])
    filled, files = book.read_bytes(), len(list(book.parent.iterdir()))
    capsys.readouterr()
    assert run(["bonus", str(book), "--in-place", "--date", "20/1/2021"]) == 0
    assert "không có ô nào cần điền" in capsys.readouterr().out
    assert book.read_bytes() == filled
    assert len(list(book.parent.iterdir())) == files


def test_the_log_says_what_was_filled_without_names(book: Path) -> None:
    fill = ClosedBook(book)
    fill_bonus(fill, TODAY, NOW)
    fill.save(book)
    (entry,) = log(book)
    assert entry[:2] == ["2021-01-20 08:15:30", FILL_BONUS]
    assert str(entry[2]).startswith("điền 29 dòng (15.310.000 đ)")
    assert not [name for name in TYPED if name in str(entry)]


def test_after_filling_the_check_has_nothing_left_to_ask_for(book: Path) -> None:
    from validators.check import check

    fill = ClosedBook(book)
    codes = [each.code for each in check(open_register(fill, TODAY).register).findings]
    assert codes.count("SO301") == 1
    fill_bonus(fill, TODAY, NOW)
    codes = [each.code for each in check(open_register(fill, TODAY).register).findings]
    assert "SO301" not in codes
    assert codes.count("DN301") == 1  # 447.000, which was typed and stays


# What is not filled

KEPT = """
### Đơn vị
| Tên đơn vị | Loại đơn vị |
| --- | --- |
| Xóm Mẫu | Xóm |
### Đề nghị
| Họ và tên / Tên tập thể | Loại đối tượng | Đơn vị | Ngày sinh | Năm thành tích | Danh hiệu đề nghị | Cấp quyết định | Kết quả | Ngày quyết định | Tiền thưởng | Mã dòng |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Người Mẫu 1 | Cá nhân | Xóm Mẫu | 1980 | 2020 | Lao động tiên tiến | Xã | Được tặng | 22/12/2020 | | DN0001 |
| Người Mẫu 2 | Cá nhân | Xóm Mẫu | 1980 | 2020 | Lao động tiên tiến | Xã | Được tặng | 22/12/2020 | 0 | DN0002 |
| Người Mẫu 3 | Cá nhân | Xóm Mẫu | 1980 | 2020 | Lao động tiên tiến | Xã | Được tặng | 22/12/2020 | bốn trăm | DN0003 |
| Người Mẫu 4 | Cá nhân | Xóm Mẫu | 1980 | 2020 | Lao động tiên tiến | Xã | Được tặng | 22/12/2020 | công thức: | DN0004 |
| Người Mẫu 5 | Cá nhân | Xóm Mẫu | 1980 | 2020 | Lao động tiên tiến | Xã | Được tặng | | | DN0005 |
| Người Mẫu 6 | Cá nhân | Xóm Mẫu | 1980 | 2020 | Lao động tiên tiến | Xã | Đang xét | | | DN0006 |
| Người Mẫu 7 | Cá nhân | Xóm Lạ | 1980 | 2020 | Lao động tiên tiến | | Được tặng | 12/01/2021 | | DN0007 |
| Người Mẫu 8 | Cá nhân | Xóm Mẫu | 1980 | 2020 | Lao động tiên tiến | Xã | Được tặng | 22/12/2020 | | DN0008 |
| Người Mẫu 9 | Cá nhân | Xóm Mẫu | 1980 | 2020 | Lao động tiên tiến | Xã | Được tặng | 22/12/2020 | | DN0008 |
| Người Mẫu 10 | Cá nhân | Xóm Mẫu | 1980 | 2020 | Lao động tiên tiến | Xã | Được tặng | 22/12/2020 | | DN0010 |
| Người Mẫu 10 | Cá nhân | Xóm Mẫu | 1980 | 2020 | Chiến sĩ thi đua cơ sở | Huyện | Được tặng | 22/12/2020 | | DN0011 |
"""  # noqa: E501


def test_a_cell_with_anything_in_it_and_a_row_in_doubt_are_left_alone() -> None:
    bonuses = list_bonuses(draw(KEPT).register())
    assert [(each.row.name, each.state) for each in bonuses.lines] == [
        ("Người Mẫu 1", State.FILL),
        ("Người Mẫu 2", State.DIFFERS),
        ("Người Mẫu 3", State.TYPED),
        ("Người Mẫu 4", State.TYPED),
        ("Người Mẫu 5", State.UNKNOWN),
        ("Người Mẫu 7", State.FILL),
        ("Người Mẫu 8", State.UNKNOWN),
        ("Người Mẫu 9", State.UNKNOWN),
        ("Người Mẫu 10", State.UNKNOWN),
        ("Người Mẫu 10", State.FILL),
    ]


TWO_TITLES = """
### Đề nghị
| Họ và tên / Tên tập thể | Loại đối tượng | Ngày sinh | Năm thành tích | Danh hiệu đề nghị | Hình thức đề nghị | Kết quả | Ngày quyết định |
| --- | --- | --- | --- | --- | --- | --- | --- |
| Nguyễn Văn Mẫu | Cá nhân | 1980 | 2020 | Lao động tiên tiến | Giấy khen của Chủ tịch UBND xã | Được tặng | 22/12/2020 |
| Nguyễn Văn Mẫu | Cá nhân | 1980 | 2020 | Chiến sĩ thi đua cơ sở | | Được tặng | 12/01/2021 |
| Nguyễn Văn Mẫu | Cá nhân | 1980 | 2020 | Chiến sĩ thi đua cấp tỉnh | | Được tặng | 12/02/2021 |
"""  # noqa: E501


def test_of_two_titles_for_the_same_time_the_lower_is_left_to_the_clerk() -> None:
    kept, *filled = list_bonuses(draw(TWO_TITLES).register()).lines
    assert kept.state is State.UNKNOWN
    assert kept.explanation.endswith("chỉ nhận mức cao nhất thì ghi 230.000")
    assert [(each.state, each.amount) for each in filled] == [
        (State.FILL, 1_490_000),
        (State.FILL, 4_470_000),
    ]


def test_totals_have_a_line_for_rows_of_no_known_unit_level_or_day() -> None:
    bonuses = list_bonuses(draw(KEPT.replace("22/12/2020 | 0 ", "| 450.000 ")).register())
    assert {key: each.amount for key, each in bonuses.by_unit.items()} == {
        "Xóm Mẫu": 2_390_000, "Khác": 450_000
    }  # fmt: skip
    assert {key: each.amount for key, each in bonuses.by_fund.items()} == {
        "Xã": 900_000, "Huyện": 1_490_000, "Chưa ghi cấp": 450_000
    }  # fmt: skip
    assert {key: each.amount for key, each in bonuses.by_quarter.items()} == {
        "Quý IV/2020": 1_940_000, "Quý I/2021": 450_000, "Chưa ghi ngày": 450_000
    }  # fmt: skip


def test_a_sheet_without_the_column_is_refused_in_words() -> None:
    from addin.bonus import rows_to_fill

    head, _, rows = KEPT.partition("### Đề nghị")
    sketch = draw(f"{head}\n### Cấu trúc\n- thiếu cột: Đề nghị!{MONEY}\n")
    sketch.rows["Đề nghị"] = draw(f"### Đề nghị{rows}").rows["Đề nghị"][:1]
    found = sketch.register()
    with pytest.raises(Refusal, match="thiếu cột “Tiền thưởng”"):
        rows_to_fill(list_bonuses(found), found)


# Dated copies


def test_copies_of_one_second_do_not_replace_each_other(tmp_path: Path) -> None:
    book = tmp_path / "so.xlsx"
    book.write_bytes(b"1")
    first = keep_dated_copy(book, NOW)
    book.write_bytes(b"2")
    second = keep_dated_copy(book, NOW)
    assert (first.name, second.name) == (
        "so_ban_sao_20210120_081530.xlsx",
        "so_ban_sao_20210120_081530_2.xlsx",
    )
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")


def test_without_a_copy_nothing_is_changed(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    before = book.read_bytes()
    monkeypatch.setattr("shutil.copy2", full)
    assert run(["bonus", str(book), "--in-place", "--date", "20/1/2021"]) == 2
    assert "“Sổ thi đua 2020.xlsx” được giữ nguyên" in capsys.readouterr().err
    assert book.read_bytes() == before
