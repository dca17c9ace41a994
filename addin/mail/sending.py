"""Gửi cấp trên: a register checked, packed, shown to the clerk, and handed to a way out.

Nothing leaves before the clerk has seen to whom it goes. The sender refuses what the receiver would
refuse, by the same rules.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.headerregistry import Address
from pathlib import Path

from addin.book.archive import DEFAULT_LIMITS, file_bytes
from addin.book.closed import ClosedBook
from addin.book.foreign import foreign_places
from addin.book.package import open_package
from addin.documents.kinds import KINDS, PLAN
from addin.documents.pdf import PdfError, all_to_pdf
from addin.mail.journal import Entry, Journal
from addin.mail.manifest import PERIODS, Manifest, manifest_view, read_sendings
from addin.mail.message import Attachment, addresses, compose, keep_draft, one_line
from addin.mail.ways import Handed, State, UnclearError, Way
from addin.opening import open_register
from addin.refusal import Refusal
from addin.results import counts_in_words
from addin.summary import QUARTER_SHEETS, YEAR_SHEET
from addin.workplace import SendingSettings, WayName
from validators.answers import read_answers
from validators.catalogue import CommuneKind
from validators.check import Report, check
from validators.digest import fingerprint
from validators.finding import Finding, Severity
from validators.notation import with_kind
from validators.register import Register
from validators.text import ascii_name

_CODES = dict(zip(PERIODS, ("Q1", "Q2", "Q3", "Q4", "CN"), strict=True))
_AFTER_QUARTER = timedelta(days=45)
"""For so long after its end a quarter is what a sending most probably reports on."""
_MEGABYTE = 1_000_000
_QUERIES_SHOWN = 8
"""Queries that are shown before sending: a box on a small screen has room for no more."""
_LONGEST_UNIT = 40
"""Letters of a unit's name in the name of a file; Windows takes 260 for the whole path."""


@dataclass(frozen=True)
class Parcel:
    """What is about to leave. `earlier` are sendings of the same period that the journal knows."""

    manifest: Manifest
    recipients: tuple[Address, ...]
    subject: str
    text: str
    attachments: tuple[Attachment, ...]
    report: Report
    earlier: tuple[Entry, ...]
    left_out: tuple[str, ...]
    """Papers that could not be attached, each with its reason."""

    @property
    def queries(self) -> list[Finding]:
        """Findings that are queries, answered or not."""
        return [each for each in self.report.findings if each.severity is Severity.QUERY]

    @property
    def size(self) -> int:
        """Bytes of all attachments."""
        return sum(len(each.content) for each in self.attachments)


def likely_period(year: int, today: date) -> str:
    """The period that a sending made today most probably reports on.

    The quarter that ended lately, else the one that runs; the whole year once it is over.
    """
    day = today - _AFTER_QUARTER
    if day.year > year or (today.year > year and today.month > 1):
        return YEAR_SHEET
    if day.year < year:
        return QUARTER_SHEETS[0]
    return QUARTER_SHEETS[(day.month - 1) // 3]


def pack(
    path: Path,
    now: datetime,
    settings: SendingSettings,
    journal: Journal,
    *,
    period: str = "",
    recipients: str = "",
    scan: Path | None = None,
) -> Parcel:
    """Check a saved register and pack it with its plan and, if given, the signed scan (PDF).

    Refusal while there is a Lỗi or anything the receiver refuses, and without a recipient.
    """
    content = file_bytes(path, DEFAULT_LIMITS)
    _refuse_foreign(content, path.name)
    book = ClosedBook(content)
    opened = open_register(book, now.date())
    register = opened.register
    answers = read_answers(opened.content.blocks, now.date())
    report = check(register, answers)
    _refuse_errors(report)
    to = addresses(recipients or register.settings.superior_email or "")
    if not to:
        raise Refusal(
            "Chưa có địa chỉ nhận: hãy điền mục “Thư điện tử cấp trên” ở trang Thông tin rồi lưu "
            "sổ."
        )
    chosen = period or likely_period(register.year, now.date())
    sendings = read_sendings(opened.content.blocks)
    mark = fingerprint(register, answers)
    first = Manifest.of(register, sendings, chosen, mark, book.template_version, now)
    manifest = _next_manifest(first, journal)
    stem = file_stem(manifest)
    papers, left_out = _papers(register, chosen, stem)
    attachments = [Attachment(f"{stem}.xlsx", b""), *papers]
    if scan:
        attachments.append(Attachment(f"{stem}_ban_ky.pdf", _scan(scan)))
    parcel = Parcel(
        manifest=manifest,
        recipients=tuple(to),
        subject=_subject(register, manifest),
        text="",
        attachments=tuple(attachments),
        report=report,
        earlier=tuple(each for each in journal.of_unit(manifest) if each.period == manifest.period),
        left_out=tuple(left_out),
    )
    book.show([manifest_view([*sendings, manifest])])
    packed = Attachment(f"{stem}.xlsx", book.to_bytes())
    parcel = replace(parcel, attachments=(packed, *attachments[1:]))
    if parcel.size > settings.limit_mb * _MEGABYTE:
        raise Refusal(
            f"Tệp đính kèm nặng {parcel.size / _MEGABYTE:.1f} MB, quá mức {settings.limit_mb:g} "
            "MB: hãy bỏ hình ảnh lớn trong sổ, quét bản ký ở độ phân giải thấp hơn, hoặc tăng mục "
            "gioi_han_mb nếu hộp thư cho phép."
        )
    return replace(parcel, text=_text(register, parcel))


def _refuse_foreign(content: bytes, name: str) -> None:
    package = open_package(content, name=name)
    kinds = dict.fromkeys(part.kind for part in package.foreign_parts())
    if kinds:
        places = foreign_places(package)
        where = f" ({'; '.join(places)})" if places else ""
        raise Refusal(
            f"Sổ có {', '.join(kinds)}{where} mà cấp trên không nhận: hãy thay bằng giá trị (Dán "
            "đặc biệt > Giá trị), ngắt liên kết ở Dữ liệu > Chỉnh sửa nối kết, xóa đối tượng "
            "nhúng, rồi lưu và gửi lại."
        )


def _refuse_errors(report: Report) -> None:
    errors = [each for each in report.findings if each.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        raise Refusal(
            f"Sổ còn {len(errors)} lỗi nên chưa gửi được. Lỗi đầu tiên – {first.where}: "
            f"{first.message} Hãy bấm Kiểm tra, sửa hết các ô đỏ rồi lưu và gửi lại."
        )


def _next_manifest(manifest: Manifest, journal: Journal) -> Manifest:
    """The manifest with a number that the journal, like the workbook, has not given before."""
    noted = journal.of_unit(manifest)
    same_period = [each.sequence for each in noted if each.period == manifest.period]
    return replace(
        manifest,
        sequence=max([manifest.sequence, *(each.sequence + 1 for each in noted)]),
        replaces=max(
            [*same_period, *([manifest.replaces] if manifest.replaces else [])], default=None
        ),
    )


def file_stem(manifest: Manifest) -> str:
    """TDKT_2020_Q1_05542_LamVy: what an attachment is called, in ASCII."""
    words = ascii_name(manifest.unit_name).split("_")
    unit = "".join(word.capitalize() for word in words)[:_LONGEST_UNIT] or "Xa"
    code = ascii_name(manifest.unit_code).replace("_", "")[:_LONGEST_UNIT] or "00000"
    return f"TDKT_{manifest.year}_{_CODES[manifest.period]}_{code}_{unit}"


_SUMMARIES = {QUARTER_SHEETS[1]: "so-ket", YEAR_SHEET: "tong-ket"}
"""The report on a period; the other quarters are reported on by the table of registrations."""


def _papers(register: Register, period: str, stem: str) -> tuple[list[Attachment], list[str]]:
    """The plan and the period's report, and why one is left out.

    As PDF, or as Word where there is no LibreOffice.
    """
    left_out = []
    with tempfile.TemporaryDirectory(prefix="thidua-gui-") as folder:
        written = []
        for name in (PLAN, _SUMMARIES.get(period, "tong-hop-dang-ky")):
            kind = KINDS[name]
            word = Path(folder, f"{stem}_{kind.file_name}.docx")
            try:
                [product] = kind.make(register)
            except Refusal as refused:
                left_out.append(f"{kind.label}: {refused}")
            else:
                word.write_bytes(product.content)
                written.append(word)
        pdfs = {word: word.with_suffix(".pdf") for word in written}
        try:
            all_to_pdf(pdfs)
        except PdfError:
            pdfs = {word: word for word in written}
        return [Attachment(each.name, each.read_bytes()) for each in pdfs.values()], left_out


def _scan(path: Path) -> bytes:
    content = file_bytes(path, DEFAULT_LIMITS)
    if not content.startswith(b"%PDF-"):
        raise Refusal(f"Bản ký {path.name} không phải tệp PDF: hãy quét lại thành PDF.")
    return content


def _unit(register: Register) -> str:
    settings = register.settings
    return with_kind(
        settings.unit_name or "", settings.unit_kind or CommuneKind.COMMUNE, tuple(CommuneKind)
    )


def _period_in_words(manifest: Manifest) -> str:
    if manifest.period == YEAR_SHEET:
        return f"năm {manifest.year}"
    return f"{manifest.period.replace('Quý', 'quý')} năm {manifest.year}"


def _subject(register: Register, manifest: Manifest) -> str:
    again = f" (lần {manifest.sequence}, thay lần {manifest.replaces})" if manifest.replaces else ""
    return one_line(
        f"[TĐKT {manifest.unit_code or '-'}] UBND {_unit(register)}: báo cáo thi đua, khen thưởng "
        f"{_period_in_words(manifest)}{again}"
    )


def _text(register: Register, parcel: Parcel) -> str:
    """The mail's text: what is in it, what it replaces, which queries are answered how."""
    manifest = parcel.manifest
    lines = [
        f"Kính gửi: {register.settings.superior or 'Cấp trên'},",
        "",
        f"UBND {_unit(register)} gửi số liệu thi đua, khen thưởng {_period_in_words(manifest)}.",
        f"Kết quả tự kiểm tra: {counts_in_words(parcel.report)}",
    ]
    if manifest.replaces:
        lines.append(
            f"Đây là lần gửi thứ {manifest.sequence}, thay cho lần {manifest.replaces} đã gửi."
        )
    lines += ["", "Tệp kèm theo:", *(f"- {each.name}" for each in parcel.attachments)]
    if parcel.queries:
        lines += ["", "Các mục cần giải trình:"]
        lines += [line for each in parcel.queries for line in _query(each)]
    lines += [
        "",
        f"Dấu nội dung: {manifest.fingerprint[:12]} · bộ quy tắc {manifest.rules} · mẫu "
        f"{manifest.template}",
    ]
    return "\n".join(lines) + "\n"


def _query(finding: Finding) -> tuple[str, str]:
    """A query as the clerk and the superior read it, with its answer."""
    return (
        f"- {finding.where}: {finding.message}",
        f"  Giải trình: {finding.explained or '(chưa có)'}",
    )


def preview(parcel: Parcel, way: WayName) -> str:
    """What the clerk is shown before anything leaves: to whom, what, what is still open."""
    to = ", ".join(each.addr_spec for each in parcel.recipients)
    lines = [
        f"Gửi tới: {to}",
        f"Tiêu đề: {parcel.subject}",
        f"Cách gửi: {way.words}",
        "Tệp kèm theo:",
        *(f"– {each.name} ({len(each.content) / 1000:.0f} KB)" for each in parcel.attachments),
        *(f"– Không kèm được. {each}" for each in parcel.left_out),
    ]
    open_queries = [each for each in parcel.queries if each.explained is None]
    if parcel.queries:
        lines.append(
            f"Mục cần giải trình: {len(parcel.queries)}, trong đó chưa trả lời {len(open_queries)}."
        )
        # Those without an answer first: they are what the clerk may still put right.
        first = sorted(parcel.queries, key=lambda each: each.explained is not None)
        lines += [line for each in first[:_QUERIES_SHOWN] for line in _query(each)]
        if len(first) > _QUERIES_SHOWN:
            lines.append(f"… và {len(first) - _QUERIES_SHOWN} mục nữa ở trang Kết quả kiểm tra.")
    lines += _warnings(parcel)
    return "\n".join(lines)


def _warnings(parcel: Parcel) -> list[str]:
    """What the journal knows of the same period: the same content again, a sending left open."""
    warnings = []
    same = [each for each in parcel.earlier if each.fingerprint == parcel.manifest.fingerprint]
    went = [each for each in same if each.state in (State.SENT, State.PREPARED)]
    open_ones = [each for each in parcel.earlier if each.state in (State.STARTED, State.UNCLEAR)]
    if went:
        warnings.append(
            f"CHÚ Ý: đúng nội dung này đã được gửi (lần {went[-1].sequence}, {went[-1].time}, "
            f"{went[-1].state}). Chỉ gửi lại khi cấp trên yêu cầu."
        )
    if open_ones:
        last = open_ones[-1]
        warnings.append(
            f"CHÚ Ý: lần gửi {last.sequence} lúc {last.time} chưa rõ kết quả. Nên hỏi nơi nhận "
            "trước khi gửi lại."
        )
    if parcel.manifest.replaces and not went:
        warnings.append(f"Lần gửi này thay cho lần {parcel.manifest.replaces} của cùng kỳ.")
    return warnings


@dataclass(frozen=True)
class Delivery:
    """What became of a parcel: its manifest with the way it took, and the words for the clerk."""

    manifest: Manifest
    handed: Handed

    @property
    def left(self) -> bool:
        """Whether it is sent, or made ready for the clerk to send."""
        return self.handed.state in (State.SENT, State.PREPARED)


def deliver(
    parcel: Parcel, way: Way, sender: str, journal: Journal, clock: Callable[[], datetime]
) -> Delivery:
    """Hand a parcel to a way out, its draft and its first step kept before anything leaves.

    Refusal where it does not leave, the draft named; the journal then says so. Whatever else ends
    the program leaves the step "đang gửi", which the next sending asks about.
    """
    manifest = replace(parcel.manifest, way=way.name.value)
    draft = journal.folder / (
        f"{file_stem(manifest)}_lan_{manifest.sequence}_{clock():%Y%m%d_%H%M%S}.eml"
    )
    message = compose(
        sender=sender,
        recipients=parcel.recipients,
        subject=parcel.subject,
        text=parcel.text,
        attachments=parcel.attachments,
        at=clock(),
    )
    keep_draft(message, draft)
    message_id = str(message["Message-ID"])
    journal.note(manifest, State.STARTED, clock(), message_id, draft)
    try:
        handed = way.hand_over(message, draft)
    except UnclearError as unclear:
        journal.note(manifest, State.UNCLEAR, clock(), message_id, draft)
        raise UnclearError(f"{unclear} Bản nháp: {draft}") from unclear
    except Refusal as refused:
        journal.note(manifest, State.FAILED, clock(), message_id, draft)
        raise Refusal(f"{refused} Bản nháp được giữ ở {draft}.") from refused
    journal.note(manifest, handed.state, clock(), message_id, draft)
    return Delivery(manifest, handed)
