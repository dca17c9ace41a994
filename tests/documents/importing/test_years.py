"""Years of a plan of 2020 that becomes one of 2021: `[…]` is changed, `(…)` left and listed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.documents.importing.paper import ATTENTION, Row
from addin.documents.importing.years import Reason, change_years
from validators.catalogue import PlanPart

SENTENCES = """
phong trào thi đua năm [2020].
1. Quý I/[2020]
06 tháng đầu năm [2020], cả năm [2020]
Nộp hồ sơ trước ngày 15/11/[2020]; chậm nhất là ngày 30 tháng 6 năm [2020].
Từ ngày 01/01/[2020] đến hết ngày 31/12/[2020].
hoàn thành trong tháng 6/[2020]
tại hội nghị ngày 29/01/(2020)
ngày 05 tháng 02 năm (2020) đã phát động
kỷ niệm 72 năm (1948 – (2020))
giai đoạn 2016 - (2020), nhiệm kỳ (2020)-2025
từ năm 2016 đến năm (2020); từ năm [2020], xã tiếp tục
từ tháng 1/[2020] đến tháng 12/[2020]
tổng kết năm (2019), phát động năm [2020]
năm học (2019)-(2020)
Nghị định số 91/2017/NĐ-CP ngày 31/7/2017
Quyết định số 12/(2020)/QĐ-UBND của tỉnh; phong trào năm [2020]
Kế hoạch số 10/KH-UBND ngày 10/01/(2020) của huyện về thi đua năm (2020); năm [2020] của xã
theo Luật Mẫu năm (2020), và năm [2020]
Kế hoạch thi đua năm [2020]
xã được thành lập năm (2020)
so với năm (2020) tăng
số tiền 12020 đồng, mã 20201, điện thoại 0912020
Thông tư 12/2019/TT-BNV
""".strip().splitlines()


def plain(sentence: str) -> str:
    """A sentence without its marks."""
    return re.sub(r"[\[(](\d{4})[\])]", r"\1", sentence)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_plan_s_own_years_are_changed_and_others_left(sentence: str) -> None:
    row = Row(PlanPart.BODY, plain(sentence))
    _, (new,), change = change_years("", [row], 2020, 2021)
    assert new.text == plain(re.sub(r"\[2020\]", "2021", sentence))
    assert len(change.changed) == sentence.count("[2020]")
    assert len(change.left) == len(re.findall(r"\(\d{4}\)", sentence))


def test_bases_and_rows_in_doubt_are_left_whole_and_listed() -> None:
    rows = [
        Row(PlanPart.BASIS, "Căn cứ tình hình năm 2020;"),
        Row(None, "Phụ lục năm 2020", marker=ATTENTION),
    ]
    title, new, change = change_years("Thi đua năm 2020", rows, 2020, 2021)
    assert title == "Thi đua năm 2021"
    assert new == rows
    assert [each.where for each in change.changed] == ["Trích yếu"]
    assert [(each.where, each.reason) for each in change.left] == [
        ("Kế hoạch, STT 1", Reason.BASIS),
        (f"Kế hoạch, STT 2 ({ATTENTION})", Reason.ATTENTION),
    ]


def test_each_change_is_shown_with_the_words_around_it() -> None:
    text = (
        "Bộ phận văn phòng hướng dẫn các tập thể, cá nhân đăng ký thi đua năm 2020 theo mẫu của xã."
    )
    _, _, change = change_years("", [Row(PlanPart.BODY, text, 2, "1.")], 2020, 2021)
    (found,) = change.changed
    assert found.where == "Kế hoạch, STT 1 (1.)"
    assert found.words == "… thể, cá nhân đăng ký thi đua năm 2020 theo mẫu của xã."
    assert found.words.removeprefix("… ") in text


PIECES = ["năm 2020", "2019", "xã", "ngày", "15/6/2020", ";", "2016 - 2020", "Luật số 5"]


@given(text=st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_only_figures_of_the_year_ever_change(text: str) -> None:
    _, (new,), change = change_years("", [Row(PlanPart.BODY, text)], 2020, 2021)
    assert new.text.replace("2021", "2020") == text
    assert new.text.count("2021") == len(change.changed)
