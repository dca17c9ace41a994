"""A clean register has no faults; one fault planted anywhere is found there and nowhere else."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.fixtures import Row, Sketch, place_of
from validators.catalogue import Outcome, WorkGroup
from validators.check import check
from validators.finding import Severity

UNITS = ["Xóm Mẫu Một", "Xóm Mẫu Hai", "Trường Tiểu học Mẫu"]
MOVEMENTS = ["Dạy tốt, học tốt", "Cả xã chung sức xây dựng nông thôn mới"]
SUBJECT = "Họ và tên / Tên tập thể"

units = st.sampled_from(UNITS)
days = st.integers(1, 28)


@st.composite
def people(draw: st.DrawFn) -> Row:
    """A person of the commune."""
    born = draw(st.dates(date(1960, 1, 1), date(1995, 12, 31)))
    return {
        "Loại đối tượng": "Cá nhân",
        "Ngày sinh": f"ngày:{born:%d/%m/%Y}",
        "Giới tính": draw(st.sampled_from(["Nam", "Nữ", ""])),
        "Đơn vị": draw(units),
        "Nhóm đối tượng": draw(st.sampled_from(WorkGroup)),
        "Ngày tuyển dụng": draw(st.sampled_from(["", "ngày:01/09/2015"])),
        "Phong trào": draw(st.sampled_from(["", *MOVEMENTS])),
    }


@st.composite
def registers(draw: st.DrawFn, year: int = 2020) -> Sketch:
    """A clean register: two or more registrations, some of which came to a nomination."""
    sketch = Sketch()
    sketch.rows["Thông tin"] = [{"Mục": "Năm", "Giá trị": str(year)}]
    sketch.rows["Đơn vị"] = [{"Tên đơn vị": name, "Loại đơn vị": "Xóm"} for name in UNITS]
    sketch.rows["Phong trào"] = [
        {"Tên phong trào": name, "Hình thức": "Thường xuyên", "Cấp phát động": "Huyện"}
        for name in MOVEMENTS
    ]
    sketch.rows["Kế hoạch"] = [{"Phần": "Mở đầu", "Nội dung": "Năm {Năm}"}]
    for number in range(draw(st.integers(2, 5))):
        person = {SUBJECT: f"Nguyễn Văn Mẫu {number}", **draw(people())}
        day = f"ngày:{draw(days):02}/{draw(st.integers(1, 3)):02}/{year}"
        registration = {"Danh hiệu đăng ký": "Lao động tiên tiến", "Ngày đăng ký": day}
        sketch.rows["Đăng ký"].append(person | registration)
        # The first two stay without a nomination, for faults that would break the tie to it.
        if number > 1:
            sketch.rows["Đề nghị"].append(person | draw(nominations(year)))
    return sketch


@st.composite
def nominations(draw: st.DrawFn, year: int = 2020) -> Row:
    """What a nomination adds to its registration, complete for whatever stage it has come to."""
    outcome = draw(st.sampled_from([Outcome.UNDER_REVIEW, Outcome.SUBMITTED, Outcome.AWARDED]))
    members = draw(st.integers(5, 15))
    present = draw(st.integers(5, members))
    decided = {"Số quyết định": "12/QĐ-UBND", "Ngày quyết định": f"ngày:20/12/{year}"}
    return {
        "Năm thành tích": f"số:{year}",
        "Danh hiệu đề nghị": "Lao động tiên tiến",
        "Cấp quyết định": "Xã",
        "Mức hoàn thành nhiệm vụ": "Hoàn thành tốt nhiệm vụ",
        "Hình thức kỷ luật": "Không",
        "Đang xem xét": "Không",
        "Tóm tắt thành tích": "Hoàn thành tốt nhiệm vụ được giao.",
        "Số thành viên Hội đồng": f"số:{members}",
        "Số người dự họp": f"số:{present}",
        "Số phiếu đồng ý": f"số:{present}",
        "Ngày nhận hồ sơ": f"ngày:{draw(days):02}/11/{year}",
        "Tờ trình": "Có",
        "Báo cáo thành tích": "Có",
        "Biên bản": "Có",
        "Kết quả": outcome,
        **(decided if outcome is Outcome.AWARDED else {}),
    }


@dataclass(frozen=True)
class Fault:
    """A cell and what to put in it; the finding that it must give."""

    sheet: str
    heading: str
    typed: str
    code: str
    severity: Severity = Severity.ERROR
    fits: Callable[[Row], bool] = lambda row: True

    def __str__(self) -> str:
        return f"{self.code} {self.heading}={self.typed}"


def is_awarded(row: Row) -> bool:
    return row["Kết quả"] == Outcome.AWARDED


FAULTS = [
    Fault("Đăng ký", SUBJECT, "", "CT009"),
    Fault("Đăng ký", "Loại đối tượng", "ca nhan", "CT008"),
    Fault("Đăng ký", "Loại đối tượng", "", "CT009"),
    Fault("Đăng ký", "Ngày sinh", "12/1975", "CT008"),
    Fault("Đăng ký", "Ngày sinh", "12/03/2019", "CT017", Severity.QUERY),
    Fault("Đăng ký", "Ngày sinh", "2075", "CT014"),
    Fault("Đăng ký", "Giới tính", "lỗi:#N/A", "CT007"),
    Fault("Đăng ký", "Chức vụ", "công thức:Giáo viên", "CT006", Severity.NOTE),
    Fault("Đăng ký", "Đơn vị", "", "CT009"),
    Fault("Đăng ký", "Đơn vị", "Xóm Mẫu Ba", "CT011"),
    Fault("Đăng ký", "Nhóm đối tượng", "", "DK001"),
    Fault("Đăng ký", "Nhóm đối tượng", "Lãnh đạo", "CT008"),
    Fault("Đăng ký", "Ngày tuyển dụng", "01/09/1950", "CT016"),
    Fault("Đăng ký", "Danh hiệu đăng ký", "", "CT018"),
    Fault("Đăng ký", "Danh hiệu đăng ký", "Lao dong tien tien", "CT008"),
    Fault("Đăng ký", "Danh hiệu đăng ký", "Tập thể lao động tiên tiến", "CT019"),
    Fault("Đăng ký", "Phong trào", "Phong trào lạ", "CT011", Severity.QUERY),
    Fault("Đăng ký", "Ngày đăng ký", "", "CT009"),
    Fault("Đăng ký", "Ngày đăng ký", "31/02/2020", "CT008"),
    Fault("Đăng ký", "Ngày đăng ký", "05/02/2019", "CT022", Severity.QUERY),
    Fault("Đăng ký", "Ngày đăng ký", "05/02/2021", "CT014"),
    Fault("Đề nghị", "Năm thành tích", "20020", "CT008"),
    Fault("Đề nghị", "Năm thành tích", "", "CT009"),
    Fault("Đề nghị", "Cấp quyết định", "", "DN001"),
    Fault("Đề nghị", "Tóm tắt thành tích", "", "DN001"),
    Fault("Đề nghị", "Ngày nhận hồ sơ", "", "DN001"),
    Fault("Đề nghị", "Ngày nhận hồ sơ", "31/11/2020", "CT008"),
    Fault("Đề nghị", "Số phiếu đồng ý", "99", "CT021"),
    Fault("Đề nghị", "Số phiếu đồng ý", "năm", "CT008"),
    Fault("Đề nghị", "Kết quả", "duoc tang", "CT008"),
    Fault("Đề nghị", "Số quyết định", "", "DN001", fits=is_awarded),
    Fault("Đề nghị", "Ngày quyết định", "", "DN001", fits=is_awarded),
    Fault("Đề nghị", "Số quyết định", "12", "DN407", Severity.NOTE, is_awarded),
    Fault("Đề nghị", "Số quyết định", "12/QD-UBND", "DN407", Severity.NOTE, is_awarded),
    Fault("Đề nghị", "Ngày quyết định", "01/10/2020", "CT016", Severity.QUERY, is_awarded),
]

Found = Counter[tuple[str, Severity, str]]


def found_in(sketch: Sketch) -> Found:
    register = sketch.register()
    findings = check(register).findings
    return Counter((each.code, each.severity, place_of(each, register)) for each in findings)


@given(registers())
def test_a_clean_register_has_neither_faults_nor_queries(sketch: Sketch) -> None:
    assert {severity for _, severity, _ in found_in(sketch)} <= {Severity.NOTE}


@pytest.mark.parametrize("fault", FAULTS, ids=str)
@settings(max_examples=8)
@given(data=st.data())
def test_a_planted_fault_is_found_at_its_cell_and_nowhere_else(
    fault: Fault, data: st.DataObject
) -> None:
    sketch = data.draw(registers().filter(lambda each: places_for(fault, each)))
    before = found_in(sketch)
    place = data.draw(st.sampled_from(places_for(fault, sketch)))
    sketch.rows[fault.sheet][place][fault.heading] = fault.typed

    planted = (fault.code, fault.severity, f"{fault.sheet}!{place + 1}:{fault.heading}")
    assert found_in(sketch) - before == Counter([planted])


def places_for(fault: Fault, sketch: Sketch) -> list[int]:
    """The rows in which the fault can stand alone."""
    rows = sketch.rows[fault.sheet]
    free = range(2) if fault.sheet == "Đăng ký" else range(len(rows))
    return [place for place in free if fault.fits(rows[place])]
