"""The numba loop over a chunk of queries: lay out, find candidates, align, weigh. Arrays only."""

from typing import NamedTuple

import numpy as np

from tadasu.names import kernel, step
from tadasu.screening._align_kernel import Alignment, align
from tadasu.screening._facts_kernel import (
    FACTS,
    FEATURES,
    LEAST_ODDS,
    OTHER_FORM_ODDS,
    describe,
    gather,
    log_odds,
    relation,
)
from tadasu.screening._query_kernel import (
    FUNCTION,
    LEGAL_FORM,
    MOST_WORDS,
    NATIVE_FACTOR,
    ROOM,
    Layout,
    Pool,
    Stamp,
    candidates,
    lay_out,
    stamp,
)
from tadasu.screening._vocabulary_kernel import LONGEST

MOST_DOCUMENTS = 128
"""Documents aligned for one query."""


class Work(NamedTuple):
    """Work space shared by all pairs of a chunk."""

    rows: np.ndarray
    joined: np.ndarray
    order: np.ndarray
    costs: np.ndarray
    feature: np.ndarray
    fact: np.ndarray


@kernel
def layout():
    """Empty work space for one query."""
    return Layout(
        np.empty(ROOM, np.int32),
        np.empty(ROOM, np.int32),
        np.empty(ROOM, np.int32),
        np.empty(ROOM, np.int8),
        np.empty(ROOM, np.float32),
        np.empty(ROOM, np.int8),
        np.empty(ROOM, np.int32),
        np.empty(ROOM, np.int32),
        np.empty(ROOM, np.int32),
        np.empty(ROOM, np.uint8),
    )


@kernel
def alignment():
    """Empty work space for one pair."""
    return Alignment(
        np.empty(ROOM, np.float32),
        np.empty(ROOM, np.int32),
        np.empty(MOST_WORDS, np.int32),
        np.empty(MOST_WORDS, np.float32),
        np.zeros(1, np.int32),
    )


class Out(NamedTuple):
    """Rows found so far; `_run` stops when fewer than MOST_DOCUMENTS rows are free."""

    query: np.ndarray
    document: np.ndarray
    log_odds: np.ndarray
    fact: np.ndarray  # one row only when facts are not kept


@kernel
def match(low, high, most, tokens, word, first, exp, voc, docs, weights, base, floor, keep_facts):
    """Documents for queries `low` to `high`: query, document, log-odds in millinats, facts (when asked for).

    Pairs below `floor` millinats are left out; `most` is the number of candidate cores a query.
    """
    groups = voc.frequency.size
    cores = docs.core_weight.size
    lay = layout()
    al = alignment()
    mark = Stamp(np.full(groups, -1, np.int32), np.zeros(groups, np.int32), np.zeros(groups, np.float32))
    pool = Pool(
        np.zeros(cores, np.float32),
        np.empty(cores, np.int32),
        np.empty(most * NATIVE_FACTOR, np.float32),
        np.empty(most * NATIVE_FACTOR, np.int32),
    )
    work = Work(
        np.empty((3, LONGEST + 2), np.int32),
        np.empty(LONGEST, np.uint32),
        np.empty(ROOM, np.int32),
        np.empty(ROOM, np.int64),
        np.empty(FEATURES, np.float32),
        np.empty(FACTS, np.float32),
    )
    out = _room((high - low) * 8 + MOST_DOCUMENTS, keep_facts)
    query = low
    at = 0
    while True:
        query, at = _run(
            query,
            high,
            at,
            most,
            tokens,
            word,
            first,
            exp,
            voc,
            docs,
            weights,
            base,
            floor,
            lay,
            al,
            mark,
            pool,
            work,
            out,
        )
        if query == high:
            break
        more = _room(out.query.size * 2, keep_facts)
        more.query[:at] = out.query[:at]
        more.document[:at] = out.document[:at]
        more.log_odds[:at] = out.log_odds[:at]
        if keep_facts:
            more.fact[:at] = out.fact[:at]
        out = more
    return (
        out.query[:at].copy(),
        out.document[:at].copy(),
        out.log_odds[:at].copy(),
        out.fact[: at if keep_facts else 0],
    )


@kernel
def _room(rows, keep_facts):
    return Out(
        np.empty(rows, np.int32),
        np.empty(rows, np.int32),
        np.empty(rows, np.int32),
        np.empty((rows if keep_facts else 1, FACTS), np.float32),
    )


@step
def _run(
    query, high, at, most, tokens, word, first, exp, voc, docs, weights, base, floor, lay, al, mark, pool, work, out
):
    """Queries from `query` on until the rows are full; (next query, rows written)."""
    keep = out.fact.shape[0] > 1
    while query < high and at + MOST_DOCUMENTS <= out.query.size:
        words = lay_out(query, tokens, word, first, exp, voc, lay)
        entries = stamp(query, words, tokens, exp, voc, lay, mark)
        found = candidates(words, entries, most, exp, voc, docs, lay, pool, work.order, work.costs)
        tried = 0
        best = LEAST_ODDS
        same = -1
        for c in range(found):
            core = pool.core[c]
            for y in range(docs.core_offsets[core], docs.core_offsets[core + 1]):
                if tried >= MOST_DOCUMENTS:
                    break
                tried += 1
                document = docs.core_document[y]
                listed = align(
                    query, document, words, entries, tokens, voc, docs, lay, mark, al, work.rows, work.joined
                )
                gather(docs.offsets[document], listed, words, voc, docs, lay, al, work.fact)
                describe(work.fact, work.feature)
                kind = relation(work.fact)
                least = OTHER_FORM_ODDS if same_but_form(document, words, voc, docs, lay) else LEAST_ODDS
                odds = log_odds(work.feature, weights[kind], base[kind], least)
                itself = same_words(document, words, docs, lay)
                if odds < floor and not itself:
                    continue
                best = max(best, odds)
                if itself:
                    same = at
                out.query[at] = query
                out.document[at] = document
                out.log_odds[at] = odds
                if keep:
                    for f in range(FACTS):
                        out.fact[at, f] = work.fact[f]
                at += 1
        if same >= 0:
            out.log_odds[same] = best
        query += 1
    return query, at


@step
def same_words(document, words, docs, lay):
    """Is the query this very name, word by word? Then no other name is more like it."""
    first = docs.offsets[document]
    if docs.offsets[document + 1] - first != words:
        return False
    for i in range(words):
        if lay.word[i] < 0 or lay.listed[i] != docs.word[first + i] or lay.mark[i] != docs.mark[first + i]:
            return False
    return True


@step
def same_but_form(document, words, voc, docs, lay):
    """Is the query this name, word by word in order, but for legal forms and words like 'of'?"""
    j = docs.offsets[document]
    end = docs.offsets[document + 1]
    shared = 0
    for i in range(words + 1):
        if i < words and (lay.kind[i] == LEGAL_FORM or lay.kind[i] == FUNCTION):
            continue
        while j < end and _is_form(docs.word[j], voc):
            j += 1
        if i == words:
            break
        if j == end or lay.word[i] < 0 or lay.listed[i] != docs.word[j] or lay.mark[i] != docs.mark[j]:
            return False
        shared += 1
        j += 1
    return j == end and shared > 0


@step
def _is_form(word, voc):
    kind = voc.word_class[voc.group[word]]
    return kind == LEGAL_FORM or kind == FUNCTION


@kernel
def align_one(query, document, tokens, word, first, exp, voc, docs):
    """Alignment and facts of one pair, for training and explaining."""
    groups = voc.frequency.size
    lay = layout()
    al = alignment()
    mark = Stamp(np.full(groups, -1, np.int32), np.zeros(groups, np.int32), np.zeros(groups, np.float32))
    rows = np.empty((3, LONGEST + 2), np.int32)
    joined = np.empty(LONGEST, np.uint32)
    fact = np.empty(FACTS, np.float32)
    words = lay_out(query, tokens, word, first, exp, voc, lay)
    entries = stamp(query, words, tokens, exp, voc, lay, mark)
    listed = align(query, document, words, entries, tokens, voc, docs, lay, mark, al, rows, joined)
    gather(docs.offsets[document], listed, words, voc, docs, lay, al, fact)
    same = same_words(document, words, docs, lay), same_but_form(document, words, voc, docs, lay)
    return words, listed, lay, al, fact, same
