"""Every kind of document that the program writes, in the order of the year.

Declared without Word at hand: the command line and the buttons list them, and only the kind that
is asked for is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from addin.documents.kind import Product
    from validators.register import Register


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document of the year.

    `name` is what the command line calls it, `label` and `description` what staff read, `file_name`
    (without suffix) what a file is called by default, `module` of this package writes it.
    `one_each` says of what it makes a file each, where it may make several.
    """

    name: str
    label: str
    description: str
    file_name: str
    module: str
    one_each: str = ""
    suffix: str = ".docx"

    def make(self, register: Register) -> Sequence[Product]:
        """Return the finished files; PaperError where the register lacks what it takes."""
        module = import_module(f"{__package__}.{self.module}")
        made: Sequence[Product] = module.make(register)
        return made


PLAN: Final = "ke-hoach"
"""The kind that has a command and a button of its own."""

_KINDS: Final = (
    DocumentKind(
        name=PLAN,
        label="Kế hoạch thi đua năm",
        description="Theo các trang Kế hoạch, Tiến độ, Phân công.",
        file_name="ke_hoach",
        module="plan",
    ),
    DocumentKind(
        name="don-doc",
        label="Công văn đôn đốc đăng ký",
        description="Gửi các đơn vị chưa có dòng nào ở trang Đăng ký.",
        file_name="cong_van_don_doc",
        module="reminder",
    ),
    DocumentKind(
        name="tong-hop-dang-ky",
        label="Bản tổng hợp đăng ký",
        description="Bảng đơn vị và danh hiệu, hình thức đã đăng ký, khổ ngang.",
        file_name="tong_hop_dang_ky",
        module="registration_table",
    ),
    DocumentKind(
        name="giao-uoc",
        label="Giao ước thi đua",
        description="Nội dung và tiêu chí ký với cụm thi đua, theo trang Cụm thi đua.",
        file_name="giao_uoc_thi_dua",
        module="pledge",
    ),
    DocumentKind(
        name="so-ket",
        label="Báo cáo sơ kết 6 tháng",
        description="Kết quả 6 tháng đầu năm theo trang Quý II; sửa lời ở trang Nội dung văn bản.",
        file_name="bao_cao_so_ket",
        module="midyear_report",
    ),
    DocumentKind(
        name="giay-moi",
        label="Giấy mời họp Hội đồng",
        description="Thời gian, địa điểm, nội dung, chủ trì theo trang Cuộc họp.",
        file_name="giay_moi_hop",
        module="invitation",
        one_each="mỗi phiên họp một giấy mời",
    ),
    DocumentKind(
        name="phieu-lay-y-kien",
        label="Phiếu lấy ý kiến thành viên Hội đồng",
        description="Bảng đồng ý, không đồng ý cho từng đề nghị; người cho ý kiến tự điền.",
        file_name="phieu_lay_y_kien",
        module="opinion_form",
        one_each="mỗi phiên họp một phiếu",
    ),
    DocumentKind(
        name="phieu-tham-dinh",
        label="Phiếu thẩm định hồ sơ",
        description="Hồ sơ đủ hay thiếu, mức hoàn thành, điều kiểm tra thấy, khổ ngang.",
        file_name="phieu_tham_dinh",
        module="appraisal",
    ),
    DocumentKind(
        name="bien-ban",
        label="Biên bản họp Hội đồng",
        description="Thành phần, số phiếu, tỷ lệ của từng đề nghị theo trang Cuộc họp, Hội đồng.",
        file_name="bien_ban_hop",
        module="minutes",
        one_each="mỗi phiên họp một biên bản",
    ),
    DocumentKind(
        name="danh-sach",
        label="Danh sách đề nghị (trích ngang)",
        description="Mọi đề nghị còn hiệu lực, theo nhóm, khổ ngang.",
        file_name="danh_sach_de_nghi",
        module="nomination_list",
    ),
    DocumentKind(
        name="to-trinh",
        label="Tờ trình đề nghị khen thưởng",
        description="Trình cấp quyết định, kèm danh sách trích ngang.",
        file_name="to_trinh",
        module="submission",
        one_each="mỗi cấp quyết định một tờ trình",
    ),
    DocumentKind(
        name="quyet-dinh",
        label="Quyết định khen thưởng",
        description="Chủ tịch UBND xã ký; kèm danh sách cá nhân, tập thể, hộ, tiền thưởng.",
        file_name="quyet_dinh",
        module="decision",
        one_each="mỗi số quyết định một văn bản; đề nghị chưa có số vào một dự thảo",
    ),
    DocumentKind(
        name="giay-khen",
        label="Giấy khen",
        description="Mỗi người một trang trên phôi A4, A3 in sẵn; chỗ in sửa ở trang Giấy khen.",
        file_name="giay_khen",
        module="certificate",
    ),
    DocumentKind(
        name="tron-thu",
        label="Bảng trộn thư giấy khen",
        description="Tệp Excel mỗi người một dòng để trộn thư bằng Word với mẫu riêng của xã.",
        file_name="tron_thu_giay_khen",
        module="merge_sheet",
        suffix=".xlsx",
    ),
    DocumentKind(
        name="tong-ket",
        label="Báo cáo tổng kết năm",
        description="Kết quả cả năm, so với năm trước theo trang Lịch sử, gia đình văn hóa.",
        file_name="bao_cao_tong_ket",
        module="year_report",
    ),
)

KINDS: Final[dict[str, DocumentKind]] = {kind.name: kind for kind in _KINDS}
"""The kinds by the name that the command line knows them by."""
