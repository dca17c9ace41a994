"""The rules: one rule, one file, one code; a module's docstring is its documentation page.

A rule module holds `RULE` (code, severity, what it says) and `check(register)`, which yields a
`Hit` for every place that breaks it. The docstring opens with one sentence and has the sections
Kiểm tra gì, Vì sao, Ví dụ sai, Ví dụ đúng, Căn cứ. Legal numbers come from the provision of the
regime that the record falls under and never stand in a rule.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from validators.columns import Record
from validators.finding import Severity
from validators.regimes import Provision
from validators.register import Register

RULE_MODULE = re.compile(r"[a-z]{2}\d{3}_[a-z0-9_]+")


class Scope(Enum):
    """How much of the register a rule has to see to decide."""

    CELL = "ô"
    ROW = "dòng"
    TABLE = "bảng"
    BOOK = "sổ"


@dataclass(frozen=True)
class Rule:
    """What a rule says of itself.

    `message` and `remedy` are templates filled with a hit's values. `law` names the provisions of
    the regime files that the rule applies (law.md's ids); a hit that brings its provision takes
    severity, basis and regime from it. `basis` is for rules of the workbook itself.
    """

    code: str
    severity: Severity
    scope: Scope
    message: str
    remedy: str
    law: tuple[str, ...] = ()
    basis: str = "Quy ước của sổ"


@dataclass(frozen=True)
class Spot:
    """A place that is no record's cell: a sheet, or a heading of a table."""

    sheet: str
    table: str = ""
    cell: str = ""
    column: str = ""


@dataclass(frozen=True)
class Hit:
    """A place where a rule is broken, with the values that its message needs.

    `place` is a record (with `field` the column to blame), a `Spot`, or None for the whole
    workbook. `severity` overrides the rule's where the same rule weighs differently by stage.
    """

    place: Record | Spot | None
    field: str
    provision: Provision | None
    severity: Severity | None
    values: Mapping[str, Any]


def hit(
    place: Record | Spot | None = None,
    field: str = "",
    provision: Provision | None = None,
    severity: Severity | None = None,
    **values: Any,
) -> Hit:
    """A `Hit`, its message's values given by name."""
    return Hit(place, field, provision, severity, values)


Check = Callable[[Register], Iterator[Hit]]


@dataclass(frozen=True)
class RuleModule:
    """A rule with its check and its documentation."""

    rule: Rule
    check: Check
    doc: str
    name: str


@cache
def all_rules() -> tuple[RuleModule, ...]:
    """Every rule of this package, in the order of their codes."""
    names = (info.name for info in pkgutil.iter_modules(__path__))
    modules = [
        import_module(f"{__name__}.{name}") for name in sorted(names) if RULE_MODULE.fullmatch(name)
    ]
    return tuple(
        RuleModule(module.RULE, module.check, module.__doc__ or "", module.__name__.split(".")[-1])
        for module in modules
    )
