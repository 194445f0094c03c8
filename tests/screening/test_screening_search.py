"""The candidate search gives the cores that its definition gives, in whatever order the compiled loop reads."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit
from tests.oracles import search as twin
from tests.oracles.invented import listing, many, names, tidy_names

from tadasu.screening import Index
from tadasu.screening._match_kernel import layout
from tadasu.screening._prepare import prepare
from tadasu.screening._query_kernel import (
    FUNCTION,
    JOINED,
    LEGAL_FORM,
    NATIVE_FACTOR,
    NOISE,
    ROOM,
    Pool,
    Stamp,
    candidates,
    lay_out,
    stamp,
)
from tadasu.screening._screen import CANDIDATES

LIST = many(3000, seed=11)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(listing(LIST))


@njit
def find_candidates(tokens, word, first, exp, voc, docs, most):  # type: ignore[no-untyped-def]
    """Layout, entries, words and the pool for query 0."""
    groups = voc.frequency.size
    cores = docs.core_weight.size
    lay = layout()
    mark = Stamp(np.full(groups, -1, np.int32), np.zeros(groups, np.int32), np.zeros(groups, np.float32))
    room = most * NATIVE_FACTOR
    pool = Pool(
        np.zeros(cores, np.float32), np.empty(cores, np.int32), np.empty(room, np.float32), np.empty(room, np.int32)
    )
    words = lay_out(0, tokens, word, first, exp, voc, lay)
    entries = stamp(0, words, tokens, exp, voc, lay, mark)
    order, costs = np.empty(ROOM, np.int32), np.empty(ROOM, np.int64)
    found = candidates(words, entries, most, exp, voc, docs, lay, pool, order, costs)
    return lay, words, entries, pool.core[:found], pool.best[:found], pool.sum


def by_kernel_and_by_twin(name: str, index: Index) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    batch = prepare([name], index)
    vocabulary, documents = index.vocabulary, index.documents
    lay, words, entries, cores, values, sums = find_candidates(
        batch.tokens, batch.word, batch.first, batch.expansion, vocabulary, documents, CANDIDATES
    )
    assert not sums.any(), "the sums are cleared for the next query"
    found = sorted(zip(cores.tolist(), values.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))

    asked = []
    for i in range(entries):
        word = int(lay.word[i])
        if word >= 0:
            count = batch.expansion.kept[word]
            groups = list(
                zip(batch.expansion.group[word, :count].tolist(), batch.expansion.similarity[word, :count], strict=True)
            )
        else:
            groups = [(int(lay.group[i]), JOINED)] if lay.group[i] >= 0 else []
        untelling = i < words and lay.kind[i] in (LEGAL_FORM, NOISE, FUNCTION)
        asked.append(twin.Entry(groups, not untelling))
    holders = {
        group: documents.post_core[documents.post_offsets[group] : documents.post_offsets[group + 1]].tolist()
        for entry in asked
        for group, _ in entry.groups
    }
    native = bool(lay.mark[:words].any())
    most = CANDIDATES * NATIVE_FACTOR if native else CANDIDATES
    expected = twin.candidates(
        asked, holders, list(vocabulary.rarity), list(documents.core_weight), most=most, native=native
    )
    return found, [(core, float(value)) for core, value in expected]


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.sampled_from(LIST), tidy_names(), names()))
def test_candidates_are_those_of_the_definition(index: Index, name: str) -> None:
    found, expected = by_kernel_and_by_twin(name, index)
    assert [core for core, _ in found] == [core for core, _ in expected]
    assert [value for _, value in found] == pytest.approx([value for _, value in expected], rel=1e-6)


@settings(deadline=None, max_examples=60)
@given(st.lists(tidy_names(), min_size=1, max_size=40), tidy_names())
def test_candidates_of_a_short_list_are_those_of_the_definition(listed: list[str], name: str) -> None:
    found, expected = by_kernel_and_by_twin(name, Index.build(listing(listed)))
    assert [core for core, _ in found] == [core for core, _ in expected]


def test_ties_go_to_the_names_listed_first() -> None:
    listed = [f"Kalinka {chr(97 + i)}{chr(97 + i)}arbo" for i in range(26)]
    found, expected = by_kernel_and_by_twin("Kalinka", Index.build(listing(listed)))
    assert len(found) == CANDIDATES
    assert found == expected


def test_the_rarest_word_is_read_whole_even_above_the_budget() -> None:
    listed = [f"Kalinka {a}{b}{c}{d}orvat" for a in "bdfgk" for b in "aeiou" for c in "lmnprstvz" for d in "aeiouybcdg"]
    listed = [f"{name} {number}" for name in listed for number in (1, 2, 3)]
    assert len(listed) > twin.BUDGET
    found, expected = by_kernel_and_by_twin("Kalinka", Index.build(listing(listed)))
    assert len(found) == CANDIDATES
    assert found == expected
