"""The numba loop of the exact pass: declarations in the order of days, what each buyer holds. Arrays only.

A holding is a good that a company has received and that a chain from a finding leads to. It has a label for each number
of declarations k from 1 to K - 1: the best sum over chains of at most k declarations that end in it. A label is kept as
`sum + ageing * day of arrival`, so that ageing costs nothing while the good lies there and labels of different days can
be compared. Only what is exposed is held; a company that holds nothing is passed over at the price of one look.
"""

import numpy as np

from tadasu.names import kernel, step

HEAD, STAMP = 0, 1
"""Columns of `company`: its first holding or -1, the sweep in which one of its holdings last got better."""


@kernel
def run(low, high, seller, buyer, product, day, weight, seed, allowed, ageing, nothing, company, holding, layer,
        exposed, slot, first_slot, count):  # fmt: skip
    """Declarations `low` to `high` (from the first of a day to the last of a day); where it stopped.

    `holding` (rows, K + 1) has K - 1 labels, then product and next holding; `layer` (rows, K) the sums of an exposed
    declaration by number of declarations, `exposed` its number; `slot` leads from a declaration (less `first_slot`) to
    its row, or holds -1. `count` holds the numbers of holdings, of exposed declarations, and of sweeps. Stops before a
    day for which the rows might not suffice; the caller makes more and goes on.
    """
    tiers = layer.shape[1]
    best = np.empty(tiers, np.int32)
    at = low
    while at < high:
        end = at + 1
        while end < high and day[end] == day[at]:
            end += 1
        if count[0] + end - at > holding.shape[0] or count[1] + end - at > layer.shape[0]:
            return at
        first = True
        again = True
        while again:
            again = False
            count[2] += 1
            sweep = count[2]
            for e in range(at, end):
                c = seller[e]
                if not first and company[c, STAMP] < sweep - 1:
                    continue
                if company[c, HEAD] < 0 and seed[e] <= nothing:
                    continue
                if not _reach(e, c, product[e], weight[e], seed[e], ageing * day[e], allowed, nothing, company, holding,
                              best):  # fmt: skip
                    continue
                _note(e, best, layer, exposed, slot, first_slot, count)
                if _hold(buyer[e], product[e], best, nothing, company, holding, count):
                    company[buyer[e], STAMP] = sweep
                    again = True
            first = False
        at = end
    return at


@step
def _reach(e, c, good, weight, seed, aged, allowed, nothing, company, holding, best):
    """Best sums over chains that end in declaration `e`, by number of declarations; whether there is one."""
    tiers = best.size
    start = seed + aged + weight if seed > nothing else nothing
    for k in range(tiers):
        best[k] = start
    h = company[c, HEAD]
    while h >= 0:
        if allowed[holding[h, tiers - 1], good]:
            for k in range(1, tiers):
                label = holding[h, k - 1]
                if label > nothing and label + weight > best[k]:
                    best[k] = label + weight
        h = holding[h, tiers]
    return best[tiers - 1] > nothing


@step
def _note(e, best, layer, exposed, slot, first_slot, count):
    row = slot[e - first_slot]
    if row < 0:
        row = count[1]
        count[1] += 1
        slot[e - first_slot] = row
        exposed[row] = e
    for k in range(best.size):
        layer[row, k] = best[k]


@step
def _hold(buyer, good, best, nothing, company, holding, count):
    """Let the buyer hold the good with these labels; whether a label got better."""
    tiers = best.size
    if tiers == 1 or best[tiers - 2] <= nothing:
        return False
    h = company[buyer, HEAD]
    while h >= 0 and holding[h, tiers - 1] != good:
        h = holding[h, tiers]
    if h < 0:
        h = count[0]
        count[0] += 1
        holding[h, tiers - 1] = good
        holding[h, tiers] = company[buyer, HEAD]
        company[buyer, HEAD] = h
        for k in range(tiers - 1):
            holding[h, k] = nothing
    better = False
    for k in range(tiers - 1):
        if best[k] > holding[h, k]:
            holding[h, k] = best[k]
            better = True
    return better
