"""The built template at work in LibreOffice: formulas, marks, lists, protection, paper."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pdfplumber
import pytest

from addin.book import layout
from addin.book.build import build_register
from addin.book.closed import ClosedBook
from addin.book.port import Style
from addin.results import results_view
from tests.support.libreoffice import Document, calc
from validators.check import Report
from validators.finding import Finding, Severity
from validators.regimes import regime

pytestmark = pytest.mark.slow

REGISTRATIONS = [
    {
        "Họ và tên / Tên tập thể": name,
        "Loại đối tượng": "Cá nhân",
        "Ngày sinh": birth,
        "Đơn vị": unit,
        "Ngày đăng ký": date(2020, 2, 5),
    }
    for name, birth, unit in [
        ("Nguyễn Văn Mẫu", date(1985, 3, 12), "Xóm Mẫu 1"),
        ("Trần Thị Ví Dụ", 1980, "Xóm Lạ"),
        ("Lê Văn Giả Định", date(1990, 10, 1), "Xóm Mẫu 1"),
        ("Phạm Thị Thử", 1975, "Trường Mẫu"),
    ]
]


def finding(
    severity: Severity, heading: str, row_key: str, value: str | int | date | None
) -> Finding:
    return Finding(
        *("DK999", severity, "R1", "Đăng ký", "tblDangKy", "F5", heading, "Người mẫu"),
        *("Ô này sai để thử.", "Sửa ô.", "Không có căn cứ", row_key, heading, value),
    )


FINDINGS = [
    finding(Severity.ERROR, "Ngày sinh", "DK0001", date(1985, 3, 12)),
    finding(Severity.QUERY, "Đơn vị", "DK0002", "Xóm Lạ"),
    finding(Severity.NOTE, "Chức vụ", "DK0003", None),
    finding(Severity.ERROR, "Danh hiệu đăng ký", "DK0004", "Danh hiệu cũ"),
]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with a few rows, checked: four findings stand in tblKetQua."""
    book = ClosedBook(build_register(2020, regime("R1")))
    units = [("Xóm Mẫu 1", "Xóm"), ("Trường Mẫu", "Trường học")]
    book.fill("tblDonVi", [{"Tên đơn vị": name, "Loại đơn vị": kind} for name, kind in units])
    book.fill("tblDangKy", REGISTRATIONS)
    book.show([results_view(Report(FINDINGS, ["R1"]), datetime(2020, 5, 4, 8, 30))])
    path = tmp_path_factory.mktemp("template") / "so.xlsx"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def document(register: Path, screen: None) -> Iterator[Document]:
    with calc(screen=True) as office:
        yield office.open(register)


def test_formulas_number_the_rows_and_say_what_is_wrong(document: Document) -> None:
    document.recalculate()
    assert document.texts("Đăng ký!A5:C9") == [
        ["Lỗi: Ngày sinh", "1", "Nguyễn Văn Mẫu"],
        ["Cần giải trình: Đơn vị", "2", "Trần Thị Ví Dụ"],
        ["Lưu ý: Chức vụ", "3", "Lê Văn Giả Định"],
        ["Lỗi: Danh hiệu đăng ký", "4", "Phạm Thị Thử"],
        ["", "", ""],
    ]


def test_no_sheet_shows_an_error_after_recalculation(document: Document) -> None:
    document.recalculate()
    for name in document.sheets():
        # LibreOffice hands an error over as no value at all.
        assert not [row for row in document.values(f"{name}!A1:AZ90") if None in row], name


def test_births_are_shown_as_typed_whether_day_or_year(document: Document) -> None:
    assert document.texts("Đăng ký!F5:F8") == [["12/03/1985"], ["1980"], ["01/10/1990"], ["1975"]]


@pytest.mark.parametrize(
    ("cell", "shade"),
    [
        ("F5", layout.MARKS[Severity.ERROR]),
        ("I6", layout.MARKS[Severity.QUERY]),
        ("H7", layout.MARKS[Severity.NOTE]),
        ("L8", layout.STALE),
        ("A5", layout.MARKS[Severity.ERROR]),
        ("A6", layout.MARKS[Severity.QUERY]),
        ("A7", layout.MARKS[Severity.NOTE]),
        ("F6", None),
        ("C9", None),
    ],
)
def test_cells_have_the_colour_of_their_finding(
    document: Document, cell: str, shade: layout.Shade | None
) -> None:
    assert document.color(f"Đăng ký!{cell}") == (shade.fill if shade else "#FFFFFF")


def test_text_typed_into_a_text_column_stays_as_typed(document: Document) -> None:
    document.type("Đơn vị!E5", "001")
    document.type("Kế hoạch!F5", "-12")
    assert document.values("Đơn vị!E5") == [["001"]]
    assert document.values("Kế hoạch!F5") == [["-12"]]


@pytest.mark.parametrize(
    ("cell", "refused", "accepted", "shown"),
    [
        ("Đăng ký!D10", "Con người", "Cá nhân", "Cá nhân"),
        ("Đăng ký!I10", "Xóm chưa khai", "Trường Mẫu", "Trường Mẫu"),
        ("Đăng ký!P10", "5 thang 2", "05/02/2020", "05/02/2020"),
        ("Đơn vị!F5", "-3", "12", "12"),
        ("Thông tin!D7", "nước", "xã", "xã"),
    ],
)
def test_lists_and_limits_refuse_in_words_and_accept_what_is_right(
    document: Document, cell: str, refused: str, accepted: str, shown: str
) -> None:
    quiet = document.windows()
    document.type(cell, refused)
    assert len(document.windows()) > len(quiet), "no message"
    document.keys("Escape")
    document.keys("Escape")
    assert document.texts(cell) == [[""]]
    document.type(cell, accepted)
    assert document.windows() == quiet
    assert document.texts(cell) == [[shown]]


def test_a_form_of_address_may_be_typed_freely(document: Document) -> None:
    quiet = document.windows()
    document.type("Đăng ký!E5", "Nhà giáo")
    assert (document.windows(), document.texts("Đăng ký!E5")) == (quiet, [["Nhà giáo"]])


def test_staff_can_type_in_the_results_only_into_the_answer(document: Document) -> None:
    document.type("Kết quả kiểm tra!K6", "Xóm mới thành lập")
    assert document.texts("Kết quả kiểm tra!K6") == [["Xóm mới thành lập"]]
    before = document.texts("Kết quả kiểm tra!H6")
    document.type("Kết quả kiểm tra!H6", "x")
    document.keys("Escape")
    document.keys("Escape")
    assert document.texts("Kết quả kiểm tra!H6") == before


# Paper


def pages(pdf: Path) -> list[str]:
    with pdfplumber.open(pdf) as file:
        return [page.extract_text() for page in file.pages]


def folded(source: Path, target: Path) -> Path:
    """A copy in which the button 1 above the headings of every sheet was pressed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = data.replace(b' outlineLevel="1"/>', b' hidden="1" outlineLevel="1"/>')
            new.writestr(name, data)
    return target


def test_the_cover_is_one_page_and_a_folded_wide_table_is_one_page_wide(
    register: Path, tmp_path: Path, soffice: None
) -> None:
    with calc() as office:
        whole = office.open(register).export(tmp_path / "whole.pdf")
        narrow = office.open(folded(register, tmp_path / "folded.xlsx"))
        narrow = narrow.export(tmp_path / "narrow.pdf")
    cover, *rest = pages(whole)
    assert "VIỆC CỦA TỪNG QUÝ" in cover
    assert "Phiên bản mẫu" in cover
    assert "Thông tin chung của năm" in rest[0]
    nominations = [page for page in pages(narrow) if "Đề nghị khen thưởng" in page[:60]]
    assert len(nominations) == 1
    for heading in ("STT", "Họ và tên", "Cấp quyết định", "Ngày quyết"):
        assert heading in nominations[0]
    assert len(pages(narrow)) < len(pages(whole))


def test_danh_muc_prints_its_lists_and_no_word_of_the_palette(
    register: Path, tmp_path: Path, soffice: None
) -> None:
    with calc() as office:
        printed = pages(office.open(register).export(tmp_path / "whole.pdf"))
    start = next(at for at, page in enumerate(printed) if page.startswith("Danh mục dùng"))
    words = "\n".join(printed[start:])
    assert "Huân chương Lao động hạng Ba" in words
    assert not set(words.splitlines()) & {str(role) for role in Style}
