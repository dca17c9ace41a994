"""Automatic lists: marks as Word displays them."""

from pathlib import Path

import pytest

from addin.documents.importing.reading import read_document
from tests.support.old_plans import level, num, numbering, p, style, styles, write_docx


def marks(folder: Path, items: list[tuple[int, int]], part: str) -> list[str]:
    """The marks of paragraphs by their lists and levels."""
    path = write_docx(folder / "a.docx", [p("x", item=each) for each in items], numbering_part=part)
    return [line.text.removesuffix("x").strip() for line in read_document(path).lines]


@pytest.mark.parametrize(
    ("form", "shown", "expected"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("decimalZero", "%1)", ["01)", "02)", "03)"]),
        ("upperRoman", "%1/.", ["I/.", "II/.", "III/."]),
        ("lowerRoman", "(%1)", ["(i)", "(ii)", "(iii)"]),
        ("upperLetter", "%1.", ["A.", "B.", "C."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("bullet", "–", ["–", "–", "–"]),
        ("none", "", ["", "", ""]),
        ("none", "Ghi chú:", ["Ghi chú:"] * 3),
        ("decimal", "Điều %1.", ["Điều 1.", "Điều 2.", "Điều 3."]),
    ],
)
def test_each_form_of_figures(tmp_path: Path, form: str, shown: str, expected: list[str]) -> None:
    part = numbering({1: [level(0, form, shown)]})
    assert marks(tmp_path, [(1, 0)] * 3, part) == expected


def test_letters_are_word_s_own_without_the_vietnamese_d(tmp_path: Path) -> None:
    part = numbering({1: [level(0, "lowerLetter", "%1)")]})
    assert marks(tmp_path, [(1, 0)] * 28, part)[3:7] == ["d)", "e)", "f)", "g)"]
    assert marks(tmp_path, [(1, 0)] * 28, part)[25:] == ["z)", "aa)", "bb)"]


TWO = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))


def test_a_lower_level_starts_again_under_every_higher_one(tmp_path: Path) -> None:
    items = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)]
    assert marks(tmp_path, items, numbering({1: TWO})) == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_a_higher_level_without_a_paragraph_is_shown_as_its_first(tmp_path: Path) -> None:
    items = [(1, 1), (1, 1), (1, 0)]
    assert marks(tmp_path, items, numbering({1: TWO})) == ["1.1", "1.2", "1."]


def test_a_level_may_go_on_counting_under_the_next_higher_one(tmp_path: Path) -> None:
    on = level(1, "decimal", "%2)", more='<w:lvlRestart w:val="0"/>')
    items = [(1, 0), (1, 1), (1, 0), (1, 1)]
    assert marks(tmp_path, items, numbering({1: [TWO[0], on]})) == ["1.", "1)", "2.", "2)"]


def test_a_level_may_start_again_under_one_level_only(tmp_path: Path) -> None:
    third = level(2, "decimal", "%3)", more='<w:lvlRestart w:val="1"/>')
    items = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)]
    found = marks(tmp_path, items, numbering({1: [*TWO, third]}))
    assert found == ["1.", "1.1", "1)", "1.2", "2)", "2.", "1)"]


def test_lists_of_one_definition_count_on_and_an_override_starts_again(tmp_path: Path) -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    part = numbering({1: TWO}, {1: num(1), 2: num(1), 3: num(1, start)})
    items = [(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)]
    assert marks(tmp_path, items, part) == ["1.", "2.", "5.", "6.", "7."]


def test_an_override_may_bring_a_level_of_its_own(tmp_path: Path) -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1-")}</w:lvlOverride>'
    part = numbering({1: TWO}, {1: num(1, own)})
    assert marks(tmp_path, [(1, 0), (1, 0), (1, 1)], part) == ["I-", "II-", "II.1"]


def test_empty_items_count_though_they_are_no_line(tmp_path: Path) -> None:
    items = [p("a", item=(1, 0)), p("", item=(1, 0)), p("c", item=(1, 0))]
    path = write_docx(tmp_path / "a.docx", items, numbering_part=numbering({1: TWO}))
    assert [line.text for line in read_document(path).lines] == ["1. a", "3. c"]


def test_number_zero_takes_a_paragraph_out_of_its_style_s_list(tmp_path: Path) -> None:
    listed = style("Muc", paragraphs='<w:numPr><w:numId w:val="1"/></w:numPr>')
    path = write_docx(
        tmp_path / "a.docx",
        [p("a", style="Muc"), p("b", style="Muc", item=(0, 0)), p("c", style="Muc")],
        numbering_part=numbering({1: TWO}),
        styles_part=styles(listed),
    )
    assert [line.text for line in read_document(path).lines] == ["1. a", "b", "2. c"]


def test_a_list_style_is_followed_to_its_definition(tmp_path: Path) -> None:
    link, target = '<w:numStyleLink w:val="DS"/>', '<w:styleLink w:val="DS"/>'
    part = numbering({1: [link], 2: [target, *TWO]}, {1: num(1)})
    assert marks(tmp_path, [(1, 0), (1, 1)], part) == ["1.", "1.1"]


@pytest.mark.parametrize("item", [(7, 0), (1, 8), (1, 12)])
def test_a_list_or_level_that_is_not_defined_has_no_mark(
    tmp_path: Path, item: tuple[int, int]
) -> None:
    assert marks(tmp_path, [item], numbering({1: TWO})) == [""]
