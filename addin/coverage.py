"""docs/coverage.md: which rule applies each provision of the law, and why some apply none.

Rules name their provisions themselves (`RULE.law`); what no rule decides has its reason in
validators/regimes/coverage.toml.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from pydantic import Field, model_validator

from addin.markdown import joined, table
from validators.regimes import (
    PACKAGE,
    LawModel,
    Provision,
    base_wages,
    checked,
    index,
    read_toml,
    regime,
)
from validators.rules import all_rules

FILE = "coverage.toml"
PAGE = "coverage.md"

AREAS = {
    "T": "Tiêu chuẩn danh hiệu",
    "A": "Thẩm quyền quyết định",
    "F": "Tiêu chuẩn hình thức khen thưởng",
    "Q": "Tỷ lệ, phiếu bầu",
    "X": "Không xét, nguyên tắc",
    "D": "Hồ sơ, thời hạn",
    "M": "Tiền thưởng",
    "S": "Thống kê",
    "N": "Thể thức văn bản",
    "G": "Đơn vị hành chính",
}
"""What the first letter of an id stands for."""


class State(StrEnum):
    """Why no rule decides a provision."""

    ELSEWHERE = "nơi khác"
    PLANNED = "chưa làm"
    UNDECIDABLE = "không quyết được"
    LOCAL = "địa phương"
    UNVERIFIED = "chưa xác minh"
    NOTHING = "không đòi hỏi"


class Reason(LawModel):
    """Why no rule decides a provision; `where` is the part of the program that takes care of it."""

    state: State
    reason: str = Field(min_length=1, pattern=r"\.$")
    where: str = ""
    text: str = ""

    @model_validator(mode="after")
    def _has_a_place_or_none(self) -> Reason:
        if bool(self.where) != (self.state is State.ELSEWHERE):
            raise ValueError(f"where chỉ ghi, và phải ghi, khi state là “{State.ELSEWHERE}”")
        return self


class Coverage(LawModel):
    """The data of coverage.toml: reasons by id; `reminders` are rules that decide nothing."""

    reminders: frozenset[str]
    ids: dict[str, Reason]


@cache
def coverage() -> Coverage:
    """The reasons that the program brings along. LawFileError if the file is not right."""
    return checked(Coverage, read_toml(PACKAGE, FILE), FILE)


@cache
def rules_of() -> dict[str, tuple[str, ...]]:
    """The codes of the rules that apply each provision, by its id."""
    codes: dict[str, tuple[str, ...]] = {}
    for each in all_rules():
        for key in each.rule.law:
            codes[key] = (*codes.get(key, ()), each.rule.code)
    return codes


def deciding_rules(key: str) -> list[str]:
    """The rules that decide a provision and do not only remind of it."""
    return [code for code in rules_of().get(key, ()) if code not in coverage().reminders]


def known_ids() -> list[str]:
    """Every id that the law files, the base wages, the rules or the reasons know, by area."""
    ids = {key for entry in index() for key in regime(entry.id).provisions}
    ids |= {each.id for each in base_wages() if each.id} | rules_of().keys() | coverage().ids.keys()
    return sorted(ids, key=lambda key: ([*AREAS].index(key[0]), key))


def undecided() -> list[str]:
    """Ids with neither a rule that decides nor a reason why there is none."""
    return [key for key in known_ids() if not deciding_rules(key) and key not in coverage().ids]


def contradictions() -> list[str]:
    """Ids that are said to be undecided although a rule decides them."""
    return [
        key
        for key, each in coverage().ids.items()
        if each.state is not State.ELSEWHERE and deciding_rules(key)
    ]


def coverage_page() -> str:
    """The generated page."""
    keys = known_ids()
    decided = [key for key in keys if deciding_rules(key)]
    elsewhere = [key for key in keys if key not in decided and _state(key) is State.ELSEWHERE]
    rest = len(keys) - len(decided) - len(elsewhere)
    paragraphs = [
        "# Luật và quy tắc",
        f"{len(keys)} điều luật mà chương trình biết: {len(decided)} điều do quy tắc kiểm tra, "
        f"{len(elsewhere)} điều do phần khác của chương trình bảo đảm, {rest} điều chưa hoặc không "
        "kiểm tra được, có ghi lý do. Nội dung và căn cứ của từng thời kỳ: "
        "`thidua rules --regime R3`.",
    ]
    for letter, area in AREAS.items():
        rows = [_row(key) for key in keys if key.startswith(letter)]
        headings = ("Mã", "Thời kỳ", "Nội dung", "Quy tắc", "Nơi khác, lý do")
        paragraphs += [f"## {area}", table(headings, rows)]
    return joined(paragraphs)


def _state(key: str) -> State | None:
    reason = coverage().ids.get(key)
    return reason.state if reason else None


def _row(key: str) -> tuple[str, ...]:
    reminders = coverage().reminders
    codes = [
        f"[{code}](rules/{code}.md)" + (" (nhắc)" if code in reminders else "")
        for code in rules_of().get(key, ())
    ]
    return key, ", ".join(_regimes_with(key)), _text(key), ", ".join(codes), _why(key)


def _why(key: str) -> str:
    reason = coverage().ids.get(key)
    if reason is None:
        return ""
    place = f" (`{reason.where}`)" if reason.where else ""
    return f"{_capital(reason.state)}{place}: {reason.reason}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _provisions(key: str) -> dict[str, Provision]:
    found = {entry.id: regime(entry.id).provision(key) for entry in index()}
    return {name: each for name, each in found.items() if each}


def _regimes_with(key: str) -> list[str]:
    return list(_provisions(key))


def _text(key: str) -> str:
    """The wording of the latest regime that has the provision."""
    if provisions := _provisions(key):
        return [*provisions.values()][-1].text
    for wage in base_wages():
        if wage.id == key:
            amount = re.sub(r"(?<=\d)(?=(\d{3})+$)", ".", str(wage.amount))
            return f"Lương cơ sở {amount} đ từ ngày {wage.start:%d/%m/%Y}."
    reason = coverage().ids.get(key)
    return reason.text if reason else ""
