"""The numba loop of the search for the strongest chains. Arrays only.

A node is a chain that ends in the declaration asked for and begins, so far, at some exposed declaration. It waits in a heap
under the best sum it can still come to: the layer of its first declaration for as many declarations as are left, plus the
weights behind it. Nodes with the same way and the same first declaration are one: the first to be taken is the best.
"""

import numpy as np

from tadasu.names import kernel, step

ROW, PARENT, LENGTH, BEHIND, DONE = range(5)
"""Columns of a node: row of its first declaration, node it grew from, declarations in it, weights of those after the first,
and 1 for a chain that begins with a finding and is complete."""


@kernel
def search(start, most, seller, product, day, weight, seed, allowed, ageing, nothing, declaration, layer, first, bought,
           most_looks):  # fmt: skip
    """Rows of the chains from first to last (-1 behind the last), their sums, and whether the search was whole."""
    tiers = layer.shape[1]
    node = np.empty((256, 5), np.int32)
    way = np.empty(256, np.uint64)
    bound = np.empty(256, np.int32)
    heap = np.empty(256, np.int32)
    seen = np.zeros(1 << 12, np.uint64)
    chains = np.full((most, tiers), -1, np.int32)
    sums = np.empty(most, np.int32)
    nodes, waiting, marked, found, looks = 0, 0, 0, 0, 0
    here = _hash(np.uint64(14695981039346656037), seller[declaration[start]], product[declaration[start]])
    node, way, bound, nodes = _new(node, way, bound, nodes, start, -1, 1, 0, 0, here, layer[start, tiers - 1])
    heap, waiting = _push(heap, waiting, 0, bound, node)
    while waiting and found < most:
        at = heap[0]
        waiting = _pop(heap, waiting, bound, node)
        row = node[at, ROW]
        length = node[at, LENGTH]
        if seen.size < 2 * (marked + 2):
            seen = _rehashed(seen)
        if node[at, DONE]:
            if _mark(seen, way[at]):
                marked += 1
                sums[found] = bound[at]
                back = at
                for z in range(length):
                    chains[found, z] = node[back, ROW]
                    back = node[back, PARENT]
                found += 1
            continue
        if not _mark(seen, _hash(way[at], row, -7)):
            continue
        marked += 1
        e = declaration[row]
        if seed[e] > nothing:
            total = seed[e] + ageing * day[e] + weight[e] + node[at, BEHIND]
            node, way, bound, nodes = _new(node, way, bound, nodes, row, node[at, PARENT], length, node[at, BEHIND], 1,
                                           way[at], total)  # fmt: skip
            heap, waiting = _push(heap, waiting, nodes - 1, bound, node)
        if length == tiers:
            continue
        behind = node[at, BEHIND] + weight[e]
        c = seller[e]
        for i in range(first[c], first[c + 1]):
            other = bought[i]
            before = declaration[other]
            if day[before] > day[e]:
                break
            looks += 1
            reachable = layer[other, tiers - length - 1]
            if reachable <= nothing or not allowed[product[before], product[e]]:
                continue
            node, way, bound, nodes = _new(node, way, bound, nodes, other, at, length + 1, behind, 0,
                                           _hash(way[at], seller[before], product[before]),
                                           reachable + behind)  # fmt: skip
            heap, waiting = _push(heap, waiting, nodes - 1, bound, node)
        if looks > most_looks:
            return chains[:found], sums[:found], False
    return chains[:found], sums[:found], True


@step
def _hash(way, company, good):
    mixed = way ^ (np.uint64(company + 1) * np.uint64(0x9E3779B97F4A7C15)) ^ (np.uint64(good + 11) << np.uint64(41))
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return mixed ^ (mixed >> np.uint64(32))


@kernel
def _new(node, way, bound, count, row, parent, length, behind, done, here, best):
    if count == way.size:
        more_nodes = np.empty((2 * count, 5), np.int32)
        more_nodes[:count] = node
        more_ways = np.empty(2 * count, np.uint64)
        more_ways[:count] = way
        more_bounds = np.empty(2 * count, np.int32)
        more_bounds[:count] = bound
        node, way, bound = more_nodes, more_ways, more_bounds
    node[count, ROW] = row
    node[count, PARENT] = parent
    node[count, LENGTH] = length
    node[count, BEHIND] = behind
    node[count, DONE] = done
    way[count] = here
    bound[count] = best
    return node, way, bound, count + 1


@step
def _before(one, other, bound, node):
    """Order of the heap: the greater sum, then the shorter chain, then complete before open, then the earlier node."""
    if bound[one] != bound[other]:
        return bound[one] > bound[other]
    if node[one, LENGTH] != node[other, LENGTH]:
        return node[one, LENGTH] < node[other, LENGTH]
    if node[one, DONE] != node[other, DONE]:
        return node[one, DONE] > node[other, DONE]
    return one < other


@kernel
def _push(heap, count, item, bound, node):
    if count == heap.size:
        more = np.empty(2 * count, np.int32)
        more[:count] = heap
        heap = more
    at = count
    while at > 0 and _before(item, heap[(at - 1) >> 1], bound, node):
        heap[at] = heap[(at - 1) >> 1]
        at = (at - 1) >> 1
    heap[at] = item
    return heap, count + 1


@step
def _pop(heap, count, bound, node):
    count -= 1
    item = heap[count]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= count:
            break
        if child + 1 < count and _before(heap[child + 1], heap[child], bound, node):
            child += 1
        if not _before(heap[child], item, bound, node):
            break
        heap[at] = heap[child]
        at = child
    heap[at] = item
    return count


@step
def _mark(seen, key):
    """Note a key (never 0 in practice); whether it was new."""
    mask = np.uint64(seen.size - 1)
    at = key & mask
    while seen[at] != 0:
        if seen[at] == key:
            return False
        at = (at + np.uint64(1)) & mask
    seen[at] = key
    return True


@kernel
def _rehashed(seen):
    more = np.zeros(2 * seen.size, np.uint64)
    for i in range(seen.size):
        if seen[i] != 0:
            _mark(more, seen[i])
    return more
