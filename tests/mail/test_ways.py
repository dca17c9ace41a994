"""The ways out, on servers that are as they should be and on servers that break."""

from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from addin.mail.message import Attachment, addresses, compose
from addin.mail.ways import (
    Draft,
    Folder,
    Outlook,
    Smtp,
    State,
    UnclearError,
    choose_way,
    keep_password,
)
from addin.refusal import Refusal
from addin.workplace import MailServer, SendingSettings, WayName
from tests.support.mail_server import (
    PASSWORD,
    Certificates,
    breaking_server,
    free_port,
    mail_server,
    memory_keyring,
    settings_of,
)

CONTENT = b"PK\x03\x04" + bytes(range(256)) * 40


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[None]:
    with memory_keyring():
        yield


@pytest.fixture
def message() -> EmailMessage:
    return compose(
        sender="xa@thidua.test",
        recipients=addresses("phongnoivu@dinhhoa.test"),
        subject="Báo cáo quý I",
        text="Kính gửi: Phòng Nội vụ\n.\nDòng sau một dấu chấm",
        attachments=[Attachment("TDKT_2020_Q1.xlsx", CONTENT)],
        at=datetime(2020, 4, 3, 9, 0),
    )


def send(server: MailServer, message: EmailMessage, password: str = PASSWORD) -> State:
    keep_password(server, password)
    return Smtp(server).hand_over(message, Path("unused.eml")).state


def test_a_mail_arrives_whole(certificates: Certificates, message: EmailMessage) -> None:
    with mail_server(certificates) as server:
        assert send(server.settings, message) is State.SENT
        [arrived] = server.messages()
    [attached] = arrived.iter_attachments()
    assert attached.get_filename() == "TDKT_2020_Q1.xlsx"
    assert attached.get_content() == CONTENT
    body = arrived.get_body(("plain",))
    assert body is not None
    assert "Dòng sau một dấu chấm" in body.get_content()


@pytest.mark.parametrize(
    ("replies", "says"),
    [
        ({"rcpt": "550 no such user"}, "kiểm tra địa chỉ nhận"),
        ({"data": "552 too big"}, "quá lớn"),
        ({"data": "451 try later"}, "mã 451"),
    ],
)
def test_a_refused_mail_is_not_sent_and_says_why(
    certificates: Certificates, message: EmailMessage, replies: dict[str, str], says: str
) -> None:
    with mail_server(certificates, replies=replies) as server:
        with pytest.raises(Refusal, match=says):
            send(server.settings, message)
        assert not server.mails


def test_a_wrong_password_asks_for_the_right_one(
    certificates: Certificates, message: EmailMessage
) -> None:
    with mail_server(certificates) as server:
        with pytest.raises(Refusal, match="mật khẩu"):
            send(server.settings, message, "sai")
        assert not server.mails


@pytest.mark.parametrize(("header", "says"), [("From", "nguoi_gui"), ("To", "người nhận")])
def test_without_an_address_nothing_is_sent(
    certificates: Certificates, message: EmailMessage, header: str, says: str
) -> None:
    del message[header]
    with mail_server(certificates) as server:
        with pytest.raises(Refusal, match=says):
            send(server.settings, message)
        assert not server.mails


def test_a_mail_larger_than_the_server_takes_is_not_tried(
    certificates: Certificates, message: EmailMessage
) -> None:
    with mail_server(certificates, size=2000) as server, pytest.raises(Refusal, match="vượt mức"):
        send(server.settings, message)


def test_no_password_goes_over_a_line_that_is_not_encrypted(
    certificates: Certificates, message: EmailMessage
) -> None:
    with (
        mail_server(certificates, starttls=False) as server,
        pytest.raises(Refusal, match="không có mã hóa"),
    ):
        send(server.settings, message)


def test_no_password_goes_to_a_server_of_another_name(
    certificates: Certificates, message: EmailMessage
) -> None:
    with (
        mail_server(certificates, names=["thu.noi-khac.test"]) as server,
        pytest.raises(Refusal, match="chứng chỉ"),
    ):
        send(server.settings, message)


@pytest.mark.parametrize("breaks_at", ["hello", "login", "rcpt"])
def test_a_line_that_breaks_before_the_mail_leaves_it_unsent(
    certificates: Certificates, message: EmailMessage, breaks_at: str
) -> None:
    with breaking_server(certificates, breaks_at) as server:
        with pytest.raises(Refusal, match="gửi lại") as refused:
            send(server.settings, message)
        assert not server.mails
    assert not isinstance(refused.value, UnclearError)


def test_a_line_that_breaks_after_the_mail_leaves_it_open(
    certificates: Certificates, message: EmailMessage
) -> None:
    with (
        breaking_server(certificates, "data") as server,
        pytest.raises(UnclearError, match="chưa rõ"),
    ):
        send(server.settings, message)
    assert server.mails


def test_a_server_that_is_not_there_is_a_matter_of_the_network(
    certificates: Certificates, message: EmailMessage
) -> None:
    with pytest.raises(Refusal, match="kiểm tra mạng"):
        send(settings_of(free_port(), certificates), message)


def test_a_draft_is_what_the_clerk_sends(tmp_path: Path, message: EmailMessage) -> None:
    handed = Draft().hand_over(message, tmp_path / "nháp.eml")
    assert handed.state is State.PREPARED
    assert handed.shown == tmp_path / "nháp.eml"


def test_a_folder_holds_the_files_and_the_text_to_paste(
    tmp_path: Path, message: EmailMessage
) -> None:
    handed = Folder().hand_over(message, tmp_path / "lần 1.eml")
    assert handed.shown == tmp_path / "lần 1"
    assert (tmp_path / "lần 1" / "TDKT_2020_Q1.xlsx").read_bytes() == CONTENT
    text = (tmp_path / "lần 1" / "noi_dung_thu.txt").read_text("utf-8-sig")
    assert text.startswith("Gửi tới: phongnoivu@dinhhoa.test\nTiêu đề: Báo cáo quý I\n")
    assert "Kính gửi: Phòng Nội vụ" in text


class FakeOutlook:
    """Records what is asked of Outlook, which no test machine has."""

    def __init__(self, *, broken: bool = False) -> None:
        self.item = SimpleNamespace(files=[], shown=False)
        self.item.Attachments = SimpleNamespace(Add=self.item.files.append)
        self.item.Display = self._display
        self.broken = broken

    def _display(self, modal: bool) -> None:
        self.item.shown = not modal

    def CreateItem(self, kind: int) -> Any:  # noqa: N802 (Outlook's name)
        if self.broken:
            raise RuntimeError("(-2147352567, 'Exception occurred.')")
        return self.item


def test_outlook_is_given_the_mail_and_shows_it(tmp_path: Path, message: EmailMessage) -> None:
    outlook = FakeOutlook()
    way = Outlook(lambda name: outlook)
    assert way.missing() == ""
    handed = way.hand_over(message, tmp_path / "lan_1.eml")
    assert handed.state is State.PREPARED
    assert outlook.item.To == "phongnoivu@dinhhoa.test"
    assert outlook.item.Subject == "Báo cáo quý I"
    assert "Kính gửi" in outlook.item.Body
    [file] = outlook.item.files
    assert Path(file).read_bytes() == CONTENT
    assert outlook.item.shown


def test_an_outlook_that_refuses_is_said_in_a_sentence(
    tmp_path: Path, message: EmailMessage
) -> None:
    with pytest.raises(Refusal, match="Outlook không nhận thư"):
        Outlook(lambda name: FakeOutlook(broken=True)).hand_over(message, tmp_path / "a.eml")


def test_the_first_way_that_this_machine_is_set_up_for_is_taken() -> None:
    assert choose_way(SendingSettings()).name is WayName.DRAFT
    server = MailServer(host="thu.test", port=587, account="xa@thidua.test")
    keep_password(server, PASSWORD)
    assert choose_way(SendingSettings(smtp=server)).name is WayName.SMTP
    only_folder = SendingSettings(ways=(WayName.FOLDER,), smtp=server)
    assert choose_way(only_folder).name is WayName.FOLDER


def test_a_way_that_was_asked_for_says_what_it_lacks() -> None:
    with pytest.raises(Refusal, match=r"\[gui.smtp\]"):
        choose_way(SendingSettings(), WayName.SMTP)
    server = MailServer(host="thu.test", port=587, account="xa@thidua.test")
    with pytest.raises(Refusal, match="mail-password"):
        choose_way(SendingSettings(smtp=server), WayName.SMTP)
