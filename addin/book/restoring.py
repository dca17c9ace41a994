"""An entry table as the template has it again: lists, limits, colours, formats, formulas.

A paste brings the formats of the cells it came from and takes lists and colours away. Whatever
staff typed stays, and so does everything outside the table's own columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from addin.book.layout import FIRST_ROW, LAST_ROW
from addin.book.mark_colours import MarkColours
from addin.book.package import CellRange
from addin.book.part_xml import start_tag, with_attribute
from addin.book.row_edits import RowEdits
from addin.book.sheet_part import StoredCell
from addin.book.stored_table import StoredTable
from addin.book.styles import Styles
from addin.book.validations import Validations
from validators.blocks import Raw, column_letter
from validators.columns import CHECK, NUMBERING
from validators.finding import Severity
from validators.records import BY_TABLE, SettingRow
from validators.text import match_key

FORMULA_SIGNS = {CHECK.heading: "KQ_TomTat", NUMBERING.heading: "ROW("}
"""What is in a formula column's formula, however a program has rewritten the rest."""


@dataclass
class Pattern:
    """A table of the template, with the formats of its workbook."""

    entries: StoredTable
    styles: Styles


class Restoring:
    """One table with its sheet's part, held against its pattern and brought in line with it."""

    def __init__(self, entries: StoredTable, styles: Styles, pattern: Pattern) -> None:
        self._entries, self._styles, self._pattern = entries, styles, pattern
        self._model = BY_TABLE[entries.table.name]
        self._columns = {
            each.heading: column
            for each in self._model.columns()
            if (column := entries.column(each.heading)) is not None
        }
        self._kept: dict[str, list[str]] = {}
        self._right_styles: dict[tuple[str, int, int], int] = {}

    def restore(self) -> list[str]:
        """Put back what is missing, in the part and in the formats; what it was, a line a kind."""
        if not self._entries.data_rows:
            return []
        found = [
            ("danh sách chọn, giới hạn và lời nhắc", self._restore_validations()),
            ("màu báo kết quả kiểm tra", self._restore_marks()),
            *zip(("định dạng ô", "công thức"), self._restore_cells(), strict=True),
        ]
        sheet = self._entries.table.sheet
        lines = [restored_words(sheet, what, headings) for what, headings in found if headings]
        lines += [kept_words(sheet, *each) for each in self._kept.items()]
        return lines

    @property
    def _rows(self) -> range:
        """Sheet rows down to where the template's lists reach, or to the table's end."""
        first = self._entries.data_rows[0]
        return range(first, max(self._entries.data_rows.stop, first + LAST_ROW - FIRST_ROW + 1))

    @cached_property
    def _settings_rows(self) -> dict[int, int]:
        """In tblThongTin: the template's row of each row's setting."""
        item = SettingRow.column_of("item").heading
        known = dict(_texts(self._pattern.entries, item))
        places = {name: number for number, name in known.items()}
        return {
            number: places[name] for number, name in _texts(self._entries, item) if name in places
        }

    def _by_setting(self, heading: str) -> bool:
        return self._model is SettingRow and heading == SettingRow.column_of("value").heading

    def _pattern_row(self, heading: str, number: int) -> int | None:
        """The row of the template that shows how a cell should be; None where none does."""
        if self._by_setting(heading):
            return self._settings_rows.get(number)
        return self._pattern.entries.data_rows[0]

    def _pattern_column(self, heading: str) -> int:
        column = self._pattern.entries.column(heading)
        assert column
        return column

    # Lists, limits, messages

    def _restore_validations(self) -> list[str]:
        here, there = Validations(self._entries.part), Validations(self._pattern.entries.part)
        restored = []
        for heading, column in self._columns.items():
            for pattern_row, checked, given in self._stretches(heading, column):
                wanted = there.at(pattern_row, self._pattern_column(heading))
                if wanted and not here.holds(wanted, checked):
                    here.put(wanted, self._pattern.entries.part.prefix, [given])
                    restored.append(heading)
        return list(dict.fromkeys(restored))

    def _stretches(self, heading: str, column: int) -> Iterator[tuple[int, CellRange, CellRange]]:
        """Row of the template, the cells that must be like it, and those that are made so.

        Below the table's end nothing is missed: deleted rows draw the end of all lists up.
        """
        if self._by_setting(heading):
            for number, pattern_row in self._settings_rows.items():
                cell = CellRange(number, column, number, column)
                yield pattern_row, cell, cell
            return
        data, rows = self._entries.data_rows, self._rows
        yield (
            self._pattern.entries.data_rows[0],
            CellRange(data[0], column, data[-1], column),
            CellRange(rows[0], column, rows[-1], column),
        )

    # Colours

    def _restore_marks(self) -> list[str]:
        marks = MarkColours(self._entries, self._pattern.entries)
        missing = marks.missing(self._columns, self._entries.data_rows)
        if missing:
            marks.put_back(self._columns, self._rows, self._styles, self._pattern.styles)
        return missing

    # Cells

    def _restore_cells(self) -> tuple[list[str], list[str]]:
        """Headings of the columns of which formats, and those of which formulas were restored."""
        edits = RowEdits(self._entries.part)
        formats, formulas = [], []
        for number in self._entries.data_rows:
            changed: list[StoredCell] = []
            for heading, column in self._columns.items():
                pattern_row = self._pattern_row(heading, number)
                if pattern_row is None:
                    continue
                old = edits.cells(number).get(column)
                style = edits.style(number, column)
                cell = old or edits.part.cell(number, column, None, style)
                right = self._right_style(heading, pattern_row, style)
                if right != style:
                    cell = _styled(cell, right)
                    formats.append(heading)
                if heading in FORMULA_SIGNS and self._lacks_formula(heading, cell, number):
                    cell = self._with_formula(heading, cell, number, edits)
                    formulas.append(heading)
                if cell is not old and (old or right != style or cell.content):
                    changed.append(cell)
            if changed:
                edits.put(number, changed)
        if formats or formulas:
            edits.commit()
        return list(dict.fromkeys(formats)), list(dict.fromkeys(formulas))

    def _right_style(self, heading: str, pattern_row: int, style: int) -> int:
        """The format itself where it looks as it should, or else one that does."""
        key = heading, pattern_row, style
        if key not in self._right_styles:
            cell = self._pattern_edits.cell(pattern_row, self._pattern_column(heading))
            wanted = cell.style if cell else 0
            alike = self._styles.look(style) == self._pattern.styles.look(wanted)
            self._right_styles[key] = (
                style if alike else self._styles.taken_over(self._pattern.styles, wanted)
            )
        return self._right_styles[key]

    @cached_property
    def _pattern_edits(self) -> RowEdits:
        return RowEdits(self._pattern.entries.part)

    def _lacks_formula(self, heading: str, cell: StoredCell, number: int) -> bool:
        """Whether a formula is gone; words that somebody typed in its place stay."""
        if cell.has_formula:
            formula, group = cell.formula
            return FORMULA_SIGNS[heading] not in formula and not (group and not formula)
        value = cell.value(self._entries.shared_texts)
        if value is not None and not is_result(heading, value):
            self._kept.setdefault(heading, []).append(f"{column_letter(cell.column)}{number}")
            return False
        return True

    def _with_formula(
        self, heading: str, cell: StoredCell, number: int, edits: RowEdits
    ) -> StoredCell:
        """The cell with its formula and, as far as it is told here, the formula's result."""
        source = self._pattern_edits.cell(
            self._pattern.entries.data_rows[0], self._pattern_column(heading)
        )
        assert source
        with_formula = cell.with_formula(source.formula[0])
        if heading == CHECK.heading:
            return with_formula.with_result("")
        name = edits.cells(number).get(self._columns.get(self._model.subject_column().heading, 0))
        named = name is not None and name.value(self._entries.shared_texts) is not None
        header = self._entries.data_rows[0] - 1
        return with_formula.with_result(number - header if named else "")


def _texts(entries: StoredTable, heading: str) -> Iterator[tuple[int, str]]:
    """Row and comparison key of the texts under a heading."""
    column = entries.column(heading)
    for row in entries.part.rows():
        cell = row.cell(column) if column and row.number in entries.data_rows else None
        value = cell.value(entries.shared_texts) if cell else None
        if isinstance(value, str):
            yield row.number, match_key(value)


def _styled(cell: StoredCell, style: int) -> StoredCell:
    tag = start_tag(cell.xml)
    new = with_attribute(tag, "s", str(style))
    return StoredCell(cell.column, new + cell.xml[len(tag) :], cell.content)


def is_result(heading: str, value: Raw) -> bool:
    """Whether a value may be what a formula said before it was pasted over by its values."""
    if heading == NUMBERING.heading:
        return isinstance(value, int | float) or str(value).strip().isdecimal()
    return isinstance(value, str) and value.startswith(tuple(each.label for each in Severity))


def kept_words(sheet: str, heading: str, cells: Sequence[str]) -> str:
    """That words which somebody typed over a formula stay, and what to do about them."""
    return (
        f"Trang “{sheet}”: cột {heading} giữ nguyên chữ gõ ở ô {', '.join(cells)}; hãy xóa chữ đó "
        "rồi làm lại để công thức trở về."
    )


def restored_words(sheet: str, what: str, headings: Sequence[str]) -> str:
    """What was put back, in which columns."""
    return f"Trang “{sheet}”: đã đặt lại {what} ở cột {', '.join(headings)}."
