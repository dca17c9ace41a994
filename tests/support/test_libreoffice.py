"""The LibreOffice driver does what the tests that use it take for granted."""

from pathlib import Path

import docx
import pytest
import xlsxwriter
from PIL import Image

from tests.support.libreoffice import LibreOfficeError, calc, render_pdf_pages

pytestmark = pytest.mark.slow


def is_drawn_on(picture: Path) -> bool:
    """Whether a picture has more than one shade."""
    return len(set(Image.open(picture).convert("L").tobytes())) > 1


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Two sheets: a formula with a wrong cached value, colours, a link, a list, frozen panes."""
    path = tmp_path / "sổ thử.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Đăng ký")
        sheet.freeze_panes(1, 1)
        sheet.set_column("A:Z", 14)
        sheet.write_row("A1", ["Họ và tên", "Số người", "Gấp đôi"])
        sheet.write_row("A2", ["Nguyễn Thị Hạnh", 3])
        sheet.write_row("A3", ["Lò Văn Ất", 1])
        sheet.write_formula("C2", "=B2*2", value=100)
        red = book.add_format({"bg_color": "#FF0000"})
        over_five = {"type": "cell", "criteria": ">", "value": 5, "format": red}
        sheet.conditional_format("B2:B40", over_five)
        sheet.data_validation("D2", {"validate": "list", "source": ["Có", "Không"]})
        book.add_worksheet("Kết quả").write_url("B2", "internal:'Đăng ký'!A3", string="Đăng ký!A3")
    return path


def test_shows_cached_values_until_asked_to_recalculate(soffice: None, workbook: Path) -> None:
    with calc() as office:
        document = office.open(workbook)
        assert document.sheets() == ["Đăng ký", "Kết quả"]
        assert document.values("Đăng ký!A1:C2") == [
            ["Họ và tên", "Số người", "Gấp đôi"],
            ["Nguyễn Thị Hạnh", 3, 100],
        ]
        assert document.formulas("C2") == [["=B2*2"]]
        document.recalculate()
        assert document.texts("C2") == [["6"]]


def test_recalculates_on_load_when_told_to(soffice: None, workbook: Path) -> None:
    with calc(recalculate=True) as office:
        assert office.open(workbook).values("C2") == [[6]]


def test_writes_sorts_and_exports(
    soffice: None, poppler: None, workbook: Path, tmp_path: Path
) -> None:
    with calc() as office:
        document = office.open(workbook)
        document.write("A3", [["Bàn Thị Ất", 9], ["Chu Văn Bính", 4]])
        document.sort("A2:B4", 0)
        assert document.values("A2:B4") == [
            ["Bàn Thị Ất", 9],
            ["Chu Văn Bính", 4],
            ["Nguyễn Thị Hạnh", 3],
        ]
        pdf = document.export(tmp_path / "in.pdf")
        copy = document.export(tmp_path / "lưu.xlsx")
        document.close()
        with pytest.raises(LibreOfficeError):
            document.sheets()
        assert office.open(copy).texts("A2") == [["Bàn Thị Ất"]]
    [page, *_] = render_pdf_pages(pdf)
    assert is_drawn_on(page)


def test_exports_text_documents_too(soffice: None, poppler: None, tmp_path: Path) -> None:
    written = tmp_path / "kế hoạch.docx"
    paper = docx.Document()
    paper.add_paragraph("KẾ HOẠCH")
    paper.add_paragraph("Nơi nhận").paragraph_format.page_break_before = True
    paper.save(str(written))
    with calc() as office:
        pdf = office.open(written).export(tmp_path / "kế hoạch.pdf")
    pages = render_pdf_pages(pdf)
    assert [page.name for page in pages] == ["kế hoạch-1.png", "kế hoạch-2.png"]
    assert all(map(is_drawn_on, pages))


def test_says_when_a_file_cannot_be_read(soffice: None, tmp_path: Path) -> None:
    broken = tmp_path / "hỏng.xlsx"
    broken.write_bytes(b"PK\x03\x04 but nothing more")
    with calc() as office, pytest.raises(LibreOfficeError, match="cannot read"):
        office.open(broken)


def test_keys_mouse_and_camera_reach_the_sheet(
    screen: None, workbook: Path, tmp_path: Path
) -> None:
    with calc(screen=True) as office:
        document = office.open(workbook)

        letters = "ỦY BAN NHÂN DÂN xã Lam Vỹ: đỡ ngượng, kỷ luật, Ẵm Ễnh ỷ lại 50%"
        document.type("Đăng ký!A4", letters)
        assert document.values("A4") == [[letters]]
        document.type("E2", "15/06/2026")
        assert document.values("E2") == [[46188]]

        assert document.color("B2") == "#FFFFFF"
        document.type("B2", "7")
        assert document.color("B2") == "#FF0000"
        assert document.color("Đăng ký!B60") == "#FFFFFF"

        document.click("Kết quả!B2", ctrl=True)
        assert document.selected() == "Đăng ký!A3"

        without_message = document.windows()
        document.type("D2", "Có lẽ")
        assert len(document.windows()) == len(without_message) + 1
        document.keys("Return", "Escape")
        assert document.windows() == without_message
        assert document.values("D2") == [[""]]

        assert is_drawn_on(document.screenshot(tmp_path / "màn hình.png"))
