"""The numbers of the law files are those of the notes on the law."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from addin.markdown import tables
from validators.documents_register import Document, legal_documents
from validators.regimes import base_wages, index, regime
from validators.rules.shares import percent

MORE = {
    "T09": [1],  # may be proposed for the year after the last of the two
    "F08": [1, 2],  # the set of flags and certificates
    "X09": [1],  # "training ≥ 1 year" of the sentence
    "X10": [1],
    "D04": [1, 12],  # "10 (12) working days, 01 bộ"
    "M02": [10_000],
    "M10": [2],  # "tập thể ×2"
    "M11": [2],
    "M14": [2],
}
"""Numbers that the notes give in words, or in the sentence of the rule."""

NOT_IN_THE_FILES = {"Q03", "X07", "M13", "S01"}
"""Numbers of a plan, of a commune or of a calendar."""


@pytest.fixture(scope="module")
def notes(shared_dir: Path) -> dict[str, list[str]]:
    """The cells of each rule of the notes, by its id."""
    lines = (shared_dir / "law/law.md").read_text("utf-8").splitlines()
    rows = ([cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines)
    return {cells[0]: cells for cells in rows if re.fullmatch(r"[A-Z]\d\d", cells[0])}


def numbers(text: str) -> Iterator[float]:
    for found in re.findall(r"(?<![\w×])\d+(?:[.,]\d+)?(?!\w)", text):
        yield float(found.replace(",", "."))


IN_WORDS = {
    "A07": ("Chủ tịch nước – huân chương", "Đ77"),
    "A08": ("Chính phủ – Cờ CP", "Đ78"),
    "A09": ("Thủ tướng – CSTĐTQ, BK TTg", "Đ78"),
}
"""Who decides what, and by which article, in a sentence of the notes that has no id."""


@pytest.mark.parametrize("key", IN_WORDS)
def test_who_decides_the_highest_awards_is_noted(key: str, shared_dir: Path) -> None:
    text = (shared_dir / "law/law.md").read_text("utf-8")
    (sentence,) = re.findall(r"^Who decides: .*$", text, re.MULTILINE)
    words, article = IN_WORDS[key]
    assert words in sentence
    for name in ("R1", "R2", "R3"):
        provision = regime(name).provisions[key]
        assert provision.basis.startswith(article.replace("Đ", "Điều "))
        assert str(provision.strength) == "B"


@pytest.mark.parametrize("name", ["R1", "R2", "R3"])
def test_the_numbers_of_a_provision_are_those_noted(name: str, notes: dict[str, list[str]]) -> None:
    written, noted = {}, {}
    for key, each in regime(name).provisions.items():
        if key not in NOT_IN_THE_FILES | IN_WORDS.keys():
            parameters = re.sub(r"(?<=\d),(?=\d)", ", ", notes[key][3])
            written[key] = sorted(map(float, each.numbers.values()))
            noted[key] = sorted([*numbers(parameters), *map(float, MORE.get(key, ()))])
    assert written == noted


@pytest.mark.parametrize(
    ("name", "key", "noted_at"),
    [
        ("R1", "M07", "M07"),
        ("R1", "M10", "M10"),
        ("R2", "M09", "M08"),  # "as M08"
        ("R2", "M11", "M11"),
        ("R3", "M08", "M08"),
        ("R3", "M12", "M12"),
    ],
)
def test_coefficients_are_those_noted(
    name: str, key: str, noted_at: str, notes: dict[str, list[str]]
) -> None:
    written = regime(name).coefficients[key].values()
    assert sorted(written) == sorted(numbers(notes[noted_at][2]))


def test_base_wages_are_those_noted(notes: dict[str, list[str]]) -> None:
    for wage in base_wages()[1:]:
        _, start, sentence, _, basis, _, _ = notes[wage.id]
        assert start == f"{wage.start.isoformat()}…"
        assert f"{wage.amount:,}".replace(",", ".") in sentence
        assert basis.replace("NĐ", "Nghị định") in wage.basis


def test_base_wages_are_as_sure_as_their_source_is_noted(shared_dir: Path) -> None:
    lines = (shared_dir / "law/law.md").read_text("utf-8").splitlines()
    sources = {
        cells[1].strip("* "): "MH" if cells[3].strip() == "memory-high" else "V2"
        for cells in (line.strip("|").split("|") for line in lines)
        if len(cells) == 4
    }
    for wage in base_wages():
        assert sources[f"{wage.amount:,}".replace(",", ".")] == wage.certainty


FROM_SUREST = ["V", "V2", "MH", "MM", "ML"]
OTHERWISE = {"Q08": "local", "X07": "local", "D10": "local", "T01": "V"}
"""Provisions that cite the commune's or the province's own rules; the text of 2003 was read."""


@pytest.mark.parametrize("name", ["R1", "R2", "R3", "R4"])
def test_a_provision_is_as_strong_as_noted_and_as_sure_as_the_least_sure_source(
    name: str, notes: dict[str, list[str]]
) -> None:
    written, noted = {}, {}
    for key, each in regime(name).provisions.items():
        if key in IN_WORDS:
            continue
        written[key] = (str(each.certainty), str(each.strength))
        sources = re.findall(r"\b(?:V2|V|MH|MM|ML)\b", notes[key][5].replace("doubtful", "ML"))
        least = max(map(FROM_SUREST.index, sources), default=0)
        noted[key] = (OTHERWISE.get(key, FROM_SUREST[least]), notes[key][6][0])
    assert written == noted


@pytest.mark.parametrize("name", ["R1", "R2", "R3"])
def test_a_share_is_worded_in_the_text_as_it_is_compared(name: str) -> None:
    for each in regime(name).provisions.values():
        for key, word in each.words.items():
            if key in each.numbers:
                share = percent(each.numbers[key])
                assert f"{word} {share}" in each.text or each.numbers[key] == 1, each.id


ELSEWHERE = tables(Path(__file__).with_name("days_elsewhere.md").read_text("utf-8"))["Ngày"]
"""Days of legal documents on which the notes are silent, from other sources."""

COLUMNS = {"issued": "Ngày ban hành", "start": "Ngày có hiệu lực"}


def days_in(text: str) -> set[date]:
    found = re.findall(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
    return {date(int(year), int(month), int(day)) for day, month, year in found}


def known(number: str) -> Document:
    document = legal_documents().numbered(number)
    assert document
    return document


def follows_from_the_successor(document: Document) -> bool:
    start = document.successor and known(document.successor).start
    return bool(start and document.end and document.end + timedelta(days=1) == start)


def test_the_days_of_legal_documents_are_those_noted(shared_dir: Path) -> None:
    lines = (shared_dir / "law/law.md").read_text("utf-8").splitlines()
    found_elsewhere = {
        (row["Số, ký hiệu"], field) for row in ELSEWHERE for field in COLUMNS if row[COLUMNS[field]]
    }
    strange = []
    for each in legal_documents().document:
        year_and_number = "/".join(each.number.split("/")[:2])
        noted = days_in("\n".join(line for line in lines if year_and_number in line))
        for field in ("issued", "start", "end"):
            day = getattr(each, field)
            known_otherwise = (each.number, field) in found_elsewhere or (
                field == "end" and follows_from_the_successor(each)
            )
            if day and day not in noted and not known_otherwise:
                strange.append((each.number, field, day))
    assert strange == []


def test_a_document_was_issued_on_the_day_noted_beside_its_number(shared_dir: Path) -> None:
    text = (shared_dir / "law/law.md").read_text("utf-8")
    dated = 0
    for each in legal_documents().document:
        beside = re.findall(rf"{re.escape(each.number)}\W* ngày \d+/\d+/\d+", text)
        days = set().union(*(days_in(found) for found in beside))
        assert not days or days == {each.issued} or each.issued is None, each.number
        dated += bool(days and each.issued)
    assert dated > 5


@pytest.mark.parametrize("row", ELSEWHERE, ids=lambda row: row["Số, ký hiệu"])
def test_days_on_which_the_notes_are_silent_are_those_of_another_source(
    row: dict[str, str],
) -> None:
    document = known(row["Số, ký hiệu"])
    for field, column in COLUMNS.items():
        if row[column]:
            assert {getattr(document, field)} == days_in(row[column])


def test_a_replaced_document_ends_on_the_eve_of_its_successor() -> None:
    for each in legal_documents().document:
        if each.end and each.successor and known(each.successor).start:
            assert follows_from_the_successor(each), each.number


def test_guidance_on_a_decree_ends_with_the_decree() -> None:
    guidance = [each for each in legal_documents().document if each.name.startswith("hướng dẫn")]
    ends = {
        (each.number, each.end, known(decree).end)
        for each in guidance
        for decree in re.findall(r"\d+/\d{4}/NĐ-CP", each.name)
        if each.end
    }
    assert ends
    assert [number for number, end, of_decree in ends if end != of_decree] == []


def test_district_agencies_end_on_the_eve_of_the_reform(notes: dict[str, list[str]]) -> None:
    reform = next(entry.start for entry in index() if entry.id == "R3")
    told = {(each.end, str(each.certainty)) for each in legal_documents().former_agency}
    assert told == {(reform - timedelta(days=1), notes["G01"][5])}


def test_a_document_is_as_sure_as_its_source(shared_dir: Path) -> None:
    lines = (shared_dir / "law/law.md").read_text("utf-8").splitlines()
    sources = {row["Số, ký hiệu"]: row["Nguồn"] for row in ELSEWHERE}
    written, noted = {}, {}
    for each in legal_documents().document:
        year_and_number = "/".join(each.number.split("/")[:2])
        about = "\n".join(line for line in lines if year_and_number in line)
        read = each.number not in sources and re.search(r"\[S\d+|\| V2 \|", about)
        remembered = sources.get(each.number, "Theo trí nhớ").startswith("Theo trí nhớ")
        written[each.number] = str(each.certainty)
        noted[each.number] = "MH" if remembered and not read else "V2"
    assert written == noted | dict.fromkeys(READ_IN_FULL, "V")


READ_IN_FULL = ("06/2022/QH15", "30/2020/NĐ-CP")
"""The documents whose own text was read; the base law of 2003 was, but not its amendments."""
