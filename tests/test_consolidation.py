"""Many registers added up: the totals are those of the sources, and nothing is passed over."""

import os
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from addin.book.closed import ClosedBook
from addin.book.consolidated import TEMPLATE, Report, consolidated_workbook, empty_report
from addin.book.layout import TEMPLATE_YEAR
from addin.commands import consolidate_folder, consolidate_ledger, summarize_book
from addin.consolidation import Consolidation, Double
from addin.demo import CHECK_DAY
from addin.examining import Examined, RowFact, Standing, examine
from addin.expected import ExpectedUnits, load_expected
from addin.gathering import gather
from addin.ledger import Arrival, Ledger
from addin.mail.inbox import Came
from addin.refusal import Refusal
from addin.statistics_forms import movements_form, provincial_form, state_form
from addin.summary import YEAR_SHEET, Stage
from tests.support.counted import whole_year
from tests.support.ooxml import assert_valid
from tests.support.sent import changed, of_unit, sample, sent
from tests.test_gathering import THREADS

NOW = datetime(2021, 2, 20, 8, 0)
UNITS = {"05541": "Quy Kỳ", "05542": "Lam Vỹ", "05543": "Bảo Linh"}
"""The sample is Lam Vỹ's; the others are made of it, with rows of their own."""


def row_of(number: int, **cells: Any) -> dict[str, Any]:
    return {"Mã dòng": f"DK{number:04}", **cells}


def without(*numbers: int) -> dict[str, Any]:
    """Some registrations taken back."""
    empty = dict.fromkeys(
        ("Họ và tên / Tên tập thể", "Loại đối tượng", "Đơn vị", "Ngày sinh", "Danh hiệu đăng ký",
         "Hình thức đăng ký", "Ngày đăng ký", "Nhóm đối tượng", "Chức vụ", "Tên gọi", "Giới tính",
         "Ngày tuyển dụng", "Phong trào", "Sáng kiến đăng ký", "Ghi chú")
    )  # fmt: skip
    return {"tblDangKy": [row_of(number, **empty) for number in numbers]}


@pytest.fixture(scope="module")
def sources() -> dict[str, bytes]:
    return {
        "05541": of_unit("05541", "Quy Kỳ", without(40, 41)),
        "05542": sample(),
        "05543": of_unit("05543", "Bảo Linh", without(42)),
    }


def added_up(
    folder: Path,
    workbooks: Sequence[tuple[str, bytes]],
    expected: ExpectedUnits | None = None,
    period: str = "Cả năm",
) -> tuple[Consolidation, Path]:
    ledger = Ledger(f"sqlite:///{folder / 'so_cai.sqlite'}")
    units = expected or ExpectedUnits()
    came = [Came("dir", name, content) for name, content in workbooks]
    problems = gather(came, ledger, units, NOW, THREADS)
    target = folder / "so_tong_hop.xlsx"
    done = consolidate_ledger(
        ledger, units, target, NOW, year=2020, period=period, problems=problems
    )
    ledger.close()
    return done, target


@pytest.mark.parametrize("period", ["Quý I", "Quý IV", "Cả năm"])
def test_the_totals_are_the_sums_of_the_sources(
    sources: dict[str, bytes], tmp_path: Path, period: str
) -> None:
    workbooks = [(f"{code}.xlsx", sent(content)) for code, content in sources.items()]
    done, _ = added_up(tmp_path, workbooks, period=period)
    wanted = {stage.value: 0 for stage in Stage}
    for content in sources.values():
        figures = summarize_book(ClosedBook(content), CHECK_DAY)
        [sheet] = [each for each in figures["sheets"] if each["sheet"] == period]
        for stage in wanted:
            wanted[stage] += sheet["period"]["total"][stage]["rows"]
    total = done.as_json()["total"]["period"]
    assert {stage: total[stage]["rows"] for stage in wanted} == wanted
    assert [each.entry.unit_name for each in done.units] == list(UNITS.values())


def test_the_totals_are_those_that_somebody_else_counts(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    workbooks = [(f"{code}.xlsx", sent(content)) for code, content in sources.items()]
    done, _ = added_up(tmp_path, workbooks)
    counted = [whole_year(content) for content in sources.values()]
    total = done.as_json()["total"]["period"]
    for stage in ("registered", "nominated", "awarded"):
        assert total[stage]["object"] == sum((each[stage] for each in counted), Counter())


def test_a_commune_counts_by_its_newest_accepted_workbook(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    first = sent(sources["05542"])
    second = sent(changed(first, without(3)))
    wrong = sent(changed(second, {"tblDangKy": [row_of(2, **{"Ngày sinh": "31/02/1979"})]}))
    done, _ = added_up(tmp_path, [("a.xlsx", second), ("b.xlsx", first), ("c.xlsx", wrong)])
    [unit] = done.units
    assert unit.entry.sequence == 2
    assert [each.file_name for each in done.not_counted] == ["c.xlsx"]


def test_what_a_newer_version_changes_is_shown(sources: dict[str, bytes], tmp_path: Path) -> None:
    first = sent(sources["05542"], period="Quý I")
    second = sent(changed(first, without(3)), period="Cả năm")
    done, _ = added_up(tmp_path, [("a.xlsx", first), ("b.xlsx", second)])
    [conflict] = done.conflicts
    assert "Quý I đã báo ở lần 1 nay khác ở lần 2: đăng ký" in conflict.what


def test_two_workbooks_of_one_number_are_a_conflict(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    one = sent(sources["05542"])
    other = sent(changed(sources["05542"], {"tblDangKy": [row_of(3, **{"Ghi chú": "khác"})]}))
    done, _ = added_up(tmp_path, [("a.xlsx", one), ("b.xlsx", other)])
    assert "Lần gửi 1 có nội dung khác nhau" in done.conflicts[0].what


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_later_workbook_that_does_not_count_is_named(
    sources: dict[str, bytes], tmp_path: Path, by_hand: bool
) -> None:
    first = sent(sources["05542"])
    second = sent(changed(first, without(3)), at=datetime(2021, 2, 1, 9))
    later = changed(sources["05542"], without(3, 40))
    if not by_hand:
        later = sent(later, at=datetime(2021, 2, 10, 9))
    done, _ = added_up(tmp_path, [("a.xlsx", first), ("b.xlsx", second), ("sửa tay.xlsx", later)])
    assert [each.entry.file_name for each in done.units] == ["b.xlsx"]
    [named] = [each for each in done.conflicts if "không được tính" in each.what]
    assert "sửa tay.xlsx" in named.what
    assert ("không rõ lần gửi" in named.what) is by_hand


def test_a_code_without_its_zero_is_no_other_commune(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    workbooks = [("a.xlsx", sent(sources["05542"])), ("b.xlsx", sent(of_unit("5542", "Lam Vỹ")))]
    done, _ = added_up(tmp_path, workbooks)
    assert [each.entry.unit_code for each in done.units] == ["05542"]


LISTED = "Mã đơn vị hành chính,Tên đơn vị hành chính\n05542,Xã Lam Vỹ\n05541,Quy Kỳ\n"


@pytest.mark.parametrize("listed", ["", LISTED])
def test_a_commune_that_left_its_code_out_is_counted_once(
    sources: dict[str, bytes], tmp_path: Path, listed: str
) -> None:
    path = tmp_path / "đơn vị.csv"
    path.write_text(listed, "utf-8")
    first = sent(sources["05542"])
    workbooks = [
        ("a.xlsx", first),
        ("b.xlsx", sent(changed(of_unit("", "xã Lam Vỹ"), without(3)), sequence=2)),
        ("c.xlsx", sent(sources["05541"])),
    ]
    done, _ = added_up(tmp_path, workbooks, load_expected(path) if listed else None)
    assert [each.entry.file_name for each in done.units] == ["b.xlsx", "c.xlsx"]
    named = [each.what for each in done.conflicts if "được coi là của 05542 Lam Vỹ" in each.what]
    assert len(named) == (0 if listed else 1)


def test_of_communes_of_one_name_none_is_taken_for_another(tmp_path: Path) -> None:
    workbooks = [
        (code or "không mã", sent(of_unit(code, "Tân Lập"))) for code in ("05541", "05542", "")
    ]
    done, _ = added_up(tmp_path, workbooks)
    assert len(done.units) == 3


def test_a_commune_and_a_ward_of_one_name_are_two(tmp_path: Path) -> None:
    workbooks = [(name, sent(of_unit("", name))) for name in ("Xã Tân Lập", "Phường Tân Lập")]
    workbooks.append(("mã", sent(of_unit("05542", "Xã Tân Lập"))))
    done, _ = added_up(tmp_path, workbooks)
    assert len(done.units) == 3


def test_a_commune_that_has_merged_since_and_still_counts_is_named(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "đơn vị.csv"
    path.write_text("Mã đơn vị hành chính,Tên đơn vị hành chính\n05542,Lam Vỹ\n", "utf-8")
    with closing(Ledger(f"sqlite:///{tmp_path / 'so_cai.sqlite'}")) as ledger:
        came = [Came("dir", code, sent(sources[code])) for code in ("05541", "05542")]
        gather(came, ledger, ExpectedUnits(), NOW, THREADS)
        done = consolidate_ledger(
            ledger, load_expected(path), tmp_path / "a.xlsx", NOW, year=2020, period="Cả năm"
        )
    assert len(done.units) == 2
    [conflict] = done.conflicts
    assert conflict.unit == "05541 Quy Kỳ"
    assert "không còn trong danh sách" in conflict.what


def test_a_code_given_since_last_year_does_not_hide_last_year(tmp_path: Path) -> None:
    last = {"Mục": "Năm", "Giá trị": 2019}
    before = changed(of_unit("", "Xã Lam Vỹ"), {"tblThongTin": [last]})
    ledger = Ledger(f"sqlite:///{tmp_path / 'so_cai.sqlite'}")
    for number, content in enumerate((before, sample())):
        entry = replace(examine(sent(content), "a.xlsx", NOW.date()), standing=Standing.ACCEPTED)
        ledger.take_in(Arrival(str(number), "dir", "2021-01-20 08:00:00"), [entry])
    done = consolidate_ledger(
        ledger, ExpectedUnits(), tmp_path / "a.xlsx", NOW, year=2020, period="Cả năm"
    )
    ledger.close()
    [unit] = done.units
    assert unit.year_ago is not None


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_later_workbook_that_was_returned_is_named_whatever_its_number(
    sources: dict[str, bytes], tmp_path: Path, by_hand: bool
) -> None:
    first = sent(sources["05542"])
    second = sent(changed(first, without(3)), at=datetime(2021, 2, 1, 9))
    wrong = changed(sources["05542"], {"tblDangKy": [row_of(2, **{"Ngày sinh": "31/02/1979"})]})
    if not by_hand:  # from a PC that knew nothing of the earlier sendings
        wrong = sent(wrong, at=datetime(2021, 2, 10, 9))
    done, _ = added_up(tmp_path, [("a.xlsx", first), ("b.xlsx", second), ("c.xlsx", wrong)])
    assert [each.entry.file_name for each in done.units] == ["b.xlsx"]
    assert [each.file_name for each in done.not_counted] == ["c.xlsx"]


def test_a_returned_workbook_that_a_sound_one_has_followed_is_not_named(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    bad = {"tblDangKy": [row_of(2, **{"Ngày sinh": "31/02/1979"})]}
    wrong = sent(changed(sources["05542"], bad))
    right = sent(sources["05542"], at=datetime(2021, 2, 1, 9), sequence=2)
    done, _ = added_up(tmp_path, [("b.xlsx", right), ("a.xlsx", wrong)])
    assert not done.not_counted


def test_of_workbooks_that_nothing_tells_apart_one_counts_and_both_are_named(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    workbooks = [
        ("sổ sửa.xlsx", changed(sources["05542"], without(3))),
        ("sổ.xlsx", sources["05542"]),
    ]
    for order in (workbooks, workbooks[::-1]):
        folder = tmp_path / order[0][0]
        folder.mkdir()
        done, _ = added_up(folder, order)
        assert [each.entry.file_name for each in done.units] == ["sổ.xlsx"]
        [conflict] = done.conflicts
        assert "sổ sửa.xlsx và sổ.xlsx đều không rõ lần gửi" in conflict.what


def test_of_an_earlier_consolidated_register_a_copy_is_kept(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    workbooks = [("a.xlsx", sent(sources["05542"]))]
    _, target = added_up(tmp_path, workbooks)
    filled = openpyxl.load_workbook(target)
    filled["0603.N"]["C9"] = 7
    filled.save(target)
    by_hand = target.read_bytes()
    added_up(tmp_path, workbooks)
    [copy] = tmp_path.glob("so_tong_hop_ban_sao_*.xlsx")
    assert copy.read_bytes() == by_hand != target.read_bytes()


def test_a_missing_unit_whose_mail_held_no_workbook_is_named(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "đơn vị.csv"
    path.write_text(
        "Tên đơn vị hành chính,Thư điện tử\nLam Vỹ,a@lamvy.test\n"
        "Quy Kỳ,b@quyky.test; a@quyky.test\n",
        "utf-8",
    )
    ledger = Ledger(f"sqlite:///{tmp_path / 'so_cai.sqlite'}")
    ledger.take_in(Arrival("1", "dir", "2021-01-20 08:00:00"), [examined(sources["05542"])])
    for number, sender in enumerate(("A@quyky.test", "a@lamvy.test", "quang@cao.test")):
        note = "Thư không có sổ .xlsx kèm theo."
        ledger.take_in(
            Arrival(f"mail{number}", "imap", "2021-01-21 08:00:00", sender=sender, note=note), []
        )
    done = consolidate_ledger(
        ledger, load_expected(path), tmp_path / "a.xlsx", NOW, year=2020, period="Cả năm"
    )
    ledger.close()
    assert done.problems == [
        "Quy Kỳ, thư ngày 2021-01-21 08:00:00: Thư không có sổ .xlsx kèm theo."
    ]


def examined(content: bytes) -> Examined:
    return examine(sent(content), "a.xlsx", NOW.date())


def test_a_person_in_two_communes_is_shown_with_both_places(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    workbooks = [(code, sent(sources[code])) for code in ("05541", "05542")]
    done, _ = added_up(tmp_path, workbooks)
    double = done.doubles[0]
    assert any("Quy Kỳ" in place for place in double.places)
    assert any("Lam Vỹ" in place for place in double.places)


def test_a_person_twice_in_one_commune_is_no_double(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    done, _ = added_up(tmp_path, [("a", sent(sources["05542"]))])
    assert not done.doubles


def test_who_has_not_sent_and_who_was_late(sources: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "đơn vị.csv"
    path.write_text(
        "Mã đơn vị hành chính,Tên đơn vị hành chính,Thư điện tử,Hạn Cả năm\n"
        "05541,Quy Kỳ,,31/01/2021\n05542,Lam Vỹ,,31/01/2021\n05549,Bình Thành,,31/01/2021\n",
        encoding="utf-8",
    )
    expected = load_expected(path)
    workbooks = [
        ("a.xlsx", sent(sources["05541"], at=datetime(2021, 1, 30, 9))),
        ("b.xlsx", sent(sources["05542"], at=datetime(2021, 2, 5, 9))),
    ]
    done, _ = added_up(tmp_path, workbooks, expected)
    words = {each.name: each.in_words(date(2021, 2, 20)) for each in done.statuses}
    assert words == {
        "Quy Kỳ": "Đã gửi",
        "Lam Vỹ": "Gửi chậm 5 ngày",
        "Bình Thành": "Chưa gửi, quá hạn 20 ngày",
    }


def test_whoever_sent_again_later_was_not_late(sources: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "đơn vị.csv"
    path.write_text("Tên đơn vị hành chính,Hạn Cả năm\nLam Vỹ,31/01/2021\n", "utf-8")
    first = sent(sources["05542"], at=datetime(2021, 1, 30, 9))
    again = sent(changed(first, without(3)), at=datetime(2021, 2, 5, 9))
    ledger = Ledger(f"sqlite:///{tmp_path / 'so_cai.sqlite'}")
    for number, content in enumerate((again, first)):
        each = examine(content, "a.xlsx", NOW.date())
        assert each.manifest
        ledger.take_in(Arrival(str(number), "dir", each.manifest.time), [each])
    done = consolidate_ledger(
        ledger, load_expected(path), tmp_path / "a.xlsx", NOW, year=2020, period="Cả năm"
    )
    ledger.close()
    [status] = done.statuses
    assert status.in_words(NOW.date()) == "Đã gửi"


def test_a_refused_file_is_listed_with_its_reason(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    done, target = added_up(
        tmp_path, [("a.xlsx", sent(sources["05542"])), ("hỏng.xlsx", b"PK\x03\x04")]
    )
    assert [each.file_name for each in done.not_counted] == ["hỏng.xlsx"]
    sheet = openpyxl.load_workbook(target)["Chưa tính"]
    assert sheet["A5"].value == "hỏng.xlsx"
    assert "hỏng" in sheet["F5"].value


def test_a_workbook_that_is_no_register_is_listed_too(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    workbooks = [("a.xlsx", sent(sources["05542"])), ("khác.xlsx", TEMPLATE.read_bytes())]
    done, _ = added_up(tmp_path, workbooks)
    assert [each.file_name for each in done.not_counted] == ["khác.xlsx"]
    assert "Chưa tính: 1 tệp (trang Chưa tính)." in done.lines()


def test_files_whose_names_are_no_text_are_read_and_named_as_far_as_they_can_be(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "nhận"
    folder.mkdir()
    files = {
        b"x\xe3 a.xlsx": sent(),
        b"x\xe3 b.xlsx": b"PK",
        b"x\xe3.eml": b"From: a@b.vn",
        b"x\xe3.zip": b"",
    }
    for name, content in files.items():
        Path(folder, os.fsdecode(name)).write_bytes(content)
    target = tmp_path / "a.xlsx"
    done = consolidate_folder(folder, ExpectedUnits(), target, NOW, THREADS)
    assert [each.entry.file_name for each in done.units] == ["x? a.xlsx"]
    assert [each.file_name for each in done.not_counted] == ["x? b.xlsx"]
    assert [problem.split(":")[0][:10] for problem in done.problems] == ["x?.eml", "Tệp x?.zip"]
    assert target.exists()


@pytest.mark.parametrize(
    ("period", "wanted"),
    [("Quý II", ["Quý II năm 2020, 1 đơn vị", "Từ đầu năm, 1 đơn vị"]),
     ("Cả năm", ["Cả năm 2020, 1 đơn vị"])],
)  # fmt: skip
def test_the_spans_are_named_once(
    sources: dict[str, bytes], tmp_path: Path, period: str, wanted: list[str]
) -> None:
    done, _ = added_up(tmp_path, [("a.xlsx", sent(sources["05542"]))], period=period)
    assert [line.partition(":")[0] for line in done.lines()] == wanted


def test_it_is_told_where_an_earlier_report_is_kept(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    workbooks = [("a.xlsx", sent(sources["05542"]))]
    first, target = added_up(tmp_path, workbooks)
    before = target.read_bytes()
    second, _ = added_up(tmp_path, workbooks, period="Quý I")
    assert first.kept is None
    assert second.kept
    assert second.kept.read_bytes() == before
    assert f"Bản tổng hợp trước được giữ ở: {second.kept}" in second.lines()


def test_last_year_stands_beside_this_one(sources: dict[str, bytes], tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'so_cai.sqlite'}")
    this, last = (
        examine(sent(sources["05542"]), f"{year}.xlsx", NOW.date()) for year in (2020, 2019)
    )
    ledger.take_in(Arrival("1", "dir", "2021-01-20 08:00:00"), [this])
    ledger.take_in(
        Arrival("2", "dir", "2020-01-20 08:00:00"), [replace(last, year=2019, file_hash="0" * 64)]
    )
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"what somebody has made of an earlier one")
    done = consolidate_ledger(ledger, ExpectedUnits(), target, NOW, year=2020, period="Quý IV")
    ledger.close()
    [kept] = tmp_path.glob("a_ban_sao_*.xlsx")
    assert kept.read_bytes() == b"what somebody has made of an earlier one"
    [unit] = done.units
    assert unit.year_ago is not None
    assert unit.year_ago[Stage.AWARDED].rows == unit.period[Stage.AWARDED].rows > 0


def test_of_how_many_communes_last_year_is_known_is_said(tmp_path: Path) -> None:
    known = [("05541", 2020, "2021-01-10"), ("05542", 2020, "2021-01-11")]
    for years, says, total in (
        (known, "Chưa có sổ năm 2019 nào để so sánh.", None),
        (
            [*known, ("05541", 2019, "2020-01-10")],
            "Cột cùng kỳ năm trước chỉ gồm 1/2 đơn vị có sổ năm 2019.",
            34,
        ),
    ):
        folder = tmp_path / str(total)
        folder.mkdir()
        with closing(of_years(folder, years)) as ledger:
            consolidate_ledger(
                ledger, ExpectedUnits(), folder / "a.xlsx", NOW, year=2020, period="Cả năm"
            )
        book = openpyxl.load_workbook(folder / "a.xlsx")
        assert str(book["Tổng hợp"]["A2"].value).endswith(says)
        assert book["Biểu đồ"]["A2"].value == says
        column = [cell.value for cell in book["Tổng hợp"][4]].index("Được tặng cùng kỳ năm trước")
        assert book["Tổng hợp"][7][column].value == total


def test_the_last_reports_on_a_year_are_no_years_typed_wrongly(tmp_path: Path) -> None:
    years = [
        ("05542", 2020, "2020-02-05"),
        ("05545", 2019, "2020-02-10"),  # reports on last year, not yet on this one
        ("05548", 2019, "2020-05-10"),
    ]
    with closing(of_years(tmp_path, years)) as ledger:
        done = consolidate_ledger(
            ledger, ExpectedUnits(), tmp_path / "a.xlsx", NOW, year=2020, period="Quý I"
        )
    assert [each.file_name for each in done.not_counted] == ["05548 2019"]


def of_years(folder: Path, years: Sequence[tuple[str, int, str]]) -> Ledger:
    """A ledger with one workbook for each unit, year and day of arrival."""
    ledger = Ledger(f"sqlite:///{folder / 'so_cai.sqlite'}")
    plain = examine(sent(), "a.xlsx", NOW.date())
    for code, year, received in years:
        mark = f"{code} {year}"
        each = replace(plain, file_hash=mark, file_name=mark, unit_code=code, year=year)
        ledger.take_in(Arrival(mark, "dir", f"{received} 08:00:00"), [each])
    return ledger


def test_a_workbook_with_its_year_typed_wrongly_is_listed_and_archives_are_not(
    tmp_path: Path,
) -> None:
    ledger = of_years(
        tmp_path,
        [
            ("05542", 2020, "2021-01-10"),
            ("05545", 2012, "2021-01-11"),  # typed wrongly
            ("05548", 2012, "2021-01-11"),  # typed wrongly, then sent again
            ("05548", 2020, "2021-01-12"),
            ("05551", 2019, "2020-01-10"),  # a commune that is no more
        ],
    )
    done = consolidate_ledger(ledger, ExpectedUnits(), tmp_path / "a.xlsx", NOW)
    ledger.close()
    assert [each.entry.unit_code for each in done.units] == ["05542", "05548"]
    assert [(each.file_name, each.reasons) for each in done.not_counted] == [
        ("05545 2012", ("Sổ ghi năm 2012, không phải 2020: hãy hỏi đơn vị có ghi nhầm năm không.",))
    ]


@pytest.mark.parametrize(
    ("years", "wanted"),
    [([2019, 2020], 2020), ([2020, 2030], 2020), ([2020, 2021], 2021), ([2030, 2031], 2031)],
)
def test_without_a_year_the_newest_that_has_begun_is_added_up(
    tmp_path: Path, years: list[int], wanted: int
) -> None:
    ledger = of_years(tmp_path, [(f"0{year}", year, "2021-01-10") for year in years])
    done = consolidate_ledger(ledger, ExpectedUnits(), tmp_path / "a.xlsx", NOW)
    ledger.close()
    assert done.year == wanted


def test_the_workbook_shows_the_totals_and_is_sound(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    workbooks = [(f"{code}.xlsx", sent(content)) for code, content in sources.items()]
    done, target = added_up(tmp_path, workbooks)
    book = openpyxl.load_workbook(BytesIO(target.read_bytes()))
    sheet = book["Tổng hợp"]
    headings = [cell.value for cell in sheet[4]]
    total = {name: cell.value for name, cell in zip(headings, sheet[8], strict=True)}
    assert total["Đơn vị hành chính"] == "Cộng"
    _, so_far, _ = done.total
    assert total["Đăng ký cả năm"] == so_far[Stage.REGISTERED].rows
    assert total["Được tặng cả năm"] == so_far[Stage.AWARDED].rows
    assert [cell.value for cell in book["Danh sách nhập tỉnh"][1]] == [
        "STT", "Tên gọi", "Tên tập thể/cá nhân/hộ gia đình", "Chức vụ", "Đơn vị công tác",
        "Phân loại khen thưởng", "Danh hiệu/Hình thức", "Phân loại đối tượng",
        "Lĩnh vực hoạt động",
    ]  # fmt: skip
    assert len(book["Biểu đồ"]._charts) == 2


def test_no_row_is_higher_than_excel_shows(sources: dict[str, bytes], tmp_path: Path) -> None:
    done, _ = added_up(tmp_path, [("a.xlsx", sent(sources["05542"]))])
    places = tuple(f"{number:05} Xã: Đề nghị!C7" for number in range(50))
    done.doubles = [Double("Nông Thị Thảo", "05/02/1979", places)]
    book = openpyxl.load_workbook(BytesIO(consolidated_workbook(Report(done, (), []))))
    sheet = book["Trùng người"]
    cells = [row[3] for row in sheet.iter_rows(min_row=5) if row[3].value]
    assert "\n".join(cell.value for cell in cells) == "\n".join(places)
    assert all(sheet.row_dimensions[cell.row].height <= 409 for cell in cells)
    assert [row[0].value for row in book["Chưa tính"].iter_rows(min_row=5)] == ["Không có."]


@pytest.mark.parametrize("rows", [0, 1, 2, 3, 4])
def test_every_row_of_a_list_stands_in_the_sheet(rows: int) -> None:
    doubles = [Double(f"Người {number}", "01/01/1980", ("Xã A",)) for number in range(rows)]
    done = Consolidation(2020, YEAR_SHEET, NOW, doubles=doubles)
    book = openpyxl.load_workbook(BytesIO(consolidated_workbook(Report(done, (), []))))
    sheet = book["Trùng người"]
    expected = [(n, each.name) for n, each in enumerate(doubles, start=1)]
    found = [row[:2] for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert found[: rows or 1] == (expected or [("Không có.", None)])
    assert sheet.auto_filter.ref == f"A4:D{4 + rows}"


def test_what_a_stranger_typed_is_never_a_formula_or_a_link(
    sources: dict[str, bytes], tmp_path: Path
) -> None:
    done, _ = added_up(tmp_path, [("=1+1.xlsx", b"PK"), ("a.xlsx", sent(sources["05542"]))])
    done.doubles = [Double('=HYPERLINK("http://a.test")', "", ("http://a.test", "@SUM(A1)"))] * 3
    book = openpyxl.load_workbook(BytesIO(consolidated_workbook(Report(done, (), []))))
    doubles = [("Trùng người", f"{column}{row}") for column in "BD" for row in (5, 6, 7)]
    for sheet, cell in (("Chưa tính", "A5"), *doubles):
        assert book[sheet][cell].data_type == "s"
        assert book[sheet][cell].hyperlink is None


@pytest.mark.slow
def test_the_validator_finds_nothing_in_the_consolidated_register(
    sources: dict[str, bytes], tmp_path: Path, ooxml_validator: None
) -> None:
    _, target = added_up(tmp_path, [("a.xlsx", sent(sources["05542"]))])
    assert_valid(target)


def test_the_committed_template_is_a_report_of_nothing() -> None:
    assert TEMPLATE.read_bytes() == consolidated_workbook(empty_report(TEMPLATE_YEAR))


def test_the_forms_say_which_year_they_count_and_that_there_are_newer_ones() -> None:
    book = openpyxl.load_workbook(TEMPLATE)
    for sheet, by_achievement in (("0601.N", False), ("0602.N", True), ("0603.N", True)):
        below = "\n".join(str(cell.value) for cell in book[sheet]["A"] if cell.value)
        assert "Thông tư 18/2025/TT-BNV" in below
        assert ("01/12 năm trước" in below) is by_achievement


def test_without_an_accepted_workbook_there_is_nothing_to_add_up(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'so_cai.sqlite'}")
    with pytest.raises(Refusal, match="Chưa có sổ nào"):
        consolidate_ledger(ledger, ExpectedUnits(), tmp_path / "a.xlsx", NOW)
    ledger.close()


# The statistics forms


def movement(name: str, level: str, mode: str, start: str | None, end: str | None) -> Any:
    return SimpleNamespace(name=name, level=level, mode=mode, start=start, end=end)


def values(form: Any) -> dict[str, tuple[int | None, ...]]:
    return {row.code: row.values for row in form.rows}


def test_a_movement_of_a_higher_level_is_one_however_many_communes_list_it() -> None:
    regular, themed = "Thường xuyên", "Theo chuyên đề"
    found = values(
        movements_form(
            [
                ("A", movement("Nông thôn mới", "Trung ương", themed, "2016-01-01", "2020-12-31")),
                ("B", movement("Nông  thôn mới", "Trung ương", themed, "2016-01-01", "2020-12-31")),
                ("A", movement("Thi đua 2020", "Xã", regular, "2020-01-01", "2020-12-31")),
                ("B", movement("Thi đua 2020", "Xã", regular, "2020-02-05", "2020-12-31")),
                ("B", movement("Dân vận khéo", "Tỉnh", themed, None, None)),
            ]
        )
    )
    assert found["01"] == (4, 1, 1, 2)
    assert found["02"] == (1, 1, 0, 0)
    assert found["05"] == (2, 0, 0, 2)
    assert (found["06"], found["07"], found["10"]) == ((1, 0, 0, 1), (1, 0, 0, 1), (1, 1, 0, 0))
    assert (found["11"][0], found["12"][0]) == (2, 2)


@pytest.mark.parametrize("level", ["Huyện", "Cụm, khối thi đua"])
def test_a_movement_of_a_district_or_a_cluster_is_one_and_that_is_said(level: str) -> None:
    dates = ("2020-01-01", "2020-12-31")
    form = movements_form(
        [(unit, movement("Thi đua 2020", level, "Thường xuyên", *dates)) for unit in "ABC"]
    )
    assert values(form)["01"] == (1, 0, 0, 1)
    assert any("cùng tên thì tính là một" in line for line in form.empty)


def test_a_movement_without_end_in_sight_stops_nobody() -> None:
    form = movements_form([("A", movement("X", "Xã", "Thường xuyên", "2020-01-01", "9999-12-31"))])
    assert values(form)["10"] == (1, 0, 0, 1)


def test_a_movement_without_dates_is_named_among_what_stays_empty() -> None:
    form = movements_form([("A", movement("X", "Xã", "Thường xuyên", None, None))])
    assert any("1 phong trào không ghi đủ" in line for line in form.empty)


def award(**cells: Any) -> RowFact:
    blank: dict[str, Any] = dict.fromkeys(RowFact._fields)
    own = {"table": "tblDeNghi", "place": "Đề nghị!C5", "name": "Nguyễn Văn Mẫu", "year": 2020}
    return RowFact(**blank | own | {"object_kind": "Cá nhân", "outcome": "Được tặng"} | cells)


DIRECT = "Người trực tiếp công tác, lao động"


def test_provincial_awards_are_counted_by_form_object_group_and_kind() -> None:
    merit = {"form": "Bằng khen cấp tỉnh", "level": "Tỉnh"}
    form = provincial_form(
        [
            award(**merit, work_group=DIRECT, commendation_kind="Công trạng"),
            award(**merit, work_group="Doanh nhân", commendation_kind="Đột xuất"),
            award(**merit, object_kind="Tập thể", commendation_kind="Công trạng"),
            award(title="Chiến sĩ thi đua cấp tỉnh", level="Tỉnh", work_group=DIRECT),
            award(**merit | {"level": "Xã"}),
            award(**merit, outcome="Đang xét"),
        ]
    )
    found = values(form)
    assert found["01"] == (4, 3, 1, 0, 0)
    assert found["02"] == (1, 1, 0, 0, 0)
    assert found["05"] == (3, 2, 1, 0, 0)
    assert found["08"] == (1, 1, 0, 0, 0)
    assert found["10"] == (2, 1, 1, 0, 0)
    assert (found["11"], found["13"]) == ((3, 2, 1, 0, 0), (1, 1, 0, 0, 0))
    assert found["03"] == found["06"] == found["17"] == (None,) * 5


@pytest.mark.parametrize(
    ("cells", "by_merit", "single_deeds"),
    [
        ({"form": "Bằng khen cấp tỉnh"}, (1, 0, 1, 0, 0), (1, 1, 0, 0, 0)),
        ({}, (0, 0, 0, 0, 0), (1, 0, 1, 0, 0)),
    ],
)
def test_the_kind_of_commendation_is_the_forms_where_a_row_has_both(
    cells: dict[str, str], by_merit: tuple[int, ...], single_deeds: tuple[int, ...]
) -> None:
    title = {"title": "Chiến sĩ thi đua cấp tỉnh", "level": "Tỉnh"}
    found = values(provincial_form([award(**title, **cells, commendation_kind="Đột xuất")]))
    assert (found["11"], found["13"]) == (by_merit, single_deeds)


def test_an_award_without_a_column_counts_in_the_total_and_is_named() -> None:
    form = provincial_form([award(title="Tập thể lao động xuất sắc", level="Tỉnh")])
    assert values(form)["01"] == (1, 0, 0, 0, 0)
    assert any("Tập thể lao động xuất sắc" in line for line in form.empty)


def test_state_awards_have_a_form_of_their_own() -> None:
    form = state_form(
        [
            award(form="Huân chương Lao động hạng Ba", level="Chủ tịch nước", work_group=DIRECT),
            award(form="Bằng khen của Thủ tướng Chính phủ", level="Thủ tướng Chính phủ"),
        ]
    )
    assert values(form)["01"] == (2, 1, 0, 0, 0, 1, 0)
    assert values(form)["14"] == (1, 1, 0, 0, 0, 0, 0)
    assert values(form)["02"] == values(form)["03"] == (None,) * 7
    assert any("02, 03" in line for line in form.empty)
