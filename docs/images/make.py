"""Makes the pictures of the README and the guide: ``uv run python -m docs.images.make``.

To be run at the project's root. Needs what the slow tests need: LibreOffice, Xvfb and its tools,
poppler.
"""

import sys
import tempfile
from datetime import date, datetime, time
from pathlib import Path

from PIL import Image

from addin.book.closed import ClosedBook
from addin.buttons import CHECK, NEXT_FINDING
from addin.commands import check_book, write_document, write_plan
from addin.demo import CHECK_DAY, write_sample
from addin.documents.kinds import KINDS
from addin.documents.pdf import all_to_pdf, to_pdf
from addin.oxt.build import TITLE
from tests.support.clerk import Clerk
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
WINDOW_BOX = (0, 0, 1346, 900)
"""The window with menus, toolbars and status bar, without the bar at its right."""
PLAN_DOTS_PER_INCH = 100
COLOURS = 128
PAPER_DOTS_PER_INCH, PAGES_SHOWN, PAPER_COLOURS = 56, 2, 12
GAP, DESK = 8, 208
"""Pixels between pages, and the grey behind them."""


def main() -> None:
    """Write the pictures beside this file, those of the papers into papers/."""
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "sổ thi đua.xlsx"
        write_sample(register)
        picture_plan(register, HERE / "plan.png")
        picture_papers(register, HERE / "papers")
        picture_check(register, HERE / "checked.png")
        pressed = register.with_name("sổ thi đua Lam Vỹ.xlsx")
        write_sample(pressed)
        picture_buttons(pressed, HERE / "calc_checked.png", HERE / "calc_next_error.png")


def picture_plan(register: Path, target: Path) -> None:
    """Page 1 of the plan."""
    paper = register.with_suffix(".docx")
    write_plan(ClosedBook(register), datetime.combine(CHECK_DAY, time()), paper)
    pdf = paper.with_suffix(".pdf")
    to_pdf(paper, pdf)
    first, *_ = render_pdf_pages(pdf, dots_per_inch=PLAN_DOTS_PER_INCH)
    save_small(Image.open(first).convert("L"), target)


def picture_papers(register: Path, folder: Path) -> None:
    """The first pages of a paper of every kind, beside each other."""
    book, made = ClosedBook(register), register.parent / "papers"
    made.mkdir()
    for kind in KINDS.values():
        if kind.suffix == ".docx":
            write_document(book, kind.name, made, datetime.combine(CHECK_DAY, time()))
    papers = sorted(made.glob("*.docx"))
    all_to_pdf({paper: paper.with_suffix(".pdf") for paper in papers})
    for kind in KINDS.values():
        if kind.suffix == ".docx":
            # Of several the one that holds most.
            pdf = max(made.glob(f"{kind.file_name}*.pdf"), key=lambda path: path.stat().st_size)
            pages = render_pdf_pages(pdf, dots_per_inch=PAPER_DOTS_PER_INCH)[:PAGES_SHOWN]
            shown = beside([Image.open(page).convert("L") for page in pages])
            save_small(shown, folder / f"{kind.file_name}.png", PAPER_COLOURS)


def beside(pages: list[Image.Image]) -> Image.Image:
    """Pages beside each other, each with its edge drawn."""
    width = sum(page.width + GAP for page in pages) + GAP
    height = max(page.height for page in pages) + 2 * GAP
    picture = Image.new("L", (width, height), DESK)
    left = GAP
    for page in pages:
        picture.paste(page, (left, GAP))
        left += page.width + GAP
    return picture


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


def picture_buttons(register: Path, checked: Path, next_error: Path) -> None:
    """LibreOffice after the buttons Kiểm tra, with the menu open, and Lỗi kế tiếp."""
    book = ClosedBook(register)
    book.fill("tblDeNghi", MISTAKES)
    book.save(register)
    register.write_bytes(folded(register))
    with calc(screen=True, interpreter=sys.executable) as office:
        document = office.open(register)
        clerk = Clerk(office, document)
        document.select(f"{SHEET}!{CURSOR}")
        clerk.press_and_read(CHECK.label)
        document.open_menu(TITLE)
        keep(clerk.take_picture("readme_checked"), checked)
        document.keys("Escape", "Escape")
        before = document.selected()
        clerk.press_until(NEXT_FINDING.label, lambda: document.selected() != before)
        keep(clerk.take_picture("readme_next_error"), next_error)


def keep(screen: Path, target: Path) -> None:
    """Write what a picture of the screen shows of the window."""
    save_small(Image.open(screen).convert("RGB").crop(WINDOW_BOX), target)


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


def save_small(picture: Image.Image, target: Path, colours: int = COLOURS) -> None:
    """Write a .png of few colours."""
    picture.quantize(colours, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    main()
