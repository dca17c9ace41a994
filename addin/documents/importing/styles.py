"""How runs and paragraphs look once all styles are applied: ECMA-376 part 1, 17.7.2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from addin.book.opc import Element
from addin.documents.importing.legacy_fonts import Encoding, encoding_of
from addin.documents.word_file import W, switched, value_of

_CENTRED = {"center", "distribute"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is displayed, as far as reading it depends on that.

    Capitals count where the run itself asks for them: with those of a style, text is typed small
    on purpose, and a plan that is written again gets the style again.
    """

    bold: bool = False
    capitals: bool = False
    hidden: bool = False
    encoding: Encoding = Encoding.UNICODE


class Styles:
    """The styles part of a document."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default = ""
        self._run_defaults = self._paragraph_defaults = None
        for style in () if root is None else root.iter(W + "style"):
            identifier = style.get(W + "styleId", "")
            self._styles[identifier] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self._default = identifier
        defaults = None if root is None else root.find(W + "docDefaults")
        if defaults is not None:
            self._run_defaults = defaults.find(f"{W}rPrDefault/{W}rPr")
            self._paragraph_defaults = defaults.find(f"{W}pPrDefault/{W}pPr")
        self._encoding_of_style = cache(self._style_encoding)
        self._bold_of_style = cache(self._style_bold)

    def style_of(self, properties: Element | None) -> str:
        """The style of a paragraph by its w:pPr."""
        named = value_of(properties, "pStyle")
        return named if named in self._styles else self._default

    def chain(self, style: str | None) -> Iterator[Element]:
        """A style and those it is based on, nearest first."""
        seen: set[str] = set()
        while style and style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value_of(self._styles[style], "basedOn")

    def centred(self, properties: Element | None) -> bool:
        """Whether a paragraph stands in the middle of the line."""
        sources = [properties]
        sources += [each.find(W + "pPr") for each in self.chain(self.style_of(properties))]
        sources.append(self._paragraph_defaults)
        alignment = next((found for each in sources if (found := value_of(each, "jc"))), "")
        return alignment in _CENTRED

    def numbering(self, properties: Element | None) -> tuple[str, int] | None:
        """The list (w:numId) and the level of a paragraph, its own or its style's."""
        own = None if properties is None else properties.find(W + "numPr")
        style = self.style_of(properties)
        inherited = next(
            (
                found
                for each in self.chain(style)
                if (found := each.find(f"{W}pPr/{W}numPr")) is not None
            ),
            None,
        )
        number = value_of(own, "numId") or value_of(inherited, "numId")
        level = value_of(own, "ilvl") or value_of(inherited, "ilvl") or "0"
        if not number or number == "0":
            return None
        return number, int(level) if level.isdecimal() else 0

    def look(self, run: Element | None, style: str) -> Look:
        """The look of a run by its w:rPr, in a paragraph of a style."""
        character = value_of(run, "rStyle")
        bold = switched(run, "b")
        if bold is None:
            # Toggle properties of paragraph and character style cancel each other (17.7.3).
            bold = self._bold_of_style(style) != self._bold_of_style(character)
            bold = bold or bool(switched(self._run_defaults, "b"))
        encoding = (
            _encoding(run)
            or self._encoding_of_style(character)
            or self._encoding_of_style(style)
            or _encoding(self._run_defaults)
        )
        return Look(
            bold=bold,
            capitals=bool(switched(run, "caps")),
            hidden=bool(switched(run, "vanish")),
            encoding=encoding or Encoding.UNICODE,
        )

    def _style_bold(self, style: str | None) -> bool:
        said = (switched(each.find(W + "rPr"), "b") for each in self.chain(style))
        return bool(next((each for each in said if each is not None), False))

    def _style_encoding(self, style: str | None) -> Encoding | None:
        said = (_encoding(each.find(W + "rPr")) for each in self.chain(style))
        return next((each for each in said if each is not None), None)


def _encoding(properties: Element | None) -> Encoding | None:
    """What letters stand for by the fonts of a w:rPr; None where it names none."""
    fonts = None if properties is None else properties.find(W + "rFonts")
    if fonts is None:
        return None
    # A font of the theme goes before one that is named beside it (17.3.2.26).
    if any(fonts.get(f"{W}{each}Theme") for each in ("hAnsi", "ascii")):
        return Encoding.UNICODE
    named = [font for each in ("hAnsi", "ascii") if (font := fonts.get(W + each))]
    encodings = [encoding_of(font) for font in named]
    old = (each for each in encodings if each is not Encoding.UNICODE)
    return next(old, encodings[0] if encodings else None)
