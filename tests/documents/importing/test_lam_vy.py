"""The real plan of xã Lam Vỹ: brought into a register on disk, written, brought in again."""

import json
from datetime import date
from pathlib import Path

import pytest

from addin.book.closed import ClosedBook
from addin.cli import run
from addin.commands import open_register
from tests.documents.lam_vy import from_kind_on, outline, text_lines
from tests.support.ooxml import assert_valid
from validators.register import Register

Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("so") / "so.xlsx"
    assert run(["new", str(path), "--year", "2020", "--unit", "Lam Vỹ"]) == 0
    return path.read_bytes()


@pytest.fixture(scope="module")
def books(
    shared_dir: Path, empty: bytes, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, Path]:
    """The register after the first import, the plan written from it, the register of the second."""
    folder = tmp_path_factory.mktemp("nhap")
    first, plan, second = folder / "mot.xlsx", folder / "moi.docx", folder / "hai.xlsx"
    first.write_bytes(empty)
    second.write_bytes(empty)
    real = shared_dir / "lam-vy-2020/ke-hoach.docx"
    assert run(["import-plan", str(real), str(first), "--in-place"]) == 0
    assert run(["plan", str(first), "-o", str(plan)]) == 0
    assert run(["import-plan", str(plan), str(second), "--in-place"]) == 0
    return first, plan, second


def register(path: Path) -> Register:
    return open_register(ClosedBook(path), date(2020, 2, 5)).register


def rows(path: Path) -> dict[str, Rows]:
    """What stands in the tables that an import fills."""
    found = register(path)
    tables = {"plan": found.plan, "papers": found.papers, "recipients": found.recipients}
    values = {
        name: [tuple(each.model_dump(exclude={"row"}).values()) for each in records]
        for name, records in tables.items()
    }
    return values | {"settings": [tuple(found.settings.model_dump().items())]}


def test_the_rows_are_what_a_person_reads_in_it(
    shared_dir: Path, books: tuple[Path, Path, Path]
) -> None:
    expected = outline(shared_dir)
    found = register(books[0])
    opening, *body, closing = found.plan
    assert (opening.part, opening.text) == ("Mở đầu", expected["opening"])
    assert (closing.part, closing.text) == ("Kết luận", expected["closing"])
    assert [
        {"level": row.level, "marker": row.marker, "text": row.text, "bold": row.bold == "Có"}
        for row in body
    ] == [
        {name: row[name] for name in ("level", "marker", "text", "bold")}
        for row in expected["body"]
    ]
    assert {row.part for row in body} == {"Nội dung"}
    assert [row.recipient for row in found.recipients] == expected["recipients"]
    (paper,) = found.papers
    assert paper.about == expected["title"]
    assert [paper.line_1, paper.line_2, paper.line_3] == expected["signature"]["lines"]
    assert paper.signer == found.settings.signer == expected["signature"]["name"]
    assert (paper.number, paper.symbol, paper.issued) == (None, None, None)
    assert paper.issuer == "Hội đồng Thi đua - Khen thưởng"


def test_the_json_has_the_outline_as_a_person_reads_it(
    shared_dir: Path, empty: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "so.xlsx"
    book.write_bytes(empty)
    real = shared_dir / "lam-vy-2020/ke-hoach.docx"
    assert run(["import-plan", str(real), str(book), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    expected = outline(shared_dir)
    del expected["accept_also"]
    assert {name: found["outline"][name] for name in expected} == expected
    assert (found["paragraphs_in"], found["rows_out"]) == (50, 50)
    assert found["attention"] == []
    assert book.read_bytes() == empty


def test_the_plan_written_again_is_the_same_text_line_for_line(
    shared_dir: Path, books: tuple[Path, Path, Path]
) -> None:
    real = from_kind_on(text_lines(shared_dir / "lam-vy-2020/ke-hoach.docx"))
    assert from_kind_on(text_lines(books[1])) == real
    assert len(real) == 52


def test_the_written_plan_imported_again_gives_the_same_rows(
    books: tuple[Path, Path, Path],
) -> None:
    assert rows(books[2]) == rows(books[0])


@pytest.mark.slow
def test_register_and_plan_are_sound_files(
    books: tuple[Path, Path, Path], ooxml_validator: None
) -> None:
    assert_valid(*books)


def test_for_2021_the_plan_s_own_years_are_changed_and_others_left(
    shared_dir: Path, empty: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "so.xlsx"
    book.write_bytes(empty)
    real = shared_dir / "lam-vy-2020/ke-hoach.docx"
    arguments = ["import-plan", str(real), str(book), "--year", "2021", "--format", "json"]
    assert run(arguments) == 0
    years = json.loads(capsys.readouterr().out)["years"]
    assert len(years["changed"]) == 16
    assert [each["words"] for each in years["left"]] == [
        "… xã Lam Vỹ tại hội nghị ngày 29/01/2020. Hội đồng Thi đua khen thưởng xã …",
        "… chào mừng kỷ niệm 72 năm (1948 – 2020) ngày Chủ tịch Hồ Chí Minh ra Lời …",
        "… nước và công tác khen thưởng năm 2019, phát động phong trào thi đua yêu …",
    ]
    assert not [each for each in years["changed"] if "2020" not in each["words"]]


def test_the_plan_of_2021_is_written_without_its_own_old_years(
    shared_dir: Path, tmp_path: Path
) -> None:
    book, plan = tmp_path / "so.xlsx", tmp_path / "moi.docx"
    run(["new", str(book), "--year", "2021", "--unit", "Lam Vỹ"])
    real = shared_dir / "lam-vy-2020/ke-hoach.docx"
    assert run(["import-plan", str(real), str(book), "--year", "2021", "--in-place"]) == 0
    assert run(["plan", str(book), "-o", str(plan)]) == 0
    old = from_kind_on(text_lines(real))
    new = from_kind_on(text_lines(plan))
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert len(changed) == 15
    assert all(
        b == a.replace("năm 2020", "năm 2021").replace("/2020", "/2021") or "29/01/2020" in b
        for a, b in changed
    )
    assert [row.code for row in register(book).papers] == ["KH2021"]
