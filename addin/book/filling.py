"""Rows written into an entry table: known rows changed, others appended, the table grown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from addin.book.growing import grow
from addin.book.package import Table
from addin.book.row_edits import RowEdits
from addin.book.sheet_part import LONGEST_TEXT, clipped
from addin.book.stored_table import StoredTable
from validators.blocks import Raw, column_letter
from validators.columns import CHECK, NUMBERING, ROW_ID
from validators.records import BY_TABLE, SettingRow
from validators.text import match_key

_SEVERAL_CELLS = re.compile(rb"""<(?:\w+:)?f\b[^>]*\sref=["'][A-Z]+\d+:""")


class Filling:
    """One call of `fill`: rows find their places first, then they are written into the part.

    `calculated` holds the formulas of the table's columns by heading, `spent` is the greatest
    number of a row id that may have been a deleted row's, and `refusal` makes the refusal
    "Tệp … <what>." to be raised.
    """

    def __init__(
        self,
        entries: StoredTable,
        calculated: Mapping[str, str],
        spent: int,
        refusal: Callable[[str], Exception],
    ) -> None:
        self._entries = entries
        self._refusal = refusal
        self._edits = RowEdits(entries.part)
        self._model = BY_TABLE[entries.table.name]
        self._calculated = {
            column: formula
            for heading, formula in {CHECK.heading: "", NUMBERING.heading: "", **calculated}.items()
            if (column := entries.column(heading)) is not None
        }
        self._id_column = self._needed(ROW_ID.heading)
        by_name = self._model is SettingRow
        self._key_column = self._needed("Mục") if by_name else self._id_column
        self._places = self._known_places()
        self._last_id = max([spent, *self._id_numbers()])
        self._free = self._free_rows()
        self._writes: dict[int, dict[int, Raw]] = {}

    def fill(self, rows: Sequence[Mapping[str, Raw]]) -> tuple[Table, list[str]]:
        """Write the rows; returns the table as it then is and the rows' ids.

        KeyError, before anything is written, for a heading that is unknown or a formula's.
        """
        wanted = [{self._column(heading): row[heading] for heading in row} for row in rows]
        ids = [self._place(values) for values in wanted]
        table, last = self._entries.table, self._entries.data_rows[-1]
        more = max(self._writes, default=0) - last
        if more > 0:
            table = grow(self._edits, self._entries, more, self._calculated, self._refusal)
        for number, values in self._writes.items():
            self._write(number, values)
        self._edits.commit()
        return table, ids

    # Where a row goes

    def _needed(self, heading: str) -> int:
        column = self._entries.column(heading)
        if column is None:
            raise self._refusal(
                f"thiếu cột “{heading}” ở trang tính “{self._entries.table.sheet}”: "
                "hãy thêm lại cột này vào bảng rồi làm lại"
            )
        return column

    def _column(self, heading: str) -> int:
        column = self._entries.column(heading)
        if column is None or column in self._calculated:
            raise KeyError(heading)
        return column

    def _text(self, number: int, column: int) -> str:
        cell = self._edits.cell(number, column)
        return _key(cell.value(self._entries.shared_texts)) if cell else ""

    def _known_places(self) -> dict[str, int]:
        """Rows by what names them: Mã dòng (or "d<row>" where it is empty), or Mục."""
        places: dict[str, int] = {}
        for number in self._entries.data_rows:
            key = self._text(number, self._key_column)
            if not key and not self._is_free(number):
                key = f"d{number}"
            if key:
                places.setdefault(key, number)
        return places

    def _id_numbers(self) -> Iterator[int]:
        pattern = re.compile(rf"{self._model.prefix}(\d{{1,9}})", re.IGNORECASE)
        for number in self._entries.data_rows:
            match = pattern.fullmatch(self._text(number, self._id_column))
            if match:
                yield int(match[1])

    def _is_free(self, number: int) -> bool:
        """Whether a row holds nothing but formulas of columns and its id."""
        return not any(
            cell.content and (cell.has_formula or cell.kind == "e" or self._text(number, column))
            for column, cell in self._edits.cells(number).items()
            if column in self._entries.columns
            and column != self._id_column
            and column not in self._calculated
        )

    def _free_rows(self) -> Iterator[int]:
        """Free rows after the last filled one, those that the table does not have yet included.

        Rows that staff left empty between others separate groups, or paragraphs of the plan.
        """
        number = self._entries.data_rows[-1]
        while number in self._entries.data_rows and self._is_free(number):
            number -= 1
        while True:
            number += 1
            if number not in self._writes:
                yield number

    def _place(self, values: dict[int, Raw]) -> str:
        """Note the values for the row that they belong to, and return its id."""
        given = _key(values.get(self._key_column))
        known = self._places.get(given) if given else None
        number = known or next(self._free)
        row_id = _text(values.pop(self._id_column, None))
        stored = self._stored_id(number)
        if known or not row_id:
            row_id = stored or self._next_id()
        writes = self._writes.setdefault(number, {})
        writes.update(values)
        if row_id != stored:
            self._places.pop(_key(stored), None)
            writes[self._id_column] = row_id
        if given or self._key_column == self._id_column:
            self._places[given if given and not known else _key(row_id)] = number
        return row_id

    def _stored_id(self, number: int) -> str:
        """The row's id as it is, or will be after this call."""
        if self._id_column in self._writes.get(number, {}):
            return _text(self._writes[number][self._id_column])
        cell = self._edits.cell(number, self._id_column)
        return _text(cell.value(self._entries.shared_texts)) if cell else ""

    def _next_id(self) -> str:
        self._last_id += 1
        return f"{self._model.prefix}{self._last_id:04}"

    # What is written there

    def _write(self, number: int, values: Mapping[int, Raw]) -> None:
        cells = self._edits.cells(number)
        for column, value in values.items():
            cell = cells.get(column)
            if cell and _SEVERAL_CELLS.search(cell.content):
                raise self._refused_cell(
                    number,
                    column,
                    "đang giữ một công thức chung cho nhiều ô: hãy thay công thức bằng giá trị",
                )
            if isinstance(value, str) and clipped(value) != value:
                raise self._refused_cell(
                    number,
                    column,
                    f"không chứa được đoạn chữ dài trên {LONGEST_TEXT} ký tự: hãy chia đoạn đó "
                    "thành nhiều dòng",
                )
        self._edits.put(
            number,
            [
                self._edits.part.cell(number, column, value, self._edits.style(number, column))
                for column, value in values.items()
            ],
        )
        self._set_results(number)

    def _refused_cell(self, number: int, column: int, what: str) -> Exception:
        address = f"{column_letter(column)}{number}"
        return self._refusal(
            f"có ô {address} của trang tính “{self._entries.table.sheet}” {what} rồi làm lại"
        )

    def _set_results(self, number: int) -> None:
        """The cached results of STT and, in a new row, of Kiểm tra."""
        cells = self._edits.cells(number)
        name_column = self._entries.column(self._model.subject_column().heading) or 0
        name = cells.get(name_column)
        named = name is not None and name.value(self._entries.shared_texts) is not None
        numbering = cells.get(self._entries.column(NUMBERING.heading) or 0)
        if numbering and numbering.has_formula:
            result = number - self._entries.table.range.first_row if named else ""
            self._edits.put(number, [numbering.with_result(result)])
        check = cells.get(self._entries.column(CHECK.heading) or 0)
        if check and check.has_formula and number not in self._entries.data_rows:
            self._edits.put(number, [check.with_result("")])


def _text(value: Raw) -> str:
    """A key as it is written: 12.0 is "12"."""
    return f"{value:.15g}" if isinstance(value, float) else "" if value is None else str(value)


def _key(value: Raw) -> str:
    return match_key(_text(value))
