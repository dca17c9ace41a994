"""The validations of a sheet: drop-down lists, limits and messages (ECMA-376 part 1, 18.3.1.32)."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from addin.book.areas import areas_text, covered, meet, parse_areas, without
from addin.book.package import CellRange
from addin.book.part_xml import (
    ATTRIBUTES,
    attribute,
    plain_text,
    start_tag,
    with_attribute,
    with_root_attribute,
)
from addin.book.sheet_part import SheetPart
from addin.book.styles import with_prefix
from validators.blocks import column_letter

_ONE = re.compile(
    rb"<((?:\w+:)?)dataValidation\b%b(?:/>|>.*?</\1dataValidation\s*>)" % ATTRIBUTES, re.DOTALL
)
_FORMULA = re.compile(rb"<(?:\w+:)?formula[12](?:\s[^>]*)?>([^<]*)<")
_FORMULA_TEXT = re.compile(rb"(<(?:\w+:)?formula[12](?:\s[^>]*)?>)([^<]*)(?=<)")
# Lists from other sheets, as Excel 2010 and later write them.
_ONE_2009 = re.compile(rb"<x14:dataValidation\b.*?</x14:dataValidation>", re.DOTALL)
_AREAS_2009 = re.compile(rb"(<xm:sqref>)([^<]*)(</xm:sqref>)")
_ALL_2009 = re.compile(
    rb"<(?:\w+:)?ext\b[^>]*>\s*(<x14:dataValidations\b[^>]*>)(.*?)</x14:dataValidations>\s*"
    rb"</(?:\w+:)?ext>",
    re.DOTALL,
)
_NO_EXTENSIONS = re.compile(rb"\A<(?:\w+:)?extLst[^>]*>\s*</(?:\w+:)?extLst>\Z")


@dataclass(frozen=True)
class Validation:
    """One validation and the areas that it holds for."""

    xml: bytes
    areas: list[CellRange]

    @property
    def demand(self) -> Hashable:
        """What it asks of a cell; its messages may be worded otherwise by another program."""
        tag = start_tag(self.xml)
        kind = attribute(tag, "type") or "none"
        if kind == "none":
            return kind
        operator = attribute(tag, "operator") or "between"
        if kind in ("list", "custom"):
            operator = ""
        # LibreOffice writes a second one where none is asked for.
        number = 2 if operator in ("between", "notBetween") else 1
        formulas = [_plain(each) for each in _FORMULA.findall(self.xml)]
        return kind, operator, tuple(formulas[:number])

    def on(self, areas: list[CellRange]) -> Validation:
        """The validation on other areas; its formulas go with the first cell."""
        xml = self.xml
        old, new = (_first_cell(each) for each in (self.areas, areas))
        if old != new:
            xml = _FORMULA_TEXT.sub(lambda m: m[1] + _translated(m[2], old, new), xml)
        return Validation(with_root_attribute(xml, "sqref", areas_text(areas)), areas)


def _plain(formula: bytes) -> str:
    """A formula without what programs write differently: spaces, 0 or 0.0."""
    text = plain_text(formula).replace(" ", "")
    try:
        return f"{float(text):.15g}"
    except ValueError:
        return text


def _first_cell(areas: list[CellRange]) -> str:
    top = min(each.first_row for each in areas)
    return f"{column_letter(min(each.first_column for each in areas))}{top}"


def _translated(formula: bytes, old: str, new: str) -> bytes:
    from openpyxl.formula.translate import Translator

    from addin.book.part_xml import escape_text

    moved = Translator(f"={plain_text(formula)}", origin=old).translate_formula(new)
    return escape_text(moved.removeprefix("=")).encode()


class Validations:
    """The validations of a sheet's part, some of them to be replaced."""

    def __init__(self, part: SheetPart) -> None:
        self._part = part
        self._all = [
            Validation(found[0], parse_areas(attribute(start_tag(found[0]), "sqref") or ""))
            for found in _ONE.finditer(part.get("dataValidations"))
        ]
        self._of_2009 = [
            parse_areas(text.decode()) for _, text, _ in _AREAS_2009.findall(self._extensions_xml())
        ]

    def _extensions_xml(self) -> bytes:
        return b"".join(found[2] for found in _ALL_2009.finditer(self._part.get("extLst")))

    def at(self, row: int, column: int) -> Validation | None:
        """The validation of a cell."""
        cell = CellRange(row, column, row, column)
        return next((e for e in self._all if any(meet(a, cell) for a in e.areas)), None)

    def holds(self, wanted: Validation, area: CellRange) -> bool:
        """Whether all cells of an area, one column wide, have that validation and no other."""
        alike = [each for each in self._all if each.demand == wanted.demand]
        others = [a for each in self._all if each not in alike for a in each.areas]
        others += [a for areas in self._of_2009 for a in areas]
        return covered(area, [a for each in alike for a in each.areas]) and not any(
            meet(each, area) for each in others
        )

    def put(self, wanted: Validation, prefix: str, areas: Iterable[CellRange]) -> None:
        """Give areas a validation of another part, in the place of any that they have."""
        areas = list(areas)
        for area in areas:
            self._cut(area)
        xml = with_prefix(wanted.xml, prefix, self._part.prefix)
        new = Validation(with_root_attribute(xml, "sqref", areas_text(areas)), areas)
        self._all.append(new)
        x = self._part.prefix
        start = start_tag(self._part.get("dataValidations") or f"<{x}dataValidations>".encode())
        start = with_attribute(start, "count", str(len(self._all)))
        content = b"".join(each.xml for each in self._all)
        self._part.put("dataValidations", start + content + f"</{x}dataValidations>".encode())

    def _cut(self, area: CellRange) -> None:
        kept = []
        for each in self._all:
            rest = without(each.areas, area)
            if rest:
                kept.append(each if rest == each.areas else each.on(rest))
        self._all = kept
        if any(meet(each, area) for areas in self._of_2009 for each in areas):
            extensions = _ALL_2009.sub(
                lambda found: _cut_2009(found, area), self._part.get("extLst")
            )
            extensions = b"" if _NO_EXTENSIONS.match(extensions) else extensions
            self._part.put("extLst", extensions)
            self._of_2009 = [without(areas, area) for areas in self._of_2009]


def _cut_2009(found: re.Match[bytes], area: CellRange) -> bytes:
    kept = []
    for each in _ONE_2009.findall(found[2]):
        place = _AREAS_2009.search(each)
        areas = parse_areas(place[2].decode()) if place else []
        rest = areas_text(without(areas, area)).encode()
        if rest:
            kept.append(_AREAS_2009.sub(rb"\g<1>" + rest + rb"\g<3>", each))
    if not kept:
        return b""
    start = with_attribute(found[1], "count", str(len(kept)))
    return found[0].replace(found[1] + found[2], start + b"".join(kept))
