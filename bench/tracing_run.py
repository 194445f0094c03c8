"""Measure tracing in this one process and say how long each step took.

    python -m bench.tracing_run make WORLD --declarations N [--text]
    python -m bench.tracing_run pass WORLD [--rounds N] [--shares] [--values VALUES.npy]
    python -m bench.tracing_run whole WORLD RESULTS.parquet
    python -m bench.tracing_run append WORLD
    python -m bench.tracing_run reach WORLD
    python -m bench.tracing_run paths WORLD

WORLD is a folder of bench/tracing_world.py. Compiled loops are loaded from disk before anything is timed. The last line on
standard output is one JSON object with seconds, counts and bytes.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bench.batch import peak_bytes
from bench.tracing_whole import whole
from bench.tracing_world import World, load, make, numbers, province
from tadasu.goods import Transformations, transformations
from tadasu.tracing import (
    NOTHING,
    Exposures,
    Ledger,
    Lots,
    Makings,
    PathFinder,
    Reach,
    Rules,
    State,
    Trade,
    advance,
    depths,
    exposures,
    seeds,
    tainted_shares,
    trace,
)

Report = Mapping[str, float]
Result = TypeVar("Result")

SEED = 20261125
"""Of the companies and declarations that are drawn to be asked about."""
BATCHES = {1_000: 40, 10_000: 12, 100_000: 3}
"""Size of a batch that is added -> how many of them."""
COMPANIES, HUBS, ASKED = 500, 100, 3_000
FEWER = 5


def main() -> None:
    print(json.dumps(measured(sys.argv[1:])))


def measured(words: Sequence[str]) -> dict[str, float]:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=("make", "pass", "whole", "append", "reach", "paths"))
    parser.add_argument("world", type=Path)
    parser.add_argument("results", type=Path, nargs="?", help="where `whole` writes what it found")
    parser.add_argument("--declarations", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--text", action="store_true", help="declarations.parquet too")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--shares", action="store_true", help="tainted shares too")
    parser.add_argument("--values", type=Path, help="write the exposure of every declaration")
    args = parser.parse_args(words)
    table = transformations()
    report: dict[str, float] = {}
    warm(table)
    if args.verb == "make":
        make(args.world, declarations=args.declarations, seed=args.seed, as_text=args.text)
    elif args.verb == "pass":
        report |= one_pass(args.world, table, rounds=args.rounds, with_shares=args.shares, values=args.values)
    elif args.verb == "whole":
        report |= whole(args.world, args.results, table)
    else:
        report |= {"append": append, "reach": reach, "paths": paths}[args.verb](load(args.world), table)
    return report | {"peak_bytes": peak_bytes()}


def one_pass(folder: Path, table: Transformations, *, rounds: int, with_shares: bool, values: Path | None) -> Report:
    """The pass from an empty state, what findings touch before it, and tainted shares after it."""
    before = peak_bytes()
    world = load(folder)
    ids, rules = numbers(world.trade.companies, table), Rules()
    timed = [_traced(world, table, rules) for _ in range(rounds)]
    found = timed[0][2]
    out = {
        "declarations": len(world.trade),
        "companies": world.trade.companies,
        "findings": len(world.findings),
        "seeds_s": _seconds(lambda: seeds(world.findings, world.trade, ids)),
        "pass_s": median(one for one, _, _ in timed),
        **_with_fewer(world, table, rules, rounds),
        "exposures_s": median(one for _, one, _ in timed),
        "exposed": found.declaration.size,
        **_planted(world, found),
        "added_bytes": peak_bytes() - before,
    }
    if values is not None:
        every = np.full(len(world.trade), NOTHING, np.int32)
        every[found.declaration] = found.value
        np.save(values, every)
    if with_shares:
        lots, makings = Lots.build(amount=world.grams * 1000, seed=world.seed), Makings(allowed=table.allowed)
        out["shares_s"] = _seconds(lambda: tainted_shares(world.trade, lots, makings))
        out["shares_bytes"] = peak_bytes() - before
    return out


def append(world: World, table: Transformations) -> Report:
    """A ledger of nearly all declarations; then the rest in batches, and at last one that is a year late."""
    size = len(world.trade)
    at = size - min(sum(batch * count for batch, count in BATCHES.items()), size // 2)
    ledger = Ledger.start(table.allowed)
    out = {"bulk_s": _seconds(lambda: ledger.add(_part(world.trade, 0, at), world.seed[:at])), "bulk": at}
    for batch, count in BATCHES.items():
        each = []
        for _ in range(count):
            part, seed = _part(world.trade, at, min(at + batch, size)), world.seed[at : at + batch]
            if len(part) == batch:
                each.append(_seconds(partial(ledger.add, part, seed)) / batch)
            at += len(part)
        if each:
            out |= {f"append_{batch}_s": median(each), f"append_{batch}_worst_s": max(each)}
    late = _one(world.trade, day=int(ledger.trade.day[-1]) - 365)
    return out | {"late_s": _seconds(lambda: ledger.add(late, np.full(1, NOTHING, np.int32)))}


def reach(world: World, table: Transformations) -> Report:
    """What a new finding on one company reaches, for companies at random and for those that sell most; then on a region."""
    started = time.perf_counter()
    ready = Reach.of(world.trade, table.allowed, trace(world.trade, world.seed, table.allowed))
    out = {"index_s": time.perf_counter() - started}
    sales = np.diff(ready.sold.first)
    clean = np.flatnonzero((sales > 0) & ~world.named)
    drawn = np.random.default_rng(SEED).choice(clean, min(COMPANIES, clean.size), replace=False)
    for name, companies in (("random", drawn), ("hubs", clean[np.argsort(-sales[clean])[:HUBS]])):
        asked = [_timed(partial(_reached, ready, company)) for company in companies.tolist()]
        out |= _quantiles(name, [seconds for seconds, _ in asked])
        out |= {f"{name}_declarations": float(np.mean([found.declaration.size for _, found in asked]))}
    return out | _region(world, table, ready)


def paths(world: World, table: Transformations) -> Report:
    """The ten strongest ways to declarations at random, to those of the largest sellers, and to the largest buyers."""
    found = trace(world.trade, world.seed, table.allowed)
    started = time.perf_counter()
    finder = PathFinder.of(world.trade, world.seed, table.allowed, found)
    out = {"index_s": time.perf_counter() - started}
    rng = np.random.default_rng(SEED)
    of_hubs = np.isin(world.trade.seller[found.declaration], _most(world.trade.seller[found.declaration]))
    for name, those in (("random", found.declaration), ("hubs", found.declaration[of_hubs])):
        drawn = rng.choice(those, min(ASKED, those.size), replace=False).tolist()
        asked = [_timed(partial(finder.to, one)) for one in drawn]
        out |= _quantiles(name, [seconds for seconds, _ in asked])
        out[f"{name}_paths"] = float(np.mean([len(ways.paths) for _, ways in asked]))
        out[f"{name}_cut_short"] = sum(not ways.whole for _, ways in asked)
    buyers = _most(world.trade.buyer[found.declaration]).tolist()
    return out | _quantiles("buyers", [_seconds(partial(finder.to_buyer, one)) for one in buyers])


def warm(table: Transformations) -> None:
    """Load every compiled loop that is measured, on a trade of two declarations."""
    trade = Trade.build(seller=[0, 1], buyer=[1, 2], product=[0, 0], day=[1, 1], weight=[0, 0])
    seed = np.array([0, NOTHING], np.int32)
    found = trace(trade, seed, table.allowed)
    depths(trade, table.allowed)
    tainted_shares(trade, Lots.build(amount=[1, 1], seed=seed), Makings(allowed=table.allowed))
    Reach.of(trade, table.allowed, found).raised(np.array([1], np.int32), np.zeros(1, np.int32))
    PathFinder.of(trade, seed, table.allowed, found).to_buyer(2)


def _traced(world: World, table: Transformations, rules: Rules) -> tuple[float, float, Exposures]:
    """Seconds of the pass from an empty state, of putting in order what it found, and that."""
    started = time.perf_counter()
    state = State.start(world.trade.companies, rules)
    advance(state, world.trade, world.seed, table.allowed, rules=rules)
    passed = time.perf_counter()
    found = exposures(state, world.trade, rules)
    return passed - started, time.perf_counter() - passed, found


def _with_fewer(world: World, table: Transformations, rules: Rules, rounds: int) -> dict[str, float]:
    """The same with one finding in `FEWER`: what a pass costs depends on how much is exposed."""
    some = seeds(world.findings[::FEWER], world.trade, numbers(world.trade.companies, table)).strength
    timed = [_traced(replace(world, seed=some), table, rules) for _ in range(rounds)]
    return {"fewer_pass_s": median(one for one, _, _ in timed), "fewer_exposed": timed[0][2].declaration.size}


def _planted(world: World, found: Exposures) -> dict[str, float]:
    """How many planted chains there are to be found, how many were, and how many decoys were taken for one."""
    exposed = np.isin([last for last, _ in world.lasts], found.declaration).tolist()
    true = [there for there, (_, reached) in zip(exposed, world.lasts, strict=True) if reached]
    return {"planted": len(true), "planted_found": sum(true), "decoys_found": sum(exposed) - sum(true)}


def _reached(ready: Reach, company: int) -> Exposures:
    own = ready.sold.item[ready.sold.first[company] : ready.sold.first[company + 1]]
    return ready.raised(own, np.zeros(own.size, np.int32))


def _region(world: World, table: Transformations, ready: Reach) -> dict[str, float]:
    """A finding on a province: its declarations, what it reaches beyond what was known, and a whole pass beside it.

    Raises SystemExit when the two do not agree.
    """
    finding, ids = province(world, table)
    touching, touched = _timed(lambda: seeds([finding], world.trade, ids).strength)
    places = np.flatnonzero(touched > NOTHING).astype(np.int32)
    following, raised = _timed(lambda: ready.raised(places, touched[places]))
    passing, anew = _timed(lambda: trace(world.trade, np.maximum(world.seed, touched), table.allowed))
    held = np.full(len(world.trade), NOTHING, np.int32)
    for one in (ready.found, raised):
        held[one.declaration] = one.value
    if not np.array_equal(held[anew.declaration], anew.value) or np.count_nonzero(held > NOTHING) != anew.value.size:
        raise SystemExit("The region's finding gives other exposures than a pass with all findings.")
    return {
        "region_touched": places.size,
        "region_raised": raised.declaration.size,
        "region_touching_s": touching,
        "region_s": following,
        "region_pass_s": passing,
    }


def _part(trade: Trade, low: int, high: int) -> Trade:
    """Declarations `low` to `high`, as they would be given."""
    columns = {name: getattr(trade, name)[low:high] for name in ("seller", "buyer", "product", "day", "weight")}
    return Trade.build(**columns, companies=trade.companies)


def _one(trade: Trade, *, day: int) -> Trade:
    return Trade.build(seller=[0], buyer=[1], product=[0], day=[day], weight=[0], companies=trade.companies)


def _most(companies: NDArray[np.int32]) -> NDArray[np.intp]:
    """The companies that occur most."""
    counts = np.bincount(companies)
    return np.argsort(-counts, kind="stable")[: min(HUBS, np.count_nonzero(counts))]


def _quantiles(name: str, seconds: Iterable[float]) -> dict[str, float]:
    values = list(seconds)
    return {f"{name}_p{percent}_s": float(np.percentile(values, percent)) for percent in (50, 99, 100)}


def _seconds(call: Callable[[], object]) -> float:
    return _timed(call)[0]


def _timed(call: Callable[[], Result]) -> tuple[float, Result]:
    started = time.perf_counter()
    result = call()
    return time.perf_counter() - started, result


if __name__ == "__main__":
    main()
