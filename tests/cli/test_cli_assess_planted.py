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


@pytest.mark.slow
def test_look_alikes_of_a_large_register_are_told_apart_by_number_and_name(tadasu: Run, tmp_path: Path) -> None:
    held_and_not(tadasu, tmp_path, secrets.randbelow(1 << 31), (), declarations=80_000, chains=600)


@pytest.mark.parametrize("register", [(), ("--companies", "companies.csv")], ids=["alone", "with-a-register"])
@pytest.mark.parametrize("seed", SEEDS, ids=("first", "second", "third"))
def test_every_planted_chain_is_held_and_no_decoy_is(
    tadasu: Run, tmp_path: Path, seed: int, register: tuple[str, ...]
) -> None:
    held_and_not(tadasu, tmp_path, seed, register, declarations=3000, chains=100)


def held_and_not(
    tadasu: Run, tmp_path: Path, seed: int, register: tuple[str, ...], *, declarations: int, chains: int
) -> None:
    """Grow a world, assess it, and look for every chain and every decoy in the queue."""
    write_trade(tmp_path, trade(seed, declarations=declarations, chains=chains), form="csv")
    files = ("declarations.csv", "--findings", "findings.csv", *register)
    done = tadasu("assess", *files, "--flow", "import", "--least-strength", "0.000001", "--out", "queue.csv")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "queue.csv").open(encoding="utf-8", newline="") as file:
        queue = {row["declaration"]: row for row in csv.DictReader(file)}
    with (tmp_path / "chains.csv").open(encoding="utf-8", newline="") as file:
        planted = list(csv.DictReader(file))
    assert {chain["reached"] for chain in planted} == {"yes", "no"}
    for chain in planted:
        row = queue[chain["last"]]
        reached = chain["reached"] == "yes"
        assert (row["disposition"] == "hold") == reached, (seed, chain, row)
        if reached:
            assert row["tier"] == chain["tiers"], (seed, chain, row)
