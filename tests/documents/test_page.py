"""The printed plan against Nghị định 30/2020/NĐ-CP, Phụ lục I.

Every number is the decree's, none is taken from the program. Positions are measured on the PDF
that LibreOffice draws, where glyph boxes may stand off their place by half a millimetre.
"""

import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pdfplumber
import pytest

from addin.documents.decree30 import AdministrativeDocument
from addin.documents.pdf import to_pdf
from addin.documents.plan import write_plan
from tests.documents.page import Page, Text
from tests.support.fixtures import Row, Sketch

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("soffice")]

SLACK = 0.5
TEXT_MIDDLE = (30 + 210 - 15) / 2
SENTENCE = (
    "Đẩy mạnh các phong trào thi đua yêu nước gắn với nhiệm vụ của xã, khen thưởng kịp thời "
    "người trực tiếp lao động, sản xuất và những tấm gương bình dị trong nhân dân. "
)


def outline() -> list[Row]:
    bases = ["Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003", "Xét tình hình của xã"]
    rows = [{"Phần": "Căn cứ", "Nội dung": text} for text in bases]
    rows.append({"Phần": "Mở đầu", "Nội dung": "Mở đầu. " + SENTENCE * 2})
    for title in ("Mục đích, yêu cầu", "Nội dung"):
        rows.append({"Phần": "Nội dung", "Cấp": "1", "Nội dung": title})
        rows += [{"Phần": "Nội dung", "Cấp": "2", "Nội dung": SENTENCE * 3} for _ in range(5)]
        rows.append({"Phần": "Nội dung", "Cấp": "2", "Nội dung": "Việc cụ thể", "In đậm": "Có"})
        rows.append({"Phần": "Nội dung", "Cấp": "3", "Nội dung": SENTENCE * 2})
    rows.append({"Phần": "Nội dung", "Nội dung": "{Bảng: Đăng ký theo đơn vị}"})
    rows.append({"Phần": "Kết luận", "Nội dung": "Trên đây là kế hoạch. " + SENTENCE})
    return rows


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sketch = Sketch()
    sketch.rows["Kế hoạch"] = outline()
    sketch.rows["Đơn vị"] = [
        {"Tên đơn vị": f"Xóm Mẫu {n}", "Loại đơn vị": "Xóm"} for n in range(1, 41)
    ]
    sketch.rows["Nơi nhận"] = [{"Nơi nhận": "UBND huyện"}, {"Nơi nhận": "Lưu: VT, HĐTĐKT"}]
    sketch.rows["Văn bản"] = [
        {
            "Mã văn bản": "KH2020",
            "Loại văn bản": "Kế hoạch",
            "Số": "5",
            "Ngày": "5/2/2020",
            "Cơ quan ban hành": "Hội đồng Thi đua - Khen thưởng",
            "Trích yếu": "Tổ chức phong trào thi đua yêu nước và công tác khen thưởng "
            "của xã Lam Vỹ năm 2020",
        }
    ]
    path = tmp_path_factory.mktemp("page") / "plan.docx"
    write_plan(sketch.register(), path)
    to_pdf(path, path.with_suffix(".pdf"))
    return path.with_suffix(".pdf")


@pytest.fixture(scope="module")
def pages(paper: Path) -> Iterator[list[Page]]:
    with pdfplumber.open(paper) as pdf:
        yield [Page(page) for page in pdf.pages]


@pytest.fixture
def first(pages: list[Page]) -> Page:
    return pages[0]


@pytest.fixture
def last(pages: list[Page]) -> Page:
    return pages[-1]


def body_lines(page: Page) -> list[Text]:
    return [line for line in page.lines if line.top > 18]


def test_paper_is_a4_portrait(pages: list[Page]) -> None:
    assert len(pages) >= 3
    for page in pages:
        assert (page.width, page.height) == pytest.approx((210, 297), abs=0.5)


def test_margins_are_those_of_clause_3_of_part_i(pages: list[Page]) -> None:
    for page in pages:
        body = body_lines(page)
        assert 30 - SLACK <= min(line.left for line in body) <= 35
        assert 15 - SLACK <= page.width - max(line.right for line in body) <= 20
        assert 20 - SLACK <= min(line.top for line in body) <= 25
        assert page.height - max(line.bottom for line in body) >= 20 - SLACK


def test_text_is_black_times_new_roman(pages: list[Page]) -> None:
    # Liberation Serif stands in for Times New Roman where that is not installed.
    for page in pages:
        fonts = {char["fontname"].split("+")[-1] for char in page.chars}
        assert all(font.startswith(("LiberationSerif", "TimesNewRoman")) for font in fonts), fonts
        colours = {str(char["non_stroking_color"]) for char in page.chars}
        assert colours <= {"(0,)", "(0.0,)", "(0, 0, 0)", "(0.0, 0.0, 0.0)", "0"}


def test_page_numbers_are_centred_in_the_top_margin_but_for_page_1(pages: list[Page]) -> None:
    in_margin = [[line for line in page.lines if line.top <= 18] for page in pages]
    assert in_margin[0] == []
    for number, lines in enumerate(in_margin[1:], 2):
        (line,) = lines
        assert (line.text, line.style) == (str(number), "regular")
        assert line.sizes <= {13, 14}
        assert line.middle == pytest.approx(TEXT_MIDDLE, abs=1)
        assert line.bottom < 20


def test_national_name_and_motto_stand_on_the_right(first: Page) -> None:
    name = first.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = first.find("Độc lập - Tự do - Hạnh phúc")
    assert (name.style, motto.style) == ("bold", "bold")
    assert name.sizes <= {12, 13}
    assert motto.sizes <= {13, 14}
    assert name.left > 210 / 2 - 5
    assert motto.top > name.top
    assert motto.middle == pytest.approx(name.middle, abs=0.5)


def test_the_rule_below_the_motto_is_as_long_as_the_motto(first: Page) -> None:
    motto = first.find("Độc lập - Tự do - Hạnh phúc")
    (rule,) = first.rules_below(motto)
    assert rule[1] - rule[0] == pytest.approx(motto.width, abs=1)


def test_the_agencies_stand_on_the_left_with_a_rule_of_a_third_to_a_half(first: Page) -> None:
    superior = first.find("UBND XÃ LAM VỸ")
    upper, lower = first.find("HỘI ĐỒNG"), first.find("THI ĐUA - KHEN THƯỞNG")
    assert (superior.style, upper.style, lower.style) == ("regular", "bold", "bold")
    for name in (superior, upper, lower):
        assert name.sizes <= {12, 13}
        assert name.right < 105
        assert name.middle == pytest.approx(lower.middle, abs=0.5)
    (rule,) = first.rules_below(lower)
    assert 1 / 3 <= (rule[1] - rule[0]) / lower.width <= 1 / 2


def test_the_first_lines_of_both_header_columns_are_level(first: Page) -> None:
    name = first.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert first.find("UBND XÃ LAM VỸ").top == pytest.approx(name.top, abs=0.5)


def test_number_and_date_stand_level_below_the_names(first: Page) -> None:
    number = first.find("Số: 05/KH-HĐTĐKT")
    date = first.find("Lam Vỹ, ngày 05 tháng 02 năm 2020")
    assert (number.style, date.style) == ("regular", "italic")
    assert number.sizes == {13}
    assert date.sizes <= {13, 14}
    assert number.middle == pytest.approx(first.find("UBND XÃ LAM VỸ").middle, abs=0.5)
    motto = first.find("Độc lập - Tự do - Hạnh phúc")
    assert date.middle == pytest.approx(motto.middle, abs=0.5)
    assert number.bottom == pytest.approx(date.bottom, abs=0.5)


def test_kind_and_subject_are_centred_with_a_rule_of_a_third_to_a_half(first: Page) -> None:
    kind = first.find("KẾ HOẠCH")
    start = first.lines.index(first.line("Tổ chức phong trào"))
    subject = first.lines[start : start + 2]
    assert subject[1].text.endswith("xã Lam Vỹ năm 2020")
    for line in (kind, *subject):
        assert line.style == "bold"
        assert line.sizes <= {13, 14}
        assert line.middle == pytest.approx(TEXT_MIDDLE, abs=1)
    (rule,) = first.rules_below(subject[1])
    for line in subject:
        assert 1 / 3 <= (rule[1] - rule[0]) / line.width <= 1 / 2


def test_bases_are_italic_and_end_with_semicolon_and_full_stop(first: Page) -> None:
    one = first.line("Căn cứ Luật Thi đua, khen thưởng")
    two = first.line("Xét tình hình của xã")
    assert (one.text[-1], two.text[-1]) == (";", ".")
    assert (one.style, two.style) == ("italic", "italic")
    assert one.sizes | two.sizes <= {13, 14}


def test_content_is_justified_indented_and_spaced(first: Page) -> None:
    start = first.lines.index(first.line("Mở đầu."))
    line, second, third, *_ = first.lines[start:]
    assert line.style == second.style == "regular"
    assert line.sizes | second.sizes <= {13, 14}
    assert 10 - SLACK <= line.left - 30 <= 12.7 + SLACK
    assert second.left == pytest.approx(30, abs=SLACK)
    assert line.right == pytest.approx(second.right, abs=0.3)
    assert 15 - SLACK <= 210 - second.right <= 20
    (size,) = second.sizes
    spacing = (third.top - second.top) * 72 / 25.4 / (size * 1.15)
    assert 1 - 0.01 <= spacing <= 1.5


def test_paragraphs_are_at_least_six_points_apart(first: Page) -> None:
    start = first.lines.index(first.line("1. Đẩy mạnh"))
    end = first.lines.index(first.line("2. Đẩy mạnh"))
    within = first.lines[start + 1].top - first.lines[start].top
    between = first.lines[end].top - first.lines[end - 1].top
    assert (between - within) * 72 / 25.4 >= 6 - 0.1


def test_headings_are_bold_and_parts_in_capitals(first: Page, pages: list[Page]) -> None:
    part = first.line("I. MỤC ĐÍCH, YÊU CẦU")
    titled = next(
        line for page in pages for line in page.lines if line.text.startswith("6. Việc cụ thể")
    )
    assert (part.style, titled.style) == ("bold", "bold")
    assert part.sizes | titled.sizes <= {13, 14}


def test_a_table_repeats_its_head_on_the_next_page(pages: list[Page]) -> None:
    heads = [line for page in pages for line in page.lines if line.text.startswith("TT Đơn vị")]
    assert len(heads) == 2
    assert {head.style for head in heads} == {"bold"}


def test_recipients_stand_level_with_the_authority_at_the_left_margin(last: Page) -> None:
    title, item = last.find("Nơi nhận:"), last.find("- UBND huyện;")
    assert (title.style, title.sizes) == ("bold italic", {12})
    assert (item.style, item.sizes) == ("regular", {11})
    assert title.left == pytest.approx(30, abs=SLACK)
    assert item.left == pytest.approx(30, abs=SLACK)
    assert title.top == pytest.approx(last.find("TM. HỘI ĐỒNG").top, abs=1.5)
    assert last.find("- Lưu: VT, HĐTĐKT.").top > item.top


def test_the_signing_block_stands_right_with_room_for_signature_and_seal(last: Page) -> None:
    body, office = last.find("TM. HỘI ĐỒNG THI ĐUA"), last.find("CHỦ TỊCH UBND")
    name = last.find("Nguyễn Văn Mẫu")
    position = next(line for line in last.lines if line.text.endswith("CHỦ TỊCH"))
    for line in (body, office, name):
        assert line.style == "bold"
        assert line.sizes <= {13, 14}
        assert line.middle > 105
        assert line.left > last.find("- Lưu: VT, HĐTĐKT.").right
    assert office.middle == pytest.approx(name.middle, abs=0.5)
    assert office.top - position.bottom >= 20
    assert name.top > office.top


def test_all_fonts_are_in_the_file(paper: Path, poppler: None) -> None:
    listed = subprocess.run(["pdffonts", paper], capture_output=True, text=True, check=True)
    fonts = listed.stdout.splitlines()[2:]
    assert fonts
    assert {line.split()[-5] for line in fonts} == {"yes"}


@pytest.mark.parametrize("paragraphs", [22, 24, 27, 31])
def test_the_signing_block_stays_whole_with_two_lines_of_text(
    paragraphs: int, tmp_path: Path
) -> None:
    document = AdministrativeDocument(title="", author="", created=datetime(2020, 1, 1))
    for number in range(paragraphs):
        document.paragraph(f"Đoạn {number}.")
    document.signing(
        recipients=["UBND huyện", "Lưu: VT"], authority=["CHỦ TỊCH"], name="Nguyễn Văn Mẫu"
    )
    document.save(tmp_path / "a.docx")
    to_pdf(tmp_path / "a.docx", tmp_path / "a.pdf")
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        lines = [line.text for line in body_lines(Page(pdf.pages[-1]))]
    assert lines[-1] == "Nguyễn Văn Mẫu"
    block = next(i for i, line in enumerate(lines) if line.startswith("Nơi nhận:"))
    assert lines[block - 2 : block] == [f"Đoạn {paragraphs - n}." for n in (2, 1)]
