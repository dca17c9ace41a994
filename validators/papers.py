"""What a paper is by its row: who issues it, its symbol, who receives it."""

from __future__ import annotations

import re
from typing import Final

from validators.catalogue import Issuer, PaperKind
from validators.notation import KIND_ABBREVIATIONS
from validators.records import Paper, Recipient
from validators.register import Register
from validators.text import match_key

KIND_SYMBOLS: Final[dict[PaperKind, str]] = {
    kind: KIND_ABBREVIATIONS[kind] for kind in PaperKind if kind in KIND_ABBREVIATIONS
}
"""Abbreviations of Phụ lục III; an official letter has none, nor a kind that it does not list."""

ISSUER_SYMBOLS: Final = {Issuer.PEOPLES_COMMITTEE: "UBND", Issuer.COUNCIL: "HĐTĐKT"}
"""The issuer's part of a symbol."""


def issuer_of(paper: Paper) -> Issuer:
    """Return who issues a paper; the people's committee where nothing is chosen."""
    return paper.issuer or Issuer.PEOPLES_COMMITTEE


def symbol_of(paper: Paper) -> str:
    """Return the abbreviations of kind and issuer: "KH-UBND"; an official letter has no kind.

    Source: khoản 3 Mục II Phụ lục I.
    """
    kind = KIND_SYMBOLS.get(paper.kind) if paper.kind else None
    issuer = ISSUER_SYMBOLS[issuer_of(paper)]
    return f"{kind}-{issuer}" if kind else issuer


def plain_symbol(typed: str) -> str:
    """Return a symbol without the number, spaces and long dashes that were typed with it."""
    without_number = re.sub(r"^\s*(?:(?i:số)\s*:?\s*)?\d*\s*/", "", typed)
    return re.sub(r"\s", "", without_number).replace("–", "-").replace("/", "-")


def plan_paper(register: Register) -> Paper | None:
    """The paper that the outline belongs to."""
    return next((each for each in register.papers if each.kind is PaperKind.PLAN), None)


def recipients_of(register: Register, paper: Paper) -> list[Recipient]:
    """The recipients of a paper in their order; rows that name no paper are for all."""
    code = match_key(paper.code or "")
    return [
        row
        for row in register.recipients
        if row.recipient and (not row.paper or match_key(row.paper) == code)
    ]
