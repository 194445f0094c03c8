"""The numba loops that measure how far upstream each declaration can be seen. Arrays only.

What a firm holds is small, but there are many firms: the time goes into waiting for memory. So nothing is kept that no
sale of the firm can ask for, a firm's holdings lie side by side, and sets of goods are held against each other as bits
before a holding is looked at, as in `_pass_kernel`: sharing a bit says maybe, sharing none says no.
"""

import numpy as np

from tadasu.names import kernel, step
from tadasu.tracing._pass_kernel import bit

HOLDING = np.dtype([("source", np.int32), ("good", np.int16), ("deep", np.int8), ("other", np.int8)])
"""The greatest depth in which a firm received a good, from whom, and the greatest from anyone else (0 for none)."""

START, SIZE, STAMP = range(3)
"""Columns of `firm`: where its holdings begin, how many there are, the sweep in which one last got deeper."""

WANTED, HELD = range(2)
"""Columns of `sets`: goods that may go into what the firm sells, and goods that it holds."""


@kernel
def rooms(seller, buyer, product, inputs, firm, sets):
    """Give each firm room for what it may hold; how much that is for all. `firm` and `sets` hold 0."""
    for e in range(seller.size):
        sets[seller[e], WANTED] |= inputs[product[e]]
    for e in range(seller.size):
        if sets[buyer[e], WANTED] & bit(product[e]):
            firm[buyer[e], SIZE] += 1
    total = 0
    for c in range(firm.shape[0]):
        firm[c, START] = total
        total += min(firm[c, SIZE], inputs.size)
        firm[c, SIZE] = 0
    return total


@kernel
def measure(seller, buyer, product, day, made_of, inputs, most, back, firm, sets, holding, depth):
    """Fill `depth` (which holds 1); `day` ascends, `made_of[good, g]` is 1 where g may go into the good, `most` above 1.

    Unless `back`, what a firm received from its buyer does not count.
    """
    at = 0
    sweep = 0
    while at < day.size:
        end = at + 1
        while end < day.size and day[end] == day[at]:
            end += 1
        fresh = True
        again = True
        while again:
            again = False
            sweep += 1
            for e in range(at, end):
                c, good = seller[e], product[e]
                maybe = sets[c, HELD] & inputs[good]
                if not fresh and (maybe == 0 or firm[c, STAMP] < sweep - 1):
                    continue
                deep = 1
                if maybe:
                    buys = np.int32(-1) if back else buyer[e]
                    deep = _deepest(firm[c, START], firm[c, SIZE], buys, inputs[good], made_of[good], holding, most)
                if fresh or deep > depth[e]:
                    depth[e] = deep
                    wanted = sets[buyer[e], WANTED] & bit(good)
                    if wanted and _receive(buyer[e], good, c, min(deep, most - 1), firm, sets, holding):
                        firm[buyer[e], STAMP] = sweep
                        again = True
            fresh = False
        at = end


@step
def _deepest(start, size, buyer, inputs, made_of, holding, most):
    """One more than the depth of the deepest holding that may go into the good and did not come from the buyer."""
    deep = 0
    for h in range(start, start + size):
        held = holding[h]
        if held.deep > deep and inputs & bit(held.good) and made_of[held.good]:
            deep = max(deep, held.deep if held.source != buyer else held.other)
            if deep == most - 1:
                break
    return deep + 1


@step
def _receive(buyer, good, source, deep, firm, sets, holding):
    """Let the buyer hold the good; whether it is there anew, or deeper, or as deep from someone else."""
    h = firm[buyer, START]
    end = h + firm[buyer, SIZE]
    if sets[buyer, HELD] & bit(good):
        while h < end and holding[h].good != good:
            h += 1
    else:
        h = end
    if h == end:
        firm[buyer, SIZE] += 1
        sets[buyer, HELD] |= bit(good)
        holding[h].source = source
        holding[h].good = good
        holding[h].deep = deep
        holding[h].other = 0
        return True
    if source == holding[h].source:
        if deep <= holding[h].deep:
            return False
        holding[h].deep = deep
    elif deep > holding[h].deep:
        holding[h].other = holding[h].deep
        holding[h].deep = deep
        holding[h].source = source
    elif deep > holding[h].other:
        holding[h].other = deep
    else:
        return False
    return True
