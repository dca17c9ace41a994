"""The buttons: one list for every program, and what each does at a desk."""

import re
from collections import Counter
from datetime import datetime, time
from pathlib import Path

import pytest

from addin import buttons
from addin.book.closed import ClosedBook
from addin.buttons import JOBS, free_path
from addin.demo import CHECK_DAY, write_mistakes, write_sample
from addin.desk import Group, Outcome, Place, Tone
from addin.mail.manifest import read_sendings
from addin.opening import open_register
from addin.refusal import Refusal
from tests.support.desk import TestDesk
from tests.support.old_plans import p, write_docx
from tests.support.sent import sent
from tests.support.slips import HAMLET, NAME
from tests.support.slips import fill as fill_slip
from tests.support.slips import write as write_slips_of

NOW = datetime.combine(CHECK_DAY, time(8, 30))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sổ.xlsx"
    write_sample(path)
    return path


@pytest.fixture
def desk(sample: Path, tmp_path: Path) -> TestDesk:
    return TestDesk(ClosedBook(sample), NOW, tmp_path / "sổ.xlsx")


def test_ids_are_ascii_and_no_two_buttons_share_a_name_or_a_key() -> None:
    assert all(re.fullmatch("[a-z]+(_[a-z0-9]+)*", job.id) for job in JOBS)
    for seen in (Counter(job.id for job in JOBS), Counter(job.label for job in JOBS)):
        assert set(seen.values()) == {1}
    keys = [(job.menu, job.keytip) for job in JOBS]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch("[A-Z][A-Z0-9]{0,2}", job.keytip) for job in JOBS)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.id)
def test_a_button_says_in_one_line_what_it_does_and_then_what_happens(job: buttons.Job) -> None:
    assert 10 <= len(job.tip) <= 80
    assert not job.tip.endswith(".")
    assert job.help.endswith(".")


def test_a_clean_register_is_sent_on_to_the_summaries(desk: TestDesk) -> None:
    outcome = buttons.check(desk)
    assert outcome.tone is Tone.DONE
    assert outcome.message.startswith("Không có lỗi")
    assert "Tổng hợp" in outcome.message


def test_errors_are_counted_and_the_way_to_them_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "sai.xlsx"
    write_mistakes(path)
    desk = TestDesk(ClosedBook(path), NOW, path, cell=Place("Hướng dẫn", "A1"))
    outcome = buttons.check(desk)
    assert outcome.tone is Tone.ATTENTION
    assert "Lỗi kế tiếp" in outcome.message
    first = buttons.go_to_next(desk)
    assert desk.cell.sheet != "Hướng dẫn"
    assert first.status.startswith("Lỗi 1/")
    before = desk.cell
    buttons.go_to_next(desk)
    assert desk.cell != before


def test_cleared_results_leave_no_marks_and_keep_the_data(desk: TestDesk) -> None:
    before = desk.book.read().blocks["tblDangKy"].rows
    buttons.check(desk)
    buttons.clear(desk)
    blocks = desk.book.read().blocks
    assert not blocks["tblKetQua"].rows
    assert blocks["tblDangKy"].rows == before


def test_a_plan_lies_beside_the_workbook_and_never_replaces_one(desk: TestDesk) -> None:
    made = [buttons.write_plan(desk).made[0] for _ in range(2)]
    assert [path.name for path in made] == [
        "ke_hoach_lam_vy_2020.docx",
        "ke_hoach_lam_vy_2020_2.docx",
    ]
    assert all(path.stat().st_size > 5000 for path in made)


OLD_PLAN = (
    p("KẾ HOẠCH", centred=True),
    p("Thi đua xã Lam Vỹ năm 2019", centred=True),
    p("I. MỤC ĐÍCH", bold=True),
    p("1. Thi đua năm 2019."),
)


def test_an_old_plan_is_brought_in_for_the_register_s_year_once_the_clerk_has_agreed(
    desk: TestDesk, tmp_path: Path
) -> None:
    desk.chosen = write_docx(tmp_path / "cu.docx", OLD_PLAN)
    outcome = buttons.import_plan(desk)
    there, other_year, write = desk.questions
    assert there.startswith("Sổ đã có kế hoạch: trang Kế hoạch có")
    assert other_year == (
        "Kế hoạch nhập vào là của năm 2019, sổ là của năm 2020.\n\nĐổi thành năm 2020?"
    )
    assert "Đổi năm 2019 thành 2020, hãy xác nhận từng chỗ" in write
    assert outcome.message.startswith("Đã nhập kế hoạch; hãy đọc lại trang Kế hoạch")
    rows = open_register(desk.book, CHECK_DAY).register.plan
    assert [row.text for row in rows] == ["MỤC ĐÍCH", "Thi đua năm 2020."]


@pytest.mark.parametrize("chosen", [True, False])
def test_an_old_plan_is_not_brought_in_unless_chosen_and_agreed(
    desk: TestDesk, tmp_path: Path, chosen: bool
) -> None:
    before = desk.book.read().blocks["tblKeHoach"].rows
    desk.chosen = write_docx(tmp_path / "cu.docx", OLD_PLAN) if chosen else None
    desk.agrees = False
    assert buttons.import_plan(desk).status == "Chưa nhập kế hoạch."
    assert desk.book.read().blocks["tblKeHoach"].rows == before


@pytest.mark.parametrize("job", buttons.OTHER_PAPERS, ids=lambda job: job.id)
def test_a_paper_lies_in_a_folder_beside_the_workbook(job: buttons.Job, desk: TestDesk) -> None:
    outcome = job.run(desk)
    assert outcome.made
    assert {path.parent.name for path in outcome.made} == {"van_ban_2020"}
    assert all(path.is_file() and str(path) in outcome.message for path in outcome.made)


def test_bonus_money_is_filled_only_when_the_clerk_agrees(desk: TestDesk) -> None:
    before = desk.book.read().blocks["tblDeNghi"].rows
    desk.agrees = False
    outcome: Outcome = buttons.fill_bonus(desk)
    assert desk.questions or outcome.message
    assert desk.book.read().blocks["tblDeNghi"].rows == before


def test_a_register_is_sent_after_the_clerk_has_seen_to_whom(
    desk: TestDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr("addin.documents.pdf.find_libreoffice", lambda: None)
    superior = {"Mục": "Thư điện tử cấp trên", "Giá trị": "phongnoivu@dinhhoa.test"}
    desk.book.fill("tblThongTin", [superior])
    desk.agrees = False
    assert buttons.send(desk).status == "Chưa gửi."
    assert "Gửi tới: " in desk.questions[-1]
    assert not list(tmp_path.rglob("*.eml"))
    desk.agrees = True
    sent = buttons.send(desk)
    assert sent.made
    assert sent.made[0].suffix == ".eml"
    [manifest] = read_sendings(ClosedBook(tmp_path / "sổ.xlsx").read().blocks)
    assert manifest.way == "thu_nhap"


def test_next_year_takes_along_what_holds(desk: TestDesk) -> None:
    outcome = buttons.new_register(desk)
    assert "Mang từ sổ năm 2020 sang:" in outcome.message
    assert ClosedBook(outcome.made[0]).read().blocks["tblDonVi"].rows
    assert outcome.made[0].name == "so_thi_dua_lam_vy_2021.xlsx"
    made = TestDesk(ClosedBook(outcome.made[0]), NOW, outcome.made[0])
    assert buttons.new_register(made).made[0].name == "so_thi_dua_lam_vy_2022.xlsx"


def test_without_a_workbook_this_year_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    outcome = buttons.new_register(TestDesk(None, NOW))
    assert outcome.made[0] == tmp_path / f"so_thi_dua_xa_{NOW.year}.xlsx"


def test_help_opens_the_guide_and_names_every_button_that_is_shown(
    desk: TestDesk, profile: Path
) -> None:
    outcome = buttons.help_me(desk)
    assert desk.cell == Place("Hướng dẫn", "A1")
    shown = [job for job in JOBS if job.group is not Group.SUPERIOR]
    assert [line.partition(":")[0] for line in outcome.message.splitlines()] == [
        job.label for job in shown
    ]
    (profile / "thidua").mkdir()
    (profile / "thidua/cau_hinh.toml").write_text("[cap_tren]\n", "utf-8")
    assert all(job.label in buttons.help_me(desk).message for job in JOBS)


# Slips of units


def test_slips_are_written_into_the_chosen_folder(desk: TestDesk, tmp_path: Path) -> None:
    assert buttons.write_slips(desk).status == "Chưa lập phiếu."
    desk.chosen = tmp_path / "phiếu"
    outcome = buttons.write_slips(desk)
    assert outcome.message.startswith("Đã lập 25 phiếu")
    assert len(list(desk.chosen.iterdir())) == 25


def returned_slips(sample: Path, folder: Path, count: int) -> None:
    folder.mkdir()
    [slip] = write_slips_of(sample, folder, HAMLET)
    fill_slip(slip, {"tblDangKy": [{NAME: f"Người Mới {n}"} for n in range(count)]})


def test_slips_are_taken_only_when_the_clerk_agrees(
    desk: TestDesk, sample: Path, tmp_path: Path
) -> None:
    returned_slips(sample, tmp_path / "phiếu", 2)
    before = desk.book.read().blocks["tblDangKy"].rows
    assert buttons.collect_slips(desk).status == "Chưa nhận phiếu."
    desk.chosen, desk.agrees = tmp_path / "phiếu", False
    assert buttons.collect_slips(desk).status == "Chưa nhận phiếu."
    assert "2 dòng mới" in desk.questions[-1]
    assert "Người Mới 1" in desk.questions[-1]
    assert desk.book.read().blocks["tblDangKy"].rows == before
    desk.agrees = True
    assert buttons.collect_slips(desk).message.startswith("Đã nhận 1 phiếu: 2 dòng mới")
    assert len(desk.book.read().blocks["tblDangKy"].rows) == len(before) + 2
    asked = len(desk.questions)
    assert buttons.collect_slips(desk).message.endswith("Không có gì phải ghi vào sổ.")
    assert len(desk.questions) == asked


def test_a_list_too_long_for_a_box_goes_into_a_file(
    desk: TestDesk, sample: Path, tmp_path: Path
) -> None:
    returned_slips(sample, tmp_path / "phiếu", 40)
    desk.chosen = tmp_path / "phiếu"
    outcome = buttons.collect_slips(desk)
    [listed] = outcome.made
    assert str(listed) in desk.questions[-1]
    assert "Người Mới 39" not in desk.questions[-1]
    assert "Người Mới 39" in listed.read_text("utf-8-sig")


# A superior's jobs


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own folders of settings and data, empty as yet."""
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(folder))
    return folder


def test_a_superiors_job_says_what_is_missing_where_nobody_sends_to(
    desk: TestDesk, profile: Path
) -> None:
    for job in (job for job in JOBS if job.group is Group.SUPERIOR):
        with pytest.raises(Refusal, match="chưa cài đặt là nơi nhận sổ"):
            job.run(desk)


def test_a_superior_receives_adds_up_and_looks_up(
    desk: TestDesk, profile: Path, tmp_path: Path
) -> None:
    (profile / "thidua").mkdir()
    (profile / "thidua/cau_hinh.toml").write_text("[cap_tren]\n", "utf-8")
    desk.chosen = tmp_path / "thư"
    desk.chosen.mkdir()
    (desk.chosen / "a.xlsx").write_bytes(sent())
    assert buttons.receive(desk).message.startswith("Đã nhận 1 sổ mới")
    outcome = buttons.consolidate(desk)
    assert outcome.made[0] == profile / f"so_tong_hop_{NOW:%Y%m%d}.xlsx"
    assert outcome.made[0].exists()
    desk.agrees = False
    assert buttons.consolidate(desk).made[0].name == f"so_tong_hop_{NOW:%Y%m%d}_2.xlsx"
    desk.cell = Place("Đăng ký", "H10")
    found = buttons.look_up_years(desk)
    assert found.message.startswith("Nông Thị Thảo sinh 10/02/1969")
    desk.cell = Place("Đăng ký", "A2000")
    with pytest.raises(Refusal, match="Hãy chọn một dòng có họ tên"):
        buttons.look_up_years(desk)
    desk.chosen = None
    assert buttons.receive(desk).status == "Chưa nhận sổ."
    assert buttons.consolidate(desk).status == "Chưa tổng hợp."


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    for name in ("a.docx", "a_2.docx"):
        (tmp_path / name).touch()
    assert free_path(tmp_path / "a.docx").name == "a_3.docx"
