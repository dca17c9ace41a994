"""The plan's text: outline, placeholders, header, recipients and signing block."""

from pathlib import Path

import pytest

from addin.documents.decree30 import TotalRow
from addin.documents.issuing import PaperError
from addin.documents.parts import Bases, Heading, Paragraph, RuledTable
from addin.documents.plan import plan, write_plan
from tests.documents.lam_vy import (
    from_kind_on,
    outline,
    register_sketch,
    text_lines,
    with_blocks,
)
from tests.support.fixtures import Row, Sketch, draw
from validators.register import Register

PAPER: Row = {"Mã văn bản": "KH2020", "Loại văn bản": "Kế hoạch", "Trích yếu": "Thi đua năm 2020"}
COUNCIL: Row = {**PAPER, "Cơ quan ban hành": "Hội đồng Thi đua - Khen thưởng"}
ONE_ROW: list[Row] = [{"Phần": "Mở đầu", "Nội dung": "Mở đầu."}]


def register(*, paper: Row = PAPER, outline: list[Row] = ONE_ROW, **sheets: list[Row]) -> Register:
    sketch = Sketch()
    sketch.rows["Văn bản"] = [paper]
    sketch.rows["Kế hoạch"] = outline
    for sheet, rows in sheets.items():
        sketch.rows[sheet.replace("_", " ")] = rows
    return sketch.register()


def signing_lines(register: Register) -> tuple[list[str], list[str]]:
    """The lines above and below the signature."""
    signature = plan(register).signature
    return [*signature.authority], [*signature.office, signature.name]


def test_the_real_plan_comes_out_line_for_line(shared_dir: Path, tmp_path: Path) -> None:
    real = text_lines(shared_dir / "lam-vy-2020/ke-hoach.docx")
    write_plan(register_sketch(outline(shared_dir)).register(), tmp_path / "plan.docx")
    assert from_kind_on(text_lines(tmp_path / "plan.docx")) == from_kind_on(real)


def test_the_real_plan_comes_out_of_calendar_and_assignments_with_automatic_marks(
    shared_dir: Path, tmp_path: Path
) -> None:
    real = text_lines(shared_dir / "lam-vy-2020/ke-hoach.docx")
    write_plan(with_blocks(outline(shared_dir)).register(), tmp_path / "plan.docx")
    assert from_kind_on(text_lines(tmp_path / "plan.docx")) == from_kind_on(real)


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        write_plan(register(), tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_the_outline_becomes_bases_headings_and_numbered_paragraphs() -> None:
    sketch = draw("""
### Văn bản
| Mã văn bản | Loại văn bản | Trích yếu |
| --- | --- | --- |
| KH2020 | Kế hoạch | Thi đua năm 2020 |
### Kế hoạch
| Phần | Cấp | Ký hiệu | Nội dung | In đậm |
| --- | --- | --- | --- | --- |
| Căn cứ | | | Căn cứ Luật Thi đua, khen thưởng | |
| Căn cứ | | | Căn cứ tình hình của xã {Tên đơn vị hành chính} | |
| Mở đầu | | | Năm {Năm}: | |
| Nội dung | 1 | | MỤC ĐÍCH | |
| Nội dung | 2 | | Thứ nhất. | |
| Nội dung | 2 | | Thứ hai | Có |
| Nội dung | 3 | | Điểm. | |
| Nội dung | 4 | | Gạch. | |
| Nội dung | | | Đoạn không số. | Có |
| Nội dung | 2 | 9. | Chín. | |
| Nội dung | 2 | | Mười. | |
| Nội dung | 1 | | NỘI DUNG | Có |
| Nội dung | 2 | | Lại từ một. | |
| Kết luận | | | Hết {{./. | |
""")
    assert plan(sketch.register()).content == (
        Bases(("Căn cứ Luật Thi đua, khen thưởng", "Căn cứ tình hình của xã Lam Vỹ")),
        Paragraph("Năm 2020:"),
        Heading(1, "I. MỤC ĐÍCH"),
        Paragraph("1. Thứ nhất."),
        Heading(2, "2. Thứ hai"),
        Paragraph("a) Điểm."),
        Paragraph("- Gạch."),
        Paragraph("Đoạn không số.", bold=True),
        Paragraph("9. Chín."),
        Paragraph("10. Mười."),
        Heading(1, "II. NỘI DUNG"),
        Paragraph("1. Lại từ một."),
        Paragraph("Hết {./."),
    )


def test_a_mark_typed_into_the_text_is_not_printed_twice() -> None:
    rows = [
        ("1", "I. MỤC ĐÍCH"),
        ("2", "3. Yêu cầu"),
        ("2", "Sau số đã gõ"),
        ("3", "a) Một việc"),
        ("4", "– Gạch dài"),
        ("5", "+ Dấu cộng"),
        ("2", "2.000 hộ đăng ký"),
    ]
    outline = [{"Phần": "Nội dung", "Cấp": level, "Nội dung": text} for level, text in rows]
    assert plan(register(outline=outline)).content == (
        Heading(1, "I. MỤC ĐÍCH"),
        Paragraph("3. Yêu cầu"),
        Paragraph("4. Sau số đã gõ"),
        Paragraph("a) Một việc"),
        Paragraph("– Gạch dài"),
        Paragraph("+ Dấu cộng"),
        Paragraph("5. 2.000 hộ đăng ký"),
    )


def test_dashes_and_colons_typed_in_calendar_and_assignments_are_not_printed_twice() -> None:
    blocks = ("{Tiến độ}", "{Phân công}")
    duties = [("Văn phòng:", "- Tham mưu."), ("Văn hóa:", "- Nêu gương;"), ("Văn hóa:", "Báo cáo.")]
    content = plan(
        register(
            outline=[{"Phần": "Nội dung", "Nội dung": block} for block in blocks],
            Tiến_độ=[{"Quý": "I", "Công việc": "- Phát động."}],
            Phân_công=[{"Bộ phận": who, "Nhiệm vụ": duty} for who, duty in duties],
        )
    ).content
    assert content[1:] == (
        Paragraph("- Phát động."),
        Paragraph("2. Văn phòng: Tham mưu."),
        Paragraph("3. Văn hóa:"),
        Paragraph("- Nêu gương;"),
        Paragraph("- Báo cáo."),
    )


def test_bases_and_recipients_typed_into_one_cell_have_a_line_each(tmp_path: Path) -> None:
    outline = [{"Phần": "Căn cứ", "Nội dung": "Căn cứ Luật A;\nCăn cứ Luật B\n"}, *ONE_ROW]
    recipients = [{"Nơi nhận": "UBND huyện;\n- Các xóm;\n- Lưu: VT."}]
    of = register(outline=outline, Nơi_nhận=recipients)
    write_plan(of, tmp_path / "plan.docx")
    lines = text_lines(tmp_path / "plan.docx")
    assert [line for line in lines if "Luật" in line] == ["Căn cứ Luật A;", "Căn cứ Luật B."]
    assert plan(of).recipients == ("UBND huyện;", "Các xóm;", "Lưu: VT.")


def test_the_calendar_is_a_heading_a_quarter_in_the_order_of_the_year() -> None:
    outline = [
        {"Phần": "Nội dung", "Cấp": "1", "Nội dung": "THỜI GIAN"},
        {"Phần": "Nội dung", "Nội dung": "{Tiến độ}"},
    ]
    tasks = [
        {"Quý": "III - IV", "Công việc": "Tổng kết."},
        {"Quý": "I", "Công việc": "Phát động."},
        {"Quý": "Cả năm", "Công việc": "Tuyên truyền."},
        {"Quý": "I", "Công việc": "Đăng ký."},
    ]
    assert plan(register(outline=outline, Tiến_độ=tasks)).content[1:] == (
        Heading(2, "1. Quý I/2020"),
        Paragraph("- Phát động."),
        Paragraph("- Đăng ký."),
        Heading(2, "2. Quý III - IV/2020"),
        Paragraph("- Tổng kết."),
        Heading(2, "3. Cả năm 2020"),
        Paragraph("- Tuyên truyền."),
    )


def test_assignments_are_a_sentence_each_or_a_list_where_a_department_has_several() -> None:
    outline = [{"Phần": "Nội dung", "Nội dung": "{Phân công}"}]
    duties = [
        {"Bộ phận": "Văn phòng", "Nhiệm vụ": "tham mưu kế hoạch."},
        {"Bộ phận": "Các xóm", "Nhiệm vụ": "Đăng ký."},
        {"Bộ phận": "Văn hóa", "Nhiệm vụ": "Tuyên truyền;"},
        {"Bộ phận": "Văn hóa", "Nhiệm vụ": "Nêu gương."},
    ]
    assert plan(register(outline=outline, Phân_công=duties)).content == (
        Paragraph("1. Văn phòng tham mưu kế hoạch."),
        Paragraph("2. Các xóm: Đăng ký."),
        Paragraph("3. Văn hóa:"),
        Paragraph("- Tuyên truyền;"),
        Paragraph("- Nêu gương."),
    )


def test_the_table_counts_the_year_s_registrations_of_every_unit() -> None:
    table = draw("""
### Văn bản
| Mã văn bản | Loại văn bản | Trích yếu |
| --- | --- | --- |
| KH2020 | Kế hoạch | Thi đua năm 2020 |
### Kế hoạch
| Phần | Nội dung |
| --- | --- |
| Nội dung | {Bảng: Đăng ký theo đơn vị} |
### Đơn vị
| Tên đơn vị | Loại đơn vị |
| --- | --- |
| Xóm Mẫu 1 | Xóm |
| Xóm Mẫu 2 | Xóm |
### Đăng ký
| Họ và tên / Tên tập thể | Loại đối tượng | Đơn vị | Ngày đăng ký |
| --- | --- | --- | --- |
| Nguyễn Văn Mẫu | Cá nhân | Xóm Mẫu 1 | 05/02/2020 |
| Xóm Mẫu 1 | Tập thể | xóm  mẫu 1 | 05/02/2020 |
| Trần Thị Mẫu | Cá nhân | Xóm Lạ | 05/02/2020 |
| Lê Văn Mẫu | Cá nhân | Xóm Mẫu 2 | 05/02/2021 |
""")
    assert plan(table.register()).content == (
        RuledTable(
            ("TT", "Đơn vị", "Cá nhân", "Tập thể", "Hộ gia đình", "Tổng số"),
            (
                ("1", "Xóm Mẫu 1", "1", "1", "0", "2"),
                ("2", "Xóm Mẫu 2", "0", "0", "0", "0"),
                ("3", "Khác", "1", "0", "0", "1"),
                TotalRow(("", "Cộng", "2", "1", "0", "3")),
            ),
            shares=(1, 5, 2, 2, 2.6, 2),
            alignments=("centre", "left", "centre", "centre", "centre", "centre"),
            title="Đăng ký theo đơn vị",
        ),
    )


def test_the_committee_has_no_superior_line_and_blanks_are_room_to_write() -> None:
    head = plan(register()).masthead
    assert (head.superior, head.issuer) == ((), ("ỦY BAN NHÂN DÂN", "XÃ LAM VỸ"))
    assert (head.number, head.date) == (
        "Số:      /KH-UBND",
        "Lam Vỹ, ngày      tháng 12 năm 2020",
    )


def test_the_month_is_left_to_be_written_once_the_year_is_over() -> None:
    sketch = Sketch(day="05/02/2021")
    sketch.rows["Văn bản"] = [PAPER]
    sketch.rows["Kế hoạch"] = ONE_ROW
    assert plan(sketch.register()).masthead.date == "Lam Vỹ, ngày      tháng      năm 2020"


def test_the_council_stands_below_the_committee_and_has_its_own_symbol() -> None:
    head = plan(register(paper=COUNCIL | {"Số": "5", "Ngày": "5/2/2020"})).masthead
    assert (head.superior, head.issuer) == (
        ("UBND XÃ LAM VỸ",),
        ("HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG"),
    )
    assert (head.number, head.date) == (
        "Số: 05/KH-HĐTĐKT",
        "Lam Vỹ, ngày 05 tháng 02 năm 2020",
    )


def test_a_typed_symbol_and_place_are_printed() -> None:
    settings = [{"Mục": "Địa danh", "Giá trị": "Định Hóa"}]
    head = plan(register(paper=PAPER | {"Ký hiệu": "KH-TĐ"}, Thông_tin=settings)).masthead
    assert head.number == "Số:      /KH-TĐ"
    assert head.date.startswith("Định Hóa, ")


COUNCIL_LIST: list[Row] = [
    {"Họ và tên": "Nguyễn Văn Mẫu", "Chức vụ": "Chủ tịch UBND xã", "Vai trò": "Chủ tịch"},
    {"Họ và tên": "Trần Thị Mẫu", "Chức vụ": "Phó Chủ tịch UBND xã", "Vai trò": "Phó Chủ tịch"},
]


@pytest.mark.parametrize(
    ("paper", "above", "below"),
    [
        (PAPER, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], ["Nguyễn Văn Mẫu"]),
        (
            PAPER | {"Người ký": "Trần Thị Mẫu"},
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            ["Trần Thị Mẫu"],
        ),
        (
            PAPER | {"Người ký": "Lê Văn Mẫu", "Thay mặt": "TM.", "Quyền ký": "KT."},
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            ["Lê Văn Mẫu"],
        ),
        (
            PAPER | {"Quyền ký": "Q."},
            ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"],
            ["Nguyễn Văn Mẫu"],
        ),
        (
            COUNCIL,
            ["TM. HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", "CHỦ TỊCH"],
            ["CHỦ TỊCH UBND XÃ", "Nguyễn Văn Mẫu"],
        ),
        (
            COUNCIL | {"Người ký": "Trần Thị Mẫu"},
            ["TM. HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            ["PHÓ CHỦ TỊCH UBND XÃ", "Trần Thị Mẫu"],
        ),
    ],
)
def test_the_signing_block_follows_body_and_signer(
    paper: Row, above: list[str], below: list[str]
) -> None:
    assert signing_lines(register(paper=paper, Hội_đồng=COUNCIL_LIST)) == (above, below)


def test_the_office_of_a_council_s_chair_names_the_committee() -> None:
    settings = [
        {"Mục": "Chức vụ trong Hội đồng", "Giá trị": "Chủ tịch Hội đồng"},
        {"Mục": "Chức vụ chính quyền", "Giá trị": "Chủ tịch"},
    ]
    assert signing_lines(register(paper=COUNCIL, Thông_tin=settings)) == (
        ["TM. HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", "CHỦ TỊCH"],
        ["CHỦ TỊCH UBND", "Nguyễn Văn Mẫu"],
    )


@pytest.mark.parametrize(
    ("paper", "above", "below"),
    [
        (
            COUNCIL | {"Dòng ký 1": "TM. HỘI ĐỒNG TĐKT"},
            ["TM. HỘI ĐỒNG TĐKT", "CHỦ TỊCH"],
            ["CHỦ TỊCH UBND XÃ", "Nguyễn Văn Mẫu"],
        ),
        (
            PAPER | {"Dòng ký 1": "TM. UBND", "Dòng ký 2": "KT. CT", "Dòng ký 3": "PCT"},
            ["TM. UBND", "KT. CT", "PCT"],
            ["Nguyễn Văn Mẫu"],
        ),
        (
            COUNCIL | {"Dòng ký 2": "KT. CHỦ TỊCH", "Dòng ký 3": "PHÓ CHỦ TỊCH"},
            ["TM. HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            ["Nguyễn Văn Mẫu"],
        ),
    ],
)
def test_a_typed_signing_line_replaces_the_composed_one(
    paper: Row, above: list[str], below: list[str]
) -> None:
    assert signing_lines(register(paper=paper, Hội_đồng=COUNCIL_LIST)) == (above, below)


def test_a_signer_of_unknown_position_is_asked_about() -> None:
    with pytest.raises(PaperError, match=r"Văn bản, dòng 5: chưa rõ chức vụ .* “Lê Văn Mẫu”"):
        plan(register(paper=PAPER | {"Người ký": "Lê Văn Mẫu"}))


def test_recipients_of_this_and_of_every_paper_are_printed_as_typed() -> None:
    rows = [
        {"Nơi nhận": "UBND huyện;", "Lý do gửi": "để báo cáo"},
        {"Nơi nhận": "- 10 xóm", "Văn bản": "KH2020"},
        {"Nơi nhận": "Sở Nội vụ", "Văn bản": "BC2020"},
        {"Nơi nhận": "Lưu: VT."},
    ]
    assert plan(register(Nơi_nhận=rows)).recipients == (
        "UBND huyện (để báo cáo);",
        "10 xóm",
        "Lưu: VT.",
    )


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [{"Phần": "Nội dung", "Nội dung": "Năm {Nam}"}],
            "Kế hoạch, dòng 5: .*“{Nam}”.* Có phải là “{Năm}”",
        ),
        ([{"Phần": "Nội dung", "Nội dung": "{x} {y}"}], "Còn 1 chỗ khác"),
        ([{"Phần": "Nội dung", "Nội dung": "{Tiến độ}"}], "{Tiến độ}” chưa có gì để in"),
        ([], "Kế hoạch chưa có nội dung"),
    ],
)
def test_a_plan_that_would_have_holes_is_refused(rows: list[Row], message: str) -> None:
    with pytest.raises(PaperError, match=message):
        plan(register(outline=rows))


def test_a_year_without_a_plan_among_its_papers_is_refused() -> None:
    with pytest.raises(PaperError, match="Văn bản: chưa có dòng nào thuộc loại Kế hoạch"):
        plan(register(paper={"Mã văn bản": "BC", "Loại văn bản": "Báo cáo"}))


def test_placeholders_are_filled_in_the_subject_too() -> None:
    about = {**PAPER, "Trích yếu": "Thi đua năm {Năm} của xã {Tên đơn vị hành chính}"}
    assert plan(register(paper=about)).subject == "Thi đua năm 2020 của xã Lam Vỹ"
    with pytest.raises(PaperError, match=r"Văn bản, dòng 5.*Năm học"):
        plan(register(paper={**PAPER, "Trích yếu": "Thi đua {Năm học}"}))


def test_a_date_that_cannot_be_read_is_not_printed_as_a_blank() -> None:
    with pytest.raises(PaperError, match="không đọc được ô Ngày"):
        plan(register(paper={**PAPER, "Ngày": "hôm qua"}))
