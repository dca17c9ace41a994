"""Holds the parts of thidua.xlam against each other: package, sheets, ribbon and VBA.

Each may be right by itself and still not fit: Excel then opens the add-in and a button does
nothing, or drops the ribbon without a word.
"""

import io
import posixpath
import re
import zipfile
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from tests.support.icons import ICONS
from tests.support.specified import NotAsSpecified, need
from tests.support.vba_reader import Project, SourceModule, read_project

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RIBBON = "{http://schemas.microsoft.com/office/2009/07/customui}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
WORKBOOK_BASE = "0{00020819-0000-0000-C000-000000000046}"
SHEET_BASE = "0{00020820-0000-0000-C000-000000000046}"

CONTENT_TYPES = {
    "officeDocument": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    "vbaProject": "application/vnd.ms-office.vbaProject",
    "extensibility": "application/xml",
}

LABELLED = {"id", "label", "keytip"}
BUTTON = LABELLED | {"imageMso", "screentip", "supertip", "onAction"}
ATTRIBUTES = {
    ("customUI",): set(),
    ("customUI", "ribbon"): set(),
    ("customUI", "ribbon", "tabs"): set(),
    ("tabs", "tab"): LABELLED | {"insertAfterMso"},
    ("tab", "group"): LABELLED,
    ("group", "button"): BUTTON | {"size"},
    ("group", "menu"): LABELLED | {"imageMso", "size", "screentip", "supertip"},
    ("menu", "button"): BUTTON,
}
"""Elements that the add-in uses, by their path's end, with attributes of [MS-CUSTOMUI2]."""

FORBIDDEN_IN_VBA = re.compile(r"^\s*(?:#If|(?:Public |Private )?Declare\b)", re.I | re.M)
SUB = re.compile(r"^Public Sub (\w+)\(([^)]*)\)\r$", re.M)


def check_addin(data: bytes) -> None:
    """Raise NotAsSpecified unless the add-in's parts are sound and agree."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            need(archive.testzip() is None, "package", "a damaged entry")
            names = archive.namelist()
            need(len(set(names)) == len(names), "package", "a part twice")
            parts = {f"/{name}": archive.read(name) for name in names}
        _check_parts(parts)
    except (zipfile.BadZipFile, ParseError) as error:
        raise NotAsSpecified(f"package: {error}") from error


def _check_parts(parts: dict[str, bytes]) -> None:
    types = _content_types(parts)
    root = _targets(parts, "/")
    workbook = _one(root, f"{OFFICE}/officeDocument", parts, types)
    ribbon = _one(root, f"{MICROSOFT}/2007/relationships/ui/extensibility", parts, types)
    of_workbook = _targets(parts, workbook)
    project = read_project(
        parts[_one(of_workbook, f"{MICROSOFT}/2006/relationships/vbaProject", parts, types)]
    )
    sheets = [target for kind, target in of_workbook if kind == f"{OFFICE}/worksheet"]
    _check_code_names(parts, workbook, sheets, project)
    for module in project.modules:
        _check_source(module)
    _check_ribbon(fromstring(parts[ribbon]), project)


def _content_types(parts: dict[str, bytes]) -> dict[str, str]:
    """The content type of each part (ECMA-376 part 2, 10.1.2)."""
    namespace = f"{{{PACKAGE}/content-types}}"
    listed = fromstring(parts.get("/[Content_Types].xml", b""))
    defaults = {
        each.get("Extension"): each.get("ContentType")
        for each in listed.iter(f"{namespace}Default")
    }
    overrides = {
        each.get("PartName"): each.get("ContentType")
        for each in listed.iter(f"{namespace}Override")
    }
    need(
        overrides.keys() <= parts.keys(),
        "content types",
        f"of no part: {overrides.keys() - parts.keys()}",
    )
    types = {}
    for name in parts.keys() - {"/[Content_Types].xml"}:
        kind = overrides.get(name) or defaults.get(name.rpartition(".")[2])
        need(kind, "content types", f"none for {name}")
        types[name] = str(kind)
    return types


def _targets(parts: dict[str, bytes], source: str) -> list[tuple[str, str]]:
    """Types and targets of a part's relationships, or of the package's ("/")."""
    folder, name = posixpath.split(source)
    listed = fromstring(parts.get(f"{folder.rstrip('/')}/_rels/{name}.rels", b""))
    found = [
        (str(each.get("Type")), posixpath.join(folder, str(each.get("Target"))))
        for each in listed.iter(f"{{{PACKAGE}/relationships}}Relationship")
    ]
    for _, target in found:
        need(target in parts, "relationships", f"{source} points to {target}, which is missing")
    return found


def _one(
    targets: list[tuple[str, str]], kind: str, parts: dict[str, bytes], types: dict[str, str]
) -> str:
    """The part that one relationship of a type leads to, with the content type it must have."""
    found = [target for each, target in targets if each == kind]
    need(len(found) == 1, "relationships", f"{len(found)} of type {kind}")
    wanted = CONTENT_TYPES[kind.rpartition("/")[2]]
    need(types[found[0]] == wanted, "content types", f"{found[0]} is {types[found[0]]}")
    return found[0]


def _check_code_names(
    parts: dict[str, bytes], workbook: str, sheets: list[str], project: Project
) -> None:
    """Every document has its module, named and based as it must be, and no module is left over."""
    properties = fromstring(parts[workbook]).find(f"{MAIN}workbookPr")
    wanted = {_code_name(properties): WORKBOOK_BASE}
    for sheet in sheets:
        wanted[_code_name(fromstring(parts[sheet]).find(f"{MAIN}sheetPr"))] = SHEET_BASE
    found = {each.name: _attribute(each, "VB_Base") for each in project.modules if each.document}
    need(found == wanted, "code names", f"of modules {found}, of documents {wanted}")


def _code_name(element: Element | None) -> str:
    return "" if element is None else element.get("codeName", "")


def _attribute(module: SourceModule, name: str) -> str:
    match = re.search(rf'^Attribute {name} = "([^"]*)"\r$', module.source, re.M)
    return match[1] if match else ""


def _check_source(module: SourceModule) -> None:
    """What the project asks of its VBA, for 32 and 64 bits and every language of Windows."""
    need(module.source.isascii(), module.name, "not ASCII")
    lines = [line for line in module.source.splitlines() if not line.startswith("Attribute ")]
    need(not lines or lines[0] == "Option Explicit", module.name, "no Option Explicit")
    need(not FORBIDDEN_IN_VBA.search(module.source), module.name, "Declare or #If")


def _check_ribbon(root: Element, project: Project) -> None:
    need(root.tag == f"{RIBBON}customUI", "ribbon", f"root {root.tag}")
    subs: dict[str, list[str]] = {}
    for module in project.modules:
        for name, parameters in SUB.findall(module.source):
            subs.setdefault(name, []).append(parameters)
    identifiers: list[str] = []
    for path, element in _elements(root, ()):
        _check_element(path, element)
        if identifier := element.get("id"):
            identifiers.append(identifier)
        if path[-1] == "button":
            found = subs.get(element.get("onAction", ""), [])
            need(
                found == ["control As IRibbonControl"],
                "ribbon",
                f"callback of {identifiers[-1]}: {found}",
            )
        if path[-1] in ("button", "menu"):
            need(element.get("imageMso") in ICONS, "ribbon", f"picture {element.get('imageMso')}")
        if path[-1] in ("tab", "menu", "group"):
            need(len(element), "ribbon", f"nothing in {element.get('label')}")
    need(len(set(identifiers)) == len(identifiers), "ribbon", "an id twice")
    _check_key_tips(root)


def _elements(element: Element, above: tuple[str, ...]) -> list[tuple[tuple[str, ...], Element]]:
    need(element.tag.startswith(RIBBON), "ribbon", f"namespace of {element.tag}")
    path = (*above, element.tag.removeprefix(RIBBON))
    inside = [each for child in element for each in _elements(child, path)]
    return [(path, element), *inside]


def _check_element(path: tuple[str, ...], element: Element) -> None:
    allowed = [names for end, names in ATTRIBUTES.items() if path[-len(end) :] == end]
    need(allowed, "ribbon", f"a {path[-1]} in a {'/'.join(path[:-1])}")
    attributes = dict(element.items())
    need(
        attributes.keys() <= allowed[-1],
        "ribbon",
        f"{attributes.keys() - allowed[-1]} of {path[-1]}",
    )
    for name, value in attributes.items():
        need(1 <= len(value) <= 1024, "ribbon", f"length of {name} “{value}”")
    if "id" in allowed[-1]:
        need(
            re.fullmatch("[a-z][a-z0-9_]*", attributes.get("id", "")), "ribbon", f"id of {path[-1]}"
        )
        need("label" in attributes, "ribbon", f"no label: {attributes}")
    if path[-1] == "button":
        need({"screentip", "supertip", "keytip"} <= attributes.keys(), "ribbon", f"{attributes}")
    need(attributes.get("size") in (None, "large", "normal"), "ribbon", f"size {attributes}")


def _check_key_tips(root: Element) -> None:
    """One to three characters (ST_Keytip); none the beginning of another that is shown with it."""
    for parent in root.iter():
        if parent.tag not in (f"{RIBBON}tab", f"{RIBBON}menu"):
            continue
        shown = (
            parent
            if parent.tag == f"{RIBBON}menu"
            else [each for group in parent for each in group]
        )
        tips = [tip for each in shown if (tip := each.get("keytip"))]
        for tip in [*tips, parent.get("keytip") or "A"]:
            need(re.fullmatch("[A-Z0-9]{1,3}", tip), "ribbon", f"key tip {tip!r}")
        for one in tips:
            hidden = [other for other in tips if other is not one and other.startswith(one)]
            need(not hidden, "ribbon", f"key tip {one} hides {hidden}")
