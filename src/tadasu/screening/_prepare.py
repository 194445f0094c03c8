"""Names cut into words, and each distinct word looked up once, ready for the match loop."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tadasu.names import Tokens, distinct_words, other_readings, tokenize
from tadasu.screening._expand_kernel import MOST_GROUPS, MOST_SPLITS, Expansion, expand
from tadasu.screening._index import Index

CHUNK = 512


@dataclass(frozen=True, slots=True)
class Batch:
    """Distinct names, cut and expanded against an index, ready for the match loop."""

    tokens: Tokens
    word: NDArray[np.int32]
    first: NDArray[np.int32]
    expansion: Expansion


def prepare(names: Sequence[str], index: Index, *, workers: int = 1) -> Batch:
    """Cut the names and look up what each distinct word may stand for."""
    tokens = tokenize(names, keep_glossed=True)
    words = distinct_words(tokens, by_script=True)
    others = other_readings(tokens, words.first)
    count = words.first.size
    expansion = Expansion(
        np.zeros((count, MOST_GROUPS), np.int32),
        np.zeros((count, MOST_GROUPS), np.float32),
        np.zeros(count, np.int32),
        np.zeros(count, np.int32),
        np.zeros(count, np.int32),
        np.zeros((count, 2 * MOST_SPLITS), np.int32),
    )

    def part(low: int) -> None:
        expand(low, min(low + CHUNK, count), tokens, words.first, others, index.vocabulary, expansion)

    spread(part, count, CHUNK, workers)
    return Batch(tokens, words.word, words.first, expansion)


def spread(part: Callable[[int], Any], size: int, step: int, workers: int) -> list[Any]:
    """Run `part` on chunk starts, in order, on threads when there is more than one chunk."""
    starts = range(0, size, step)
    if workers == 1 or len(starts) <= 1:
        return [part(low) for low in starts]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(part, starts))
