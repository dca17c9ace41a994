"""What is found in the text of plans: the slips of the real one, and nothing in an ordinary one."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.lam_vy import outline, register_sketch, with_blocks
from tests.support.fixtures import Sketch, draw, place_of
from validators.check import check
from validators.documents_register import legal_documents
from validators.finding import Severity
from validators.rules import vb507_abbreviation

SLIPS = [
    ("KH501", "Kế hoạch!13:Nội dung", "Nghị định số 91/NĐ-CP ngày 31/7/2017"),
    ("KH507", "Kế hoạch!21:Ký hiệu", "11."),
    ("KH509", "Kế hoạch!37:Nội dung", "của UBND"),
    ("NN502", "Nơi nhận!8:Nơi nhận", "Lưu VP."),
    ("NN503", "Nơi nhận!2:Nơi nhận", "Phòng nội vụ"),
    ("VB505", "Văn bản!1:Dòng ký 1", "TM. HỘI ĐỒNG THI ĐUA KT"),
    ("VB507", "Nơi nhận!3:Nơi nhận", "HẾTĐKT"),
    ("VB508", "Kế hoạch!18:Nội dung", "thị trấn, Các tổ"),
    ("VB508", "Văn bản!1:Trích yếu", "yêu nước Và công"),
    ("VB509", "Kế hoạch!34:Nội dung", "Văn phòng – thống kê"),
    ("VB509", "Nơi nhận!4:Nơi nhận", "Đảng ủy – HĐND – UBND"),
]
"""Rule, cell and quoted words of what a reader marks in the plan of xã Lam Vỹ for 2020."""


def found(sketch: Sketch) -> list[tuple[str, str, str]]:
    """Rule, cell and first quoted words of every finding, sorted."""
    register = sketch.register()
    return sorted(
        (each.code, place_of(each, register), each.message.split("“")[1].split("”")[0])
        for each in check(register).findings
    )


def test_the_slips_of_the_real_plan_are_found_and_nothing_else(shared_dir: Path) -> None:
    assert found(register_sketch(outline(shared_dir))) == SLIPS


def test_they_are_found_too_where_tables_take_the_place_of_rows(shared_dir: Path) -> None:
    moved = {
        "Kế hoạch!37:Nội dung": "Kế hoạch!26:Nội dung",
        "Kế hoạch!34:Nội dung": "Phân công!1:Bộ phận",
    }
    slips = sorted((code, moved.get(place, place), words) for code, place, words in SLIPS)
    assert found(with_blocks(outline(shared_dir))) == slips


def test_none_of_them_blocks(shared_dir: Path) -> None:
    report = check(register_sketch(outline(shared_dir)).register())
    assert report.count(Severity.ERROR) == 0


def test_the_real_plan_moved_to_2025_asks_for_recipients_and_law_as_well(shared_dir: Path) -> None:
    sketch = register_sketch(outline(shared_dir))
    sketch.rows["Thông tin"] = [{"Mục": "Năm", "Giá trị": "2025"}, {"Mục": "Huyện", "Giá trị": ""}]
    sketch.day = "14/08/2025"
    codes = {code for code, _, _ in found(sketch)}
    more = [each for each in found(sketch) if each[0] in {"KH504", "NN501"}]
    assert {"KH501", "KH507"} <= codes
    assert more == [
        ("KH504", "Kế hoạch!13:Nội dung", "Nghị định số 91/NĐ-CP ngày 31/7/2017"),
        ("NN501", "Nơi nhận!1:Nơi nhận", "UBND huyện;"),
        ("NN501", "Nơi nhận!2:Nơi nhận", "Phòng nội vụ;"),
        ("NN501", "Nơi nhận!3:Nơi nhận", "HẾTĐKT huyện;"),
    ]


ORDINARY = Path(__file__).with_name("ordinary_plan.md").read_text("utf-8")

LAWS = {
    "12/03/2020": (
        "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003",
        "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017",
        "Nghị định số 91/2017/NĐ-CP",
    ),
    "15/02/2024": (
        "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023",
        "Nghị định số 98/2023/NĐ-CP",
    ),
    "14/08/2025": (
        "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025",
        "Nghị định số 152/2025/NĐ-CP, Thông tư số 15/2025/TT-BNV",
    ),
}


@pytest.mark.parametrize("day", LAWS)
def test_an_ordinary_plan_of_any_year_has_nothing_to_be_marked(day: str) -> None:
    law, decree, again = LAWS[day]
    sketch = draw(ORDINARY.format(day=day, law=law, decree=decree, again=again))
    sketch.rows["Thông tin"] = [{"Mục": "Năm", "Giá trị": day[-4:]}]
    text = {f"{table}5" for table in ("KH", "VB", "NN")}
    assert [each for each in found(sketch) if each[0][:3] in text] == []


def test_a_word_is_no_slip_of_an_abbreviation_of_three_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = legal_documents().model_copy(update={"abbreviations": {"HTX": "Hợp tác xã"}})
    monkeypatch.setattr(vb507_abbreviation, "legal_documents", lambda: known)
    sketch = Sketch()
    sketch.rows["Nơi nhận"] = [{"Nơi nhận": "HTXK Mẫu"}]
    assert "VB507" not in {each.code for each in check(sketch.register()).findings}


WORDS = ["Nghị định", "Thông tư", "Luật", "Thi đua, khen thưởng", "số", "ngày", "tháng", "năm"]
SIGNS = ["31", "0", "9999", "2017", "/", "-", "–", ".", ";", "NĐ-CP", "I", "c", "đ)", "TM.", "Lưu:"]
TYPED = st.lists(
    st.sampled_from(WORDS) | st.sampled_from(SIGNS) | st.text(max_size=3), max_size=12
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TYPED, TYPED, TYPED)
def test_whatever_is_typed_is_read_without_an_accident(text: str, mark: str, line: str) -> None:
    sketch = Sketch()
    sketch.rows["Kế hoạch"] = [
        {"Phần": part, "Cấp": "2", "Ký hiệu": mark, "Nội dung": text}
        for part in ("Căn cứ", "Nội dung", "Kết luận")
    ]
    paper = {"Mã văn bản": "KH", "Loại văn bản": "Kế hoạch", "Trích yếu": text, "Số": mark}
    sketch.rows["Văn bản"] = [paper | {"Ký hiệu": mark, "Dòng ký 1": line}]
    sketch.rows["Nơi nhận"] = [{"Nơi nhận": line}]
    assert check(sketch.register()).regimes == ["R1"]
