"""The open LibreOffice document as a grid: what is asked for, and what becomes of the answers."""

import io
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from addin import commands
from addin.book.calc import CalcGrid, Channel, OfficeLost, RequestFailed
from addin.book.calc_formulas import from_calc, to_calc
from addin.book.closed import ClosedBook
from addin.book.grid import Area, Link
from addin.book.open_book import OpenBook
from addin.book.package import CellRange, open_package
from addin.demo import CHECK_DAY, write_sample
from addin.refusal import Refusal
from tests.support.libreoffice import Document, Office, calc
from validators.blocks import Raw

OUTLINE: dict[str, Any] = {
    "name": "sổ.xlsx",
    "path": "/sổ/sổ.xlsx",
    "read_only": False,
    "sheets": ["Đăng ký", "Kết quả kiểm tra"],
    "tables": [["tblDangKy", "Đăng ký", 4, 1, 44, 18, True, False]],
    "version": "1.0",
    "day_zero": [1899, 12, 30],
    "session": "4711|1",
}
NOW = datetime.combine(CHECK_DAY, time(8, 30))


class Extension:
    """Answers given beforehand; requests kept."""

    def __init__(self, **answers: Any) -> None:
        self._answers = {"outline": OUTLINE, **answers}
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, call: str, **arguments: Any) -> Any:
        self.asked.append((call, arguments))
        return self._answers.get(call)

    def last(self, call: str) -> dict[str, Any]:
        return [arguments for name, arguments in self.asked if name == call][-1]


# Formulas


@pytest.mark.parametrize(
    ("excel", "libreoffice"),
    [
        ("=SUM(A1,B2)", "=SUM(A1;B2)"),
        ('=IF(A1="a,b;c",1,2)', '=IF(A1="a,b;c";1;2)'),
        ("='Đăng ký'!H7+'Đăng ký'!$H$8", "=$'Đăng ký'.H7+$'Đăng ký'.$H$8"),
        ("=Sheet1!A1", "=$Sheet1.A1"),
        ("=tblDeNghi[[#This Row],[Mã dòng]]", "=tblDeNghi[[#This Row];[Mã dòng]]"),
        (
            "=COUNTA(tblDeNghi[Tên sáng kiến, đề tài],A1)",
            "=COUNTA(tblDeNghi[Tên sáng kiến, đề tài];A1)",
        ),
        ('="it""s, ok"&A1', '="it""s, ok"&A1'),
        ("=ERROR.TYPE(A1)", "=ERROR.TYPE(A1)"),
        ("=1.5*A1", "=1.5*A1"),
    ],
)
def test_formulas_are_told_in_the_grammar_of_each(excel: str, libreoffice: str) -> None:
    assert to_calc(excel) == libreoffice
    assert from_calc(libreoffice) == excel


def test_the_formula_of_an_array_loses_its_braces() -> None:
    assert from_calc("{=SUM(A1:A3;1)}") == "=SUM(A1:A3,1)"


# Values


@pytest.mark.parametrize(
    ("stored", "kind", "value"),
    [
        (5.0, "", 5),
        (5.5, "", 5.5),
        ("001", "", "001"),
        ("", "", None),
        (43953.0, "day", date(2020, 5, 2)),
        (43953.5, "day", datetime(2020, 5, 2, 12)),
        (0.25, "day", time(6)),
        (-1.0, "day", -1),
        (1e12, "day", 10**12),
        ("31/02/1979", "day", "31/02/1979"),
        (1.0, "truth", True),
        (0.0, "truth", False),
    ],
)
def test_values_are_what_the_format_makes_of_them(stored: Any, kind: str, value: Raw) -> None:
    block: dict[str, Any] = {"rows": [[stored]], "day": [], "truth": [], "errors": []}
    if kind:
        block[kind] = [[7, 3, 7, 3]]
    grid = CalcGrid(Extension(values=[block]))
    [[[found]]] = grid.values([Area("Đăng ký", CellRange(7, 3, 7, 3))])
    assert found == value
    assert type(found) is type(value)


def test_errors_are_called_as_in_excel() -> None:
    numbers = [532, 32767, 525, 12345]
    errors = [[5, column, number] for column, number in enumerate(numbers, 1)]
    block = {"rows": [[None] * 4], "day": [], "truth": [], "errors": errors}
    grid = CalcGrid(Extension(values=[block]))
    [[row]] = grid.values([Area("Đăng ký", CellRange(5, 1, 5, 4))])
    assert row == ["#DIV/0!", "#N/A", "#NAME?", "#VALUE!"]


def test_days_are_written_as_numbers_and_told_apart() -> None:
    extension = Extension()
    rows: list[list[Raw]] = [
        [date(2020, 5, 2), None, True],
        [datetime(2020, 5, 2, 12), "=1+1", 3],
        ["x", time(6), 2.5],
    ]
    CalcGrid(extension).put(Area("Đăng ký", CellRange(5, 2, 7, 4)), rows)
    asked = extension.last("put")
    assert asked["rows"] == [[43953.0, "", 1.0], [43953.5, "=1+1", 3.0], ["x", 0.25, 2.5]]
    assert asked["days"] == [[5, 2, 6, 2]]


def test_a_document_that_counts_from_1904_is_read_and_written_so() -> None:
    block = {"rows": [[1.0]], "day": [[1, 1, 1, 1]], "truth": [], "errors": []}
    extension = Extension(outline={**OUTLINE, "day_zero": [1904, 1, 1]}, values=[block])
    grid, cell = CalcGrid(extension), Area("Đăng ký", CellRange(1, 1, 1, 1))
    assert grid.values([cell]) == [[[date(1904, 1, 2)]]]
    grid.put(cell, [[date(1904, 1, 2)]])
    assert extension.last("put")["rows"] == [[1.0]]


def test_a_formula_is_filled_down_as_it_stands_in_the_first_cell() -> None:
    extension = Extension()
    CalcGrid(extension).put_formula(Area("Đăng ký", CellRange(5, 2, 7, 2)), "=IF($A5,B$4,1)")
    assert extension.last("put_formulas")["rows"] == [[f"=IF($A{row};B$4;1)"] for row in (5, 6, 7)]


def test_links_are_written_as_libreoffice_names_places() -> None:
    extension = Extension()
    links = [Link("H7", "'Đăng ký'!H7"), None, Link("", "")]
    CalcGrid(extension).put_links(Area("Kết quả kiểm tra", CellRange(5, 5, 7, 5)), links)
    assert extension.last("put_links")["links"] == [["H7", "#'Đăng ký'.H7"], None, None]


def test_equally_high_rows_that_follow_each_other_are_told_together() -> None:
    extension = Extension()
    heights = {1: 27.0, 2: 27.0, 4: 27.0, 3: 15.75}
    CalcGrid(extension).arrange("Quý I", heights=heights, widths={1: 10.0})
    assert extension.last("arrange")["heights"] == [(1, 2, 27.0), (3, 3, 15.75), (4, 4, 27.0)]
    assert extension.last("arrange")["widths"] == [[1, round(85 * 2540 / 96)]]


# One job


def test_a_job_opens_the_programs_sheets_alone_and_ends_once() -> None:
    extension = Extension()
    grid = CalcGrid(extension, "Kiểm tra")
    with grid.job("a", ["Kết quả kiểm tra", "Đăng ký"]), grid.job("b"):
        pass
    assert [call for call, _ in extension.asked] == ["outline", "begin", "end"]
    assert extension.last("begin") == {"label": "Kiểm tra", "sheets": ["Kết quả kiểm tra"]}
    assert extension.last("end") == {"keep": True}


def test_a_job_that_fails_is_not_kept() -> None:
    extension = Extension()
    with pytest.raises(KeyError), CalcGrid(extension).job("a"):
        raise KeyError
    assert extension.last("end") == {"keep": False}


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"outline": {**OUTLINE, "read_only": True}}, "chế độ chỉ đọc"),
        ({"begin": "Kết quả kiểm tra"}, "“Kết quả kiểm tra” bị khóa bằng mật khẩu"),
    ],
)
def test_a_document_that_cannot_be_written_is_refused(
    answers: dict[str, Any], sentence: str
) -> None:
    extension = Extension(**answers)
    with pytest.raises(Refusal, match=sentence), CalcGrid(extension).job("a"):
        pytest.fail("was let in")
    assert extension.asked[-1][0] != "begin"


# The channel


def channel(*answers: Any) -> Channel:
    lines = b"".join(json.dumps(each).encode() + b"\n" for each in answers)
    return Channel(io.BytesIO(lines), io.BytesIO())


def test_requests_are_lines_of_ascii() -> None:
    ask = channel({"result": 3})
    assert ask("box", message="Đã kiểm tra\nxong") == 3
    assert isinstance(ask.requests, io.BytesIO)
    line = ask.requests.getvalue()
    assert line.count(b"\n") == 1
    assert line.isascii()
    assert json.loads(line) == {"call": "box", "message": "Đã kiểm tra\nxong"}


def test_what_libreoffice_cannot_do_and_its_end_are_told_apart() -> None:
    with pytest.raises(RequestFailed, match="no such sheet"):
        channel({"error": "no such sheet"})("values")
    with pytest.raises(OfficeLost):
        channel()("values")


# In LibreOffice itself


@pytest.fixture(scope="module")
def office(soffice: None) -> Iterator[Office]:
    with calc(cells=True) as running:
        yield running


def calls_of_a_check(document: Document) -> list[str]:
    calls: list[str] = []

    def ask(call: str, **arguments: Any) -> Any:
        calls.append(call)
        return document.cells(call, **arguments)

    commands.check_book(OpenBook(CalcGrid(ask)), CHECK_DAY, NOW)
    document.cells("release", keep=True)
    return calls


@pytest.mark.slow
def test_the_number_of_calls_does_not_grow_with_the_rows(office: Office, tmp_path: Path) -> None:
    found = []
    for rows in (100, 5_000):
        path = tmp_path / f"{rows}.xlsx"
        write_sample(path)
        book = ClosedBook(path)
        people = [
            {
                "Họ và tên / Tên tập thể": f"Người {n}",
                "Loại đối tượng": "Cá nhân",
                "Nhóm đối tượng": "Người trực tiếp công tác, lao động",
                "Đơn vị": "Xóm 1",
                "Danh hiệu đăng ký": "Lao động tiên tiến",
                "Ngày đăng ký": date(2020, 3, 1),
                "Ngày sinh": 1980,
            }
            for n in range(rows)
        ]
        book.fill("tblDangKy", people)
        book.save(path)
        document = office.open(path)
        started = perf_counter()
        found.append(calls_of_a_check(document))
        print(f"a check at {rows} rows: {len(found[-1])} calls, {perf_counter() - started:.2f} s")
        document.close()
    assert found[0] == found[1]


@pytest.mark.slow
def test_protection_is_as_before_after_a_job(office: Office, tmp_path: Path) -> None:
    path, saved = tmp_path / "sổ.xlsx", tmp_path / "lưu.xlsx"
    write_sample(path)
    document = office.open(path)
    document.export(saved)
    before = protections(saved)
    calls_of_a_check(document)
    document.export(saved)
    document.close()
    assert before
    assert protections(saved) == before


def protections(path: Path) -> dict[str, list[bytes]]:
    """The sheetProtection of every sheet that has one."""
    package = open_package(path)
    found = {
        sheet.name: re.findall(rb"<sheetProtection[^>]*>", package.read(sheet.part))
        for sheet in package.sheets
    }
    return {name: elements for name, elements in found.items() if elements}


@pytest.mark.slow
def test_a_job_that_breaks_off_is_taken_back(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "sổ.xlsx"
    write_sample(path)
    document = office.open(path)
    calls_of_a_check(document)
    sheets = ["Đăng ký", "Kết quả kiểm tra", "Nhật ký", "Giải trình"]
    before = [document.formulas(f"{sheet}!A1:R70") for sheet in sheets]

    class Broken(Exception):
        pass

    for breaking in ("resize", "dress", "put", "put_links", "arrange", "fit_rows"):
        document.cells("put", area=["Đăng ký", 6, 6, 6, 6], rows=[["31/02/1979"]], days=[])

        def ask(call: str, breaking: str = breaking, **arguments: Any) -> Any:
            answer = document.cells(call, **arguments)
            if call == breaking:
                raise Broken
            return answer

        grid = CalcGrid(ask, "Kiểm tra")
        with pytest.raises(Broken):
            commands.check_book(OpenBook(grid), CHECK_DAY, NOW)
        assert document.cells("release", keep=False) == "back"
        document.undo()
        assert [document.formulas(f"{sheet}!A1:R70") for sheet in sheets] == before
    document.close()
