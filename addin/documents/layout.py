"""The layout numbers of Nghị định 30/2020/NĐ-CP, in one table.

Every value lies within the range of its clause in Phụ lục I, Phần I of the decree (Mục I: general
rules, Mục II: components, Mục V: the sizes of the sample). Where the decree leaves a choice, the
sizes of its own sample are taken. No other module holds a layout number of the decree.
"""

from typing import Final, Literal, NamedTuple


class Length(NamedTuple):
    """A length chosen inside the decree's range; both ends are allowed."""

    value: float
    low: float
    high: float
    clause: str


MM: Final = 72 / 25.4
"""Points in a millimetre."""

FONT: Final = "Times New Roman"  # Mục I khoản 4
LANGUAGE: Final = "vi-VN"

# Millimetres.
PAGE_WIDTH: Final = Length(210, 210, 210, "Mục I khoản 1")
PAGE_HEIGHT: Final = Length(297, 297, 297, "Mục I khoản 1")
MARGIN_TOP: Final = Length(20, 20, 25, "Mục I khoản 3")
MARGIN_BOTTOM: Final = Length(20, 20, 25, "Mục I khoản 3")
MARGIN_LEFT: Final = Length(30, 30, 35, "Mục I khoản 3")
MARGIN_RIGHT: Final = Length(15, 15, 20, "Mục I khoản 3")
PAGE_NUMBER_FROM_EDGE: Final = Length(10, 0, 14, "Mục I khoản 7: trong phần lề trên")
FIRST_LINE_INDENT: Final = Length(12.7, 10, 12.7, "Mục II khoản 6 điểm e")
SIGNATURE_ROOM: Final = Length(26, 20, 40, "Mục IV: ô số 7c và dấu")

LANDSCAPE_TEXT_WIDTH: Final = PAGE_HEIGHT.value - MARGIN_LEFT.value - MARGIN_RIGHT.value
"""Width of the text area of a landscape page in millimetres (Mục I khoản 2)."""

# Points.
PARAGRAPH_GAP: Final = Length(6, 6, 12, "Mục II khoản 6 điểm e")

# Lines.
LINE_SPACING: Final = Length(1.1, 1, 1.5, "Mục II khoản 6 điểm e")
SINGLE_LINE: Final = 1.15
"""Height of a single line of Times New Roman in font sizes."""

TEXT_HEIGHT: Final = PAGE_HEIGHT.value - MARGIN_TOP.value - MARGIN_BOTTOM.value
"""Height of the text area in millimetres."""

TEXT_WIDTH: Final = PAGE_WIDTH.value - MARGIN_LEFT.value - MARGIN_RIGHT.value
"""Width of the text area in millimetres."""

# The two-column blocks, in millimetres: the decree draws them (Mục IV) without numbers. The right
# columns hold on one line the national name and "TM. HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG".
HEADER_COLUMNS: Final = (73.0, TEXT_WIDTH - 73.0)
SIGNING_COLUMNS: Final = (68.0, TEXT_WIDTH - 68.0)

Alignment = Literal["left", "centre", "right", "justified"]


class TextStyle(NamedTuple):
    """One paragraph style: how a component of the paper is set.

    Sizes and gaps in points, the left indent in millimetres. In a `dotted` style a tab draws dots
    to the right margin, so many millimetres away. `size` is the one chosen inside `sizes`, the
    clause's range; both ends are allowed.
    """

    name: str
    size: float
    clause: str
    align: Alignment = "left"
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    indented: bool = False
    left: float = 0
    before: float = 0
    after: float = 0
    line_spacing: float = 1
    keep_with_next: bool = False
    outline_level: int | None = None
    sizes: tuple[float, float] = (13, 14)
    dotted: float = 0


# Names in English are Word's own styles, which Word shows in the language of its menus.
NATIONAL_NAME: Final = TextStyle(
    "Quốc hiệu", 12, "Mục II khoản 1 điểm a", "centre", bold=True, capitals=True, sizes=(12, 13)
)
MOTTO: Final = TextStyle("Tiêu ngữ", 13, "Mục II khoản 1 điểm b", "centre", bold=True)
SUPERIOR: Final = TextStyle(
    "Cơ quan chủ quản", 12, "Mục II khoản 2 điểm b", "centre", capitals=True, sizes=(12, 13)
)
ISSUER: Final = TextStyle(
    "Cơ quan ban hành", 12, "Mục II khoản 2 điểm b", "centre", bold=True, capitals=True,
    sizes=(12, 13),
)  # fmt: skip
NUMBER: Final = TextStyle(
    "Số và ký hiệu", 13, "Mục II khoản 3 điểm c", "centre", before=6, sizes=(13, 13)
)
PLACE_AND_DATE: Final = TextStyle(
    "Địa danh và thời gian", 13, "Mục II khoản 4 điểm c", "centre", italic=True, before=6
)
KIND: Final = TextStyle(
    "Title", 14, "Mục II khoản 5 điểm b", "centre", bold=True, capitals=True, before=18,
    keep_with_next=True,
)  # fmt: skip
SUBJECT: Final = TextStyle(
    "Subtitle", 14, "Mục II khoản 5 điểm b", "centre", bold=True, keep_with_next=True
)
BASIS: Final = TextStyle(
    "Căn cứ", 14, "Mục II khoản 6 điểm a", "justified", italic=True, indented=True,
    after=PARAGRAPH_GAP.value, line_spacing=LINE_SPACING.value,
)  # fmt: skip
BODY: Final = TextStyle(
    "Body Text", 14, "Mục II khoản 6 điểm e", "justified", indented=True,
    after=PARAGRAPH_GAP.value, line_spacing=LINE_SPACING.value,
)  # fmt: skip


FILL_IN: Final = TextStyle(
    "Dòng điền tay", 14, "Mục II khoản 6 điểm e", "left", indented=True,
    after=PARAGRAPH_GAP.value, line_spacing=LINE_SPACING.value, dotted=TEXT_WIDTH,
)  # fmt: skip
FILL_IN_LYING: Final = FILL_IN._replace(name="Dòng điền tay khổ ngang", dotted=LANDSCAPE_TEXT_WIDTH)
LETTER_SUBJECT: Final = TextStyle(
    "Trích yếu công văn", 12, "Mục II khoản 5 điểm b", "centre", before=6, sizes=(12, 13)
)
ISSUING_POWER: Final = TextStyle(
    "Thẩm quyền ban hành", 14, "Mẫu 1.2 Phụ lục III", "centre", bold=True, capitals=True,
    before=6, after=6, keep_with_next=True,
)  # fmt: skip
ORDER: Final = TextStyle(
    "Lệnh ban hành", 14, "Mẫu 1.2 Phụ lục III", "centre", bold=True, capitals=True, before=6,
    after=6, keep_with_next=True,
)  # fmt: skip
ADDRESSEE: Final = TextStyle("Kính gửi", 14, "Mục II khoản 9 điểm d", "centre", before=12, after=12)
ADDRESSEES: Final = TextStyle(
    "Kính gửi nhiều nơi", 14, "Mục II khoản 9 điểm d", left=30, before=12, keep_with_next=True
)
ADDRESSEES_ITEM: Final = TextStyle(
    "Nơi được kính gửi", 14, "Mục II khoản 9 điểm d", left=52, after=2
)
ARTICLE: Final = TextStyle(
    "Điều", 14, "Mục II khoản 6 điểm đ", "justified", indented=True, after=PARAGRAPH_GAP.value,
    line_spacing=LINE_SPACING.value, outline_level=1,
)  # fmt: skip
ANNEX: Final = TextStyle(
    "Phụ lục", 14, "Mục III khoản 1 điểm b", "centre", bold=True, keep_with_next=True,
    outline_level=1, sizes=(14, 14),
)  # fmt: skip
ANNEX_TITLE: Final = TextStyle(
    "Tên phụ lục", 14, "Mục III khoản 1 điểm b", "centre", bold=True, capitals=True,
    keep_with_next=True,
)  # fmt: skip
ANNEX_NOTE: Final = TextStyle(
    "Chỉ dẫn phụ lục", 14, "Mục III khoản 1 điểm c", "centre", italic=True, keep_with_next=True
)


def _heading(level: int, clause: str, *, capitals: bool = False) -> TextStyle:
    return TextStyle(
        f"Heading {level}", 14, clause, "justified", bold=True, capitals=capitals, indented=True,
        after=PARAGRAPH_GAP.value, line_spacing=LINE_SPACING.value,
        keep_with_next=True, outline_level=level,
    )  # fmt: skip


HEADINGS: Final = (
    _heading(1, "Mục V: văn bản không có điều, phần đánh số La Mã", capitals=True),
    _heading(2, "Mục V: khoản có tiêu đề"),
    _heading(3, "Mục V: điểm"),
    _heading(4, "Mục V: điểm"),
    _heading(5, "Mục V: điểm"),
)
PAGE_NUMBER: Final = TextStyle("Header", 14, "Mục I khoản 7", "centre")
AUTHORITY: Final = TextStyle(
    "Chức vụ người ký", 13, "Mục II khoản 7 điểm đ", "centre", bold=True, capitals=True
)
SIGNER: Final = TextStyle("Họ tên người ký", 13, "Mục II khoản 7 điểm đ", "centre", bold=True)
RECIPIENTS_TITLE: Final = TextStyle(
    "Nơi nhận", 12, "Mục II khoản 9 điểm d", bold=True, italic=True, sizes=(12, 12)
)
RECIPIENT: Final = TextStyle("Danh sách nơi nhận", 11, "Mục II khoản 9 điểm d", sizes=(11, 11))
TABLE_HEAD: Final = TextStyle(
    "Đầu bảng", 13, "Mục II khoản 6 điểm e", "centre", bold=True, before=2, after=2,
    keep_with_next=True,
)  # fmt: skip
TABLE_CELL: Final = TextStyle("Ô bảng", 13, "Mục II khoản 6 điểm e", before=2, after=2)
TABLE_CELL_CENTRE: Final = TextStyle(
    "Ô bảng giữa", 13, "Mục II khoản 6 điểm e", "centre", before=2, after=2
)
TABLE_CELL_RIGHT: Final = TextStyle(
    "Ô bảng phải", 13, "Mục II khoản 6 điểm e", "right", before=2, after=2
)
TABLE_GROUP: Final = TextStyle(
    "Nhóm trong bảng", 13, "Mục II khoản 6 điểm e", bold=True, before=2, after=2,
    keep_with_next=True,
)  # fmt: skip
SIGNING_NOTE: Final = TextStyle("Cách ký", 13, "Mục II khoản 7", "centre", italic=True)

TEXT_STYLES: Final = (
    NATIONAL_NAME, MOTTO, SUPERIOR, ISSUER, NUMBER, PLACE_AND_DATE, KIND, SUBJECT, LETTER_SUBJECT,
    ISSUING_POWER, ORDER, ADDRESSEE, ADDRESSEES, ADDRESSEES_ITEM, BASIS, BODY, FILL_IN,
    FILL_IN_LYING, *HEADINGS, ARTICLE, ANNEX, ANNEX_TITLE, ANNEX_NOTE, PAGE_NUMBER, AUTHORITY,
    SIGNER, SIGNING_NOTE, RECIPIENTS_TITLE, RECIPIENT, TABLE_HEAD, TABLE_CELL,
    TABLE_CELL_CENTRE, TABLE_CELL_RIGHT, TABLE_GROUP,
)  # fmt: skip

# Components that a paper by others may hold; no style of ours stands for them.
CHAPTER: Final = TextStyle("Phần, chương, mục", 14, "Mục II khoản 6 điểm đ", "centre", bold=True)
CHAPTER_TITLE: Final = TextStyle(
    "Tiêu đề phần, chương, mục", 14, "Mục II khoản 6 điểm đ", "centre", bold=True, capitals=True
)
