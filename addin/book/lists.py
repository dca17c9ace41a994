"""The lists behind the drop-downs: those of Danh mục, and the names already in other tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from addin.book.layout import FIRST_ROW, LISTS_SHEET, LONGEST_LIST
from validators import catalogue
from validators.blocks import column_letter
from validators.catalogue import Form, Title
from validators.columns import Column, Record
from validators.records import BY_TABLE, ENTRY_TABLES, PastAward, Result, SlipHead, Unit
from validators.regimes import Regime
from validators.settings import Settings
from validators.text import fold

HEADINGS: dict[type[StrEnum], str] = {
    catalogue.ObjectKind: "Loại đối tượng",
    catalogue.Salutation: "Tên gọi",
    catalogue.Sex: "Giới tính",
    catalogue.WorkGroup: "Nhóm đối tượng",
    catalogue.UnitKind: "Loại đơn vị",
    catalogue.CommuneKind: "Loại đơn vị hành chính",
    catalogue.MovementMode: "Hình thức phong trào",
    catalogue.MovementLevel: "Cấp phát động",
    catalogue.Title: "Danh hiệu",
    catalogue.Form: "Hình thức khen thưởng",
    catalogue.CommendationKind: "Loại hình khen thưởng",
    catalogue.Level: "Cấp quyết định",
    catalogue.Completion: "Mức hoàn thành nhiệm vụ",
    catalogue.YesNo: "Có hoặc Không",
    catalogue.Yes: "Có",
    catalogue.Discipline: "Hình thức kỷ luật",
    catalogue.Review: "Đang xem xét",
    catalogue.InitiativeKind: "Loại sáng kiến",
    catalogue.InitiativeScope: "Phạm vi sáng kiến",
    catalogue.Outcome: "Kết quả",
    catalogue.CouncilRole: "Vai trò",
    catalogue.VotingMode: "Hình thức biểu quyết",
    catalogue.PaperKind: "Loại văn bản",
    catalogue.Issuer: "Cơ quan ban hành",
    catalogue.OnBehalf: "Thay mặt",
    catalogue.SigningAuthority: "Quyền ký",
    catalogue.PlanPart: "Phần",
    catalogue.Period: "Quý",
    catalogue.PaperTemplate: "Văn bản có lời mẫu",
    catalogue.TextPart: "Phần của văn bản",
    catalogue.CertificateSize: "Khổ giấy khen",
    catalogue.TextAlignment: "Căn chữ",
}
"""What the sheet Danh mục calls each closed list."""

EVERY_YEAR = ", mọi năm"
"""Ends the heading of a list that offers what earlier law offered, too."""


def closed_lists(*regimes: Regime, columns: Iterable[Column] | None = None) -> dict[str, list[str]]:
    """The lists of Danh mục by heading: those that columns use, titles and forms by the law.

    Without `columns`, those of a register. Awards of earlier years were given under earlier law,
    so a register has whole lists of them, too.
    """
    titles = frozenset[Title]().union(*(each.titles for each in regimes))
    forms = frozenset[Form]().union(*(each.forms for each in regimes))
    whole = columns is None
    if columns is None:
        entered = (each for model in ENTRY_TABLES for each in model.data_columns())
        columns = (*entered, *Settings.items().values())
    used = {each.choices for each in columns}
    lists: dict[str, list[str]] = {}
    for choices, heading in HEADINGS.items():
        if choices in used:
            offered = {Title: titles, Form: forms}.get(choices, frozenset(choices))
            lists[heading] = [str(each) for each in choices if each in offered]
            if whole and choices in (Title, Form):
                lists[heading + EVERY_YEAR] = [str(each) for each in choices]
    return lists


def _plain(words: str) -> str:
    return "".join(fold(word).capitalize() for word in words.split())


def _name_of_closed_list(heading: str) -> str:
    return f"DM_{_plain(heading)}"


def _name_of_table_list(table: str) -> str:
    return f"DS_{table.removeprefix('tbl')}"


def source(column: Column, model: type[Record] | None = None) -> str:
    """The defined name of the list that a column offers; empty where it offers none."""
    if column.refers_to:
        return _name_of_table_list(column.refers_to)
    if column.choices is None:
        return ""
    past = model is PastAward and column.choices in (Title, Form)
    return _name_of_closed_list(HEADINGS[column.choices] + (EVERY_YEAR if past else ""))


def in_brackets(heading: str) -> str:
    """A heading inside a structured reference: [ ] # ' are escaped (ECMA-376 part 1, 18.17)."""
    return "".join(f"'{letter}" if letter in "[]#'" else letter for letter in heading)


def defined_names(lists: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every defined name of lists and findings with its formula, without "="."""
    for place, heading in enumerate(lists, start=1):
        yield _name_of_closed_list(heading), _filled_part(place, LONGEST_LIST)
    for table in dict.fromkeys(
        each.refers_to for model in ENTRY_TABLES for each in model.data_columns() if each.refers_to
    ):
        name = in_brackets(BY_TABLE[table].subject_column().heading)
        cells = f"{table}[{name}]"
        # Up to the last name, not as many as there are names: staff leave rows blank in between.
        last = f'SUMPRODUCT(MAX(({cells}<>"")*(ROW({cells})-ROW({table}[[#Headers],[{name}]]))))'
        yield _name_of_table_list(table), f"INDEX({cells},1):INDEX({cells},MAX(1,{last}))"
    for name, field in FINDING_NAMES.items():
        heading = next(each.heading for each in Result.columns() if each.field == field)
        yield name, f"{Result.table}[{in_brackets(heading)}]"


def slip_names(
    closed: Iterable[str], listed: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str]]:
    """The names of a slip's lists with their formulas: closed lists, then names of tables.

    `listed` are the names that the register's tables offer, by table, in columns of Danh mục that
    follow those of the closed lists.
    """
    lists = [(_name_of_closed_list(heading), LONGEST_LIST) for heading in closed]
    for table, names in listed.items():
        lists.append((_name_of_table_list(table), max(LONGEST_LIST, len(names))))
    for place, (name, longest) in enumerate(lists, start=1):
        yield name, _filled_part(place, longest)
    unit = in_brackets(next(each.heading for each in SlipHead.columns() if each.field == "unit"))
    yield _name_of_table_list(Unit.table), f"{SlipHead.table}[{unit}]"


def _filled_part(place: int, longest: int) -> str:
    """The filled cells of a column of Danh mục."""
    letter = column_letter(place)
    top = f"'{LISTS_SHEET}'!${letter}${FIRST_ROW}"
    whole = f"{top}:${letter}${FIRST_ROW + longest - 1}"
    return f"{top}:INDEX({whole},MAX(1,COUNTA({whole})))"


FINDING_NAMES = {
    "KQ_TomTat": "summary",
    "KQ_KhoaDong": "row_key",
    "KQ_Muc": "severity",
    "KQ_KhoaO": "cell_key",
    "KQ_GiaTri": "value",
}
"""Defined names of the columns of tblKetQua by which marks find their finding."""
