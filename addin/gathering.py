"""Many workbooks examined at once: on all cores of this machine, or on a cluster of machines.

The same function, `examine_safely`, runs behind the same interface, `concurrent.futures.Executor`:
a pool of processes, or what Dask makes of its workers. At any time only a few files are in memory,
and a worker that dies takes nothing with it.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from pathlib import Path

from addin.examining import Examined, examine_safely, refused
from addin.expected import ExpectedUnits
from addin.ledger import Arrival, Ledger, UnfitError
from addin.mail.inbox import Came
from addin.mail.receiving import (
    judged_by_list,
    read_mail,
    received_at,
    take_in_or_refuse,
)
from addin.refusal import Refusal

_AHEAD = 4
"""Files in the hands of each worker, so that none waits for the next."""
_BATCH = 50
"""Files that become known in one transaction."""
_STOPPED = (
    "Chương trình bị dừng khi đọc tệp này: hãy mở tệp bằng Excel, lưu lại rồi gửi lại, hoặc báo "
    "người phụ trách kỹ thuật."
)


@dataclass(frozen=True)
class Workforce:
    """Whoever does the work: `engage` makes a fresh executor of `size` workers.

    `deadly` are the failures by which an executor that goes on tells of a file that has ended
    worker after worker; a pool of processes breaks instead. Workers `elsewhere` do not see the
    files of this machine and are sent their bytes.
    """

    engage: Callable[[], Executor]
    size: int
    deadly: tuple[type[Exception], ...] = ()
    elsewhere: bool = False


def processes(count: int = 0) -> Workforce:
    """A pool of processes; without a number one for each core of this machine."""
    size = count or os.cpu_count() or 1
    return Workforce(lambda: ProcessPoolExecutor(size, mp_context=_process_context()), size)


def _process_context() -> BaseContext:
    # A fork saves every process its imports, but takes the locks of other threads along, which
    # a desktop program or a test has; nor are the libraries of macOS made for it.
    alone = threading.active_count() == 1 and sys.platform == "linux"
    return get_context("fork" if alone else "spawn")


@contextmanager
def cluster(scheduler: str) -> Iterator[Workforce]:
    """The workers of a Dask scheduler ("tcp://10.0.0.5:8786"), which need this program installed.

    Refusal where Dask is not installed here or nobody answers at the address.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise Refusal(
            "Máy này chưa cài phần chạy trên nhiều máy: hãy cài bằng pip install thidua[cluster]."
        ) from None
    try:
        client = Client(scheduler, timeout="15s")
    except (OSError, TimeoutError, ValueError) as error:
        raise Refusal(
            f"Không nối được tới bộ điều phối {scheduler}: hãy kiểm tra địa chỉ và mạng."
        ) from error
    with client:
        # Dask gives the work of a lost worker to another one by itself.
        size = max(1, sum(client.ncores().values()))
        try:
            yield Workforce(lambda: client.get_executor(retries=3), size, (KilledWorker,), True)
        except CancelledError as error:
            raise Refusal(
                f"Mất liên lạc với bộ điều phối {scheduler} khi đang làm: hãy kiểm tra mạng rồi "
                "chạy lại."
            ) from error


def gather(
    came: Iterable[Came],
    ledger: Ledger,
    expected: ExpectedUnits,
    now: datetime,
    workforce: Workforce,
    progress: Callable[[str], object] = lambda name: None,
) -> list[str]:
    """Examine everything that came and record it in a ledger; what could not be read, in words."""
    problems: list[str] = []
    sources = _sources(came, problems, workforce.elsewhere)
    known: list[tuple[Arrival, list[Examined]]] = []
    for (source, _), examined in examine_all(sources, now.date(), workforce):
        progress(examined.file_name)
        known.append((_arrival(source, examined, now), [judged_by_list(examined, expected)]))
        if len(known) == _BATCH:
            _record(ledger, known)
            known.clear()
    _record(ledger, known)
    return problems


def _record(ledger: Ledger, known: Sequence[tuple[Arrival, list[Examined]]]) -> None:
    """Make files known together; one that the ledger cannot hold does not take others along."""
    try:
        ledger.take_in_all(known)
    except UnfitError:
        for arrival, workbooks in known:
            take_in_or_refuse(ledger, arrival, workbooks)


_Source = tuple[Came, bytes | Path]
"""Where a workbook came from, and its bytes or the file that holds them."""


def _sources(came: Iterable[Came], problems: list[str], read: bool) -> Iterator[_Source]:
    for found in came:
        each = found.read() if read or found.is_mail else found
        if each.problem:
            problems.append(each.problem)
        elif not each.is_mail:
            yield each, each.held
        else:
            mail = read_mail(each.content)
            for name, content in mail.workbooks:
                within = f"{each.name}/{name}"
                yield Came(each.source, within, content, arrived=mail.arrived), content
            if mail.note:
                problems.append(f"{each.name}: {mail.note}")


def _arrival(came: Came, examined: Examined, now: datetime) -> Arrival:
    mark = sha256(f"{came.source}/{came.name}/{examined.file_hash}".encode()).hexdigest()
    received = f"{received_at(examined, now, came.arrived):%Y-%m-%d %H:%M:%S}"
    return Arrival(content_hash=mark, source=came.source, received=received)


def examine_all(
    sources: Iterable[_Source], day: date, workforce: Workforce
) -> Iterator[tuple[_Source, Examined]]:
    """Every source with what was found in it, as they are done; one that ends its worker twice
    is refused."""
    waiting = iter(sources)
    while True:
        executor = workforce.engage()
        running: dict[Future[Examined], _Source] = {}
        try:
            yield from _run(executor, running, waiting, day, workforce)
            return
        except BrokenExecutor:
            # One of those in hand ended its worker; alone, each shows whether it was that one.
            suspects = list(running.values())
        finally:
            for each in running:
                each.cancel()
            executor.shutdown(wait=False)
        for source in suspects:
            yield source, _alone(source, day, workforce)


def _run(
    executor: Executor,
    running: dict[Future[Examined], _Source],
    waiting: Iterator[_Source],
    day: date,
    workforce: Workforce,
) -> Iterator[tuple[_Source, Examined]]:
    while True:
        for source in islice(waiting, max(0, _AHEAD * workforce.size - len(running))):
            running[executor.submit(examine_safely, source[1], source[0].name, day)] = source
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            try:
                examined = future.result()
            except workforce.deadly:
                examined = _ended_its_worker(running[future])
            yield running.pop(future), examined


def _alone(source: _Source, day: date, workforce: Workforce) -> Examined:
    came, held = source
    executor = workforce.engage()
    try:
        return executor.submit(examine_safely, held, came.name, day).result()
    except BrokenExecutor:
        _refuse_without_workers(workforce)
        return _ended_its_worker(source)
    finally:
        executor.shutdown(wait=False)


def _refuse_without_workers(workforce: Workforce) -> None:
    """Refusal where not even a task that does nothing comes to its end: no file is to blame."""
    executor = workforce.engage()
    try:
        executor.submit(os.getpid).result()
    except BrokenExecutor as error:
        raise Refusal(
            "Máy này không chạy được các tiến trình đọc sổ (có thể hết bộ nhớ): hãy đóng bớt "
            "chương trình khác rồi chạy lại."
        ) from error
    finally:
        executor.shutdown(wait=False)


def _ended_its_worker(source: _Source) -> Examined:
    came, _ = source
    return refused(came.read().content, came.name, _STOPPED)
