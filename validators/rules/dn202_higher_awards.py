"""Bằng khen của Thủ tướng, Huân chương Lao động cần mức khen trước và đủ số năm liên tục.

Kiểm tra gì
-----------
Đề nghị theo công trạng: đã có mức khen mà điều luật liệt kê; đủ số năm liên tục đến Năm thành tích;
trong các năm ấy có đủ số năm hoàn thành xuất sắc, số lần đạt danh hiệu, số cờ thi đua hoặc bằng
khen. Tập thể đề nghị Huân chương Lao động hạng Ba còn phải đủ số năm xây dựng (Năm thành lập ở
trang Tập thể). Năm đạt Lao động tiên tiến hoặc chiến sĩ thi đua được tính là hoàn thành tốt nhiệm
vụ. Từ năm 2024, khen đột xuất, theo phong trào trong sổ không được tính làm căn cứ.

Vì sao
------
Hồ sơ thiếu năm bị trả lại từ tỉnh. Luật còn căn cứ khác (phong trào, đột xuất, nông dân có mô hình
hiệu quả, nhiều sáng kiến …) mà các bảng không ghi, nên chương trình chỉ hỏi.

Ví dụ sai
---------
Năm 2024, đề nghị Bằng khen của Thủ tướng Chính phủ cho người chưa có Bằng khen cấp tỉnh.

Ví dụ đúng
----------
Người đã có Bằng khen cấp tỉnh, 5 năm liên tục hoàn thành tốt nhiệm vụ, 3 lần đạt Chiến sĩ thi đua
cơ sở.

Căn cứ
------
Điều 38 Nghị định 91/2017/NĐ-CP; Điều 42, 43, 44, 73 Luật Thi đua, khen thưởng 2022; Điều 4 Nghị
định 98/2023/NĐ-CP; Điều 4 Nghị định 152/2025/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from validators.catalogue import CommendationKind, Completion, Form, ObjectKind, Title
from validators.finding import Severity
from validators.history import Reached
from validators.regimes import Provision
from validators.register import Register
from validators.rules import Hit, Rule, Scope, hit
from validators.rules.spans import (
    EXCELLENT,
    EXCELLENT_COLLECTIVE,
    GOOD,
    Reach,
    listed,
    shortfall,
)

RULE = Rule(
    code="DN202",
    severity=Severity.QUERY,
    scope=Scope.BOOK,
    law=("F04", "F05", "F06", "F07", "F08", "F09", "F10", "X14"),
    message="Đề nghị “{form}” năm {year} chưa thấy đủ: {missing}. {text}",
    remedy="Ghi các năm và mức khen còn thiếu vào trang Lịch sử nếu đã có; nếu đề nghị theo căn cứ "
    "khác mà luật liệt kê thì ghi căn cứ ấy ở cột Giải trình.",
)

Count = tuple[str, tuple[Reached, ...]]
"""The name of a provision's number, and the awards or ratings of which so many are needed."""


@dataclass(frozen=True)
class Step:
    """What a provision builds a higher award on.

    `afterwards`: the years begin after the earlier award. Of `any_of` one count suffices.
    """

    law: str
    form: Form
    kind: ObjectKind
    earlier: Form
    yearly: tuple[Reached, ...]
    all_of: tuple[Count, ...] = ()
    any_of: tuple[Count, ...] = ()
    afterwards: bool = True

    @property
    def counted(self) -> tuple[Reached, ...]:
        """Everything that the step counts."""
        parts = (each for _, wanted in (*self.all_of, *self.any_of) for each in wanted)
        return tuple(dict.fromkeys((self.earlier, *self.yearly, *parts)))


_PERSON, _COLLECTIVE = ObjectKind.INDIVIDUAL, ObjectKind.COLLECTIVE
_FIGHTER: Count = ("fighter_years", (Title.GRASSROOTS_FIGHTER,))
_PROVINCIAL: Count = ("provincial_fighter_years", (Title.PROVINCIAL_FIGHTER,))
_RATED: Count = ("excellent_years", (Completion.EXCELLENT,))
_FLAGS: Count = ("flags", (Title.PROVINCIAL_FLAG,))
_MERITS: Count = ("merits", (Form.PROVINCIAL_MERIT,))
_GOVERNMENT_FLAGS: Count = ("government_flags", (Title.GOVERNMENT_FLAG,))
_HONOURS: Count = ("honours", (Title.PROVINCIAL_FLAG, Form.PROVINCIAL_MERIT))

STEPS = (
    Step(
        "F04", Form.PRIME_MINISTER_MERIT, _PERSON, Form.PROVINCIAL_MERIT, GOOD,
        all_of=(_FIGHTER,), afterwards=False,
    ),
    Step(
        "F05", Form.PRIME_MINISTER_MERIT, _COLLECTIVE, Form.PROVINCIAL_MERIT, EXCELLENT_COLLECTIVE,
        any_of=(_FLAGS, _MERITS),
    ),
    Step("F06", Form.PRIME_MINISTER_MERIT, _PERSON, Form.PROVINCIAL_MERIT, EXCELLENT),
    Step(
        "F06", Form.PRIME_MINISTER_MERIT, _COLLECTIVE, Form.PROVINCIAL_MERIT, EXCELLENT_COLLECTIVE,
        all_of=(_FLAGS,),
    ),
    Step(
        "F07", Form.LABOUR_ORDER_3, _PERSON, Form.PRIME_MINISTER_MERIT, GOOD,
        all_of=(_RATED, _FIGHTER),
    ),
    Step(
        "F08", Form.LABOUR_ORDER_3, _COLLECTIVE, Form.PRIME_MINISTER_MERIT, EXCELLENT_COLLECTIVE,
        any_of=(_GOVERNMENT_FLAGS, _HONOURS),
    ),
    Step(
        "F09", Form.LABOUR_ORDER_2, _PERSON, Form.LABOUR_ORDER_3, GOOD,
        all_of=(_RATED, _PROVINCIAL),
    ),
    Step(
        "F10", Form.LABOUR_ORDER_1, _PERSON, Form.LABOUR_ORDER_2, GOOD,
        all_of=(_RATED, _PROVINCIAL),
    ),
)  # fmt: skip


def check(register: Register) -> Iterator[Hit]:
    """Each nomination by merit whose object lacks what the register can count."""
    for step in STEPS:
        rows = [
            row
            for row in register.nominated(step.form)
            if row.object_kind is step.kind and row.commendation_kind is CommendationKind.MERIT
        ]
        for row, provision in register.under(step.law, rows):

            def missing(
                reach: Reach, step: Step = step, provision: Provision = provision
            ) -> list[str]:
                return _missing(reach, step, provision)

            if found := shortfall(register, row, provision, missing, step.counted):
                yield hit(
                    row,
                    "form",
                    provision,
                    found.severity,
                    form=row.form,
                    year=row.year,
                    missing=found.missing,
                    text=provision.text,
                )


def _missing(reach: Reach, step: Step, provision: Provision) -> list[str]:
    window = reach.window(int(provision.number("years")))
    earlier = reach.years(step.earlier)
    latest = window.start - 1 if step.afterwards else reach.last
    lacking = []
    if not any(year <= latest for year in earlier):
        lacking.append(f"“{step.earlier}” từ năm {latest} về trước (sổ có: {listed(earlier)})")
    if gaps := reach.gaps(len(window), *step.yearly):
        names = f"“{step.yearly[0]}”" + (" trở lên" if step.yearly is GOOD else "")
        lacking.append(f"{names} năm {listed(gaps)} (cần liên tục {window[0]}–{window[-1]})")
    since = _since(reach, step, window)
    counts = [_count(reach, provision, each, since) for each in step.all_of]
    lacking += [words for words in counts if words]
    choices = [_count(reach, provision, each, since) for each in step.any_of]
    if choices and all(choices):
        lacking.append(" hoặc ".join(choices))
    return lacking + _too_young(reach, provision)


def _since(reach: Reach, step: Step, window: range) -> int:
    """The first year of the run that ends with the last year: it may be longer than demanded."""
    start = window.start
    after = min(reach.years(step.earlier), default=start) + 1 if step.afterwards else None
    years = reach.years(*step.yearly, since=after)
    while start - 1 in years:
        start -= 1
    return start


def _count(reach: Reach, provision: Provision, count: Count, since: int) -> str:
    """What lacks of a count, in words; empty where there are enough."""
    name, wanted = count
    needed = int(provision.number(name))
    found = [year for each in wanted for year in reach.years(each, since=since)]
    if len(found) >= needed:
        return ""
    names = " hoặc ".join(f"“{each}”" for each in wanted)
    return f"{needed} lần {names} trong {since}–{reach.last} (sổ có: {listed(found)})"


def _too_young(reach: Reach, provision: Provision) -> list[str]:
    needed = provision.numbers.get("founded_years")
    counts = reach.register.counts_of(reach.row)
    if needed is None or counts is None or counts.founded is None:
        return []
    if reach.last - counts.founded >= needed:
        return []
    return [f"{int(needed)} năm xây dựng (Năm thành lập: {counts.founded})"]
