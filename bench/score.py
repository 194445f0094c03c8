"""Measures of screening results against labelled queries; the figures agree with those of the shared acceptance scorer.

A *returned* row is (probability, entity id). Recall counts queries of perturbed names; real aliases are counted apart,
because many of them share no word with the listed name.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Returned = Mapping[str, Sequence[tuple[float, str]]]
"""Query id -> rows, best first; equal probabilities come in falling order of entity id."""

BIN = 200
"""Pairs a bin must hold before its calibration is judged."""
STEP = 1e-6
"""Probabilities are kept to six decimals."""
_Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Query:
    """A labelled query; `truths` is empty for a negative."""

    id: str
    name: str
    truths: frozenset[str]
    kind: str

    @property
    def counted(self) -> bool:
        """Whether recall is taken over it: it has a truth and is no real alias."""
        return bool(self.truths) and not self.alias

    @property
    def alias(self) -> bool:
        return self.kind.startswith("real_alias")


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares at one threshold."""

    recall: float
    rank1: float
    alias_recall: float
    precision: float
    negatives_alerted: float


def read_queries(path: Path) -> list[Query]:
    """Rows of id, query, truth_id (empty for a negative), kind."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Query(row["id"], row["query"], frozenset(filter(None, [row["truth_id"]])), row["kind"])
            for row in csv.DictReader(file)
        ]


def read_results(path: Path) -> Returned:
    """Rows of query_id, entity_id, probability."""
    returned: dict[str, list[tuple[float, str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            returned.setdefault(row["query_id"], []).append((float(row["probability"]), row["entity_id"]))
    for rows in returned.values():
        rows.sort(reverse=True)
    return returned


def at(queries: Sequence[Query], returned: Returned, threshold: float) -> Scores:
    """Shares when every row at or above the threshold is an alert."""
    hits = first = alias_hits = alerts = correct = alerted = 0
    for query in queries:
        found = [entity for chance, entity in returned.get(query.id, ()) if chance >= threshold]
        alerts += len(found)
        true = sum(entity in query.truths for entity in found)
        correct += true
        alerted += bool(found) and not query.truths
        hits += bool(true) and query.counted
        alias_hits += bool(true) and query.alias
        first += query.counted and bool(found) and found[0] in query.truths
    counted = sum(query.counted for query in queries)
    return Scores(
        recall=share(hits, counted),
        rank1=share(first, counted),
        alias_recall=share(alias_hits, sum(query.alias for query in queries)),
        precision=share(correct, alerts),
        negatives_alerted=share(alerted, sum(not query.truths for query in queries)),
    )


def candidate_recall(queries: Sequence[Query], returned: Returned) -> float:
    """Share of perturbed names whose true entity was returned with any probability at all."""
    return at(queries, returned, 0.0).recall


def threshold_at(queries: Sequence[Query], returned: Returned, precision: float) -> float | None:
    """Lowest threshold whose alerts reach a precision, or None when no threshold does."""
    rows = [(chance, entity in query.truths) for query in queries for chance, entity in returned.get(query.id, ())]
    if not rows:
        return None
    chance, true = (np.array(column) for column in zip(*sorted(rows, reverse=True), strict=True))
    reached = np.cumsum(true) / np.arange(1, len(true) + 1) >= precision
    last_of_its_value = np.append(chance[1:] < chance[:-1], True)
    places = np.flatnonzero(reached & last_of_its_value)
    return float(chance[places[-1]]) if places.size else None


def recall_at(queries: Sequence[Query], returned: Returned, precision: float) -> float:
    """Recall at the lowest threshold whose alerts reach a precision; 0 when none does."""
    threshold = threshold_at(queries, returned, precision)
    return 0.0 if threshold is None else at(queries, returned, threshold).recall


def threshold_for(negatives: Sequence[Query], returned: Returned, most_alerted: float) -> float:
    """Lowest threshold at which no more than a share of the negatives has an alert."""
    best = sorted((max((chance for chance, _ in returned.get(q.id, ())), default=0.0) for q in negatives), reverse=True)
    allowed = int(most_alerted * len(best))
    return best[allowed] + STEP if allowed < len(best) else STEP


def labelled_pairs(queries: Sequence[Query], returned: Returned) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Probability and truth of every returned pair."""
    rows = [(chance, entity in query.truths) for query in queries for chance, entity in returned.get(query.id, ())]
    return np.array([chance for chance, _ in rows], np.float64), np.array([true for _, true in rows], np.bool_)


def tenths_gap(chance: NDArray[np.float64], truth: NDArray[np.bool_], least: int = BIN) -> float:
    """Largest gap between mean probability and share of truth over tenths (0 to .1, ...) of `least` pairs."""
    number = np.minimum((chance * 10 + STEP).astype(np.int64), 9)
    return _largest_gap(chance, truth, [np.flatnonzero(number == tenth) for tenth in range(10)], least)


def runs_gap(chance: NDArray[np.float64], truth: NDArray[np.bool_], least: int = BIN) -> float:
    """The same over runs of `least` pairs in order of probability. Chance alone gives some .1 over hundreds of runs."""
    order = np.argsort(chance, kind="stable")
    return _largest_gap(chance, truth, np.array_split(order, max(len(order) // least, 1)), least)


def auc(score: Sequence[float], truth: Sequence[bool]) -> float:
    """Chance that a true pair scores above a false one; a tie counts half."""
    values, labels = np.asarray(score, np.float64), np.asarray(truth, np.bool_)
    false = np.sort(values[~labels])
    below = np.searchsorted(false, values[labels], side="left")
    not_above = np.searchsorted(false, values[labels], side="right")
    return float((below + not_above).sum() / 2 / max(false.size * int(labels.sum()), 1))


def wilson(hits: int, number: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson, 1927)."""
    if number == 0:
        return 0.0, 1.0
    found, spread = hits / number, _Z95**2 / number
    middle = (found + spread / 2) / (1 + spread)
    half = (found * (1 - found) * spread + spread**2 / 4) ** 0.5 / (1 + spread)
    return middle - half, middle + half


def share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _largest_gap(
    chance: NDArray[np.float64], truth: NDArray[np.bool_], bins: Sequence[NDArray[np.int64]], least: int
) -> float:
    gaps = [abs(chance[part].mean() - truth[part].mean()) for part in bins if len(part) >= least]
    return float(max(gaps, default=0.0))
