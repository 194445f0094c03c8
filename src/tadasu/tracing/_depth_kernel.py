"""The numba loop that measures how far upstream each declaration can be seen. Arrays only."""

import numpy as np

from tadasu.names import kernel, step

DEPTH, GOOD, NEXT = range(3)
"""Columns of a holding."""


@kernel
def measure(seller, buyer, product, day, allowed, companies, most):
    """Depth of each declaration; `day` ascends."""
    depth = np.ones(day.size, np.int8)
    first = np.full(companies, -1, np.int32)
    holding = np.empty((1 << 12, 3), np.int32)
    held = 0
    at = 0
    while at < day.size:
        end = at + 1
        while end < day.size and day[end] == day[at]:
            end += 1
        while held + end - at > holding.shape[0]:
            more = np.empty((2 * holding.shape[0], 3), np.int32)
            more[:held] = holding[:held]
            holding = more
        again = True
        fresh = True
        while again:
            again = False
            for e in range(at, end):
                deep = _deepest(first[seller[e]], product[e], allowed, holding, most)
                if deep > depth[e] or fresh:
                    depth[e] = max(deep, depth[e])
                    held, better = _receive(buyer[e], product[e], depth[e], first, holding, held)
                    again = again or better
            fresh = False
        at = end
    return depth


@step
def _deepest(h, good, allowed, holding, most):
    """One more than the depth of the deepest holding that may go into the good, at most `most`."""
    deep = 1
    while h >= 0 and deep < most:
        if holding[h, DEPTH] >= deep and allowed[holding[h, GOOD], good]:
            deep = holding[h, DEPTH] + 1
        h = holding[h, NEXT]
    return min(deep, most)


@step
def _receive(buyer, good, deep, first, holding, held):
    """Let the buyer hold the good; the number of holdings, and whether one got deeper."""
    h = first[buyer]
    while h >= 0 and holding[h, GOOD] != good:
        h = holding[h, NEXT]
    if h < 0:
        holding[held, DEPTH] = deep
        holding[held, GOOD] = good
        holding[held, NEXT] = first[buyer]
        first[buyer] = held
        return held + 1, True
    if deep > holding[h, DEPTH]:
        holding[h, DEPTH] = deep
        return held, True
    return held, False
