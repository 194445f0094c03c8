"""How usual a word is in company names at large, so that rarity means something even in a short list."""

import csv
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from tadasu.names._compiled import kernel
from tadasu.names._tokens import distinct_words, letters, tokenize
from tadasu.names._tokens_kernel import find

UNKNOWN = 20.0
"""Names per million that hold a word which the table does not list; the table lists every word above it."""


def background(key: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Share of company names in general that hold each word, by token key; shape as `key`."""
    keys, values, share = _table()
    out = np.empty(key.size, np.float64)
    _look_up(keys, values, share, key, out)
    return out


@cache
def _table() -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.float64]]:
    text = (files("tadasu.names") / "data" / "word_frequency.csv").read_text(encoding="utf-8")
    per_million = {row["word"]: float(row["per_million"]) for row in csv.DictReader(text.splitlines())}
    tokens = tokenize(sorted(per_million))
    words = distinct_words(tokens)
    share = [per_million[letters(tokens, int(token))] / 1e6 for token in words.first]
    return words.keys, words.values, np.array(share, np.float64)


@kernel
def _look_up(keys, values, share, key, out):  # type: ignore[no-untyped-def]
    for i in range(key.size):
        slot = find(keys, values, key[i])
        out[i] = UNKNOWN / 1e6 if slot < 0 else share[slot]
