"""The cells of the document in front, for the program: whole blocks in, whole blocks out.

An area is a list [sheet, first row, first column, last row, last column], 1-based.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uno

# com.sun.star.sheet.CellFlags
VALUE, DATETIME, STRING, ANNOTATION, FORMULA, HARDATTR = 1, 2, 4, 8, 16, 32
EDITATTR, FORMATTED = 256, 512
CONTENT = VALUE | DATETIME | STRING | FORMULA
EVERYTHING = CONTENT | ANNOTATION | HARDATTR | EDITATTR | FORMATTED
"""But for drawings, which a chart is."""

DEFINED, DATE, TIME, LOGICAL = 1, 2, 4, 1024
"""Bits of com.sun.star.util.NumberFormat."""
ERRORS = 4
"""Of com.sun.star.sheet.FormulaResult."""
POINT = 2540 / 72
"""In hundredths of a millimetre."""
THIN = 26
"""Width of a thin line, in the same."""

XLSX = "Calc MS Excel 2007 XML"
"""The format of documents that were never saved."""

LOOK = tuple(
    sorted(
        [
            *("CellBackColor", "CellProtection", "CellStyle", "CharColor", "CharFontName"),
            *("CharHeight", "CharPosture", "CharStrikeout", "CharUnderline", "CharWeight"),
            *("HoriJustify", "IsTextWrapped", "NumberFormat", "Orientation", "ParaIndent"),
            *("RotateAngle", "ShrinkToFit", "VertJustify"),
            *("BottomBorder2", "LeftBorder2", "RightBorder2", "TopBorder2"),
        ]
    )
)
"""What makes the look of a cell, in the order that setPropertyValues asks for."""

_NOT_CODES = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DAY_CODES = re.compile(r"[dy]", re.IGNORECASE)


class Cells:
    """The sheets of one spreadsheet document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._label = ""
        self._opened: list[Any] = []
        self._changed = False
        self._still = False
        self._left = ""
        self._calculates = True

    def _range(self, area: list[Any]) -> Any:
        sheet, top, left, bottom, right = area
        found = self._document.Sheets.getByName(sheet)
        return found.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)

    # Reading

    def outline(self, version: str) -> dict[str, Any]:
        """Name, path, sheets, tables, what the cell of a name says, and how days are counted."""
        document = self._document
        names = document.Sheets.ElementNames
        tables = []
        for name in document.DatabaseRanges.ElementNames:
            table = document.DatabaseRanges.getByName(name)
            cells = _area(table.DataArea)
            heads, totals = table.ContainsHeader, table.TotalsRow
            tables.append([name, names[table.DataArea.Sheet], *cells, heads, totals])
        url = document.URL
        zero = document.NullDate
        return {
            "name": document.getTitle(),
            "path": uno.fileUrlToSystemPath(url) if url.startswith("file:") else None,
            "read_only": document.isReadonly(),
            "sheets": list(names),
            "tables": tables,
            "version": self._named(version),
            "day_zero": [zero.Year, zero.Month, zero.Day],
            "session": "{}|{}".format(os.getpid(), document.RuntimeUID),  # noqa: UP032
        }

    def _named(self, name: str) -> Any:
        """The value of the cell of a name, None where there is none."""
        names = self._document.NamedRanges
        cells = names.getByName(name).getReferredCells() if names.hasByName(name) else None
        return None if cells is None else cells.getDataArray()[0][0]

    def save(self) -> None:
        """Save the document where it lies."""
        self._document.store()

    def save_copy(self, path: str) -> None:
        """Save the document as it is now elsewhere; it stays what it is."""
        kind = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        filters = [each.Value for each in self._document.getArgs() if each.Name == "FilterName"]
        kind.Name, kind.Value = "FilterName", filters[0] if self._document.URL else XLSX
        self._document.storeToURL(uno.systemPathToFileUrl(path), (kind,))

    def last_cells(self, sheets: list[str]) -> list[list[int]]:
        """Of each sheet the last row and the last column that hold anything; 0, 0 if none do."""
        found = []
        for sheet in sheets:
            filled = self._document.Sheets.getByName(sheet).queryContentCells(CONTENT)
            corners = [_area(each)[2:] for each in filled.RangeAddresses]
            found.append([max(each, default=0) for each in zip(*corners)] or [0, 0])  # noqa: B905
        return found

    def values(self, areas: list[list[Any]]) -> list[dict[str, Any]]:
        """The values of areas, and where they are days, truth values and errors."""
        kinds: dict[int, str] = {}
        return [self._values(self._range(area), kinds) for area in areas]

    def _values(self, cells: Any, kinds: dict[int, str]) -> dict[str, Any]:
        found: dict[str, Any] = {"rows": cells.getDataArray(), "day": [], "truth": []}
        groups = cells.getUniqueCellFormatRanges()
        for number in range(groups.Count):
            group = groups.getByIndex(number)
            key = group.NumberFormat
            if key not in kinds:
                kinds[key] = _kind(self._document.NumberFormats.getByKey(key))
            if kinds[key]:
                found[kinds[key]] += [_area(each) for each in group.RangeAddresses]
        found["errors"] = [
            [row, column, self._error(cells, row, column)]
            for each in cells.queryFormulaCells(ERRORS).RangeAddresses
            for row in range(each.StartRow + 1, each.EndRow + 2)
            for column in range(each.StartColumn + 1, each.EndColumn + 2)
        ]
        return found

    def _error(self, cells: Any, row: int, column: int) -> int:
        cell = cells.Spreadsheet.getCellByPosition(column - 1, row - 1)
        return int(cell.getError())

    def formulas(self, areas: list[list[Any]]) -> list[list[Any]]:
        """The formulas of areas in LibreOffice's grammar: blocks of nothing but formulas."""
        found = []
        for area in areas:
            blocks = self._range(area).queryContentCells(FORMULA)
            found.append(
                [
                    [*_area(block.RangeAddress), block.getFormulaArray()]
                    for block in (blocks.getByIndex(number) for number in range(blocks.Count))
                ]
            )
        return found

    # Writing

    def traits(self, areas: list[list[Any]], forms: list[str]) -> list[dict[str, Any]]:
        """What the cells of each area share; number formats as one of the given codes of Excel."""
        known = {self._key(code): code for code in forms}
        marked: dict[str, list[Any]] = {}
        found = []
        for area in areas:
            if area[0] not in marked:
                marked[area[0]] = _marked_ranges(self._document.Sheets.getByName(area[0]))
            found.append(
                dict(_traits(self._range(area), known), marks=_marks(area, marked[area[0]]))
            )
        return found

    def _key(self, code: str) -> int:
        """LibreOffice's number of a format of Excel, which it knows as soon as it has read one."""
        formats, own = self._document.NumberFormats, _locale("", "")
        if code == "General":
            return int(formats.getStandardIndex(own))
        return int(formats.addNewConverted(code, _locale("en", "US"), own))

    # Writing

    def put(self, area: list[Any], rows: list[list[Any]], days: list[list[int]]) -> None:
        """Write numbers, texts as they are, and "" for an empty cell; `days` are ranges of days."""
        cells = self._writable(area)
        with self._unmeasured(area[0]):
            self._prepare(cells, rows)
            cells.setDataArray(tuple(map(tuple, rows)))
        for each in days:
            self._show_days(self._range([area[0], *each]))

    def _show_days(self, cells: Any) -> None:
        """Give cells whose format shows no days one that does."""
        formats = self._document.NumberFormats
        groups = cells.getUniqueCellFormatRanges()
        for group in [groups.getByIndex(number) for number in range(groups.Count)]:
            if _kind(formats.getByKey(group.NumberFormat)) != "day":
                group.NumberFormat = self._key("dd/mm/yyyy")

    def _prepare(self, cells: Any, rows: list[list[Any]]) -> None:
        """Change by itself every cell that is emptied, filled or no formula any more.

        When a whole block is undone, LibreOffice 7.4 leaves what stands in cells that were empty,
        and may end over formulas; when it is done again, it leaves what stands in cells that
        become empty. Those that are emptied it can clear together.
        """
        emptied = []
        for number, (before, after) in enumerate(zip(cells.getFormulaArray(), rows)):  # noqa: B905
            for column, (old, new) in enumerate(zip(before, after)):  # noqa: B905
                if (old == "" and new != "") or old[:1] in ("=", "{"):
                    cells.getCellByPosition(column, number).setString("" if new == "" else ".")
                elif old != "" and new == "":
                    emptied.append(cells.getCellByPosition(column, number).RangeAddress)
        if emptied:
            self._gathered(emptied).clearContents(CONTENT)

    def put_formulas(self, area: list[Any], rows: list[list[str]]) -> None:
        """Write formulas in LibreOffice's grammar.

        One by one: LibreOffice 7.4 may end when a block of formulas is undone.
        """
        cells = self._writable(area)
        for number, row in enumerate(rows):
            for column, formula in enumerate(row):
                cells.getCellByPosition(column, number).setFormula(formula)

    def put_links(self, area: list[Any], links: list[Any]) -> None:
        """Write links [text, address] down one column; None leaves a cell as it is."""
        cells = self._writable(area)
        with self._unmeasured(area[0]):
            for number, link in enumerate(links):
                if link is not None:
                    cell = cells.getCellByPosition(0, number)
                    field = self._document.createInstance("com.sun.star.text.TextField.URL")
                    field.Representation, field.URL = link
                    cell.setString("")
                    cell.insertTextContent(cell.createTextCursor(), field, False)

    def _is_open(self, sheet: str) -> bool:
        """Whether a sheet is one of the program's own, whose rows it measures itself."""
        return any(each.Name == sheet for each in self._opened)

    @contextmanager
    def _unmeasured(self, sheet: str) -> Iterator[None]:
        """Let a sheet of the program keep the heights of its rows for the moment."""
        self._document.IsAdjustHeightEnabled = not self._is_open(sheet)
        try:
            yield
        finally:
            self._document.IsAdjustHeightEnabled = True

    def clear(self, area: list[Any]) -> None:
        """Empty cells of contents, notes, merges and looks."""
        cells = self._writable(area)
        cells.merge(False)
        cells.clearContents(EVERYTHING)

    def dress(self, sheet: str, palette: str, looks: list[list[Any]]) -> None:
        """Give ranges the look of the palette's cell that holds a name: [name, ranges]."""
        self._changed = True
        samples = self._document.NamedRanges.getByName(palette).getReferredCells()
        names = [str(row[0]) for row in samples.getDataArray()]
        with self._unmeasured(sheet):
            for name, ranges in looks:
                if name in names:
                    sample = samples.getCellByPosition(0, names.index(name))
                    targets = self._ranges(sheet, ranges)
                    if sample.ConditionalFormat.Count:
                        self._set_marks(targets, sample)
                    targets.setPropertyValues(LOOK, sample.getPropertyValues(LOOK))

    def _ranges(self, sheet: str, ranges: list[list[int]]) -> Any:
        return self._gathered([self._range([sheet, *each]).RangeAddress for each in ranges])

    def _gathered(self, addresses: list[Any]) -> Any:
        made = self._document.createInstance("com.sun.star.sheet.SheetCellRanges")
        made.addRangeAddresses(tuple(addresses), True)
        return made

    def arrange(self, sheet: str, merges: list[Any], heights: list[Any], widths: list[Any]) -> None:
        """Merge ranges; heights [first row, last row, points], widths [column, millimetres/100]."""
        self._changed = True
        found = self._document.Sheets.getByName(sheet)
        for cells in merges:
            self._range([sheet, *cells]).merge(True)
        for first, last, points in heights:
            rows = found.getCellRangeByPosition(0, first - 1, 0, last - 1).Rows
            rows.Height = round(points * POINT)
        for column, width in widths:
            found.Columns.getByIndex(column - 1).Width = width

    def resize(self, table: str, cells: list[int]) -> None:
        """Put a table's frame over other cells of its sheet."""
        self._changed = True
        found = self._document.DatabaseRanges.getByName(table)
        address = found.DataArea
        address.StartRow, address.StartColumn = cells[0] - 1, cells[1] - 1
        address.EndRow, address.EndColumn = cells[2] - 1, cells[3] - 1
        found.setDataArea(address)

    def fit_rows(self, sheet: str, first: int, last: int) -> None:
        """Make rows as high as what they hold, now and whenever that changes."""
        self._changed = True
        found = self._document.Sheets.getByName(sheet)
        rows = found.getCellRangeByPosition(0, first - 1, 0, last - 1).Rows
        rows.OptimalHeight = True

    def copy_down(self, area: list[Any], count: int) -> None:
        """Give rows below a one-row area its looks, lists and marks."""
        sheet, top, left, _, right = area
        for column in range(left, right + 1):
            cells = self._writable([sheet, top + 1, column, top + count, column])
            sample = self._range([sheet, top, column, top, column])
            # First, since undoing what follows gives the cells back what they had here.
            self._spread_marks(cells, sample)
            cells.setPropertyValues(LOOK, sample.getPropertyValues(LOOK))
            cells.Validation = sample.Validation

    def remake(self, area: list[Any], make: dict[str, Any], marked: list[Any] | None) -> None:
        """Make cells as they were built, with the marks of a cell."""
        cells = self._writable(area)
        if marked:
            self._spread_marks(cells, self._range(marked))
        look = self._look(make)
        cells.setPropertyValues(tuple(sorted(look)), tuple(look[name] for name in sorted(look)))
        if make["rule"]:
            cells.Validation = _validation(cells.Validation, make["rule"])

    def _look(self, make: dict[str, Any]) -> dict[str, Any]:
        """The properties of `LOOK` for cells of an entry column, but for their protection."""
        line = uno.createUnoStruct("com.sun.star.table.BorderLine2")
        line.Color, line.OuterLineWidth, line.LineWidth = _colour(make["line"]), THIN, THIN
        sides = ("BottomBorder2", "LeftBorder2", "RightBorder2", "TopBorder2")
        across = {"": "STANDARD", "left": "LEFT", "center": "CENTER"}[make["align"]]
        return {
            **dict.fromkeys(sides, line),
            "CellBackColor": -1,
            "CellStyle": "Default",
            "CharColor": _colour(make["ink"]) if make["ink"] else -1,
            "CharFontName": make["font"],
            "CharHeight": make["size"],
            "CharPosture": uno.Enum("com.sun.star.awt.FontSlant", "NONE"),
            "CharStrikeout": 0,
            "CharUnderline": 0,
            "CharWeight": 100.0,
            "HoriJustify": uno.Enum("com.sun.star.table.CellHoriJustify", across),
            "IsTextWrapped": True,
            "NumberFormat": self._key(make["number_format"]),
            "Orientation": uno.Enum("com.sun.star.table.CellOrientation", "STANDARD"),
            "ParaIndent": 0,
            "RotateAngle": 0,
            "ShrinkToFit": False,
            "VertJustify": 1,
        }

    def _spread_marks(self, cells: Any, sample: Any) -> None:
        """Let the conditional formats that lie over a cell lie over others too.

        This is not undone with the job: LibreOffice would forget such formats altogether.
        """
        if cells.RangeAddress.Sheet != sample.RangeAddress.Sheet:
            self._set_marks(cells, sample)
            return
        here, there = _area(cells.RangeAddress), _area(sample.RangeAddress)
        for each in cells.Spreadsheet.ConditionalFormats.getConditionalFormats():
            addresses = each.Range.RangeAddresses
            ranges = [_area(address) for address in addresses]
            if _covered(there, ranges) and _covered(here, ranges) < _size(here):
                reach = self._document.createInstance("com.sun.star.sheet.SheetCellRanges")
                reach.addRangeAddresses((*addresses, cells.RangeAddress), True)
                self._set_marks(reach, sample)

    def _set_marks(self, cells: Any, sample: Any) -> None:
        undo = self._document.UndoManager
        undo.lock()
        try:
            cells.ConditionalFormat = sample.ConditionalFormat
        finally:
            undo.unlock()

    def _writable(self, area: list[Any]) -> Any:
        self._changed = True
        return self._range(area)

    # One job

    def begin(self, label: str, sheets: list[str]) -> str:
        """Let the screen stand still and open sheets; the first job of a press starts its undo.

        Returns the name of a sheet that a password keeps closed, "" where there is none.
        """
        document = self._document
        self._still = True
        self._calculates = document.isAutomaticCalculationEnabled()
        document.lockControllers()
        document.enableAutomaticCalculation(False)
        if not self._label:
            self._label = label
            self._changed = False
            document.UndoManager.enterUndoContext(label)
        for name in sheets:
            sheet = document.Sheets.getByName(name)
            if sheet.isProtected():
                self._changed = True
                sheet.unprotect("")
                if sheet.isProtected():
                    return name
            self._opened.append(sheet)
        return ""

    def end(self, keep: bool) -> None:
        """End a job; unless it is kept, everything is as before the button was pressed."""
        for sheet in self._opened:
            sheet.protect("")
        self._opened = []
        if not keep:
            self._close(keep)
        self._document.enableAutomaticCalculation(self._calculates)
        self._document.calculateAll()
        self._document.unlockControllers()
        self._still = False

    def release(self, keep: bool) -> str:
        """End a press; unless it is kept, "back" or "half" says what is left of it, "" nothing.

        A job that nobody ended is not kept in any case.
        """
        if self._still:
            self.end(keep=False)
        elif self._label:
            self._close(keep)
        return self._left

    def _close(self, keep: bool) -> None:
        """Close the one step of undo, and take it back unless it is kept."""
        label, self._label = self._label, ""
        undo = self._document.UndoManager
        undo.leaveUndoContext()
        if not keep and self._changed:
            self._left = self._take_back(undo, label)

    def _take_back(self, undo: Any, label: str) -> str:
        if not undo.isUndoPossible() or undo.getCurrentUndoActionTitle() != label:
            return "half"
        undo.undo()
        undo.clearRedo()
        return "back"


def _area(address: Any) -> list[int]:
    """First row, first column, last row, last column, 1-based."""
    return [
        address.StartRow + 1,
        address.StartColumn + 1,
        address.EndRow + 1,
        address.EndColumn + 1,
    ]


def _kind(form: Any) -> str:
    """What a number format makes of numbers: "day", "truth" or nothing but numbers."""
    if form.Type & LOGICAL:
        return "truth"
    if form.Type & (DATE | TIME):
        return "day"
    # A format of several parts, such as that of days of birth, is of no kind.
    several = form.Type == DEFINED
    return "day" if several and _DAY_CODES.search(_NOT_CODES.sub("", form.FormatString)) else ""


def _traits(cells: Any, known: dict[int, str]) -> dict[str, Any]:
    """Number format, one of the known codes where it is one, and list."""
    names = ("NumberFormat", "Validation")
    form, validation = cells.getPropertyValues(names)
    differ = [state.value == "AMBIGUOUS_VALUE" for state in cells.getPropertyStates(names)]
    return {
        "number_format": None if differ[0] else known.get(form, str(form)),
        "validation": None if differ[1] else _kind_of_rule(validation),
    }


def _kind_of_rule(validation: Any) -> str:
    """What tells a rule apart: "list:=" and its source, what it demands, "" where it has none."""
    kind = validation.Type.value.lower() if validation is not None else "any"
    if kind == "list":
        return "list:=" + str(validation.getFormula1())
    silent = validation is None or not validation.InputMessage
    return "" if kind == "any" and silent else str(kind)


def _validation(found: Any, rule: dict[str, Any]) -> Any:
    """A range's validation, made to ask what a rule does."""
    bounds = [str(each) for each in (rule["low"], rule["high"]) if each is not None]
    formulas = [rule["source"]] if rule["source"] else bounds
    operator = "BETWEEN" if len(bounds) == 2 else "GREATER_EQUAL" if bounds else "NONE"
    listed = rule["demand"] == "list"
    found.Type = uno.Enum("com.sun.star.sheet.ValidationType", rule["demand"].upper())
    found.setOperator(uno.Enum("com.sun.star.sheet.ConditionOperator", operator))
    found.setFormula1(formulas[0] if formulas else "")
    found.setFormula2(formulas[1] if len(formulas) == 2 else "")
    found.ShowList = 1 if listed else 0
    found.IgnoreBlankCells = rule["blank"]
    found.ErrorAlertStyle = uno.Enum("com.sun.star.sheet.ValidationAlertStyle", "STOP")
    found.ShowErrorMessage = rule["refuses"]
    found.ErrorTitle, found.ErrorMessage = rule["error"]
    found.InputTitle, found.InputMessage = rule["message"]
    found.ShowInputMessage = bool(rule["message"][1])
    return found


def _marked_ranges(sheet: Any) -> list[Any]:
    """Of each conditional format of a sheet the ranges over which it lies."""
    formats = sheet.ConditionalFormats.getConditionalFormats()
    return [[_area(address) for address in each.Range.RangeAddresses] for each in formats]


def _marks(area: list[Any], formats: list[Any]) -> int | None:
    """How many conditional formats lie over every cell of an area, None where it differs."""
    covered = sum(_covered(area[1:], ranges) for ranges in formats)
    count, rest = divmod(covered, _size(area[1:]))
    return None if rest else count


def _covered(cells: list[int], ranges: list[Any]) -> int:
    """How many of the cells lie in the ranges, which may overlap."""
    top, left, bottom, right = cells
    count = 0
    for column in range(left, right + 1):
        reached = top - 1
        for first, start, last, end in sorted(ranges):
            if start <= column <= end:
                count += max(0, min(last, bottom) - max(first - 1, reached))
                reached = max(reached, min(last, bottom))
    return count


def _size(cells: list[int]) -> int:
    top, left, bottom, right = cells
    return max(0, bottom - top + 1) * max(0, right - left + 1)


def _colour(text: str) -> int:
    """#RRGGBB as a number."""
    return int(text[1:], 16)


def _locale(language: str, country: str) -> Any:
    made = uno.createUnoStruct("com.sun.star.lang.Locale")
    made.Language, made.Country = language, country
    return made
