"""The statistics forms 0601.N, 0602.N and 0603.N/BNV-TĐKT, as far as registers can fill them.

Source: Thông tư 02/2023/TT-BNV, known from forms as a province has implemented them (secondary; a
newer circular may exist). A cell that the registers cannot answer stays empty and is listed with
the reason; nothing is guessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from addin.examining import RowFact
from validators.catalogue import (
    CommendationKind,
    Form,
    Level,
    MovementLevel,
    MovementMode,
    ObjectKind,
    Outcome,
    Title,
    WorkGroup,
)
from validators.text import match_key

SOURCE = (
    "Biểu theo Thông tư 02/2023/TT-BNV (theo nguồn thứ cấp, cần đối chiếu với chế độ báo cáo đang "
    "áp dụng trước khi ký)."
)

NEWER = (
    "Từ 08/10/2025 đã có Thông tư 18/2025/TT-BNV về chế độ báo cáo thống kê: kiểm tra mẫu mới "
    "trước khi lập biểu."
)
YEAR = "Khen thưởng đếm theo Năm thành tích; năm thống kê của thông tư: 01/12 năm trước đến 30/11."


@dataclass(frozen=True)
class FormRow:
    """A row of a form: its words, its code, and the value of each column; None stays empty."""

    words: str
    code: str
    values: tuple[int | None, ...]


@dataclass
class StatisticsForm:
    """A form with its rows, and what is left empty and why."""

    code: str
    title: str
    columns: tuple[str, ...]
    rows: list[FormRow] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


# 0601.N: movements

_MOVEMENT_COLUMNS: dict[str, int] = {
    MovementLevel.CENTRAL: 1,
    MovementLevel.PROVINCE: 2,
    MovementLevel.DISTRICT: 3,
    MovementLevel.COMMUNE: 3,
    MovementLevel.CLUSTER: 3,
}
"""Column by level; column 0 is the total."""
_BETWEEN = frozenset({MovementLevel.DISTRICT, MovementLevel.CLUSTER})
"""Levels of which a country has many, and a register does not tell which."""
_OF_MANY = frozenset(MovementLevel) - {MovementLevel.COMMUNE}
_SCOPES = (
    ("Toàn quốc", "02", (MovementLevel.CENTRAL,)),
    ("Bộ, ngành, địa phương", "03", (MovementLevel.PROVINCE,)),
    ("Cụm, khối thi đua", "04", (MovementLevel.CLUSTER,)),
    ("Cơ quan, tổ chức, đơn vị", "05", (MovementLevel.DISTRICT, MovementLevel.COMMUNE)),
)
_TERMS = (
    ("Dưới 1 năm", "06", (0, 12)),
    ("1 năm", "07", (12, 13)),
    ("Trên 1 năm đến dưới 3 năm", "08", (13, 36)),
    ("Từ 3 năm đến dưới 5 năm", "09", (36, 60)),
    ("Từ 5 năm trở lên", "10", (60, 120_000)),
)
"""Whole months that a movement lasts: from, and less than."""


def movements_form(movements: Iterable[tuple[str, Any]]) -> StatisticsForm:
    """0601.N from the movements of communes, each with the commune that lists it.

    A movement of a higher level, or of a cluster of communes, stands in the registers of many and
    is one movement; a commune's own is its own, whatever others call theirs.
    """
    form = StatisticsForm(
        "0601.N/BNV-TĐKT",
        "Số phong trào thi đua",
        ("Tổng số", "Cấp Trung ương", "Cấp bộ, tỉnh", "Cơ quan, tổ chức, đơn vị"),
    )
    different: dict[tuple[str, ...], Any] = {}
    for unit, movement in movements:
        higher = movement.level in _OF_MANY
        key = (match_key(movement.name or ""), str(movement.level), "" if higher else unit)
        different.setdefault(key, movement)
    found = list(different.values())

    def counted(words: str, code: str, chosen: Iterable[Any]) -> None:
        values = [0, 0, 0, 0]
        for each in chosen:
            values[0] += 1
            if column := _MOVEMENT_COLUMNS.get(each.level):
                values[column] += 1
        form.rows.append(FormRow(words, code, tuple(values)))

    counted("Tổng số", "01", found)
    for words, code, levels in _SCOPES:
        counted(words, code, (each for each in found if each.level in levels))
    lasting = [(each, _months(each)) for each in found]
    for words, code, (least, below) in _TERMS:
        counted(words, code, (each for each, m in lasting if m is not None and least <= m < below))
    counted("Theo chuyên đề", "11", (each for each in found if each.mode == MovementMode.THEMED))
    counted("Thường xuyên", "12", (each for each in found if each.mode == MovementMode.REGULAR))
    if open_ended := sum(months is None for _, months in lasting):
        form.empty.append(
            f"Thời hạn (mã số 06–10): {open_ended} phong trào không ghi đủ Từ ngày, Đến ngày nên "
            "không xếp được."
        )
    if between := sum(each.level in _BETWEEN for each in found):
        form.empty.append(
            f"{between} phong trào của huyện, của cụm, khối thi đua: cùng tên thì tính là một, dù "
            "của hai huyện, hai cụm khác nhau."
        )
    if without := sum(each.level not in _MOVEMENT_COLUMNS for each in found):
        form.empty.append(f"Cột cấp phát động: {without} phong trào không ghi cấp phát động.")
    return form


def _months(movement: Any) -> int | None:
    """Whole months from the first to the last day, both counted; None where one is not given."""
    if not movement.start or not movement.end:
        return None
    start = date.fromisoformat(movement.start)
    end = date.fromisoformat(movement.end)
    after = end + timedelta(days=1) if end < date.max else end
    return (after.year - start.year) * 12 + after.month - start.month - (after.day < start.day)


# 0602.N and 0603.N: awards

_PROVINCIAL_COLUMNS: dict[str, int] = {
    Form.PROVINCIAL_MERIT: 1,
    Title.PROVINCIAL_FIGHTER: 2,
    Title.PROVINCIAL_FLAG: 3,
    Form.COMMEMORATIVE_MEDAL: 4,
}
_STATE_COLUMNS: dict[str, int] = {
    Form.LABOUR_ORDER_1: 1,
    Form.LABOUR_ORDER_2: 1,
    Form.LABOUR_ORDER_3: 1,
    Form.BRAVERY_ORDER: 1,
    Title.GOVERNMENT_FLAG: 4,
    Form.PRIME_MINISTER_MERIT: 5,
    Title.NATIONAL_FIGHTER: 6,
}
_PROVINCIAL_LEVELS = frozenset({Level.PROVINCE, Level.MINISTRY})
_STATE_LEVELS = frozenset({Level.PRIME_MINISTER, Level.GOVERNMENT, Level.PRESIDENT})

_KINDS = (
    ("Theo công trạng (thường xuyên)", CommendationKind.MERIT),
    ("Theo phong trào thi đua (chuyên đề)", CommendationKind.MOVEMENT),
    ("Đột xuất", CommendationKind.EXTRAORDINARY),
    ("Đối ngoại", CommendationKind.FOREIGN),
    ("Quá trình cống hiến", CommendationKind.CONTRIBUTION),
    ("Niên hạn", CommendationKind.SENIORITY),
)


def provincial_form(awards: Iterable[RowFact]) -> StatisticsForm:
    """0603.N: awards that a province or a ministry decided."""
    form = StatisticsForm(
        "0603.N/BNV-TĐKT",
        "Số lượng khen thưởng cấp bộ, tỉnh",
        ("Tổng số", "Bằng khen", "Chiến sĩ thi đua cấp bộ, tỉnh", "Cờ thi đua", "Kỷ niệm chương"),
    )
    _fill(form, awards, _PROVINCIAL_LEVELS, _PROVINCIAL_COLUMNS, _PROVINCIAL_CODES)
    return form


def state_form(awards: Iterable[RowFact]) -> StatisticsForm:
    """0602.N: awards of the State, as far as the lists of the register know them."""
    form = StatisticsForm(
        "0602.N/BNV-TĐKT",
        "Số lượng khen thưởng cấp Nhà nước",
        (
            "Tổng số",
            "Huân chương, huy chương",
            "Giải thưởng",
            "Danh hiệu vinh dự Nhà nước",
            "Cờ thi đua của Chính phủ",
            "Bằng khen của Thủ tướng",
            "Chiến sĩ thi đua toàn quốc",
        ),
    )
    _fill(form, awards, _STATE_LEVELS, _STATE_COLUMNS, _STATE_CODES)
    form.empty.append(
        "Cột Giải thưởng, Danh hiệu vinh dự Nhà nước: sổ cấp xã không có các hình thức này. Cột "
        "chia tập thể, cá nhân: xem các dòng tập thể, hộ gia đình, cá nhân."
    )
    return form


_PROPOSERS = ("– Bộ, ban, ngành, đoàn thể Trung ương", "– Tỉnh, thành phố")


@dataclass(frozen=True)
class _Codes:
    """The codes of a form's rows; two forms have the same rows under other codes."""

    collectives: str
    companies: str
    households: str
    individuals: str
    leaders: tuple[str, str]
    entrepreneurs: str
    other_leaders: str
    workers: str
    kinds: tuple[str, ...]
    resistance: str
    proposers: tuple[str, ...] = ()
    """Of the ministries and of the provinces that propose, where a form asks for them."""


_PROVINCIAL_CODES = _Codes(
    *("02", "03", "04", "05"),
    leaders=("06", "07"),
    entrepreneurs="08",
    other_leaders="09",
    workers="10",
    kinds=("11", "12", "13", "14", "15", "16"),
    resistance="17",
)
_STATE_CODES = _Codes(
    *("06", "07", "08", "09"),
    leaders=("10", "11"),
    entrepreneurs="12",
    other_leaders="13",
    workers="14",
    kinds=("15", "16", "17", "18", "19", "20"),
    resistance="21",
    proposers=("02", "03"),
)


def _fill(
    form: StatisticsForm,
    awards: Iterable[RowFact],
    levels: frozenset[Level],
    columns: dict[str, int],
    codes: _Codes,
) -> None:
    width = len(form.columns)
    counts: defaultdict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    others: Counter[str] = Counter()
    unclear: Counter[str] = Counter()
    for award in awards:
        if award.outcome != Outcome.AWARDED or award.level not in levels:
            continue
        for what in (each for each in (award.title, award.form) if each):
            column = columns.get(what)
            if column is None:
                others[what] += 1
            for key in (("all", ""), ("object", award.object_kind or "")):
                counts[key].update([0, column] if column is not None else [0])
            if award.object_kind == ObjectKind.INDIVIDUAL:
                counts["group", award.work_group or ""].update([0, *_one(column)])
                if award.work_group in (None, WorkGroup.OTHER_LEADER):
                    unclear[award.work_group or "không ghi nhóm đối tượng"] += 1
            counts["kind", award.commendation_kind or _kind_of_title(award)].update(
                [0, *_one(column)]
            )

    def row(words: str, code: str, *key: str) -> None:
        found = counts[key[0], key[1]]
        values = tuple(found[column] for column in range(width))
        form.rows.append(FormRow(words, code, values))

    def blank(words: str, code: str) -> None:
        form.rows.append(FormRow(words, code, (None,) * width))

    row("Tổng số", "01", "all", "")
    for words, code in zip(_PROPOSERS, codes.proposers, strict=False):
        blank(words, code)
    row("Tập thể", codes.collectives, "object", ObjectKind.COLLECTIVE)
    blank("– Doanh nghiệp", codes.companies)
    row("Hộ gia đình", codes.households, "object", ObjectKind.HOUSEHOLD)
    row("Cá nhân", codes.individuals, "object", ObjectKind.INDIVIDUAL)
    blank("– Lãnh đạo cấp bộ, tỉnh và tương đương", codes.leaders[0])
    blank("– Lãnh đạo cấp vụ, sở, ngành và tương đương", codes.leaders[1])
    row("– Doanh nhân", codes.entrepreneurs, "group", WorkGroup.ENTREPRENEUR)
    row("– Lãnh đạo khác từ phó phòng trở lên", codes.other_leaders, "group", WorkGroup.LEADER)
    row(
        "– Người trực tiếp công tác, lao động, học tập, chiến đấu",
        codes.workers,
        "group",
        WorkGroup.DIRECT_WORKER,
    )
    for (words, kind), code in zip(_KINDS, codes.kinds, strict=True):
        row(words, code, "kind", kind)
    blank("Thành tích kháng chiến", codes.resistance)
    if codes.proposers:
        form.empty.append(
            f"Mã số {', '.join(codes.proposers)} (bộ, ngành; tỉnh trình): sổ cấp xã không ghi cơ "
            "quan trình."
        )
    form.empty += [
        YEAR,
        f"Mã số {codes.companies} (doanh nghiệp), {codes.leaders[0]}, {codes.leaders[1]} (lãnh đạo "
        f"bộ, tỉnh, vụ, sở), {codes.resistance} (kháng chiến): sổ cấp xã không có số liệu.",
        *(f"{count} lượt “{what}” chỉ tính ở cột Tổng số." for what, count in others.items()),
        *(
            f"{count} lượt của cá nhân {who}: không xếp được vào nhóm đối tượng của biểu."
            for who, count in unclear.items()
        ),
    ]


def _one(column: int | None) -> tuple[int, ...]:
    return () if column is None else (column,)


def _kind_of_title(award: RowFact) -> str:
    """Titles are given for the year's merit, and staff need not say so."""
    return CommendationKind.MERIT if award.title else ""
