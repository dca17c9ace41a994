"""How text looks once Word has put its layers together.

From below to above: the document's defaults, the table's style, the paragraph's style with all it
is based on, numbering, the run's style, what is set on the text itself (ECMA-376 part 1, 17.7.2).
Lengths are in twentieths of a point as in the file, sizes in points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from addin.book.opc import Element
from addin.documents.word_file import W, is_on, value_of

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TWIPS_IN_MM: Final = 1440 / 25.4
TWIPS_IN_POINT: Final = 20

Properties = Mapping[str, Any]
"""Properties of one layer, or of several put together; an absent key is not set."""

_UNITS: Final = {"mm": TWIPS_IN_MM, "cm": 10 * TWIPS_IN_MM, "in": 1440, "pt": 20, "pc": 240}
_LENGTH: Final = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(mm|cm|in|pt|pc|pi)?\s*\Z")
_TOGGLES: Final = ("b", "i", "caps", "smallCaps", "vanish")
_SLOTS: Final = ("ascii", "hAnsi", "eastAsia", "cs")
_ALIGNMENTS: Final = {
    "center": "centre", "right": "right", "end": "right", "both": "justified",
    "distribute": "justified", "lowKashida": "justified", "mediumKashida": "justified",
    "highKashida": "justified", "thaiDistribute": "justified",
}  # fmt: skip
_THEME_COLOURS: Final = {
    "text1": "dk1", "dark1": "dk1", "text2": "dk2", "dark2": "dk2",
    "background1": "lt1", "light1": "lt1", "background2": "lt2", "light2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_AUTOSPACING: Final = 14 * TWIPS_IN_POINT
_LINE: Final = 240
_DEFAULT_SIZE: Final = 10.0
_DEFAULT_FONT: Final = "Times New Roman"
_INVISIBLE_BORDERS: Final = ("none", "nil", None)


def twips(text: str | None) -> float | None:
    """A length of the file: twentieths of a point, or a number with its unit."""
    match = _LENGTH.match(text or "")
    return float(match[1]) * _UNITS.get(match[2] or "", 1) if match else None


def integer(text: str | None) -> int | None:
    """A whole number of the file, None for anything else."""
    match = re.match(r"\s*-?\d{1,9}\s*\Z", text or "")
    return int(match[0]) if match else None


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How a piece of text looks: size in points, colour as RRGGBB, fonts by kind of letter."""

    size: float
    bold: bool
    italic: bool
    capitals: bool
    hidden: bool
    underlined: bool
    colour: str
    latin_font: str
    other_font: str
    """The font of letters beyond ASCII, Vietnamese ones among them."""

    def fonts_of(self, text: str) -> set[str]:
        """The fonts that letters and figures of a text are drawn with; signs may have their own."""
        letters = [letter for letter in text if letter.isalnum()]
        fonts = {self.latin_font} if any(letter.isascii() for letter in letters) else set()
        if any(not letter.isascii() for letter in letters):
            fonts.add(self.other_font)
        return fonts


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """How a paragraph stands: lengths in twips, `line` in lines ("auto") or twips."""

    align: str
    left: float
    right: float
    first: float
    """Indent of the first line against the others; negative where it hangs."""
    before: float
    after: float
    line: float
    line_rule: str
    contextual: bool
    style: str
    tabs: tuple[tuple[float, str], ...]
    top_border: str | None
    bottom_border: str | None
    page_break_before: bool
    numbering: tuple[str, int] | None
    frame: str | None
    """Where a framed paragraph stands across the page, None for one that is not framed."""

    def lines(self, size: float, single: float) -> float:
        """Line spacing in lines of text of `size` points, `single` being a line in sizes."""
        if self.line_rule == "auto":
            return self.line
        lines = self.line / TWIPS_IN_POINT / (size * single)
        return max(1.0, lines) if self.line_rule == "atLeast" else lines


class Styles:
    """The styles, defaults and fonts of one document, and what they make of a text."""

    def __init__(self, styles: Element | None, theme: Element | None, indents: ListIndents) -> None:
        self._theme = _Theme(theme)
        self._indents = indents
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        self._run_styles: dict[str, Properties] = {}
        self._paragraph_styles: dict[str, list[Properties]] = {}
        defaults = styles.find(W + "docDefaults") if styles is not None else None
        self._run_defaults = self.run_properties(_inner(defaults, "rPrDefault", "rPr"))
        self._paragraph_defaults = paragraph_properties(_inner(defaults, "pPrDefault", "pPr"))
        for style in styles.iter(W + "style") if styles is not None else ():
            name = style.get(W + "styleId", "")
            self._styles.setdefault(name, style)
            if style.get(W + "default") in ("1", "true", "on"):
                self._default.setdefault(style.get(W + "type", "paragraph"), name)

    def run_properties(self, element: Element | None) -> Properties:
        """The properties that one w:rPr sets."""
        found: dict[str, Any] = {}
        for child in element if element is not None else ():
            name = child.tag.removeprefix(W)
            if name in _TOGGLES:
                found[name] = is_on(child)
            elif name == "sz" and (size := twips(child.get(W + "val"))):
                # Half points; a strict file names the unit.
                found["size"] = size / (2 if child.get(W + "val", "").strip().isdigit() else 20)
            elif name == "u":
                found["u"] = child.get(W + "val", "single") != "none"
            elif name == "color":
                found["colour"] = self._theme.colour(child)
            elif name == "rStyle":
                found["style"] = child.get(W + "val")
            elif name == "rFonts":
                found |= self._theme.fonts(child)
        return found

    def paragraph(self, element: Element | None, table: Properties) -> ParagraphFormat:
        """The format of a paragraph with this w:pPr inside a table of these properties."""
        own = paragraph_properties(element)
        style = own.get("style") or self._default.get("paragraph", "")
        layers: dict[str, Any] = {**self._paragraph_defaults, **table}
        for of_style in self._style_paragraph_properties(style):
            layers |= self._numbered(of_style, layers)
            layers |= of_style
        layers |= self._numbered(own, layers)
        layers |= own
        return _paragraph_format(layers, style)

    def _numbered(self, of_layer: Properties, below: Mapping[str, Any]) -> Properties:
        """The indents that numbering named by a layer brings along."""
        number = of_layer.get("number")
        if number is None:
            return {}
        level = of_layer.get("level", below.get("level", 0))
        return self._indents.of(number, level)

    def run(self, element: Element | None, style: str, table: Properties) -> RunFormat:
        """The format of a run with this w:rPr in a paragraph of a style, inside a table."""
        own = self.run_properties(element)
        layers: dict[str, Any] = {**self._run_defaults, **table}
        of_paragraph = self.style_run_properties(style)
        of_run = self.style_run_properties(own.get("style") or self._default.get("character", ""))
        layers |= of_paragraph
        layers |= of_run
        for toggle in _TOGGLES:
            # Styles of different kinds that both set a toggle undo each other (17.7.3).
            by_styles = sum(bool(each.get(toggle)) for each in (table, of_paragraph, of_run)) % 2
            layers[toggle] = bool(self._run_defaults.get(toggle)) or by_styles == 1
        layers |= own
        return _run_format(layers)

    def style_run_properties(self, style: str) -> Properties:
        """What a style with all it is based on sets for text."""
        if style not in self._run_styles:
            merged: dict[str, Any] = {}
            for each in self._chain(style):
                merged |= self.run_properties(each.find(W + "rPr"))
            self._run_styles[style] = merged
        return self._run_styles[style]

    def _style_paragraph_properties(self, style: str) -> list[Properties]:
        """What a style and those it is based on set for paragraphs, the deepest first."""
        if style not in self._paragraph_styles:
            self._paragraph_styles[style] = [
                paragraph_properties(each.find(W + "pPr")) for each in self._chain(style)
            ]
        return self._paragraph_styles[style]

    def table(self, style: str | None) -> tuple[Properties, Properties]:
        """What a table's style sets for the paragraphs and for the text of all its cells."""
        paragraph: dict[str, Any] = {}
        run: dict[str, Any] = {}
        for each in self._chain(style or self._default.get("table", "")):
            paragraph |= paragraph_properties(each.find(W + "pPr"))
            run |= self.run_properties(each.find(W + "rPr"))
        return paragraph, run

    def table_margins(self, style: str | None) -> dict[str, float]:
        """Left and right cell margins that a table's style sets."""
        found: dict[str, float] = {}
        for each in self._chain(style or self._default.get("table", "")):
            found |= cell_margins(_inner(each, "tblPr", "tblCellMar"))
        return found

    def table_is_ruled(self, style: str | None) -> bool:
        """Whether a table's style draws any border."""
        return any(
            has_border(_inner(each, "tblPr", "tblBorders"))
            for each in self._chain(style or self._default.get("table", ""))
        )

    def _chain(self, style: str) -> list[Element]:
        """A style and what it is based on, the deepest first; a circle is cut."""
        chain: list[Element] = []
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            chain.append(self._styles[style])
            style = value_of(self._styles[style], "basedOn") or ""
        return chain[::-1]


class _Theme:
    """The theme's fonts and colours, by the names that properties give them."""

    def __init__(self, theme: Element | None) -> None:
        self._theme = theme

    @cached_property
    def _fonts(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for kind in ("major", "minor"):
            fonts = self._theme.find(f".//{A}{kind}Font") if self._theme is not None else None
            for tag, names in (
                ("latin", ("Ascii", "HAnsi")),
                ("ea", ("EastAsia",)),
                ("cs", ("Bidi",)),
            ):
                face = fonts.find(A + tag) if fonts is not None else None
                for name in names if face is not None else ():
                    found[kind + name] = face.get("typeface", "") if face is not None else ""
        return found

    @cached_property
    def _colours(self) -> dict[str, str]:
        scheme = self._theme.find(f".//{A}clrScheme") if self._theme is not None else None
        found = {}
        for each in scheme if scheme is not None else ():
            for colour in each:
                value = colour.get("lastClr") or colour.get("val") or ""
                found[each.tag.removeprefix(A)] = value
        return found

    def fonts(self, element: Element) -> dict[str, str]:
        """The fonts that one w:rFonts names; a theme's font goes before a name beside it."""
        found = {}
        for slot in _SLOTS:
            theme = element.get(f"{W}{slot}Theme") or (
                element.get(f"{W}cstheme") if slot == "cs" else None
            )
            name = self._fonts.get(theme or "") or element.get(W + slot)
            if name:
                found[slot] = name
        return found

    def colour(self, element: Element) -> str:
        """The colour that one w:color names, RRGGBB; automatic is black on paper."""
        value = element.get(W + "val", "auto")
        theme = element.get(W + "themeColor")
        if value == "auto" and theme:
            value = self._colours.get(_THEME_COLOURS.get(theme, theme), "auto")
        return value.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else "000000"


class ListIndents:
    """The indents that the document's lists bring to their paragraphs."""

    def __init__(self, numbering: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for child in numbering if numbering is not None else ():
            if child.tag == W + "abstractNum":
                self._abstract[child.get(W + "abstractNumId", "")] = child
            elif child.tag == W + "num":
                self._nums[child.get(W + "numId", "")] = child

    def of(self, number: str, level: int) -> Properties:
        """What a level of a list sets for paragraphs."""
        found = self._level(number, level)
        return paragraph_properties(found.find(W + "pPr")) if found is not None else {}

    def _list_of(self, number: str) -> str:
        return value_of(self._nums.get(number), "abstractNumId") or ""

    def _override(self, number: str, level: int) -> Element | None:
        num = self._nums.get(number)
        for each in num.iter(W + "lvlOverride") if num is not None else ():
            if each.get(W + "ilvl") == str(level):
                return each
        return None

    def _level(self, number: str, level: int) -> Element | None:
        override = self._override(number, level)
        for place in (override, self._abstract.get(self._list_of(number))):
            for each in place.iter(W + "lvl") if place is not None else ():
                if each.get(W + "ilvl") == str(level):
                    return each
        return None


def paragraph_properties(element: Element | None) -> Properties:
    """The properties that one w:pPr sets."""
    found: dict[str, Any] = {}
    for child in element if element is not None else ():
        name = child.tag.removeprefix(W)
        if reader := _PARAGRAPH_READERS.get(name):
            found |= reader(child)
    return found


def _read_indents(element: Element) -> Properties:
    found: dict[str, Any] = {}
    for key, names in (("left", ("start", "left")), ("right", ("end", "right"))):
        for name in names:
            if (value := twips(element.get(W + name))) is not None:
                found[key] = value
                break
    if (first := twips(element.get(W + "firstLine"))) is not None:
        found["first"] = first
    elif (chars := integer(element.get(W + "firstLineChars"))) is not None:
        found["first_chars"] = chars / 100
    # A hanging indent goes before a first line's.
    if (hanging := twips(element.get(W + "hanging"))) is not None:
        found["first"] = -hanging
    return found


def _read_spacing(element: Element) -> Properties:
    found: dict[str, Any] = {}
    for side in ("before", "after"):
        if element.get(f"{W}{side}Autospacing") in ("1", "true", "on"):
            found[side] = _AUTOSPACING
        elif lines := integer(element.get(f"{W}{side}Lines")):
            found[side] = lines / 100 * _LINE
        elif (value := twips(element.get(W + side))) is not None:
            found[side] = value
    if (line := twips(element.get(W + "line"))) is not None:
        found["line"] = line
        found["line_rule"] = element.get(W + "lineRule", "auto")
    return found


def _read_numbering(element: Element) -> Properties:
    found: dict[str, Any] = {"number": value_of(element, "numId")}
    if (level := integer(value_of(element, "ilvl"))) is not None:
        found["level"] = level
    return {key: value for key, value in found.items() if value is not None}


def _read_tabs(element: Element) -> Properties:
    stops = [
        (position, each.get(W + "val", "left"))
        for each in element.iter(W + "tab")
        if (position := twips(each.get(W + "pos"))) is not None
    ]
    return {"tabs": tuple(sorted(stops))}


def _read_borders(element: Element) -> Properties:
    return {
        f"{side}_border": None if kind in _INVISIBLE_BORDERS else kind
        for side in ("top", "bottom")
        if (kind := value_of(element, side)) is not None
    }


_PARAGRAPH_READERS: Final[Mapping[str, Callable[[Element], Properties]]] = {
    "pStyle": lambda child: {"style": child.get(W + "val")},
    "jc": lambda child: {"align": _ALIGNMENTS.get(child.get(W + "val", ""), "left")},
    "ind": _read_indents,
    "spacing": _read_spacing,
    "numPr": _read_numbering,
    "tabs": _read_tabs,
    "pBdr": _read_borders,
    "contextualSpacing": lambda child: {"contextual": is_on(child)},
    "pageBreakBefore": lambda child: {"page_break_before": is_on(child)},
    "framePr": lambda child: {"frame": child.get(W + "xAlign", "left")},
}


def has_border(element: Element | None) -> bool:
    """Whether a w:tblBorders or w:tcBorders draws any line."""
    return element is not None and any(
        each.get(W + "val") not in _INVISIBLE_BORDERS for each in element
    )


def cell_margins(element: Element | None) -> dict[str, float]:
    """Left and right margins that one w:tblCellMar or w:tcMar sets."""
    found = {}
    for side, other in (("left", "start"), ("right", "end")):
        width = twips(value_of(element, side, "w") or value_of(element, other, "w"))
        if width is not None:
            found[side] = width
    return found


def _inner(element: Element | None, *names: str) -> Element | None:
    for name in names:
        element = element.find(W + name) if element is not None else None
    return element


def _paragraph_format(layers: Mapping[str, Any], style: str) -> ParagraphFormat:
    rule = layers.get("line_rule", "auto")
    line = layers.get("line", _LINE)
    number = layers.get("number")
    first = layers.get("first")
    if not first and "first_chars" in layers:
        # A character's width is the size of the text; that of a document's body is near enough.
        first = layers["first_chars"] * 14 * TWIPS_IN_POINT
    return ParagraphFormat(
        align=layers.get("align", "left"),
        left=layers.get("left", 0.0),
        right=layers.get("right", 0.0),
        first=first or 0.0,
        before=layers.get("before", 0.0),
        after=layers.get("after", 0.0),
        line=line / _LINE if rule == "auto" else line,
        line_rule=rule,
        contextual=layers.get("contextual", False),
        style=style,
        tabs=tuple(each for each in layers.get("tabs", ()) if each[1] not in ("clear", "bar")),
        top_border=layers.get("top_border"),
        bottom_border=layers.get("bottom_border"),
        page_break_before=layers.get("page_break_before", False),
        numbering=(number, layers.get("level", 0)) if number not in (None, "0") else None,
        frame=layers.get("frame"),
    )


def _run_format(layers: Mapping[str, Any]) -> RunFormat:
    latin = layers.get("ascii", _DEFAULT_FONT)
    return RunFormat(
        size=layers.get("size", _DEFAULT_SIZE),
        bold=layers["b"],
        italic=layers["i"],
        capitals=layers["caps"],
        hidden=layers["vanish"],
        underlined=layers.get("u", False),
        colour=layers.get("colour", "000000"),
        latin_font=latin,
        other_font=layers.get("hAnsi", latin),
    )


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of these names."""
    tags = {W + name for name in names}
    for child in element:
        if child.tag in tags:
            yield child
