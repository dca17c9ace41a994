"""A PDF page measured: where text and rules stand, in which size and style."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any

MM = 72 / 25.4


@dataclass(frozen=True)
class Text:
    """A piece of text on a page; lengths in millimetres from the page's top left corner."""

    text: str
    chars: list[dict[str, Any]]

    @cached_property
    def _inked(self) -> list[dict[str, Any]]:
        return [char for char in self.chars if char["text"].strip()]

    @property
    def left(self) -> float:
        return float(min(char["x0"] for char in self._inked)) / MM

    @property
    def right(self) -> float:
        return float(max(char["x1"] for char in self._inked)) / MM

    @property
    def top(self) -> float:
        return float(min(char["top"] for char in self._inked)) / MM

    @property
    def bottom(self) -> float:
        return float(max(char["bottom"] for char in self._inked)) / MM

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def sizes(self) -> set[float]:
        """Font sizes in points."""
        return {round(char["size"], 1) for char in self._inked}

    @property
    def style(self) -> str:
        """ "bold", "italic", "bold italic", "regular", or several joined by "/"."""
        names = {char["fontname"].split("+")[-1] for char in self._inked}
        return "/".join(sorted({_style(name) for name in names}))


def _style(font: str) -> str:
    words = [word.lower() for word in ("Bold", "Italic") if word in font]
    return " ".join(words) or "regular"


class Page:
    """One page of a PDF opened by pdfplumber."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.width, self.height = page.width / MM, page.height / MM

    @cached_property
    def chars(self) -> list[dict[str, Any]]:
        return [char for char in self._page.chars if char["text"].strip()]

    @cached_property
    def lines(self) -> list[Text]:
        """Lines of text from top to bottom; columns side by side share a line."""
        return [
            Text(unicodedata.normalize("NFC", line["text"]), line["chars"])
            for line in self._page.extract_text_lines(return_chars=True)
            if line["text"].strip()
        ]

    def line(self, start: str) -> Text:
        """The first line that begins with these words."""
        return next(line for line in self.lines if line.text.startswith(start))

    def find(self, text: str) -> Text:
        """Exactly this text, wherever it stands on the page."""
        chars = self._page.chars
        whole = unicodedata.normalize("NFC", "".join(char["text"] for char in chars))
        assert len(whole) == len(chars)
        start = whole.index(text)
        return Text(text, chars[start : start + len(text)])

    @cached_property
    def rules(self) -> list[tuple[float, float, float]]:
        """Horizontal rules as left, right and height on the page, in millimetres."""
        drawn = [*self._page.lines, *self._page.rects, *self._page.curves]
        flat = [each for each in drawn if each["height"] < 2 and each["width"] > 10]
        places = {(each["x0"], each["x1"], (each["top"] + each["bottom"]) / 2) for each in flat}
        return sorted((left / MM, right / MM, top / MM) for left, right, top in places)

    def rules_below(self, text: Text) -> list[tuple[float, float, float]]:
        """The rules within 3 mm under a text and centred on it."""
        return [
            rule
            for rule in self.rules
            if -1 < rule[2] - text.bottom < 3 and abs((rule[0] + rule[1]) / 2 - text.middle) < 1
        ]
