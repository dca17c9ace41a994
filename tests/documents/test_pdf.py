"""PDF through LibreOffice, and plain words where that cannot be."""

import shutil
import stat
import sys
from datetime import datetime
from pathlib import Path

import pytest

from addin.cli import run
from addin.documents import pdf
from addin.documents.decree30 import AdministrativeDocument
from addin.documents.pdf import PdfError, batch_to_pdf, find_libreoffice, to_pdf

NEEDS_SHELL = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    document = AdministrativeDocument(title="", author="", created=datetime(2020, 1, 1))
    document.paragraph("Nội dung.")
    document.save(tmp_path / "kế hoạch.docx")
    return tmp_path / "kế hoạch.docx"


def program(folder: Path, script: str) -> Path:
    """A stand-in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_without_libreoffice_staff_are_told_what_to_do(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)
    with pytest.raises(PdfError, match=r"chưa cài LibreOffice.*kế hoạch\.docx bằng Word"):
        to_pdf(paper, paper.with_suffix(".pdf"))


@pytest.mark.parametrize("variable", ["ProgramFiles", "ProgramFiles(x86)"])
def test_libreoffice_is_found_where_its_windows_installer_puts_it(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "LibreOffice" / "program" / "soffice.com"
    installed.parent.mkdir(parents=True)
    installed.touch()
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setenv(variable, str(tmp_path))
    assert find_libreoffice() == installed


@NEEDS_SHELL
def test_a_program_that_makes_nothing_is_reported(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = program(tmp_path, "exit 0")
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: stand_in)
    with pytest.raises(PdfError, match="không xuất được PDF"):
        to_pdf(paper, paper.with_suffix(".pdf"))


@NEEDS_SHELL
def test_a_program_that_hangs_is_stopped_with_its_children(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    stand_in = program(tmp_path, f"sleep 600 & echo $! > {child}; wait")
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: stand_in)
    with pytest.raises(PdfError, match="bị dừng"):
        to_pdf(paper, paper.with_suffix(".pdf"), time_limit=3)
    state = Path("/proc", child.read_text().strip(), "stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


MADE_BY_LIBREOFFICE = "LibreOffice".encode("utf-16-be").hex().upper()

# What LibreOffice does, in short: one PDF after another, files it cannot read are passed over.
CONVERTER = """
echo run >> {log}
for file in "$@"; do
    case "$file" in *.docx)
        text=$(cat "$file")
        case "$text" in
            broken) continue ;;
            crash) kill -9 $$ ;;
            hang) sleep 600 ;;
        esac
        echo "%PDF $text" > "${{file%.docx}}.pdf" ;;
    esac
done
"""


@pytest.fixture
def converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for LibreOffice; the file returned has a line for each time it was started."""
    folder = tmp_path / "program"
    folder.mkdir()
    log = folder / "runs"
    stand_in = program(folder, CONVERTER.format(log=log))
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: stand_in)
    return log


def papers(folder: Path, *texts: str) -> dict[Path, Path]:
    """Documents that hold these texts, with the places of their PDFs."""
    sources = [folder / f"văn bản {number}.docx" for number in range(len(texts))]
    for source, text in zip(sources, texts, strict=True):
        source.write_text(text)
    return {source: source.with_suffix(".pdf") for source in sources}


@NEEDS_SHELL
def test_a_batch_is_made_by_one_libreoffice_that_tells_how_far_it_is(
    converter: Path, tmp_path: Path
) -> None:
    paths = papers(tmp_path, "một", "hai", "ba")
    told: list[int] = []
    assert batch_to_pdf(paths, progress=told.append) == {}
    assert [target.read_text() for target in paths.values()] == [
        "%PDF một\n", "%PDF hai\n", "%PDF ba\n",
    ]  # fmt: skip
    assert converter.read_text().count("run") == 1
    assert told == sorted(told)
    assert told[-1] == 3


@NEEDS_SHELL
@pytest.mark.parametrize(
    ("trouble", "words", "runs"),
    [("broken", "không xuất được PDF", 1), ("crash", "không xuất được PDF", 2),
     ("hang", "sau 1 giây nên đã bị dừng", 2)],
)  # fmt: skip
@pytest.mark.parametrize("place", [0, 1, 3])
def test_one_bad_document_does_not_keep_the_others_from_being_made(
    trouble: str, words: str, runs: int, place: int, converter: Path, tmp_path: Path
) -> None:
    texts = ["một", "hai", "ba", "bốn"]
    texts[place] = trouble
    paths = papers(tmp_path, *texts)
    problems = batch_to_pdf(paths, time_limit=1)
    bad = list(paths)[place]
    assert list(problems) == [bad]
    assert words in str(problems[bad])
    assert bad.name in str(problems[bad])
    made = [source for source, target in paths.items() if target.exists()]
    assert made == [source for source in paths if source != bad]
    assert converter.read_text().count("run") <= runs


@NEEDS_SHELL
def test_a_libreoffice_that_always_dies_is_not_started_again_for_every_document(
    converter: Path, tmp_path: Path
) -> None:
    paths = papers(tmp_path, *["crash"] * 20)
    problems = batch_to_pdf(paths)
    assert list(problems) == list(paths)
    assert converter.read_text().count("run") == 3


@NEEDS_SHELL
@pytest.mark.parametrize(
    ("there", "replaced"),
    [
        (f"%PDF /Producer<FEFF{MADE_BY_LIBREOFFICE}0020>", True),
        ("%PDF a scan of the signed paper", False),
        (f"%PDF /Producer<FEFF{MADE_BY_LIBREOFFICE}0020> /ByteRange[0 1 2 3]", False),
    ],
)
def test_a_pdf_that_libreoffice_did_not_make_or_that_is_signed_is_kept(
    there: str, replaced: bool, converter: Path, tmp_path: Path
) -> None:
    paths = papers(tmp_path, "một")
    ((source, target),) = paths.items()
    target.write_text(there)
    problems = batch_to_pdf(paths)
    assert target.read_text() == ("%PDF một\n" if replaced else there)
    assert ("không ghi đè" in str(problems.get(source))) is not replaced


@NEEDS_SHELL
def test_the_verb_makes_what_it_can_and_says_a_line_about_each_other_document(
    converter: Path, paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = tmp_path / "hỏng.docx"
    cut.write_bytes(paper.read_bytes()[:300])
    old = tmp_path / "cũ.doc"
    old.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1"))
    out = tmp_path / "pdf"
    command = ["pdf", str(paper), str(cut), str(old), str(tmp_path / "không có.docx"), "-o"]
    assert run([*command, str(out)]) == 2
    shown = capsys.readouterr()
    assert [each.name for each in out.iterdir()] == ["kế hoạch.pdf"]
    assert shown.out == f"Đã ghi bản PDF: {out / 'kế hoạch.pdf'}\n"
    told = [("hỏng", "bị hỏng"), ("cũ", "(.doc)"), ("không có", "Không tìm thấy")]
    for line, (name, words) in zip(shown.err.splitlines(), told, strict=True):
        assert name in line
        assert words in line
    assert run(["pdf", str(paper)]) == 0


@NEEDS_SHELL
def test_two_documents_of_one_name_do_not_write_over_each_other(
    converter: Path, paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "khác"
    folder.mkdir()
    other = Path(shutil.copy(paper, folder))
    assert run(["pdf", str(paper), str(other), "-o", str(tmp_path)]) == 2
    assert "trùng tên" in capsys.readouterr().err
    assert not other.with_suffix(".pdf").exists()


def test_without_libreoffice_the_verb_says_one_line(
    paper: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)
    assert run(["pdf", str(paper)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "chưa cài LibreOffice" in error


@pytest.mark.slow
def test_a_batch_of_real_documents_is_made_past_one_that_is_no_document(
    soffice: None, tmp_path: Path
) -> None:
    paths = {}
    for number in range(6):
        document = AdministrativeDocument(title="", author="", created=datetime(2020, 1, 1))
        document.paragraph(f"Văn bản số {number}.")
        source = tmp_path / f"kế hoạch {number}.docx"
        document.save(source)
        paths[source] = source.with_suffix(".pdf")
    bad = list(paths)[2]
    # The start of a zip, which is no document and is not taken for text either.
    bad.write_bytes(bad.read_bytes()[:200])
    told: list[int] = []
    problems = batch_to_pdf(paths, progress=told.append)
    assert list(problems) == [bad]
    made = [target for target in paths.values() if target.exists()]
    assert len(made) == 5
    assert told[-1] == 6
    # What LibreOffice made may be made again.
    assert list(batch_to_pdf(paths)) == [bad]


@pytest.mark.slow
def test_a_pdf_is_written_and_nothing_else(soffice: None, paper: Path) -> None:
    to_pdf(paper, paper.with_suffix(".pdf"))
    assert paper.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert sorted(each.suffix for each in paper.parent.iterdir()) == [".docx", ".pdf"]
