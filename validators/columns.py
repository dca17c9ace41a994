"""How a column is declared, and what a declaration says about the cells under it."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto
from functools import cached_property
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic.fields import FieldInfo

from validators.blocks import Block, Raw
from validators.text import clean

Year = Annotated[int, Ge(1900), Le(2100)]
Count = Annotated[int, Ge(0)]
Amount = Annotated[float, Ge(0)]
BirthDate = date | Year
"""A date of birth, or the year alone where no more is known."""


class Kind(Enum):
    """What a cell of a column holds."""

    FORMULA = auto()
    TEXT = auto()
    PROSE = auto()
    CHOICE = auto()
    DATE = auto()
    BIRTH_DATE = auto()
    INTEGER = auto()
    NUMBER = auto()
    ROW_ID = auto()


@dataclass(frozen=True)
class Column:
    """One column as declared in records.py; `width` is in characters of the default font."""

    field: str
    heading: str
    kind: Kind
    annotation: Any = None
    required: bool = False
    width: float = 14
    group: str = ""
    hint: str = ""
    choices: type[StrEnum] | None = None
    free_text: bool = False
    refers_to: str = ""
    printed: bool = False
    hidden: bool = False

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """Validates one typed value against the declared type and its limits."""
        return TypeAdapter(self.annotation, config=ConfigDict(strict=True))


def column(
    heading: str,
    *,
    required: bool = False,
    width: float = 14,
    group: str = "",
    hint: str = "",
    suggest: type[StrEnum] | None = None,
    refers_to: str = "",
    prose: bool = False,
    printed: bool = False,
    hidden: bool = False,
) -> Any:
    """Declare a column of a table; its type is the field's annotation.

    `suggest` offers a list without insisting on it; `refers_to` names the table whose first name
    column is offered; `prose` keeps the text exactly as typed; `printed` columns go to paper when
    a wide table is printed.
    """
    return Field(
        default=None,
        title=heading,
        description=hint,
        json_schema_extra={
            "required": required,
            "width": width,
            "group": group,
            "suggest": suggest,  # type: ignore[dict-item]
            "refers_to": refers_to,
            "prose": prose,
            "printed": printed,
            "hidden": hidden,
        },
    )


def _bare(annotation: Any) -> Any:
    """The annotation without `| None`."""
    if get_origin(annotation) in {Union, types.UnionType}:
        members = [member for member in get_args(annotation) if member is not type(None)]
        return members[0] if len(members) == 1 else Union[tuple(members)]  # noqa: UP007
    return annotation


def _kind(annotation: Any, prose: bool) -> Kind:
    if get_origin(annotation) in {Union, types.UnionType}:
        return Kind.BIRTH_DATE
    base = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    if issubclass(base, StrEnum):
        return Kind.CHOICE
    if issubclass(base, str):
        return Kind.PROSE if prose else Kind.TEXT
    return {date: Kind.DATE, int: Kind.INTEGER, float: Kind.NUMBER}[base]


def declared(name: str, info: FieldInfo) -> Column:
    """The column that a model's field declares."""
    extra: dict[str, Any] = dict(info.json_schema_extra)  # type: ignore[arg-type]
    suggest, prose = extra.pop("suggest"), extra.pop("prose")
    annotation = _bare(info.annotation)
    if info.metadata:
        annotation = Annotated[(annotation, *info.metadata)]
    kind = _kind(annotation, prose)
    return Column(
        field=name,
        heading=str(info.title),
        kind=kind,
        annotation=annotation,
        hint=info.description or "",
        choices=annotation if kind is Kind.CHOICE else suggest,
        free_text=suggest is not None,
        **extra,
    )


CHECK = Column("", "Kiểm tra", Kind.FORMULA, width=26, printed=False)
NUMBERING = Column("", "STT", Kind.FORMULA, width=6, printed=True)
ROW_ID = Column(
    "row_id",
    "Mã dòng",
    Kind.ROW_ID,
    annotation=str,
    width=9,
    hint="Mã của dòng do chương trình đặt, để kết quả kiểm tra luôn đi theo dòng. Không sửa.",
)


class Record(BaseModel):
    """One row of an entry table.

    `row` is the sheet row it stands in. A cell that could not be read is None and its field is
    named in `unreadable`, so that a rule can tell an empty cell from a wrong one.
    """

    model_config = ConfigDict(strict=True, extra="forbid")

    table: ClassVar[str]
    sheet: ClassVar[str]
    prefix: ClassVar[str]
    """Letters that row ids begin with ("DK" in DK0001)."""
    wide: ClassVar[bool] = False
    """Printed with its `printed` columns only."""
    counted: ClassVar[bool] = False
    """Whether the summary sheets are made of its rows: a change of them makes these stale."""
    note: ClassVar[str] = ""
    """One line under the sheet's title: what to enter here."""

    row: int
    row_id: str | None = None
    unreadable: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """What marks find the row by: its id, or its place while it has none."""
        return self.row_id or f"d{self.row}"

    @property
    def subject(self) -> str:
        """The name that findings call the row by."""
        value = getattr(self, type(self).subject_column().field)
        return str(value) if value is not None else ""

    def is_blank(self, field: str) -> bool:
        """Whether nothing was typed in the field's cell (a wrong value is something)."""
        return getattr(self, field) is None and field not in self.unreadable

    @classmethod
    def data_columns(cls) -> tuple[Column, ...]:
        """Columns that staff fill, in their order on the sheet."""
        return _data_columns(cls)

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """All columns in their order: Kiểm tra, STT, what staff fill, Mã dòng."""
        return (CHECK, NUMBERING, *cls.data_columns(), ROW_ID)

    @classmethod
    def column_of(cls, field: str) -> Column:
        """The column of a field; KeyError if the table has none."""
        for each in (*cls.data_columns(), ROW_ID):
            if each.field == field:
                return each
        raise KeyError(field)

    @classmethod
    def subject_column(cls) -> Column:
        """The column that names a row: the first that may not be empty."""
        return next(each for each in cls.data_columns() if each.required)


_COLUMNS: dict[type[BaseModel], tuple[Column, ...]] = {}


def _data_columns(model: type[BaseModel]) -> tuple[Column, ...]:
    if model not in _COLUMNS:
        _COLUMNS[model] = tuple(
            declared(name, info)
            for name, info in model.model_fields.items()
            if info.title is not None
        )
    return _COLUMNS[model]


class ProgramRecord(BaseModel):
    """One row of a table that the program itself fills; no Kiểm tra, no Mã dòng."""

    model_config = ConfigDict(strict=True, extra="forbid")

    table: ClassVar[str]
    sheet: ClassVar[str]

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """All columns in their order."""
        return _data_columns(cls)

    @classmethod
    def rows(cls, blocks: Mapping[str, Block]) -> Iterator[dict[str, Raw]]:
        """The table's rows as raw values by field; columns that are not there are None."""
        block = blocks.get(cls.table)
        if block is None:
            return
        fields = {each.heading: each.field for each in cls.columns()}
        blank: dict[str, Raw] = dict.fromkeys(fields.values())
        headings = [clean(heading) for heading in block.headings]
        for row in block.rows:
            cells = zip(headings, row, strict=True)
            yield blank | {fields[name]: value for name, value in cells if name in fields}
