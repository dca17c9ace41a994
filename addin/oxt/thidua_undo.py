"""What makes a step of undo of LibreOffice quick: nothing is calculated or measured meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import uno  # noqa: F401 - lets the lines below find LibreOffice's own
import unohelper
from com.sun.star.document import XUndoAction


class Stillness:
    """Lets a document neither calculate nor paint for a while, and measure rows only if asked."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._held = False
        self._calculates = True
        self.measures = False
        """Whether rows are made as high as what they hold even meanwhile."""

    def begin(self) -> None:
        """Put everything off."""
        if not self._held:
            self._held = True
            self._calculates = self._document.isAutomaticCalculationEnabled()
            self._document.lockControllers()
            self._document.enableAutomaticCalculation(False)
            self._document.IsAdjustHeightEnabled = self.measures

    def end(self) -> None:
        """Do what was put off."""
        if self._held:
            self._held = False
            self._document.IsAdjustHeightEnabled = True
            self._document.enableAutomaticCalculation(self._calculates)
            self._document.calculateAll()
            self._document.unlockControllers()


class Bracket(unohelper.Base, XUndoAction):
    """The first or the last of a press's steps: whichever way one goes, stillness lies between.

    It must not change a cell: LibreOffice 7.4 ends if a step of an extension does.
    """

    Title = ""

    def __init__(self, back: Callable[[], None], forth: Callable[[], None]) -> None:
        self._back, self._forth = back, forth

    def undo(self) -> None:
        """Go back."""
        self._back()

    def redo(self) -> None:
        """Go forth again."""
        self._forth()
