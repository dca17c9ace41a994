"""The law by date: regimes of emulation and commendation, from TOML files in this folder.

`index.toml` lists the regimes with their dates; one file a regime holds what is in force, each
provision with its basis and with how certain the project is of its wording. A commune's IT
officer can correct a number without touching code.
"""

from __future__ import annotations

import tomllib
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from validators.catalogue import Form, Title
from validators.finding import Severity


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


class _Law(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Provision(_Law):
    """One provision in force: what it demands, its numbers, where it stands, how sure we are.

    `numbers` are shares between 0 and 1, counts of months, years or working days; their names
    say which. `text` is the demand in one Vietnamese sentence.
    """

    regime: str
    id: str
    text: str
    basis: str
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


class Regime(_Law):
    """The law in force between two dates."""

    id: str
    name: str
    start: date
    end: date | None = None
    titles: frozenset[Title]
    forms: frozenset[Form]
    provisions: dict[str, Provision]

    def provision(self, key: str) -> Provision | None:
        """The provision of law.md's id in this regime, or None where it is not in force."""
        return self.provisions.get(key)


class _Entry(_Law):
    id: str
    start: date
    end: date | None = None


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))


@cache
def index() -> tuple[_Entry, ...]:
    """The regimes in order of their dates."""
    return tuple(_Entry.model_validate(each) for each in _toml("index.toml")["regime"])


@cache
def regime(name: str) -> Regime:
    """A regime by its id ("R1"); KeyError if there is none."""
    entry = {each.id: each for each in index()}[name]
    data = _toml(f"{name}.toml")
    confirmed = data.pop("confirmed", True)
    provisions = {
        key: {"regime": name, "id": key, "confirmed": confirmed, **value}
        for key, value in data.pop("provisions").items()
    }
    return Regime.model_validate(
        {"id": name, "start": entry.start, "end": entry.end, "provisions": provisions, **data}
    )


@cache
def regime_on(day: date) -> Regime:
    """The regime in force on a day; the first one for every day before it."""
    started = [each for each in index() if each.start <= day]
    return regime((started or index()[:1])[-1].id)
