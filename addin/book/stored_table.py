"""A table together with the sheet it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from addin.book.package import Table
from addin.book.sheet_part import SheetPart
from validators.text import fold, match_key


class Headings:
    """The columns of a table by heading as it is, and then by its bare letters."""

    def __init__(self, columns: range, headings: Sequence[str]) -> None:
        self._columns: dict[str, int] = {}
        for likeness in (match_key, fold):
            for column, heading in zip(columns, headings, strict=True):
                self._columns.setdefault(likeness(heading), column)

    def column(self, heading: str) -> int | None:
        """Sheet column under a heading, the first of equals; None if absent."""
        return self._columns.get(match_key(heading)) or self._columns.get(fold(heading))


@dataclass
class StoredTable:
    """A table, its sheet's part and the texts that cells of the part refer to."""

    table: Table
    part: SheetPart
    shared_texts: Sequence[str]

    @property
    def data_rows(self) -> range:
        """Sheet rows between the heading and the totals row."""
        cells = self.table.range
        first = cells.first_row + self.table.header_rows
        return range(first, cells.last_row - self.table.totals_rows + 1)

    @property
    def columns(self) -> range:
        """Sheet columns of the table."""
        return range(self.table.range.first_column, self.table.range.last_column + 1)

    @cached_property
    def _places(self) -> Headings:
        return Headings(self.columns, self.table.headings)

    def column(self, heading: str) -> int | None:
        """Sheet column under a heading, however it is accented or capitalised; None if absent."""
        return self._places.column(heading)

    def values(self, *headings: str) -> Iterator[list[str | float | None]]:
        """The values under some headings, a list a data row that the sheet holds."""
        columns = [self.column(heading) for heading in headings]
        for row in self.part.rows():
            if row.number in self.data_rows:
                cells = (row.cell(column) if column else None for column in columns)
                yield [cell.value(self.shared_texts) if cell else None for cell in cells]
