"""A commune's own corrections of the law files: a number, a basis, a certainty, a confirmation.

The file `dia_phuong.toml` names what it corrects by regime and provision; everything else stays as
the program brings it along. What a corrected regime is inherited by is corrected by itself: an
office that has compared one law with its text has not compared the next.
"""

from __future__ import annotations

from importlib.resources.abc import Traversable
from typing import Any

from pydantic import Field

from validators.regimes.law_file import LawFileError, LawModel, checked, read_toml
from validators.regimes.model import Award, BaseWage, Certainty, Confirmation, Strength

FILE = "dia_phuong.toml"


class ProvisionCorrection(LawModel):
    """What takes the place of a provision's own entries; None and empty leave them."""

    confirmation: Confirmation | None = Field(None, alias="xac_nhan")
    text: str | None = Field(None, min_length=1)
    basis: str | None = Field(None, min_length=1)
    certainty: Certainty | None = None
    strength: Strength | None = None
    numbers: dict[str, float | int] = Field(default_factory=dict)


class RegimeCorrection(LawModel):
    """Corrections of one regime; `confirmation` is one of all its provisions."""

    confirmation: Confirmation | None = Field(None, alias="xac_nhan")
    provisions: dict[str, ProvisionCorrection] = Field(default_factory=dict)
    coefficients: dict[str, dict[Award, float]] = Field(default_factory=dict)


class Corrections(LawModel):
    """All of the file; base wages are added, or take the place of one of the same day."""

    regime: dict[str, RegimeCorrection] = Field(default_factory=dict)
    base_wage: tuple[BaseWage, ...] = ()

    def laid_over(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        """A regime file's data with the corrections of that regime.

        Raises LawFileError where what is to be corrected is not there or is no such number.
        """
        correction = self.regime.get(name)
        if correction is None:
            return data
        provisions = dict(data["provisions"])
        if correction.confirmation:
            shown = {"confirmation": correction.confirmation}
            provisions = {key: {**each, **shown} for key, each in provisions.items()}
        for key, each in correction.provisions.items():
            place = f"regime.{name}.provisions.{key}"
            if key not in provisions:
                raise _wrong(place, f"thời kỳ {name} không có điều khoản này")
            provisions[key] = _corrected(provisions[key], each, place)
        coefficients = dict(data.get("coefficients", {}))
        for key, amounts in correction.coefficients.items():
            if key not in coefficients:
                place = f"regime.{name}.coefficients.{key}"
                raise _wrong(place, f"thời kỳ {name} không có bảng hệ số này")
            coefficients[key] = {**coefficients[key], **amounts}
            provisions[key] = {**provisions[key], "corrected": True}
        return {
            **data,
            "confirmation": correction.confirmation,
            "provisions": provisions,
            "coefficients": coefficients,
        }

    def wages_laid_over(self, wages: tuple[BaseWage, ...]) -> tuple[BaseWage, ...]:
        """The base wages with the commune's own, in order of their dates."""
        by_day = {each.start: each for each in (*wages, *self.base_wage)}
        return tuple(by_day[day] for day in sorted(by_day))


def load_corrections(folder: Traversable) -> Corrections:
    """The corrections in a folder's dia_phuong.toml. Raises LawFileError."""
    return checked(Corrections, read_toml(folder, FILE), FILE)


def _corrected(data: dict[str, Any], correction: ProvisionCorrection, place: str) -> dict[str, Any]:
    changes = correction.model_dump(exclude_none=True, exclude={"numbers", "confirmation"})
    if correction.numbers:
        numbers = data.get("numbers", {})
        for key, number in correction.numbers.items():
            _check_number(key, number, numbers, place)
        changes["numbers"] = {**numbers, **correction.numbers}
    if changes:
        changes["corrected"] = True
    if correction.confirmation:
        changes["confirmation"] = correction.confirmation
    return {**data, **changes}


def _check_number(key: str, number: float, known: dict[str, Any], place: str) -> None:
    if key not in known:
        names = ", ".join(known) or "không có số nào"
        raise _wrong(f"{place}.numbers.{key}", f"không có số này (điều khoản có: {names})")
    if isinstance(known[key], int) and not isinstance(number, int):
        raise _wrong(f"{place}.numbers.{key}", f"“{number}” phải là số nguyên")
    if number <= 0:
        raise _wrong(f"{place}.numbers.{key}", f"“{number}” phải lớn hơn 0")
    if key.endswith("_share") and number > 1:
        raise _wrong(f"{place}.numbers.{key}", f"“{number}” quá 1 (70 % ghi là 0.7)")


def _wrong(place: str, problem: str) -> LawFileError:
    return LawFileError(f"Tệp luật {FILE} sai ở {place}: {problem}.")
