"""Every button of the program: its words and its place, and the job of `commands` that it starts.

The ribbon of Excel, the menu and toolbar of LibreOffice, the guide and the tests take their
buttons from `JOBS`; nothing else lists them. A button asks its desk for the workbook, does one job,
and ends with one message: what was done, and what to do next.
"""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING

from addin import commands
from addin.book.layout import GUIDE_SHEET
from addin.desk import Desk, Group, Job, Outcome, Place, Tone
from addin.diagnosis import common_steps, in_words
from addin.documents.kinds import KINDS, PLAN, DocumentKind
from addin.opening import open_register
from addin.refusal import Refusal
from addin.results import counts_in_words, figures_in_words
from validators.check import Report
from validators.finding import Severity
from validators.records import Nomination, Result
from validators.text import ascii_name

if TYPE_CHECKING:
    from addin.workplace import Superior, Workplace

ROWS_ADDED = 20
"""Rows that one press of Thêm dòng adds."""


def check(desk: Desk) -> Outcome:
    """Kiểm tra: findings into their sheet; the message counts them and says where to look."""
    desk.progress("Đang kiểm tra sổ…")
    report = commands.check_book(desk.book, desk.now.date(), desk.now)
    return Outcome(f"{counts_in_words(report)}\n\n{_next_step(report)}", _tone(report))


def _next_step(report: Report) -> str:
    if report.count(Severity.ERROR):
        return (
            f"Bấm {NEXT_FINDING.label} để tới từng ô sai, hoặc xem đủ vấn đề và cách sửa ở trang "
            f"{Result.sheet}. Sửa xong thì bấm {CHECK.label} lần nữa."
        )
    if any(each.severity is Severity.QUERY and each.explained is None for each in report.findings):
        return (
            f"Với mục cần giải trình: sửa số liệu, hoặc viết lý do vào cột Giải trình của trang "
            f"{Result.sheet}, rồi bấm {CHECK.label} lần nữa."
        )
    return f"Sổ đã sẵn sàng: bấm {SUMMARIZE.label} để lập các biểu quý và cả năm."


def _tone(report: Report) -> Tone:
    return Tone.ATTENTION if report.count(Severity.ERROR) else Tone.DONE


def go_to_next(desk: Desk) -> Outcome:
    """Lỗi kế tiếp: the cursor to the next open finding, its sentence into the status bar."""
    step = commands.find_next(desk.book, desk.place())
    if step is None:
        return Outcome(
            f"Không còn lỗi nào chưa sửa theo lần kiểm tra gần nhất. Bấm {CHECK.label} để kiểm tra "
            "lại sổ."
        )
    desk.go_to(step.finding.place)
    return Outcome(status=step.sentence)


def clear(desk: Desk) -> Outcome:
    """Xóa kết quả: the marks away; what was typed and answered stays."""
    commands.clear_results(desk.book, desk.now.date(), desk.now)
    return Outcome(
        "Đã xóa kết quả kiểm tra và màu đánh dấu. Số liệu và giải trình đã viết được giữ nguyên."
    )


def add_rows(desk: Desk) -> Outcome:
    """Thêm dòng: more empty rows for the table of the sheet in front."""
    sheet = desk.place().sheet
    commands.add_rows(desk.book, sheet, ROWS_ADDED)
    return Outcome(status=f"Đã thêm {ROWS_ADDED} dòng trống vào cuối bảng của trang {sheet}.")


def restore(desk: Desk) -> Outcome:
    """Phục hồi mẫu: what a paste took away."""
    desk.progress("Đang phục hồi danh sách chọn, định dạng và công thức…")
    restored = commands.restore_book(desk.book)
    if not restored:
        return Outcome("Danh sách chọn, định dạng và công thức của sổ vẫn đầy đủ, không phải sửa.")
    return Outcome(
        "Đã phục hồi, số liệu giữ nguyên:\n" + "\n".join(f"– {line}" for line in restored)
    )


def summarize(desk: Desk) -> Outcome:
    """Tổng hợp: all summary sheets."""
    desk.progress("Đang tổng hợp các quý và cả năm…")
    figures = commands.summarize_book(desk.book, desk.now.date(), "all", desk.now)
    lines = [f"– {figures_in_words(sheet)}" for sheet in figures["sheets"]]
    return Outcome("Đã lập các biểu tổng hợp:\n" + "\n".join(lines))


def fill_bonus(desk: Desk) -> Outcome:
    """Điền tiền thưởng: shown first, filled when the clerk says yes."""
    from addin.bonus import State, in_words

    desk.progress("Đang tính tiền thưởng…")
    bonuses = commands.fill_bonus(desk.book, desk.now.date())
    words = "\n".join(in_words(bonuses))
    if not bonuses.of(State.FILL):
        return Outcome(words)
    if not desk.confirm(f"{words}\n\nĐiền vào các ô Tiền thưởng còn trống?"):
        return Outcome(status="Chưa điền tiền thưởng.")
    commands.fill_bonus(desk.book, desk.now.date(), desk.now)
    return Outcome(
        "Đã điền tiền thưởng vào các ô còn trống của trang "
        f"{Nomination.sheet}. Ô đã gõ được giữ nguyên."
    )


def write_plan(desk: Desk) -> Outcome:
    """Xuất kế hoạch: a Word document beside the workbook, opened for reading."""
    desk.progress("Đang soạn kế hoạch…")
    register = open_register(desk.book, desk.now.date()).register
    name = f"ke_hoach_{ascii_name(register.settings.unit_name or '')}_{register.year}.docx"
    target = free_path(_folder(desk) / name)
    commands.write_plan(desk.book, desk.now, target)
    return Outcome(f"Đã ghi kế hoạch: {target}", made=(target,))


def import_plan(desk: Desk) -> Outcome:
    """Nhập kế hoạch cũ: a Word file chosen, shown in short, written when the clerk says yes."""
    from addin.documents.importing.words import (
        another_year_in_words,
        in_short,
        standing_in_words,
        to_look_at,
    )

    source = desk.choose_file("Chọn kế hoạch cũ (.docx)", (".docx",))
    not_done = Outcome(status="Chưa nhập kế hoạch.")
    if source is None:
        return not_done
    desk.progress("Đang đọc kế hoạch cũ…")
    day = desk.now.date()
    found = commands.import_plan(desk.book, day, source)
    if found.blocked and not desk.confirm(
        f"{standing_in_words(found)}\n\nThay bằng kế hoạch vừa chọn?"
    ):
        return not_done
    replace, year = found.blocked, None
    if found.of_another_year and desk.confirm(
        f"{another_year_in_words(found)}\n\nĐổi thành năm {found.register_year}?"
    ):
        year = found.register_year
    found = commands.import_plan(desk.book, day, source, year, replace)
    if not desk.confirm(f"{in_short(found)}\n\nGhi vào sổ?"):
        return not_done
    commands.import_plan(desk.book, day, source, year, replace, desk.now)
    words = "\n".join(
        ("Đã nhập kế hoạch; hãy đọc lại trang Kế hoạch trước khi xuất.", *to_look_at(found))
    )
    return Outcome(words, Tone.ATTENTION if found.attention else Tone.DONE)


def write_paper(desk: Desk, kind: DocumentKind) -> Outcome:
    """A paper of the year into a folder beside the workbook, opened for reading."""
    desk.progress(f"Đang lập {kind.label}…")
    register = open_register(desk.book, desk.now.date()).register
    folder = _folder(desk) / f"van_ban_{register.year}"
    folder.mkdir(exist_ok=True)
    written = commands.write_document(desk.book, kind.name, folder, desk.now)
    lines = [line for each in written for line in each.lines()]
    blanks = dict.fromkeys(blank for each in written for blank in each.blanks)
    if blanks:
        lines.append(f"Còn để trống để điền tay: {', '.join(blanks)}.")
    return Outcome("\n".join(lines), made=tuple(each.path for each in written))


def send(desk: Desk) -> Outcome:
    """Gửi cấp trên: saved, checked, shown, and handed over when the clerk says yes."""
    from addin.mail.ways import choose_way
    from addin.workplace import load_workplace

    def agree(about_to_leave: str) -> bool:
        if not desk.confirm(f"{about_to_leave}\n\nGửi?"):
            return False
        desk.progress("Đang gửi…")
        return True

    workplace = load_workplace()
    way = choose_way(workplace.sending)
    scan = None
    if desk.confirm("Có gửi kèm bản ký đã quét (PDF) không?"):
        scan = desk.choose_file("Chọn bản ký đã quét", [".pdf"])
    desk.progress("Đang kiểm tra và đóng gói sổ…")
    delivery = commands.send_register(desk.save(), desk.now, workplace, way, agree, scan=scan)
    if delivery is None:
        return Outcome(status="Chưa gửi.")
    commands.record_sending(desk.book, delivery)
    desk.save()
    shown = delivery.handed.shown
    return Outcome(delivery.handed.words, made=(shown,) if shown else ())


def write_slips(desk: Desk) -> Outcome:
    """Lập phiếu đơn vị: a file for every unit, in a folder that the clerk chooses."""
    folder = desk.choose_folder("Chọn thư mục trống để ghi phiếu")
    if folder is None:
        return Outcome(status="Chưa lập phiếu.")
    desk.progress("Đang lập phiếu cho các đơn vị…")
    paths = commands.write_slips(desk.book, desk.now, folder)
    return Outcome(
        f"Đã lập {len(paths)} phiếu trong thư mục {folder}. Gửi mỗi đơn vị phiếu của mình; khi "
        f"nhận lại thì để chung vào một thư mục rồi bấm {COLLECT_SLIPS.label}."
    )


def collect_slips(desk: Desk) -> Outcome:
    """Nhận phiếu đơn vị: every change shown first, written when the clerk says yes."""
    from addin.slips.words import counts_in_words, in_words

    folder = desk.choose_folder("Chọn thư mục có phiếu các đơn vị gửi lại")
    if folder is None:
        return Outcome(status="Chưa nhận phiếu.")
    desk.progress("Đang đọc phiếu các đơn vị…")
    day = desk.now.date()
    collected = commands.collect_slips(desk.book, day, folder, desk.path)
    tone = Tone.ATTENTION if collected.needs_attention else Tone.DONE
    words, made = _in_box(list(in_words(collected)), desk, "xem_truoc_nhan_phieu")
    if not collected.to_write:
        return Outcome(f"{words}\n\nKhông có gì phải ghi vào sổ.", tone, made=made)
    if not desk.confirm(f"{words}\n\nGhi vào sổ?"):
        return Outcome(status="Chưa nhận phiếu.")
    commands.take_slips(desk.book, day, collected, desk.now)
    return Outcome(
        f"Đã nhận {counts_in_words(collected)} Bấm {CHECK.label} để soát các dòng mới.",
        tone,
        made=made,
    )


LINES_IN_BOX = 25
"""Lines that a box shows; a longer list goes into a file."""


def _in_box(lines: list[str], desk: Desk, stem: str) -> tuple[str, tuple[Path, ...]]:
    """A list as a box can show it; with the file that holds all of it where it is long."""
    from addin.saving import save_whole

    if len(lines) <= LINES_IN_BOX:
        return "\n".join(lines), ()
    path = free_path(_folder(desk) / f"{stem}_{desk.now:%Y%m%d_%H%M}.txt")
    save_whole(path, "\r\n".join(lines).encode("utf-8-sig"), "Notepad")
    left = len(lines) - LINES_IN_BOX
    return "\n".join([*lines[:LINES_IN_BOX], f"… và {left} dòng nữa, xem đủ ở tệp {path}"]), (path,)


def new_register(desk: Desk) -> Outcome:
    """Tạo sổ năm mới: the year after the workbook's, what holds carried over; or this year's."""
    desk.progress("Đang tạo sổ…")
    try:
        carried = commands.carry_forward(desk.book, desk.now.date())
    except Refusal:
        carried = None
    year, unit = (carried.year, carried.unit) if carried else (desk.now.year, "")
    target = free_path(_folder(desk) / f"so_thi_dua_{ascii_name(unit) or 'xa'}_{year}.xlsx")
    commands.new_register(target, year, unit, carried)
    told, made = _in_box(list(carried.lines()) if carried else [], desk, "mang_sang_nam_moi")
    words = (
        f"Đã tạo sổ năm {year}: {target}\n\nMở trang Thông tin và điền các mục có dấu * trước.\n"
        f"{told}"
    )
    return Outcome(words.rstrip(), made=(target, *made))


def receive(desk: Desk) -> Outcome:
    """Nhận sổ: from the mailbox that is set up, or from a folder that is chosen."""
    from addin.ledger import Ledger
    from addin.mail.inbox import from_folder, from_mailbox
    from addin.mail.ways import sender_of, way_of_answers

    workplace, superior = _superiors_workplace()
    with closing(Ledger(superior.ledger_url)) as ledger:
        if superior.imap and desk.confirm(
            f"Nhận sổ từ hộp thư {superior.imap.account}? Bấm Không để chọn một thư mục."
        ):
            came = from_mailbox(superior.imap, superior.mailbox, ledger)
        elif folder := desk.choose_folder("Chọn thư mục có thư và sổ gửi đến"):
            came = from_folder(folder, (superior.originals, superior.answers))
        else:
            return Outcome(status="Chưa nhận sổ.")
        received, answered = commands.receive_workbooks(
            came,
            superior,
            ledger,
            datetime.now,
            way_of_answers(workplace),
            sender_of(workplace),
            lambda name: desk.progress(f"Đang nhận {name}…"),
        )
    words, made = _in_box([*received.lines(), *answered.lines()], desk, "nhan_so")
    return Outcome(words, Tone.ATTENTION if received.problems else Tone.DONE, made=made)


def consolidate(desk: Desk) -> Outcome:
    """Tổng hợp nhiều sổ: from the ledger, or from a folder of workbooks that is chosen."""
    from addin.expected import load_expected
    from addin.gathering import processes
    from addin.ledger import Ledger

    _, superior = _superiors_workplace()
    units = load_expected(superior.expected)
    target = free_path(documents_folder() / f"so_tong_hop_{desk.now:%Y%m%d}.xlsx")
    folder = None
    if not desk.confirm("Tổng hợp các sổ đã nhận vào sổ cái? Bấm Không để chọn một thư mục."):
        folder = desk.choose_folder("Chọn thư mục có sổ các xã")
        if folder is None:
            return Outcome(status="Chưa tổng hợp.")
    desk.progress("Đang tổng hợp các sổ…")
    if folder:
        done = commands.consolidate_folder(
            *(folder, units, target, desk.now, processes()),
            lambda name: desk.progress(f"Đang đọc {name}…"),
        )
    else:
        with closing(Ledger(superior.ledger_url)) as ledger:
            done = commands.consolidate_ledger(ledger, units, target, desk.now)
    words, made = _in_box([*done.lines(), f"Đã ghi sổ tổng hợp: {target}"], desk, "tong_hop")
    return Outcome(words, made=(target, *made))


def look_up_years(desk: Desk) -> Outcome:
    """Tra cứu nhiều năm: whoever the selected row is about, in the ledger."""
    from addin.ledger import Ledger

    _, superior = _superiors_workplace()
    name = commands.name_at(desk.book, desk.now.date(), desk.place())
    desk.progress("Đang tra cứu sổ cái…")
    with closing(Ledger(superior.ledger_url)) as ledger:
        found = commands.look_up_in_ledger(ledger, desk.now.date(), name)
    lines = [line for person in found for line in (*person.lines(), "")]
    words, made = _in_box(lines[:-1], desk, "tra_cuu")
    return Outcome(words, made=made)


def _superiors_workplace() -> tuple[Workplace, Superior]:
    """The settings; Refusal where nobody sends to this workplace."""
    from addin.workplace import FILE, load_workplace

    workplace = load_workplace()
    if workplace.superior is None:
        raise Refusal(
            f"Máy này chưa cài đặt là nơi nhận sổ: hãy ghi mục [cap_tren] vào tệp {FILE}; xem "
            "docs/gui_nhan.md."
        )
    return workplace, workplace.superior


def _folder(desk: Desk) -> Path:
    """Where a job puts the files it makes: beside the workbook, or among the clerk's documents."""
    return desk.path.parent if desk.path else documents_folder()


def documents_folder() -> Path:
    """The clerk's folder of documents, the home folder where there is none."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def free_path(wanted: Path) -> Path:
    """The path itself, or with the first number that makes a name not yet taken."""
    path, number = wanted, 1
    while path.exists():
        number += 1
        path = wanted.with_stem(f"{wanted.stem}_{number}")
    return path


def diagnose(desk: Desk) -> Outcome:
    """Kiểm tra cài đặt: what the buttons need on this PC, step by step."""
    desk.progress("Đang kiểm tra cài đặt…")
    steps = [*common_steps(), *desk.diagnose()]
    tone = Tone.DONE if all(each.passed for each in steps) else Tone.ATTENTION
    return Outcome(in_words(steps), tone)


def help_me(desk: Desk) -> Outcome:
    """Trợ giúp: the sheet Hướng dẫn to the front, and what every button does."""
    from addin.workplace import is_superior

    try:
        _ = desk.book
    except Refusal:
        pass
    else:
        desk.go_to(Place(GUIDE_SHEET, "A1"))
    jobs = (job for job in JOBS if job.group is not Group.SUPERIOR or is_superior())
    return Outcome("\n".join(f"{job.label}: {job.tip}" for job in jobs))


CHECK = Job(
    id="kiem_tra",
    label="Kiểm tra",
    group=Group.DATA,
    tip="Soát cả sổ theo luật và đánh dấu ô sai",
    help=(
        "Mọi ô sai được tô màu, cột Kiểm tra nói dòng đó sai ở đâu, trang Kết quả kiểm tra nói đủ "
        "vấn đề, cách sửa và căn cứ. Số liệu đã gõ không bị thay đổi."
    ),
    icon="DataValidation",
    keytip="K",
    run=check,
)
NEXT_FINDING = Job(
    id="loi_ke_tiep",
    label="Lỗi kế tiếp",
    group=Group.DATA,
    tip="Đi tới ô sai kế tiếp chưa sửa",
    help=(
        "Con trỏ chuyển tới ô sai kế tiếp; vấn đề và cách sửa hiện ở thanh trạng thái phía dưới. "
        "Hết lỗi thì tới các mục cần giải trình, rồi các lưu ý."
    ),
    icon="GoTo",
    keytip="L",
    run=go_to_next,
    writes=False,
)
CLEAR = Job(
    id="xoa_ket_qua",
    label="Xóa kết quả",
    group=Group.DATA,
    tip="Xóa màu đánh dấu của lần kiểm tra trước",
    help="Trang Kết quả kiểm tra trở về trống, các ô hết màu. Số liệu và giải trình giữ nguyên.",
    icon="ClearFormats",
    keytip="X",
    run=clear,
    large=False,
)
ADD_ROWS = Job(
    id="them_dong",
    label="Thêm dòng",
    group=Group.DATA,
    tip=f"Thêm {ROWS_ADDED} dòng trống vào cuối bảng đang mở",
    help="Dòng mới có sẵn danh sách chọn, định dạng, công thức và Mã dòng như các dòng trên.",
    icon="TableRowsInsertBelowExcel",
    keytip="D",
    run=add_rows,
    large=False,
)
RESTORE = Job(
    id="phuc_hoi_mau",
    label="Phục hồi mẫu",
    group=Group.DATA,
    tip="Trả lại danh sách chọn, màu và công thức bị dán đè",
    help=(
        "Dùng khi dán từ tệp khác làm mất danh sách chọn, định dạng, màu đánh dấu hoặc công thức. "
        "Số liệu đã gõ và các cột, trang riêng của bạn giữ nguyên."
    ),
    icon="FormatPainter",
    keytip="P",
    run=restore,
    large=False,
)
SUMMARIZE = Job(
    id="tong_hop",
    label="Tổng hợp",
    group=Group.SUMMARY,
    tip="Lập các biểu Quý I đến Quý IV và Cả năm",
    help="Điền các trang tổng hợp từ số liệu đăng ký, đề nghị; in và ký được ngay.",
    icon="AutoSum",
    keytip="T",
    run=summarize,
)
FILL_BONUS = Job(
    id="tien_thuong",
    label="Tiền thưởng",
    group=Group.SUMMARY,
    tip="Tính tiền thưởng và điền vào ô còn trống",
    help=(
        "Tính theo mức lương cơ sở ngày ra quyết định, cho xem trước rồi mới điền. Ô đã gõ số tiền "
        "được giữ nguyên."
    ),
    icon="AccountingFormat",
    keytip="N",
    run=fill_bonus,
)
IMPORT_PLAN = Job(
    id="nhap_ke_hoach",
    label="Nhập kế hoạch cũ",
    group=Group.PAPERS,
    tip="Đưa kế hoạch năm trước từ tệp Word vào sổ",
    help=(
        "Đọc tệp Word (.docx) của kế hoạch cũ thành các dòng của trang Kế hoạch, Văn bản, Nơi "
        "nhận, Thông tin; cho xem trước rồi mới ghi. Ô đã gõ được giữ nguyên."
    ),
    icon="GetExternalDataFromText",
    keytip="V",
    run=import_plan,
    large=False,
)
WRITE_PLAN = Job(
    id="xuat_ke_hoach",
    label="Xuất kế hoạch",
    group=Group.PAPERS,
    tip="Soạn kế hoạch năm thành văn bản Word",
    help=(
        "Lấy nội dung từ các trang Kế hoạch, Văn bản, Tiến độ, Phân công, Nơi nhận; thể thức theo "
        "Nghị định 30/2020/NĐ-CP. Tệp Word nằm cạnh sổ và được mở để xem."
    ),
    icon="FilePrintPreview",
    keytip="W",
    run=write_plan,
    writes=False,
)


def _paper_job(kind: DocumentKind, keytip: str) -> Job:
    several = f" Có thể thành nhiều tệp: {kind.one_each}." if kind.one_each else ""
    return Job(
        id=f"van_ban_{kind.name.replace('-', '_')}",
        label=kind.label,
        group=Group.PAPERS,
        tip=f"Lập {kind.label[:1].lower()}{kind.label[1:]}",
        help=f"{kind.description}{several} Tệp nằm ở thư mục van_ban cạnh sổ, được mở để xem.",
        icon="FilePrintPreview",
        keytip=keytip,
        run=partial(write_paper, kind=kind),
        menu="Văn bản khác",
        writes=False,
    )


OTHER_PAPERS = tuple(
    _paper_job(kind, f"Y{letter}")
    for kind, letter in zip(
        (kind for kind in KINDS.values() if kind.name != PLAN), ascii_uppercase, strict=False
    )
)
SEND = Job(
    id="gui_cap_tren",
    label="Gửi cấp trên",
    group=Group.MAIL,
    tip="Kiểm tra rồi gửi sổ cùng kế hoạch lên cấp trên",
    help=(
        "Sổ còn lỗi thì không gửi. Nơi nhận, tiêu đề, tệp đính kèm và các mục cần giải trình được "
        "cho xem trước; bấm Có mới gửi."
    ),
    icon="FileSendAsAttachment",
    keytip="S",
    run=send,
)
WRITE_SLIPS = Job(
    id="lap_phieu_don_vi",
    label="Lập phiếu đơn vị",
    group=Group.MAIL,
    tip="Lập cho mỗi đơn vị một phiếu để tự điền đăng ký, đề nghị",
    help=(
        "Mỗi đơn vị một tệp Excel có sẵn tên và các dòng xã đang có của đơn vị; mở được mà không "
        "cần cài gì. Sổ không thay đổi."
    ),
    icon="ReviewSendForReview",
    keytip="U",
    run=write_slips,
    large=False,
    writes=False,
)
COLLECT_SLIPS = Job(
    id="nhan_phieu_don_vi",
    label="Nhận phiếu đơn vị",
    group=Group.MAIL,
    tip="Đưa phiếu các đơn vị gửi lại vào sổ",
    help=(
        "Cho xem dòng mới, dòng sửa, dòng rút của từng đơn vị; bấm Có mới ghi. Ô xã đã sửa mà đơn "
        "vị cũng sửa thì giữ như trong sổ và nêu ra để xem lại."
    ),
    icon="ReviewReplyWithChanges",
    keytip="R",
    run=collect_slips,
    large=False,
)
RECEIVE = Job(
    id="nhan_so",
    label="Nhận sổ",
    group=Group.SUPERIOR,
    tip="Nhận sổ các xã gửi lên từ hộp thư hoặc thư mục",
    help=(
        "Giữ bản gốc, kiểm tra lại theo luật của ngày gửi, ghi vào sổ cái và soạn thư trả lời. "
        "Nhận lại lần nữa không làm thay đổi gì."
    ),
    icon="FileCheckIn",
    keytip="A",
    run=receive,
    needs_book=False,
    writes=False,
)
CONSOLIDATE = Job(
    id="tong_hop_nhieu_so",
    label="Tổng hợp nhiều sổ",
    group=Group.SUPERIOR,
    tip="Cộng sổ các xã thành một sổ tổng hợp",
    help=(
        "Lấy các sổ đã nhận vào sổ cái, hoặc một thư mục sổ. Sổ tổng hợp nói xã nào chưa gửi, gửi "
        "muộn, số liệu từng xã và các biểu thống kê."
    ),
    icon="Consolidate",
    keytip="B",
    run=consolidate,
    needs_book=False,
    writes=False,
)
LOOK_UP_YEARS = Job(
    id="tra_cuu_nhieu_nam",
    label="Tra cứu nhiều năm",
    group=Group.SUPERIOR,
    tip="Xem người ở dòng đang chọn đã được khen những năm nào",
    help="Tìm họ tên của dòng đang chọn trong mọi sổ đã nhận, qua các xã và các năm.",
    icon="FileVersionHistory",
    keytip="C",
    run=look_up_years,
    large=False,
    writes=False,
)
NEW_REGISTER = Job(
    id="tao_so_moi",
    label="Tạo sổ năm mới",
    group=Group.HELP,
    tip="Tạo sổ cho năm sau từ sổ đang mở",
    help=(
        "Sổ mới nằm cạnh sổ đang mở, có danh mục theo luật của năm đó; đơn vị, Hội đồng, khung kế "
        "hoạch, cài đặt và khen thưởng các năm được mang sang. Sổ đang mở không thay đổi."
    ),
    icon="FileNew",
    keytip="M",
    run=new_register,
    needs_book=False,
    writes=False,
)
DIAGNOSE = Job(
    id="kiem_tra_cai_dat",
    label="Kiểm tra cài đặt",
    group=Group.HELP,
    tip="Xem máy này đã đủ điều kiện cho các nút chưa",
    help=(
        "Soát lần lượt phiên bản, thứ tự ngày tháng của máy, Python, quyền ghi, cách gửi thư; bước "
        "nào chưa được thì nói phải làm gì. Sổ không thay đổi."
    ),
    icon="ApplicationOptionsDialog",
    keytip="Q",
    run=diagnose,
    large=False,
    needs_book=False,
    writes=False,
)
HELP = Job(
    id="tro_giup",
    label="Trợ giúp",
    group=Group.HELP,
    tip="Mở trang Hướng dẫn và xem các nút dùng để làm gì",
    help="Việc của từng quý, ý nghĩa các màu và cách dùng từng nút.",
    icon="Help",
    keytip="G",
    run=help_me,
    needs_book=False,
    writes=False,
)

JOBS: tuple[Job, ...] = (
    *(CHECK, NEXT_FINDING, CLEAR, ADD_ROWS, RESTORE),
    *(SUMMARIZE, FILL_BONUS),
    *(WRITE_PLAN, IMPORT_PLAN, *OTHER_PAPERS),
    *(SEND, WRITE_SLIPS, COLLECT_SLIPS),
    *(RECEIVE, CONSOLIDATE, LOOK_UP_YEARS),
    *(NEW_REGISTER, DIAGNOSE, HELP),
)
"""All buttons in the order in which they stand."""
