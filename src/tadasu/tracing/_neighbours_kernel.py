"""A counting sort. Arrays only."""

import numpy as np

from tadasu.names import kernel


@kernel
def grouped(key, keys):
    """Where the items of each key begin (keys + 1 entries), and the items by key, in their order."""
    first = np.zeros(keys + 1, np.int32)
    for i in range(key.size):
        first[key[i] + 1] += 1
    for k in range(keys):
        first[k + 1] += first[k]
    at = first.copy()
    item = np.empty(key.size, np.int32)
    for i in range(key.size):
        item[at[key[i]]] = i
        at[key[i]] += 1
    return first, item
