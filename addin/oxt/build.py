"""Builds `thidua.oxt`, the menu *Thi đua* and the toolbar of LibreOffice Calc.

Buttons come from `addin.buttons`; the rest is text of this folder. The layout of the files is that
of the LibreOffice Developer's Guide: an extension is a zip with META-INF/manifest.xml, Addons.xcu
declares menus and toolbars, CalcWindowState.xcu where the toolbar stands.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from addin.buttons import JOBS
from addin.desk import Group, Job

IDENTIFIER = "vn.thidua.calc"
SERVICE = "vn.thidua.Nut"
TOOLBAR = "vn.thidua.ThanhCongCu"
TITLE = "Thi đua"
PATIENCE = 60
"""Seconds without an answer after which the clerk is asked whether to wait on."""

_HERE = Path(__file__).parent
_COMPONENT = "component.py"
_MODULES = ("thidua_press.py", "thidua_window.py", "thidua_cells.py")
_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_BORN = (2026, 1, 1, 0, 0, 0)
"""The time that every file of the extension bears, so that building twice gives the same bytes."""

_ROOT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="{name}" oor:package="{package}">\n'
    "{nodes}</oor:component-data>\n"
)


def build_oxt(interpreter: str, superior: bool = False, patience: int = PATIENCE) -> bytes:
    """The extension as the bytes of a file.

    `interpreter` is the full path of the Python in which this program is installed; the group of
    the superior's buttons is there only for a superior. Same input, same bytes.
    """
    jobs = [job for job in JOBS if superior or job.group is not Group.SUPERIOR]
    settings = {
        "command": [interpreter, "-I", "-X", "utf8", "-m", "addin.calc"],
        "patience": patience,
        "version": version("thidua"),
    }
    files = {
        "META-INF/manifest.xml": _MANIFEST,
        "description.xml": _description(),
        "Addons.xcu": _addons(jobs),
        "CalcWindowState.xcu": _window_state(),
        _COMPONENT: _text(_COMPONENT),
        **{f"pythonpath/{name}": _text(name) for name in _MODULES},
        "settings.json": json.dumps(settings, indent=1),
    }
    stream = io.BytesIO()
    # Stored, since versions of zlib compress differently.
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as out:
        for name, text in files.items():
            out.writestr(zipfile.ZipInfo(name, _BORN), text.encode())
    return stream.getvalue()


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
 <manifest:file-entry manifest:full-path="CalcWindowState.xcu"
  manifest:media-type="application/vnd.sun.star.configuration-data"/>
 <manifest:file-entry manifest:full-path="Addons.xcu"
  manifest:media-type="application/vnd.sun.star.configuration-data"/>
 <manifest:file-entry manifest:full-path="component.py"
  manifest:media-type="application/vnd.sun.star.uno-component;type=Python"/>
</manifest:manifest>
"""


def _description() -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006"
 xmlns:l="http://libreoffice.org/extensions/description/2011">
 <identifier value="{IDENTIFIER}"/>
 <version value="{version("thidua")}"/>
 <display-name>
  <name lang="vi">Thi đua, khen thưởng cấp xã</name>
 </display-name>
 <dependencies>
  <l:LibreOffice-minimal-version value="7.0" name="LibreOffice 7.0"/>
 </dependencies>
</description>
"""


# The menu and the toolbar


def _addons(jobs: Sequence[Job]) -> str:
    nodes = _node(
        "AddonUI",
        _node(
            "OfficeMenuBar",
            _node(
                "vn.thidua.menu",
                _prop("Title", TITLE),
                _prop("Context", _SPREADSHEET),
                _node("Submenu", *_menu(jobs)),
                replace=True,
            ),
        ),
        _node(
            "OfficeToolBar",
            _node(TOOLBAR, *_toolbar(jobs), replace=True),
        ),
    )
    return _ROOT.format(name="Addons", package="org.openoffice.Office", nodes=nodes)


def _menu(jobs: Sequence[Job]) -> Iterator[str]:
    """Every job, a line between groups; jobs of one `menu` in a menu of their own."""
    names = _names("m")
    for number, (_, group) in enumerate(groupby(jobs, key=lambda job: job.group)):
        if number:
            yield _separator(next(names))
        for menu, members in groupby(group, key=lambda job: job.menu):
            if menu:
                inside = [_button(next(names), job) for job in members]
                yield _node(
                    next(names), _prop("Title", menu), _node("Submenu", *inside), replace=True
                )
            else:
                yield from [_button(next(names), job) for job in members]


def _toolbar(jobs: Sequence[Job]) -> Iterator[str]:
    """The jobs that stand alone; LibreOffice has no drop-downs in a toolbar of an extension."""
    names = _names("t")
    alone = [job for job in jobs if not job.menu]
    for number, (_, group) in enumerate(groupby(alone, key=lambda job: job.group)):
        if number:
            yield _separator(next(names))
        for job in group:
            yield _button(next(names), job, _prop("Context", _SPREADSHEET))


def _names(letter: str) -> Iterator[str]:
    """Names of nodes, by whose order LibreOffice sorts."""
    return (f"{letter}{number:03}" for number in range(1000))


def _button(name: str, job: Job, *more: str) -> str:
    return _node(
        name,
        _prop("URL", f"service:{SERVICE}?{job.id}"),
        _prop("Title", job.label),
        _prop("Target", "_self"),
        *more,
        replace=True,
    )


def _separator(name: str) -> str:
    return _node(name, _prop("URL", "private:separator"), replace=True)


def _window_state() -> str:
    nodes = _node(
        "UIElements",
        _node(
            "States",
            _node(
                f"private:resource/toolbar/addon_{TOOLBAR}",
                _prop("UIName", TITLE),
                _prop("Docked", "true", "xs:boolean"),
                _prop("DockingArea", "0", "xs:int"),
                _prop("DockPos", "0,3"),
                _prop("Visible", "true", "xs:boolean"),
                # Words alone: LibreOffice brings no pictures for these buttons.
                _prop("Style", "1", "xs:int"),
                replace=True,
            ),
        ),
    )
    return _ROOT.format(name="CalcWindowState", package="org.openoffice.Office.UI", nodes=nodes)


def _node(name: str, *inside: str, replace: bool = False) -> str:
    operation = ' oor:op="replace"' if replace else ""
    return f'<node oor:name="{escape(name)}"{operation}>\n{_lines(inside)}</node>\n'


def _lines(elements: Iterable[str]) -> str:
    return "".join(f" {line}\n" for each in elements for line in each.splitlines())


def _prop(name: str, value: str, kind: str = "xs:string") -> str:
    return f'<prop oor:name="{name}" oor:type="{kind}"><value>{escape(value)}</value></prop>\n'
