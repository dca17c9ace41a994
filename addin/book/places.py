"""Which row of an entry table a row to be written belongs to, and the id that it has or gets."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from validators.blocks import Raw
from validators.columns import ROW_ID
from validators.records import BY_TABLE, SettingRow
from validators.text import match_key


class EntryRows(Protocol):
    """An entry table as it stands in a saved or an open workbook; columns are the sheet's."""

    @property
    def table(self) -> str:
        """Its name."""
        ...

    @property
    def sheet(self) -> str:
        """Name of its sheet."""
        ...

    @property
    def data_rows(self) -> range:
        """Sheet rows between the heading and the totals row."""
        ...

    def column(self, heading: str) -> int | None:
        """The column under a heading, however it is accented or capitalised."""
        ...

    def value(self, number: int, column: int) -> Raw:
        """What a cell holds; None for one that is empty or shows an error."""
        ...

    def filled(self, number: int) -> Iterable[int]:
        """The table's columns in which a row holds a value, a formula or an error."""
        ...


def greatest_id(table: str, texts: Iterable[str]) -> int:
    """The greatest number of a table's row ids in keys of findings and answers, 0 for none.

    A new row must not come by the answers that were given for a deleted one.
    """
    keys = re.compile(rf"{table}\|{BY_TABLE[table].prefix}(\d{{1,9}})\|", re.IGNORECASE)
    return max((int(number) for text in texts for number in keys.findall(text)), default=0)


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
        entries: EntryRows,
        formula_columns: Collection[int],
        spent: int,
        refusal: Callable[[str], Exception],
    ) -> None:
        self._entries = entries
        self._formula_columns = formula_columns
        self._refusal = refusal
        model = BY_TABLE[entries.table]
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

    def assign(
        self, rows: Sequence[Mapping[int, Raw]]
    ) -> tuple[dict[int, dict[int, Raw]], list[str]]:
        """The values to be written by sheet row and column, and the id of each row given.

        Raises what `refusal` makes of the reason where two rows go by the name given.
        """
        ids: list[str] = []
        writes: dict[int, dict[int, Raw]] = {}
        for row in rows:
            number, row_id = self._find(row)
            ids.append(row_id)
            values = {column: value for column, value in row.items() if column != self.id_column}
            if row_id != self.stored_id(number):
                values[self.id_column] = row_id
            writes.setdefault(number, {}).update(values)
        return writes, ids

    def new_ids(self, count: int) -> list[str]:
        """Ids for that many new rows, none of which was ever given."""
        return [f"{self._prefix}{self._last + place:04}" for place in range(1, count + 1)]

    def _find(self, values: Mapping[int, Raw]) -> tuple[int, str]:
        """Sheet row and id for the values of a row by column."""
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
                f"thiếu cột “{heading}” ở trang tính “{self._entries.sheet}”: "
                "hãy thêm lại cột này vào bảng rồi làm lại"
            )
        return column

    def _ambiguous(self, key: str, first: int, second: int) -> Exception:
        return self._refusal(
            f"có hai dòng cùng {self._key_heading} “{key}” (dòng {first} và dòng {second}) ở trang "
            f"tính “{self._entries.sheet}”: hãy xóa {self._key_heading} của dòng được chép "
            "sau rồi làm lại"
        )

    def _stored(self, number: int, column: int) -> str:
        return _text(self._entries.value(number, column))

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
            column != self.id_column and column not in self._formula_columns
            for column in self._entries.filled(number)
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
        (row_id,) = self.new_ids(1)
        return row_id

    def _give_id(self, number: int, row_id: str) -> None:
        if self._key_column == self.id_column:
            old = _key(self._ids.get(number))
            if self._rows.get(old) == number:
                del self._rows[old]
            self._rows[_key(row_id)] = number
        self._ids[number] = row_id
        self._note(number, row_id)
