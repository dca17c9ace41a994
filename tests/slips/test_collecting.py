"""Phiếu đơn vị as files: written, filled in, sent back, taken into the register."""

import json
import random
import shutil
import signal
import subprocess
import sys
import unicodedata
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from addin.book.closed import ClosedBook
from addin.book.slip import TEMPLATE, build_slip
from addin.cli import run
from addin.commands import COLLECT, collect_slips, take_slips
from addin.opening import open_register
from addin.slips.issuing import blank_slip, mark_of
from tests.support.parts import differences, parts, with_parts
from tests.support.slips import (
    HAMLET,
    NAME,
    POSITION,
    SCHOOL,
    collect,
    empty,
    fill,
    office,
    rows_of,
    write,
)
from tests.support.tools import ROOT
from validators.records import LogEntry, SlipRow
from validators.regimes import regime_on

Out = pytest.CaptureFixture[str]
TODAY = datetime(2021, 1, 20).date()
NOW = datetime(2021, 1, 20, 8, 0)
NEW = {NAME: "Lê Văn Mới", "Loại đối tượng": "Cá nhân", POSITION: "Nông dân"}


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    return office(tmp_path)


def shown(register: Path, folder: Path, capsys: Out, code: int | None = 0) -> dict[str, object]:
    capsys.readouterr()
    found = collect(register, folder, "--format", "json")
    assert code is None or found == code
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


# Writing slips


def test_every_unit_has_a_slip_of_its_own_rows_under_an_ascii_name(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    before = register.read_bytes()
    assert run(["slips", str(register), "-o", str(folder)]) == 0
    assert "Đã lập 25 phiếu" in capsys.readouterr().out
    slips = sorted(folder.iterdir())
    assert len(slips) == 25
    assert all(path.name.isascii() for path in slips)
    assert register.read_bytes() == before
    for table in ("tblDangKy", "tblDeNghi", "tblTapThe"):
        own = rows_of(register, table, SCHOOL)
        inside = rows_of(folder / "phieu_truong_mam_non_lam_vy_2020.xlsx", table, SCHOOL)
        assert inside.keys() == own.keys()
        for key, row in inside.items():
            assert row.items() <= own[key].items()
    assert rows_of(folder / "phieu_xom_2_2020.xlsx", "tblGiaDinhVanHoa", HAMLET)
    tables = ClosedBook(folder / "phieu_xom_2_2020.xlsx").read().blocks
    assert "tblTapThe" not in tables
    texts = b"".join(parts(folder / "phieu_xom_2_2020.xlsx").values()).decode("utf-8", "ignore")
    assert "Xóm 3" not in texts


def test_a_slip_leaves_out_what_only_the_commune_fills(places: tuple[Path, Path]) -> None:
    register, folder = places
    [slip] = write(register, folder, SCHOOL)
    headings = ClosedBook(slip).read().blocks["tblDeNghi"].headings
    assert "Tóm tắt thành tích" in headings
    assert not {"Số phiếu đồng ý", "Kết quả", "Số quyết định", "Tiền thưởng"} & set(headings)


def test_slips_never_replace_those_that_came_back(places: tuple[Path, Path], capsys: Out) -> None:
    register, folder = places
    [slip] = write(register, folder, HAMLET)
    slip.write_bytes(b"filled in")
    assert run(["slips", str(register), "-o", str(folder)]) == 2
    assert "phieu_xom_2_2020.xlsx" in capsys.readouterr().err
    assert [path.read_bytes() for path in folder.iterdir()] == [b"filled in"]


def test_units_whose_names_are_one_in_ascii_have_two_files(places: tuple[Path, Path]) -> None:
    register, folder = places
    fill_register(register, "tblDonVi", {"Tên đơn vị": "Xóm Ða", "Loại đơn vị": "Xóm"})
    fill_register(register, "tblDonVi", {"Tên đơn vị": "Xóm Đá", "Loại đơn vị": "Xóm"})
    names = {path.name for path in write(register, folder, "Xóm Ða", "Xóm Đá")}
    assert len(names) == 2


def fill_register(register: Path, table: str, *rows: dict[str, object]) -> None:
    book = ClosedBook(register)
    book.fill(table, rows)  # type: ignore[arg-type]
    book.save(register)


# Taking them back


def test_slips_that_come_back_as_they_were_change_nothing(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    before = register.read_bytes()
    write(register, folder)
    answer = shown(register, folder, capsys)
    assert answer["counts"] == {"new": 0, "changed": 0, "withdrawn": 0}
    assert answer["not_returned"] == []
    assert collect(register, folder, "--in-place") == 0
    assert register.read_bytes() == before
    assert [path.name for path in register.parent.iterdir() if path.is_file()] == ["sổ.xlsx"]


def changed_slip(register: Path, folder: Path) -> tuple[Path, list[str]]:
    """A slip with a new row, a changed one and one withdrawn; the ids of the latter two."""
    [slip] = write(register, folder, HAMLET)
    first, second, *_ = rows_of(slip, "tblDangKy", HAMLET)
    fill(
        slip,
        {
            "tblDangKy": [
                {"Mã dòng": first, POSITION: "Trưởng xóm"},
                empty(slip, "tblDangKy", second),
                NEW,
            ]
        },
    )
    return slip, [first, second]


def test_a_preview_shows_all_and_writes_nothing(places: tuple[Path, Path], capsys: Out) -> None:
    register, folder = places
    _, [first, second] = changed_slip(register, folder)
    before = register.read_bytes()
    old = rows_of(register, "tblDangKy", HAMLET)
    assert collect(register, folder) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 phiếu: 1 dòng mới, 1 dòng sửa, 1 dòng rút.")
    assert f"{old[first][NAME]}: Chức vụ “{old[first][POSITION]}” → “Trưởng xóm”" in out
    assert str(old[second][NAME]) in out
    assert "Lê Văn Mới" in out
    assert "Mới xem trước" in out
    assert "Chưa nhận được phiếu của: Xóm 1, Xóm 3" in out
    assert register.read_bytes() == before


def test_what_is_taken_is_exactly_what_the_slip_says(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    _, [first, second] = changed_slip(register, folder)
    old = rows_of(register, "tblDangKy", HAMLET)
    before = register.read_bytes()
    assert collect(register, folder, "--in-place") == 0
    [copy] = register.parent.glob("sổ_ban_sao_*.xlsx")
    assert copy.read_bytes() == before
    new = rows_of(register, "tblDangKy", HAMLET)
    [added] = new.keys() - old.keys()
    assert added.startswith(f"DK-{mark_of('Lam Vỹ', HAMLET, 2020, '2020-11-02 08:00:00')}-")
    assert NEW.items() <= new.pop(added).items()
    assert new.pop(first) == {**old[first], POSITION: "Trưởng xóm"}
    assert second not in new
    assert new == {key: row for key, row in old.items() if key not in (first, second)}
    others = differences(copy, register)
    assert not [name for name in others if "calcChain" in name]
    log = ClosedBook(register).read().blocks[LogEntry.table].rows[-1]
    assert log[1:3] == [COLLECT, "1 phiếu: 1 dòng mới, 1 dòng sửa, 1 dòng rút."]
    capsys.readouterr()
    held = register.read_bytes()
    assert collect(register, folder, "--in-place") == 0
    assert register.read_bytes() == held
    assert "Không có gì thay đổi: Xóm 2." in capsys.readouterr().out


def test_a_later_save_of_a_slip_replaces_the_earlier_one(places: tuple[Path, Path]) -> None:
    """What was new is changed in its place, what was changed goes back, what was new goes away."""
    register, folder = places
    slip, [first, second] = changed_slip(register, folder)
    old = rows_of(register, "tblDangKy", HAMLET)
    fill(slip, {"tblDangKy": [{NAME: "Người Thừa", "Loại đối tượng": "Cá nhân"}]})
    collect(register, folder, "--in-place")
    taken = rows_of(register, "tblDangKy", HAMLET)
    [added] = [key for key, row in taken.items() if row[NAME] == "Lê Văn Mới"]
    [extra] = [key for key, row in taken.items() if row[NAME] == "Người Thừa"]
    fill(
        slip,
        {
            "tblDangKy": [
                {"Mã dòng": added, POSITION: "Bí thư chi bộ"},
                {"Mã dòng": first, POSITION: old[first][POSITION]},
                empty(slip, "tblDangKy", extra),
            ]
        },
        saved="2020-11-12T01:00:00Z",
    )
    assert collect(register, folder, "--in-place") == 0
    new = rows_of(register, "tblDangKy", HAMLET)
    assert new[added][POSITION] == "Bí thư chi bộ"
    assert new[first] == old[first]
    assert extra not in new
    assert second not in new


def test_of_copies_the_one_saved_last_counts_and_older_ones_are_named(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    slip, _ = changed_slip(register, folder)
    older = folder / "cũ" / "phiếu (1).xlsx"
    older.parent.mkdir()
    shutil.copy(slip, older)
    fill(older, {"tblDangKy": [{NAME: "Không Được Nhận"}]}, saved="2020-11-09T01:00:00Z")
    shutil.copy(slip, folder / "sao.xlsx")
    answer = shown(register, folder, capsys)
    assert "Không Được Nhận" not in json.dumps(answer, ensure_ascii=False)
    [old, copy] = sorted(answer["passed_over"], key=lambda each: "Bản sao" in each["reason"])  # type: ignore[call-overload]
    assert old["file"] == "cũ/phiếu (1).xlsx"
    assert "mới hơn" in old["reason"]
    assert copy["reason"].startswith("Bản sao của ")


def test_two_different_slips_saved_at_one_time_are_both_refused(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    slip, _ = changed_slip(register, folder)
    other = folder / "khác.xlsx"
    shutil.copy(slip, other)
    fill(other, {"tblDangKy": [{NAME: "Người Khác"}]})
    answer = shown(register, folder, capsys, code=1)
    assert len(answer["refused"]) == 2  # type: ignore[arg-type]
    assert answer["units"] == []


def test_an_older_slip_does_not_undo_a_newer_one_taken_before(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    slip, _ = changed_slip(register, folder)
    early = slip.read_bytes()
    fill(slip, {"tblDangKy": [{NAME: "Người Sau Cùng"}]}, saved="2020-11-12T01:00:00Z")
    collect(register, folder, "--in-place")
    slip.write_bytes(early)
    answer = shown(register, folder, capsys)
    assert answer["counts"] == {"new": 0, "changed": 0, "withdrawn": 0}
    [put] = answer["passed_over"]  # type: ignore[misc]
    assert "mới hơn" in put["reason"]


def test_an_older_issue_does_not_undo_a_newer_one_taken_before(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    [slip] = write(register, folder, HAMLET)
    early = folder / "lập trước.xlsx"
    slip.rename(early)
    [late] = write(register, folder, HAMLET, at=datetime(2020, 12, 1, 8, 0))
    fill(late, {"tblDangKy": [NEW]})
    collect(register, folder, "--in-place")
    late.unlink()
    fill(early, {"tblDangKy": [{NAME: "Không Được Nhận"}]}, saved="2020-12-20T01:00:00Z")
    answer = shown(register, folder, capsys)
    assert answer["counts"] == {"new": 0, "changed": 0, "withdrawn": 0}
    assert answer["passed_over"]


def test_each_units_slip_is_remembered_apart(places: tuple[Path, Path]) -> None:
    register, folder = places
    slip, [first, _] = changed_slip(register, folder)
    old = rows_of(register, "tblDangKy", HAMLET)
    collect(register, folder, "--in-place")
    [other] = write(register, folder, "Xóm 3")
    fill(other, {"tblDangKy": [NEW]})
    collect(register, folder, "--in-place")
    back = {"Mã dòng": first, POSITION: old[first][POSITION]}
    fill(slip, {"tblDangKy": [back]}, saved="2020-11-12T01:00:00Z")
    assert collect(register, folder, "--in-place") == 0
    assert rows_of(register, "tblDangKy", HAMLET)[first] == old[first]


def test_a_row_that_had_no_id_is_known_by_the_one_it_was_given(places: tuple[Path, Path]) -> None:
    register, folder = places
    first, *_ = rows_of(register, "tblDangKy", HAMLET)
    bare = parts(register)
    holder = next(n for n, xml in bare.items() if f">{first}<".encode() in xml)
    xml = bare[holder].replace(f">{first}<".encode(), b"><")
    register.write_bytes(with_parts(register, {holder: xml}))
    [slip] = write(register, folder, HAMLET)
    key, *_ = [each for each in rows_of(slip, "tblDangKy", HAMLET) if each.startswith("DK-")]
    for number in (1, 2):
        row = {"Mã dòng": key, POSITION: f"Chức vụ {number}"}
        fill(slip, {"tblDangKy": [row]}, saved=f"2020-11-1{number}T01:00:00Z")
        assert collect(register, folder, "--in-place") == 0
        positions = [r.get(POSITION) for r in rows_of(register, "tblDangKy", HAMLET).values()]
        assert positions.count(f"Chức vụ {number}") == 1
    assert "Chức vụ 1" not in positions


def test_a_slip_written_anew_goes_on_from_what_was_taken(places: tuple[Path, Path]) -> None:
    register, folder = places
    slip, _ = changed_slip(register, folder)
    collect(register, folder, "--in-place")
    slip.unlink()
    [again] = write(register, folder, HAMLET, at=datetime(2020, 12, 1, 8, 0))
    rows = rows_of(again, "tblDangKy", HAMLET)
    [added] = [key for key, row in rows.items() if row[NAME] == "Lê Văn Mới"]
    fill(again, {"tblDangKy": [empty(again, "tblDangKy", added), {NAME: "Người Nữa"}]})
    assert collect(register, folder, "--in-place") == 0
    names = {row[NAME] for row in rows_of(register, "tblDangKy", HAMLET).values()}
    assert "Người Nữa" in names
    assert "Lê Văn Mới" not in names


# What the clerk has typed


def test_nothing_that_the_clerk_typed_meanwhile_is_lost(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    [slip] = write(register, folder, SCHOOL)
    first, second, third, *_ = rows_of(slip, "tblDeNghi", SCHOOL)
    fill_register(
        register,
        "tblDeNghi",
        {"Mã dòng": first, POSITION: "Phó Hiệu trưởng", "Lĩnh vực": "Giáo dục"},
        {"Mã dòng": second, "Ý kiến dư luận": "Đồng tình"},
    )
    before = rows_of(register, "tblDeNghi", SCHOOL)
    fill(
        slip,
        {
            "tblDeNghi": [
                {"Mã dòng": first, POSITION: "Hiệu trưởng", "Giới tính": "Nữ"},
                empty(slip, "tblDeNghi", second),
                empty(slip, "tblDeNghi", third),
            ]
        },
    )
    answer = shown(register, folder, capsys, code=1)
    [unit] = answer["units"]  # type: ignore[misc]
    problems = [each["problem"] for each in unit["clashes"]]
    assert "sổ ghi “Phó Hiệu trưởng”, phiếu ghi “Hiệu trưởng”" in problems[0]
    assert all("Đơn vị rút dòng này nhưng xã đã ghi ô" in each for each in problems[1:])
    assert collect(register, folder, "--in-place") == 1
    assert rows_of(register, "tblDeNghi", SCHOOL) == {
        **before, first: {**before[first], "Giới tính": "Nữ"}
    }  # fmt: skip
    assert len(shown(register, folder, capsys, code=1)["units"][0]["clashes"]) == 3  # type: ignore[index]


def test_nobody_comes_to_stand_beside_the_decision_of_another(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    [slip] = write(register, folder, SCHOOL)
    before = rows_of(register, "tblDeNghi", SCHOOL)
    first, second, *_ = before
    replaced = {"Mã dòng": first, NAME: "Lê Thị Thay", "Ngày sinh": datetime(1991, 5, 6)}
    respelt = {"Mã dòng": second, NAME: f"{before[second][NAME]} Anh"}
    fill(slip, {"tblDeNghi": [replaced, respelt]})
    answer = shown(register, folder, capsys, code=1)
    [unit] = answer["units"]  # type: ignore[misc]
    [clash] = unit["clashes"]
    assert clash["problem"].startswith("Đơn vị thay bằng “Lê Thị Thay” nhưng xã đã ghi ô")
    assert collect(register, folder, "--in-place") == 1
    assert rows_of(register, "tblDeNghi", SCHOOL) == {
        **before, second: {**before[second], NAME: respelt[NAME]}
    }  # fmt: skip


def test_rows_moved_up_over_one_that_was_withdrawn_keep_their_decisions(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    [slip] = write(register, folder, SCHOOL)
    before = rows_of(register, "tblDeNghi", SCHOOL)
    printed = rows_of(slip, "tblDeNghi", SCHOOL)
    ids = list(printed)
    headings = {heading for row in printed.values() for heading in row} - {"Mã dòng", "Đơn vị"}
    moved = [
        {"Mã dòng": here, **{heading: printed[below].get(heading) for heading in headings}}
        for here, below in pairwise(ids)
    ]
    fill(slip, {"tblDeNghi": [*moved, empty(slip, "tblDeNghi", ids[-1])]})
    answer = shown(register, folder, capsys, code=1)
    [unit] = answer["units"]  # type: ignore[misc]
    assert not unit["rows"]
    [clash] = unit["clashes"]
    assert clash["name"] == before[ids[0]][NAME]
    assert "Đơn vị rút dòng này nhưng xã đã ghi ô" in clash["problem"]


# Slips that may not be taken


def retyped(slip: Path, old: str, new: str, *, within: str) -> None:
    """Some text of the file's shared texts replaced, as by typing over cells."""
    texts = parts(slip)[within].decode()
    assert old in texts
    slip.write_bytes(with_parts(slip, {within: texts.replace(old, new).encode()}))


SHARED = "xl/sharedStrings.xml"


def test_a_slip_that_speaks_for_another_unit_is_refused_with_its_cells(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    [slip] = write(register, folder, HAMLET)
    fill(slip, {"tblDangKy": [{NAME: "Người Lạ", "Đơn vị": "Xóm 3"}]})
    before = register.read_bytes()
    answer = shown(register, folder, capsys, code=1)
    [put] = answer["refused"]  # type: ignore[misc]
    assert "có dòng của đơn vị khác (Đăng ký!I" in put["reason"]
    assert collect(register, folder, "--in-place") == 1
    assert register.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (">Xóm 2<", ">Xóm 3<", "Tên đơn vị trên phiếu đã bị sửa (đang ghi “Xóm 3”)"),
        (">Xóm 2<", ">Xóm Không Có<", "Sổ không có đơn vị “Xóm Không Có”"),
        (">Lam Vỹ<", ">Quy Kỳ<", "Phiếu của xã Quy Kỳ, sổ của xã Lam Vỹ"),
    ],
)
def test_a_slip_whose_name_was_changed_is_refused(
    places: tuple[Path, Path], capsys: Out, old: str, new: str, words: str
) -> None:
    register, folder = places
    [slip] = write(register, folder, HAMLET)
    retyped(slip, old, new, within=SHARED)
    [put] = shown(register, folder, capsys, code=1)["refused"]  # type: ignore[misc]
    assert words in put["reason"]


def test_a_slip_of_another_year_is_refused(places: tuple[Path, Path], capsys: Out) -> None:
    register, folder = places
    write(register, folder, HAMLET)
    fill_register(register, "tblThongTin", {"Mục": "Năm", "Giá trị": 2021})
    [put] = shown(register, folder, capsys, code=1)["refused"]  # type: ignore[misc]
    assert put["reason"].startswith("Phiếu của năm 2020, sổ của năm 2021: hãy nhận vào sổ của năm")


@pytest.mark.parametrize(
    ("table", "row", "says"),
    [
        ("tblDonVi", {"Mã dòng": "DV0002", "Tên đơn vị": "Xóm Mới"}, "Sổ không còn đơn vị “Xóm 2”"),
        (
            "tblThongTin",
            {"Mục": "Tên đơn vị hành chính", "Giá trị": "Xã Mới"},
            "Phiếu của xã Lam Vỹ, sổ của xã Xã Mới.",
        ),
    ],
)
def test_a_slip_from_before_a_name_was_changed_is_refused_with_what_to_do(
    places: tuple[Path, Path], capsys: Out, table: str, row: dict[str, object], says: str
) -> None:
    register, folder = places
    write(register, folder, HAMLET)
    fill_register(register, table, row)
    [put] = shown(register, folder, capsys, code=1)["refused"]  # type: ignore[misc]
    assert put["reason"].startswith(says)
    assert "lập phiếu mới từ sổ này rồi chép phần đã điền sang" in put["reason"]


def test_whatever_else_lies_there_is_told_apart_and_stops_nothing(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    slip, _ = changed_slip(register, folder)
    slip.rename(folder / "Phiếu của xóm (bản cuối) ✓.XLSX")
    (folder / "hỏng.xlsx").write_bytes(b"PK\x03\x04" + random.Random(1).randbytes(500))
    (folder / "cắt.xlsx").write_bytes(
        (folder / "Phiếu của xóm (bản cuối) ✓.XLSX").read_bytes()[:9000]
    )
    (folder / "cũ.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "ảnh.jpg").write_bytes(b"")
    for name in ("các phiếu.zip", "thư.msg", "thư.eml"):
        (folder / name).write_bytes(b"PK")
    (folder / "~$phiếu.xlsx").write_bytes(b"")
    shutil.copy(register, folder / "sổ khác.xlsx")
    answer = shown(register, folder, capsys, code=1)
    assert answer["counts"] == {"new": 1, "changed": 1, "withdrawn": 1}
    refused: dict[str, str] = {
        put["file"]: put["reason"]
        for put in answer["refused"]  # type: ignore[attr-defined]
    }
    assert set(refused) == {
        *("hỏng.xlsx", "cắt.xlsx", "cũ.xls", "sổ khác.xlsx"),
        *("các phiếu.zip", "thư.msg", "thư.eml"),
    }
    assert "giải nén" in refused["các phiếu.zip"]
    assert "lưu tệp đính kèm" in refused["thư.msg"]


def test_the_register_may_lie_among_the_slips(places: tuple[Path, Path], capsys: Out) -> None:
    register, _ = places
    write(register, register.parent, HAMLET)
    assert shown(register, register.parent, capsys)["refused"] == []


def test_decomposed_accents_are_no_change(places: tuple[Path, Path], capsys: Out) -> None:
    register, folder = places
    [slip] = write(register, folder, HAMLET)
    texts = parts(slip)[SHARED].decode()
    nfd = unicodedata.normalize("NFD", texts)
    assert nfd != texts
    slip.write_bytes(with_parts(slip, {SHARED: nfd.encode()}))
    answer = shown(register, folder, capsys)
    assert answer["counts"] == {"new": 0, "changed": 0, "withdrawn": 0}


def test_bad_cells_are_shown_with_sheet_and_cell_and_the_rest_is_taken(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    [slip] = write(register, folder, HAMLET)
    first, *_ = rows_of(slip, "tblDangKy", HAMLET)
    change = {"Mã dòng": first, "Ngày sinh": "hôm kia", POSITION: "Trưởng xóm"}
    fill(slip, {"tblDangKy": [change], "tblGiaDinhVanHoa": []})
    assert collect(register, folder, "--in-place") == 1
    out = capsys.readouterr().out
    assert "✗ Phiếu, ô Đăng ký!F5 " in out
    assert "“hôm kia” không phải là ngày" in out
    row = rows_of(register, "tblDangKy", HAMLET)[first]
    assert row[POSITION] == "Trưởng xóm"
    assert row["Ngày sinh"] != "hôm kia"


def test_a_lost_sheet_withdraws_nothing(places: tuple[Path, Path], capsys: Out) -> None:
    register, folder = places
    [slip] = write(register, folder, HAMLET)
    retyped(slip, 'name="tblDangKy"', 'name="tblKhac"', within="xl/tables/table2.xml")
    retyped(slip, 'displayName="tblDangKy"', 'displayName="tblKhac"', within="xl/tables/table2.xml")
    answer = shown(register, folder, capsys)
    assert answer["counts"] == {"new": 0, "changed": 0, "withdrawn": 0}
    [unit] = answer["units"]  # type: ignore[misc]
    assert "thiếu trang Đăng ký" in unit["notes"][0]


# A slip for any unit


def test_the_blank_slip_takes_whatever_unit_writes_its_name_on_it(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    for number, unit in enumerate((HAMLET, "xóm  3")):
        slip = folder / f"{number}.xlsx"
        slip.write_bytes(build_slip(blank_slip(2020), regime_on(datetime(2020, 1, 1).date())))
        retyped(slip, "</sst>", f"<si><t>{unit}</t></si></sst>", within=SHARED)
        texts = parts(slip)[SHARED].decode().count("<si>")
        sheet = parts(slip)["xl/worksheets/sheet1.xml"].decode()
        assert '<c r="B5" s="' in sheet
        head, _, rest = sheet.partition('<c r="B5" s="')
        style, _, rest = rest.partition('"')
        rest = rest.partition(">")[2]
        cell = f'<c r="B5" s="{style}" t="s"><v>{texts - 1}</v></c>'
        changed = {"xl/worksheets/sheet1.xml": f"{head}{cell}{rest}".encode()}
        slip.write_bytes(with_parts(slip, changed))
        fill(slip, {"tblDangKy": [NEW]})
    answer = shown(register, folder, capsys)
    assert answer["counts"] == {"new": 2, "changed": 0, "withdrawn": 0}
    collect(register, folder, "--in-place")
    assert shown(register, folder, capsys)["counts"] == {"new": 0, "changed": 0, "withdrawn": 0}
    for unit in (HAMLET, "Xóm 3"):
        names = [row[NAME] for row in rows_of(register, "tblDangKy", unit).values()]
        assert names.count("Lê Văn Mới") == 1


def test_the_template_is_fresh() -> None:
    from addin.book.layout import TEMPLATE_YEAR

    regime = regime_on(datetime(TEMPLATE_YEAR, 1, 1).date())
    assert TEMPLATE.read_bytes() == build_slip(blank_slip(TEMPLATE_YEAR), regime)


# Any change comes through


@pytest.mark.parametrize("seed", range(6))
def test_random_changes_come_through_exactly(places: tuple[Path, Path], seed: int) -> None:
    register, folder = places
    draw = random.Random(seed)
    wanted: dict[tuple[str, str], dict[str, dict[str, object]]] = {}
    for unit in draw.sample([HAMLET, SCHOOL, "Trạm Y tế xã", "Xóm 7"], 2):
        [slip] = write(register, folder, unit)
        changes: dict[str, list[dict[str, object]]] = {}
        for table in ("tblDangKy", "tblDeNghi"):
            rows = rows_of(register, table, unit)
            after = dict(rows)
            for key, row in rows.items():
                choice = draw.random()
                if choice < 0.3 and table == "tblDangKy":
                    changes.setdefault(table, []).append(empty(slip, table, key))
                    del after[key]
                elif choice < 0.6:
                    change = {POSITION: f"Chức vụ {draw.randint(1, 99)}", "Giới tính": None}
                    changes.setdefault(table, []).append({"Mã dòng": key, **change})
                    after[key] = {k: v for k, v in {**row, **change}.items() if v is not None}
            for number in range(draw.randint(0, 30)):
                new = {NAME: f"Người Mới {number}", "Ngày sinh": draw.randint(1950, 2000)}
                changes.setdefault(table, []).append(new)
                after[f"mới {number}"] = {**new, "Đơn vị": unit}
            wanted[table, unit] = after
        fill(slip, changes)  # type: ignore[arg-type]
    assert collect(register, folder, "--in-place") == 0
    for (table, unit), after in wanted.items():
        found = rows_of(register, table, unit)

        def plain(rows: dict[str, dict[str, object]]) -> list[list[tuple[str, str]]]:
            told = ({k: v for k, v in row.items() if k != "Mã dòng"} for row in rows.values())
            return sorted(sorted((k, str(v)) for k, v in row.items()) for row in told)

        assert plain(found) == plain(after)  # type: ignore[arg-type]
    held = register.read_bytes()
    assert collect(register, folder, "--in-place") == 0
    assert register.read_bytes() == held


# Faults


def test_a_write_that_fails_leaves_the_register_as_it_was(
    places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    register, folder = places
    changed_slip(register, folder)
    before = register.read_bytes()
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    assert collect(register, folder, "--in-place") == 2
    assert register.read_bytes() == before


def test_a_job_stopped_between_rows_and_memory_is_finished_by_the_next(
    places: tuple[Path, Path],
) -> None:
    """In an open workbook rows are written first; what was remembered comes after."""
    register, folder = places
    changed_slip(register, folder)

    class Stopped(ClosedBook):
        def show(self, views: object) -> None:
            raise KeyboardInterrupt

    book = Stopped(register)
    with pytest.raises(KeyboardInterrupt):
        take_slips(book, TODAY, collect_slips(book, TODAY, folder), NOW)
    book.save(register)
    rows = rows_of(register, "tblDangKy", HAMLET)
    again = collect_slips(ClosedBook(register), TODAY, folder)
    assert not again.to_write
    assert not again.needs_attention
    assert rows_of(register, "tblDangKy", HAMLET) == rows


KILLED = """
import os, signal, sys, zipfile
from addin.cli import run

real = getattr(eval(sys.argv[3]), sys.argv[4])
calls = []

def killing(*arguments, **options):
    calls.append(1)
    if len(calls) == int(sys.argv[5]):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments, **options)

setattr(eval(sys.argv[3]), sys.argv[4], killing)
run(["collect", sys.argv[1], sys.argv[2], "--in-place"])
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("owner", "name", "call"),
    [
        ("zipfile.ZipFile", "writestr", 1),
        ("zipfile.ZipFile", "writestr", 40),
        ("zipfile.ZipFile", "writestr", 90),
        ("os", "fsync", 1),
        ("os", "replace", 1),
    ],
)
def test_a_collector_that_is_killed_leaves_the_register_and_is_done_by_the_next(
    places: tuple[Path, Path], owner: str, name: str, call: int
) -> None:
    register, folder = places
    changed_slip(register, folder)
    before = register.read_bytes()
    command = [sys.executable, "-c", KILLED, str(register), str(folder), owner, name, str(call)]
    process = subprocess.run(command, cwd=ROOT, timeout=120, capture_output=True)
    assert process.returncode == -signal.SIGKILL
    assert register.read_bytes() == before
    assert collect(register, folder, "--in-place") == 0
    names = [row[NAME] for row in rows_of(register, "tblDangKy", HAMLET).values()]
    assert names.count("Lê Văn Mới") == 1


def test_what_is_remembered_holds_no_value_of_anybody(places: tuple[Path, Path]) -> None:
    register, folder = places
    changed_slip(register, folder)
    collect(register, folder, "--in-place")
    rows = ClosedBook(register).read().blocks[SlipRow.table].rows
    kept = " ".join(str(value) for row in rows for value in row if value)
    people = open_register(ClosedBook(register), TODAY).register.registrations
    assert rows
    assert not [
        each.name for each in people if each.name and each.name != HAMLET and each.name in kept
    ]


def test_a_register_with_one_id_twice_is_refused_in_words(
    places: tuple[Path, Path], capsys: Out
) -> None:
    register, folder = places
    texts = parts(register)
    name = (
        next(n for n in texts if n.startswith("xl/worksheets/") and b"DK0002" in texts[n])
        if any(b"DK0002" in v for n, v in texts.items() if n.startswith("xl/worksheets/"))
        else SHARED
    )
    register.write_bytes(with_parts(register, {name: texts[name].replace(b"DK0002", b"DK0001")}))
    assert run(["slips", str(register), "-o", str(folder)]) == 2
    assert "cùng Mã dòng DK0001" in capsys.readouterr().err
