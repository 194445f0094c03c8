"""The numba loop that follows chains from new findings alone. Arrays only.

Companies that hold something new are worked through declaration by declaration in the order of days, all together, the
earliest next (a heap of positions). When a company receives something better on a day it has passed, it goes back to the
beginning of that day.
"""

import numpy as np

from tadasu.names import kernel, step

HEAD, NEXT_SALE = 0, 1
"""Columns of `company`: its first holding, and where in its sales it is; -1 between calls."""


@kernel
def spread(touched, strength, seller, buyer, product, day, weight, first, sale, allowed, ageing, nothing, known,
           known_layer, company):  # fmt: skip
    """Declarations whose sums got better, and their sums (old ones where those are better); in the order of discovery.

    `touched` (sorted) are declarations that the new findings touch, `known` (sorted) those exposed before with
    `known_layer`; `company` is work space, as it was found when this returns.
    """
    tiers = known_layer.shape[1]
    holding = np.empty((64, tiers + 1), np.int32)
    heap = np.empty(64, np.int32)
    visited = np.empty(64, np.int32)
    declaration = np.empty(64, np.int32)
    layer = np.empty((64, tiers), np.int32)
    best = np.empty(tiers, np.int32)
    held = 0
    waiting = 0
    companies = 0
    found = 0
    for t in range(touched.size):
        c = seller[touched[t]]
        if company[c, NEXT_SALE] < 0:
            visited, companies = _appended(visited, companies, c)
            company[c, NEXT_SALE] = _at(sale, first[c], first[c + 1], touched[t])
            heap, waiting = _pushed(heap, waiting, touched[t])
    while waiting:
        e = heap[0]
        waiting = _popped(heap, waiting)
        c = seller[e]
        if company[c, NEXT_SALE] >= first[c + 1] or sale[company[c, NEXT_SALE]] != e:
            continue
        company[c, NEXT_SALE] += 1
        if company[c, NEXT_SALE] < first[c + 1]:
            heap, waiting = _pushed(heap, waiting, sale[company[c, NEXT_SALE]])
        start = nothing
        t = _at(touched, 0, touched.size, e)
        if t < touched.size and touched[t] == e:
            start = strength[t] + weight[e] + ageing * day[e]
        row = _at(known, 0, known.size, e)
        if row == known.size or known[row] != e:
            row = -1
        if not _better(c, product[e], weight[e], start, allowed, nothing, company, holding, known_layer, row, best):
            continue
        at = found - 1
        while at >= 0 and declaration[at] != e and day[declaration[at]] == day[e]:
            at -= 1
        if at < 0 or declaration[at] != e:
            at = found
            declaration, found = _appended(declaration, found, e)
            if layer.shape[0] < declaration.size:
                layer = _more_rows(layer, declaration.size)
        for k in range(tiers):
            layer[at, k] = max(best[k], known_layer[row, k]) if row >= 0 else best[k]
        if tiers == 1:
            continue
        b = buyer[e]
        if held == holding.shape[0]:
            holding = _more_rows(holding, 2 * held)
        if company[b, HEAD] < 0 and company[b, NEXT_SALE] < 0:
            visited, companies = _appended(visited, companies, b)
        rows = _held(b, product[e], best, known_layer, row, nothing, company, holding, held)
        if rows >= 0:
            held = rows
            since = _since(sale, first[b], first[b + 1], day, day[e])
            if company[b, NEXT_SALE] < 0 or since < company[b, NEXT_SALE]:
                company[b, NEXT_SALE] = since
                if since < first[b + 1]:
                    heap, waiting = _pushed(heap, waiting, sale[since])
    for i in range(companies):
        company[visited[i], HEAD] = -1
        company[visited[i], NEXT_SALE] = -1
    return declaration[:found].copy(), layer[:found].copy()


@step
def _better(c, good, weight, start, allowed, nothing, company, holding, known_layer, row, best):
    """Sums of chains from new findings; whether one of them is better than what was known."""
    tiers = best.size
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
    if row < 0:
        return best[tiers - 1] > nothing
    better = False
    for k in range(tiers):
        if best[k] > known_layer[row, k]:
            better = True
    return better


@step
def _held(b, good, best, known_layer, row, nothing, company, holding, held):
    """Let the buyer hold what is better than before; the number of holdings, or -1 when none of its labels got better."""
    tiers = best.size
    h = company[b, HEAD]
    while h >= 0 and holding[h, tiers - 1] != good:
        h = holding[h, tiers]
    rows = held
    if h < 0:
        h = held
        rows = held + 1
        for k in range(tiers - 1):
            holding[h, k] = nothing
        holding[h, tiers - 1] = good
        holding[h, tiers] = company[b, HEAD]
    better = False
    for k in range(tiers - 1):
        if best[k] > holding[h, k] and (row < 0 or best[k] > known_layer[row, k]):
            holding[h, k] = best[k]
            better = True
    if not better:
        return -1
    if rows > held:
        company[b, HEAD] = h
    return rows


@step
def _at(values, low, high, value):
    """First place in a sorted stretch that is not below `value`."""
    while low < high:
        middle = (low + high) >> 1
        if values[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


@step
def _since(sale, low, high, day, wanted):
    """First sale on or after a day."""
    while low < high:
        middle = (low + high) >> 1
        if day[sale[middle]] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def _appended(values, count, value):
    if count == values.size:
        more = np.empty(2 * count, np.int32)
        more[:count] = values
        values = more
    values[count] = value
    return values, count + 1


@kernel
def _more_rows(rows, count):
    more = np.empty((count, rows.shape[1]), np.int32)
    more[: rows.shape[0]] = rows
    return more


@kernel
def _pushed(heap, count, value):
    heap, count = _appended(heap, count, value)
    at = count - 1
    while at > 0 and heap[(at - 1) >> 1] > value:
        heap[at] = heap[(at - 1) >> 1]
        at = (at - 1) >> 1
    heap[at] = value
    return heap, count


@step
def _popped(heap, count):
    """Take out the smallest; how many are left."""
    count -= 1
    value = heap[count]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= count:
            break
        if child + 1 < count and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = value
    return count
