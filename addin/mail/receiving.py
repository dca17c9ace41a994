"""Nhận sổ: every original kept, every workbook examined and recorded, each step safe to repeat.

The order makes it so: first the bytes lie on the disk, then one transaction makes mail and
workbooks known, then answers are made for workbooks that have none. Whoever is killed in between
goes on where he stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from addin.examining import Examined, Standing, examine_safely
from addin.expected import ExpectedUnits
from addin.ledger import Arrival, Ledger, UnfitError
from addin.mail.inbox import Came
from addin.mail.message import one_line
from addin.mail.originals import Originals
from addin.other_files import NOT_READ
from addin.refusal import Refusal

_MOST_WORKBOOKS = 200
_DEEPEST = 5
"""Mails within mails that are opened."""
_NAMED = 5
"""Attachments that are told by name."""
_ZIP = b"PK\x03\x04"
_WORKBOOK_PART = b"xl/workbook.xml"
_NO_WORKBOOK = "Thư không có sổ .xlsx kèm theo."
_OUTLOOKS_OWN = "winmail.dat"
"""In what Outlook packs the attachments of a mail in Rich Text (MS-OXTNEF)."""
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")


@dataclass
class Received:
    """What one run has done."""

    new: list[Examined] = field(default_factory=list)
    known: int = 0
    """Mails and files that had been taken in before."""
    problems: list[str] = field(default_factory=list)
    """What could not be used, a sentence each."""

    def lines(self) -> Iterator[str]:
        """What was done, in words."""
        yield f"Đã nhận {len(self.new)} sổ mới; {self.known} thư, tệp đã nhận từ trước."
        for each in self.new:
            about = f"{each.unit_code} {each.unit_name}".strip() or each.file_name
            when = f", {each.period}" if each.period else ""
            yield f"– {about}{when}: {each.standing}"
            yield from (f"    {reason}" for reason in each.reasons)
        yield from (f"! {problem}" for problem in self.problems)

    def as_json(self) -> dict[str, Any]:
        """The shape of `receive --format json`."""
        return {
            "new": [
                {
                    "file": each.file_name,
                    "hash": each.file_hash,
                    "unit_code": each.unit_code,
                    "unit_name": each.unit_name,
                    "year": each.year,
                    "period": each.period,
                    "sequence": each.manifest.sequence if each.manifest else None,
                    "standing": each.standing.value,
                    "reasons": list(each.reasons),
                    "counts": each.counts,
                }
                for each in self.new
            ],
            "known": self.known,
            "problems": self.problems,
        }


@dataclass(frozen=True)
class Mail:
    """What a receiver takes from a mail: whence it came and the workbooks in it."""

    message_id: str
    sender: str
    subject: str
    workbooks: tuple[tuple[str, bytes], ...]
    arrived: datetime | None = None
    """When it reached the receiver's mail server, else when it was sent; local, without a zone."""
    unopened: tuple[str, ...] = ()
    """Names of attachments that may hold a workbook and were not opened."""

    @property
    def note(self) -> str:
        """What is odd about it, in words."""
        said = [] if self.workbooks else [_NO_WORKBOOK]
        if self.unopened:
            named = ", ".join(self.unopened[:_NAMED])
            more = len(self.unopened) - _NAMED
            said.append(
                f"Chưa đọc tệp kèm theo {named}{f' và {more} tệp khác' if more > 0 else ''}: hãy "
                "lưu vào một thư mục, giải nén hoặc lưu lại kiểu .xlsx, rồi nhận thư mục ấy."
            )
        if _OUTLOOKS_OWN in self.unopened:
            said.append(
                f"Tệp {_OUTLOOKS_OWN} chỉ Outlook mở được: hãy đề nghị đơn vị gửi lại bằng thư "
                "kiểu HTML hoặc văn bản thường, không dùng Rich Text."
            )
        return " ".join(said)


def receive(
    came: Iterable[Came],
    ledger: Ledger,
    originals: Originals,
    expected: ExpectedUnits,
    clock: Callable[[], datetime],
    progress: Callable[[str], object] = lambda doing: None,
) -> Received:
    """Take in everything that came; one that is bad never stops the rest."""
    done = Received()
    for found in came:
        progress(found.name)
        each = found.read()
        if each.problem:
            done.problems.append(each.problem)
            continue
        if ledger.knows(sha256(each.content).hexdigest()):
            done.known += 1
            continue
        _take_in(each, ledger, originals, expected, clock(), done)
    return done


def _take_in(
    came: Came,
    ledger: Ledger,
    originals: Originals,
    expected: ExpectedUnits,
    now: datetime,
    done: Received,
) -> None:
    suffix = ".eml" if came.is_mail else ".xlsx"
    mark = originals.keep(came.content, suffix)
    mail = (
        read_mail(came.content) if came.is_mail else Mail("", "", "", ((came.name, came.content),))
    )
    examined = []
    for name, content in mail.workbooks:
        originals.keep(content, ".xlsx")
        examined.append(judged_by_list(examine_safely(content, name, now.date()), expected))
    arrival = Arrival(
        content_hash=mark,
        source=came.source,
        received=f"{_received(mail, examined, now):%Y-%m-%d %H:%M:%S}",
        message_id=mail.message_id,
        sender=mail.sender,
        subject=mail.subject,
        note=mail.note,
    )
    examined, new = take_in_or_refuse(ledger, arrival, examined)
    done.new += [each for each, is_new in zip(examined, new, strict=True) if is_new]
    if mail.note:
        done.problems.append(f"{came.name} ({mail.sender or 'không rõ người gửi'}): {mail.note}")
    elif not any(new):
        done.known += 1


def take_in_or_refuse(
    ledger: Ledger, arrival: Arrival, examined: list[Examined]
) -> tuple[list[Examined], list[bool]]:
    """Record what came, refused where the ledger cannot hold what a workbook says of itself."""
    try:
        return examined, ledger.take_in(arrival, examined)
    except UnfitError as unfit:
        told = [
            Examined(
                each.file_hash,
                one_line(each.file_name),
                each.size,
                Standing.REFUSED,
                (str(unfit),),
            )
            for each in examined
        ]
        return told, ledger.take_in(arrival, told)


def _received(mail: Mail, examined: Sequence[Examined], now: datetime) -> datetime:
    """When a unit's workbook counts as received: whoever reads his mail late makes nobody late."""
    if mail.arrived or len(examined) != 1:
        return min(mail.arrived or now, now)
    return received_at(examined[0], now)


def received_at(examined: Examined, now: datetime, arrived: datetime | None = None) -> datetime:
    """When the mail arrived in which a workbook was; of a file that came into a folder nobody
    knows it: when it says it was sent."""
    if arrived:
        return min(arrived, now)
    try:
        sent = datetime.fromisoformat(examined.manifest.time if examined.manifest else "")
    except ValueError:
        return now
    return min(sent, now)


def judged_by_list(examined: Examined, expected: ExpectedUnits) -> Examined:
    """A workbook returned where the list of units speaks against its sender."""
    if examined.standing is Standing.REFUSED:
        return examined
    problem = expected.contradiction(examined.unit_code, examined.unit_name)
    if not problem:
        return examined
    return replace(examined, standing=Standing.RETURNED, reasons=(problem, *examined.reasons))


def read_mail(content: bytes) -> Mail:
    """What is of use in a mail; whatever is malformed in it is passed over, never raised."""
    try:
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        found = list(_attachments(message))
        sound = [(name, held) for name, held in found if held is not None]
        return Mail(
            message_id=_header(message, "Message-ID"),
            sender=_sender(message),
            subject=_header(message, "Subject"),
            workbooks=tuple(sound[:_MOST_WORKBOOKS]),
            arrived=_arrived(message),
            unopened=(
                *(name for name, held in found if held is None),
                *(name for name, _ in sound[_MOST_WORKBOOKS:]),
            ),
        )
    except Exception:  # the mail parser raises whatever odd bytes make it raise
        return Mail("", "", "", ())


def _header(message: EmailMessage, name: str) -> str:
    try:
        return one_line(str(message[name] or ""))
    except Exception:
        return ""


def _arrived(message: EmailMessage) -> datetime | None:
    """The time of the topmost Received (RFC 5321, 4.4), which the own server wrote, else Date."""
    for name in ("Received", "Date"):
        try:
            written = str(message[name] or "").rpartition(";")[2].strip()
            return parsedate_to_datetime(written).astimezone().replace(tzinfo=None)
        except Exception:  # as above: nobody knows what an odd header makes the parser raise
            continue
    return None


def _sender(message: EmailMessage) -> str:
    """The bare address of the first sender, "" where it is none that could be answered."""
    from addin.mail.message import addresses

    try:
        return addresses(message["From"].addresses[0].addr_spec)[0].addr_spec
    except (Refusal, AttributeError, IndexError, ValueError):
        return ""


def _attachments(message: EmailMessage, depth: int = 0) -> Iterator[tuple[str, bytes | None]]:
    """Attachments that are workbooks by name or by content, forwarded mails searched too.

    Without content those that may hold one and are not opened.
    """
    for part in message.walk():
        name = one_line(part.get_filename() or "")
        kind = Path(name.lower()).suffix
        content = None if part.is_multipart() else part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if kind == ".xlsx" or (content.startswith(_ZIP) and _WORKBOOK_PART in content):
            yield name or "khong_ten.xlsx", content
        elif part.get_content_type() in _TNEF or name.lower() == _OUTLOOKS_OWN:
            yield _OUTLOOKS_OWN, None
        elif kind == ".eml":
            # A mail that was attached as a file, not forwarded as one.
            inner = message_from_bytes(content, policy=default)
            if depth < _DEEPEST and isinstance(inner, EmailMessage):
                yield from _attachments(inner, depth + 1)
            else:
                yield name, None
        elif kind in NOT_READ:
            yield name, None
