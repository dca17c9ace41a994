"""The jobs of the program, one function a job.

The ribbon, the LibreOffice menu, the command line and the tests call these and nothing else. A
job that works on a workbook takes it as a `Book`; the day and the time come from outside. Which
of them are buttons, and what a button says, is in `buttons`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from addin.checking import check_book as check_book
from addin.next_finding import Step, next_finding
from addin.opening import open_register
from addin.refusal import Refusal
from addin.results import (
    SHEETS_BETWEEN,
    SUMMARIZE,
    answers_view,
    log_view,
    no_results_view,
)
from validators.answers import read_answers
from validators.blocks import Raw
from validators.digest import digest
from validators.records import BY_TABLE, Nomination, PastAward, Registration, SettingRow
from validators.regimes import regime_on
from validators.settings import Settings

if TYPE_CHECKING:
    from addin.bonus import BonusList
    from addin.book.port import Book
    from addin.careers import Person
    from addin.carrying import Carried
    from addin.consolidation import Consolidation
    from addin.desk import Place
    from addin.documents.importing.rows import Prepared
    from addin.documents.kind import WrittenDocument
    from addin.documents.page_check.finding import PageReport
    from addin.expected import ExpectedUnits
    from addin.gathering import Workforce
    from addin.ledger import Ledger
    from addin.mail.answering import Answered
    from addin.mail.inbox import Came
    from addin.mail.journal import Journal
    from addin.mail.receiving import Received
    from addin.mail.sending import Delivery, Parcel
    from addin.mail.ways import Way
    from addin.slips.collecting import Collected
    from addin.workplace import Superior, Workplace

FILL_BONUS = "Điền tiền thưởng"
IMPORT_PLAN = "Nhập kế hoạch cũ"
COLLECT = "Nhận phiếu đơn vị"


def setting_rows(**values: Raw) -> list[dict[str, Raw]]:
    """Rows of tblThongTin that set the given fields of `Settings`."""
    item, value = (SettingRow.column_of(name).heading for name in ("item", "value"))
    names = {column.field: name for name, column in Settings.items().items()}
    return [{item: names[field], value: given} for field, given in values.items()]


def new_register(target: Path, year: int, unit: str, carried: Carried | None = None) -> None:
    """Tạo sổ năm mới: a register under the law of the year, the unit's name filled in.

    It is empty but for what `carry_forward` has found. Refusal if the file is already there: what
    a clerk typed is never overwritten.
    """
    from addin.book.build import build_register
    from addin.book.closed import ClosedBook

    if target.exists():
        raise Refusal(f"Tệp {target.name} đã có; hãy chọn tên khác để không ghi đè.")
    book = ClosedBook(build_register(year, regime_on(date(year, 1, 1))))
    for table, rows in carried.rows.items() if carried else ():
        if rows:
            book.fill(table, rows)
    book.fill(SettingRow.table, setting_rows(year=year, unit_name=unit or None))
    book.save(target)


def carry_forward(
    old: Book, today: date, year: int | None = None, ledger: Ledger | None = None
) -> Carried:
    """Tạo sổ năm mới từ sổ năm trước: what goes on into a year, by default the next.

    A ledger adds what it knows of the commune's earlier awards. Refusal unless the year is later.
    """
    from addin.carrying import carry
    from addin.ledger_history import awards_of

    register = open_register(old, today).register
    settings = register.settings
    wanted = year or register.year + 1
    if wanted <= register.year:
        raise Refusal(
            f"Sổ mang sang là của năm {register.year}, không thể lập sổ năm {wanted} từ sổ ấy: hãy "
            "chọn năm sau."
        )
    awards = awards_of(ledger, settings.unit_code or "", settings.unit_name or "") if ledger else ()
    return carry(register, wanted, awards)


def clear_results(book: Book, today: date, cleared_at: datetime) -> None:
    """Xóa kết quả: no findings and no marks any more; answers that were given are kept."""
    content = book.read()
    book.show([answers_view(read_answers(content.blocks, today)), no_results_view()])


def find_next(book: Book, place: Place) -> Step | None:
    """Lỗi kế tiếp: the open finding that follows a cell, None where nothing is open."""
    return next_finding(book.read().blocks, place)


def add_rows(book: Book, sheet: str, count: int) -> str:
    """Thêm dòng: empty rows at the end of a sheet's entry table; returns the table's name.

    Refusal where the sheet holds no entry table, or something stands under it.
    """
    found = [block for block in book.read().blocks.values() if block.sheet == sheet]
    tables = [block.table for block in found if block.table in BY_TABLE]
    if not tables:
        raise Refusal(
            f"Trang tính “{sheet}” không có bảng nhập: hãy chuyển sang trang cần thêm dòng, ví dụ "
            f"“{Registration.sheet}”, rồi làm lại."
        )
    book.add_rows(tables[0], count)
    return tables[0]


def restore_book(book: Book) -> list[str]:
    """Phục hồi mẫu: lists, formats, marks and formulas that a paste took; what was put back."""
    return book.restore()


def summarize_book(
    book: Book, today: date, which: str = "all", shown_at: datetime | None = None
) -> dict[str, Any]:
    """Tổng hợp: the figures of "1" … "4", "year" or "all" in the shape of the JSON.

    With `shown_at` the summary sheets are also filled.
    """
    from addin.summary import as_json, summarize
    from addin.summary_sheets import summary_views

    opened = open_register(book, today)
    summary = summarize(opened.register)
    if shown_at is not None:
        wanted = [each.sheet for each in summary.chosen(which)]
        views = summary_views(summary, opened.register, shown_at)
        marks = digest(opened.register)
        book.show(
            [
                *(view for view in views if view.sheet in wanted),
                log_view(
                    opened.content.blocks, shown_at, SUMMARIZE, SHEETS_BETWEEN.join(wanted), marks
                ),
            ]
        )
    return as_json(summary, which)


def fill_bonus(book: Book, today: date, filled_at: datetime | None = None) -> BonusList:
    """Tiền thưởng: the money of all awards; with `filled_at` empty cells are also filled.

    What somebody typed stays. Where nothing is to be filled the book is left as it is.
    """
    from addin.bonus import list_bonuses, outcome_in_words, rows_to_fill

    opened = open_register(book, today)
    bonuses = list_bonuses(opened.register)
    rows = rows_to_fill(bonuses, opened.register) if filled_at else []
    if filled_at and rows:
        book.fill(Nomination.table, rows)
        filled = open_register(book, today)
        outcome, marks = outcome_in_words(bonuses), digest(filled.register)
        book.show([log_view(filled.content.blocks, filled_at, FILL_BONUS, outcome, marks)])
    return bonuses


def write_slips(book: Book, now: datetime, folder: Path, only: Collection[str] = ()) -> list[Path]:
    """Lập phiếu đơn vị: a slip for every unit, or for those named; the register stays as it is.

    Refusal where one of the files is already there.
    """
    from addin.slips.issuing import slips_of
    from addin.slips.issuing import write_slips as write

    register = open_register(book, now.date()).register
    return write(register, slips_of(register, now, only), folder)


def collect_slips(book: Book, today: date, folder: Path, own_file: Path | None = None) -> Collected:
    """Nhận phiếu đơn vị, first half: what the slips of a folder change; nothing is written.

    `own_file` is the register itself, should it lie in the folder.
    """
    from addin.slips.collecting import compare, read_folder

    return compare(open_register(book, today), *read_folder(folder, own_file))


def take_slips(book: Book, today: date, collected: Collected, taken_at: datetime) -> None:
    """Nhận phiếu đơn vị, second half: write what was collected from this very book.

    Where nothing changes the book is left as it is.
    """
    from addin.slips.collecting import write
    from addin.slips.words import counts_in_words

    if not collected.to_write:
        return
    write(book, open_register(book, today), collected)
    filled = open_register(book, today)
    outcome, marks = counts_in_words(collected), digest(filled.register)
    book.show([log_view(filled.content.blocks, taken_at, COLLECT, outcome, marks)])


def look_up(book: Book, today: date, name: str) -> list[Person]:
    """Tra cứu: everybody of a name, with all that the register knows of each, year by year.

    Refusal, with the names that come near, if nobody bears it.
    """
    from addin.careers import people_named

    return people_named(open_register(book, today).register, name)


def look_up_in_ledger(ledger: Ledger, today: date, name: str) -> list[Person]:
    """Tra cứu nhiều năm: everybody of a name in the workbooks of a ledger, year by year.

    Refusal if nobody bears it.
    """
    from addin.ledger_history import people_in_ledger

    return people_in_ledger(ledger, name, today)


def send_register(
    path: Path,
    now: datetime,
    workplace: Workplace,
    way: Way,
    agree: Callable[[str], bool],
    *,
    period: str = "",
    recipients: str = "",
    scan: Path | None = None,
) -> Delivery | None:
    """Gửi cấp trên: a saved register packed, shown to the clerk, handed over if `agree` says so.

    `agree` is given what is about to leave in words; None where it says no. What has left is still
    to be recorded in the register (`record_sending`).
    """
    from addin.mail.journal import Journal
    from addin.mail.sending import preview

    journal = Journal()
    parcel = pack_register(
        path, now, workplace, journal, period=period, recipients=recipients, scan=scan
    )
    if not agree(preview(parcel, way.name)):
        return None
    return send_parcel(parcel, way, workplace, journal, datetime.now)


def pack_register(
    path: Path,
    now: datetime,
    workplace: Workplace,
    journal: Journal,
    *,
    period: str = "",
    recipients: str = "",
    scan: Path | None = None,
) -> Parcel:
    """The first half of sending: a saved register checked and packed; nothing leaves yet.

    Refusal while there is a Lỗi, anything a receiver refuses, or no recipient.
    """
    from addin.mail.sending import pack

    return pack(
        path, now, workplace.sending, journal, period=period, recipients=recipients, scan=scan
    )


def send_parcel(
    parcel: Parcel, way: Way, workplace: Workplace, journal: Journal, clock: Callable[[], datetime]
) -> Delivery:
    """The second half of sending, once the clerk has agreed: hand the parcel to a way out."""
    from addin.mail.sending import deliver
    from addin.mail.ways import sender_of

    return deliver(parcel, way, sender_of(workplace), journal, clock)


def record_sending(book: Book, delivery: Delivery) -> None:
    """Write a sending that has left into the register that it was made from."""
    from addin.mail.manifest import manifest_view, read_sendings

    book.show([manifest_view([*read_sendings(book.read().blocks), delivery.manifest])])


def receive_workbooks(
    came: Iterable[Came],
    superior: Superior,
    ledger: Ledger,
    clock: Callable[[], datetime],
    way: Way | None = None,
    sender: str = "",
    progress: Callable[[str], object] = lambda doing: None,
) -> tuple[Received, Answered]:
    """Nhận sổ: take in what came and answer it; by drafts, or by `way` where that is set up."""
    from addin.expected import load_expected
    from addin.mail.answering import answer_all
    from addin.mail.originals import Originals
    from addin.mail.receiving import receive

    expected = load_expected(superior.expected)
    originals = Originals(superior.originals)
    received = receive(came, ledger, originals, expected, clock, progress)
    answered = answer_all(ledger, originals, superior.answers, expected, clock, way, sender)
    return received, answered


def consolidate_ledger(
    ledger: Ledger,
    expected: ExpectedUnits,
    target: Path,
    now: datetime,
    *,
    year: int | None = None,
    period: str = "",
    problems: Sequence[str] = (),
) -> Consolidation:
    """Tổng hợp nhiều sổ: the workbooks of a ledger added up into a consolidated register.

    Without a year that of the newest workbook, without a period the likely one. Refusal where
    nothing has been accepted yet, or the file cannot be written. What stood in the file is kept
    as a dated copy.
    """
    from addin.book.consolidated import Report, consolidated_workbook
    from addin.book.copies import save_keeping
    from addin.consolidation import (
        ABOVE,
        consolidate,
        goes_up,
        movements_of,
        newest_year,
        nominations_of,
    )
    from addin.mail.sending import likely_period
    from addin.statistics_forms import movements_form, provincial_form, state_form

    chosen = year or newest_year(ledger, now.date())
    if chosen is None:
        raise Refusal("Chưa có sổ nào được nhận để tổng hợp: hãy nhận sổ trước (thidua receive).")
    when = period or likely_period(chosen, now.date())
    done = consolidate(ledger, expected, chosen, when, now, problems)
    counted = [each.entry for each in done.units]
    above = list(nominations_of(ledger, counted, ABOVE))
    awards = [row for _, row in above if row.year == chosen]
    report = Report(
        done,
        (
            movements_form(movements_of(ledger, counted)),
            state_form(awards),
            provincial_form(awards),
        ),
        [(entry, row) for entry, row in above if goes_up(row)],
    )
    done.kept = save_keeping(target, consolidated_workbook(report), now)
    return done


def import_plan(
    book: Book,
    today: date,
    source: Path,
    year: int | None = None,
    replace: bool = False,
    filled_at: datetime | None = None,
) -> Prepared:
    """Nhập kế hoạch cũ: an office's Word file as rows; with `filled_at` they are also written.

    `year` makes it the plan of another year. What is typed in settings and papers stays. Refusal
    where the file is no sound .docx, and where an outline that is there was not given up by
    `replace`.
    """
    from addin.documents.importing.paper import read_plan
    from addin.documents.importing.reading import read_document
    from addin.documents.importing.rows import TABLES, prepare
    from addin.documents.importing.words import outcome_in_words, standing_in_words

    register = open_register(book, today).register
    found = prepare(read_plan(read_document(source)), register, year, replace)
    if filled_at is None:
        return found
    if found.blocked:
        raise Refusal(
            f"{standing_in_words(found)} Chưa ghi gì vào sổ; thêm --replace nếu muốn thay bằng "
            "kế hoạch mới nhập."
        )
    for model in TABLES:
        if found.rows[model.table]:
            book.fill(model.table, found.rows[model.table])
    filled = open_register(book, today)
    outcome, marks = outcome_in_words(found), digest(filled.register)
    book.show([log_view(filled.content.blocks, filled_at, IMPORT_PLAN, outcome, marks)])
    return found


def consolidate_folder(
    folder: Path,
    expected: ExpectedUnits,
    target: Path,
    now: datetime,
    workforce: Workforce,
    progress: Callable[[str], object] = lambda name: None,
    *,
    year: int | None = None,
    period: str = "",
) -> Consolidation:
    """Tổng hợp nhiều sổ: `consolidate_ledger` of a ledger made for a folder, then forgotten.

    Refusal where the folder holds no register that can be counted.
    """
    from addin.consolidation import newest_year
    from addin.gathering import gather
    from addin.ledger import Ledger
    from addin.mail.inbox import from_folder

    with TemporaryDirectory(prefix="thidua-tong-hop-") as place:
        url = f"sqlite:///{Path(place, 'so_cai.sqlite')}"
        with closing(Ledger(url, lasting=False)) as ledger:
            problems = gather(from_folder(folder), ledger, expected, now, workforce, progress)
            if year is None and newest_year(ledger, now.date()) is None:
                raise Refusal(
                    f"Thư mục {folder} không có sổ thi đua nào tính được: hãy chọn thư mục có sổ "
                    "các xã gửi lên, không còn lỗi."
                )
            return consolidate_ledger(
                ledger, expected, target, now, year=year, period=period, problems=problems
            )


def name_at(book: Book, today: date, place: Place) -> str:
    """The name in the row of a cell; Refusal where the row is about nobody."""
    from addin.book.package import parse_range

    register = open_register(book, today).register
    cells = parse_range(place.cell)
    for model in (Registration, Nomination, PastAward):
        table = register.tables.get(model.table)
        if table and cells and table.block.sheet == place.sheet:
            record = table.by_index.get(cells.first_row - table.block.first_row)
            if record and record.subject:
                return str(record.subject)
    raise Refusal(
        f"Hãy chọn một dòng có họ tên ở trang {Registration.sheet}, {Nomination.sheet} hoặc "
        f"{PastAward.sheet} rồi bấm lại."
    )


def write_plan(book: Book, now: datetime, target: Path, *, pdf: bool = False) -> WrittenDocument:
    """Xuất kế hoạch: the year's KẾ HOẠCH as a Word document, as `write_document` writes."""
    from addin.documents.kinds import PLAN

    [written] = write_document(book, PLAN, target, now, pdf=pdf)
    return written


def check_document(path: Path) -> PageReport:
    """Kiểm tra văn bản: where a Word document by anybody departs from Nghị định 30/2020/NĐ-CP.

    Refusal where the file cannot be read: absent, .doc, locked, damaged.
    """
    from addin.documents.page_check.check import check_file

    return check_file(path)


def make_pdfs(
    papers: Sequence[Path], folder: Path | None, progress: Callable[[int], None]
) -> dict[Path, Path | Refusal]:
    """Xuất PDF: Word documents as PDF beside them or in a folder; by document, the PDF or why not.

    `progress` is told how many are done. Refusal where LibreOffice is absent.
    """
    from addin.documents.pdf import batch_to_pdf, pdf_paths

    paths, unfit = pdf_paths(papers, folder)
    problems = {**unfit, **batch_to_pdf(paths, progress=progress)} if paths else unfit
    return {paper: problems.get(paper) or paths[paper] for paper in papers}


def write_document(
    book: Book, kind: str, target: Path, now: datetime, *, pdf: bool = False
) -> list[WrittenDocument]:
    """Lập văn bản: the year's documents of a kind (`documents.kinds.KINDS`) as files.

    `target` is a file, or a folder in which files get their usual names. Where a kind makes
    several files, each adds to the name what tells it apart. A file that is there already and says
    something else is kept as a dated copy: somebody may have typed into it. Refusal for a kind
    that there is not, and where the register lacks what the document needs.
    """
    from addin.book.copies import save_keeping
    from addin.documents.kind import WrittenDocument
    from addin.documents.kinds import KINDS
    from addin.documents.pdf import all_to_pdf

    found = KINDS.get(kind)
    if found is None:
        raise Refusal(
            f"Không có loại văn bản “{kind}”; gõ “thidua document --list” để xem các loại."
        )
    made = found.make(open_register(book, now.date()).register)
    if target.is_dir():
        target = target / f"{found.file_name}{found.suffix}"
    program = "Excel" if found.suffix == ".xlsx" else "Word"
    written = []
    for each in made:
        path = target.with_stem(f"{target.stem}_{each.part}") if len(made) > 1 else target
        kept = save_keeping(path, each.content, now, program)
        written.append(WrittenDocument(path, each.blanks, kept))
    if pdf and found.suffix == ".docx":
        all_to_pdf({each.path: each.path.with_suffix(".pdf") for each in written})
    return written
