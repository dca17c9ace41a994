"""An open workbook as blocks of cells: the little that Excel and Calc must both be able to do.

`open_book.OpenBook` is the `Book` port over a `Grid`, once for both programs. Every call reaches
into another process, so there is a call a table or a block, never a call a row.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from addin.book.cell_rules import CellRule
from addin.book.package import CellRange
from addin.book.port import Style
from validators.blocks import Raw

Rows = Sequence[Sequence[Raw]]

ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"}
)
"""The texts by which `Grid.values` hands over error values (ECMA-376 part 1, 18.17.3, and newer).

Nobody can type one of them as a text: Excel and Calc make an error value of it.
"""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells of one sheet."""

    sheet: str
    cells: CellRange


@dataclass(frozen=True, slots=True)
class GridTable:
    """A table of the open workbook; `range` includes its heading and totals rows.

    `headings` are needed only where the heading row is switched off.
    """

    name: str
    sheet: str
    range: CellRange
    header_rows: int = 1
    totals_rows: int = 0
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Traits:
    """What all cells of an area share beside their values, each "" or 0 where there is none.

    `validation` is a `CellRule.kind`; `marks` counts conditional formats. None stands for what
    differs from cell to cell.
    """

    number_format: str | None
    validation: str | None
    marks: int | None


@dataclass(frozen=True, slots=True)
class Make:
    """How cells of an entry column are made: their look and what they ask of an entry.

    They are wrapped and stand at the top, in the font of the template, ruled on all sides.
    `align` is "left", "center" or "" for that of the value; `ink` #RRGGBB, "" for the automatic
    colour; `size` in points. Without a `rule` they keep the one that they have.
    """

    number_format: str
    align: str
    font: str
    size: float
    ink: str
    line: str
    rule: CellRule | None


@dataclass(frozen=True, slots=True)
class Link:
    """A text that jumps to a place such as "'Đăng ký'!H7" when it is clicked."""

    text: str
    place: str


class Grid(Protocol):
    """The cells of one open workbook. Sheets by name, rows and columns 1-based."""

    @property
    def name(self) -> str:
        """What the workbook is called in its window."""
        ...

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

    def last_cells(self, sheets: Sequence[str]) -> list[tuple[int, int]]:
        """Of each sheet the last row and the last column that hold anything; 0, 0 if none do."""
        ...

    def values(self, areas: Sequence[Area]) -> list[list[list[Raw]]]:
        """The values of several areas, hidden and filtered rows too.

        Dates without a time are `date`, times without a date are `time`; an error value is its
        text (`ERRORS`).
        """
        ...

    def formulas(self, areas: Sequence[Area]) -> list[list[list[str]]]:
        """The formulas of several areas in Excel's English grammar, "" for cells without one.

        A text that begins with "=" may be handed over too: it is its cell's value as well.
        """
        ...

    def put(self, area: Area, rows: Rows) -> None:
        """Write values; a text stays the text it is, whatever it looks like.

        A date is read back as a date even where the cell has no date's format.
        """
        ...

    def put_formula(self, area: Area, formula: str) -> None:
        """Fill an area with a formula as it stands in its first cell, in Excel's grammar."""
        ...

    def put_links(self, area: Area, links: Sequence[Link | None]) -> None:
        """Write links down an area of one column; a None leaves its cell as it is."""
        ...

    def clear(self, area: Area) -> None:
        """Empty cells of values, links, merges and all looks."""
        ...

    def dress(self, sheet: str, looks: Mapping[Style, Sequence[CellRange]]) -> None:
        """Give cells of the program's own sheets the looks that the palette has for their roles.

        The palette's cell of a severity carries conditional formats, which come along: in a
        column of severities each word shows in its own colour.
        """
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

    def fit_rows(self, sheet: str, first: int, last: int) -> None:
        """Make rows as high as what they hold, now and when staff type more into them."""
        ...

    def resize(self, table: str, cells: CellRange) -> None:
        """Put a table's frame over other cells of its sheet; the heading row stays."""
        ...

    def copy_down(self, area: Area, count: int) -> None:
        """Give `count` rows below a one-row area its formats, lists and marks."""
        ...

    def traits(self, areas: Sequence[Area]) -> list[Traits]:
        """What the cells of each area share."""
        ...

    def remake(self, area: Area, make: Make, marked: Area | None) -> None:
        """Make cells as they were built, with the marks of a cell; values and formulas stay.

        `marked` is a cell that has the marks; without one they are left as they are.
        """
        ...

    def job(self, label: str, sheets: Collection[str] = ()) -> AbstractContextManager[None]:
        """One job: the screen stands still, these sheets are open to it, one step to undo.

        Open means neither protected nor filtered; Refusal where a password is in the way. Whatever
        happens inside, at its end the screen moves, formulas are calculated, and those of
        `layout.PROTECTED_SHEETS` are protected. Jobs may be nested.
        """
        ...
