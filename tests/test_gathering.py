"""Many workbooks at once: every one examined once, whoever does the work and whoever dies."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from addin import gathering
from addin.examining import Examined, Standing, examine_safely
from addin.expected import ExpectedUnits
from addin.gathering import Workforce, cluster, gather, processes
from addin.ledger import Ledger
from addin.mail.inbox import Came
from addin.refusal import Refusal
from tests.support.sent import mail, of_unit, sent
from tests.support.tools import ROOT, running

NOW = datetime(2021, 1, 21, 8, 0)
UNITS = [(f"0{number:04}", f"Xã số {number}") for number in range(1, 7)]
THREADS = Workforce(lambda: ThreadPoolExecutor(2), 2)


@pytest.fixture(scope="module")
def workbooks() -> list[Came]:
    return [Came("dir", f"{code}.xlsx", sent(of_unit(code, name))) for code, name in UNITS]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger(f"sqlite:///{tmp_path / 'so_cai.sqlite'}")
    yield made
    made.close()


def known(ledger: Ledger) -> list[tuple[str, str]]:
    return sorted((each.unit_code, each.unit_name) for each in ledger.entries())


def test_every_workbook_is_known_once(workbooks: list[Came], ledger: Ledger) -> None:
    seen: list[str] = []
    gather(workbooks, ledger, ExpectedUnits(), NOW, THREADS, seen.append)
    gather(workbooks, ledger, ExpectedUnits(), NOW, THREADS)
    assert known(ledger) == UNITS
    assert sorted(seen) == [f"{code}.xlsx" for code, _ in UNITS]


def test_workbooks_within_mails_are_found(workbooks: list[Came], ledger: Ledger) -> None:
    both = mail(*((each.name, each.content) for each in workbooks[:2]))
    came = [Came("dir", "thư.eml", both), Came("dir", "trống.eml", mail())]
    problems = gather(came, ledger, ExpectedUnits(), NOW, THREADS)
    assert known(ledger) == UNITS[:2]
    assert problems == ["trống.eml: Thư không có sổ .xlsx kèm theo."]


def test_a_workbook_within_a_mail_came_when_the_mail_did(ledger: Ledger) -> None:
    """Whoever prepares a sending in time and sends it late is late, however it is added up."""
    late = mail(("a.xlsx", sent(at=datetime(2021, 1, 10, 9)))).replace(
        b"Wed, 20 Jan 2021 09:30:00 +0700", b"Wed, 20 Jan 2021 09:30:00 -0000"
    )
    gather([Came("dir", "thư.eml", late)], ledger, ExpectedUnits(), NOW, THREADS)
    [entry] = ledger.entries()
    assert entry.received.startswith("2021-01-20")


def test_a_file_that_makes_the_program_fail_is_refused_and_logged(
    workbooks: list[Came], ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def fail(*arguments: Any) -> Any:
        raise RecursionError

    monkeypatch.setattr("addin.examining.open_content", fail)
    gather(workbooks[:1], ledger, ExpectedUnits(), NOW, THREADS)
    [entry] = ledger.entries()
    assert entry.standing is Standing.REFUSED
    assert "RecursionError" in (tmp_path / "thidua" / "thidua.log").read_text("utf-8")


def _ends_its_worker(content: bytes, name: str, received: date) -> Examined:
    """Stands for a file on which a library ends the whole process."""
    if name == "độc.xlsx":
        os.kill(os.getpid(), signal.SIGKILL)
    return examine_safely(content, name, received)


@pytest.mark.slow
def test_a_file_that_ends_its_worker_is_refused_and_all_others_are_counted(
    workbooks: list[Came], ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "examine_safely", _ends_its_worker)
    poison = Came("dir", "độc.xlsx", b"PK")
    came = [*workbooks[:3], poison, *workbooks[3:]]
    # Forked, so that the workers know the function of this module.
    fork = Workforce(lambda: ProcessPoolExecutor(2, mp_context=get_context("fork")), 2)
    gather(came, ledger, ExpectedUnits(), NOW, fork)
    standings = {each.file_name: each.standing for each in ledger.entries()}
    assert standings.pop("độc.xlsx") is Standing.REFUSED
    assert len(standings) == len(UNITS)
    assert set(standings.values()) == {Standing.ACCEPTED}


@pytest.mark.slow
def test_processes_of_this_machine_find_the_same(workbooks: list[Came], ledger: Ledger) -> None:
    gather(workbooks, ledger, ExpectedUnits(), NOW, processes(2))
    assert known(ledger) == UNITS


def _ended() -> None:
    os._exit(1)


@pytest.mark.slow
def test_no_file_is_blamed_where_no_process_can_start(
    workbooks: list[Came], ledger: Ledger
) -> None:
    dead = Workforce(
        lambda: ProcessPoolExecutor(1, mp_context=get_context("fork"), initializer=_ended), 1
    )
    with pytest.raises(Refusal, match="tiến trình"):
        gather(workbooks, ledger, ExpectedUnits(), NOW, dead)
    assert not known(ledger)


def test_a_cluster_that_does_not_answer_is_said() -> None:
    with pytest.raises(Refusal, match="bộ điều phối"), cluster("không phải địa chỉ"):
        pass


QUIET = ("--no-dashboard",)
DASK = str(Path(sys.executable).with_name("dask"))


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """The address of a scheduler without workers."""
    file = tmp_path / "scheduler.json"
    here = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    with running(DASK, "scheduler", *here, *QUIET):
        yield _address(file)


def worker(scheduler: str, folder: Path, *options: str) -> Any:
    """A worker of one thread that lives as long as the context."""
    command = (DASK, "worker", scheduler, "--nthreads", "1", *QUIET, *options)
    return running(*command, cwd=str(folder))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_finds_the_same_when_a_worker_is_killed(
    workbooks: list[Came], ledger: Ledger, scheduler: str, tmp_path: Path
) -> None:
    with (
        worker(scheduler, tmp_path, "--no-nanny") as first,
        worker(scheduler, tmp_path, "--no-nanny"),
        cluster(scheduler) as workforce,
    ):
        assert _workers(scheduler, 2) == 2
        seen: list[str] = []

        def kill_one(name: str) -> None:
            if not seen:
                os.kill(first.pid, signal.SIGKILL)
            seen.append(name)

        gather(workbooks * 3, ledger, ExpectedUnits(), NOW, workforce, kill_one)
    assert known(ledger) == UNITS


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_file_that_ends_every_worker_of_a_cluster_is_refused_and_all_others_are_counted(
    workbooks: list[Came],
    ledger: Ledger,
    scheduler: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # the workers know the function of this module
    monkeypatch.setattr(gathering, "examine_safely", _ends_its_worker)
    came = [*workbooks[:3], Came("dir", "độc.xlsx", b"PK"), *workbooks[3:]]
    with worker(scheduler, tmp_path), cluster(scheduler) as workforce:
        assert _workers(scheduler, 1) == 1
        gather(came, ledger, ExpectedUnits(), NOW, workforce)
    standings = {each.file_name: each.standing for each in ledger.entries()}
    assert standings.pop("độc.xlsx") is Standing.REFUSED
    assert len(standings) == len(UNITS)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_is_lost_in_the_middle_is_said(
    workbooks: list[Came], ledger: Ledger, tmp_path: Path
) -> None:
    file = tmp_path / "scheduler.json"
    here = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    with running(DASK, "scheduler", *here, *QUIET) as process:
        address = _address(file)
        with worker(address, tmp_path, "--no-nanny"):
            assert _workers(address, 1) == 1

            def lose_it(name: str) -> None:
                os.kill(process.pid, signal.SIGKILL)

            with (
                pytest.raises(Refusal, match="Mất liên lạc"),
                cluster(address) as workforce,
            ):
                gather(workbooks * 3, ledger, ExpectedUnits(), NOW, workforce, lose_it)


def _address(file: Path) -> str:
    import json

    for _ in range(300):
        if file.exists() and file.stat().st_size:
            return str(json.loads(file.read_text())["address"])
        time.sleep(0.1)
    raise TimeoutError


def _workers(address: str, wanted: int) -> int:
    from distributed import Client

    with Client(address) as client:
        client.wait_for_workers(wanted, timeout=60)
        return len(client.scheduler_info()["workers"])
