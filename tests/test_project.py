"""The project keeps its own rules: layers, docstrings, style, types, pins, nothing private."""

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.tools import ROOT

PACKAGES = ("validators", "addin")

ROOMS = {
    "addin": ["addin"],
    "addin.commands": ["addin/cli.py", "addin/demo.py", "addin/buttons.py"],
    "addin.buttons": [
        "addin/press.py",
        "addin/excel.py",
        "addin/calc.py",
        "addin/ribbon",
        "addin/oxt",
    ],
    "xlwings": ["addin/book/live.py", "addin/book/excel_api.py", "addin/excel.py"],
    "uno": ["addin/oxt"],
    "openpyxl": ["addin/book"],
    "xlsxwriter": ["addin/book"],
    "python_calamine": ["addin/book"],
    "docx": ["addin/documents"],
    "lxml": ["addin/book", "addin/documents"],
}
"""Where alone a module may be imported, so that it can be replaced and slows nothing else."""

SLOW_TO_LOAD = {"openpyxl", "xlsxwriter", "python_calamine", "docx", "lxml.etree", "xlwings"}

LOCK_FILES = {"uv.lock", "poetry.lock", "Pipfile.lock", "package-lock.json", "yarn.lock"}

# Spelt so that no pattern matches itself in this file.
PRIVATE = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.org|proxy\.golang\.org"  # addresses of registries
    r"|index[-]url|--(find-links|registry)[ =]"  # options that name one
    r"|(?<![\w.*])/(work|home|root|Users|tmp)/\w|[A-Z]:\\Users\\\w"  # paths of one machine
)


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Path below the project and syntax tree of every module of the program."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def imports(tree: ast.Module) -> set[str]:
    """Names of the modules that a module imports anywhere, with what it takes from them."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def project_files() -> list[Path]:
    """Files that are or will be committed; without git those that .gitignore leaves."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        run = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
        found = [ROOT / name for name in run.stdout.split("\0") if name]
    except (FileNotFoundError, subprocess.CalledProcessError):
        ignored = [".git", *(line.strip("/") for line in (ROOT / ".gitignore").read_text().split())]
        found = [
            path
            for path in ROOT.rglob("*")
            if not any(
                fnmatch(part, name) for part in path.relative_to(ROOT).parts for name in ignored
            )
        ]
    return [path for path in found if path.is_file()]


def listed(lines: Iterable[str]) -> str:
    return "".join(f"\n{line}" for line in sorted(lines))


def run_tool(*arguments: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_validators_package_is_ours_from_any_folder(tmp_path: Path) -> None:
    # Another distribution called validators exists; -I keeps this folder off the module path.
    program = [sys.executable, "-I", "-c", "import validators; print(validators.__file__)"]
    run = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(run.stdout.strip()) == ROOT / "validators/__init__.py"


@pytest.mark.parametrize("module", ROOMS)
def test_a_module_is_imported_in_its_room_only(module: str) -> None:
    outside = [
        path
        for path, tree in sources()
        if any(f"{name}.".startswith(f"{module}.") for name in imports(tree))
        and not any(f"{path}/".startswith(f"{room}/") for room in ROOMS[module])
    ]
    assert not outside, listed(outside)


def test_the_command_starts_without_what_only_some_jobs_need() -> None:
    command = Path(sys.executable).with_name("thidua")
    run = subprocess.run(
        [command, "--help"],
        env=os.environ | {"PYTHONPROFILEIMPORTTIME": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "Thi Đua" in run.stdout
    loaded = {line.rpartition("|")[2].strip() for line in run.stderr.splitlines()}
    assert "addin.cli" in loaded
    assert loaded & SLOW_TO_LOAD == set()


def test_everything_public_has_a_docstring() -> None:
    definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    bare = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in sources()
        for node in tree.body
        if isinstance(node, definition) and not node.name.startswith("_")
        if not ast.get_docstring(node)
    ]
    bare += [path for path, tree in sources() if tree.body and not ast.get_docstring(tree)]
    assert not bare, listed(bare)


def test_no_registry_address_no_machine_path_no_lock_file_is_committed() -> None:
    found = [f"{path.name} is a lock file" for path in project_files() if path.name in LOCK_FILES]
    for path in project_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in PRIVATE.finditer(text)]
    assert not found, listed(found)


def test_style_holds() -> None:
    run_tool("ruff", "check", "--quiet", ".")
    run_tool("ruff", "format", "--quiet", "--check", ".")


def test_types_hold() -> None:
    run_tool("mypy", "--no-error-summary")


def needed_packages() -> tuple[dict[str, str], set[str]]:
    """What the project and its tests need: name and installed version on this machine; names on
    any machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    here: dict[str, str] = {}
    anywhere: set[str] = set()
    seen: set[tuple[str, frozenset[str]]] = set()
    while wanted:
        requirement = Requirement(wanted.pop())
        name = canonicalize_name(requirement.name)
        if (name, frozenset(requirement.extras)) in seen:
            continue
        seen.add((name, frozenset(requirement.extras)))
        anywhere.add(name)
        if not requirement.marker or requirement.marker.evaluate({"extra": ""}):
            here[name] = importlib.metadata.version(name)
            wanted += _needs_of(name, requirement.extras)
    return here, anywhere


def _needs_of(name: str, extras: set[str]) -> Iterator[str]:
    """What a package needs, and what its extras that were asked for need besides."""
    for text in importlib.metadata.requires(name) or []:
        requirement = Requirement(text)
        if "extra ==" not in str(requirement.marker):
            yield text
        elif any(requirement.marker.evaluate({"extra": each}) for each in extras):
            requirement.marker = None
            yield str(requirement)


def test_pins_are_what_is_installed_and_leave_nothing_out() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    constraints = map(Requirement, project["tool"]["uv"]["constraint-dependencies"])
    pins: dict[str, str] = {canonicalize_name(pin.name): str(pin.specifier) for pin in constraints}
    here, anywhere = needed_packages()

    unpinned = [
        f"{name}=={version}" for name, version in here.items() if pins.get(name) != f"=={version}"
    ]
    assert not unpinned, f"pyproject.toml should pin{listed(unpinned)}"
    unneeded = set(pins) - anywhere
    assert not unneeded, f"pyproject.toml pins what nothing needs{listed(unneeded)}"
