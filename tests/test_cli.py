"""The command line: every verb on a saved file, its words, its exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from addin import checking, failures
from addin.cli import run
from addin.demo import write_sample
from addin.documents import pdf
from validators.rules import all_rules

DAY = "20/1/2021"
FINDING_KEYS = {
    "code", "severity", "regime", "sheet", "table", "cell", "column", "subject", "message",
    "remedy", "basis", "explained",
}  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "Sổ thi đua & khen thưởng.xlsx"
    write_sample(path)
    return path


@pytest.fixture
def sample(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(written, tmp_path))


@pytest.fixture
def broken(sample: Path) -> Path:
    """A register with one Lỗi: a registration for somebody of an unknown unit."""
    from addin.book.closed import ClosedBook

    book = ClosedBook(sample)
    book.fill("tblDangKy", [{"Mã dòng": "DK0001", "Đơn vị": "Xóm Không Có"}])
    book.save(sample)
    return sample


def test_a_clean_register_exits_0_and_says_so_in_words(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(sample), "--date", DAY]) == 0
    assert capsys.readouterr().out.startswith("Không có lỗi")


def test_an_error_exits_1_and_says_where_what_and_what_to_do(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(broken), "--date", DAY]) == 1
    out = capsys.readouterr().out
    assert "Lỗi CT011 – Đăng ký!I5 · Đơn vị · Nguyễn Thị Anh" in out
    assert "“Xóm Không Có”" in out
    assert "→" in out


def test_the_json_has_the_agreed_keys(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(broken), "--format", "json", "--date", "2021-01-20"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data.keys() == {"rules_version", "regimes", "counts", "findings"}
    assert data["regimes"] == ["R1"]
    assert data["counts"]["error"] == 1
    assert all(each.keys() == FINDING_KEYS for each in data["findings"])
    errors = [each for each in data["findings"] if each["severity"] == "error"]
    assert [(each["code"], each["sheet"], each["cell"]) for each in errors] == [
        ("CT011", "Đăng ký", "I5")
    ]


def test_a_check_without_output_leaves_the_file_alone(sample: Path) -> None:
    before = sample.read_bytes()
    run(["check", str(sample), "--date", DAY])
    assert sample.read_bytes() == before


def test_findings_go_into_a_copy_or_in_place(broken: Path, tmp_path: Path) -> None:
    before = broken.read_bytes()
    copy = tmp_path / "bản sao.xlsx"
    assert run(["check", str(broken), "--date", DAY, "-o", str(copy)]) == 1
    assert broken.read_bytes() == before
    assert run(["check", str(broken), "--date", DAY, "--in-place"]) == 1
    assert broken.read_bytes() != before
    assert copy.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("kiemtra so.xlsx", "Không có lệnh “kiemtra”"),
        ("check Sổ thi đua.xlsx", "Thừa “thi đua.xlsx”: tên có dấu cách phải đặt trong dấu ngoặc"),
        ("check", "Còn thiếu TỆP"),
        ("check so.xlsx -o", "Sau -o còn thiếu giá trị"),
        ("check so.xlsx -o .", "“.” là thư mục: hãy ghi thêm tên tệp có đuôi .xlsx"),
        ("check so.xlsx --nhanh", "Không có tùy chọn --nhanh"),
        ("check .", "“.” là thư mục, không phải sổ: hãy chọn một tệp .xlsx"),
        ("check so.xlsx --format xml", "--format chỉ nhận: text, json"),
        ("summarize so.xlsx --quarter 5", "--quarter chỉ nhận: 1, 2, 3, 4, year, all"),
        ("new so.xlsx --year hai --unit A", "--year phải là số từ 2018 đến 2100"),
        ("collect so.xlsx khong", "Không có thư mục khong: hãy kiểm tra lại đường dẫn"),
        ("collect so.xlsx so.xlsx", "“so.xlsx” là tệp, không phải thư mục"),
        ("receive --dir so.xlsx", "“so.xlsx” là tệp, không phải thư mục"),
        ("consolidate trống -o ra.xlsx", "Thư mục trống không có sổ thi đua nào tính được"),
        ("consolidate văn -o ra.xlsx", "Thư mục văn không có sổ thi đua nào tính được"),
        ("consolidate -o ra.xlsx", "Chưa có sổ nào được nhận để tổng hợp"),
        ("history so.xlsx Xyz", "Sổ không có ai tên “Xyz”: hãy gõ đủ họ tên, có dấu"),
        ("slips so.xlsx -o so.xlsx/phiếu", "Không tạo được thư mục so.xlsx/phiếu"),
    ],
)
def test_words_typed_wrongly_are_answered_in_one_vietnamese_sentence(
    written: Path,
    tmp_path: Path,
    words: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "riêng"))
    shutil.copy(written, "so.xlsx")
    Path("trống").mkdir()
    Path("văn").mkdir()
    Path("văn/a.xlsx").write_bytes(b"no workbook")
    before = Path("so.xlsx").read_bytes()
    assert run(words.split(" ")) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert Path("so.xlsx").read_bytes() == before


@pytest.mark.parametrize("words", [[], ["excel"], ["calc"]])
def test_a_group_of_commands_alone_shows_its_help(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("Cách gõ: thidua")
    assert not shown.err


def test_a_register_that_is_open_elsewhere_is_not_sent(
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    sample.with_name(f"~${sample.name}").touch()
    words = ["send", str(sample), "--to", "a@b.test", "--way", "thu_nhap", "--yes"]
    assert run(words) == 2
    assert "đang mở ở Excel hoặc LibreOffice" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.eml"))


@pytest.mark.parametrize("lock", [".~lock.so.xlsx#", "~$so.xlsx"])
def test_a_file_that_is_open_elsewhere_is_not_replaced(
    sample: Path, lock: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sample.rename(sample.with_name("so.xlsx"))
    before = path.read_bytes()
    path.with_name(lock).touch()
    assert run(["check", str(path), "--in-place", "--date", DAY]) == 2
    error = capsys.readouterr().err
    assert "đang mở ở Excel hoặc LibreOffice" in error
    assert lock in error
    assert path.read_bytes() == before
    path.with_name(lock).unlink()
    assert run(["check", str(path), "--in-place", "--date", DAY]) == 0


def test_papers_go_into_a_folder_that_is_made_for_them(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "văn bản"
    assert run(["document", "so-ket", str(sample), "-o", str(folder)]) == 0
    assert [each.name for each in folder.iterdir()] == ["bao_cao_so_ket.docx"]


TYPED_BY_SOMEBODY = b"what a clerk has typed here since"


@pytest.mark.parametrize(
    "words",
    [
        ["check", "{}", "--date", DAY, "-o", "ra.xlsx"],
        ["summarize", "{}", "--date", DAY, "-o", "ra.xlsx"],
        ["bonus", "{}", "-o", "ra.xlsx"],
        ["plan", "{}", "-o", "ra.docx"],
        ["document", "so-ket", "{}", "-o", "ra.docx"],
        ["document", "tron-thu", "{}", "-o", "ra.xlsx"],
    ],
    ids=lambda words: " ".join(words[:2]).removesuffix(" {}"),
)
def test_a_file_that_is_there_is_kept_as_a_dated_copy(
    sample: Path,
    tmp_path: Path,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    target = Path(words[-1])
    target.write_bytes(TYPED_BY_SOMEBODY)
    assert run([word.format(sample) for word in words]) == 0
    assert target.read_bytes().startswith(b"PK")
    [copy] = tmp_path.glob("ra_ban_sao_*")
    assert copy.read_bytes() == TYPED_BY_SOMEBODY
    assert copy.name in capsys.readouterr().out


def test_copy_and_in_place_together_are_refused(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(sample), "--in-place", "-o", str(tmp_path / "b.xlsx")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_summary_is_printed_and_filled(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xlsx"
    assert run(["summarize", str(sample), "--quarter", "2", "-o", str(out), "--date", DAY]) == 0
    assert "Quý II: đăng ký 0, đề nghị 2, được tặng 2" in capsys.readouterr().out
    assert run(["summarize", str(out), "--format", "json", "--quarter", "year"]) == 0
    (year,) = json.loads(capsys.readouterr().out)["sheets"]
    assert (year["sheet"], year["quarter"]) == ("Cả năm", None)
    assert year["period"]["total"]["registered"]["rows"] == 58


def test_a_summary_goes_stale_when_the_data_change(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from addin.book.closed import ClosedBook

    run(["summarize", str(sample), "--in-place", "--quarter", "1", "--date", DAY])
    run(["check", str(sample), "--date", DAY])
    assert "QU001" not in capsys.readouterr().out
    book = ClosedBook(sample)
    book.fill("tblDonVi", [{"Tên đơn vị": "Xóm 11", "Loại đơn vị": "Xóm"}])
    book.save(sample)
    run(["check", str(sample), "--date", DAY])
    assert "Trang Quý I được lập từ số liệu cũ" in capsys.readouterr().out


def test_the_plan_is_written(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "kế hoạch.docx"
    assert run(["plan", str(sample), "-o", str(target), "--date", DAY]) == 0
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("verb", "name"),
    [("plan", ""), ("plan", "kế hoạch.pdf"), ("check", "sổ.docx"), ("summarize", "sổ.xls")],
)
def test_a_file_is_only_written_under_the_suffix_of_its_kind(
    verb: str, name: str, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sample.read_bytes()
    target = tmp_path / (name or sample.name)
    assert run([verb, str(sample), "-o", str(target), "--date", DAY]) == 2
    assert "phải có đuôi" in capsys.readouterr().err
    assert sample.read_bytes() == before
    assert list(tmp_path.iterdir()) == [sample]


def test_a_file_that_may_not_be_read_is_for_the_book_to_refuse(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.access", lambda *_, **__: False)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert run(["check", str(sample)]) == 2
    assert capsys.readouterr().err.startswith("Không được phép đọc tệp")


def test_without_libreoffice_the_plan_stays_and_one_line_says_why_there_is_no_pdf(
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)
    target = tmp_path / "kh.docx"
    assert run(["plan", str(sample), "-o", str(target), "--pdf"]) == 2
    assert target.exists()
    error = capsys.readouterr().err
    assert "LibreOffice" in error
    assert error.count("\n") == 1


def test_the_kinds_of_documents_are_listed_with_what_they_make(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["document", "--list"]) == 0
    out = capsys.readouterr().out
    assert "to-trinh " in out
    assert "mỗi cấp quyết định một tờ trình" in out


def test_a_document_is_written_and_what_was_left_blank_is_said(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "gu.docx"
    assert run(["document", "giao-uoc", str(sample), "-o", str(target), "--date", DAY]) == 0
    assert target.read_bytes().startswith(b"PK")
    out = capsys.readouterr().out
    assert f"Đã ghi: {target}" in out
    assert "Còn để trống để điền tay: Cụm trưởng." in out


def test_several_documents_of_a_kind_are_told_apart_by_their_names(
    sample: Path, tmp_path: Path
) -> None:
    run(["document", "to-trinh", str(sample), "-o", str(tmp_path / "tt.docx"), "--date", DAY])
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    run(["document", "to-trinh", str(sample), "-o", str(folder), "--date", DAY])
    assert {each.name for each in tmp_path.glob("*.docx")} == {
        "tt_xa.docx",
        "tt_huyen.docx",
        "tt_tinh.docx",
    }
    assert {each.name for each in folder.iterdir()} == {
        "to_trinh_xa.docx",
        "to_trinh_huyen.docx",
        "to_trinh_tinh.docx",
    }


def test_what_somebody_typed_into_a_document_is_kept(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "bc.docx"
    command = ["document", "so-ket", str(sample), "-o", str(target), "--date", DAY]
    run(command)
    run(command)
    assert sorted(tmp_path.glob("*.docx")) == [target]
    target.write_bytes(b"typed by a clerk")
    run(command)
    (kept,) = (each for each in tmp_path.glob("*.docx") if each != target)
    assert kept.read_bytes() == b"typed by a clerk"
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["don-xin", "{sample}", "-o", "a.docx"], "Không có loại văn bản “don-xin”"),
        (["to-trinh", "{sample}"], "Cần loại văn bản, tệp sổ và -o"),
        (["to-trinh", "{sample}", "-o", "a.pdf"], "phải có đuôi .docx"),
        (["tron-thu", "{sample}", "-o", "a.docx"], "phải có đuôi .xlsx"),
        (["tron-thu", "{sample}", "-o", "{sample}"], "chỉ vào chính sổ"),
    ],
)
def test_a_document_that_cannot_be_written_is_one_line(
    words: list[str], sentence: str, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sample.read_bytes()
    assert run(["document", *(word.format(sample=sample) for word in words)]) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1
    assert sample.read_bytes() == before


def test_a_new_register_bears_year_and_unit_and_is_never_written_over_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "sổ mới.xlsx"
    command = ["new", str(target), "--year", "2020", "--unit", "Lam Vỹ"]
    assert run(command) == 0
    before = target.read_bytes()
    assert run(command) == 2
    assert target.read_bytes() == before
    capsys.readouterr()
    assert run(["check", str(target), "--format", "json", "--date", "5/1/2020"]) == 1
    subjects = {each["subject"] for each in json.loads(capsys.readouterr().out)["findings"]}
    assert not subjects & {"Năm", "Tên đơn vị hành chính"}
    assert "Tỉnh" in subjects


def test_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules"]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == [each.rule.code for each in all_rules()]
    assert run(["rules", "dn101"]) == 0
    page = capsys.readouterr().out
    assert all(section in page for section in ("Kiểm tra gì", "Vì sao", "Ví dụ sai", "Căn cứ"))
    assert run(["rules", "XX999"]) == 2


@pytest.mark.parametrize(
    "words",
    [
        [], ["--help"], ["new", "--help"], ["demo", "--help"], ["check", "--help"],
        ["summarize", "--help"], ["plan", "--help"], ["rules", "--help"],
        ["check-document", "--help"], ["pdf", "--help"],
    ],
)  # fmt: skip
def test_help_is_in_vietnamese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 0
    page = capsys.readouterr().out
    assert page.startswith("Cách gõ: thidua")
    assert not {"Usage", "Options", "Show this", "TEXT", "PATH", "FILE"} & set(page.split())


@pytest.mark.parametrize(
    "words",
    [
        ["check"], ["chek"], ["check", "không có.xlsx"], ["check", "x.xlsx", "--date", "31/2/2020"],
        ["check", "x.xlsx", "--date", "hôm nay"], ["check", "x.xlsx", "--format", "xml"],
        ["summarize", "x.xlsx", "--quarter", "5"], ["new", "x.xlsx", "--year", "20", "--unit", "a"],
        ["new", "x.xlsx", "--year", "nay", "--unit", "a"], ["plan", "x.xlsx"], ["check", "--lạ"],
        ["new", "x.xlsx", "--year", "2020", "--unit", " "],
        ["new", "x.docx", "--year", "2020", "--unit", "a"],
    ],
)  # fmt: skip
def test_what_cannot_be_done_exits_2_with_one_line_of_vietnamese(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert not {"Error", "Traceback", "Invalid", "Missing"} & set(shown.err.split())


def test_the_unexpected_is_one_line_and_a_log_without_what_cells_held(
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("Nguyễn Văn Bí Mật")

    log = tmp_path / "nhật ký" / "thidua.log"
    monkeypatch.setattr(checking, "open_register", fail)
    monkeypatch.setattr(failures, "log_path", lambda: log)
    assert run(["check", str(sample)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert str(log) in error
    assert "RuntimeError" in log.read_text("utf-8")
    assert "Bí Mật" not in log.read_text("utf-8") + error


def test_the_history_of_a_person_is_told_with_the_years_counted(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["history", str(sample), "bà Nông Thị Thảo", "--date", DAY]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Nông Thị Thảo sinh 10/02/1969, Trường Tiểu học Lam Vỹ\n")
    assert "2018  Lịch sử dòng 5: Chiến sĩ thi đua cơ sở; Hoàn thành xuất sắc nhiệm vụ" in out
    assert "Chiến sĩ thi đua cơ sở: 2018–2020 (3 năm liên tục)" in out
    assert "[cùng họ tên, cùng ngày sinh, cùng đơn vị]" in out


def test_the_history_as_json_and_by_a_name_without_accents(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["history", str(sample), "nong thi thao", "--format", "json", "--date", DAY]) == 0
    (person,) = json.loads(capsys.readouterr().out)["people"]
    assert (person["name"], person["birth"]) == ("Nông Thị Thảo", "1969-02-10")
    sheets = [row["sheet"] for row in person["rows"]]
    assert [sheets.count(each) for each in ("Đăng ký", "Đề nghị", "Lịch sử")] == [2, 2, 2]
    assert person["years"][0] == {
        "reached": "Chiến sĩ thi đua cơ sở",
        "years": [2018, 2019, 2020],
        "runs": [{"first": 2018, "last": 2020, "length": 3}],
    }


def test_namesakes_and_rows_in_doubt_are_told_apart(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from addin.book.closed import ClosedBook

    book = ClosedBook(sample)
    name = "Họ và tên / Tên tập thể"
    title = {"Năm": 2017, "Danh hiệu": "Lao động tiên tiến", "Cấp quyết định": "Xã"}
    more = [
        {name: "Nông Thị Thảo", "Ngày sinh": "1990", "Đơn vị": "Xóm 1"},
        {name: "Nông Thị Thao", "Ngày sinh": "10/02/1969"},
        {name: "Nông Thị Thảo", "Đơn vị": "Xóm 1"},
    ]
    rows = [{"Mã dòng": f"LS00{31 + i}", **title, **row} for i, row in enumerate(more)]
    book.fill("tblLichSu", rows)
    book.save(sample)
    assert run(["history", str(sample), "Nông Thị Thảo", "--format", "json", "--date", DAY]) == 0
    first, second = json.loads(capsys.readouterr().out)["people"]
    assert [each["birth"] for each in (first, second)] == ["1969-02-10", 1990]
    doubts = {row["row"]: row["doubt"] for row in first["rows"] if row["doubt"]}
    assert doubts == {
        36: "“Nông Thị Thao” sinh 10/02/1969: họ tên chỉ khác dấu, cùng ngày sinh",
        37: "sổ có nhiều người tên “Nông Thị Thảo”, không đủ ngày sinh để phân biệt",
    }
    assert [row["row"] for row in second["rows"] if not row["doubt"]] == [35, 37]


def test_a_name_that_nobody_bears_is_answered_with_the_nearest(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["history", str(sample), "Nông Thị Thảoo", "--date", DAY]) == 2
    assert capsys.readouterr().err == (
        "Sổ không có ai tên “Nông Thị Thảoo”. Có phải là “Nông Thị Thảo”?\n"
    )


def test_what_a_paste_took_is_put_back_where_a_target_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, target = tmp_path / "so.xlsx", tmp_path / "moi.xlsx"
    write_sample(path)
    before = path.read_bytes()
    assert run(["restore", str(path), "-o", str(target)]) == 0
    assert "vẫn đầy đủ" in capsys.readouterr().out
    assert not target.exists()
    assert path.read_bytes() == before
