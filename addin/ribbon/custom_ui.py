"""The ribbon of the add-in, generated from the list of jobs: [MS-CUSTOMUI2], namespace 2009/07."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from addin.desk import Group, Job
from validators.text import ascii_name

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
CALLBACK = "ThiDua_OnAction"
"""The Sub of thidua.bas that every button calls."""
TAB_LABEL = "Thi đua"


def custom_ui(jobs: Iterable[Job], superior: bool) -> bytes:
    """The part customUI14.xml.

    Groups stand in their own order and buttons in that of the jobs; an empty group is left out,
    and `Group.SUPERIOR` unless the workplace is a superior's.
    """
    root = Element("customUI", {"xmlns": NAMESPACE})
    tabs = SubElement(SubElement(root, "ribbon"), "tabs")
    place = {"keytip": "TD", "insertAfterMso": "TabView"}
    words = {"id": _identifier("tab", TAB_LABEL), "label": TAB_LABEL}
    tab = SubElement(tabs, "tab", words | place)
    listed = list(jobs)
    for group in Group:
        inside = [job for job in listed if job.group is group]
        if inside and (superior or group is not Group.SUPERIOR):
            _add_group(tab, group, inside)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}\n'.encode()


def _add_group(tab: Element, group: Group, jobs: Sequence[Job]) -> None:
    words = {"id": _identifier("nhom", group.value), "label": group.value}
    element = SubElement(tab, "group", words)
    for menu, together in groupby(jobs, key=lambda job: job.menu):
        if menu:
            _add_menu(element, menu, list(together))
        else:
            for job in together:
                _add_button(element, job, {"size": "large" if job.large else "normal"})


def _add_menu(group: Element, label: str, jobs: Sequence[Job]) -> None:
    """A drop-down with the picture of its first job; large if one of its jobs is."""
    size = "large" if any(job.large for job in jobs) else "normal"
    look = {"size": size, "imageMso": jobs[0].icon}
    menu = SubElement(group, "menu", {"id": _identifier("menu", label), "label": label, **look})
    for job in jobs:
        _add_button(menu, job, {})


def _add_button(parent: Element, job: Job, look: dict[str, str]) -> None:
    words = {"label": job.label, "keytip": job.keytip, "screentip": job.tip, "supertip": job.help}
    does = {"imageMso": job.icon, "onAction": CALLBACK}
    SubElement(parent, "button", {"id": job.id, **look, **words, **does})


def _identifier(kind: str, label: str) -> str:
    return f"{kind}_{ascii_name(label)}"
