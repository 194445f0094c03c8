"""The strongest chains that lead to a declaration, one for each way through companies and goods.

Best first, backwards from the declaration. What a chain can still reach upstream is known exactly, declaration by
declaration and by how many more are allowed (the layers of the pass), so nothing is looked at that cannot be among the
best. Chains through the same companies and goods by other shipments are one way: the strongest of them stands for it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tadasu.tracing import _checked
from tadasu.tracing._neighbours import Neighbours
from tadasu.tracing._pass import Exposures, Rules
from tadasu.tracing._paths_kernel import search
from tadasu.tracing._reach import as_potential
from tadasu.tracing._trade import Trade
from tadasu.tracing._weights import NOTHING

MOST_LOOKS = 200_000
"""Declarations looked at for one question at most; a search that stops there says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Positions of the declarations of a chain, the one that a finding touches first; `value` is its sum."""

    declarations: tuple[int, ...]
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """The strongest ways, strongest first; `whole` is False when the search was cut short after those."""

    paths: tuple[Path, ...]
    whole: bool


@dataclass(slots=True)
class PathFinder:
    """A traced trade made ready to be asked for paths. Answers are independent of each other."""

    trade: Trade
    seed: NDArray[np.int32]
    allowed: NDArray[np.uint8]
    found: Exposures
    rules: Rules
    _bought: Neighbours
    _layer: NDArray[np.int32]

    @classmethod
    def of(
        cls,
        trade: Trade,
        seed: NDArray[np.int32],
        allowed: NDArray[np.uint8],
        found: Exposures,
        *,
        rules: Rules | None = None,
    ) -> "PathFinder":
        """`found` are the exposures of this trade by these seeds under these rules. Raises UsageError `trade-column`."""
        rules = rules or Rules()
        allowed = _checked.table(allowed, trade.product)
        seed = _checked.strengths("seed", seed, len(trade))
        layer = as_potential(found, trade, rules)
        return cls(trade, seed, allowed, found, rules, Neighbours.bought(trade, found), layer)

    def to(self, declaration: int, *, most: int = 10) -> Paths:
        """The strongest `most` ways to one declaration; none when it is not exposed. Raises UsageError `trade-column`."""
        declaration = _checked.place("declaration", declaration, len(self.trade))
        row = int(np.searchsorted(self.found.declaration, declaration))
        if row == self.found.declaration.size or self.found.declaration[row] != declaration or most < 1:
            return Paths(paths=(), whole=True)
        rows, sums, whole = search(
            row, most, self.trade.seller, self.trade.product, self.trade.day, self.trade.weight, self.seed, self.allowed,
            self.rules.ageing, NOTHING, self.found.declaration, self._layer, self._bought.first, self._bought.item,
            MOST_LOOKS,
        )  # fmt: skip
        aged = self.rules.ageing * int(self.trade.day[declaration])
        paths = (
            Path(declarations=tuple(self.found.declaration[chain[chain >= 0]].tolist()), value=int(total) - aged)
            for chain, total in zip(rows, sums, strict=True)
        )
        return Paths(paths=tuple(paths), whole=bool(whole))

    def to_buyer(self, company: int, *, most: int = 10) -> Paths:
        """The strongest `most` ways to anything that a company bought. Raises UsageError `trade-column`."""
        company = _checked.place("company", company, self.trade.companies)
        bought = self.found.declaration[
            self._bought.item[self._bought.first[company] : self._bought.first[company + 1]]
        ]
        strongest = bought[
            np.argsort(-self.found.value[np.searchsorted(self.found.declaration, bought)], kind="stable")
        ]
        ways: dict[tuple[tuple[int, int], ...], Path] = {}
        whole = True
        for declaration in strongest.tolist():
            own = self.to(declaration, most=most)
            whole = whole and own.whole
            least = sorted((path.value for path in ways.values()), reverse=True)[most - 1 : most]
            if least and (not own.paths or own.paths[0].value < least[0]):
                break
            for path in own.paths:
                held = ways.setdefault(self.way(path), path)
                if path.value > held.value:
                    ways[self.way(path)] = path
        best = sorted(ways.values(), key=lambda path: (-path.value, len(path.declarations), path.declarations))
        return Paths(paths=tuple(best[:most]), whole=whole)

    def way(self, path: Path) -> tuple[tuple[int, int], ...]:
        """Seller and good of each declaration: what makes two chains the same way."""
        return tuple((int(self.trade.seller[e]), int(self.trade.product[e])) for e in path.declarations)
