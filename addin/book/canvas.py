"""A workbook being built: sheets, each look made into one format, and a fixed outcome."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from addin.book import layout
from addin.book.layout import Look
from addin.book.port import Style
from addin.book.sheet_part import SheetPart
from validators.blocks import Raw

_EMPTY_TEXT = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(><f>[^<]*</f><v></v>)')
_TITLE_END = b"</dc:title>"


class Canvas:
    """XlsxWriter's workbook with the looks of `layout`; rows and columns here are 1-based."""

    def __init__(self) -> None:
        self._stream = io.BytesIO()
        self.workbook = Workbook(
            self._stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "default_format_properties": dict(layout.BASE),
                "default_row_height": round(layout.ROW_POINTS / 0.75),
                "default_column_width": 72,  # how XlsxWriter is told of digits 8 pixels wide
            },
        )
        self._formats: dict[frozenset[tuple[str, Any]], Format] = {}
        self._roles: dict[Style, Format] = {}
        self._below: dict[str, tuple[int, Sequence[Sequence[Raw]], Sequence[float]]] = {}

    def format(self, look: Look) -> Format:
        """The format of a look; equal looks share one."""
        key = frozenset(look.items())
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(dict(look))
        return self._formats[key]

    def write_role(self, sheet: Worksheet, row: int, column: int, value: Any, role: Style) -> None:
        """A constant, or with None an empty cell, in the look of a role."""
        if role not in self._roles:
            self._roles[role] = self.format(layout.ROLES[role])
        sheet.write(row - 1, column - 1, value, self._roles[role])

    def write_below(
        self,
        sheet: Worksheet,
        row: int,
        values: Sequence[Sequence[Raw]],
        points: Sequence[float],
    ) -> None:
        """Rows of values of so many points below a row, each cell in the look of that above it.

        For lists of tens of thousands of rows, over which XlsxWriter takes four times as long.
        """
        number = self.workbook.worksheets().index(sheet) + 1
        self._below[f"xl/worksheets/sheet{number}.xml"] = (row, values, points)

    def add_sheet(self, name: str) -> Worksheet:
        """A new sheet at the end, A4 across, with title and footer, not protected."""
        sheet = self.workbook.add_worksheet(name)
        if name in layout.TAB_COLOURS:
            sheet.set_tab_color(layout.TAB_COLOURS[name])
        sheet.set_paper(layout.A4)
        sheet.set_landscape()
        sheet.set_margins(**layout.MARGINS)
        sheet.set_footer(layout.FOOTER, {"scale_with_doc": False})
        sheet.hide_gridlines(2)
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, value: Any, look: Look) -> None:
        """A constant, or with None an empty cell of that look."""
        sheet.write(row - 1, column - 1, value, self.format(look))

    def link(
        self, sheet: Worksheet, row: int, column: int, place: str, text: str, look: Look
    ) -> None:
        """A cell that jumps to a place such as "'Đăng ký'!A1"."""
        sheet.write_url(row - 1, column - 1, f"internal:{place}", self.format(look), text)

    def finished(self) -> bytes:
        """The file. The same content gives the same bytes: no clock, no order by chance."""
        self.workbook.close()
        target = io.BytesIO()
        with zipfile.ZipFile(self._stream) as made, zipfile.ZipFile(target, "w") as out:
            for entry in made.infolist():
                data = made.read(entry)
                if entry.filename.startswith("xl/worksheets/sheet"):
                    # XlsxWriter leaves a formula's empty result without a type: a blank number.
                    data = _EMPTY_TEXT.sub(rb'\1 t="str"\2', data)
                    if entry.filename in self._below:
                        data = _with_rows_below(data, *self._below[entry.filename])
                elif entry.filename == "docProps/core.xml":
                    data = data.replace(_TITLE_END, _TITLE_END + b"<dc:language>vi</dc:language>")
                info = zipfile.ZipInfo(entry.filename, entry.date_time)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0  # else it tells Windows from Linux
                out.writestr(info, data)
        return target.getvalue()


def _with_rows_below(
    xml: bytes, number: int, values: Sequence[Sequence[Raw]], points: Sequence[float]
) -> bytes:
    part = SheetPart(xml)
    rows = part.rows()
    place = next(i for i, row in enumerate(rows) if row.number == number)
    styles = [cell.style for cell in rows[place].cells()]
    rows[place + 1 : place + 1] = (
        part.row(each, cells, styles, 0 if height == layout.ROW_POINTS else height)
        for each, (cells, height) in enumerate(zip(values, points, strict=True), start=number + 1)
    )
    part.set_rows(rows)
    return part.xml()
