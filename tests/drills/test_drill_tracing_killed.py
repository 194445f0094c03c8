"""Drill: a trace that is killed at random moments and taken up again ends where an undisturbed one does."""

import random
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tadasu.tracing import NOTHING, Trade, load, trace

WORK = """
import sys
from pathlib import Path
from tadasu.store import DataFolderError
from tadasu.tracing import Ledger, load, save
sys.path.insert(0, sys.argv[2])
from tests.drills.test_drill_tracing_killed import ALLOWED, BATCH, part, whole
place = Path(sys.argv[1])
trade, seed = whole()
try:
    ledger = load(place, ALLOWED)
except DataFolderError as error:
    assert error.code == "trace-missing", error
    ledger = Ledger.start(ALLOWED)
while ledger.added < len(trade):
    ledger.add(*part(trade, seed, ledger.added, min(ledger.added + BATCH, len(trade))))
    save(ledger, place)
"""
BATCH = 800
MOST_KILLS = 6
ALLOWED = (np.random.default_rng(3).random((12, 12)) < 0.4).astype(np.uint8)


def whole() -> tuple[Trade, NDArray[np.int32]]:
    """The same 24,000 declarations for parent and child, with a finding on a few sellers."""
    rng, size = np.random.default_rng(11), 24_000
    trade = Trade.build(
        seller=rng.integers(0, 900, size, np.int32),
        buyer=rng.integers(0, 900, size, np.int32),
        product=rng.integers(0, 12, size, np.int32),
        day=rng.integers(18_000, 18_400, size, np.int32),
        weight=-rng.integers(0, 300, size, np.int32),
        companies=900,
    )
    return trade, np.where(trade.seller % 71 == 0, 0, NOTHING).astype(np.int32)


def part(trade: Trade, seed: NDArray[np.int32], low: int, high: int) -> tuple[Trade, NDArray[np.int32]]:
    """Declarations `low` to `high` as a batch of its own."""
    names = ("seller", "buyer", "product", "day", "weight", "country")
    columns = {name: getattr(trade, name)[low:high] for name in names}
    return Trade.build(**columns, companies=trade.companies), seed[low:high]


@pytest.mark.slow
def test_a_killed_trace_goes_on_where_it_was(tmp_path: Path) -> None:
    place, root = tmp_path / "trace", Path(__file__).parents[2]
    command = [sys.executable, "-c", WORK, str(place), str(root)]
    rng, killed, longest = random.Random(), 0, 3.0
    for _ in range(60):
        child = subprocess.Popen(command)
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=rng.uniform(0.2, longest) if killed < MOST_KILLS else None)
        if child.poll() is None:
            child.kill()
            killed += 1
        if child.wait() == 0:
            if killed:
                break
            shutil.rmtree(place)  # it was through before the moment came: again, and sooner
            longest = max(longest / 2, 0.3)
        if place.exists():
            load(place, ALLOWED)  # whatever moment it was, what is there is whole
    trade, seed = whole()
    ledger = load(place, ALLOWED)
    assert killed
    assert len(ledger.trade) == len(trade)
    found, expected = ledger.exposures, trace(trade, seed, ALLOWED)
    assert np.array_equal(found.declaration, expected.declaration)
    assert np.array_equal(found.layer, expected.layer)
