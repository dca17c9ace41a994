"""Old fonts: every Vietnamese letter, both ways, small and capital, alone and in cut runs."""

import unicodedata
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.documents.importing.legacy_fonts import TCVN3, Encoding, decode, encoding_of
from addin.documents.importing.reading import read_document
from tests.support.old_plans import p, run, to_tcvn3, to_tcvn3_capitals, to_vni, write_docx

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = sorted(
    {
        unicodedata.normalize("NFC", vowel + tone)
        for vowel, tone in product("aăâeêioôơuưy", TONES)
        if vowel + tone not in "aeiouy"
    }
    | {"đ"}
)
CAPITAL = [letter.upper() for letter in SMALL]


def decoded(text: str, encoding: Encoding) -> str:
    return "".join(decode(text, encoding))


def test_vietnamese_has_67_letters_that_ascii_lacks() -> None:
    assert len(SMALL) == len(set(CAPITAL)) == 67


def test_tcvn3_has_a_code_of_its_own_for_each_small_letter() -> None:
    codes = [to_tcvn3(letter) for letter in SMALL]
    assert len(set(codes)) == 67
    assert all(len(code) == 1 and ord(code) < 256 for code in codes)
    assert [decoded(code, Encoding.TCVN3) for code in codes] == SMALL


def test_the_capital_font_of_tcvn3_draws_each_as_its_capital() -> None:
    codes = [to_tcvn3_capitals(letter) for letter in CAPITAL]
    assert [decoded(code, Encoding.TCVN3_CAPITALS) for code in codes] == CAPITAL
    assert decoded("uû ban", Encoding.TCVN3_CAPITALS)[2:] == " BAN"


def test_the_seven_capitals_of_tcvn3_are_read_in_the_plain_font_too() -> None:
    assert decoded(to_tcvn3("ĂÂÊÔƠƯĐ"), Encoding.TCVN3) == "ĂÂÊÔƠƯĐ"
    assert len(TCVN3) == 67 + 7


@pytest.mark.parametrize("letters", [SMALL, CAPITAL], ids=["small", "capital"])
def test_vni_has_a_spelling_of_its_own_for_each_letter(letters: list[str]) -> None:
    codes = [to_vni(letter) for letter in letters]
    assert len(set(codes)) == 67
    assert all(ord(each) < 256 for code in codes for each in code)
    assert [decoded(code, Encoding.VNI) for code in codes] == letters


# The rows of the published tables, vowel by vowel, with the tones in their order.
LETTERS = (
    *("àảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "đ", "èẻẽéẹ", "êềểễếệ", "ìỉĩíị"),
    *("òỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "ùủũúụ", "ưừửữứự", "ỳỷỹýỵ"),
)
TCVN3_ROWS = (
    *("µ¶·¸¹", "¨»¼½¾Æ", "©ÇÈÉÊË", "®", "ÌÎÏÐÑ", "ªÒÓÔÕÖ", "×ØÜÝÞ"),
    *("ßáâãä", "«åæçèé", "¬êëìíî", "ïñòóô", "\u00adõö÷øù", "úûüýþ"),
)
VNI_ROWS = (
    *("aø aû aõ aù aï", "aê aè aú aü aé aë", "aâ aà aå aã aá aä", "ñ", "eø eû eõ eù eï"),
    *("eâ eà eå eã eá eä", "ì æ ó í ò", "oø oû oõ où oï", "oâ oà oå oã oá oä"),
    *("ô ôø ôû ôõ ôù ôï", "uø uû uõ uù uï", "ö öø öû öõ öù öï", "yø yû yõ yù î"),
)


def test_the_rows_of_the_tables_are_all_letters() -> None:
    assert sorted("".join(LETTERS)) == SMALL


@pytest.mark.parametrize(("letters", "codes"), list(zip(LETTERS, TCVN3_ROWS, strict=True)))
def test_each_row_of_tcvn3_is_read(letters: str, codes: str) -> None:
    assert decoded(codes, Encoding.TCVN3) == letters
    assert decoded(codes, Encoding.TCVN3_CAPITALS) == letters.upper()


@pytest.mark.parametrize(("letters", "codes"), list(zip(LETTERS, VNI_ROWS, strict=True)))
def test_each_row_of_vni_is_read_small_and_capital(letters: str, codes: str) -> None:
    assert decoded(codes.replace(" ", ""), Encoding.VNI) == letters
    assert decoded(codes.replace(" ", "").upper(), Encoding.VNI) == letters.upper()


# Sentences as they stand in files of the time, typed here by their codes.
@pytest.mark.parametrize(
    ("codes", "encoding", "words"),
    [
        ("Céng hßa x· héi chñ nghÜa", Encoding.TCVN3, "Cộng hòa xã hội chủ nghĩa"),
        ("§éc lËp - Tù do - H¹nh phóc", Encoding.TCVN3, "Độc lập - Tự do - Hạnh phúc"),
        ("kÕ ho¹ch", Encoding.TCVN3_CAPITALS, "KẾ HOẠCH"),
        ("Th\u00ad\u00a7", Encoding.TCVN3, "ThưĐ"),
        ("Coäng hoøa xaõ hoäi chuû nghóa", Encoding.VNI, "Cộng hòa xã hội chủ nghĩa"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", Encoding.VNI, "Độc lập - Tự do - Hạnh phúc"),
        ("KEÁ HOAÏCH, UÛY BAN, Yù, KYÛ", Encoding.VNI, "KẾ HOẠCH, ỦY BAN, Ý, KỶ"),
        ("đã là Unicode", Encoding.TCVN3, "đã là Unicode"),
        ("Việt", Encoding.VNI, "Việt"),
        ("\uf0b5\uf0b8", Encoding.TCVN3, "àá"),
    ],
)  # fmt: skip
def test_sentences_are_read(codes: str, encoding: Encoding, words: str) -> None:
    assert decoded(codes, encoding) == words


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        (".VnTimeH", Encoding.TCVN3_CAPITALS),
        (".VnArial NarrowH", Encoding.TCVN3_CAPITALS),
        (".VnAvant", Encoding.TCVN3),
        ("VnTime", Encoding.TCVN3),
        ("VNI-Times", Encoding.VNI),
        ("VNI-Helve-Condense", Encoding.VNI),
        ("Vni Times", Encoding.VNI),
        ("Times New Roman", Encoding.UNICODE),
        ("Vneuronet", Encoding.UNICODE),
        ("Verdana", Encoding.UNICODE),
        ("", Encoding.UNICODE),
        (None, Encoding.UNICODE),
    ],
)
def test_a_font_s_name_tells_the_encoding(font: str | None, encoding: Encoding) -> None:
    assert encoding_of(font) is encoding


sentences = st.text(st.sampled_from([*SMALL, *CAPITAL, *"abc XYZ 0123 .,;-()"]), min_size=1)


@given(text=sentences)
def test_any_sentence_comes_back_from_vni(text: str) -> None:
    assert decoded(to_vni(text), Encoding.VNI) == text


@given(text=sentences)
def test_any_small_sentence_comes_back_from_tcvn3(text: str) -> None:
    assert decoded(to_tcvn3(text.lower()), Encoding.TCVN3) == text.lower()


@given(text=sentences)
def test_what_is_decoded_is_as_long_as_what_was_given(text: str) -> None:
    for encoding in Encoding:
        assert len(decode(text, encoding)) == len(text)


def test_a_letter_cut_by_runs_and_a_line_of_three_fonts_are_read(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "a.docx",
        [
            p(
                run("Phong traø", font="VNI-Times"), run("o ", font="VNI-Times"),
                run("thi ®ua ", font=".VnTime"), run("yêu nước"),
            ),
            p(run("Keá", font="VNI-Times", bold=True)),
        ],
    )  # fmt: skip
    first, second = read_document(path).lines
    assert first.text == "Phong trào thi đua yêu nước"
    assert (second.text, second.bold) == ("Kế", True)
