"""Giấy khen: one page a person on a printed blank, text placed in millimetres.

Every piece of text is a Word frame, its look a paragraph style of its own. A text too long for its
box is set smaller, down to a size that can still be read; one that does not fit even so is refused
by name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm

from addin.documents.awards import address, office, unbroken, years_achievement
from addin.documents.composing import ROOM, common_values
from addin.documents.issuing import PaperError, Signature, required, signature
from addin.documents.kind import Product, created
from addin.documents.layout import MM, SINGLE_LINE, Alignment, TextStyle
from addin.documents.sources import paper_for, unlisted
from addin.documents.styles import define_text_style
from addin.documents.widths import wrapped_widths
from addin.documents.word import WordFile
from addin.documents.wording import without_word
from addin.paper_texts import default_records
from validators.catalogue import (
    CertificateSize,
    CommendationKind,
    Form,
    ObjectKind,
    Outcome,
    PaperKind,
    TextAlignment,
    Yes,
)
from validators.notation import date_in_words
from validators.paper_text import BLANK, Vocabulary
from validators.placeholders import key_of, replaced
from validators.records import CertificateBox, Nomination
from validators.register import Register

SIZES: Final = {CertificateSize.A4: (297.0, 210.0), CertificateSize.A3: (420.0, 297.0)}
"""Width and height in millimetres of the lying sheet."""
SMALLEST: Final = 8.0
"""The smallest size in points that is still read at arm's length."""
_ANCHOR: Final = "Trang giấy khen"
_ALIGNMENTS: Final[dict[TextAlignment, Alignment]] = {
    TextAlignment.LEFT: "left",
    TextAlignment.CENTRE: "centre",
    TextAlignment.RIGHT: "right",
}


@dataclass(frozen=True)
class Box:
    """A box with all that its row in tblGiayKhen says; lengths in millimetres, size in points."""

    row: CertificateBox
    left: float
    top: float
    width: float
    height: float
    size: float

    @property
    def name(self) -> str:
        """What the box is for."""
        return self.row.component or ""

    def fitting(self, text: str) -> float | None:
        """The greatest size up to the box's own in which a text fits, None where none does."""
        size = self.size
        while size >= SMALLEST:
            lines = wrapped_widths(text, size, self.width * MM)
            height = len(lines) * size * SINGLE_LINE
            if max(lines) <= self.width * MM and height <= self.height * MM:
                return size
            size -= 0.5
        return None


def certified(register: Register) -> list[Nomination]:
    """Return those who were awarded the certificate of the commune's chairman.

    PaperError where there is nobody.
    """
    rows = [row for row in register.awarded if row.form is Form.COMMUNE_CERTIFICATE and row.name]
    if not rows:
        raise PaperError(
            f"Trang tính Đề nghị chưa có dòng nào Kết quả là “{Outcome.AWARDED}” với Hình thức "
            f"“{Form.COMMUNE_CERTIFICATE}”; hãy ghi kết quả rồi làm lại."
        )
    return rows


def boxes(register: Register) -> list[Box]:
    """Return the boxes of the blank in use. PaperError for one without a place on the sheet."""
    size = register.settings.certificate_size or CertificateSize.A4
    typed = register.certificate_boxes
    rows = [row for row in typed or default_records(CertificateBox) if row.size is size]
    if not rows:
        raise PaperError(
            f"Trang tính Giấy khen chưa có dòng nào của khổ {size}; hãy thêm rồi làm lại."
        )
    return [_box(row, SIZES[size]) for row in rows if row.text]


def _box(row: CertificateBox, sheet: tuple[float, float]) -> Box:
    lengths = (row.left, row.top, row.width, row.height, row.font_size)
    where = f"Trang tính Giấy khen, dòng {row.row}: ô “{row.component or ''}”"
    if None in lengths or not row.width or not row.height:
        raise PaperError(f"{where} thiếu chỗ in; hãy điền Trái, Trên, Rộng, Cao, Cỡ chữ.")
    left, top, width, height, size = (each or 0.0 for each in lengths)
    if left + width > sheet[0] or top + height > sheet[1]:
        raise PaperError(
            f"{where} ra ngoài tờ giấy {sheet[0]:g} × {sheet[1]:g} mm; hãy sửa chỗ in."
        )
    return Box(row, left, top, width, height, size)


def certificate_values(register: Register, row: Nomination, number: int) -> dict[str, str | None]:
    """Return what a certificate prints of a person; None where the register does not know."""
    number_typed = row.decision_number or ""
    paper = (
        paper_for(register, PaperKind.DECISION, number=number_typed, day=row.decided)
        if number_typed
        else unlisted(PaperKind.DECISION)
    )
    signed: Signature = signature(register, paper, in_person=True)
    collective = row.object_kind is ObjectKind.COLLECTIVE
    return {
        "Tên gọi": address(row),
        "Họ và tên": row.name if collective else unbroken(row.name or ""),
        "Chức vụ": row.position,
        "Đơn vị": row.unit,
        "Chức vụ, đơn vị": office(row),
        "Nội dung khen": citation(row, register.year),
        "Tóm tắt thành tích": row.achievements,
        "Phong trào": row.movement,
        "Năm thành tích": str(row.year or register.year),
        "Số quyết định": without_word(row.decision_number) if row.decision_number else None,
        "Ngày quyết định": date_in_words(row.decided) if row.decided else None,
        "Địa danh": register.settings.place_name or required(register.settings, "unit_name"),
        "Quyền hạn, chức vụ người ký": "\n".join(signed.authority),
        "Người ký": signed.name,
        "Số thứ tự": f"{number:02d}",
    }


def citation(row: Nomination, year: int) -> str:
    """Return what somebody is commended for, in one sentence without full stop."""
    if row.movement:
        movement = row.movement.strip("“”")
        return f"Đã có thành tích trong phong trào thi đua “{movement}” năm {row.year or year}"
    done = (row.achievements or "").strip().rstrip(".")
    if row.commendation_kind is CommendationKind.EXTRAORDINARY and done:
        return f"Đã có thành tích đột xuất: {done}"
    if done:
        return f"Đã có thành tích: {done}"
    by_merit = row.commendation_kind is CommendationKind.MERIT
    return f"Đã có {years_achievement(row.year or year, by_merit=by_merit)}"


class CertificateFile(WordFile):
    """Pages of a printed blank, each with its pieces of text."""

    def __init__(self, register: Register, size: CertificateSize) -> None:
        """Start a file of lying sheets."""
        anchor = TextStyle(_ANCHOR, 1, "")
        super().__init__(
            [anchor], title="Giấy khen", author=str(common_values(register)["Ủy ban nhân dân"]),
            created=created(register),
        )  # fmt: skip
        section = self._document.sections[0]
        width, height = SIZES[size]
        section.orientation = WD_ORIENTATION.LANDSCAPE
        section.page_width, section.page_height = Mm(width), Mm(height)
        for side in ("top", "bottom", "left", "right"):
            setattr(section, f"{side}_margin", Mm(10))
        section.header_distance = section.footer_distance = Mm(5)
        self._pages = 0

    def page(self, texts: Sequence[tuple[Box, str, float]]) -> None:
        """Add a page with texts in boxes, each in its size."""
        # A frame belongs to the paragraph beside it: one on either side keeps it on its page.
        self._pages += 1
        opening = self._add("", _ANCHOR)
        if self._pages > 1:
            opening.get_or_add_pPr().get_or_add_pageBreakBefore()
        for box, text, size in texts:
            paragraph = self._add(text, self._style_of(box, size))
            # LibreOffice overlooks a frame that stands in a style.
            paragraph.pPr.append(_frame(box))
        self._add("", _ANCHOR)

    def _style_of(self, box: Box, size: float) -> str:
        """The style of a box; a smaller size is a style of its own."""
        smaller = "" if size == box.size else f" cỡ {size:g}".replace(".", "_")
        name = f"Giấy khen - {box.name.replace(',', '')} {box.row.row}{smaller}"
        if name not in self._style_ids:
            style = define_text_style(
                self._document.styles,
                TextStyle(
                    name,
                    size,
                    "",
                    _ALIGNMENTS[box.row.alignment or TextAlignment.LEFT],
                    bold=box.row.bold is Yes.YES,
                    italic=box.row.italic is Yes.YES,
                ),
            )
            self._style_ids[name] = style.style_id
        return name


def _frame(box: Box) -> Any:
    frame = OxmlElement("w:framePr")
    places = {
        "w": box.width,
        "h": box.height,
        "x": box.left,
        "y": box.top,
    }
    for name, millimetres in places.items():
        frame.set(qn(f"w:{name}"), str(round(millimetres * MM * 20)))
    for name, value in {
        "hRule": "exact",
        "hSpace": "0",
        "wrap": "around",
        "vAnchor": "page",
        "hAnchor": "page",
    }.items():
        frame.set(qn(f"w:{name}"), value)
    return frame


class _Printer:
    """Fills the boxes of one person after the other, and remembers what it had to leave blank."""

    def __init__(self, found: Sequence[Box], settings: Mapping[str, str | None]) -> None:
        self._boxes, self.blanks = found, dict[str, None]()
        self._settings = {key_of(name): value for name, value in settings.items()}
        self._sizes: dict[tuple[int, str], float | None] = {}

    def texts(
        self, row: Nomination, values: Mapping[str, str | None]
    ) -> Iterator[tuple[Box, str, float]]:
        """The text of each box and its size. PaperError for one that does not fit."""
        known = self._settings | {key_of(name): value for name, value in values.items()}
        for place, box in enumerate(self._boxes):
            text = replaced(box.row.text or "", lambda name: self._value(name, known)).strip()
            if not text:
                continue
            # Date and signer are the same on most pages.
            if (place, text) not in self._sizes:
                self._sizes[place, text] = box.fitting(text)
            size = self._sizes[place, text]
            if size is None:
                raise PaperError(
                    f"Trang tính Đề nghị, dòng {row.row}: “{row.name}” – chữ ở ô “{box.name}” của "
                    "giấy khen dài quá chỗ in; hãy rút gọn, hoặc nới Rộng, Cao ở trang tính Giấy "
                    "khen."
                )
            yield box, text, size

    def _value(self, name: str, known: Mapping[str, str | None]) -> str:
        value = None if key_of(name) == key_of(BLANK) else known.get(key_of(name))
        if value is None:
            self.blanks.setdefault(name)
            return ROOM
        return value


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    rows, found = certified(register), boxes(register)
    vocabulary = Vocabulary.of_certificate(register)
    for box in found:
        for problem in vocabulary.problems(box.row.text or ""):
            place = f"Trang tính Giấy khen, dòng {box.row.row}: " if box.row.row else ""
            raise PaperError(f"{place}{problem.problem} {problem.remedy}")
    settings = {name: value or None for name, value in vocabulary.settings.values.items()}
    printer = _Printer(found, {**settings, **common_values(register)})
    file = CertificateFile(register, register.settings.certificate_size or CertificateSize.A4)
    for number, row in enumerate(rows, 1):
        file.page(list(printer.texts(row, certificate_values(register, row, number))))
    return [Product("", file.to_bytes(), tuple(printer.blanks))]
