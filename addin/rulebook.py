"""The reference pages of the documentation, written from the rules and the records themselves.

`python -m addin.rulebook` writes docs/rules/ (one page a rule, with the cases of its fixture) and
docs/columns.md (every column of the register), docs/coverage.md (which rule applies which law) and
docs/kiem_tra_van_ban.md (what is checked of a Word document's page).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from addin.coverage import PAGE, coverage_page
from addin.documents.page_check import reference
from addin.markdown import joined, table
from validators.columns import Column, Kind
from validators.finding import Severity
from validators.records import BY_TABLE, ENTRY_TABLES
from validators.regimes import Provision, Regime, index, regime
from validators.rules import Rule, RuleModule, all_rules
from validators.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
SECTIONS = ("Kiểm tra gì", "Vì sao", "Ví dụ sai", "Ví dụ đúng", "Căn cứ")
"""The sections of a rule's docstring, in their order."""

_UNDERLINED = re.compile(r"^(.+)\n-{3,}\n", re.MULTILINE)
_KINDS = {
    Kind.TEXT: "Chữ",
    Kind.PROSE: "Chữ, giữ nguyên như gõ",
    Kind.CHOICE: "Chọn trong danh sách",
    Kind.DATE: "Ngày",
    Kind.BIRTH_DATE: "Ngày, hoặc chỉ năm",
    Kind.INTEGER: "Số nguyên",
    Kind.NUMBER: "Số",
}


def parts_of(doc: str) -> tuple[str, dict[str, str]]:
    """The opening sentence of a rule's docstring, and the text of its sections by title."""
    opening, *rest = _UNDERLINED.split(doc.strip())
    texts = [" ".join(text.split()) for text in rest[1::2]]
    return " ".join(opening.split()), dict(zip(rest[::2], texts, strict=True))


def reference_pages() -> dict[str, str]:
    """Every generated page: its path below docs/, and its text."""
    pages = {f"rules/{each.rule.code}.md": rule_page(each) for each in all_rules()}
    return pages | {
        "rules/README.md": rule_index(),
        "columns.md": column_reference(),
        PAGE: coverage_page(),
        reference.PAGE: reference.reference_page(),
    }


def rule_page(module: RuleModule) -> str:
    """The page of one rule."""
    rule = module.rule
    opening, sections = parts_of(module.doc)
    paragraphs = [
        f"# {rule.code}: {opening.rstrip('.')}",
        f"Mức: **{_severities(rule)}**. Phạm vi: {rule.scope.value}.",
    ]
    if (message := _with_gaps(rule.message)) != "…":
        paragraphs.append(f"> {message}\n>\n> {_with_gaps(rule.remedy)}")
    for title, text in sections.items():
        paragraphs += [f"## {title}", text]
    if rule.law:
        paragraphs += ["## Theo từng thời kỳ", *_by_regime(rule)]
    return joined([*paragraphs, *_cases(rule.code)])


def rule_index() -> str:
    """The list of all rules."""
    rows = [
        (f"[{each.rule.code}]({each.rule.code}.md)", _severities(each.rule), parts_of(each.doc)[0])
        for each in all_rules()
    ]
    return joined(
        [
            "# Các quy tắc kiểm tra",
            "**Lỗi** phải sửa trước khi gửi. **Cần giải trình** được giữ lại khi có lý do ghi ở "
            "cột Giải trình. **Lưu ý** chỉ để biết.",
            table(("Mã", "Mức", "Quy tắc"), rows),
        ]
    )


def column_reference() -> str:
    """What every column and every setting of the register holds."""
    paragraphs = [
        "# Các cột của sổ",
        "Cột có dấu * là bắt buộc. Cột được tìm theo tiêu đề: có thể đổi chỗ, ẩn, thêm cột riêng.",
    ]
    for model in ENTRY_TABLES:
        rows = [_column_row(each) for each in model.data_columns()]
        paragraphs += [
            f"## {model.sheet}",
            model.note,
            f"Bảng `{model.table}`, mã dòng bắt đầu bằng {model.prefix}.",
            table(("Cột", "Kiểu", "Cách ghi"), rows),
        ]
    settings = [_column_row(each) for each in Settings.items().values()]
    paragraphs += ["## Các mục của trang Thông tin", table(("Mục", "Kiểu", "Cách ghi"), settings)]
    return joined(paragraphs)


def _column_row(column: Column) -> tuple[str, str, str]:
    kind = f"Tên ở trang {BY_TABLE[column.refers_to].sheet}" if column.refers_to else None
    choices = " · ".join(column.choices) if column.choices else ""
    if column.free_text:
        choices = f"Gợi ý: {choices}"
    heading = f"{column.heading}*" if column.required else column.heading
    return heading, kind or _KINDS[column.kind], " ".join(filter(None, [column.hint, choices]))


def _provisions(rule: Rule) -> Iterator[tuple[Regime, Provision]]:
    for entry in index():
        law = regime(entry.id)
        for key in rule.law:
            if found := law.provision(key):
                yield law, found


def _severities(rule: Rule) -> str:
    """Every severity that the rule may take: by law, and by the findings of its cases."""
    found = {each.severity for _, each in _provisions(rule)} or {rule.severity}
    found |= {each for each in Severity if f"| {each.label} |" in _fixture(rule.code)}
    return ", ".join(each.label for each in sorted(found, key=lambda each: each.rank))


def _with_gaps(template: str) -> str:
    """A message with its placeholders as dots: what they stand for differs from row to row."""
    return re.sub(r"\{\w+[^}]*\}", "…", template)


def _by_regime(rule: Rule) -> list[str]:
    rows = [
        (
            f"{max(law.start, found.start or law.start):%d/%m/%Y}",
            found.severity.label,
            found.text,
            found.cited,
        )
        for law, found in _provisions(rule)
    ]
    return [table(("Từ ngày", "Mức", "Nội dung", "Căn cứ"), rows)]


def _cases(code: str) -> list[str]:
    """The cases of the rule's fixture, one heading level down."""
    cases = re.sub(r"^##", "###", _fixture(code), flags=re.MULTILINE)
    return ["## Các trường hợp thử", cases] if cases else []


def _fixture(code: str) -> str:
    """The fixture of a rule below its title; empty if it has none yet."""
    path = ROOT / "tests/rules" / f"{code}.md"
    return path.read_text("utf-8").partition("\n")[2].strip() if path.exists() else ""


def write(folder: Path) -> None:
    """Write every page below a docs folder, and drop pages of rules that are no more."""
    pages = reference_pages()
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    for path in (folder / "rules").glob("*.md"):
        if f"rules/{path.name}" not in pages:
            path.unlink()


if __name__ == "__main__":
    write(ROOT / "docs")
