"""What Word displays: looks that come from styles, stories beside the text, symbols, changes."""

from pathlib import Path

import pytest

from addin.documents.importing.reading import Line, read_document
from tests.support.old_plans import MAIN, p, run, style, styles, table, to_tcvn3, write_docx


def lines(folder: Path, *body: str, **parts: str) -> list[Line]:
    return list(read_document(write_docx(folder / "a.docx", body, **parts)).lines)


BOLD_STYLES = styles(
    style("Dam", runs="<w:b/>"),
    style("DamCon", based_on="Dam"),
    style("Nhat", based_on="Dam", runs='<w:b w:val="0"/>'),
    style("ChuDam", kind="character", runs="<w:b/>"),
)
STRONG = '<w:rStyle w:val="ChuDam"/>'


@pytest.mark.parametrize(
    ("paragraph", "bold"),
    [
        (p("Chữ"), False),
        (p("Chữ", bold=True), True),
        (p("Chữ", style="Dam"), True),
        (p("Chữ", style="DamCon"), True),
        (p("Chữ", style="Nhat"), False),
        (p(run("Chữ", properties=STRONG)), True),
        # The bold of a character style within bold text takes it back (17.7.3).
        (p(run("Chữ", properties=STRONG), style="Dam"), False),
        (p(run("Chữ", bold=True, properties=STRONG), style="Dam"), True),
        (p(run("Chữ", bold=False), style="Dam"), False),
        (p(run("Chữ", bold=True), run(" thường")), False),
        (p(run("Chữ", bold=True), run(" 12, ")), True),
    ],
)
def test_bold_is_what_all_styles_together_make_it(
    tmp_path: Path, paragraph: str, bold: bool
) -> None:
    (line,) = lines(tmp_path, paragraph, styles_part=BOLD_STYLES)
    assert line.bold is bold


def test_behind_a_mark_only_the_text_has_to_be_bold(tmp_path: Path) -> None:
    (line,) = lines(tmp_path, p(run("a) "), run("Quý I", bold=True)))
    assert (line.bold, line.bold_text) == (False, True)


def test_defaults_of_the_document_may_be_bold_or_in_an_old_font(tmp_path: Path) -> None:
    fonts = '<w:b/><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    (line,) = lines(tmp_path, p(to_tcvn3("Việc")), styles_part=styles(defaults=fonts))
    assert (line.text, line.bold) == ("Việc", True)


def test_a_font_of_the_theme_goes_before_an_old_font_named_beside_it(tmp_path: Path) -> None:
    theme = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime" w:hAnsiTheme="minorHAnsi"/>'
    (line,) = lines(tmp_path, p(run("kế µ", properties=theme)), p(), p())
    assert line.text == "kế µ"
    (line,) = lines(tmp_path, p(run("µ", properties=theme)))
    assert line.text == "µ"
    (line,) = lines(tmp_path, p(run("µ", font=".VnTime")))
    assert line.text == "à"


def test_capitals_of_a_run_are_displayed_those_of_a_style_are_typed_small(tmp_path: Path) -> None:
    caps = "<w:caps/>"
    part = styles(style("Hoa", runs=caps))
    of_run, of_style = lines(
        tmp_path, p(run("straße", properties=caps), run(" b", bold=True)), p("mục", style="Hoa"),
        styles_part=part,
    )  # fmt: skip
    assert (of_run.text, of_style.text) == ("STRASSE b", "mục")
    assert of_run.bold is False


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        ("Một\tHai", ("Một", "Hai")),
        ("Một \t\t Hai\tBa", ("Một", "Hai", "Ba")),
        ("\tHai", ("", "Hai")),
        ("Một    Hai", ("Một", "Hai")),
        ("Một   Hai", ("Một Hai",)),
        ("Số:      /KH-UBND", ("Số: /KH-UBND",)),
        ("Lam Vỹ, ngày      tháng      năm 2020", ("Lam Vỹ, ngày tháng năm 2020",)),
        ("Số:\t/KH-UBND\tLam Vỹ", ("Số: /KH-UBND", "Lam Vỹ")),
    ],
)
def test_columns_are_what_tabs_and_wide_gaps_keep_apart(
    tmp_path: Path, content: str, columns: tuple[str, ...]
) -> None:
    (line,) = lines(tmp_path, p(content))
    assert line.columns == columns


def test_headers_and_footers_are_read_once_without_page_numbers(tmp_path: Path) -> None:
    def story(kind: str, text: str) -> str:
        return f'<w:{kind} xmlns:w="{MAIN}">{p(text)}</w:{kind}>'

    found = lines(
        tmp_path,
        p("Nội dung"),
        header1=story("hdr", "ỦY BAN"),
        header2=story("hdr", "ỦY BAN"),
        header3=story("hdr", "Trang 2/5"),
        footer1=story("ftr", "- 3 -"),
        footer2=story("ftr", "Chân trang"),
    )
    assert [(line.paragraph, line.text) for line in found] == [
        (0, "ỦY BAN"), (1, "Nội dung"), (2, "Chân trang"),
    ]  # fmt: skip


def test_deleted_rows_and_cells_of_a_table_are_gone(tmp_path: Path) -> None:
    gone_row = table(["bỏ"]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    gone_cell = table(["giữ", "xóa"]).replace(
        "<w:tc><w:tcPr>", "<w:tc><w:tcPr><w:cellDel/>"
    ).replace("<w:cellDel/>", "", 1)  # fmt: skip
    assert [line.text for line in lines(tmp_path, gone_row, gone_cell)] == ["giữ"]


def test_a_table_within_a_cell_belongs_to_the_cell(tmp_path: Path) -> None:
    found = lines(tmp_path, table([[p("trên"), table(["trong"]), p("dưới")], "bên"]))
    assert [(line.text, line.cell and line.cell.column) for line in found] == [
        ("trên", 0), ("trong", 0), ("dưới", 0), ("bên", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("symbol", "text"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"),
        ('<w:sym w:font="Symbol" w:char="F0B7"/>', "•"),
        ('<w:sym w:font="Webdings" w:char="F0AB"/>', "□"),
        ('<w:sym w:font="Symbol" w:char="D800"/>', "□"),
        ('<w:sym w:font="Symbol" w:char="x"/>', ""),
    ],
)
def test_symbols_are_letters_that_unicode_has(tmp_path: Path, symbol: str, text: str) -> None:
    (line,) = lines(tmp_path, p(run("a"), f"<w:r>{symbol}</w:r>"))
    assert line.text == f"a{text}"
