"""The conditional formats by which an entry sheet shows its findings (18.3.1.18, 18.3.1.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from addin.book.areas import areas_text, covered, meet, parse_areas
from addin.book.package import CellRange
from addin.book.part_xml import (
    ATTRIBUTES,
    attribute,
    escape_text,
    integer,
    plain_text,
    start_tag,
)
from addin.book.stored_table import StoredTable
from addin.book.styles import Styles
from validators.blocks import column_letter
from validators.columns import CHECK, ROW_ID
from validators.finding import Severity

_NAME = "conditionalFormatting"
_RULE = re.compile(rb"<((?:\w+:)?)cfRule\b%b(?:/>|>.*?</\1cfRule\s*>)" % ATTRIBUTES, re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?formula(?:\s[^>]*)?>([^<]*)<")
_REFERENCE = re.compile(r"""(?<![A-Za-z_"|.])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\d(])""")
_LABELS = "|".join(each.label for each in Severity)
_OURS = re.compile(rf'KQ_KhoaO|^LEFT\(\$?[A-Z]+\$?\d+,\d+\)="(?:{_LABELS})"$')


@dataclass(frozen=True)
class _Rule:
    """A rule by formula: the formula as it stands for the first cell of its areas."""

    formula: str
    xml: bytes

    @property
    def is_ours(self) -> bool:
        """Whether it shows findings of the program."""
        return _OURS.search(self.formula) is not None


@dataclass(frozen=True)
class _Format:
    """One element: rules and the areas that they hold for."""

    xml: bytes
    areas: list[CellRange]
    rules: list[_Rule]

    def anchors(self) -> set[tuple[int, int]]:
        """Row and column of the cells that formulas may be written for; programs differ."""
        first = self.areas[0]
        top = min(each.first_row for each in self.areas)
        left = min(each.first_column for each in self.areas)
        return {(first.first_row, first.first_column), (top, left)}


def _formats(entries: StoredTable) -> list[_Format]:
    found = []
    for xml in entries.part.all(_NAME):
        rules = [
            _Rule(plain_text(formula[1]) if (formula := _FORMULA.search(rule[0])) else "", rule[0])
            for rule in _RULE.finditer(xml)
        ]
        areas = parse_areas(attribute(start_tag(xml), "sqref") or "")
        found.append(_Format(xml, areas, rules))
    return [each for each in found if each.areas]


def _bare(formula: str) -> str:
    """A formula without what programs write differently: LibreOffice has 0 for FALSE."""
    return formula.replace(" ", "").replace("FALSE", "0")


class MarkColours:
    """The colours of a table's cells, held against those of the template."""

    def __init__(self, entries: StoredTable, pattern: StoredTable) -> None:
        self._entries, self._pattern = entries, pattern
        self._here = _formats(entries)
        self._wanted = [each for each in _formats(pattern) if any(r.is_ours for r in each.rules)]

    def missing(self, columns: dict[str, int], rows: range) -> list[str]:
        """Headings of the columns, given with their places, in which a mark would not show.

        None where the table has no Mã dòng any more: by that marks find their finding.
        """
        if ROW_ID.heading not in columns:
            return []
        return [
            heading
            for heading, column in columns.items()
            if (wanted := self._wanted_at(heading))
            and not all(self._shows(rule, wanted, column, rows) for rule in wanted.rules)
        ]

    def _wanted_at(self, heading: str) -> _Format | None:
        column = self._pattern.column(heading) or 0
        cell = CellRange(self._pattern.data_rows[0], column, self._pattern.data_rows[0], column)
        return next((e for e in self._wanted if any(meet(a, cell) for a in e.areas)), None)

    def _shows(self, rule: _Rule, wanted: _Format, column: int, rows: range) -> bool:
        area = CellRange(rows[0], column, rows[-1], column)
        alike = [
            place
            for each in self._here
            if any(
                _bare(here.formula) == _bare(self._moved(rule.formula, *anchor))
                for here in each.rules
                for anchor in each.anchors()
            )
            for place in each.areas
        ]
        return covered(area, alike)

    def _moved(self, formula: str, row: int, column: int) -> str:
        """A formula of the template as it reads for a cell of this sheet."""
        header = self._entries.data_rows[0] - 1
        fixed = {
            column_letter(self._pattern.column(each.heading) or 0): column_letter(
                self._entries.column(each.heading) or 0
            )
            for each in (CHECK, ROW_ID)
        }

        def moved(found: re.Match[str]) -> str:
            letter = fixed.get(found[2], found[2]) if found[1] else column_letter(column)
            return f"{found[1]}{letter}{found[3]}{header if found[3] else row}"

        return _REFERENCE.sub(moved, formula)

    def put_back(
        self, columns: dict[str, int], rows: range, styles: Styles, pattern_styles: Styles
    ) -> None:
        """Write the marks of all columns anew, in the place of what is left of them."""
        own = [CellRange(rows[0], each, rows[-1], each) for each in columns.values()]
        kept = []
        for each in self._here:
            ours = [
                rule
                for rule in each.rules
                if rule.is_ours and any(meet(a, b) for a in each.areas for b in own)
            ]
            xml = each.xml
            for rule in ours:
                xml = xml.replace(rule.xml, b"", 1)
            if len(ours) < len(each.rules) or not ours:
                kept.append(xml)
        priorities = [
            integer(start_tag(r[0]), "priority", 0) for e in kept for r in _RULE.finditer(e)
        ]
        new, priority = [], max(priorities, default=0)
        for wanted, area in self._runs(columns, rows):
            rules = b""
            for rule in wanted.rules:
                priority += 1
                rules += self._rule(rule, area, priority, styles, pattern_styles)
            x = self._entries.part.prefix
            start = f'<{x}{_NAME} sqref="{areas_text([area])}">'.encode()
            new.append(start + rules + f"</{x}{_NAME}>".encode())
        self._entries.part.put_all(_NAME, [*kept, *new])

    def _runs(self, columns: dict[str, int], rows: range) -> Iterator[tuple[_Format, CellRange]]:
        """Neighbouring columns that have the same marks, as one area each."""
        marked = sorted(
            (column, self._wanted.index(wanted))
            for heading, column in columns.items()
            if (wanted := self._wanted_at(heading))
        )
        numbered = enumerate(marked)
        for (_, which), run in groupby(numbered, lambda e: (e[1][0] - e[0], e[1][1])):
            places = [column for _, (column, _) in run]
            yield self._wanted[which], CellRange(rows[0], places[0], rows[-1], places[-1])

    def _rule(
        self, rule: _Rule, area: CellRange, priority: int, styles: Styles, pattern_styles: Styles
    ) -> bytes:
        x = self._entries.part.prefix
        tag = start_tag(rule.xml)
        shade = styles.shade(pattern_styles, integer(tag, "dxfId", 0))
        formula = escape_text(self._moved(rule.formula, area.first_row, area.first_column))
        stop = ' stopIfTrue="1"' if attribute(tag, "stopIfTrue") else ""
        return (
            f'<{x}cfRule type="expression" dxfId="{shade}" priority="{priority}"{stop}>'
            f"<{x}formula>{formula}</{x}formula></{x}cfRule>"
        ).encode()
