"""Processor time in ratios: jobs take turns, so that a busy machine slows all alike."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

Timed = Iterable[tuple[str, float]]
"""What was done, and the seconds of processor time it took."""


def timed(name: str, job: Callable[[], object]) -> tuple[str, float]:
    """Do a job once."""
    start = time.process_time()
    job()
    return name, time.process_time() - start


def least(turn: Callable[[], Timed], repeats: int) -> dict[str, float]:
    """The least seconds of each job, over so many turns of all jobs."""
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(repeats):
        for name, seconds in turn():
            times[name].append(seconds)
    return {name: min(taken) for name, taken in times.items()}


def in_turn(**jobs: Callable[[], object]) -> Callable[[], Iterator[tuple[str, float]]]:
    """A turn of independent jobs."""
    return lambda: (timed(name, job) for name, job in jobs.items())
