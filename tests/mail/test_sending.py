"""Gửi cấp trên: what is refused, what the clerk is shown, what is kept when something breaks."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import ClassVar

import pytest

from addin.book.closed import ClosedBook
from addin.book.layout import TEMPLATE_VERSION
from addin.cli import run
from addin.commands import check_book, pack_register, record_sending, send_parcel
from addin.demo import CHECK_DAY, write_sample
from addin.mail.journal import Journal
from addin.mail.manifest import Manifest, read_sendings
from addin.mail.sending import Parcel, file_stem, likely_period, preview
from addin.mail.ways import Draft, Handed, State, UnclearError
from addin.opening import open_register
from addin.refusal import Refusal
from addin.workplace import SendingSettings, WayName, Workplace
from validators.answers import read_answers
from validators.check import Report
from validators.digest import fingerprint
from validators.finding import Finding, Severity

NOW = datetime.combine(CHECK_DAY, time(9, 30))
TO = "phongnoivu@dinhhoa.test"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sample") / "sổ.xlsx"
    write_sample(path)
    return path.read_bytes()


@pytest.fixture
def register(sample: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Sổ thi đua & khen thưởng.xlsx"
    path.write_bytes(sample)
    return path


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "thư đi")


@pytest.fixture(autouse=True)
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice the plan goes as Word: quick, and what most machines do."""
    monkeypatch.setattr("addin.documents.pdf.find_libreoffice", lambda: None)


def pack(register: Path, journal: Journal, **more: object) -> Parcel:
    options = {"recipients": TO, "period": "Cả năm"} | more
    return pack_register(register, NOW, Workplace(), journal, **options)  # type: ignore[arg-type]


class Breaks:
    """A way out that fails as it is told to."""

    name: ClassVar = WayName.SMTP

    def __init__(self, failure: BaseException) -> None:
        self.failure = failure

    def missing(self) -> str:
        return ""

    def hand_over(self, message: EmailMessage, draft: Path) -> Handed:
        raise self.failure


def states(journal: Journal) -> list[str]:
    return [each.state for each in journal.entries()]


def query(number: int, answer: str | None = None) -> Finding:
    return Finding(
        "DN004", Severity.QUERY, "R2", "Đề nghị", "tblDeNghi", f"N{number}", "Danh hiệu", "",
        f"Mục số {number}.", "", "", answer=answer,
    )  # fmt: skip


def test_the_clerk_sees_every_open_query_and_what_it_is_answered(
    register: Path, journal: Journal
) -> None:
    found = [query(6, "Đã họp xét ngày 05/11/2020, có biên bản kèm theo."), query(7)]
    shown = preview(replace(pack(register, journal), report=Report(found, [])), WayName.DRAFT)
    assert "Mục cần giải trình: 2, trong đó chưa trả lời 1." in shown
    unanswered, answered = shown.index("Mục số 7."), shown.index("Mục số 6.")
    assert "Giải trình: (chưa có)" in shown[unanswered:answered]
    assert "Giải trình: Đã họp xét ngày 05/11/2020" in shown[answered:]


def test_what_is_shown_stays_short_and_says_how_much_it_leaves_out(
    register: Path, journal: Journal
) -> None:
    report = Report([query(number) for number in range(6, 26)], [])
    shown = preview(replace(pack(register, journal), report=report), WayName.DRAFT)
    assert shown.count("Giải trình: (chưa có)") == 8
    assert "… và 12 mục nữa" in shown


def test_a_long_name_of_a_unit_makes_no_file_that_cannot_be_written() -> None:
    manifest = Manifest(1, "", "Quý I", "0" * 300, "Lam Vỹ " * 100, 2020, "", "", "", None)
    stem = file_stem(manifest)
    assert stem.startswith("TDKT_2020_Q1_0000")
    assert len(stem) < 120


def test_the_clerk_sees_recipient_subject_and_files(register: Path, journal: Journal) -> None:
    shown = preview(pack(register, journal), WayName.DRAFT)
    assert f"Gửi tới: {TO}" in shown
    assert "UBND xã Lam Vỹ: báo cáo thi đua, khen thưởng năm 2020" in shown
    assert "Cách gửi: lưu thư nháp (.eml)" in shown
    assert "TDKT_2020_CN_05542_LamVy.xlsx" in shown
    assert "TDKT_2020_CN_05542_LamVy_ke_hoach.docx" in shown
    assert "TDKT_2020_CN_05542_LamVy_bao_cao_tong_ket.docx" in shown


def test_the_manifest_names_the_template_that_the_workbook_states(
    sample: bytes, register: Path, journal: Journal
) -> None:
    assert pack(register, journal).manifest.template == TEMPLATE_VERSION
    older = "0.7"
    with zipfile.ZipFile(io.BytesIO(sample)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    texts = "xl/sharedStrings.xml"
    stated = f"<t>{TEMPLATE_VERSION}</t>".encode()
    assert parts[texts].count(stated) == 1
    parts[texts] = parts[texts].replace(stated, f"<t>{older}</t>".encode())
    with zipfile.ZipFile(register, "w") as changed:
        for name, content in parts.items():
            changed.writestr(name, content)
    parcel = pack(register, journal)
    assert parcel.manifest.template == older
    assert parcel.text.endswith(f"· mẫu {older}\n")


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("Quý I", "quý I năm 2020"),
        ("Quý II", "quý II năm 2020"),
        ("Quý III", "quý III năm 2020"),
        ("Quý IV", "quý IV năm 2020"),
        ("Cả năm", "năm 2020"),
    ],
)
def test_the_subject_names_the_period(
    register: Path, journal: Journal, period: str, words: str
) -> None:
    subject = pack(register, journal, period=period).subject
    assert subject.endswith(f": báo cáo thi đua, khen thưởng {words}")


def test_the_attached_workbook_says_what_it_is_and_holds_what_it_says(
    register: Path, journal: Journal
) -> None:
    parcel = pack(register, journal)
    content = ClosedBook(parcel.attachments[0].content).read()
    [manifest] = read_sendings(content.blocks)
    assert manifest == parcel.manifest
    assert (manifest.sequence, manifest.period, manifest.year) == (1, "Cả năm", 2020)
    opened = open_register(ClosedBook(parcel.attachments[0].content), CHECK_DAY)
    answers = read_answers(opened.content.blocks, CHECK_DAY)
    assert manifest.fingerprint == fingerprint(opened.register, answers)


def test_only_the_sheet_of_sendings_differs_from_the_saved_register(
    register: Path, journal: Journal, tmp_path: Path
) -> None:
    packed = tmp_path / "packed.xlsx"
    packed.write_bytes(pack(register, journal).attachments[0].content)
    with zipfile.ZipFile(register) as before, zipfile.ZipFile(packed) as after:
        assert before.namelist() == after.namelist()
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert len(changed) <= 3  # the sheet, its table, the request to calculate
    assert all("sheet" in name or "table" in name or "workbook" in name for name in changed)


def test_a_register_with_an_error_is_not_sent(register: Path, journal: Journal) -> None:
    book = ClosedBook(register)
    book.fill("tblDangKy", [{"Mã dòng": "DK0002", "Ngày sinh": "31/02/1979"}])
    book.save(register)
    with pytest.raises(Refusal, match=r"Sổ còn 1 lỗi.*Đăng ký!"):
        pack(register, journal)


def test_a_link_to_another_file_is_refused_with_its_cells(
    register: Path, journal: Journal, tmp_path: Path
) -> None:
    linked = tmp_path / "linked.xlsx"
    with zipfile.ZipFile(register) as before, zipfile.ZipFile(linked, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "xl/worksheets/sheet5.xml":
                data = data.replace(b"<f>", b"<f>[1]Sheet1!A1+", 1)
            if name == "[Content_Types].xml":
                data = data.replace(
                    b"</Types>",
                    b'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="'
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
                    b'"/></Types>',
                )
            after.writestr(name, data)
        after.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    with pytest.raises(Refusal, match=r"liên kết sang tệp khác.*ô A5 của trang tính “Đăng ký”"):
        pack(linked, journal)


def test_without_a_recipient_nothing_is_packed(register: Path, journal: Journal) -> None:
    book = ClosedBook(register)
    book.fill("tblThongTin", [{"Mục": "Thư điện tử cấp trên", "Giá trị": None}])
    book.save(register)
    with pytest.raises(Refusal, match="Thư điện tử cấp trên"):
        pack(register, journal, recipients="")


def test_too_much_to_attach_is_refused_with_its_weight(
    register: Path, journal: Journal, tmp_path: Path
) -> None:
    scan = tmp_path / "bản ký.pdf"
    scan.write_bytes(b"%PDF-1.7\n" + b"x" * 1_500_000)
    small = Workplace(sending=SendingSettings(limit_mb=1))
    with pytest.raises(Refusal, match="MB"):
        pack_register(register, NOW, small, journal, recipients=TO, scan=scan)


def test_a_scan_goes_along_if_it_is_a_pdf(register: Path, journal: Journal, tmp_path: Path) -> None:
    scan = tmp_path / "bản ký.pdf"
    scan.write_bytes(b"%PDF-1.7\n")
    names = [each.name for each in pack(register, journal, scan=scan).attachments]
    assert names[-1] == "TDKT_2020_CN_05542_LamVy_ban_ky.pdf"
    scan.write_bytes(b"PK\x03\x04")
    with pytest.raises(Refusal, match="không phải tệp PDF"):
        pack(register, journal, scan=scan)


def send_draft(register: Path, journal: Journal) -> Parcel:
    parcel = pack(register, journal)
    delivery = send_parcel(parcel, Draft(), Workplace(), journal, lambda: NOW)
    book = ClosedBook(register)
    record_sending(book, delivery)
    book.save(register)
    return parcel


def test_the_same_content_again_is_asked_about(register: Path, journal: Journal) -> None:
    send_draft(register, journal)
    again = pack(register, journal)
    assert again.manifest.sequence == 2
    assert "đúng nội dung này đã được gửi (lần 1" in preview(again, WayName.DRAFT)


def test_a_new_version_says_which_one_it_replaces(register: Path, journal: Journal) -> None:
    send_draft(register, journal)
    book = ClosedBook(register)
    book.fill("tblDangKy", [{"Mã dòng": "DK0002", "Ghi chú": "Đã bổ sung hồ sơ"}])
    book.save(register)
    second = pack(register, journal)
    assert second.manifest.replaces == 1
    assert "thay lần 1" in second.subject
    assert "thay cho lần 1" in second.text
    assert "đúng nội dung này" not in preview(second, WayName.DRAFT)


def test_the_command_line_shows_asks_and_only_then_sends(
    register: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    words = ["send", str(register), "--to", TO, "--period", "4", "--way", "thu_nhap"]
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert run(words) == 2
    said = capsys.readouterr()
    assert said.err == "Chưa gửi.\n"
    assert said.out.index(f"Gửi tới: {TO}") < said.out.index("Gửi?")
    assert "quý IV năm 2020" in said.out
    assert "Cách gửi: lưu thư nháp (.eml)" in said.out
    assert not list(tmp_path.rglob("*.eml"))
    assert not read_sendings(ClosedBook(register).read().blocks)

    assert run([*words, "--yes"]) == 0
    assert f"Gửi tới: {TO}" in capsys.readouterr().out
    assert len(list(tmp_path.rglob("*.eml"))) == 1
    [manifest] = read_sendings(ClosedBook(register).read().blocks)
    assert (manifest.period, manifest.way) == ("Quý IV", "thu_nhap")


@pytest.mark.parametrize("typed", ["c", "Có", "co", "y"])
def test_yes_is_said_in_vietnamese(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
    assert run(["send", str(register), "--to", TO, "--way", "thu_nhap"]) == 0
    assert len(list(tmp_path.rglob("*.eml"))) == 1


def test_another_period_replaces_nothing(register: Path, journal: Journal) -> None:
    send_draft(register, journal)
    other = pack(register, journal, period="Quý IV")
    assert other.manifest.sequence == 2
    assert other.manifest.replaces is None


def test_a_copy_without_the_last_sending_still_gets_a_new_number(
    register: Path, journal: Journal, sample: bytes
) -> None:
    send_draft(register, journal)
    register.write_bytes(sample)
    again = pack(register, journal)
    assert (again.manifest.sequence, again.manifest.replaces) == (2, 1)


def test_sending_and_recording_leave_the_content_as_it_was(
    register: Path, journal: Journal
) -> None:
    parcel = send_draft(register, journal)
    assert pack(register, journal).manifest.fingerprint == parcel.manifest.fingerprint
    report = check_book(ClosedBook(register), CHECK_DAY)
    assert [each.code for each in report.findings] == [each.code for each in parcel.report.findings]


def test_a_refused_mail_is_kept_as_a_draft_and_not_marked_as_sent(
    register: Path, journal: Journal
) -> None:
    parcel = pack(register, journal)
    way = Breaks(Refusal("Không nối được: hãy kiểm tra mạng."))
    with pytest.raises(Refusal, match="kiểm tra mạng") as refused:
        send_parcel(parcel, way, Workplace(), journal, lambda: NOW)
    assert states(journal) == [State.STARTED, State.FAILED]
    [draft] = journal.folder.glob("*.eml")
    assert str(draft) in str(refused.value)
    kept = message_from_bytes(draft.read_bytes(), policy=default)
    assert kept["X-Unsent"] == "1"
    assert len(list(kept.iter_attachments())) == len(parcel.attachments)
    assert not read_sendings(ClosedBook(register).read().blocks)


def test_after_a_broken_line_the_next_sending_asks(register: Path, journal: Journal) -> None:
    parcel = pack(register, journal)
    with pytest.raises(UnclearError, match="Bản nháp"):
        send_parcel(parcel, Breaks(UnclearError("Chưa rõ.")), Workplace(), journal, lambda: NOW)
    assert "chưa rõ kết quả" in preview(pack(register, journal), WayName.DRAFT)


def test_a_program_that_was_killed_while_sending_is_asked_about_too(
    register: Path, journal: Journal
) -> None:
    parcel = pack(register, journal)
    with pytest.raises(KeyboardInterrupt):
        send_parcel(parcel, Breaks(KeyboardInterrupt()), Workplace(), journal, lambda: NOW)
    assert states(journal) == [State.STARTED]
    assert "chưa rõ kết quả" in preview(pack(register, journal), WayName.DRAFT)


def test_a_line_of_the_journal_that_a_crash_cut_short_is_passed_over(
    register: Path, journal: Journal
) -> None:
    send_draft(register, journal)
    with (journal.folder / "so_gui.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"time": "2021-01-20 09:3')
    assert pack(register, journal).manifest.sequence == 2
    journal.note(pack(register, journal).manifest, State.SENT, NOW, "<x@y>", Path("a.eml"))
    assert states(journal)[-1] == State.SENT


def test_nothing_leaves_where_the_step_cannot_be_noted(register: Path, tmp_path: Path) -> None:
    parcel = pack(register, Journal(tmp_path / "nowhere"))
    (tmp_path / "file").touch()
    way = Breaks(AssertionError("it left"))
    with pytest.raises(Refusal, match="chưa gửi"):
        send_parcel(parcel, way, Workplace(), Journal(tmp_path / "file"), lambda: NOW)


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2020, 2, 5), "Quý I"),
        (date(2020, 4, 10), "Quý I"),
        (date(2020, 5, 20), "Quý II"),
        (date(2020, 7, 5), "Quý II"),
        (date(2020, 10, 6), "Quý III"),
        (date(2020, 12, 15), "Quý IV"),
        (date(2021, 1, 20), "Quý IV"),
        (date(2021, 2, 2), "Cả năm"),
        (date(2019, 12, 20), "Quý I"),
    ],
)
def test_a_sending_reports_on_the_quarter_that_ended_lately(today: date, period: str) -> None:
    assert likely_period(2020, today) == period
