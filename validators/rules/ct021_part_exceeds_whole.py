"""Số của một phần không được lớn hơn số của toàn bộ.

Kiểm tra gì
-----------
Số phiếu đồng ý không quá số người dự họp, số người dự họp không quá số thành viên; số người đạt
danh hiệu không quá tổng số cá nhân; các số hộ của một xóm không quá số hộ lớn hơn đứng trước; số
người có mặt không quá số thành viên; điểm chấm vượt điểm chuẩn được hỏi lại.

Vì sao
------
Tỷ lệ tính từ các số này sẽ vượt 100%, hồ sơ bị trả lại.

Ví dụ sai
---------
Tổng số cá nhân 12, số người đạt LĐTT 15.

Ví dụ đúng
----------
Tổng số cá nhân 15, số người đạt LĐTT 12, số CSTĐCS 1.

Căn cứ
------
Quy ước của sổ: số CSTĐCS tính trong số LĐTT.
"""

from __future__ import annotations

from collections.abc import Iterator

from validators.columns import Record
from validators.finding import Severity
from validators.records import Collective, Criterion, CulturalFamilies, Meeting, Nomination
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit

RULE = Rule(
    code="CT021",
    severity=Severity.ERROR,
    scope=Scope.ROW,
    message="{part_heading} là {part}, lớn hơn {whole_heading} là {whole}.",
    remedy="Kiểm tra lại hai số.",
)

# Each part with its wholes, the nearest first: it is held against the first that is filled.
_WHOLES: dict[type[Record], dict[str, tuple[str, ...]]] = {
    Nomination: {
        "attendance": ("council_members",),
        "votes": ("attendance", "council_members"),
    },
    Collective: {
        "completed": ("members",),
        "advanced_workers": ("members",),
        "grassroots_fighters": ("advanced_workers", "members"),
        "disciplined": ("members",),
    },
    CulturalFamilies: {
        "registered": ("households",),
        "invited": ("households",),
        "attended": ("invited", "households"),
        "agreed": ("attended", "invited", "households"),
        "recognised": ("registered", "households"),
        "three_years": ("recognised", "registered", "households"),
        "commended": ("three_years", "recognised", "registered", "households"),
    },
    Meeting: {"present": ("members",)},
    Criterion: {"own_score": ("maximum",), "cluster_score": ("maximum",)},
}


def check(register: Register) -> Iterator[Hit]:
    """Each count that exceeds the count it is a part of."""
    for model, wholes in _WHOLES.items():
        severity = Severity.QUERY if model is Criterion else None
        for record in register.records(model):
            for part, larger in wholes.items():
                count = getattr(record, part)
                whole = next((name for name in larger if getattr(record, name) is not None), None)
                if count is None or whole is None or count <= getattr(record, whole):
                    continue
                yield hit(
                    record,
                    part,
                    severity=severity,
                    part_heading=record.column_of(part).heading,
                    part=_shown(count),
                    whole_heading=record.column_of(whole).heading,
                    whole=_shown(getattr(record, whole)),
                )


def _shown(number: float) -> str:
    return f"{number:.10g}".replace(".", ",")
