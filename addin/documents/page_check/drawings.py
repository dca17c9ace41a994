"""Lines and text boxes among the drawings of a document, in Word's new form and its old (VML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from addin.book.opc import Element
from addin.documents.page_check.formatting import A
from addin.documents.word_file import W

_V: Final = "{urn:schemas-microsoft-com:vml}"
_O: Final = "{urn:schemas-microsoft-com:office:office}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MARKUP: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_EMU_IN_POINT: Final = 12700
_FLAT: Final = 5.0
"""Points: what is no higher is a line, whatever shape it was made of."""
_SHORTEST: Final = 10.0
_LINE_SHAPES: Final = frozenset({"line", "straightConnector1"})
_VML_LINES: Final = frozenset({"#_x0000_t32", "#_x0000_t20"})
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 1.0}


@dataclass(frozen=True, slots=True)
class DrawnRule:
    """A horizontal line that is drawn; its length in points where it can be told."""

    length: float | None
    solid: bool = True


def drawn_rules(element: Element) -> list[DrawnRule]:
    """The horizontal lines of a drawing."""
    found = []
    for each in _elements(element):
        if each.tag in (_WP + "inline", _WP + "anchor"):
            rule = _drawing_rule(each)
        elif each.tag in (_V + "line", _V + "shape", _V + "rect"):
            rule = _vml_rule(each)
        else:
            continue
        if rule:
            found.append(rule)
    return found


def text_boxes(element: Element) -> list[Element]:
    """The contents of the text boxes of a drawing."""
    return [each for each in _elements(element) if each.tag == W + "txbxContent"]


def _elements(element: Element) -> Iterator[Element]:
    """All elements of a drawing, of its alternatives the one that Word of today takes."""
    yield element
    if element.tag == W + "txbxContent":
        # What is drawn inside a text box belongs to its paragraphs.
        return
    inner = list(element)
    if element.tag == _MARKUP + "AlternateContent":
        inner = inner[:1]
    for child in inner:
        yield from _elements(child)


def _drawing_rule(drawing: Element) -> DrawnRule | None:
    extent = drawing.find(_WP + "extent")
    width, height = (_emu(extent, side) for side in ("cx", "cy"))
    shapes = {each.get("prst") for each in drawing.iter(A + "prstGeom")}
    flat = height <= _FLAT and (bool(shapes & _LINE_SHAPES) or height > 0)
    if width < _SHORTEST or not flat:
        return None
    outline = drawing.find(f".//{A}ln")
    if outline is not None and outline.find(A + "noFill") is not None and shapes & _LINE_SHAPES:
        return None
    dash = outline.find(A + "prstDash") if outline is not None else None
    return DrawnRule(width, solid=dash is None or dash.get("val") in ("solid", None))


def _emu(extent: Element | None, side: str) -> float:
    text = extent.get(side, "0") if extent is not None else "0"
    return int(text) / _EMU_IN_POINT if text.isdigit() and len(text) < 12 else 0.0


def _vml_rule(shape: Element) -> DrawnRule | None:
    style = {
        part.partition(":")[0].strip(): part.partition(":")[2].strip()
        for part in shape.get("style", "").split(";")
    }
    if shape.tag == _V + "line":
        start, end = (_point(shape.get(name, "")) for name in ("from", "to"))
        length, height = abs(end[0] - start[0]), abs(end[1] - start[1])
    elif shape.get("type") in _VML_LINES or shape.tag == _V + "rect":
        length, height = _points(style.get("width", "")), _points(style.get("height", ""))
    else:
        return None
    if shape.get(_O + "hr") in ("t", "true"):
        return DrawnRule(length or None)
    if length < _SHORTEST or height > _FLAT or shape.get("stroked") in ("f", "false"):
        return None
    stroke = shape.find(_V + "stroke")
    dash = stroke.get("dashstyle") if stroke is not None else None
    return DrawnRule(length, solid=dash in (None, "solid"))


def _point(text: str) -> tuple[float, float]:
    x, _, y = text.partition(",")
    return _points(x), _points(y)


def _points(text: str) -> float:
    match = re.match(r"\s*(-?\d{0,9}\.?\d+)\s*([a-z]*)", text)
    return float(match[1]) * _POINTS.get(match[2], 1.0) if match else 0.0
