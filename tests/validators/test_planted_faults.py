"""One fault planted into a complete register of any year is found at its place, and nothing else.

`complete_year.md` is the register, clean under the law of every year; people drawn by lot are
added to it. `faults.md` lists the faults, a line each: what to type where, in which years, and
where it must be found if not at that very cell. Several cells that make one fault stand in one
line, parted by a line break.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.markdown import tables
from tests.support.fixtures import Row, Sketch, draw
from tests.validators.test_planting import FAULTS, SUBJECT, found_in, nominations, people
from validators.catalogue import Level, Title
from validators.documents_register import legal_documents
from validators.finding import Severity
from validators.records import ENTRY_TABLES
from validators.regimes import regime_on
from validators.rules import all_rules

HERE = Path(__file__).parent
COMPLETE = (HERE / "complete_year.md").read_text("utf-8")
YEARS = range(2018, 2027)
MANY = 12
"""Advanced workers of whom, with the two fighters, 15 % are two."""

DRAWN = 2
"""Those of them who are drawn by lot."""

PERSON = {
    "Loại đối tượng": "Cá nhân",
    "Ngày sinh": "1985",
    "Đơn vị": "Xóm Mẫu Một",
    "Nhóm đối tượng": "Người trực tiếp công tác, lao động",
}
UNDER_REVIEW = {
    "Cấp quyết định": "Xã",
    "Mức hoàn thành nhiệm vụ": "Hoàn thành tốt nhiệm vụ",
    "Kết quả": "Đang xét",
}

COPY = "chép dòng"
STRUCTURE = "cấu trúc"
DECREES = ("91/2017/NĐ-CP", "98/2023/NĐ-CP", "152/2025/NĐ-CP")

COMMON = {
    "Hình thức kỷ luật": "Không",
    "Đang xem xét": "Không",
    "Tóm tắt thành tích": "Hoàn thành tốt nhiệm vụ được giao.",
    "Số thành viên Hội đồng": "15",
    "Số người dự họp": "14",
    "Số phiếu đồng ý": "14",
    "Ngày nhận hồ sơ": "ngày:05/11/{năm}",
    "Tờ trình": "Có",
    "Báo cáo thành tích": "Có",
    "Biên bản": "Có",
}
"""What every nomination of the complete register has."""


def words(year: int) -> dict[str, str]:
    """What differs from year to year, by its name in the two files."""
    day, known = date(year, 3, 10), legal_documents()
    acts = known.laws("Thi đua, khen thưởng")
    decrees = [each for each in map(known.numbered, DECREES) if each]
    decree = next(each for each in decrees if not each.ended_by(day))
    level = {each: _level_of_fighters(each) for each in (year, year - 1)}
    return {
        "năm": str(year),
        "trước": str(year - 1),
        "sau": str(year + 1),
        "hai năm trước": str(year - 2),
        "ba năm trước": str(year - 3),
        "huyện": "Định Hóa" if level[year] is Level.DISTRICT else "",
        "cấp cơ sở": level[year],
        "cấp cơ sở trước": level[year - 1],
        "luật": next(each.cited for each in acts if not each.ended_by(day)),
        "nghị định": decree.cited,
        "số nghị định": decree.number,
        "năm nghị định": decree.number.split("/")[1],
    }


def _level_of_fighters(year: int) -> Level:
    decider = regime_on(date(year, 11, 1)).decider(Title.GRASSROOTS_FIGHTER)
    assert decider
    return decider[0]


@st.composite
def complete_registers(draw_: st.DrawFn, year: int) -> Sketch:
    """The complete register, with more people for Lao động tiên tiến."""
    sketch = draw(COMPLETE.format_map(words(year)))
    common = {key: text.format_map(words(year)) for key, text in COMMON.items()}
    sketch.rows["Đề nghị"] = [common | row for row in sketch.rows["Đề nghị"]]
    for number in range(MANY):
        drawn = draw_(people()) if number < DRAWN else PERSON
        outcome = draw_(nominations(year)) if number < DRAWN else UNDER_REVIEW
        person = {SUBJECT: f"Trần Văn Mẫu {number}"} | drawn
        registered = {
            "Danh hiệu đăng ký": "Lao động tiên tiến",
            "Ngày đăng ký": f"ngày:15/02/{year}",
        }
        sketch.rows["Đăng ký"].append(person | registered)
        year_and_title = {"Năm thành tích": str(year), "Danh hiệu đề nghị": "Lao động tiên tiến"}
        sketch.rows["Đề nghị"].append(person | year_and_title | outcome | common)
    return sketch


@dataclass(frozen=True)
class Planted:
    """A line of faults.md."""

    code: str
    severity: Severity
    years: range
    sheet: str
    row: str
    cells: tuple[tuple[str, str], ...]
    place: str

    def __str__(self) -> str:
        return f"{self.code} {self.sheet} {self.cells[0][0]}={self.cells[0][1]}"

    def plant(self, sketch: Sketch, year: int) -> tuple[str, Severity, str]:
        """Put the fault into a register; what must be found there."""
        rows = sketch.rows[self.sheet]
        number = int(self.row or 0)
        for heading, typed in self.cells:
            text = typed.format_map(words(year))
            if heading == STRUCTURE:
                sketch.structure.append(text)
            elif heading.startswith(COPY):
                rows.append(dict(rows[int(heading.removeprefix(COPY)) - 1]))
                number = len(rows)
            elif self.sheet == "Thông tin" and heading not in {"Mục", "Giá trị"}:
                _set(rows, heading, text)
            else:
                if number > len(rows):
                    rows.append({})
                rows[number - 1][heading] = text
        place = self.place or f"{self.sheet}!{number}:{self.cells[-1][0]}"
        return self.code, self.severity, place.replace("cuối", str(number))


def _set(rows: list[Row], item: str, value: str) -> None:
    for row in rows:
        if row["Mục"] == item:
            row["Giá trị"] = value
            return
    rows.append({"Mục": item, "Giá trị": value})


def planted_faults() -> list[Planted]:
    (lines,) = tables((HERE / "faults.md").read_text("utf-8")).values()
    return [
        Planted(
            line["Mã"],
            next(each for each in Severity if each.label == line["Mức"]),
            _years(line["Năm"]),
            line["Trang tính"],
            line["Dòng"],
            tuple(zip(line["Cột"].split("\n"), line["Gõ vào"].split("\n"), strict=True)),
            line["Nơi báo"],
        )
        for line in lines
    ]


def _years(text: str) -> range:
    """ "2018–2023", "2020", or every year."""
    if not text:
        return YEARS
    first, *last = map(int, re.split("–", text))
    return range(first, (last or [first])[0] + 1)


PLANTED = planted_faults()


@pytest.mark.parametrize("year", YEARS)
@settings(max_examples=3)
@given(data=st.data())
def test_the_complete_register_has_neither_faults_nor_queries(
    year: int, data: st.DataObject
) -> None:
    found = found_in(data.draw(complete_registers(year)))
    assert {each for each in found if each[1] is not Severity.NOTE} == set()


@pytest.mark.parametrize("fault", PLANTED, ids=str)
@settings(max_examples=2)
@given(data=st.data())
def test_a_planted_fault_is_found_and_nothing_else(fault: Planted, data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(fault.years))
    sketch = data.draw(complete_registers(year))
    before = found_in(sketch)
    planted = fault.plant(sketch, year)
    assert found_in(sketch) - before == Counter([planted])


NOT_PLANTED = {
    "CT012": "a whole sheet that is empty",
    "DN202": "comes with the note TI404 on what is not checked",
    "DN203": "comes with the note TI404 on what is not checked",
    "DN206": "two state awards, each with findings of its own",
    "DN303": "two awarded titles with money, each with findings of its own",
    "DN401": "a note on every nomination for Chiến sĩ thi đua cấp tỉnh; the register has it",
    "DN408": "a note on every dossier of before the amendment, no mistake",
    "KH003": "a plan without any row",
    "SO301": "a note while money is not filled in; the register has it",
    "TI404": "a note on what cannot be checked, no mistake",
}
"""Rules that no single mistake breaks alone, held by their cases."""


def test_every_rule_is_planted_or_says_why_not() -> None:
    planted = {each.code for each in [*PLANTED, *FAULTS]}
    codes = {each.rule.code for each in all_rules()}
    assert planted | NOT_PLANTED.keys() == codes
    assert not planted & NOT_PLANTED.keys()


def test_the_complete_register_fills_every_sheet_that_rules_look_at() -> None:
    filled = draw(COMPLETE.format_map(words(2020))).rows
    assert {each.sheet for each in ENTRY_TABLES} - filled.keys() == {"Cụm thi đua"}
