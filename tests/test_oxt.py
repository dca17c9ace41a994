"""The extension for LibreOffice: built alike, with every button, for an old Python."""

import ast
import io
import json
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from addin.buttons import JOBS
from addin.desk import Group
from addin.oxt import build
from addin.oxt.build import build_oxt

PYTHON = r"D:\Nguyễn Văn A & con\thidua\python.exe"
NAME = "{http://openoffice.org/2001/registry}name"
HERE = Path(build.__file__).parent
IN_LIBREOFFICE = ["component.py", "thidua_press.py", "thidua_window.py", "thidua_cells.py"]


def files(extension: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(extension)) as found:
        return {name: found.read(name) for name in found.namelist()}


def under(extension: bytes, *names: str) -> Element:
    """The node of Addons.xcu that is reached by names."""
    node = fromstring(files(extension)["Addons.xcu"])
    for name in ("AddonUI", *names):
        node = next(each for each in node if each.get(NAME) == name)
    return node


def buttons(node: Element) -> list[tuple[str, str]]:
    """Title and address of every button in a node, in order; those of a menu inside too."""
    found = []
    for each in node.iter("node"):
        props = {prop.get(NAME): prop.findtext("value") for prop in each.findall("prop")}
        if str(props.get("URL", "")).startswith("service:"):
            found.append((str(props["Title"]), str(props["URL"])))
    return found


def expected(*groups: Group) -> list[tuple[str, str]]:
    return [(job.label, f"service:{build.SERVICE}?{job.id}") for job in JOBS if job.group in groups]


def test_building_twice_gives_the_same_bytes() -> None:
    assert build_oxt(PYTHON) == build_oxt(PYTHON)
    assert build_oxt(PYTHON) != build_oxt(PYTHON + "w")


def test_the_menu_holds_every_button_and_the_toolbar_those_that_stand_alone() -> None:
    extension = build_oxt(PYTHON)
    usual = [group for group in Group if group is not Group.SUPERIOR]
    assert buttons(under(extension, "OfficeMenuBar")) == expected(*usual)
    alone = {job.label for job in JOBS if not job.menu}
    assert buttons(under(extension, "OfficeToolBar")) == [
        each for each in expected(*usual) if each[0] in alone
    ]


def test_a_menu_inside_the_menu_is_left_out_of_the_toolbar(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second, *others = JOBS
    jobs = (replace(first, menu="Thêm"), replace(second, menu="Thêm"), *others)
    monkeypatch.setattr(build, "JOBS", jobs)
    extension = build_oxt(PYTHON, superior=True)
    assert len(buttons(under(extension, "OfficeMenuBar"))) == len(JOBS)
    inner = under(extension, "OfficeMenuBar", "vn.thidua.menu", "Submenu", "m002", "Submenu")
    assert [title for title, _ in buttons(inner)] == [first.label, second.label]
    assert first.label not in dict(buttons(under(extension, "OfficeToolBar")))


def test_the_superiors_buttons_are_the_superiors_alone() -> None:
    own, superiors = (
        buttons(under(build_oxt(PYTHON, superior), "OfficeMenuBar")) for superior in (False, True)
    )
    assert superiors == expected(*Group)
    assert set(superiors) - set(own) == set(expected(Group.SUPERIOR))
    assert expected(Group.SUPERIOR)


def test_names_of_nodes_are_in_the_order_of_the_buttons() -> None:
    submenu = under(build_oxt(PYTHON), "OfficeMenuBar", "vn.thidua.menu", "Submenu")
    names = [str(each.get(NAME)) for each in submenu if each.tag == "node"]
    assert names == sorted(names)


def test_the_program_is_started_isolated_by_its_full_path() -> None:
    settings = json.loads(files(build_oxt(PYTHON))["settings.json"])
    assert settings["command"] == [PYTHON, "-I", "-X", "utf8", "-m", "addin.calc"]
    assert settings["patience"] == 60


def test_every_file_that_the_manifest_names_is_there_and_well_formed() -> None:
    found = files(build_oxt(PYTHON))
    manifest = fromstring(found["META-INF/manifest.xml"])
    space = "{http://openoffice.org/2001/manifest}"
    named = [str(entry.get(f"{space}full-path")) for entry in manifest]
    assert set(named) == {"CalcWindowState.xcu", "Addons.xcu", "component.py"}
    for name in [*named, "description.xml"]:
        if name.endswith(("xml", "xcu")):
            fromstring(found[name])


@pytest.mark.parametrize("name", IN_LIBREOFFICE)
def test_what_runs_in_libreoffice_is_for_an_old_python_without_packages(name: str) -> None:
    tree = ast.parse((HERE / name).read_text(encoding="utf-8"), feature_version=(3, 7))
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module]
        )
        if name
    }
    own = {each.removesuffix(".py") for each in IN_LIBREOFFICE}
    assert imported <= sys.stdlib_module_names | own | {"uno", "unohelper", "com"}
    newer = {"removeprefix", "removesuffix", "is_relative_to", "cache", "pairwise", "batched"}
    assert not newer & {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
