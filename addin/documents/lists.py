"""Lists of those who are registered, nominated or awarded, as tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.documents import layout
from addin.documents.awards import (
    CERTIFICATE,
    NBSP,
    awards_of,
    full_name,
    of_kind,
    office,
)
from addin.documents.decree30 import GroupRow, Row, TotalRow
from addin.documents.layout import MM, Alignment
from addin.documents.parts import RuledTable
from addin.documents.widths import text_width
from validators.catalogue import Form, ObjectKind
from validators.money import grouped
from validators.notation import roman
from validators.records import Nomination

_CELL_MARGINS: Final = 4.0
"""Millimetres that a table cell keeps free at its sides, and a little more."""
_NUMBER: Final = 13.0
"""Millimetres of the column of numbers."""
_LEAST: Final = 36.0
"""Millimetres below which a column that grows is no longer read with ease."""
_NAME_HEADS: Final = {
    ObjectKind.INDIVIDUAL: "Họ và tên",
    ObjectKind.COLLECTIVE: "Tên tập thể",
    ObjectKind.HOUSEHOLD: "Hộ gia đình",
    None: "Họ và tên, tên tập thể",
}
GROUPS: Final = {
    ObjectKind.INDIVIDUAL: "CÁ NHÂN",
    ObjectKind.COLLECTIVE: "TẬP THỂ",
    ObjectKind.HOUSEHOLD: "HỘ GIA ĐÌNH",
}
Money = Callable[[Nomination], float | None]


@dataclass(frozen=True)
class Column:
    """A column of a list: heading, width in millimetres, alignment, what stands in it.

    Of a page's width what is left, or lacks, is the business of the columns that grow.
    """

    head: str
    width: float
    cell: Callable[[Nomination], str]
    alignment: Alignment = "left"
    grows: bool = False


def name_column(head: str, rows: Iterable[Nomination], most: float = 66) -> Column:
    """The column of names, as wide as the longest of a person or household needs for one line."""
    people = (row for row in rows if row.object_kind is not ObjectKind.COLLECTIVE)
    width = name_width(map(full_name, people), most)
    return Column(head, width, lambda row: fitted(full_name(row), width))


def name_width(names: Iterable[str], most: float) -> float:
    """The width in millimetres in which the longest name keeps one line, up to `most`."""
    return min(max((40.0, *map(_width_of, names))), most)


def word_width(heads: Iterable[str]) -> float:
    """The width in millimetres of a column in which no word of a heading is cut."""
    return max(_width_of(word) for head in heads for word in head.split())


def fitted(name: str, width: float) -> str:
    """The name in one piece, or open to a break between words where a column is too narrow.

    What never breaks between words is cut within one by a column that cannot hold it.
    """
    return name if _width_of(name) <= width else name.replace(NBSP, " ")


def _width_of(name: str) -> float:
    return text_width(name, layout.TABLE_CELL.size) / MM + _CELL_MARGINS


def numbered(
    columns: Sequence[Column], rows: Sequence[Nomination], *, title: str, width: float
) -> RuledTable:
    """A list of rows, numbered from 1."""
    return _list(columns, [[str(n), *_cells(columns, row)] for n, row in enumerate(rows, 1)],
                 title=title, width=width)  # fmt: skip


def by_kind(
    columns: Sequence[Column], rows: Sequence[Nomination], *, title: str, width: float
) -> RuledTable:
    """A list in groups of individuals, collectives and households; empty groups are left out."""
    groups = [(name, of_kind(rows, kind)) for kind, name in GROUPS.items()]
    groups.append(("KHÁC", [row for row in rows if row.object_kind is None]))
    found = [(name, members) for name, members in groups if members]
    lines: list[Row] = []
    for place, (name, members) in enumerate(found, 1):
        if len(found) > 1:
            lines.append(GroupRow(f"{roman(place)}. {name}"))
        lines += [[str(n), *_cells(columns, row)] for n, row in enumerate(members, 1)]
    return _list(columns, lines, title=title, width=width)


def _cells(columns: Sequence[Column], row: Nomination) -> list[str]:
    return [column.cell(row) for column in columns]


def _list(
    columns: Sequence[Column], rows: Iterable[Row], *, title: str, width: float
) -> RuledTable:
    spare = width - _NUMBER - sum(column.width for column in columns)
    growing = [column for column in columns if column.grows] or [columns[0]]
    widths = [
        column.width + (spare / len(growing) if column in growing else 0) for column in columns
    ]
    return RuledTable(
        ("STT", *(column.head for column in columns)),
        tuple(rows),
        shares=(_NUMBER, *widths),
        alignments=("centre", *(column.alignment for column in columns)),
        title=title,
    )


def award_cell(row: Nomination) -> str:
    """What a row asks for, as a cell of a list."""
    own = Form.COMMUNE_CERTIFICATE
    return "; ".join(CERTIFICATE if award is own else str(award) for award in awards_of(row))


def annex_table(
    rows: Sequence[Nomination],
    money: Mapping[int, float | None],
    title: str,
    *,
    with_awards: bool,
) -> tuple[RuledTable, bool]:
    """The list of one kind of object behind a decision, and whether it needs a lying page.

    `money` is the bonus in đồng by the id of the row object, empty where there is none; awards
    are named where they differ within the decision.
    """
    kind = rows[0].object_kind
    columns = [name_column(_NAME_HEADS[kind], rows, 78)]
    if kind is not ObjectKind.COLLECTIVE or any(office(row) for row in rows):
        head = "Địa chỉ" if kind is ObjectKind.HOUSEHOLD else "Chức vụ, đơn vị"
        columns.append(Column(head, 56, office, grows=True))
    if with_awards or len(columns) == 1:
        columns.append(Column("Danh hiệu, hình thức", 44, award_cell))
    with_money = any(money.get(id(row)) for row in rows)
    if with_money:
        columns.append(Column("Tiền thưởng (đồng)", 30, lambda row: _money(money, row), "right"))
    least = sum(_LEAST if column.grows else column.width for column in columns)
    lying = _NUMBER + least > layout.TEXT_WIDTH
    width = layout.LANDSCAPE_TEXT_WIDTH if lying else layout.TEXT_WIDTH
    if lying:
        columns[0] = name_column(_NAME_HEADS[kind], rows, 110)
    table = numbered(columns, rows, title=title, width=width)
    if not with_money:
        return table, lying
    total = grouped(sum(money.get(id(row)) or 0 for row in rows))
    blanks = ("",) * (len(columns) - 2)
    sums = TotalRow(("", "Cộng", *blanks, total))
    rows_and_sums = (*table.rows, sums)
    return RuledTable(
        table.head, rows_and_sums, table.shares, table.alignments, title=table.title
    ), lying


def _money(money: Mapping[int, float | None], row: Nomination) -> str:
    amount = money.get(id(row))
    return grouped(amount) if amount else ""
