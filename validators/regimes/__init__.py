"""The law by date: regimes of emulation and commendation, from TOML files in this folder.

`index.toml` lists the regimes with their dates; one file a regime holds what is in force, each
provision with its basis and with how certain the project is of its wording; `money.toml` holds the
base wages. A commune's IT officer can correct a number without touching code.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from validators.regimes.law_file import LawFileError, LawModel, checked, read_toml
from validators.regimes.model import (
    Authority,
    Award,
    BaseWage,
    Certainty,
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
    "LawFileError",
    "LawModel",
    "Provision",
    "Regime",
    "Strength",
    "base_wage_on",
    "base_wages",
    "checked",
    "index",
    "load_index",
    "load_regime",
    "read_toml",
    "regime",
    "regime_on",
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

    Provisions are laid over one by one, and those `without` names dropped; any other key of the
    file takes the place of the inherited one.
    """
    data = read_toml(folder, f"{name}.toml")
    dropped = data.pop("without", [])
    if "extends" not in data:
        return data
    parent = _inherited(folder, data.pop("extends"))
    if unknown := set(dropped) - parent["provisions"].keys():
        raise LawFileError(f"Tệp luật {name}.toml sai ở without: không có {min(unknown)} để bỏ.")
    provisions = {key: each for key, each in parent["provisions"].items() if key not in dropped}
    return {**parent, **data, "provisions": {**provisions, **data.get("provisions", {})}}


def load_regime(folder: Traversable, name: str) -> Regime:
    """A regime from the files of a folder.

    Raises KeyError if the index does not list it, LawFileError if a file is not as it must be.
    """
    entry = {each.id: each for each in load_index(folder)}[name]
    data = _inherited(folder, name)
    confirmed = data.pop("confirmed", True)
    data["provisions"] = {
        key: {"regime": name, "id": key, "confirmed": confirmed, **each}
        for key, each in data.get("provisions", {}).items()
    }
    dates = {"id": name, "start": entry.start, "end": entry.end}
    return checked(Regime, {**data, **dates}, f"{name}.toml")


def load_index(folder: Traversable) -> tuple[_Entry, ...]:
    """The regimes that a folder's index lists, in order of their dates. Raises LawFileError."""
    return checked(_Index, read_toml(folder, "index.toml"), "index.toml").regime


@cache
def index() -> tuple[_Entry, ...]:
    """The regimes in order of their dates."""
    return load_index(PACKAGE)


@cache
def regime(name: str) -> Regime:
    """A regime by its id ("R1"); KeyError if there is none."""
    return load_regime(PACKAGE, name)


@cache
def regime_on(day: date) -> Regime:
    """The regime in force on a day; the first one for every day before it."""
    started = [each for each in index() if each.start <= day]
    return regime((started or index()[:1])[-1].id)


@cache
def base_wages() -> tuple[BaseWage, ...]:
    """The base wages in order of their dates."""
    return checked(_Wages, read_toml(PACKAGE, "money.toml"), "money.toml").base_wage


def base_wage_on(day: date) -> BaseWage | None:
    """The base wage in force on the day of a decision; None before the first that is known."""
    return next((each for each in reversed(base_wages()) if each.start <= day), None)
