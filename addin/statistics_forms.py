"""The statistics forms 0601.N, 0602.N and 0603.N/BNV-TĐKT, as far as registers can fill them.

Source: Thông tư 02/2023/TT-BNV, known from forms as a province has implemented them (secondary; a
newer circular may exist). A cell that the registers cannot answer stays empty and is listed with
the reason; nothing is guessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
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


_LEADERS = (
    "– Lãnh đạo cấp bộ, tỉnh và tương đương",
    "– Lãnh đạo cấp vụ, sở, ngành và tương đương",
)
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
    counted = _Counted(columns)
    for award in awards:
        if award.outcome == Outcome.AWARDED and award.level in levels:
            counted.count(award)
    form.rows += _rows(counted, codes, len(form.columns))
    form.empty += _notes(counted, codes)


class _Counted:
    """Awards counted by what the rows of a form ask for, in its columns; column 0 is the total.

    `others` have no column of their own; of `unclear` individuals no group of the form is known.
    """

    def __init__(self, columns: dict[str, int]) -> None:
        self._columns = columns
        self._counts: defaultdict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        self.others: Counter[str] = Counter()
        self.unclear: Counter[str] = Counter()

    def count(self, award: RowFact) -> None:
        """Count the title and the form of one row."""
        for what in (award.title, award.form):
            if what:
                self._count(award, what)

    def _count(self, award: RowFact, what: str) -> None:
        column = self._columns.get(what)
        places = [0] if column is None else [0, column]
        if column is None:
            self.others[what] += 1
        keys = [("all", ""), ("object", award.object_kind or ""), ("kind", _kind(award, what))]
        if award.object_kind == ObjectKind.INDIVIDUAL:
            keys.append(("group", award.work_group or ""))
            if award.work_group in (None, WorkGroup.OTHER_LEADER):
                self.unclear[award.work_group or "không ghi nhóm đối tượng"] += 1
        for key in keys:
            self._counts[key].update(places)

    def values(self, by: str, what: str, width: int) -> tuple[int, ...]:
        """The columns of a row: awards by "all", "object", "group" or "kind"."""
        found = self._counts[by, what]
        return tuple(found[column] for column in range(width))


def _kind(award: RowFact, what: str) -> str:
    """The kind of commendation of a row's title or form.

    What staff type is the form's where there is one; titles are given for the year's merit, and
    staff need not say so.
    """
    if what == award.title:
        typed = None if award.form else award.commendation_kind
        return typed or CommendationKind.MERIT
    return award.commendation_kind or ""


def _rows(counted: _Counted, codes: _Codes, width: int) -> Iterator[FormRow]:
    def row(words: str, code: str, by: str, what: str = "") -> FormRow:
        return FormRow(words, code, counted.values(by, what, width))

    def blank(words: str, code: str) -> FormRow:
        return FormRow(words, code, (None,) * width)

    yield row("Tổng số", "01", "all")
    yield from map(blank, _PROPOSERS, codes.proposers)
    yield row("Tập thể", codes.collectives, "object", ObjectKind.COLLECTIVE)
    yield blank("– Doanh nghiệp", codes.companies)
    yield row("Hộ gia đình", codes.households, "object", ObjectKind.HOUSEHOLD)
    yield row("Cá nhân", codes.individuals, "object", ObjectKind.INDIVIDUAL)
    yield from map(blank, _LEADERS, codes.leaders)
    for words, code, group in (
        ("– Doanh nhân", codes.entrepreneurs, WorkGroup.ENTREPRENEUR),
        ("– Lãnh đạo khác từ phó phòng trở lên", codes.other_leaders, WorkGroup.LEADER),
        (
            "– Người trực tiếp công tác, lao động, học tập, chiến đấu",
            codes.workers,
            WorkGroup.DIRECT_WORKER,
        ),
    ):
        yield row(words, code, "group", group)
    for (words, kind), code in zip(_KINDS, codes.kinds, strict=True):
        yield row(words, code, "kind", kind)
    yield blank("Thành tích kháng chiến", codes.resistance)


def _notes(counted: _Counted, codes: _Codes) -> Iterator[str]:
    """What is blank, and what stands in no row or column of its own."""
    if codes.proposers:
        yield (
            f"Mã số {', '.join(codes.proposers)} (bộ, ngành; tỉnh trình): sổ cấp xã không ghi cơ "
            "quan trình."
        )
    yield YEAR
    yield (
        f"Mã số {codes.companies} (doanh nghiệp), {', '.join(codes.leaders)} (lãnh đạo bộ, tỉnh, "
        f"vụ, sở), {codes.resistance} (kháng chiến): sổ cấp xã không có số liệu."
    )
    for what, count in counted.others.items():
        yield f"{count} lượt “{what}” chỉ tính ở cột Tổng số."
    for who, count in counted.unclear.items():
        yield f"{count} lượt của cá nhân {who}: không xếp được vào nhóm đối tượng của biểu."
