"""PDF through LibreOffice, and plain words where that cannot be."""

import stat
import sys
from datetime import datetime
from pathlib import Path

import pytest

from addin.documents import pdf
from addin.documents.decree30 import AdministrativeDocument
from addin.documents.pdf import PdfError, find_libreoffice, to_pdf


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


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_program_that_makes_nothing_is_reported(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = program(tmp_path, "exit 0")
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: stand_in)
    with pytest.raises(PdfError, match="không xuất được PDF"):
        to_pdf(paper, paper.with_suffix(".pdf"))


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_program_that_hangs_is_stopped_with_its_children(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    stand_in = program(tmp_path, f"sleep 600 & echo $! > {child}; wait")
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: stand_in)
    with pytest.raises(PdfError, match="bị dừng"):
        to_pdf(paper, paper.with_suffix(".pdf"), time_limit=1)
    state = Path("/proc", child.read_text().strip(), "stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


@pytest.mark.slow
def test_a_pdf_is_written_and_nothing_else(soffice: None, paper: Path) -> None:
    to_pdf(paper, paper.with_suffix(".pdf"))
    assert paper.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert sorted(each.suffix for each in paper.parent.iterdir()) == [".docx", ".pdf"]
