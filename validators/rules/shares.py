"""Shares as the law bounds them, and as findings show them: "7/21 = 33,3 % (phải trên 50 %)"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from validators.regimes import Provision


class Comparison(StrEnum):
    """How the law words a bound."""

    ABOVE = "trên"
    FROM = "từ"
    UP_TO = "không quá"


@dataclass(frozen=True)
class Bound:
    """A bound on a share between 0 and 1."""

    comparison: Comparison
    share: float

    def allows(self, part: int, whole: int) -> bool:
        """Whether part of whole keeps the bound; `whole` is above 0.

        Division rounds correctly, so that 7/10 is the very number that 0.7 in a file is.
        """
        actual = part / whole
        if self.comparison is Comparison.ABOVE:
            return actual > self.share
        if self.comparison is Comparison.FROM:
            return actual >= self.share
        return actual <= self.share

    def most_of(self, whole: int) -> int:
        """The greatest part of whole that an upper bound allows: 15 % of 19 are 2."""
        return floor(Fraction(str(self.share)) * whole)

    def __str__(self) -> str:
        """The demand: "phải trên 50 %"."""
        if self.comparison is Comparison.FROM:
            return (
                f"phải đủ {percent(1)}"
                if self.share == 1
                else f"phải từ {percent(self.share)} trở lên"
            )
        return f"phải {self.comparison} {percent(self.share)}"


def bound(provision: Provision, name: str) -> Bound:
    """The bound that a provision sets on a share by this name; KeyError if it sets none."""
    return Bound(Comparison(provision.words[name]), provision.number(name))


def percent(share: float, digits: int | None = None) -> str:
    """A share in per cent as Vietnamese write it: 0.333, 1 digit → "33,3 %"."""
    text = f"{share * 100:g}" if digits is None else f"{share * 100:.{digits}f}"
    return text.replace(".", ",") + " %"


def counted(part: int, whole: int) -> str:
    """A share with the numbers behind it: "7/21 = 33,3 %"; `whole` is above 0."""
    return f"{part}/{whole} = {percent(part / whole, 1)}"
