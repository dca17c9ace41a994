"""Placeholders in the plan's text: `{Năm}`, `{Số xóm}`, `{Phong trào: Huyện}`, `{Tiến độ}`.

A placeholder is a name in braces, nothing more: no expression, no format. `{{` prints a brace.
What a register can fill in is listed by `Placeholders`; whatever it cannot is a problem with a
remedy, never an empty string.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from validators.catalogue import MovementLevel, UnitKind
from validators.columns import Column
from validators.records import SettingRow
from validators.register import Register
from validators.settings import Settings, Share
from validators.text import closest, match_key


class Block(StrEnum):
    """Placeholders that stand alone in a row and become several paragraphs or a table."""

    CALENDAR = "Tiến độ"
    ASSIGNMENTS = "Phân công"
    REGISTRATIONS = "Bảng: Đăng ký theo đơn vị"


@dataclass(frozen=True, slots=True)
class Problem:
    """A placeholder that cannot be filled: what is wrong, and what to do."""

    name: str
    problem: str
    remedy: str

    @classmethod
    def unclosed(cls, opened: str) -> Problem:
        """A brace that nothing closes."""
        return cls(
            opened,
            f"Dấu “{{” ở “{_cut(opened)}” không có dấu “}}” đi kèm.",
            "Thêm dấu “}”; nếu muốn in chính dấu ngoặc nhọn thì gõ “{{”.",
        )

    @classmethod
    def not_alone(cls, block: str) -> Problem:
        """A block with other text around it."""
        return cls(
            block,
            f"“{{{block}}}” phải đứng một mình trong ô.",
            f"Chuyển “{{{block}}}” sang một dòng riêng.",
        )

    @classmethod
    def unknown(cls, name: str, meant: str | None) -> Problem:
        """A name that stands for nothing, and the one that was probably meant."""
        question = f" Có phải là “{{{meant}}}”?" if meant else ""
        return cls(
            name,
            f"Không có chỗ điền nào tên là “{{{_cut(name)}}}”.{question}",
            f"Sửa thành “{{{meant}}}”." if meant else "Gõ đúng tên một mục ở trang Thông tin.",
        )


@dataclass(frozen=True, slots=True)
class Token:
    """What begins with a brace: a doubled one (no `name`), a name, or one left open."""

    name: str | None
    unclosed: str = ""


_TOKEN = re.compile(r"(?P<brace>\{\{)|\{(?P<name>[^{}]*)\}|(?P<open>\{[^{}]*)")
_ROWS_NEEDED = {
    Block.CALENDAR: "Tiến độ",
    Block.ASSIGNMENTS: "Phân công",
    Block.REGISTRATIONS: "Đơn vị",
}


def tokens(text: str) -> Iterator[Token]:
    """Everything in a text that begins with a brace."""
    for found in _TOKEN.finditer(text):
        yield Token(found["name"], found["open"] or "")


def replaced(text: str, value: Callable[[str], str]) -> str:
    """The text with `value(name)` for every name in braces and `{{` as a brace."""

    def replacement(found: re.Match[str]) -> str:
        return value(found["name"]) if found["name"] is not None else "{"

    return _TOKEN.sub(replacement, text)


# Kept, because papers ask for the same few names on every page.
@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """Equal for two spellings of one placeholder's name."""
    return match_key(re.sub(r"\s*:\s*", ": ", name))


_BLOCKS = {key_of(block): block for block in Block}


def name_of_block(text: str) -> str | None:
    """The key of the name that the whole text consists of, None for any other text."""
    found = _TOKEN.fullmatch(text.strip())
    return key_of(found["name"]) if found and found["name"] is not None else None


def block_of(text: str) -> Block | None:
    """The block that the text consists of, None for any other text."""
    return _BLOCKS.get(name_of_block(text) or "")


@dataclass(frozen=True)
class Placeholders:
    """What the placeholders of one register stand for.

    `values` holds the text by the placeholder's name as staff write it, "" where there is nothing
    to print yet; `empty_blocks` are the blocks whose table has no rows.
    """

    values: Mapping[str, str]
    empty_blocks: frozenset[Block] = frozenset()

    @classmethod
    def of(cls, register: Register) -> Placeholders:
        """The placeholders that a register can fill."""
        values = _settings(register) | _counts(register) | _movements(register)
        rows = {
            Block.CALENDAR: register.tasks,
            Block.ASSIGNMENTS: register.assignments,
            Block.REGISTRATIONS: register.units,
        }
        return cls(values, frozenset(block for block, found in rows.items() if not found))

    def problems(self, text: str) -> Iterator[Problem]:
        """Every placeholder of the text that cannot be filled."""
        alone = block_of(text)
        for token in tokens(text):
            if token.unclosed:
                yield Problem.unclosed(token.unclosed)
            elif token.name is None:
                continue
            elif block := _BLOCKS.get(key_of(token.name)):
                yield from self._block_problems(block, alone)
            else:
                yield from self._name_problems(token.name)

    def fill(self, text: str) -> str:
        """The text with its placeholders replaced and `{{` as a brace.

        The text must have no problems and be no block; KeyError otherwise.
        """
        return replaced(text, lambda name: self._by_key[key_of(name)])

    @property
    def _by_key(self) -> dict[str, str]:
        return {key_of(name): value for name, value in self.values.items()}

    def _block_problems(self, block: Block, alone: Block | None) -> Iterator[Problem]:
        if alone is None:
            yield Problem.not_alone(block)
        elif block in self.empty_blocks:
            yield Problem(
                block,
                f"“{{{block}}}” chưa có gì để in.",
                f"Điền trang {_ROWS_NEEDED[block]}, hoặc xóa dòng này.",
            )

    def _name_problems(self, name: str) -> Iterator[Problem]:
        value = self._by_key.get(key_of(name))
        if value is None:
            yield Problem.unknown(name, closest(name, [*self.values, *Block]))
        elif not value:
            sheet = "Phong trào" if ":" in name else "Thông tin"
            yield Problem(
                name,
                f"“{{{_cut(name)}}}” chưa có gì để in.",
                f"Điền mục này ở trang {sheet}, hoặc xóa chỗ điền.",
            )


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _settings(register: Register) -> dict[str, str]:
    values = dict.fromkeys(Settings.items(), "")
    for row in register.records(SettingRow):
        if row.item:
            values.setdefault(row.item, (row.value or "").strip())
    for name, column in Settings.items().items():
        if (value := getattr(register.settings, column.field)) is not None:
            typed = register.setting_rows[column.field].value or ""
            values[name] = _printed(column, value, typed.strip())
    return values


def _printed(column: Column, value: object, typed: str) -> str:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and column.annotation == Share:
        return f"{value * 100:g}%".replace(".", ",")
    return typed


def _counts(register: Register) -> dict[str, str]:
    counts = Counter(unit.kind for unit in register.units)
    by_kind = {f"Số {kind[0].lower()}{kind[1:]}": str(counts[kind]) for kind in UnitKind}
    return by_kind | {"Số đơn vị": str(len(register.units))}


def _movements(register: Register) -> dict[str, str]:
    return {
        f"Phong trào: {level}": ", ".join(
            _quoted(each.name) for each in register.movements if each.name and each.level is level
        )
        for level in MovementLevel
    }


def _quoted(name: str) -> str:
    """The name in quotation marks, which somebody may have typed around it already."""
    typed = re.fullmatch(r'[“"]([^“”"]*)[”"]', name)
    return f"“{typed[1] if typed else name}”"
