"""What known words mean: one canonical word, one class, the same by table and by dictionary."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.names import WordClass, background, known_words, letters, look_up, meanings, tokenize


def entry_of(word: str) -> int:
    tokens = tokenize([word])
    out = np.empty(tokens.key.size, np.int32)
    look_up(meanings().keys, meanings().values, tokens.key, out)
    return int(out[0]) if out.size == 1 else -1


@pytest.mark.parametrize(
    ("words", "word_class"),
    [
        (["ltd", "limited"], WordClass.LEGAL_FORM),
        (["company", "co"], WordClass.LEGAL_FORM),
        (["incorporated", "inc"], WordClass.LEGAL_FORM),
        (["textile", "textiles"], WordClass.INDUSTRY),
        (["hotan", "hetian"], WordClass.PLACE),
        (["kashgar", "kashi"], WordClass.PLACE),
        (["beijing", "peking"], WordClass.PLACE),
        (["mumbai", "bombay"], WordClass.PLACE),
        (["and"], WordClass.FUNCTION),
    ],
)
def test_words_of_one_meaning_have_one_canonical_word(words: list[str], word_class: WordClass) -> None:
    known = known_words()
    assert {known[word][1] for word in words} == {word_class}
    assert len({known[word][0] for word in words}) == 1


@pytest.mark.parametrize("word", ["kalvora", "brenmark", "zhqx", ""])
def test_an_invented_word_is_not_known(word: str) -> None:
    assert word not in known_words()


def test_a_canonical_word_is_its_own_canonical_word() -> None:
    known = known_words()
    assert [word for word, (root, _) in known.items() if known[root][0] != root] == []


def test_words_of_one_canonical_word_share_its_class() -> None:
    known = known_words()
    assert [word for word, (root, kind) in known.items() if known[root][1] != kind] == []


def test_known_words_are_single_folded_words() -> None:
    assert [word for word in known_words() if len(word.split()) != 1 or word != word.lower()] == []


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(sorted(known_words())))
def test_the_table_says_what_the_dictionary_says(word: str) -> None:
    entry = entry_of(word)
    if entry < 0:  # cut into several tokens, as S.p.A. would be
        assert tokenize([word]).key.size != 1
        return
    table, (root, kind) = meanings(), known_words()[word]
    assert table.word_class[entry] == kind
    assert table.canonical[entry] == table.canonical[entry_of(root)]
    assert table.canonical_class[table.canonical[entry]] == kind


def test_an_unknown_word_is_not_in_the_table() -> None:
    assert entry_of("kalvora") == -1


def test_related_words_are_related_both_ways_and_never_to_themselves() -> None:
    table = meanings()
    starts = table.related_offsets
    pairs = {(a, int(b)) for a in range(starts.size - 1) for b in table.related[starts[a] : starts[a + 1]]}
    assert pairs
    assert all(a != b and (b, a) in pairs for a, b in pairs)


def test_a_legal_form_is_not_related_to_what_a_company_does() -> None:
    table = meanings()
    source = np.repeat(np.arange(table.related_offsets.size - 1), np.diff(table.related_offsets))
    kinds = np.stack([table.canonical_class[source], table.canonical_class[table.related]])
    assert not ((kinds[0] == WordClass.LEGAL_FORM) & (kinds[1] != WordClass.LEGAL_FORM)).any()


@pytest.mark.parametrize("word", ["ink", "chili"])
def test_a_trade_word_is_not_read_as_a_legal_form_or_place(word: str) -> None:
    assert known_words()[word][1] is WordClass.INDUSTRY


def test_usual_words_are_more_usual_than_invented_ones() -> None:
    tokens = tokenize(["trading", "ltd", "kalvora", "brenmark"])
    assert [letters(tokens, token) for token in range(4)] == ["trading", "ltd", "kalvora", "brenmark"]
    share = background(tokens.key)
    assert min(share[:2]) > max(share[2:])
    assert share[2] == share[3] > 0
    assert (share < 1).all()
