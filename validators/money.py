"""Bonus money: coefficient × base wage, by the law in force on the day of the decision.

Every number comes from the regime files, money.toml or the commune's own settings. Where one is
missing there is no amount, but a reason. Rounding: up to whole tens of thousands of đồng unless the
commune has chosen to keep the exact figure (provision M02 of the regimes); each title and each form
is rounded by itself, and a row with both is paid both (M15).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import ceil, prod
from typing import NamedTuple

from validators.catalogue import Form, ObjectKind, Outcome, Title, YesNo
from validators.records import Nomination
from validators.regimes import (
    Award,
    BaseWage,
    Certainty,
    Provision,
    Regime,
    Strength,
    base_wage_on,
    regime_on,
    while_law_stays,
)
from validators.register import Register
from validators.settings import Settings


@dataclass(frozen=True)
class Unknown:
    """No amount can be given: why, as the end of a Vietnamese sentence.

    `row_lacks` if the row itself is to blame, and not the law or what the program knows of it.
    """

    reason: str
    row_lacks: bool = False


class Factor(NamedTuple):
    """A number that the base wage is multiplied by, whose it is ("tập thể"), where it stands."""

    number: float
    whose: str
    provision: Provision

    def __str__(self) -> str:
        number = f"{self.number:g}".replace(".", ",")
        return f"{number} ({self.whose})" if self.whose else number


@dataclass(frozen=True)
class Payment:
    """The money of one title or form; `step` is what amounts are rounded up to, in đồng."""

    award: Award
    factors: tuple[Factor, ...]
    wage: BaseWage
    step: int

    @cached_property
    def exact(self) -> int:
        """The product, up to the whole đồng."""
        factors = (Fraction(str(each.number)) for each in self.factors)
        return ceil(prod(factors, start=Fraction(self.wage.amount)))

    @cached_property
    def amount(self) -> int:
        """What is paid."""
        return ceil(Fraction(self.exact, self.step)) * self.step

    @property
    def in_words(self) -> str:
        """How it was reckoned: "0,3 × 1.490.000 đ = 447.000 đ, làm tròn lên 450.000 đ"."""
        product = " × ".join([*map(str, self.factors), dong(self.wage.amount)])
        rounded = f", làm tròn lên {dong(self.amount)}" if self.amount != self.exact else ""
        return f"{product} = {dong(self.exact)}{rounded}"


@dataclass(frozen=True)
class Bonus:
    """The money of a nomination that was awarded, under one regime."""

    law: Regime
    payments: tuple[Payment, ...]

    @property
    def exact(self) -> int:
        """The sum before rounding, in đồng."""
        return sum(each.exact for each in self.payments)

    @property
    def amount(self) -> int:
        """What is paid, in đồng."""
        return sum(each.amount for each in self.payments)

    @property
    def of_form(self) -> int:
        """What is paid where the title's money is not: that of the row's form, or nothing."""
        return sum(each.amount for each in self.payments if isinstance(each.award, Form))

    @property
    def in_words(self) -> str:
        """How it was reckoned; of a title and a form each, and their sum."""
        if len(self.payments) == 1:
            return self.payments[0].in_words
        each = [f"{payment.award}: {payment.in_words}" for payment in self.payments]
        return "; ".join([*each, f"cộng {dong(self.amount)}"])

    @property
    def provision(self) -> Provision:
        """All provisions applied as one: the bases together, as sure as the least sure of them."""
        applied = [factor.provision for each in self.payments for factor in each.factors]
        applied.append(_as_provision(self.payments[0].wage, self.law))
        if len(self.payments) > 1:
            applied.append(self.law.provisions["M15"])
        weakest = max(applied, key=lambda each: each.severity.rank)
        bases = "; ".join(dict.fromkeys(each.basis for each in applied))
        return weakest.model_copy(update={"basis": bases})

    @property
    def rounding(self) -> Provision:
        """The provision that rounds."""
        return self.law.provisions["M02"]

    def is_but_rounded_otherwise(self, typed: float) -> bool:
        """Whether a typed sum differs from `amount` by less than rounding can make out."""
        step = self.rounding.number("step") * len(self.payments)
        return typed != self.amount and abs(typed - self.exact) < step


class _Local(NamedTuple):
    """What the commune has chosen for itself; factors of None or 0 are off."""

    household: float | None
    cultural_family: float | None
    exact: bool


def bonus(row: Nomination, register: Register) -> Bonus | Unknown:
    """The money of a nomination on the day of its decision, or why it cannot be told."""
    if row.unreadable & {"title", "form", "object_kind", "decided"}:
        return Unknown("có ô của dòng chưa đọc được", row_lacks=True)
    if row.decided is None:
        return Unknown("chưa có Ngày quyết định", row_lacks=True)
    awards = [each for each in (row.title, row.form) if each]
    if not awards:
        return Unknown("chưa ghi danh hiệu hoặc hình thức", row_lacks=True)
    settings = register.settings
    local = _Local(
        settings.household_factor,
        settings.cultural_family_factor,
        settings.exact_bonus is YesNo.YES,
    )
    payments = []
    for award in awards:
        payment = _payment(award, row.object_kind, row.decided, local)
        if isinstance(payment, Unknown):
            return payment
        payments.append(payment)
    return Bonus(regime_on(row.decided), tuple(payments))


SEVERAL_YEARS = {Title.PROVINCIAL_FIGHTER: "T07", Title.NATIONAL_FIGHTER: "T09"}
"""Titles that reward more than their year, and the provision that says how many years."""


def higher_title(row: Nomination, register: Register) -> Nomination | None:
    """The award of a higher title for the same time, where the law pays but the highest.

    A title for three years and one for the last of them are not for the same time: both are paid.
    """
    if row.title is None or row.year is None or row.decided is None:
        return None
    law = regime_on(row.decided)
    if "same_achievement" not in law.provisions["M15"].words:
        return None
    length = _years_of(row.title, law)
    own = _money_of_title(row, register)
    return next(
        (
            each
            for each in register.of_same_object(row, Nomination)
            if each.outcome is Outcome.AWARDED
            and each.year == row.year
            and each.title
            and _years_of(each.title, law) == length
            and _money_of_title(each, register) > own > 0
        ),
        None,
    )


def _years_of(title: Title, law: Regime) -> float:
    """For how many years a title is given."""
    key = SEVERAL_YEARS.get(title)
    return law.provisions[key].number("years") if key else 1


def _money_of_title(row: Nomination, register: Register) -> int:
    """The money of a row's title alone; 0 without one, or where it cannot be told."""
    found = bonus(row, register) if row.title else Unknown("")
    return 0 if isinstance(found, Unknown) else found.payments[0].amount


# Kept, because thousands of rows are decided on a few days for a few awards.
@while_law_stays
def _payment(award: Award, kind: ObjectKind | None, day: date, local: _Local) -> Payment | Unknown:
    law, wage = regime_on(day), base_wage_on(day)
    if wage is None:
        return Unknown(f"chương trình chưa có mức lương cơ sở của ngày {day:%d/%m/%Y}")
    coefficient = _coefficient(award, law, local)
    if isinstance(coefficient, Unknown):
        return coefficient
    factors = [coefficient]
    if isinstance(award, Form) and kind is not ObjectKind.INDIVIDUAL:
        factor = _factor_of(kind, law, local)
        if isinstance(factor, Unknown):
            return factor
        factors.append(factor)
    step = 1 if local.exact else int(law.provisions["M02"].number("step"))
    return Payment(award, tuple(factors), wage, step)


def _coefficient(award: Award, law: Regime, local: _Local) -> Factor | Unknown:
    if award is Title.CULTURAL_FAMILY:
        setting = _heading("cultural_family_factor")
        if not local.cultural_family:
            return Unknown(
                f"luật không rõ mức của “{award}” (nếu địa phương chi thì ghi mục “{setting}” ở "
                "trang Thông tin)"
            )
        return Factor(local.cultural_family, "", _set_locally(law, "M13", setting))
    if found := law.coefficient(award):
        return Factor(found[0], "", found[1])
    return Unknown(f"chương trình chưa có hệ số của “{award}” theo {law.name}")


def _factor_of(kind: ObjectKind | None, law: Regime, local: _Local) -> Factor | Unknown:
    """What a form's coefficient, which is an individual's, is multiplied by."""
    if kind is None:
        return Unknown("chưa ghi Loại đối tượng", row_lacks=True)
    if kind is ObjectKind.COLLECTIVE:
        found = _provision_with("collective_factor", law)
        if found is None:
            return Unknown(f"chương trình chưa có hệ số của tập thể theo {law.name}")
        return Factor(found.number("collective_factor"), "tập thể", found)
    setting = _heading("household_factor")
    if local.household:
        return Factor(local.household, "hộ gia đình", _set_locally(law, "M14", setting))
    if found := _provision_with("household_factor", law):
        return Factor(found.number("household_factor"), "hộ gia đình", found)
    return Unknown(
        f"luật không rõ mức của hộ gia đình (nếu địa phương chi thì ghi mục “{setting}” ở trang "
        "Thông tin)"
    )


def _provision_with(number: str, law: Regime) -> Provision | None:
    return next((each for each in law.provisions.values() if number in each.numbers), None)


def _heading(field: str) -> str:
    return next(each.heading for each in Settings.items().values() if each.field == field)


def _set_locally(law: Regime, key: str, setting: str) -> Provision:
    return Provision(
        regime=law.id,
        id=key,
        text="Hệ số do địa phương đặt.",
        basis=f"Mục “{setting}” ở trang Thông tin",
        certainty=Certainty.LOCAL,
        strength=Strength.WARN,
    )


def _as_provision(wage: BaseWage, law: Regime) -> Provision:
    return Provision(
        regime=law.id,
        id=wage.id,
        text=f"Mức lương cơ sở là {dong(wage.amount)}.",
        basis=wage.basis,
        certainty=wage.certainty,
        strength=Strength.BLOCK,
    )


def grouped(amount: float) -> str:
    """A sum as Vietnamese write it: 1490000 → "1.490.000", 223.5 → "223,5"."""
    whole, _, rest = f"{amount:.2f}".partition(".")
    digits = f"{int(whole):,}".replace(",", ".")
    cents = rest.rstrip("0")
    return f"{digits},{cents}" if cents else digits


def dong(amount: float) -> str:
    """A sum in đồng: "1.490.000 đ"."""
    return f"{grouped(amount)} đ"
