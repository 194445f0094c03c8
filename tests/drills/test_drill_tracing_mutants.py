"""Drill: take a test out of the pass, and the comparison with the definition must notice.

The loop is run as plain Python, once as it is and once for each mutant, over the same few hundred random worlds.
"""

import random
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from tests.oracles.tracing import Line, layers_by_length

import tadasu.tracing
from tadasu.tracing import NOTHING, Rules, State, Trade

KERNEL = Path(tadasu.tracing.__file__).with_name("_pass_kernel.py")
MUTANTS = {
    "product": (" and allowed[holding[h, tiers - 1], good]:", ":"),
    "goods held": ("held[buyer] |= bit(good)", "held[buyer] = bit(good)"),
    "goods asked for": ("inputs[good] |= bit(g)", "inputs[good] = bit(g)"),
    "time": ("while end < high and day[end] == day[at]:", "while end < high:"),
    "tie": ("            first = False\n", "            again = first = False\n"),
    "ageing": ("ageing * day[e]", "0 * day[e]"),
    "tiers": ("for k in range(1, tiers):\n                label = holding[h, k - 1]",
              "for k in range(1, tiers):\n                label = holding[h, min(k, tiers - 2)]"),
    "seed": ("start = seed + aged + weight if", "start = seed + weight if"),
}  # fmt: skip


def kernel(old: str = "", new: str = "") -> ModuleType:
    """The loop as plain Python, with `new` in the place of `old`."""
    source = KERNEL.read_text(encoding="utf-8")
    assert not old or old in source, f"the loop no longer has the line that this mutant changes: {old}"
    source = source.replace("from tadasu.names import kernel, step", "kernel = step = lambda function: function")
    module = ModuleType("mutant")
    exec(compile(source.replace(old, new) if old else source, "mutant", "exec"), module.__dict__)
    module.__dict__["BITS"] = 2  # so that even three goods have to share
    return module


def lines_of(rng: random.Random) -> tuple[list[Line], list[list[int]]]:
    goods = rng.randint(1, 3)
    lines = [
        Line(
            seller=rng.randrange(5),
            buyer=rng.randrange(5),
            product=rng.randrange(goods),
            day=20_000 + rng.randrange(4),
            weight=-rng.randrange(300),
            seed=-rng.randrange(500) if rng.random() < 0.2 else None,
        )
        for _ in range(rng.randint(1, 14))
    ]
    return lines, [[int(rng.random() < 0.6) for _ in range(goods)] for _ in range(goods)]


def agrees(module: ModuleType, rng: random.Random) -> bool:
    """Whether the loop gives what the definition gives, on one random world."""
    lines, allowed = lines_of(rng)
    rules = Rules(tiers=rng.randint(1, 5), ageing=rng.choice((0, 7)))
    names = ("seller", "buyer", "product", "day", "weight")
    trade = Trade.build(**{name: [getattr(one, name) for one in lines] for name in names}, companies=5)
    seed = np.array([NOTHING if (s := lines[row].seed) is None else s for row in trade.row], np.int32)
    state = State.start(5, rules)
    slot = np.full(len(trade), -1, np.int32)
    table = np.array(allowed, np.uint8)
    module.run(
        0, len(trade), trade.seller, trade.buyer, trade.product, trade.day, trade.weight, seed, table,
        module.sets_of_inputs(table), rules.ageing, NOTHING, state.company, state.held, state.holding, state.layer,
        state.exposed, slot, 0, state.count,
    )  # fmt: skip
    found: list[list[int | None]] = [[None] * rules.tiers for _ in lines]
    for row in range(int(state.count[1])):
        place = int(state.exposed[row])
        aged = rules.ageing * int(trade.day[place])
        found[trade.row[place]] = [None if s == NOTHING else int(s) - aged for s in state.layer[row]]
    return found == layers_by_length(lines, allowed, tiers=rules.tiers, ageing=rules.ageing)


def test_the_loop_as_it_is_agrees_with_the_definition() -> None:
    rng = random.Random(1)
    assert all(agrees(kernel(), rng) for _ in range(300))


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_loop_without_one_of_its_tests_does_not(mutant: str) -> None:
    module, rng = kernel(*MUTANTS[mutant]), random.Random(1)
    assert not all(agrees(module, rng) for _ in range(300))
