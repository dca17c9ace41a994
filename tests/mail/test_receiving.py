"""Nhận sổ: what comes is kept, examined, recorded once and answered once, whatever happens."""

import itertools
import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from addin.book.closed import ClosedBook
from addin.commands import consolidate_ledger, receive_workbooks
from addin.examining import Standing, examine
from addin.expected import ExpectedUnits
from addin.ledger import AnswerState, Ledger
from addin.mail import receiving
from addin.mail.inbox import Came, from_folder
from addin.mail.originals import Originals
from addin.mail.ways import Smtp
from addin.refusal import Refusal
from addin.workplace import Superior
from tests.support.hostile import REFUSED
from tests.support.sent import SENT, changed, claiming, mail, of_unit, sample, sent

NOW = datetime(2021, 1, 21, 8, 0)
FIRST_NOTE = {"Mã dòng": "DK0003", "Ghi chú": "khác"}
TEMPLATES = Path(__file__).parents[2] / "xlsx_templates"


@dataclass
class Office:
    """A superior's workplace in a folder of its own."""

    folder: Path

    def __post_init__(self) -> None:
        self.inbox = self.folder / "thư đến"
        self.inbox.mkdir(parents=True, exist_ok=True)
        self.superior = Superior(
            archive=self.folder / "kho", ledger=f"sqlite:///{self.folder / 'so_cai.sqlite'}"
        )

    def expect(self, *lines: str) -> None:
        path = self.folder / "đơn vị.csv"
        path.write_text("\n".join(lines), encoding="utf-8-sig")
        self.superior = self.superior.model_copy(update={"expected": path})

    def put(self, name: str, content: bytes) -> None:
        (self.inbox / name).write_bytes(content)

    def ledger(self) -> Ledger:
        return Ledger(self.superior.ledger_url)

    def receive(self, came: Iterator[Came] | None = None, at: datetime = NOW) -> Any:
        ledger = self.ledger()
        try:
            received, answered = receive_workbooks(
                came or from_folder(self.inbox), self.superior, ledger, lambda: at
            )
        finally:
            ledger.close()
        self.answered = answered
        return received

    def entries(self) -> list[Any]:
        ledger = self.ledger()
        try:
            return list(ledger.entries())
        finally:
            ledger.close()

    def answers(self) -> list[EmailMessage]:
        drafts = sorted((self.superior.folder / "tra_loi").glob("*.eml"))
        return [message_from_bytes(each.read_bytes(), policy=default) for each in drafts]  # type: ignore[misc]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture(scope="module")
def good() -> bytes:
    return sent()


def test_a_sound_workbook_is_accepted_with_all_that_it_says(office: Office, good: bytes) -> None:
    office.put("1.eml", mail(("TDKT_2020.xlsx", good)))
    [new] = office.receive().new
    assert new.standing is Standing.ACCEPTED
    [entry] = office.entries()
    assert (entry.unit_code, entry.unit_name, entry.year, entry.period, entry.sequence) == (
        *("05542", "Lam Vỹ"),
        *(2020, "Cả năm", 1),
    )
    assert entry.sender == "xa@lamvy.test"
    assert entry.manifest.fingerprint == entry.found_fingerprint


def test_the_originals_are_kept_byte_for_byte(office: Office, good: bytes) -> None:
    content = mail(("TDKT_2020.xlsx", good))
    office.put("1.eml", content)
    office.receive()
    originals = Originals(office.superior.folder / "ban_goc")
    assert originals.path(sha256(content).hexdigest(), ".eml").read_bytes() == content
    assert originals.path(sha256(good).hexdigest(), ".xlsx").read_bytes() == good


def test_running_it_again_changes_nothing(office: Office, good: bytes) -> None:
    office.put("1.eml", mail(("a.xlsx", good)))
    office.put("b.xlsx", sent(of_unit("05545", "Quy Kỳ")))
    assert len(office.receive().new) == 2
    before = {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()}
    again = office.receive()
    assert not again.new
    assert again.known == 2
    after = {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()}
    assert {name: data for name, data in before.items() if ".sqlite" not in name.name} == {
        name: data for name, data in after.items() if ".sqlite" not in name.name
    }
    assert len(office.entries()) == 2


@pytest.mark.parametrize("archive", ["kho", "."])
def test_what_the_superior_keeps_has_not_come(office: Office, archive: str) -> None:
    office.superior = office.superior.model_copy(update={"archive": office.folder / archive})
    kept = (office.superior.originals, office.superior.answers)
    wrong = {"tblDangKy": [{"Mã dòng": "DK0002", "Ngày sinh": "31/02/1979"}]}
    office.put("1.eml", mail(("a.xlsx", sent(changed(sample(), wrong)))))
    for new in (1, 0, 0):
        received = office.receive(from_folder(office.folder, kept))
        assert len(received.new) == new
        assert not received.problems
    assert len(office.entries()) == 1


def test_a_mail_delivered_twice_is_one_workbook(office: Office, good: bytes) -> None:
    office.put("1.eml", mail(("a.xlsx", good)))
    office.put("2.eml", b"Received: by another.test\r\n" + mail(("a.xlsx", good)))
    received = office.receive()
    assert (len(received.new), received.known) == (1, 1)
    assert len(office.entries()) == 1
    assert len(office.answers()) == 1


@pytest.mark.parametrize(
    ("rows", "standing", "says"),
    [
        (
            {"tblDangKy": [{"Mã dòng": "DK0002", "Họ và tên / Tên tập thể": "Người Khác"}]},
            Standing.RETURNED,
            "dấu nội dung không khớp",
        ),
        (
            {"tblThongTin": [{"Mục": "Mã đơn vị hành chính", "Giá trị": "99999"}]},
            Standing.RETURNED,
            "trang Thông tin ghi 99999",
        ),
    ],
)
def test_a_workbook_changed_after_sending_is_returned(
    office: Office, good: bytes, rows: Any, standing: Standing, says: str
) -> None:
    office.put("a.xlsx", changed(good, rows))
    [new] = office.receive().new
    assert new.standing is standing
    assert says in " ".join(new.reasons)


def test_errors_are_returned_with_a_marked_copy(office: Office) -> None:
    wrong = {"tblDangKy": [{"Mã dòng": "DK0002", "Ngày sinh": "31/02/1979"}]}
    office.put("1.eml", mail(("a.xlsx", sent(changed(sample(), wrong)))))
    [new] = office.receive().new
    assert new.standing is Standing.RETURNED
    [answer] = office.answers()
    assert str(answer["To"]) == "xa@lamvy.test"
    assert str(answer["In-Reply-To"]) == "<1@lamvy.test>"
    body = answer.get_body(("plain",))
    assert body is not None
    assert "Sổ còn lỗi phải sửa. 1 lỗi" in body.get_content()
    assert "Lỗi – Đăng ký!F6: Không có ngày “31/02/1979”." in body.get_content()
    assert "bản kèm theo đã đánh dấu chỗ sai" in body.get_content()
    [copy] = answer.iter_attachments()
    marked = ClosedBook(copy.get_content()).read().blocks["tblKetQua"]
    assert any("31/02/1979" in str(row) for row in marked.rows)


def test_where_nothing_is_to_be_marked_no_marked_copy_is_promised(office: Office) -> None:
    office.expect("Mã đơn vị hành chính,Tên đơn vị hành chính", "05545,Lam Vỹ")
    office.put("1.eml", mail(("a.xlsx", sent())))
    [new] = office.receive().new
    assert new.standing is Standing.RETURNED
    [answer] = office.answers()
    body = answer.get_body(("plain",))
    assert body is not None
    assert "sửa trong sổ của mình, bấm Kiểm tra" in body.get_content()
    assert "đánh dấu" not in body.get_content()
    assert not list(answer.iter_attachments())


def test_a_workbook_that_was_only_copied_is_taken_in_with_a_question(office: Office) -> None:
    office.put("a.xlsx", sample())
    [new] = office.receive().new
    assert new.standing is Standing.QUERIES
    assert "Gửi cấp trên" in " ".join(new.reasons)


@pytest.mark.parametrize(
    ("code", "name", "says"),
    [
        ("05542", "Lam Vỹ", ""),
        ("05599", "Lam Vỹ", "Không có đơn vị 05599"),
        ("05545", "Lam Vỹ", "Mã 05545 là của Quy Kỳ"),
    ],
)
def test_the_list_of_units_speaks_against_a_stranger(
    office: Office, code: str, name: str, says: str
) -> None:
    office.expect(
        "Mã đơn vị hành chính;Tên đơn vị hành chính;Thư điện tử",
        "05542;Lam Vỹ;xa@lamvy.test",
        "05545;Quy Kỳ;xa@quyky.test",
    )
    office.put("a.xlsx", sent(of_unit(code, name)))
    [new] = office.receive().new
    assert new.standing is (Standing.RETURNED if says else Standing.ACCEPTED)
    assert says in " ".join(new.reasons)


def test_what_may_hold_a_workbook_but_cannot_be_read_is_named(office: Office) -> None:
    for name in ("a.xls", "b.zip", "c.rar", "thư.msg", "~$d.xls", "e.pdf"):
        office.put(name, b"x")
    problems = office.receive().problems
    assert [each.split()[1] for each in problems] == ["a.xls", "b.zip", "c.rar", "thư.msg"]
    assert "giải nén" in problems[1]
    assert not office.entries()


def test_a_units_slip_is_not_taken_for_a_register_full_of_mistakes(
    office: Office, tmp_path: Path
) -> None:
    office.put("phiếu.xlsx", (TEMPLATES / "phieu_don_vi.xlsx").read_bytes())
    office.put("tổng hợp.xlsx", (TEMPLATES / "so_tong_hop.xlsx").read_bytes())
    slip, consolidated = office.receive().new
    assert slip.standing is consolidated.standing is Standing.REFUSED
    assert "“phiếu.xlsx” là phiếu của một đơn vị" in slip.reasons[0]
    assert "“tổng hợp.xlsx” không phải sổ thi đua" in consolidated.reasons[0]


def test_a_refused_file_is_called_by_its_name(office: Office, good: bytes) -> None:
    office.put("a.eml", mail(("sổ xã.xlsx", good[: len(good) // 2])))
    [new] = office.receive().new
    assert "“sổ xã.xlsx”" in new.reasons[0]


@pytest.mark.parametrize(
    ("headers", "received"),
    [
        (b"Received: from a by b;\r\n Thu, 21 Jan 2021 05:00:00 +0000\r\n", "2021-01-21"),
        (b"", "2021-01-20"),
        (b"Received: from a by b; Thu, 21 Jan 2031 05:00:00 +0000\r\n", "2021-03-15"),
        (b"Received: \x00\xff;;\r\n", "2021-01-20"),
    ],
    ids=["the own server's time", "the sender's", "none in the future", "an odd header"],
)
def test_whoever_reads_his_mail_late_makes_nobody_late(
    office: Office, good: bytes, headers: bytes, received: str
) -> None:
    office.put("a.eml", headers + mail(("a.xlsx", good)))
    office.receive(at=datetime(2021, 3, 15, 8, 0))
    [entry] = office.entries()
    assert entry.received.startswith(received)


def test_a_workbook_in_a_folder_was_received_when_it_was_sent(office: Office, good: bytes) -> None:
    office.put("a.xlsx", good)
    office.receive(at=datetime(2021, 3, 15, 8, 0))
    [entry] = office.entries()
    assert entry.received.startswith(f"{SENT:%Y-%m-%d}")


@pytest.mark.parametrize("sender", ["", "thidua@tinh.test"])
def test_answers_that_cannot_leave_by_themselves_are_drafts(
    office: Office, good: bytes, sender: str
) -> None:
    office.expect(
        "Mã đơn vị hành chính;Tên đơn vị hành chính;Thư điện tử", "05542;Lam Vỹ;xa@lamvy.test"
    )
    ledger = office.ledger()
    _, answered = receive_workbooks(
        iter([Came("dir", "a.xlsx", good)]),
        office.superior,
        ledger,
        lambda: NOW,
        Smtp(None),
        sender,
    )
    ledger.close()
    assert [each.name for each in answered.drafts] == ["tra_loi_000001.eml"]
    assert "[gui.smtp]" in answered.problems[0]


ODD_MAILS: dict[str, tuple[Callable[[bytes], bytes], int]] = {
    "no attachment": (lambda good: mail(), 0),
    "a truncated attachment": (lambda good: mail(("a.xlsx", good[: len(good) // 2])), 1),
    "an attachment renamed to .dat": (lambda good: mail(("a.dat", good)), 1),
    "an attachment without a name": (
        lambda good: mail(("a.xlsx", good)).replace(b'filename="a.xlsx"', b"x=y"),
        1,
    ),
    "a name with a path": (lambda good: mail(("../../a.xlsx", good)), 1),
    "two workbooks": (
        lambda good: mail(("a.xlsx", good), ("b.xlsx", sent(of_unit("05545", "Quy Kỳ")))),
        2,
    ),
    "no header at all": (lambda good: b"\r\n\r\n", 0),
    "bytes at random": (lambda good: bytes(range(256)) * 20, 0),
    "a boundary that never ends": (
        lambda good: b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n' * 500,
        0,
    ),
    "a sender that is none": (lambda good: mail(("a.xlsx", good), sender="kẻ gian"), 1),
    "half of the mail": (lambda good: mail(("a.xlsx", good))[:-20_000], 1),
}


@pytest.mark.parametrize("name", ODD_MAILS)
def test_an_odd_mail_does_not_stop_the_next_one(office: Office, good: bytes, name: str) -> None:
    make, workbooks = ODD_MAILS[name]
    office.put("1.eml", make(good))
    office.put("2.xlsx", sent(of_unit("05550", "Bảo Linh")))
    received = office.receive()
    assert len(received.new) == workbooks + 1
    assert received.new[-1].unit_name == "Bảo Linh"
    if not workbooks:
        assert "không có sổ" in " ".join(received.problems)
    assert len(office.answers()) == workbooks + 1


def test_a_mail_that_brings_many_workbooks_is_read_to_the_end(office: Office) -> None:
    units = {f"{5000 + number:05}": f"Xã {number}" for number in range(22)}
    office.put("1.eml", mail(*((f"{c}.xlsx", sent(of_unit(c, n))) for c, n in units.items())))
    received = office.receive()
    assert [each.unit_code for each in received.new] == list(units)
    assert not received.problems


def test_workbooks_beyond_the_limit_of_a_mail_are_named(
    office: Office, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "_MOST_WORKBOOKS", 1)
    office.put("1.eml", mail(("a.xlsx", good), ("b.xlsx", sent(of_unit("05545", "Quy Kỳ")))))
    received = office.receive()
    assert [each.file_name for each in received.new] == ["a.xlsx"]
    assert "Chưa đọc tệp kèm theo b.xlsx" in received.problems[0]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("sổ mới.zip", "Chưa đọc tệp kèm theo sổ mới.zip: hãy lưu vào một thư mục"),
        ("sổ.XLS", "Chưa đọc tệp kèm theo sổ.XLS"),
        ("winmail.dat", "không dùng Rich Text"),
    ],
)
@pytest.mark.parametrize("beside", [True, False])
def test_an_attachment_that_may_hold_a_workbook_is_named(
    office: Office, good: bytes, name: str, says: str, beside: bool
) -> None:
    workbooks = [("a.xlsx", good)] if beside else []
    office.put("1.eml", mail(*workbooks, (name, b"\x78\x9f\x3e\x22")))
    received = office.receive()
    assert len(received.new) == beside
    [problem] = received.problems
    assert says in problem
    assert ("không có sổ" in problem) is not beside


def test_a_mail_attached_as_a_file_is_opened_but_not_without_end(
    office: Office, good: bytes
) -> None:
    within = mail(("a.xlsx", good))
    office.put("1.eml", mail(("thư của xã.eml", within)))
    for _ in range(10):
        within = mail(("thư.eml", within))
    office.put("2.eml", within)
    received = office.receive()
    assert [each.file_name for each in received.new] == ["a.xlsx"]
    assert "Chưa đọc tệp kèm theo thư.eml" in received.problems[0]


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_workbook_by_mail_is_refused_in_words(office: Office, name: str) -> None:
    office.put("1.eml", mail(("a.xlsx", REFUSED[name][0]())))
    [new] = office.receive().new
    # What is harmful in a sheet that no register has is never read; it is no register then.
    assert new.standing in (Standing.REFUSED, Standing.RETURNED)
    assert new.reasons
    [answer] = office.answers()
    assert not list(answer.iter_attachments())


ODD_CLAIMS: dict[str, dict[str, Any]] = {
    "a period that is none": {"period": "Quý V"},
    "a number that nobody counts to": {"sequence": 10**25},
    "a number that no later one follows": {"sequence": 2**62},
    "a negative number": {"sequence": -1},
    "a year out of range": {"year": 10**25},
    "a version out of range": {"replaces": 10**25},
    "a day that is none": {"time": "9999-99-99 99:99:99"},
    "the first day of all": {"time": "0001-01-01 00:00:00"},
}


@pytest.mark.parametrize("name", ODD_CLAIMS)
def test_whatever_a_manifest_claims_others_are_received_and_added_up(
    office: Office, good: bytes, name: str
) -> None:
    office.put("a.xlsx", claiming(good, **ODD_CLAIMS[name]))
    office.put("b.xlsx", sent(of_unit("05545", "Quy Kỳ")))
    office.put("c.xlsx", sent(changed(sample(), {"tblDangKy": [FIRST_NOTE]})))
    assert len(office.receive().new) == 3
    ledger = office.ledger()
    done = consolidate_ledger(
        ledger, ExpectedUnits(), office.folder / "t.xlsx", NOW, year=2020, period="Cả năm"
    )
    ledger.close()
    assert {each.entry.unit_name for each in done.units} == {"Lam Vỹ", "Quy Kỳ"}


def test_what_no_database_holds_is_refused_and_the_rest_is_received(
    office: Office, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = replace(examine(good, "a\udc80.xlsx", NOW.date()), unit_name="Lam\udcff Vỹ")
    real = receiving.examine_safely
    monkeypatch.setattr(
        receiving,
        "examine_safely",
        lambda held, name, day: odd if name == "a.xlsx" else real(held, name, day),
    )
    office.put("a.xlsx", good)
    office.put("b.xlsx", sent(of_unit("05545", "Quy Kỳ")))
    refused, accepted = office.receive().new
    assert refused.standing is Standing.REFUSED
    assert "sổ cái không ghi được" in refused.reasons[0]
    assert accepted.standing is Standing.ACCEPTED
    assert not office.receive().new


def test_an_answer_cannot_be_made_to_carry_headers(office: Office, good: bytes) -> None:
    hostile = (
        b"From: xa@lamvy.test\r\n"
        b"Subject: =?utf-8?q?B=C3=A1o_c=C3=A1o=0D=0ABcc:_x=40y.test?=\r\n"
        b"Message-ID: <a@b>\r\n Bcc: <x@y.test>\r\n" + mail(("a.xlsx", good)).split(b"\r\n", 4)[4]
    )
    office.put("1.eml", hostile)
    office.receive()
    [answer] = office.answers()
    assert answer["Bcc"] is None
    assert {"to", "subject", "date", "message-id"} <= {each.lower() for each in answer}


def test_without_room_for_the_original_nothing_is_recorded(
    office: Office, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put("1.eml", mail(("a.xlsx", good)))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match="ổ đĩa còn chỗ"):
        office.receive()
    monkeypatch.undo()
    assert not office.entries()
    assert len(office.receive().new) == 1


# Killed at every step

STEPS = [
    (Originals, "keep"),
    (Ledger, "take_in"),
    (Ledger, "claim_answer"),
    (Ledger, "note_answer"),
]


def _dies_at(folder: Path, moment: int) -> None:
    """Receive, and be killed at a moment: before or after one of the steps."""
    moments = itertools.count(1)

    def live_on() -> None:
        if next(moments) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            live_on()
            outcome = original(*arguments)
            live_on()
            return outcome

        return call

    for owner, name in STEPS:
        setattr(owner, name, watched(getattr(owner, name)))
    Office(folder).receive()


@pytest.mark.slow
def test_a_receiver_killed_at_every_step_neither_loses_nor_doubles(
    tmp_path: Path, good: bytes
) -> None:
    other = sent(of_unit("05545", "Quy Kỳ"))
    fork = multiprocessing.get_context("fork")
    for moment in itertools.count(1):
        office = Office(tmp_path / str(moment))
        office.put("1.eml", mail(("a.xlsx", good)))
        office.put("2.eml", mail(("b.xlsx", other), message_id="<2@x>"))
        process = fork.Process(target=_dies_at, args=(office.folder, moment))
        process.start()
        process.join()
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        office.receive(at=NOW + timedelta(hours=2))
        assert [each.unit_name for each in office.entries()] == ["Lam Vỹ", "Quy Kỳ"]
        assert len(office.answers()) == 2
        ledger = office.ledger()
        assert {state for _, state, _ in ledger.answers()} == {AnswerState.DRAFTED}
        ledger.close()
    assert moment > 16


def test_an_answer_whose_writer_was_stopped_is_made_by_the_next(
    office: Office, good: bytes
) -> None:
    office.put("1.eml", mail(("a.xlsx", good)))
    ledger = office.ledger()
    received, _ = receive_workbooks(
        from_folder(office.inbox), office.superior, ledger, lambda: NOW.replace(hour=5)
    )
    assert received.new
    [(workbook, _, draft)] = ledger.answers()
    ledger.note_answer(workbook, AnswerState.BEGUN, "")
    (office.superior.folder / "tra_loi" / draft).unlink()
    ledger.close()
    office.receive()
    assert len(office.answers()) == 1


def test_the_outcome_can_be_printed_as_json(office: Office, good: bytes) -> None:
    office.put("a.xlsx", good)
    data = json.loads(json.dumps(office.receive().as_json()))
    assert data["new"][0]["standing"] == "đã nhận"
