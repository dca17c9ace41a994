"""The law files: which law holds when, what it lets a rule say, and errors that name the place."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.support.tools import ROOT
from validators.catalogue import Completion, Discipline, Form, InitiativeScope, Level, Review, Title
from validators.finding import Severity
from validators.regimes import Award, LawFileError, index, load_regime, regime, regime_on
from validators.rules.shares import Comparison

REGIMES = [entry.id for entry in index()]
LAW = ROOT.parent / "shared/law/law.md"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2016, 5, 1), "R1"),
        (date(2020, 2, 5), "R1"),
        (date(2023, 12, 31), "R1"),
        (date(2024, 1, 1), "R2"),
        (date(2025, 6, 30), "R2"),
        (date(2025, 7, 1), "R3"),
        (date(2026, 9, 30), "R3"),
        (date(2026, 10, 1), "R4"),
    ],
)
def test_a_day_falls_under_the_law_then_in_force(day: date, name: str) -> None:
    assert regime_on(day).id == name


def test_the_first_law_begins_with_its_decree() -> None:
    assert regime("R1").start == date(2017, 10, 1)


def test_one_law_follows_the_other_without_a_gap() -> None:
    ends = [entry.end for entry in index()]
    starts = [entry.start for entry in index()]
    assert [(end - start).days for end, start in zip(ends, starts[1:], strict=False) if end] == [
        -1
    ] * (len(starts) - 1)
    assert ends[-1] is None


@pytest.mark.parametrize(
    ("name", "award", "level", "provision"),
    [
        ("R1", Title.ADVANCED_WORKER, Level.COMMUNE, "A01"),
        ("R1", Title.GRASSROOTS_FIGHTER, Level.DISTRICT, "A03"),
        ("R1", Title.CULTURAL_RESIDENTIAL_AREA, Level.DISTRICT, "A03"),
        ("R1", Form.PROVINCIAL_MERIT, Level.PROVINCE, "A05"),
        ("R2", Title.ADVANCED_COLLECTIVE, Level.DISTRICT, "A03"),
        ("R2", Title.EXEMPLARY_COMMUNE, Level.PROVINCE, "A06"),
        ("R3", Title.GRASSROOTS_FIGHTER, Level.COMMUNE, "A04"),
        ("R3", Title.CULTURAL_HAMLET, Level.COMMUNE, "A04"),
        ("R3", Title.EXEMPLARY_COMMUNE_2025, Level.PROVINCE, "A06"),
        ("R3", Title.EXCELLENT_COLLECTIVE, Level.PROVINCE, "A05"),
        ("R3", Form.LABOUR_ORDER_3, Level.PRESIDENT, "A07"),
        ("R3", Title.GOVERNMENT_FLAG, Level.GOVERNMENT, "A08"),
        ("R3", Form.PRIME_MINISTER_MERIT, Level.PRIME_MINISTER, "A09"),
        ("R4", Title.ADVANCED_COLLECTIVE, Level.COMMUNE, "A04"),
        ("R4", Form.BRAVERY_ORDER, Level.PRESIDENT, "A07"),
        ("R4", Title.NATIONAL_FIGHTER, Level.PRIME_MINISTER, "A09"),
    ],
)
def test_each_award_is_decided_at_the_level_that_the_law_of_the_day_names(
    name: str, award: Award, level: Level, provision: str
) -> None:
    decider = regime(name).decider(award)
    assert decider
    assert (decider[0], decider[1].id) == (level, provision)


@pytest.mark.parametrize("name", REGIMES)
def test_of_every_award_it_is_known_who_decides_but_of_these(name: str) -> None:
    law = regime(name)
    assert {each for each in law.titles | law.forms if law.decider(each) is None} == {
        Title.ADVANCED_SOLDIER,
        Title.VICTORY_UNIT,
        Form.COMMEMORATIVE_MEDAL,
    }


@pytest.mark.parametrize(
    ("award", "offered"),
    [
        (Title.CULTURAL_RESIDENTIAL_AREA, {"R1"}),
        (Title.CULTURAL_HAMLET, {"R2", "R3", "R4"}),
        (Title.EXEMPLARY_COMMUNE, {"R2"}),
        (Title.EXEMPLARY_COMMUNE_2025, {"R3", "R4"}),
        (Form.DISTRICT_CERTIFICATE, {"R1", "R2"}),
        (Form.COMMUNE_CERTIFICATE, {"R1", "R2", "R3", "R4"}),
    ],
)
def test_an_award_is_offered_while_the_law_knows_it(award: Award, offered: set[str]) -> None:
    assert {name for name in REGIMES if award in regime(name).titles | regime(name).forms} == (
        offered
    )


def test_nothing_blocks_under_the_law_whose_text_nobody_has_seen() -> None:
    severities = {each.severity for each in regime("R4").provisions.values()}
    assert severities == {Severity.QUERY, Severity.NOTE}


def test_the_unseen_law_carries_its_predecessors_provisions_with_a_word_of_caution() -> None:
    before, after = regime("R3").provisions, regime("R4").provisions
    assert after.keys() - before.keys() == {"T06", "D11"}
    assert before.keys() - after.keys() == {"T05"}
    assert after["T11"].text == before["T11"].text
    assert "chưa đối chiếu được với văn bản luật sửa đổi" in after["T11"].cited
    assert "chưa đối chiếu được với văn bản luật sửa đổi" not in before["T11"].cited


@pytest.mark.parametrize(
    ("name", "key", "severity"),
    [
        ("R1", "T10", Severity.ERROR),  # V, B
        ("R1", "X03", Severity.ERROR),  # V2, B
        ("R3", "X04", Severity.QUERY),  # V2, W
        ("R1", "F03", Severity.QUERY),  # MM, W
        ("R1", "Q04", Severity.NOTE),  # V2, I
    ],
)
def test_a_provision_weighs_what_its_certainty_allows(
    name: str, key: str, severity: Severity
) -> None:
    found = regime(name).provision(key)
    assert found
    assert found.severity is severity


@pytest.mark.parametrize("name", REGIMES)
def test_words_of_the_law_files_are_labels_that_the_program_knows(name: str) -> None:
    known = {
        "rating": Completion,
        "rating_instead": Completion,
        "discipline": Discipline,
        "except": Review,
        "scope": InitiativeScope,
    }
    for each in regime(name).provisions.values():
        for key, word in each.words.items():
            if key.endswith("_share"):
                assert word in set(Comparison), each.id
            elif key in known:
                assert word in set(known[key]), each.id
        shares = {key for key in each.numbers if key.endswith("_share")}
        assert shares <= each.words.keys(), each.id
        assert all(0 < each.numbers[key] <= 1 for key in shares), each.id


@pytest.mark.parametrize("name", REGIMES)
def test_texts_of_the_law_files_are_whole_sentences(name: str) -> None:
    for each in regime(name).provisions.values():
        assert re.fullmatch(r"\S.*[^.]\.", each.text), each.id
        assert not each.basis.endswith("."), each.id


@pytest.mark.skipif(not LAW.exists(), reason="the notes on the law are not on this machine")
@pytest.mark.parametrize("name", ["R1", "R2", "R3"])
def test_every_rule_that_the_notes_on_the_law_know_is_in_the_file_and_no_other(name: str) -> None:
    noted = {}
    for line in LAW.read_text("utf-8").splitlines():
        if re.match(r"\| [TAFQXDMS]\d\d \|", line):
            key, scope, *_, certainty, strength = (
                cell.strip() for cell in line.strip().strip("|").split("|")
            )
            if scope in {"ALL", "plan", "local"} or name in scope.split(","):
                noted[key] = (certainty, strength[0])
    # Notes of R3's time that law.md dates instead of naming the regime; and what it tells in words.
    elsewhere = {"S05", "G01", "G02", "A07", "A08", "A09"}
    written = {key: each for key, each in regime(name).provisions.items() if key not in elsewhere}
    assert written.keys() == noted.keys()
    assert {key: each.strength for key, each in written.items()} == {
        key: strength for key, (_, strength) in noted.items()
    }
    plain = {key: each for key, (each, _) in noted.items() if each in {"V", "V2", "MM", "ML"}}
    # X07 is the commune's own rule: its finding cites the commune, not the decree that lapsed.
    assert {key: written[key].certainty for key in plain if key != "X07"} == {
        key: each for key, each in plain.items() if key != "X07"
    }


GOOD = """
name = "Luật mẫu"
titles = ["Lao động tiên tiến"]
forms = []

[provisions.T01]
text = "Một câu."
basis = "Điều 1"
certainty = "V"
strength = "B"

[decides.T01]
level = "Xã"
awards = ["Lao động tiên tiến"]
"""


def read_law(folder: Path, text: str, child: str = 'extends = "R1"') -> None:
    (folder / "index.toml").write_text(
        '[[regime]]\nid = "R1"\nstart = 2020-01-01\n[[regime]]\nid = "R2"\nstart = 2021-01-01\n'
    )
    (folder / "R1.toml").write_text(text, "utf-8")
    (folder / "R2.toml").write_text(child, "utf-8")
    load_regime(folder, "R1")
    load_regime(folder, "R2")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'certainty = "V"',
            'certainty = "chắc"',
            "Tệp luật R1.toml sai ở provisions.T01.certainty: “chắc” không có trong danh sách.",
        ),
        (
            'basis = "Điều 1"\n',
            "",
            "Tệp luật R1.toml sai ở provisions.T01.basis: thiếu mục này.",
        ),
        (
            'basis = "Điều 1"',
            'basis = "Điều 1"\nthreshold = 1',
            "Tệp luật R1.toml sai ở provisions.T01.threshold: mục này không có trong mẫu của tệp.",
        ),
        (
            'strength = "B"',
            'strength = "B"\nnumbers = { share = "một nửa" }',
            "Tệp luật R1.toml sai ở provisions.T01.numbers.share.float: “một nửa” không đúng kiểu "
            "của mục này.",
        ),
        (
            "[decides.T01]",
            "[decides.A01]",
            "Tệp luật R1.toml sai ở toàn tệp: không có điều khoản A01.",
        ),
        (
            'awards = ["Lao động tiên tiến"]',
            'awards = ["Gia đình văn hóa"]',
            "Tệp luật R1.toml sai ở toàn tệp: “Gia đình văn hóa” không có trong titles, forms.",
        ),
        (
            'awards = ["Lao động tiên tiến"]',
            'awards = ["Lao động tiên tiến", "Lao động tiên tiến"]',
            "Tệp luật R1.toml sai ở toàn tệp: “Lao động tiên tiến” được ghi hai lần.",
        ),
    ],
)
def test_an_error_in_a_law_file_names_the_file_and_the_key(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    read_law(tmp_path, GOOD)
    with pytest.raises(LawFileError) as caught:
        read_law(tmp_path, GOOD.replace(old, new, 1))
    assert str(caught.value) == message


def test_a_law_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(LawFileError, match=r"Tệp luật R1\.toml viết sai cú pháp TOML ở "):
        read_law(tmp_path, GOOD + "= 3")


def test_dropping_what_is_not_inherited_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LawFileError, match=r"R2\.toml sai ở without: không có T99 để bỏ"):
        read_law(tmp_path, GOOD, 'extends = "R1"\nwithout = ["T99"]')
