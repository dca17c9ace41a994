"""What an old plan says of itself: its year, its number and day, its issuer, its signer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from addin.documents.importing.paper import OldPlan
from addin.documents.wording import two_digits
from validators.blocks import Raw
from validators.catalogue import CommuneKind, Issuer, PaperKind
from validators.papers import ISSUER_SYMBOLS, KIND_SYMBOLS, plain_symbol
from validators.register import Register
from validators.text import match_key

_ACRONYMS: Final = {"UBND", "HĐND", "HĐTĐKT", "TĐKT", "MTTQ"}
_KIND: Final = re.compile(rf"\b({'|'.join(CommuneKind)})\b", re.IGNORECASE)
_COMMUNE: Final = re.compile(rf"\b({'|'.join(CommuneKind)})((?:\s+[^\W\d_][\w'-]*)+)")


def own_year(plan: OldPlan) -> int | None:
    """The year that a plan was made for: that of its subject, its date, or most of its text."""
    for text in (plan.title, str(plan.masthead.year or "")):
        for pattern in (r"năm\s+(20\d\d)(?!\d)", r"(?<!\d)(20\d\d)(?!\d)"):
            if found := re.findall(pattern, text):
                return int(found[-1])
    named = re.findall(r"năm (20\d\d)(?!\d)", " ".join(row.text for row in plan.rows))
    return int(max(set(named), key=named.count)) if named else None


def settings_of(
    plan: OldPlan, register: Register, year: int | None, title: str
) -> Iterator[tuple[str, str]]:
    """The settings that a plan knows, by the field of `Settings`, as a clerk would type them."""
    if year is not None:
        yield "year", str(year)
    unit = _commune(plan, register.settings.unit_name, title)
    if unit:
        kind, name = unit
        yield "unit_name", name
        yield "unit_kind", kind
    unit_name = register.settings.unit_name or (unit[1] if unit else "")
    place = plan.masthead.place
    if place and match_key(place) != match_key(unit_name):
        yield "place", place
    if plan.signing.name:
        yield "signer", plan.signing.name
    yield from _positions(plan)


def _commune(plan: OldPlan, known: str | None, title: str) -> tuple[str, str] | None:
    """Kind and name of the commune: as the register has it, or as the subject first names it.

    The kind is looked for before that name wherever it stands in the plan, or else alone.
    """
    texts = (title, *(row.text for row in plan.rows))
    if known:
        named = re.compile(rf"{_KIND.pattern}\s+{re.escape(known)}\b", re.IGNORECASE)
        lines = (*texts, *plan.masthead.agencies)
        hits = (
            hit for pattern in (named, _KIND) for line in lines if (hit := pattern.search(line))
        )
        found = next(hits, None)
        return (found[1].lower(), known) if found else None
    for found in (hit for text in texts for hit in _COMMUNE.finditer(text)):
        name = list(takewhile(lambda word: word[0].isupper(), found[2].split()))
        if name:
            return found[1], " ".join(name)
    return None


def _positions(plan: OldPlan) -> Iterator[tuple[str, str]]:
    """The signer's positions by the lines above and below his signature."""
    below_authority = plan.signing.whole_lines[1:]
    own = [line for line in below_authority if not re.match(r"(?:KT|TL|TUQ)\b", line)]
    council = issuer_of_old(plan) is Issuer.COUNCIL
    names = ("council_position", "office_position") if council else ("office_position",)
    for name, line in zip(names, own, strict=False):
        yield name, _small(line)


def paper_values(plan: OldPlan, title: str, *, renewed: bool) -> dict[str, Raw]:
    """What a plan says of itself, by the fields of `Paper`; what it does not say is left out.

    A plan renewed for another year has no number and no day yet. Where the number is blank, a
    symbol that the program composes by itself is left out too.
    """
    head, issuer = plan.masthead, issuer_of_old(plan)
    values: dict[str, Raw] = {"about": escaped(title), "issuer": issuer.value}
    symbol = plain_symbol(head.symbol)
    own_symbol = symbol != f"{KIND_SYMBOLS[PaperKind.PLAN]}-{ISSUER_SYMBOLS[issuer]}"
    if "/" in head.number and not renewed:
        values["number"] = f"{head.number}/{symbol}" if symbol else head.number
    else:
        number = "" if renewed else two_digits(head.number)
        values |= {"number": number, "symbol": symbol if number or own_symbol else None}
    values["issued"] = None if renewed else head.issued
    lines = plan.signing.whole_lines
    if len(lines) == 1 and not re.match(r"T\s?[./]?\s?M", lines[0]):
        lines = ["", *lines]
    if len(lines) > 3:
        lines = [*lines[:2], "\n".join(lines[2:])]
    values |= {f"line_{number}": line for number, line in enumerate(lines, 1)}
    values["signer"] = plan.signing.name
    return {name: each for name, each in values.items() if each not in (None, "")}


def issuer_of_old(plan: OldPlan) -> Issuer:
    """Who issued a plan: by the block on top, or else by the signature or the symbol."""
    head = " ".join(plan.masthead.agencies)
    for text in (head, " ".join(plan.signing.lines[:2]), plan.masthead.symbol):
        key = match_key(text)
        if re.search(r"hội đồng(?! nhân dân)|hđ\s?tđ|thi đua", key):
            return Issuer.COUNCIL
        if re.search(r"ủy ban|ubnd", key):
            return Issuer.PEOPLES_COMMITTEE
    return Issuer.PEOPLES_COMMITTEE


def _small(position: str) -> str:
    """A position in capitals as it is written in a sentence: "Phó Chủ tịch UBND xã"."""
    words = [word if word in _ACRONYMS else word.lower() for word in position.upper().split()]
    text = " ".join(words).replace("chủ tịch", "Chủ tịch")
    return text[:1].upper() + text[1:]


def escaped(text: str) -> str:
    """A text in which braces are no placeholders."""
    return text.replace("{", "{{")
