"""The window in front, for the program: status bar, boxes, pickers, the cell cursor."""

from __future__ import annotations

import os
from typing import Any

import uno
import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.view import XSelectionChangeListener

TITLE = "Thi Đua"
BOXES = {"done": "INFOBOX", "attention": "WARNINGBOX", "failed": "ERRORBOX"}
OK, YES_NO, YES_FIRST, YES = 1, 3, 0x40000, 2
"""Of MessageBoxButtons, the third for the button that Enter presses, and MessageBoxResults."""
OFFICE_FILES = (".docx", ".xlsx", ".odt", ".ods")


class Window:
    """A document's window, as it was in front when a button was pressed."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._desktop = self._service("com.sun.star.frame.Desktop")
        self.frame = self._desktop.getCurrentFrame()
        self._controller = self.frame.getController()
        self.document = self._controller.getModel()
        self._indicator: Any = None
        self._enabled = True

    def _service(self, name: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def _dispatch(self, command: str, **arguments: Any) -> None:
        given = []
        for name, value in arguments.items():
            entry = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
            entry.Name, entry.Value = name, value
            given.append(entry)
        dispatcher = self._service("com.sun.star.frame.DispatchHelper")
        dispatcher.executeDispatch(self.frame, command, "", 0, tuple(given))

    # Staying alive

    def leave_cell(self) -> None:
        """Take over what is being typed in a cell, as Enter would; the last sentence goes."""
        _Status.end()
        self._dispatch(".uno:AcceptFormula")

    def stay_alive(self) -> None:
        """Let LibreOffice paint, without letting anybody type or press."""
        if self._enabled:
            self._enabled = False
            self.frame.ContainerWindow.setEnable(False)
        self._service("com.sun.star.awt.Toolkit").processEventsToIdle()

    def wake(self) -> None:
        """Let the clerk type and press again."""
        if not self._enabled:
            self._enabled = True
            self.frame.ContainerWindow.setEnable(True)
            self.frame.ComponentWindow.setFocus()

    # Telling and asking

    def progress(self, doing: str) -> None:
        """Say in the status bar what is being done."""
        if self._indicator is None:
            self._indicator = self.frame.createStatusIndicator()
            self._indicator.start(doing, 0)
        else:
            self._indicator.setText(doing)

    def end_progress(self) -> None:
        """Give the status bar back."""
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None

    def status(self, sentence: str) -> None:
        """Leave a sentence in the status bar until the cursor moves."""
        self.end_progress()
        _Status(self, sentence, self._service("com.sun.star.awt.AsyncCallback"))

    def box(self, tone: str, message: str) -> None:
        """Show a message until it is read."""
        self.end_progress()
        self._box(BOXES[tone], OK, message)

    def confirm(self, question: str) -> bool:
        """Ask a question that is answered with yes or no."""
        return bool(self._box("QUERYBOX", YES_NO | YES_FIRST, question) == YES)

    def _box(self, kind: str, buttons: int, text: str) -> int:
        self.wake()
        toolkit = self._service("com.sun.star.awt.Toolkit")
        look = uno.Enum("com.sun.star.awt.MessageBoxType", kind)
        made = toolkit.createMessageBox(self.frame.ContainerWindow, look, buttons, TITLE, text)
        answer = made.execute()
        made.dispose()
        return int(answer)

    def choose_file(self, title: str, suffixes: list[str]) -> str | None:
        """The path of a file that the clerk chooses, None where he thinks better of it."""
        picker = self._service("com.sun.star.ui.dialogs.FilePicker")
        patterns = ";".join("*" + each for each in suffixes)
        picker.appendFilter(patterns, patterns)
        self._begin(picker, title)
        return _path(picker.getFiles()[0]) if picker.execute() else None

    def choose_folder(self, title: str) -> str | None:
        """The path of a folder that the clerk chooses, None where he thinks better of it."""
        picker = self._service("com.sun.star.ui.dialogs.FolderPicker")
        self._begin(picker, title)
        return _path(picker.getDirectory()) if picker.execute() else None

    def _begin(self, picker: Any, title: str) -> None:
        """Let a picker begin beside the document."""
        picker.setTitle(title)
        if self.document.URL.startswith("file:"):
            picker.setDisplayDirectory(self.document.URL.rpartition("/")[0])

    def show_file(self, path: str) -> None:
        """Open a file that was made: papers and workbooks here, others as the system does."""
        url = uno.systemPathToFileUrl(path)
        if os.path.splitext(path)[1].lower() in OFFICE_FILES:
            self._desktop.loadComponentFromURL(url, "_blank", 0, ())
        else:
            shell = self._service("com.sun.star.system.SystemShellExecute")
            shell.execute(url, "", uno.getConstantByName(URIS_ONLY))

    def about(self) -> dict[str, Any]:
        """LibreOffice's version, and the day that it makes of 5/2/2020."""
        entry = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        entry.Name, entry.Value = "nodepath", "/org.openoffice.Setup/Product"
        provider = self._service("com.sun.star.configuration.ConfigurationProvider")
        access = "com.sun.star.configuration.ConfigurationAccess"
        product = provider.createInstanceWithArguments(access, (entry,))
        formatter = self._service("com.sun.star.util.NumberFormatter")
        formatter.attachNumberFormatsSupplier(self.document)
        try:
            day = formatter.convertStringToNumber(0, "5/2/2020")
        except Exception:  # It is no number here.
            day = None
        return {"version": product.getByName("ooSetupVersion"), "day": day}

    # The cursor

    def place(self) -> list[Any]:
        """Sheet, row and column of the cell cursor; of a drawing the first cell of its sheet."""
        selection = self._controller.getSelection()
        if hasattr(selection, "getRangeAddresses"):
            addresses = selection.getRangeAddresses()
        elif hasattr(selection, "getRangeAddress"):
            addresses = [selection.getRangeAddress()]
        else:
            addresses = []
        sheet = self._controller.getActiveSheet().getName()
        if not addresses:
            return [sheet, 1, 1]
        return [sheet, addresses[0].StartRow + 1, addresses[0].StartColumn + 1]

    def go_to(self, sheet: str, row: int, column: int) -> None:
        """Bring a cell to the front, with the cell cursor and the keyboard."""
        found = self.document.Sheets.getByName(sheet)
        self._controller.setActiveSheet(found)
        cell = found.getCellByPosition(column - 1, row - 1)
        # Selecting through the controller would leave the keyboard where it was.
        self._dispatch(".uno:GoToCell", ToPoint=cell.AbsoluteName.rpartition(".")[2])
        self.frame.ComponentWindow.setFocus()


URIS_ONLY = "com.sun.star.system.SystemShellExecuteFlags.URIS_ONLY"


def _path(url: str) -> str:
    return str(uno.fileUrlToSystemPath(url))


class _Status(unohelper.Base, XSelectionChangeListener, XCallback):
    """A sentence in the status bar that goes when the cursor moves."""

    _shown: _Status | None = None

    def __init__(self, window: Window, sentence: str, later: Any) -> None:
        self._window, self._place, self._later = window, window.place(), later
        self._controller = window.frame.getController()
        self._indicator = window.frame.createStatusIndicator()
        self._indicator.start(sentence, 0)
        self._controller.addSelectionChangeListener(self)
        _Status._shown = self

    @classmethod
    def end(cls) -> None:
        """Take the sentence away, if there is one."""
        shown, cls._shown = cls._shown, None
        if shown is not None:
            shown._controller.removeSelectionChangeListener(shown)
            shown._indicator.end()

    # The names of the methods are LibreOffice's.

    def selectionChanged(self, event: Any) -> None:  # noqa: N802
        """The cursor moves; LibreOffice ends if the status bar changes before it has moved."""
        self._later.addCallback(self, None)

    def notify(self, data: Any) -> None:
        """The cursor has moved."""
        if _Status._shown is self and self._window.place() != self._place:
            _Status.end()

    def disposing(self, event: Any) -> None:
        """The window is gone, and the sentence with it."""
        _Status._shown = None
