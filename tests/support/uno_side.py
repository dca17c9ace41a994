"""The half of libreoffice.py that makes UNO calls, run by the Python that LibreOffice belongs to.

Reads one request a line, ``{"call": name, "arguments": {…}}``, and answers each with a line,
``{"result": …}`` or ``{"error": text}``. An argument ``document`` names an open document.
"""

import json
import sys
import time
from pathlib import Path

import uno

EXPORT_FILTERS = {
    ("Spreadsheet", ".pdf"): "calc_pdf_Export",
    ("Spreadsheet", ".xlsx"): "Calc MS Excel 2007 XML",
    ("Text", ".pdf"): "writer_pdf_Export",
    ("Text", ".docx"): "MS Word 2007 XML",
}
# LibreOffice can read an add-in of Excel but does not know one when it sees it.
IMPORT_OPTIONS = {".xlam": {"FilterName": "Calc MS Excel 2007 VBA XML"}}
MACROS = {
    False: uno.getConstantByName("com.sun.star.document.MacroExecMode.NEVER_EXECUTE"),
    True: uno.getConstantByName("com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN"),
}


def properties(**values):
    """A sequence of com.sun.star.beans.PropertyValue."""
    made = []
    for name, value in values.items():
        entry = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        entry.Name, entry.Value = name, value
        made.append(entry)
    return tuple(made)


class Office:
    """The running LibreOffice behind a named pipe."""

    def __init__(self, pipe):
        self.pipe = pipe
        self.documents = []

    def connect(self):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        not_yet = uno.getClass("com.sun.star.connection.NoConnectException")
        while True:  # until whoever started this process loses patience and kills it
            try:
                self.context = resolver.resolve(
                    f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext"
                )
                break
            except not_yet:
                time.sleep(0.1)
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def message(self):
        window = self.service("com.sun.star.awt.Toolkit").getActiveTopWindow()
        context = window.getAccessibleContext() if window else None
        if context is None or context.getAccessibleRole() != role("ALERT"):
            return ""
        words = (each.getAccessibleName() for each in accessibles(context, role("STATIC")))
        return "\n".join(words)

    def open(self, path, macros, how):
        options = properties(
            MacroExecutionMode=MACROS[macros], **IMPORT_OPTIONS.get(Path(path).suffix, {}), **how
        )
        model = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, options)
        if model is None:
            raise ValueError(f"LibreOffice cannot read {path}")
        self.documents.append(Document(self, model))
        return len(self.documents) - 1


class Document:
    """An open document; the methods are those of libreoffice.Document."""

    def __init__(self, office, model):
        self.office = office
        self.model = model
        self.frame = model.CurrentController.Frame
        self.frame.ContainerWindow.IsMaximized = True

    def cells(self, request):
        given = []
        for name, value in {"document": self.model, "request": json.dumps(request)}.items():
            entry = uno.createUnoStruct("com.sun.star.beans.NamedValue")
            entry.Name, entry.Value = name, value
            given.append(entry)
        answer = json.loads(self.office.service("vn.thidua.test.Cells").execute(tuple(given)))
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["result"]

    def area(self, address):
        sheet, _, cells = address.rpartition("!")
        sheets = self.model.Sheets
        chosen = sheets.getByName(sheet) if sheet else self.model.CurrentController.ActiveSheet
        return chosen.getCellRangeByName(cells)

    def title(self):
        return self.model.getTitle()

    def sheets(self):
        return self.model.Sheets.ElementNames

    def values(self, area):
        return self.area(area).getDataArray()

    def formulas(self, area):
        return self.area(area).getFormulaArray()

    def texts(self, area):
        cells = self.area(area)
        rows, columns = cells.Rows.Count, cells.Columns.Count
        return [
            [cells.getCellByPosition(column, row).String for column in range(columns)]
            for row in range(rows)
        ]

    def write(self, first_cell, rows):
        corner = self.area(first_cell).RangeAddress
        block = self.area(first_cell).Spreadsheet.getCellRangeByPosition(
            corner.StartColumn,
            corner.StartRow,
            corner.StartColumn + len(rows[0]) - 1,
            corner.StartRow + len(rows) - 1,
        )
        block.setDataArray(tuple(tuple(row) for row in rows))

    def paste_over(self, area):
        if not self.model.Sheets.hasByName("Nguồn"):
            self.add_sheet("Nguồn")
        target = self.area(area)
        source = self.area("Nguồn!" + area.rpartition("!")[2])
        source.setDataArray(target.getDataArray())
        source.CellBackColor, source.CharWeight, source.CharFontName = 0xFF0000, 150.0, "Arial"
        corner = target.getCellByPosition(0, 0).getCellAddress()
        source.Spreadsheet.copyRange(corner, source.RangeAddress)

    def add_sheet(self, name):
        self.model.Sheets.insertNewByName(name, self.model.Sheets.Count)

    def undo(self):
        self.model.UndoManager.undo()

    def redo(self):
        self.model.UndoManager.redo()

    def run_macro(self, macro, arguments):
        url = f"vnd.sun.star.script:{macro}?language=Basic&location=document"
        script = self.model.getScriptProvider().getScript(url)
        result, _, _ = script.invoke(tuple(arguments), (), ())
        return result

    def recalculate(self):
        self.model.calculateAll()

    def sort(self, area, column, descending):
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field, field.IsAscending = column, not descending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        by_rows = properties(SortFields=fields, ContainsHeader=False, IsSortColumns=False)
        uno.invoke(self.area(area), "sort", (by_rows,))

    def export(self, path):
        spreadsheet = self.model.supportsService("com.sun.star.sheet.SpreadsheetDocument")
        kind = "Spreadsheet" if spreadsheet else "Text"
        export_filter = EXPORT_FILTERS[kind, Path(path).suffix]
        self.model.storeToURL(Path(path).as_uri(), properties(FilterName=export_filter))

    def close(self):
        self.model.setModified(False)
        self.model.close(True)

    def select(self, cell):
        area = self.area(cell)
        self.frame.ContainerWindow.toFront()
        self.model.CurrentController.setActiveSheet(area.Spreadsheet)
        # Selecting through the controller would leave the keyboard where it was.
        go = properties(ToPoint=area.AbsoluteName.rpartition(".")[2])
        dispatcher = self.office.service("com.sun.star.frame.DispatchHelper")
        dispatcher.executeDispatch(self.frame, ".uno:GoToCell", "", 0, go)
        self.settle()

    def selected(self):
        selection = self.model.CurrentController.getSelection()
        cells = selection.AbsoluteName.rpartition(".")[2].replace("$", "")
        return f"{selection.Spreadsheet.Name}!{cells}"

    def settle(self):
        """Wait until LibreOffice has nothing left to calculate or to draw."""
        time.sleep(0.2)  # keys and clicks reach it through the X server
        self.office.service("com.sun.star.awt.Toolkit").processEventsToIdle()

    def rectangle(self, cell):
        self.select(cell)
        address = self.area(cell).RangeAddress
        window = self.frame.ContainerWindow.getAccessibleContext()
        bars = role("MENU_BAR"), role("TOOL_BAR")
        for pane in accessibles(window, role("TABLE"), bars):  # one for each frozen part
            child = pane.getAccessibleCellAt(address.StartRow, address.StartColumn)
            box = bounds(child.getAccessibleContext())
            if within(box, bounds(pane)):
                return box
        raise ValueError(f"{cell} is not on the screen")

    def button(self, toolbar, label):
        window = self.frame.ContainerWindow.getAccessibleContext()
        panes = role("SCROLL_PANE"), role("MENU_BAR")
        for bar in accessibles(window, role("TOOL_BAR"), panes, depth=3):
            if bar.getAccessibleName() == toolbar:
                for button in accessibles(bar, role("PUSH_BUTTON")):
                    if button.getAccessibleName() == label:
                        return bounds(button)
        raise ValueError(f"no button {label} in sight")

    def status_bar(self):
        window = self.frame.ContainerWindow.getAccessibleContext()
        panes = role("SCROLL_PANE"), role("MENU_BAR"), role("TOOL_BAR")
        return bounds(next(accessibles(window, role("STATUS_BAR"), panes, depth=3)))

    def menu(self, label):
        return bounds(self.found_menu(label))

    def found_menu(self, label):
        window = self.frame.ContainerWindow.getAccessibleContext()
        for bar in accessibles(window, role("MENU_BAR"), depth=2):
            for menu in accessibles(bar, role("MENU"), depth=0):
                if menu.getAccessibleName() == label:
                    return menu
        raise ValueError(f"no menu {label} in sight")

    def entry(self, menu, label):
        for kind in (role("MENU_ITEM"), role("MENU")):
            for entry in accessibles(self.found_menu(menu), kind):
                if entry.getAccessibleName() == label:
                    return bounds(entry)
        raise ValueError(f"no entry {label} in sight")


def role(name):
    """The number of an accessible role."""
    return uno.getConstantByName(f"com.sun.star.accessibility.AccessibleRole.{name}")


def accessibles(context, wanted, passed_by=(), depth=14):
    """Descendants with a role, in LibreOffice's own accessibility tree."""
    for number in range(min(context.getAccessibleChildCount(), 400)):
        child = context.getAccessibleChild(number).getAccessibleContext()
        found = child.getAccessibleRole()
        if found == wanted:
            yield child
        elif depth and found not in passed_by:
            yield from accessibles(child, wanted, passed_by, depth - 1)


def bounds(context):
    """Left, top, width, height in pixels of the screen."""
    corner, size = context.getLocationOnScreen(), context.getSize()
    return corner.X, corner.Y, size.Width, size.Height


def within(box, pane):
    """Whether the middle of a box lies in a pane."""
    left, top, width, height = box
    x, y = left + width / 2 - pane[0], top + height / 2 - pane[1]
    return 0 < x < pane[2] and 0 < y < pane[3]


def main(pipe):
    office = Office(pipe)
    for line in sys.stdin:
        request = json.loads(line)
        arguments = request["arguments"]
        try:
            target = (
                office.documents[arguments.pop("document")] if "document" in arguments else office
            )
            answer = {"result": getattr(target, request["call"])(**arguments)}
        except Exception as error:  # whatever it was, the test that asked should see it
            answer = {"error": f"{request['call']}: {type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
