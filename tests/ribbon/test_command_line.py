"""What a button hands over: the add-in's command line read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.ribbon.command_line import Pressed, read_command_line, unescaped

NAMES = [
    "Sổ thi đua 2020.xlsx",
    "Sổ thi đua xã Lam Vỹ - bản cuối (2).xlsx",
    "Sô\u0309 thi đua.xlsx",  # letters typed as letter and mark
    "a=b & c 'd' 50%TEMP% %%.xlsx",
    "~0041 ^ ! $ ; , ` { } [ ] # @.xlsx",
    "“Chính thức” – 100% … 🏅.xlsx",
    "Book1",
]


def escaped(text: str) -> str:
    """The escape of thidua.bas once more, so that the two can be held against each other."""
    units = text.encode("utf-16-be")
    codes = [units[at] * 256 + units[at + 1] for at in range(0, len(units), 2)]
    return "".join(
        chr(code) if code < 128 and (chr(code).isalnum() or chr(code) in " ._-") else f"~{code:04X}"
        for code in codes
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_workbooks_name_comes_back(name: str) -> None:
    app = r"C:\Office\Excel"
    arguments = ["kiem_tra", f"--wb={escaped(name)}", f"--app={escaped(app)}", "--hwnd=77"]
    assert read_command_line(arguments) == Pressed("kiem_tra", name, app, 77)


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    assert unescaped(escaped(text)) == text


def test_half_a_letter_does_not_stop_the_job() -> None:
    assert unescaped("a~D83Db") == "a\ufffdb"


def test_no_workbook_is_open() -> None:
    assert read_command_line(["tro_giup", "--app=x", "--hwnd=1"]).book is None


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["kiem_tra"],
        ["kiem_tra", "--app=x"],
        ["kiem_tra", "--app=x", "--hwnd="],
        ["kiem_tra", "--app=x", "--hwnd=x"],
        ["kiem_tra", "--app=C:", "--hwnd=1"],
        ["kiem_tra", "--app=x", "--hwnd=1", "--wb=a", "--wb=b"],
        ["kiem_tra", "--app=x", "--hwnd=1", "--wb=~12"],
        ["kiem_tra", "--app=x", "--hwnd=1", "--wb=~00e0"],
        ["kiem_tra", "--app=x", "--hwnd=1", "--conf=x"],
        ["kiem_tra", "--app=x", "--hwnd=1", "Sổ.xlsx"],
        ["--app=x", "--hwnd=1"],
    ],
)
def test_what_the_add_in_does_not_write_is_refused(arguments: list[str]) -> None:
    with pytest.raises(ValueError, match=r"not|invalid"):
        read_command_line(arguments)
