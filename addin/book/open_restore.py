"""Phục hồi mẫu in an open workbook: entry cells as the template has them again.

Formats, lists and limits are those that the columns and settings declare; the marks, which are
formulas over the whole sheet, are taken from a cell of the sheet that still has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from addin.book import layout
from addin.book.cell_rules import PROGRAM_HINTS, CellRule, cell_rule
from addin.book.grid import Area, Grid, Make, Traits
from addin.book.lists import source
from addin.book.open_table import OpenTable
from addin.book.package import CellRange
from addin.book.restoring import FORMULA_SIGNS, is_result, kept_words, restored_words
from validators.blocks import column_letter
from validators.columns import CHECK, NUMBERING, ROW_ID, Column
from validators.records import BY_TABLE, SettingRow
from validators.settings import Settings
from validators.text import match_key


@dataclass(frozen=True)
class _Piece:
    """Cells of one column that are made alike."""

    column: Column
    area: Area
    make: Make


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
        self._lacking: dict[_Piece, Area | None] = {}
        """What is made anew, each with a cell that has its marks."""
        self._unmarked: list[_Piece] = []
        self.check_cell: Area | None = None
        """A cell of Kiểm tra that has its marks, where the whole column has them."""
        self._look_over()

    @property
    def needed(self) -> bool:
        """Whether anything is to be put back."""
        return bool(self._formulas or self._lacking)

    @property
    def lines(self) -> list[str]:
        """What is put back and what cannot be, in lines for staff."""
        sheet = self._entries.sheet
        made = list(dict.fromkeys(each.column.heading for each in self._lacking))
        found = (
            ("danh sách chọn, định dạng và màu", made),
            ("công thức", list(self._formulas)),
        )
        return [
            *(restored_words(sheet, what, headings) for what, headings in found if headings),
            *(kept_words(sheet, *each) for each in self._kept.items()),
            *(
                f"Trang “{sheet}”: không còn ô nào giữ màu báo kết quả kiểm tra để chép sang cột "
                f"{heading}; hãy lưu, đóng sổ rồi làm lại với tệp (lệnh thidua restore)."
                for heading in dict.fromkeys(each.column.heading for each in self._unmarked)
            ),
        ]

    def apply(self) -> None:
        """Put it back."""
        for piece, marked in self._lacking.items():
            self._grid.remake(piece.area, piece.make, marked)
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

    # Looks, lists and marks

    def _look_over(self) -> None:
        """Find the cells that are not as they were built, and what gives them their marks."""
        pieces = list(self._pieces())
        shared = self._grid.traits([each.area for each in pieces])
        known = list(zip(pieces, shared, strict=True))
        for piece, traits in known:
            marked = _has_marks(piece.column) and bool(traits.marks)
            whole = _is_made(piece.make, traits)
            if whole and (marked or not _has_marks(piece.column)):
                if piece.column == CHECK:
                    self.check_cell = _first_cell(piece.area)
                continue
            pattern = self._marked(piece, known) if _has_marks(piece.column) else None
            if _has_marks(piece.column) and pattern is None:
                self._unmarked.append(piece)
            if pattern or not whole:
                self._lacking[piece] = pattern

    def take_marks(self, check_cell: Area) -> None:
        """Let Kiểm tra have the marks of that of another sheet: there they are the same."""
        for piece in [each for each in self._unmarked if each.column == CHECK]:
            self._unmarked.remove(piece)
            self._lacking[piece] = check_cell

    def _pieces(self) -> Iterator[_Piece]:
        """The columns of the table, the values of tblThongTin setting by setting."""
        rows = self._entries.data_rows
        for column in self._model.columns():
            place = self._entries.column(column.heading)
            if place and column == SettingRow.column_of("value"):
                for number, item in self._settings():
                    make = _make(layout.setting_look(item), cell_rule(item, source(item)))
                    yield _Piece(column, self._entries.area(number, number, place), make)
            elif place:
                hint = PROGRAM_HINTS.get(column.heading, "")
                rule = cell_rule(column, source(column, self._model), hint)
                area = self._entries.area(rows[0], rows[-1], place)
                yield _Piece(column, area, _make(layout.cell_look(column), rule))

    def _settings(self) -> Iterator[tuple[int, Column]]:
        """Row and declaration of every setting that is in tblThongTin."""
        place = self._entries.column(SettingRow.column_of("item").heading)
        items = {match_key(name): item for name, item in Settings.items().items()}
        for number in self._entries.data_rows if place else ():
            item = items.get(match_key(str(self._entries.value(number, place or 0))))
            if item:
                yield number, item

    def _marked(self, piece: _Piece, known: Sequence[tuple[_Piece, Traits]]) -> Area | None:
        """A cell that has the marks of a piece's column; those of entry columns are the same."""
        like = (
            {CHECK.heading}
            if piece.column == CHECK
            else {each.heading for each in self._model.data_columns()}
        )
        for each, traits in known:
            if each.column.heading in like and traits.marks and _is_made(each.make, traits):
                return _first_cell(each.area)
        own = [cell for heading, cell in self._marked_cells if heading == piece.column.heading]
        others = [cell for heading, cell in self._marked_cells if heading in like]
        return next(iter(own + others), None)

    @cached_property
    def _marked_cells(self) -> list[tuple[str, Area]]:
        """Cells with marks, some of each column and below it, with their headings."""
        rows = self._entries.data_rows
        numbers = (rows[0], rows[len(rows) // 2], rows[-1], max(layout.LAST_ROW, rows[-1]))
        cells = [
            (column.heading, self._entries.area(number, number, place))
            for column in self._model.columns()
            if _has_marks(column) and (place := self._entries.column(column.heading))
            for number in numbers
        ]
        shown = self._grid.traits([cell for _, cell in cells])
        return [each for each, traits in zip(cells, shown, strict=True) if traits.marks]


def restorings(grid: Grid, tables: Iterable[OpenTable]) -> list[Restoring]:
    """What the entry sheets of a workbook lack."""
    found = [Restoring(grid, each) for each in tables]
    check_cell = next((each.check_cell for each in found if each.check_cell), None)
    if check_cell:
        for each in found:
            each.take_marks(check_cell)
    return found


def _first_cell(area: Area) -> Area:
    row, column = area.cells.first_row, area.cells.first_column
    return Area(area.sheet, CellRange(row, column, row, column))


def _has_marks(column: Column) -> bool:
    return column not in (NUMBERING, ROW_ID)


def _make(look: Mapping[str, Any], rule: CellRule | None) -> Make:
    whole = {**layout.BASE, **look}
    return Make(
        number_format=whole["num_format"],
        align=whole.get("align", ""),
        font=whole["font_name"],
        size=whole["font_size"],
        ink=whole.get("font_color", ""),
        line=whole["border_color"],
        rule=rule,
    )


def _is_made(make: Make, traits: Traits) -> bool:
    """Whether cells have the format and the rule that they were built with.

    Where a column asks for nothing, staff may have given it a list of their own.
    """
    ruled = make.rule is None or traits.validation == make.rule.kind
    return ruled and traits.number_format == make.number_format


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of the numbers that follow each other."""
    breaks = [(a, b) for a, b in pairwise(numbers) if b != a + 1]
    firsts = [numbers[0], *(b for _, b in breaks)]
    lasts = [*(a for a, _ in breaks), numbers[-1]]
    yield from zip(firsts, lasts, strict=True)
