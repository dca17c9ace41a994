"""What a superior answers: received, received with open queries, or returned with a marked copy.

An answer is a draft that a person sends, unless the workplace is set to answer by itself; then it
goes only to the address that the list of expected units has for the sender.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.headerregistry import Address
from pathlib import Path

from addin.book.closed import ClosedBook
from addin.checking import check_book
from addin.examining import Standing
from addin.expected import ExpectedUnits
from addin.ledger import AnswerState, Entry, Ledger
from addin.mail.message import Attachment, addresses, compose, keep_draft, one_line
from addin.mail.originals import Originals
from addin.mail.ways import UnclearError, Way
from addin.refusal import Refusal
from addin.summary import YEAR_SHEET
from validators.finding import Severity

_PATIENCE = timedelta(hours=1)
"""After so long an answer that never became a draft is taken for abandoned."""
_STAMP = "%Y-%m-%d %H:%M:%S"


@dataclass
class Answered:
    """What one run has answered: drafts that wait for a person, answers that left, failures."""

    drafts: list[Path] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """What was answered, in words."""
        if self.drafts:
            yield (
                f"Đã soạn {len(self.drafts)} thư trả lời trong {self.drafts[0].parent}: hãy xem "
                "lại rồi gửi."
            )
        if self.sent:
            yield f"Đã gửi {len(self.sent)} thư trả lời."
        yield from (f"! {problem}" for problem in self.problems)


def answer_all(
    ledger: Ledger,
    originals: Originals,
    folder: Path,
    expected: ExpectedUnits,
    clock: Callable[[], datetime],
    way: Way | None = None,
    sender: str = "",
) -> Answered:
    """Answer every workbook that has no answer yet; `way` only where answers leave by themselves.

    A draft is the same file however often it is made, so that it can be made again after a crash;
    a mail that may have left is never sent again.
    """
    done = Answered()
    if way and (missing := way.missing()):
        done.problems.append(f"Chưa tự gửi được thư trả lời ({missing}): thư nháp chờ bạn gửi.")
        way = None
    begun_before = f"{clock() - _PATIENCE:{_STAMP}}"
    for entry in ledger.unanswered(begun_before):
        if ledger.claim_answer(entry.id, f"{clock():{_STAMP}}", begun_before):
            _answer(entry, ledger, originals, folder, expected, clock(), way, sender, done)
    return done


def _answer(
    entry: Entry,
    ledger: Ledger,
    originals: Originals,
    folder: Path,
    expected: ExpectedUnits,
    now: datetime,
    way: Way | None,
    sender: str,
    done: Answered,
) -> None:
    listed = expected.find(entry.unit_code, entry.unit_name)
    known_address = listed.email if listed else ""
    to = known_address or entry.sender
    draft = folder / f"tra_loi_{entry.id:06}.eml"
    message = compose(
        sender=sender,
        recipients=_usable(to),
        subject=f"Trả lời: {entry.subject}" if entry.subject else _subject(entry),
        text=answer_text(entry),
        attachments=_marked_copy(entry, originals),
        at=now,
        answers=entry.message_id,
    )
    keep_draft(message, draft)
    if way is None or not known_address:
        ledger.note_answer(entry.id, AnswerState.DRAFTED, draft.name)
        done.drafts.append(draft)
        return
    ledger.note_answer(entry.id, AnswerState.SENDING, draft.name)
    try:
        way.hand_over(message, draft)
    except UnclearError as unclear:
        ledger.note_answer(entry.id, AnswerState.UNCLEAR, draft.name)
        done.problems.append(f"{_unit(entry)}: {unclear} Thư nháp: {draft}")
    except Refusal as refused:
        ledger.note_answer(entry.id, AnswerState.FAILED, draft.name)
        done.problems.append(f"{_unit(entry)}: {refused} Thư nháp: {draft}")
    else:
        ledger.note_answer(entry.id, AnswerState.SENT, draft.name)
        done.sent.append(to)


def _usable(to: str) -> list[Address]:
    """The address to answer, or none: then the person who sends the draft fills it in."""
    try:
        return addresses(to)
    except Refusal:
        return []


def _unit(entry: Entry) -> str:
    return f"{entry.unit_code} {entry.unit_name}".strip() or entry.file_name


def _subject(entry: Entry) -> str:
    return one_line(f"[TĐKT {entry.unit_code or '-'}] {entry.unit_name}: {entry.standing}")


def answer_text(entry: Entry) -> str:
    """The answer's text: what came, how it stands, why, and what is to be done."""
    about = f"kỳ {entry.period} năm {entry.year}" if entry.period else f"năm {entry.year}"
    if entry.period == YEAR_SHEET:
        about = f"kỳ cả năm {entry.year}"
    known = entry.standing is not Standing.REFUSED
    lines = [
        f"Kính gửi: {entry.unit_name or 'đơn vị gửi sổ'},",
        "",
        f"Tệp {entry.file_name} nhận lúc {entry.received}"
        + (f" ({about}, lần gửi {entry.sequence or 'không rõ'})" if known else "")
        + f": {entry.standing}.",
        *(f"- {reason}" for reason in entry.reasons),
        "",
        _TO_DO[entry.standing].format(marked=_MARKED if _has_errors(entry) else ""),
    ]
    return "\n".join(lines) + "\n"


_MARKED = " (bản kèm theo đã đánh dấu chỗ sai để đối chiếu)"
_TO_DO = {
    Standing.ACCEPTED: "Đơn vị không phải làm gì thêm.",
    Standing.QUERIES: (
        "Sổ đã được nhận. Đề nghị đơn vị trả lời các mục cần giải trình ở trang Kết quả kiểm tra, "
        "cột Giải trình, rồi gửi lại ở lần sau."
    ),
    Standing.RETURNED: (
        "Sổ chưa được tính vào số liệu tổng hợp. Đề nghị đơn vị sửa trong sổ của mình{marked}, bấm "
        "Kiểm tra, rồi gửi lại bằng nút Gửi cấp trên."
    ),
    Standing.REFUSED: (
        "Tệp chưa được nhận. Đề nghị đơn vị gửi lại sổ bằng nút Gửi cấp trên của chương trình."
    ),
}


def _has_errors(entry: Entry) -> bool:
    """Whether there is anything to mark: it may be returned for its name, or for a changed copy."""
    return entry.counts.get(Severity.ERROR.value, 0) > 0


def _marked_copy(entry: Entry, originals: Originals) -> list[Attachment]:
    """For a workbook that is returned for its errors: a copy with the findings in it."""
    if entry.standing is not Standing.RETURNED or not _has_errors(entry):
        return []
    try:
        book = ClosedBook(originals.path(entry.file_hash, ".xlsx"))
        day = datetime.fromisoformat(entry.manifest.time if entry.manifest else entry.received)
        check_book(book, day.date(), day)
        return [Attachment(f"ban_danh_dau_{entry.id:06}.xlsx", book.to_bytes())]
    except (Refusal, ValueError):
        return []  # A workbook that cannot be marked is still answered in words.
