"""A run whose driver is killed goes on behind the last level that was whole, and ends as if nothing had been."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.cluster.worlds import collected, random_worlds

from tadasu.cluster import trace
from tadasu.tracing import Rules

ROOT = Path(__file__).parents[2]
PATIENCE = 180
PROGRAM = """
import sys
from tests.cluster.worlds import random_worlds
from tadasu.cluster import session, trace
from tadasu.tracing import Rules
worlds = random_worlds(100, seed=9)
trace(*worlds.frames(session("local[2]")), worlds.allowed, checkpoint=sys.argv[1], rules=Rules(ageing=1))
"""


def test_a_killed_driver_leaves_whole_levels_and_the_next_goes_on(local: Any, tmp_path: Path) -> None:
    second = tmp_path / "level-2" / "_SUCCESS"
    driver = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        end = time.monotonic() + PATIENCE
        while not second.exists():
            assert driver.poll() is None, "it ended by itself"
            assert time.monotonic() < end, "it did not come to the second level"
            time.sleep(0.02)
    finally:
        os.killpg(driver.pid, signal.SIGKILL)  # Python and the Java it started, nothing else is in its group
        driver.wait()
    whole = {path.parent.name for path in tmp_path.glob("*/_SUCCESS")}
    assert "level-6" not in whole, "the kill came too late to show anything"
    before = {path: path.stat().st_mtime_ns for name in whole for path in (tmp_path / name).rglob("*")}
    worlds, rules = random_worlds(100, seed=9), Rules(ageing=1)
    found = collected(trace(*worlds.frames(local), worlds.allowed, checkpoint=str(tmp_path), rules=rules), rules)
    assert found == worlds.kernel(rules)
    assert {path: path.stat().st_mtime_ns for path in before} == before
