"""Every table of the register and every column, declared once.

From here come the headings, lists, input messages and widths of the templates, the reading of
cells, the column named in a finding and the column reference of the documentation.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from annotated_types import Ge, Le

from validators.catalogue import (
    SIMPLE_PROCEDURE,
    CertificateSize,
    CommendationKind,
    Completion,
    CouncilRole,
    Discipline,
    Form,
    InitiativeKind,
    InitiativeScope,
    Issuer,
    Level,
    MovementLevel,
    MovementMode,
    ObjectKind,
    OnBehalf,
    Outcome,
    PaperKind,
    PaperTemplate,
    Period,
    PlanPart,
    Review,
    Salutation,
    Sex,
    SigningAuthority,
    TextAlignment,
    TextPart,
    Title,
    UnitKind,
    VotingMode,
    WorkGroup,
    Yes,
    YesNo,
)
from validators.columns import (
    Amount,
    BirthDate,
    Count,
    ProgramRecord,
    Record,
    Year,
    column,
)

PlanLevel = Annotated[int, Ge(1), Le(5)]
FontSize = Annotated[float, Ge(6), Le(72)]

_DATE_HELP = "Gõ ngày/tháng/năm, ví dụ 05/02/2020."
_UNIT_HELP = "Chọn đơn vị đã khai ở trang Đơn vị."
_BIRTH_HELP = "Gõ ngày/tháng/năm; nếu chỉ biết năm thì gõ 4 chữ số của năm."


# Columns of an outline, which the plan and the wording of other papers share.
_OUTLINE_LEVEL = column(
    "Cấp", width=7, printed=True, hint="1 đến 5; để trống với đoạn không đánh số."
)
_OUTLINE_MARKER = column(
    "Ký hiệu",
    width=9,
    printed=True,
    prose=True,
    hint="In đúng như gõ; để trống thì tự đánh số.",
)
_OUTLINE_TEXT = column("Nội dung", required=True, width=110, printed=True, prose=True)
_OUTLINE_BOLD = column("In đậm", width=8, printed=True)


class SettingRow(Record):
    """A setting of the year: what is set, and to what."""

    table: ClassVar[str] = "tblThongTin"
    sheet: ClassVar[str] = "Thông tin"
    prefix: ClassVar[str] = "TT"
    counted: ClassVar[bool] = True
    note: ClassVar[str] = "Điền cột Giá trị. Mục có dấu * trong Ghi chú là bắt buộc."

    item: str | None = column("Mục", required=True, width=38, printed=True)
    value: str | None = column("Giá trị", width=44, printed=True, prose=True)
    remark: str | None = column("Ghi chú", width=70, printed=True)


class Unit(Record):
    """A unit of the commune: hamlet, school, station, office, organisation."""

    table: ClassVar[str] = "tblDonVi"
    sheet: ClassVar[str] = "Đơn vị"
    prefix: ClassVar[str] = "DV"
    counted: ClassVar[bool] = True
    note: ClassVar[str] = "Khai mọi đơn vị của xã; các trang khác chọn đơn vị theo tên ở đây."

    name: str | None = column(
        "Tên đơn vị", required=True, width=34, printed=True, hint="Tên đầy đủ, mỗi tên một dòng."
    )
    kind: UnitKind | None = column("Loại đơn vị", required=True, width=20, printed=True)
    code: str | None = column("Mã đơn vị", width=12, hint="Không bắt buộc.")
    people: Count | None = column("Số người", width=10, printed=True)
    households: Count | None = column("Số hộ", width=10, printed=True)
    head: str | None = column("Người phụ trách", width=26, printed=True)
    email: str | None = column("Thư điện tử", width=28)
    remark: str | None = column("Ghi chú", width=28, printed=True)


class Movement(Record):
    """An emulation movement, of whatever level, that the commune takes part in."""

    table: ClassVar[str] = "tblPhongTrao"
    sheet: ClassVar[str] = "Phong trào"
    prefix: ClassVar[str] = "PT"
    counted: ClassVar[bool] = True
    note: ClassVar[str] = "Phong trào thường xuyên và theo chuyên đề của mọi cấp mà xã tham gia."

    name: str | None = column(
        "Tên phong trào",
        required=True,
        width=52,
        printed=True,
        hint="Tên đầy đủ, không cần dấu ngoặc kép.",
    )
    mode: MovementMode | None = column("Hình thức", required=True, width=18, printed=True)
    level: MovementLevel | None = column("Cấp phát động", required=True, width=20, printed=True)
    start: date | None = column("Từ ngày", width=12, printed=True, hint=_DATE_HELP)
    end: date | None = column("Đến ngày", width=12, printed=True, hint=_DATE_HELP)
    content: str | None = column("Nội dung", width=48, prose=True)
    target: str | None = column("Chỉ tiêu", width=36, prose=True)


class ObjectRow(Record):
    """A row about a person, a household or a collective: who it is."""

    name: str | None = column(
        "Họ và tên / Tên tập thể",
        required=True,
        width=30,
        group="Đối tượng",
        printed=True,
        hint="Họ và tên viết hoa chữ đầu, không kèm Ông, Bà.",
    )
    object_kind: ObjectKind | None = column(
        "Loại đối tượng", required=True, width=14, group="Đối tượng", printed=True
    )
    salutation: str | None = column(
        "Tên gọi",
        width=13,
        group="Đối tượng",
        suggest=Salutation,
        hint="Chọn trong danh sách hoặc gõ cách gọi khác.",
    )
    birth: BirthDate | None = column(
        "Ngày sinh", width=12, group="Đối tượng", printed=True, hint=_BIRTH_HELP
    )
    sex: Sex | None = column("Giới tính", width=9, group="Đối tượng")
    position: str | None = column("Chức vụ", width=30, group="Đối tượng", printed=True)
    unit: str | None = column(
        "Đơn vị",
        required=True,
        width=29,
        group="Đối tượng",
        refers_to="tblDonVi",
        printed=True,
        hint=_UNIT_HELP,
    )
    work_group: WorkGroup | None = column(
        "Nhóm đối tượng",
        width=34,
        group="Đối tượng",
        hint="Bắt buộc với cá nhân: dùng để tính tỷ lệ người lao động trực tiếp.",
    )


class Registration(ObjectRow):
    """A registration for a title or a form of commendation at the beginning of the year."""

    table: ClassVar[str] = "tblDangKy"
    sheet: ClassVar[str] = "Đăng ký"
    prefix: ClassVar[str] = "DK"
    counted: ClassVar[bool] = True
    wide: ClassVar[bool] = True
    note: ClassVar[str] = (
        "Mỗi dòng là một lượt đăng ký. Cần có danh hiệu hoặc hình thức khen thưởng đăng ký."
    )

    recruited: date | None = column("Ngày tuyển dụng", width=12, group="Đối tượng", hint=_DATE_HELP)
    title: Title | None = column("Danh hiệu đăng ký", width=28, group="Đăng ký", printed=True)
    form: Form | None = column("Hình thức đăng ký", width=30, group="Đăng ký", printed=True)
    movement: str | None = column(
        "Phong trào",
        width=34,
        group="Đăng ký",
        refers_to="tblPhongTrao",
        printed=True,
        hint="Chọn phong trào đã khai ở trang Phong trào.",
    )
    initiative: str | None = column("Sáng kiến đăng ký", width=32, group="Đăng ký", prose=True)
    registered_on: date | None = column(
        "Ngày đăng ký", required=True, width=12, group="Đăng ký", printed=True, hint=_DATE_HELP
    )
    remark: str | None = column("Ghi chú", width=24, group="Đăng ký", printed=True)


class Nomination(ObjectRow):
    """A nomination for a title or a form of commendation, from dossier to decision."""

    table: ClassVar[str] = "tblDeNghi"
    sheet: ClassVar[str] = "Đề nghị"
    prefix: ClassVar[str] = "DN"
    counted: ClassVar[bool] = True
    wide: ClassVar[bool] = True
    note: ClassVar[str] = (
        "Mỗi dòng là một đề nghị. Điền dần: lập danh sách, nhận hồ sơ, họp xét, quyết định."
    )

    field: str | None = column("Lĩnh vực", width=20, group="Đối tượng")
    recruited: date | None = column("Ngày tuyển dụng", width=12, group="Đối tượng", hint=_DATE_HELP)
    year: Year | None = column(
        "Năm thành tích", required=True, width=10, group="Đề nghị", hint="4 chữ số của năm."
    )
    title: Title | None = column("Danh hiệu đề nghị", width=28, group="Đề nghị", printed=True)
    form: Form | None = column("Hình thức đề nghị", width=30, group="Đề nghị", printed=True)
    commendation_kind: CommendationKind | None = column(
        "Loại hình khen thưởng",
        width=18,
        group="Đề nghị",
        hint="Cần khi đề nghị một hình thức khen thưởng.",
    )
    movement: str | None = column(
        "Phong trào",
        width=34,
        group="Đề nghị",
        refers_to="tblPhongTrao",
        hint="Chọn phong trào đã khai ở trang Phong trào.",
    )
    level: Level | None = column(
        "Cấp quyết định", required=True, width=18, group="Đề nghị", printed=True
    )
    completion: Completion | None = column("Mức hoàn thành nhiệm vụ", width=26, group="Thành tích")
    days_absent: Count | None = column("Số ngày nghỉ", width=9, group="Thành tích")
    maternity_leave: YesNo | None = column("Nghỉ thai sản", width=9, group="Thành tích")
    discipline: Discipline | None = column("Hình thức kỷ luật", width=16, group="Thành tích")
    under_review: Review | None = column("Đang xem xét", width=20, group="Thành tích")
    initiative: str | None = column(
        "Tên sáng kiến, đề tài", width=34, group="Thành tích", prose=True
    )
    initiative_kind: InitiativeKind | None = column("Loại sáng kiến", width=12, group="Thành tích")
    initiative_decision: str | None = column(
        "Số quyết định công nhận sáng kiến", width=18, group="Thành tích"
    )
    initiative_scope: InitiativeScope | None = column(
        "Phạm vi sáng kiến", width=12, group="Thành tích"
    )
    achievements: str | None = column(
        "Tóm tắt thành tích", width=44, group="Thành tích", prose=True
    )
    council_members: Count | None = column("Số thành viên Hội đồng", width=11, group="Xét duyệt")
    attendance: Count | None = column("Số người dự họp", width=10, group="Xét duyệt")
    votes: Count | None = column("Số phiếu đồng ý", width=10, group="Xét duyệt")
    public_opinion: str | None = column("Ý kiến dư luận", width=24, group="Xét duyệt", prose=True)
    received: date | None = column("Ngày nhận hồ sơ", width=12, group="Hồ sơ", hint=_DATE_HELP)
    submission: YesNo | None = column("Tờ trình", width=9, group="Hồ sơ")
    report: YesNo | None = column("Báo cáo thành tích", width=10, group="Hồ sơ")
    minutes: YesNo | None = column("Biên bản", width=9, group="Hồ sơ")
    outcome: Outcome | None = column("Kết quả", width=18, group="Kết quả", printed=True)
    reason: str | None = column("Lý do", width=26, group="Kết quả", prose=True)
    decision_number: str | None = column("Số quyết định", width=14, group="Kết quả", printed=True)
    decided: date | None = column(
        "Ngày quyết định", width=12, group="Kết quả", printed=True, hint=_DATE_HELP
    )
    bonus: Amount | None = column("Tiền thưởng", width=13, group="Kết quả", hint="Đồng.")
    remark: str | None = column("Ghi chú", width=24, group="Kết quả")

    @property
    def by_simple_procedure(self) -> bool:
        """Whether only a form is asked for, of a kind that the law gives by simple procedure."""
        return self.title is None and self.commendation_kind in SIMPLE_PROCEDURE


class Collective(Record):
    """The year's counts of a collective that may be given a collective title."""

    table: ClassVar[str] = "tblTapThe"
    sheet: ClassVar[str] = "Tập thể"
    prefix: ClassVar[str] = "TH"
    note: ClassVar[str] = "Số liệu trong năm của từng tập thể đề nghị danh hiệu tập thể."

    name: str | None = column("Tên tập thể", required=True, width=34, printed=True)
    unit: str | None = column(
        "Đơn vị", required=True, width=28, refers_to="tblDonVi", printed=True, hint=_UNIT_HELP
    )
    members: Count | None = column("Tổng số cá nhân", required=True, width=11, printed=True)
    completed: Count | None = column("Số người hoàn thành nhiệm vụ trở lên", width=15, printed=True)
    advanced_workers: Count | None = column(
        "Số người đạt LĐTT", width=12, printed=True, hint="Tính cả người đạt CSTĐCS."
    )
    grassroots_fighters: Count | None = column("Số CSTĐCS", width=10, printed=True)
    disciplined: Count | None = column(
        "Số người bị kỷ luật từ cảnh cáo trở lên", width=16, printed=True
    )
    founded: Year | None = column("Năm thành lập", width=10, printed=True)


class CulturalFamilies(Record):
    """The year's counts of cultural families of one hamlet."""

    table: ClassVar[str] = "tblGiaDinhVanHoa"
    sheet: ClassVar[str] = "Gia đình văn hóa"
    prefix: ClassVar[str] = "GD"
    note: ClassVar[str] = "Mỗi xóm một dòng; danh sách từng hộ lưu ở hồ sơ của xóm."

    unit: str | None = column(
        "Đơn vị (xóm)", required=True, width=30, refers_to="tblDonVi", printed=True, hint=_UNIT_HELP
    )
    households: Count | None = column("Tổng số hộ", required=True, width=10, printed=True)
    registered: Count | None = column("Số hộ đăng ký", width=10, printed=True)
    invited: Count | None = column("Số hộ được triệu tập", width=11, printed=True)
    attended: Count | None = column("Số hộ dự họp", width=10, printed=True)
    agreed: Count | None = column("Số hộ đồng ý", width=10, printed=True)
    posted: date | None = column("Ngày niêm yết", width=12, printed=True, hint=_DATE_HELP)
    recognised: Count | None = column("Số hộ đạt", width=10, printed=True)
    three_years: Count | None = column("Số hộ đạt 3 năm liên tục", width=12, printed=True)
    commended: Count | None = column("Số hộ được tặng Giấy khen", width=12, printed=True)


class PastAward(Record):
    """A title or award of an earlier year."""

    table: ClassVar[str] = "tblLichSu"
    sheet: ClassVar[str] = "Lịch sử"
    prefix: ClassVar[str] = "LS"
    note: ClassVar[str] = "Danh hiệu, khen thưởng và mức hoàn thành nhiệm vụ của các năm trước."

    name: str | None = column("Họ và tên / Tên tập thể", required=True, width=30, printed=True)
    birth: BirthDate | None = column("Ngày sinh", width=12, printed=True, hint=_BIRTH_HELP)
    unit: str | None = column("Đơn vị", width=26, printed=True, hint="Đơn vị khi được tặng.")
    year: Year | None = column("Năm", required=True, width=8, printed=True)
    title: Title | None = column("Danh hiệu", width=28, printed=True)
    form: Form | None = column("Hình thức", width=30, printed=True)
    completion: Completion | None = column("Mức hoàn thành nhiệm vụ", width=26)
    level: Level | None = column("Cấp quyết định", width=18)
    decision_number: str | None = column("Số quyết định", width=14, printed=True)
    decided: date | None = column("Ngày quyết định", width=12, printed=True, hint=_DATE_HELP)


class CouncilMember(Record):
    """A member of the commune's council for emulation and commendation."""

    table: ClassVar[str] = "tblHoiDong"
    sheet: ClassVar[str] = "Hội đồng"
    prefix: ClassVar[str] = "HD"
    note: ClassVar[str] = "Thành viên Hội đồng Thi đua - Khen thưởng theo quyết định thành lập."

    name: str | None = column("Họ và tên", required=True, width=30, printed=True)
    position: str | None = column("Chức vụ", required=True, width=36, printed=True)
    role: CouncilRole | None = column("Vai trò", required=True, width=22, printed=True)


class Meeting(Record):
    """A meeting of the council."""

    table: ClassVar[str] = "tblCuocHop"
    sheet: ClassVar[str] = "Cuộc họp"
    prefix: ClassVar[str] = "CH"
    wide: ClassVar[bool] = True
    note: ClassVar[str] = "Mỗi phiên họp của Hội đồng một dòng; dùng để lập biên bản."

    held: date | None = column("Ngày", required=True, width=12, printed=True, hint=_DATE_HELP)
    hour: str | None = column("Giờ", width=10, printed=True, hint="Ví dụ 14 giờ 00.")
    place: str | None = column("Địa điểm", width=28, printed=True)
    agenda: str | None = column("Nội dung", required=True, width=48, printed=True, prose=True)
    chair: str | None = column("Chủ trì", width=24, printed=True)
    secretary: str | None = column("Thư ký", width=24, printed=True)
    members: Count | None = column("Số thành viên", width=10, printed=True)
    present: Count | None = column("Có mặt", width=9, printed=True)
    absent: str | None = column("Vắng (lý do)", width=28, printed=True, prose=True)
    voting: VotingMode | None = column("Hình thức", width=14, printed=True)
    conclusion: str | None = column("Kết luận", width=48, prose=True)


class Paper(Record):
    """One of the year's official papers: its number, date and signing lines."""

    table: ClassVar[str] = "tblVanBan"
    sheet: ClassVar[str] = "Văn bản"
    prefix: ClassVar[str] = "VB"
    wide: ClassVar[bool] = True
    note: ClassVar[str] = (
        "Mỗi văn bản một dòng. Số và ngày để trống thì văn thư điền tay sau khi ký."
    )

    code: str | None = column(
        "Mã văn bản", required=True, width=12, printed=True, hint="Tự đặt, ví dụ KH2020."
    )
    kind: PaperKind | None = column("Loại văn bản", required=True, width=14, printed=True)
    number: str | None = column("Số", width=8, printed=True, hint="Để trống nếu chưa có số.")
    symbol: str | None = column("Ký hiệu", width=14, printed=True, hint="Ví dụ KH-UBND.")
    issued: date | None = column("Ngày", width=12, printed=True, hint=_DATE_HELP)
    about: str | None = column("Trích yếu", width=52, printed=True, prose=True)
    issuer: Issuer | None = column("Cơ quan ban hành", width=30, printed=True)
    on_behalf: OnBehalf | None = column("Thay mặt", width=9)
    authority: SigningAuthority | None = column("Quyền ký", width=9)
    line_1: str | None = column(
        "Dòng ký 1", width=30, prose=True, hint="Gõ vào đây nếu muốn thay dòng do chương trình lập."
    )
    line_2: str | None = column("Dòng ký 2", width=24, prose=True)
    line_3: str | None = column("Dòng ký 3", width=24, prose=True)
    signer: str | None = column("Người ký", width=24, printed=True)


class PlanRow(Record):
    """One paragraph of the plan's outline, in document order."""

    table: ClassVar[str] = "tblKeHoach"
    sheet: ClassVar[str] = "Kế hoạch"
    prefix: ClassVar[str] = "KH"
    note: ClassVar[str] = (
        "Mỗi đoạn của kế hoạch một dòng, theo đúng thứ tự. Ký hiệu để trống thì tự đánh số."
    )

    part: PlanPart | None = column("Phần", required=True, width=12, printed=True)
    level: PlanLevel | None = _OUTLINE_LEVEL
    marker: str | None = _OUTLINE_MARKER
    text: str | None = _OUTLINE_TEXT
    bold: Yes | None = _OUTLINE_BOLD


class PaperText(Record):
    """One paragraph of a paper's wording, in document order."""

    table: ClassVar[str] = "tblNoiDung"
    sheet: ClassVar[str] = "Nội dung văn bản"
    prefix: ClassVar[str] = "ND"
    note: ClassVar[str] = (
        "Lời văn của từng loại văn bản, mỗi đoạn một dòng; sửa được. Chỗ trong {} do chương "
        "trình điền. Xóa hết dòng của một loại thì dùng lời mẫu."
    )

    paper: PaperTemplate | None = column("Loại văn bản", required=True, width=24, printed=True)
    part: TextPart | None = column("Phần", required=True, width=12, printed=True)
    level: PlanLevel | None = _OUTLINE_LEVEL
    marker: str | None = _OUTLINE_MARKER
    text: str | None = _OUTLINE_TEXT
    bold: Yes | None = _OUTLINE_BOLD


class CertificateBox(Record):
    """Where a piece of text stands on the blank of a certificate, and how it is set."""

    table: ClassVar[str] = "tblGiayKhen"
    sheet: ClassVar[str] = "Giấy khen"
    prefix: ClassVar[str] = "GK"
    note: ClassVar[str] = (
        "Chỗ in trên phôi giấy khen, đo từ mép trái và mép trên của tờ giấy đặt ngang; chữ dài thì "
        "tự thu nhỏ cho vừa ô."
    )

    component: str | None = column("Thành phần", required=True, width=26, printed=True)
    size: CertificateSize | None = column("Khổ giấy", required=True, width=9, printed=True)
    left: Amount | None = column("Trái (mm)", required=True, width=9, printed=True)
    top: Amount | None = column("Trên (mm)", required=True, width=9, printed=True)
    width: Amount | None = column("Rộng (mm)", required=True, width=9, printed=True)
    height: Amount | None = column("Cao (mm)", required=True, width=9, printed=True)
    font_size: FontSize | None = column(
        "Cỡ chữ", required=True, width=8, printed=True, hint="Từ 6 đến 72."
    )
    bold: Yes | None = column("Đậm", width=7, printed=True)
    italic: Yes | None = column("Nghiêng", width=9, printed=True)
    alignment: TextAlignment | None = column("Căn chữ", width=9, printed=True)
    text: str | None = column(
        "Lời in",
        required=True,
        width=64,
        printed=True,
        prose=True,
        hint="Chỗ trong {} lấy từ trang Đề nghị, ví dụ {Họ và tên}.",
    )


class Task(Record):
    """A task of the year's calendar."""

    table: ClassVar[str] = "tblTienDo"
    sheet: ClassVar[str] = "Tiến độ"
    prefix: ClassVar[str] = "TD"
    counted: ClassVar[bool] = True
    note: ClassVar[str] = "Việc phải làm theo quý; ghi ngày hoàn thành khi xong."

    quarter: Period | None = column("Quý", required=True, width=10, printed=True)
    task: str | None = column("Công việc", required=True, width=70, printed=True, prose=True)
    lead: str | None = column("Chủ trì", width=26, printed=True)
    support: str | None = column("Phối hợp", width=26, printed=True)
    due: date | None = column("Hạn", width=12, printed=True, hint=_DATE_HELP)
    done: date | None = column("Ngày hoàn thành", width=12, printed=True, hint=_DATE_HELP)
    remark: str | None = column("Ghi chú", width=26, printed=True)


class Assignment(Record):
    """Who does what in carrying out the plan."""

    table: ClassVar[str] = "tblPhanCong"
    sheet: ClassVar[str] = "Phân công"
    prefix: ClassVar[str] = "PC"
    note: ClassVar[str] = "Nhiệm vụ của từng bộ phận, đơn vị khi tổ chức thực hiện kế hoạch."

    department: str | None = column("Bộ phận", required=True, width=36, printed=True)
    duty: str | None = column("Nhiệm vụ", required=True, width=90, printed=True, prose=True)
    remark: str | None = column("Ghi chú", width=26, printed=True)


class Recipient(Record):
    """Who receives a paper."""

    table: ClassVar[str] = "tblNoiNhan"
    sheet: ClassVar[str] = "Nơi nhận"
    prefix: ClassVar[str] = "NN"
    note: ClassVar[str] = "Để trống cột Văn bản nếu nơi nhận áp dụng cho mọi văn bản."

    paper: str | None = column("Văn bản", width=14, printed=True, refers_to="tblVanBan")
    recipient: str | None = column("Nơi nhận", required=True, width=46, printed=True, prose=True)
    purpose: str | None = column("Lý do gửi", width=26, printed=True)
    email: str | None = column("Thư điện tử", width=32, printed=True)


class Criterion(Record):
    """A criterion of the cluster's score sheet."""

    table: ClassVar[str] = "tblChiTieu"
    sheet: ClassVar[str] = "Cụm thi đua"
    prefix: ClassVar[str] = "TC"
    note: ClassVar[str] = "Bảng chấm điểm của cụm thi đua."

    criterion: str | None = column("Tiêu chí", required=True, width=64, printed=True, prose=True)
    maximum: Amount | None = column("Điểm chuẩn", required=True, width=11, printed=True)
    own_score: Amount | None = column("Tự chấm", width=10, printed=True)
    cluster_score: Amount | None = column("Cụm chấm", width=10, printed=True)
    evidence: str | None = column("Minh chứng", width=44, printed=True, prose=True)


class Result(ProgramRecord):
    """A finding as the program writes it for staff; only Giải trình is typed by them."""

    table: ClassVar[str] = "tblKetQua"
    sheet: ClassVar[str] = "Kết quả kiểm tra"

    number: int | None = column("STT", width=6, printed=True)
    severity: str | None = column("Mức", width=14, printed=True)
    code: str | None = column("Mã quy tắc", width=11, printed=True)
    sheet_name: str | None = column("Trang tính", width=16, printed=True)
    cell: str | None = column("Ô", width=8, printed=True)
    column_name: str | None = column("Cột", width=18, printed=True)
    subject: str | None = column("Đối tượng", width=22, printed=True)
    message: str | None = column("Vấn đề", width=40, printed=True)
    remedy: str | None = column("Cách sửa", width=36, printed=True)
    basis: str | None = column("Căn cứ", width=26, printed=True)
    explanation: str | None = column(
        "Giải trình",
        width=32,
        printed=True,
        hint="Với mục Cần giải trình: viết lý do, ít nhất 20 ký tự, rồi bấm Kiểm tra lại.",
    )
    summary: str | None = column("Tóm tắt", width=24, hidden=True)
    value: str | None = column("Giá trị", width=16, hidden=True)
    row_key: str | None = column("Khóa dòng", width=18, hidden=True)
    cell_key: str | None = column("Khóa ô", width=30, hidden=True)


class Explanation(ProgramRecord):
    """An answer that staff gave to a query, kept while the values stay."""

    table: ClassVar[str] = "tblGiaiTrinh"
    sheet: ClassVar[str] = "Giải trình"

    code: str | None = column("Mã quy tắc", width=12)
    cell_key: str | None = column("Khóa ô", width=36)
    state: str | None = column("Giá trị lúc giải trình", width=36)
    text: str | None = column("Nội dung", width=70)
    given: date | None = column("Ngày", width=12)


class LogEntry(ProgramRecord):
    """What the program did, and to which state of the data."""

    table: ClassVar[str] = "tblNhatKy"
    sheet: ClassVar[str] = "Nhật ký"

    time: str | None = column("Thời gian", width=20)
    job: str | None = column("Công việc", width=26)
    outcome: str | None = column("Kết quả", width=60)
    digest: str | None = column("Dấu số liệu", width=20)


class Sending(ProgramRecord):
    """A sending upward; the last one in a workbook is the manifest by which it is received."""

    table: ClassVar[str] = "tblLanGui"
    sheet: ClassVar[str] = "Lần gửi"

    sequence: int | None = column("Lần", width=8)
    time: str | None = column("Thời gian", width=20)
    period: str | None = column("Kỳ", width=12)
    unit_code: str | None = column("Mã đơn vị hành chính", width=14)
    unit_name: str | None = column("Tên đơn vị hành chính", width=24)
    year: int | None = column("Năm", width=8)
    template: str | None = column("Phiên bản mẫu", width=12)
    rules: str | None = column("Bộ quy tắc", width=12)
    fingerprint: str | None = column("Dấu nội dung", width=68)
    replaces: int | None = column("Thay lần", width=10)
    way: str | None = column("Cách gửi", width=20)


class SlipHead(ProgramRecord):
    """On the cover of a unit's slip: whose it is, and by what the commune knows it again."""

    table: ClassVar[str] = "tblPhieu"
    sheet: ClassVar[str] = "Phiếu"

    unit: str | None = column("Đơn vị", width=34)
    year: int | None = column("Năm", width=8)
    commune: str | None = column("Xã", width=22)
    issued: str | None = column("Lập lúc", width=20)
    mark: str | None = column("Mã phiếu", width=12)


class SlipRow(ProgramRecord):
    """What a cell of a row held when a unit and the commune last agreed on it.

    In a slip: the rows that it was written with. In a register: the rows as they were last taken
    from each unit's slip. `cells` holds a mark of each filled cell, never its value. A row without
    a table speaks of the whole slip, its `cells` then of all it said.
    """

    table: ClassVar[str] = "tblDongPhieu"
    sheet: ClassVar[str] = "Dòng phiếu"

    unit: str | None = column("Đơn vị", width=30)
    mark: str | None = column("Mã phiếu", width=12)
    issued: str | None = column("Lập lúc", width=20)
    saved: str | None = column("Lưu lúc", width=20)
    table_name: str | None = column("Bảng", width=18)
    row_id: str | None = column("Mã dòng", width=14)
    cells: str | None = column("Dấu các ô", width=60)


ENTRY_TABLES: tuple[type[Record], ...] = (
    SettingRow,
    Unit,
    Movement,
    Registration,
    Nomination,
    Collective,
    CulturalFamilies,
    PastAward,
    CouncilMember,
    Meeting,
    Paper,
    PlanRow,
    PaperText,
    CertificateBox,
    Task,
    Assignment,
    Recipient,
    Criterion,
)
"""The tables that staff fill, in the order of their sheets."""

PROGRAM_TABLES: tuple[type[ProgramRecord], ...] = (
    *(Result, Explanation, LogEntry, Sending),
    SlipRow,
)
"""The tables of a register that the program fills."""

BY_TABLE: dict[str, type[Record]] = {model.table: model for model in ENTRY_TABLES}
