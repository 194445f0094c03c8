"""The exact pass: how strongly a chain of declarations ties each declaration to a finding.

A chain is declarations e1 .. en, n at most `tiers`, in which the buyer of each is the seller of the next, the good of each
may go into the good of the next, and none is later than the next (what arrives on a day may leave on it). Its sum is the
strength of a finding that touches e1, plus the weights of all n, less `ageing` for each day from e1 to en. The exposure of
a declaration is the greatest sum over all chains that end in it. `docs/tracing.md` has it with an example;
`tests/oracles/tracing.py` computes it straight from this definition.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tadasu.schema import UsageError
from tadasu.tracing import _checked
from tadasu.tracing._pass_kernel import run, sets_of_inputs
from tadasu.tracing._trade import Trade
from tadasu.tracing._weights import AGEING, NOTHING, TIERS

FIRST_ROOM = 1 << 12
"""Rows for holdings and for exposed declarations to begin with; doubled when they do not suffice."""

MANY = 10_000
"""Declarations from which on it pays to read the whole table of goods first (0.1 ms)."""

_ALL = (1 << 64) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """`tiers` is the most declarations in a chain, `ageing` what a day takes off (thousandths of a nat, 0 or more).

    Raises UsageError `tracing-rule`.
    """

    tiers: int = TIERS
    ageing: int = AGEING

    def __post_init__(self) -> None:
        for rule, value, least, most in (("tiers", self.tiers, 1, 12), ("ageing", self.ageing, 0, 1000)):
            if type(value) is not int or not least <= value <= most:
                raise UsageError("tracing-rule", rule=rule, value=str(value))


@dataclass(slots=True, kw_only=True)
class State:
    """What is held and what was found after the first `done` declarations: enough to go on from there.

    `company` (companies, 2), `held` (companies, uint64), `holding` (rows, tiers + 1), `layer` (rows, tiers), `exposed`
    (rows) and `count` are as `_pass_kernel.run` says; rows beyond the counts mean nothing.
    """

    company: NDArray[np.int32]
    held: NDArray[np.uint64]
    holding: NDArray[np.int32]
    layer: NDArray[np.int32]
    exposed: NDArray[np.int32]
    count: NDArray[np.int32]
    done: int

    @classmethod
    def start(cls, companies: int, rules: Rules) -> "State":
        """Nobody holds anything."""
        company = np.zeros((companies, 2), np.int32)
        company[:, 0] = -1
        return cls(
            company=company,
            held=np.zeros(companies, np.uint64),
            holding=np.empty((FIRST_ROOM, rules.tiers + 1), np.int32),
            layer=np.empty((FIRST_ROOM, rules.tiers), np.int32),
            exposed=np.empty(FIRST_ROOM, np.int32),
            count=np.zeros(3, np.int32),
            done=0,
        )

    def copy(self) -> "State":
        """One that can go on without changing this one."""
        return replace(
            self,
            company=self.company.copy(),
            held=self.held.copy(),
            holding=self.holding.copy(),
            layer=self.layer.copy(),
            exposed=self.exposed.copy(),
            count=self.count.copy(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposures:
    """Every declaration that a chain from a finding leads to.

    `declaration` (sorted) are positions in the trade, `layer[i, k]` is the greatest sum over chains of at most k + 1
    declarations, NOTHING where there is none; both int32. `value` is the last column: the exposure.
    """

    declaration: NDArray[np.int32]
    layer: NDArray[np.int32]

    @property
    def value(self) -> NDArray[np.int32]:
        """The exposure of each."""
        last: NDArray[np.int32] = self.layer[:, -1]
        return last

    @property
    def tiers(self) -> NDArray[np.int32]:
        """Fewest declarations of a chain that reaches the exposure, from 1."""
        shorter: NDArray[np.int64] = (self.layer < self.layer[:, -1:]).sum(axis=1)
        return (1 + shorter).astype(np.int32)


def trace(
    trade: Trade, seed: NDArray[np.int32], allowed: NDArray[np.uint8], *, rules: Rules | None = None
) -> Exposures:
    """The exposures of a whole trade.

    `seed[i]` is the strength of the strongest finding that touches declaration i by itself, or NOTHING; `allowed[a, b]`
    is 1 where good a may go into good b. Raises UsageError `trade-column` when one of them does not fit the trade.
    """
    rules = rules or Rules()
    state = State.start(trade.companies, rules)
    advance(state, trade, seed, allowed, rules=rules)
    return exposures(state, trade, rules)


def advance(
    state: State,
    trade: Trade,
    seed: NDArray[np.int32],
    allowed: NDArray[np.uint8],
    *,
    rules: Rules,
    until: int | None = None,
) -> None:
    """Go on from `state.done` to `until`, the beginning of a day or the end of the trade; the state changes in place.

    Raises UsageError `trade-column`, with the state as it was.
    """
    low, high = state.done, len(trade) if until is None else until
    if not low <= high <= len(trade) or (0 < high < len(trade) and trade.day[high] == trade.day[high - 1]):
        raise UsageError("trade-column", column="until", value=str(high))
    if len(state.company) < trade.companies or state.layer.shape[1] != rules.tiers:
        raise UsageError("trade-column", column="state", value=f"{state.company.shape} {state.layer.shape}")
    if seed.shape != trade.day.shape:
        raise UsageError("trade-column", column="seed", value=str(seed.shape))
    allowed = _checked.table(allowed, trade.product[low:high])
    _checked.strengths("seed", seed[low:high], high - low)
    seed = np.ascontiguousarray(seed, np.int32)
    inputs = sets_of_inputs(allowed) if high - low >= MANY else np.full(len(allowed), _ALL, np.uint64)
    slot = np.full(max(high - low, 0), -1, np.int32)
    while state.done < high:
        state.done = run(
            state.done, high, trade.seller, trade.buyer, trade.product, trade.day, trade.weight, seed, allowed,
            inputs, rules.ageing, NOTHING, state.company, state.held, state.holding, state.layer, state.exposed, slot,
            low, state.count,
        )  # fmt: skip
        if state.done < high:
            _make_room(state)


def exposures(state: State, trade: Trade, rules: Rules) -> Exposures:
    """What the state has found, in the order of the trade; sums as of the day of each declaration."""
    found = int(state.count[1])
    order = np.argsort(state.exposed[:found], kind="stable")
    declaration = state.exposed[:found][order]
    layer = state.layer[:found][order]
    aged = (rules.ageing * trade.day[declaration].astype(np.int32))[:, None]
    return Exposures(declaration=declaration, layer=np.where(layer > NOTHING, layer - aged, np.int32(NOTHING)))


def _make_room(state: State) -> None:
    state.holding = _doubled(state.holding)
    state.layer = _doubled(state.layer)
    state.exposed = _doubled(state.exposed)


def _doubled(rows: NDArray[np.int32]) -> NDArray[np.int32]:
    more = np.empty((max(2 * len(rows), FIRST_ROOM), *rows.shape[1:]), np.int32)
    more[: len(rows)] = rows
    return more
