"""A unit's slip as a workbook: built so that it works without any add-in, and read when it is back.

``python -m addin.book.slip`` rewrites the committed template, a slip for whatever unit writes its
name on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from xlsxwriter.worksheet import Worksheet

from addin.book import layout
from addin.book.canvas import Canvas
from addin.book.entry_sheets import Purpose, add_filled_sheet
from addin.book.layout import HEADING_ROW, Look
from addin.book.lists import closed_lists, in_brackets, slip_names
from addin.book.package import Package, open_package
from addin.book.port import Style
from addin.book.program_sheets import add_lists_sheet
from addin.book.reading import read_tables
from validators.blocks import Block, Raw
from validators.columns import Record
from validators.records import Movement, SettingRow, SlipHead, SlipRow
from validators.regimes import Regime, regime_on
from validators.slips import SLIP_TABLES, told_columns

TEMPLATE = Path(__file__).resolve().parents[2] / "xlsx_templates" / "phieu_don_vi.xlsx"

_TITLE = "PHIẾU THI ĐUA, KHEN THƯỞNG CỦA ĐƠN VỊ"
_STEPS = (
    "Mở từng trang dưới đây, ghi mỗi cá nhân, tập thể, hộ gia đình một dòng. Ô có mũi tên thì chọn "
    "trong danh sách; ngày gõ ngày/tháng/năm, ví dụ 05/02/2020.",
    "Dòng đã in sẵn là dòng xã đang có: đúng thì để nguyên, sai thì sửa thẳng vào ô.",
    "Muốn rút một dòng: xóa trắng cả dòng (bôi đen các ô của dòng rồi bấm phím Delete).",
    "Hết dòng trống thì ghi tiếp ngay dưới bảng. Chép từ nơi khác vào thì dán kiểu chỉ giá trị.",
    "Cột Kiểm tra ở đầu dòng nói dòng còn thiếu ô nào. Không sửa tên cột và cột Mã dòng.",
    "Lưu tệp rồi gửi về xã. Muốn sửa sau khi gửi thì sửa tiếp trên chính tệp này, lưu và gửi lại: "
    "xã lấy bản lưu sau cùng. Được đổi tên tệp; không đổi tên đơn vị.",
)
_UNIT_STEP = "Gõ tên đơn vị, đúng như tên xã đã khai, vào ô Đơn vị ở trên."


@dataclass(frozen=True)
class Slip:
    """What a slip is written with.

    `rows` by table are values by field, filled rows first; `known` are the rows of tblDongPhieu by
    field. A slip without a mark is for any unit.
    """

    unit: str
    year: int
    commune: str
    issued: str
    mark: str
    rows: Mapping[type[Record], Sequence[Mapping[str, Raw]]]
    movements: Sequence[str] = ()
    known: Sequence[Mapping[str, Raw]] = ()


@dataclass(frozen=True)
class ReturnedSlip:
    """A slip that came back: its tables by name, and when it was last saved ("" if not told)."""

    blocks: Mapping[str, Block]
    saved: str
    heads: list[dict[str, Raw]] = field(default_factory=list)


def lacking(model: type[Record], values: Mapping[str, Raw]) -> str:
    """What Kiểm tra of a slip says of a row: the first needed column that is empty."""
    told = [each.field for each in told_columns(model)]
    if all(values.get(name) is None for name in told):
        return ""
    missing = (each for each in told_columns(model) if each.required)
    return next((f"Thiếu {each.heading}" for each in missing if values.get(each.field) is None), "")


def lacking_formula(model: type[Record]) -> str:
    """`lacking` as a formula of the table."""

    def cell(heading: str) -> str:
        return f"{model.table}[[#This Row],[{in_brackets(heading)}]]"

    columns = told_columns(model)
    filled = "+".join(f'({cell(each.heading)}<>"")' for each in columns)
    said = '""'
    for each in reversed([each for each in columns if each.required]):
        said = f'IF({cell(each.heading)}="","Thiếu {each.heading}",{said})'
    return f'=IF({filled}=0,"",{said})'


SLIP = Purpose(
    SlipHead.sheet,
    lacking_formula,
    lacking,
    "Ô này tự báo cột còn thiếu của dòng. Không gõ vào đây.",
    has_findings=False,
)


def build_slip(slip: Slip, *regimes: Regime) -> bytes:
    """A slip as the bytes of an .xlsx file; the same content gives the same bytes."""
    canvas = Canvas()
    canvas.workbook.set_properties(
        {
            "title": "Phiếu thi đua, khen thưởng của đơn vị",
            "subject": f"{slip.unit} {slip.year}".strip(),
            "author": "Thi Đua",
            "created": layout.TEMPLATE_DATE,
        }
    )
    closed = closed_lists(
        *regimes, columns=[each for model in slip.rows for each in model.data_columns()]
    )
    listed = {Movement.table: list(slip.movements)}
    _add_cover(canvas, slip)
    for model, rows in slip.rows.items():
        add_filled_sheet(canvas, model, rows, SLIP)
    add_lists_sheet(canvas, closed | {Movement.sheet: listed[Movement.table]})
    _add_known(canvas, slip.known)
    for name, formula in slip_names(closed, listed):
        canvas.workbook.define_name(name, f"={formula}")
    return canvas.finished()


_FIRST, _LAST = 2, 6
_WIDTHS = {1: 2.0, 2: 36.0, 3: 9.0, 4: 24.0, 5: 20.0, 6: 13.0}
_TEXT_CHARACTERS = 92
_TEXT: Look = {"text_wrap": True, "valign": "vcenter", "indent": 1}
_BOX: Look = {"border": 1, "border_color": layout.LINE, "align": "left"}
_HEAD: Look = {**_TEXT, **_BOX, "bold": True, "font_size": 14}


def _add_cover(canvas: Canvas, slip: Slip) -> None:
    """The sheet Phiếu: whose slip it is, and what to do with it, on one page."""
    sheet = canvas.add_sheet(SlipHead.sheet)
    for column, width in _WIDTHS.items():
        sheet.set_column(column - 1, column - 1, width)
    sheet.set_row(1, 34)
    title = canvas.format({**layout.TITLE, "align": "center"})
    sheet.merge_range(1, _FIRST - 1, 1, _LAST - 1, _TITLE, title)
    _add_head(canvas, sheet, slip)
    row = HEADING_ROW + 3
    steps = _STEPS if slip.mark else (_UNIT_STEP, *_STEPS)
    _section(canvas, sheet, row, "VIỆC CẦN LÀM")
    for number, step in enumerate(steps, start=1):
        row += 1
        look = canvas.format(_TEXT)
        sheet.merge_range(row - 1, _FIRST - 1, row - 1, _LAST - 1, f"{number}. {step}", look)
        lines = layout.text_lines(step, _TEXT_CHARACTERS)
        sheet.set_row(row - 1, lines * layout.ROW_POINTS + 6)
    row += 2
    _section(canvas, sheet, row, "CÁC TRANG (bấm vào tên để mở)")
    for model in slip.rows:
        row += 1
        canvas.link(sheet, row, _FIRST, f"'{model.sheet}'!A1", model.sheet, layout.LINK)
        look = canvas.format(_TEXT)
        sheet.merge_range(row - 1, _FIRST, row - 1, _LAST - 1, layout.SHEETS[model.sheet], look)
    sheet.set_portrait()
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.protect("", {"select_locked_cells": True})
    sheet.activate()


def _add_head(canvas: Canvas, sheet: Worksheet, slip: Slip) -> None:
    """The table of one row that says whose slip it is; locked unless any unit may use it."""
    columns = SlipHead.columns()
    values: Mapping[str, Raw] = {
        "unit": slip.unit or None,
        "year": slip.year,
        "commune": slip.commune or None,
        "issued": slip.issued or None,
        "mark": slip.mark or None,
    }
    sheet.add_table(
        *(HEADING_ROW - 1, _FIRST - 1, HEADING_ROW, _FIRST - 2 + len(columns)),
        {
            "name": SlipHead.table,
            "style": None,
            "autofilter": False,
            "columns": [{"header": each.heading} for each in columns],
        },
    )
    sheet.set_row(HEADING_ROW, 30)
    for place, column in enumerate(columns, start=_FIRST):
        canvas.write(sheet, HEADING_ROW, place, column.heading, layout.ROLES[Style.HEADING])
        look = dict(_HEAD if column.field in ("unit", "year") else {**_TEXT, **_BOX})
        if not slip.mark and column.field == "unit":
            look |= {**layout.OPEN_CELL.look, "locked": False}
        canvas.write(sheet, HEADING_ROW + 1, place, values[column.field], look)


def _section(canvas: Canvas, sheet: Worksheet, row: int, title: str) -> None:
    look = {"bold": True, "font_color": "#FFFFFF", "bg_color": layout.TITLE_INK}
    cells = (row - 1, _FIRST - 1, row - 1, _LAST - 1)
    sheet.merge_range(*cells, f" {title}", canvas.format({**look, "valign": "vcenter"}))
    sheet.set_row(row - 1, 20)


def _add_known(canvas: Canvas, known: Sequence[Mapping[str, Raw]]) -> None:
    """The hidden sheet of the rows that the slip was written with."""
    sheet = canvas.add_sheet(SlipRow.sheet)
    columns = SlipRow.columns()
    rows = known or [{}]
    sheet.add_table(
        *(HEADING_ROW - 1, 0, HEADING_ROW - 1 + len(rows), len(columns) - 1),
        {
            "name": SlipRow.table,
            "style": None,
            "columns": [{"header": each.heading} for each in columns],
        },
    )
    text = canvas.format({"num_format": layout.TEXT_FORMAT})
    for row, values in enumerate(rows, start=HEADING_ROW):
        for place, column in enumerate(columns):
            sheet.write(row, place, values.get(column.field), text)
    sheet.hide()
    sheet.protect()


def read_slip(path: Path) -> ReturnedSlip:
    """A file that a unit has sent back.

    Raises BookRefused where it is no sound .xlsx, or no slip: a register, or any other workbook.
    """
    package = open_package(path)
    names = [*(model.table for model in SLIP_TABLES), SlipHead.table, SlipRow.table]
    if SettingRow.table in package.tables or SlipHead.table not in package.tables:
        raise package.refusal(
            "không phải phiếu đơn vị: hãy để trong thư mục này các phiếu mà đơn vị đã điền và gửi "
            "lại, giữ nguyên các trang của phiếu"
        )
    blocks = read_tables(package, names).blocks
    return ReturnedSlip(blocks, _saved_at(package), list(SlipHead.rows(blocks)))


_CORE = "docProps/core.xml"
_MODIFIED = "{http://purl.org/dc/terms/}modified"


def _saved_at(package: Package) -> str:
    """When a program last saved the file (ECMA-376 part 2, 11.1), as it is written there."""
    try:
        text = fromstring(package.read(_CORE)).findtext(_MODIFIED) if _CORE in package else ""
        saved = datetime.fromisoformat((text or "").strip())
    except (ParseError, DefusedXmlException, ValueError):
        return ""
    return f"{saved.astimezone(UTC) if saved.tzinfo else saved:%Y-%m-%d %H:%M:%S}"


def main() -> None:
    """Rewrite the committed template."""
    from addin.slips.issuing import blank_slip

    year = layout.TEMPLATE_YEAR
    TEMPLATE.write_bytes(build_slip(blank_slip(year), regime_on(date(year, 1, 1))))


if __name__ == "__main__":
    main()
