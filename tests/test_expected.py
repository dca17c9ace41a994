"""The list of units that must send, as Excel and people write it."""

import codecs
import unicodedata
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from addin.expected import ExpectedUnit, ExpectedUnits, load_expected
from addin.refusal import Refusal

HEADINGS = "Mã đơn vị hành chính;Tên đơn vị hành chính;Thư điện tử;Hạn Quý I;Hạn Cả năm"
LINES = f"{HEADINGS}\r\n05542;Lam Vỹ;xa@lamvy.test;15/4/2020;31/01/2021\r\n"
LAM_VY = ExpectedUnit(
    "05542",
    "Lam Vỹ",
    "xa@lamvy.test",
    {"Quý I": date(2020, 4, 15), "Cả năm": date(2021, 1, 31)},
)


def in_1258(text: str) -> bytes:
    """As Vietnamese Windows writes its own code page: tones as letters of their own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    for vowel, tone in product("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY", tones):
        text = text.replace(unicodedata.normalize("NFC", vowel + tone), vowel + tone)
    return text.encode("cp1258")


def loaded(folder: Path, content: bytes | str) -> ExpectedUnits:
    path = folder / "đơn vị.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_expected(path)


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode(),
        codecs.BOM_UTF8 + LINES.encode(),
        LINES.encode("utf-16"),
        LINES.replace(";", "\t").encode("utf-16"),
        LINES.replace(";", ",").encode(),
        in_1258(LINES),
        ("sep=;\r\n" + LINES).encode(),
        ("DANH SÁCH ĐƠN VỊ;;;;\r\n\r\n" + LINES).encode(),
        (LINES + ";;;;\r\n\r\n").encode(),
        LINES.replace("05542", "5542").encode(),
        LINES.replace("Hạn Quý I", '"Hạn\nQuý 1"').encode(),
        LINES.replace("Mã đơn vị", "STT;Mã đơn vị").replace("05542", "1;05542").encode(),
    ],
    ids=[
        "UTF-8",
        "CSV UTF-8 of Excel",
        "UTF-16",
        "Unicode text of Excel",
        "commas",
        "code page 1258",
        "sep=;",
        "a title above",
        "blank lines below",
        "a code without its zero",
        "a heading in two lines and Arabic",
        "a column more",
    ],
)
def test_the_list_is_read_however_it_was_saved(tmp_path: Path, content: bytes) -> None:
    assert loaded(tmp_path, content).units == (LAM_VY,)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("31/01/2021", "31/02/2021", "dòng 2, cột “Hạn Cả năm”: Không có ngày"),
        ("31/01/2021", "44227", "dòng 2, cột “Hạn Cả năm”"),
        ("Tên đơn vị hành chính", "Tên", "thiếu cột “Tên đơn vị hành chính”"),
        ("Hạn Cả năm", "Hạn tổng kết", "cột “Hạn tổng kết” không rõ"),
        ("Lam Vỹ", "", "dòng 2: thiếu “Tên đơn vị hành chính”"),
        ("xa@lamvy.test", "xa lamvy", "dòng 2: Địa chỉ thư “xa lamvy”"),
        ("\r\n05542", "\r\n5542;Lam Vỹ\r\n05542", "dòng 3: đơn vị 05542 có hai lần"),
    ],
)
def test_what_is_wrong_in_the_list_is_said_with_its_row(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    with pytest.raises(Refusal, match=says):
        loaded(tmp_path, LINES.replace(old, new))


@pytest.mark.parametrize(
    "content", [b"", bytes(range(128, 256)), LINES.encode("cp1252", "replace")]
)
def test_what_is_no_list_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refusal, match="CSV UTF-8"):
        loaded(tmp_path, content)


@pytest.mark.parametrize(
    ("listed", "code", "name", "says"),
    [
        ("05542;Lam Vỹ", "05542", "Lam Vỹ", ""),
        ("5542;Lam Vỹ", "05542", "Lam Vỹ", ""),
        ("05542;Lam Vỹ", "5542", "Lam Vỹ", ""),
        ("05542;Xã Lam Vỹ", "05542", "Lam Vỹ", ""),
        ("05542;UBND xã Lam Vỹ", "05542", "Lam vỹ", ""),
        (";Lam Vỹ", "05542", "Lam Vỹ", ""),
        ("05542;Lam Vỹ", "", "Lam Vỹ", ""),
        ("05542;Lam Vỹ", "05599", "Lam Vỹ", "Không có đơn vị 05599"),
        ("05542;Lam Vỹ", "05542", "Quy Kỳ", "Mã 05542 là của Lam Vỹ"),
        (";Lam Vỹ", "05542", "Quy Kỳ", "Không có đơn vị 05542"),
        ("05542;Tân Thành\n05543;Tân Thành", "", "Tân Thành", "Không có đơn vị"),
    ],
)
def test_a_sender_is_known_by_code_and_name(
    tmp_path: Path, listed: str, code: str, name: str, says: str
) -> None:
    units = loaded(tmp_path, f"Mã đơn vị hành chính;Tên đơn vị hành chính\n{listed}\n")
    said = units.contradiction(code, name)
    assert says in said
    assert bool(said) == bool(says)


def test_names_alone_are_a_list(tmp_path: Path) -> None:
    units = loaded(tmp_path, "Tên đơn vị hành chính\nLam Vỹ\nQuy Kỳ\n")
    assert [each.name for each in units.units] == ["Lam Vỹ", "Quy Kỳ"]
    assert not units.contradiction("05542", "Lam Vỹ")
