"""check() finds everything in one pass, in order, and depends on nothing but the register."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.fixtures import Sketch, all_cases, draw
from validators.answers import Answer
from validators.check import Report, check
from validators.finding import Finding, Severity

YEAR = """
### Đơn vị
| Tên đơn vị | Loại đơn vị |
| --- | --- |
| Xóm Mẫu Một | Xóm |

### Đăng ký
| Họ và tên / Tên tập thể | Loại đối tượng | Đơn vị | Danh hiệu đăng ký | Ngày đăng ký |
| --- | --- | --- | --- | --- |
| Nguyễn Văn Mẫu | Cá nhân | Xóm Mẫu Mốt | Lao động tiên tiến | 31/02/2020 |
| Trần Thị Thử | Cá nhân | Xóm Mẫu Một | Lao động tiên tiến | 05/02/2019 |
| Lê Văn Nháp | ca nhan | Xóm Mẫu Một | Gia đình văn hóa | |
| Tổ Mẫu | Tập thể | Xóm Mẫu Một | Lao động tiên tiến | 05/02/2020 |

### Kế hoạch
| Phần | Nội dung |
| --- | --- |
| Nội dung | Năm {Nam} |
"""


def by_subject(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return sorted((each.subject, each.code, each.column) for each in findings)


@given(st.permutations(range(4)))
def test_findings_follow_their_rows(order: list[int]) -> None:
    before, after = draw(YEAR), draw(YEAR)
    rows = after.rows["Đăng ký"]
    after.rows["Đăng ký"] = [rows[place] for place in order]
    assert by_subject(check(after.register()).findings) == by_subject(
        check(before.register()).findings
    )


def test_checking_changes_neither_the_register_nor_the_next_result() -> None:
    register = draw(YEAR).register()
    cells = {
        name: [list(row) for row in table.block.rows] for name, table in register.tables.items()
    }
    first = check(register)
    assert check(register) == first
    assert {name: table.block.rows for name, table in register.tables.items()} == cells


def test_findings_stand_in_the_order_of_sheets_rows_and_columns() -> None:
    found = [(each.sheet, each.cell) for each in check(draw(YEAR).register()).findings]
    sheets = [sheet for sheet, _ in found]
    assert sheets == sorted(sheets, key=["Thông tin", "Đơn vị", "Đăng ký", "Kế hoạch"].index)
    rows = [
        int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        for sheet, cell in found
        if sheet == "Đăng ký"
    ]
    assert rows == sorted(rows)


def test_the_gravest_finding_of_a_cell_comes_first() -> None:
    ranks: dict[tuple[str, str], list[int]] = {}
    for case in all_cases():
        for each in check(case.sketch.register()).findings:
            if each.cell:
                ranks.setdefault((str(case), each.sheet + each.cell), []).append(each.severity.rank)
    assert all(found == sorted(found) for found in ranks.values())


def test_counts_agree_with_the_findings() -> None:
    report = check(draw(YEAR).register())
    assert report.as_json()["counts"] == {
        each.value: [found.severity for found in report.findings].count(each) for each in Severity
    }
    assert report.count(Severity.ERROR) > 0


# --- no cascade: one mistake, one finding ---------------------------------------------------------

CLEAN = """
### Thông tin
| Mục | Giá trị |
| --- | --- |
| Hạn đăng ký | 31/03/2020 |
| Hạn sơ kết | 20/06/2020 |
| Hạn tổng kết | 15/12/2020 |

### Đơn vị
| Tên đơn vị | Loại đơn vị |
| --- | --- |
| Xóm Mẫu Một | Xóm |

### Đăng ký
| Họ và tên / Tên tập thể | Loại đối tượng | Ngày sinh | Đơn vị | Nhóm đối tượng | Danh hiệu đăng ký | Ngày đăng ký |
| --- | --- | --- | --- | --- | --- | --- |
| Nguyễn Văn Mẫu | Cá nhân | 1975 | Xóm Mẫu Một | Lãnh đạo khác | Lao động tiên tiến | 05/02/2020 |

### Kế hoạch
| Phần | Nội dung |
| --- | --- |
| Nội dung | Năm {Năm} |
"""  # noqa: E501


def codes(sketch: Sketch) -> list[str]:
    return [each.code for each in check(sketch.register()).findings]


def test_a_clean_register_has_no_findings() -> None:
    assert codes(draw(CLEAN)) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("thiếu bảng: Đơn vị", "CT001"),
        ("thiếu bảng: Đăng ký", "CT001"),
        ("thiếu bảng: Thông tin", "CT001"),
        ("thiếu bảng: Kế hoạch", "CT001"),
        ("thiếu cột: Đơn vị!Tên đơn vị", "CT002"),
        ("thiếu cột: Đăng ký!Danh hiệu đăng ký", "CT002"),
        ("thiếu cột: Đăng ký!Hình thức đăng ký", "CT002"),
        ("thiếu cột: Đăng ký!Đơn vị", "CT002"),
        ("thiếu cột: Đăng ký!Ngày đăng ký", "CT002"),
        ("thiếu cột: Đăng ký!Mã dòng", "CT002"),
        ("thiếu cột: Thông tin!Giá trị", "CT002"),
        ("thiếu cột: Thông tin!Mục", "CT002"),
        ("đổi tiêu đề: Đăng ký!Đơn vị → Don vi", "CT003"),
        ("thiếu mục: Tỉnh", "TI003"),
        ("thiếu mục: Năm", "TI003"),
    ],
)
def test_one_change_of_the_structure_is_one_finding(change: str, code: str) -> None:
    sketch = draw(CLEAN)
    sketch.structure.append(change)
    assert codes(sketch) == [code]


# --- answers --------------------------------------------------------------------------------------


def query(report: Report) -> Finding:
    (found,) = [each for each in report.findings if each.severity is Severity.QUERY]
    return found


def out_of_year() -> Sketch:
    sketch = draw(CLEAN)
    sketch.rows["Đăng ký"][0]["Ngày đăng ký"] = "05/02/2019"
    return sketch


def answered(found: Finding, sketch: Sketch, text: str) -> Finding:
    answers = {found.answer_key: Answer(text, found.state, date(2020, 6, 30))}
    return query(check(sketch.register(), answers))


def test_an_answer_stands_beside_its_finding_while_the_value_stays() -> None:
    found = query(check(out_of_year().register()))
    reason = "Xóm nộp danh sách từ cuối năm trước."
    assert answered(found, out_of_year(), reason).explained == reason


def test_an_answer_is_asked_for_again_when_the_value_changes() -> None:
    found = query(check(out_of_year().register()))
    changed = out_of_year()
    changed.rows["Đăng ký"][0]["Ngày đăng ký"] = "06/02/2019"
    assert answered(found, changed, "Xóm nộp danh sách từ cuối năm trước.").explained is None


def test_an_answer_of_a_few_words_does_not_count() -> None:
    found = query(check(out_of_year().register()))
    assert answered(found, out_of_year(), "Đúng rồi.").explained is None


def test_an_answer_moves_with_its_row() -> None:
    found = query(check(out_of_year().register()))
    sorted_sheet = out_of_year()
    first = sorted_sheet.rows["Đăng ký"][0] | {"Mã dòng": "DK0001"}
    other = first | {"Mã dòng": "DK0002", "Họ và tên / Tên tập thể": "Trần Thị Thử"}
    sorted_sheet.rows["Đăng ký"] = [other | {"Ngày đăng ký": "05/02/2020"}, first]
    moved = answered(found, sorted_sheet, "Xóm nộp danh sách từ cuối năm trước.")
    assert moved.explained
    assert replace(moved, cell=found.cell, answer=None) == found
