"""Marks and levels: each table is an outline, its lines from top to bottom."""

import pytest

from addin.documents.importing.marks import DEEPEST, Outline
from tests.support.fixtures import table_rows

CASES = {
    "the levels of Decree 30": """
| Dòng | Cấp | Ký hiệu |
| --- | --- | --- |
| I. MỤC ĐÍCH | 1 | I. |
| 1. Một | 2 | 1. |
| a) Điểm | 3 | a) |
| - Gạch | 4 | - |
| + Cộng | 5 | + |
| * Sao | 5 | * |
| */ Sao có gạch | 5 | */ |
| +) Cộng có ngoặc | 5 | +) |
| b) Điểm | 3 | b) |
| II. NỘI DUNG | 1 | II. |
| - Gạch ngay dưới phần | 2 | - |
| 1. Vẫn là khoản | 2 | 1. |
| - Gạch | 3 | - |
""",
    "slashes, brackets, hyphens": """
| Dòng | Cấp | Ký hiệu |
| --- | --- | --- |
| I/. MỘT | 1 | I/. |
| 1/. một | 2 | 1/. |
| 2/ hai | 2 | 2/ |
| 3. ba | 2 | 3. |
| 1) trong ba | 3 | 1) |
| 2) trong ba | 3 | 2) |
| (1) sâu | 4 | (1) |
| (a) sâu nữa | 5 | (a) |
| 4.- bốn | 2 | 4.- |
| II- HAI | 1 | II- |
| III - BA | 1 | III - |
""",
    "figures of figures": """
| Dòng | Cấp | Ký hiệu |
| --- | --- | --- |
| 1. Một | 1 | 1. |
| 1.1 Một một | 2 | 1.1 |
| 1.2. Một hai | 2 | 1.2. |
| - gạch | 3 | - |
| 1.2.1 Sâu | 3 | 1.2.1 |
| 2. Hai | 1 | 2. |
| 2.1 Hai một | 2 | 2.1 |
| 2.2 thường | 2 | 2.2 |
""",
    "Vietnamese letters, English letters, small Roman figures": """
| Dòng | Cấp | Ký hiệu |
| --- | --- | --- |
| d) có đ | 1 | d) |
| đ) sau d | 1 | đ) |
| e) như thường | 1 | e) |
| h) trước i | 1 | h) |
| i) chữ i | 1 | i) |
| 1. mới | 2 | 1. |
| i) La Mã | 3 | i) |
| a. chữ có chấm | 4 | a. |
| b.Sát chữ | 4 | b. |
""",
    "Roman figures under letters": """
| Dòng | Cấp | Ký hiệu |
| --- | --- | --- |
| A. PHẦN MỘT | 1 | A. |
| I. Một | 2 | I. |
| II. Hai | 2 | II. |
| B. PHẦN HAI | 1 | B. |
| I. Lại một | 2 | I. |
| C. PHẦN BA | 1 | C. |
| I. Một | 2 | I. |
| I.1. Kép | 3 | I.1. |
""",
    "restarts and gaps": """
| Dòng | Cấp | Ký hiệu |
| --- | --- | --- |
| 9. Chín | 1 | 9. |
| 11. Mười một | 1 | 11. |
| 1. Lại một | 1 | 1. |
| c) Thiếu a, b | 2 | c) |
""",
    "first words that are no marks": """
| Dòng | Cấp | Ký hiệu |
| --- | --- | --- |
| I. MỘT | 1 | I. |
| V/v khen thưởng | | |
| đ/c Nguyễn Văn Mẫu | | |
| 10 - 15 triệu đồng | | |
| 10 xóm trong xã | | |
| 30.000 đồng | | |
| 1.5 triệu đồng | | |
| 29.01.2020 là ngày | | |
| 15/11/2020 nộp hồ sơ | | |
| 2020. Năm của kế hoạch | | |
| X. Bản Mới | | |
| P. Nội vụ | | |
| I/2020: sơ kết | | |
| X-quang | | |
| 5. | | |
| 72 năm | | |
""",
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_line_has_its_mark_and_level(case: str) -> None:
    outline = Outline()
    for row in table_rows(case.strip().splitlines()):
        found = outline.read(row["Dòng"])
        read = (str(found.level), found.mark.text) if found else ("", "")
        assert (row["Dòng"], *read) == (row["Dòng"], row["Cấp"], row["Ký hiệu"])


def test_no_level_is_deeper_than_a_register_has() -> None:
    outline = Outline()
    lines = ["A. x", "I. x", "1. x", "a) x", "- x", "+ x", "* x", "• x"]
    assert [found.level for line in lines if (found := outline.read(line))][-3:] == [DEEPEST] * 3


def test_to_ask_whether_a_line_has_a_mark_opens_nothing() -> None:
    outline = Outline()
    assert outline.begins("I. MỘT")
    found = outline.read("1. một")
    assert found
    assert found.level == 1
