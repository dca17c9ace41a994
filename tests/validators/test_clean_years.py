"""A register that keeps the law of its year has no Lỗi, whatever year that is."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.fixtures import Row, Sketch
from tests.validators.test_planting import SUBJECT, UNITS, nominations, people, registers
from validators.catalogue import Form, Title
from validators.check import check
from validators.finding import Severity
from validators.regimes import Award, regime_on

YEARS = range(2018, 2027)
LAST_DISTRICT_YEAR = 2024
"""The last whole year with a district."""

MANY = 8
"""Advanced workers of whom 15 % are one."""


@st.composite
def registers_of_the_year(draw: st.DrawFn, year: int) -> Sketch:
    """A clean register with a fighter, a collective, a household and cultural families."""
    sketch = draw(registers(year))
    if year > LAST_DISTRICT_YEAR:
        sketch.rows["Thông tin"].append({"Mục": "Huyện", "Giá trị": ""})
        for row in sketch.rows["Phong trào"]:
            row["Cấp phát động"] = "Xã"
    for number in range(MANY):
        _add(sketch, draw, year, f"Trần Văn Mẫu {number}", Title.ADVANCED_WORKER)
    if draw(st.booleans()):
        _add_fighter(sketch, draw, year)
    if draw(st.booleans()):
        _add_collective(sketch, draw, year)
    if draw(st.booleans()):
        _add(sketch, draw, year, "Lê Văn Mẫu", Form.COMMUNE_CERTIFICATE)
    sketch.rows["Gia đình văn hóa"] = [draw(cultural_families(unit, year)) for unit in UNITS]
    return sketch


def _add(sketch: Sketch, draw: st.DrawFn, year: int, name: str, award: Award) -> Row:
    """Register and nominate somebody for an award at the level that decides it."""
    nomination = {SUBJECT: name} | draw(people()) | draw(nominations(year))
    for what in ("Danh hiệu", "Hình thức"):
        nomination[f"{what} đề nghị"] = award if (what == "Danh hiệu") == (award in Title) else ""
    if award in Form:
        nomination["Loại hình khen thưởng"] = "Công trạng"
    decider = regime_on(date(year, 11, 1)).decider(award)
    assert decider
    nomination["Cấp quyết định"] = decider[0]
    sketch.rows["Đề nghị"].append(nomination)
    registration = {
        "Danh hiệu đăng ký": nomination["Danh hiệu đề nghị"],
        "Hình thức đăng ký": nomination["Hình thức đề nghị"],
        "Ngày đăng ký": f"ngày:15/02/{year}",
    }
    person = ("Loại đối tượng", "Ngày sinh", "Giới tính", "Đơn vị", "Nhóm đối tượng")
    known = {key: nomination[key] for key in (SUBJECT, *person)}
    sketch.rows["Đăng ký"].append(known | registration)
    return nomination


def _add_fighter(sketch: Sketch, draw: st.DrawFn, year: int) -> None:
    row = _add(sketch, draw, year, "Phạm Thị Mẫu", Title.GRASSROOTS_FIGHTER)
    row |= {
        "Mức hoàn thành nhiệm vụ": "Hoàn thành xuất sắc nhiệm vụ",
        "Tên sáng kiến, đề tài": "Sáng kiến mẫu",
        "Loại sáng kiến": "Sáng kiến",
        "Số quyết định công nhận sáng kiến": "7/QĐ-UBND",
        "Phạm vi sáng kiến": "Cơ sở",
    }


def _add_collective(sketch: Sketch, draw: st.DrawFn, year: int) -> None:
    row = _add(sketch, draw, year, "Tổ Mẫu", Title.ADVANCED_COLLECTIVE)
    of_people = ("Ngày sinh", "Giới tính", "Nhóm đối tượng", "Ngày tuyển dụng", "Phong trào")
    blank = dict.fromkeys(of_people, "") | {"Loại đối tượng": "Tập thể"}
    row |= blank
    sketch.rows["Đăng ký"][-1] |= {key: blank[key] for key in blank if key != "Ngày tuyển dụng"}
    members = draw(st.integers(20, 40))
    advanced = draw(st.integers(-(-7 * members // 10), members))
    counts = {
        SUBJECT.removeprefix("Họ và tên / "): "Tổ Mẫu",
        "Đơn vị": row["Đơn vị"],
        "Tổng số cá nhân": f"số:{members}",
        "Số người hoàn thành nhiệm vụ trở lên": f"số:{members}",
        "Số người đạt LĐTT": f"số:{advanced}",
        "Số CSTĐCS": "số:1",
        "Số người bị kỷ luật từ cảnh cáo trở lên": "số:0",
    }
    sketch.rows["Tập thể"].append(counts)


@st.composite
def cultural_families(draw: st.DrawFn, unit: str, year: int) -> Row:
    """A hamlet's count of families: enough came, enough agreed, few were commended."""
    total = draw(st.integers(40, 120))
    invited = draw(st.integers(30, total))
    came = draw(st.integers(-(-6 * invited // 10), invited))
    agreed = draw(st.integers(-(-6 * came // 10), came))
    recognised = draw(st.integers(0, total))
    three_years = draw(st.integers(0, recognised))
    counts = {
        "Tổng số hộ": total,
        "Số hộ đăng ký": total,
        "Số hộ được triệu tập": invited,
        "Số hộ dự họp": came,
        "Số hộ đồng ý": agreed,
        "Số hộ đạt": recognised,
        "Số hộ đạt 3 năm liên tục": three_years,
        "Số hộ được tặng Giấy khen": draw(st.integers(0, 15 * three_years // 100)),
    }
    shown = {heading: f"số:{count}" for heading, count in counts.items()}
    return {"Đơn vị (xóm)": unit, "Ngày niêm yết": f"ngày:01/11/{year}", **shown}


@pytest.mark.parametrize("year", YEARS)
@settings(max_examples=12)
@given(data=st.data())
def test_a_clean_register_of_any_year_has_no_error(year: int, data: st.DataObject) -> None:
    findings = check(data.draw(registers_of_the_year(year)).register()).findings
    errors = [each for each in findings if each.severity is Severity.ERROR]
    assert Counter((each.code, each.cell, each.message) for each in errors) == Counter()
