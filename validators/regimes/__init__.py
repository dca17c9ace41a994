"""The law by date: regimes of emulation and commendation, from TOML files in this folder.

`index.toml` lists the regimes with their dates; one file a regime holds what is in force, each
provision with its basis and with how certain the project is of its wording; `money.toml` holds the
base wages. A commune's IT officer can correct a number without touching code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import ceil
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from validators.catalogue import Form, Level, Title
from validators.finding import Severity

Award = Title | Form
"""What can be proposed: a title or a form of commendation."""


class LawFileError(ValueError):
    """A law file that cannot be used: which file, at which key, what is wrong."""


class Certainty(StrEnum):
    """How the wording of a provision is known."""

    VERIFIED = "V"
    SECONDARY = "V2"
    MEMORY_HIGH = "MH"
    MEMORY_MEDIUM = "MM"
    MEMORY_LOW = "ML"
    LOCAL = "local"


class Strength(StrEnum):
    """What a provision may do: block (B), ask for an explanation (W), inform (I)."""

    BLOCK = "B"
    WARN = "W"
    INFORM = "I"


class LawModel(BaseModel):
    """What a law file holds: nothing but what is declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Provision(LawModel):
    """One provision in force: what it demands, its numbers, where it stands, how sure we are.

    `numbers` are shares between 0 and 1, counts of months, years or working days, factors or
    đồng; their names say which. `words` are labels of the catalogue's lists, and for a share the
    comparison that the law words ("trên", "từ", "không quá"). `text` is the demand in one
    Vietnamese sentence.
    """

    regime: str
    id: str
    text: str = Field(min_length=1)
    basis: str = Field(min_length=1)
    certainty: Certainty
    strength: Strength
    numbers: dict[str, float | int] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)
    confirmed: bool = True

    def number(self, name: str) -> float | int:
        """A number of the provision; KeyError if the file does not give it."""
        return self.numbers[name]

    @property
    def severity(self) -> Severity:
        """The gravest severity allowed: what is not verified never blocks a person's award."""
        if self.strength is Strength.INFORM:
            return Severity.NOTE
        sure = self.certainty in {Certainty.VERIFIED, Certainty.SECONDARY} and self.confirmed
        if self.strength is Strength.BLOCK and sure:
            return Severity.ERROR
        return Severity.QUERY

    @property
    def cited(self) -> str:
        """The basis as findings show it, with a word of caution where the text was not seen."""
        if not self.confirmed:
            return f"{self.basis} (chưa có văn bản chính thức để đối chiếu)"
        if self.certainty is Certainty.VERIFIED or self.certainty is Certainty.LOCAL:
            return self.basis
        return f"{self.basis} (theo nguồn thứ cấp, cần đối chiếu)"


class Authority(LawModel):
    """The level that decides some awards."""

    level: Level
    awards: tuple[Award, ...]


class Regime(LawModel):
    """The law in force between two dates.

    `decides` and `coefficients` are grouped by the provision that they apply: the level that
    decides which awards; the bonus of an individual's award in base wages.
    """

    id: str
    name: str
    start: date
    end: date | None = None
    titles: frozenset[Title]
    forms: frozenset[Form]
    provisions: dict[str, Provision]
    decides: dict[str, Authority] = Field(default_factory=dict)
    coefficients: dict[str, dict[Award, float]] = Field(default_factory=dict)

    def provision(self, key: str) -> Provision | None:
        """The provision of law.md's id in this regime, or None where it is not in force."""
        return self.provisions.get(key)

    def decider(self, award: Award) -> tuple[Level, Provision] | None:
        """The level that decides an award, by which provision; None where the law is not known."""
        return self._deciders.get(award)

    def coefficient(self, award: Award) -> tuple[float, Provision] | None:
        """An individual's bonus for an award in base wages, by which provision."""
        return self._coefficients.get(award)

    @cached_property
    def _deciders(self) -> dict[Award, tuple[Level, Provision]]:
        return {
            award: (authority.level, self.provisions[key])
            for key, authority in self.decides.items()
            for award in authority.awards
        }

    @cached_property
    def _coefficients(self) -> dict[Award, tuple[float, Provision]]:
        return {
            award: (coefficient, self.provisions[key])
            for key, each in self.coefficients.items()
            for award, coefficient in each.items()
        }

    @model_validator(mode="after")
    def _refers_to_what_is_there(self) -> Regime:
        for key in (*self.decides, *self.coefficients):
            if key not in self.provisions:
                raise ValueError(f"không có điều khoản {key}")
        self._once_and_offered(
            award for authority in self.decides.values() for award in authority.awards
        )
        self._once_and_offered(award for each in self.coefficients.values() for award in each)
        return self

    def _once_and_offered(self, awards: Iterable[Award]) -> None:
        seen: set[Award] = set()
        for award in awards:
            if award in seen:
                raise ValueError(f"“{award}” được ghi hai lần")
            if award not in self.titles and award not in self.forms:
                raise ValueError(f"“{award}” không có trong titles, forms")
            seen.add(award)


class BaseWage(LawModel):
    """The monthly base wage in đồng from a day on, by which the bonuses are reckoned."""

    id: str = ""
    start: date
    amount: int = Field(gt=0)
    basis: str = Field(min_length=1)
    certainty: Certainty

    def times(self, coefficient: float, step: int) -> int:
        """Coefficient × base wage in đồng, rounded up to whole `step`s of đồng."""
        exact = Fraction(str(coefficient)) * self.amount
        return ceil(exact / step) * step


class _Entry(LawModel):
    id: str
    start: date
    end: date | None = None


class _Index(LawModel):
    regime: tuple[_Entry, ...]


class _Wages(LawModel):
    base_wage: tuple[BaseWage, ...]


PACKAGE = files(__package__)
M = TypeVar("M", bound=LawModel)

_PROBLEMS = {
    "missing": "thiếu mục này",
    "extra_forbidden": "mục này không có trong mẫu của tệp",
    "enum": "“{input}” không có trong danh sách",
    "value_error": "{error}",
}


def _problem(error: ErrorDetails) -> str:
    words = _PROBLEMS.get(error["type"], "“{input}” không đúng kiểu của mục này")
    return words.format(input=error["input"], **error.get("ctx", {}))


def read_toml(folder: Traversable, name: str) -> dict[str, Any]:
    """The data of a law file. Raises LawFileError if it is no TOML."""
    try:
        return tomllib.loads((folder / name).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LawFileError(f"Tệp luật {name} viết sai cú pháp TOML: {error}") from None


def checked(model: type[M], data: Any, name: str) -> M:
    """The data of the law file `name` as `model`. Raises LawFileError at the first wrong key."""
    try:
        return model.model_validate(data)
    except ValidationError as invalid:
        first = invalid.errors()[0]
        place = ".".join(str(each) for each in first["loc"]) or "toàn tệp"
        raise LawFileError(f"Tệp luật {name} sai ở {place}: {_problem(first)}.") from None


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
