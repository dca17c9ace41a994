"""One function decides whether two rows are about the same person, and says why."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validators.catalogue import ObjectKind, Title
from validators.people import Identity, Likeness, Roll, compare, identity, name_key, told
from validators.records import PastAward, Registration
from validators.text import match_key

HOA = "nguyễn thị hòa"
SCHOOL, STATION = "trường tiểu học mẫu", "trạm y tế mẫu"
DAY = date(1980, 3, 12)
SAME, POSSIBLE, DIFFERENT = Likeness


@pytest.mark.parametrize(
    "typed",
    [
        "Nguyễn Thị Hòa",
        "nguyễn thị hoà",
        "NGUYỄN  THỊ\u00a0HÒA ",
        "Nguyê\u0303n Thi\u0323 Ho\u0300a",
        "Bà Nguyễn Thị Hòa",
        "Đ/c Nguyễn Thị Hòa",
        "đ/c: Nguyễn Thị Hòa",
        "Đồng chí Nguyễn Thị Hòa",
        "Cô giáo Nguyễn Thị Hòa",
        "ThS. Nguyễn Thị Hòa",
        "Bà ThS.BS. Nguyễn Thị Hòa",
        "Bác sĩ Nguyễn Thị Hòa",
        "Gia đình bà Nguyễn Thị Hòa",
        "Hộ bà Nguyễn Thị Hòa",
    ],
)
def test_a_name_is_compared_without_forms_of_address_and_habits_of_typing(typed: str) -> None:
    assert name_key(typed) == HOA


@pytest.mark.parametrize("name", ["Ông Mẫu", "Bà Mẫu", "Cn Mẫu", "Côi Văn Mẫu", "Tsering Mẫu Thử"])
def test_a_family_name_like_a_form_of_address_stays(name: str) -> None:
    assert name_key(name) == match_key(name)


def who(
    name: str = HOA,
    birth: date | int | None = None,
    unit: str = "",
    kind: ObjectKind | None = ObjectKind.INDIVIDUAL,
) -> Identity:
    return Identity(name, birth, unit, kind)


ALIKE = [
    (who(birth=DAY), who(birth=DAY), SAME, "cùng họ tên, cùng ngày sinh"),
    (who(birth=1980), who(birth=DAY), SAME, "cùng họ tên, cùng năm sinh"),
    (who(birth=1980), who(birth=1980), SAME, "cùng họ tên, cùng năm sinh"),
    (
        who(birth=DAY, unit=SCHOOL),
        who(birth=DAY, unit=STATION),
        SAME,
        "cùng họ tên, cùng ngày sinh, khác đơn vị",
    ),
    (
        who(birth=DAY, unit=SCHOOL),
        who(unit=SCHOOL),
        SAME,
        "cùng họ tên, không đủ ngày sinh để so, cùng đơn vị",
    ),
    (who(birth=DAY), who(), SAME, "cùng họ tên, không đủ ngày sinh để so"),
    (
        who(birth=DAY, unit=SCHOOL),
        who(unit=STATION),
        DIFFERENT,
        "cùng họ tên, không đủ ngày sinh để so, khác đơn vị",
    ),
    (who(birth=1980), who(birth=1981), DIFFERENT, "cùng họ tên, khác ngày sinh"),
    (
        who(birth=DAY, unit=SCHOOL),
        who(birth=date(1979, 4, 1), unit=SCHOOL),
        DIFFERENT,
        "cùng họ tên, khác ngày sinh, cùng đơn vị",
    ),
    (
        who(birth=DAY),
        who(birth=date(1980, 3, 21)),
        POSSIBLE,
        "cùng họ tên, ngày sinh chỉ khác ngày",
    ),
    (
        who(birth=DAY, unit=SCHOOL),
        who(birth=date(1981, 3, 12), unit=SCHOOL),
        POSSIBLE,
        "cùng họ tên, ngày sinh chỉ khác năm, cùng đơn vị",
    ),
    (
        who(birth=DAY),
        who(birth=date(1980, 12, 3)),
        POSSIBLE,
        "cùng họ tên, ngày sinh đảo ngày và tháng",
    ),
    (
        who(birth=DAY, unit=SCHOOL),
        who(birth=date(1980, 3, 21), unit=STATION),
        DIFFERENT,
        "cùng họ tên, ngày sinh chỉ khác ngày, khác đơn vị",
    ),
    (
        who(birth=DAY),
        who("nguyễn thị hoa", DAY),
        POSSIBLE,
        "họ tên chỉ khác dấu, cùng ngày sinh",
    ),
    (
        who(birth=DAY),
        who("nguyễn thi hòa", DAY),
        POSSIBLE,
        "họ tên chỉ khác dấu, cùng ngày sinh",
    ),
    (
        who(birth=DAY),
        who("nguyễn thị hòan", DAY),
        POSSIBLE,
        "họ tên chỉ khác một chữ cái, cùng ngày sinh",
    ),
    (
        who("nguyễn thị oanh", DAY),
        who("nguyễn thị aonh", DAY),
        POSSIBLE,
        "họ tên chỉ khác một chữ cái, cùng ngày sinh",
    ),
    (
        who(birth=1980, unit=SCHOOL),
        who("nguyễn thị hoa", DAY, SCHOOL),
        POSSIBLE,
        "họ tên chỉ khác dấu, cùng năm sinh, cùng đơn vị",
    ),
    (who(birth=1980), who("nguyễn thị hoa", 1980), DIFFERENT, "khác họ tên"),
    (who(birth=DAY), who("nguyễn thị hoa", date(1980, 3, 13)), DIFFERENT, "khác họ tên"),
    (who(birth=DAY), who("nguyễn thị lan", DAY), DIFFERENT, "khác họ tên"),
    (who("tổ 1", DAY), who("tổ 2", DAY), DIFFERENT, "khác họ tên"),
    (
        who(birth=DAY),
        who(birth=DAY, kind=ObjectKind.HOUSEHOLD),
        DIFFERENT,
        "một bên là Cá nhân, một bên là Hộ gia đình",
    ),
    (who(birth=DAY), who(birth=DAY, kind=None), SAME, "cùng họ tên, cùng ngày sinh"),
]


@pytest.mark.parametrize(("one", "other", "likeness", "evidence"), ALIKE)
def test_likeness_and_its_evidence(
    one: Identity, other: Identity, likeness: Likeness, evidence: str
) -> None:
    assert compare(one, other) == (likeness, evidence)


def test_between_years_another_unit_is_no_evidence() -> None:
    one, other = who(unit=SCHOOL), who(unit=STATION)
    assert compare(one, other).likeness is DIFFERENT
    assert compare(one, other, years_apart=True).likeness is SAME


def test_a_past_title_tells_what_kind_of_object_bore_it() -> None:
    rows = [
        PastAward(row=5, name="Nguyễn Thị Hòa", title=Title.CULTURAL_FAMILY),
        PastAward(row=6, name="Nguyễn Thị Hòa", title=Title.GRASSROOTS_FIGHTER),
        PastAward(row=7, name="Nguyễn Thị Hòa"),
        PastAward(row=8, name="Gia đình bà Nguyễn Thị Hòa"),
    ]
    kinds = [identity(row).kind for row in rows]
    assert kinds == [ObjectKind.HOUSEHOLD, ObjectKind.INDIVIDUAL, None, ObjectKind.HOUSEHOLD]


NAMES = [HOA, "nguyễn thị hoa", "nguyễn thị hòan", "nguyễn thị lan", "nguyên thị hòa", "hoa"]
BIRTHS = [None, 1980, 1981, DAY, date(1980, 12, 3), date(1980, 3, 21), date(1981, 3, 12)]


def everybody() -> Iterator[Identity]:
    for name, birth, unit, kind in product(
        NAMES, BIRTHS, ["", SCHOOL, STATION], [None, *ObjectKind]
    ):
        yield who(name, birth, unit, kind)


people = st.sampled_from(list(everybody()))


@given(people, people, st.booleans())
def test_likeness_does_not_hang_on_the_order(one: Identity, other: Identity, apart: bool) -> None:
    assert compare(one, other, apart) == compare(other, one, apart)._replace(
        evidence=compare(one, other, apart).evidence
    )


@pytest.mark.parametrize("large", [1, 1000])
@given(one=people, others=st.lists(people, unique=True), apart=st.booleans())
def test_a_roll_finds_whom_comparing_every_row_finds(
    large: int, one: Identity, others: list[Identity], apart: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("validators.people.LARGE_GROUP", large)
        _assert_found_as_compared(one, others, apart)


def _assert_found_as_compared(one: Identity, others: list[Identity], apart: bool) -> None:
    rows = [
        Registration(
            row=number, name=each.name, birth=each.birth, unit=each.unit, object_kind=each.kind
        )
        for number, each in enumerate(others)
    ]
    roll = Roll(told(rows), years_apart=apart)
    graded = {each: compare(one, each, apart) for each in others}
    assert {identity(row) for row in roll.same(one)} == {
        each for each, verdict in graded.items() if verdict.likeness is SAME
    }
    assert dict(roll.possible(one)) == {
        each: verdict.evidence for each, verdict in graded.items() if verdict.likeness is POSSIBLE
    }
    for index, each in enumerate(others):
        verdicts = ((other, compare(each, other, apart)) for other in others[:index])
        first = ((other, words) for other, (likeness, words) in verdicts if likeness is POSSIBLE)
        assert roll.first_possible(each) == next(first, None)


def of_one_name(number: int) -> list[Registration]:
    """People of one name who were born within forty years, most days more than once."""
    days = (715_000 + i * 7919 % 14_600 for i in range(number))
    units = [SCHOOL, STATION, None]
    return [
        Registration(
            row=i, name="Nguyễn Văn Mẫu", birth=date.fromordinal(day), unit=units[i // 3 % 3]
        )
        for i, day in enumerate(days)
    ]


def of_one_birth_date(number: int) -> list[Registration]:
    """People of one birth date with names of three parts out of twenty-five each."""
    parts = ["".join(each) for each in product("bcdgh", ["an", "inh", "oa", "ung", "iêm"])]
    names = (f"{parts[i % 25]} {parts[i // 25 % 25]} {parts[i // 625]}" for i in range(number))
    return [Registration(row=i, name=name, birth=DAY) for i, name in enumerate(names)]


def comparisons(rows: list[Registration], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many pairs are compared to look up everyone of the rows."""
    calls = 0

    def counted(*args: object) -> object:
        nonlocal calls
        calls += 1
        return compare(*args)  # type: ignore[arg-type]

    roll = Roll(told(rows))
    with monkeypatch.context() as patch:
        patch.setattr("validators.people.compare", counted)
        for who in roll.rows:
            roll.same(who)
            roll.first_possible(who)
    return calls


@pytest.mark.parametrize("people", [of_one_name, of_one_birth_date])
def test_looking_up_one_of_thousands_who_share_a_name_or_a_birth_date_takes_few_comparisons(
    people: Callable[[int], list[Registration]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (2_000, 8_000):
        assert comparisons(people(number), monkeypatch) < 8 * number
