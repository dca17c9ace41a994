"""The VBA project: what the strict reader finds in what the writer wrote."""

import pytest

from addin.ribbon.ovba import REFERENCES, Kind, Module, encrypted, vba_project
from tests.support.vba_reader import decrypt, read_project

DOCUMENTS = [Module("ThisWorkbook", kind=Kind.WORKBOOK), Module("Sheet1", kind=Kind.SHEET)]
SOURCE = "Option Explicit\n\nPublic Sub Nothing_()\nEnd Sub\n"


def test_modules_come_back_in_their_order_with_their_attributes() -> None:
    project = read_project(vba_project("Tried", [*DOCUMENTS, Module("Code", SOURCE)]))
    assert project.name == "Tried"
    assert project.references == list(REFERENCES)
    assert [(each.name, each.document) for each in project.modules] == [
        ("ThisWorkbook", True),
        ("Sheet1", True),
        ("Code", False),
    ]
    source = SOURCE.replace("\n", "\r\n")
    assert project.modules[-1].source == f'Attribute VB_Name = "Code"\r\n{source}'
    assert f'Attribute VB_Base = "{Kind.SHEET.base}"\r\n' in project.modules[1].source


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 60])
def test_any_number_of_modules_can_be_read(count: int) -> None:
    modules = [Module(f"M{number}", SOURCE * number) for number in range(count)]
    project = read_project(vba_project("Tried", [*DOCUMENTS, *modules]))
    assert len(project.modules) == count + 2


def test_line_ends_of_the_source_file_do_not_matter() -> None:
    written = {
        vba_project("Tried", [Module("Code", SOURCE.replace("\n", end))])
        for end in ("\n", "\r\n", "\r")
    }
    assert len(written) == 1


def test_a_line_longer_than_vba_takes_is_refused() -> None:
    with pytest.raises(ValueError, match="Code, line 3: longer than 1023 characters"):
        Module("Code", "Option Explicit\n' " + "x" * 1022).text()


def test_letters_beyond_ascii_are_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        Module("Code", "' Thi đua").text()


# [MS-OVBA] 3.1: CMG, DPB and GC of a project that anybody may see and change.
IDENTIFIER, PROJECT_KEY = "{917DED54-440B-4FD1-A5C1-74ACF261E600}", 0xDF
ENCRYPTED = [
    (0x07, bytes(4), "0705D8E3D8EDDBF1DBF1DBF1DBF1"),
    (0x0E, bytes(1), "0E0CD1ECDFF4E7F5E7F5E7"),
    (0x15, b"\xff", "1517CAF1D6F9D7F9D706"),
]


@pytest.mark.parametrize(("seed", "data", "digits"), ENCRYPTED)
def test_encrypts_as_the_examples_of_the_specification(seed: int, data: bytes, digits: str) -> None:
    assert encrypted(data, IDENTIFIER, seed) == digits
    assert decrypt(bytes.fromhex(digits), "3.1") == (PROJECT_KEY, data)
