"""A view of a sheet as what an open program takes: blocks of values, looks by area, links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from addin.book.grid import Link
from addin.book.package import CellRange, parse_range
from addin.book.port import Cell, SheetView, Style
from addin.book.sheet_part import clipped
from validators.blocks import Raw

_PLAINEST_FIRST = {style: number for number, style in enumerate(Style)}


@dataclass(frozen=True)
class ViewBlocks:
    """A view's content below and to the right of A1."""

    view: SheetView

    @property
    def body(self) -> range:
        """Sheet rows of the table below its headings; empty for a sheet without a table."""
        top, bottom = self.view.table_rows
        return range(top + 1, bottom + 1) if self.view.table else range(0)

    @property
    def last_row(self) -> int:
        """The last row that the view fills."""
        return max([*self.view.rows, *self.body], default=0)

    @property
    def width(self) -> int:
        """The last column that the view fills."""
        return max((len(row) for row in self.view.rows.values()), default=0)

    @property
    def merges(self) -> list[CellRange]:
        """The merged areas."""
        return [cells for each in self.view.merges if (cells := parse_range(each))]

    def values(self, rows: range) -> list[list[Raw]]:
        """The values of some rows, each as long as the view is wide."""
        return [
            [self._shown(cell) for cell in self._row(number)]
            + [None] * (self.width - len(self._row(number)))
            for number in rows
        ]

    def headings(self) -> dict[int, str]:
        """The table's headings by column."""
        return {
            column: cell.value
            for column, cell in enumerate(self._row(self.view.table_rows[0]), start=1)
            if cell is not None and isinstance(cell.value, str)
        }

    def links(self) -> dict[CellRange, list[Link | None]]:
        """What the columns that hold links show, from the first link to the last."""
        columns: dict[int, list[int]] = {}
        for number, row in self.view.rows.items():
            for column, cell in enumerate(row, start=1):
                if cell is not None and cell.link:
                    columns.setdefault(column, []).append(number)
        return {
            CellRange(min(rows), column, max(rows), column): [
                self._link(number, column) for number in range(min(rows), max(rows) + 1)
            ]
            for column, rows in columns.items()
        }

    def looks(self) -> dict[Style, list[CellRange]]:
        """The areas of each role.

        In a table every column has one role, of several the one that `Style` names first, so that
        the number of areas does not grow with the rows. Numbers and dates in one column so get no
        format of their own; what severities look like is told by their words.
        """
        areas: dict[Style, list[CellRange]] = {}
        for cells, style in _rectangles(self._styles()):
            areas.setdefault(style, []).append(cells)
        return areas

    def _styles(self) -> dict[int, list[Style | None]]:
        styles = {
            number: [cell.style if cell else None for cell in row]
            for number, row in sorted(self.view.rows.items())
        }
        rows = [styles[number] for number in self.body if number in styles]
        columns = [
            min(filter(None, column), key=_PLAINEST_FIRST.__getitem__, default=None)
            for column in zip(*rows, strict=True)
        ]
        return styles | {number: columns for number in self.body if number in styles}

    def _row(self, number: int) -> Sequence[Cell | None]:
        return self.view.rows.get(number, ())

    def _link(self, number: int, column: int) -> Link | None:
        row = self._row(number)
        cell = row[column - 1] if column <= len(row) else None
        return Link(str(cell.value), cell.link) if cell and cell.value is not None else None

    @staticmethod
    def _shown(cell: Cell | None) -> Raw:
        if cell is None:
            return None
        return clipped(cell.value) if isinstance(cell.value, str) else cell.value


def _rectangles(
    styles: Mapping[int, Sequence[Style | None]],
) -> Iterator[tuple[CellRange, Style]]:
    """Rectangles of one role: stretches of a row, joined where the row above has the same."""
    open_ones: dict[tuple[int, int, Style], int] = {}
    above = 0
    for number, row in styles.items():
        stretches = set(_stretches(row))
        for stretch in [each for each in open_ones if each not in stretches or number > above + 1]:
            first, last, style = stretch
            yield CellRange(open_ones.pop(stretch), first, above, last), style
        for stretch in stretches:
            open_ones.setdefault(stretch, number)
        above = number
    for (first, last, style), top in open_ones.items():
        yield CellRange(top, first, above, last), style


def _stretches(row: Sequence[Style | None]) -> Iterator[tuple[int, int, Style]]:
    first = 1
    for column, style in enumerate(row, start=1):
        following = row[column] if column < len(row) else None
        if style is not following:
            if style is not None:
                yield first, column, style
            first = column + 1
