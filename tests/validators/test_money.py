"""Bonus money: the ready table, the days on which it changes, how it is told."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.fixtures import draw
from validators.catalogue import Form, Title
from validators.finding import Severity
from validators.money import Bonus, Unknown, bonus, dong, grouped, higher_title
from validators.regimes import base_wages, regime
from validators.register import Register

LAST_DAYS = {
    1_390_000: "30/06/2019",
    1_490_000: "30/06/2023",
    1_800_000: "30/06/2024",
    2_340_000: "30/06/2026",
    2_530_000: "30/09/2026",
}

# Coefficient; bonus in thousands of đồng at 1.490.000, 1.800.000, 2.340.000 and 2.530.000.
READY = """
0,1   150   180   240   260
0,15  230   270   360   380
0,3   450   540   710   760
0,8   1200  1440  1880  2030
1     1490  1800  2340  2530
1,5   2240  2700  3510  3800
2     2980  3600  4680  5060
3     4470  5400  7020  7590
3,5   5220  6300  8190  8860
4,5   6710  8100  10530 11390
8     11920 14400 18720 20240
12    17880 21600 28080 30360
"""


def award(
    title: str = "",
    form: str = "",
    kind: str = "Cá nhân",
    decided: str = "22/12/2020",
    **settings: str,
) -> Register:
    """A register with one award."""
    options = "\n".join(f"| {item} | {value} |" for item, value in settings.items())
    return draw(f"""
### Thông tin
| Mục | Giá trị |
| --- | --- |
| Năm | {decided[-4:] or "2020"} |
{options}
### Đề nghị
| Họ và tên / Tên tập thể | Loại đối tượng | Danh hiệu đề nghị | Hình thức đề nghị | Kết quả | Ngày quyết định |
| --- | --- | --- | --- | --- | --- |
| Nguyễn Văn Mẫu | {kind} | {title} | {form} | Được tặng | {decided} |
""").register()  # fmt: skip # noqa: E501


def money(register: Register) -> Bonus | Unknown:
    (row,) = register.nominations
    return bonus(row, register)


def amounts(register: Register) -> tuple[int, int]:
    """The exact and the rounded amount."""
    found = money(register)
    assert isinstance(found, Bonus), found
    return found.exact, found.amount


@pytest.mark.parametrize("line", READY.strip().splitlines())
def test_bonuses_are_those_of_the_ready_table(line: str) -> None:
    coefficient, *thousands = line.split()
    local = {"Hệ số tiền thưởng Gia đình văn hóa": coefficient}
    days = [LAST_DAYS[wage.amount] for wage in base_wages()[1:]]
    rounded = [
        amounts(award("Gia đình văn hóa", kind="Hộ gia đình", decided=day, **local))[1]
        for day in days
    ]
    assert rounded == [1000 * int(each) for each in thousands]


@pytest.mark.parametrize(
    ("name", "day", "wage"),
    [
        ("R1", "22/12/2020", 1_490_000),
        ("R2", "01/07/2024", 2_340_000),
        ("R3", "01/07/2025", 2_340_000),
        ("R4", "01/10/2026", 2_530_000),
    ],
)
def test_every_coefficient_of_the_law_gives_its_money(name: str, day: str, wage: int) -> None:
    for coefficients in regime(name).coefficients.values():
        for each, coefficient in coefficients.items():
            title, form = (each, "") if isinstance(each, Title) else ("", each)
            assert amounts(award(title, form, decided=day))[0] == round(coefficient * wage), each


@pytest.mark.parametrize(
    ("decided", "title", "form", "kind", "exact", "amount"),
    [
        # The base wage of the day.
        ("30/06/2019", Title.ADVANCED_WORKER, "", "Cá nhân", 417_000, 420_000),
        ("01/07/2019", Title.ADVANCED_WORKER, "", "Cá nhân", 447_000, 450_000),
        ("30/06/2023", Title.ADVANCED_WORKER, "", "Cá nhân", 447_000, 450_000),
        ("01/07/2023", Title.ADVANCED_WORKER, "", "Cá nhân", 540_000, 540_000),
        ("30/06/2024", Title.ADVANCED_WORKER, "", "Cá nhân", 540_000, 540_000),
        ("01/07/2024", Title.ADVANCED_WORKER, "", "Cá nhân", 702_000, 710_000),
        ("30/06/2026", Title.ADVANCED_WORKER, "", "Cá nhân", 702_000, 710_000),
        ("01/07/2026", Title.ADVANCED_WORKER, "", "Cá nhân", 759_000, 760_000),
        # The coefficient of the day.
        ("31/12/2023", "", Form.PROVINCIAL_MERIT, "Cá nhân", 1_800_000, 1_800_000),
        ("01/01/2024", "", Form.PROVINCIAL_MERIT, "Cá nhân", 2_700_000, 2_700_000),
        ("30/06/2025", "", Form.COMMUNE_CERTIFICATE, "Cá nhân", 351_000, 360_000),
        ("01/07/2025", "", Form.COMMUNE_CERTIFICATE, "Cá nhân", 702_000, 710_000),
        ("01/10/2026", "", Form.COMMUNE_CERTIFICATE, "Cá nhân", 759_000, 760_000),
        # Collectives and households.
        ("22/12/2020", "", Form.COMMUNE_CERTIFICATE, "Tập thể", 447_000, 450_000),
        ("30/06/2025", "", Form.COMMUNE_CERTIFICATE, "Tập thể", 702_000, 710_000),
        ("01/07/2025", "", Form.COMMUNE_CERTIFICATE, "Tập thể", 1_404_000, 1_410_000),
        ("01/07/2025", "", Form.COMMUNE_CERTIFICATE, "Hộ gia đình", 1_053_000, 1_060_000),
        # A collective's title has a coefficient of its own, not doubled.
        ("22/12/2020", Title.ADVANCED_COLLECTIVE, "", "Tập thể", 1_192_000, 1_200_000),
        # Title and form: each is rounded by itself.
        (
            "22/12/2020", Title.ADVANCED_WORKER, Form.COMMUNE_CERTIFICATE, "Cá nhân",
            670_500, 680_000,
        ),
        (
            "01/07/2024", Title.ADVANCED_WORKER, Form.COMMUNE_CERTIFICATE, "Cá nhân",
            1_053_000, 1_070_000,
        ),
    ],
)  # fmt: skip
def test_the_day_of_the_decision_chooses_wage_and_coefficient(
    decided: str, title: str, form: str, kind: str, exact: int, amount: int
) -> None:
    assert amounts(award(title, form, kind, decided)) == (exact, amount)


@pytest.mark.parametrize(
    ("register", "words"),
    [
        (
            award(Title.ADVANCED_WORKER),
            "0,3 × 1.490.000 đ = 447.000 đ, làm tròn lên 450.000 đ",
        ),
        (award(Title.GRASSROOTS_FIGHTER), "1 × 1.490.000 đ = 1.490.000 đ"),
        (
            award(form=Form.COMMUNE_CERTIFICATE, kind="Tập thể"),
            "0,15 × 2 (tập thể) × 1.490.000 đ = 447.000 đ, làm tròn lên 450.000 đ",
        ),
        (
            award(Title.ADVANCED_WORKER, Form.COMMUNE_CERTIFICATE),
            "Lao động tiên tiến: 0,3 × 1.490.000 đ = 447.000 đ, làm tròn lên 450.000 đ; Giấy khen "
            "của Chủ tịch UBND xã: 0,15 × 1.490.000 đ = 223.500 đ, làm tròn lên 230.000 đ; cộng "
            "680.000 đ",
        ),
        (
            award(Title.ADVANCED_WORKER, **{"Không làm tròn tiền thưởng": "Có"}),
            "0,3 × 1.490.000 đ = 447.000 đ",
        ),
    ],
)
def test_the_reckoning_is_told_in_words(register: Register, words: str) -> None:
    found = money(register)
    assert isinstance(found, Bonus)
    assert found.in_words == words


@pytest.mark.parametrize(
    ("register", "reason", "row_lacks"),
    [
        (award(Title.ADVANCED_WORKER, decided=""), "chưa có Ngày quyết định", True),
        (award(Title.ADVANCED_WORKER, decided="31/02/2020"), "chưa đọc được", True),
        (award("Lao dong tien tien"), "chưa đọc được", True),
        (award(), "chưa ghi danh hiệu hoặc hình thức", True),
        (award(form=Form.COMMUNE_CERTIFICATE, kind=""), "chưa ghi Loại đối tượng", True),
        (award(Title.ADVANCED_WORKER, decided="30/06/2018"), "lương cơ sở của ngày 30/06", False),
        (award(Title.CULTURAL_FAMILY), "mục “Hệ số tiền thưởng Gia đình văn hóa”", False),
        (
            award(Title.CULTURAL_FAMILY, **{"Hệ số tiền thưởng Gia đình văn hóa": "0"}),
            "mục “Hệ số tiền thưởng Gia đình văn hóa”",
            False,
        ),
        (
            award(form=Form.COMMUNE_CERTIFICATE, kind="Hộ gia đình"),
            "mục “Hệ số tiền thưởng hộ gia đình”",
            False,
        ),
        (award(form=Form.COMMEMORATIVE_MEDAL), "chưa có hệ số của “Kỷ niệm chương”", False),
        (award(Title.ADVANCED_WORKER, Form.LABOUR_ORDER_3), "hệ số của “Huân chương", False),
    ],
)
def test_where_a_number_is_missing_there_is_a_reason_and_no_amount(
    register: Register, reason: str, row_lacks: bool
) -> None:
    found = money(register)
    assert isinstance(found, Unknown)
    assert reason in found.reason
    assert found.row_lacks is row_lacks


@pytest.mark.parametrize(
    ("register", "severity", "bases"),
    [
        (
            award(Title.ADVANCED_WORKER),
            Severity.ERROR,
            ["Điều 69 Nghị định 91/2017/NĐ-CP", "Nghị định 38/2019/NĐ-CP"],
        ),
        # The base wage is known from memory only.
        (award(Title.ADVANCED_WORKER, decided="01/07/2023"), Severity.QUERY, ["24/2023"]),
        # A provision on certificates that is not sure in all its parts.
        (award(form=Form.COMMUNE_CERTIFICATE, decided="01/07/2024"), Severity.QUERY, ["98/2023"]),
        (award(form=Form.COMMUNE_CERTIFICATE, decided="01/07/2025"), Severity.ERROR, ["152/2025"]),
        (
            award(form=Form.COMMUNE_CERTIFICATE, kind="Tập thể", decided="01/07/2025"),
            Severity.QUERY,
            ["152/2025"],
        ),
        # A law whose text nobody has seen.
        (award(Title.ADVANCED_WORKER, decided="01/10/2026"), Severity.QUERY, ["161/2026"]),
        # Title and form together.
        (
            award(Title.ADVANCED_WORKER, Form.COMMUNE_CERTIFICATE),
            Severity.QUERY,
            ["Điều 69", "Điều 73", "03/2018/TT-BNG"],
        ),
        (
            award(Title.CULTURAL_FAMILY, **{"Hệ số tiền thưởng Gia đình văn hóa": "0,1"}),
            Severity.QUERY,
            ["Mục “Hệ số tiền thưởng Gia đình văn hóa” ở trang Thông tin"],
        ),
    ],
)
def test_an_amount_is_as_sure_as_the_least_sure_of_its_grounds_and_cites_them_all(
    register: Register, severity: Severity, bases: list[str]
) -> None:
    found = money(register)
    assert isinstance(found, Bonus)
    assert found.provision.severity is severity
    assert [each for each in bases if each not in found.provision.cited] == []


def test_a_local_factor_goes_before_the_laws() -> None:
    local = {"Hệ số tiền thưởng hộ gia đình": "1,2"}
    register = award(
        form=Form.COMMUNE_CERTIFICATE, kind="Hộ gia đình", decided="01/07/2025", **local
    )
    assert amounts(register) == (842_400, 850_000)


@given(
    title=st.sampled_from(["", Title.ADVANCED_WORKER, Title.GRASSROOTS_FIGHTER]),
    form=st.sampled_from([Form.COMMUNE_CERTIFICATE, Form.PROVINCIAL_MERIT]),
    kind=st.sampled_from(["Cá nhân", "Tập thể", "Hộ gia đình"]),
    day=st.dates(date(2018, 7, 1), date(2027, 1, 1)),
    factor=st.decimals("0.01", "9", places=3),
)
def test_rounding_adds_less_than_ten_thousand_to_each_award(
    title: str, form: str, kind: str, day: date, factor: object
) -> None:
    local = {"Hệ số tiền thưởng hộ gia đình": f"số:{factor}"}
    found = money(award(title, form, kind, f"{day:%d/%m/%Y}", **local))
    kept = money(
        award(title, form, kind, f"{day:%d/%m/%Y}", **local, **{"Không làm tròn tiền thưởng": "Có"})
    )
    assert isinstance(found, Bonus)
    assert isinstance(kept, Bonus)
    for each in found.payments:
        assert 0 <= each.amount - each.exact < 10_000
        assert each.amount % 10_000 == 0
    assert kept.amount == kept.exact == found.exact


@pytest.mark.parametrize(
    ("typed", "otherwise"),
    [(223_500, True), (220_000, True), (213_501, True), (213_500, False), (230_000, False),
     (233_499, True), (233_500, False), (0, False)],
)  # fmt: skip
def test_a_sum_within_one_step_of_the_exact_one_is_but_rounded_otherwise(
    typed: float, otherwise: bool
) -> None:
    found = money(award(form=Form.COMMUNE_CERTIFICATE))
    assert isinstance(found, Bonus)
    assert found.is_but_rounded_otherwise(typed) is otherwise


TWO_TITLES = """
### Đề nghị
| Họ và tên / Tên tập thể | Ngày sinh | Năm thành tích | Danh hiệu đề nghị | Kết quả | Ngày quyết định |
| --- | --- | --- | --- | --- | --- |
| Nguyễn Văn Mẫu | 1980 | 2020 | Lao động tiên tiến | Được tặng | 22/12/2020 |
| Nguyễn Văn Mẫu | 1980 | 2020 | Chiến sĩ thi đua cơ sở | Được tặng | 12/01/2021 |
"""  # noqa: E501


@pytest.mark.parametrize(
    ("old", "new", "higher"),
    [
        ("", "", [Title.GRASSROOTS_FIGHTER, None]),
        ("1980 | 2020 | Lao", "1980 | 2019 | Lao", [None, None]),
        ("1980 | 2020 | Lao", "1990 | 2020 | Lao", [None, None]),
        ("sở | Được tặng", "sở | Đang xét", [None, None]),
        ("22/12/2020", "", [None, None]),
        ("22/12/2020", "01/01/2024", [None, None]),
    ],
)
def test_of_two_titles_of_a_year_the_law_to_2023_pays_the_higher(
    old: str, new: str, higher: list[Title | None]
) -> None:
    register = draw(TWO_TITLES.replace(old, new, 1)).register()
    found = [higher_title(row, register) for row in register.nominations]
    assert [each and each.title for each in found] == higher


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "0 đ"),
        (999, "999 đ"),
        (1_490_000, "1.490.000 đ"),
        (223_500.5, "223.500,5 đ"),
        (1e9, "1.000.000.000 đ"),
    ],
)
def test_sums_are_written_as_vietnamese_write_them(amount: float, words: str) -> None:
    assert dong(amount) == words
    assert f"{grouped(amount)} đ" == words


def test_no_amount_or_coefficient_stands_in_the_code() -> None:
    import validators.money

    code = Path(validators.money.__file__).read_text("utf-8").split("from __future__")[1]
    assert "10000" not in code
    assert "10_000" not in code
