"""The words of a list: letters, meaning, class, rarity, and every hash under which a misspelt word can find them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tadasu.names import CYRILLIC, GLOSS, Tokens, WordClass, Words, background, look_up, meanings
from tadasu.screening._vocabulary_kernel import directory, plainest, word_hashes

GENERAL_NAMES = 20_000
"""The background counts as this many names beside the list when rarity is estimated, so a list of one has rarities too."""

COMMON_SHARE = 0.0012
"""A word that more than this share of names hold says little about which company is meant; it is classed as industry."""

HEAVIEST = 10.0
"""Rarity of a word nobody has seen, in nats on a scale that does not depend on the list's length."""

HEAVIEST_COMMON = 7.0
"""A place or a trade, however seldom the list names it, never weighs as much as a brand: in a short list every word is
rare, yet two mills of one town are two mills."""

ROMAN = frozenset(["ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv"])
LONGEST_ROMAN = max(map(len, ROMAN))
_ROMAN_FIRST = sorted({ord(number[0]) for number in ROMAN})
_DIGITS = (48, 57)


class Vocabulary(NamedTuple):
    """Words (W), groups (G: known meanings first, then one group a word), and the tables that find them.

    A group's `frequency` is the number of cores (distinct names without legal forms) that hold it, `rarity` its weight.
    """

    chars: NDArray[np.uint32]
    offsets: NDArray[np.int32]  # W + 1
    surfaces: NDArray[np.uint32]
    surface_offsets: NDArray[np.int32]  # W + 1
    mark: NDArray[np.uint8]  # W
    keys: NDArray[np.uint64]
    values: NDArray[np.int32]
    group: NDArray[np.int32]  # W
    known_keys: NDArray[np.uint64]
    known_values: NDArray[np.int32]
    known_group: NDArray[np.int32]
    related_offsets: NDArray[np.int32]
    related: NDArray[np.int32]
    word_class: NDArray[np.int8]  # G
    frequency: NDArray[np.int32]  # G
    rarity: NDArray[np.float32]  # G
    unseen: NDArray[np.float32]  # 1: rarity of a word that neither the list nor general use knows
    spelling_hash: NDArray[np.uint64]
    spelling_word: NDArray[np.int32]
    spelling_start: NDArray[np.int64]
    sound_hash: NDArray[np.uint64]
    sound_word: NDArray[np.int32]
    sound_start: NDArray[np.int64]
    native_hash: NDArray[np.uint64]
    native_word: NDArray[np.int32]
    native_start: NDArray[np.int64]


class WordList(NamedTuple):
    """Letters and groups of the distinct words, before anything has been counted."""

    chars: NDArray[np.uint32]
    offsets: NDArray[np.int32]
    surfaces: NDArray[np.uint32]
    surface_offsets: NDArray[np.int32]
    mark: NDArray[np.uint8]
    key: NDArray[np.uint64]
    group: NDArray[np.int32]
    entry: NDArray[np.int32]  # of `meanings`, or -1


def by_key(tokens: Tokens, words: Words) -> Words:
    """The same words numbered by their keys, each with a token that depends on no order.

    One word may come from two scripts (Kalinka), and one Han word be read in two languages.
    """
    first = plainest(words.word, tokens.mark, tokens.chars, tokens.offsets, words.first)
    order = np.argsort(tokens.key[first])
    number = np.empty(order.size, np.int32)
    number[order] = np.arange(order.size)
    values = words.values.copy()
    values[values >= 0] = number[values[values >= 0]]
    return Words(words.keys, values, number[words.word], first[order])


def word_list(tokens: Tokens, words: Words) -> WordList:
    """Gather the distinct words and give each its group."""
    known = meanings()
    chars, offsets = _gather(tokens.chars, tokens.offsets, words.first)
    surfaces, surface_offsets = _gather(tokens.surfaces, tokens.surface_offsets, words.first)
    key = tokens.key[words.first]
    entry = np.empty(key.size, np.int32)
    look_up(known.keys, known.values, key, entry)
    canonicals = known.canonical_class.size
    group = np.where(entry >= 0, known.canonical[entry], canonicals + np.arange(key.size)).astype(np.int32)
    return WordList(chars, offsets, surfaces, surface_offsets, tokens.mark[words.first], key, group, entry)


def vocabulary(listed: WordList, words: Words, frequency: NDArray[np.int32], cores: int) -> Vocabulary:
    """Count, weigh and index the words; `frequency` is per group, `cores` the number of distinct names."""
    known = meanings()
    general = _general(listed)
    share = (frequency + GENERAL_NAMES * general) / (cores + GENERAL_NAMES)
    scale = HEAVIEST / (np.log(cores + GENERAL_NAMES) - 0.5)
    classes = _classes(listed, share)
    heaviest = np.where((classes == WordClass.PLACE) | (classes == WordClass.INDUSTRY), HEAVIEST_COMMON, HEAVIEST)
    rarity = np.clip(-np.log(np.maximum(share, 1e-12)) * scale, 0.05, heaviest).astype(np.float32)
    native = np.flatnonzero((listed.mark != 0) & (listed.mark != GLOSS) & (listed.mark != CYRILLIC)).astype(np.int32)
    spelling = _directory(*word_hashes(listed.chars, listed.offsets, listed.surfaces, listed.surface_offsets, False))
    sound = word_hashes(listed.chars, listed.offsets, listed.surfaces, listed.surface_offsets, True)
    of_native = np.isin(sound[1], native)
    return Vocabulary(
        *listed[:5],
        words.keys,
        words.values,
        listed.group,
        known.keys,
        known.values,
        known.canonical,
        known.related_offsets,
        known.related,
        classes,
        frequency,
        rarity,
        np.array([HEAVIEST], np.float32),
        *spelling,
        *_directory(*sound),
        *_directory(sound[0][of_native], sound[1][of_native]),
    )


def _gather(
    letters: NDArray[np.uint32], offsets: NDArray[np.int32], first: NDArray[np.int32]
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    lengths = offsets[first + 1] - offsets[first]
    out = np.zeros(first.size + 1, np.int32)
    np.cumsum(lengths, out=out[1:])
    source = np.repeat(offsets[first] - out[:-1], lengths) + np.arange(out[-1])
    return letters[source], out


def _general(listed: WordList) -> NDArray[np.float64]:
    """Share of names in general that hold each group; a known meaning sums over all its forms."""
    known = meanings()
    entries = np.flatnonzero(known.values >= 0)
    slots = known.values[entries]
    canonicals = known.canonical_class.size
    forms = background(known.keys[entries])
    of_known = np.bincount(known.canonical[slots], weights=forms, minlength=canonicals)
    return np.concatenate([np.minimum(of_known, 0.5), background(listed.key)])


def _classes(listed: WordList, share: NDArray[np.float64]) -> NDArray[np.int8]:
    known = meanings()
    own = np.full(listed.key.size, WordClass.BRAND, np.int8)
    first = listed.chars[listed.offsets[:-1]]
    own[(first >= _DIGITS[0]) & (first <= _DIGITS[1])] = WordClass.NUMBER
    for word in np.flatnonzero((np.diff(listed.offsets) <= LONGEST_ROMAN) & np.isin(first, _ROMAN_FIRST)).tolist():
        if "".join(map(chr, listed.chars[listed.offsets[word] : listed.offsets[word + 1]])) in ROMAN:
            own[word] = WordClass.NUMBER
    classes = np.concatenate([known.canonical_class, own])
    return np.where((classes == WordClass.BRAND) & (share > COMMON_SHARE), WordClass.INDUSTRY, classes).astype(np.int8)


def _directory(
    hashes: NDArray[np.uint64], owners: NDArray[np.int32]
) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int64]]:
    order = np.argsort(hashes, kind="stable")
    bits = max(1, int(np.log2(max(hashes.size, 2))))
    ordered = hashes[order]
    return ordered, owners[order], directory(ordered, bits)
