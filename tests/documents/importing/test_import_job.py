"""The job and its command: previewed, written when told, never over what a clerk has typed."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from addin.book.closed import ClosedBook
from addin.cli import run
from addin.commands import IMPORT_PLAN, import_plan, open_register, setting_rows
from addin.refusal import Refusal
from tests.documents.importing.habits import BODY, HABITS, HEADER, OPENING, SIGNING, TITLE, Habit
from tests.documents.importing.round_trip import outline
from tests.support.old_plans import MAIN, p, table, write_docx
from tests.support.parts import differences
from validators.records import LogEntry, Paper, PlanRow, Recipient, SettingRow
from validators.register import Register

TODAY = date(2020, 2, 5)
NOW = datetime(2020, 2, 5, 8, 15, 30)
LONGER = Habit("longer", [*BODY, p("2. Thêm."), p("3. Nữa.")], [])


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("so") / "so.xlsx"
    assert run(["new", str(path), "--year", "2020", "--unit", "Lam Vỹ"]) == 0
    return path.read_bytes()


@pytest.fixture
def book(empty: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Sổ 2020.xlsx"
    path.write_bytes(empty)
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Habit("ordinary", BODY, []).write(tmp_path)


def register(path: Path) -> Register:
    return open_register(ClosedBook(path), TODAY).register


def texts(path: Path) -> list[str | None]:
    return [row.text for row in register(path).plan]


# Preview


def test_a_preview_shows_the_rows_and_writes_nothing(
    book: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = book.read_bytes()
    assert run(["import-plan", str(old), str(book)]) == 0
    out = capsys.readouterr().out
    assert book.read_bytes() == before
    assert "    1. Động viên phong trào." in out.replace("      ", "    ")
    assert "Mã văn bản: KH2020; Loại văn bản: Kế hoạch; Số: 05; Ký hiệu: KH-HĐTĐKT" in out
    assert "Mới xem trước, chưa ghi vào sổ" in out
    assert out.rstrip().splitlines()[-1] == (
        "Đọc 21 đoạn, thành 4 dòng Kế hoạch, 1 dòng Văn bản, 3 dòng Nơi nhận, 4 dòng Thông tin; "
        "không có dòng cần xem lại."
    )


def test_rows_in_doubt_are_listed_with_what_to_do(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (habit,) = (each for each in HABITS if each.name == "paragraphs that fit nowhere")
    assert run(["import-plan", str(habit.write(tmp_path)), str(book), "--in-place"]) == 0
    out = capsys.readouterr().out
    assert "Kế hoạch, STT 1: “DỰ THẢO LẦN 2” – đứng trên tên loại văn bản" in out
    assert out.rstrip().endswith("4 dòng cần xem lại.")
    rows = [row for row in register(book).plan if row.part is None]
    assert [row.marker for row in rows] == ["[Xem lại]"] * 4
    assert run(["check", str(book), "--date", "5/2/2020"]) == 1
    assert "Kế hoạch!C5 · Phần" in capsys.readouterr().out


def test_the_json_holds_counts_rows_outline_and_what_is_kept(
    book: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import-plan", str(old), str(book), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["paragraphs_in"], found["rows_out"]) == (21, 12)
    assert found["rows_by_table"] == {
        "tblKeHoach": 4, "tblVanBan": 1, "tblNoiNhan": 3, "tblThongTin": 4
    }  # fmt: skip
    assert found["rows"]["tblVanBan"][0]["Ngày"] == "2020-02-05"
    assert found["outline"]["header"]["agencies"][0] == "UBND XÃ LAM VỸ"


# Writing


def test_writing_in_place_fills_four_tables_keeps_a_copy_and_logs_without_names(
    book: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = book.read_bytes()
    assert run(["import-plan", str(old), str(book), "--in-place"]) == 0
    (copy,) = (path for path in book.parent.glob("*.xlsx") if path != book)
    assert copy.read_bytes() == before
    assert str(copy) in capsys.readouterr().out
    found = register(book)
    assert len(found.plan) == 4
    assert [row.recipient for row in found.recipients] == ["UBND huyện;", "10 xóm;", "Lưu: VP."]
    assert {row.paper for row in found.recipients} == {"KH2020"}
    (paper,) = found.papers
    assert (paper.number, paper.symbol, paper.issued) == ("05", "KH-HĐTĐKT", date(2020, 2, 5))
    assert found.settings.unit_kind == "xã"
    assert found.settings.signer == "Nguyễn Văn Mẫu"
    block = ClosedBook(book).read().blocks[LogEntry.table]
    (entry,) = (row for row in block.rows if any(row))
    assert entry[1] == IMPORT_PLAN
    assert "Mẫu" not in str(entry)


def test_every_other_part_of_the_file_stays(book: Path, old: Path) -> None:
    before = book.read_bytes()
    opened = ClosedBook(book)
    import_plan(opened, TODAY, old, filled_at=NOW)
    opened.save(book)
    changed = differences(before, book)
    assert not {"gone", "new"} & set(changed.values())
    sheets = [name for name in changed if name.startswith("xl/worksheets/")]
    assert len(sheets) == 5, sheets  # Kế hoạch, Văn bản, Nơi nhận, Thông tin, Nhật ký


@pytest.mark.parametrize("name", ["soft line breaks", "text that looks like code"])
def test_what_was_written_stands_in_the_cells_as_it_was_read(
    book: Path, tmp_path: Path, name: str
) -> None:
    (habit,) = (each for each in HABITS if each.name == name)
    found = import_plan(ClosedBook(book), TODAY, habit.write(tmp_path))
    run(["import-plan", str(tmp_path / "cu.docx"), str(book), "--in-place"])
    texts_written = [row["Nội dung"] for row in found.rows[PlanRow.table]]
    assert texts(book) == texts_written
    assert len(outline(found)) == len(texts_written)


# What is there already


def test_an_outline_that_is_there_is_named_and_not_overwritten(
    book: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["import-plan", str(old), str(book), "--in-place"])
    before = book.read_bytes()
    capsys.readouterr()
    assert run(["import-plan", str(old), str(book)]) == 0
    assert "Sổ đã có kế hoạch: trang Kế hoạch có 4 dòng" in capsys.readouterr().out
    assert run(["import-plan", str(old), str(book), "--in-place"]) == 2
    error = capsys.readouterr().err
    assert "Sổ đã có kế hoạch" in error
    assert "--replace" in error
    assert book.read_bytes() == before


@pytest.mark.parametrize(("first", "second"), [(BODY, LONGER.body), (LONGER.body, BODY)])
def test_with_replace_the_new_outline_stands_alone(
    book: Path, tmp_path: Path, first: list[str], second: list[str]
) -> None:
    for body in (first, second):
        path = Habit("", body, []).write(tmp_path)
        assert run(["import-plan", str(path), str(book), "--in-place", "--replace"]) == 0
    fresh = tmp_path / "moi.xlsx"
    run(["new", str(fresh), "--year", "2020", "--unit", "Lam Vỹ"])
    run(["import-plan", str(path), str(fresh), "--in-place"])
    assert texts(book) == texts(fresh)
    assert [row.recipient for row in register(book).recipients] == [
        row.recipient for row in register(fresh).recipients
    ]
    assert len(register(book).papers) == 1


def test_what_is_typed_in_settings_and_papers_is_kept_and_the_difference_listed(
    book: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = ClosedBook(book)
    opened.fill(SettingRow.table, setting_rows(signer="Lê Văn Mẫu", unit_kind="phường"))
    opened.fill(
        Paper.table, [{"Mã văn bản": "KH-1", "Loại văn bản": "Kế hoạch", "Trích yếu": "Đã gõ"}]
    )
    opened.save(book)
    assert run(["import-plan", str(old), str(book), "--in-place"]) == 0
    out = capsys.readouterr().out
    assert "Thông tin, Người ký: “Lê Văn Mẫu” (kế hoạch nhập vào: “Nguyễn Văn Mẫu”)" in out
    assert "Văn bản, dòng 5, Trích yếu: “Đã gõ”" in out
    found = register(book)
    (paper,) = found.papers
    assert (paper.code, paper.about, paper.number) == ("KH-1", "Đã gõ", "05")
    assert (found.settings.signer, found.settings.unit_kind) == ("Lê Văn Mẫu", "phường")
    assert {row.paper for row in found.recipients} == {"KH-1"}


def test_recipients_that_are_typed_are_kept(
    book: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = ClosedBook(book)
    opened.fill(Recipient.table, [{"Nơi nhận": "- UBND huyện"}, {"Nơi nhận": "Lưu: VT."}])
    opened.save(book)
    assert run(["import-plan", str(old), str(book), "--in-place"]) == 0
    out = capsys.readouterr().out
    assert "Nơi nhận: “2 nơi nhận đã ghi” (kế hoạch nhập vào: “10 xóm;”)" in out
    assert "“UBND huyện;”" not in out
    assert [row.recipient for row in register(book).recipients] == ["- UBND huyện", "Lưu: VT."]


def test_a_council_s_deputy_s_four_lines_are_kept(book: Path, tmp_path: Path) -> None:
    lines = ["TM. HỘI ĐỒNG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH UBND", "Lê Văn Mẫu"]
    path = Habit("", BODY, [], signing=[table([["Nơi nhận:", "- Lưu: VP."], lines])]).write(
        tmp_path
    )
    assert run(["import-plan", str(path), str(book), "--in-place"]) == 0
    (paper,) = register(book).papers
    assert [paper.line_1, paper.line_2] == lines[:2]
    assert paper.line_3 == "PHÓ CHỦ TỊCH\nPHÓ CHỦ TỊCH UBND"


def test_with_replace_recipients_of_every_paper_stay_and_are_not_repeated(
    book: Path, old: Path
) -> None:
    opened = ClosedBook(book)
    opened.fill(Recipient.table, [{"Nơi nhận": "UBND huyện."}])
    opened.save(book)
    assert run(["import-plan", str(old), str(book), "--in-place", "--replace"]) == 0
    found = [(row.paper, row.recipient) for row in register(book).recipients]
    assert found == [(None, "UBND huyện."), ("KH2020", "10 xóm;"), ("KH2020", "Lưu: VP.")]


def test_for_another_year_number_and_day_are_not_taken_over(
    book: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import-plan", str(old), str(book), "--year", "2021", "--in-place"]) == 0
    assert "Số và ngày của văn bản cũ không chép sang năm mới" in capsys.readouterr().out
    (paper,) = register(book).papers
    assert (paper.code, paper.number, paper.symbol, paper.issued) == ("KH2021", None, None, None)
    assert paper.about == "Tổ chức phong trào thi đua xã Lam Vỹ năm 2021"


def test_a_plan_of_no_known_year_cannot_change_it(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_docx(
        tmp_path / "a.docx", [p("KẾ HOẠCH", centred=True), p("Thi đua", centred=True)]
    )
    assert run(["import-plan", str(path), str(book), "--year", "2021"]) == 2
    assert "không đổi năm được" in capsys.readouterr().err


def test_a_sheet_without_a_column_is_refused_in_words(old: Path) -> None:
    from tests.support.fixtures import Sketch

    sketch = Sketch(structure=["thiếu cột: Kế hoạch!Ký hiệu"])
    from addin.documents.importing.paper import read_plan
    from addin.documents.importing.reading import read_document
    from addin.documents.importing.rows import prepare

    with pytest.raises(Refusal, match="Trang “Kế hoạch” thiếu cột “Ký hiệu”: hãy thêm"):
        prepare(read_plan(read_document(old)), sketch.register(), None, False)


# Files that are no plans


def _packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return path


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def _with(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    def make(old: Path) -> Path:
        parts = _parts(old)
        return _packed(old, parts | {name: change(parts.get(name, b""))})

    return make


def _bytes(content: bytes, name: str = "cu.docx") -> Callable[[Path], Path]:
    def make(old: Path) -> Path:
        path = old.with_name(name)
        path.write_bytes(content)
        return path

    return make


def _cut(old: Path) -> Path:
    old.write_bytes(old.read_bytes()[:-300])
    return old


DOCUMENT, TYPES = "word/document.xml", "[Content_Types].xml"
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512)
UNSOUND: dict[str, tuple[Callable[[Path], Path], str]] = {
    "an old .doc": (_bytes(OLE, "cu.doc"), "dạng cũ (.doc): hãy mở bằng Word, chọn Lưu dưới dạng"),
    "a password": (_bytes(OLE + "EncryptedPackage".encode("utf-16-le")), "mật khẩu"),
    "no byte at all": (_bytes(b""), "rỗng"),
    "a truncated file": (_cut, "bị hỏng hoặc tải về chưa hết"),
    "text with another suffix": (_bytes(b"{\\rtf1 KH}"), "không phải văn bản Word (.docx)"),
    "a zip of something else": (
        lambda old: _packed(old, {"a.txt": b"a"}),
        "không phải văn bản Word",
    ),
    "a workbook": (
        _with(TYPES, lambda xml: xml.replace(b"wordprocessingml", b"spreadsheetml")),
        "không phải văn bản Word",
    ),
    "a document with macros": (
        _with(TYPES, lambda xml: xml.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main",
            b"application/vnd.ms-word.document.macroEnabled.main",
        )),
        "macro (.docm)",
    ),
    "a document type": (
        _with(DOCUMENT, lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml), "DOCTYPE",
    ),
    "a bomb": (_with("word/media/image1.png", lambda _: bytes(30_000_000)), "phình to"),
    "too much text": (
        _with(DOCUMENT, lambda xml: xml.replace(
            b"</w:body>", random.Random(5).randbytes(13_000_000).hex().encode() + b"</w:body>"
        )),
        "dài quá mức",
    ),
    "XML that does not end": (_with(DOCUMENT, lambda xml: xml[:-20]), "bị hỏng"),
    "elements nested without end": (
        _with(DOCUMENT, lambda xml: xml.replace(
            b"<w:body>", b"<w:body>" + b"<w:sdt><w:sdtContent>" * 5_000, 1
        ).replace(b"</w:body>", b"</w:sdtContent></w:sdt>" * 5_000 + b"</w:body>")),
        "bị hỏng",
    ),
}  # fmt: skip
USELESS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no words at all": (
        _with(DOCUMENT, lambda _: f'<w:document xmlns:w="{MAIN}"><w:body/></w:document>'.encode()),
        "không có đoạn chữ nào",
    ),
    "a paragraph that no cell can hold": (
        _with(DOCUMENT, lambda xml: xml.replace("Động".encode(), b"chu " * 9_000)),
        "dài trên 32767 ký tự",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "words"), (UNSOUND | USELESS).values(), ids=UNSOUND | USELESS)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    book: Path,
    old: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], Path],
    words: str,
) -> None:
    before = book.read_bytes()
    assert run(["import-plan", str(make(old)), str(book), "--in-place"]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert "hãy" in error
    assert book.read_bytes() == before


@pytest.mark.parametrize("verb", ["check-document", "pdf"])
@pytest.mark.parametrize(("make", "words"), UNSOUND.values(), ids=UNSOUND)
def test_other_readers_of_word_files_refuse_the_same_in_the_same_words(
    old: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], Path],
    words: str,
    verb: str,
) -> None:
    assert run([verb, str(make(old))]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_a_file_that_is_not_there_and_a_folder_are_refused_in_words(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import-plan", str(tmp_path / "khong.docx"), str(book)]) == 2
    assert "Không tìm thấy tệp" in capsys.readouterr().err
    assert run(["import-plan", str(tmp_path), str(book)]) == 2
    assert "là thư mục, không phải văn bản" in capsys.readouterr().err


def test_a_strict_document_is_read_like_any_other(book: Path, old: Path) -> None:
    before = import_plan(ClosedBook(book), TODAY, old).rows
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    _with(DOCUMENT, lambda xml: xml.replace(MAIN.encode(), strict.encode()))(old)
    assert import_plan(ClosedBook(book), TODAY, old).rows == before


def test_another_kind_of_paper_is_taken_with_a_warning(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = (p("BÁO CÁO", bold=True, centred=True), *TITLE[1:])
    path = write_docx(tmp_path / "a.docx", [HEADER, *title, OPENING, *BODY, SIGNING])
    assert run(["import-plan", str(path), str(book)]) == 0
    assert "Văn bản cũ là “BÁO CÁO”" in capsys.readouterr().out


def test_pictures_and_hidden_words_are_told_of(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = "<w:r><w:pict><v:shape><v:imagedata r:id='rId9'/></v:shape></w:pict></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>chữ ẩn</w:t></w:r>"
    body = [HEADER, *TITLE, OPENING, *BODY, p("2. Hình", picture, hidden), SIGNING, table([""])]
    assert run(["import-plan", str(write_docx(tmp_path / "a.docx", body)), str(book)]) == 0
    out = capsys.readouterr().out
    assert "1 hình trong văn bản cũ không nhập được" in out
    assert "chữ ẩn (Hidden)" in out
