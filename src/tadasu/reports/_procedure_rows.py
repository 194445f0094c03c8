"""The row of each state of a procedure, by the longest way that leads to it; what goes round in a circle leads back somewhere.

Only a way that is part of a circle leads back: there the order of the states says which are earlier, for it is the flow as
its author wrote it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_IN_ROW = 3
"""States side by side: so wide a picture can still be read where it is fitted to a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """From one state to another, by their places; `badge` is the width of the numbers on it."""

    source: int
    target: int
    badge: float


def rows_of(count: int, arrows: Sequence[Arrow]) -> list[int]:
    """The row of each state: below all that lead to it and come earlier in the flow; what leads to an earlier one leads back.

    >>> steps = ((0, 1), (0, 2), (1, 2), (2, 0))
    >>> rows_of(3, [Arrow(source=source, target=target, badge=20) for source, target in steps])
    [0, 1, 2]
    """
    flow = _flow(count, arrows)
    rank = {state: n for n, state in enumerate(flow)}
    rows = [0] * count
    for n, state in enumerate(flow):
        leading = (one.source for one in arrows if one.target == state and rank[one.source] < n)
        row = max((rows[source] + 1 for source in leading), default=0)
        while sum(rows[other] == row for other in flow[:n]) == MOST_IN_ROW:
            row += 1
        rows[state] = row
    return rows


def _flow(count: int, arrows: Sequence[Arrow]) -> list[int]:
    """The states in their order, but each after all from which a way leads to it and no way back."""
    reached = [_reached(state, arrows) for state in range(count)]
    before = [{n for n in range(count) if state in reached[n] and n not in reached[state]} for state in range(count)]
    out: list[int] = []
    while len(out) < count:
        out.append(next(state for state in range(count) if state not in out and before[state] <= set(out)))
    return out


def _reached(state: int, arrows: Sequence[Arrow]) -> set[int]:
    """Everything to which a way leads from a state."""
    found: set[int] = set()
    waiting = [state]
    for one in waiting:
        for arrow in arrows:
            if arrow.source == one and arrow.target not in found:
                found.add(arrow.target)
                waiting.append(arrow.target)
    return found
