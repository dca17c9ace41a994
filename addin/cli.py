"""The command line `thidua`: each verb does one job on a saved workbook.

Exit codes: 0 no Lỗi, 1 Lỗi found, 2 the job could not be done (one line says why).
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from addin.calc_cli import calc
from addin.excel_cli import excel
from addin.folders import folder_to_write
from addin.law import in_force, use_local_law
from addin.refusal import Refusal
from addin.vietnamese_help import Command, Group, usage_sentence
from validators.cells import BadCell, read_date
from validators.regimes import LawFileError
from validators.text import match_key

if TYPE_CHECKING:
    from addin.book.closed import ClosedBook
    from addin.consolidation import Consolidation
    from addin.documents.kind import WrittenDocument
    from addin.expected import ExpectedUnits
    from addin.ledger import Ledger
    from validators.check import Report

OK, ERRORS_FOUND, NOT_DONE = 0, 1, 2


class Day(click.ParamType):
    """A day as staff type it: 30/6/2020 or 2020-06-30."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; BadParameter with a Vietnamese sentence where it is none."""
        if isinstance(value, date):
            return value
        try:
            day = read_date(value)
        except BadCell as bad:
            raise click.BadParameter(f"{bad.problem} {bad.remedy}", ctx, param) from None
        if day is None:
            raise click.BadParameter("chưa ghi ngày.", ctx, param)
        return day


# Whether a file can be read is for the book to say, in Vietnamese.
WORKBOOK = click.Path(path_type=Path, readable=False)
day_option = click.option(
    "--date",
    "day",
    type=Day(),
    metavar="NGÀY",
    help="Ngày kiểm tra; để trống thì lấy ngày hôm nay.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=False,
    help="Cách in kết quả: text (để đọc) hoặc json (cho chương trình khác).",
)
output_option = click.option(
    "-o", "--output", type=WORKBOOK, metavar="TỆP", help="Ghi kết quả vào một bản sao của sổ."
)
in_place_option = click.option("--in-place", is_flag=True, help="Ghi kết quả vào chính sổ này.")


_PERIODS = ("1", "2", "3", "4", "year")
period_option = click.option(
    "--period",
    type=click.Choice(_PERIODS),
    help="Kỳ báo cáo: quý 1 đến 4 hoặc year (cả năm); để trống thì lấy kỳ gần nhất.",
)
ledger_option = click.option(
    "--ledger",
    "url",
    is_flag=False,
    flag_value="",
    metavar="[ĐỊA_CHỈ]",
    help="Lấy thêm từ sổ cái của cấp trên; không ghi địa chỉ thì lấy sổ cái đã cài đặt.",
)


@click.group(cls=Group, invoke_without_command=True)
@click.option(
    "--law",
    type=WORKBOOK,
    envvar="THIDUA_LAW",
    metavar="THƯ_MỤC",
    help="Thư mục có tệp luật của địa phương (dia_phuong.toml); hoặc đặt biến THIDUA_LAW.",
)
@click.pass_context
def cli(ctx: click.Context, law: Path | None) -> None:
    """Thi Đua: sổ thi đua, khen thưởng của xã – kiểm tra, tổng hợp, lập văn bản."""
    use_local_law(law)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@cli.command(cls=Command)
@click.argument("file", type=WORKBOOK, metavar="TỆP")
@click.option("--year", type=click.IntRange(2018, 2100), metavar="NĂM", help="Năm của sổ.")
@click.option("--unit", metavar="TÊN", help="Tên riêng của xã, ví dụ “Lam Vỹ”.")
@click.option(
    "--from",
    "old",
    type=WORKBOOK,
    metavar="SỔ_CŨ",
    help="Mang đơn vị, Hội đồng, khung kế hoạch, cài đặt, lịch sử từ sổ năm trước sang.",
)
@ledger_option
def new(file: Path, year: int | None, unit: str | None, old: Path | None, url: str | None) -> int:
    """Tạo sổ của một năm, trống hoặc từ sổ năm trước."""
    from addin.commands import carry_forward, new_register

    _require_suffix(file, ".xlsx")
    if unit is not None and not unit.strip():
        raise Refusal("--unit để trống: hãy ghi tên riêng của xã, ví dụ “Lam Vỹ”.")
    if old is None:
        if year is None or unit is None:
            raise Refusal("Hãy ghi --year và --unit, hoặc --from SỔ_CŨ để lấy từ sổ năm trước.")
        if url is not None:
            raise Refusal("--ledger chỉ dùng cùng --from SỔ_CŨ.")
        new_register(file, year, unit)
        click.echo(f"Đã tạo sổ năm {year} của {unit}: {file}")
        return OK
    with ExitStack() as stack:
        ledger = None if url is None else stack.enter_context(_ledger(url))
        carried = carry_forward(_open(old), date.today(), year, ledger)
    named = unit or carried.unit
    new_register(file, carried.year, named, carried)
    click.echo("\n".join([f"Đã tạo sổ năm {carried.year} của {named}: {file}", *carried.lines()]))
    return OK


@cli.command(cls=Command)
@click.argument("folder", type=WORKBOOK, metavar="THƯ_MỤC")
def demo(folder: Path) -> int:
    """Tạo sổ mẫu năm 2020 của xã Lam Vỹ, kiểm tra, tổng hợp và lập kế hoạch."""
    from addin.demo import make_demo

    return make_demo(folder, say=click.echo)


@cli.command(cls=Command)
@click.argument("file", type=WORKBOOK, metavar="TỆP")
@format_option
@day_option
@output_option
@in_place_option
def check(file: Path, form: str, day: date | None, output: Path | None, in_place: bool) -> int:
    """Kiểm tra sổ; có -o hoặc --in-place thì ghi kết quả vào sổ."""
    from addin.commands import check_book
    from validators.finding import Severity

    target = _target(file, output, in_place)
    book = _open(file)
    report = check_book(book, day or date.today(), datetime.now() if target else None)
    told = _save_shown(book, file, target)
    if form == "json":
        _print_json(report.as_json())
    else:
        _print_report(report)
        if told:
            click.echo("\n".join(["", *told]))
    return ERRORS_FOUND if report.count(Severity.ERROR) else OK


@cli.command(cls=Command)
@click.argument("file", type=WORKBOOK, metavar="TỆP")
@click.option(
    "--quarter",
    type=click.Choice(["1", "2", "3", "4", "year", "all"]),
    default="all",
    help="Quý 1 đến 4, year (cả năm) hoặc all (tất cả).",
)
@format_option
@day_option
@output_option
@in_place_option
def summarize(
    file: Path, quarter: str, form: str, day: date | None, output: Path | None, in_place: bool
) -> int:
    """Tổng hợp theo quý và cả năm; có -o hoặc --in-place thì điền các trang tổng hợp."""
    from addin.commands import summarize_book
    from addin.results import figures_in_words

    target = _target(file, output, in_place)
    book = _open(file)
    figures = summarize_book(book, day or date.today(), quarter, datetime.now() if target else None)
    told = _save_shown(book, file, target)
    if form == "json":
        _print_json(figures)
    else:
        for line in (*map(figures_in_words, figures["sheets"]), *told):
            click.echo(line)
    return OK


@cli.command(cls=Command)
@click.argument("file", type=WORKBOOK, metavar="TỆP")
@format_option
@day_option
@output_option
@in_place_option
def bonus(file: Path, form: str, day: date | None, output: Path | None, in_place: bool) -> int:
    """Tính tiền thưởng; có -o hoặc --in-place thì điền vào các ô còn trống."""
    from addin.bonus import State, in_words
    from addin.commands import fill_bonus

    target, now = _target(file, output, in_place), datetime.now()
    book = _open(file)
    bonuses = fill_bonus(book, day or date.today(), now if target else None)
    to_fill = bool(bonuses.of(State.FILL))
    told = _save_filled(book, file, target, now, to_fill)
    if form == "json":
        _print_json(bonuses.as_json())
    else:
        click.echo("\n".join([*in_words(bonuses), *told]))
    return OK


@cli.command("import-plan", cls=Command)
@click.argument("old", type=WORKBOOK, metavar="VĂN_BẢN.docx")
@click.argument("file", type=WORKBOOK, metavar="SỔ.xlsx")
@click.option(
    "--year",
    type=click.IntRange(2018, 2100),
    metavar="NĂM",
    help="Đổi năm của kế hoạch cũ thành năm này; mỗi chỗ đổi được liệt kê để xác nhận.",
)
@click.option("--replace", is_flag=True, help="Thay kế hoạch đang có trong sổ.")
@format_option
@day_option
@output_option
@in_place_option
def import_plan(
    old: Path,
    file: Path,
    year: int | None,
    replace: bool,
    form: str,
    day: date | None,
    output: Path | None,
    in_place: bool,
) -> int:
    """Nhập kế hoạch cũ từ tệp Word; có -o hoặc --in-place thì ghi vào sổ."""
    from addin.commands import import_plan
    from addin.documents.importing.words import (
        another_year_in_words,
        in_words,
        standing_in_words,
    )

    target, now = _target(file, output, in_place), datetime.now()
    book = _open(file)
    found = import_plan(book, day or date.today(), old, year, replace, now if target else None)
    told = _save_filled(book, file, target, now, filled=True)
    if form == "json":
        _print_json(found.as_json())
        return OK
    *lines, outcome = in_words(found)
    click.echo("\n".join(lines))
    if found.blocked:
        click.echo(f"{standing_in_words(found)} Thêm --replace nếu muốn thay.\n")
    if found.of_another_year and year is None:
        hint = f"thêm --year {found.register_year} để đổi năm trong lời văn"
        click.echo(f"{another_year_in_words(found)} Nếu cần thì {hint}.\n")
    click.echo("\n".join([*told[1:], "", outcome]))
    return OK


@cli.command(cls=Command)
@click.argument("file", type=WORKBOOK, metavar="TỆP")
@click.option(
    "-o",
    "--output",
    "folder",
    type=WORKBOOK,
    metavar="THƯ_MỤC",
    required=True,
    help="Thư mục sẽ ghi phiếu, mỗi đơn vị một tệp.",
)
@click.option("--unit", "units", metavar="TÊN", multiple=True, help="Chỉ lập phiếu của đơn vị này.")
def slips(file: Path, folder: Path, units: tuple[str, ...]) -> int:
    """Lập phiếu cho từng đơn vị tự điền đăng ký, đề nghị của mình."""
    from addin.commands import write_slips

    paths = write_slips(_open(file), datetime.now(), folder, units)
    click.echo(f"Đã lập {len(paths)} phiếu trong thư mục {folder}:")
    click.echo("\n".join(f"– {path.name}" for path in paths))
    return OK


@cli.command(cls=Command)
@click.argument("file", type=WORKBOOK, metavar="TỆP")
@click.argument("folder", type=WORKBOOK, metavar="THƯ_MỤC")
@format_option
@day_option
@output_option
@in_place_option
def collect(
    file: Path, folder: Path, form: str, day: date | None, output: Path | None, in_place: bool
) -> int:
    """Nhận phiếu các đơn vị gửi lại; có -o hoặc --in-place thì ghi vào sổ."""
    from addin.commands import collect_slips, take_slips
    from addin.slips.words import as_json, in_words

    target, now = _target(file, output, in_place), datetime.now()
    book = _open(file)
    collected = collect_slips(book, day or date.today(), folder, file)
    if target:
        take_slips(book, day or date.today(), collected, now)
    told = _save_filled(book, file, target, now, bool(collected.to_write))
    if form == "json":
        _print_json(as_json(collected))
    else:
        click.echo("\n".join([*in_words(collected), *told]))
    return ERRORS_FOUND if collected.needs_attention else OK


@cli.command(cls=Command)
@click.argument("file", type=WORKBOOK, metavar="TỆP")
@click.option(
    "-o", "--output", type=WORKBOOK, metavar="TỆP", required=True, help="Tệp Word (.docx) sẽ ghi."
)
@click.option("--pdf", is_flag=True, help="Ghi thêm bản PDF cùng tên (cần LibreOffice).")
@day_option
def plan(file: Path, output: Path, pdf: bool, day: date | None) -> int:
    """Xuất kế hoạch của năm thành văn bản Word."""
    from addin.commands import write_plan

    _require_suffix(output, ".docx")
    _print_written(write_plan(_open(file), _moment(day), output, pdf=pdf), pdf)
    return OK


@cli.command(cls=Command)
@click.argument("files", type=WORKBOOK, nargs=-1, required=True, metavar="TỆP…")
@click.option(
    "-o", "--output", "folder", type=WORKBOOK, metavar="THƯ_MỤC", help="Thư mục ghi các tệp PDF."
)
def pdf(files: tuple[Path, ...], folder: Path | None) -> int:
    """Xuất các văn bản Word (.docx) thành PDF (cần LibreOffice)."""
    from addin.commands import make_pdfs

    if folder:
        folder_to_write(folder)
    with _progress_bar("Xuất PDF", len(files)) as progress:
        made = make_pdfs(files, folder, progress)
    for outcome in made.values():
        if isinstance(outcome, Refusal):
            click.echo(str(outcome), err=True)
        else:
            click.echo(f"Đã ghi bản PDF: {outcome}")
    return NOT_DONE if any(isinstance(each, Refusal) for each in made.values()) else OK


@contextmanager
def _progress_bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on the console while a job is under way; nothing where output goes to a file."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


@cli.command(cls=Command)
@click.argument("file", type=WORKBOOK, metavar="TỆP")
@format_option
def check_document(file: Path, form: str) -> int:
    """Kiểm tra thể thức một văn bản Word (.docx) theo Nghị định 30/2020/NĐ-CP."""
    from addin.commands import check_document as check
    from addin.documents.page_check.finding import in_words
    from validators.finding import Severity

    report = check(file)
    if form == "json":
        _print_json(report.as_json())
    else:
        click.echo("\n".join(in_words(report)))
    return ERRORS_FOUND if report.count(Severity.ERROR) else OK


@cli.command(cls=Command)
@click.argument("kind", required=False, metavar="LOẠI")
@click.argument("file", type=WORKBOOK, required=False, metavar="TỆP")
@click.option(
    "-o", "--output", type=WORKBOOK, metavar="TỆP", help="Tệp Word sẽ ghi, hoặc một thư mục."
)
@click.option("--pdf", is_flag=True, help="Ghi thêm bản PDF cùng tên (cần LibreOffice).")
@click.option("--list", "listing", is_flag=True, help="Liệt kê các loại văn bản.")
@day_option
def document(
    kind: str | None,
    file: Path | None,
    output: Path | None,
    pdf: bool,
    listing: bool,
    day: date | None,
) -> int:
    """Lập một văn bản của năm: tờ trình, quyết định, biên bản, báo cáo, giấy khen …"""
    from addin.commands import write_document
    from addin.documents.kinds import KINDS

    if listing:
        _print_kinds()
        return OK
    if not (kind and file and output):
        raise Refusal(
            "Cần loại văn bản, tệp sổ và -o; gõ “thidua document --list” để xem các loại."
        )
    if kind in KINDS and not output.suffix:
        folder_to_write(output)
    if kind in KINDS and not output.is_dir():
        _require_suffix(output, KINDS[kind].suffix)
        if output.exists() and output.samefile(file):
            raise Refusal(f"-o chỉ vào chính sổ {file.name}; hãy chọn tên khác để không ghi đè.")
    for each in write_document(_open(file), kind, output, _moment(day), pdf=pdf):
        _print_written(each, pdf)
    return OK


def _moment(day: date | None) -> datetime:
    """Now, on a day that was asked for."""
    now = datetime.now()
    return datetime.combine(day, now.time()) if day else now


def _print_written(paper: WrittenDocument, pdf: bool) -> None:
    click.echo("\n".join(paper.lines()))
    if pdf and paper.path.suffix == ".docx":
        click.echo(f"Đã ghi bản PDF: {paper.path.with_suffix('.pdf')}")
    if paper.blanks:
        click.echo(f"  Còn để trống để điền tay: {', '.join(paper.blanks)}.")


@cli.command(cls=Command)
@click.argument("file", type=WORKBOOK, metavar="TỆP")
@period_option
@click.option("--to", "recipients", metavar="ĐỊA_CHỈ", default="", help="Gửi tới địa chỉ này.")
@click.option("--scan", type=WORKBOOK, metavar="TỆP", help="Bản ký đã quét (PDF) gửi kèm.")
@click.option(
    "--way",
    type=click.Choice(["outlook", "smtp", "thu_nhap", "thu_muc"]),
    help="Cách gửi: outlook, smtp, thu_nhap (thư nháp .eml) hoặc thu_muc (thư mục để tự gửi).",
)
@click.option("--yes", is_flag=True, help="Gửi luôn sau khi in nội dung, không hỏi lại.")
def send(
    file: Path, period: str | None, recipients: str, scan: Path | None, way: str | None, yes: bool
) -> int:
    """Gửi sổ lên cấp trên: kiểm tra, cho xem nơi nhận và tệp đính kèm, hỏi rồi mới gửi."""
    from addin.book.archive import refuse_if_open
    from addin.commands import record_sending, send_register
    from addin.mail.ways import choose_way
    from addin.workplace import WayName, load_workplace

    def agree(about_to_leave: str) -> bool:
        click.echo(about_to_leave)
        return yes or _says_yes("\nGửi?")

    # What has left is written into the register: it must not turn out to be open only then.
    refuse_if_open(file)
    workplace = load_workplace()
    chosen = choose_way(workplace.sending, WayName(way) if way else None)
    delivery = send_register(
        file,
        datetime.now(),
        workplace,
        chosen,
        agree,
        period=_period(period),
        recipients=recipients,
        scan=scan,
    )
    if delivery is None:
        raise Refusal("Chưa gửi.")
    click.echo(f"\n{delivery.handed.words}")
    book = _open(file)
    record_sending(book, delivery)
    book.save(file)
    return OK


@cli.command(cls=Command)
@click.option("--dir", "folder", type=WORKBOOK, metavar="THƯ_MỤC", help="Thư mục có thư và sổ.")
@click.option("--imap", is_flag=True, help="Nhận từ hộp thư đã cài đặt ([cap_tren.imap]).")
@format_option
def receive(folder: Path | None, imap: bool, form: str) -> int:
    """Nhận sổ từ hộp thư hoặc thư mục: giữ bản gốc, kiểm tra lại, ghi sổ cái, soạn trả lời."""
    from addin.commands import receive_workbooks
    from addin.ledger import Ledger
    from addin.mail.inbox import from_folder, from_mailbox
    from addin.mail.ways import sender_of, way_of_answers
    from addin.workplace import Superior, load_workplace

    workplace = load_workplace()
    superior = workplace.superior or Superior()
    if imap == bool(folder):
        raise Refusal("Chọn một nơi nhận: --imap (hộp thư) hoặc --dir THƯ_MỤC.")
    ledger = Ledger(superior.ledger_url)
    if folder:
        came = from_folder(folder, (superior.originals, superior.answers))
    elif superior.imap:
        came = from_mailbox(superior.imap, superior.mailbox, ledger)
    else:
        raise Refusal("Chưa cài đặt hộp thư: hãy ghi mục [cap_tren.imap] vào tệp cau_hinh.toml.")
    received, answered = receive_workbooks(
        came,
        superior,
        ledger,
        datetime.now,
        way_of_answers(workplace),
        sender_of(workplace),
    )
    if form == "json":
        _print_json(received.as_json())
    else:
        click.echo("\n".join([*received.lines(), *answered.lines()]))
    return ERRORS_FOUND if received.problems else OK


@cli.command(cls=Command)
@click.argument("source", type=WORKBOOK, metavar="[THƯ_MỤC]", required=False)
@click.option(
    "-o",
    "--output",
    type=WORKBOOK,
    metavar="TỆP",
    required=True,
    help="Sổ tổng hợp sẽ ghi (.xlsx).",
)
@click.option("--year", type=click.IntRange(2018, 2100), metavar="NĂM", help="Năm tổng hợp.")
@period_option
@click.option("--expected", type=WORKBOOK, metavar="TỆP", help="Danh sách đơn vị phải gửi (CSV).")
@click.option("--scheduler", metavar="ĐỊA_CHỈ", help="Bộ điều phối Dask để chạy trên nhiều máy.")
@format_option
def consolidate(
    source: Path | None,
    output: Path,
    year: int | None,
    period: str | None,
    expected: Path | None,
    scheduler: str | None,
    form: str,
) -> int:
    """Tổng hợp nhiều sổ, từ một thư mục hoặc từ sổ cái, thành một sổ tổng hợp."""
    from addin.commands import consolidate_ledger
    from addin.expected import load_expected
    from addin.workplace import Superior, load_workplace

    _require_suffix(output, ".xlsx")
    superior = load_workplace().superior or Superior()
    units = load_expected(expected or superior.expected)
    now, span = datetime.now(), _period(period)
    if source:
        done = _consolidate_folder(source, units, output, now, scheduler, year, span)
    else:
        with _ledger("") as ledger:
            done = consolidate_ledger(ledger, units, output, now, year=year, period=span)
    if form == "json":
        _print_json(done.as_json())
    else:
        click.echo("\n".join([*done.lines(), f"Đã ghi sổ tổng hợp: {output}"]))
    return OK


def _consolidate_folder(
    source: Path,
    units: ExpectedUnits,
    output: Path,
    now: datetime,
    scheduler: str | None,
    year: int | None,
    period: str,
) -> Consolidation:
    """Add up a folder's workbooks behind a bar that shows how far it has come."""
    from addin.commands import consolidate_folder
    from addin.gathering import cluster, processes

    total = sum(1 for path in source.rglob("*") if path.suffix.lower() in (".xlsx", ".eml"))
    with ExitStack() as stack:
        workforce = stack.enter_context(cluster(scheduler)) if scheduler else processes()
        show = stack.enter_context(_progress_bar("Đang đọc các sổ", total))
        read = count(1)
        return consolidate_folder(
            source,
            units,
            output,
            now,
            workforce,
            lambda name: show(next(read)),
            year=year,
            period=period,
        )


@cli.command("mail-password", cls=Command)
@click.option("--imap", is_flag=True, help="Mật khẩu của hộp thư nhận ([cap_tren.imap]).")
def mail_password(imap: bool) -> int:
    """Lưu mật khẩu hộp thư vào kho mật khẩu của hệ thống (không lưu vào tệp nào)."""
    from addin.mail.ways import keep_password
    from addin.workplace import Superior, load_workplace

    workplace = load_workplace()
    server = (workplace.superior or Superior()).imap if imap else workplace.sending.smtp
    if server is None:
        part = "[cap_tren.imap]" if imap else "[gui.smtp]"
        raise Refusal(f"Chưa cài đặt máy chủ thư: hãy ghi mục {part} vào tệp cau_hinh.toml.")
    prompt = f"Mật khẩu của {server.account} tại {server.host}"
    keep_password(server, click.prompt(prompt, hide_input=True))
    click.echo("Đã lưu mật khẩu vào kho mật khẩu của hệ thống.")
    return OK


@cli.command(cls=Command)
@click.argument("words", nargs=-1, metavar="[TỆP] TÊN")
@ledger_option
@format_option
@day_option
def history(words: tuple[str, ...], url: str | None, form: str, day: date | None) -> int:
    """Tra cứu một người, tập thể, hộ: các năm đã đạt, đăng ký, đề nghị, số năm liên tục."""
    from addin.commands import look_up, look_up_in_ledger

    in_ledger = url is not None
    if len(words) != (1 if in_ledger else 2):
        raise Refusal(
            "Hãy ghi sổ và họ tên (thidua history SỔ.xlsx “Họ tên”), hoặc họ tên với sổ cái "
            "(thidua history “Họ tên” --ledger)."
        )
    name, today = words[-1], day or date.today()
    if url is None:
        found = look_up(_open(Path(words[0])), today, name)
    else:
        with _ledger(url) as ledger:
            found = look_up_in_ledger(ledger, today, name)
    if form == "json":
        _print_json({"name": name, "people": [each.as_json() for each in found]})
    else:
        click.echo("\n\n".join("\n".join(each.lines()) for each in found))
    return OK


@cli.command(cls=Command)
@click.argument("code", required=False, metavar="[MÃ]")
@click.option("--regime", metavar="THỜI_KỲ", help="In luật của một thời kỳ: R1, R2, R3 hoặc R4.")
def rules(code: str | None, regime: str | None) -> int:
    """Liệt kê các quy tắc kiểm tra, giải thích một quy tắc, hoặc in luật của một thời kỳ."""
    from validators.rules import all_rules

    if regime:
        click.echo("\n".join(in_force(regime.upper())))
        return OK
    found = [each for each in all_rules() if code is None or each.rule.code == code.upper()]
    if not found:
        raise Refusal(f"Không có quy tắc “{code}”. Gõ “thidua rules” để xem danh sách.")
    if code:
        click.echo(f"{found[0].rule.code}\n{found[0].doc.strip()}")
    else:
        for each in found:
            severity = each.rule.severity.label
            click.echo(f"{each.rule.code}  {severity:<15} {each.doc.strip().splitlines()[0]}")
    return OK


@cli.command(cls=Command)
@click.argument("file", type=WORKBOOK, metavar="TỆP")
@output_option
@in_place_option
def restore(file: Path, output: Path | None, in_place: bool) -> int:
    """Phục hồi danh sách chọn, định dạng, màu và công thức bị dán đè; số liệu giữ nguyên."""
    from addin.commands import restore_book

    target = _target(file, output, in_place)
    book = _open(file)
    lines = restore_book(book)
    told = _save_filled(book, file, target if lines else None, datetime.now(), bool(lines))
    intact = "Danh sách chọn, định dạng và công thức của sổ vẫn đầy đủ."
    click.echo("\n".join([*(lines or [intact]), *told]))
    return OK


cli.add_command(excel)
cli.add_command(calc)


def _print_kinds() -> None:
    from addin.documents.kinds import KINDS

    width = max(map(len, KINDS))
    for each in KINDS.values():
        several = f" Có thể thành nhiều tệp: {each.one_each}." if each.one_each else ""
        click.echo(f"{each.name:<{width}}  {each.label} ({each.suffix})")
        click.echo(f"{'':<{width}}  {each.description}{several}")


def _open(file: Path) -> ClosedBook:
    from addin.book.closed import ClosedBook

    return ClosedBook(file)


def _ledger(url: str) -> closing[Ledger]:
    """The ledger of a URL, or without one that of this workplace; closed after use."""
    from addin.ledger import Ledger
    from addin.workplace import Superior, load_workplace

    return closing(Ledger(url or (load_workplace().superior or Superior()).ledger_url))


def _says_yes(question: str) -> bool:
    """Whether the clerk types "c", "có" or, as in many programs, "y"; anything else is a no."""
    answer = click.prompt(f"{question} Gõ c (có) hoặc k (không)", default="k", show_default=False)
    return match_key(answer) in ("c", "có", "co", "y", "yes")


def _period(chosen: str | None) -> str:
    """What a report is on, by the word of --period; empty for the likely one."""
    from addin.mail.manifest import PERIODS

    return PERIODS[_PERIODS.index(chosen)] if chosen else ""


def _target(file: Path, output: Path | None, in_place: bool) -> Path | None:
    if output and in_place:
        raise Refusal("Chọn một trong hai: -o (bản sao) hoặc --in-place (chính sổ này).")
    if output:
        _require_suffix(output, ".xlsx")
    return file if in_place else output


def _save_shown(book: ClosedBook, file: Path, target: Path | None) -> list[str]:
    """Save a register whose own sheets a job has filled, where asked; returns what to tell."""
    from addin.book.copies import keep_dated_copy

    if target is None:
        return []
    replaced = target.exists() and not target.samefile(file)
    kept = keep_dated_copy(target, datetime.now()) if replaced else None
    book.save(target)
    told = [f"Bản sao của {target.name} trước khi ghi: {kept}"] if kept else []
    return [*told, f"Đã ghi kết quả vào: {target}"]


def _save_filled(
    book: ClosedBook, file: Path, target: Path | None, now: datetime, filled: bool
) -> list[str]:
    """Save a register into whose entry sheets a job has written, where asked; what to tell.

    Whatever file is replaced is kept as a dated copy, the register itself, too.
    """
    from addin.book.copies import keep_dated_copy

    if target is None:
        preview = "Mới xem trước, chưa ghi vào sổ; thêm -o hoặc --in-place để ghi."
        return ["", preview] if filled else []
    there = target.exists()
    if not filled and there and target.samefile(file):
        return []
    kept = keep_dated_copy(target, now) if there else None
    book.save(target)
    told = [f"Bản sao của {target.name} trước khi ghi: {kept}"] if kept else []
    return ["", *told, f"Đã ghi vào: {target}"]


def _require_suffix(target: Path, suffix: str) -> None:
    """Office opens a file by its suffix, and a plan must not replace the register."""
    if target.is_dir():
        raise Refusal(f"“{target}” là thư mục: hãy ghi thêm tên tệp có đuôi {suffix}.")
    if target.suffix.lower() != suffix:
        raise Refusal(f"Tên tệp sẽ ghi “{target.name}” phải có đuôi {suffix}; hãy đổi tên.")


def _print_json(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _print_report(report: Report) -> None:
    from addin.results import counts_in_words

    click.echo(counts_in_words(report))
    for each in report.findings:
        head = " · ".join(part for part in (each.where, each.column, each.subject) if part)
        click.echo(f"\n{each.severity.label} {each.code} – {head}")
        click.echo(f"  {each.message}")
        click.echo(f"  → {each.remedy}")
        if each.explained:
            click.echo(f"  Đã giải trình: {each.explained}")


def _use_utf8() -> None:
    """Vietnamese on consoles whose own encoding lacks it (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; never a traceback, one line on failure."""
    _use_utf8()
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        return int(cli.main(arguments, prog_name="thidua", standalone_mode=False) or OK)
    except Refusal as refusal:
        return _fail(str(refusal))
    except click.exceptions.NoArgsIsHelpError as help_page:
        click.echo(help_page.ctx.get_help() if help_page.ctx else "")
        return OK
    except click.UsageError as error:
        return _fail(usage_sentence(error))
    except click.Abort:
        return _fail("Đã dừng theo yêu cầu.")
    except LawFileError as error:
        return _fail(str(error))
    except Exception as failure:
        from addin.failures import unexpected

        return _fail(unexpected(failure, datetime.now()))


def _fail(sentence: str) -> int:
    click.echo(sentence, err=True)
    return NOT_DONE


if __name__ == "__main__":
    main()
