"""The numbers of the law files are those of the notes on the law."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from validators.documents_register import legal_documents
from validators.regimes import base_wages, regime
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


@pytest.mark.parametrize("name", ["R1", "R2", "R3"])
def test_the_numbers_of_a_provision_are_those_noted(name: str, notes: dict[str, list[str]]) -> None:
    written, noted = {}, {}
    for key, each in regime(name).provisions.items():
        if key not in NOT_IN_THE_FILES:
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


def test_base_wages_and_how_sure_they_are_are_those_noted(notes: dict[str, list[str]]) -> None:
    for wage in base_wages()[1:]:
        _, start, sentence, _, basis, certainty, _ = notes[wage.id]
        assert start == f"{wage.start.isoformat()}…"
        assert f"{wage.amount:,}".replace(",", ".") in sentence
        assert basis.replace("NĐ", "Nghị định") in wage.basis
        assert certainty.split()[0] == wage.certainty


FROM_SUREST = ["V", "V2", "MH", "MM", "ML"]
OTHERWISE = {"Q08": "local", "X07": "local", "D10": "local", "T01": "V"}
"""Provisions that cite the commune's or the province's own rules; the text of 2003 was read."""


@pytest.mark.parametrize("name", ["R1", "R2", "R3", "R4"])
def test_a_provision_is_as_strong_as_noted_and_as_sure_as_the_least_sure_source(
    name: str, notes: dict[str, list[str]]
) -> None:
    written, noted = {}, {}
    for key, each in regime(name).provisions.items():
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


NOT_NOTED = {
    ("15/2003/QH11", "start"), ("47/2005/QH11", "issued"), ("39/2013/QH13", "issued"),
    ("39/2013/QH13", "start"), ("42/2010/NĐ-CP", "issued"), ("42/2010/NĐ-CP", "end"),
    ("65/2014/NĐ-CP", "issued"), ("86/2023/NĐ-CP", "issued"), ("38/2019/NĐ-CP", "end"),
    ("24/2023/NĐ-CP", "end"), ("73/2024/NĐ-CP", "end"),
}  # fmt: skip
"""Days of legal documents on which the notes are silent."""


def days_in(lines: list[str]) -> set[date]:
    found = re.findall(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", "\n".join(lines))
    return {date(int(year), int(month), int(day)) for day, month, year in found}


def test_the_days_of_legal_documents_are_those_noted(shared_dir: Path) -> None:
    lines = (shared_dir / "law/law.md").read_text("utf-8").splitlines()
    strange = []
    for each in legal_documents().document:
        year_and_number = "/".join(each.number.split("/")[:2])
        noted = days_in([line for line in lines if year_and_number in line])
        for field in ("issued", "start", "end"):
            day = getattr(each, field)
            last_day = field == "end" and day and day + timedelta(days=1) in noted
            if day and not (day in noted or last_day or (each.number, field) in NOT_NOTED):
                strange.append((each.number, field, day))
    assert strange == []


def test_a_replaced_document_ends_on_the_eve_of_its_successor() -> None:
    known = legal_documents()
    starts = {each.number: each.start for each in known.document}
    for each in known.document:
        start = starts.get(each.successor)
        if each.end and start:
            assert each.end + timedelta(days=1) == start, each.number
