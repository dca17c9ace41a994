"""The printed papers of the sample year against Nghị định 30/2020/NĐ-CP, Phụ lục I.

As in `test_page`, every number is the decree's and positions are measured on the PDF. All papers
are drawn in one run of LibreOffice.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.shared import Pt

from addin.documents.certificate import Box, boxes
from addin.documents.kinds import KINDS
from addin.documents.pdf import all_to_pdf
from tests.documents.page import Page, Text
from tests.documents.papers import DOCX_KINDS, sample_papers, table_headed
from tests.documents.test_certificate import LONGEST, certified
from tests.documents.test_papers import person, register
from validators.register import Register

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("soffice")]

SLACK = 0.5
PART = {"giay-moi": "2020-12-08", "phieu-lay-y-kien": "2020-08-13", "bien-ban": "2020-12-08"}
PART |= {"to-trinh": "huyen", "quyet-dinh": "129"}
"""Of papers of which there are several, the one that is drawn."""
LYING = {"tong-hop-dang-ky", "danh-sach", "phieu-tham-dinh"}
ON_THE_PAGE = [kind for kind in DOCX_KINDS if kind not in {"giay-khen", "ke-hoach"}]
LONG_LIST = 70

Drawn = dict[str, list[Page]]


def long_register() -> Register:
    """Many names in one decision, among them the longest that there are."""
    unit = {"Chức vụ": "Giáo viên dạy lớp ghép", "Tiền thưởng": "450000"}
    rows = [person(f"Nguyễn Thị Bích {n}", **unit) for n in range(LONG_LIST - 1)]
    return register(*rows, person(LONGEST, **{**unit, "Tên gọi": "Bà"}))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drawn]:
    folder = tmp_path_factory.mktemp("papers")
    a3 = [{"Mục": "Khổ giấy khen", "Giá trị": "A3"}]
    made = {kind: sample_papers(kind)[PART.get(kind, "")] for kind in DOCX_KINDS}
    made["long"] = KINDS["quyet-dinh"].make(long_register())[0]
    of = register(certified(LONGEST, **{"Tên gọi": "Bà"}), certified(), Thông_tin=a3)
    made["a3"] = KINDS["giay-khen"].make(of)[0]
    paths: dict[Path, Path] = {}
    for name, product in made.items():
        path = folder / f"{name}.docx"
        path.write_bytes(product.content)
        paths[path] = path.with_suffix(".pdf")
    all_to_pdf(paths)
    opened = {path.stem: pdfplumber.open(path) for path in paths.values()}
    yield {name: [Page(page) for page in pdf.pages] for name, pdf in opened.items()}
    for pdf in opened.values():
        pdf.close()


def body_lines(page: Page) -> list[Text]:
    return [line for line in page.lines if line.top > 18]


def starts_section(page: Page) -> bool:
    return page.lines[0].text.startswith(("Phụ lục", "ỦY BAN", "UBND"))


@pytest.mark.parametrize("kind", ON_THE_PAGE)
def test_pages_are_a4_standing_or_for_wide_tables_lying(kind: str, drawn: Drawn) -> None:
    for page in drawn[kind]:
        size = (page.width, page.height)
        lying = kind in LYING or (kind == "to-trinh" and page is not drawn[kind][0])
        assert size == pytest.approx((297, 210) if lying else (210, 297), abs=0.5)


@pytest.mark.parametrize("kind", [*ON_THE_PAGE, "long"])
def test_margins_hold_on_every_page(kind: str, drawn: Drawn) -> None:
    for page in drawn[kind]:
        body = body_lines(page)
        assert min(line.left for line in body) >= 30 - SLACK
        assert page.width - max(line.right for line in body) >= 15 - SLACK
        assert 20 - SLACK <= min(line.top for line in body) <= 26
        assert page.height - max(line.bottom for line in body) >= 20 - SLACK


@pytest.mark.parametrize("kind", [*ON_THE_PAGE, "long"])
def test_each_paper_and_each_annex_counts_its_own_pages(kind: str, drawn: Drawn) -> None:
    expected = 0
    for page in drawn[kind]:
        expected = 1 if starts_section(page) else expected + 1
        in_margin = [line for line in page.lines if line.top <= 18]
        if expected == 1:
            assert in_margin == []
            continue
        (line,) = in_margin
        assert line.text == str(expected)
        assert line.middle == pytest.approx((30 + page.width - 15) / 2, abs=1)


@pytest.mark.parametrize("kind", ON_THE_PAGE)
def test_the_head_of_a_paper_is_set_as_the_decree_says(kind: str, drawn: Drawn) -> None:
    first = drawn[kind][0]
    motto = first.find("Độc lập - Tự do - Hạnh phúc")
    name = first.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert (name.style, motto.style) == ("bold", "bold")
    assert name.sizes <= {12, 13}
    assert motto.sizes <= {13, 14}
    (rule,) = first.rules_below(motto)
    assert rule[1] - rule[0] == pytest.approx(motto.width, abs=1)
    council = "THI ĐUA - KHEN THƯỞNG"
    issuer = first.find(council if first.lines[0].text.startswith("UBND") else "XÃ LAM VỸ")
    (rule,) = first.rules_below(issuer)
    assert 1 / 3 - 0.02 <= (rule[1] - rule[0]) / issuer.width <= 1 / 2 + 0.02


@pytest.mark.parametrize("kind", [*DOCX_KINDS, "long", "a3"])
def test_text_is_black_times_new_roman(kind: str, drawn: Drawn) -> None:
    for page in drawn[kind]:
        fonts = {char["fontname"].split("+")[-1] for char in page.chars}
        assert all(font.startswith(("LiberationSerif", "TimesNewRoman")) for font in fonts), fonts
        colours = {str(char["non_stroking_color"]) for char in page.chars}
        assert colours <= {"(0,)", "(0.0,)", "(0, 0, 0)", "(0.0, 0.0, 0.0)", "0"}


@pytest.mark.parametrize("kind", [*ON_THE_PAGE, "long"])
def test_the_head_of_a_table_is_on_every_page_that_the_table_takes(kind: str, drawn: Drawn) -> None:
    for page in drawn[kind]:
        numbered = [line for line in page.lines if line.text.split()[0].isdecimal()]
        in_table = [line for line in numbered if line.left > 31 and line.top > 18]
        if in_table:
            heads = [line for line in page.lines if line.text.startswith("STT")]
            assert heads
            assert min(head.top for head in heads) < in_table[0].top


def test_no_name_of_a_long_list_is_broken_and_all_are_there(drawn: Drawn) -> None:
    lines = [line.text.replace("\u00a0", " ") for page in drawn["long"] for line in page.lines]
    for number in range(LONG_LIST - 1):
        assert [line for line in lines if f"Ông Nguyễn Thị Bích {number} " in line]
    # The longest name takes more than a column of the paper may have; nothing of it is lost.
    assert len(drawn["long"]) >= 4


def test_sums_stand_under_the_last_row(drawn: Drawn) -> None:
    last = drawn["long"][-1].lines[-1]
    assert last.text == f"Cộng {450 * LONG_LIST:,}.000".replace(",", ".")


@pytest.mark.parametrize(("kind", "pages"), [("giay-khen", 8), ("a3", 2)])
def test_a_certificate_takes_a_page_and_its_text_stays_in_its_boxes(
    kind: str, pages: int, drawn: Drawn
) -> None:
    size = "A3" if kind == "a3" else "A4"
    found = boxes(register(Thông_tin=[{"Mục": "Khổ giấy khen", "Giá trị": size}]))
    assert len(drawn[kind]) == pages
    for page in drawn[kind]:
        width = 420 if kind == "a3" else 297
        assert page.width == pytest.approx(width, abs=0.5)
        filled = [box for box in found if any(inside(char, box) for char in page.chars)]
        assert {"Tên", "Nội dung khen", "Người ký", "Quyết định"} <= {box.name for box in filled}
        stray = [char for char in page.chars if not any(inside(char, box) for box in found)]
        assert stray == []


def inside(char: dict[str, float], box: Box) -> bool:
    """Whether a letter stands in a box; glyph boxes stand off by up to a millimetre."""
    mm = 25.4 / 72
    return (
        box.left - 0.5 <= char["x0"] * mm
        and char["x1"] * mm <= box.left + box.width + 0.5
        and box.top - 1 <= char["top"] * mm
        and char["bottom"] * mm <= box.top + box.height + 1
    )


def test_the_longest_name_is_whole_on_the_certificate(drawn: Drawn) -> None:
    text = " ".join(line.text.replace("\u00a0", " ") for line in drawn["a3"][0].lines)
    assert f"Bà {LONGEST}" in text


def test_no_row_is_lost_where_a_table_begins_at_the_foot_of_a_page(tmp_path: Path) -> None:
    """LibreOffice let a head stand there alone and drew the rows nowhere."""
    report = sample_papers("tong-ket")[""].content
    document = docx.Document(io.BytesIO(report))
    document.paragraphs[0].paragraph_format.space_before = Pt(36)
    document.save(str(tmp_path / "tong_ket.docx"))
    all_to_pdf({tmp_path / "tong_ket.docx": tmp_path / "tong_ket.pdf"})
    with pdfplumber.open(tmp_path / "tong_ket.pdf") as pdf:
        lines = [line.text for page in pdf.pages for line in Page(page).lines]
    for number, unit, *_ in table_headed(report, "Đơn vị")[1:-1]:
        assert [line for line in lines if line.startswith(f"{number} {unit}")]
