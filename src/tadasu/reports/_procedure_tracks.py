"""The levels on which lines run sideways between two rows of states, so that they cross seldom and never run over each other.

Channel routing (Hashimoto and Stevens, Design Automation Workshop, 1971; with doglegs, Deutsch, ibid., 1976): lines come from
above, run sideways on a level, and go on downwards. Where a line from above ends at the place at which another begins to go
down, the first must be above the second; where that goes round in a circle, one of them changes its level half-way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

NEAR = 10
"""Pixels within which two upright lines would be taken for one."""


@dataclass(slots=True)
class Bundle:
    """Lines with one way on: `ups` are where they come from above, `downs` where they go on below."""

    ups: list[float] = field(default_factory=list)
    downs: list[float] = field(default_factory=list)

    @property
    def ends(self) -> list[float]:
        """All places where it comes or goes."""
        return [*self.ups, *self.downs]

    def meets(self, other: "Bundle") -> bool:
        """Whether they run sideways past one another."""
        return min(self.ends) < max(other.ends) + NEAR and min(other.ends) < max(self.ends) + NEAR

    def must_be_above(self, other: "Bundle") -> bool:
        """Whether an upright line of this one from above and of the other to below would run over each other otherwise."""
        return any(abs(up - down) < NEAR for up in self.ups for down in other.downs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The level, counted from the top, on which a bundle leaves where it comes from, and the one on which it comes to where
    it goes on; where they differ, `turn` is where it changes. A bundle that runs straight down has none: -1."""

    first: int
    last: int
    turn: float = 0


def routes(bundles: Sequence[Bundle]) -> list[Route]:
    """The route of each bundle.

    >>> [one.first for one in routes([Bundle([0], [50]), Bundle([20], [90]), Bundle([7], [7])])]
    [1, 0, -1]
    >>> routes([Bundle([0], [40]), Bundle([40], [0])])
    [Route(first=0, last=2, turn=20.0), Route(first=1, last=1, turn=0)]
    """
    out = [Route(first=-1, last=-1)] * len(bundles)
    halves: dict[int, Route] = {}
    waiting = {n: one for n, one in enumerate(bundles) if len(set(one.ends)) > 1}
    placed: list[tuple[Bundle, int]] = []
    turns = sorted({end for one in bundles for end in one.ends})
    while waiting:
        n, free = _next(waiting)
        one = waiting.pop(n)
        if not free:  # its lower half waits
            turn = _turn(one, turns)
            waiting[n] = Bundle([turn], one.downs)
            one = Bundle(one.ups, [turn])
            halves[n] = Route(first=_below(one, placed), last=-1, turn=turn)
        level = _below(one, placed)
        placed.append((one, level))
        out[n] = replace(halves[n], last=level) if n in halves else Route(first=level, last=level)
    return out


def _next(waiting: Mapping[int, Bundle]) -> tuple[int, bool]:
    """Of those that none must be above, the one that crosses the others least from above; without one, of those that go
    round in a circle."""
    above = {n: [m for m in waiting if m != n and waiting[n].must_be_above(waiting[m])] for n in waiting}
    free = [n for n in waiting if not any(n in below for below in above.values())]
    circle = [n for n in waiting if above[n]]
    return min(free or circle, key=lambda n: (_crossings(waiting[n], waiting.values()), n)), bool(free)


def _below(one: Bundle, placed: Sequence[tuple[Bundle, int]]) -> int:
    """The first level under all that it runs past."""
    return max((level for other, level in placed if other.meets(one)), default=-1) + 1


def _turn(one: Bundle, taken: list[float]) -> float:
    """A place to change the level, between its ends and as far as can be from where other lines come and go."""
    inside = [end for end in taken if min(one.ends) <= end <= max(one.ends)]
    left, right = max(pairwise(inside), key=lambda pair: pair[1] - pair[0])
    taken.append((left + right) / 2)
    taken.sort()
    return (left + right) / 2


def _crossings(one: Bundle, waiting: Iterable[Bundle]) -> int:
    """How many lines cross when a bundle is above all that wait."""
    return sum(
        sum(_within(up, one) for up in other.ups) + sum(_within(down, other) for down in one.downs)
        for other in waiting
        if other is not one
    )


def _within(x: float, one: Bundle) -> bool:
    return min(one.ends) < x < max(one.ends)
