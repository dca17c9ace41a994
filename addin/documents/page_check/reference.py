"""docs/kiem_tra_van_ban.md: what the check of the page looks at, written from its rules."""

from __future__ import annotations

from typing import Final

from addin.documents.page_check.rules import DECREE, RULES, in_force
from addin.markdown import joined, table
from validators.finding import Severity

PAGE: Final = "kiem_tra_van_ban.md"

_INTRODUCTION: Final = f"""\
Lệnh `thidua check-document TỆP.docx` đọc một văn bản Word của bất kỳ ai và liệt kê chỗ khác với
Phụ lục I {DECREE}: ở đâu → thấy gì → quy định thế nào, theo điểm, khoản nào → sửa thế nào trong
Word. Tệp không bị thay đổi. Thêm `--format json` để chương trình khác đọc kết quả.

Mã kết thúc: 0 – không có *Lỗi*; 1 – có *Lỗi*; 2 – không đọc được tệp, một câu cho biết vì sao."""

_READING: Final = f"""\
- Thành phần được nhận ra theo chữ và vị trí, không theo tên kiểu (Style): phần đầu kẻ bằng bảng,
  bằng phím Tab hay dấu cách đều được. Cỡ chữ, kiểu chữ, lề đoạn là giá trị sau cùng mà Word hiển
  thị, dù đặt ở kiểu, ở bảng hay đặt trực tiếp.
- Chỗ được ghi bằng số thứ tự đoạn (đếm cả đoạn trống và đoạn trong bảng, từ đầu văn bản) và mấy chữ
  đầu của đoạn. Cùng một lỗi ở nhiều đoạn được gộp làm một.
- Thay đổi đang theo dõi (Track Changes) được coi là đã chấp nhận; chữ ẩn được bỏ qua.
- Độ dài đường kẻ và số trang là ước lượng theo bề rộng chữ, nên chỗ lệch ít không được báo.
- Lề lệch tới 0,25 mm, thụt đầu dòng lệch tới 0,4 mm được coi là đúng; màu gần đen được coi là đen.
- Bảng số liệu: chỉ kiểm tra phông chữ và màu chữ. Phụ lục: kiểm tra tên gọi, dòng “Kèm theo …”,
  số trang, phông chữ và màu chữ.
- Không kiểm tra: nội dung, chính tả, cách viết hoa (Phụ lục II), dấu và chữ ký, bản sao.
- Tên loại không có trong Điều 7 (như Giao ước thi đua): thiếu thành phần chỉ cần giải trình.
- Văn bản của Đảng, Giấy khen, văn bản quy phạm pháp luật và tệp không phải văn bản hành chính: chỉ
  có một lưu ý cho biết như vậy.
- Văn bản ghi ngày trước {in_force():%d/%m/%Y} chưa theo Nghị định này: mọi chỗ khác chỉ là lưu ý;
  quy định cũ không được kiểm tra.
- Chỉ đọc tệp .docx. Tệp .doc: mở bằng Word, chọn Lưu dưới dạng (Save As), kiểu Word Document."""


def reference_page() -> str:
    """The page as Markdown."""
    rows = [
        (rule.code, rule.severity.label, rule.component, rule.required, rule.clause)
        for rule in RULES.values()
    ]
    errors = sum(rule.severity is Severity.ERROR for rule in RULES.values())
    return joined(
        [
            "# Kiểm tra thể thức văn bản",
            _INTRODUCTION,
            "## Cách đọc kết quả",
            _READING,
            "## Kiểm tra những gì",
            f"{len(RULES)} điều kiểm tra, trong đó {errors} điều là *Lỗi*. Điều khoản không ghi "
            "Điều thuộc Phần I Phụ lục I.",
            table(("Mã", "Mức", "Thành phần", "Quy định", "Điều khoản"), rows),
        ]
    )
