"""Which tests run, and the fixtures that stand for what a machine may lack.

Plain ``pytest`` leaves the tests marked ``slow`` out, ``--slow`` takes them in. With
``THIDUA_COMPLETE=1``, as ``.ci/run`` sets it, they run and a skipped test is a failure.
"""

import subprocess
from pathlib import Path

import hypothesis
import pytest

from tests.support.libreoffice import UNO_PYTHON
from tests.support.tools import COMPLETE, SHARED, need, need_programs

# What else the machine does must not fail a property test.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the slow tests too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if COMPLETE or config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]


def _skipped(config: pytest.Config) -> list[pytest.TestReport]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if COMPLETE and reporter else []


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if skipped := _skipped(config):
        terminalreporter.section("skipped, in a run that must be complete", red=True)
        for report in skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
            terminalreporter.line(f"{report.nodeid}: {reason}")


@pytest.fixture(scope="session")
def soffice() -> None:
    """LibreOffice with its Python bridge."""
    need_programs("soffice")
    probe = [UNO_PYTHON, "-I", "-c", "import uno"]
    need(subprocess.run(probe, capture_output=True).returncode == 0, "python3-uno")


@pytest.fixture(scope="session")
def screen(soffice: None) -> None:
    """LibreOffice and a screen of its own with keyboard, mouse and camera."""
    need_programs("Xvfb", "xkbcomp", "openbox", "xdotool", "import")


@pytest.fixture(scope="session")
def poppler() -> None:
    """The program that turns PDF pages into pictures."""
    need_programs("pdftoppm")


@pytest.fixture(scope="session")
def ooxml_validator() -> None:
    """The Open XML SDK validator."""
    need_programs("node", "ooxml-validator")


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of law and real papers beside the project."""
    need(SHARED.is_dir(), "the folder shared/ beside the project")
    return SHARED
