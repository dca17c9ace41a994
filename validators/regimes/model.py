"""What a law file holds: provisions, who decides, what is paid, and how sure we are of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cached_property

from pydantic import Field, model_validator

from validators.catalogue import Form, Level, Title
from validators.finding import Severity
from validators.regimes.law_file import LawModel

Award = Title | Form
"""What can be proposed: a title or a form of commendation."""


class Certainty(StrEnum):
    """How the wording of a provision is known."""

    VERIFIED = "V"
    SECONDARY = "V2"
    MEMORY_HIGH = "MH"
    MEMORY_MEDIUM = "MM"
    MEMORY_LOW = "ML"
    LOCAL = "local"

    @property
    def label(self) -> str:
        """In words, for staff."""
        return _CERTAINTIES[self]


_CERTAINTIES = {
    Certainty.VERIFIED: "đã đọc toàn văn",
    Certainty.SECONDARY: "theo nguồn thứ cấp, cần đối chiếu",
    Certainty.MEMORY_HIGH: "khá chắc nhưng chưa thấy văn bản",
    Certainty.MEMORY_MEDIUM: "chưa thấy văn bản",
    Certainty.MEMORY_LOW: "chưa rõ, chưa thấy văn bản",
    Certainty.LOCAL: "theo quy định của địa phương",
}


class Strength(StrEnum):
    """What a provision may do: block (B), ask for an explanation (W), inform (I)."""

    BLOCK = "B"
    WARN = "W"
    INFORM = "I"


class Confirmation(LawModel):
    """That an office has compared a provision with the text of the law: who, when, by which paper.

    Its keys in a file are the Vietnamese ones: `xac_nhan = { ai = …, ngay = …, van_ban = … }`.
    """

    who: str = Field(alias="ai", min_length=1)
    day: date = Field(alias="ngay")
    paper: str = Field(alias="van_ban", min_length=1)

    def __str__(self) -> str:
        return f"{self.who} đã đối chiếu ngày {self.day:%d/%m/%Y}, {self.paper}"


class Provision(LawModel):
    """One provision in force: what it demands, its numbers, where it stands, how sure we are.

    `numbers` are shares between 0 and 1, counts of months, years or working days, factors or
    đồng; their names say which. `words` are labels of the catalogue's lists, and for a share the
    comparison that the law words ("trên", "từ", "không quá"). `text` is the demand in one
    Vietnamese sentence. `start` is its first day where that is later than the regime's. `confirmed`
    is False in a law whose text nobody of the project has seen; `confirmation` and `corrected` come
    from the commune's own file.
    """

    regime: str
    id: str
    text: str = Field(min_length=1)
    basis: str = Field(min_length=1)
    certainty: Certainty
    strength: Strength
    numbers: dict[str, float | int] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)
    start: date | None = None
    confirmed: bool = True
    confirmation: Confirmation | None = None
    corrected: bool = False

    def number(self, name: str) -> float | int:
        """A number of the provision; KeyError if the file does not give it."""
        return self.numbers[name]

    def in_force(self, day: date) -> bool:
        """Whether it is in force on a day of its regime."""
        return self.start is None or self.start <= day

    @property
    def severity(self) -> Severity:
        """The gravest severity allowed: what is not verified never blocks a person's award."""
        if self.strength is Strength.INFORM:
            return Severity.NOTE
        known = self.certainty in {Certainty.VERIFIED, Certainty.SECONDARY} and self.confirmed
        if self.strength is Strength.BLOCK and (known or self.confirmation):
            return Severity.ERROR
        return Severity.QUERY

    @property
    def cited(self) -> str:
        """The basis as findings show it, with how it is known where the text was not seen."""
        corrected = ["số liệu do địa phương sửa"] if self.corrected else []
        words = [*corrected, *self._how_known()]
        return f"{self.basis} ({'; '.join(words)})" if words else self.basis

    def _how_known(self) -> list[str]:
        if self.confirmation:
            return [str(self.confirmation)]
        if self.certainty is Certainty.LOCAL:
            return []
        if not self.confirmed:
            return ["chưa đối chiếu được với văn bản luật sửa đổi"]
        if self.certainty is Certainty.VERIFIED:
            return []
        return [self.certainty.label]


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
    confirmed: bool = True
    confirmation: Confirmation | None = None
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
