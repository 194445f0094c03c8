"""Numba loops that lay out one query: its words, what they may stand for, and the cores that share them. Arrays only."""

from typing import NamedTuple

import numpy as np

from tadasu.names import FNV_BASIS, FNV_PRIME, find, step

MOST_WORDS = 28
"""Words of a listed name that are compared. Of a query the first 26: the last word may become two halves."""
ROOM = 2 * MOST_WORDS
BRAND, PLACE, INDUSTRY, LEGAL_FORM, NUMBER, NOISE, FUNCTION = range(7)
NATIVE_FACTOR = 3
"""Times as many candidates for a query in another script, whose words agree less exactly."""
BUDGET = 6000
"""Postings read for one query, rarest words first; the rarest word is always read whole."""
JOINED = np.float32(0.95)
PART = np.float32(0.96)
LONGEST_JOIN = 38
USUAL = 1500
"""A group of more cores than this, for which a word may stand but of which it is no form, is no help in the search."""
LIKE_ENOUGH = np.float32(0.75)
"""A word that the list does not hold takes its class and weight from the most alike that it holds, if it is so alike."""
LENGTH_PENALTY = np.float32(0.12)
WORTH_A_LOOK = np.float32(0.55)
"""Candidates below this share of the best candidate's sum are dropped before alignment, but for whole ones, when there
are more than are looked at."""
WORTH_A_LOOK_NATIVE = np.float32(0.35)
"""The same for whole candidates, and for a query in another script, whose words agree less exactly."""
WHOLE = np.float32(0.99)
"""A candidate is whole when this share of its own weight was found."""


class Layout(NamedTuple):
    """Work space for one query; entry i is a word, a part of a split word, or (from `words` on) two words joined."""

    word: np.ndarray  # distinct word of the batch; -1 a part, -2 a join, -3 only to look under
    listed: np.ndarray  # listed word or -1
    group: np.ndarray
    kind: np.ndarray  # class
    rarity: np.ndarray  # float32
    tail: np.ndarray  # 1 behind a legal form or address word
    start: np.ndarray
    length: np.ndarray
    join: np.ndarray  # first of the two joined entries
    mark: np.ndarray


class Stamp(NamedTuple):
    """For each group of the list: the query that last touched it, by which entry, how alike."""

    query: np.ndarray
    entry: np.ndarray
    similarity: np.ndarray


class Pool(NamedTuple):
    """Work space of the candidate search over cores."""

    sum: np.ndarray  # float32, zero between queries
    touched: np.ndarray
    best: np.ndarray  # float32 heap
    core: np.ndarray


@step
def untelling(kind):
    """Legal forms, address words and words like 'of' do not say which company is meant."""
    return kind == LEGAL_FORM or kind == NOISE or kind == FUNCTION


@step
def lay_out(query, tokens, word, first, exp, voc, lay):
    """Entries of the query; how many words."""
    count = 0
    tail = 0
    named = False
    legal_seen = False
    for t in range(tokens.names[query], tokens.names[query + 1]):
        d = word[t]
        parts = 2 if exp.parts[d, 0] >= 0 and tokens.mark[first[d]] < 2 else 1
        if count + parts > MOST_WORDS:
            break
        for z in range(parts):
            if parts == 2:
                _lay_part(count, exp.parts[d, z], voc, lay)
            else:
                _lay_word(count, d, first[d], tokens, exp, voc, lay)
            kind = lay.kind[count]
            if (kind == NOISE and count > 0 and lay.mark[count] == 0) or (
                legal_seen and kind != LEGAL_FORM and kind != FUNCTION and lay.mark[count] == 0
            ):
                tail = 1
            if kind == LEGAL_FORM:
                legal_seen = named
            elif kind != FUNCTION:
                named = True
            lay.tail[count] = tail
            count += 1
    return count


@step
def _lay_part(i, listed, voc, lay):
    lay.word[i] = -1
    lay.listed[i] = listed
    lay.group[i] = voc.group[listed]
    lay.kind[i] = voc.word_class[voc.group[listed]]
    lay.rarity[i] = voc.rarity[voc.group[listed]]
    lay.start[i] = voc.offsets[listed]
    lay.length[i] = voc.offsets[listed + 1] - voc.offsets[listed]
    lay.join[i] = 1
    lay.mark[i] = 0


@step
def _lay_word(i, d, token, tokens, exp, voc, lay):
    lay.word[i] = d
    lay.listed[i] = exp.listed[d]
    group = exp.own[d]
    lay.group[i] = group
    lay.start[i] = tokens.offsets[token]
    lay.length[i] = tokens.offsets[token + 1] - tokens.offsets[token]
    lay.join[i] = 0
    lay.mark[i] = tokens.mark[token]
    if group >= 0:
        lay.kind[i] = voc.word_class[group]
        lay.rarity[i] = voc.rarity[group]
        return
    lay.kind[i] = BRAND
    lay.rarity[i] = voc.unseen[0]
    best = LIKE_ENOUGH
    for x in range(exp.kept[d]):
        if exp.similarity[d, x] > best:
            best = exp.similarity[d, x]
            lay.kind[i] = voc.word_class[exp.group[d, x]]
            lay.rarity[i] = voc.rarity[exp.group[d, x]]
    letter = tokens.chars[lay.start[i]]
    if 48 <= letter <= 57:
        lay.kind[i] = NUMBER


@step
def stamp(query, words, tokens, exp, voc, lay, mark):
    """Note which groups the query's words may stand for; entries with the joins added behind."""
    for i in range(words):
        d = lay.word[i]
        if d >= 0:
            for x in range(exp.kept[d]):
                _note(mark, exp.group[d, x], query, i, exp.similarity[d, x])
        else:
            _note(mark, lay.group[i], query, i, PART)
    entries = words
    for i in range(words - 1):
        if lay.word[i] < 0 or lay.word[i + 1] < 0 or lay.length[i] + lay.length[i + 1] > LONGEST_JOIN:
            continue
        hashed = FNV_BASIS
        for part in range(i, i + 2):
            for x in range(lay.length[part]):
                hashed = (hashed ^ np.uint64(tokens.chars[lay.start[part] + x])) * FNV_PRIME
        listed = find(voc.keys, voc.values, hashed)
        if listed < 0 or entries >= ROOM:
            continue
        group = voc.group[listed]
        if mark.query[group] == query:
            continue
        _note(mark, group, query, entries, JOINED)
        lay.word[entries] = -2
        lay.listed[entries] = listed
        lay.group[entries] = group
        lay.kind[entries] = voc.word_class[group]
        lay.rarity[entries] = voc.rarity[group]
        lay.join[entries] = i
        entries += 1
    return _add_parts(words, entries, exp, voc, lay)


@step
def _add_parts(words, entries, exp, voc, lay):
    """A native word may stand in the list as two Latin words: look under all that may be, alignment joins them again."""
    for i in range(words):
        d = lay.word[i]
        if d < 0 or lay.mark[i] < 2:
            continue
        for z in range(exp.parts.shape[1]):
            if exp.parts[d, z] < 0 or entries >= ROOM:
                break
            lay.word[entries] = -3
            lay.listed[entries] = exp.parts[d, z]
            lay.group[entries] = voc.group[exp.parts[d, z]]
            lay.join[entries] = i
            entries += 1
    return entries


@step
def _note(mark, group, query, entry, similarity):
    if mark.query[group] != query or similarity > mark.similarity[group]:
        mark.query[group] = query
        mark.similarity[group] = similarity
        mark.entry[group] = entry


@step
def candidates(words, entries, most, exp, voc, docs, lay, pool, rows, rows_count):
    """Cores that share rare words with the query, at most `most` (more for a native query); how many. A name of words alone
    that tell nothing (`Fu`, `Oblast Ltd`) is looked up by those."""
    usable = 0
    limit = most
    share = WORTH_A_LOOK
    telling = False
    for i in range(words):
        telling = telling or not untelling(lay.kind[i])
        if lay.mark[i] > 0:
            limit = most * NATIVE_FACTOR
            share = WORTH_A_LOOK_NATIVE
    for i in range(entries):
        if i < words and telling and untelling(lay.kind[i]):
            continue
        cost = 0
        if lay.word[i] >= 0:
            surer = _has_surer(lay.word[i], exp, voc)
            for x in range(exp.kept[lay.word[i]]):
                if not (surer and _is_usual(lay.word[i], x, exp, voc)):
                    cost += voc.frequency[exp.group[lay.word[i], x]]
        elif lay.group[i] >= 0:
            cost = voc.frequency[lay.group[i]]
        if cost == 0:
            continue
        p = usable
        while p > 0 and rows_count[p - 1] > cost:
            rows_count[p] = rows_count[p - 1]
            rows[p] = rows[p - 1]
            p -= 1
        rows_count[p] = cost
        rows[p] = i
        usable += 1
    touched = 0
    spent = 0
    for p in range(usable):
        if spent > 0 and spent + rows_count[p] > BUDGET:
            break
        spent += rows_count[p]
        touched = _touch(rows[p], exp, voc, docs, lay, pool, touched)
    return _best(touched, limit, share, docs, pool)


@step
def _has_surer(d, exp, voc):
    """May the word stand for a group that is not too usual to be looked under?"""
    for x in range(exp.kept[d]):
        if not _is_usual(d, x, exp, voc):
            return True
    return False


@step
def _is_usual(d, x, exp, voc):
    """Is this group so usual that only a word that is a form of it is looked for there? Teka is no technology."""
    return exp.similarity[d, x] < 1 and voc.frequency[exp.group[d, x]] > USUAL


@step
def _touch(i, exp, voc, docs, lay, pool, touched):
    """Add one entry's weight to every core that holds one of its groups."""
    d = lay.word[i]
    surer = d >= 0 and _has_surer(d, exp, voc)
    for x in range(exp.kept[d] if d >= 0 else 1):
        if surer and _is_usual(d, x, exp, voc):
            continue
        group = exp.group[d, x] if d >= 0 else lay.group[i]
        similarity = exp.similarity[d, x] if d >= 0 else JOINED
        weight = similarity * similarity * voc.rarity[group]
        for y in range(docs.post_offsets[group], docs.post_offsets[group + 1]):
            core = docs.post_core[y]
            if pool.sum[core] == 0:
                pool.touched[touched] = core
                touched += 1
            pool.sum[core] += weight
    return touched


@step
def _best(touched, limit, share, docs, pool):
    """The cores with the highest sums less a small penalty for length, in a bounded heap; sums are cleared.

    When there is room for all of them, none is dropped.
    """
    top = np.float32(0)
    for x in range(touched if touched > limit else 0):
        top = max(top, pool.sum[pool.touched[x]])
    least = top * share
    least_whole = top * WORTH_A_LOOK_NATIVE
    count = 0
    for x in range(touched):
        core = pool.touched[x]
        value = pool.sum[core]
        pool.sum[core] = 0
        if value < least_whole or (value < least and value < WHOLE * docs.core_weight[core]):
            continue
        value -= LENGTH_PENALTY * docs.core_weight[core]
        if count < limit:
            _push(pool, count, value, core)
            count += 1
        elif _better(value, core, pool.best[0], pool.core[0]):
            _replace(pool, count, value, core)
    _sort(pool, count)
    return count


@step
def _sort(pool, count):
    """The best first, so that a bound on the documents looked at leaves out the worst."""
    for i in range(1, count):
        value = pool.best[i]
        core = pool.core[i]
        at = i
        while at > 0 and _better(value, core, pool.best[at - 1], pool.core[at - 1]):
            pool.best[at] = pool.best[at - 1]
            pool.core[at] = pool.core[at - 1]
            at -= 1
        pool.best[at] = value
        pool.core[at] = core


@step
def _better(value, core, other_value, other_core):
    """Order of candidates: by value, ties by core number, so that the outcome never depends on the order of reading."""
    return value > other_value or (value == other_value and core < other_core)


@step
def _push(pool, at, value, core):
    while at > 0:
        parent = (at - 1) >> 1
        if not _better(pool.best[parent], pool.core[parent], value, core):
            break
        pool.best[at] = pool.best[parent]
        pool.core[at] = pool.core[parent]
        at = parent
    pool.best[at] = value
    pool.core[at] = core


@step
def _replace(pool, count, value, core):
    at = 0
    while True:
        child = 2 * at + 1
        if child >= count:
            break
        if child + 1 < count and _better(
            pool.best[child], pool.core[child], pool.best[child + 1], pool.core[child + 1]
        ):
            child += 1
        if not _better(value, core, pool.best[child], pool.core[child]):
            break
        pool.best[at] = pool.best[child]
        pool.core[at] = pool.core[child]
        at = child
    pool.best[at] = value
    pool.core[at] = core
