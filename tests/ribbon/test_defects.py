"""Every planted defect is seen, by exactly the detectors that docs/analysis/xlam.md lists."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from addin.ribbon import package
from tests.ribbon import planted
from tests.ribbon.planted import DEFECTS
from tests.support.fixtures import Row, table_rows
from tests.support.libreoffice import Office, calc
from tests.support.tools import ROOT

PAGE = ROOT / "docs/analysis/xlam.md"
SEES, BLIND = "●", ""


def listed() -> dict[str, Row]:
    """The table of the page, a row by its defect."""
    lines = PAGE.read_text("utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("| Planted defect"))
    end = lines.index("", start)
    return {row.pop("Planted defect"): row for row in table_rows(lines[start:end])}


@pytest.fixture(scope="module")
def office(soffice: None) -> Iterator[Office]:
    with calc() as running:
        yield running


def test_the_page_lists_every_defect() -> None:
    assert list(listed()) == list(DEFECTS)


@pytest.mark.parametrize("defect", DEFECTS)
def test_some_detector_sees(defect: str) -> None:
    assert SEES in listed()[defect].values()


@pytest.mark.parametrize("defect", DEFECTS)
def test_the_checks_written_here_see(defect: str) -> None:
    parts = DEFECTS[defect]()
    seen = {
        "Strict reader": planted.reader_objects(parts),
        "Package check": planted.package_check_objects(parts),
    }
    assert marks(seen) == {name: listed()[defect][name] for name in seen}


@pytest.mark.slow
@pytest.mark.parametrize("defect", DEFECTS)
def test_other_programs_see(
    ooxml_validator: None, office: Office, tmp_path: Path, defect: str
) -> None:
    path = tmp_path / "thidua.xlam"
    path.write_bytes(package.pack(DEFECTS[defect]()))
    seen = {
        "Open XML SDK": planted.validator_objects(path),
        "olevba": planted.olevba_objects(path),
        "LibreOffice": planted.libreoffice_objects(office, path),
    }
    assert marks(seen) == {name: listed()[defect][name] for name in seen}


@pytest.mark.slow
def test_nobody_objects_to_the_sound_add_in(
    ooxml_validator: None, office: Office, tmp_path: Path
) -> None:
    parts = planted.sound_parts()
    path = tmp_path / "thidua.xlam"
    path.write_bytes(package.pack(parts))
    assert not planted.reader_objects(parts)
    assert not planted.package_check_objects(parts)
    assert not planted.validator_objects(path)
    assert not planted.olevba_objects(path)
    assert not planted.libreoffice_objects(office, path)


def marks(seen: dict[str, bool]) -> dict[str, str]:
    return {name: SEES if objects else BLIND for name, objects in seen.items()}
