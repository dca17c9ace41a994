"""Where in a workbook something foreign hangs: the cells that a clerk has to put right.

A receiver refuses links to other files, embedded files and controls; to be told "xl/externalLinks"
helps nobody who pasted them in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from addin.book.package import Package

_FORMULA_CELL = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\sr="([A-Z]+[0-9]+)"[^>]*>\s*<(?:\w+:)?f\b[^>]*>([^<]*)<'
)
_OTHER_BOOK = re.compile(r"\[\d+\]")
_MOST_PLACES = 5


def foreign_places(package: Package) -> list[str]:
    """Cells, names and sheets through which foreign parts are used, in words for a clerk.

    At most five of a kind; a part that nothing on a sheet uses has no place.
    """
    places = [*_linked_cells(package), *_linked_names(package), *_sheets_with_objects(package)]
    return list(dict.fromkeys(places))


def _linked_cells(package: Package) -> Iterator[str]:
    """Formulas that take values from another file; "[1]" stands for it (18.17.2.2)."""
    found = 0
    for sheet in package.sheets:
        for address, formula in _FORMULA_CELL.findall(
            package.read(sheet.part) if sheet.part else b""
        ):
            if _OTHER_BOOK.search(formula.decode("utf-8", "replace")):
                yield f"ô {address.decode()} của trang tính “{sheet.name}”"
                found += 1
                if found == _MOST_PLACES:
                    return


def _linked_names(package: Package) -> Iterator[str]:
    linked = [each.name for each in package.defined_names if _OTHER_BOOK.search(each.value)]
    for name in linked[:_MOST_PLACES]:
        yield f"tên “{name}” (Công thức > Trình quản lý tên)"


def _sheets_with_objects(package: Package) -> Iterator[str]:
    foreign = {part.name for part in package.foreign_parts()}
    for sheet in package.sheets:
        if sheet.part and foreign & package.reached_from(sheet.part):
            yield f"đối tượng nhúng hoặc nút điều khiển trên trang tính “{sheet.name}”"
