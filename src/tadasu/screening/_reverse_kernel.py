"""Numba loops from the words of the suppliers to the names that a changed party can be a candidate of. Arrays only."""

import numpy as np

from tadasu.names import FNV_BASIS, FNV_PRIME, kernel, step
from tadasu.screening._match_kernel import layout
from tadasu.screening._query_kernel import LONGEST_JOIN, NATIVE_FACTOR, ROOM, Pool, Stamp, candidates, lay_out, stamp


@kernel
def joins(tokens):
    """Key of each two neighbouring words written as one, and the name they stand in; two parallel arrays."""
    keys = np.empty(tokens.key.size, np.uint64)
    names = np.empty(tokens.key.size, np.int32)
    at = 0
    for name in range(tokens.names.size - 1):
        for t in range(tokens.names[name], tokens.names[name + 1] - 1):
            if tokens.offsets[t + 2] - tokens.offsets[t] > LONGEST_JOIN:
                continue
            hashed = FNV_BASIS
            for x in range(tokens.offsets[t], tokens.offsets[t + 2]):
                hashed = (hashed ^ np.uint64(tokens.chars[x])) * FNV_PRIME
            keys[at] = hashed
            names[at] = name
            at += 1
    return keys[:at].copy(), names[:at].copy()


@kernel
def meets(exp, word_group, changed):
    """For each distinct word: may it stand for one of the `changed` groups (a flag each), or for two words with one?"""
    out = np.zeros(exp.kept.size, np.bool_)
    for d in range(out.size):
        for x in range(exp.kept[d]):
            out[d] = out[d] or changed[exp.group[d, x]]
        for x in range(exp.parts.shape[1]):
            out[d] = out[d] or (exp.parts[d, x] >= 0 and changed[word_group[exp.parts[d, x]]])
    return out


@kernel
def reached(names, most, tokens, word, first, exp, voc, docs, changed):
    """For each of the names (their numbers): is one of the `changed` cores (a flag each) among its candidates?"""
    groups = voc.frequency.size
    cores = docs.core_weight.size
    lay = layout()
    mark = Stamp(np.full(groups, -1, np.int32), np.zeros(groups, np.int32), np.zeros(groups, np.float32))
    pool = Pool(
        np.zeros(cores, np.float32),
        np.empty(cores, np.int32),
        np.empty(most * NATIVE_FACTOR, np.float32),
        np.empty(most * NATIVE_FACTOR, np.int32),
    )
    order = np.empty(ROOM, np.int32)
    costs = np.empty(ROOM, np.int64)
    out = np.zeros(names.size, np.bool_)
    _run(names, most, tokens, word, first, exp, voc, docs, changed, lay, mark, pool, order, costs, out)
    return out


@step
def _run(names, most, tokens, word, first, exp, voc, docs, changed, lay, mark, pool, order, costs, out):
    for i in range(names.size):
        words = lay_out(names[i], tokens, word, first, exp, voc, lay)
        entries = stamp(names[i], words, tokens, exp, voc, lay, mark)
        found = candidates(words, entries, most, exp, voc, docs, lay, pool, order, costs)
        for c in range(found):
            out[i] = out[i] or changed[pool.core[c]]
