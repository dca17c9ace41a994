"""What a check has to say: where → what is wrong → what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from validators.blocks import Raw

SHORTEST_ANSWER = 20
"""Characters that a Giải trình needs at least to count as an answer."""


class Severity(StrEnum):
    """How grave a finding is; ordered from the gravest by `rank`."""

    ERROR = "error"
    QUERY = "query"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The word that staff read."""
        return _LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


_LABELS = {
    Severity.ERROR: "Lỗi",
    Severity.QUERY: "Cần giải trình",
    Severity.NOTE: "Lưu ý",
}


def state_of(message: str, value: Raw) -> str:
    """Message and cell value together: what has to stay for an answer to stand."""
    if isinstance(value, datetime):
        value = value.date()
    return message if value is None else f"{message} [{value}]"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; its fields are the columns of tblKetQua and the keys of the JSON output.

    `cell` is empty where a finding concerns the whole workbook or a missing sheet. `row_key` and
    `heading` make the keys by which marks find their row and cell; `value` is what the cell held;
    `answer` is what staff wrote in Giải trình.
    """

    code: str
    severity: Severity
    regime: str
    sheet: str
    table: str
    cell: str
    column: str
    subject: str
    message: str
    remedy: str
    basis: str
    row_key: str = ""
    heading: str = ""
    value: Raw = None
    answer: str | None = None

    @property
    def answer_key(self) -> tuple[str, str]:
        """What an answer hangs on: rule code, and key of the cell, else of the row, else sheet."""
        return self.code, self.key_of_cell or self.key_of_row or self.sheet

    @property
    def explained(self) -> str | None:
        """The answer to a query, once it is long enough to count as one."""
        if self.severity is not Severity.QUERY or self.answer is None:
            return None
        return self.answer if len(self.answer.strip()) >= SHORTEST_ANSWER else None

    @property
    def state(self) -> str:
        """What an answer answers: it stands while the message and the cell's value stay."""
        return state_of(self.message, self.value)

    @property
    def where(self) -> str:
        """Where to look: "Đề nghị!H7", a whole sheet, or "Cả sổ"."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet or "Cả sổ"

    @property
    def summary(self) -> str:
        """The short text of the row's Kiểm tra cell: "Lỗi: Ngày sinh"."""
        return f"{self.severity.label}: {self.column}" if self.column else self.severity.label

    @property
    def key_of_row(self) -> str:
        """Key of the row: "tblDangKy|DK0001"; empty where no row is meant."""
        return f"{self.table}|{self.row_key}" if self.row_key else ""

    @property
    def key_of_cell(self) -> str:
        """Key of the cell: "tblDangKy|DK0001|Ngày sinh"; empty where no cell is meant."""
        return f"{self.key_of_row}|{self.heading}" if self.row_key and self.heading else ""
