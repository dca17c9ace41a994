"""The summary's figures as papers print them; nothing is counted here."""

from collections.abc import Callable, Sequence
from typing import Final

from addin.documents import layout
from addin.documents.awards import NOUNS, listed_name
from addin.documents.composing import ROOM, Blocks, Composer
from addin.documents.decree30 import TotalRow
from addin.documents.lists import word_width
from addin.documents.parts import Part, RuledTable
from addin.documents.wording import dashed, joined
from addin.summary import Figures, Line, Stage, Tally, awarded_before
from validators.catalogue import Form, Period, Title
from validators.money import grouped
from validators.paper_text import STAGES, PaperBlock
from validators.register import Register
from validators.rules.shares import percent

UNKNOWN_UNIT: Final = "Khác"
_STAGES: Final = dict(zip(STAGES, Stage, strict=True))
_NONE_YET: Final = "chưa có"


def report_values(register: Register, figures: Figures) -> dict[str, str | None]:
    """Return the values of a report's names for one span of time."""
    values: dict[str, str | None] = {}
    for name, stage in _STAGES.items():
        tally = figures.total[stage]
        values[name] = str(tally.rows)
        values[f"{name} theo đối tượng"] = _by_object(tally)
        values |= {f"{name}: {each}": str(tally.objects[each]) for each in NOUNS}
        values |= {f"{name}: {each}": str(tally.titles[each]) for each in Title}
        values |= {f"{name}: {each}": str(tally.forms[each]) for each in Form}
    tasks, workers = figures.tasks, figures.direct_workers
    share = workers.share
    values |= {
        "Số đơn vị đã đăng ký": str(len(registered_units(figures))),
        "Lao động trực tiếp được tặng": _NONE_YET
        if share is None
        else f"{workers.numerator}/{workers.denominator} người, đạt {percent(share, 1)}",
        "Tổng tiền thưởng": f"{grouped(figures.bonus)} đồng",
        "Số phong trào": str(sum(figures.movements.values())),
        "Công việc đến hạn": str(tasks.due),
        "Công việc đã xong": str(tasks.done),
        "Công việc xong muộn": str(tasks.done_late),
        "Công việc quá hạn": str(tasks.late),
    }
    return values


def registered_units(figures: Figures) -> list[str]:
    """Return the units that have registered anything."""
    return [name for name, line in figures.units.items() if line[Stage.REGISTERED].rows]


def report_blocks(register: Register, figures: Figures, composer: Callable[[], Composer]) -> Blocks:
    """Return what a report's blocks become; `composer` is asked for room where figures lack."""
    return {
        PaperBlock.BY_AWARD: lambda: [_by_award(register, figures)],
        PaperBlock.BY_UNIT: lambda: [_by_unit(figures)],
        PaperBlock.REGISTERED: lambda: [_registered(register, figures)],
        PaperBlock.LAST_YEAR: lambda: [_last_year(register, figures, composer())],
        PaperBlock.FAMILIES: lambda: _families(register, composer()),
        PaperBlock.TASKS_AHEAD: lambda: _tasks_ahead(register, composer()),
    }


def _by_object(tally: Tally) -> str:
    counts = [
        f"{tally.objects[kind]} {noun}" for kind, noun in NOUNS.items() if tally.objects[kind]
    ]
    return joined(counts) or _NONE_YET


def _award_rows(register: Register, tallies: Sequence[Tally]) -> list[tuple[str, list[int]]]:
    """The titles and forms that occur, with their counts in each tally."""
    rows = []
    for award in (*Title, *Form):
        counts = [
            each.titles[award] if isinstance(award, Title) else each.forms[award]
            for each in tallies
        ]
        if any(counts):
            rows.append((listed_name(award, register.settings.unit_kind), counts))
    return rows


def _by_award(register: Register, figures: Figures) -> RuledTable:
    total = [figures.total[stage] for stage in Stage]
    rows = [
        (str(n), name, *map(str, counts))
        for n, (name, counts) in enumerate(_award_rows(register, total), 1)
    ]
    return RuledTable(
        ("STT", "Danh hiệu, hình thức", *STAGES),
        (*rows, TotalRow(("", "Tổng số lượt", *(str(each.rows) for each in total)))),
        shares=(13, 80, 24, 24, 24),
        alignments=("centre", "left", "centre", "centre", "centre"),
        title="Kết quả theo danh hiệu, hình thức",
    )


def unit_lines(figures: Figures) -> dict[str, Line]:
    """Return the summary's lines by unit, those of unknown units last where there are any."""
    units = dict(figures.units)
    if any(tally.rows for tally in figures.other.values()):
        units[UNKNOWN_UNIT] = figures.other
    return units


def _by_unit(figures: Figures) -> RuledTable:
    rows = [
        (str(n), name, *(str(line[stage].rows) for stage in Stage))
        for n, (name, line) in enumerate(unit_lines(figures).items(), 1)
    ]
    sums = (str(figures.total[stage].rows) for stage in Stage)
    return RuledTable(
        ("STT", "Đơn vị", *STAGES),
        (*rows, TotalRow(("", "Cộng", *sums))),
        shares=(13, 80, 24, 24, 24),
        alignments=("centre", "left", "centre", "centre", "centre"),
        title="Kết quả theo đơn vị",
    )


def _registered(register: Register, figures: Figures) -> RuledTable:
    """Units against the titles and forms that somebody registered for."""
    total = figures.total[Stage.REGISTERED]
    titles = [each for each in Title if total.titles[each]]
    forms = [each for each in Form if total.forms[each]]
    named = [listed_name(each, register.settings.unit_kind) for each in forms]

    def counts(tally: Tally) -> tuple[str, ...]:
        found = [*(tally.titles[each] for each in titles), *(tally.forms[each] for each in forms)]
        return tuple(str(count) if count else "" for count in (*found, tally.rows))

    rows = [
        (str(n), name, *counts(line[Stage.REGISTERED]))
        for n, (name, line) in enumerate(unit_lines(figures).items(), 1)
    ]
    heads = (*map(str, titles), *named, "Tổng số lượt")
    columns = len(heads)
    # The names of units give way before a word of a heading is cut.
    width = max((layout.LANDSCAPE_TEXT_WIDTH - 13 - 56) / columns, word_width(heads))
    units = max(layout.LANDSCAPE_TEXT_WIDTH - 13 - width * columns, 30)
    return RuledTable(
        ("STT", "Đơn vị", *heads),
        (*rows, TotalRow(("", "Cộng", *counts(total)))),
        shares=(13, units, *[width] * columns),
        alignments=("centre", "left", *["centre"] * columns),  # type: ignore[arg-type]
        title="Đăng ký theo đơn vị và danh hiệu, hình thức",
    )


def _last_year(register: Register, figures: Figures, composer: Composer) -> RuledTable:
    """Awards of this year beside those that tblLichSu has of the last."""
    before, now = awarded_before(register), figures.total[Stage.AWARDED]
    known = bool(before.rows)
    year = register.year
    if not known:
        composer.room(f"số liệu khen thưởng năm {year - 1}")
    rows = []
    for n, (name, (last, this)) in enumerate(_award_rows(register, [before, now]), 1):
        rows.append(
            (str(n), name, str(last) if known else ROOM, str(this), _change(last, this, known))
        )
    total = (
        "",
        "Tổng số lượt",
        str(before.rows) if known else ROOM,
        str(now.rows),
        _change(before.rows, now.rows, known),
    )
    return RuledTable(
        ("STT", "Danh hiệu, hình thức", f"Năm {year - 1}", f"Năm {year}", "Tăng (+), giảm (-)"),
        (*rows, TotalRow(total)),
        shares=(13, 76, 24, 24, 28),
        alignments=("centre", "left", "centre", "centre", "centre"),
        title=f"Khen thưởng năm {year} so với năm {year - 1}",
    )


def _change(last: int, this: int, known: bool) -> str:
    if not known:
        return ROOM
    return f"{this - last:+d}" if this != last else "0"


def _families(register: Register, composer: Composer) -> Sequence[Part | str]:
    found = [each for each in register.cultural_families if each.unit]
    if not found:
        return [f"Số liệu gia đình văn hóa: {composer.room('số liệu gia đình văn hóa')}"]
    fields = ("households", "registered", "recognised", "three_years", "commended")
    heads = ("Tổng số hộ", "Đăng ký", "Đạt", "Đạt 3 năm liên tục", "Giấy khen")

    def cell(count: int | None) -> str:
        return "" if count is None else str(count)

    rows = [
        (str(n), each.unit or "", *(cell(getattr(each, field)) for field in fields))
        for n, each in enumerate(found, 1)
    ]
    sums = (str(sum(getattr(each, field) or 0 for each in found)) for field in fields)
    return [
        RuledTable(
            ("STT", "Đơn vị", *heads),
            (*rows, TotalRow(("", "Cộng", *sums))),
            shares=(13, 50, 20, 20, 18, 24, 20),
            alignments=("centre", "left", *["centre"] * len(fields)),  # type: ignore[arg-type]
            title="Gia đình văn hóa",
        )
    ]


_SECOND_HALF: Final = frozenset({Period.Q3, Period.Q4, Period.Q3_Q4})


def _tasks_ahead(register: Register, composer: Composer) -> list[str]:
    tasks = [each for each in register.tasks if each.quarter in _SECOND_HALF and each.task]
    if not tasks:
        return [f"- {composer.room('công việc 6 tháng cuối năm')}"]
    return [f"{dashed((each.task or '').rstrip(' .;'))}." for each in tasks]
