"""The first sheet: what a new clerk has to know, on one page of A4."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from addin.book import layout
from addin.book.canvas import Canvas
from addin.book.layout import Look
from validators.finding import Severity

_SUBTITLE = (
    "Mỗi năm một sổ. Nhập số liệu ở các trang màu xanh dương; "
    "chương trình tự kiểm tra, tổng hợp và soạn kế hoạch."
)

_QUARTERS = (
    (
        "Quý I",
        "Điền Thông tin, Đơn vị, Phong trào, Hội đồng. Nhập Đăng ký của cá nhân, tập thể, hộ gia "
        "đình; ghi danh hiệu các năm trước vào Lịch sử. Soạn Kế hoạch, Tiến độ, Phân công, Nơi "
        "nhận, ghi số ở Văn bản rồi xuất kế hoạch.",
    ),
    (
        "Quý II",
        "Ghi việc đã xong ở Tiến độ. Nhập Đề nghị khen chuyên đề, đột xuất khi có hồ sơ. Cuối quý "
        "tổng hợp 6 tháng để sơ kết.",
    ),
    (
        "Quý III",
        "Tiếp tục Tiến độ và Đề nghị. Rà lại danh sách đăng ký, chuẩn bị hồ sơ cuối năm.",
    ),
    (
        "Quý IV",
        "Nhập Đề nghị cuối năm, Tập thể, Gia đình văn hóa; ghi Cuộc họp xét khen thưởng, chấm "
        "Cụm thi đua. Khi có quyết định thì điền Kết quả, Số và Ngày quyết định.",
    ),
    (
        "Cuối mỗi quý",
        "Bấm Kiểm tra, sửa hết Lỗi, trả lời mục Cần giải trình; bấm Tổng hợp; in biểu của quý, "
        "trình ký và gửi cấp trên.",
    ),
)

_COLOURS: tuple[tuple[str, Look, str], ...] = (
    (
        Severity.ERROR.label,
        layout.MARKS[Severity.ERROR].look,
        "Ô sai, phải sửa trước khi gửi sổ.",
    ),
    (
        Severity.QUERY.label,
        layout.MARKS[Severity.QUERY].look,
        "Ô cần xem lại: sửa, hoặc viết lý do ở trang Kết quả kiểm tra, cột Giải trình.",
    ),
    (
        Severity.NOTE.label,
        layout.MARKS[Severity.NOTE].look,
        "Nhắc việc, hoặc ô chưa đến hạn phải điền.",
    ),
    (
        "Đã sửa",
        layout.STALE.look,
        "Giá trị đã thay đổi từ lần kiểm tra trước. Bấm Kiểm tra lại.",
    ),
    (
        "Tên cột in đậm",
        {**layout.HEADINGS.look, "bold": True},
        "Cột bắt buộc điền. Cột Kiểm tra ở đầu dòng nói bằng chữ dòng đó sai ở đâu.",
    ),
)

_BUTTONS = (
    ("Kiểm tra", "Soát cả sổ một lượt; kết quả ở trang Kết quả kiểm tra và ngay tại ô sai."),
    ("Tổng hợp", "Lập các biểu Quý I đến Quý IV và Cả năm từ số liệu đã nhập."),
    ("Xuất kế hoạch", "Soạn kế hoạch năm thành tệp Word đúng thể thức Nghị định 30/2020/NĐ-CP."),
    ("Thêm dòng", "Thêm dòng trống vào bảng khi đã nhập hết các dòng có sẵn."),
    ("Phục hồi mẫu", "Trả lại danh sách chọn, màu và công thức nếu lỡ dán đè lên."),
)

_TIPS = (
    "Ngày gõ theo ngày/tháng/năm, ví dụ 05/02/2020. Chép từ nơi khác vào thì dán kiểu chỉ giá trị "
    "để giữ danh sách chọn.",
    "Không sửa tên cột và cột Mã dòng. Được sắp xếp, lọc, ẩn cột, thêm cột và trang riêng.",
    "In trang rộng (Đăng ký, Đề nghị, Cuộc họp, Văn bản): bấm số 1 ở góc trên bên trái để gập các "
    "cột không cần in, bấm số 2 để mở lại.",
)

_FIRST, _LAST = 2, 5
"""Columns B to E; B and D are labels, C and E text."""
_WIDTHS = {1: 2.0, 2: 17.0, 3: 37.0, 4: 17.0, 5: 37.0}
_TEXT_CHARACTERS = 104
"""Characters of the base font that fit in columns C to E."""

_LABEL: Look = {"bold": True, "valign": "vcenter", "text_wrap": True}
_TEXT: Look = {"valign": "vcenter", "text_wrap": True, "indent": 1}
_SECTION: Look = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": layout.TITLE_INK,
    "valign": "vcenter",
}


class _Page:
    """Writes the cover from top to bottom."""

    def __init__(self, canvas: Canvas, sheet: Worksheet) -> None:
        self.canvas, self.sheet, self.row = canvas, sheet, 1

    def across(self, text: str, look: Look, height: float, first: int = _FIRST) -> None:
        self.sheet.merge_range(
            *(self.row - 1, first - 1, self.row - 1, _LAST - 1), text, self.canvas.format(look)
        )
        self.sheet.set_row(self.row - 1, height)
        self.row += 1

    def section(self, title: str) -> None:
        self.sheet.set_row(self.row - 1, 7)
        self.row += 1
        self.across(f" {title}", _SECTION, 20)

    def line(self, label: str, text: str, look: Look = _LABEL) -> None:
        self.canvas.write(self.sheet, self.row, _FIRST, label, look)
        lines = -(-len(text) // _TEXT_CHARACTERS)
        self.across(text, _TEXT, lines * layout.ROW_POINTS + 4, first=_FIRST + 1)

    def links(self) -> None:
        """Two columns of links, read down the left one first."""
        names = [name for name in layout.SHEETS if name not in layout.HIDDEN_SHEETS][1:]
        half = -(-len(names) // 2)
        for index, name in enumerate(names):
            row = self.row + index % half
            column = _FIRST + 2 * (index // half)
            self.canvas.link(self.sheet, row, column, f"'{name}'!A1", name, layout.LINK)
            self.canvas.write(self.sheet, row, column + 1, layout.SHEETS[name], _TEXT)
        self.row += half


def add_cover(canvas: Canvas) -> None:
    """The sheet Hướng dẫn: quarters, colours, buttons, advice, links, version of the template."""
    sheet = canvas.add_sheet(layout.GUIDE_SHEET)
    for column, width in _WIDTHS.items():
        sheet.set_column(column - 1, column - 1, width)
    page = _Page(canvas, sheet)
    title = {**layout.TITLE, "font_size": 20, "align": "center"}
    page.across("SỔ THI ĐUA, KHEN THƯỞNG CẤP XÃ", title, 34)
    page.across(_SUBTITLE, {**layout.NOTE, "align": "center"}, 20)
    page.section("VIỆC CỦA TỪNG QUÝ")
    for quarter, work in _QUARTERS:
        page.line(quarter, work)
    page.section("MÀU TRONG CÁC TRANG NHẬP")
    for word, look, meaning in _COLOURS:
        page.line(word, meaning, {"bold": True, "align": "center", "valign": "vcenter", **look})
    page.section("NÚT LỆNH TRÊN DẢI LỆNH THI ĐUA")
    for button, work in _BUTTONS:
        page.line(button, work)
    page.section("KHI NHẬP VÀ KHI IN")
    for number, tip in enumerate(_TIPS, start=1):
        page.line(f"Lưu ý {number}", tip)
    page.section("CÁC TRANG (bấm vào tên để mở)")
    page.links()
    page.row += 1
    canvas.write(sheet, page.row, _FIRST, "Phiên bản mẫu", layout.NOTE)
    canvas.write(sheet, page.row, _FIRST + 1, layout.TEMPLATE_VERSION, layout.NOTE)
    place = f"='{layout.GUIDE_SHEET}'!$C${page.row}"
    canvas.workbook.define_name(layout.VERSION_NAME, place)
    sheet.set_portrait()
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.activate()
