"""The bench of tracing: its tables hold a cell under every head, and the peers are asked the question that we answer."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bench import assess, ground, tracing, tracing_peers, tracing_run
from bench.peer_tracing import engines, run
from bench.peer_tracing.steps import Declared
from bench.table import Table, markdown
from tests.oracles.tracing import Line, layers

from tadasu.tracing import AGEING, NOTHING, TIERS

SMALL = 3_000


class Here(ground.Ground):
    """Everything in this one process, with the peers that are installed for other reasons."""

    def ours(self, verb: str, world: Path, *words: str) -> ground.Report:
        return tracing_run.measured([verb, str(world), *words])

    def theirs(self, engine: str, world: Path, values: Path, *words: str) -> ground.Report:
        return run.measured([engine, str(world), str(values), *words])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    monkeypatch.setattr(ground, "PROCESSES", 1)
    monkeypatch.setattr(tracing_run, "BATCHES", {100: 4, 1_000: 1})
    monkeypatch.setattr(tracing, "BATCHES", tracing_run.BATCHES)
    return Here(tmp_path, peers=Path("here"))


def is_whole(table: Table) -> bool:
    """Whether every row has a cell for each head, and the page a line for each row."""
    lines = [line for line in markdown(table).splitlines() if line.startswith("|")]
    return all(len(row) == len(table.header) for row in table.rows) and len(lines) == len(table.rows) + 2


def declared(lines: list[Line], allowed: list[list[int]]) -> Declared:
    def column(name: str, kind: Any = np.int32) -> Any:
        return np.array([getattr(line, name) for line in lines], kind)

    return Declared(
        seller=column("seller"),
        buyer=column("buyer"),
        product=column("product", np.int16),
        day=column("day"),
        weight=column("weight"),
        seed=np.array([NOTHING if line.seed is None else line.seed for line in lines], np.int32),
        allowed=np.array(allowed, np.uint8),
        tiers=TIERS,
        ageing=AGEING,
        nothing=NOTHING,
    )


def asked(engine: str, world: Declared, *, layered: bool = True) -> list[int]:
    count = world.tiers if layered and engine in engines.BY_GRAPH else 1
    found: list[int] = engines.values(world, engines.prepare(engine, world, layers=count)(), layers=count).tolist()
    return found


def chain(length: int) -> list[Line]:
    """A line of firms that pass one good on, the first of them touched."""
    return [Line(n, n + 1, 0, 100 + n, -105, 0 if n == 0 else None) for n in range(length)]


def test_every_measure_of_a_large_world_has_a_row_with_all_its_cells(here: Here) -> None:
    world = here.world(SMALL, as_text=True)
    table = tracing.large(here, world, here.several("pass", world), declarations=SMALL)
    assert is_whole(table)
    assert {"<= 0.5", "<= 15", "< 1", "< 20", "< 5"} <= {bar for _, _, bar, _ in table.rows}


def test_peers_stand_beside_ours_and_give_the_same_exposures(here: Here) -> None:
    table = tracing_peers.beside_peers(
        here,
        [
            tracing_peers.Peer("scipy", "scipy", tracing_peers.LAYERS, (SMALL,), ("--layers",)),
            tracing_peers.Peer("DuckDB", "duckdb", tracing_peers.SAME, (SMALL,)),
        ],
    )
    assert is_whole(table)
    assert [row[table.header.index("values that differ")] for row in table.rows] == ["0", "0"]


def test_a_peer_that_gives_something_else_stops_the_bench(tmp_path: Path) -> None:
    class Wrong(Here):
        def theirs(self, engine: str, world: Path, values: Path, *words: str) -> ground.Report:
            report = super().theirs(engine, world, values, *words)
            np.save(values, np.load(values) + 1)
            return report

    with pytest.raises(SystemExit, match="gives another exposure than ours for 3,000"):
        tracing_peers.beside_peers(
            Wrong(tmp_path, Path("here")), [tracing_peers.Peer("DuckDB", "duckdb", tracing_peers.SAME, (SMALL,))]
        )


def test_without_peers_the_table_is_empty_and_says_so(tmp_path: Path) -> None:
    table = tracing_peers.beside_peers(ground.Ground(tmp_path, None))
    assert not table.rows
    assert "not measured" in table.notes[-1]


def test_without_memory_for_fifty_million_the_row_says_that_it_was_not_measured(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing, "free_bytes", lambda: 10**9)
    table = tracing.growth(here, sizes=(SMALL,), huge=10 * SMALL)
    assert is_whole(table)
    assert table.rows[-1][:2] == ("30,000", "NOT MEASURED")
    assert "NOT MEASURED: 1 GB were free" in table.notes[-1]


def test_an_assessment_is_split_into_stages_that_add_up(here: Here) -> None:
    (table,) = assess.tables(here, declarations=SMALL, firms=1_000)
    assert is_whole(table)
    seconds = {stage: float(s) for stage, s, share in table.rows if share and not stage.startswith("of it")}
    whole = seconds.pop("end to end")
    assert sum(seconds.values()) == pytest.approx(whole, abs=0.05)


@pytest.mark.parametrize("engine", ["scipy", "duckdb"])
@pytest.mark.parametrize("seed", range(5))
def test_a_peer_answers_the_definition(engine: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    days = sorted(rng.integers(100, 104, 14).tolist())
    lines = [
        Line(
            seller=int(rng.integers(4)),
            buyer=int(rng.integers(4)),
            product=int(rng.integers(3)),
            day=day,
            weight=-105 * int(rng.integers(3)),
            seed=-int(rng.integers(50)) if rng.random() < 0.2 else None,
        )
        for day in days
    ]
    allowed = (rng.random((3, 3)) < 0.6).astype(int).tolist()
    wanted = [NOTHING if row[-1] is None else row[-1] for row in layers(lines, allowed, tiers=TIERS, ageing=AGEING)]
    assert asked(engine, declared(lines, allowed)) == wanted


@pytest.mark.parametrize("engine", ["scipy", "duckdb"])
def test_a_chain_ends_at_the_last_tier_for_a_peer_too(engine: str) -> None:
    found = asked(engine, declared(chain(TIERS + 2), [[1]]))
    assert [value > NOTHING for value in found] == [True] * TIERS + [False] * 2


def test_without_layers_a_graph_knows_no_tiers() -> None:
    found = asked("scipy", declared(chain(TIERS + 2), [[1]]), layered=False)
    assert all(value > NOTHING for value in found)
