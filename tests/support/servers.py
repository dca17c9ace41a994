"""PostgreSQL and Dovecot on loopback, each in a folder of the test's own, gone at its end.

Both refuse to run as root, so a root, as CI's, lends them an ordinary account.
"""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from addin.workplace import Encryption, MailServer
from tests.support.mail_server import ACCOUNT, PASSWORD, Certificates, free_port
from tests.support.tools import running

_SECONDS = 30


def _account(wanted: str) -> pwd.struct_passwd:
    return pwd.getpwnam(wanted) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _prefix(account: pwd.struct_passwd) -> tuple[str, ...]:
    """The beginning of a command that leaves root's rights behind."""
    if os.geteuid() != 0:
        return ()
    return ("setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups")


def postgres_program(name: str) -> str | None:
    """A program of PostgreSQL, which Debian keeps off the search path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


@contextmanager
def postgresql() -> Iterator[str]:
    """A server with an empty database; yields its URL for SQLAlchemy."""
    account = _account("postgres")
    with _folder_of(account) as folder, _running_postgresql(folder, account) as url:
        yield url


@contextmanager
def _folder_of(account: pwd.struct_passwd) -> Iterator[Path]:
    """A folder that an account can reach; those of pytest are closed to others."""
    with tempfile.TemporaryDirectory(prefix="thidua-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, account.pw_uid, account.pw_gid)
        yield folder


@contextmanager
def _running_postgresql(folder: Path, account: pwd.struct_passwd) -> Iterator[str]:
    data, port = folder / "data", free_port()
    initdb, postgres = postgres_program("initdb"), postgres_program("postgres")
    assert initdb
    assert postgres
    subprocess.run(
        [*_prefix(account), initdb, "-D", str(data), "-U", "thidua", "-A", "trust", "-E", "UTF8"],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    options = ["-D", str(data), "-p", str(port), "-h", "127.0.0.1", "-k", str(folder)]
    with running(*_prefix(account), postgres, *options, "-c", "fsync=off", cwd=str(folder)):
        _wait_for(port)
        yield f"postgresql+psycopg://thidua@127.0.0.1:{port}/postgres"


def _wait_for(port: int) -> None:
    end = time.monotonic() + _SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


class Mailbox:
    """A mailbox on a running Dovecot, and its Maildir into which mail is delivered."""

    def __init__(self, server: MailServer, maildir: Path, account: pwd.struct_passwd) -> None:
        self.server = server
        self._maildir = maildir
        self._account = account
        self._count = 0

    def deliver(self, content: bytes) -> None:
        """Put a mail into the inbox, as a mail server does."""
        self._count += 1
        name = f"{1_600_000_000 + self._count}.M{self._count}P{os.getpid()}.test"
        written = self._maildir / "tmp" / name
        written.write_bytes(content)
        if os.geteuid() == 0:
            os.chown(written, self._account.pw_uid, self._account.pw_gid)
        written.rename(self._maildir / "new" / name)


@contextmanager
def dovecot(certificates: Certificates) -> Iterator[Mailbox]:
    """An IMAP server with STARTTLS and one account."""
    account = _account("nobody")
    with _folder_of(account) as folder, _running_dovecot(folder, account, certificates) as box:
        yield box


@contextmanager
def _running_dovecot(
    folder: Path, account: pwd.struct_passwd, certificates: Certificates
) -> Iterator[Mailbox]:
    port = free_port()
    maildir = folder / "mail" / "Maildir"
    for part in ("cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True)
    for name in ("run", "state"):
        (folder / name).mkdir()
    key = certificates.write_pair(folder)
    (folder / "passwd").write_text(
        f"{ACCOUNT}:{{PLAIN}}{PASSWORD}:{account.pw_uid}:{account.pw_gid}::{folder / 'mail'}::\n",
        encoding="utf-8",
    )
    (folder / "dovecot.conf").write_text(_configuration(folder, port, key, account), "utf-8")
    for path in (folder, *folder.rglob("*")):
        if os.geteuid() == 0:
            os.chown(path, account.pw_uid, account.pw_gid)
    program = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program
    command = [*_prefix(account), program, "-F", "-c", str(folder / "dovecot.conf")]
    with running(*command, cwd=str(folder)):
        _wait_for(port)
        server = MailServer(
            host="localhost",
            port=port,
            account=ACCOUNT,
            encryption=Encryption.STARTTLS,
            certificates=certificates.file,
        )
        yield Mailbox(server, maildir, account)


def _configuration(folder: Path, port: int, key: Path, account: pwd.struct_passwd) -> str:
    group = grp.getgrgid(account.pw_gid).gr_name
    return f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{key}
ssl_key = <{key}
default_internal_user = {account.pw_name}
default_internal_group = {group}
default_login_user = {account.pw_name}
first_valid_uid = 0
mail_location = maildir:~/Maildir
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service stats {{
  chroot =
}}
passdb {{
  driver = passwd-file
  args = {folder}/passwd
}}
userdb {{
  driver = passwd-file
  args = {folder}/passwd
}}
"""
