"""What Nghị định 30/2020/NĐ-CP asks of a page, one rule a code: clause, requirement, remedy.

Numbers come from `layout`. The codes: the first two figures name the component, the last what is
asked of it (0 that it is there, 1 size, 2 upright, italic or bold, 3 capitals, 4 alignment, 5 and
above its own rules).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from addin.documents import layout
from addin.documents.layout import Length, TextStyle
from addin.documents.wording import MOTTO, NATIONAL_NAME
from validators.documents_register import legal_documents
from validators.finding import Severity

NUMBER: Final = "30/2020/NĐ-CP"
DECREE: Final = f"Nghị định {NUMBER}"
_PART: Final = "Phần I Phụ lục I"
_WHOLE: Final = "điểm {} khoản 2 Điều 8"


def in_force() -> date:
    """The first day of the decree."""
    decree = legal_documents().numbered(NUMBER)
    assert decree
    assert decree.start
    return decree.start


@dataclass(frozen=True, slots=True)
class PageRule:
    """One requirement: `clause` of the decree, what it asks in words, what to do in Word."""

    code: str
    component: str
    clause: str
    required: str
    remedy: str
    severity: Severity = Severity.ERROR


def number(value: float) -> str:
    """A number as Vietnamese writes it, at most two decimals: 12,7."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def span(low: float, high: float) -> str:
    """ "13", or "13 đến 14"."""
    return number(low) if low == high else f"{number(low)} đến {number(high)}"


def style_words(bold: bool, italic: bool) -> str:
    """ "đứng, đậm" as the decree says it."""
    return ("nghiêng" if italic else "đứng") + (", đậm" if bold else "")


_ALIGNED: Final = {
    "centre": ("canh giữa", "Ctrl+E"),
    "justified": ("canh đều cả hai lề", "Ctrl+J"),
    "left": ("sát lề trái", "Ctrl+L"),
    "right": ("canh phải", "Ctrl+R"),
}


def _look(code: str, style: TextStyle, component: str, aspects: str = "1234") -> Iterator[PageRule]:
    """The rules that every component has: size, look, capitals, alignment."""
    if "1" in aspects:
        sizes = span(*style.sizes)
        yield PageRule(
            f"TT{code}1", component, style.clause, f"cỡ chữ {sizes}",
            f"Chọn phần chữ này rồi đặt cỡ chữ (Font Size) {sizes.replace(' đến ', ' hoặc ')}.",
        )  # fmt: skip
    if "2" in aspects:
        yield PageRule(
            f"TT{code}2", component, style.clause,
            f"kiểu chữ {style_words(style.bold, style.italic)}",
            "Chọn phần chữ này rồi bật hoặc tắt chữ đậm (Ctrl+B), chữ nghiêng (Ctrl+I) cho đúng.",
        )  # fmt: skip
    if "3" in aspects:
        yield PageRule(
            f"TT{code}3", component, style.clause,
            "chữ in hoa" if style.capitals else "chữ in thường",
            "Chọn phần chữ này rồi bấm Shift+F3 cho tới khi "
            f"{'thành chữ in hoa' if style.capitals else 'thành chữ in thường, viết hoa đầu câu'}.",
        )  # fmt: skip
    if "4" in aspects:
        words, keys = _ALIGNED[style.align]
        yield PageRule(
            f"TT{code}4", component, style.clause, words,
            f"Đặt con trỏ vào dòng này rồi bấm {keys}.",
        )  # fmt: skip


def _missing(code: str, component: str, point: str) -> PageRule:
    return PageRule(
        f"TT{code}0", component, _WHOLE.format(point), f"văn bản có thành phần “{component}”",
        f"Thêm thành phần “{component}” vào đúng vị trí theo Mục IV {_PART}.",
    )  # fmt: skip


def _margin(code: str, side: str, length: Length) -> PageRule:
    limits = span(length.low, length.high)
    return PageRule(
        code, f"Lề {side}", length.clause, f"{limits} mm",
        f"Vào Layout → Margins → Custom Margins, đặt lề {side} {number(length.low)} mm.",
    )  # fmt: skip


def _rule_below(code: str, component: str, clause: str, length: str) -> Iterator[PageRule]:
    draw = "Vào Insert → Shapes → Line, giữ phím Shift và kẻ một đường ngang dưới dòng chữ"
    yield PageRule(
        f"TT{code}6", component, clause, f"có đường kẻ ngang, nét liền, dài bằng {length}",
        f"{draw}.",
    )  # fmt: skip
    yield PageRule(
        f"TT{code}7", component, clause, f"đường kẻ dài bằng {length}",
        "Chọn đường kẻ rồi kéo hai đầu cho vừa.", Severity.NOTE,
    )  # fmt: skip
    yield PageRule(
        f"TT{code}8", component, clause, "đường kẻ nét liền",
        "Xóa dòng ký tự hoặc đường đứt nét, thay bằng đường kẻ liền (Insert → Shapes → Line).",
    )  # fmt: skip


_MOTTO: Final = "Tiêu ngữ"
_INDENT: Final = layout.FIRST_LINE_INDENT
_GAP: Final = layout.PARAGRAPH_GAP
_LINES: Final = layout.LINE_SPACING
_BODY: Final = layout.BODY.clause
_OUTLINE: Final = layout.CHAPTER.clause


def _page() -> Iterator[PageRule]:
    yield PageRule(
        "TT100", "Văn bản", "khoản 3 Điều 3", "văn bản hành chính có thể thức theo Điều 8",
        "Chỉ dùng việc kiểm tra này cho văn bản hành chính của cơ quan.", Severity.NOTE,
    )  # fmt: skip
    yield PageRule(
        "TT101", "Khổ giấy", layout.PAGE_WIDTH.clause,
        f"A4 ({number(layout.PAGE_WIDTH.value)} mm x {number(layout.PAGE_HEIGHT.value)} mm)",
        "Vào Layout → Size, chọn A4.",
    )  # fmt: skip
    yield PageRule(
        "TT102", "Kiểu trình bày", "Mục I khoản 2",
        "theo chiều dài của khổ A4; chỉ trình bày theo chiều rộng khi có bảng, biểu",
        "Vào Layout → Orientation, chọn Portrait.",
    )  # fmt: skip
    yield _margin("TT103", "trên", layout.MARGIN_TOP)
    yield _margin("TT104", "dưới", layout.MARGIN_BOTTOM)
    yield _margin("TT105", "trái", layout.MARGIN_LEFT)
    yield _margin("TT106", "phải", layout.MARGIN_RIGHT)
    yield PageRule(
        "TT107", "Phông chữ", "Mục I khoản 4", f"phông chữ {layout.FONT}",
        f"Chọn phần chữ này (cả văn bản: Ctrl+A) rồi chọn phông {layout.FONT}.",
    )  # fmt: skip
    yield PageRule(
        "TT108", "Màu chữ", "Mục I khoản 4", "màu đen",
        "Chọn phần chữ này rồi chọn màu chữ (Font Color) Automatic hoặc Black.",
    )  # fmt: skip
    yield PageRule(
        "TT109", "Ngày ban hành", "Điều 37",
        f"{DECREE} có hiệu lực từ ngày {in_force():%d/%m/%Y}",
        "Kết quả dưới đây chỉ để tham khảo; quy định cũ không được kiểm tra.", Severity.NOTE,
    )  # fmt: skip
    number_clause = layout.PAGE_NUMBER.clause
    yield PageRule(
        "TT110", "Số trang", number_clause,
        "đánh số trang ở phần lề trên, từ trang thứ hai",
        "Vào Insert → Page Number → Top of Page, chọn kiểu ở giữa; đánh dấu Different First Page.",
    )  # fmt: skip
    yield from _look("11", layout.PAGE_NUMBER, "Số trang", "124")
    yield PageRule(
        "TT115", "Số trang", number_clause, "không hiển thị số trang thứ nhất",
        "Bấm đúp vào lề trên trang 1, đánh dấu Different First Page rồi xóa số ở trang 1.",
    )  # fmt: skip
    yield PageRule(
        "TT116", "Số trang", number_clause, "đánh từ số 1, bằng chữ số Ả Rập",
        "Vào Insert → Page Number → Format Page Numbers, chọn 1, 2, 3 và Start at 1.",
    )  # fmt: skip
    yield PageRule(
        "TT117", "Số trang", number_clause, "đặt trong phần lề trên của văn bản",
        "Xóa số trang ở chỗ này rồi vào Insert → Page Number → Top of Page; đặt Header from Top "
        f"{number(layout.PAGE_NUMBER_FROM_EDGE.value)} mm.",
    )  # fmt: skip


def _header() -> Iterator[PageRule]:
    name, motto = layout.NATIONAL_NAME.clause, layout.MOTTO.clause
    yield _missing("20", "Quốc hiệu", "a")
    yield from _look("20", layout.NATIONAL_NAME, "Quốc hiệu", "123")
    yield PageRule(
        "TT205", "Quốc hiệu", name, f"đúng các chữ “{NATIONAL_NAME}”",
        "Gõ lại cho đúng.",
    )  # fmt: skip
    yield PageRule(
        "TT206", "Quốc hiệu", name, "ở phía trên cùng, bên phải trang đầu tiên",
        "Đặt vào ô bên phải của một bảng hai cột không kẻ viền ở đầu trang 1.",
    )  # fmt: skip
    yield _missing("21", _MOTTO, "a")
    yield from _look("21", layout.MOTTO, _MOTTO)
    yield PageRule(
        "TT215", _MOTTO, motto,
        f"đúng các chữ “{MOTTO}”, giữa các cụm từ có gạch nối (-), có cách chữ",
        "Gõ lại cho đúng; nếu Word tự đổi thành gạch dài (–) thì bấm Ctrl+Z ngay sau đó.",
    )  # fmt: skip
    yield from _rule_below("21", _MOTTO, motto, "dòng chữ")
    yield PageRule(
        "TT219", _MOTTO, "Mục II khoản 1 điểm c", "Quốc hiệu và Tiêu ngữ cách nhau dòng đơn",
        "Chọn hai dòng rồi vào Paragraph, đặt Before 0, After 0, Line spacing Single.",
    )  # fmt: skip
    yield from _look("22", layout.SUPERIOR, "Tên cơ quan chủ quản")
    issuer = "Tên cơ quan ban hành văn bản"
    yield _missing("23", issuer, "b")
    yield from _look("23", layout.ISSUER, issuer)
    yield from _rule_below("23", issuer, layout.ISSUER.clause, "1/3 đến 1/2 dòng chữ")
    symbol, clause = "Số, ký hiệu", layout.NUMBER.clause
    yield _missing("24", symbol, "c")
    yield from _look("24", layout.NUMBER, symbol, "124")
    yield PageRule(
        "TT245", symbol, clause, "chữ “Số” in thường, sau có dấu hai chấm (:)",
        "Gõ lại “Số:” rồi tới số và ký hiệu.",
    )  # fmt: skip
    yield PageRule(
        "TT246", symbol, clause, "số nhỏ hơn 10 ghi thêm số 0 phía trước", "Thêm số 0 phía trước."
    )
    yield PageRule(
        "TT247", symbol, clause,
        "giữa số và ký hiệu có dấu gạch chéo (/), giữa các nhóm chữ viết tắt có dấu gạch nối (-), "
        "không cách chữ",
        "Gõ lại theo mẫu “Số: 05/KH-UBND”, không có dấu cách quanh / và -.",
    )  # fmt: skip
    yield PageRule(
        "TT248", symbol, clause, "ký hiệu bằng chữ in hoa (trừ QyĐ, CTr, TTr, TrS)",
        "Gõ lại ký hiệu bằng chữ in hoa.",
    )  # fmt: skip
    yield PageRule(
        "TT249", symbol, "Mục II khoản 3 điểm b; Mục I Phụ lục III",
        "ký hiệu mở đầu bằng chữ viết tắt tên loại văn bản",
        "Gõ lại chữ viết tắt tên loại ở đầu ký hiệu theo Phụ lục III.",
    )  # fmt: skip
    place, clause = "Địa danh và thời gian ban hành", layout.PLACE_AND_DATE.clause
    yield _missing("25", place, "d")
    yield from _look("25", layout.PLACE_AND_DATE, place, "124")
    yield PageRule(
        "TT255", place, clause, "chữ cái đầu của địa danh viết hoa, sau địa danh có dấu phẩy (,)",
        "Gõ lại theo mẫu “Lam Vỹ, ngày 05 tháng 02 năm 2020”.",
    )  # fmt: skip
    yield PageRule(
        "TT256", place, "Mục II khoản 4 điểm b",
        "ngày nhỏ hơn 10 và tháng 1, 2 ghi thêm số 0 phía trước",
        "Gõ lại theo mẫu “ngày 05 tháng 02 năm 2020”.",
    )  # fmt: skip
    yield PageRule(
        "TT257", place, "Mục II khoản 4 điểm b",
        "chỉ tháng 1, 2 ghi thêm số 0 phía trước; mẫu của Mục V ghi “tháng 6”",
        "Có thể bỏ số 0 trước tháng.", Severity.NOTE,
    )  # fmt: skip
    yield PageRule(
        "TT258", place, "Mục II khoản 4 điểm b",
        "ghi đủ “ngày … tháng … năm …” bằng chữ số Ả Rập",
        "Gõ lại theo mẫu “Lam Vỹ, ngày 05 tháng 02 năm 2020”.",
    )  # fmt: skip


def _titles() -> Iterator[PageRule]:
    kind, subject = "Tên loại văn bản", "Trích yếu nội dung"
    yield _missing("26", kind, "đ")
    yield from _look("26", layout.KIND, kind)
    yield _missing("27", subject, "đ")
    yield from _look("27", layout.SUBJECT, subject)
    yield from _rule_below("27", subject, layout.SUBJECT.clause, "1/3 đến 1/2 dòng chữ")
    letter, clause = "Trích yếu công văn", layout.LETTER_SUBJECT.clause
    yield _missing("28", letter, "đ")
    yield from _look("28", layout.LETTER_SUBJECT, letter)
    yield PageRule(
        "TT285", letter, clause, "mở đầu bằng chữ “V/v”", "Gõ lại “V/v” ở đầu trích yếu."
    )
    yield PageRule(
        "TT286", letter, clause, "cách dòng 6 pt với số và ký hiệu",
        "Vào Paragraph của dòng trích yếu, đặt Before 6 pt.", Severity.NOTE,
    )  # fmt: skip


def _content() -> Iterator[PageRule]:
    basis = "Căn cứ ban hành"
    yield from _look("30", layout.BASIS, basis, "12")
    yield PageRule(
        "TT305", basis, layout.BASIS.clause, "cuối mỗi căn cứ có dấu chấm phẩy (;)",
        "Sửa dấu cuối dòng.",
    )  # fmt: skip
    yield PageRule(
        "TT306", basis, layout.BASIS.clause, "căn cứ cuối cùng kết thúc bằng dấu chấm (.)",
        "Sửa dấu cuối dòng.",
    )  # fmt: skip
    yield PageRule(
        "TT307", basis, layout.BASIS.clause,
        "Luật, Pháp lệnh không ghi số, ký hiệu, cơ quan ban hành",
        "Bỏ số, ký hiệu và tên cơ quan ban hành sau tên Luật, Pháp lệnh.",
    )  # fmt: skip
    text = "Nội dung văn bản"
    yield from _look("31", layout.BODY, text, "124")
    yield PageRule(
        "TT315", text, _BODY,
        "chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm",
        "Vào Paragraph → Indentation, đặt Left 0 và Special: First line "
        f"{number(_INDENT.high / 10)} cm.",
    )  # fmt: skip
    yield PageRule(
        "TT316", text, _BODY, f"khoảng cách giữa các đoạn văn tối thiểu {number(_GAP.low)} pt",
        f"Chọn các đoạn rồi vào Paragraph, đặt After {number(_GAP.low)} pt và bỏ dấu ở ô Don’t "
        "add space between paragraphs of the same style.",
    )  # fmt: skip
    yield PageRule(
        "TT317", text, _BODY,
        f"khoảng cách giữa các dòng từ dòng đơn đến {number(_LINES.high)} lines",
        "Chọn các đoạn rồi vào Paragraph, đặt Line spacing từ Single đến 1.5 lines.",
    )  # fmt: skip
    yield PageRule(
        "TT318", text, _BODY, "kiểu chữ đứng", "Chọn phần chữ nghiêng rồi bấm Ctrl+I.",
        Severity.NOTE,
    )  # fmt: skip
    yield PageRule(
        "TT319", text, _BODY, "canh đều cả hai lề",
        "Vào Paragraph → Indentation, đặt Left 0 và Right 0.", Severity.NOTE,
    )  # fmt: skip
    chapter = "Phần, chương, mục"
    yield from _look("32", layout.CHAPTER, chapter)
    yield PageRule(
        "TT325", chapter, _OUTLINE,
        "số thứ tự của phần, chương dùng chữ số La Mã; của mục, tiểu mục dùng chữ số Ả Rập",
        "Gõ lại số thứ tự.",
    )  # fmt: skip
    yield from _look("33", layout.CHAPTER_TITLE, "Tiêu đề phần, chương, mục")
    roman = "Mục đánh số La Mã"
    sample = layout.HEADINGS[0].clause
    yield from _look("34", layout.HEADINGS[0], roman, "123")
    yield PageRule(
        "TT345", roman, sample, "sau số thứ tự có dấu chấm, theo mẫu “I. NHỮNG KẾT QUẢ”",
        "Gõ lại số thứ tự theo mẫu.", Severity.NOTE,
    )  # fmt: skip
    yield PageRule(
        "TT352", "Điều", _OUTLINE, "chữ “Điều” và số thứ tự kiểu chữ đứng, đậm",
        "Chọn chữ “Điều” cùng số thứ tự rồi bấm Ctrl+B.",
    )  # fmt: skip
    yield PageRule(
        "TT355", "Điều", _OUTLINE, "chữ “Điều” in thường, sau số thứ tự (Ả Rập) có dấu chấm (.)",
        "Gõ lại theo mẫu “Điều 1.”.",
    )  # fmt: skip
    yield PageRule(
        "TT362", "Khoản", _OUTLINE, "kiểu chữ đứng; chỉ đậm khi khoản có tiêu đề",
        "Chọn đoạn rồi bấm Ctrl+B để bỏ đậm.",
    )  # fmt: skip
    yield PageRule(
        "TT365", "Khoản", _OUTLINE, "số Ả Rập, sau số thứ tự có dấu chấm (.)",
        "Gõ lại số thứ tự theo mẫu “1.”.",
    )  # fmt: skip
    yield PageRule(
        "TT366", "Khoản", _OUTLINE,
        "nếu có tiêu đề, số thứ tự và tiêu đề ở một dòng riêng, đứng, đậm",
        "Xuống dòng sau tiêu đề (Enter), hoặc bỏ đậm nếu đó không phải tiêu đề.", Severity.NOTE,
    )  # fmt: skip
    yield PageRule(
        "TT372", "Điểm", _OUTLINE, "kiểu chữ đứng",
        "Chọn đoạn rồi bỏ chữ đậm (Ctrl+B), chữ nghiêng (Ctrl+I).",
    )  # fmt: skip
    yield PageRule(
        "TT375", "Điểm", _OUTLINE, "chữ cái in thường, sau có dấu đóng ngoặc đơn",
        "Gõ lại thứ tự điểm theo mẫu “a)”.",
    )  # fmt: skip
    yield PageRule(
        "TT376", "Điểm", _OUTLINE,
        "theo thứ tự bảng chữ cái tiếng Việt (a, b, c, d, đ, e, g, h, i, k …)",
        "Gõ lại thứ tự các điểm; danh sách tự động của Word không có chữ đ nên phải gõ tay.",
    )  # fmt: skip


def _signing() -> Iterator[PageRule]:
    addressee, clause = "Kính gửi", layout.ADDRESSEE.clause
    yield PageRule(
        "TT400", addressee, "Mục II khoản 9 điểm b", "công văn có từ “Kính gửi” và nơi nhận",
        "Thêm dòng “Kính gửi: …” trước nội dung.",
    )  # fmt: skip
    yield from _look("40", layout.ADDRESSEE, addressee, "12")
    yield PageRule(
        "TT405", addressee, clause, "sau từ “Kính gửi” có dấu hai chấm (:)",
        "Gõ dấu hai chấm ngay sau chữ “Kính gửi”.",
    )  # fmt: skip
    yield PageRule(
        "TT406", addressee, clause,
        "gửi nhiều nơi: mỗi nơi một dòng, đầu dòng có gạch (-), cuối dòng chấm phẩy (;), dòng cuối "
        "dấu chấm (.)",
        "Sửa dấu đầu dòng, cuối dòng.",
    )  # fmt: skip
    yield PageRule(
        "TT407", addressee, "Mục II khoản 9 điểm b, c",
        "“Kính gửi” chỉ dùng cho Tờ trình, Báo cáo gửi cấp trên và Công văn",
        "Bỏ phần “Kính gửi”, ghi nơi nhận ở cuối văn bản.", Severity.QUERY,
    )  # fmt: skip
    authority, clause = "Quyền hạn, chức vụ của người ký", layout.AUTHORITY.clause
    yield _missing("41", authority, "g")
    yield from _look("41", layout.AUTHORITY, authority)
    yield PageRule(
        "TT415", authority, "Mục II khoản 7 điểm b", "viết tắt “TM.”, “Q.”, “KT.”, “TL.”, “TUQ.”",
        "Gõ lại chữ viết tắt quyền hạn, sau có dấu chấm và dấu cách.",
    )  # fmt: skip
    signer = "Họ và tên người ký"
    yield _missing("42", signer, "g")
    yield from _look("42", layout.SIGNER, signer)
    yield PageRule(
        "TT425", signer, "Mục II khoản 7 điểm c",
        "trước họ tên không ghi học hàm, học vị, danh hiệu (trừ lực lượng vũ trang, sự nghiệp giáo "
        "dục, y tế, khoa học do cơ quan quản lý ngành quy định)",
        "Chỉ để họ và tên.", Severity.QUERY,
    )  # fmt: skip
    title, clause = "Nơi nhận", layout.RECIPIENTS_TITLE.clause
    yield _missing("43", title, "i")
    yield from _look("43", layout.RECIPIENTS_TITLE, title, "123")
    yield PageRule(
        "TT435", title, clause, "sau từ “Nơi nhận” có dấu hai chấm (:)", "Gõ dấu hai chấm."
    )
    yield PageRule(
        "TT436", title, clause, "sát lề trái",
        "Đặt con trỏ vào dòng rồi vào Paragraph, đặt Left 0, Special (none), bấm Ctrl+L.",
    )  # fmt: skip
    recipients = "Danh sách nơi nhận"
    yield from _look("44", layout.RECIPIENT, recipients, "12")
    yield PageRule(
        "TT445", recipients, clause, "đầu dòng có gạch đầu dòng (-) sát lề trái",
        "Gõ “- ” ở đầu dòng, đặt Left 0, Special (none) trong Paragraph.",
    )  # fmt: skip
    yield PageRule(
        "TT446", recipients, clause, "cuối dòng có dấu chấm phẩy (;), dòng cuối cùng dấu chấm (.)",
        "Sửa dấu cuối dòng.",
    )  # fmt: skip
    yield PageRule(
        "TT447", recipients, clause,
        "dòng cuối cùng: “- Lưu: VT, <chữ viết tắt đơn vị soạn thảo>.”",
        "Gõ lại dòng cuối theo mẫu “- Lưu: VT, VHXH.”.",
    )  # fmt: skip
    yield PageRule(
        "TT448", recipients, "Mục II khoản 9 điểm b",
        "văn bản có “Kính gửi” thì dòng đầu là “- Như trên;”", "Gõ “- Như trên;” ở dòng đầu.",
    )  # fmt: skip


def _annexes() -> Iterator[PageRule]:
    annex, clause = "Phụ lục", layout.ANNEX.clause
    yield from _look("50", layout.ANNEX, annex)
    yield PageRule(
        "TT505", annex, "Mục III khoản 1 điểm a", "từ hai phụ lục trở lên: đánh số La Mã",
        "Gõ lại số thứ tự theo mẫu “Phụ lục I”.",
    )  # fmt: skip
    yield PageRule(
        "TT506", annex, clause, "từ “Phụ lục” và số thứ tự ở một dòng riêng",
        "Xuống dòng sau số thứ tự của phụ lục.",
    )  # fmt: skip
    yield PageRule(
        "TT507", annex, "Mục III khoản 1 điểm đ", "số trang đánh riêng theo từng phụ lục",
        "Vào Layout → Breaks → Next Page trước phụ lục, rồi Format Page Numbers, Start at 1.",
        Severity.QUERY,
    )  # fmt: skip
    yield from _look("51", layout.ANNEX_TITLE, "Tên phụ lục")
    yield from _look("52", layout.ANNEX_NOTE, "Dòng “Kèm theo …”", "124")


RULES: Final = {
    rule.code: rule
    for group in (_page, _header, _titles, _content, _signing, _annexes)
    for rule in group()
}
"""Every rule by its code, in the order of the page."""
