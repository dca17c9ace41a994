"""A mail as it leaves: headers that nothing can be smuggled into, attachments by ASCII names.

Old mail programs garble names written after RFC 2231, so a file's name tells unit and period in
ASCII; what staff read stands in the text, in Vietnamese (RFC 5322, RFC 2047).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, make_msgid
from pathlib import Path

from addin.refusal import Refusal
from validators.text import clean, storable

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_MESSAGE_ID = re.compile(r"<[\x21-\x3b=\x3f-\x7e]{1,900}>")
_LONGEST_SUBJECT = 200


class _WholeSubjects(EmailPolicy):
    """A subject encoded as a whole: where words are encoded one by one, spaces get lost."""

    def fold(self, name: str, value: str) -> str:
        """A header as it stands in a mail."""
        if name.lower() != "subject":
            return str(super().fold(name, value))
        # ASCII where it can be, else UTF-8.
        folded = Header(str(value), header_name=name).encode(linesep=self.linesep)
        return f"{name}: {folded}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """The same as bytes."""
        if name.lower() != "subject":
            return super().fold_binary(name, value)
        return self.fold(name, value).encode("ascii")


_POLICY = _WholeSubjects(linesep=SMTP.linesep, cte_type="7bit")


@dataclass(frozen=True)
class Attachment:
    """A file to be sent; its name is ASCII and tells its kind by its suffix."""

    name: str
    content: bytes


def addresses(text: str) -> list[Address]:
    """The mail addresses in a cell or option, separated by commas or semicolons.

    Only the bare address is taken. Refusal for one that is none, a line break inside included.
    """
    found = []
    for part in re.split("[,;]", text):
        if not part.strip():
            continue
        bare = part.strip(" \t\u00a0")
        if not _ADDRESS.fullmatch(bare):
            raise Refusal(
                f"Địa chỉ thư “{clean(_CONTROL.sub(' ', part))}” không đúng dạng ten@noi-nhan.vn: "
                "hãy sửa ở trang Thông tin hoặc ở chỗ đã ghi địa chỉ."
            )
        found.append(_address(bare))
    return found


def _address(bare: str) -> Address:
    try:
        return Address(addr_spec=bare)
    except (HeaderParseError, ValueError, IndexError):
        raise Refusal(f"Địa chỉ thư “{bare}” không dùng được: hãy kiểm tra lại từng chữ.") from None


def one_line(text: str) -> str:
    """A text as a header may hold it: no line breaks, no control characters, not too long."""
    return clean(_CONTROL.sub(" ", storable(text)))[:_LONGEST_SUBJECT]


def compose(
    *,
    sender: str,
    recipients: Sequence[Address],
    subject: str,
    text: str,
    attachments: Iterable[Attachment],
    at: datetime,
    answers: str = "",
) -> EmailMessage:
    """The mail; `sender` may be empty where the mail program puts its own.

    `answers` is the Message-ID of the mail that this one answers; one that is malformed is left
    out.

    Refusal for a sender's address that is none; ValueError for an attachment's name that is not
    ASCII or of another kind than a workbook, a Word document or a PDF.
    """
    message = EmailMessage(policy=_POLICY)
    if sender:
        message["From"] = addresses(sender)[:1]
    if recipients:
        message["To"] = list(recipients)
    message["Subject"] = one_line(subject)
    message["Date"] = format_datetime(at.astimezone())
    message["Message-ID"] = make_msgid(domain="thidua.invalid")
    if _MESSAGE_ID.fullmatch(answers):
        message["In-Reply-To"] = message["References"] = answers
    message.set_content(text, charset="utf-8", cte="base64")
    for each in attachments:
        if not re.fullmatch(r"[A-Za-z0-9_-]+\.[a-z]+", each.name):
            raise ValueError(each.name)
        maintype, _, subtype = _TYPES[Path(each.name).suffix].partition("/")
        message.add_attachment(each.content, maintype=maintype, subtype=subtype, filename=each.name)
    return message


def keep_draft(message: EmailMessage, draft: Path) -> None:
    """The mail as a file that mail programs open ready to be sent (X-Unsent)."""
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(b"X-Unsent: 1\r\n" + message.as_bytes())
    except OSError as error:
        raise Refusal(
            f"Không ghi được bản nháp {draft} nên chưa gửi: hãy kiểm tra ổ đĩa còn chỗ và được "
            "phép ghi."
        ) from error
