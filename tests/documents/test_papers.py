"""The year's papers: what they say, from what the register holds."""

import io
import re
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn

from addin.bonus import list_bonuses
from addin.documents.issuing import PaperError
from addin.documents.kind import Product
from addin.documents.kinds import KINDS
from addin.documents.widths import text_width
from addin.summary import as_json, summarize
from tests.documents.papers import (
    DOCX_KINDS,
    paragraphs,
    sample,
    sample_papers,
    styled,
    table_headed,
    tables,
)
from tests.moved import Move
from tests.support.fixtures import Row, Sketch
from validators.catalogue import Form, Title
from validators.documents_register import legal_documents
from validators.register import Register

THE_PAPERS = [
    "ke-hoach", "don-doc", "tong-hop-dang-ky", "giao-uoc", "so-ket", "giay-moi",
    "phieu-lay-y-kien", "phieu-tham-dinh", "bien-ban", "danh-sach", "to-trinh", "quyet-dinh",
    "giay-khen", "tron-thu", "tong-ket",
]  # fmt: skip


def person(name: str, **cells: str) -> Row:
    """A nominee of the commune's level, awarded by decision 7."""
    return {
        "Họ và tên / Tên tập thể": name,
        "Loại đối tượng": "Cá nhân",
        "Tên gọi": "Ông",
        "Đơn vị": "Xóm 1",
        "Năm thành tích": "2020",
        "Danh hiệu đề nghị": "Lao động tiên tiến",
        "Cấp quyết định": "Xã",
        "Ngày nhận hồ sơ": "1/12/2020",
        "Kết quả": "Được tặng",
        "Số quyết định": "7/QĐ-UBND",
        "Ngày quyết định": "22/12/2020",
        **cells,
    }


def register(*nominations: Row, **sheets: list[Row]) -> Register:
    sketch = Sketch()
    sketch.rows["Đề nghị"] = list(nominations)
    sketch.rows["Hội đồng"] = [
        {"Họ và tên": "Nguyễn Văn Mẫu", "Chức vụ": "Chủ tịch UBND xã", "Vai trò": "Chủ tịch"},
        {"Họ và tên": "Trần Văn Phó", "Chức vụ": "Phó Chủ tịch UBND xã", "Vai trò": "Ủy viên"},
    ]
    for sheet, rows in sheets.items():
        sketch.rows[sheet.replace("_", " ")] = rows
    return sketch.register()


def papers(kind: str, of: Register) -> list[Product]:
    return list(KINDS[kind].make(of))


def only(kind: str, of: Register) -> list[str]:
    (product,) = papers(kind, of)
    return paragraphs(product.content)


# Every kind


def test_the_registry_has_every_paper_of_the_year() -> None:
    assert sorted(KINDS) == sorted(THE_PAPERS)
    assert {kind.file_name for kind in KINDS.values()} == {
        re.sub(r"\W", "_", kind.file_name) for kind in KINDS.values()
    }


@pytest.mark.parametrize("kind", DOCX_KINDS)
def test_a_paper_says_nothing_that_is_meant_for_the_program(kind: str) -> None:
    for product in sample_papers(kind).values():
        text = "\n".join(paragraphs(product.content))
        assert text
        assert not re.search(r"[{}\ue000]|None|nan\b", text)


@pytest.mark.parametrize("kind", DOCX_KINDS)
def test_the_same_register_gives_the_same_bytes(kind: str) -> None:
    again = {each.part: each.content for each in KINDS[kind].make(sample())}
    assert again == {part: each.content for part, each in sample_papers(kind).items()}


@pytest.mark.parametrize("kind", DOCX_KINDS)
def test_looks_come_from_styles_and_tables_are_marked_for_screen_readers(kind: str) -> None:
    for product in sample_papers(kind).values():
        document = docx.Document(io.BytesIO(product.content))
        body = document.element.body
        for properties in body.iter(qn("w:rPr")):
            assert [child.tag for child in properties] == [qn("w:rStyle")]
        assert body.findall(f".//{qn('w:pPr')}/{qn('w:jc')}") == []
        for table in body.iter(qn("w:tbl")):
            if table.tblPr.style != "TableGrid":
                continue
            first, *others = table.tr_lst
            assert first.trPr.find(qn("w:tblHeader")) is not None
            assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)
            assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table.tr_lst)
            for tag in ("w:tblCaption", "w:tblDescription"):
                assert table.tblPr.find(qn(tag)).get(qn("w:val"))


@pytest.mark.parametrize("kind", DOCX_KINDS)
def test_every_style_that_is_named_is_there(kind: str) -> None:
    for product in sample_papers(kind).values():
        with zipfile.ZipFile(io.BytesIO(product.content)) as package:
            parts = {name: package.read(name).decode() for name in package.namelist()}
        there = set(re.findall(r'w:styleId="([^"]+)"', parts["word/styles.xml"]))
        named = re.findall(r'<w:(?:p|r|tbl)Style w:val="([^"]+)"', "".join(parts.values()))
        assert set(named) <= there


@pytest.mark.parametrize("kind", DOCX_KINDS)
def test_who_is_addressed_is_the_first_recipient(kind: str) -> None:
    for product in sample_papers(kind).values():
        lines = paragraphs(product.content)
        if any(line.startswith("Kính gửi") for line in lines):
            assert lines[lines.index("Nơi nhận:") + 1] == "- Như trên;"


@pytest.mark.parametrize("kind", [kind for kind in DOCX_KINDS if kind != "giay-khen"])
def test_a_paper_names_itself_its_issuer_and_its_language(kind: str) -> None:
    for product in sample_papers(kind).values():
        properties = docx.Document(io.BytesIO(product.content)).core_properties
        assert properties.title.strip()
        assert properties.author in {
            "ỦY BAN NHÂN DÂN XÃ LAM VỸ",
            "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",
        }
        assert properties.language == "vi-VN"
        assert properties.created.date() == date(2021, 1, 20)


@pytest.mark.parametrize("kind", DOCX_KINDS)
def test_an_empty_register_gets_a_paper_or_one_sentence(kind: str) -> None:
    said = ""
    try:
        made = papers(kind, Sketch().register())
    except PaperError as refusal:
        made, said = [], str(refusal)
    assert made or re.fullmatch(r"Trang tính .+[.]", said)


# Figures: those of `summarize --format json`


def figures(which: str, span: str) -> dict[str, object]:
    found: dict[str, object] = as_json(summarize(sample()), which)["sheets"][0][span]
    return found


STAGES = ("registered", "nominated", "awarded")


@pytest.mark.parametrize(
    ("kind", "which", "span"), [("so-ket", "2", "cumulative"), ("tong-ket", "year", "period")]
)
def test_a_report_s_tables_are_the_summary_s(kind: str, which: str, span: str) -> None:
    content = sample_papers(kind)[""].content
    summed: dict[str, dict[str, dict[str, dict[str, int]]]] = figures(which, span)  # type: ignore[assignment]
    _, *units, total = table_headed(content, "Đơn vị")
    assert [row[1:] for row in units] == [
        [name, *(str(line[stage]["rows"]) for stage in STAGES)]
        for name, line in summed["units"].items()
        if name != "_khac"
    ]
    rows = [str(summed["total"][stage]["rows"]) for stage in STAGES]  # type: ignore[index]
    assert total == ["", "Cộng", *rows]
    _, *awards, total = table_headed(content, "Danh hiệu, hình thức")
    assert total == ["", "Tổng số lượt", *rows]
    expected = {
        stage: {
            **summed["total"][stage]["title"],  # type: ignore[dict-item]
            **summed["total"][stage]["form"],  # type: ignore[dict-item]
        }
        for stage in STAGES
    }
    names = {name for counts in expected.values() for name in counts}
    assert {row[1] for row in awards} == names
    for _, name, *counts in awards:
        assert counts == [str(expected[stage].get(name, 0)) for stage in STAGES]


@pytest.mark.parametrize(
    ("kind", "which", "span"), [("so-ket", "2", "cumulative"), ("tong-ket", "year", "period")]
)
def test_a_report_s_sentences_have_the_summary_s_numbers(kind: str, which: str, span: str) -> None:
    text = "\n".join(paragraphs(sample_papers(kind)[""].content))
    summed = figures(which, span)
    total: dict[str, dict[str, int]] = summed["total"]  # type: ignore[assignment]
    tasks: dict[str, int] = summed["tasks"]  # type: ignore[assignment]
    for word, stage in zip(("Đăng ký", "Đề nghị", "Được tặng"), STAGES, strict=True):
        assert f"{word}: {total[stage]['rows']} lượt" in text
    assert f"có {tasks['due']} công việc đến hạn; đã hoàn thành {tasks['done']}," in text
    assert f"{summed['bonus']:,.0f} đồng".replace(",", ".") in text
    workers: dict[str, int] = summed["direct_workers"]  # type: ignore[assignment]
    if workers["denominator"]:
        assert f"{workers['numerator']}/{workers['denominator']} người" in text
    else:
        assert "cá nhân được tặng: chưa có" in text


def test_the_table_of_registrations_is_the_summary_s() -> None:
    head, *rows, total = table_headed(sample_papers("tong-hop-dang-ky")[""].content, "Đơn vị")
    units: dict[str, dict[str, dict[str, dict[str, int]]]] = figures("year", "period")["units"]  # type: ignore[assignment]
    for row in rows:
        line = units[row[1]]["registered"]
        counts = {**line["title"], **line["form"]}
        shown = {name: int(cell) for name, cell in zip(head[2:-1], row[2:-1], strict=True) if cell}
        assert shown == counts
        assert int(row[-1] or 0) == line["rows"]
    assert total[-1] == "58"


@pytest.mark.parametrize("kind", ["phường", "đặc khu", "xã"])
def test_a_report_says_whose_certificate_it_is(kind: str) -> None:
    certificate = {"Danh hiệu đề nghị": "", "Hình thức đề nghị": "Giấy khen của Chủ tịch UBND xã"}
    of = register(
        person("Lý Minh Hải", **certificate),
        Thông_tin=[{"Mục": "Loại đơn vị hành chính", "Giá trị": kind}],
    )
    table = table_headed(papers("tong-ket", of)[0].content, "Danh hiệu, hình thức")
    assert table[1][1] == f"Giấy khen của Chủ tịch UBND {kind}"


def test_no_word_of_a_heading_is_cut_where_many_awards_stand_abreast() -> None:
    asked = [("Danh hiệu đăng ký", each) for each in list(Title)[:7]]
    asked += [("Hình thức đăng ký", each) for each in list(Form)[:3]]
    of = register(
        Đơn_vị=[{"Tên đơn vị": "Tổ 1", "Loại đơn vị": "Tổ dân phố"}],
        Thông_tin=[{"Mục": "Loại đơn vị hành chính", "Giá trị": "phường"}],
        Đăng_ký=[
            {
                "Họ và tên / Tên tập thể": f"Tên {n}",
                "Loại đối tượng": "Cá nhân",
                "Đơn vị": "Tổ 1",
                "Ngày đăng ký": "5/3/2020",
                heading: award,
            }
            for n, (heading, award) in enumerate(asked)
        ],
    )
    (product,) = papers("tong-hop-dang-ky", of)
    table = next(t for t in docx.Document(io.BytesIO(product.content)).tables if len(t.columns) > 9)
    assert len(table.columns) == 13
    for column in table.columns:
        words = column.cells[0].text.split()
        assert max(text_width(word, 13) for word in words) < column.width.pt - 8


def test_last_year_is_what_the_history_holds() -> None:
    head, *rows, total = table_headed(
        sample_papers("tong-ket")[""].content, "Danh hiệu, hình thức", place=1
    )
    assert head[2:] == ["Năm 2019", "Năm 2020", "Tăng (+), giảm (-)"]
    past = [row for row in sample().history if row.year == 2019]
    for _, name, last, this, change in rows:
        assert int(last) == sum(name in (row.title, row.form) for row in past)
        assert int(this) - int(last) == int(change)
    assert total[2:] == [str(len(past)), "34", f"{34 - len(past):+d}"]


def test_without_history_last_year_is_room_and_said_to_be() -> None:
    (product,) = papers("tong-ket", register(person("Lý Minh Hải")))
    _, *rows, _ = table_headed(product.content, "Danh hiệu, hình thức", place=1)
    assert {row[2] for row in rows} == {"…" * 8}
    assert "số liệu khen thưởng năm 2019" in product.blanks


@pytest.mark.parametrize(
    ("name", "kind", "issuer", "place"),
    [
        ("Xã Lam Vỹ", "xã", "XÃ LAM VỸ", "Lam Vỹ"),
        ("phường Văn Miếu - Quốc Tử Giám", "phường", "PHƯỜNG VĂN MIẾU - QUỐC TỬ GIÁM", None),
        ("1", "phường", "PHƯỜNG 1", "Phường 1"),
        ("2 Bảo Lộc", "phường", "PHƯỜNG 2 BẢO LỘC", "Phường 2 Bảo Lộc"),
        ("TT. Chợ Chu", "thị trấn", "THỊ TRẤN CHỢ CHU", "Chợ Chu"),
    ],
)
def test_the_head_names_the_commune_and_its_kind_once(
    name: str, kind: str, issuer: str, place: str | None
) -> None:
    settings = {"Tên đơn vị hành chính": name, "Loại đơn vị hành chính": kind}
    of = register(
        person("Lý Minh Hải"),
        Thông_tin=[{"Mục": item, "Giá trị": value} for item, value in settings.items()],
    )
    lines = only("quyet-dinh", of)
    assert issuer in lines
    day = f"{place or 'Văn Miếu - Quốc Tử Giám'}, ngày 22 tháng 12 năm 2020"
    assert day in lines


def test_the_chairman_decides_in_his_own_person() -> None:
    lines = only("quyet-dinh", register(person("Lý Minh Hải"), person("Hứa Văn Nam")))
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ LAM VỸ" in [line.upper() for line in lines]
    assert "QUYẾT ĐỊNH:" in lines
    assert not [line for line in lines if "TM." in line]
    assert lines[lines.index("Nguyễn Văn Mẫu") - 1] == "CHỦ TỊCH"
    assert "Số: 07/QĐ-UBND" in lines


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("HÀ THỊ ĐÀO", "Hà Thị Đào"), ("H'HEN NIÊ", "H'Hen Niê"), ("Lê Văn A", "Lê Văn A")],
)
def test_a_signer_s_name_is_in_small_letters(typed: str, printed: str) -> None:
    of = register(person("Lý Minh Hải"), Thông_tin=[{"Mục": "Người ký", "Giá trị": typed}])
    assert printed in only("quyet-dinh", of)


def test_a_deputy_decides_for_the_chairman() -> None:
    paper = {
        "Mã văn bản": "QD7",
        "Loại văn bản": "Quyết định",
        "Số": "7",
        "Ký hiệu": "QĐ-UBND",
        "Ngày": "22/12/2020",
        "Người ký": "Trần Văn Phó",
    }
    lines = only("quyet-dinh", register(person("Lý Minh Hải"), Văn_bản=[paper]))
    place = lines.index("Trần Văn Phó")
    assert lines[place - 2 : place] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_every_kind_of_object_has_a_list_of_its_own_and_empty_ones_are_left_out() -> None:
    of = register(
        person("Lý Minh Hải"),
        person("Hứa Văn Nam"),
        person(
            "Mông Văn Lâm",
            **{
                "Loại đối tượng": "Hộ gia đình",
                "Tên gọi": "Gia đình ông",
                "Danh hiệu đề nghị": "Gia đình văn hóa",
            },
        ),
    )
    (product,) = papers("quyet-dinh", of)
    marks = [text for text, style in styled(product.content) if style == "Phụ lục"]
    titles = [text for text, style in styled(product.content) if style == "Tên phụ lục"]
    assert marks == ["Phụ lục I", "Phụ lục II"]
    assert titles == [
        "Danh sách cá nhân được tặng danh hiệu “Lao động tiên tiến” năm 2020",
        "Danh sách hộ gia đình được tặng danh hiệu “Gia đình văn hóa” năm 2020",
    ]
    text = "\n".join(paragraphs(product.content))
    assert "cho 02 cá nhân và 01 hộ gia đình (có danh sách kèm theo)" in text
    assert "các cá nhân và hộ gia đình có tên tại Điều 1" in text
    note = (
        "(Kèm theo Quyết định số 07/QĐ-UBND ngày 22 tháng 12 năm 2020 của Chủ tịch Ủy ban nhân "
        "dân xã Lam Vỹ)"
    )
    assert [text for text, style in styled(product.content) if style == "Chỉ dẫn phụ lục"] == [
        note,
        note,
    ]


def test_who_is_alone_is_named_in_the_article_and_needs_no_list() -> None:
    (product,) = papers("quyet-dinh", register(person("Lý Minh Hải", **{"Chức vụ": "Nông dân"})))
    text = "\n".join(paragraphs(product.content))
    assert "cho ông Lý Minh Hải, Nông dân, Xóm 1." in text
    assert "Phụ lục" not in text
    assert "danh sách" not in text


def test_a_council_that_did_not_meet_on_a_rescue_proposes_nothing() -> None:
    form = {"Danh hiệu đề nghị": "", "Hình thức đề nghị": "Giấy khen của Chủ tịch UBND xã"}

    def proposed_by(kind: str, *meetings: Row) -> str:
        row = person("Lý Minh Hải", **form, **{"Loại hình khen thưởng": kind})
        lines = only("quyet-dinh", register(row, Cuộc_họp=list(meetings)))
        return next(line for line in lines if line.startswith("Theo đề nghị của"))

    assert proposed_by("Đột xuất") == f"Theo đề nghị của {'…' * 8}."
    assert "Hội đồng Thi đua - Khen thưởng" in proposed_by("Công trạng")
    assert "phiên họp ngày 10" in proposed_by("Đột xuất", {"Ngày": "10/12/2020"})


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (["Công trạng", "Công trạng"], "đã có thành tích trong thực hiện nhiệm vụ năm 2020"),
        (["Công trạng", ""], "đã có thành tích trong phong trào thi đua năm 2020"),
        (["Đột xuất", "Đột xuất"], "đã có thành tích đột xuất"),
    ],
)
def test_what_forms_are_given_for_follows_their_kind(kinds: list[str], words: str) -> None:
    form = {"Danh hiệu đề nghị": "", "Hình thức đề nghị": "Giấy khen của Chủ tịch UBND xã"}
    rows = [
        person(name, **form, **{"Loại hình khen thưởng": kind})
        for name, kind in zip(["Lý Minh Hải", "Ma Văn Duy"], kinds, strict=True)
    ]
    text = "\n".join(only("quyet-dinh", register(*rows)))
    assert f"Tặng Giấy khen cho 02 cá nhân {words} (có danh sách kèm theo)." in text


def test_who_has_no_kind_is_in_the_decision_too() -> None:
    of = register(person("Lý Minh Hải"), person("Lê Văn Quên", **{"Loại đối tượng": ""}))
    (product,) = papers("quyet-dinh", of)
    text = "\n".join(paragraphs(product.content))
    assert "cho 01 cá nhân và 01 trường hợp khác (có danh sách kèm theo)" in text
    assert [table[1][1] for table in tables(product.content)] == [
        "Ông Lý Minh Hải",
        "Ông Lê Văn Quên",
    ]
    (product,) = papers("quyet-dinh", register(person("Lê Văn Quên", **{"Loại đối tượng": ""})))
    assert "cho ông Lê Văn Quên, Xóm 1" in "\n".join(paragraphs(product.content))


def test_the_office_has_room_beside_long_names_several_awards_and_money() -> None:
    cells = {"Chức vụ": "Tổ trưởng", "Tiền thưởng": "450000"}
    certificate = {"Danh hiệu đề nghị": "", "Hình thức đề nghị": "Giấy khen của Chủ tịch UBND xã"}
    rows = [
        person("Nguyễn Thị Hoàng Phương Thảo", **cells),
        person("Nguyễn Hoàng Bảo Long Minh", **{**cells, **certificate}),
    ]
    (product,) = papers("quyet-dinh", register(*rows))
    document = docx.Document(io.BytesIO(product.content))
    table = next(each for each in document.tables if len(each.columns) == 5)
    assert table.cell(0, 2).text == "Chức vụ, đơn vị"
    assert table.cell(1, 1).text == "Ông\u00a0Nguyễn\u00a0Thị\u00a0Hoàng\u00a0Phương\u00a0Thảo"
    assert table.columns[2].width.mm > 36
    section = document.sections[-1]
    width = section.page_width.mm - section.left_margin.mm - section.right_margin.mm
    assert sum(column.width.mm for column in table.columns) == pytest.approx(width, abs=0.5)


@pytest.mark.parametrize("kind", ["danh-sach", "phieu-lay-y-kien", "phieu-tham-dinh"])
def test_a_name_longer_than_its_column_breaks_between_words(kind: str) -> None:
    long, short = "Công Tằng Tôn Nữ Thị Hoàng Ngân Huyền Trang Phương", "Lý Minh Hải"
    (product,) = papers(kind, register(person(long), person(short)))
    text = docx.Document(io.BytesIO(product.content)).element.xml
    assert f"Ông {long}" in text
    assert f"Ông {short}".replace(" ", "\u00a0") in text


def test_lists_are_numbered_from_one_in_each_annex() -> None:
    for product in sample_papers("quyet-dinh").values():
        for table in tables(product.content):
            numbers = [row[0] for row in table[1:] if row[0]]
            assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_the_bonus_of_a_decision_is_that_of_the_bonus_list() -> None:
    lines = list_bonuses(sample()).lines
    for part, product in sample_papers("quyet-dinh").items():
        money = sum(
            each.amount or 0
            for each in lines
            if (each.row.decision_number or "").startswith(f"{part}/") and each.fund == "Xã"
        )
        text = "\n".join(paragraphs(product.content))
        assert (f"{money:,.0f} đồng (bằng chữ".replace(",", ".") in text) is bool(money)
        assert ("Tiền thưởng" in text) is bool(money)


def test_articles_are_numbered_on_when_one_is_left_out() -> None:
    for part, last in (("118", 3), ("128", 4)):
        lines = styled(sample_papers("quyet-dinh")[part].content)
        marks = [text.split(". ")[0] for text, style in lines if style == "Điều"]
        assert marks == [f"Điều {n}" for n in range(1, last + 1)]
        assert f"- Như Điều {last};" in [text for text, _ in lines]


def test_the_bases_are_the_law_of_the_decision_s_day() -> None:
    now = person("Lý Minh Hải", **{"Ngày quyết định": "22/12/2025", "Năm thành tích": "2025"})
    bases = [
        text
        for text, style in styled(papers("quyet-dinh", register(now))[0].content)
        if style == "Căn cứ"
    ]
    assert bases[0] == "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"
    assert any("Nghị định số 152/2025/NĐ-CP" in each for each in bases)
    assert not any("91/2017" in each for each in bases)
    assert bases[-1].endswith(".")


def test_what_is_not_decided_yet_goes_into_one_draft_with_room_for_the_number() -> None:
    open_cells = {"Kết quả": "Đang xét", "Số quyết định": "", "Ngày quyết định": ""}
    made = papers(
        "quyet-dinh", register(person("Lý Minh Hải"), person("Hứa Văn Nam", **open_cells))
    )
    assert [each.part for each in made] == ["7", "chua_co_so"]
    assert "Số:      /QĐ-UBND" in paragraphs(made[1].content)


# Submissions


@pytest.mark.parametrize(
    ("settings", "level", "decider"),
    [
        ({"Tỉnh": "Hà Nội"}, "Tỉnh", "thành phố Hà Nội"),
        ({"Tỉnh": "TP. Hồ Chí Minh"}, "Tỉnh", "thành phố Hồ Chí Minh"),
        ({"Tỉnh": "Tỉnh Thái Nguyên"}, "Tỉnh", "tỉnh Thái Nguyên"),
        ({"Tỉnh": "Thừa Thiên Huế"}, "Tỉnh", "tỉnh Thừa Thiên Huế"),
        ({"Huyện": "quận Ba Đình"}, "Huyện", "quận Ba Đình"),
        ({"Huyện": "Quận 1"}, "Huyện", "Quận 1"),
        ({"Huyện": "TX Phổ Yên"}, "Huyện", "thị xã Phổ Yên"),
        ({"Huyện": "Huyện Định Hóa"}, "Huyện", "huyện Định Hóa"),
        (
            {"Tên đơn vị hành chính": "1", "Loại đơn vị hành chính": "phường"},
            "Xã",
            "Phường 1",
        ),
        (
            {"Tên đơn vị hành chính": "Đặc khu Phú Quốc", "Loại đơn vị hành chính": "đặc khu"},
            "Xã",
            "đặc khu Phú Quốc",
        ),
    ],
)
def test_a_submission_calls_who_decides_by_the_kind_of_unit(
    settings: Row, level: str, decider: str
) -> None:
    of = register(
        person("Lý Minh Hải", **{"Cấp quyết định": level}),
        Thông_tin=[{"Mục": item, "Giá trị": value} for item, value in settings.items()],
    )
    assert f"Kính gửi: Chủ tịch Ủy ban nhân dân {decider}" in only("to-trinh", of)


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("phường", "Đề nghị Chủ tịch UBND phường tặng Giấy khen"),
        ("đặc khu", "Trình Chủ tịch Ủy ban nhân dân đặc khu tặng danh hiệu"),
    ],
)
def test_a_ward_s_submission_has_the_number_of_its_row(kind: str, about: str) -> None:
    of = register(
        person("Lý Minh Hải"),
        Thông_tin=[{"Mục": "Loại đơn vị hành chính", "Giá trị": kind}],
        Văn_bản=[
            {
                "Mã văn bản": "TTR",
                "Loại văn bản": "Tờ trình",
                "Số": "7",
                "Ngày": "6/12/2020",
                "Trích yếu": about,
                "Cơ quan ban hành": "Hội đồng Thi đua - Khen thưởng",
            }
        ],
    )
    lines = only("to-trinh", of)
    assert {"Số: 07/TTr-HĐTĐKT", "Lam Vỹ, ngày 06 tháng 12 năm 2020"} <= set(lines)


@pytest.mark.parametrize(("district", "number"), [("Định Hóa", "10"), ("TP Thái Nguyên", "09")])
def test_a_city_is_a_district_s_where_the_district_is_one(district: str, number: str) -> None:
    rows = [("8", "Trình UBND tỉnh"), ("9", "Trình UBND thành phố"), ("10", "Trình UBND huyện")]
    of = register(
        person("Lý Minh Hải", **{"Cấp quyết định": "Tỉnh"}),
        person("Hứa Văn Nam", **{"Cấp quyết định": "Huyện"}),
        Thông_tin=[{"Mục": "Huyện", "Giá trị": district}],
        Văn_bản=[
            {"Mã văn bản": f"TTR{n}", "Loại văn bản": "Tờ trình", "Số": n, "Trích yếu": about}
            for n, about in rows
        ],
    )
    to_district, to_province = papers("to-trinh", of)
    assert f"Số: {number}/TTr-UBND" in paragraphs(to_district.content)
    assert "Số: 08/TTr-UBND" in paragraphs(to_province.content)


def test_a_typed_line_for_the_addressees_stands_first_and_once() -> None:
    typed = [{"Nơi nhận": each} for each in ("UBND huyện;", "- Như trên;", "Lưu: VT, VP.")]
    lines = only("to-trinh", register(person("Lý Minh Hải"), Nơi_nhận=typed))
    start = lines.index("Nơi nhận:")
    assert lines[start + 1 : start + 4] == ["- Như trên;", "- UBND huyện;", "- Lưu: VT, VP."]
    typed[1] = {"Nơi nhận": "Như Điều 3;"}
    lines = only("quyet-dinh", register(person("Lý Minh Hải"), Nơi_nhận=typed))
    assert [line for line in lines if line.startswith("- Như")] == ["- Như Điều 3;"]


def test_each_level_has_a_submission_of_its_own() -> None:
    made = sample_papers("to-trinh")
    assert list(made) == ["xa", "huyen", "tinh"]
    addressees = [
        next(line for line in paragraphs(each.content) if line.startswith("Kính gửi"))
        for each in made.values()
    ]
    assert addressees == [
        "Kính gửi: Chủ tịch Ủy ban nhân dân xã Lam Vỹ",
        "Kính gửi: Chủ tịch Ủy ban nhân dân huyện Định Hóa",
        "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên",
    ]
    listed = [table_headed(each.content, "Họ và tên, tên tập thể") for each in made.values()]
    assert [sum(row[0].isdecimal() for row in table) for table in listed] == [30, 7, 2]


def test_the_council_submits_to_the_commune_s_chairman_and_the_committee_upwards() -> None:
    commune, district = (sample_papers("to-trinh")[part].content for part in ("xa", "huyen"))
    assert "TM. HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG" in paragraphs(commune)
    assert "CHỦ TỊCH UBND" in paragraphs(commune)
    assert "TM. ỦY BAN NHÂN DÂN" in paragraphs(district)


def test_a_number_that_names_no_level_belongs_to_the_only_submission_upwards() -> None:
    paper = {
        "Mã văn bản": "TTR",
        "Loại văn bản": "Tờ trình",
        "Số": "15",
        "Ngày": "9/12/2020",
        "Trích yếu": "Đề nghị khen thưởng",
        "Cơ quan ban hành": "Ủy ban nhân dân",
    }
    province = person("Lý Minh Hải", **{"Cấp quyết định": "Tỉnh"})
    district = person("Hứa Văn Nam", **{"Cấp quyết định": "Huyện"})

    def numbers(*rows: Row) -> list[str]:
        made = papers("to-trinh", register(*rows, Văn_bản=[paper]))
        lines = (line for each in made for line in paragraphs(each.content))
        return [line for line in lines if line.startswith("Số:")]

    assert numbers(province, person("Ma Văn Duy")) == ["Số:      /TTr-HĐTĐKT", "Số: 15/TTr-UBND"]
    assert numbers(province, district) == ["Số:      /TTr-UBND", "Số:      /TTr-UBND"]


def test_an_award_is_for_the_year_of_its_achievement() -> None:
    late = [person(name, **{"Năm thành tích": "2019"}) for name in ("Lý Minh Hải", "Ma Văn Duy")]
    text = "\n".join(only("quyet-dinh", register(*late)))
    assert "Tặng danh hiệu “Lao động tiên tiến” năm 2019 cho 02 cá nhân" in text


def test_beyond_the_province_the_province_s_chairman_is_asked_to_submit() -> None:
    higher = person("Lý Minh Hải", **{"Cấp quyết định": "Thủ tướng Chính phủ"})
    text = "\n".join(only("to-trinh", register(higher)))
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên" in text
    assert "xem xét, trình Thủ tướng Chính phủ tặng danh hiệu" in text


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Thái Nguyên", "tỉnh Thái Nguyên"),
        ("tỉnh Thái Nguyên", "tỉnh Thái Nguyên"),
        ("thành phố Huế", "thành phố Huế"),
    ],
)
def test_a_city_is_no_province(typed: str, named: str) -> None:
    of = register(
        person("Lý Minh Hải", **{"Cấp quyết định": "Tỉnh"}),
        Thông_tin=[{"Mục": "Tỉnh", "Giá trị": typed}],
    )
    assert f"Kính gửi: Chủ tịch Ủy ban nhân dân {named}" in only("to-trinh", of)


def test_a_district_that_is_not_set_is_room_for_a_pen() -> None:
    of = register(
        person("Lý Minh Hải", **{"Cấp quyết định": "Huyện"}),
        Thông_tin=[{"Mục": "Huyện", "Giá trị": ""}],
    )
    (product,) = papers("to-trinh", of)
    assert "Người có thẩm quyền" in product.blanks
    assert f"Kính gửi: {'…' * 8}" in paragraphs(product.content)


# The form of appraisal


def test_a_dossier_lacks_only_what_its_decree_lists() -> None:
    family = {"Loại đối tượng": "Hộ gia đình", "Danh hiệu đề nghị": "Gia đình văn hóa"}
    there = {"Tờ trình": "Có", "Biên bản": "Có"}
    of = register(person("Lý Minh Hải", **there), person("Hứa Văn Nam", **there, **family))
    (product,) = papers("phieu-tham-dinh", of)
    table = table_headed(product.content, "Họ và tên, tên tập thể")
    assert [row[4] for row in table if row[0].isdecimal()] == ["Thiếu báo cáo thành tích", "Đủ"]
    assert "; 1 hồ sơ có đủ giấy tờ theo quy định." in "\n".join(paragraphs(product.content))


# The council's papers


def test_minutes_list_votes_and_shares_of_those_that_the_meeting_dealt_with() -> None:
    rows = table_headed(sample_papers("bien-ban")["2020-06-10"].content, "Họ và tên, tên tập thể")
    assert rows[1:] == [
        ["1", "Hội Liên hiệp Phụ nữ xã", "Giấy khen", "8/8", "100,0 %"],
        ["2", "Xóm 2", "Giấy khen", "8/8", "100,0 %"],
    ]
    sizes = {
        part: len([row for row in table_headed(each.content, "Họ và tên, tên tập thể") if row[1:]])
        for part, each in sample_papers("bien-ban").items()
    }
    assert sizes == {"2020-06-10": 3, "2020-08-13": 2, "2020-12-08": 37}


def test_minutes_have_both_positions_and_neither_place_nor_date() -> None:
    lines = paragraphs(sample_papers("bien-ban")["2020-12-08"].content)
    for line in ("THƯ KÝ", "CHỦ TỌA", "CHỦ TỊCH HỘI ĐỒNG", "CHỦ TỊCH UBND", "Lý Thị Mẫu"):
        assert line in lines
    assert not [line for line in lines if line.startswith("Lam Vỹ, ngày")]
    assert "Số: 03/BB-HĐTĐKT" in lines
    assert "Thành phần tham dự: 7/8 thành viên Hội đồng; vắng: 1 (đi công tác)." in lines


def test_a_number_belongs_to_one_meeting_only() -> None:
    numbers = {
        part: next(line for line in paragraphs(each.content) if line.startswith("Số:"))
        for part, each in sample_papers("giay-moi").items()
    }
    assert numbers == {
        "2020-06-10": "Số:      /GM-HĐTĐKT",
        "2020-08-13": "Số:      /GM-HĐTĐKT",
        "2020-12-08": "Số: 09/GM-HĐTĐKT",
    }


def test_who_came_is_told_only_where_the_register_knows() -> None:
    whole = table_headed(sample_papers("bien-ban")["2020-06-10"].content, "Họ và tên")
    part = table_headed(sample_papers("bien-ban")["2020-12-08"].content, "Họ và tên")
    assert {row[-1] for row in whole[1:]} == {"Có mặt"}
    assert {row[-1] for row in part[1:]} == {""}


def test_who_is_absent_is_not_taken_for_somebody_of_a_shorter_name() -> None:
    names = ["Lý Văn An", "Lý Văn Anh", "Hà Thị Thu", "Hà Thị Thu Hà", "Ma Văn Duy"]
    of = register(
        Hội_đồng=[
            {"Họ và tên": name, "Chức vụ": "Công chức", "Vai trò": "Ủy viên"} for name in names
        ],
        Cuộc_họp=[
            {
                "Ngày": "8/12/2020",
                "Nội dung": "Xét khen thưởng",
                "Vắng (lý do)": "Đ/c Lý Văn Anh (ốm), Hà Thị Thu Hà, Ma Văn Duy (công tác)",
            }
        ],
    )
    (product,) = papers("bien-ban", of)
    table = table_headed(product.content, "Họ và tên")
    absent = [row[1] for row in table if row[-1] == "Vắng"]
    assert absent == ["Lý Văn Anh", "Hà Thị Thu Hà", "Ma Văn Duy"]


@pytest.mark.parametrize("kind", ["bien-ban", "giay-moi"])
def test_two_meetings_on_a_day_are_two_files(kind: str) -> None:
    meetings = [{"Ngày": "8/12/2020", "Nội dung": f"Buổi {part}"} for part in ("sáng", "chiều")]
    made = papers(kind, register(Cuộc_họp=meetings))
    assert [each.part for each in made] == ["2020-12-08", "2020-12-08_2"]


def test_a_register_without_meetings_has_no_minutes() -> None:
    with pytest.raises(PaperError, match="Cuộc họp"):
        papers("bien-ban", register(person("Lý Minh Hải")))


# The letter


def test_the_letter_goes_to_every_unit_that_has_not_registered_and_to_no_other() -> None:
    units = [{"Tên đơn vị": f"Xóm {n}", "Loại đơn vị": "Xóm"} for n in range(1, 4)]
    registered = {
        "Họ và tên / Tên tập thể": "Lý Minh Hải",
        "Loại đối tượng": "Cá nhân",
        "Đơn vị": "Xóm 2",
        "Danh hiệu đăng ký": "Lao động tiên tiến",
        "Ngày đăng ký": "5/3/2020",
    }
    lines = only("don-doc", register(Đơn_vị=units, Đăng_ký=[registered]))
    start = lines.index("Kính gửi:")
    assert lines[start + 1 : start + 3] == ["- Xóm 1;", "- Xóm 3."]
    assert "Số:      /UBND" in lines
    assert lines[lines.index("Số:      /UBND") + 1].startswith("V/v đăng ký")
    assert "- Như trên;" in lines
    everybody = [{**registered, "Đơn vị": f"Xóm {n}"} for n in range(1, 4)]
    with pytest.raises(PaperError, match="mọi đơn vị đã có đăng ký"):
        papers("don-doc", register(Đơn_vị=units, Đăng_ký=everybody))


# Wording


def test_typed_wording_replaces_the_sample_s_and_a_typed_subject_the_wording_s() -> None:
    of = register(
        person("Lý Minh Hải"),
        Nội_dung_văn_bản=[
            {"Loại văn bản": "Báo cáo sơ kết", "Phần": "Mở đầu", "Nội dung": "Năm {Năm}, lời xã."}
        ],
        Văn_bản=[
            {
                "Mã văn bản": "BC",
                "Loại văn bản": "Báo cáo",
                "Trích yếu": "Sơ kết của {Đơn vị hành chính}",
            }
        ],
    )
    lines = styled(papers("so-ket", of)[0].content)
    assert [text for text, style in lines if style == "Body Text"] == ["Năm 2020, lời xã."]
    assert ("Sơ kết của xã Lam Vỹ", "Subtitle") in lines


def test_a_name_that_the_paper_does_not_know_is_refused_with_its_cell() -> None:
    of = register(
        Nội_dung_văn_bản=[
            {"Loại văn bản": "Báo cáo sơ kết", "Phần": "Mở đầu", "Nội dung": "Ngày {Ngày họp}"}
        ]
    )
    with pytest.raises(PaperError, match=r"Trang tính Nội dung văn bản, dòng 5: .*“\{Ngày họp\}”"):
        papers("so-ket", of)


def test_what_is_not_known_is_room_and_named() -> None:
    (product,) = papers("giao-uoc", register())
    assert {"Cụm thi đua", "Tiêu chí thi đua", "Cụm trưởng"} <= set(product.blanks)
    assert "…" * 8 in "\n".join(paragraphs(product.content))


def test_names_are_held_together_by_no_break_spaces() -> None:
    (product,) = papers("quyet-dinh", register(person("Lý Minh Hải"), person("Hứa Văn Nam")))
    text = docx.Document(io.BytesIO(product.content)).element.xml
    assert "Ông\u00a0Lý\u00a0Minh\u00a0Hải" in text


# Other years


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize("kind", [kind for kind in DOCX_KINDS if kind != "ke-hoach"])
def test_every_paper_is_written_under_later_laws(kind: str, year: int) -> None:
    made = papers(kind, Move(year).register())
    texts = ["\n".join(paragraphs(each.content)) for each in made]
    assert all(str(year) in text for text in texts)
    cited = {law for text in texts for law in re.findall(r"Căn cứ Nghị định số (\S+)", text)}
    days = (date(year, 6, 14), date(year, 12, 31))
    assert cited <= {each.number for day in days for each in legal_documents().bases_on(day)}
