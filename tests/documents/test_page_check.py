"""The check of the page on papers that others built: right ones pass, each departure is found."""

import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin import commands
from addin.book.archive import BookRefused
from addin.book.closed import ClosedBook
from addin.cli import run
from addin.commands import check_document
from addin.demo import write_sample
from addin.documents import layout
from addin.documents.layout import TextStyle
from addin.documents.page_check.check import check_page
from addin.documents.page_check.finding import PageReport
from addin.documents.page_check.rules import RULES
from addin.documents.plan import write_plan
from addin.documents.word_file import WordFile
from addin.documents.wording import MOTTO, NATIONAL_NAME
from tests.documents.foreign_paper import (
    FOOT_LEFT,
    FOOT_RIGHT,
    HEAD_LEFT,
    HEAD_RIGHT,
    Block,
    ForeignPaper,
    Sheet,
    Way,
    centred,
    letter_blocks,
    plan_blocks,
    section_xml,
)
from tests.documents.lam_vy import outline, register_sketch
from tests.support.hostile import pack
from validators.finding import Severity

Blocks = dict[str, Block]
Change = tuple[str, str, dict[str, Any], str]
"""A block's name, the part it stands in, what is changed, the code of the rule then broken."""


def checked(paper: ForeignPaper | bytes) -> PageReport:
    data = paper if isinstance(paper, bytes) else paper.to_bytes()
    return check_page(WordFile(data, "văn bản.docx"))


def codes(report: PageReport) -> list[str]:
    return [each.code for each in report.findings]


def with_change(blocks: Blocks, name: str, look: dict[str, Any]) -> Blocks:
    return blocks | {name: replace(blocks[name], **look)}


PLAN: list[Change] = [
    ("superior", "Phần đầu", {"size": 14}, "TT221"),
    ("superior", "Phần đầu", {"bold": True, "italic": True}, "TT222"),
    ("superior", "Phần đầu", {"text": "UBND huyện Định Hóa"}, "TT223"),
    ("issuer", "Phần đầu", {"size": 11}, "TT231"),
    ("issuer", "Phần đầu", {"text": "UBND xã Lam Vỹ"}, "TT233"),
    ("issuer", "Phần đầu", {"italic": True}, "TT232"),
    ("issuer", "Phần đầu", {"rule": 0}, "TT236"),
    ("issuer", "Phần đầu", {"rule": 100}, "TT237"),
    ("issuer", "Phần đầu", {"dashed": True}, "TT238"),
    ("number", "Phần đầu", {"size": 14}, "TT241"),
    ("number", "Phần đầu", {"bold": True}, "TT242"),
    ("number", "Phần đầu", {"text": "Số 05/KH-UBND"}, "TT245"),
    ("number", "Phần đầu", {"text": "SỐ: 05/KH-UBND"}, "TT245"),
    ("number", "Phần đầu", {"text": "Số: 5/KH-UBND"}, "TT246"),
    ("number", "Phần đầu", {"text": "Số: 05 / KH - UBND"}, "TT247"),
    ("number", "Phần đầu", {"text": "Số: 05/KH–UBND"}, "TT247"),
    ("number", "Phần đầu", {"text": "Số: 05/KH-Ubnd"}, "TT248"),
    ("number", "Phần đầu", {"text": "Số: 05/QĐ-UBND"}, "TT249"),
    ("nation", "Phần đầu", {"size": 14}, "TT201"),
    ("nation", "Phần đầu", {"bold": False}, "TT202"),
    ("nation", "Phần đầu", {"text": "Cộng hòa xã hội chủ nghĩa Việt Nam"}, "TT203"),
    ("motto", "Phần đầu", {"size": 12}, "TT211"),
    ("motto", "Phần đầu", {"italic": True}, "TT212"),
    ("motto", "Phần đầu", {"text": "Độc lập – Tự do – Hạnh phúc"}, "TT215"),
    ("motto", "Phần đầu", {"text": "Độc lập-Tự do-Hạnh phúc"}, "TT215"),
    ("motto", "Phần đầu", {"text": "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"}, "TT213"),
    ("motto", "Phần đầu", {"rule": 0}, "TT216"),
    ("motto", "Phần đầu", {"dashed": True}, "TT218"),
    ("motto", "Phần đầu", {"rule": 130}, "TT217"),
    ("date", "Phần đầu", {"italic": False}, "TT252"),
    ("date", "Phần đầu", {"size": 12}, "TT251"),
    ("date", "Phần đầu", {"text": "Lam Vỹ ngày 06 tháng 02 năm 2024"}, "TT255"),
    ("date", "Phần đầu", {"text": "lam Vỹ, ngày 06 tháng 02 năm 2024"}, "TT255"),
    ("date", "Phần đầu", {"text": "Lam Vỹ, ngày 6 tháng 02 năm 2024"}, "TT256"),
    ("date", "Phần đầu", {"text": "Lam Vỹ, ngày 06 tháng 2 năm 2024"}, "TT256"),
    ("date", "Phần đầu", {"text": "Lam Vỹ, ngày 06 tháng 05 năm 2024"}, "TT257"),
    ("date", "Phần đầu", {"text": "Lam Vỹ, ngày 6/2/2024"}, "TT258"),
    ("kind", "Tên loại và trích yếu", {"size": 16}, "TT261"),
    ("kind", "Tên loại và trích yếu", {"bold": False}, "TT262"),
    ("kind", "Tên loại và trích yếu", {"text": "Kế hoạch"}, "TT263"),
    ("kind", "Tên loại và trích yếu", {"align": "left"}, "TT264"),
    ("subject", "Tên loại và trích yếu", {"size": 15}, "TT271"),
    ("subject", "Tên loại và trích yếu", {"bold": False}, "TT272"),
    ("subject", "Tên loại và trích yếu", {"text": "PHONG TRÀO THI ĐUA"}, "TT273"),
    ("subject", "Tên loại và trích yếu", {"rule": 0}, "TT276"),
    ("subject", "Tên loại và trích yếu", {"rule": 230}, "TT277"),
    ("subject", "Tên loại và trích yếu", {"dashed": True}, "TT278"),
    ("basis 1", "Căn cứ", {"size": 12}, "TT301"),
    ("basis 1", "Căn cứ", {"italic": False}, "TT302"),
    ("basis 1", "Căn cứ", {"text": "Căn cứ Luật Thi đua, khen thưởng,"}, "TT305"),
    ("basis 2", "Căn cứ", {"text": "Căn cứ tình hình của xã;"}, "TT306"),
    ("basis 1", "Căn cứ", {"text": "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15;"}, "TT307"),
    ("opening", "Nội dung", {"size": 12}, "TT311"),
    ("opening", "Nội dung", {"italic": True}, "TT312"),
    ("opening", "Nội dung", {"align": "left"}, "TT314"),
    ("opening", "Nội dung", {"first": 0}, "TT315"),
    ("opening", "Nội dung", {"first": 15}, "TT315"),
    ("opening", "Nội dung", {"line": 2}, "TT317"),
    ("opening", "Nội dung", {"exactly": 12}, "TT317"),
    ("opening", "Nội dung", {"left": 10, "first": 0}, "TT319"),
    ("opening", "Nội dung", {"font": "Arial"}, "TT107"),
    ("opening", "Nội dung", {"font": ".VnTime"}, "TT107"),
    ("opening", "Nội dung", {"colour": "0070C0"}, "TT108"),
    ("opening", "Nội dung", {"runs": (("Xã ", {}), ("lập kế hoạch", {"italic": True}))}, "TT318"),
    ("part", "Nội dung", {"size": 12}, "TT341"),
    ("part", "Nội dung", {"bold": False}, "TT342"),
    ("part", "Nội dung", {"text": "I. Mục đích, yêu cầu"}, "TT343"),
    ("part", "Nội dung", {"text": "I/. MỤC ĐÍCH, YÊU CẦU"}, "TT345"),
    ("clause", "Nội dung", {"text": "1/ Bảo đảm thiết thực."}, "TT365"),
    ("clause", "Nội dung", {"text": "1) Bảo đảm thiết thực."}, "TT365"),
    ("clause", "Nội dung", {"bold": True}, "TT362"),
    (
        "titled clause",
        "Nội dung",
        {"runs": (("2. Yêu cầu: ", {"bold": True}), ("Đúng luật.", {"bold": False}))},
        "TT366",
    ),
    ("point b", "Nội dung", {"text": "b. Công khai, công bằng;"}, "TT375"),
    ("point b", "Nội dung", {"bold": True}, "TT372"),
    ("point dd", "Nội dung", {"text": "e) Đúng việc."}, "TT376"),
    ("point dd", "Nội dung", {"text": "f) Đúng việc."}, "TT376"),
    ("recipients", "Nơi nhận", {"size": 14}, "TT431"),
    ("recipients", "Nơi nhận", {"italic": False}, "TT432"),
    ("recipients", "Nơi nhận", {"text": "NƠI NHẬN:"}, "TT433"),
    ("recipients", "Nơi nhận", {"text": "Nơi nhận"}, "TT435"),
    ("recipient 1", "Nơi nhận", {"size": 12}, "TT441"),
    ("recipient 1", "Nơi nhận", {"bold": True}, "TT442"),
    ("recipient 2", "Nơi nhận", {"text": "- Các xóm, trường học,"}, "TT446"),
    ("kept", "Nơi nhận", {"text": "- Lưu: VT, VHXH;"}, "TT446"),
    ("kept", "Nơi nhận", {"text": "- Lưu VP."}, "TT447"),
    ("authority", "Phần ký", {"size": 12}, "TT411"),
    ("authority", "Phần ký", {"bold": False}, "TT412"),
    ("position", "Phần ký", {"text": "Chủ tịch"}, "TT413"),
    ("authority", "Phần ký", {"text": "T/M ỦY BAN NHÂN DÂN"}, "TT415"),
    ("signer", "Phần ký", {"size": 12}, "TT421"),
    ("signer", "Phần ký", {"bold": False}, "TT422"),
    ("signer", "Phần ký", {"text": "NGUYỄN VĂN MẪU"}, "TT423"),
    ("signer", "Phần ký", {"text": "ThS. Nguyễn Văn Mẫu"}, "TT425"),
]

IN_TABLE_ONLY: list[Change] = [
    ("superior", "Phần đầu", {"align": "right"}, "TT224"),
    ("issuer", "Phần đầu", {"align": "left"}, "TT234"),
    ("number", "Phần đầu", {"align": "left"}, "TT244"),
    ("date", "Phần đầu", {"align": "right"}, "TT254"),
    ("motto", "Phần đầu", {"align": "left"}, "TT214"),
    ("motto", "Phần đầu", {"line": 1.5}, "TT219"),
    ("recipients", "Nơi nhận", {"left": 20}, "TT436"),
    ("recipient 1", "Nơi nhận", {"text": "UBND huyện;"}, "TT445"),
    ("recipient 1", "Nơi nhận", {"text": "• UBND huyện;"}, "TT445"),
    ("position", "Phần ký", {"align": "left"}, "TT414"),
    ("signer", "Phần ký", {"align": "right"}, "TT424"),
]
"""What a header with tabs does not show: places come from the stops there."""

LETTER: list[Change] = [
    ("letter subject", "Phần đầu", {"size": 14}, "TT281"),
    ("letter subject", "Phần đầu", {"italic": True}, "TT282"),
    ("letter subject", "Phần đầu", {"text": "V/V ĐĂNG KÝ THI ĐUA"}, "TT283"),
    ("letter subject", "Phần đầu", {"text": "Về việc đăng ký thi đua"}, "TT285"),
    ("letter subject", "Phần đầu", {"before": 0}, "TT286"),
    ("addressee", "Kính gửi", {"bold": True}, "TT402"),
    ("addressee 1", "Kính gửi", {"size": 12}, "TT401"),
    ("addressee", "Kính gửi", {"text": "Kính gửi"}, "TT405"),
    ("addressee 1", "Kính gửi", {"text": "- Các xóm,"}, "TT406"),
    ("recipient 1", "Nơi nhận", {"text": "- Như kính gửi;"}, "TT448"),
]

SHEETS: list[tuple[dict[str, Any], str]] = [
    ({"width": 215.9, "height": 279.4}, "TT101"),
    ({"width": 297, "height": 210}, "TT102"),
    ({"top": 15}, "TT103"),
    ({"bottom": 30}, "TT104"),
    ({"left": 20}, "TT105"),
    ({"right": 25}, "TT106"),
    ({"mirrored": True}, "TT105"),
    ({"number_side": "none"}, "TT110"),
    ({"even_pages_differ": True}, "TT110"),
    ({"number": centred("", 12)}, "TT111"),
    ({"number": centred("", 14, bold=True)}, "TT112"),
    ({"number": Block("", align="right", first=0)}, "TT114"),
    ({"title_page": False}, "TT115"),
    ({"first_number": True}, "TT115"),
    ({"number_form": 'w:fmt="lowerRoman"'}, "TT116"),
    ({"number_form": 'w:start="2"'}, "TT116"),
    ({"number": centred("\\* ROMAN", 14)}, "TT116"),
    ({"number_side": "footer"}, "TT117"),
    ({"header": 22}, "TT117"),
]


def named(change: Change) -> str:
    name, _, look, code = change
    return f"{code} {name} {look}"


def assert_found(report: PageReport, change: Change, blocks: Blocks) -> None:
    """The rule is among the findings, at the block and in the part it stands in."""
    name, part, _, code = change
    found = [each for each in report.findings if each.code == code]
    assert found, codes(report)
    quotes = [each.place.quote.rstrip("…") for each in found]
    block = blocks[name]
    text = " ".join("".join(each for each, _ in block.runs).split()) or block.text
    assert any(quote and text.startswith(quote) for quote in quotes), quotes
    if code not in ("TT107", "TT108"):
        assert {each.place.part for each in found} == {part}


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("blocks", [plan_blocks(), letter_blocks()], ids=["plan", "letter"])
def test_a_right_paper_passes_however_it_was_formatted(blocks: Blocks, way: Way) -> None:
    report = checked(ForeignPaper(blocks, way))
    assert report.findings == []
    assert {"Quốc hiệu", "Số, ký hiệu", "Nơi nhận", "Họ và tên người ký"} <= set(report.recognised)


@pytest.mark.parametrize("way", [Way.DIRECT, Way.STYLES, Way.THEME, Way.TABS])
@pytest.mark.parametrize("change", PLAN, ids=named)
def test_a_departure_of_a_plan_is_found_where_it_is(change: Change, way: Way) -> None:
    blocks = with_change(plan_blocks(), change[0], change[2])
    assert_found(checked(ForeignPaper(blocks, way)), change, blocks)


@pytest.mark.parametrize("way", [Way.DIRECT, Way.STYLES])
@pytest.mark.parametrize("change", IN_TABLE_ONLY, ids=named)
def test_a_line_of_a_table_out_of_its_place_is_found(change: Change, way: Way) -> None:
    blocks = with_change(plan_blocks(), change[0], change[2])
    assert_found(checked(ForeignPaper(blocks, way)), change, blocks)


@pytest.mark.parametrize("way", [Way.DIRECT, Way.STYLES, Way.TABS])
@pytest.mark.parametrize("change", LETTER, ids=named)
def test_a_departure_of_a_letter_is_found_where_it_is(change: Change, way: Way) -> None:
    blocks = with_change(letter_blocks(), change[0], change[2])
    assert_found(checked(ForeignPaper(blocks, way)), change, blocks)


@pytest.mark.parametrize(("sheet", "code"), SHEETS, ids=str)
def test_a_departure_of_the_sheet_is_found(sheet: dict[str, Any], code: str) -> None:
    report = checked(ForeignPaper(plan_blocks(), sheet=Sheet(**sheet)))
    assert code in codes(report)
    assert {each.place.part for each in report.findings if each.code == code} <= {
        "Trang in", "Lề trên", "Lề dưới",
    }  # fmt: skip


def test_one_change_of_a_right_paper_breaks_few_rules() -> None:
    for change in PLAN:
        report = checked(ForeignPaper(with_change(plan_blocks(), change[0], change[2])))
        assert len(report.findings) <= 2, (named(change), codes(report))


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["nation"], "TT200"), (["motto"], "TT210"), (["superior", "issuer"], "TT230"),
        (["number"], "TT240"), (["date"], "TT250"), (["kind", "subject"], "TT260"),
        (["subject"], "TT270"), (["authority", "position", "signer"], "TT410"),
        (["signer"], "TT420"),
        (["recipients", "recipient 1", "recipient 2", "kept"], "TT430"),
    ],
)  # fmt: skip
def test_a_component_that_is_missing_is_asked_for(names: list[str], code: str) -> None:
    blocks = {name: block for name, block in plan_blocks().items() if name not in names}
    assert code in codes(checked(ForeignPaper(blocks)))


def test_a_letter_needs_its_subject_and_its_addressee() -> None:
    blocks = letter_blocks()
    del blocks["letter subject"]
    assert codes(checked(ForeignPaper(blocks))) == ["TT280"]
    blocks = {name: block for name, block in letter_blocks().items() if "addressee" not in name}
    assert "TT400" in codes(checked(ForeignPaper(blocks)))


def test_a_gap_too_small_is_told_of_the_paragraph_below_it() -> None:
    blocks = with_change(plan_blocks(), "clause", {"after": 2})
    blocks = with_change(blocks, "titled clause", {"before": 3})
    (finding,) = checked(ForeignPaper(blocks)).findings
    assert (finding.code, finding.found) == ("TT316", "Cách đoạn trên 5 pt")
    assert finding.place.quote == "2. Yêu cầu"


def test_paragraphs_of_one_style_may_drop_their_gaps() -> None:
    blocks = plan_blocks()
    for name in ("clause", "titled clause"):
        blocks[name] = replace(blocks[name], contextual=True)
    (finding,) = checked(ForeignPaper(blocks)).findings
    assert (finding.code, finding.found) == ("TT316", "Cách đoạn trên 0 pt")
    # In styles of their own the two keep them.
    assert checked(ForeignPaper(blocks, Way.STYLES)).findings == []


def test_the_same_departure_in_many_places_is_one_finding() -> None:
    blocks = {name: replace(block, first=0) if name.startswith("more") else block
              for name, block in plan_blocks().items()}  # fmt: skip
    (finding,) = checked(ForeignPaper(blocks)).findings
    assert (finding.code, len(finding.others)) == ("TT315", 5)
    assert "và 5 đoạn khác" in finding.where


def test_the_national_name_stands_on_the_right_in_the_words_of_the_decree() -> None:
    blocks = plan_blocks()
    left, right = blocks["superior"], blocks["nation"]
    swapped = {**blocks, "superior": right, "nation": left}
    swapped |= {"issuer": blocks["motto"], "motto": blocks["issuer"]}
    assert "TT206" in codes(checked(ForeignPaper(swapped)))
    text = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert codes(checked(ForeignPaper(with_change(blocks, "nation", {"text": text})))) == []
    text = "CỘNG HÒA XÃ HỘI CHỦ NGHIÃ VIỆT NAM"
    found = codes(checked(ForeignPaper(with_change(blocks, "nation", {"text": text}))))
    assert found == ["TT205"]


SIGNS = [
    ("_" * 26, []), ("─" * 14, []), ("-" * 40, ["TT218"]), ("*" * 26, ["TT218"]), ("", ["TT216"]),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "found"), SIGNS, ids=repr)
def test_a_rule_may_be_typed_if_it_is_unbroken(typed: str, found: list[str]) -> None:
    blocks = with_change(plan_blocks(), "motto", {"rule": 0, "text": f"{MOTTO}\n{typed}".strip()})
    report = checked(ForeignPaper(blocks))
    assert [code for code in codes(report) if code != "TT217"] == found


def test_an_underlined_motto_has_its_rule() -> None:
    blocks = with_change(plan_blocks(), "motto", {"rule": 0})
    data = ForeignPaper(blocks).to_bytes()
    parts = parts_of(data)
    text = parts["word/document.xml"].decode()
    at = text.rindex("<w:sz ", 0, text.index(MOTTO))
    parts["word/document.xml"] = (text[:at] + '<w:u w:val="single"/>' + text[at:]).encode()
    assert codes(checked(data)) == ["TT216"]
    assert codes(checked(pack(parts))) == []


def test_hidden_and_deleted_text_is_not_read_and_inserted_text_is() -> None:
    parts = parts_of(ForeignPaper(plan_blocks()).to_bytes())
    text = parts["word/document.xml"].decode()
    at = text.index("</w:p>", text.index("Trên đây"))
    run = '<w:r><w:rPr><w:rFonts w:ascii="Arial"/>{}<w:sz w:val="28"/></w:rPr><w:t>x</w:t></w:r>'
    shown, hidden = run.format(""), run.format("<w:vanish/>")
    deleted = shown.replace("w:t>", "w:delText>")
    for added, found in (
        (hidden, []),
        (f'<w:del w:id="1" w:author="a">{deleted}</w:del>', []),
        (f'<w:moveFrom w:id="1" w:author="a">{shown}</w:moveFrom>', []),
        (f'<w:ins w:id="1" w:author="a">{shown}</w:ins>', ["TT107"]),
        (f'<w:smartTag w:element="p">{shown}</w:smartTag>', ["TT107"]),
    ):
        parts["word/document.xml"] = (text[:at] + added + text[at:]).encode()
        assert codes(checked(pack(parts))) == found, added


@pytest.mark.parametrize("way", [Way.DIRECT, Way.STYLES])
def test_marks_and_indents_of_automatic_lists_are_read(way: Way) -> None:
    text = "Bảo đảm công khai, công bằng, kịp thời, đúng người, đúng việc, đúng thành tích " * 2
    blocks = plan_blocks()
    for name in ("clause", "titled clause"):
        blocks[name] = Block(text, level=0)
    points = ("point a", "point b", "point c", "point d")
    for name in points:
        blocks[name] = Block(f"{name} {text}", level=1)
    del blocks["point dd"]
    assert checked(ForeignPaper(blocks, way)).findings == []
    blocks["point dd"] = Block(f"sau {text}", level=1)
    order = [name for name in blocks if name != "point dd"]
    order.insert(order.index("point d") + 1, "point dd")
    (finding,) = checked(ForeignPaper({name: blocks[name] for name in order}, way)).findings
    assert (finding.code, finding.place.quote[:6]) == ("TT376", "e) sau")
    blocks["dash"] = Block(text, level=2)
    del blocks["point dd"]
    found = {each.code: each.found for each in checked(ForeignPaper(blocks, way)).findings}
    assert found["TT315"] == "Chữ đầu dòng lùi vào 0,64 cm"
    assert found["TT319"] == "Cả đoạn cách lề trái 1,27 cm"
    assert found["TT365"] == "“1)”"


# What stands behind the signing block


def with_annex(blocks: Blocks, sheet: Sheet = Sheet()) -> Blocks:  # noqa: B008
    """The main text in a section of its own, an annex behind it."""
    number = '<w:headerReference w:type="default" r:id="rId2"/>'
    return blocks | {
        "section end": Block("", size=1, after=0, new_section=number + section_xml(sheet)),
        "annex": centred("Phụ lục I", 14, bold=True),
        "annex title": centred("DANH SÁCH ĐƠN VỊ", 14, bold=True),
        "reference": centred(
            "(Kèm theo Kế hoạch số 05/KH-UBND ngày 06 tháng 02 năm 2024)", 14, italic=True
        ),
        "entry": Block("1. Xóm Một."),
    }


RESTARTED = Sheet(number_form='w:start="1"')
ANNEX: list[Change] = [
    ("annex", "Phụ lục", {"text": "PHỤ LỤC I"}, "TT503"),
    ("annex", "Phụ lục", {"size": 13}, "TT501"),
    ("annex", "Phụ lục", {"bold": False}, "TT502"),
    ("annex", "Phụ lục", {"text": "Phụ lục I. Danh sách đơn vị"}, "TT506"),
    ("annex title", "Phụ lục", {"text": "Danh sách đơn vị"}, "TT513"),
    ("annex", "Phụ lục", {"align": "left", "text": "PHỤ LỤC"}, "TT504"),
    ("annex title", "Phụ lục", {"size": 12}, "TT511"),
    ("annex title", "Phụ lục", {"bold": False}, "TT512"),
    ("reference", "Phụ lục", {"italic": False}, "TT522"),
    ("reference", "Phụ lục", {"size": 12}, "TT521"),
]


def test_a_right_annex_passes() -> None:
    assert checked(ForeignPaper(with_annex(plan_blocks()), sheet=RESTARTED)).findings == []


@pytest.mark.parametrize("change", ANNEX, ids=named)
def test_a_departure_of_an_annex_is_found(change: Change) -> None:
    blocks = with_change(with_annex(plan_blocks()), change[0], change[2])
    assert_found(checked(ForeignPaper(blocks, sheet=RESTARTED)), change, blocks)


def test_an_annex_has_page_numbers_of_its_own() -> None:
    assert codes(checked(ForeignPaper(with_annex(plan_blocks())))) == ["TT507"]


def test_two_annexes_are_numbered_in_roman_figures() -> None:
    blocks = with_annex(plan_blocks())
    blocks["annex"] = replace(blocks["annex"], text="Phụ lục 1")
    blocks["annex 2"] = replace(blocks["annex"], text="Phụ lục 2")
    found = codes(checked(ForeignPaper(blocks, sheet=RESTARTED)))
    assert "TT505" in found


# Documents of other kinds


def decision_blocks() -> Blocks:
    plan = plan_blocks()
    names = ("superior", "issuer", "number", "nation", "motto", "date", "kind", "subject")
    foot = ("recipients", "recipient 1", "recipient 2", "kept", "authority", "position", "signer")
    bold = {"bold": True}
    return {
        **{name: plan[name] for name in names},
        "kind": replace(plan["kind"], text="QUYẾT ĐỊNH"),
        "number": replace(plan["number"], text="Số: 45/QĐ-UBND"),
        "subject": replace(plan["subject"], text="Về việc tặng Giấy khen", rule=65),
        "authority of issue": centred("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ LAM VỸ", 14, bold=True),
        "basis 1": replace(plan["basis 1"], before=6),
        "basis 2": Block("Theo đề nghị của Văn phòng.", italic=True),
        "enacting": centred("QUYẾT ĐỊNH:", 14, bold=True, before=6),
        "article 1": Block(
            "", before=6, runs=(("Điều 1.", bold), (" Tặng Giấy khen cho 02 cá nhân.", {}))
        ),
        "article 2": Block("", runs=(("Điều 2.", bold), (" Văn phòng thi hành./.", {}))),
        **{name: plan[name] for name in foot},
        "authority": replace(plan["position"], text="CHỦ TỊCH"),
    } | {"position": replace(plan["position"], text="")}


def test_a_right_decision_passes() -> None:
    report = checked(ForeignPaper(decision_blocks()))
    assert report.findings == []
    assert "Căn cứ" in report.recognised


@pytest.mark.parametrize(
    ("name", "look", "code"),
    [
        ("article 1", {"runs": (("Điều 1. Tặng Giấy khen.", {}),)}, "TT352"),
        ("article 1", {"runs": (("Điều 1:", {"bold": True}), (" Tặng.", {}))}, "TT355"),
        ("article 1", {"runs": (("ĐIỀU 1.", {"bold": True}), (" Tặng.", {}))}, "TT355"),
    ],
)
def test_articles_are_bold_with_a_full_stop(name: str, look: dict[str, Any], code: str) -> None:
    assert code in codes(checked(ForeignPaper(with_change(decision_blocks(), name, look))))


CHAPTER = centred("Chương I", 14, bold=True, before=6)
CHAPTER_TITLE = centred("QUY ĐỊNH CHUNG", 14, bold=True)


@pytest.mark.parametrize(
    ("chapter", "title", "code"),
    [
        (CHAPTER, CHAPTER_TITLE, ""),
        (replace(CHAPTER, text="CHƯƠNG I"), CHAPTER_TITLE, "TT323"),
        (replace(CHAPTER, bold=False), CHAPTER_TITLE, "TT322"),
        (replace(CHAPTER, align="left"), CHAPTER_TITLE, "TT324"),
        (replace(CHAPTER, size=16), CHAPTER_TITLE, "TT321"),
        (CHAPTER, replace(CHAPTER_TITLE, size=12), "TT331"),
        (replace(CHAPTER, text="Chương 1"), CHAPTER_TITLE, "TT325"),
        (replace(CHAPTER, text="Mục I"), CHAPTER_TITLE, "TT325"),
        (CHAPTER, replace(CHAPTER_TITLE, text="Quy định chung"), "TT333"),
        (CHAPTER, replace(CHAPTER_TITLE, bold=False), "TT332"),
    ],
)
def test_chapters_and_their_titles(chapter: Block, title: Block, code: str) -> None:
    blocks = decision_blocks()
    names = list(blocks)
    at = names.index("article 1")
    new = {name: blocks[name] for name in names[:at]} | {"chapter": chapter, "title": title}
    found = codes(checked(ForeignPaper(new | {name: blocks[name] for name in names[at:]})))
    assert found == ([code] if code else [])


def test_a_submission_has_its_bases_behind_the_addressee() -> None:
    plan = plan_blocks()
    names = [*HEAD_LEFT, *HEAD_RIGHT, "kind", "subject", "addressee", "basis 1", "basis 2"]
    names += ["closing", *FOOT_LEFT, *FOOT_RIGHT]
    blocks = plan | {
        "addressee": Block("Kính gửi: Ủy ban nhân dân huyện Định Hóa.", before=6),
        "number": replace(plan["number"], text="Số: 12/TTr-UBND"),
        "kind": replace(plan["kind"], text="TỜ TRÌNH"),
        "recipient 1": replace(plan["recipient 1"], text="- Như trên;"),
    }
    blocks = {name: blocks[name] for name in names if name in blocks}
    assert checked(ForeignPaper(blocks)).findings == []
    blocks = with_change(blocks, "basis 1", {"italic": False})
    assert codes(checked(ForeignPaper(blocks))) == ["TT302"]


def test_minutes_tell_place_and_time_in_their_text() -> None:
    blocks = plan_blocks()
    blocks["kind"] = replace(blocks["kind"], text="BIÊN BẢN")
    blocks["number"] = replace(blocks["number"], text="Số: 03/BB-UBND")
    del blocks["date"]
    assert checked(ForeignPaper(blocks)).findings == []


def test_a_title_that_the_decree_does_not_list_may_lack_components() -> None:
    blocks = plan_blocks()
    blocks["kind"] = replace(blocks["kind"], text="GIAO ƯỚC THI ĐUA")
    del blocks["number"], blocks["subject"]
    report = checked(ForeignPaper(blocks))
    assert codes(report) == ["TT240", "TT270"]
    assert {each.severity for each in report.findings} == {Severity.QUERY}


def test_kinh_gui_stands_in_letters_submissions_and_reports_only() -> None:
    blocks = plan_blocks()
    at = list(blocks).index("basis 1")
    addressed = list(blocks.items())
    addressed.insert(at, ("addressee", Block("Kính gửi: UBND huyện.", first=30, before=6)))
    found = codes(checked(ForeignPaper(dict(addressed))))
    assert "TT407" in found
    assert "TT448" in found


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("ngày 04 tháng 3 năm 2020", True), ("ngày 05 tháng 3 năm 2020", False),
        ("ngày 31 tháng 12 năm 2019", True), ("ngày    tháng 02 năm 2020", True),
        ("ngày    tháng    năm 2020", False), ("ngày    tháng 3 năm 2020", False),
    ],
)  # fmt: skip
def test_a_paper_older_than_the_decree_is_told_so_and_has_no_errors(day: str, before: bool) -> None:
    blocks = with_change(plan_blocks(), "date", {"text": f"Lam Vỹ, {day}"})
    blocks = with_change(blocks, "kind", {"size": 16})
    report = checked(ForeignPaper(blocks))
    assert codes(report) == (["TT109", "TT261"] if before else ["TT261"])
    assert report.count(Severity.ERROR) == (0 if before else 1)


def text_only(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((), "không có chữ nào"),
        (("", "  \u00a0 "), "không có chữ nào"),
        (("Dear Sir,", "Please find attached.", "Yours"), "Không thấy các thành phần"),
        (("TỈNH ỦY", "ĐẢNG CỘNG SẢN VIỆT NAM", "Nơi nhận:"), "văn bản của Đảng"),
        (("Số: 30/2020/NĐ-CP", "NGHỊ ĐỊNH", "Nơi nhận:"), "quy phạm pháp luật"),
        (("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ LAM VỸ", "TẶNG", "GIẤY KHEN"), "có mẫu riêng"),
        ((NATIONAL_NAME, MOTTO, "ĐƠN ĐỀ NGHỊ", "Kính gửi: UBND xã"), "Không thấy các thành phần"),
        (("Ông Nguyễn Văn Mẫu", "ngày 15 tháng 6 năm 2024", "CHỦ TỊCH"), "Không thấy"),
    ],
)
def test_what_is_no_administrative_document_is_told_so_in_one_note(
    lines: tuple[str, ...], words: str
) -> None:
    (finding,) = checked(text_only(*lines)).findings
    assert (finding.code, finding.severity) == ("TT100", Severity.NOTE)
    assert words in finding.found


# Our own papers and the real plan


def test_the_plan_of_the_sample_passes(tmp_path: Path) -> None:
    write_sample(tmp_path / "sổ.xlsx")
    day = datetime(2020, 3, 12)
    commands.write_plan(ClosedBook(tmp_path / "sổ.xlsx"), day, tmp_path / "kh.docx")
    report = check_document(tmp_path / "kh.docx")
    assert report.findings == []
    assert len(report.recognised) == 11


def test_our_plan_passes(shared_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    write_plan(register_sketch(outline(shared_dir)).register(), path)
    found = [each for each in check_document(path).findings if each.code != "TT447"]
    # The real list of recipients ends with "Lưu VP."; it is kept as typed.
    assert found == []


def test_the_real_plan_lacks_a_header_and_keeps_to_the_rest(shared_dir: Path) -> None:
    report = check_document(shared_dir / "lam-vy-2020/ke-hoach.docx")
    # Looked at page by page: no header at all, a rule as long as the second line of the subject,
    # "Lưu VP." for "Lưu: VT, …".
    assert codes(report) == ["TT200", "TT210", "TT230", "TT240", "TT250", "TT277", "TT447"]
    assert report.findings[-1].place.paragraph == 51
    assert set(report.recognised) == {
        "Tên loại", "Trích yếu", "Quyền hạn, chức vụ", "Họ và tên người ký", "Nơi nhận",
    }  # fmt: skip


# Files as they come


def test_every_finding_names_place_clause_requirement_and_remedy() -> None:
    blocks = {name: replace(block, font="Arial", size=9) for name, block in plan_blocks().items()}
    report = checked(ForeignPaper(blocks, sheet=Sheet(width=100)))
    assert len(report.findings) > 10
    for each in report.findings:
        assert each.place.part
        assert each.found[0].isupper() or each.found[0] in "“0123456789"
        assert "Điều" in each.clause or each.clause.endswith("Phần I Phụ lục I")
        assert each.remedy.endswith(".")
        assert "Nghị định 30/2020/NĐ-CP" in each.message


def test_sizes_come_from_the_one_table() -> None:
    styles = [each for each in vars(layout).values() if isinstance(each, TextStyle)]
    assert len(styles) >= 20
    for style in (*styles, *layout.HEADINGS):
        assert style.sizes[0] <= style.size <= style.sizes[1], style.name


def test_no_rule_is_without_words() -> None:
    for code, rule in RULES.items():
        assert code == rule.code
        assert all((rule.component, rule.clause, rule.required, rule.remedy)), code


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "rỗng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "dạng cũ (.doc)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "mật khẩu",
        ),
        (rb"{\rtf1\ansi Ke hoach}", "không phải văn bản Word"),
        (b"PK\x03\x04 cut", "bị hỏng"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    data: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "văn bản.docx"
    path.write_bytes(data)
    with pytest.raises(BookRefused) as refused:
        check_document(path)
    sentence = str(refused.value)
    assert words in sentence
    assert "\n" not in sentence
    assert "Excel" not in sentence


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"xl/workbook.xml": "<workbook/>"}, "không phải văn bản Word"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "không phải văn bản Word"),
        ({"word/document.xml": "<w:document"}, "bị hỏng"),
        ({"word/document.xml": "<workbook/>"}, "không phải văn bản Word"),
        ({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "DOCTYPE"),
    ],
)
def test_other_packages_are_refused(parts: dict[str, str], words: str) -> None:
    with pytest.raises(BookRefused, match=words):
        WordFile(pack({name: text.encode() for name, text in parts.items()}), "a.docx")


def test_a_strict_document_is_checked_like_any_other() -> None:
    plain = ForeignPaper(plan_blocks(), sheet=Sheet(width=100)).to_bytes()
    changed = re.compile(rb"schemas.openxmlformats.org/(officeDocument|\w+ml)/2006/")
    strict = {
        name: changed.sub(rb"purl.oclc.org/ooxml/\1/", xml) for name, xml in parts_of(plain).items()
    }
    assert b"org/ooxml/officeDocument/relationships" in strict["word/document.xml"]
    assert b"org/ooxml/drawingml/wordprocessingDrawing" in strict["word/document.xml"]
    assert checked(pack(strict)).as_json() == checked(plain).as_json()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_file_is_refused_or_checked_but_never_fails(data: st.DataObject) -> None:
    parts = parts_of(ForeignPaper(letter_blocks(), Way.STYLES).to_bytes())
    name = data.draw(st.sampled_from([name for name in parts if name.startswith("word/")]))
    text = parts[name].decode()
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 200))
    noise = data.draw(st.text(max_size=20))
    parts[name] = (text[:start] + noise + text[start + length :]).encode("utf-8", "replace")
    try:
        report = checked(pack(parts))
    except BookRefused:
        return
    report.as_json()


@settings(max_examples=150)
@given(st.data())
def test_values_nobody_expects_do_not_stop_the_check(data: st.DataObject) -> None:
    parts = parts_of(ForeignPaper(letter_blocks(), Way.STYLES).to_bytes())
    name = data.draw(st.sampled_from(["word/document.xml", "word/styles.xml", "word/number.xml"]))
    pieces = parts[name].decode().split('="')
    odd = st.sampled_from(["", "-1", "99999999999999999999", "auto", "NaN", "1e9", "½", "0", "٣"])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(len(pieces) // 4, len(pieces) - 1))
        pieces[at] = data.draw(odd) + '"' + pieces[at].partition('"')[2]
    parts[name] = '="'.join(pieces).encode()
    try:
        checked(pack(parts)).as_json()
    except BookRefused:
        return


# The verb


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    def save(blocks: Blocks) -> Path:
        path = tmp_path / "kế hoạch.docx"
        path.write_bytes(ForeignPaper(blocks).to_bytes())
        return path

    return save


def test_the_verb_ends_with_0_1_or_2(
    saved: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(plan_blocks())
    before = path.read_bytes()
    assert run(["check-document", str(path)]) == 0
    assert "Không thấy chỗ nào khác" in capsys.readouterr().out
    assert path.read_bytes() == before
    path = saved(with_change(plan_blocks(), "issuer", {"rule": 100}))
    assert run(["check-document", str(path)]) == 0
    assert capsys.readouterr().out.startswith("kế hoạch.docx: 1 lưu ý.")
    path = saved(with_change(plan_blocks(), "nation", {"size": 16}))
    assert run(["check-document", str(path)]) == 1
    out = capsys.readouterr().out
    assert "Lỗi TT201 – Quốc hiệu: Phần đầu, đoạn" in out
    assert "Cỡ chữ 16. Quy định: cỡ chữ 12 đến 13 (Mục II khoản 1 điểm a Phần I Phụ lục I" in out
    assert "→ Chọn phần chữ này" in out
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert run(["check-document", str(path)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "(.doc)" in error


def test_what_is_no_file_is_refused_by_the_verb(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, words in ((tmp_path, "là thư mục"), (tmp_path / "a.docx", "Không tìm thấy tệp")):
        assert run(["check-document", str(path)]) == 2
        error = capsys.readouterr().err
        assert words in error
        assert error.count("\n") == 1


def test_the_verb_gives_json(
    saved: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(with_change(plan_blocks(), "nation", {"size": 16}))
    assert run(["check-document", str(path), "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["counts"] == {"error": 1, "query": 0, "note": 0}
    (finding,) = answer["findings"]
    assert finding["place"]["quote"] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert set(finding) == {
        "code", "severity", "component", "clause", "place", "others", "found", "required", "remedy",
    }  # fmt: skip


# Papers that LibreOffice wrote


def rewritten(papers: dict[str, ForeignPaper], folder: Path) -> dict[str, PageReport]:
    """The papers opened and saved anew by LibreOffice, with names, styles and drawings its own."""
    source, target = folder / "source", folder / "target"
    source.mkdir()
    for name, paper in papers.items():
        (source / f"{name}.docx").write_bytes(paper.to_bytes())
    # By way of its own format, so that nothing of the file stays.
    for form, origin, out in (("odt", source, folder), ("docx:MS Word 2007 XML", folder, target)):
        files = sorted(origin.glob("*.docx" if origin is source else "*.odt"))
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
             "--convert-to", form, "--outdir", out, *files],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
    return {name: check_document(target / f"{name}.docx") for name in papers}


@pytest.mark.slow
def test_papers_written_by_libreoffice_are_judged_alike(soffice: None, tmp_path: Path) -> None:
    right = {
        "plan": ForeignPaper(plan_blocks()),
        "plan styles": ForeignPaper(plan_blocks(), Way.STYLES),
        "plan theme": ForeignPaper(plan_blocks(), Way.THEME),
        "plan tabs": ForeignPaper(plan_blocks(), Way.TABS),
        "letter": ForeignPaper(letter_blocks()),
        "decision": ForeignPaper(decision_blocks()),
    }
    wrong = {
        str(number): ForeignPaper(with_change(plan_blocks(), change[0], change[2]))
        for number, change in enumerate(PLAN)
    }
    reports = rewritten(right | wrong, tmp_path)
    assert {name: codes(reports[name]) for name in right} == {name: [] for name in right}
    for number, change in enumerate(PLAN):
        blocks = with_change(plan_blocks(), change[0], change[2])
        assert_found(reports[str(number)], change, blocks)


@pytest.mark.slow
def test_a_web_page_saved_as_word_is_checked(soffice: None, tmp_path: Path) -> None:
    page = tmp_path / "trang.html"
    page.write_text(
        '<html><head><meta charset="utf-8"></head><body style="font-family: Arial">'
        "<table><tr><td><p align=center>UBND HUYỆN ĐỊNH HÓA<br><b>UBND XÃ LAM VỸ</b></p>"
        "<p align=center>Số: 5/KH-UBND</p></td>"
        "<td><p align=center><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - "
        "Hạnh phúc</b></p><p align=center><i>Lam Vỹ, ngày 6 tháng 2 năm 2024</i></p></td></tr>"
        "</table><p align=center><b>KẾ HOẠCH</b></p><p align=center><b>Thi đua năm 2024</b></p>"
        f"<p>{'Nội dung của kế hoạch thi đua. ' * 20}</p>"
        "<p><b><i>Nơi nhận:</i></b></p><p>- UBND huyện;</p><p>- Lưu: VT.</p></body></html>",
        "utf-8",
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML",
         "--outdir", tmp_path, page],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = set(codes(check_document(page.with_suffix(".docx"))))
    assert {
        "TT107",
        "TT216",
        "TT236",
        "TT246",
        "TT256",
        "TT276",
        "TT311",
        "TT314",
        "TT315",
    } <= found
    assert not {"TT200", "TT210", "TT240", "TT250", "TT260", "TT430"} & found
