"""An open workbook as blocks of cells: the little that Excel and Calc must both be able to do.

`open_book.OpenBook` is the `Book` port over a `Grid`, once for both programs. Every call reaches
into another process, so there is a call a table or a block, never a call a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from addin.book.package import CellRange
from addin.book.port import Style
from validators.blocks import Raw

Rows = Sequence[Sequence[Raw]]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells of one sheet."""

    sheet: str
    cells: CellRange


@dataclass(frozen=True, slots=True)
class GridTable:
    """A table of the open workbook: heading row, data and, where shown, the totals row."""

    name: str
    area: Area
    header_rows: int = 1
    totals_rows: int = 0


class Grid(Protocol):
    """The cells of one open workbook. Sheets by name, rows and columns 1-based."""

    @property
    def path(self) -> Path | None:
        """Where the workbook is saved; None while it has never been, or lies on the web."""
        ...

    def sheets(self) -> list[str]:
        """Names of all sheets in the order of their tabs."""
        ...

    def tables(self) -> list[GridTable]:
        """All tables of the workbook."""
        ...

    def last_row(self, sheet: str) -> int:
        """The last row of a sheet that holds anything."""
        ...

    def values(self, areas: Sequence[Area]) -> list[list[list[Raw]]]:
        """The values of several areas, whole numbers as int, error values as their text."""
        ...

    def formulas(self, areas: Sequence[Area]) -> list[list[list[str]]]:
        """The formulas of several areas in Excel's English grammar, "" for cells without one."""
        ...

    def put(self, area: Area, rows: Rows) -> None:
        """Write values; a text stays the text it is, whatever it looks like."""
        ...

    def put_formulas(self, area: Area, rows: Sequence[Sequence[str]]) -> None:
        """Write formulas in Excel's English grammar."""
        ...

    def clear(self, area: Area) -> None:
        """Empty cells of their values, merges and looks."""
        ...

    def dress(self, sheet: str, looks: Mapping[Style, Sequence[CellRange]]) -> None:
        """Give cells of the program's own sheets the looks of their roles."""
        ...

    def arrange(
        self,
        sheet: str,
        *,
        merges: Sequence[CellRange] = (),
        heights: Mapping[int, float] | None = None,
        widths: Mapping[int, float] | None = None,
    ) -> None:
        """Merge cells, set heights of rows in points and widths of columns in characters."""
        ...

    def resize(self, table: str, cells: CellRange) -> None:
        """Put a table's frame over other cells of its sheet; the heading row stays."""
        ...

    def copy_down(self, area: Area, count: int) -> None:
        """Give `count` rows below a one-row area its formulas, formats and lists, no values."""
        ...

    def restore(self, area: Area, pattern: Area) -> None:
        """Give an area the formats and lists of a one-row pattern; values and formulas stay."""
        ...

    def job(self, label: str) -> AbstractContextManager[None]:
        """One job: the screen stands still, the program's sheets are open, one step to undo.

        Whatever happens inside, screen and protection are as before at its end.
        """
        ...
