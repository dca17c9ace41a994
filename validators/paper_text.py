"""What may stand in braces in the wording of the year's papers, and who of them it belongs to.

Besides the plan's placeholders (`validators.placeholders`) a paper knows names of its own: figures
of the summary, the meeting, who is awarded. Their values are the business of who writes the paper;
the names are declared here, so that a rule can tell a misspelt one. Unlike in the plan, a name
without a value is no mistake: the paper leaves room for a pen, as the decree's own forms do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from validators.catalogue import Form, ObjectKind, PaperTemplate, Title
from validators.placeholders import Placeholders, Problem, key_of, name_of_block, tokens
from validators.register import Register
from validators.text import closest


class PaperBlock(StrEnum):
    """Placeholders that stand alone in a row and become several paragraphs or a table."""

    CRITERIA = "Bảng: Tiêu chí thi đua"
    REGISTERED = "Bảng: Đăng ký theo danh hiệu, hình thức"
    BY_AWARD = "Bảng: Kết quả theo danh hiệu, hình thức"
    BY_UNIT = "Bảng: Kết quả theo đơn vị"
    LAST_YEAR = "Bảng: So với năm trước"
    FAMILIES = "Bảng: Gia đình văn hóa"
    TASKS_AHEAD = "Công việc 6 tháng cuối năm"
    MEMBERS = "Bảng: Thành viên Hội đồng"
    VOTES = "Bảng: Kết quả biểu quyết"
    OPINIONS = "Bảng: Lấy ý kiến"
    APPRAISAL = "Bảng: Thẩm định"
    EXTRACT = "Bảng: Trích ngang"
    AWARDS = "Các khen thưởng"
    LAW = "Căn cứ pháp lý"
    MEETING_BASIS = "Căn cứ cuộc họp"
    ON_PROPOSAL = "Theo đề nghị"
    BONUS = "Tiền thưởng kèm theo"


STAGES: Final = ("Đăng ký", "Đề nghị", "Được tặng")
"""Names of the summary's stages, in their order."""

BLANK: Final = "Chỗ trống"
"""A place that staff fill by hand."""

COMMON: Final = frozenset(
    {BLANK, "Ủy ban nhân dân", "Hội đồng", "Chủ tịch", "Đơn vị hành chính", "Ngày lập"}
    | {"Năm trước", "Năm sau"}
)
"""Names that every paper knows."""

COUNTS: Final = frozenset(
    {f"{stage}{rest}" for stage in STAGES for rest in ("", " theo đối tượng")}
    | {f"{stage}: {each}" for stage in STAGES for each in (*ObjectKind, *Title, *Form)}
)
"""Counts of the summary, by stage, kind of object, title and form: `{Được tặng: Cá nhân}`."""

_REPORT: Final = COUNTS | {
    "Số đơn vị đã đăng ký",
    "Lao động trực tiếp được tặng",
    "Tổng tiền thưởng",
    "Số phong trào",
    "Công việc đến hạn",
    "Công việc đã xong",
    "Công việc xong muộn",
    "Công việc quá hạn",
}
_MEETING: Final = frozenset(
    {
        "Giờ họp",
        "Ngày họp",
        "Địa điểm họp",
        "Nội dung họp",
        "Chủ trì",
        "Thư ký",
        "Số thành viên",
        "Có mặt",
        "Vắng",
        "Hình thức biểu quyết",
        "Kết luận cuộc họp",
        "Giờ kết thúc",
        "Cơ quan mời",
    }
)
_AWARDED: Final = frozenset(
    {"Khen thưởng", "Đối tượng", "Thành tích chung", "Kèm danh sách", "Người được tặng"}
)

FIELDS: Final[Mapping[PaperTemplate, frozenset[str]]] = {
    PaperTemplate.PLEDGE: frozenset(),
    PaperTemplate.REGISTRATIONS: _REPORT,
    PaperTemplate.MIDYEAR_REPORT: _REPORT,
    PaperTemplate.YEAREND_REPORT: _REPORT,
    PaperTemplate.MINUTES: _MEETING,
    PaperTemplate.SUBMISSION: _AWARDED | {"Người có thẩm quyền", "Cơ quan trình", "Việc đề nghị"},
    PaperTemplate.DECISION: _AWARDED,
    PaperTemplate.NOMINATIONS: frozenset({"Đối tượng"}),
    PaperTemplate.INVITATION: _MEETING,
    PaperTemplate.REMINDER: frozenset(
        {"Đơn vị chưa đăng ký", "Số đơn vị đã đăng ký", "Cách gọi đơn vị", "Ngày phải gửi"}
    ),
    PaperTemplate.OPINION: _MEETING,
    PaperTemplate.APPRAISAL: frozenset({"Số hồ sơ", "Số hồ sơ đủ"}),
}
"""Names of its own that each paper knows, besides the common ones."""

_REPORT_BLOCKS: Final = frozenset(
    {PaperBlock.BY_AWARD, PaperBlock.BY_UNIT, PaperBlock.LAST_YEAR, PaperBlock.FAMILIES}
    | {PaperBlock.TASKS_AHEAD, PaperBlock.REGISTERED}
)
BLOCKS: Final[Mapping[PaperTemplate, frozenset[PaperBlock]]] = {
    PaperTemplate.PLEDGE: frozenset({PaperBlock.CRITERIA}),
    PaperTemplate.REGISTRATIONS: _REPORT_BLOCKS,
    PaperTemplate.MIDYEAR_REPORT: _REPORT_BLOCKS,
    PaperTemplate.YEAREND_REPORT: _REPORT_BLOCKS,
    PaperTemplate.MINUTES: frozenset({PaperBlock.MEMBERS, PaperBlock.VOTES}),
    PaperTemplate.SUBMISSION: frozenset({PaperBlock.AWARDS, PaperBlock.MEETING_BASIS}),
    PaperTemplate.DECISION: frozenset({PaperBlock.BONUS, PaperBlock.ON_PROPOSAL}),
    PaperTemplate.NOMINATIONS: frozenset({PaperBlock.EXTRACT}),
    PaperTemplate.INVITATION: frozenset(),
    PaperTemplate.REMINDER: frozenset(),
    PaperTemplate.OPINION: frozenset({PaperBlock.OPINIONS}),
    PaperTemplate.APPRAISAL: frozenset({PaperBlock.APPRAISAL}),
}
"""The blocks of each paper; the bases by law belong to all."""

CERTIFICATE_FIELDS: Final = frozenset(
    {
        "Tên gọi",
        "Họ và tên",
        "Chức vụ",
        "Đơn vị",
        "Chức vụ, đơn vị",
        "Nội dung khen",
        "Tóm tắt thành tích",
        "Phong trào",
        "Năm thành tích",
        "Số quyết định",
        "Ngày quyết định",
        "Địa danh",
        "Quyền hạn, chức vụ người ký",
        "Người ký",
        "Số thứ tự",
    }
)
"""What a certificate prints of each person."""


@dataclass(frozen=True)
class Vocabulary:
    """The names and blocks that the wording of one paper may use.

    `settings` are the register's own placeholders, with their values.
    """

    settings: Placeholders
    fields: frozenset[str]
    blocks: frozenset[PaperBlock]

    @classmethod
    def of_paper(cls, register: Register, template: PaperTemplate) -> Vocabulary:
        """What a paper of the register may use."""
        blocks = BLOCKS[template] | {PaperBlock.LAW}
        return cls(Placeholders.of(register), COMMON | FIELDS[template], blocks)

    @classmethod
    def of_certificate(cls, register: Register) -> Vocabulary:
        """What a certificate of the register may print."""
        return cls(Placeholders.of(register), COMMON | CERTIFICATE_FIELDS, frozenset())

    def block_of(self, text: str) -> PaperBlock | None:
        """The block that the text consists of, None for any other text."""
        name = name_of_block(text)
        return next((each for each in self.blocks if key_of(each) == name), None)

    def problems(self, text: str) -> Iterator[Problem]:
        """Every placeholder of the text that the paper does not know."""
        alone = self.block_of(text)
        blocks = {key_of(each): each for each in self.blocks}
        names = {key_of(each) for each in (*self.fields, *self.settings.values)}
        for token in tokens(text):
            if token.unclosed:
                yield Problem.unclosed(token.unclosed)
            elif token.name is None:
                continue
            elif block := blocks.get(key_of(token.name)):
                if alone is None:
                    yield Problem.not_alone(block)
            elif key_of(token.name) not in names:
                meant = closest(token.name, [*self.fields, *self.settings.values, *self.blocks])
                yield Problem.unknown(token.name, meant)
