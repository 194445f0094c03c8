"""Screen suppliers against an index: every pair that could be the same party, with its probability.

The answer to a query does not depend on the batch it came in, its order, or the number of threads: distinct names are
screened once, each by itself, in chunks of fixed size. Nor does it depend on the order of the listed, see `_index`.
"""

import gc
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import exp, log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tadasu.schema import MILLINATS, Entity, Match, UsageError
from tadasu.screening._evidence import evidence, identifier_keys, most_evidence
from tadasu.screening._facts_kernel import LEAST_ODDS
from tadasu.screening._handed import entities_of, is_count, is_probability
from tadasu.screening._index import Index
from tadasu.screening._match_kernel import match
from tadasu.screening._model import Model, model
from tadasu.screening._pair import weigh
from tadasu.screening._prepare import CHUNK, prepare, spread
from tadasu.screening._reverse import Party, ReverseIndex, distinct_names, load_loops

EVERY = -1_000_000
"""Below any log-odds."""

CANDIDATES = 24
"""Cores looked at for one name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`threshold` is a probability (0 returns every candidate); `limit` matches a query at most; `threads` None: all.

    `only` asks for matches with these parties alone, for example those that a new version of a list changed; names for
    which none of them is a candidate are not compared.
    Raises UsageError `threshold-out-of-range`, `limit-too-small`, `threads-too-few`, also for what is no number at all.
    """

    threshold: float = 0.7
    limit: int | None = None
    names_only: bool = False
    threads: int | None = None
    only: frozenset[Party] | None = None

    def __post_init__(self) -> None:
        if not is_probability(self.threshold):
            raise UsageError("threshold-out-of-range", value=str(self.threshold))
        if self.limit is not None and not is_count(self.limit):
            raise UsageError("limit-too-small", value=str(self.limit))
        if self.threads is not None and not is_count(self.threads):
            raise UsageError("threads-too-few", value=str(self.threads))


@dataclass(frozen=True, slots=True)
class Screening:
    """Matches in the order of the queries, most probable first; `seconds` is the matching alone.

    `names` counts the distinct names of the suppliers, `compared` those that could not be left out.
    """

    matches: tuple[Match, ...]
    queries: int
    listed: int
    seconds: float
    names: int
    compared: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """Parallel arrays: number of the distinct name, document, log-odds in millinats, facts (or none)."""

    name: NDArray[np.int32]
    document: NDArray[np.int32]
    log_odds: NDArray[np.int32]
    facts: NDArray[np.float32]


def probability(log_odds: int) -> float:
    """Six decimals of the logistic function of millinats.

    >>> probability(0), probability(2197)
    (0.5, 0.89998)
    """
    return round(1.0 / (1.0 + exp(-log_odds / MILLINATS)), 6)


def screen(
    suppliers: Iterable[Entity], index: Index, *, options: Options | None = None, reverse: ReverseIndex | None = None
) -> Screening:
    """Compare each name of each supplier with the index.

    Returns one match for each supplier and listed entity: that of the best pair of their names. `reverse` is the reverse
    index of these suppliers, which `options.only` needs; it is built when it is not given.
    Raises UsageError `entities-expected`, `reverse-index-of-others`.
    """
    suppliers, options = entities_of(suppliers), options or Options()
    compare(["a"], index, threads=1)  # loads the compiled loops, which is no matching
    if options.only is not None:
        load_loops(index, most=CANDIDATES)
    started = time.perf_counter()
    every = distinct_names(suppliers)
    if reverse is not None:
        reverse.check(every)
    names = list(every) if options.only is None else _affected(suppliers, index, options, options.only, reverse)
    least = EVERY if options.threshold <= 0 else _least(options.threshold)
    floor = least if options.names_only else max(LEAST_ODDS, least - most_evidence(suppliers))
    pairs = compare(names, index, floor=floor, threads=options.threads)
    with _no_collection():
        matches = _matches(suppliers, names, index, pairs, least, options)
    seconds = time.perf_counter() - started
    return Screening(matches, len(suppliers), len(index.entities), seconds, len(every), len(names))


def compare(
    names: Sequence[str],
    index: Index,
    *,
    floor: int = LEAST_ODDS,
    threads: int | None = None,
    weights: Model | None = None,
    facts: bool = False,
) -> Pairs:
    """Every candidate pair of the names (each screened by itself) at or above `floor` millinats."""
    weights = weights or model()
    workers = threads or os.cpu_count() or 1
    batch = prepare(names, index, workers=workers)

    def part(low: int) -> tuple[NDArray[Any], ...]:
        return match(  # type: ignore[no-any-return]
            low,
            min(low + CHUNK, len(names)),
            CANDIDATES,
            batch.tokens,
            batch.word,
            batch.first,
            batch.expansion,
            index.vocabulary,
            index.documents,
            weights.weights,
            weights.base,
            floor,
            facts,
        )

    parts = spread(part, len(names), CHUNK, workers)
    return Pairs(*(np.concatenate(column) for column in zip(*parts, strict=True))) if parts else _no_pairs()


def _affected(
    suppliers: Sequence[Entity],
    index: Index,
    options: Options,
    parties: frozenset[Party],
    reverse: ReverseIndex | None,
) -> list[str]:
    """The names that can match one of the parties, in order: by a word, or by an identifier of their supplier."""
    reverse = reverse or ReverseIndex.build(suppliers)
    workers = options.threads or os.cpu_count() or 1
    flags = reverse.affected(index, parties, most=CANDIDATES, workers=workers)
    kept = {name for name, flag in zip(reverse.names, flags.tolist(), strict=True) if flag}
    if not options.names_only:
        numbers = [number for list_id, entity_id in parties for number in index.numbers(entity_id, list_id)]
        keys = frozenset(key for number in numbers for key in identifier_keys(index.entities[number]))
        for supplier in suppliers:
            if supplier.identifiers and keys & identifier_keys(supplier):
                kept.update(supplier.names)
    return [name for name in reverse.names if name in kept]


@contextmanager
def _no_collection() -> Iterator[None]:
    """Thousands of new matches would set the collector off over the whole list, to free nothing: no cycle is made here."""
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held:
            gc.enable()


def _no_pairs() -> Pairs:
    none = np.zeros(0, np.int32)
    return Pairs(none, none, none, np.zeros((0, 0), np.float32))


def _least(threshold: float) -> int:
    """Least millinats whose probability, rounded, reaches the threshold."""
    threshold = max(threshold, 1e-6)  # the least that six decimals can say
    near = min(threshold, 1 - 5e-7)  # what they round to 1
    odds = int(MILLINATS * log(near / (1 - near)))
    while probability(odds - 1) >= threshold:
        odds -= 1
    while probability(odds) < threshold:
        odds += 1
    return odds


def _matches(
    suppliers: Sequence[Entity], names: list[str], index: Index, pairs: Pairs, least: int, options: Options
) -> tuple[Match, ...]:
    by_name = _by_name(pairs, len(names))
    number = {name: i for i, name in enumerate(names)}
    out: list[Match] = []
    for supplier in suppliers:
        ours = [number[name] for name in supplier.names if name in number]
        best = _best_pairs(ours, by_name, pairs, index)
        if not options.names_only and ours:
            for entity_number in index.with_identifiers(identifier_keys(supplier)):
                if entity_number not in best:
                    best[entity_number] = _by_identifier(ours, names, entity_number, index)
        if not best:
            continue
        found = []
        for entity_number, (odds, listed_name, asked) in best.items():
            entity = index.entities[entity_number]
            if options.only is not None and (entity.origin.list_id, entity.id) not in options.only:
                continue
            if not options.names_only:
                odds += sum(term.value for term in evidence(supplier, entity))
            if odds >= least:
                found.append(
                    Match(
                        query_id=supplier.id,
                        entity_id=entity.id,
                        list_id=entity.origin.list_id,
                        query_name=names[asked],
                        matched_name=index.names[listed_name],
                        log_odds=odds,
                        probability=probability(odds),
                    )
                )
        found.sort(key=_rank)
        out.extend(found[: options.limit])
    return tuple(out)


def _rank(match: Match) -> tuple[int, str, str, str]:
    """The most probable first; equals by what they are, since several rows may share an id."""
    return -match.log_odds, match.list_id, match.entity_id, match.matched_name


def _by_identifier(asked: list[int], names: list[str], number: int, index: Index) -> tuple[int, int, int]:
    """Best pair of names of two parties that share an identifier but no rare word."""
    first = index.first_name(number)
    listed = range(first, first + len(index.entities[number].names))
    pairs = ((weigh(index, names[name], other).log_odds, other, name) for name in asked for other in listed)
    return max(pairs, key=lambda pair: pair[0])


def _by_name(pairs: Pairs, names: int) -> NDArray[np.int64]:
    """Where each name's pairs begin; pairs come in the order of names."""
    return np.searchsorted(pairs.name, np.arange(names + 1))


def _best_pairs(
    asked: list[int], by_name: NDArray[np.int64], pairs: Pairs, index: Index
) -> dict[int, tuple[int, int, int]]:
    """Listed entity -> (log-odds, listed name, asked name) of the best pair; ties go to the earlier names."""
    best: dict[int, tuple[int, int, int]] = {}
    documents = index.documents
    for name in asked:
        for p in range(by_name[name], by_name[name + 1]):
            odds = int(pairs.log_odds[p])
            document = pairs.document[p]
            for listed in documents.name[documents.name_offsets[document] : documents.name_offsets[document + 1]]:
                entity = int(index.name_entity[listed])
                held = best.get(entity)
                if held is None or odds > held[0] or (odds == held[0] and name == held[2] and listed < held[1]):
                    best[entity] = (odds, int(listed), name)
    return best
