"""The programs and papers that some tests need: found, missed, run and ended."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"

COMPLETE = os.environ.get("THIDUA_COMPLETE") == "1"
"""A complete run: slow tests included, and whatever cannot be tested is a failure."""


def find_program(name: str) -> str | None:
    """The path of a program, looked for in the project's ``node_modules`` first."""
    return shutil.which(name, path=str(ROOT / "node_modules/.bin")) or shutil.which(name)


def need(found: bool, what: str) -> None:
    """Skip the calling test when ``what`` was not found; in a complete run fail it."""
    if not found and COMPLETE:
        pytest.fail(f"{what} is missing and this run must be complete")
    if not found:
        pytest.skip(f"{what} is missing")


def need_programs(*names: str) -> None:
    """``need`` each of these programs."""
    for name in names:
        need(find_program(name) is not None, name)


@contextmanager
def running(
    *command: str, env: dict[str, str] | None = None, **options: Any
) -> Iterator[subprocess.Popen[Any]]:
    """A quiet process that is killed at the end, with all that it started."""
    streams = ("stdin", "stdout", "stderr")
    process = subprocess.Popen(
        command,
        env=os.environ | (env or {}),
        start_new_session=True,
        **dict.fromkeys(streams, subprocess.DEVNULL) | options,
    )
    try:
        yield process
    finally:
        # The first process may be gone while its children live on in the group.
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
