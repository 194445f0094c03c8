"""Names cut into words, and each distinct word looked up once, ready for the match loop."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tadasu.names import Tokens, distinct_words, other_readings, tokenize
from tadasu.screening._expand_kernel import MOST_GROUPS, MOST_SPLITS, Expansion, expand
from tadasu.screening._index import Index

CHUNK = 512


class Cut(NamedTuple):
    """Names cut into words, which knows nothing of any list: word number of each token, first token and other readings
    of each distinct word."""

    tokens: Tokens
    word: NDArray[np.int32]
    first: NDArray[np.int32]
    others: Tokens


@dataclass(frozen=True, slots=True)
class Batch:
    """Distinct names, cut and expanded against an index, ready for the match loop."""

    tokens: Tokens
    word: NDArray[np.int32]
    first: NDArray[np.int32]
    expansion: Expansion


def prepare(names: Sequence[str], index: Index, *, workers: int = 1) -> Batch:
    """Cut the names and look up what each distinct word may stand for."""
    return look_up_words(cut_names(names), index, workers=workers)


def cut_names(names: Sequence[str]) -> Cut:
    """Cut the names into words and number the distinct ones."""
    tokens = tokenize(names, keep_glossed=True)
    words = distinct_words(tokens, by_script=True)
    return Cut(tokens, words.word, words.first, other_readings(tokens, words.first))


def look_up_words(cut: Cut, index: Index, *, workers: int = 1) -> Batch:
    """What each distinct word may stand for in a list."""
    count = cut.first.size
    expansion = Expansion(
        np.zeros((count, MOST_GROUPS), np.int32),
        np.zeros((count, MOST_GROUPS), np.float32),
        np.zeros(count, np.int32),
        np.zeros(count, np.int32),
        np.zeros(count, np.int32),
        np.zeros((count, 2 * MOST_SPLITS), np.int32),
    )

    def part(low: int) -> None:
        expand(low, min(low + CHUNK, count), cut.tokens, cut.first, cut.others, index.vocabulary, expansion)

    spread(part, count, CHUNK, workers)
    return Batch(cut.tokens, cut.word, cut.first, expansion)


def spread(part: Callable[[int], Any], size: int, step: int, workers: int) -> list[Any]:
    """Run `part` on chunk starts, in order, on threads when there is more than one chunk."""
    starts = range(0, size, step)
    if workers == 1 or len(starts) <= 1:
        return [part(low) for low in starts]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(part, starts))
