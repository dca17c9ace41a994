"""What text looks like once Word's layers are put together (ECMA-376 part 1, 17.7.2 and 17.7.3)."""

from collections.abc import Callable
from xml.etree.ElementTree import Element, fromstring

import pytest

from addin.documents.page_check.formatting import (
    ListIndents,
    ParagraphFormat,
    RunFormat,
    Styles,
    W,
    twips,
)

MAIN = W.strip("{}")
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def element(xml: str) -> Element:
    return fromstring(f'<w:x xmlns:w="{MAIN}" xmlns:a="{DRAWING}">{xml}</w:x>')[0]


THEME = element(
    '<a:theme><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="101010"/></a:dk1><a:hlink>'
    '<a:srgbClr val="0563c1"/></a:hlink></a:clrScheme><a:majorFont><a:latin typeface="Cambria"/>'
    '</a:majorFont><a:minorFont><a:latin typeface="Times New Roman"/></a:minorFont></a:theme>'
)
STYLES = element(
    "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme='minorHAnsi' "
    "w:hAnsiTheme='minorHAnsi'/><w:sz w:val='22'/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
    "<w:spacing w:after='160'/></w:pPr></w:pPrDefault></w:docDefaults>"
    "<w:style w:type='paragraph' w:default='1' w:styleId='N'/>"
    "<w:style w:type='paragraph' w:styleId='Bold'><w:basedOn w:val='N'/><w:pPr><w:jc "
    "w:val='center'/><w:ind w:left='100'/></w:pPr><w:rPr><w:b/><w:sz w:val='28'/></w:rPr>"
    "</w:style>"
    "<w:style w:type='paragraph' w:styleId='Child'><w:basedOn w:val='Bold'/><w:pPr><w:ind "
    "w:firstLine='567'/></w:pPr><w:rPr><w:sz w:val='26'/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Arial'><w:rPr><w:rFonts w:ascii='Arial' "
    "w:hAnsi='Arial'/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='Strong'><w:rPr><w:b/><w:caps/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='One'><w:basedOn w:val='Two'/><w:rPr><w:i/></w:rPr>"
    "</w:style><w:style w:type='paragraph' w:styleId='Two'><w:basedOn w:val='One'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Listed'><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr>"
    "</w:pPr></w:style>"
    "<w:style w:type='table' w:styleId='Grid'><w:tblPr><w:tblBorders><w:top w:val='single'/>"
    "</w:tblBorders></w:tblPr><w:pPr><w:spacing w:after='0'/></w:pPr><w:rPr><w:sz w:val='20'/>"
    "<w:b/></w:rPr></w:style></w:styles>"
)
LISTS = element(
    "<w:numbering><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/>"
    "<w:lvlText w:val='%1.'/><w:pPr><w:ind w:left='720' w:hanging='360'/></w:pPr></w:lvl><w:lvl "
    "w:ilvl='1'><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='3'><w:abstractNumId w:val='1'/></w:num><w:num w:numId='4'><w:abstractNumId "
    "w:val='1'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>"
    "</w:numbering>"
)


@pytest.fixture
def styles() -> Styles:
    return Styles(STYLES, THEME, ListIndents(LISTS))


Run = Callable[..., RunFormat]


@pytest.fixture
def run(styles: Styles) -> Run:
    def look(style: str, xml: str = "", table: str | None = None) -> RunFormat:
        in_table = styles.table(table)[1] if table else {}
        return styles.run(element(f"<w:rPr>{xml}</w:rPr>"), style, in_table)

    return look


@pytest.fixture
def paragraph(styles: Styles) -> Callable[..., ParagraphFormat]:
    def stand(xml: str, table: str | None = None) -> ParagraphFormat:
        in_table = styles.table(table)[0] if table else {}
        return styles.paragraph(element(f"<w:pPr>{xml}</w:pPr>"), in_table)

    return stand


def test_the_nearest_style_of_a_chain_sets_the_size(run: Run) -> None:
    assert [run(style).size for style in ("N", "Bold", "Child")] == [11, 14, 13]
    assert run("Child").bold


def test_styles_of_two_kinds_undo_each_others_bold_but_not_bold_set_directly(run: Run) -> None:
    strong = "<w:rStyle w:val='Strong'/>"
    assert not run("Bold", strong).bold
    assert run("N", strong).bold
    assert run("N", strong).capitals
    assert run("Bold", f"{strong}<w:b/>").bold
    assert not run("N", "<w:b w:val='0'/>", table="Grid").bold
    assert run("N", table="Grid").bold
    assert not run("Bold", table="Grid").bold


def test_a_table_gives_way_to_the_paragraphs_style(run: Run) -> None:
    assert (run("N", table="Grid").size, run("Child", table="Grid").size) == (10, 13)


def test_a_name_nearer_than_the_theme_wins_and_the_theme_wins_beside_it(run: Run) -> None:
    assert run("N").fonts_of("xã") == {"Times New Roman"}
    assert run("Arial").fonts_of("xã") == {"Arial"}
    both = "<w:rFonts w:ascii='Arial' w:asciiTheme='majorHAnsi'/>"
    assert run("Arial", both).fonts_of("x") == {"Cambria"}
    assert run("Arial", both).fonts_of("ã") == {"Arial"}


def test_signs_do_not_count_for_the_font(run: Run) -> None:
    assert run("Arial").fonts_of(" ☐ “…” ") == set()


@pytest.mark.parametrize(
    ("xml", "colour"),
    [
        ("", "000000"),
        ("<w:color w:val='auto'/>", "000000"),
        ("<w:color w:val='ff0000'/>", "FF0000"),
        ("<w:color w:val='auto' w:themeColor='hyperlink'/>", "0563C1"),
        ("<w:color w:val='auto' w:themeColor='text1'/>", "101010"),
        ("<w:color w:val='nonsense'/>", "000000"),
    ],
)  # fmt: skip
def test_colours_are_named_or_of_the_theme(run: Run, xml: str, colour: str) -> None:
    assert run("N", xml).colour == colour


def test_styles_based_on_each_other_come_to_an_end(run: Run) -> None:
    assert run("One").italic
    assert run("Two").italic


def test_indents_are_put_together_side_by_side(paragraph: Callable[..., ParagraphFormat]) -> None:
    form = paragraph("<w:pStyle w:val='Child'/>")
    assert (form.align, form.left, form.first, form.after) == ("centre", 100, 567, 160)
    form = paragraph("<w:pStyle w:val='Child'/><w:ind w:hanging='200' w:firstLine='300'/>")
    assert (form.left, form.first) == (100, -200)
    assert paragraph("", table="Grid").after == 0


def test_a_list_set_on_the_paragraph_moves_it_and_one_of_the_style_gives_way(
    paragraph: Callable[..., ParagraphFormat],
) -> None:
    direct = "<w:pStyle w:val='Child'/><w:numPr><w:numId w:val='3'/></w:numPr>"
    assert (paragraph(direct).left, paragraph(direct).first) == (720, -360)
    form = paragraph("<w:pStyle w:val='Listed'/><w:ind w:left='0'/>")
    assert (form.left, form.first, form.numbering) == (0, -360, ("3", 0))


@pytest.mark.parametrize(
    ("xml", "size", "lines"),
    [
        ("<w:spacing w:line='360' w:lineRule='auto'/>", 14, 1.5),
        ("<w:spacing w:line='360'/>", 14, 1.5),
        ("<w:spacing w:line='322' w:lineRule='exact'/>", 14, 1.0),
        ("<w:spacing w:line='161' w:lineRule='exact'/>", 14, 0.5),
        ("<w:spacing w:line='161' w:lineRule='atLeast'/>", 14, 1.0),
        ("<w:spacing w:line='644' w:lineRule='atLeast'/>", 14, 2.0),
    ],
)
def test_line_spacing_is_told_in_lines(
    paragraph: Callable[..., ParagraphFormat], xml: str, size: float, lines: float
) -> None:
    assert paragraph(xml).lines(size, 1.15) == pytest.approx(lines)


@pytest.mark.parametrize(
    ("text", "value"),
    [("720", 720), ("-20", -20), ("1in", 1440), ("12pt", 240), ("2.54cm", 1440), ("x", None),
     (None, None), ("", None)],
)  # fmt: skip
def test_lengths_may_bear_units(text: str | None, value: float | None) -> None:
    found = twips(text)
    assert found == (pytest.approx(value) if value is not None else None)
