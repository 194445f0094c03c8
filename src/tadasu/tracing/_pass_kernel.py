"""The numba loop of the exact pass: declarations in the order of days, what each buyer holds. Arrays only.

A holding is a good that a company has received and that a chain from a finding leads to. It has a label for each number
of declarations k from 1 to K - 1: the best sum over chains of at most k declarations that end in it. A label is kept as
`sum + ageing * day of arrival`, so that ageing costs nothing while the good lies there and labels of different days can
be compared. Only what is exposed is held; a company that holds nothing is passed over at the price of one look, and one
that holds nothing which may go into what it sells, nearly always at that of two: what is held and what may go into a good
are kept as sets of 64 bits too (good g has the bit g modulo 64), and sharing none says no.
"""

import numpy as np

from tadasu.names import kernel, step

HEAD, STAMP = 0, 1
"""Columns of `company`: its first holding or -1, the sweep in which one of its holdings last got better."""

BITS = 64
"""Bits of a set of goods."""


@kernel
def sets_of_inputs(allowed):
    """For each good the goods that may go into it, as bits."""
    inputs = np.zeros(allowed.shape[1], np.uint64)
    for g in range(allowed.shape[0]):
        for good in range(allowed.shape[1]):
            if allowed[g, good]:
                inputs[good] |= bit(g)
    return inputs


@kernel
def run(low, high, seller, buyer, product, day, weight, seed, allowed, inputs, ageing, nothing, company, held, holding,
        layer, exposed, slot, first_slot, count):  # fmt: skip
    """Declarations `low` to `high` (from the first of a day to the last of a day); where it stopped.

    `inputs` are `sets_of_inputs` or, where that is not worth reading the whole table, all bits; `held` are the sets of
    goods that companies hold. `holding` (rows, K + 1) has K - 1 labels, then product and next holding; `layer` (rows, K)
    the sums of an exposed declaration by number of declarations, `exposed` its number; `slot` leads from a declaration
    (less `first_slot`) to its row, or holds -1. `count` holds the numbers of holdings, of exposed declarations, and of
    sweeps. Stops before a day for which the rows might not suffice; the caller makes more and goes on.
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
                maybe = held[c] & inputs[product[e]]
                if maybe == 0 and seed[e] <= nothing:
                    continue
                if not _reach(company[c, HEAD], maybe, product[e], weight[e], seed[e], ageing * day[e], allowed, nothing,
                              holding, best):  # fmt: skip
                    continue
                _note(e, best, layer, exposed, slot, first_slot, count)
                if _hold(buyer[e], product[e], best, nothing, company, held, holding, count):
                    company[buyer[e], STAMP] = sweep
                    again = True
            first = False
        at = end
    return at


@step
def bit(good):
    """The bit of a good in a set of goods."""
    return np.uint64(1) << np.uint64(good % BITS)


@step
def _reach(h, maybe, good, weight, seed, aged, allowed, nothing, holding, best):
    """Best sums over chains that end in a declaration, by number of declarations; whether there is one.

    The first of its seller's holdings is `h`, and those that may go into the good are in the set `maybe`.
    """
    tiers = best.size
    start = seed + aged + weight if seed > nothing else nothing
    for k in range(tiers):
        best[k] = start
    while h >= 0 and maybe:
        if maybe & bit(holding[h, tiers - 1]) and allowed[holding[h, tiers - 1], good]:
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
def _hold(buyer, good, best, nothing, company, held, holding, count):
    """Let the buyer hold the good with these labels; whether a label got better."""
    tiers = best.size
    if tiers == 1 or best[tiers - 2] <= nothing:
        return False
    h = company[buyer, HEAD] if held[buyer] & bit(good) else -1
    last = -1
    while h >= 0 and holding[h, tiers - 1] != good:
        last = h
        h = holding[h, tiers]
    if h >= 0 and last >= 0:  # to the front: a good that came again will come again
        holding[last, tiers] = holding[h, tiers]
        holding[h, tiers] = company[buyer, HEAD]
        company[buyer, HEAD] = h
    if h < 0:
        h = count[0]
        held[buyer] |= bit(good)
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
