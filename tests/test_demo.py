"""The sample year: clean as it is, and with one mistake of every rule where it belongs."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin import demo
from addin.book.closed import ClosedBook
from addin.commands import check_book, summarize_book
from addin.documents import pdf
from addin.documents.kinds import KINDS
from addin.documents.pdf import PdfError
from addin.paper_texts import PREFILLED
from addin.refusal import Refusal
from addin.sample import sample_rows
from addin.sample.mistakes import all_mistakes
from tests.support.libreoffice import Office, calc
from tests.support.ooxml import assert_valid
from tests.support.parts import parts, with_parts
from validators.blocks import column_letter
from validators.check import Report
from validators.columns import ProgramRecord
from validators.finding import Severity
from validators.records import ENTRY_TABLES, PROGRAM_TABLES, LogEntry
from validators.rules import all_rules

HEADING_ROW = 4
FILES = [demo.REGISTER, demo.PLAN, demo.MISTAKES]

NOT_WITH_THE_OTHERS = {
    "CT012": "a sheet that is named elsewhere and left empty has no row for other mistakes",
    "KH003": "a plan without rows has none with a wrong placeholder",
    "CT024": "a file with foreign parts is not to be handed to staff",
    "NN501": "no agency was abolished in the year of the sample",
    "CT401": "there were districts in 2020",
    "TI402": "the commune's name is a matter of the law of 2025",
    "GD403": "the law of 2020 asks for no public notice",
    "DN205": "the law of 2020 lets nobody disciplined be nominated",
    "DN208": "the notes on the law of 2003 name no scope",
    "DN408": "the law of 2020 was not amended within the year",
    "DN401": "the sample itself has the vote that the note is about",
    "SO303": "the sample's decisions are older than the law that it applies",
}
"""Rules whose mistake needs a register of its own, made by a test below."""

Place = tuple[str, str, str]


@contextmanager
def no_pdf() -> Iterator[None]:
    """A machine without LibreOffice."""

    def refuse(*_: Path) -> None:
        raise PdfError("Máy này chưa cài LibreOffice.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "to_pdf", refuse)
        yield


@pytest.fixture(scope="module")
def said() -> list[str]:
    """What the demo says, a line each."""
    return []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, said: list[str]) -> Path:
    """What the demo writes on a machine without LibreOffice."""
    folder = tmp_path_factory.mktemp("demo") / "làm thử"
    with no_pdf():
        assert demo.make_demo(folder, said.append) == 0
    return folder


@pytest.fixture(scope="module")
def clean(folder: Path) -> Path:
    return folder / demo.REGISTER


@pytest.fixture(scope="module")
def wrong(folder: Path) -> Path:
    return folder / demo.MISTAKES


def checked(path: Path) -> Report:
    return check_book(ClosedBook(path), demo.CHECK_DAY)


def found(report: Report) -> list[Place]:
    """Code, sheet and cell of each finding, sorted."""
    return sorted((each.code, each.sheet, each.cell) for each in report.findings)


def grids(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The cells of each sheet as a program that is not ours reads them, cached results too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Print areas of whole columns.
        book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def located(code: str, place: str, cells: dict[str, list[tuple[Any, ...]]]) -> Place:
    """Code, sheet and cell of a place such as "Đăng ký!24:Ngày đăng ký"."""
    if place == "sổ":
        return code, "", ""
    sheet, _, where = place.partition("!")
    if not where:
        return code, sheet, ""
    row, _, heading = where.partition(":")
    column = cells[sheet][HEADING_ROW - 1].index(heading) + 1
    number = HEADING_ROW if row == "tiêu đề" else HEADING_ROW + int(row)
    return code, sheet, f"{column_letter(column)}{number}"


# The clean register


def test_the_sample_has_neither_errors_nor_queries_and_few_notes(clean: Path) -> None:
    report = checked(clean)
    assert [report.count(each) for each in Severity] == [0, 0, 7]
    assert {each.code for each in report.findings} == {"DN001", "DN401", "TI404"}


def test_the_sample_is_of_the_size_of_a_real_year() -> None:
    sizes = {table: len(rows) for table, rows in sample_rows().items()}
    assert (sizes["tblDangKy"], sizes["tblDeNghi"], sizes["tblLichSu"]) == (58, 39, 30)
    assert [table for table, size in sizes.items() if not size] == [
        model.table for model in PREFILLED
    ]


# The register with mistakes


def test_each_mistake_is_found_at_its_cell_and_nothing_else_is(clean: Path, wrong: Path) -> None:
    cells = grids(wrong)
    mistakes = [located(each.code, each.place, cells) for each in all_mistakes() if each.code]
    assert found(checked(wrong)) == sorted(mistakes + found(checked(clean)))


def test_every_rule_has_one_mistake_or_needs_a_register_of_its_own() -> None:
    codes = [each.code for each in all_mistakes() if each.code]
    rules = [each.rule.code for each in all_rules()]
    assert sorted([*codes, *NOT_WITH_THE_OTHERS]) == sorted(rules)


def more_than(clean: Path, book: ClosedBook) -> list[Place]:
    """What a changed sample has that the clean one has not, besides summaries out of date."""
    more = Counter(found(check_book(book, demo.CHECK_DAY))) - Counter(found(checked(clean)))
    return [place for place in more.elements() if place[0] != "QU001"]


def emptied(clean: Path, table: str) -> ClosedBook:
    """The sample with one table's rows emptied."""
    model = next(each for each in ENTRY_TABLES if each.table == table)
    blank = dict.fromkeys(each.heading for each in model.data_columns())
    rows = range(1, len(sample_rows()[table]) + 1)
    book = ClosedBook(clean)
    book.fill(table, [{**blank, "Mã dòng": f"{model.prefix}{row:04}"} for row in rows])
    return book


def test_a_sheet_that_others_name_and_that_is_empty_is_found_once(clean: Path) -> None:
    assert more_than(clean, emptied(clean, "tblDonVi")) == [("CT012", "Đơn vị", "")]


def test_an_empty_plan_is_found_once(clean: Path) -> None:
    assert more_than(clean, emptied(clean, "tblKeHoach")) == [("KH003", "Kế hoạch", "")]


def test_money_that_another_level_pays_is_found_once(clean: Path) -> None:
    book = ClosedBook(clean)
    book.fill("tblDeNghi", [{"Mã dòng": "DN0028", "Ngày quyết định": date(2024, 1, 5)}])
    assert more_than(clean, book).count(("SO303", "", "")) == 1


def test_a_foreign_part_is_found_once(clean: Path) -> None:
    types = parts(clean)["[Content_Types].xml"]
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml"
    override = b'<Override PartName="/xl/connections.xml" ContentType="%b"/></Types>' % kind
    changed = {
        "[Content_Types].xml": types.replace(b"</Types>", override),
        "xl/connections.xml": b"<connections/>",
    }
    assert more_than(clean, ClosedBook(with_parts(clean, changed))) == [("CT024", "", "")]


@pytest.mark.parametrize("model", PROGRAM_TABLES, ids=lambda each: each.table)
def test_a_table_of_the_program_that_is_gone_is_found_once(
    clean: Path, model: type[ProgramRecord]
) -> None:
    name = f'"{model.table}"'.encode()
    renamed = {
        part: data.replace(name, b'"tblKhac"')
        for part, data in parts(clean).items()
        if part.startswith("xl/tables/") and name in data
    }
    assert more_than(clean, ClosedBook(with_parts(clean, renamed))) == [("CT001", model.sheet, "")]


def test_a_recipient_that_was_abolished_is_found_once(clean: Path) -> None:
    book = ClosedBook(clean)
    book.fill("tblVanBan", [{"Mã dòng": "VB0002", "Ngày": date(2025, 8, 14)}])
    assert [place for place in more_than(clean, book) if place[0] == "NN501"] == [
        ("NN501", "Nơi nhận", "D5")
    ]


def marks(path: Path) -> dict[tuple[str, int], str]:
    """The text that Kiểm tra has to show, by sheet and row: the first finding of the row's id."""
    texts: dict[str, str] = {}
    for each in checked(path).findings:
        texts.setdefault(each.key_of_row, each.summary)
    expected, cells = {}, grids(path)
    for model in ENTRY_TABLES:
        headings, *rows = cells[model.sheet][HEADING_ROW - 1 :]
        id_column = headings.index("Mã dòng")
        for number, row in enumerate(rows, start=HEADING_ROW + 1):
            if row[id_column]:
                expected[model.sheet, number] = texts.get(f"{model.table}|{row[id_column]}", "")
    return expected


def test_check_marks_are_stored_as_a_spreadsheet_program_will_compute_them(wrong: Path) -> None:
    expected, cells = marks(wrong), grids(wrong)
    stored = {(sheet, number): cells[sheet][number - 1][0] or "" for sheet, number in expected}
    assert stored == expected
    assert stored["Đăng ký", 28] == "Lỗi: Ngày đăng ký"
    assert len([text for text in stored.values() if text]) > 40


# The job


def test_the_demo_says_in_vietnamese_what_it_did_and_where_the_files_are(
    folder: Path, said: list[str]
) -> None:
    text = "\n".join(said)
    assert [line[:2] for line in said if line[0].isdigit()] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert [name for name in FILES if str(folder / name) not in text] == []
    assert "2. Kiểm tra sổ mẫu: Không có lỗi, 7 lưu ý." in said
    assert "   Máy này chưa cài LibreOffice." in said
    report = checked(folder / demo.MISTAKES)
    assert f"   Kiểm tra sổ có lỗi: {report.count(Severity.ERROR)} lỗi, " in text


def test_the_demo_writes_its_files_and_nothing_else(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {*FILES, demo.PAPERS}
    names = {path.name for path in (folder / demo.PAPERS).iterdir()}
    kinds = [kind for kind in KINDS.values() if kind.name != "ke-hoach"]
    assert {next(k.name for k in kinds if name.startswith(k.file_name)) for name in names} == {
        kind.name for kind in kinds
    }


@pytest.mark.parametrize("name", [*FILES, demo.PLAN_PDF, demo.PAPERS])
def test_the_demo_overwrites_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("của người dùng")
    with pytest.raises(Refusal, match=name):
        demo.make_demo(tmp_path, say=print)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "của người dùng"


def test_a_demo_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tệp").touch()
    with pytest.raises(Refusal, match="Không tạo được thư mục"):
        demo.make_demo(tmp_path / "tệp", say=print)


def test_the_demo_writes_the_same_data_each_time(folder: Path, tmp_path: Path) -> None:
    with no_pdf():
        demo.make_demo(tmp_path, say=lambda line: None)
    for name in (demo.REGISTER, demo.MISTAKES):
        first, second = (ClosedBook(each / name).read().blocks for each in (folder, tmp_path))
        assert first.keys() == second.keys()
        assert [table for table in first if first[table] != second[table]] == [LogEntry.table]


@pytest.fixture(scope="module")
def office(soffice: None) -> Iterator[Office]:
    with calc() as office:
        yield office


@pytest.mark.slow
def test_all_files_are_valid(folder: Path, ooxml_validator: None) -> None:
    papers = sorted((folder / demo.PAPERS).iterdir())
    assert_valid(*(folder / name for name in FILES), *papers)


@pytest.mark.slow
def test_libreoffice_shows_the_marks_as_stored_and_computes_the_same(
    wrong: Path, office: Office
) -> None:
    expected = marks(wrong)
    document = office.open(wrong)
    for each in ("as stored", "computed"):
        shown = {
            (model.sheet, number): text
            for model in ENTRY_TABLES
            for number, (text,) in enumerate(document.texts(f"{model.sheet}!A1:A299"), start=1)
        }
        assert {place: shown[place] for place in expected} == expected, each
        document.recalculate()
    document.close()


@pytest.mark.slow
def test_libreoffice_opens_the_sample_with_all_sheets(clean: Path, office: Office) -> None:
    document = office.open(clean)
    sheets = {model.sheet for model in (*ENTRY_TABLES, *PROGRAM_TABLES)} | set(SUMMARIES)
    assert sheets <= set(document.sheets())
    document.close()


# The summary, counted by hand from the Markdown of the sample

SUMMARIES = ("Quý I", "Quý II", "Quý III", "Quý IV", "Cả năm")
TOTALS = {
    "Quý I": (58, 0, 0),
    "Quý II": (0, 2, 2),
    "Quý III": (0, 1, 1),
    "Quý IV": (0, 36, 27),
    "Cả năm": (58, 39, 34),
}
"""Rows registered, nominated and awarded."""


@cache
def drawn(sheet: str) -> tuple[dict[str, str], ...]:
    """A sheet's rows as the Markdown has them."""
    text = (files("addin.sample") / "lam_vy_2020.md").read_text("utf-8")
    section = text.split(f"## {sheet}\n")[1].split("\n## ")[0]
    headings, _, *rows = (
        [cell.strip() for cell in line[1:-1].split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    )
    return tuple(dict(zip(headings, row, strict=True)) for row in rows)


def months_of(sheet: str) -> set[str]:
    """The months of a summary sheet as "2020-01"."""
    quarters = [SUMMARIES.index(sheet)] if sheet != "Cả năm" else [0, 1, 2, 3]
    return {f"2020-{3 * quarter + month:02}" for quarter in quarters for month in (1, 2, 3)}


def in_months(row: dict[str, str], heading: str, months: set[str]) -> bool:
    return "-".join(row[heading].split("/")[:0:-1]) in months


def tally(rows: Iterable[dict[str, str]], what: str) -> dict[str, Any]:
    """Rows counted as the JSON counts them; `what` is "đăng ký" or "đề nghị"."""
    rows = list(rows)
    counters = {
        key: Counter(row[heading] for row in rows if row[heading])
        for key, heading in (
            ("object", "Loại đối tượng"),
            ("title", f"Danh hiệu {what}"),
            ("form", f"Hình thức {what}"),
        )
    }
    return {"rows": len(rows), **counters}


def counted(sheet: str, unit: str | None) -> dict[str, Any]:
    """A line of a summary sheet: of one unit, or of all."""
    months = months_of(sheet)
    registered, nominated = (
        [row for row in drawn(name) if unit in (None, row["Đơn vị"])]
        for name in ("Đăng ký", "Đề nghị")
    )
    awarded = [row for row in nominated if row["Kết quả"] == "Được tặng"]
    if sheet == "Cả năm":
        awarded = [row for row in awarded if row["Năm thành tích"] == "2020"]
    else:
        awarded = [row for row in awarded if in_months(row, "Ngày quyết định", months)]
    registered = [row for row in registered if in_months(row, "Ngày đăng ký", months)]
    nominated = [row for row in nominated if in_months(row, "Ngày nhận hồ sơ", months)]
    return {
        "registered": tally(registered, "đăng ký"),
        "nominated": tally(nominated, "đề nghị"),
        "awarded": tally(awarded, "đề nghị"),
    }


def test_the_summary_counts_what_the_tables_of_the_sample_hold(clean: Path) -> None:
    figures = summarize_book(ClosedBook(clean), demo.CHECK_DAY)
    for sheet in figures["sheets"]:
        name, period = sheet["sheet"], sheet["period"]
        assert period["total"] == counted(name, None), name
        totals = tuple(period["total"][stage]["rows"] for stage in period["total"])
        assert totals == TOTALS[name]
        units = {row["Tên đơn vị"]: counted(name, row["Tên đơn vị"]) for row in drawn("Đơn vị")}
        assert period["units"] == units | {"_khac": counted(name, "")}, name
    assert [sheet["sheet"] for sheet in figures["sheets"]] == list(SUMMARIES)


def test_the_year_of_the_sample_meets_its_share_of_direct_workers(clean: Path) -> None:
    year = summarize_book(ClosedBook(clean), demo.CHECK_DAY, "year")["sheets"][0]
    assert year["period"]["direct_workers"] == {
        "numerator": 25,
        "denominator": 27,
        "share": 0.9259,
        "met": True,
    }
    assert year["decided_outside"]["awarded"]["rows"] == 4
