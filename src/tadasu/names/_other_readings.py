"""Other Latin spellings of native words, so that a query is also looked up under those.

A brand has more than one romanisation (達 is da and tat), and a word that we translate is often left as it sounds in the
official name: Sahab Pardaz, not Sahab Processing.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tadasu.names._scripts import Script, script_of
from tadasu.names._tokens import MARKS, Tokens, cut_plain, letters
from tadasu.names._tokens_kernel import CYRILLIC, GLOSS
from tadasu.names.scripts import sound_readings, spoken

MOST_OTHERS = 4
SHORTEST = 3
"""Letters below which a spelling says nothing."""

_FOREIGN = (("ks", "x"), ("kh", "h"), ("k", "c"), ("ts", "c"))
_SCRIPTS = {mark: script for script, mark in MARKS.items()}


def other_readings(tokens: Tokens, first: NDArray[np.int32]) -> Tokens:
    """The other spellings of word w, whose first token is `first[w]`, as the tokens of name w; none for Latin words.

    `tokens` come from `tokenize(names, keep_glossed=True)`.
    """
    counts = np.zeros(first.size, np.int32)
    spellings: list[str] = []
    native = (np.diff(tokens.surface_offsets) > 0) | (tokens.mark == CYRILLIC)
    for word in np.flatnonzero(native[first]).tolist():
        token = int(first[word])
        start, end = tokens.surface_offsets[token], tokens.surface_offsets[token + 1]
        surface = "".join(map(chr, tokens.surfaces[start:end]))
        others = _others(int(tokens.mark[token]), surface, letters(tokens, token))
        counts[word] = len(others)
        spellings.extend(others)
    names = np.zeros(first.size + 1, np.int32)
    np.cumsum(counts, out=names[1:])
    return cut_plain(spellings)._replace(names=names)


@lru_cache(maxsize=65536)
def _others(mark: int, surface: str, reading: str) -> tuple[str, ...]:
    found: Iterable[str]
    if mark == CYRILLIC:
        found = _foreign(reading)
    elif mark != GLOSS:
        script = _SCRIPTS.get(mark, Script.OTHER)
        found = sound_readings(script, surface=surface, text=surface, reading=reading)
    else:
        script = next((each for each in map(script_of, surface) if each is not Script.LATIN), Script.OTHER)
        found = (surface,) if script is Script.CYRILLIC else spoken(script, surface)
    spelt = (_one_word(spelling) for spelling in found)
    return tuple(dict.fromkeys(spelling for spelling in spelt if len(spelling) >= SHORTEST and spelling != reading))[
        :MOST_OTHERS
    ]


def _foreign(reading: str) -> Iterator[str]:
    """A Cyrillic word may render a foreign one: Трансмикс is Transmix, Хайтек Hitek, Калинко Calinco."""
    for written, foreign in _FOREIGN:
        if written in reading:
            reading = reading.replace(written, foreign)
            yield reading


def _one_word(spelling: str) -> str:
    return "".join(char for char in spelling.lower() if char.isalnum())
