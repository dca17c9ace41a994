"""Where workbooks come from: a mailbox (IMAP, RFC 3501) or a folder of mails and workbooks.

Nothing is moved, marked or deleted there: what has been taken in is known by its bytes.
"""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from addin.examining import unreadable
from addin.folders import folder_to_read, name_below
from addin.ledger import Ledger
from addin.mail.ways import encryption_context, password_of
from addin.other_files import NOT_READ
from addin.refusal import Refusal
from addin.workplace import Encryption, MailServer

_SECONDS = 60
_LARGEST = 60_000_000
"""Bytes of a mail that is still fetched; base64 makes a workbook of 40 MB that large."""
_TAKEN = {".eml", ".xlsx"}


@dataclass(frozen=True)
class Came:
    """A mail (.eml) or a workbook, its bytes or the file that holds them, and whence it came."""

    source: str
    name: str
    held: bytes | Path
    problem: str = ""
    """Why there are no bytes, in words."""
    arrived: datetime | None = None
    """When the mail arrived in which a workbook was."""

    @property
    def is_mail(self) -> bool:
        """Whether the bytes are a mail; otherwise they are one file."""
        return self.name.lower().endswith(".eml")

    @property
    def content(self) -> bytes:
        """The bytes. Raises OSError where a file cannot be read."""
        return self.held.read_bytes() if isinstance(self.held, Path) else self.held

    def read(self) -> Came:
        """The same with its bytes in memory, or with the problem that there are none."""
        try:
            return replace(self, held=self.content)
        except OSError:
            return replace(self, held=b"", problem=unreadable(self.name))


def from_folder(folder: Path, kept: Iterable[Path] = ()) -> Iterator[Came]:
    """Every mail and workbook below a folder, in the order of their names, not yet read.

    What lies in the folders where a superior keeps originals and answers has not come. What may
    hold a workbook but cannot be read is told as a problem. Files whose names begin with "~$" or
    "." are those of programs that have one open.
    """
    own = [each.resolve() for each in kept]
    for path in sorted(folder_to_read(folder).rglob("*")):
        kind = path.suffix.lower()
        if path.name.startswith(("~$", ".")) or kind not in _TAKEN | NOT_READ.keys():
            continue
        if path.is_file() and not any(path.resolve().is_relative_to(each) for each in own):
            name = name_below(folder, path)
            if kind in _TAKEN:
                yield _found(path, name)
            else:
                yield Came("dir", name, b"", f"Tệp {name} chưa được đọc vì là {NOT_READ[kind]}")


def _found(path: Path, name: str) -> Came:
    try:
        too_large = path.stat().st_size > _LARGEST
    except OSError:
        return Came("dir", name, b"", unreadable(name))
    problem = f"Tệp {name} quá lớn nên không được đọc." if too_large else ""
    return Came("dir", name, path, problem)


def from_mailbox(server: MailServer, mailbox: str, ledger: Ledger) -> Iterator[Came]:
    """The mails of a mailbox that have come since it was last read.

    The ledger learns how far it has been read when the next mail is asked for, that is when the
    one before has been taken in. Refusal where the server cannot be reached or used.
    """
    password = password_of(server)
    if password is None:
        raise Refusal(
            f"Chưa lưu mật khẩu của {server.account}: hãy chạy lệnh thidua mail-password --imap."
        )
    from imapclient import IMAPClient
    from imapclient.exceptions import IMAPClientError

    place = f"imap:{server.account}@{server.host}/{mailbox}"
    try:
        with IMAPClient(
            server.host,
            port=server.port,
            ssl=server.encryption is Encryption.TLS,
            ssl_context=encryption_context(server),
            timeout=_SECONDS,
        ) as client:
            if server.encryption is Encryption.STARTTLS:
                client.starttls(encryption_context(server))
            try:
                client.login(server.account, password)
            except UnicodeEncodeError:  # LOGIN knows ASCII only, PLAIN is UTF-8 (RFC 4616)
                client.plain_login(server.account, password)
            yield from _new_mails(client, mailbox, place, ledger)
    except (IMAPClientError, imaplib.IMAP4.error, ssl.SSLError, OSError) as error:
        raise _said(error, server) from error


def _new_mails(client: object, mailbox: str, place: str, ledger: Ledger) -> Iterator[Came]:
    from imapclient import IMAPClient

    assert isinstance(client, IMAPClient)
    validity = int(client.select_folder(mailbox, readonly=True)[b"UIDVALIDITY"])
    last = ledger.read_up_to(place, validity)
    # "n:*" always names the last mail, even one before n.
    for uid in sorted(each for each in client.search(["UID", f"{last + 1}:*"]) if each > last):
        size = client.fetch([uid], ["RFC822.SIZE"]).get(uid, {}).get(b"RFC822.SIZE", 0)
        name = f"{uid}.eml"
        if size > _LARGEST:
            yield Came(place, name, b"", f"Thư số {uid} trong {mailbox} quá lớn nên không tải về.")
        else:
            fetched = client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {})
            if b"BODY[]" in fetched:
                yield Came(place, name, fetched[b"BODY[]"])
        ledger.note_read(place, validity, uid)


def _said(error: Exception, server: MailServer) -> Refusal:
    from imapclient.exceptions import LoginError

    where = f"Máy chủ nhận thư {server.host}:{server.port}"
    if isinstance(error, LoginError):
        return Refusal(
            f"{where} không chấp nhận mật khẩu của {server.account}: hãy lưu lại mật khẩu bằng "
            "lệnh thidua mail-password --imap."
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return Refusal(
            f"{where} có chứng chỉ không tin được nên chương trình không gửi mật khẩu: hãy kiểm "
            "tra tên máy chủ hoặc mục chung_chi."
        )
    return Refusal(
        f"{where} không trả lời, hoặc đường truyền bị đứt: hãy kiểm tra mạng rồi chạy lại; thư đã "
        "nhận không bị nhận lại."
    )
