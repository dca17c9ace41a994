"""Citations are recognised in a text however they are typed, and nothing else is."""

from datetime import date

import pytest

from validators.citations import Citation, citations_in


def only(text: str) -> Citation:
    (citation,) = citations_in(text)
    return citation


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [
        (
            "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ;",
            "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017",
            "91/2017/NĐ-CP",
        ),
        ("theo nghị định 98/2023 và", "nghị định 98/2023", "98/2023"),
        ("Nghị định số: 91 / 2017 / NĐ – CP.", "Nghị định số: 91 / 2017 / NĐ – CP", None),
        ("Nghị định số 91/NĐ-CP ngày 31/7/2017", "Nghị định số 91/NĐ-CP ngày 31/7/2017", None),
        ("Nghị định 98 của Chính phủ", "Nghị định 98", "98"),
        (
            "Thông tư số 12/2019/TT-BNV của Bộ Nội vụ ngày 04.11.2019",
            "Thông tư số 12/2019/TT-BNV của Bộ Nội vụ ngày 04.11.2019",
            "12/2019/TT-BNV",
        ),
        ("Luật số 15/2003/QH11", "Luật số 15/2003/QH11", "15/2003/QH11"),
    ],
)
def test_a_citation_is_taken_with_its_very_words(text: str, words: str, number: str | None) -> None:
    citation = only(text)
    assert citation.words == words
    assert number in (None, citation.number)


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết Trung ương 6 khóa XII số 18-NQ/TW; Chỉ thị số 05 của Bộ Chính trị",
        "Kế hoạch số 12/KH-UBND ngày 05 tháng 02 năm 2020",
        "Phổ biến Luật Thi đua, khen thưởng, các nghị định và thông tư hướng dẫn",
        "Luật Đất đai ngày 29 tháng 11 năm 2013",
        "Thông tư liên tịch số 01/2012/TTLT-BNV-BTC",
        "",
    ],
)
def test_what_is_no_law_decree_or_circular_of_the_register_is_left_alone(text: str) -> None:
    assert not list(citations_in(text))


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003", "15/2003/QH11"),
        ("Luật Thi đua, Khen thưởng năm 2022", "06/2022/QH15"),
        ("Luật thi đua - khen thưởng số 06/2022/QH15", "06/2022/QH15"),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng ngày 16/11/2013",
            "39/2013/QH13",
        ),
        ("Nghị định số 91/NĐ-CP ngày 31/7/2017", "91/2017/NĐ-CP"),
        ("Nghị định 98/2023", "98/2023/NĐ-CP"),
        ("Nghị định 98", None),
        ("Luật Thi đua, khen thưởng ngày 16 tháng 11 năm 2013", None),
        ("Thông tư số 01/2024/TT-BNV", "01/2024/TT-BNV"),
        ("Thông tư số 01/2024/TT-BTC", None),
        ("Thông tư số 01/2024", None),
        ("Nghị định số 91/2018/NĐ-CP", None),
    ],
)
def test_the_document_is_the_one_that_number_name_and_day_tell(
    text: str, document: str | None
) -> None:
    found = only(text).document
    assert (found.number if found else None) == document


def test_several_laws_of_one_row_are_all_found() -> None:
    row = (
        "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003; Luật sửa đổi, bổ sung một số "
        "điều của Luật Thi đua, khen thưởng ngày 16 tháng 11 năm 2013"
    )
    assert [each.issued for each in citations_in(row)] == [date(2003, 11, 26), date(2013, 11, 16)]


def test_a_day_that_does_not_exist_is_typed_but_is_no_day() -> None:
    citation = only("Nghị định số 91/2017/NĐ-CP ngày 31 tháng 6 năm 2017")
    assert (citation.typed_date, citation.issued) == ("31 tháng 6 năm 2017", None)


def test_a_document_named_as_replaced_is_only_mentioned() -> None:
    new, old = citations_in("Nghị định số 98/2023/NĐ-CP thay thế Nghị định số 91/2017/NĐ-CP")
    assert (new.only_mentioned, old.only_mentioned) == (False, True)
