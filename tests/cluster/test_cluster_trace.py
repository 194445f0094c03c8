"""Spark = the kernel = brute force = joins in DuckDB, to the bit, on hundreds of random worlds."""

import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.cluster.worlds import COLUMNS, Worlds, collected, of_definition, random_worlds
from tests.oracles.tracing import layers, layers_by_length
from tests.oracles.tracing_duckdb import layers as layers_by_joins

from tadasu.cluster import trace
from tadasu.schema import UsageError
from tadasu.tracing import Rules


def files(folder: Path) -> dict[str, int]:
    """Every file of a checkpoint, and when it was written."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def worlds() -> Worlds:
    return random_worlds(150, seed=20_261)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all machines."""
    return tmp_path_factory.mktemp("shared")


@pytest.mark.parametrize("ageing", [0, 3])
def test_spark_equals_the_kernel_and_chains_grown_one_by_one(local: Any, shared: Path, ageing: int) -> None:
    fresh = int.from_bytes(os.urandom(4))  # a failure says it
    worlds, rules = random_worlds(200, seed=fresh), Rules(ageing=ageing)
    found = collected(trace(*worlds.frames(local), worlds.allowed, checkpoint=f"{shared}/{ageing}", rules=rules), rules)
    assert found == worlds.kernel(rules), fresh
    grown = [
        own
        for world, table in zip(worlds.worlds, worlds.tables, strict=True)
        for own in layers_by_length(world, table.tolist(), tiers=rules.tiers, ageing=ageing)
    ]
    assert found == of_definition(grown), fresh


def test_spark_equals_the_best_of_all_chains_and_joins_in_duckdb(local: Any, shared: Path) -> None:
    worlds, rules = random_worlds(60, seed=7, most=12), Rules(tiers=5, ageing=40)
    found = collected(trace(*worlds.frames(local), worlds.allowed, checkpoint=f"{shared}/all", rules=rules), rules)
    one_by_one = [
        own
        for world, table in zip(worlds.worlds, worlds.tables, strict=True)
        for own in layers(world, table.tolist(), tiers=rules.tiers, ageing=rules.ageing)
    ]
    assert found == of_definition(one_by_one)
    joined = layers_by_joins(worlds.lines, worlds.allowed.tolist(), tiers=rules.tiers, ageing=rules.ageing)
    assert found == of_definition(joined)


def test_a_run_that_is_there_is_not_done_again_and_a_damaged_level_is(local: Any, shared: Path, worlds: Worlds) -> None:
    folder, rules = shared / "again", Rules(tiers=4)
    first = collected(trace(*worlds.frames(local), worlds.allowed, checkpoint=str(folder), rules=rules), rules)
    written = files(folder)
    assert {"level-4/_SUCCESS", "sold/_SUCCESS", "run/_SUCCESS"} <= set(written)
    assert not (folder / "level-5").exists()
    again = trace(*worlds.frames(local), worlds.allowed, checkpoint=str(folder), rules=rules)
    assert files(folder) == written
    assert collected(again, rules) == first
    half = folder / "level-4"
    (half / "_SUCCESS").unlink()
    for part in sorted(half.glob("part-*"))[1:]:
        part.unlink()
    shutil.copy(
        folder / "level-3" / next(iter(sorted((folder / "level-3").glob("part-*")))).name, half / "part-of-a-dead-run"
    )
    assert collected(trace(*worlds.frames(local), worlds.allowed, checkpoint=str(folder), rules=rules), rules) == first
    kept = {name: time for name, time in files(folder).items() if not name.startswith("level-4")}
    assert kept == {name: time for name, time in written.items() if not name.startswith("level-4")}


def test_the_checkpoint_of_another_run_is_refused(local: Any, shared: Path) -> None:
    worlds, folder = random_worlds(3, seed=3), f"{shared}/other"
    declarations, seeds = worlds.frames(local)
    trace(declarations, seeds, worlds.allowed, checkpoint=folder, rules=Rules(tiers=1))
    others = [
        (declarations, seeds, worlds.allowed, Rules(tiers=2)),
        (declarations, seeds, 1 - worlds.allowed, Rules(tiers=1)),
        (declarations, seeds.where("number > 3"), worlds.allowed, Rules(tiers=1)),
        (declarations.withColumn("weight", declarations.weight - 1), seeds, worlds.allowed, Rules(tiers=1)),
    ]
    for *inputs, rules in others:
        with pytest.raises(UsageError, match="cluster-checkpoint-other"):
            trace(*inputs, checkpoint=folder, rules=rules)


def test_companies_may_be_texts_and_a_declaration_may_have_two_findings(local: Any, shared: Path) -> None:
    rows = [(10, "mill", "weaver", 0, 5, -1), (30, "weaver", "shop", 1, 5, -2), (20, "weaver", "shop", 1, 4, 0)]
    declarations = local.createDataFrame(rows, COLUMNS.replace("seller int, buyer int", "seller string, buyer string"))
    seeds = local.createDataFrame([(10, -9), (10, -3), (20, None), (99, 0)], "number bigint, seed int")
    found = trace(
        declarations, seeds, np.array([[0, 1], [0, 0]], np.uint8), checkpoint=f"{shared}/text", rules=Rules(tiers=2)
    )
    nothing = -(1 << 30)
    assert collected(found, Rules(tiers=2)) == {10: [-4, -4], 30: [nothing, -6]}


def test_nothing_touched_nothing_exposed(local: Any, shared: Path) -> None:
    worlds = random_worlds(2, seed=1)
    declarations, seeds = worlds.frames(local)
    assert trace(declarations, seeds.where("seed > 0"), worlds.allowed, checkpoint=f"{shared}/none").count() == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("weight", "1"),
        ("day", "-1"),
        ("day", "80000"),
        ("product", "2"),
        ("product", "null"),
        ("seller", "null"),
        ("weight", "0.5"),
    ],
)
def test_a_column_that_cannot_be_used_is_refused(local: Any, shared: Path, column: str, value: str) -> None:
    declarations = local.createDataFrame([(0, 1, 2, 0, 5, 0)], COLUMNS).selectExpr(
        *(
            f"{value} as {name}" if name == column else name
            for name in ("number", "seller", "buyer", "product", "day", "weight")
        )
    )
    seeds = local.createDataFrame([(0, 0)], "number bigint, seed int")
    with pytest.raises(UsageError, match=f"trade-column.*{column}"):
        trace(declarations, seeds, np.ones((2, 2), np.uint8), checkpoint=f"{shared}/refused")
    assert not (shared / "refused").exists()
