"""The whole way with real servers: SMTP with TLS and a password, IMAP, PostgreSQL."""

import multiprocessing
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from addin.book.closed import ClosedBook
from addin.commands import (
    consolidate_ledger,
    pack_register,
    receive_workbooks,
    record_sending,
    send_parcel,
)
from addin.examining import Standing
from addin.expected import ExpectedUnits, load_expected
from addin.gathering import gather
from addin.ledger import WORKBOOKS, Ledger
from addin.mail.inbox import Came, from_folder, from_mailbox
from addin.mail.journal import Journal
from addin.mail.ways import Smtp, keep_password
from addin.refusal import Refusal
from addin.workplace import SendingSettings, Superior, Workplace
from tests.support.counted import whole_year
from tests.support.mail_server import (
    PASSWORD,
    Certificates,
    RunningServer,
    mail_server,
    memory_keyring,
)
from tests.support.sent import SENT, changed, mail, of_unit, sample, sent, with_text
from tests.support.servers import Mailbox, dovecot, postgres_program, postgresql
from tests.support.tools import need, need_programs
from tests.test_gathering import THREADS

pytestmark = pytest.mark.slow

NOW = SENT + timedelta(days=1)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    need(postgres_program("postgres") is not None, "PostgreSQL")
    with postgresql() as url:
        yield url


@pytest.fixture
def mailbox(certificates: Certificates) -> Iterator[Mailbox]:
    need_programs("dovecot")
    with dovecot(certificates) as running:
        yield running


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[None]:
    with memory_keyring():
        yield


def empty(url: str) -> Ledger:
    """The database's ledger without anything in it."""
    from sqlalchemy import create_engine, text

    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return Ledger(url)


def receive_folder(url: str, inbox: Path, store: Path) -> None:
    ledger = Ledger(url)
    receive_workbooks(from_folder(inbox), Superior(archive=store), ledger, lambda: NOW)
    ledger.close()


def test_two_people_who_receive_at_once_neither_lose_nor_double(
    database: str, tmp_path: Path
) -> None:
    empty(database).close()
    inbox = tmp_path / "thư đến"
    inbox.mkdir()
    names = [f"Xã {number:02}" for number in range(8)]
    for number, name in enumerate(names):
        content = sent(of_unit(f"0{number:04}", name))
        (inbox / f"{number}.eml").write_bytes(mail((f"{number}.xlsx", content)))
    spawn = multiprocessing.get_context("fork")
    receivers = [
        spawn.Process(target=receive_folder, args=(database, inbox, tmp_path / f"kho {each}"))
        for each in range(3)
    ]
    for each in receivers:
        each.start()
    for each in receivers:
        each.join()
    assert [each.exitcode for each in receivers] == [0, 0, 0]
    ledger = Ledger(database)
    assert sorted(each.unit_name for each in ledger.entries()) == names
    assert len(ledger.answers()) == len(names)
    ledger.close()
    drafts = [path.name for path in tmp_path.rglob("tra_loi/*.eml")]
    assert len(drafts) == len(set(drafts)) == len(names)


def test_a_text_that_postgresql_does_not_hold_stops_nobody_else(
    database: str, tmp_path: Path
) -> None:
    ledger = empty(database)
    nul = changed(sample(), {"tblDangKy": [{"Mã dòng": "DK0003", "Chức vụ": "QQQQ"}]})
    workbooks = {
        "a.xlsx": with_text(sent(nul), "QQQQ", "a_x0000_b"),
        "b.xlsx": sent(of_unit("05545", "Quy Kỳ")),
    }
    came = [Came("dir", name, content) for name, content in workbooks.items()]
    received, _ = receive_workbooks(came, Superior(archive=tmp_path), ledger, lambda: NOW)
    assert [each.standing for each in received.new] == [Standing.REFUSED, Standing.ACCEPTED]
    ledger.close()

    ledger = empty(database)
    assert not gather(came, ledger, ExpectedUnits(), NOW, THREADS)
    standings = {each.file_name: each.standing for each in ledger.entries()}
    assert standings == {"a.xlsx": Standing.REFUSED, "b.xlsx": Standing.ACCEPTED}
    ledger.close()


def test_a_mailbox_is_read_on_from_where_it_was_left(
    mailbox: Mailbox, database: str, tmp_path: Path
) -> None:
    keep_password(mailbox.server, PASSWORD)
    ledger = empty(database)
    office = Superior(archive=tmp_path / "kho")

    def received() -> Any:
        came = from_mailbox(mailbox.server, "INBOX", ledger)
        return receive_workbooks(came, office, ledger, lambda: NOW)[0]

    mailbox.deliver(mail(("a.xlsx", sent())))
    mailbox.deliver(mail())
    first = received()
    assert (len(first.new), len(first.problems)) == (1, 1)
    mailbox.deliver(mail(("b.xlsx", sent(of_unit("05545", "Quy Kỳ"))), message_id="<2@x>"))
    second = received()
    assert (len(second.new), second.known) == (1, 0)
    assert second.new[0].unit_name == "Quy Kỳ"
    assert not received().new
    ledger.close()


def test_a_wrong_password_of_the_mailbox_is_said(mailbox: Mailbox, tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'so_cai.sqlite'}")
    with pytest.raises(Refusal, match="--imap"):
        list(from_mailbox(mailbox.server, "INBOX", ledger))
    keep_password(mailbox.server, "sai")
    with pytest.raises(Refusal, match="không chấp nhận mật khẩu"):
        list(from_mailbox(mailbox.server, "INBOX", ledger))
    ledger.close()


class Circle:
    """A commune and its superior, with the servers between them."""

    def __init__(self, folder: Path, smtp: RunningServer, mailbox: Mailbox, ledger: Ledger) -> None:
        self.register = folder / "sổ.xlsx"
        self.journal = Journal(folder / "thư đi")
        self.smtp, self.mailbox, self.ledger = smtp, mailbox, ledger
        self.commune = Workplace(
            sending=SendingSettings(sender="xa@lamvy.test", smtp=smtp.settings)
        )
        listed = folder / "đơn vị.csv"
        listed.write_text(
            "Mã đơn vị hành chính,Tên đơn vị hành chính,Thư điện tử\n05542,Lam Vỹ,xa@lamvy.test\n",
            encoding="utf-8",
        )
        self.superior = Superior(archive=folder / "kho", expected=listed, answer=True)
        self.passed_on = 0

    def send(self, at: datetime) -> None:
        parcel = pack_register(
            self.register,
            at,
            self.commune,
            self.journal,
            period="Cả năm",
            recipients="phong@dinhhoa.test",
        )
        way = Smtp(self.smtp.settings)
        delivery = send_parcel(parcel, way, self.commune, self.journal, lambda: at)
        book = ClosedBook(self.register)
        record_sending(book, delivery)
        book.save(self.register)

    def pass_on(self) -> None:
        """What the mail server does: mails for the superior into its mailbox."""
        for content in self.smtp.mails[self.passed_on :]:
            if b"phong@dinhhoa.test" in content.split(b"\r\n\r\n")[0].split(b"To:")[1][:200]:
                self.mailbox.deliver(content)
        self.passed_on = len(self.smtp.mails)

    def receive(self, at: datetime) -> Any:
        self.pass_on()
        came = from_mailbox(self.mailbox.server, "INBOX", self.ledger)
        return receive_workbooks(
            came,
            self.superior,
            self.ledger,
            lambda: at,
            Smtp(self.smtp.settings),
            "phong@dinhhoa.test",
        )


def test_full_circle(
    certificates: Certificates, mailbox: Mailbox, database: str, tmp_path: Path
) -> None:
    keep_password(mailbox.server, PASSWORD)
    with mail_server(certificates) as smtp:
        keep_password(smtp.settings, PASSWORD)
        ledger = empty(database)
        circle = Circle(tmp_path, smtp, mailbox, ledger)

        # Sent, but somebody on the way changed a value: returned by mail with the reason.
        circle.register.write_bytes(sample())
        circle.send(SENT)
        wrong = changed(
            circle.smtp.messages()[0].get_payload(1).get_content(),  # type: ignore[union-attr]
            {"tblDangKy": [{"Mã dòng": "DK0003", "Chức vụ": "Đã bị sửa"}]},
        )
        circle.smtp.mails[0] = mail(("TDKT.xlsx", wrong), sender="xa@lamvy.test").replace(
            b"phongnoivu@dinhhoa.test", b"phong@dinhhoa.test"
        )
        received, answered = circle.receive(NOW)
        assert [each.standing for each in received.new] == [Standing.RETURNED]
        assert answered.sent == ["xa@lamvy.test"]
        answer = circle.smtp.messages()[-1]
        body = answer.get_body(("plain",))
        assert body is not None
        assert "dấu nội dung không khớp" in body.get_content()

        # Put right and sent again: accepted, and the old one replaced.
        book = ClosedBook(circle.register)
        book.fill("tblDangKy", [{"Mã dòng": "DK0003", "Ghi chú": "Đã bổ sung"}])
        book.save(circle.register)
        circle.send(SENT + timedelta(days=2))
        received, answered = circle.receive(NOW + timedelta(days=2))
        [second] = received.new
        assert second.standing is Standing.ACCEPTED
        assert second.manifest.replaces == 1
        accepted = list(ledger.entries(WORKBOOKS.c.standing == Standing.ACCEPTED))
        assert [(each.unit_name, each.sequence) for each in accepted] == [("Lam Vỹ", 2)]

        # Nothing left over: once more changes nothing.
        received, answered = circle.receive(NOW + timedelta(days=3))
        assert not received.new
        assert not answered.sent

        # Added up: the figures are those of the register that was sent.
        target = tmp_path / "so_tong_hop.xlsx"
        done = consolidate_ledger(
            ledger, load_expected(circle.superior.expected), target, NOW, year=2020, period="Cả năm"
        )
        ledger.close()
        total = done.as_json()["total"]["period"]
        for stage, counted in whole_year(circle.register.read_bytes()).items():
            assert total[stage]["object"] == counted
        assert [each.in_words(NOW.date()) for each in done.statuses] == ["Đã gửi"]
