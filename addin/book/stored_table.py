"""A table together with the sheet it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from addin.book.package import Table
from addin.book.sheet_part import SheetPart
from validators.text import fold, match_key


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

    def column(self, heading: str) -> int | None:
        """Sheet column under a heading, however it is accented or capitalised; None if absent."""
        headings = self.table.headings
        for likeness in (match_key, fold):
            for column, each in enumerate(headings, start=self.table.range.first_column):
                if likeness(each) == likeness(heading):
                    return column
        return None

    def values(self, *headings: str) -> Iterator[list[str | float | None]]:
        """The values under some headings, a list a data row that the sheet holds."""
        columns = [self.column(heading) for heading in headings]
        for row in self.part.rows():
            if row.number in self.data_rows:
                cells = {cell.column: cell for cell in row.cells()}
                yield [
                    cells[column].value(self.shared_texts) if column in cells else None
                    for column in columns
                ]
