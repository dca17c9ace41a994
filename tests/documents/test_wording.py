"""Numbers, dates and list marks as Nghị định 30/2020/NĐ-CP words them."""

import pytest

from addin.documents.wording import (
    Numbering,
    date_line,
    in_words,
    joined,
    number_line,
    opened,
    with_end_marks,
)
from validators.notation import roman, vietnamese_letter


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("", "Số:      /KH-UBND"),
        ("5", "Số: 05/KH-UBND"),
        ("05", "Số: 05/KH-UBND"),
        ("12", "Số: 12/KH-UBND"),
        ("125", "Số: 125/KH-UBND"),
        ("5a", "Số: 5a/KH-UBND"),
        ("07/KH-TĐKT", "Số: 07/KH-TĐKT"),
        ("7/KH-TĐKT", "Số: 07/KH-TĐKT"),
        ("Số 8", "Số: 08/KH-UBND"),
        ("số: 12/KH-TĐKT", "Số: 12/KH-TĐKT"),
    ],
)
def test_number_has_two_digits_and_a_blank_one_leaves_room(number: str, line: str) -> None:
    assert number_line(number, "KH-UBND") == line


@pytest.mark.parametrize(
    ("day", "month", "line"),
    [
        (5, 2, "Lam Vỹ, ngày 05 tháng 02 năm 2020"),
        (10, 1, "Lam Vỹ, ngày 10 tháng 01 năm 2020"),
        (9, 3, "Lam Vỹ, ngày 09 tháng 3 năm 2020"),
        (31, 12, "Lam Vỹ, ngày 31 tháng 12 năm 2020"),
        (None, 2, "Lam Vỹ, ngày      tháng 02 năm 2020"),
        (None, None, "Lam Vỹ, ngày      tháng      năm 2020"),
    ],
)
def test_date_has_leading_zeros_for_days_below_10_and_months_1_and_2(
    day: int | None, month: int | None, line: str
) -> None:
    assert date_line("Lam Vỹ", day, month, 2020) == line


def test_roman_figures_follow_the_rule_of_subtraction() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 99)] == ["I", "IV", "IX", "XIV", "XL", "XCIX"]


def test_letters_follow_the_vietnamese_alphabet_and_double_after_y() -> None:
    letters = [vietnamese_letter(n) for n in range(1, 25)]
    assert letters == [*"abcdđeghiklmnopqrstuvxy", "aa"]


def test_levels_are_numbered_with_the_marks_of_the_decree() -> None:
    numbering = Numbering()
    levels = [1, 2, 2, 3, 3, 3, 3, 3, 4, 4, 5, 2, 3, 1, 2]
    assert [numbering.next(level) for level in levels] == [
        "I.", "1.", "2.", "a)", "b)", "c)", "d)", "đ)", "-", "-", "+", "3.", "a)", "II.", "1.",
    ]  # fmt: skip


def test_typed_marks_stay_and_counting_goes_on_from_them() -> None:
    numbering = Numbering()
    typed = [(1, "III."), (2, "9."), (2, "11."), (2, ""), (3, "đ)"), (3, ""), (3, "*"), (1, "")]
    assert [numbering.next(level, mark) for level, mark in typed] == [
        "III.", "9.", "11.", "12.", "đ)", "e)", "*", "IV.",
    ]  # fmt: skip


def test_a_typed_mark_of_another_kind_counts_as_one() -> None:
    numbering = Numbering()
    assert [numbering.next(2, "Điều 1."), numbering.next(2)] == ["Điều 1.", "2."]


def test_lines_end_with_semicolons_and_a_full_stop_unless_a_mark_is_typed() -> None:
    assert with_end_marks(["UBND huyện", "Như trên,", "Lưu VT"]) == [
        "UBND huyện;",
        "Như trên,",
        "Lưu VT.",
    ]
    assert with_end_marks(["UBND huyện;", "Lưu VP."]) == ["UBND huyện;", "Lưu VP."]
    assert with_end_marks([]) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (7, "bảy"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (25, "hai mươi lăm"),
        (105, "một trăm lẻ năm"),
        (110, "một trăm mười"),
        (555, "năm trăm năm mươi lăm"),
        (1_000, "một nghìn"),
        (230_000, "hai trăm ba mươi nghìn"),
        (1_001_000, "một triệu không trăm lẻ một nghìn"),
        (1_000_010, "một triệu không trăm mười"),
        (8_550_000, "tám triệu năm trăm năm mươi nghìn"),
        (21_000_000, "hai mươi mốt triệu"),
        (2_000_000_000, "hai tỷ"),
    ],
)
def test_money_is_read_as_vietnamese_read_it(number: int, words: str) -> None:
    assert in_words(number) == words


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("V/v đăng ký thi đua", "V/v đăng ký thi đua"),
        ("v/v đăng ký thi đua", "V/v đăng ký thi đua"),
        ("Đăng ký thi đua", "V/v đăng ký thi đua"),
        ("Về việc đăng ký thi đua", "V/v đăng ký thi đua"),
        ("về việc: Đăng ký thi đua", "V/v đăng ký thi đua"),
        ("Về việc", "V/v "),
        ("", "V/v "),
    ],
)
def test_a_subject_begins_as_its_form_asks(typed: str, printed: str) -> None:
    assert opened(typed, "V/v") == printed


def test_a_decision_s_subject_is_not_opened_twice() -> None:
    assert opened("V/v tặng Giấy khen", "Về việc") == "Về việc tặng Giấy khen"


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a và b"), (["a", "b", "c"], "a, b và c")],
)
def test_words_are_joined_into_a_sentence(words: list[str], text: str) -> None:
    assert joined(words) == text
