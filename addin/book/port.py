"""The port through which every job sees a workbook: a saved file, open Excel, open LibreOffice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from validators.blocks import Block, Raw
from validators.register import ForeignPart


class Style(StrEnum):
    """Roles that a cell of the program's own sheets can play; `layout.py` says how each looks.

    The value is the role's name in the workbook's palette: the sheet Danh mục keeps one cell of
    each role (defined name TD_KieuDang), so that a sheet written into a file which Excel or
    LibreOffice has saved since still finds its formats.
    """

    PLAIN = "thường"
    TEXT = "chữ"
    WRAPPED = "chữ xuống dòng"
    CENTRED = "chữ giữa"
    BOLD = "chữ đậm"
    INTEGER = "số nguyên"
    INTEGER_BOLD = "số nguyên đậm"
    MONEY = "tiền"
    SHARE = "tỷ lệ"
    DATE = "ngày"
    HEADING = "đầu cột"
    TITLE = "tên biểu"
    SUBTITLE = "dòng dưới tên biểu"
    NOTE = "ghi chú nghiêng"
    LABEL = "nhãn"
    TOTAL = "dòng cộng"
    LINK = "liên kết"
    ERROR = "mức lỗi"
    QUERY = "mức cần giải trình"
    ADVICE = "mức lưu ý"
    INPUT = "ô được gõ"
    SIGNATURE = "chỗ ký"
    HEADLINE = "tên biểu giữa trang"
    CENTRED_NOTE = "ghi chú giữa trang"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to be shown: its value, its role, and the place a click jumps to ("'Đăng ký'!H7")."""

    value: Raw = None
    style: Style = Style.TEXT
    link: str = ""


@dataclass
class SheetView:
    """The whole content of one of the program's own sheets.

    `rows` maps 1-based sheet rows to cells from column A on; a None leaves the place empty.
    `merges` are ranges such as "A1:H1"; `heights` are points by row; `widths` are characters by
    1-based column and, where given, replace the sheet's own. `table_rows` is the first and last
    sheet row (heading row included) of the sheet's table, if it holds one.
    """

    sheet: str
    rows: dict[int, Sequence[Cell | None]] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    table: str = ""
    table_rows: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Content:
    """What a book holds: the blocks of its tables by name, and parts that are no plain cells."""

    blocks: Mapping[str, Block]
    foreign_parts: tuple[ForeignPart, ...] = ()


class Book(Protocol):
    """A workbook: read whole tables, show the program's own sheets, fill and mend entry tables."""

    def read(self) -> Content:
        """All entry tables and program tables as they are now."""
        ...

    def show(self, views: Iterable[SheetView]) -> None:
        """Replace the content of the program's own sheets; entry sheets keep every value."""
        ...

    def fill(self, table: str, rows: Sequence[Mapping[str, Raw]]) -> list[str]:
        """Write rows into an entry table, values by heading; returns their row ids.

        A row whose Mã dòng (in tblThongTin: Mục) is already in the table changes the given cells
        of that row; "d" and the sheet row names a row without an id; None empties a cell. Any
        other row goes after the last filled one, and the table grows as needed. KeyError for an
        unknown table or heading; a Refusal, with nothing changed, where a row cannot be written
        without loss.
        """
        ...

    def add_rows(self, table: str, count: int) -> None:
        """Put empty rows at the end of an entry table, as those that it was built with.

        KeyError for an unknown table; a Refusal, with nothing changed, where something stands
        under it.
        """
        ...

    def restore(self) -> list[str]:
        """Put back lists, formats, marks and formulas that a paste took from the entry sheets.

        No value and nothing of the staff's own is touched. Returns what was put back, a line a
        sheet in words for staff; nothing where nothing was missing, and then nothing is written.
        """
        ...
