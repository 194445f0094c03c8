"""What a Latin word of a company name means: its canonical form and what it is for.

Gathered from legal forms, business words of every language (their English gloss) and places. The table is keyed by the
same hash as tokens, so that the compiled loops can look words up.
"""

from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tadasu.names._compiled import kernel
from tadasu.names._data import legal_forms, legal_groups, word_forms, words
from tadasu.names._fold import fold
from tadasu.names._merge import joined, legal_phrases
from tadasu.names._tokens import distinct_words, letters, tokenize
from tadasu.names._tokens_kernel import find
from tadasu.places import all_names, all_places

LANGUAGES = ("zh", "ja", "ko", "ru", "ar", "fa", "ug", "my", "th", "km", "vi")
"""Of a word that several of them gloss the last one says what it is for: the order moves results."""

SHORTEST_RUSSIAN = 6
"""Letters of a Russian word that is known in Latin letters too; shorter ones are words of other languages."""
RUSSIAN_ENDINGS = ("yy", "iy", "y", "i", "yi", "ii", "ij", "yj")


class WordClass(IntEnum):
    """What a word is for; the numbers are used in arrays."""

    BRAND = 0
    PLACE = 1
    INDUSTRY = 2
    LEGAL_FORM = 3
    NUMBER = 4
    NOISE = 5
    FUNCTION = 6


_CLASS_OF_KIND = {
    "legal": WordClass.LEGAL_FORM,
    "function": WordClass.FUNCTION,
    "industry": WordClass.INDUSTRY,
    "generic": WordClass.INDUSTRY,
    "organisation": WordClass.INDUSTRY,
    "admin": WordClass.NOISE,
    "number": WordClass.NUMBER,
    "noise": WordClass.NOISE,
}


class Meanings(NamedTuple):
    """Hash table of known words: `values[slot]` is an entry; `canonical[entry]` and `word_class[entry]` describe it.

    Canonical words are numbered from 0; `related_*` lists, for each canonical word, others that glosses treat as
    alternatives (garment and apparel).
    """

    keys: NDArray[np.uint64]
    values: NDArray[np.int32]
    canonical: NDArray[np.int32]
    word_class: NDArray[np.int8]
    canonical_class: NDArray[np.int8]
    related_offsets: NDArray[np.int32]
    related: NDArray[np.int32]


@cache
def known_words() -> dict[str, tuple[str, WordClass]]:
    """Folded Latin word -> canonical word, class.

    Russian words in Latin letters give way to all others.

    Word forms win over legal forms, those over countries, provinces and prefectures, those over glosses, those over towns:
    a town called Reading does not make every reading a place.
    """
    known: dict[str, tuple[str, WordClass]] = {}
    for source in (
        _from_russian(),
        _places(small=True),
        _from_glosses(),
        _places(small=False),
        _from_legal_forms(),
        _from_word_forms(),
    ):
        known |= {word: (canonical, word_class) for word, canonical, word_class in source}
    for word, (canonical, word_class) in list(known.items()):
        root, root_class = known.get(canonical, (canonical, word_class))
        known[word] = (root, root_class)
        known.setdefault(root, (root, root_class))
    return known


@cache
def meanings() -> Meanings:
    """The table, built once a process."""
    known = known_words()
    entries = sorted(known)
    tokens = tokenize(entries)
    table = distinct_words(tokens)
    numbers = {word: number for number, word in enumerate(sorted({canonical for canonical, _ in known.values()}))}
    size = len(table.first)
    canonical = np.zeros(size, np.int32)
    word_class = np.zeros(size, np.int8)
    canonical_class = np.zeros(len(numbers), np.int8)
    for entry in range(size):
        root, kind = known[letters(tokens, int(table.first[entry]))]
        canonical[entry], word_class[entry] = numbers[root], kind
        canonical_class[numbers[root]] = kind
    offsets, related = _related(known, numbers)
    return Meanings(table.keys, table.values, canonical, word_class, canonical_class, offsets, related)


def _from_word_forms() -> Iterator[tuple[str, str, WordClass]]:
    for form in word_forms().values():
        yield form.form, form.canonical, _CLASS_OF_KIND[form.kind]


def _from_legal_forms() -> Iterator[tuple[str, str, WordClass]]:
    groups = legal_groups()
    for group in groups.values():
        for word in group.tokens:
            yield word, word, WordClass.LEGAL_FORM
    for form in legal_forms():
        folded = fold(form.form)
        if _is_latin(form.form) and folded.isascii() and folded.isalnum() and len(folded) > 1 and not folded.isdigit():
            tokens = groups[form.canonical].tokens
            yield folded, tokens[0] if len(tokens) == 1 else folded, WordClass.LEGAL_FORM
    for phrase, token in legal_phrases().items():
        yield joined(phrase), token, WordClass.LEGAL_FORM


def _from_glosses() -> Iterator[tuple[str, str, WordClass]]:
    for language in LANGUAGES:
        for word in words(language):
            for gloss in word.gloss:
                for part in fold(gloss).split():
                    kind = _CLASS_OF_KIND.get(word.kind, WordClass.INDUSTRY)
                    yield part, part, WordClass.INDUSTRY if kind is WordClass.NUMBER and not part.isdigit() else kind


def _from_russian() -> Iterator[tuple[str, str, WordClass]]:
    """Russian trade words as they stand in Latin letters: Torgovyy is trading, in any of the usual spellings."""
    for word in words("ru"):
        spelt, gloss = fold(word.term), fold(word.gloss[0])
        if len(spelt) >= SHORTEST_RUSSIAN and spelt.isalpha() and gloss.isalpha():
            kind = _CLASS_OF_KIND.get(word.kind, WordClass.INDUSTRY)
            stem, ending = (spelt[:-2], spelt[-2:]) if spelt[-2:] in ("yy", "iy") else (spelt, "")
            for other in RUSSIAN_ENDINGS if ending else ("",):
                yield stem + other, gloss, kind


def _is_latin(text: str) -> bool:
    """Written in Latin letters; Cyrillic words are glossed before, and folded they look like other words (Инк., Чили)."""
    return all(ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00 or not char.isalpha() for char in text)


_SIZE = {"country": 9, "region": 8, "province": 7, "division": 6, "prefecture": 5, "city": 4}
_LARGE = 5
_SHORT = frozenset({"us", "uk"})
"""Names of two letters that company names use for the place and for nothing else."""
_WATCHED = ("cn-xj", "cn-65", "cn-54", "cn-xz", "cn-xpcc")
"""Places whose every county counts as large: state-imposed labour is reported there."""


def _places(*, small: bool) -> Iterator[tuple[str, str, WordClass]]:
    """Single-word Latin names of small or of large places, larger later; the place's own name is the canonical word.

    A name of several words (Hong Kong) is one word here, as `_merge` makes it.
    """
    places = all_places()
    names = [(name.place_id, name.name) for name in all_names()] + [(place.id, place.name) for place in places.values()]
    rows = []
    for place_id, name in names:
        if not _is_latin(name):
            continue
        place = places[place_id]
        large = _SIZE.get(place.kind, 0) >= _LARGE or place_id.startswith(_WATCHED)
        folded = fold(name)
        if large is not small:
            rows.append((_SIZE.get(place.kind, 0), place_id, joined(folded), fold(place.name)))
    for _, _, word, own in sorted(rows):
        if word.isascii() and word.isalpha() and (len(word) >= 3 or word in _SHORT):
            yield word, joined(own), WordClass.PLACE


def _related(
    known: dict[str, tuple[str, WordClass]], numbers: dict[str, int]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Single-word gloss alternatives of one native word are related to each other."""
    pairs: set[tuple[int, int]] = set()
    for language in LANGUAGES:
        for word in words(language):
            single = [known[fold(gloss)] for gloss in word.gloss if fold(gloss) in known and " " not in gloss]
            ids = sorted({numbers[root] for root, kind in single if kind is WordClass.INDUSTRY})
            pairs |= {(a, b) for a in ids for b in ids if a != b}
    offsets = np.zeros(len(numbers) + 1, np.int32)
    for a, _ in pairs:
        offsets[a + 1] += 1
    return np.cumsum(offsets, dtype=np.int32), np.array([b for _, b in sorted(pairs)], np.int32)


@kernel
def look_up(keys, values, sought, out):  # type: ignore[no-untyped-def]
    """Entry of each sought key, or -1."""
    for i in range(sought.size):
        out[i] = find(keys, values, sought[i])
