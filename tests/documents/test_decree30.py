"""The Word document behind the page: styles, properties, text as typed, same bytes."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.documents import layout
from addin.documents.decree30 import FILL, AdministrativeDocument
from addin.documents.layout import Length
from addin.documents.wording import DOTS
from addin.refusal import Refusal
from tests.support.ooxml import assert_valid

AWKWARD = [
    "A & B <b>\"x\"</b> 'y' {Năm} {{ %s \\n",
    "trước\tsau tab",
    "dòng một\ndòng hai",
    "  hai  khoảng trắng  ",
    "😀 emoji, dấu rời: Tha\u0300nh",
    "dài " * 500,
]


def compose() -> AdministrativeDocument:
    document = AdministrativeDocument(
        title="Kế hoạch thi đua", author="UBND xã Lam Vỹ", created=datetime(2020, 2, 5, 8, 30)
    )
    document.header(
        superior=["UBND XÃ LAM VỸ"],
        issuer=["HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG"],
        number="Số: 05/KH-HĐTĐKT",
        date="Lam Vỹ, ngày 05 tháng 02 năm 2020",
    )
    document.kind_and_subject("KẾ HOẠCH", "Phong trào thi đua năm 2020")
    document.bases(["Căn cứ Luật Thi đua, khen thưởng", "Căn cứ tình hình của xã"])
    document.heading(1, "I. Mục đích")
    document.heading(2, "1. Quý I")
    document.paragraph("Nội dung.")
    document.paragraph("Đoạn in đậm.", bold=True)
    document.table(
        ["TT", "Đơn vị"],
        [["1", "Xóm Một"], ["2", "Xóm Hai"]],
        shares=[1, 6],
        alignments=["centre", "left"],
    )
    document.signing(
        recipients=["UBND huyện", "Lưu: VT"],
        authority=["TM. HỘI ĐỒNG", "CHỦ TỊCH"],
        office=["CHỦ TỊCH UBND"],
        name="Nguyễn Văn Mẫu",
    )
    return document


@pytest.fixture(scope="module")
def written() -> Document:
    return docx.Document(io.BytesIO(compose().to_bytes()))


def paragraphs(document: Document) -> Iterator[Paragraph]:
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document)


def style_of(document: Document, text: str) -> str:
    return next(p.style.name for p in paragraphs(document) if p.text == text)


def test_every_number_of_the_table_lies_in_the_range_of_its_clause() -> None:
    lengths = [each for each in vars(layout).values() if isinstance(each, Length)]
    outside = [each for each in lengths if not each.low <= each.value <= each.high]
    assert len(lengths) >= 10
    assert outside == []


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Quốc hiệu"),
        ("Độc lập - Tự do - Hạnh phúc", "Tiêu ngữ"),
        ("UBND XÃ LAM VỸ", "Cơ quan chủ quản"),
        ("THI ĐUA - KHEN THƯỞNG", "Cơ quan ban hành"),
        ("Số: 05/KH-HĐTĐKT", "Số và ký hiệu"),
        ("KẾ HOẠCH", "Title"),
        ("Phong trào thi đua năm 2020", "Subtitle"),
        ("Căn cứ Luật Thi đua, khen thưởng;", "Căn cứ"),
        ("I. Mục đích", "Heading 1"),
        ("1. Quý I", "Heading 2"),
        ("Nội dung.", "Body Text"),
        ("Xóm Một", "Ô bảng"),
        ("Nơi nhận:", "Nơi nhận"),
        ("- Lưu: VT.", "Danh sách nơi nhận"),
        ("CHỦ TỊCH UBND", "Chức vụ người ký"),
        ("Nguyễn Văn Mẫu", "Họ tên người ký"),
    ],
)
def test_each_component_has_a_style_of_its_own(written: Document, text: str, style: str) -> None:
    assert style_of(written, text) == style


def test_headings_have_the_outline_level_that_the_navigation_pane_shows(
    written: Document,
) -> None:
    levels = [
        written.styles[f"Heading {n}"].element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val"))
        for n in range(1, 6)
    ]
    assert levels == ["0", "1", "2", "3", "4"]


def test_every_style_that_a_part_names_is_there() -> None:
    with zipfile.ZipFile(io.BytesIO(compose().to_bytes())) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    named = {
        style for text in parts.values() for style in re.findall(r'<w:pStyle w:val="([^"]+)"', text)
    }
    defined = set(re.findall(r'w:styleId="([^"]+)"', parts["word/styles.xml"]))
    assert len(named) > 10
    assert named <= defined


def test_no_run_is_formatted_directly(written: Document) -> None:
    direct = [
        run.text
        for paragraph in paragraphs(written)
        for run in paragraph.runs
        if run._r.rPr is not None and [child.tag for child in run._r.rPr] != [qn("w:rStyle")]
    ]
    assert direct == []


def test_everything_is_black_times_new_roman_in_vietnamese(written: Document) -> None:
    defaults = written.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert set(defaults.find(qn("w:rFonts")).values()) == {"Times New Roman"}
    assert defaults.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"
    assert defaults.find(qn("w:color")).get(qn("w:val")) == "000000"
    fonts = [s.name for s in written.styles if s.element.find(f".//{qn('w:rFonts')}") is not None]
    assert fonts == []


def test_properties_name_title_author_language_and_the_given_time(written: Document) -> None:
    properties = written.core_properties
    assert (properties.title, properties.author, properties.language) == (
        "Kế hoạch thi đua",
        "UBND xã Lam Vỹ",
        "vi-VN",
    )
    assert properties.created.replace(tzinfo=None) == datetime(2020, 2, 5, 8, 30)
    assert properties.modified == properties.created


def test_the_same_content_gives_the_same_bytes() -> None:
    assert compose().to_bytes() == compose().to_bytes()


def test_the_package_holds_nothing_of_the_library_s_own_template(written: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(compose().to_bytes())) as package:
        assert sorted(package.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/header1.xml",
            "word/settings.xml",
            "word/styles.xml",
        ]
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_header_and_signing_blocks_are_borderless_and_as_wide_as_the_text(
    written: Document,
) -> None:
    header, ruled, signing = written.tables
    assert (header.style.name, signing.style.name) == ("Khung không viền", "Khung không viền")
    for table in (header, ruled, signing):
        grid = [column.width for column in table.columns]
        cells = [cell.width for cell in table.rows[0].cells]
        assert grid == cells
        assert sum(width.mm for width in grid) == pytest.approx(165, abs=0.1)


def test_a_table_repeats_its_head_and_breaks_no_row(written: Document) -> None:
    _, ruled, _ = written.tables
    marks = [[child.tag for child in row._tr.trPr] for row in ruled.rows]
    no_break = qn("w:cantSplit")
    assert marks == [[no_break, qn("w:tblHeader")], [no_break], [no_break]]


def test_tables_have_air_below_and_never_touch_each_other_or_the_end() -> None:
    document = AdministrativeDocument(title="", author="", created=datetime(2020, 1, 1))
    for text in ("", "", "a", ""):
        document.table(["STT"], [["1"]], shares=[1], alignments=["left"])
        if text:
            document.paragraph(text)
    read = docx.Document(io.BytesIO(document.to_bytes()))
    body = [each.tag.split("}")[1] for each in read.element.body]
    assert body == ["tbl", "p", "tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]
    (text,) = [each for each in read.paragraphs if each.text]
    # An empty paragraph in between makes LibreOffice leave headings alone at the foot of a page.
    assert text.paragraph_format.space_before.pt == layout.PARAGRAPH_GAP.value
    head = read.tables[0].cell(0, 0).paragraphs[0]
    assert head.style.paragraph_format.keep_with_next


@pytest.mark.parametrize("text", AWKWARD)
def test_text_is_printed_as_typed(text: str) -> None:
    document = AdministrativeDocument(title=text, author=text, created=datetime(2020, 1, 1))
    document.paragraph(text)
    document.table([text], [[text]], shares=[1], alignments=["left"])
    document.signing(recipients=[text + ";"], authority=[text], name=text)
    read = docx.Document(io.BytesIO(document.to_bytes()))
    typed = [p.text for p in paragraphs(read) if p.text]
    assert typed == [text, text, text, "Nơi nhận:", f"- {text};", text, text]


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cn", "Cs"])))
def test_any_printable_text_comes_back(text: str) -> None:
    document = AdministrativeDocument(title=text, author="", created=datetime(2020, 1, 1))
    document.kind_and_subject(text, text)
    document.heading(1, text)
    read = docx.Document(io.BytesIO(document.to_bytes()))
    assert [p.text for p in read.paragraphs] == [text, text, "", text]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\x00b\x07c\ufffe", "abc"),
        ("a\vb", "a\nb"),
        ("a\r\nb", "a\nb"),
        ("a\n", "a"),
        ("a\ud800b", "ab"),
    ],
)
def test_what_xml_forbids_is_left_out_and_line_breaks_become_one_kind(
    typed: str, printed: str
) -> None:
    document = AdministrativeDocument(title="", author="", created=datetime(2020, 1, 1))
    document.paragraph(typed)
    read = docx.Document(io.BytesIO(document.to_bytes()))
    assert [p.text for p in read.paragraphs] == [printed]


@pytest.mark.parametrize(("count", "rows"), [(20, 1), (60, 2)])
def test_recipients_that_no_page_can_hold_go_on_overleaf(count: int, rows: int) -> None:
    document = AdministrativeDocument(title="", author="", created=datetime(2020, 1, 1))
    names = [f"Đơn vị {number}" for number in range(count)]
    document.signing(recipients=names, authority=["CHỦ TỊCH"], name="Nguyễn Văn Mẫu")
    read = docx.Document(io.BytesIO(document.to_bytes()))
    (table,) = read.tables
    whole = [bool(row._tr.xpath("./w:trPr/w:cantSplit")) for row in table.rows]
    assert whole == [True, False][:rows]
    assert "Nguyễn Văn Mẫu" in table.cell(0, 1).text
    listed = "\n".join(row.cells[0].text for row in table.rows).split("\n")
    assert listed == ["Nơi nhận:", *(f"- {name};" for name in names[:-1]), f"- {names[-1]}."]


def test_a_line_of_dots_reaches_the_margin_of_its_page() -> None:
    for landscape, width in ((False, layout.TEXT_WIDTH), (True, layout.LANDSCAPE_TEXT_WIDTH)):
        document = AdministrativeDocument(
            title="", author="", created=datetime(2020, 1, 1), landscape=landscape
        )
        document.paragraph(f"Ý kiến: {FILL}")
        (paragraph,) = docx.Document(io.BytesIO(document.to_bytes())).paragraphs
        (stop,) = paragraph.style.paragraph_format.tab_stops
        assert stop.position.mm == pytest.approx(width, abs=0.1)


def test_room_for_a_pen_is_dots_in_headings_articles_and_cells_too() -> None:
    document = AdministrativeDocument(title="", author="", created=datetime(2020, 1, 1))
    document.heading(1, f"I. {FILL}")
    document.article("Điều 1.", f"Giao {FILL} thi hành")
    document.table(["STT"], [[FILL]], shares=[1], alignments=["left"])
    text = docx.Document(io.BytesIO(document.to_bytes())).element.xml
    assert FILL not in text
    assert text.count(DOTS) == 3


def test_saving_replaces_a_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "kế hoạch.docx"
    target.write_text("cũ")
    compose().save(target)
    assert target.read_bytes() == compose().to_bytes()
    assert [each.name for each in tmp_path.iterdir()] == [target.name]


def test_a_folder_that_cannot_be_written_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"Không ghi được tệp a\.docx"):
        compose().save(tmp_path / "không có" / "a.docx")


@pytest.mark.slow
def test_the_open_xml_sdk_finds_nothing(ooxml_validator: None, tmp_path: Path) -> None:
    document = compose()
    for text in AWKWARD:
        document.paragraph(text)
    document.save(tmp_path / "a.docx")
    assert_valid(tmp_path / "a.docx")
