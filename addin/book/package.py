"""A saved workbook seen as its parts: sheets, tables, names, and what does not belong there.

The format is Open Packaging Conventions (ECMA-376 part 2) with SpreadsheetML (part 1, clause 18).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from addin.book.archive import (
    DEFAULT_LIMITS,
    GET_AGAIN,
    NOT_A_WORKBOOK,
    REPAIR,
    SAVE_AS,
    BookRefused,
    Limits,
    file_bytes,
)
from addin.book.opc import STRICT, Element, OpcPackage, Relationship, local_name
from validators.register import ForeignPart

__all__ = ["BookRefused", "Limits", "Package", "open_package"]

_STRICT_KIND = f"được lưu kiểu “Strict Open XML” mà chương trình không dùng: {SAVE_AS}"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class ForeignKind(StrEnum):
    """Parts that a register does not need and through which a stranger's file can do harm."""

    MACRO = "macro"
    MACRO_SHEET = "trang tính macro kiểu cũ"
    EXTERNAL_LINK = "liên kết sang tệp khác"
    CONNECTION = "kết nối dữ liệu bên ngoài"
    EMBEDDING = "tệp nhúng"
    ACTIVEX = "nút điều khiển ActiveX"
    CUSTOM_UI = "dải lệnh riêng"


_FOREIGN_RELATIONSHIPS = {
    "vbaProject": ForeignKind.MACRO,
    "xlMacrosheet": ForeignKind.MACRO_SHEET,
    "xlIntlMacrosheet": ForeignKind.MACRO_SHEET,
    "externalLink": ForeignKind.EXTERNAL_LINK,
    "connections": ForeignKind.CONNECTION,
    "queryTable": ForeignKind.CONNECTION,
    "oleObject": ForeignKind.EMBEDDING,
    "package": ForeignKind.EMBEDDING,
    "control": ForeignKind.ACTIVEX,
    "activeXControlBinary": ForeignKind.ACTIVEX,
    "extensibility": ForeignKind.CUSTOM_UI,
}
"""By the last word of a relationship's type, which is what Excel follows."""

_FOREIGN_CONTENT = {
    "vbaproject": ForeignKind.MACRO,
    "macrosheet": ForeignKind.MACRO_SHEET,
    "externallink+xml": ForeignKind.EXTERNAL_LINK,
    "connections+xml": ForeignKind.CONNECTION,
    "oleobject": ForeignKind.EMBEDDING,
    "activex": ForeignKind.ACTIVEX,
}
"""By a word of the content type, for parts that no relationship names."""

_FOREIGN_NAMES = {
    "vbaproject": ForeignKind.MACRO,
    "/macrosheets/": ForeignKind.MACRO_SHEET,
    "/externallinks/": ForeignKind.EXTERNAL_LINK,
    "/connections.xml": ForeignKind.CONNECTION,
    "/embeddings/": ForeignKind.EMBEDDING,
    "/activex/": ForeignKind.ACTIVEX,
    "customui/": ForeignKind.CUSTOM_UI,
}
"""By a word of the name that Office gives, for parts left behind that nothing else tells of."""

_HARMLESS_EXTERNAL = {"hyperlink", "externalLinkPath"}


@dataclass(frozen=True)
class Sheet:
    """A sheet in the order of its tab; `state` is visible, hidden or veryHidden."""

    name: str
    part: str
    state: str


@dataclass(frozen=True)
class CellRange:
    """A rectangle of cells, 1-based, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Table:
    """An Excel table (ListObject); `range` includes its heading and totals rows."""

    name: str
    sheet: str
    sheet_part: str
    part: str
    range: CellRange
    headings: tuple[str, ...]
    header_rows: int
    totals_rows: int
    autofilter: bool


@dataclass(frozen=True)
class DefinedName:
    """A defined name; `sheet` is the sheet it is local to, or None."""

    name: str
    value: str
    sheet: str | None


def column_number(letters: str) -> int:
    """1-based number of a column: "A" → 1, "AB" → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def parse_range(reference: str) -> CellRange | None:
    """The cells of "A5:T44" or "B2", or None for what Excel does not accept as a range."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    left, top, right, bottom = match.groups()
    cells = CellRange(
        int(top), column_number(left), int(bottom or top), column_number(right or left)
    )
    in_order = (
        1 <= cells.first_row <= cells.last_row <= _MAX_ROW
        and cells.first_column <= cells.last_column <= _MAX_COLUMN
    )
    return cells if in_order else None


def unescape(text: str) -> str:
    """Text without the escapes of ST_Xstring (ECMA-376 part 1, 22.9.2.19): "_x000a_" → newline."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


RECEIVED = "sổ nhận được"
"""What bytes without a name are called."""


def open_package(
    source: Path | bytes, limits: Limits = DEFAULT_LIMITS, *, name: str = RECEIVED
) -> Package:
    """Open a workbook given as a file or, with the `name` to call it by, as its bytes.

    Raises BookRefused for everything that is not a sound .xlsx within the limits.
    """
    if isinstance(source, bytes):
        return Package(source, name, None, limits)
    data = file_bytes(source, limits)
    return Package(data, source.name, source.resolve(), limits)


def _children(root: Element, parent: str, child: str) -> Iterator[Element]:
    """Grandchildren of the root by local names: <sheets><sheet/>…"""
    for holder in root:
        if local_name(holder) == parent:
            yield from (element for element in holder if local_name(element) == child)


class Package(OpcPackage):
    """The parts of one workbook and what they say of its sheets, tables and names."""

    def __init__(self, data: bytes, name: str, path: Path | None, limits: Limits) -> None:
        super().__init__(data, name, path, limits)
        self.workbook_part = self._find_workbook()
        self._check_workbook_kind()

    def _find_workbook(self) -> str:
        if "[content_types].xml" not in self._entries:
            raise self.refusal(NOT_A_WORKBOOK)
        for relationship in self.relationships(""):
            if relationship.type.startswith(STRICT):
                raise self.refusal(_STRICT_KIND)
            if relationship.type.endswith("/officeDocument") and relationship.target in self:
                return relationship.target
        raise self.refusal(f"không có sổ tính bên trong: {GET_AGAIN}")

    def _check_workbook_kind(self) -> None:
        content_type = self.content_type(self.workbook_part).lower()
        if "sheet.binary" in content_type:
            raise self.refusal(f"là sổ nhị phân (.xlsb): {SAVE_AS}")
        if "macroenabled" in content_type:
            raise self.refusal(f"là sổ có macro (.xlsm): {SAVE_AS}")
        if "spreadsheetml" not in content_type:
            raise self.refusal(NOT_A_WORKBOOK)
        if str(self._workbook.tag).startswith("{" + STRICT):
            raise self.refusal(_STRICT_KIND)

    @cached_property
    def _workbook(self) -> Element:
        return self.xml(self.workbook_part)

    @cached_property
    def _workbook_relationships(self) -> list[Relationship]:
        return self.relationships(self.workbook_part)

    def workbook_companion(self, kind: str) -> str:
        """The part that the workbook refers to as "sharedStrings", "styles" …, or ""."""
        for relationship in self._workbook_relationships:
            if relationship.type.endswith(f"/{kind}") and not relationship.external:
                return relationship.target
        return ""

    @cached_property
    def date1904(self) -> bool:
        """Whether day 0 is 1 January 1904 (workbooks born on an old Macintosh)."""
        return any(
            local_name(element) == "workbookPr" and element.get("date1904") in ("1", "true")
            for element in self._workbook
        )

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """All sheets in the order of their tabs, chart sheets included; `part` may be empty.

        Excel keeps a nameless entry for a module of Visual Basic of Excel 95.
        """
        targets = {rel.id: rel.target for rel in self._workbook_relationships}
        sheets = []
        for element in _children(self._workbook, "sheets", "sheet"):
            name = unescape(element.get("name", ""))
            id_ = element.get(f"{_RELATIONSHIPS}id", "")
            part = targets.get(id_, "")
            if part not in self and id_:
                raise self.refusal(f"bị mất nội dung của trang tính “{name}”: {GET_AGAIN}")
            sheets.append(Sheet(name, part, element.get("state", "visible")))
        return tuple(sheets)

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The tables of all sheets by name."""
        tables: dict[str, Table] = {}
        for sheet in self.sheets:
            for relationship in self.relationships(sheet.part) if sheet.part else []:
                if not relationship.type.endswith("/table"):
                    continue
                table = self._table(sheet, relationship.target)
                if table.name in tables:
                    raise self.refusal(f"có hai bảng cùng tên {table.name}: {REPAIR}")
                tables[table.name] = table
        return tables

    def _table(self, sheet: Sheet, part: str) -> Table:
        root = self.xml(part)
        name = unescape(root.get("displayName", root.get("name", "")))
        cells = parse_range(root.get("ref", ""))
        headings = tuple(
            unescape(column.get("name", ""))
            for column in _children(root, "tableColumns", "tableColumn")
        )
        header_rows = root.get("headerRowCount", "1")
        totals_rows = root.get("totalsRowCount", "0")
        if (
            cells is None
            or len(headings) != cells.last_column - cells.first_column + 1
            or not {header_rows, totals_rows} <= {"0", "1"}
        ):
            raise self.refusal(
                f"có bảng {name} hỏng khung trên trang tính “{sheet.name}”: {REPAIR}"
            )
        return Table(
            name,
            sheet.name,
            sheet.part,
            part,
            cells,
            headings,
            int(header_rows),
            int(totals_rows),
            any(local_name(element) == "autoFilter" for element in root),
        )

    @cached_property
    def defined_names(self) -> tuple[DefinedName, ...]:
        """Defined names in the order of the file, those local to a sheet included."""
        sheets = {str(index): sheet.name for index, sheet in enumerate(self.sheets)}
        return tuple(
            DefinedName(
                element.get("name", ""),
                element.text or "",
                sheets.get(element.get("localSheetId", "")),
            )
            for element in _children(self._workbook, "definedNames", "definedName")
        )

    def reached_from(self, part: str) -> set[str]:
        """Every part that a part refers to, directly or through others, itself left out."""
        reached: set[str] = set()
        waiting = [part]
        while waiting:
            for relationship in self.relationships(waiting.pop()):
                target = relationship.target
                if not relationship.external and target in self and target not in reached | {part}:
                    reached.add(target)
                    waiting.append(target)
        return reached

    def foreign_parts(self) -> list[ForeignPart]:
        """Macros, external links, connections, embedded files, controls and ribbons, if any."""
        found: dict[str, ForeignKind] = {}
        for part in self.part_names:
            content_type = self.content_type(part).lower()
            for word, kind in _FOREIGN_CONTENT.items():
                if word in content_type:
                    found[part] = kind
        for source in ["", *self.part_names]:
            for relationship in self.relationships(source):
                word = relationship.type.rpartition("/")[2]
                if relationship.external and word not in _HARMLESS_EXTERNAL:
                    found.setdefault(source, ForeignKind.EXTERNAL_LINK)
                elif word in _FOREIGN_RELATIONSHIPS:
                    found.setdefault(relationship.target, _FOREIGN_RELATIONSHIPS[word])
        for part in self.part_names:
            for word, kind in _FOREIGN_NAMES.items():
                if word in part.lower() and not part.lower().endswith(".rels"):
                    found.setdefault(part, kind)
        return [ForeignPart(kind, part) for part, kind in sorted(found.items())]
