"""A trade that grows, with its exposures kept in step: new declarations are added, late ones put in their place.

What comes on or after the last day known is worked through from there. What changes the past (a late or corrected
declaration, one taken out, a finding withdrawn or of another date) is worked through again from the last snapshot before
the first day that changes; the outcome is that of a trade that was complete from the beginning. Snapshots are states:
small, since only what is exposed is in them.
"""

from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tadasu.schema import UsageError
from tadasu.tracing import _checked
from tadasu.tracing._pass import Exposures, Rules, State, advance, exposures
from tadasu.tracing._trade import Trade

MOST_SNAPSHOTS = 16
"""When there are more, every second one is given up."""

PART = 16
"""A snapshot is taken when one part in so many of the declarations came since the last."""

COLUMNS = tuple(one.name for one in fields(Trade) if one.name != "companies")


@dataclass(slots=True, kw_only=True)
class Ledger:
    """`trade.row` numbers the declarations in the order in which they were added, from 0; `seed` is parallel to `trade`.

    Both are views: take what you need before you add more.
    """

    rules: Rules
    allowed: NDArray[np.uint8]
    trade: Trade
    seed: NDArray[np.int32]
    state: State
    snapshots: list[State] = field(default_factory=list)
    added: int = 0

    @classmethod
    def start(cls, allowed: NDArray[np.uint8], *, rules: Rules | None = None) -> "Ledger":
        """One without declarations. Raises UsageError `trade-column` for a table that is none."""
        rules = rules or Rules()
        none = np.zeros(0, np.int32)
        allowed = _checked.table(allowed, np.zeros(0, np.int16))
        trade = Trade.build(seller=none, buyer=none, product=none, day=none, weight=none, companies=0)
        return cls(rules=rules, allowed=allowed, trade=trade, seed=none, state=State.start(0, rules))

    @property
    def exposures(self) -> Exposures:
        """What is exposed now; positions are those of `trade`."""
        return exposures(self.state, self.trade, self.rules)

    def add(self, trade: Trade, seed: NDArray[np.int32]) -> None:
        """Add declarations; `seed` is parallel to `trade`, whose rows are numbered on from those added before.

        Raises UsageError `trade-column` when something does not fit; then nothing is added.
        """
        seed = _checked.strengths("seed", seed, len(trade))
        _checked.products(trade.product, len(self.allowed))
        if not len(trade):
            return
        late = len(self.trade) > 0 and trade.day[0] < self.trade.day[-1]
        if late:
            self._rewind(int(trade.day[0]))
        else:
            self._reopen_last_day()
        self._append(trade, seed)
        if late:
            self._sort()
        self._go_on()

    def take_out(self, rows: NDArray[np.int32]) -> None:
        """Take declarations out, by row; other rows keep their numbers. Raises UsageError for one that is not there."""
        if rows.size and not np.issubdtype(rows.dtype, np.integer):
            raise UsageError("trade-column", column="rows", value=str(rows.dtype))
        gone = np.isin(self.trade.row, rows)
        if missing := len(np.unique(rows)) - int(gone.sum()):
            raise UsageError("trade-row-unknown", count=str(missing))
        if gone.any():
            self._rewind(int(self.trade.day[gone][0]))
            self._keep(np.flatnonzero(~gone))
            self._go_on()

    def reseed(self, seed: NDArray[np.int32]) -> None:
        """Put other strengths in the place of the old ones: a finding came, went, or has another strength or period."""
        seed = _checked.strengths("seed", seed, len(self.trade))
        changed = np.flatnonzero(seed != self.seed)
        if changed.size:
            self._rewind(int(self.trade.day[changed[0]]))
            self.seed[:] = seed
            self._go_on()

    def _append(self, trade: Trade, seed: NDArray[np.int32]) -> None:
        """Behind the others, in room made by doubling, so that a small addition costs little whatever is there."""
        old, new = len(self.trade), len(self.trade) + len(trade)
        rows = (trade.row + self.added).astype(np.int32)
        columns = {name: rows if name == "row" else getattr(trade, name) for name in COLUMNS}
        grown = {name: _extended(getattr(self.trade, name), column, new) for name, column in columns.items()}
        self.trade = Trade(**grown, companies=max(self.trade.companies, trade.companies))
        self.seed = _extended(self.seed, seed, new)
        self.added += new - old

    def _sort(self) -> None:
        self._keep(np.argsort(self.trade.day, kind="stable"))

    def _keep(self, places: NDArray[np.intp]) -> None:
        columns = {name: getattr(self.trade, name)[places] for name in COLUMNS}
        self.trade, self.seed = Trade(**columns, companies=self.trade.companies), self.seed[places]

    def _reopen_last_day(self) -> None:
        """Back to the beginning of the last day. What was received on it stays: adding can only add to it."""
        if not len(self.trade):
            return
        begins = int(np.searchsorted(self.trade.day, self.trade.day[-1]))
        self.state.count[1] = np.count_nonzero(self.state.exposed[: self.state.count[1]] < begins)
        self.state.done = begins

    def _rewind(self, day: int) -> None:
        """Back to the last snapshot that knows nothing of `day` and what follows."""
        before = int(np.searchsorted(self.trade.day, day))
        self.snapshots = [snapshot for snapshot in self.snapshots if snapshot.done <= before]
        self.state = self.snapshots[-1].copy() if self.snapshots else State.start(self.trade.companies, self.rules)

    def _widen(self, companies: int) -> None:
        """Room for companies that were not there before; nobody of them holds anything."""
        there = len(self.state.company)
        if there < companies:
            wide = State.start(companies, self.rules)
            wide.company[:there], wide.held[:there] = self.state.company, self.state.held
            self.state.company, self.state.held = wide.company, wide.held

    def _go_on(self) -> None:
        """To the end of the trade, with a snapshot on the way where the last one is far behind."""
        self._widen(self.trade.companies)
        total = len(self.trade)
        while self.state.done < total:
            last = self.snapshots[-1].done if self.snapshots else 0
            until = min(max(last + max(total // PART, 1), self.state.done + 1), total)
            until = int(np.searchsorted(self.trade.day, self.trade.day[until - 1], side="right"))
            advance(self.state, self.trade, self.seed, self.allowed, rules=self.rules, until=until)
            if self.state.done < total:
                self.snapshots.append(self.state.copy())
        if len(self.snapshots) > MOST_SNAPSHOTS:
            self.snapshots = self.snapshots[len(self.snapshots) % 2 :: 2][-MOST_SNAPSHOTS:]


def _extended(column: NDArray[Any], more: NDArray[Any], size: int) -> NDArray[Any]:
    """A view of `size` entries: the old and behind them the new, in the old memory when it has room."""
    held = column.base if isinstance(column.base, np.ndarray) and column.base.size >= size else None
    if held is None or held.dtype != column.dtype or held.ndim != 1:
        held = np.empty(max(2 * size, 1024), column.dtype)
        held[: column.size] = column
    held[column.size : size] = more
    return held[:size]
