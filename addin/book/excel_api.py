"""What xlwings' public interface lacks: the only calls to Excel's own object model.

Everything else about an open workbook goes through `xlwings` as it is documented. The engine of
the tests knows exactly the members used here and records each call.
"""

from __future__ import annotations

import atexit
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlwings as xw

from addin.book.cell_rules import CellRule, Demand

_DATE_ORDER = 32
"""XlApplicationInternational.xlDateOrder: 0 month first, 1 day first, 2 year first."""
_FILE_PICKER, _FOLDER_PICKER = 3, 4
"""MsoFileDialogType."""

_DEMANDS = {
    Demand.ANY: 0,
    Demand.WHOLE: 1,
    Demand.DECIMAL: 2,
    Demand.LIST: 3,
    Demand.DATE: 4,
}
"""XlDVType."""
_BETWEEN, _AT_LEAST = 1, 7
"""XlFormatConditionOperator."""
_STOP = 1
"""XlDVAlertStyle.xlValidAlertStop."""
_ALIGNMENTS = {"": 1, "left": -4131, "center": -4108}
"""XlHAlign, and XlVAlign:"""
_TOP = -4160
_AUTOMATIC, _NONE = -4105, -4142
"""XlColorIndex and XlUnderlineStyle."""
_CONTINUOUS, _THIN = 1, 2
"""XlLineStyle and XlBorderWeight."""

_REJECTED = frozenset({-2147418111, -2147417846, -2146777998})
"""RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER and VBA_E_IGNORE (0x800AC472): Excel takes no
call while a cell is being typed into or a dialog is open."""
_GONE = frozenset({-2147023174, -2147023170, -2147417848, -2147220995})
"""RPC_S_SERVER_UNAVAILABLE, RPC_S_CALL_FAILED, RPC_E_DISCONNECTED, CO_E_OBJNOTCONNECTED."""

_ATTEMPTS = 500
"""Times that xlwings repeats a call which Excel rejects; by default it does so for ever."""


def tame_xlwings() -> None:
    """Let calls fail that Excel rejects, and no Excel be killed when this process ends.

    By default xlwings repeats a rejected call until the clerk leaves the cell, with one processor
    at full load, and at exit ends every Excel of which it sees no workbook.
    """
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.N_COM_ATTEMPTS = _ATTEMPTS  # type: ignore[attr-defined]
        atexit.unregister(windows.cleanup)


def error_code(failure: BaseException) -> int | None:
    """The COM error behind a failure: its scode where Excel gives one, else its HRESULT."""
    code = getattr(failure, "hresult", None)
    details = getattr(failure, "excepinfo", None)
    if details and isinstance(details[-1], int) and details[-1]:
        return int(details[-1])
    return code if isinstance(code, int) else None


def is_rejected(failure: BaseException) -> bool:
    """Whether Excel took no call because a cell is being typed into or a dialog is open."""
    return error_code(failure) in _REJECTED or type(failure).__name__ == "ExcelBusyError"


def is_gone(failure: BaseException) -> bool:
    """Whether Excel has ended, or no longer answers at all."""
    return error_code(failure) in _GONE


def date_order(app: xw.App) -> str:
    """The order in which this PC reads dates: "mdy", "dmy" or "ymd"."""
    return ("mdy", "dmy", "ymd")[int(app.api.International(_DATE_ORDER))]


def count_filled(app: xw.App, cells: xw.Range) -> int:
    """Cells of an area that hold a value or a formula, filtered ones too."""
    return int(app.api.WorksheetFunction.CountA(cells.api))


def is_protected(sheet: xw.Sheet) -> bool:
    """Whether the cells of a sheet are protected."""
    return bool(sheet.api.ProtectContents)


def unprotect(sheet: xw.Sheet) -> None:
    """Take a protection without password away; one with a password stays.

    Without a password given Excel would ask the clerk for it.
    """
    sheet.api.Unprotect("")


def protect(sheet: xw.Sheet) -> None:
    """Protect a sheet as the template does (`program_sheets`)."""
    sheet.api.Protect(AllowFormattingColumns=True, AllowFormattingRows=True, AllowFiltering=True)


def forget_links(cells: xw.Range) -> None:
    """Take the hyperlinks of cells away and leave their looks."""
    cells.api.ClearHyperlinks()


def set_ink(cells: xw.Range, ink: str) -> None:
    """Give texts a colour, "" for the automatic one, neither underlined nor struck through."""
    font = cells.api.Font
    if ink:
        font.Color = _colour(ink)
    else:
        font.ColorIndex = _AUTOMATIC
    font.Underline, font.Strikethrough = _NONE, False


def align(cells: xw.Range, across: str) -> None:
    """Let what cells hold stand at their top: "left", "center", or "" as its kind does."""
    found = cells.api
    found.HorizontalAlignment = _ALIGNMENTS[across]
    found.VerticalAlignment = _TOP


def rule_off(cells: xw.Range, line: str) -> None:
    """Draw thin lines of a colour around each of the cells."""
    borders = cells.api.Borders
    borders.LineStyle, borders.Weight = _CONTINUOUS, _THIN
    borders.Color = _colour(line)


def set_rule(cells: xw.Range, rule: CellRule) -> None:
    """Give cells a data validation in the place of any that they have.

    The bounds are whole numbers, since Excel reads them in the grammar of its own language.
    """
    validation = cells.api.Validation
    validation.Delete()
    given: dict[str, Any] = {"Type": _DEMANDS[rule.demand], "AlertStyle": _STOP}
    given["Operator"] = _AT_LEAST if rule.high is None and rule.low is not None else _BETWEEN
    if rule.source:
        given["Formula1"] = f"={rule.source}"
    elif rule.low is not None:
        given["Formula1"] = str(rule.low)
    if rule.high is not None:
        given["Formula2"] = str(rule.high)
    validation.Add(**given)
    validation.IgnoreBlank = rule.blank
    validation.ErrorTitle, validation.ErrorMessage = rule.error
    validation.InputTitle, validation.InputMessage = rule.message
    validation.ShowError = rule.refuses


def _colour(text: str) -> int:
    """#RRGGBB as Excel's number of it."""
    red, green, blue = bytes.fromhex(text.removeprefix("#"))
    return red + (green << 8) + (blue << 16)


def save_copy(book: xw.Book, target: Path) -> None:
    """Save the workbook as it is now under another name; the open one stays what it is."""
    book.api.SaveCopyAs(str(target))


def is_read_only(book: xw.Book) -> bool:
    """Whether the workbook is open for reading only."""
    return bool(book.api.ReadOnly)


def protected_views(app: xw.App) -> int:
    """Windows in Protected View, whose workbooks no program can touch."""
    return int(app.api.ProtectedViewWindows.Count)


def choose_file(app: xw.App, title: str, suffixes: Sequence[str]) -> Path | None:
    """Excel's dialog for one file."""
    dialog = app.api.FileDialog(_FILE_PICKER)
    dialog.AllowMultiSelect = False
    dialog.Filters.Clear()
    dialog.Filters.Add(title, ";".join(f"*{suffix}" for suffix in suffixes))
    return _chosen(dialog, title)


def choose_folder(app: xw.App, title: str) -> Path | None:
    """Excel's dialog for a folder."""
    return _chosen(app.api.FileDialog(_FOLDER_PICKER), title)


def _chosen(dialog: Any, title: str) -> Path | None:
    dialog.Title = title
    return Path(dialog.SelectedItems(1)) if dialog.Show() else None
