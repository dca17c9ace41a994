"""Phục hồi mẫu in an open workbook: what an entry sheet lacks, taken from one of its own cells.

A cell of the same column that still has all that it was built with is the pattern for those that
a paste has overwritten: Excel's and Calc's own way of giving formats, lists and marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from addin.book import layout
from addin.book.grid import Area, Grid, Traits
from addin.book.lists import source
from addin.book.open_table import OpenTable
from addin.book.restoring import FORMULA_SIGNS, is_result, kept_words, restored_words
from validators.blocks import column_letter
from validators.columns import Column, Record
from validators.records import BY_TABLE, SettingRow


class Restoring:
    """What one entry sheet lacks, and how it is put back."""

    def __init__(self, grid: Grid, entries: OpenTable) -> None:
        self._grid = grid
        self._entries = entries
        self._model = BY_TABLE[entries.table]
        self._kept: dict[str, list[str]] = {}
        self._formulas = {
            heading: lacking
            for heading in FORMULA_SIGNS
            if (column := entries.column(heading)) and (lacking := self._without(heading, column))
        }
        self._patterns, self._lost = self._look_over()

    @property
    def needed(self) -> bool:
        """Whether anything is to be put back."""
        return bool(self._formulas or self._patterns)

    @property
    def lines(self) -> list[str]:
        """What is put back and what cannot be, in lines for staff."""
        sheet = self._entries.sheet
        found = (
            ("danh sách chọn, định dạng và màu", [each.heading for each in self._patterns]),
            ("công thức", list(self._formulas)),
        )
        return [
            *(restored_words(sheet, what, headings) for what, headings in found if headings),
            *(kept_words(sheet, *each) for each in self._kept.items()),
            *(
                f"Trang “{sheet}”: cột {each.heading} không còn ô nào nguyên vẹn để chép sang; hãy "
                "lưu, đóng sổ rồi làm lại với tệp đã lưu (lệnh thidua restore)."
                for each in self._lost
            ),
        ]

    def apply(self) -> None:
        """Put it back."""
        for area, pattern in self._patterns.values():
            self._grid.restore(area, pattern)
        for heading, lacking in self._formulas.items():
            column = self._entries.column(heading) or 0
            formula = self._formula(heading, column)
            for first, last in _stretches(lacking):
                self._grid.put_formula(self._entries.area(first, last, column), formula)

    def _formula(self, heading: str, column: int) -> str:
        """The formula that most cells of a column have, or else the one that it was built with."""
        from addin.book.entry_sheets import program_formula

        entries = self._entries
        own = Counter(
            formula
            for number in entries.data_rows
            if FORMULA_SIGNS[heading] in (formula := entries.formula(number, column))
        )
        return own.most_common(1)[0][0] if own else program_formula(self._model, heading)

    def _without(self, heading: str, column: int) -> list[int]:
        """The rows whose formula is gone; words that somebody typed in its place stay."""
        lacking = []
        for number in self._entries.data_rows:
            value = self._entries.value(number, column)
            if FORMULA_SIGNS[heading] in self._entries.formula(number, column):
                continue
            typed = value is not None and not self._entries.formula(number, column)
            if typed and not is_result(heading, value):
                self._kept.setdefault(heading, []).append(f"{column_letter(column)}{number}")
            else:
                lacking.append(number)
        return lacking

    def _look_over(self) -> tuple[dict[Column, tuple[Area, Area]], list[Column]]:
        """The columns that lack something, with their area and pattern; those without pattern."""
        rows = self._entries.data_rows
        areas = {
            each: self._entries.area(rows[0], rows[-1], place)
            for each in self._model.columns()
            if (place := self._entries.column(each.heading)) and not _varies(self._model, each)
        }
        shared = self._grid.traits(list(areas.values()))
        patterns: dict[Column, tuple[Area, Area]] = {}
        lost: list[Column] = []
        for (column, area), traits in zip(areas.items(), shared, strict=True):
            if not self._is_whole(column, traits):
                pattern = self._pattern(column, area)
                if pattern:
                    patterns[column] = area, pattern
                else:
                    lost.append(column)
        return patterns, lost

    def _pattern(self, column: Column, area: Area) -> Area | None:
        """A cell of the column, or below it, that still has all that it was built with."""
        rows, place = self._entries.data_rows, area.cells.first_column
        numbers = (rows[0], rows[len(rows) // 2], rows[-1], max(layout.LAST_ROW, rows[-1]))
        cells = [self._entries.area(number, number, place) for number in numbers]
        shown = zip(cells, self._grid.traits(cells), strict=True)
        return next((cell for cell, traits in shown if self._is_whole(column, traits)), None)

    def _is_whole(self, column: Column, traits: Traits) -> bool:
        """Whether cells have the format, the list and the marks of their column."""
        expected = layout.column_look(column)["num_format"]
        named = source(column, self._model)
        return (
            traits.number_format == expected
            and traits.validation is not None
            and (not named or traits.validation == f"list:={named}")
            and (column.heading in FORMULA_SIGNS or column.field == "row_id" or bool(traits.marks))
        )


def _varies(model: type[Record], column: Column) -> bool:
    """Whether every cell of a column has a format and a list of its own."""
    return model is SettingRow and column.field == "value"


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of the numbers that follow each other."""
    breaks = [(a, b) for a, b in pairwise(numbers) if b != a + 1]
    firsts = [numbers[0], *(b for _, b in breaks)]
    lasts = [*(a for a, _ in breaks), numbers[-1]]
    yield from zip(firsts, lasts, strict=True)
