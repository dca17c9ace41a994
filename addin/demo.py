"""`thidua demo`: the sample year made, checked, summed up and written as a plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from addin.commands import check_book, new_register, summarize_book, write_plan
from addin.refusal import Refusal
from addin.results import counts_in_words
from addin.sample import UNIT, YEAR, sample_rows

REGISTER = "so_thi_dua_lam_vy_2020.xlsx"
MISTAKES = "so_thi_dua_lam_vy_2020_co_loi.xlsx"
PLAN = "ke_hoach_lam_vy_2020.docx"
CHECK_DAY = date(YEAR + 1, 1, 20)
"""The day on which the sample is checked: the year is over, the last decisions are signed."""

Say = Callable[[str], object]


def make_demo(folder: Path, say: Say) -> int:
    """Write the sample's files into a folder and say in Vietnamese what was done; returns 0.

    Refusal where a file of the same name is already there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in (REGISTER, MISTAKES, PLAN):
        if (folder / name).exists():
            raise Refusal(f"Thư mục {folder} đã có {name}; hãy chọn thư mục khác để không ghi đè.")
    register = folder / REGISTER
    write_sample(register)
    say(f"1. Đã tạo sổ mẫu năm {YEAR} của xã {UNIT} (người trong sổ là hư cấu): {register}")
    say(f"2. Đã kiểm tra: {_check(register)}")
    _summarize(register)
    say("3. Đã điền các trang Quý I, Quý II, Quý III, Quý IV và Cả năm.")
    _write_plan(register, folder / PLAN, say)
    mistakes = folder / MISTAKES
    write_mistakes(mistakes)
    say(f"5. Đã tạo sổ có lỗi để xem dấu nhắc: {mistakes}")
    say(f"   Đã kiểm tra: {_check(mistakes)}")
    return 0


def write_sample(target: Path) -> None:
    """A register of the sample year, filled but not yet checked."""
    from addin.book.closed import ClosedBook

    new_register(target, YEAR, UNIT)
    book = ClosedBook(target)
    for table, rows in sample_rows().items():
        book.fill(table, rows)
    book.save(target)


def _check(path: Path) -> str:
    from addin.book.closed import ClosedBook

    book = ClosedBook(path)
    report = check_book(book, CHECK_DAY, datetime.now())
    book.save(path)
    return counts_in_words(report)


def _summarize(path: Path) -> None:
    from addin.book.closed import ClosedBook

    book = ClosedBook(path)
    summarize_book(book, CHECK_DAY, shown_at=datetime.now())
    book.save(path)


def _write_plan(register: Path, target: Path, say: Say) -> None:
    from addin.book.closed import ClosedBook
    from addin.documents.pdf import PdfError, to_pdf

    write_plan(ClosedBook(register), CHECK_DAY, target)
    say(f"4. Đã ghi kế hoạch: {target}")
    try:
        to_pdf(target, target.with_suffix(".pdf"))
        say(f"   Bản PDF: {target.with_suffix('.pdf')}")
    except PdfError as problem:
        say(f"   {problem}")
