"""Sổ năm mới từ sổ năm trước, and what a ledger tells across years."""

import json
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from addin.book.closed import ClosedBook
from addin.carrying import carry
from addin.cli import run
from addin.commands import carry_forward, receive_workbooks
from addin.ledger import Ledger
from addin.ledger_history import awards_of
from addin.mail.inbox import from_folder
from addin.opening import open_register
from addin.workplace import Superior
from tests.support.fixtures import draw
from tests.support.sent import changed, of_unit, sample, sent
from validators.blocks import Raw
from validators.records import PastAward

Out = pytest.CaptureFixture[str]
TODAY = date(2021, 1, 20)


def rows(book: Path | bytes, table: str) -> list[dict[str, Raw]]:
    """The filled rows of a table, ids and the program's own columns left out."""
    block = ClosedBook(book).read().blocks[table]
    left = {"Kiểm tra", "STT", "Mã dòng"}
    told = (
        {
            heading: value
            for heading, value in zip(block.headings, row, strict=True)
            if value is not None and heading not in left
        }
        for row in block.rows
    )
    return [row for row in told if row]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "sổ 2020.xlsx"
    path.write_bytes(sample())
    return path


# What goes on


def test_what_holds_from_year_to_year_is_carried_and_said(old: Path, capsys: Out) -> None:
    new = old.with_name("sổ 2021.xlsx")
    before = old.read_bytes()
    assert run(["new", str(new), "--from", str(old)]) == 0
    out = capsys.readouterr().out
    assert old.read_bytes() == before
    assert len(rows(new, "tblKeHoach")) == len(rows(old, "tblKeHoach"))
    for table in ("tblDonVi", "tblHoiDong", "tblPhanCong", "tblNoiNhan"):
        assert rows(new, table) == rows(old, table)
        assert rows(new, table)
    scores = {"Tự chấm", "Cụm chấm", "Minh chứng"}
    assert rows(new, "tblChiTieu") == [
        {key: value for key, value in row.items() if key not in scores}
        for row in rows(old, "tblChiTieu")
    ]
    for table in ("tblDangKy", "tblDeNghi", "tblTapThe", "tblCuocHop", "tblVanBan", "tblTienDo"):
        assert rows(new, table) == []
    settings = {row["Mục"]: row.get("Giá trị") for row in rows(new, "tblThongTin")}
    assert settings["Năm"] == 2021
    assert settings["Tên đơn vị hành chính"] == "Lam Vỹ"
    assert settings["Huyện"] == "Định Hóa"
    assert settings["Hạn đăng ký"] is None
    assert "Mục phải điền lại ở trang Thông tin: Ngày phát động, Hạn đăng ký" in out
    assert "Không mang sang, vì là số liệu của năm 2020: Phong trào, Đăng ký, Đề nghị" in out
    assert "Trang Nơi nhận nhắc văn bản KH2020" in out


def test_history_is_last_years_with_the_awards_that_were_given(old: Path) -> None:
    carried = carry_forward(ClosedBook(old), TODAY)
    register = open_register(ClosedBook(old), TODAY).register
    history = carried.rows[PastAward.table]
    assert history[: len(register.history)] == rows(old, PastAward.table)
    won = history[len(register.history) :]
    assert len(won) == carried.awarded == len(register.awarded)
    for row, award in zip(won, register.awarded, strict=True):
        assert row["Họ và tên / Tên tập thể"] == award.name
        assert row["Năm"] == award.year
        assert row.get("Số quyết định") == award.decision_number
        assert row.get("Ngày quyết định") == award.decided
        assert row.get("Cấp quyết định") == award.level
        assert row.get("Mức hoàn thành nhiệm vụ") == award.completion


def test_carrying_twice_repeats_no_award(old: Path) -> None:
    """An award that somebody has typed into Lịch sử already comes once."""
    register = open_register(ClosedBook(old), TODAY).register
    award = register.awarded[0]
    typed = {
        "Họ và tên / Tên tập thể": award.name,
        "Năm": award.year,
        "Danh hiệu": award.title and str(award.title),
        "Hình thức": award.form and str(award.form),
    }
    twice = changed(sample(), {PastAward.table: [typed]})
    carried = carry_forward(ClosedBook(twice), TODAY)
    assert carried.awarded == len(register.awarded) - 1


def given(**cells: Raw) -> dict[str, Raw]:
    """An award of the sample's year by which others differ in some cells."""
    return {
        "Họ và tên / Tên tập thể": "Lò Văn Hai",
        "Đơn vị": "Xóm 1",
        "Năm thành tích": 2020,
        "Hình thức đề nghị": "Giấy khen của Chủ tịch UBND xã",
        "Kết quả": "Được tặng",
        "Số quyết định": "128/QĐ-UBND",
        **cells,
    }


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        ({}, 1),
        ({"Số quyết định": "0128"}, 1),
        ({"Số quyết định": None}, 1),
        ({"Đơn vị": None}, 1),
        ({"Ngày sinh": "1980"}, 1),
        ({"Số quyết định": "35/QĐ-UBND"}, 2),  # a second one in the same year
        ({"Đơn vị": "Xóm 2"}, 2),  # another household of that name
    ],
)
def test_two_awards_of_a_name_and_kind_in_a_year_are_one_only_where_nothing_tells_them_apart(
    cells: dict[str, Raw], count: int
) -> None:
    awards = [{"Mã dòng": f"DN{900 + n}", **given(**c)} for n, c in enumerate(({}, cells))]
    carried = carry_forward(ClosedBook(changed(sample(), {"tblDeNghi": awards})), TODAY)
    names = [row["Họ và tên / Tên tập thể"] for row in carried.rows[PastAward.table]]
    assert names.count("Lò Văn Hai") == count


def test_the_communes_own_wording_takes_the_place_of_the_ready_made(old: Path) -> None:
    book = ClosedBook(old)
    block = book.read().blocks["tblNoiDung"]
    ids = [str(row[block.headings.index("Mã dòng")]) for row in block.rows]
    empty = dict.fromkeys(h for h in block.headings if h not in ("Kiểm tra", "STT", "Mã dòng"))
    own = {"Mã dòng": ids[0], "Nội dung": "Lời văn của xã"}
    book.fill("tblNoiDung", [own, *({"Mã dòng": each, **empty} for each in ids[5:8])])
    book.save(old)
    new = old.with_name("sổ 2021.xlsx")
    assert run(["new", str(new), "--from", str(old)]) == 0
    assert rows(new, "tblNoiDung") == rows(old, "tblNoiDung")
    assert rows(new, "tblGiayKhen") == rows(old, "tblGiayKhen")
    assert "Lời văn của xã" in str(rows(new, "tblNoiDung")[0])


def test_a_district_is_not_carried_into_years_without_one() -> None:
    drawn = draw("### Thông tin\n| Mục | Giá trị |\n| --- | --- |\n| Năm | 2025 |\n")
    carried = carry(drawn.register(), 2026)
    assert "Huyện" in carried.left_settings
    names = [row["Mục"] for row in carried.rows["tblThongTin"]]
    assert "Huyện" not in names
    assert "Tỉnh" in names


@pytest.mark.parametrize(("year", "carried_on"), [(2025, True), (2026, False)])
def test_a_township_is_none_any_more_in_years_without_districts(
    year: int, carried_on: bool
) -> None:
    told = "| Năm | 2024 |\n| Loại đơn vị hành chính | thị trấn |\n"
    drawn = draw(f"### Thông tin\n| Mục | Giá trị |\n| --- | --- |\n{told}")
    carried = carry(drawn.register(), year)
    names = [row["Mục"] for row in carried.rows["tblThongTin"]]
    assert ("Loại đơn vị hành chính" in names) is carried_on
    assert ("Loại đơn vị hành chính" in carried.left_settings) is not carried_on


def test_the_plans_own_year_is_changed_and_every_place_is_said() -> None:
    drawn = draw(
        "### Kế hoạch\n| Phần | Nội dung |\n| --- | --- |\n"
        "| Căn cứ | Căn cứ Kế hoạch số 5/KH-UBND năm 2020 |\n"
        "| Nội dung | Phát động thi đua năm 2020 |\n| Nội dung | Số 12020 |\n"
    )
    carried = carry(drawn.register(), 2021)
    texts = [row["Nội dung"] for row in carried.rows["tblKeHoach"]]
    assert texts == [
        "Căn cứ Kế hoạch số 5/KH-UBND năm 2020", "Phát động thi đua năm 2021", "Số 12020"
    ]  # fmt: skip
    said = "\n".join(carried.lines())
    assert "Đổi năm 2020 thành 2021, hãy xác nhận từng chỗ:\n  Kế hoạch, STT 2:" in said
    assert "Năm để nguyên:\n  Kế hoạch, STT 1:" in said


def test_a_cell_that_cannot_be_read_goes_on_as_typed() -> None:
    drawn = draw("### Đơn vị\n| Tên đơn vị | Số hộ |\n| --- | --- |\n| Xóm Mẫu | độ trăm |\n")
    [unit] = carry(drawn.register(), 2021).rows["tblDonVi"]
    assert unit["Số hộ"] == "độ trăm"


@pytest.mark.parametrize("year", ["2020", "2019"])
def test_only_a_later_year_can_be_made(old: Path, year: str, capsys: Out) -> None:
    new = old.with_name("mới.xlsx")
    assert run(["new", str(new), "--from", str(old), "--year", year]) == 2
    assert "hãy chọn năm sau" in capsys.readouterr().err
    assert not new.exists()


def test_a_new_register_needs_a_year_and_a_name_or_an_old_one(tmp_path: Path, capsys: Out) -> None:
    assert run(["new", str(tmp_path / "a.xlsx"), "--year", "2021"]) == 2
    assert "--from" in capsys.readouterr().err


# The ledger

OTHER = {
    "Mã dòng": "DN0500",
    "Họ và tên / Tên tập thể": "Đ/c Nông Thị Thảo",
    "Loại đối tượng": "Cá nhân",
    "Ngày sinh": date(1969, 2, 10),
    "Đơn vị": "Xóm 1",
    "Năm thành tích": 2019,
    "Danh hiệu đề nghị": "Lao động tiên tiến",
    "Cấp quyết định": "Xã",
    "Kết quả": "Được tặng",
    "Số quyết định": "77/QĐ-UBND",
    "Ngày quyết định": date(2019, 12, 20),
}


@pytest.fixture
def ledger_url(tmp_path: Path) -> str:
    """A ledger with the sample commune's year sent twice, and an earlier year of another's."""
    inbox = tmp_path / "thư"
    inbox.mkdir()
    (inbox / "a.xlsx").write_bytes(sent())
    again = sent(changed(sample(), {"tblDonVi": [{"Tên đơn vị": "Xóm 11"}]}), sequence=2)
    (inbox / "b.xlsx").write_bytes(again)
    year = {"tblThongTin": [{"Mục": "Năm", "Giá trị": 2019}], "tblDeNghi": [OTHER]}
    (inbox / "c.xlsx").write_bytes(sent(changed(of_unit("05545", "Quy Kỳ"), year), sequence=1))
    url = f"sqlite:///{tmp_path / 'so_cai.sqlite'}"
    superior = Superior.model_validate({"kho": tmp_path / "kho", "so_cai": url})
    with closing(Ledger(url)) as ledger:
        now = datetime(2021, 1, 21, 8, 0)
        receive_workbooks(from_folder(inbox), superior, ledger, lambda: now)
        # The rules of another day return what they may; here every workbook counts.
        with ledger._writer.begin() as connection:
            connection.exec_driver_sql("UPDATE so SET standing = 'đã nhận'")
    return url


def test_the_ledger_tells_of_a_person_across_communes_and_years(
    ledger_url: str, capsys: Out
) -> None:
    assert run(["history", "nông thị thảo", "--ledger", ledger_url]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Nông Thị Thảo sinh 10/02/1969")
    assert "2019  05545 Quy Kỳ, sổ năm 2019, Đề nghị!" in out
    assert "77/QĐ-UBND" in out
    assert "05542 Lam Vỹ, sổ năm 2020, Đăng ký!" in out
    assert run(["history", "Nông Thị Thảo", "--ledger", ledger_url, "--format", "json"]) == 0
    [person] = json.loads(capsys.readouterr().out)["people"]
    told = [row["origin"] for row in person["rows"]]
    assert len(told) == len(set(told)), "a workbook that was replaced counts too"
    assert [row["year"] for row in person["rows"]] == sorted(row["year"] for row in person["rows"])


def test_nobody_of_that_name_is_said_in_a_sentence(ledger_url: str, capsys: Out) -> None:
    assert run(["history", "Không Có Ai", "--ledger", ledger_url]) == 2
    assert capsys.readouterr().err.startswith("Sổ cái không có ai tên “Không Có Ai”")


@pytest.mark.parametrize("words", [["Nông Thị Thảo"], []])
def test_history_says_what_it_needs(words: list[str], capsys: Out) -> None:
    assert run(["history", *words]) == 2
    assert "--ledger" in capsys.readouterr().err


def test_a_ledger_adds_earlier_awards_of_the_commune_alone(ledger_url: str, tmp_path: Path) -> None:
    empty = changed(
        sample(),
        {"tblThongTin": [{"Mục": "Năm", "Giá trị": 2021}]},
    )
    with closing(Ledger(ledger_url)) as ledger:
        with_ledger = carry_forward(ClosedBook(empty), TODAY, 2022, ledger)
        without = carry_forward(ClosedBook(empty), TODAY, 2022)
        # The register itself still holds the awards of 2020, so the ledger has nothing to add.
        assert with_ledger.rows == without.rows
        settings = {"Mục": "Mã đơn vị hành chính", "Giá trị": "05545"}
        other = changed(empty, {"tblThongTin": [settings]})
        carried = carry_forward(ClosedBook(other), TODAY, 2022, ledger)
    assert carried.from_ledger >= 1
    added = carried.rows[PastAward.table][-carried.from_ledger :]
    assert any(row.get("Số quyết định") == "77/QĐ-UBND" for row in added)
    assert all(isinstance(row.get("Ngày quyết định", TODAY), date) for row in added)


def test_what_a_ledger_knows_of_later_years_is_no_history(ledger_url: str) -> None:
    earlier = draw("### Thông tin\n| Mục | Giá trị |\n| --- | --- |\n| Năm | 2018 |\n").register()
    with closing(Ledger(ledger_url)) as ledger:
        awards = list(awards_of(ledger, "05542", ""))
    assert awards
    assert carry(earlier, 2019, awards).from_ledger == 0
    assert carry(earlier, 2021, awards).from_ledger > 0


def test_a_ledger_without_an_address_is_the_workplaces(
    ledger_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    folder = tmp_path / "thidua"
    folder.mkdir()
    (folder / "cau_hinh.toml").write_text(f'[cap_tren]\nso_cai = "{ledger_url}"\n', "utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert run(["history", "Nông Thị Thảo", "--ledger"]) == 0
    assert "Quy Kỳ" in capsys.readouterr().out
