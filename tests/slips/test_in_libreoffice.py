"""A slip opened, filled in and saved in LibreOffice, with real keys, without any add-in."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.libreoffice import Document, calc
from tests.support.ooxml import assert_valid
from tests.support.slips import HAMLET, SCHOOL, collect, office, rows_of, write

pytestmark = pytest.mark.slow

EMPTY_ROW = 10
"""Below the rows that the sample has of the hamlet."""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return office(tmp_path_factory.mktemp("slips"))


@pytest.fixture(scope="module")
def slip(places: tuple[Path, Path]) -> Path:
    register, folder = places
    [path] = write(register, folder, HAMLET)
    return path


@pytest.fixture(scope="module")
def document(slip: Path, screen: None) -> Iterator[Document]:
    with calc(screen=True) as office_:
        yield office_.open(slip)


def test_no_sheet_shows_an_error(document: Document) -> None:
    document.recalculate()
    for name in document.sheets():
        assert not [row for row in document.values(f"{name}!A1:AZ60") if None in row], name


@pytest.mark.parametrize(
    ("column", "refused", "accepted"),
    [
        ("D", "Con người", "Cá nhân"),
        ("I", "Xóm 3", HAMLET),
        ("N", "Phong trào lạ", "Lam Vỹ xanh, sạch, đẹp"),
        ("P", "5 thang 2", "05/02/2020"),
    ],
)
def test_lists_and_limits_work_without_the_register(
    document: Document, column: str, refused: str, accepted: str
) -> None:
    cell = f"Đăng ký!{column}{EMPTY_ROW}"
    before = document.texts(cell)
    quiet = document.windows()
    document.type(cell, refused)
    assert len(document.windows()) > len(quiet), "no message"
    document.keys("Escape")
    document.keys("Escape")
    assert document.texts(cell) == before
    document.type(cell, accepted)
    assert document.windows() == quiet
    assert document.texts(cell) == [[accepted]]


def test_kiem_tra_names_the_first_cell_that_is_missing(document: Document) -> None:
    assert document.texts(f"Đăng ký!A{EMPTY_ROW}") == [["Thiếu Họ và tên / Tên tập thể"]]
    document.type(f"Đăng ký!C{EMPTY_ROW}", "Lê Văn Mới")
    assert document.texts(f"Đăng ký!A{EMPTY_ROW}:B{EMPTY_ROW}") == [["", "6"]]
    document.type(f"Đăng ký!C{EMPTY_ROW + 1}", "Trần Thị Mới")
    assert document.texts(f"Đăng ký!A{EMPTY_ROW + 1}") == [["Thiếu Loại đối tượng"]]


def test_the_units_name_is_guarded(document: Document) -> None:
    document.type("Phiếu!B5", "x")
    document.keys("Escape")
    document.keys("Escape")
    assert document.texts("Phiếu!B5") == [[HAMLET]]


def test_what_libreoffice_saved_is_taken_as_it_was_typed(
    document: Document,
    places: tuple[Path, Path],
    slip: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    register, folder = places
    document.export(folder / "từ LibreOffice.xlsx")
    slip.unlink()
    assert collect(register, folder, "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["counts"] == {"new": 2, "changed": 0, "withdrawn": 0}
    assert collect(register, folder, "--in-place") == 0
    [row] = [
        row
        for row in rows_of(register, "tblDangKy", HAMLET).values()
        if row["Họ và tên / Tên tập thể"] == "Lê Văn Mới"
    ]
    assert row["Phong trào"] == "Lam Vỹ xanh, sạch, đẹp"
    assert str(row["Ngày đăng ký"]).startswith("2020-02-05")


def test_slips_are_valid_office_open_xml(
    ooxml_validator: None, places: tuple[Path, Path], tmp_path: Path
) -> None:
    register, _ = places
    assert_valid(*write(register, tmp_path, "Xóm 5", SCHOOL))
