"""Executors as processes of their own: the same bits, and one that is killed in the middle is survived."""

import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cluster.conftest import kill, pids_of_executors
from tests.cluster.worlds import collected, random_worlds
from tests.oracles.invented import entity, many, read_one_way

from tadasu.cluster import parties_of, screen, trace
from tadasu.screening import Index, Options
from tadasu.screening import screen as screen_here
from tadasu.tracing import Rules

PATIENCE = 300
"""Seconds until something that must come is given up."""


def until(something: Callable[[], Any]) -> None:
    """Wait for it."""
    end = time.monotonic() + PATIENCE
    while not something():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def in_thread(work: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    out: list[Any] = []
    thread = threading.Thread(target=lambda: out.append(work()))
    thread.start()
    return thread, out


def at_work(spark: Any) -> bool:
    return bool(spark.sparkContext.statusTracker().getActiveStageIds())


@pytest.fixture
def two(executors: Any) -> Any:
    """The session, with both executors there (one that was killed has come again)."""
    until(lambda: len(pids_of_executors()) == 2)
    return executors


def test_a_trace_survives_an_executor_that_is_killed(two: Any, tmp_path: Path) -> None:
    worlds, rules = random_worlds(60, seed=5), Rules(tiers=5, ageing=2)
    declarations, seeds = worlds.frames(two)

    def run() -> Any:
        return collected(trace(declarations, seeds, worlds.allowed, checkpoint=str(tmp_path), rules=rules), rules)

    thread, out = in_thread(run)
    until(lambda: (tmp_path / "level-2" / "_SUCCESS").exists() and at_work(two))
    victim = min(pids_of_executors())
    kill(victim)
    assert not (tmp_path / "level-5" / "_SUCCESS").exists(), "the kill came too late to show anything"
    thread.join(PATIENCE)
    assert out == [worlds.kernel(rules)]
    assert victim not in pids_of_executors()


def test_a_screening_survives_an_executor_that_is_killed(two: Any, tmp_path: Path) -> None:
    listed = [entity(f"l{i}", name) for i, name in enumerate(many(500, seed=31))]
    names = [name for name in many(500, seed=31)[::2] + many(3000, seed=32) if read_one_way(name)]
    suppliers = [entity(f"s{i}", name) for i, name in enumerate(names)]
    options = Options(threshold=0.6, threads=1)
    parties = parties_of(two, suppliers).repartition(40)
    thread, out = in_thread(lambda: screen(parties, listed, folder=tmp_path, options=options).collect())
    until(lambda: at_work(two))
    kill(max(pids_of_executors()))
    assert not out
    thread.join(PATIENCE)
    here = screen_here(suppliers, Index.build(listed), options=options).matches
    there = {(row.query_id, row.entity_id, row.log_odds, row.probability) for row in out[0]}
    assert there == {(match.query_id, match.entity_id, match.log_odds, match.probability) for match in here}
    assert len(out[0]) == len(here) > 100


def test_everything_listens_on_this_machine_alone(two: Any) -> None:
    ours = {str(pid) for pid in pids_of_executors()} | {str(two._jvm.ProcessHandle.current().pid())}
    listed = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=True).stdout
    lines = [line for line in listed.splitlines() if any(f"pid={pid}," in line for pid in ours)]
    assert len(lines) >= 3
    assert [
        line for line in lines if "127.0.0.1]:" not in line.split()[3] and "127.0.0.1:" not in line.split()[3]
    ] == []
