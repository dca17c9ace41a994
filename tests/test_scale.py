"""A tenth of the country added up: everybody is counted, and the memory stays bounded."""

import re
import subprocess
import sys

import pytest

from tests.support.tools import ROOT

COMMUNES, MEGABYTES = 332, 500


@pytest.mark.slow
def test_a_tenth_of_the_country_is_added_up_in_bounded_memory() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.consolidate", str(COMMUNES)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"{COMMUNES:,} communes added up, 0 doubles" in run.stdout
    for used in re.findall(r"(\d+) MB", run.stdout):
        assert int(used) < MEGABYTES, run.stdout
