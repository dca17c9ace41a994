"""The settings of the year: rows of tblThongTin, declared once like columns.

A setting is data for rules and papers. No interpreter, path, server or credential is ever read
from a workbook.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated

from annotated_types import Gt, Le
from pydantic import BaseModel, ConfigDict

from validators.catalogue import CertificateSize, CommuneKind, YesNo
from validators.columns import Amount, Column, Count, Year, column, declared
from validators.notation import split_kind, with_kind

Share = Annotated[float, Gt(0), Le(1)]
"""A share between 0 and 1; "30%" and 30 % are both read as 0.3."""


class Settings(BaseModel):
    """What the commune has set for the year; None where nothing (readable) was entered."""

    model_config = ConfigDict(strict=True, extra="forbid")

    year: Year | None = column("Năm", required=True, hint="Năm của sổ, 4 chữ số.")
    unit_name: str | None = column(
        "Tên đơn vị hành chính", required=True, hint="Chỉ ghi tên riêng, ví dụ Lam Vỹ."
    )
    unit_kind: CommuneKind | None = column("Loại đơn vị hành chính", required=True)
    unit_code: str | None = column("Mã đơn vị hành chính", hint="Mã 5 chữ số, ví dụ 05542.")
    district: str | None = column("Huyện", hint="Chỉ ghi trước ngày 01/7/2025.")
    province: str | None = column(
        "Tỉnh",
        required=True,
        hint="Tỉnh chỉ ghi tên riêng; thành phố thì ghi đủ, ví dụ thành phố Huế.",
    )
    place: str | None = column("Địa danh", hint="In trước ngày tháng; để trống thì lấy tên đơn vị.")
    launched: date | None = column("Ngày phát động", hint="Ngày phát động phong trào thi đua năm.")
    cluster: str | None = column("Cụm thi đua", hint="Ví dụ Cụm thi đua số 1.")
    council_position: str | None = column(
        "Chức vụ trong Hội đồng", hint="Của người ký, ví dụ Chủ tịch."
    )
    office_position: str | None = column(
        "Chức vụ chính quyền", hint="Của người ký, ví dụ Chủ tịch UBND."
    )
    signer: str | None = column("Người ký", required=True, hint="Họ và tên, không kèm học vị.")
    compiler: str | None = column("Người lập biểu", hint="Họ và tên người lập các biểu tổng hợp.")
    direct_worker_share: Share | None = column(
        "Tỷ lệ lao động trực tiếp", hint="Chỉ tiêu của kế hoạch: phải đạt trên tỷ lệ này."
    )
    registration_deadline: date | None = column("Hạn đăng ký", hint="Theo văn bản của tỉnh.")
    dossier_deadline: date | None = column("Hạn nộp hồ sơ", hint="Theo văn bản của tỉnh.")
    midyear_deadline: date | None = column("Hạn sơ kết", hint="Theo văn bản của tỉnh.")
    yearend_deadline: date | None = column("Hạn tổng kết", hint="Theo văn bản của tỉnh.")
    superior: str | None = column("Tên cấp trên", hint="Nơi nhận báo cáo, ví dụ Phòng Nội vụ.")
    superior_email: str | None = column("Thư điện tử cấp trên")
    unit_email: str | None = column("Thư điện tử đơn vị")
    vote_share: Share | None = column(
        "Tỷ lệ phiếu tối thiểu",
        hint="Tùy chọn của địa phương, số phiếu trên số thành viên Hội đồng; để trống: không xét.",
    )
    quorum: Share | None = column(
        "Tỷ lệ dự họp tối thiểu",
        hint="Tùy chọn của địa phương, người dự trên số thành viên; để trống: không xét.",
    )
    fighter_cap: Share | None = column(
        "Trần tỷ lệ CSTĐCS trên LĐTT",
        hint="Tùy chọn của địa phương, khi thấp hơn mức của luật hoặc luật không quy định.",
    )
    absence_limit: Count | None = column(
        "Số ngày nghỉ tối đa", hint="Tùy chọn của địa phương; để trống thì không kiểm tra."
    )
    exact_bonus: YesNo | None = column(
        "Không làm tròn tiền thưởng", hint="Có: giữ số lẻ; để trống: làm tròn lên hàng chục nghìn."
    )
    household_factor: Amount | None = column(
        "Hệ số tiền thưởng hộ gia đình", hint="Tùy chọn của địa phương, so với mức của cá nhân."
    )
    cultural_family_factor: Amount | None = column(
        "Hệ số tiền thưởng Gia đình văn hóa", hint="Tùy chọn của địa phương; để trống: không chi."
    )
    handling_days: Count | None = column(
        "Số ngày làm việc giải quyết hồ sơ",
        hint="Theo thủ tục hành chính của tỉnh; để trống thì chỉ nhắc theo mức của tỉnh khác.",
    )
    certificate_size: CertificateSize | None = column(
        "Khổ giấy khen", hint="Khổ của phôi giấy khen; để trống: A4."
    )

    @property
    def commune(self) -> str:
        """The commune by kind and name, as far as they are set: "xã Lam Vỹ", "Phường 1"."""
        return with_kind(self.unit_name or "", self.unit_kind or "", tuple(CommuneKind))

    @property
    def place_name(self) -> str | None:
        """What stands before a paper's date: the commune's own name, with its kind for a figure."""
        if self.place or not self.unit_name:
            return self.place
        own = split_kind(self.unit_name, tuple(CommuneKind))[1]
        return self.commune if own[:1].isdigit() else own

    @classmethod
    @cache
    def items(cls) -> dict[str, Column]:
        """Every setting by its name in the sheet (Mục), in the order of the sheet."""
        columns = (declared(name, info) for name, info in cls.model_fields.items())
        return {each.heading: each for each in columns}


PRESETS = {"direct_worker_share": "30%"}
"""What a new register starts from, by field, as typed; the commune changes it to its own plan's."""
