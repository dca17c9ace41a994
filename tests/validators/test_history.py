"""What a register knows of somebody, year by year, and which of it is sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.fixtures import Row, draw
from validators.catalogue import Completion, Form, Title
from validators.check import check
from validators.history import runs
from validators.register import Register
from validators.rules import all_rules

FIGHTER = Title.GRASSROOTS_FIGHTER
SUBJECT = "Họ và tên / Tên tập thể"
NOMINATED = f"""
### Đề nghị
| {SUBJECT} | Ngày sinh | Đơn vị | Loại đối tượng | Năm thành tích | Danh hiệu đề nghị | Kết quả |
| --- | --- | --- | --- | --- | --- | --- |
| Nguyễn Thị Hòa | 05/02/1980 | Trường Mẫu | Cá nhân | 2020 | {FIGHTER} | {{outcome}} |
"""
PAST = """
### Lịch sử
| Họ và tên / Tên tập thể | Ngày sinh | Đơn vị | Năm | Danh hiệu | Cấp quyết định |
| --- | --- | --- | --- | --- | --- |
"""


def years(past: str, outcome: str = "Được tặng") -> tuple[list[int], dict[int, str]]:
    """The years as CSTĐCS of the first nominee: those that are sure, those to be confirmed."""
    register = draw(NOMINATED.format(outcome=outcome) + PAST + past).register()
    career = register.careers.of(register.nominations[0])
    return sorted(career.years(FIGHTER)), career.doubts(FIGHTER)


def past(name: str, birth: str, unit: str, year: int, level: str = "Huyện") -> str:
    return f"| {name} | {birth} | {unit} | {year} | Chiến sĩ thi đua cơ sở | {level} |\n"


def test_years_come_from_the_past_and_from_what_is_under_way() -> None:
    rows = past("Bà Nguyễn Thị Hoà", "1980", "Trạm Mẫu", 2018) + past(
        "NGUYỄN THỊ HÒA", "", "", 2019
    )
    assert years(rows) == ([2018, 2019, 2020], {})
    assert years(rows, "") == ([2018, 2019, 2020], {})
    assert years(rows, "Không đạt") == ([2018, 2019], {})


def test_a_near_spelling_counts_only_once_confirmed() -> None:
    sure, doubts = years(past("Nguyễn Thị Hoa", "05/02/1980", "", 2019))
    assert sure == [2020]
    assert doubts == {2019: "“Nguyễn Thị Hoa” sinh 05/02/1980: họ tên chỉ khác dấu, cùng ngày sinh"}


def test_a_near_birth_date_counts_only_once_confirmed() -> None:
    sure, doubts = years(past("Nguyễn Thị Hòa", "02/05/1980", "Trường Mẫu", 2019))
    assert sure == [2020]
    assert list(doubts) == [2019]
    assert "đảo ngày và tháng" in doubts[2019]


def test_a_namesake_of_another_birth_date_counts_for_nothing() -> None:
    assert years(past("Nguyễn Thị Hòa", "1979", "Trường Mẫu", 2019)) == ([2020], {})


def test_a_row_without_birth_date_is_doubtful_where_two_bear_the_name() -> None:
    namesake = past("Nguyễn Thị Hòa", "1971", "Trạm Mẫu", 2015)
    sure, doubts = years(past("Nguyễn Thị Hòa", "", "Trạm Mẫu", 2019) + namesake)
    assert (sure, list(doubts)) == ([2020], [2019])
    assert "không đủ ngày sinh để phân biệt" in doubts[2019]
    assert years(past("Nguyễn Thị Hòa", "", "Trường Mẫu", 2019) + namesake) == ([2019, 2020], {})


@pytest.mark.parametrize(
    ("level", "sure"), [("Huyện", [2019, 2020]), ("Bộ, ngành", [2019, 2020]), ("", [2019, 2020])]
)
def test_a_title_of_a_fitting_level_counts(level: str, sure: list[int]) -> None:
    assert years(past("Nguyễn Thị Hòa", "1980", "", 2019, level)) == (sure, {})


@pytest.mark.parametrize("level", ["Xã", "Tỉnh"])
def test_a_title_of_the_right_name_and_the_wrong_level_counts_only_once_confirmed(
    level: str,
) -> None:
    assert years(past("Nguyễn Thị Hòa", "1980", "", 2019, level)) == (
        [2020],
        {2019: f"Cấp quyết định ghi “{level}”, đúng thẩm quyền là “Huyện”"},
    )


def test_a_year_with_a_sure_and_a_doubtful_row_is_sure() -> None:
    rows = past("Nguyễn Thị Hòa", "1980", "", 2019) + past("Nguyễn Thị Hòa", "1980", "", 2019, "Xã")
    assert years(rows) == ([2019, 2020], {})


def test_a_rating_counts_whatever_became_of_the_nomination() -> None:
    register = draw(
        "### Đề nghị\n"
        "| Họ và tên / Tên tập thể | Năm thành tích | Hình thức đề nghị "
        "| Mức hoàn thành nhiệm vụ | Kết quả |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| Nguyễn Thị Hòa | 2020 | Bằng khen cấp tỉnh | Hoàn thành tốt nhiệm vụ | Trả lại |\n"
    ).register()
    career = register.careers.of(register.nominations[0])
    assert career.years(Completion.GOOD) == {2020}
    assert career.years(Form.PROVINCIAL_MERIT) == frozenset()


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], []),
        ([2018], [range(2018, 2019)]),
        ([2020, 2018, 2019], [range(2018, 2021)]),
        ([2016, 2018, 2019], [range(2016, 2017), range(2018, 2020)]),
    ],
)
def test_consecutive_years_are_put_together(found: list[int], expected: list[range]) -> None:
    assert runs(found) == expected


# Names, birth dates and years so few that the rows of one person meet often.
names = st.sampled_from(["Nguyễn Thị Hòa", "Nguyễn Thị Hoà", "Nguyễn Thị Hoa", "Bà Nguyễn Thị Hòa"])
births = st.sampled_from(["", "1980", "05/02/1980", "02/05/1980", "1971"])
past_rows = st.fixed_dictionaries(
    {
        SUBJECT: names,
        "Ngày sinh": births,
        "Đơn vị": st.sampled_from(["", "Trường Mẫu", "Trạm Mẫu"]),
        "Năm": st.integers(2015, 2020).map(str),
        "Danh hiệu": st.sampled_from(["", "Lao động tiên tiến", "Chiến sĩ thi đua cơ sở"]),
        "Hình thức": st.sampled_from(["", "Bằng khen cấp tỉnh"]),
        "Mức hoàn thành nhiệm vụ": st.sampled_from(["", "Hoàn thành xuất sắc nhiệm vụ"]),
        "Cấp quyết định": st.sampled_from(["", "Xã", "Huyện"]),
    }
)
HISTORY_RULES = {each.rule.code for each in all_rules() if each.rule.code[2:].startswith("20")} - {
    "CT201",
    "LS202",
} | {"DN103"}
"""Those that count years; what repeats an earlier row hangs on the order by its nature."""


def findings(rows: list[Row]) -> list[tuple[str, str, str]]:
    sketch = draw(NOMINATED.format(outcome=""))
    person = dict(sketch.rows["Đề nghị"][0])
    for award in ("Bằng khen cấp tỉnh", "Bằng khen của Thủ tướng Chính phủ"):
        merit = {"Hình thức đề nghị": award, "Loại hình khen thưởng": "Công trạng"}
        sketch.rows["Đề nghị"].append(person | merit | {"Danh hiệu đề nghị": ""})
    sketch.rows["Đề nghị"].append(person | {"Danh hiệu đề nghị": "Chiến sĩ thi đua cấp tỉnh"})
    headings = ["Hình thức đề nghị", "Loại hình khen thưởng"]
    for row in sketch.rows["Đề nghị"]:
        row.update({heading: row.get(heading, "") for heading in headings})
    sketch.rows["Lịch sử"] = rows
    register: Register = sketch.register()
    return sorted(
        (each.code, each.cell if each.sheet == "Đề nghị" else "", each.message)
        for each in check(register).findings
        if each.code in HISTORY_RULES
    )


@given(st.lists(past_rows, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_history_changes_nothing(rows: list[Row], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert findings(rows) == findings(shuffled)


@given(st.lists(past_rows, max_size=6), past_rows)
def test_what_is_surely_reached_is_never_lost_by_a_row_that_confirms_it(
    rows: list[Row], more: Row
) -> None:
    sketch = draw(NOMINATED.format(outcome=""))
    own = more | {SUBJECT: "Nguyễn Thị Hòa", "Ngày sinh": "05/02/1980"}
    sketch.rows["Lịch sử"] = rows
    before = sketch.register()
    sketch.rows["Lịch sử"] = [*rows, own]
    after = sketch.register()
    old, new = (each.careers.of(each.nominations[0]).years(FIGHTER) for each in (before, after))
    assert old <= new
