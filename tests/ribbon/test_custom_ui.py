"""The ribbon: what it makes of a list of jobs."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from addin.buttons import JOBS
from addin.desk import Desk, Group, Job, Outcome
from addin.ribbon import package
from addin.ribbon.build import approved_project
from addin.ribbon.custom_ui import CALLBACK, NAMESPACE, custom_ui
from tests.support.addin_check import check_addin
from tests.support.icons import ICONS
from tests.support.ooxml import assert_valid


def nothing(desk: Desk) -> Outcome:
    raise AssertionError("a ribbon runs no job")


def job(label: str, group: Group, keytip: str, *, menu: str = "", large: bool = True) -> Job:
    return Job(
        id=f"viec_{keytip.lower()}",
        label=label,
        group=group,
        tip="Một dòng “có” dấu & ký tự <lạ>",
        help="Câu thứ nhất.\nCâu thứ hai.",
        icon="Help",
        keytip=keytip,
        run=nothing,
        large=large,
        menu=menu,
    )


SAMPLE = [
    job("Nhập phiếu", Group.SUPERIOR, "N"),
    job("Tờ trình", Group.PAPERS, "R", menu="Văn bản khác", large=False),
    job("Quyết định", Group.PAPERS, "Q", menu="Văn bản khác", large=False),
    job("Kế hoạch", Group.PAPERS, "K"),
    job("Kiểm tra", Group.DATA, "T", large=False),
]


def labels(ribbon: bytes) -> list[tuple[str, ...]]:
    """Labels of the buttons in their order, each below those of its menu and group."""
    found = []

    def walk(element: Element, above: tuple[str, ...]) -> None:
        path = (*above, element.get("label", "")) if element.get("label") else above
        if element.tag == f"{{{NAMESPACE}}}button":
            found.append(path)
        for child in element:
            walk(child, path)

    walk(fromstring(ribbon), ())
    return found


@pytest.fixture(params=[False, True], ids=["commune", "superior"])
def sample(request: pytest.FixtureRequest) -> bytes:
    ribbon = custom_ui(SAMPLE, superior=request.param)
    return package.pack(package.parts(approved_project(), ribbon, ["C:\\p.exe", "…"]))


def test_groups_stand_in_their_own_order_and_a_menu_where_its_first_job_does() -> None:
    assert labels(custom_ui(SAMPLE, superior=True)) == [
        ("Thi đua", "Dữ liệu", "Kiểm tra"),
        ("Thi đua", "Văn bản", "Văn bản khác", "Tờ trình"),
        ("Thi đua", "Văn bản", "Văn bản khác", "Quyết định"),
        ("Thi đua", "Văn bản", "Kế hoạch"),
        ("Thi đua", "Cấp trên", "Nhập phiếu"),
    ]


def test_a_commune_does_not_see_the_group_of_its_superior() -> None:
    shown = {path[1] for path in labels(custom_ui(SAMPLE, superior=False))}
    assert shown == {"Dữ liệu", "Văn bản"}


@pytest.mark.parametrize("each", JOBS, ids=lambda each: each.id)
def test_a_button_carries_the_words_of_its_job(each: Job) -> None:
    ribbon = fromstring(custom_ui(JOBS, superior=True))
    [button] = [found for found in ribbon.iter() if found.get("id") == each.id]
    wanted = {
        "label": each.label,
        "keytip": each.keytip,
        "screentip": each.tip,
        "supertip": each.help,
        "imageMso": each.icon,
        "onAction": CALLBACK,
    }
    assert wanted.items() <= dict(button.items()).items()


def test_every_picture_is_one_that_excel_has_drawn_since_2013() -> None:
    unknown = {each.id: each.icon for each in JOBS if each.icon not in ICONS}
    assert not unknown, "choose a name of tests/support/icons.py"


def test_the_parts_agree(sample: bytes) -> None:
    check_addin(sample)


@pytest.mark.slow
def test_the_open_xml_sdk_finds_nothing(
    ooxml_validator: None, tmp_path: Path, sample: bytes
) -> None:
    path = tmp_path / "thidua.xlam"
    path.write_bytes(sample)
    assert_valid(path)
