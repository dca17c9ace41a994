"""What a cell of an entry table asks of what is typed into it: a list, limits, messages.

The template is built from it, and *Phục hồi mẫu* gives it back to the cells of an open workbook.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from annotated_types import Ge, Gt, Le

from validators.columns import CHECK, NUMBERING, Column, Kind

_LONGEST_TITLE = 32
"""Characters that Excel allows in the title of a message."""

CHECK_HINT = "Ô này tự báo lỗi của dòng sau mỗi lần bấm Kiểm tra. Không gõ vào đây."
NUMBERING_HINT = "Số thứ tự tự đánh. Không gõ vào đây."
PROGRAM_HINTS = {CHECK.heading: CHECK_HINT, NUMBERING.heading: NUMBERING_HINT}
"""The messages beside the program's two columns, by heading."""

_FIRST_DAY, _LAST_DAY = 1, 73_415
"""1 January 1900 and 31 December 2100, as Excel counts days."""


class Demand(StrEnum):
    """What may be typed; ANY shows a message and refuses nothing."""

    LIST = "list"
    DATE = "date"
    WHOLE = "whole"
    DECIMAL = "decimal"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class CellRule:
    """A data validation.

    `source` is the defined name of a list; `low` and `high` bound numbers and days (high None: no
    upper bound). `refuses` is False where other entries are taken, too. `error` and `message` are
    a title and a text each, empty where there is none.
    """

    demand: Demand
    source: str = ""
    low: int | float | None = None
    high: int | float | None = None
    blank: bool = True
    refuses: bool = True
    error: tuple[str, str] = ("", "")
    message: tuple[str, str] = ("", "")

    @property
    def kind(self) -> str:
        """What tells it apart, as `grid.Traits.validation` says it."""
        return f"list:={self.source}" if self.demand is Demand.LIST else str(self.demand)


def cell_rule(column: Column, list_name: str = "", hint: str = "") -> CellRule | None:
    """The rule of a column's cells, with the message beside them; None where there is neither."""
    rule = _demanded(column, list_name)
    words = column.hint or hint
    if not words and rule.demand is Demand.ANY:
        return None
    message = (column.heading[:_LONGEST_TITLE], words) if words else ("", "")
    return replace(rule, blank=not column.required, message=message)


def _demanded(column: Column, list_name: str) -> CellRule:
    if list_name:
        if column.free_text:
            return CellRule(Demand.LIST, list_name, refuses=False)
        error = "Không có trong danh sách", _list_remedy(column)
        return CellRule(Demand.LIST, list_name, error=error)
    if column.kind is Kind.DATE:
        error = "Không phải là ngày", "Gõ ngày/tháng/năm, ví dụ 05/02/2020."
        return CellRule(Demand.DATE, low=_FIRST_DAY, high=_LAST_DAY, error=error)
    if column.kind in {Kind.INTEGER, Kind.NUMBER}:
        whole = column.kind is Kind.INTEGER
        low, high = _limits(column)
        words = f"từ {low} trở lên" if high is None else f"từ {low} đến {high}"
        error = "Số không hợp lệ", f"Gõ một số{' nguyên' if whole else ''} {words}."
        return CellRule(Demand.WHOLE if whole else Demand.DECIMAL, low=low, high=high, error=error)
    return CellRule(Demand.ANY)


def _list_remedy(column: Column) -> str:
    if column.refers_to:
        return f"Chọn trong danh sách. Tên mới thì khai trước. {column.hint}".strip()
    return "Chọn một mục trong danh sách của ô này (bấm mũi tên bên phải ô)."


def _limits(column: Column) -> tuple[Any, Any]:
    """Least and greatest value of a numeric column, None where there is none."""
    low = high = None
    for limit in getattr(column.annotation, "__metadata__", ()):
        match limit:
            case Ge(ge=value) | Gt(gt=value):
                low = value
            case Le(le=value):
                high = value
    return low, high
