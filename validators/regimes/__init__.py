"""The law by date: regimes of emulation and commendation, from TOML files in this folder.

`index.toml` lists the regimes with their dates; one file a regime holds what is in force, each
provision with its basis and with how certain the project is of its wording; `money.toml` holds the
base wages. A commune lays its own corrections over them with `use_corrections`, without touching
these files or code.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, ParamSpec, TypeVar, cast

from validators.regimes.corrections import FILE, Corrections, load_corrections
from validators.regimes.law_file import LawFileError, LawModel, checked, read_toml
from validators.regimes.model import (
    Authority,
    Award,
    BaseWage,
    Certainty,
    Confirmation,
    Provision,
    Regime,
    Strength,
)

__all__ = [
    "PACKAGE",
    "Authority",
    "Award",
    "BaseWage",
    "Certainty",
    "Confirmation",
    "Corrections",
    "LawFileError",
    "LawModel",
    "Provision",
    "Regime",
    "Strength",
    "base_wage_on",
    "base_wages",
    "checked",
    "index",
    "load_corrections",
    "load_index",
    "load_regime",
    "read_toml",
    "regime",
    "regime_on",
    "use_corrections",
    "while_law_stays",
]  # fmt: skip

PACKAGE = files(__package__)


class _Entry(LawModel):
    id: str
    start: date
    end: date | None = None


class _Index(LawModel):
    regime: tuple[_Entry, ...]


class _Wages(LawModel):
    base_wage: tuple[BaseWage, ...]


def _inherited(folder: Traversable, name: str) -> dict[str, Any]:
    """A regime file's data laid over those of the regime that it extends.

    Provisions, and who decides and what is paid by them, are laid over one by one, and those that
    `without` names dropped; any other key of the file takes the place of the inherited one.
    """
    data = read_toml(folder, f"{name}.toml")
    dropped = data.pop("without", [])
    if "extends" not in data:
        return data
    parent = _inherited(folder, data.pop("extends"))
    if unknown := set(dropped) - parent["provisions"].keys():
        raise LawFileError(f"Tệp luật {name}.toml sai ở without: không có {min(unknown)} để bỏ.")
    laid_over = {}
    for part in ("provisions", "decides", "coefficients"):
        kept = {key: each for key, each in parent.get(part, {}).items() if key not in dropped}
        laid_over[part] = {**kept, **data.get(part, {})}
    return {**parent, **data, **laid_over}


def load_regime(folder: Traversable, name: str, corrections: Corrections | None = None) -> Regime:
    """A regime from the files of a folder, with a commune's corrections laid over it.

    Raises KeyError if the index does not list it, LawFileError if a file is not as it must be.
    """
    entry = {each.id: each for each in load_index(folder)}[name]
    data = _inherited(folder, name)
    if corrections:
        data = corrections.laid_over(name, data)
    confirmed = data.get("confirmed", True)
    data["provisions"] = {
        key: {"regime": name, "id": key, "confirmed": confirmed, **each}
        for key, each in data.get("provisions", {}).items()
    }
    dates = {"id": name, "start": entry.start, "end": entry.end}
    corrected = corrections is not None and name in corrections.regime
    return checked(Regime, {**data, **dates}, FILE if corrected else f"{name}.toml")


def load_index(folder: Traversable) -> tuple[_Entry, ...]:
    """The regimes that a folder's index lists, in order of their dates. Raises LawFileError."""
    return checked(_Index, read_toml(folder, "index.toml"), "index.toml").regime


P = ParamSpec("P")
T = TypeVar("T")
_corrections = Corrections()
_forget: list[Callable[[], None]] = []


def while_law_stays(function: Callable[P, T]) -> Callable[P, T]:
    """Remember what a function returns, until other corrections of the law come into use."""
    remembering = cache(function)
    _forget.append(remembering.cache_clear)
    return cast("Callable[P, T]", remembering)


def use_corrections(corrections: Corrections) -> None:
    """Lay a commune's corrections over the law from now on, in the place of earlier ones.

    Raises LawFileError, and leaves the law as it was, where they do not fit the law files.
    """
    global _corrections
    if corrections == _corrections:
        return
    for name in corrections.regime:
        if name not in {each.id for each in index()}:
            raise LawFileError(f"Tệp luật {FILE} sai ở regime.{name}: không có thời kỳ này.")
        load_regime(PACKAGE, name, corrections)
    _corrections = corrections
    for each in _forget:
        each()


@cache
def index() -> tuple[_Entry, ...]:
    """The regimes in order of their dates."""
    return load_index(PACKAGE)


@while_law_stays
def regime(name: str) -> Regime:
    """A regime by its id ("R1"); KeyError if there is none."""
    return load_regime(PACKAGE, name, _corrections)


@while_law_stays
def regime_on(day: date) -> Regime:
    """The regime in force on a day; the first one for every day before it."""
    started = [each for each in index() if each.start <= day]
    return regime((started or index()[:1])[-1].id)


@while_law_stays
def base_wages() -> tuple[BaseWage, ...]:
    """The base wages in order of their dates."""
    known = checked(_Wages, read_toml(PACKAGE, "money.toml"), "money.toml").base_wage
    return _corrections.wages_laid_over(known)


def base_wage_on(day: date) -> BaseWage | None:
    """The base wage in force on the day of a decision; None before the first that is known."""
    return next((each for each in reversed(base_wages()) if each.start <= day), None)
