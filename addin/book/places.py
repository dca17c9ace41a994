"""Which row of an entry table a row to be written belongs to, and the id that it has or gets."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from addin.book.row_edits import RowEdits
from addin.book.stored_table import StoredTable
from validators.blocks import Raw
from validators.columns import ROW_ID
from validators.records import BY_TABLE, SettingRow
from validators.text import match_key


def _text(value: Raw) -> str:
    """A key as it is written: 12.0 is "12"."""
    return f"{value:.15g}" if isinstance(value, float) else "" if value is None else str(value)


def _key(value: Raw) -> str:
    return match_key(_text(value))


class Places:
    """The rows of a table by what names them, and the free ones.

    `spent` is the greatest number of a row id that a deleted row may have had.
    """

    def __init__(
        self,
        edits: RowEdits,
        entries: StoredTable,
        formula_columns: Collection[int],
        spent: int,
        refusal: Callable[[str], Exception],
    ) -> None:
        self._edits = edits
        self._entries = entries
        self._formula_columns = formula_columns
        self._refusal = refusal
        model = BY_TABLE[entries.table.name]
        self._id_pattern = re.compile(rf"{model.prefix}(\d{{1,9}})", re.IGNORECASE)
        self._prefix, self._last = model.prefix, spent
        named = model.subject_column() if model is SettingRow else ROW_ID
        self._key_heading = named.heading
        self.id_column = self._needed(ROW_ID.heading)
        self._key_column = self._needed(self._key_heading)
        self._ids = {number: self.stored_id(number) for number in entries.data_rows}
        self._holders: dict[str, int] = {}
        self._rows: dict[str, int] = {}
        self._repeated: dict[str, tuple[int, int]] = {}
        self._taken: set[int] = set()
        self._free = self._free_rows()
        self._know_rows()

    def find(self, values: Mapping[int, Raw]) -> tuple[int, str]:
        """Sheet row and id for the values of a row by column.

        Raises what `refusal` makes of the reason where two rows go by the name given.
        """
        given = _key(values.get(self._key_column))
        if given in self._repeated:
            raise self._ambiguous(_text(values.get(self._key_column)), *self._repeated[given])
        number = self._rows.get(given) if given else None
        if number is None:
            number = next(self._free)
            brought = _text(values.get(self.id_column))
            self._give_id(number, brought or self._own_id(number) or self._new_id())
        elif not self._ids[number]:
            self._give_id(number, self._new_id())
        if given:
            self._rows[given] = number
        self._taken.add(number)
        return number, self._ids[number]

    def name(self, number: int) -> str:
        """Give a row that has no id a new one."""
        self._give_id(number, self._new_id())
        return self._ids[number]

    def stored_id(self, number: int) -> str:
        """The id that the sheet holds for a row."""
        return self._stored(number, self.id_column)

    def _needed(self, heading: str) -> int:
        column = self._entries.column(heading)
        if column is None:
            raise self._refusal(
                f"thiếu cột “{heading}” ở trang tính “{self._entries.table.sheet}”: "
                "hãy thêm lại cột này vào bảng rồi làm lại"
            )
        return column

    def _ambiguous(self, key: str, first: int, second: int) -> Exception:
        return self._refusal(
            f"có hai dòng cùng {self._key_heading} “{key}” (dòng {first} và dòng {second}) ở trang "
            f"tính “{self._entries.table.sheet}”: hãy xóa {self._key_heading} của dòng được chép "
            "sau rồi làm lại"
        )

    def _stored(self, number: int, column: int) -> str:
        cell = self._edits.cell(number, column)
        return _text(cell.value(self._entries.shared_texts)) if cell else ""

    def _know_rows(self) -> None:
        """Note the rows by Mã dòng, or "d<row>" where that is empty, or by Mục."""
        for number, row_id in self._ids.items():
            self._note(number, row_id)
            key = _key(self._stored(number, self._key_column))
            if not key and not self._is_free(number):
                key = f"d{number}"
            if key and self._rows.setdefault(key, number) != number:
                self._repeated.setdefault(key, (self._rows[key], number))

    def _note(self, number: int, row_id: str) -> None:
        self._holders.setdefault(_key(row_id), number)
        match = self._id_pattern.fullmatch(row_id)
        self._last = max(self._last, int(match[1]) if match else 0)

    def _is_free(self, number: int) -> bool:
        """Whether a row holds nothing but its id and what formulas fill."""
        return not any(
            cell.content and (cell.has_formula or cell.kind == "e" or self._stored(number, column))
            for column, cell in self._edits.cells(number).items()
            if column in self._entries.columns
            and column != self.id_column
            and column not in self._formula_columns
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
            if number not in self._taken:
                yield number

    def _own_id(self, number: int) -> str:
        """The id that a free row was built with, unless the row was copied from another."""
        own = self._ids.get(number, "")
        return own if self._holders.get(_key(own)) == number else ""

    def _new_id(self) -> str:
        return f"{self._prefix}{self._last + 1:04}"

    def _give_id(self, number: int, row_id: str) -> None:
        if self._key_column == self.id_column:
            old = _key(self._ids.get(number))
            if self._rows.get(old) == number:
                del self._rows[old]
            self._rows[_key(row_id)] = number
        self._ids[number] = row_id
        self._note(number, row_id)
