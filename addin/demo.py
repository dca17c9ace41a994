"""`thidua demo`: the sample year made, checked, summed up and written as papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from addin.commands import (
    check_book,
    new_register,
    summarize_book,
    write_document,
    write_plan,
)
from addin.folders import folder_to_write
from addin.refusal import Refusal
from addin.results import counts_in_words
from addin.sample import UNIT, YEAR, sample_rows

REGISTER = "so_thi_dua_lam_vy_2020.xlsx"
MISTAKES = "so_thi_dua_lam_vy_2020_co_loi.xlsx"
PLAN = "ke_hoach_lam_vy_2020.docx"
PLAN_PDF = "ke_hoach_lam_vy_2020.pdf"
PAPERS = "van_ban"
"""The folder of the year's other papers."""
CHECK_DAY = date(YEAR + 1, 1, 20)
"""The day on which the sample is checked: the year is over, the last decisions are signed."""

Say = Callable[[str], object]


def make_demo(folder: Path, say: Say) -> int:
    """Write the sample's files into a folder and say in Vietnamese what was done; returns 0.

    Refusal where a file of the same name is already there or the folder cannot be made.
    """
    folder_to_write(folder)
    for name in (REGISTER, MISTAKES, PLAN, PLAN_PDF, PAPERS):
        if (folder / name).exists():
            raise Refusal(f"Thư mục {folder} đã có {name}; hãy chọn thư mục khác để không ghi đè.")
    register, plan, mistakes = folder / REGISTER, folder / PLAN, folder / MISTAKES
    say(f"Làm thử năm {YEAR} của xã {UNIT}. Mọi người trong sổ là nhân vật hư cấu.")
    write_sample(register)
    say(f"1. Sổ mẫu: {register}")
    say(f"2. Kiểm tra sổ mẫu: {_check(register)}")
    _summarize(register)
    say("3. Tổng hợp: đã điền các trang Quý I, Quý II, Quý III, Quý IV và Cả năm của sổ mẫu.")
    _write_plan(register, plan, folder / PLAN_PDF, say)
    say(f"5. Các văn bản khác của năm: {_write_papers(register, folder / PAPERS)}")
    write_mistakes(mistakes)
    say(f"6. Sổ có lỗi để xem dấu nhắc, mỗi quy tắc một lỗi: {mistakes}")
    say(f"   Kiểm tra sổ có lỗi: {_check(mistakes)}")
    say("   Mở sổ này, vào trang Kết quả kiểm tra, bấm vào ô ở cột Ô để tới chỗ sai.")
    return 0


def write_sample(target: Path) -> None:
    """A register of the sample year, filled but not yet checked."""
    from addin.book.closed import ClosedBook

    new_register(target, YEAR, UNIT)
    book = ClosedBook(target)
    for table, rows in sample_rows().items():
        book.fill(table, rows)
    book.save(target)


def write_mistakes(target: Path) -> None:
    """The sample year with one typical mistake of every rule, filled but not yet checked.

    The sheet Quý I is filled before the mistakes are made, so that it is out of date.
    """
    from addin.sample.mistakes import make_mistakes

    write_sample(target)
    _summarize(target, "1")
    make_mistakes(target)


def _check(path: Path) -> str:
    from addin.book.closed import ClosedBook

    book = ClosedBook(path)
    report = check_book(book, CHECK_DAY, datetime.now())
    book.save(path)
    return counts_in_words(report)


def _summarize(path: Path, which: str = "all") -> None:
    from addin.book.closed import ClosedBook

    book = ClosedBook(path)
    summarize_book(book, CHECK_DAY, which, shown_at=datetime.now())
    book.save(path)


def _write_papers(register: Path, folder: Path) -> str:
    """Every other kind of document into a folder; says how many, and where."""
    from addin.book.closed import ClosedBook
    from addin.documents.kinds import KINDS
    from addin.documents.kinds import PLAN as PLAN_KIND

    folder.mkdir()
    day = datetime.combine(CHECK_DAY, time())
    book = ClosedBook(register)
    kinds = [name for name in KINDS if name != PLAN_KIND]
    written = [each for name in kinds for each in write_document(book, name, folder, day)]
    return f"{len(written)} tệp, {len(kinds)} loại, ở {folder}"


def _write_plan(register: Path, target: Path, pdf: Path, say: Say) -> None:
    from addin.book.closed import ClosedBook
    from addin.documents.pdf import PdfError, to_pdf

    write_plan(ClosedBook(register), datetime.combine(CHECK_DAY, time()), target)
    say(f"4. Kế hoạch: {target}")
    try:
        to_pdf(target, pdf)
        say(f"   Bản PDF: {pdf}")
    except PdfError as problem:
        say(f"   {problem}")
