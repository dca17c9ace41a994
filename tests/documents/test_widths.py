"""Lengths of bold Times New Roman, known before anything is laid out."""

import unicodedata

import pytest

from addin.documents.widths import balanced_width, part_of_line, text_width, wrapped_widths

SUBJECT = "Tổ chức thực hiện phong trào thi đua yêu nước và công tác khen thưởng xã Lam Vỹ năm 2020"


def test_the_motto_is_as_long_as_measured_on_paper() -> None:
    assert text_width("Độc lập - Tự do - Hạnh phúc", 13) == pytest.approx(159.1, abs=0.5)


def test_composed_and_decomposed_letters_are_equally_wide() -> None:
    text = "Thưởng, Hướng, Đặng, ƯƠ"
    assert text_width(unicodedata.normalize("NFD", text), 14) == text_width(text, 14)


def test_text_wraps_at_words_and_at_typed_line_breaks() -> None:
    assert wrapped_widths("AA AA\nA", 10, 20) == [14.44, 14.44, 7.22]


def test_balancing_keeps_the_number_of_lines_and_makes_them_alike() -> None:
    balanced = wrapped_widths(SUBJECT, 14, balanced_width(SUBJECT, 14, 460))
    assert len(balanced) == len(wrapped_widths(SUBJECT, 14, 460)) == 2
    assert min(balanced) / max(balanced) > 0.9


def test_a_rule_is_a_third_to_a_half_of_every_line_where_lines_are_alike() -> None:
    rule = part_of_line([90, 100])
    assert 100 / 3 <= rule <= 90 / 2


def test_a_rule_is_a_third_to_a_half_of_the_last_line_where_lines_differ() -> None:
    assert 30 / 3 <= part_of_line([100, 30]) <= 30 / 2


def test_room_of_several_spaces_is_as_wide_as_it_stands() -> None:
    text = "Số:      /KH-UBND ngày      tháng"
    assert wrapped_widths(text, 14, 1000) == [text_width(text, 14)]


def test_no_line_breaks_at_a_no_break_space() -> None:
    name = "Nguyễn\u00a0Văn\u00a0Mẫu"
    assert wrapped_widths(f"Ông {name}", 14, 60) == [
        text_width("Ông", 14),
        text_width("Nguyễn Văn Mẫu", 14),
    ]
