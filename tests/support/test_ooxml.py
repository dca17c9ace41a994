"""The validator's verdict is read as it is meant."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font

from tests.support.ooxml import assert_valid, findings

pytestmark = pytest.mark.slow


def test_valid_files_and_the_one_harmless_finding_pass(
    ooxml_validator: None, tmp_path: Path
) -> None:
    written, default = tmp_path / "written.xlsx", tmp_path / "default.xlsx"
    with xlsxwriter.Workbook(written) as book:
        book.add_worksheet("Đăng ký")
    openpyxl.Workbook().save(default)
    assert_valid(written, default)


def test_a_second_finding_of_the_same_kind_is_reported(
    ooxml_validator: None, tmp_path: Path
) -> None:
    path = tmp_path / "bold.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"].font = Font(bold=True, name="Arial")
    book.save(path)
    assert [found["xPath"] for found in findings(path)] == ["/x:styleSheet[1]/x:fonts[1]/x:font[2]"]
    with pytest.raises(AssertionError, match=r"bold\.xlsx /xl/styles\.xml"):
        assert_valid(path)


def test_a_file_that_is_no_package_is_reported(ooxml_validator: None, tmp_path: Path) -> None:
    path = tmp_path / "broken.docx"
    path.write_text("no package")
    with pytest.raises(AssertionError, match="corrupted"):
        assert_valid(path)
