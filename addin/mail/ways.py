"""The ways out for a mail: Outlook, a mail server, a draft, a folder for webmail.

Each either sends, or makes what the clerk then sends by hand; none ever says that a mail is sent
which the other side has not accepted.
"""

from __future__ import annotations

import base64
import os
import smtplib
import socket
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from addin.refusal import Refusal
from addin.workplace import Encryption, MailServer, SendingSettings, WayName, Workplace

CONNECT_SECONDS = 30
KEYRING_SERVICE = "thidua-thu-dien-tu"


class State(StrEnum):
    """How far a mail has come."""

    STARTED = "đang gửi"
    SENT = "đã gửi"
    PREPARED = "đã soạn, chờ người dùng gửi"
    UNCLEAR = "chưa rõ đã gửi được chưa"
    FAILED = "không gửi được"


@dataclass(frozen=True)
class Handed:
    """What became of a mail that was handed to a way, in words; `shown` is to be opened."""

    state: State
    words: str
    shown: Path | None = None


class UnclearError(Refusal):
    """The connection broke when the mail may have been accepted already."""


class Way(Protocol):
    """A way out."""

    name: WayName

    def missing(self) -> str:
        """What keeps this machine from using the way, in words; "" where nothing does."""
        ...

    def hand_over(self, message: EmailMessage, draft: Path) -> Handed:
        """Send a mail whose draft is already kept in `draft`; Refusal where it does not leave."""
        ...


class Smtp:
    """A server of mail (RFC 5321), always encrypted, with the password from the keyring."""

    name = WayName.SMTP

    def __init__(self, server: MailServer | None) -> None:
        self._server = server

    def missing(self) -> str:
        """No server set, or no password kept."""
        if self._server is None:
            return "chưa cài đặt máy chủ thư (mục [gui.smtp])"
        if password_of(self._server) is None:
            return f"chưa lưu mật khẩu của {self._server.account} (lệnh thidua mail-password)"
        return ""

    def hand_over(self, message: EmailMessage, draft: Path) -> Handed:
        """Send; UnclearError where the server was gone after the mail had begun to be taken."""
        server = self._server
        assert server is not None
        password = password_of(server) or ""
        try:
            session = _connected(server)
            try:
                _log_in(session, server.account, password)
                _refuse_if_too_large(session, message)
                _transmit(session, message)
            finally:
                _part(session)
        except (OSError, smtplib.SMTPException) as error:
            raise _said(error, server) from error
        return Handed(State.SENT, f"Máy chủ {server.host} đã nhận thư để chuyển đi.")


def password_of(server: MailServer) -> str | None:
    """The account's password in the keyring of the system; None where there is none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        kept: str | None = keyring.get_password(KEYRING_SERVICE, f"{server.account}@{server.host}")
    except KeyringError:
        return None
    return kept


def keep_password(server: MailServer, password: str) -> None:
    """Put the account's password into the keyring; Refusal where the system has none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(KEYRING_SERVICE, f"{server.account}@{server.host}", password)
    except KeyringError as error:
        raise Refusal(
            "Máy này không có kho mật khẩu của hệ thống nên chưa lưu được mật khẩu: hãy dùng thư "
            "nháp, hoặc nhờ người phụ trách kỹ thuật."
        ) from error


def encryption_context(server: MailServer) -> ssl.SSLContext:
    """Certificates are always checked; Refusal where the office's own file cannot be read."""
    try:
        context = ssl.create_default_context()
        if server.certificates:
            context.load_verify_locations(server.certificates)
    except (OSError, ssl.SSLError) as error:
        raise Refusal(
            f"Không đọc được tệp chứng chỉ {server.certificates}: hãy kiểm tra mục chung_chi."
        ) from error
    return context


def _connected(server: MailServer) -> smtplib.SMTP:
    context = encryption_context(server)
    if server.encryption is Encryption.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=CONNECT_SECONDS, context=context)
    session = smtplib.SMTP(server.host, server.port, timeout=CONNECT_SECONDS)
    try:
        session.ehlo()
        session.starttls(context=context)
        session.ehlo()
    except BaseException:
        session.close()
        raise
    return session


def _log_in(session: smtplib.SMTP, account: str, password: str) -> None:
    """Log in; smtplib knows ASCII only, so a Vietnamese password goes as RFC 4616 has it."""
    try:
        session.login(account, password)
    except UnicodeEncodeError:
        token = base64.b64encode(f"\0{account}\0{password}".encode()).decode()
        code, reply = session.docmd("AUTH", f"PLAIN {token}")
        if code != 235:
            raise smtplib.SMTPAuthenticationError(code, reply) from None


def _part(session: smtplib.SMTP) -> None:
    """Say goodbye; what the server answers no longer changes what became of the mail."""
    with suppress(OSError, smtplib.SMTPException):
        session.quit()
    session.close()


def _refuse_if_too_large(session: smtplib.SMTP, message: EmailMessage) -> None:
    """By the size that the server declares (RFC 1870), before a long wait in vain."""
    declared = session.esmtp_features.get("size", "")
    if declared.isdigit() and 0 < int(declared) < len(message.as_bytes()):
        raise Refusal(_too_large(int(declared) / 1e6))


def _too_large(megabytes: float) -> str:
    return (
        f"Thư vượt mức {megabytes:.0f} MB mà máy chủ thư cho phép nên không gửi: hãy bỏ bớt tệp "
        "đính kèm (bản ký, hình ảnh trong sổ), hoặc gửi bằng cách khác."
    )


def _transmit(session: smtplib.SMTP, message: EmailMessage) -> None:
    """Sender, recipients and content; after the content a broken line leaves it open."""
    for header, missing in (("From", "người gửi (mục nguoi_gui)"), ("To", "người nhận")):
        if message[header] is None:
            raise Refusal(f"Thư chưa có địa chỉ {missing} nên không gửi: hãy ghi địa chỉ ấy.")
    sender = message["From"].addresses[0].addr_spec
    code, reply = session.mail(sender)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, reply, sender)
    refused = {}
    for each in message["To"].addresses:
        code, reply = session.rcpt(each.addr_spec)
        if code not in (250, 251):
            refused[each.addr_spec] = (code, reply)
    if refused:
        # To some and not to others would have to be explained to both.
        raise smtplib.SMTPRecipientsRefused(refused)
    try:
        code, reply = session.data(message.as_bytes())
    except (OSError, smtplib.SMTPServerDisconnected) as error:
        raise UnclearError(
            "Đường truyền đứt khi thư đang được gửi, chưa rõ cấp trên đã nhận hay chưa: hãy hỏi "
            "nơi nhận trước khi gửi lại."
        ) from error
    if code != 250:
        raise smtplib.SMTPDataError(code, reply)


def _said(error: Exception, server: MailServer) -> Refusal:
    """The sentence for a failure before the mail was taken."""
    where = f"Máy chủ thư {server.host}:{server.port}"
    match error:
        case smtplib.SMTPAuthenticationError():
            return Refusal(
                f"{where} không chấp nhận mật khẩu của {server.account}: hãy lưu lại mật khẩu bằng "
                "lệnh thidua mail-password rồi gửi lại."
            )
        case smtplib.SMTPNotSupportedError():
            return Refusal(
                f"{where} không có mã hóa hoặc không cho đăng nhập nên chương trình không gửi: hãy "
                "kiểm tra mục bao_mat và cong trong tệp cài đặt."
            )
        case smtplib.SMTPRecipientsRefused():
            names = ", ".join(error.recipients)
            return Refusal(f"{where} không nhận thư gửi tới {names}: hãy kiểm tra địa chỉ nhận.")
        case smtplib.SMTPSenderRefused() | smtplib.SMTPDataError() if error.smtp_code in (552, 554):
            return Refusal(f"{where} từ chối thư, có thể vì tệp quá lớn: hãy bỏ bớt tệp đính kèm.")
        case smtplib.SMTPSenderRefused() | smtplib.SMTPDataError():
            return Refusal(
                f"{where} từ chối thư (mã {error.smtp_code}): hãy thử lại sau, hoặc hỏi người phụ "
                "trách thư điện tử."
            )
        case ssl.SSLCertVerificationError():
            return Refusal(
                f"{where} có chứng chỉ không tin được nên chương trình không gửi mật khẩu: hãy "
                "kiểm tra tên máy chủ, ngày giờ của máy, hoặc mục chung_chi."
            )
        case TimeoutError():
            return Refusal(f"{where} không trả lời: hãy kiểm tra mạng rồi gửi lại.")
        case socket.gaierror():
            return Refusal(
                f"Không tìm thấy máy chủ thư {server.host}: hãy kiểm tra mạng và tên máy chủ."
            )
        case _:
            return Refusal(
                f"Không nối được tới máy chủ thư {server.host}:{server.port}, hoặc đường truyền bị "
                "đứt trước khi gửi: hãy kiểm tra mạng rồi gửi lại."
            )


class Outlook:
    """Outlook on Windows, which signs, keeps and sends the mail as the clerk's own."""

    name = WayName.OUTLOOK

    def __init__(self, dispatch: Callable[[str], Any] | None = None) -> None:
        self._dispatch = dispatch

    def missing(self) -> str:
        """Not Windows, or no Outlook."""
        if self._dispatch is None and sys.platform != "win32":
            return "máy này không phải Windows"
        try:
            self._program()
        except Exception:  # pywin32 raises errors of its own for whatever Windows says
            return "máy này không có Outlook"
        return ""

    def _program(self) -> Any:
        if self._dispatch:
            return self._dispatch("Outlook.Application")
        from win32com.client import Dispatch

        return Dispatch("Outlook.Application")

    def hand_over(self, message: EmailMessage, draft: Path) -> Handed:
        """Put the mail in front of the clerk in Outlook: it leaves when the clerk presses Send."""
        files = _unpacked(message, draft.with_suffix(""))
        try:
            item = self._program().CreateItem(0)
            item.To = "; ".join(each.addr_spec for each in message["To"].addresses)
            item.Subject = str(message["Subject"])
            item.Body = _text(message)
            for file in files:
                item.Attachments.Add(str(file))
            item.Display(False)
        except Exception as error:
            raise Refusal(
                "Outlook không nhận thư: hãy mở Outlook, đóng các hộp thoại đang mở rồi làm lại, "
                "hoặc dùng thư nháp."
            ) from error
        return Handed(
            State.PREPARED, "Thư đã được soạn trong Outlook: hãy xem lại rồi bấm Gửi (Send)."
        )


class Draft:
    """A draft that a mail program opens ready to be sent (X-Unsent)."""

    name = WayName.DRAFT

    def missing(self) -> str:
        """Nothing: a file can always be written."""
        return ""

    def hand_over(self, message: EmailMessage, draft: Path) -> Handed:
        """The kept draft is what the clerk opens and sends."""
        return Handed(
            State.PREPARED,
            f"Đã soạn thư nháp {draft}: hãy mở bằng chương trình thư, xem lại rồi gửi.",
            draft,
        )


class Folder:
    """A folder with the attachments and the text to paste, for webmail or a document system."""

    name = WayName.FOLDER

    def missing(self) -> str:
        """Nothing: a folder can always be made."""
        return ""

    def hand_over(self, message: EmailMessage, draft: Path) -> Handed:
        """Unpack the mail beside its draft."""
        folder = draft.with_suffix("")
        _unpacked(message, folder)
        to = ", ".join(each.addr_spec for each in message["To"].addresses)
        head = f"Gửi tới: {to}\nTiêu đề: {message['Subject']}\n\n"
        # Notepad of older Windows takes a file without the mark for ANSI.
        (folder / "noi_dung_thu.txt").write_text(head + _text(message), encoding="utf-8-sig")
        return Handed(
            State.PREPARED,
            f"Đã để tệp đính kèm và nội dung thư trong thư mục {folder}: hãy gửi bằng hộp thư trên "
            "trang web, hệ thống văn bản hoặc Zalo.",
            folder,
        )


def _unpacked(message: EmailMessage, folder: Path) -> list[Path]:
    """The attachments as files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for part in message.iter_attachments():
        path = folder / os.path.basename(part.get_filename() or "")
        content = part.get_content()
        assert isinstance(content, bytes)
        path.write_bytes(content)
        files.append(path)
    return files


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""


def ways_out(settings: SendingSettings) -> list[Way]:
    """The ways that this workplace uses, in the order in which they are tried."""
    by_name: dict[WayName, Way] = {
        WayName.OUTLOOK: Outlook(),
        WayName.SMTP: Smtp(settings.smtp),
        WayName.DRAFT: Draft(),
        WayName.FOLDER: Folder(),
    }
    chosen = settings.ways or tuple(by_name)
    return [by_name[name] for name in chosen]


def sender_of(workplace: Workplace) -> str:
    """The address from which mails go: the one that is set, else an account that is an address."""
    sending = workplace.sending
    sender = sending.sender or (sending.smtp.account if sending.smtp else "")
    return sender if "@" in sender else ""


def way_of_answers(workplace: Workplace) -> Way | None:
    """By what a superior's answers go out by themselves; None where they are left as drafts."""
    superior = workplace.superior
    return Smtp(workplace.sending.smtp) if superior and superior.answer else None


def choose_way(settings: SendingSettings, wanted: WayName | None = None) -> Way:
    """The way that was asked for, or the first that this machine is set up for.

    Refusal, saying what is missing, where that one cannot be used.
    """
    if wanted:
        chosen = ways_out(SendingSettings(ways=(wanted,), smtp=settings.smtp))[0]
        if missing := chosen.missing():
            raise Refusal(f"Chưa gửi được bằng cách “{wanted}”: {missing}.")
        return chosen
    lacking = []
    for way in ways_out(settings):
        missing = way.missing()
        if not missing:
            return way
        lacking.append(f"{way.name}: {missing}")
    raise Refusal(f"Chưa có cách gửi nào dùng được ({'; '.join(lacking)}).")
