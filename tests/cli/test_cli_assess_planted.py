"""`tadasu assess` on planted trade with seeds nobody has tried, through files and names as a user has them."""

import csv
import secrets
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tadasu.demo import trade, write_trade

Run = Callable[..., subprocess.CompletedProcess[str]]
SEEDS = [secrets.randbelow(1 << 31) for _ in range(3)]
"""New in every run; a failure names the seed."""


@pytest.mark.parametrize("register", [(), ("--companies", "companies.csv")], ids=["alone", "with-a-register"])
@pytest.mark.parametrize("seed", SEEDS, ids=("first", "second", "third"))
def test_every_planted_chain_is_held_and_no_decoy_is(
    tadasu: Run, tmp_path: Path, seed: int, register: tuple[str, ...]
) -> None:
    write_trade(tmp_path, trade(seed, declarations=3000, chains=100), form="csv")
    files = ("declarations.csv", "--findings", "findings.csv", *register)
    done = tadasu("assess", *files, "--flow", "import", "--least-strength", "0.000001", "--out", "queue.csv")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "queue.csv").open(encoding="utf-8", newline="") as file:
        queue = {row["declaration"]: row for row in csv.DictReader(file)}
    with (tmp_path / "chains.csv").open(encoding="utf-8", newline="") as file:
        chains = list(csv.DictReader(file))
    assert {chain["reached"] for chain in chains} == {"yes", "no"}
    for chain in chains:
        row = queue[chain["last"]]
        reached = chain["reached"] == "yes"
        assert (row["disposition"] == "hold") == reached, (seed, chain, row)
        if reached:
            assert row["tier"] == chain["tiers"], (seed, chain, row)
