"""Makes the pictures of the README: ``uv run python -m docs.images.make`` at the project's root.

Needs what the slow tests need: LibreOffice, Xvfb and its tools, poppler.
"""

import tempfile
from datetime import date, datetime
from pathlib import Path

from PIL import Image

from addin.book.closed import ClosedBook
from addin.commands import check_book, write_plan
from addin.demo import CHECK_DAY, write_sample
from addin.documents.pdf import to_pdf
from tests.support.libreoffice import calc, render_pdf_pages
from tests.support.parts import parts, with_parts

HERE = Path(__file__).parent

MISTAKES = [
    {"Mã dòng": "DN0008", "Danh hiệu đề nghị": "Chiến sĩ thi đua"},
    {"Mã dòng": "DN0018", "Cấp quyết định": "Tỉnh"},
    {"Mã dòng": "DN0024", "Ngày quyết định": date(2020, 10, 1)},
]
"""Typed over the sample's nominations, some of which still wait for their decision."""

SHEET = "Đề nghị"
CURSOR = "R27"
ZOOM = 75
SCREEN_BOX = (0, 126, 1346, 880)
"""What of the screen is kept: the sheet with its headings and tabs, no menus."""
PLAN_DOTS_PER_INCH = 100
COLOURS = 128


def main() -> None:
    """Write both pictures beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "sổ thi đua.xlsx"
        write_sample(register)
        picture_plan(register, HERE / "plan.png")
        picture_check(register, HERE / "checked.png")


def picture_plan(register: Path, target: Path) -> None:
    """Page 1 of the plan."""
    paper = register.with_suffix(".docx")
    write_plan(ClosedBook(register), CHECK_DAY, paper)
    pdf = paper.with_suffix(".pdf")
    to_pdf(paper, pdf)
    first, *_ = render_pdf_pages(pdf, dots_per_inch=PLAN_DOTS_PER_INCH)
    save_small(Image.open(first).convert("L"), target)


def picture_check(register: Path, target: Path) -> None:
    """Nominations with marks in them, on the screen, secondary columns folded away."""
    book = ClosedBook(register)
    book.fill("tblDeNghi", MISTAKES)
    check_book(book, CHECK_DAY, datetime(2021, 1, 20, 8, 5))
    book.save(register)
    register.write_bytes(folded(register))
    screen = register.with_suffix(".png")
    with calc(screen=True) as office:
        document = office.open(register)
        document.select(f"{SHEET}!{CURSOR}")
        document.screenshot(screen)
    save_small(Image.open(screen).convert("RGB").crop(SCREEN_BOX), target)


def folded(register: Path) -> bytes:
    """The workbook zoomed out, after staff pressed the button 1 above the headings."""
    return with_parts(
        register,
        {
            name: part.replace(b' outlineLevel="1"/>', b' hidden="1" outlineLevel="1"/>').replace(
                b"<sheetView ", f'<sheetView zoomScale="{ZOOM}" '.encode()
            )
            for name, part in parts(register).items()
            if name.startswith("xl/worksheets/sheet")
        },
    )


def save_small(picture: Image.Image, target: Path) -> None:
    """Write a .png of few colours."""
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    main()
