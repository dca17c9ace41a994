"""The closed lists of the field: each value is the label that staff read in the drop-down."""

from __future__ import annotations

from enum import StrEnum


class ObjectKind(StrEnum):
    """Who is registered or nominated (Loại đối tượng)."""

    INDIVIDUAL = "Cá nhân"
    COLLECTIVE = "Tập thể"
    HOUSEHOLD = "Hộ gia đình"


class Salutation(StrEnum):
    """How the papers address the person (Tên gọi); other words may be typed."""

    MR = "Ông"
    MRS = "Bà"
    HOUSEHOLD_OF_MR = "Gia đình ông"
    HOUSEHOLD_OF_MRS = "Gia đình bà"


class Sex(StrEnum):
    """Giới tính."""

    MALE = "Nam"
    FEMALE = "Nữ"


class WorkGroup(StrEnum):
    """Nhóm đối tượng, after the rows of the ministry's statistics forms."""

    DIRECT_WORKER = "Người trực tiếp công tác, lao động"
    LEADER = "Lãnh đạo từ phó phòng và tương đương trở lên"
    OTHER_LEADER = "Lãnh đạo khác"
    ENTREPRENEUR = "Doanh nhân"


class UnitKind(StrEnum):
    """Loại đơn vị within the commune."""

    HAMLET_XOM = "Xóm"
    HAMLET_THON = "Thôn"
    HAMLET_BAN = "Bản"
    RESIDENTIAL_GROUP = "Tổ dân phố"
    SCHOOL = "Trường học"
    HEALTH_STATION = "Trạm Y tế"
    OFFICE = "Phòng chuyên môn"
    POLICE = "Công an"
    MILITARY = "Quân sự"
    DEPARTMENT = "Ban ngành"
    MASS_ORGANISATION = "Đoàn thể"
    COMPANY = "Doanh nghiệp"
    COOPERATIVE = "Hợp tác xã"
    OTHER = "Khác"


class CommuneKind(StrEnum):
    """Loại đơn vị hành chính of the commune itself."""

    COMMUNE = "xã"
    WARD = "phường"
    TOWNSHIP = "thị trấn"
    SPECIAL_ZONE = "đặc khu"


class MovementMode(StrEnum):
    """Hình thức tổ chức phong trào (Luật Thi đua, khen thưởng 2022 Điều 16)."""

    REGULAR = "Thường xuyên"
    THEMED = "Theo chuyên đề"


class MovementLevel(StrEnum):
    """Cấp phát động."""

    CENTRAL = "Trung ương"
    PROVINCE = "Tỉnh"
    DISTRICT = "Huyện"
    COMMUNE = "Xã"
    CLUSTER = "Cụm, khối thi đua"


class Level(StrEnum):
    """Cấp quyết định, from the lowest."""

    COMMUNE = "Xã"
    DISTRICT = "Huyện"
    PROVINCE = "Tỉnh"
    MINISTRY = "Bộ, ngành"
    PRIME_MINISTER = "Thủ tướng Chính phủ"
    GOVERNMENT = "Chính phủ"
    PRESIDENT = "Chủ tịch nước"


class Title(StrEnum):
    """Danh hiệu thi đua."""

    ADVANCED_WORKER = "Lao động tiên tiến"
    ADVANCED_SOLDIER = "Chiến sĩ tiên tiến"
    GRASSROOTS_FIGHTER = "Chiến sĩ thi đua cơ sở"
    PROVINCIAL_FIGHTER = "Chiến sĩ thi đua cấp tỉnh"
    NATIONAL_FIGHTER = "Chiến sĩ thi đua toàn quốc"
    ADVANCED_COLLECTIVE = "Tập thể lao động tiên tiến"
    EXCELLENT_COLLECTIVE = "Tập thể lao động xuất sắc"
    VICTORY_UNIT = "Đơn vị quyết thắng"
    PROVINCIAL_FLAG = "Cờ thi đua cấp tỉnh"
    GOVERNMENT_FLAG = "Cờ thi đua của Chính phủ"
    CULTURAL_FAMILY = "Gia đình văn hóa"
    CULTURAL_RESIDENTIAL_AREA = "Khu dân cư văn hóa"
    CULTURAL_HAMLET = "Thôn, tổ dân phố văn hóa"
    EXEMPLARY_COMMUNE = "Xã, phường, thị trấn tiêu biểu"
    EXEMPLARY_COMMUNE_2025 = "Xã, phường, đặc khu tiêu biểu"


class Form(StrEnum):
    """Hình thức khen thưởng."""

    COMMUNE_CERTIFICATE = "Giấy khen của Chủ tịch UBND xã"
    DISTRICT_CERTIFICATE = "Giấy khen của Chủ tịch UBND huyện"
    PROVINCIAL_MERIT = "Bằng khen cấp tỉnh"
    PRIME_MINISTER_MERIT = "Bằng khen của Thủ tướng Chính phủ"
    LABOUR_ORDER_3 = "Huân chương Lao động hạng Ba"
    LABOUR_ORDER_2 = "Huân chương Lao động hạng Nhì"
    LABOUR_ORDER_1 = "Huân chương Lao động hạng Nhất"
    BRAVERY_ORDER = "Huân chương Dũng cảm"
    COMMEMORATIVE_MEDAL = "Kỷ niệm chương"


class CommendationKind(StrEnum):
    """Loại hình khen thưởng (Luật Thi đua, khen thưởng 2022 Điều 8)."""

    MERIT = "Công trạng"
    MOVEMENT = "Phong trào thi đua"
    EXTRAORDINARY = "Đột xuất"
    CONTRIBUTION = "Quá trình cống hiến"
    SENIORITY = "Niên hạn"
    FOREIGN = "Đối ngoại"


SIMPLE_PROCEDURE = frozenset(
    {
        CommendationKind.EXTRAORDINARY,
        CommendationKind.CONTRIBUTION,
        CommendationKind.SENIORITY,
        CommendationKind.FOREIGN,
    }
)
"""Kinds that the law commends by a simple procedure, whatever the time of the year (Luật Thi đua,
khen thưởng Điều 85)."""


class Completion(StrEnum):
    """Mức hoàn thành nhiệm vụ, from the highest."""

    EXCELLENT = "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "Hoàn thành tốt nhiệm vụ"
    DONE = "Hoàn thành nhiệm vụ"
    NOT_DONE = "Không hoàn thành nhiệm vụ"


class YesNo(StrEnum):
    """Có or Không."""

    YES = "Có"
    NO = "Không"


class Yes(StrEnum):
    """Có, or left empty."""

    YES = "Có"


class Discipline(StrEnum):
    """Hình thức kỷ luật, from none to the gravest."""

    NONE = "Không"
    REPRIMAND = "Khiển trách"
    WARNING = "Cảnh cáo"
    WAGE_CUT = "Hạ bậc lương"
    DEMOTION = "Giáng chức"
    REMOVAL = "Cách chức"
    DISMISSAL_FROM_OFFICE = "Bãi nhiệm"
    FORCED_RESIGNATION = "Buộc thôi việc"
    EXPULSION = "Khai trừ"


class Review(StrEnum):
    """Đang xem xét: what is open against the person or collective."""

    NONE = "Không"
    DISCIPLINE = "Kỷ luật"
    INSPECTION = "Thanh tra"
    CONTROL = "Kiểm tra"
    INVESTIGATION = "Điều tra"
    COMPLAINT = "Khiếu nại, tố cáo"
    PRESS = "Báo chí nêu đang xác minh"


class InitiativeKind(StrEnum):
    """Loại sáng kiến."""

    INITIATIVE = "Sáng kiến"
    RESEARCH = "Đề tài"


class InitiativeScope(StrEnum):
    """Phạm vi ảnh hưởng of an initiative, from the smallest."""

    GRASSROOTS = "Cơ sở"
    PROVINCE = "Tỉnh"
    NATION = "Toàn quốc"


class Outcome(StrEnum):
    """Kết quả of a nomination; an empty cell means that it is still being prepared."""

    UNDER_REVIEW = "Đang xét"
    SUBMITTED = "Đã trình cấp trên"
    AWARDED = "Được tặng"
    FAILED = "Không đạt"
    RETURNED = "Trả lại"


CLOSED = frozenset({Outcome.FAILED, Outcome.RETURNED})
"""Outcomes that end a nomination without an award."""


class CouncilRole(StrEnum):
    """Vai trò in the commune's council."""

    CHAIR = "Chủ tịch"
    DEPUTY_CHAIR = "Phó Chủ tịch"
    STANDING_MEMBER = "Ủy viên thường trực"
    MEMBER = "Ủy viên"
    SECRETARY = "Thư ký"


class VotingMode(StrEnum):
    """How a meeting voted."""

    SECRET = "Bỏ phiếu kín"
    SHOW_OF_HANDS = "Biểu quyết"


class PaperKind(StrEnum):
    """Loại văn bản of the year's papers."""

    PLAN = "Kế hoạch"
    SUBMISSION = "Tờ trình"
    DECISION = "Quyết định"
    REPORT = "Báo cáo"
    MINUTES = "Biên bản"
    INVITATION = "Giấy mời"
    LETTER = "Công văn"
    PLEDGE = "Giao ước"


class Issuer(StrEnum):
    """Cơ quan ban hành."""

    PEOPLES_COMMITTEE = "Ủy ban nhân dân"
    COUNCIL = "Hội đồng Thi đua - Khen thưởng"


class OnBehalf(StrEnum):
    """Thay mặt (Nghị định 30/2020/NĐ-CP Phụ lục I Mục II khoản 7)."""

    COLLECTIVE = "TM."


class SigningAuthority(StrEnum):
    """Quyền ký (Nghị định 30/2020/NĐ-CP Phụ lục I Mục II khoản 7)."""

    FOR = "KT."
    BY_ORDER = "TL."
    BY_MANDATE = "TUQ."
    ACTING = "Q."


class PlanPart(StrEnum):
    """Phần of the plan's outline."""

    BASIS = "Căn cứ"
    OPENING = "Mở đầu"
    BODY = "Nội dung"
    CLOSING = "Kết luận"


class PaperTemplate(StrEnum):
    """The year's papers whose wording staff may change (the plan's stands in tblKeHoach)."""

    PLEDGE = "Giao ước thi đua"
    REGISTRATIONS = "Tổng hợp đăng ký"
    MIDYEAR_REPORT = "Báo cáo sơ kết"
    YEAREND_REPORT = "Báo cáo tổng kết"
    MINUTES = "Biên bản họp"
    SUBMISSION = "Tờ trình"
    DECISION = "Quyết định khen thưởng"
    NOMINATIONS = "Danh sách đề nghị"
    INVITATION = "Giấy mời họp"
    REMINDER = "Công văn đôn đốc"
    OPINION = "Phiếu lấy ý kiến"
    APPRAISAL = "Phiếu thẩm định"


class TextPart(StrEnum):
    """Phần of a paper's wording, in the order in which it is read."""

    SUBJECT = "Trích yếu"
    ADDRESSEE = "Kính gửi"
    BASIS = "Căn cứ"
    OPENING = "Mở đầu"
    BODY = "Nội dung"
    ARTICLE = "Điều"
    CLOSING = "Kết luận"


class CertificateSize(StrEnum):
    """The sheet that a certificate is printed on, lying."""

    A4 = "A4"
    A3 = "A3"


class TextAlignment(StrEnum):
    """Căn chữ: where text stands in its box."""

    LEFT = "Trái"
    CENTRE = "Giữa"
    RIGHT = "Phải"


class Period(StrEnum):
    """Quý of a task in the year's calendar."""

    Q1 = "I"
    Q2 = "II"
    Q3 = "III"
    Q4 = "IV"
    Q3_Q4 = "III - IV"
    YEAR = "Cả năm"


INDIVIDUAL_TITLES = frozenset(
    {
        Title.ADVANCED_WORKER,
        Title.ADVANCED_SOLDIER,
        Title.GRASSROOTS_FIGHTER,
        Title.PROVINCIAL_FIGHTER,
        Title.NATIONAL_FIGHTER,
    }
)
HOUSEHOLD_TITLES = frozenset({Title.CULTURAL_FAMILY})
COLLECTIVE_TITLES = frozenset(Title) - INDIVIDUAL_TITLES - HOUSEHOLD_TITLES


def title_suits(title: Title, kind: ObjectKind) -> bool:
    """Whether a title can be given to this kind of object (Luật Thi đua, khen thưởng Chương II)."""
    return (
        title
        in {
            ObjectKind.INDIVIDUAL: INDIVIDUAL_TITLES,
            ObjectKind.COLLECTIVE: COLLECTIVE_TITLES,
            ObjectKind.HOUSEHOLD: HOUSEHOLD_TITLES,
        }[kind]
    )


HAMLETS = frozenset(
    {
        UnitKind.HAMLET_XOM,
        UnitKind.HAMLET_THON,
        UnitKind.HAMLET_BAN,
        UnitKind.RESIDENTIAL_GROUP,
    }
)
"""Kinds of unit that are a residential community."""
