"""The register of legal documents: what it lists, answers and refuses."""

from datetime import date
from pathlib import Path

import pytest

from validators.documents_register import (
    FILE,
    Document,
    DocumentKind,
    LegalDocuments,
    legal_documents,
    load_documents,
)
from validators.finding import Severity
from validators.regimes import PACKAGE, LawFileError, index

SHIPPED = (PACKAGE / FILE).read_text("utf-8")
DOCUMENTS = legal_documents().document


def known(number: str) -> Document:
    document = legal_documents().numbered(number)
    assert document
    return document


def with_text(folder: Path, text: str) -> LegalDocuments:
    (folder / FILE).write_text(text, "utf-8")
    return load_documents(folder)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.number)
def test_a_documents_number_bears_the_year_of_its_day(document: Document) -> None:
    year = int(document.number.split("/")[1])
    assert document.issued is None or document.issued.year == year
    assert document.start is None or document.start.year in {year, year + 1, year + 2}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.number)
def test_a_documents_symbol_is_that_of_its_kind(document: Document) -> None:
    beginnings = {DocumentKind.LAW: "QH", DocumentKind.DECREE: "NĐ-", DocumentKind.CIRCULAR: "TT-"}
    assert document.number.split("/")[2].startswith(beginnings[document.kind])


@pytest.mark.parametrize(
    "document", [each for each in DOCUMENTS if each.successor], ids=lambda each: each.number
)
def test_a_successor_follows_without_a_gap(document: Document) -> None:
    successor = known(document.successor)
    if document.end and successor.start:
        assert (successor.start - document.end).days == 1


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        (date(2020, 12, 22), ["15/2003/QH11", "47/2005/QH11", "39/2013/QH13", "91/2017/NĐ-CP"]),
        (date(2024, 5, 1), ["06/2022/QH15", "98/2023/NĐ-CP"]),
        (date(2025, 7, 1), ["06/2022/QH15", "152/2025/NĐ-CP", "129/2025/NĐ-CP"]),
        (
            date(2026, 10, 1),
            ["06/2022/QH15", "06/2026/QH16", "152/2025/NĐ-CP", "129/2025/NĐ-CP"],
        ),
    ],
)
def test_papers_cite_what_is_in_force_on_their_day(day: date, numbers: list[str]) -> None:
    assert [each.number for each in legal_documents().bases_on(day)] == numbers


def test_a_basis_is_cited_with_issuer_and_name_and_a_law_without_number() -> None:
    assert known("06/2022/QH15").in_full == "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
    assert known("98/2023/NĐ-CP").in_full == (
        "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi "
        "hành một số điều của Luật Thi đua, khen thưởng"
    )
    assert "ngày      tháng      năm 2025 của Chính phủ" in known("129/2025/NĐ-CP").in_full


def test_the_laws_and_decrees_change_with_the_regimes() -> None:
    starts = {document.start for document in DOCUMENTS}
    assert {entry.start for entry in index()} <= starts


@pytest.mark.parametrize("typed", ["91/2017/NĐ-CP", "91/2017/ND–CP", "91 / 2017 / nđ-cp"])
def test_a_number_is_found_however_it_is_typed(typed: str) -> None:
    assert known(typed).number == "91/2017/NĐ-CP"


def test_a_number_that_is_not_listed_is_not_found() -> None:
    assert legal_documents().numbered("91/2018/NĐ-CP") is None


@pytest.mark.parametrize(
    ("number", "cited"),
    [
        ("91/2017/NĐ-CP", "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017"),
        ("01/2024/TT-BNV", "Thông tư số 01/2024/TT-BNV ngày 24 tháng 02 năm 2024"),
        ("06/2022/QH15", "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"),
        ("38/2019/NĐ-CP", "Nghị định số 38/2019/NĐ-CP"),
    ],
)
def test_a_document_is_cited_as_the_decree_has_it(number: str, cited: str) -> None:
    assert known(number).cited == cited


@pytest.mark.parametrize(
    ("day", "successor"),
    [
        (date(2024, 1, 1), "98/2023/NĐ-CP"),
        (date(2025, 6, 30), "98/2023/NĐ-CP"),
        (date(2025, 7, 1), "152/2025/NĐ-CP"),
    ],
)
def test_the_successor_is_the_one_in_force_on_the_day(day: date, successor: str) -> None:
    found = legal_documents().successor_on(known("91/2017/NĐ-CP"), day)
    assert found
    assert found.number == successor


def test_a_document_without_a_successor_has_none() -> None:
    assert legal_documents().successor_on(known("30/2020/NĐ-CP"), date(2026, 1, 1)) is None


def test_laws_of_one_name_are_told_apart_by_their_day_only() -> None:
    numbers = [each.number for each in legal_documents().laws("thi đua - khen thưởng")]
    assert numbers == ["15/2003/QH11", "06/2022/QH15"]


@pytest.mark.parametrize(
    ("recipient", "successor"),
    [
        ("UBND huyện;", "UBND tỉnh"),
        ("Ủy ban nhân dân huyện Định Hóa", "UBND tỉnh"),
        ("Phòng nội vụ", "Sở Nội vụ"),
        ("Hội đồng Thi đua - Khen thưởng huyện", "HĐTĐKT tỉnh"),
        ("Huyện đoàn", ""),
    ],
)
def test_an_abolished_agency_is_known_by_any_of_its_names(recipient: str, successor: str) -> None:
    agency = legal_documents().former_agency_in(recipient, date(2025, 7, 1))
    assert agency
    assert agency.successor == successor
    assert legal_documents().former_agency_in(recipient, agency.end) is None


@pytest.mark.parametrize("recipient", ["UBND tỉnh", "Sở Nội vụ", "Ban Chỉ huy Quân sự xã", ""])
def test_an_agency_that_is_still_there_is_no_former_one(recipient: str) -> None:
    assert legal_documents().former_agency_in(recipient, date(2026, 1, 1)) is None


def test_what_is_known_of_documents_and_agencies_asks_and_never_blocks() -> None:
    provisions = [each.provision("R1") for each in DOCUMENTS]
    provisions += [each.provision("R3") for each in legal_documents().former_agency]
    assert {each.severity for each in provisions} == {Severity.QUERY}


def test_the_basis_says_when_only_a_secondary_source_was_read() -> None:
    caution = "(theo nguồn thứ cấp, cần đối chiếu)"
    assert caution in known("91/2017/NĐ-CP").provision("R1").cited
    assert caution not in known("30/2020/NĐ-CP").provision("R1").cited
    assert caution not in known("06/2022/QH15").provision("R2").cited


NEW = """
[[document]]
kind = "Nghị định"
number = "{number}"
name = "quy định mới"
issuer = "Chính phủ"
{more}
certainty = "local"
"""


def test_a_document_can_be_added(tmp_path: Path) -> None:
    register = with_text(tmp_path, SHIPPED + NEW.format(number="500/2027/NĐ-CP", more=""))
    assert register.numbered("500/2027/NĐ-CP")


@pytest.mark.parametrize(
    ("number", "more", "problem"),
    [
        ("500/NĐ-CP", "", "{new}.number: “500/NĐ-CP” không đúng kiểu của mục này."),
        ("91/2017/NĐ-CP", "", "toàn tệp: “91/2017/NĐ-CP” được ghi hai lần."),
        (
            "500/2027/NĐ-CP",
            'successor = "600/2027/NĐ-CP"',
            "toàn tệp: 500/2027/NĐ-CP có successor “600/2027/NĐ-CP” không có ở đây.",
        ),
        (
            "500/2027/NĐ-CP",
            "start = 2027-05-01\nend = 2027-04-01",
            "{new}: 500/2027/NĐ-CP: issued, start, end không theo thứ tự thời gian.",
        ),
        ("500/2027/NĐ-CP", "ngay = 2027-05-01", "{new}.ngay: mục này không có trong mẫu"),
        ("500/2027/NĐ-CP", 'start = "mai"', "{new}.start: “mai” không đúng kiểu"),
    ],
)
def test_a_wrong_document_is_named_in_one_line(
    tmp_path: Path, number: str, more: str, problem: str
) -> None:
    with pytest.raises(LawFileError) as refused:
        with_text(tmp_path, SHIPPED + NEW.format(number=number, more=more))
    line = str(refused.value)
    place = problem.replace("{new}", f"document.{len(DOCUMENTS)}")
    assert line.startswith(f"Tệp luật {FILE} sai ở {place}")
    assert "\n" not in line


@pytest.mark.parametrize(
    ("number", "day", "in_force"),
    [
        ("98/2023/NĐ-CP", date(2023, 12, 31), (False, False)),
        ("98/2023/NĐ-CP", date(2024, 1, 1), (True, False)),
        ("98/2023/NĐ-CP", date(2025, 6, 30), (True, False)),
        ("98/2023/NĐ-CP", date(2025, 7, 1), (True, True)),
        ("01/2024/TT-BNV", date(2024, 2, 23), (False, False)),
        ("01/2024/TT-BNV", date(2024, 2, 24), (True, False)),
        ("01/2011/TT-BNV", date(2011, 1, 1), (True, False)),
        ("30/2020/NĐ-CP", date(2050, 1, 1), (True, False)),
    ],
)
def test_a_document_starts_and_ends_on_its_days(
    number: str, day: date, in_force: tuple[bool, bool]
) -> None:
    assert (known(number).started_by(day), known(number).ended_by(day)) == in_force
