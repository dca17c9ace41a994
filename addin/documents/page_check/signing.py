"""Addressee, signing block, recipients and annexes (Mục II khoản 7, 9; Mục III khoản 1)."""

from __future__ import annotations

import re
from typing import Final

from addin.documents import layout
from addin.documents.page_check.components import ADDRESSED_KINDS, DEGREES, Annex, Components
from addin.documents.page_check.finding import Notes, Place, place_of, quote
from addin.documents.page_check.formatting import TWIPS_IN_MM
from addin.documents.page_check.header import severity_of_missing
from addin.documents.page_check.look import check_look
from addin.documents.page_check.reading import Line
from validators.text import clean, fold

_SIGNING: Final = "Phần ký"
_RECIPIENTS: Final = "Nơi nhận"
_ADDRESSEE: Final = "Kính gửi"
_ANNEX: Final = "Phụ lục"
_EDGE: Final = 3.0
_WRONG_AUTHORITY: Final = re.compile(
    r"\s*(?:T/M|K/T|T/L|T/UQ|TƯQ|TM|KT|TL|TUQ|Q)(?!\.)\b\s*[./]?\s|\s*(?:TM|KT|TL|TUQ|Q)\.\S"
)
_KEPT: Final = re.compile(r"-\s*Lưu\s*:\s*VT\b")
_ANNEX_HEADING: Final = re.compile(
    r"\s*phụ\s+lục\b\s*(?:số\s*)?([IVXLC]+\b|\d+|[A-Z]\b)?\s*[.:]?\s*(.*)\Z", re.I | re.S
)


def check_addressee(notes: Notes, found: Components) -> None:
    """Note what is wrong with "Kính gửi"."""
    if not found.addressee:
        if found.is_letter:
            notes.add("TT400", Place(_ADDRESSEE), "Không thấy “Kính gửi”")
        return
    title, *listed = found.addressee
    for line in found.addressee:
        check_look(notes, _ADDRESSEE, line, "40", layout.ADDRESSEE, "12")
    place = place_of(_ADDRESSEE, title)
    if not re.match(r"\s*Kính gửi\s?:", clean(title.text)):
        notes.add("TT405", place, f"“{quote(title.text)}”")
    if found.kind_name and found.kind_name not in ADDRESSED_KINDS:
        notes.add("TT407", place, f"Có “Kính gửi” trong {found.kind_name}")
    for line in listed:
        last = line is listed[-1]
        if not _is_entry(line) or not _ends(line.text, last):
            notes.add("TT406", place_of(_ADDRESSEE, line), f"“{quote(line.text)}”")


def _is_entry(line: Line) -> bool:
    return line.text.startswith("-") or line.paragraph.mark == "-"


def _ends(text: str, last: bool) -> bool:
    return text.rstrip().endswith("." if last else ";")


def check_signing(notes: Notes, found: Components) -> None:
    """Note what is wrong with the signer's block."""
    for code, component in (("TT410", found.authority), ("TT420", found.signer)):
        if not component:
            notes.add(code, Place(_SIGNING), "Không thấy", severity_of_missing(found))
    for line in (*found.authority, *found.office):
        check_look(notes, _SIGNING, line, "41", layout.AUTHORITY, "1234")
        if match := _WRONG_AUTHORITY.match(f"{line.text} "):
            notes.add("TT415", place_of(_SIGNING, line), f"“{match[0].strip()}”")
    if found.signer:
        check_look(notes, _SIGNING, found.signer, "42", layout.SIGNER, "1234")
        if match := DEGREES.match(found.signer.text):
            notes.add("TT425", place_of(_SIGNING, found.signer), f"Ghi “{match[0].strip()}”")


def check_recipients(notes: Notes, found: Components) -> None:
    """Note what is wrong with "Nơi nhận" and its list."""
    title = found.recipients_title
    if title is None:
        notes.add("TT430", Place(_RECIPIENTS), "Không thấy", severity_of_missing(found))
        return
    place = place_of(_RECIPIENTS, title)
    check_look(notes, _RECIPIENTS, title, "43", layout.RECIPIENTS_TITLE, "123")
    if not title.text.rstrip().endswith(":"):
        notes.add("TT435", place, f"“{quote(title.text)}”")
    if not _at_edge(title):
        notes.add("TT436", place, "Không sát lề trái")
    for line in found.recipients:
        check_look(notes, _RECIPIENTS, line, "44", layout.RECIPIENT, "12")
    _check_list(notes, found)


def _at_edge(line: Line) -> bool:
    form = line.paragraph.format
    left = (form.left + form.first) / TWIPS_IN_MM
    return form.align in ("left", "justified") and left <= _EDGE


def _check_list(notes: Notes, found: Components) -> None:
    entries = _entries(found.recipients)
    if not entries:
        notes.add("TT447", Place(_RECIPIENTS), "Không có danh sách nơi nhận")
        return
    for entry in entries:
        place = place_of(_RECIPIENTS, entry[0])
        text = " ".join(line.text for line in entry)
        if not _is_entry(entry[0]):
            notes.add("TT445", place, f"“{quote(text)}” không mở đầu bằng gạch (-)")
        if not _ends(text, entry is entries[-1]):
            notes.add("TT446", place, f"“…{text[-12:].strip()}”")
    last = entries[-1][0]
    text = last.text if last.text.startswith("-") else f"- {last.text}"
    if not _KEPT.match(clean(text)):
        notes.add("TT447", place_of(_RECIPIENTS, last), f"“{quote(last.text)}”")
    if found.addressee and "nhutren" not in fold(entries[0][0].text):
        notes.add("TT448", place_of(_RECIPIENTS, entries[0][0]), f"“{quote(entries[0][0].text)}”")


def _entries(lines: list[Line]) -> list[list[Line]]:
    """The recipients, each with the lines that it goes on over."""
    entries: list[list[Line]] = []
    for line in lines:
        dashed = line.text.lstrip()[:1] in "-–—+•*" or line.paragraph.mark
        open_ended = entries and not entries[-1][-1].text.rstrip().endswith((";", "."))
        if entries and open_ended and not dashed:
            entries[-1].append(line)
        else:
            entries.append([line])
    return entries


def check_annexes(notes: Notes, found: Components) -> None:
    """Note what is wrong with the headings of annexes."""
    for annex in found.annexes:
        _check_annex(notes, annex, several=len(found.annexes) > 1)
    for line in found.references:
        check_look(notes, _ANNEX, line, "52", layout.ANNEX_NOTE, "124")


def _check_annex(notes: Notes, annex: Annex, *, several: bool) -> None:
    place = place_of(_ANNEX, annex.heading)
    check_look(notes, _ANNEX, annex.heading, "50", layout.ANNEX, "1234")
    match = _ANNEX_HEADING.match(annex.heading.text)
    if match and match[2].strip():
        notes.add("TT506", place, f"“{quote(annex.heading.text)}”")
    elif several and match and not re.fullmatch(r"[IVXLC]+", match[1] or ""):
        notes.add("TT505", place, f"“{quote(annex.heading.text)}”")
    for line in annex.titles:
        check_look(notes, _ANNEX, line, "51", layout.ANNEX_TITLE, "1234")
