"""Texts that a Vietnamese reader takes for the same are compared as the same, and no others."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.fixtures import table_rows
from validators.catalogue import Form, Title
from validators.text import clean, closest, fold, match_key, same_tones

TONES = """
| Gõ           | Như văn bản luật |
| ------------ | ---------------- |
| văn hoá      | văn hóa          |
| VĂN HOÁ      | VĂN HÓA          |
| thuỷ lợi     | thủy lợi         |
| Uỷ ban       | Ủy ban           |
| khoẻ mạnh    | khỏe mạnh        |
| xoá          | xóa              |
| toà nhà hoà  | tòa nhà hòa      |
| quý          | quý              |
| Quỳ Châu     | Quỳ Châu         |
| hoàn thành   | hoàn thành       |
| khuyến học   | khuyến học       |
| thuở nhỏ     | thuở nhỏ         |
| nguyễn huỳnh | nguyễn huỳnh     |
"""


@pytest.mark.parametrize(
    ("typed", "legal"),
    [tuple(row.values()) for row in table_rows(TONES.strip().split("\n"))],
)
def test_tones_stand_as_in_legal_texts(typed: str, legal: str) -> None:
    assert same_tones(typed) == legal


@pytest.mark.parametrize("award", [*Title, *Form])
def test_the_lists_themselves_are_spelt_as_in_legal_texts(award: str) -> None:
    assert same_tones(clean(award)) == award


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Lao dong tien tien", "Lao động tiên tiến"),
        ("LAO ĐỘNG TIÊN TIẾN", "Lao động tiên tiến"),
        ("Lao độngtiên tiến", "Lao động tiên tiến"),
        ("Chiến sỹ thi đua cơ sở", "Chiến sĩ thi đua cơ sở"),
        ("Lao động tiến tiến", "Lao động tiên tiến"),
        ("Anh hùng", None),
        ("", None),
        ("…", None),
    ],
)
def test_the_nearest_entry_of_a_list_is_asked_for(typed: str, meant: str | None) -> None:
    assert closest(typed, Title) == meant


def test_names_that_differ_in_an_accent_are_different_names() -> None:
    assert match_key("Nguyễn Văn Hòa") != match_key("Nguyễn Văn Hoa")
    assert match_key("nguyễn văn HOÀ") == match_key("Nguyễn  Văn\u00a0Hòa")


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_comparison_keys_do_not_depend_on_composition(text: str) -> None:
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    assert len({match_key(each) for each in forms}) == 1


@given(st.text(alphabet="àáảãạăâđêôơưoeuyhqtnghc ÒÓ", max_size=12))
def test_placing_tones_changes_no_letter(text: str) -> None:
    assert fold(same_tones(text)) == fold(text)
    assert same_tones(same_tones(text)) == same_tones(text)
