"""Spark for tests. Without pyspark this folder is skipped, visibly; `make check-cluster` and CI run it with pyspark.

Starting Spark takes seconds and there is one session a process: it is kept until a test asks for another master.
"""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

EXECUTOR = "CoarseGrainedExecutorBackend"
"""The class that an executor's Java process runs."""

Started = Callable[[str], Any]


def pytest_pycollect_makemodule() -> None:
    """Asked before a test file of this folder is imported."""
    pytest.importorskip("pyspark", reason="pyspark is not installed here: make check-cluster runs these tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sockets that Spark leaves to the collector are not ours to close. Tests of one master come together."""
    ours = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))
        item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"))
    places = [place for place, item in enumerate(items) if item in ours]
    ours.sort(key=lambda item: "executors" in getattr(item, "fixturenames", ()))
    for place, item in zip(places, ours, strict=True):
        items[place] = item


@pytest.fixture(scope="session")
def started() -> Iterator[Started]:
    """The session of a master; that of another is ended."""
    from tadasu.cluster import session

    held: dict[str, Any] = {}

    def start(master: str) -> Any:
        if master not in held:
            for other in held.values():
                other.stop()
            held.clear()
            held[master] = session(master)
        return held[master]

    yield start
    for spark in held.values():
        spark.stop()


@pytest.fixture
def local(started: Started) -> Any:
    """Spark in this process, two cores."""
    return started("local[2]")


@pytest.fixture
def executors(started: Started) -> Any:
    """Two executors of one core, each a Java process of its own on 127.0.0.1."""
    return started("local-cluster[2,1,1024]")


def pids_of_executors() -> set[int]:
    """Executors below this very process, and no other's."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    parents: dict[int, int] = {}
    found: set[int] = set()
    for line in listed.splitlines():
        pid, parent, args = line.split(None, 2)
        parents[int(pid)] = int(parent)
        if EXECUTOR in args:
            found.add(int(pid))
    return {pid for pid in found if os.getpid() in _ancestors(pid, parents)}


def kill(pid: int) -> None:
    """As a machine dies that loses its power."""
    os.kill(pid, signal.SIGKILL)


def _ancestors(pid: int, parents: dict[int, int]) -> set[int]:
    out: set[int] = set()
    while pid in parents and pid not in out:
        out.add(pid)
        pid = parents[pid]
    return out
