"""What an import says to the clerk: what was read, what is to be written, what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from addin.documents.importing.paper import ATTENTION, Row
from addin.documents.importing.rows import TABLES, Prepared
from addin.documents.importing.years import YearChange
from validators.blocks import Raw
from validators.columns import ROW_ID
from validators.records import PlanRow

_WIDTH: Final = 110


def in_words(found: Prepared) -> Iterator[str]:
    """The preview, a line each; the last one counts paragraphs and rows."""
    yield _headline(found)
    for model in TABLES:
        of_plan = model is PlanRow
        rows = found.rows[model.table]
        lines = map(_outline_line, found.outline) if of_plan else map(_row_line, rows)
        yield from _under(f"Trang {model.sheet}", filter(None, lines))
    yield from to_look_at(found)
    yield from ("", outcome_in_words(found))


def _headline(found: Prepared) -> str:
    year = f" năm {found.year}" if found.year else ""
    return f"Kế hoạch{year}: {found.title or '(không trích yếu)'}"


def in_short(found: Prepared) -> str:
    """The preview for a box on the screen: what is read, without the rows."""
    return "\n".join((_headline(found), *to_look_at(found), "", outcome_in_words(found)))


def to_look_at(found: Prepared) -> Iterator[str]:
    """What the clerk has to confirm or to settle, a line each."""
    if found.years:
        yield from years_in_words(found.years)
    yield from _under(
        "Đã gõ trong sổ, giữ nguyên",
        (
            f"{each.place}: “{each.typed}” (kế hoạch nhập vào: “{each.found}”)"
            for each in found.kept
        ),
    )
    yield from _under("Lưu ý", found.notes)
    yield from _under(
        f"Chưa rõ thuộc phần nào; hãy chọn Phần và xóa “{ATTENTION}”, hoặc xóa dòng",
        (
            f"{PlanRow.sheet}, STT {number}: “{_cut(row.text)}” – {row.reason}"
            for number, row in found.attention
        ),
    )


def another_year_in_words(found: Prepared) -> str:
    """That the plan is not for the register's year."""
    return f"Kế hoạch nhập vào là của năm {found.year}, sổ là của năm {found.register_year}."


def standing_in_words(found: Prepared) -> str:
    """What plan is in the register already: "Sổ đã có kế hoạch: …"."""
    return f"Sổ đã có kế hoạch: {'; '.join(found.standing)}."


def outcome_in_words(found: Prepared) -> str:
    """One sentence without names: paragraphs in and rows out."""
    rows = ", ".join(
        f"{found.count[model.table]} dòng {model.sheet}" for model in TABLES
        if found.count[model.table]
    )  # fmt: skip
    attention = len(found.attention)
    doubt = f"{attention} dòng cần xem lại" if attention else "không có dòng cần xem lại"
    return f"Đọc {found.plan.paragraphs} đoạn, thành {rows or '0 dòng'}; {doubt}."


def years_in_words(years: YearChange) -> Iterator[str]:
    """Which years were changed and which were left, for the clerk to confirm, a line each."""
    yield from _under(
        f"Đổi năm {years.old} thành {years.new}, hãy xác nhận từng chỗ",
        (f"{each.where}: {each.words} → {years.new}" for each in years.changed),
    )
    yield from _under(
        "Năm để nguyên",
        (f"{each.where}: {each.words} – {each.reason}" for each in years.left),
    )


def _under(heading: str, lines: Iterable[str]) -> Iterator[str]:
    lines = [f"  {each}" for each in lines]
    if lines:
        yield from ("", f"{heading}:", *lines)


def _outline_line(row: Row) -> str:
    place = str(row.part) if row.part and row.level is None else ""
    indent = "  " * (row.level or 0)
    return _cut(f"{indent}{' '.join(filter(None, (place and f'({place})', row.marker, row.text)))}")


def _row_line(row: Mapping[str, Raw]) -> str:
    return "; ".join(
        f"{heading}: {value}"
        for heading, value in row.items()
        if value is not None and heading != ROW_ID.heading
    )


def _cut(text: str) -> str:
    line = text.replace("\n", " / ")
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"
