"""Stakes become links: one a pair of owner and company and kind, with the bounds that all its stakes leave.

Within one list the stakes of a pair add up: they are classes of shares, or accounts. Two lists that speak of one pair
speak of the same holding, so theirs do not add up: what counts is the share that satisfies both. Where none does, the
widest bounds count and the link is marked as disputed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tadasu.schema import WHOLE, StakeKind

Integers = NDArray[np.int64]

KINDS = tuple(StakeKind)
"""A kind's place here is its number in the arrays; those below `COUNTED` have shares that add up."""

COUNTED = 2
SHARES, VOTES = KINDS.index(StakeKind.SHARES), KINDS.index(StakeKind.VOTES)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """Single stakes, parallel arrays of one length; `lists` tells lists apart, a share not given is 0 to the whole."""

    owners: Integers
    companies: Integers
    kinds: Integers
    lists: Integers
    least: Integers
    most: Integers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Links:
    """Links sorted by owner, company, kind. `starts` says where the rows of each link begin, `first` where an owner's
    links begin (one more than there are entities). `arriving` are link numbers by company, owner, kind, and `into` says
    where a company's begin. `held[2 * company + kind]` is what is surely held of a company, unbounded."""

    owners: NDArray[np.int32]
    companies: NDArray[np.int32]
    kinds: NDArray[np.int8]
    least: Integers
    most: Integers
    disputed: NDArray[np.bool_]
    starts: Integers
    first: Integers
    into: Integers
    arriving: Integers
    held: Integers


def linked(rows: Rows, *, entities: int) -> Links:
    """Links of rows that are sorted by owner, company, kind, list; entities are numbered from 0."""
    lists = _starts(rows.owners, rows.companies, rows.kinds, rows.lists)
    pairs = _starts(rows.owners[lists], rows.companies[lists], rows.kinds[lists])
    least = np.minimum(_folded(np.add, rows.least, lists), WHOLE)
    most = np.minimum(_folded(np.add, rows.most, lists), WHOLE)
    lower, upper = _folded(np.maximum, least, pairs), _folded(np.minimum, most, pairs)
    disputed = lower > upper
    lower = np.where(disputed, _folded(np.minimum, least, pairs), lower)
    upper = np.where(disputed, _folded(np.maximum, most, pairs), upper)
    at = lists[pairs]
    owners, companies, kinds = rows.owners[at], rows.companies[at], rows.kinds[at]
    held = held_by_slot(companies, kinds, lower, entities=entities)
    arriving = np.lexsort((kinds, owners, companies)).astype(np.int64)
    return Links(
        owners=owners.astype(np.int32),
        companies=companies.astype(np.int32),
        kinds=kinds.astype(np.int8),
        least=lower,
        most=_left_by_others(companies, kinds, lower, upper, held),
        disputed=disputed,
        starts=np.append(at, rows.owners.size),
        first=np.searchsorted(owners, np.arange(entities + 1)),
        into=np.searchsorted(companies[arriving], np.arange(entities + 1)),
        arriving=arriving,
        held=held,
    )


def held_by_slot(companies: Integers, kinds: Integers, least: Integers, *, entities: int) -> Integers:
    """What is surely held, by `2 * company + kind`; kinds without shares count nothing."""
    counted = kinds < COUNTED
    held = np.zeros(COUNTED * entities, np.int64)
    np.add.at(held, COUNTED * companies[counted] + kinds[counted], least[counted])
    return held


def _left_by_others(companies: Integers, kinds: Integers, least: Integers, most: Integers, held: Integers) -> Integers:
    """What others surely hold cannot be one's own. Not used where shares exceed the whole: there somebody is wrong."""
    counted = kinds < COUNTED
    total = held[np.where(counted, COUNTED * companies + kinds, 0)] if held.size else held
    room = np.maximum(least, WHOLE - (total - least))
    return np.where(counted & (total <= WHOLE), np.minimum(most, room), most)


def _starts(*keys: Integers) -> Integers:
    """Where a run of equal keys begins."""
    if not keys[0].size:
        return np.empty(0, np.int64)
    differs = np.zeros(keys[0].size, np.bool_)
    differs[0] = True
    for key in keys:
        differs[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(differs)


def _folded(fold: np.ufunc, values: Integers, starts: Integers) -> Integers:
    return np.asarray(fold.reduceat(values, starts) if starts.size else values, np.int64)
