"""Giấy khen: what is printed in which box, in which size, and the sheet for mail merge."""

import io

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from addin.documents.certificate import SMALLEST, boxes
from addin.documents.issuing import PaperError
from addin.documents.kinds import KINDS
from addin.documents.merge_sheet import COLUMNS
from tests.documents.papers import sample, sample_papers, styled, text_of
from tests.documents.test_papers import papers, person, register
from tests.support.fixtures import Row
from validators.register import Register

LONGEST = "Công Tằng Tôn Nữ Thị Phương Khánh Quỳnh Nghiêng Nguyễn Ngọc Hoàng Duyên"


def certified(name: str = "Lý Minh Hải", **cells: str) -> Row:
    return person(
        name,
        **{
            "Danh hiệu đề nghị": "",
            "Hình thức đề nghị": "Giấy khen của Chủ tịch UBND xã",
            "Chức vụ": "Nông dân",
            "Tóm tắt thành tích": "Hiến đất làm đường",
            **cells,
        },
    )


def box(**cells: str) -> Row:
    return {
        "Thành phần": "Tên",
        "Khổ giấy": "A4",
        "Trái (mm)": "20",
        "Trên (mm)": "50",
        "Rộng (mm)": "200",
        "Cao (mm)": "20",
        "Cỡ chữ": "30",
        "Lời in": "{Họ và tên}",
        **cells,
    }


def texts(of: Register) -> list[str]:
    return [text for text, _ in styled(papers("giay-khen", of)[0].content)]


def page_breaks(content: bytes) -> int:
    body = docx.Document(io.BytesIO(content)).element.body
    return len(body.findall(f".//{qn('w:pageBreakBefore')}"))


def test_everybody_awarded_the_certificate_has_a_page() -> None:
    content = sample_papers("giay-khen")[""].content
    names = [text for text, style in styled(content) if style.startswith("Giấy khen - Tên ")]
    assert names == [
        "Hội Liên hiệp Phụ nữ xã",
        "Xóm 2",
        "Ông Mông Quang Hải",
        "Bà Nguyễn Thị Phượng",
        "Ông Lý Minh Bình",
        "Bà Phùng Thị Thu Lan",
        "Bà Lèng Thị Ngọc Chanh",
        "Ông Nông Văn Long",
    ]
    assert page_breaks(content) == len(names) - 1


def test_a_certificate_tells_what_for_by_whom_and_by_which_decision() -> None:
    assert texts(register(certified())) == [
        "Ông Lý Minh Hải",
        "Nông dân, Xóm 1",
        "Đã có thành tích: Hiến đất làm đường",
        "Lam Vỹ, ngày 22 tháng 12 năm 2020",
        "CHỦ TỊCH",
        "Nguyễn Văn Mẫu",
        "Quyết định số 7/QĐ-UBND",
        "ngày 22 tháng 12 năm 2020",
        "Vào sổ khen thưởng số: 01",
    ]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            {"Phong trào": "Xanh, sạch, đẹp", "Loại hình khen thưởng": "Phong trào thi đua"},
            "Đã có thành tích trong phong trào thi đua “Xanh, sạch, đẹp” năm 2020",
        ),
        (
            {"Loại hình khen thưởng": "Đột xuất"},
            "Đã có thành tích đột xuất: Hiến đất làm đường",
        ),
        ({"Tóm tắt thành tích": ""}, "Đã có thành tích trong phong trào thi đua năm 2020"),
        (
            {"Tóm tắt thành tích": "", "Loại hình khen thưởng": "Công trạng"},
            "Đã có thành tích trong thực hiện nhiệm vụ năm 2020",
        ),
    ],
)
def test_the_citation_follows_the_reason(cells: dict[str, str], words: str) -> None:
    assert words in texts(register(certified(**cells)))


def test_a_box_stands_where_the_sheet_puts_it_and_prints_what_it_says() -> None:
    of = register(certified(), Giấy_khen=[box(**{"Lời in": "Tặng {Họ và tên}", "Căn chữ": "Giữa"})])
    document = docx.Document(io.BytesIO(papers("giay-khen", of)[0].content))
    (paragraph,) = (p for p in document.element.body.iter(qn("w:p")) if text_of(p))
    frame = paragraph.pPr.find(qn("w:framePr"))
    twips = {name: int(frame.get(qn(f"w:{name}"))) for name in ("x", "y", "w", "h")}
    assert {name: round(value / 20 * 25.4 / 72) for name, value in twips.items()} == {
        "x": 20,
        "y": 50,
        "w": 200,
        "h": 20,
    }
    assert text_of(paragraph).replace("\u00a0", " ") == "Tặng Lý Minh Hải"


def test_the_sheet_in_use_is_the_one_that_is_set() -> None:
    a3 = [{"Mục": "Khổ giấy khen", "Giá trị": "A3"}]
    for setting, width in (([], 297), (a3, 420)):
        content = papers("giay-khen", register(certified(), Thông_tin=setting))[0].content
        section = docx.Document(io.BytesIO(content)).sections[0]
        assert round(section.page_width.mm) == width
        assert section.page_width > section.page_height


@pytest.mark.parametrize("size", ["A4", "A3"])
def test_the_boxes_of_a_new_register_lie_on_the_sheet_and_apart(size: str) -> None:
    found = boxes(register(Thông_tin=[{"Mục": "Khổ giấy khen", "Giá trị": size}]))
    assert len(found) == 9
    for one in found:
        for other in found:
            if one is other:
                continue
            beside = one.left + one.width <= other.left or other.left + other.width <= one.left
            above = one.top + one.height <= other.top or other.top + other.height <= one.top
            assert beside or above, (one.name, other.name)


def test_a_long_name_is_set_smaller_until_it_fits() -> None:
    content = papers("giay-khen", register(certified(LONGEST), certified()))[0].content
    document = docx.Document(io.BytesIO(content))
    sizes = {
        text: document.styles[style].font.size.pt
        for text, style in styled(content)
        if style.startswith("Giấy khen - Tên ")
    }
    assert sizes["Ông Lý Minh Hải"] == 26
    assert SMALLEST <= sizes[f"Ông {LONGEST}"] < 26


def test_a_text_that_fits_in_no_size_is_refused_with_row_and_box() -> None:
    of = register(certified(**{"Tóm tắt thành tích": "Rất dài " * 250}))
    with pytest.raises(
        PaperError, match=r"Trang tính Đề nghị, dòng 5: “Lý Minh Hải” .*“Nội dung khen”"
    ):
        papers("giay-khen", of)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Trái (mm)": "150"}, "ra ngoài tờ giấy 297 × 210 mm"),
        ({"Cao (mm)": ""}, "thiếu chỗ in"),
        ({"Lời in": "{Tên}"}, "Không có chỗ điền nào"),
        ({"Khổ giấy": "A3"}, "chưa có dòng nào của khổ A4"),
    ],
)
def test_a_box_that_cannot_be_printed_is_refused(cells: dict[str, str], words: str) -> None:
    with pytest.raises(PaperError, match=words):
        papers("giay-khen", register(certified(), Giấy_khen=[box(**cells)]))


def test_without_anybody_awarded_there_is_no_certificate() -> None:
    with pytest.raises(PaperError, match="Giấy khen của Chủ tịch UBND xã"):
        papers("giay-khen", register(person("Lý Minh Hải")))


def test_the_merge_sheet_has_field_names_above_and_a_row_a_person() -> None:
    (product,) = KINDS["tron-thu"].make(sample())
    sheet = openpyxl.load_workbook(io.BytesIO(product.content)).active
    head, *rows = sheet.iter_rows(values_only=True)
    assert list(head) == list(COLUMNS)
    assert all(name.isascii() and name.isidentifier() for name in head)
    assert len(rows) == 8
    third = dict(zip(head, rows[2], strict=True))
    assert third["Ho_va_ten"] == "Mông Quang Hải"
    assert third["Ngay_quyet_dinh"] == "14 tháng 8 năm 2020"


def test_what_looks_like_a_formula_stays_text_in_the_merge_sheet() -> None:
    (product,) = papers("tron-thu", register(certified("=1+1", **{"Chức vụ": "http://a.vn"})))
    sheet = openpyxl.load_workbook(io.BytesIO(product.content)).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if cell.hyperlink] == []
    assert "=1+1" in [cell.value for cell in cells]
