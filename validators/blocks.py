"""A table as a book hands it over: raw values with the address of their first cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache

Raw = str | int | float | bool | date | datetime | time | None
"""What a cell may hold before it is read as a column's type."""


@cache
def column_letter(number: int) -> str:
    """Letters of a 1-based column number: 1 → "A", 28 → "AB"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(slots=True)
class Block:
    """The values of one table, row by row, blank rows kept so that row numbers stay true.

    `rows[i][j]` stands in sheet row `first_row + i`, sheet column `first_column + j` (1-based);
    every row is as long as `headings`. The last `rows_outside` rows were found filled directly
    under the table's end. `formulas` and `errors` are keyed by `(i, j)`; `errors` holds Excel's
    error text ("#DIV/0!"), or "" for a formula that was never calculated, of cells whose value is
    then None. The program's own formula columns
    are not listed in `formulas`. `row_beyond` is the first sheet row that holds something further
    down, after an empty one, and was not read; 0 if there is none.
    """

    table: str
    sheet: str
    first_row: int
    first_column: int
    headings: list[str]
    rows: list[list[Raw]]
    rows_outside: int = 0
    row_beyond: int = 0
    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def row_number(self, index: int) -> int:
        """Sheet row of `rows[index]`."""
        return self.first_row + index

    def address(self, index: int, column: int) -> str:
        """Address such as "H7" of the value `rows[index][column]`."""
        return f"{column_letter(self.first_column + column)}{self.first_row + index}"

    def heading_address(self, column: int) -> str:
        """Address of a heading's cell."""
        return f"{column_letter(self.first_column + column)}{self.first_row - 1}"
