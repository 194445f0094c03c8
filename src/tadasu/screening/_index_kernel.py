"""Numba loops that gather cores and postings. Arrays only."""

import numpy as np

from tadasu.names import FNV_BASIS, FNV_PRIME, kernel

LEGAL_FORM, NOISE, FUNCTION = 3, 5, 6


@kernel
def name_hashes(names, key, mark):
    """Hash of the words of each name, in order, and the script that each was read from."""
    out = np.empty(names.size - 1, np.uint64)
    for name in range(out.size):
        hashed = FNV_BASIS
        for token in range(names[name], names[name + 1]):
            hashed = (hashed ^ key[token]) * FNV_PRIME
            hashed = (hashed ^ np.uint64(mark[token])) * FNV_PRIME
        out[name] = hashed
    return out


@kernel
def core_sets(offsets, word, group, word_class):
    """Distinct sorted sets of groups over documents, legal forms and noise left out unless nothing else is there.

    Returns set offsets, members, and the set of each document.
    """
    documents = offsets.size - 1
    size = 16
    while size < 2 * documents + 2:
        size *= 2
    keys = np.zeros(size, np.uint64)
    values = np.full(size, -1, np.int32)
    core_of = np.empty(documents, np.int32)
    set_offsets = np.zeros(documents + 1, np.int32)
    members = np.empty(word.size + 1, np.int32)
    work = np.empty(4096, np.int32)
    sets = 0
    at = 0
    mask = np.uint64(size - 1)
    for document in range(documents):
        count = _members(offsets, word, group, word_class, document, True, work)
        if count == 0:
            count = _members(offsets, word, group, word_class, document, False, work)
        hashed = FNV_BASIS
        for x in range(count):
            hashed = (hashed ^ np.uint64(work[x])) * FNV_PRIME
        place = (hashed ^ (hashed >> np.uint64(29))) & mask
        while values[place] >= 0 and keys[place] != hashed:
            place = (place + np.uint64(1)) & mask
        if values[place] < 0:
            keys[place] = hashed
            values[place] = sets
            for x in range(count):
                members[at + x] = work[x]
            at += count
            sets += 1
            set_offsets[sets] = at
        core_of[document] = values[place]
    return set_offsets[: sets + 1].copy(), members[:at].copy(), core_of


@kernel
def _members(offsets, word, group, word_class, document, only_telling, work):
    """Sorted distinct groups of a document in `work`; how many."""
    count = 0
    for t in range(offsets[document], offsets[document + 1]):
        kind = word_class[word[t]]
        if only_telling and (kind == LEGAL_FORM or kind == NOISE or kind == FUNCTION):
            continue
        value = group[word[t]]
        x = count
        while x > 0 and work[x - 1] > value:
            x -= 1
        if (x > 0 and work[x - 1] == value) or count >= work.size:
            continue
        for y in range(count, x, -1):
            work[y] = work[y - 1]
        work[x] = value
        count += 1
    return count


@kernel
def count_groups(members, groups):
    """How many cores hold each group."""
    frequency = np.zeros(groups, np.int32)
    for value in members:
        frequency[value] += 1
    return frequency


@kernel
def fill_postings(set_offsets, members, frequency):
    """Cores of each group, ascending."""
    offsets = np.zeros(frequency.size + 1, np.int64)
    for g in range(frequency.size):
        offsets[g + 1] = offsets[g] + frequency[g]
    at = offsets[:-1].copy()
    cores = np.empty(members.size, np.int32)
    for core in range(set_offsets.size - 1):
        for x in range(set_offsets[core], set_offsets[core + 1]):
            cores[at[members[x]]] = core
            at[members[x]] += 1
    return offsets, cores
