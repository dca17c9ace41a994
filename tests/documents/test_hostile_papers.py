"""Text that fights back: every paper is a valid file with the text intact, or names the cell."""

import io
import re
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.documents.issuing import PaperError
from addin.documents.kinds import KINDS
from tests.documents.papers import DOCX_KINDS, paragraphs
from tests.documents.test_certificate import certified
from tests.documents.test_papers import person, register
from tests.support.fixtures import Row
from tests.support.ooxml import assert_valid
from validators.register import Register
from validators.text import clean

HOSTILE = {
    "markup": "A & B <w:p> \"x\" 'y' ]]> <!-- &amp; &#0;",
    "emoji": "Tuyên dương 😀👩‍👩‍👧 𝔗𝔥𝔦",
    "right to left": "Ông \u202eiaH\u202c \u200fNam\u200e \u061c",
    "controls": "Lý\x00 Minh\x07 Hải\x1f\ufffe\x7f",
    "decomposed": "Pha\u0323m Thi\u0323 Ho\u0300a",
    "formula": "=cmd|' /C calc'!A0",
    "braces": "{{Năm} }} %s {0} ${x}",
    "long": "Thành tích rất dài, viết không nghỉ. " * 55,
    "one word": "Đ" * 400,
}
_LOST_ON_PURPOSE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def hostile_register(text: str) -> Register:
    """A register that has a text wherever staff may type words."""
    award: Row = {
        "Chức vụ": text,
        "Tóm tắt thành tích": text,
        "Phong trào": text,
        "Ghi chú": text,
        "Số thành viên Hội đồng": "8",
        "Số phiếu đồng ý": "7",
    }
    rows = [person(text, **award), certified(text, **award), certified(**award)]
    rows.append(person(text, **{**award, "Loại đối tượng": "Tập thể"}))
    meeting = {
        "Ngày": "8/12/2020", "Giờ": text, "Địa điểm": text, "Nội dung": text, "Chủ trì": text,
        "Thư ký": text, "Vắng (lý do)": text, "Kết luận": text,
    }  # fmt: skip
    return register(
        *rows,
        Cuộc_họp=[meeting],
        Đơn_vị=[{"Tên đơn vị": text, "Loại đơn vị": "Xóm"}],
        Cụm_thi_đua=[{"Tiêu chí": text, "Điểm chuẩn": "10"}],
        Nơi_nhận=[{"Nơi nhận": text}],
        Tiến_độ=[{"Quý": "III", "Công việc": text}],
        Gia_đình_văn_hóa=[{"Đơn vị (xóm)": text, "Tổng số hộ": "10"}],
        Thông_tin=[
            {"Mục": "Cụm thi đua", "Giá trị": text},
            {"Mục": "Tên cấp trên", "Giá trị": text},
        ],
        Kế_hoạch=[{"Phần": "Mở đầu", "Nội dung": "Mở đầu."}],
        Văn_bản=[{"Mã văn bản": "KH", "Loại văn bản": "Kế hoạch", "Trích yếu": "Thi đua"}],
    )


def plain(text: str) -> str:
    """What of a text has to be found on paper: every letter that reading a cell keeps."""
    return "".join(clean(_LOST_ON_PURPOSE.sub("", text)).split())


def written(kind: str, text: str) -> list[bytes]:
    """A kind's files, or none where the paper is refused with the place of the text."""
    try:
        return [each.content for each in KINDS[kind].make(hostile_register(text))]
    except PaperError as refusal:
        said = str(refusal)
    # The long texts fit on no certificate; each refusal names sheet and row.
    assert kind == "giay-khen", said
    assert re.match(r"Trang tính Đề nghị, dòng \d+: ", said)
    return []


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", [kind for kind in DOCX_KINDS if kind != "ke-hoach"])
def test_the_text_stays_whole(kind: str, name: str) -> None:
    text = HOSTILE[name]
    for content in written(kind, text):
        assert docx.Document(io.BytesIO(content))
        assert plain(text) in plain(" ".join(paragraphs(content)))


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_whatever_is_typed_makes_a_readable_decision(text: str) -> None:
    for content in written("quyet-dinh", text):
        assert docx.Document(io.BytesIO(content)).paragraphs


@pytest.mark.slow
def test_every_paper_with_hostile_text_is_valid(ooxml_validator: None, tmp_path: Path) -> None:
    whole = " · ".join(text for name, text in HOSTILE.items() if name not in {"long", "one word"})
    files = []
    for kind in DOCX_KINDS:
        for number, content in enumerate(written(kind, whole)):
            files.append(tmp_path / f"{kind}{number}.docx")
            files[-1].write_bytes(content)
    assert len(files) >= len(DOCX_KINDS)
    assert_valid(*files)
