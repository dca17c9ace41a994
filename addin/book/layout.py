"""What a built workbook looks like: rows, fonts, colours, sheet order, print set-up.

No spreadsheet library is needed here: a look is a mapping of XlsxWriter's format properties.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from textwrap import wrap
from typing import Any

from addin.book.port import Style
from addin.summary import QUARTER_SHEETS, YEAR_SHEET
from validators.columns import Column, Kind, Record
from validators.finding import Severity
from validators.records import (
    ENTRY_TABLES,
    Explanation,
    LogEntry,
    PaperText,
    PlanRow,
    Result,
    Sending,
    SettingRow,
    SlipRow,
)
from validators.settings import Share

TEMPLATE_VERSION = "1.1"
TEMPLATE_YEAR = 2026
"""The year of the committed template; `thidua new` builds one for the year it is asked for."""
TEMPLATE_DATE = datetime(2026, 1, 1)
"""Written as the date of creation, so that building twice gives the same bytes."""

Look = Mapping[str, Any]
"""Format properties by XlsxWriter's names."""

# Rows of every sheet that holds a table, 1-based.
TITLE_ROW, NOTE_ROW, BAND_ROW, HEADING_ROW, FIRST_ROW = range(1, 6)
LAST_ROW = 2006
"""Lists, formats and marks reach down to here, whatever the table's end."""

LONGEST_LIST = 100
"""Rows that a list of Danh mục may take."""

# Names that code and formulas find things by.
LISTS_SHEET = "Danh mục"
GUIDE_SHEET = "Hướng dẫn"
PALETTE_NAME = "TD_KieuDang"
VERSION_NAME = "TD_PhienBan"

SUMMARY_SHEETS = (*QUARTER_SHEETS, YEAR_SHEET)
SHEETS: Mapping[str, str] = {
    "Hướng dẫn": "Sổ thi đua, khen thưởng của xã",
    "Thông tin": "Thông tin chung của năm",
    "Đơn vị": "Các đơn vị của xã",
    "Phong trào": "Phong trào thi đua",
    "Đăng ký": "Đăng ký thi đua, khen thưởng",
    "Đề nghị": "Đề nghị khen thưởng",
    "Tập thể": "Số liệu năm của các tập thể",
    "Gia đình văn hóa": "Gia đình văn hóa theo xóm",
    "Lịch sử": "Danh hiệu, khen thưởng các năm trước",
    "Hội đồng": "Hội đồng Thi đua - Khen thưởng",
    "Cuộc họp": "Các phiên họp của Hội đồng",
    "Văn bản": "Văn bản trong năm",
    "Kế hoạch": "Nội dung kế hoạch thi đua năm",
    "Nội dung văn bản": "Lời văn của các văn bản trong năm",
    "Giấy khen": "Chỗ in trên phôi giấy khen",
    "Tiến độ": "Tiến độ công việc theo quý",
    "Phân công": "Phân công nhiệm vụ",
    "Nơi nhận": "Nơi nhận văn bản",
    "Cụm thi đua": "Bảng chấm điểm của cụm thi đua",
    "Quý I": "Tổng hợp quý I",
    "Quý II": "Tổng hợp quý II và 6 tháng đầu năm",
    "Quý III": "Tổng hợp quý III",
    "Quý IV": "Tổng hợp quý IV",
    "Cả năm": "Tổng hợp cả năm",
    "Kết quả kiểm tra": "Kết quả kiểm tra",
    "Giải trình": "Giải trình đã ghi nhận",
    "Nhật ký": "Nhật ký làm việc của chương trình",
    "Lần gửi": "Các lần gửi sổ lên cấp trên",
    "Dòng phiếu": "Những dòng đã nhận từ phiếu đơn vị",
    "Danh mục": "Danh mục dùng cho các ô chọn",
}
"""Every sheet in the order of the tabs, with its title in plain words."""

HIDDEN_SHEETS = frozenset({Explanation.sheet, Sending.sheet, SlipRow.sheet})
PROTECTED_SHEETS = frozenset({*SUMMARY_SHEETS, Result.sheet, LogEntry.sheet, LISTS_SHEET})
"""A guard against slips, without a password. Never an entry sheet: Excel would then refuse to
sort it, and its table could not grow."""

NOT_CHECKED = "Chưa kiểm tra. Bấm Kiểm tra trên dải lệnh Thi Đua để xem các lỗi cần sửa."
"""What Kết quả kiểm tra says before the first check, and when its findings were taken away."""

UNSORTED_TABLES = frozenset({SettingRow.table, PlanRow.table, PaperText.table})
"""Tables whose order means something: no filter buttons that offer to sort them."""


def prebuilt_rows(model: type[Record]) -> int:
    """Empty rows that an entry table begins with; more would print as blank pages."""
    return 80 if model is PlanRow else 40


# Fonts. Decree 30/2020 asks for Times New Roman in papers, so what is printed from a sheet looks
# like them; every Windows has it, with all Vietnamese letters, and staff are used to it.
FONT = "Times New Roman"
BASE: Look = {"font_name": FONT, "font_size": 12, "font_family": 1, "font_scheme": False}
ROW_POINTS = 15.75
TITLE_POINTS = 27
DIGIT_PIXELS = 8
"""Width of a digit of the base font, in which Excel counts column widths."""


@dataclass(frozen=True)
class Shade:
    """A background with the colour of its text, both #RRGGBB."""

    fill: str
    ink: str

    @property
    def look(self) -> dict[str, Any]:
        """As format properties."""
        return {"bg_color": self.fill, "font_color": self.ink}


MARKS: Mapping[Severity, Shade] = {
    Severity.ERROR: Shade("#FFC7CE", "#7A0010"),
    Severity.QUERY: Shade("#FFE08A", "#5C4300"),
    Severity.NOTE: Shade("#CFE2F8", "#12366B"),
}
STALE = Shade("#D9D9D9", "#3A3A3A")
"""A marked cell whose value has changed since it was checked."""

TITLE_INK = "#1F3864"
QUIET_INK = "#595959"
LINK_INK = "#0B4FA0"
LINE = "#BFBFBF"

HEADINGS = Shade("#DCE3EC", "#1F1F1F")
BANDS: tuple[tuple[Shade, Shade], ...] = (
    (Shade("#1F4E79", "#FFFFFF"), Shade("#DDEBF7", "#1F1F1F")),
    (Shade("#3B6323", "#FFFFFF"), Shade("#E2EFDA", "#1F1F1F")),
    (Shade("#833C0B", "#FFFFFF"), Shade("#FBE5D6", "#1F1F1F")),
    (Shade("#5B2C6F", "#FFFFFF"), Shade("#EADCF4", "#1F1F1F")),
    (Shade("#0B5345", "#FFFFFF"), Shade("#D5F0EA", "#1F1F1F")),
    (Shade("#6B5200", "#FFFFFF"), Shade("#FFF2CC", "#1F1F1F")),
)
"""Colour of a group's band and of its headings, by the group's place in the table."""

OPEN_CELL = Shade("#FFFBE6", "#1F1F1F")
"""A cell of a program's sheet in which staff may type."""

TAB_COLOURS: Mapping[str, str] = {
    GUIDE_SHEET: "#1F3864",
    **{model.sheet: "#2E75B6" for model in ENTRY_TABLES},
    **dict.fromkeys(SUMMARY_SHEETS, "#548235"),
    **{model.sheet: "#C55A11" for model in (Result, Explanation, LogEntry, Sending, SlipRow)},
    LISTS_SHEET: "#7F7F7F",
}

_BOX: Look = {"border": 1, "border_color": LINE}
_TOP: Look = {"valign": "top"}
_WRAP: Look = {"text_wrap": True, "valign": "top"}
_CENTRE: Look = {"align": "center", "valign": "vcenter"}

DATE_FORMAT = "dd/mm/yyyy"
BIRTH_FORMAT = f"[>2100]{DATE_FORMAT};0"
"""Shows 1980 as a year; as a plain date it would read 02/06/1905."""
AMOUNT_FORMAT = "[<1000]General;#,##0"
COUNT_FORMAT = '#,##0;-#,##0;"-"'
"""Shows 0 as the dash by which statistics say that nothing occurred."""
SHARE_FORMAT = "0.##%"
TEXT_FORMAT = "@"
"""Keeps "001" as typed, and text that begins with "-" or "+" from becoming a formula."""

TITLE: Look = {"bold": True, "font_size": 16, "font_color": TITLE_INK, "valign": "vcenter"}
NOTE: Look = {"italic": True, "font_color": QUIET_INK, "valign": "vcenter"}
LINK: Look = {"font_color": LINK_INK, "underline": 1, "valign": "vcenter"}
QUIET: Look = {"font_color": QUIET_INK, "font_size": 10}

_NUMBER_FORMATS: Mapping[Kind, str] = {
    Kind.TEXT: TEXT_FORMAT,
    Kind.PROSE: TEXT_FORMAT,
    Kind.CHOICE: TEXT_FORMAT,
    Kind.ROW_ID: TEXT_FORMAT,
    Kind.DATE: DATE_FORMAT,
    Kind.BIRTH_DATE: BIRTH_FORMAT,
    Kind.INTEGER: "0",
    Kind.NUMBER: AMOUNT_FORMAT,
    Kind.FORMULA: "General",
}
_CENTRED_KINDS = frozenset({Kind.DATE, Kind.BIRTH_DATE})


def column_look(column: Column) -> dict[str, Any]:
    """How the cells of an entry column look, those below the table included."""
    look: dict[str, Any] = {"num_format": _NUMBER_FORMATS[column.kind], **_WRAP}
    if column.kind in _CENTRED_KINDS or column.heading == "STT":
        look["align"] = "center"
    if column.kind is Kind.ROW_ID:
        look |= QUIET
    return look


def cell_look(column: Column) -> dict[str, Any]:
    """How a cell of the table itself looks: ruled too, since LibreOffice draws no table style."""
    return {**column_look(column), **_BOX}


def setting_look(item: Column) -> dict[str, Any]:
    """How the value of a setting looks."""
    form = SHARE_FORMAT if item.annotation == Share else _NUMBER_FORMATS[item.kind]
    return {"num_format": form, "align": "left", **_WRAP, **_BOX}


def heading_look(column: Column, shade: Shade = HEADINGS) -> dict[str, Any]:
    """A heading; those of required columns are bold."""
    return {**shade.look, "bold": column.required, "text_wrap": True, **_CENTRE, **_BOX}


def group_shades(columns: tuple[Column, ...]) -> dict[str, tuple[Shade, Shade]]:
    """Band and heading colours of each column group of a table."""
    groups = dict.fromkeys(each.group for each in columns if each.group)
    return dict(zip(groups, BANDS, strict=False))


@lru_cache(maxsize=1 << 10)
def text_lines(text: str, width: float) -> int:
    """Lines that a text takes in a column so many characters wide, its own breaks included."""
    room = max(1, int(width))
    return sum(
        1 if len(line.expandtabs()) <= room else len(wrap(line, room)) for line in text.split("\n")
    )


def heading_points(columns: tuple[Column, ...]) -> float:
    """Height of a heading row in which every heading has room, filter buttons included."""
    lines = max(-(-len(each.heading) * 1.1 // (each.width - 2)) for each in columns)
    return float(max(2, lines) * ROW_POINTS + 6)


ROLES: Mapping[Style, Look] = {
    Style.PLAIN: {},
    Style.TEXT: {**_TOP, **_BOX},
    Style.WRAPPED: {**_WRAP, **_BOX},
    Style.CENTRED: {"align": "center", **_TOP, **_BOX},
    Style.BOLD: {"bold": True, **_WRAP, **_BOX},
    Style.INTEGER: {"num_format": COUNT_FORMAT, "align": "center", **_TOP, **_BOX},
    Style.INTEGER_BOLD: {
        "num_format": COUNT_FORMAT,
        "bold": True,
        "align": "center",
        **_TOP,
        **_BOX,
    },
    Style.MONEY: {"num_format": "#,##0", "align": "right", **_TOP, **_BOX},
    Style.SHARE: {"num_format": "0.0%", "align": "center", **_TOP, **_BOX},
    Style.DATE: {"num_format": DATE_FORMAT, "align": "center", **_TOP, **_BOX},
    Style.HEADING: {**HEADINGS.look, "bold": True, "text_wrap": True, **_CENTRE, **_BOX},
    Style.TITLE: TITLE,
    Style.SUBTITLE: {"bold": True, "valign": "vcenter"},
    Style.NOTE: NOTE,
    Style.LABEL: {"bold": True, "valign": "vcenter"},
    Style.TOTAL: {
        "num_format": COUNT_FORMAT,
        "bold": True,
        "bg_color": "#EDEDED",
        "align": "center",
        "valign": "top",
        "border": 1,
        "border_color": LINE,
    },
    Style.LINK: {"font_color": LINK_INK, "underline": 1, **_TOP, **_BOX},
    Style.ERROR: {**MARKS[Severity.ERROR].look, "bold": True, **_TOP, **_BOX},
    Style.QUERY: {**MARKS[Severity.QUERY].look, "bold": True, **_TOP, **_BOX},
    Style.ADVICE: {**MARKS[Severity.NOTE].look, "bold": True, **_TOP, **_BOX},
    Style.INPUT: {**OPEN_CELL.look, "locked": False, "num_format": TEXT_FORMAT, **_WRAP, **_BOX},
    Style.SIGNATURE: {"bold": True, "align": "center", "valign": "vcenter"},
    Style.HEADLINE: {"bold": True, "font_size": 14, **_CENTRE},
    Style.CENTRED_NOTE: {"italic": True, **_CENTRE},
}
"""How each role of the program's own sheets looks."""

# Paper, as XlsxWriter counts: paper size 9 is A4, margins are inches.
A4 = 9
MARGINS = {"left": 0.5, "right": 0.4, "top": 0.5, "bottom": 0.6}
A4_LANDSCAPE_POINTS = 841.9
FOOTER = "&L&10&A&R&10Trang &P/&N"


def print_scale(columns: tuple[Column, ...]) -> int:
    """Per cent at which these columns fill the width of a landscape page."""
    pixels = sum(each.width * DIGIT_PIXELS + 5 for each in columns)
    room = A4_LANDSCAPE_POINTS - 72 * (MARGINS["left"] + MARGINS["right"])
    return min(100, int(97 * room / (pixels * 0.75)))


# Summary sheets: the block that the chart reads, and the chart's place. The program fills the
# block and writes its tables from SUMMARY_TABLES_ROW on.
CHART_HEADING_ROW = 8
CHART_FIRST_ROW = 9
CHART_CELL, CHART_ROWS, CHART_PIXELS_WIDE = "I6", 13, 520
SUMMARY_TABLES_ROW = 20
SUMMARY_WIDTHS = {1: 10.5, **dict.fromkeys(range(2, 8), 9.0), **dict.fromkeys(range(8, 51), 5.0)}
"""The first column is narrow enough for STT, B to D together hold a unit's name."""
CHART_COLOURS = ("#2E75B6", "#C55A11", "#548235")
