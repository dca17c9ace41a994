"""Formulas between Excel's English grammar and that of LibreOffice's programming interface.

The two differ in the separator of arguments, ";" in place of ",", and in the reference to another
sheet, ``$'Đăng ký'.H7`` in place of ``'Đăng ký'!H7``. Texts, quoted names of sheets and headings
of tables stay as they are.
"""

from __future__ import annotations

import re

_TEXT = r'"(?:[^"]|"")*"'
_SHEET = r"'(?:[^']|'')*'|[^\W\d][\w.]*"
_EXCEL = re.compile(rf"({_TEXT})|({_SHEET})!|(\[\[?[^\[\]]*\])|(,)")
_CALC = re.compile(rf"({_TEXT})|\$?({_SHEET})\.(?=\$?[A-Z]{{1,3}}\$?\d)|(\[\[?[^\[\]]*\])|(;)")


def to_calc(formula: str) -> str:
    """A formula of Excel as LibreOffice takes it."""
    return _EXCEL.sub(lambda found: _changed(found, "${}.", ";"), formula)


def from_calc(formula: str) -> str:
    """A formula of LibreOffice as Excel writes it; that of an array without its braces."""
    if formula.startswith("{=") and formula.endswith("}"):
        formula = formula[1:-1]
    return _CALC.sub(lambda found: _changed(found, "{}!", ","), formula)


def _changed(found: re.Match[str], sheet: str, separator: str) -> str:
    text, name, heading, _ = found.groups()
    return text or heading or (sheet.format(name) if name else separator)
