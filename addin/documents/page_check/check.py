"""check_page(file) → report: the whole page against Nghị định 30/2020/NĐ-CP in one pass."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from addin.documents.page_check.body import check_body
from addin.documents.page_check.components import (
    LEGISLATION,
    NO_PAPERS,
    Components,
    find_components,
    is_party_paper,
)
from addin.documents.page_check.finding import Notes, PageReport, Place, lowered, place_of
from addin.documents.page_check.header import (
    HEADER,
    check_header,
    check_title,
    is_before,
)
from addin.documents.page_check.page import check_page as check_sheet
from addin.documents.page_check.reading import Paper, read_paper
from addin.documents.page_check.rules import in_force
from addin.documents.page_check.signing import (
    check_addressee,
    check_annexes,
    check_recipients,
    check_signing,
)
from addin.documents.word_file import WordFile, open_word_file

_WITH_YEAR: Final = re.compile(r"\s*số\s*:?\s*[\d.…_\s]*/\s*\d{4}\s*/", re.IGNORECASE)


def check_file(path: Path) -> PageReport:
    """Check a .docx by anybody; BookRefused where the file cannot be read."""
    return check_page(open_word_file(path))


def check_page(file: WordFile) -> PageReport:
    """Check an opened document.

    A document that is no administrative one yields a single Lưu ý that says so. One dated before
    the decree was in force keeps its findings as Lưu ý, below one that says why.
    """
    paper = read_paper(file)
    found = find_components(paper)
    notes = Notes()
    if reason := _why_not(paper, found):
        notes.add("TT100", Place("Văn bản"), reason)
        return PageReport(paper.name, notes.findings())
    check_sheet(notes, paper, found)
    if not found.attached:
        check_header(notes, paper, found)
        check_addressee(notes, found)
        check_signing(notes, found)
        check_recipients(notes, found)
    if not found.annex_alone:
        check_title(notes, paper, found)
        check_body(notes, paper, found)
    check_annexes(notes, found)
    recognised = tuple(found.recognised())
    if not is_before(found.date, in_force()):
        return PageReport(paper.name, notes.findings(), recognised)
    before = Notes()
    assert found.date
    before.add("TT109", place_of(HEADER, found.date), "Văn bản ghi ngày trước ngày đó")
    findings = before.findings() + [lowered(each) for each in notes.findings()]
    return PageReport(paper.name, findings, recognised)


def _why_not(paper: Paper, found: Components) -> str:
    """Why a document is not checked; empty for an administrative one."""
    if all(each.blank for each in paper.paragraphs):
        return "Văn bản không có chữ nào"
    if is_party_paper(paper):
        return "Đây là văn bản của Đảng (đầu trang ghi ĐẢNG CỘNG SẢN VIỆT NAM)"
    with_year = found.number is not None and _WITH_YEAR.match(found.number.text)
    if found.kind_name in LEGISLATION or with_year:
        return "Đây là văn bản quy phạm pháp luật, có quy định riêng về thể thức"
    if found.kind_name in NO_PAPERS:
        return f"{found.kind_name} có mẫu riêng, không thuộc các loại văn bản hành chính ở Điều 7"
    if not found.is_administrative:
        return "Không thấy các thành phần thể thức của văn bản hành chính"
    return ""
