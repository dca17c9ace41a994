"""Rule fixtures: a register drawn as Markdown tables, and the findings it must give.

A file `tests/rules/<CODE>.md` holds the cases of one rule:

    # DN101

    ## Sai: chưa ghi sáng kiến

    ### Đề nghị
    | Họ và tên / Tên tập thể | Danh hiệu đề nghị | Tên sáng kiến, đề tài |
    | --- | --- | --- |
    | Nguyễn Văn Mẫu | Chiến sĩ thi đua cơ sở | |

    ### Kết quả
    | Ô | Mức |
    | --- | --- |
    | Đề nghị!1:Tên sáng kiến, đề tài | Lỗi |

    ## Đúng: đã ghi sáng kiến
    …

`Sai` lists under Kết quả exactly the findings of this code; `Đúng` has none. A third column
`Có chữ` may quote what message, remedy and basis, one after the other, have to say. A table holds
only the columns that matter, the others exist and are empty; sheets not named are empty tables.
Rows of Thông tin stand first, followed by the settings they do not name, with the values of
`DEFAULT_SETTINGS`. `### Ngày` with a date below sets the day of the check (31 December of the year
by default).

Cells hold text as staff type it, unless marked: `ngày:05/02/2020` a real date, `số:12` a real
number, `công thức:số:12` a formula with its cached value, `công thức:chưa tính` one without,
`lỗi:#DIV/0!` an Excel error. `<br>` is a line break.

A place is `Đề nghị!1:Cột` (first row of the table), `Đề nghị!tiêu đề:Cột` (the heading's cell),
`Đề nghị` (the sheet) or `sổ` (the whole workbook).

`### Cấu trúc` changes the workbook itself, one change a line:

    - thiếu bảng: Đơn vị
    - thiếu cột: Đăng ký!Ngày sinh
    - đổi tiêu đề: Đăng ký!Ngày sinh → Ngay sinh
    - thêm cột: Đăng ký!Ngày sinh
    - ngoài bảng: Đăng ký!2
    - thiếu mục: Tỉnh
    - phần lạ: liên kết ngoài → xl/externalLinks/externalLink1.xml
    - trang đã lập: Quý I → số liệu cũ

("số liệu này" where the summary was filled from what the register holds now)
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path

from tests.support.tools import ROOT
from validators.blocks import Block, Raw
from validators.check import check
from validators.columns import Record
from validators.digest import digest
from validators.finding import Finding
from validators.records import ENTRY_TABLES, PROGRAM_TABLES, SettingRow
from validators.register import ForeignPart, Register, read_register
from validators.settings import Settings

RULE_FIXTURES = ROOT / "tests/rules"
FIRST_ROW = 5
WHOLE_BOOK = "sổ"
UNCALCULATED = "chưa tính"

DEFAULT_SETTINGS = {
    "Năm": "2020",
    "Tên đơn vị hành chính": "Lam Vỹ",
    "Loại đơn vị hành chính": "xã",
    "Huyện": "Định Hóa",
    "Tỉnh": "Thái Nguyên",
    "Người ký": "Nguyễn Văn Mẫu",
}

MODELS = {model.sheet: model for model in ENTRY_TABLES}
PROGRAM_MODELS = {model.sheet: model for model in PROGRAM_TABLES}

Row = dict[str, str]


@dataclass
class Sketch:
    """A register as drawn: rows by sheet, changes of the structure, the day of the check."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    structure: list[str] = field(default_factory=list)
    day: str = ""

    def register(self) -> Register:
        """The register that the sketch stands for."""
        blocks = {model.table: block_of(model, self._rows_of(model)) for model in ENTRY_TABLES}
        lost = [PROGRAM_MODELS[what] for kind, what in self._changes() if _is_lost(kind, what)]
        for kind, what in self._changes():
            if not _is_lost(kind, what):
                _change(blocks, kind, what)
        foreign = [
            ForeignPart(*what.split(" → ")) for kind, what in self._changes() if kind == "phần lạ"
        ]
        register = read_register(blocks, self._today(), foreign)
        register.lost = lost
        register.summaries = {
            sheet: digest(register) if data == "số liệu này" else data
            for kind, what in self._changes()
            if kind == "trang đã lập"
            for sheet, data in [what.split(" → ")]
        }
        return register

    def _changes(self) -> list[tuple[str, str]]:
        return [(kind, what) for kind, _, what in (line.partition(": ") for line in self.structure)]

    def _rows_of(self, model: type[Record]) -> list[Row]:
        rows = list(self.rows.get(model.sheet, ()))
        if model is SettingRow:
            named = {row["Mục"] for row in rows}
            named |= {what for kind, what in self._changes() if kind == "thiếu mục"}
            rows += [
                {"Mục": item, "Giá trị": DEFAULT_SETTINGS.get(item, "")}
                for item in Settings.items()
                if item not in named
            ]
        return rows

    def _today(self) -> date:
        if self.day:
            return datetime.strptime(self.day, "%d/%m/%Y").date()
        years = [row["Giá trị"] for row in self.rows.get("Thông tin", ()) if row["Mục"] == "Năm"]
        year = (years or [DEFAULT_SETTINGS["Năm"]])[0]
        return date(int(year) if re.fullmatch(r"20\d\d", year) else 2020, 12, 31)


@dataclass
class Case:
    """One case of a rule: what is drawn, the findings (place, severity) and words expected."""

    code: str
    wrong: bool
    title: str
    reason: str = ""
    sketch: Sketch = field(default_factory=Sketch)
    expected: list[tuple[str, str]] = field(default_factory=list)
    quotes: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.code}-{'Sai' if self.wrong else 'Đúng'}: {self.title}"

    def found(self) -> list[tuple[str, str]]:
        """Place and severity of each finding of the case's rule, sorted."""
        return sorted((place, each.severity.label) for place, each in self._findings())

    def unsaid(self) -> list[tuple[str, str]]:
        """Quotes, with their place, that no finding there says."""
        if not self.quotes:
            return []
        said: dict[str, str] = defaultdict(str)
        for place, each in self._findings():
            said[place] += f"{each.message} {each.remedy} {each.basis} "
        return [(place, words) for place, words in self.quotes if words not in said[place]]

    def _findings(self) -> list[tuple[str, Finding]]:
        register = self.sketch.register()
        found = [each for each in check(register).findings if each.code == self.code]
        return [(place_of(each, register), each) for each in found]


def draw(text: str) -> Sketch:
    """A sketch from `### <sheet>` sections, as they stand in a case."""
    sketch = Sketch()
    for heading, lines in sections(text.splitlines(), "### "):
        _add_section(sketch, heading, lines)
    return sketch


def read_cases(path: Path) -> list[Case]:
    """The cases of a fixture file. ValueError names the section that cannot be understood."""
    lines = path.read_text("utf-8").splitlines()
    return [_case(path.stem, heading, body) for heading, body in sections(lines, "## ")]


@cache
def all_cases() -> tuple[Case, ...]:
    """The cases of all rules, by code."""
    return tuple(case for path in sorted(RULE_FIXTURES.glob("*.md")) for case in read_cases(path))


def place_of(finding: Finding, register: Register) -> str:
    """Where a finding stands, in the notation of the fixtures."""
    if not finding.sheet:
        return WHOLE_BOOK
    if not finding.cell:
        return finding.sheet
    block = register.tables[finding.table].block
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", finding.cell).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(number) - block.first_row + 1
    heading = block.headings[column - block.first_column]
    return f"{finding.sheet}!{row or 'tiêu đề'}:{heading}"


def sections(lines: Iterable[str], mark: str) -> Iterator[tuple[str, list[str]]]:
    """The headings that begin with a mark, each with the filled lines under it."""
    heading, body = "", []
    for line in lines:
        if line.startswith(mark):
            if heading:
                yield heading, body
            heading, body = line.removeprefix(mark).strip(), []
        elif line.strip():
            body.append(line.strip())
    if heading:
        yield heading, body


def _case(code: str, heading: str, lines: list[str]) -> Case:
    kind, _, title = heading.partition(": ")
    if kind not in {"Sai", "Đúng"}:
        raise ValueError(f"{code}: “## {heading}” begins neither with Sai nor with Đúng")
    case = Case(code, kind == "Sai", title)
    for line in lines:
        if line.startswith("### "):
            break
        case.reason += line
    for section, body in sections(lines, "### "):
        if section == "Kết quả":
            rows = table_rows(body)
            case.expected = sorted((row["Ô"], row["Mức"]) for row in rows)
            case.quotes = [(row["Ô"], row["Có chữ"]) for row in rows if row.get("Có chữ")]
        else:
            _add_section(case.sketch, section, body)
    return case


def _add_section(sketch: Sketch, heading: str, lines: list[str]) -> None:
    if heading == "Ngày":
        (sketch.day,) = lines
    elif heading == "Cấu trúc":
        sketch.structure += [line.removeprefix("- ") for line in lines]
    elif heading in MODELS:
        sketch.rows[heading] += table_rows(lines)
    else:
        raise ValueError(f"“### {heading}” is no sheet of the register")


def table_rows(lines: Iterable[str]) -> list[Row]:
    """The rows of a Markdown table, each cell's text by its heading."""
    headings, _, *rows = [_cells(line) for line in lines]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("<br>", "\n") for cell in line.strip().strip("|").split("|")]


def block_of(model: type[Record], rows: list[Row]) -> Block:
    """The block that rows drawn for a table stand for."""
    headings = [each.heading for each in model.columns()]
    block = Block(model.table, model.sheet, FIRST_ROW, 1, headings, [])
    formulas, errors = set(), {}
    for index, row in enumerate(rows):
        if unknown := row.keys() - set(headings):
            raise ValueError(f"{model.sheet} has no column {unknown}")
        values: list[Raw] = []
        for place, heading in enumerate(headings):
            text = row.get(heading, "")
            if heading == "Mã dòng" and heading not in row:
                text = f"{model.prefix}{index + 1:04}"
            if text.startswith("công thức:"):
                formulas.add((index, place))
                text = text.removeprefix("công thức:")
            if text.startswith("lỗi:") or text == UNCALCULATED:
                errors[index, place] = text.removeprefix("lỗi:").removeprefix(UNCALCULATED)
                text = ""
            values.append(raw_value(text))
        block.rows.append(values)
    block.formulas, block.errors = frozenset(formulas), errors
    return block


def raw_value(text: str) -> Raw:
    """What a cell of a fixture holds: text as typed, or a marked date or number."""
    if text.startswith("ngày:"):
        return datetime.strptime(text, "ngày:%d/%m/%Y").date()
    if text.startswith("số:"):
        number = float(text.removeprefix("số:").replace(",", "."))
        return int(number) if number.is_integer() else number
    return text or None


def _is_lost(kind: str, what: str) -> bool:
    """Whether a change takes one of the program's own tables away."""
    return kind == "thiếu bảng" and what in PROGRAM_MODELS


def _change(blocks: dict[str, Block], kind: str, what: str) -> None:
    if kind in {"phần lạ", "thiếu mục", "trang đã lập"}:
        return
    sheet, _, rest = what.partition("!")
    table = MODELS[sheet].table
    block = blocks[table]
    if kind == "thiếu bảng":
        del blocks[table]
    elif kind == "thiếu cột":
        _drop_column(block, block.headings.index(rest))
    elif kind == "đổi tiêu đề":
        old, new = rest.split(" → ")
        block.headings[block.headings.index(old)] = new
    elif kind == "thêm cột":
        block.headings.append(rest)
        for row in block.rows:
            row.append(None)
    elif kind == "ngoài bảng":
        block.rows_outside = int(rest)
    elif kind == "cách bảng":
        block.row_beyond = int(rest)
    else:
        raise ValueError(f"“{kind}” is no change of the structure")


def _drop_column(block: Block, place: int) -> None:
    """A sheet without one of its columns; marked cells to its right are not kept in place."""
    del block.headings[place]
    for row in block.rows:
        del row[place]
