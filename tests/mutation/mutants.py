"""Mutants of the rules and of the law files: one comparison, number, date or word changed each."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests.support.tools import ROOT

RULES = ROOT / "validators/rules"
LAW = ROOT / "validators/regimes"

FLIPPED: dict[type[ast.cmpop], tuple[ast.cmpop, ...]] = {
    ast.Lt: (ast.LtE(), ast.GtE()),
    ast.LtE: (ast.Lt(), ast.Gt()),
    ast.Gt: (ast.GtE(), ast.LtE()),
    ast.GtE: (ast.Gt(), ast.Lt()),
    ast.Eq: (ast.NotEq(),),
    ast.NotEq: (ast.Eq(),),
    ast.Is: (ast.IsNot(),),
    ast.IsNot: (ast.Is(),),
    ast.In: (ast.NotIn(),),
    ast.NotIn: (ast.In(),),
}
OTHER_NAMES = {
    "any": "all", "all": "any", "min": "max", "max": "min",
    "ERROR": "QUERY", "QUERY": "NOTE", "NOTE": "QUERY",
}  # fmt: skip
OTHER_WORDS = {
    "strength": {"B": "W", "W": "B", "I": "W"},
    "certainty": {"V": "MM", "V2": "MM", "MH": "V2", "MM": "V2", "ML": "V2", "local": "V"},
    "level": {
        "Xã": "Huyện",
        "Huyện": "Tỉnh",
        "Tỉnh": "Xã",
        "Thủ tướng Chính phủ": "Chính phủ",
        "Chính phủ": "Thủ tướng Chính phủ",
        "Chủ tịch nước": "Thủ tướng Chính phủ",
    },
    "comparison": {"trên": "từ", "từ": "trên", "không quá": "dưới"},
}


@dataclass(frozen=True)
class Mutant:
    """A changed file: `before` and `after` are the place in short, `text` is the whole file.

    `key` is the provision that a change of a law file is about, empty elsewhere.
    """

    path: str
    line: int
    before: str
    after: str
    text: str
    key: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """File with line, and what was changed into what, each on one line."""
        before, after = (" ".join(each.split()) for each in (self.before, self.after))
        return f"{self.path}:{self.line}", before, after


def all_mutants() -> list[Mutant]:
    """Every mutant of every rule, of what rules share, and of the law files."""
    rules = [each for path in sorted(RULES.glob("[a-z]*.py")) for each in mutants_of_code(path)]
    return rules + [each for path in sorted(LAW.glob("*.toml")) for each in mutants_of_law(path)]


# Code


def mutants_of_code(path: Path) -> Iterator[Mutant]:
    """A Python file with each condition, comparison, number and severity changed in turn."""
    tree = ast.parse(path.read_text("utf-8"))
    name = path.relative_to(ROOT).as_posix()
    plain = {each for node in ast.walk(tree) for each in _of_decorators(node)}
    for node in ast.walk(tree):
        if node in plain:
            continue
        for change, undo in _changes(node):
            before = ast.unparse(node)
            change()
            yield Mutant(name, node.lineno, before, ast.unparse(node), ast.unparse(tree))  # type: ignore[attr-defined]
            undo()


def _of_decorators(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in decorators, such as `frozen=True`: it decides nothing."""
    for each in getattr(node, "decorator_list", ()):
        yield from ast.walk(each)


Step = Callable[[], None]


def _changes(node: ast.AST) -> Iterator[tuple[Step, Step]]:
    """What can be changed at a node itself, each with what undoes it."""
    match node:
        case ast.Compare(ops=ops):
            for place, operator in enumerate(ops):
                for other in FLIPPED[type(operator)]:
                    yield _set(ops, place, other), _set(ops, place, operator)
        case ast.BoolOp(op=operator):
            other_op = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield _assign(node, "op", other_op), _assign(node, "op", operator)
        case ast.Constant(value=bool() as value):
            yield _assign(node, "value", not value), _assign(node, "value", value)
        case ast.Constant(value=int() as value):
            for number in (value + 1, value - 1):
                yield _assign(node, "value", number), _assign(node, "value", value)
        case ast.Name(id=name) if name in OTHER_NAMES:
            yield _assign(node, "id", OTHER_NAMES[name]), _assign(node, "id", name)
        case ast.Attribute(value=ast.Name(id="Severity"), attr=name):
            yield _assign(node, "attr", OTHER_NAMES[name]), _assign(node, "attr", name)
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            if not isinstance(test, ast.Compare | ast.BoolOp):
                yield _assign(node, "test", _negated(test)), _assign(node, "test", test)
        case ast.comprehension(ifs=ifs):
            return
        case ast.GeneratorExp() | ast.ListComp() | ast.SetComp() | ast.DictComp():
            for each in node.generators:
                ifs = each.ifs
                for place, test in enumerate(ifs):
                    if not isinstance(test, ast.Compare | ast.BoolOp):
                        yield _set(ifs, place, _negated(test)), _set(ifs, place, test)


def _negated(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)


def _assign(node: ast.AST, field: str, value: object) -> Step:
    return lambda: setattr(node, field, value)


def _set(items: list, place: int, value: object) -> Step:  # type: ignore[type-arg]
    return lambda: items.__setitem__(place, value)


# Law files

_SECTION = re.compile(r"\[+(?:\w+\.)?(\w+)\]+")
_ENTRY = re.compile(r'^(\w+|"[^"]+") = (.+)$')
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
_WORD = re.compile(r'"([^"]+)"')


def mutants_of_law(path: Path) -> Iterator[Mutant]:
    """A law file with each number, date, strength, certainty and level changed in turn."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    name, key = path.relative_to(ROOT).as_posix(), ""
    if path.name == "coverage.toml":
        return
    for place, line in enumerate(lines):
        if section := _SECTION.fullmatch(line.strip()):
            key = section[1]
        elif entry := _ENTRY.match(line.rstrip("\n")):
            for changed in _other_lines(entry[1], entry[2], line):
                text = "".join([*lines[:place], changed, *lines[place + 1 :]])
                yield Mutant(name, place + 1, line.strip(), changed.strip(), text, key)


def _other_lines(entry: str, value: str, line: str) -> Iterator[str]:
    if entry in {"text", "basis", "name", "title", "number", "issuer", "symbol"}:
        return
    if entry == "confirmed":
        yield line.replace(value, {"true": "false", "false": "true"}[value])
    if others := OTHER_WORDS.get(entry):
        yield line.replace(value, f'"{others[value.strip(chr(34))]}"')
    for found in _DATE.finditer(line):
        for days in (1, -1):
            other = date.fromisoformat(found[0]) + timedelta(days=days)
            yield _replaced(line, found, other.isoformat())
    if entry == "numbers" or _NUMBER.fullmatch(value):
        for found in _NUMBER.finditer(line):
            for other_number in _other_numbers(found[0]):
                yield _replaced(line, found, other_number)
    if entry == "words":
        for found in _WORD.finditer(line):
            if word := OTHER_WORDS["comparison"].get(found[1]):
                yield _replaced(line, found, f'"{word}"')


def _other_numbers(number: str) -> tuple[str, str]:
    if "." in number:
        return f"{float(number) + 0.01:.4g}", f"{float(number) - 0.01:.4g}"
    return str(int(number) + 1), str(int(number) - 1)


def _replaced(line: str, found: re.Match[str], text: str) -> str:
    return line[: found.start()] + text + line[found.end() :]
