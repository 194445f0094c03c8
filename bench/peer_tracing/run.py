"""Measure a peer of tracing on a world of declarations. Runs in the peers' environment only.

    python -m bench.peer_tracing.run ENGINE WORLD VALUES.npy [--layers] [--rounds N]

WORLD is a folder of bench/tracing_world.py; the exposure of every declaration is written, so that it can be compared with
ours. The last line on standard output is one JSON object with seconds and bytes: `prepare_s` from the columns to what the
engine asks, `answer_s` from there to the answer (the median of the rounds).
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

import numpy as np

from bench.peer_tracing.engines import ENGINES, prepare, values
from bench.peer_tracing.steps import read


def main() -> None:
    print(json.dumps(measured(sys.argv[1:])))


def measured(words: Sequence[str]) -> dict[str, float | str]:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("world", type=Path)
    parser.add_argument("values", type=Path)
    parser.add_argument("--layers", action="store_true", help="a graph with a bound on the length of chains")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args(words)
    declared = read(args.world)
    layers = declared.tiers if args.layers else 1
    started = time.perf_counter()
    ask = prepare(args.engine, declared, layers=layers)
    prepared = time.perf_counter() - started
    seconds = []
    for _ in range(args.rounds):
        started = time.perf_counter()
        costs = ask()
        seconds.append(time.perf_counter() - started)
    np.save(args.values, values(declared, costs, layers=layers))
    return {
        "version": version(args.engine.partition("-")[0]),
        "declarations": len(declared),
        "prepare_s": prepared,
        "answer_s": median(seconds),
        "peak_bytes": peak_bytes(),
    }


def peak_bytes() -> int:
    """Most memory this process has held; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return 0
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main()
