"""Servers of mail on loopback: one that is as it should be, one that breaks where a test says."""

import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import keyring
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from keyring.backend import KeyringBackend

from addin.workplace import Encryption, MailServer

ACCOUNT, PASSWORD = "xa@thidua.test", "mật khẩu thử"


class MemoryKeyring(KeyringBackend):
    """A keyring that forgets everything with the test."""

    priority = 1.0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@contextmanager
def memory_keyring() -> Iterator[MemoryKeyring]:
    """Put a keyring of the test's own in the place of the system's."""
    before, own = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(own)
    try:
        yield own
    finally:
        keyring.set_keyring(before)


@dataclass
class Certificates:
    """An authority of the test's own and a certificate of it for this machine."""

    folder: Path
    authority: trustme.CA = field(default_factory=trustme.CA)

    def __post_init__(self) -> None:
        self.file = self.folder / "ca.pem"
        self.authority.cert_pem.write_to_path(str(self.file))

    def server_context(self, *names: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(*(names or ("localhost", "127.0.0.1"))).configure_cert(context)
        return context

    def write_pair(self, folder: Path) -> Path:
        """A file with a certificate for this machine and its key, for servers that read one."""
        issued = self.authority.issue_cert("localhost", "127.0.0.1")
        pair = folder / "pair.pem"
        issued.private_key_and_cert_chain_pem.write_to_path(str(pair))
        return pair


class _Inbox:
    """Takes mail; `replies` can refuse an address or the content."""

    def __init__(self, replies: dict[str, str]) -> None:
        self.replies = replies
        self.mails: list[bytes] = []

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "rcpt" in self.replies:
            return self.replies["rcpt"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if "data" in self.replies:
            return self.replies["data"]
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        return "250 OK"


@dataclass
class RunningServer:
    """A server and what it has taken."""

    settings: MailServer
    mails: list[bytes]

    def messages(self) -> list[EmailMessage]:
        """The mails as a mail program reads them."""
        return [message_from_bytes(each, policy=default) for each in self.mails]  # type: ignore[misc]


def _right(
    server: SMTP, session: Session, envelope: Envelope, way: str, data: object
) -> AuthResult:
    assert isinstance(data, LoginPassword)
    right = data == LoginPassword(ACCOUNT.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=right)


@contextmanager
def mail_server(
    certificates: Certificates,
    *,
    names: Sequence[str] = (),
    replies: dict[str, str] | None = None,
    size: int = 50_000_000,
    starttls: bool = True,
) -> Iterator[RunningServer]:
    """A server that takes mail after STARTTLS and a right password."""
    inbox = _Inbox(replies or {})
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=certificates.server_context(*names) if starttls else None,
        require_starttls=starttls,
        auth_required=True,
        auth_require_tls=True,
        authenticator=_right,
        data_size_limit=size,
    )
    controller.start()
    try:
        yield RunningServer(settings_of(controller.port, certificates), inbox.mails)
    finally:
        controller.stop()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def settings_of(port: int, certificates: Certificates) -> MailServer:
    return MailServer(
        host="localhost",
        port=port,
        account=ACCOUNT,
        encryption=Encryption.STARTTLS,
        certificates=certificates.file,
    )


@contextmanager
def breaking_server(certificates: Certificates, breaks_at: str) -> Iterator[RunningServer]:
    """A server that drops the line: at "hello", "login", "rcpt", or "data" when it has the mail."""
    listener = socket.create_server(("127.0.0.1", 0))
    mails: list[bytes] = []
    thread = threading.Thread(
        target=_serve_once, args=(listener, certificates, breaks_at, mails), daemon=True
    )
    thread.start()
    try:
        yield RunningServer(settings_of(listener.getsockname()[1], certificates), mails)
    finally:
        listener.close()
        thread.join(10)


def _serve_once(
    listener: socket.socket, certificates: Certificates, breaks_at: str, mails: list[bytes]
) -> None:
    line, _ = listener.accept()
    line.settimeout(10)
    stream = line
    try:
        if breaks_at == "hello":
            return
        stream.sendall(b"220 ready\r\n")
        while True:
            request = _read_line(stream)
            verb = request[:4].upper()
            if verb == b"EHLO":
                stream.sendall(b"250-test\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n")
            elif verb == b"STAR":
                stream.sendall(b"220 go\r\n")
                stream = certificates.server_context().wrap_socket(line, server_side=True)
            elif verb == b"AUTH":
                if breaks_at == "login":
                    return
                stream.sendall(b"235 ok\r\n")
            elif verb == b"RCPT" and breaks_at == "rcpt":
                return
            elif verb == b"DATA":
                stream.sendall(b"354 go\r\n")
                content = b""
                while not content.endswith(b"\r\n.\r\n"):
                    content += stream.recv(1 << 16)
                mails.append(content)
                return
            else:
                stream.sendall(b"250 ok\r\n")
    except OSError:
        return
    finally:
        stream.close()
        line.close()


def _read_line(stream: socket.socket) -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        read = stream.recv(1)
        if not read:
            raise OSError("closed")
        line += read
    return line
